"""A journal that does not grow without end: the rows of very old steps go, their lines stay.

Of the newest steps everything is kept, so that they can be taken back, merged and replayed. Of
older ones the line stays for good: when, who, what. Only a journal beyond any plan's lifetime
loses its oldest lines, too.
"""

from __future__ import annotations

from workbench.store import journal
from workbench.store.database import Database

#: So many of the newest steps can be taken back.
STEPS_KEPT = 5_000

#: So many lines say who did what; twenty years of fifty steps on each working day are 250,000.
LINES_KEPT = 250_000

#: The journal is thinned when it is this much longer, not at every save.
_SLACK = 1.2

#: The line that says from where on steps are whole; `details["below"]` is the first whole entry.
ACTION = "journal.thin"


def thin(database: Database, *, steps_kept: int = STEPS_KEPT, lines_kept: int = LINES_KEPT) -> None:
    """Drop the rows of steps older than the newest `steps_kept`, if there are many such.

    Raises `FileError` when the disk refuses.
    """
    last = journal.last_entry_id(database)
    first_whole = last - steps_kept + 1
    if last - first_entry_with_rows(database) < steps_kept * _SLACK:
        return
    with database.atomic():
        run = database.connection.execute
        run("DELETE FROM journal_change WHERE entry_id < ?", [first_whole])
        # What was taken back that long ago cannot be done again.
        run(
            "UPDATE journal SET state = 'abandoned' WHERE state = 'undone' AND id < ?",
            [first_whole],
        )
        run("DELETE FROM journal WHERE action = ?", [ACTION])
        run(
            "DELETE FROM journal WHERE id <= ? AND id NOT IN"
            " (SELECT of_entry FROM journal WHERE of_entry IS NOT NULL AND id > ?)",
            [last - lines_kept, last - lines_kept],
        )
        journal.note(database, ACTION, {"below": first_whole})


def first_entry_with_rows(database: Database) -> int:
    """Return the oldest entry whose rows are kept; one beyond the last when there is none."""
    row = database.row("SELECT min(entry_id) FROM journal_change")
    found = row[0] if row else None
    return int(found) if found is not None else journal.last_entry_id(database) + 1

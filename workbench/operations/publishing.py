"""A copy of the plan to be handed out: without what is internal, without how it came about.

What goes out is named here, table by table and column by column; what is not named stays in. So
a table that is added later is left out of publications until somebody decides about it.
"""

from __future__ import annotations

import contextlib
import json
import secrets
import uuid
from collections.abc import Mapping
from pathlib import Path

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations import schemes
from workbench.operations.internal_parts import ACTION, delete_internal
from workbench.operations.lookups import gone
from workbench.operations.row_words import row_name
from workbench.store import saving
from workbench.store.database import Database, connect
from workbench.store.errors import SYSTEM_ERRORS, from_system
from workbench.store.home import room
from workbench.store.journal import Outcome, transaction
from workbench.store.locking import Lock
from workbench.store.merging import row_of
from workbench.store.migrating import open_database
from workbench.store.naming import for_system
from workbench.store.planfile import PlanFile
from workbench.store.queries import load_profile
from workbench.store.schema import PLAN_TABLES

#: Columns that say from which workbook, cell and person a figure came.
_TRACES = (
    "sheet", "cell", "original", "sha256", "recorded_at", "recorded_by", "who", "at",
)  # fmt: skip

#: Tables that are published, and the columns of each that are blanked beyond `_TRACES`.
PUBLISHED: Mapping[str, tuple[str, ...]] = {
    "source": (),
    "profile": (),
    "level": (),
    "element": (),
    "theme": (),
    "theme_link": (),
    "indicator": (),
    "indicator_value": (),
    "area": (),
    "area_households": (),
    "population_set": (),
    "population_cell": (),
    "vital_event": (),
    "population_target": (),
    "rate": (),
    "headship_rate": (),
    "scenario": (),
    "assumption": (),
    "department": (),
    "element_alias": (),
    "initiative": (),
    "initiative_theme": (),
    "initiative_cost": (),
    "settlement": (),
    "settlement_item": (),
    "grading_scheme": (),
    "grading_band": (),
    "grade_override": (),
    "plan_year": (),
    "evaluation": (),
    "element_sdg": (),
    "setting": (),
}

#: Settings that are published: how the plan looks on paper, and how it is graded.
PUBLISHED_SETTINGS = ("look.*", schemes.SETTING)

#: Tables that never leave the house: what imports remember of workbooks, and the marks.
KEPT_IN = ("internal_mark", "import_mapping", "import_alias")

#: What the source of a figure from a workbook or a person is called outside.
_INTERNAL_SOURCE = "庁内資料"


def mark_internal(database: Database, table: str, row_id: int, *, internal: bool = True) -> Outcome:
    """Mark a part of the plan as internal, or take the mark away; nothing below it is published.

    Raises `PersonError` when it is no longer in the plan.
    """
    assert table in PUBLISHED
    row = row_of(database, (table, row_id))
    if row is None:
        raise gone()
    held = database.row(
        "SELECT id FROM internal_mark WHERE table_name = ? AND row_id = ?", [table, row_id]
    )
    what = row_name(table, row, lambda name, one: row_of(database, (name, one)))
    details = {"what": what, "internal": internal}
    with transaction(database, "internal.mark", details) as change:
        if internal and held is None:
            change.insert("internal_mark", {"table_name": table, "row_id": row_id})
        elif not internal and held is not None:
            change.delete("internal_mark", held["id"])
    return change.outcome


def is_internal(database: Database, table: str, row_id: int) -> bool:
    """Tell whether a part of the plan is marked as internal itself."""
    statement = "SELECT 1 FROM internal_mark WHERE table_name = ? AND row_id = ?"
    return database.row(statement, [table, row_id]) is not None


def export_for_publication(plan_file: PlanFile, path: Path) -> None:
    """Write a copy of the plan that may be handed out, as it stands now.

    It holds neither what is marked as internal nor what hangs on that, neither the journal nor
    settings but those of `PUBLISHED_SETTINGS`, and of a figure's source only publications by
    name. Raises `PersonError` when it cannot be written, or `path` is the plan itself.
    """
    write_public_copy(plan_file.database, plan_file.path, path)


def write_public_copy(database: Database, own: Path, path: Path) -> None:
    """Write the copy of a plan whose own file is `own`; blocks for as long as that takes."""
    if path.resolve() == own.resolve():
        raise PersonError(
            "publish.onto_itself",
            message("The copy for publication needs a file of its own."),
            remedy=message("Choose another name."),
        )
    copy = room("working") / f"publish-{secrets.token_hex(8)}.plandb"
    file = Path(for_system(path.absolute()))
    try:
        with contextlib.closing(connect(copy)) as writing:
            database.connection.backup(writing)
        with contextlib.closing(open_database(copy)) as stripped:
            # Nobody else has the copy, and it is thrown away when anything fails.
            stripped.connection.execute("PRAGMA synchronous = OFF")
            _strip(stripped)
            lock = Lock.acquire(file)
            try:
                saving.save(stripped, file, expected=None)
            finally:
                lock.release()
    except SYSTEM_ERRORS as error:
        raise from_system(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)


def _strip(database: Database) -> None:
    """Take out of a copy what is not published; nobody else has it and it is thrown away."""
    title = load_profile(database).title
    delete_internal(database)
    with database.atomic():
        run = database.connection.execute
        for table in reversed(PLAN_TABLES):
            if table not in PUBLISHED:
                run(f"DELETE FROM {table}")
            else:
                for column in database.columns(table).intersection((*_TRACES, *PUBLISHED[table])):
                    run(f"UPDATE {table} SET {column} = ''")
        run(
            "UPDATE source SET title = ?, key = '', publisher = '', note = ''"
            " WHERE kind <> 'publication'",
            [_INTERNAL_SOURCE],
        )
        run(
            "DELETE FROM setting WHERE NOT"
            f" ({' OR '.join('key GLOB ?' for _ in PUBLISHED_SETTINGS)})",
            PUBLISHED_SETTINGS,
        )
        run("DELETE FROM journal_change")
        run("DELETE FROM journal")
        run("DELETE FROM sqlite_sequence WHERE name IN ('journal', 'journal_change')")
        run("INSERT INTO setting (key, value) VALUES ('plan_id', ?)", [str(uuid.uuid4())])
        # Not by `journal.note`: who made the copy is nobody's business outside.
        run(
            "INSERT INTO journal (at, who, action, details, kind, state)"
            " VALUES ('', '', ?, ?, 'make', 'done')",
            [ACTION, json.dumps({"title": title, "below": 1}, ensure_ascii=False)],
        )

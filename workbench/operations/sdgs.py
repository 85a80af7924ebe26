"""Which of the 17 goals of the United Nations (SDGs) a measure serves."""

from __future__ import annotations

import re
import unicodedata

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations.lookups import gone
from workbench.store.database import Database
from workbench.store.journal import Outcome, transaction

_LAST = 17
_BETWEEN = re.compile(r"[\s,、，・;；/]+")


def set_sdgs(database: Database, element_id: int, words: str) -> Outcome:
    """Set the goals that a measure serves, typed as their numbers: 3、11.

    Raises `PersonError` for anything that is no number from 1 to 17.
    """
    numbers = read_sdgs(words)
    element = database.row("SELECT code, name FROM element WHERE id = ?", [element_id])
    if element is None:
        raise gone()
    held = {
        row["number"]: row["id"]
        for row in database.rows(
            "SELECT id, number FROM element_sdg WHERE element_id = ?", [element_id]
        )
    }
    details = {
        "owner": f"{element['code']} {element['name']}",
        "before": written(sorted(held)),
        "after": written(numbers),
    }
    with transaction(database, "element.sdgs", details) as change:
        for number in sorted(held.keys() - set(numbers)):
            change.delete("element_sdg", held[number])
        for number in numbers:
            if number not in held:
                change.insert("element_sdg", {"element_id": element_id, "number": number})
    return change.outcome


def read_sdgs(words: str) -> tuple[int, ...]:
    """Return the numbers that a text names, in order, each once; raises as `set_sdgs`."""
    plain = unicodedata.normalize("NFKC", words)
    parts = [part for part in _BETWEEN.split(plain) if part]
    for part in parts:
        if not (part.isascii() and part.isdigit() and 1 <= int(part) <= _LAST):
            raise PersonError(
                "element.sdgs",
                message("{text} is none of the 17 goals.", text=part),
                remedy=message("Type the numbers of the goals, 1 to 17, as 3, 11."),
            )
    return tuple(sorted({int(part) for part in parts}))


def written(numbers: tuple[int, ...] | list[int]) -> str:
    """Return numbers as they are typed."""
    return "、".join(map(str, numbers))

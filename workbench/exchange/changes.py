"""What a file does to one thing of the plan."""

from __future__ import annotations

from enum import StrEnum


class Change(StrEnum):
    """What the file does to one thing of the plan."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    MISSING = "missing"
    BLANK = "blank"


#: The changes that write something.
WRITING = frozenset({Change.NEW, Change.CHANGED})

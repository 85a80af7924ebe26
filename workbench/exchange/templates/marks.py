"""The hidden marks of a template: which part of which plan each row and column stands for.

A row's mark is ``kind.id.part.belongs.named``: the part of the plan, a digest by which it is
known to be of this plan, and a digest of the names that stand in the row. Rows may be sorted and
columns inserted; a mark that has come apart from its row is found by the last one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workbench.exchange.japanese import fold_name

#: The form of the marks; a template of a newer form is not read.
VERSION = 1

#: The hidden sheet; its lines are a name and a text each, the marks of all rows among them.
ABOUT = "照会情報"

#: Stands above the hidden column of row marks, in the hidden row of column marks.
ROW_MARKS = "#row"
#: Stands above the columns whose texts name the row.
NAMES = "#name"

_DIGITS = 8
_ROW_MARK = re.compile(r"([a-z]+)\.(\d{1,15})\.([a-z_0-9]*)\.([0-9a-f]{8})\.([0-9a-f]{8})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_COLUMN_MARK = re.compile(r"#([a-z_]+)\.(\d{4})")


class RowKind(StrEnum):
    """What a row of a template asks about."""

    INDICATOR = "indicator"
    EVALUATION = "evaluation"
    INITIATIVE = "initiative"


@dataclass(frozen=True)
class RowKey:
    """Which part of the plan a row stands for; `part` tells rows about one thing apart."""

    kind: RowKind
    id: int
    part: str = ""


@dataclass(frozen=True)
class RowMark:
    """What a row's mark says: its key, and whether it is of the plan and of the row's names."""

    key: RowKey
    belongs: str
    named: str

    def is_of_plan(self, plan_id: str) -> bool:
        """Tell whether the mark was made for the plan of this id."""
        return self.belongs == _belongs(self.key, plan_id)

    def is_of_row(self, names: Iterable[str]) -> bool:
        """Tell whether the mark was made for a row of these names, however they are spaced."""
        return self.named == _named(names)


@dataclass(frozen=True)
class ColumnMark:
    """What the cells below are: a field, of a fiscal year."""

    field: str
    fiscal_year: int

    def __str__(self) -> str:
        """Return the mark as it stands in the sheet."""
        return f"#{self.field}.{self.fiscal_year:04}"


def row_mark(key: RowKey, plan_id: str, names: Iterable[str]) -> str:
    """Return the mark of a row as it stands in the sheet."""
    return f"{key.kind}.{key.id}.{key.part}.{_belongs(key, plan_id)}.{_named(names)}"


def read_row_mark(text: str) -> RowMark | None:
    """Return what a cell says as a row's mark, None for anything else."""
    match = _ROW_MARK.fullmatch(text.strip())
    if match is None or match[1] not in set(RowKind):
        return None
    return RowMark(RowKey(RowKind(match[1]), int(match[2]), match[3]), match[4], match[5])


def read_column_mark(text: str) -> ColumnMark | None:
    """Return what a cell says as a column's mark, None for anything else."""
    match = _COLUMN_MARK.fullmatch(text.strip())
    return ColumnMark(match[1], int(match[2])) if match else None


def checksum(lines: Iterable[str]) -> str:
    """Return the SHA-256 of lines of text, by which a change of any of them is found."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _belongs(key: RowKey, plan_id: str) -> str:
    return checksum((plan_id, key.kind, str(key.id), key.part))[:_DIGITS]


def _named(names: Iterable[str]) -> str:
    # Some programs save _x0041_ as it stands, which the next one takes for an A.
    return checksum(fold_name(_ESCAPE.sub(_unescaped, name)) for name in names)[:_DIGITS]


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))

"""A form of a template as plain objects: its columns, its rows, and what may be filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from workbench.exchange.templates.marks import ColumnMark, RowKey
from workbench.plan.values import SIGNS, Kind

#: Stands in the column of decimals for a row that takes words.
WORDS = "文言"

#: The signs that may stand where a figure might, as the plan writes them and as people type them.
SIGNS_TAKEN = (
    *(SIGNS[kind] for kind in (Kind.NONE, Kind.UNKNOWN, Kind.WITHHELD, Kind.PENDING)),
    "-",
    "（集計中）",
    "集計中",
)


class Entry(StrEnum):
    """What a person may put into the cells of a column."""

    #: A figure with the decimals that the row says, or a sign.
    FIGURE = "figure"
    #: A whole amount, or a sign.
    AMOUNT = "amount"
    #: Any text; in rows that name a list, one of its words.
    TEXT = "text"


@dataclass(frozen=True)
class FormColumn:
    """A column of a form.

    Parameters
    ----------
    header, width, kind
        As in the readable book; the width is in characters.
    mark, entry
        For a column to be filled in: what it is, and what may stand in it.
    names_row
        Whether its text tells rows apart; a row's mark holds a digest of it.
    sums
        Whether it adds up the columns to be filled in right before it.
    """

    header: str
    width: float
    kind: str = "text"
    mark: ColumnMark | None = None
    entry: Entry | None = None
    names_row: bool = False
    sums: bool = False


@dataclass(frozen=True)
class FormRow:
    """A row of a form.

    Parameters
    ----------
    key
        The part of the plan it asks about.
    cells
        One for each column of the form; in a column to be filled in, what the plan holds.
    decimals
        Of the figures: how many are taken, `WORDS` for a row that takes words, None for any.
    choices
        The list whose words may stand in the row's cells, a key of the form's `lists`.
    least_height
        In points.
    """

    key: RowKey
    cells: Sequence[object]
    decimals: int | str | None = None
    choices: str = ""
    least_height: float = 20


@dataclass(frozen=True)
class Form:
    """One sheet of a template.

    Parameters
    ----------
    name, title, notes
        The sheet's name, its heading, and the lines below that.
    columns, rows
        The table; `decimals_column` is where a row's decimals stand (None: not at all).
    lists
        The words that may be chosen, by the name of the list.
    left_frozen
        How many columns stay in sight at the left.
    """

    name: str
    title: str
    notes: Sequence[str]
    columns: Sequence[FormColumn]
    rows: Sequence[FormRow]
    decimals_column: int | None = None
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    left_frozen: int = 0

"""What was noticed in a workbook: where, what is wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.language import Message


class Level(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Choice:
    """One way to settle a finding that needs a decision; `key` is what a decision names."""

    key: str
    label: Message | str


@dataclass(frozen=True)
class Finding:
    """One thing noticed while a workbook was read.

    Parameters
    ----------
    code
        Stable name, as ``cell.error_value``; documentation and tests refer to it.
    level
        An error keeps its cell out of the plan, a warning asks for a look, a note informs.
    workbook, sheet, cell
        Where; `cell` is an address as the sheet shows it (``F9``), or empty.
    original
        The text as it stands there.
    what, remedy
        What is wrong and what to do about it.
    rule
        The number of デジタル庁's rule that the cell breaks, as ``L1-12``, or empty.
    needs_decision
        Whether a person has to say what is meant before the row can be applied.
    choices
        What may be decided, besides leaving the cell or the row out.
    """

    code: str
    level: Level
    workbook: str
    sheet: str
    cell: str
    original: str
    what: Message
    remedy: Message | None = None
    rule: str = ""
    needs_decision: bool = False
    choices: tuple[Choice, ...] = ()

    @property
    def place(self) -> str:
        """Return where, as ``file.xlsx 指標実績!F9``."""
        spot = "!".join(part for part in (self.sheet, self.cell) if part)
        return " ".join(part for part in (self.workbook, spot) if part)

    def __str__(self) -> str:
        """Return one line: place, original text, what is wrong, what to do."""
        quoted = f"「{self.original}」" if self.original else ""
        sentence = f"{self.place}{quoted}: {self.what}"
        return f"{sentence} {self.remedy}" if self.remedy else sentence

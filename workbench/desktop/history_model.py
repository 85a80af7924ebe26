"""The journal as a list of steps, newest first, and the way from one state to another."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from workbench.desktop.widgets.model_index import ROOT, Index
from workbench.language import tr
from workbench.operations.history import describe
from workbench.store.journal import Entry

ENTRY_ROLE = Qt.ItemDataRole.UserRole
NOTE_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Way:
    """What has to be taken back, or done again, to get to a step; in the order it happens."""

    undo: tuple[Entry, ...] = ()
    redo: tuple[Entry, ...] = ()


def steps(entries: Sequence[Entry]) -> list[Entry]:
    """Return the steps themselves of a journal; undoing and redoing only change their state."""
    return [entry for entry in entries if entry.kind in ("make", "do")]


def way_to(entries: Sequence[Entry], target: Entry) -> Way:
    """Return the way to the state right after `target`; none to a step that was given up.

    `entries` is the journal, newest first.
    """
    done = [entry for entry in steps(entries) if entry.kind == "do"]
    if target.state == "undone":
        later = [entry for entry in done if entry.state == "undone" and entry.id <= target.id]
        return Way(redo=tuple(reversed(later)))
    if target.state == "done":
        newer = [entry for entry in done if entry.state == "done" and entry.id > target.id]
        return Way(undo=tuple(newer))
    return Way()


class HistoryModel(QAbstractListModel):
    """Each step in words, with who, when, and whether it has been undone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: list[Entry] = []

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show a journal, newest first."""
        self.beginResetModel()
        self._steps = steps(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._steps)

    def data(
        self,
        index: Index,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if not index.isValid():
            return None
        entry = self._steps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return describe(entry)
        if role == ENTRY_ROLE:
            return entry
        if role == NOTE_ROLE:
            return note(entry)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{describe(entry)}\n{note(entry)}"
        return None


def note(entry: Entry) -> str:
    """Return when, who and what became of it, in one line."""
    at = datetime.datetime.fromisoformat(entry.at).astimezone()
    parts = [at.strftime("%Y-%m-%d %H:%M"), entry.who]
    if entry.state == "undone":
        parts.append(tr("undone"))
    elif entry.state == "abandoned":
        parts.append(tr("undone, then replaced by other steps"))
    return "　".join(parts)

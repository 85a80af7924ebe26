"""The columns of one table of a sheet, as lines: letters, heading, meaning, how sure that is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor

from workbench.desktop import look
from workbench.desktop.importing.sheet_model import Sight
from workbench.desktop.importing.words import meaning_words, short_meaning, sureness
from workbench.desktop.widgets.headed_model import HeadedModel
from workbench.desktop.widgets.model_index import Index
from workbench.exchange.fields import Field
from workbench.exchange.mapping import Suggestion
from workbench.exchange.tables import Column
from workbench.language import tr

LETTERS, NAME, MEANING, SURE = range(4)


class ColumnModel(HeadedModel):
    """The columns of one table with what each was taken for."""

    #: A column of the sheet, from 0, and whether its values are taken in.
    take_wanted = Signal(int, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        headings = (tr("Column"), tr("Heading"), tr("Means"), tr("Sure"))
        super().__init__(headings, parent=parent)
        self.suggestion: Suggestion | None = None
        self._sight: Sight | None = None

    def show_table(self, sight: Sight | None, suggestion: Suggestion | None) -> None:
        """Show the columns of a table."""
        self.beginResetModel()
        self._sight, self.suggestion = sight, suggestion
        self.endResetModel()

    @property
    def _is_fixed(self) -> bool:
        return self._sight is not None and not self._sight.view.columns_can_be_said

    def column_at(self, row: int) -> Column:
        """Return the column of the sheet that a line is about."""
        assert self.suggestion is not None
        return self.suggestion.table.columns[row]

    def row_of(self, column: int) -> int:
        """Return the line about a column of the sheet, -1 when there is none."""
        columns = self.suggestion.table.columns if self.suggestion else ()
        return next((row for row, one in enumerate(columns) if one.index == column), -1)

    def line_count(self) -> int:
        return 0 if self.suggestion is None else len(self.suggestion.table.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == LETTERS and self._holds_values(index.row()):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def _holds_values(self, row: int) -> bool:
        meaning = self.suggestion.meanings[row] if self.suggestion else None
        return meaning is not None and meaning.field is Field.VALUE

    def _is_taken(self, row: int) -> bool:
        if self._sight is None:
            return True
        place = (self._sight.sheet.name, self.column_at(row).index)
        return place not in self._sight.choosing.columns_left_out

    def answer(self, row: int, column: int, role: int) -> object:
        answers: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: self._text(row, column),
            Qt.ItemDataRole.ToolTipRole: lambda: self._tip(row),
            Qt.ItemDataRole.CheckStateRole: lambda: self._box(row, column),
            Qt.ItemDataRole.ForegroundRole: lambda: self._colour(row, column),
        }
        return answers[role]() if role in answers else None

    def _box(self, row: int, column: int) -> Qt.CheckState | None:
        if column != LETTERS or not self._holds_values(row):
            return None
        return Qt.CheckState.Checked if self._is_taken(row) else Qt.CheckState.Unchecked

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self._holds_values(index.row()):
            return False
        taken = Qt.CheckState(value) is Qt.CheckState.Checked
        self.take_wanted.emit(self.column_at(index.row()).index, taken)
        return True

    def _text(self, row: int, column: int) -> str:
        assert self.suggestion is not None
        named, meaning = self.column_at(row), self.suggestion.meanings[row]
        if column == LETTERS:
            return named.letters
        if column == NAME:
            return named.name or tr("no heading")
        if column == MEANING:
            if meaning is None and self._sight is not None and self._is_fixed:
                return self._sight.gives.get(named.index, "－")
            return short_meaning(meaning)
        return "" if meaning is None else sureness(meaning.confidence)[0]

    def _tip(self, row: int) -> str:
        assert self.suggestion is not None
        named, meaning = self.column_at(row), self.suggestion.meanings[row]
        said = [f"{named.letters}　{named.name}", meaning_words(meaning)]
        if meaning is not None:
            said.append(sureness(meaning.confidence)[1])
        return "\n".join(said)

    def _colour(self, row: int, column: int) -> QColor | None:
        assert self.suggestion is not None
        colours, meaning = look.current_colours(), self.suggestion.meanings[row]
        if meaning is None or column == LETTERS:
            return QColor(colours.muted)
        if column == SURE:
            doubtful = sureness(meaning.confidence)[0] == "●○○"
            return QColor(colours.caution if doubtful else colours.good)
        return None

"""The columns of the sheet and what they mean: changed here, one by one, by menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.importing.sheet_model import Sight
from workbench.desktop.importing.table_frame import TableFrame
from workbench.desktop.importing.words import (
    FIELDS,
    LAYOUTS,
    ROLES,
    meaning_words,
    short_meaning,
    sureness,
)
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.desktop.widgets.rows import calm_table
from workbench.exchange.fields import Field
from workbench.exchange.layouts import indicator_sheet
from workbench.exchange.mapping import Suggestion
from workbench.exchange.tables import Column
from workbench.language import tr
from workbench.plan.names import year_name
from workbench.plan.structure import Role

Index = QModelIndex | QPersistentModelIndex

LETTERS, NAME, MEANING, SURE = range(4)
_ROW_HEIGHT = 28
_WIDTHS = {LETTERS: 68, SURE: 64}
#: The fields a menu offers at once; those of values have a menu of years.
_PLAIN_FIELDS = tuple(
    field for field in FIELDS if field not in (Field.VALUE, Field.VALUE_YEAR, Field.INDICATOR_ID)
)


class ColumnModel(QAbstractTableModel):
    """The columns of one table with what each was taken for."""

    #: A column of the sheet, from 0, and whether its values are taken in.
    take_wanted = Signal(int, bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.suggestion: Suggestion | None = None
        self._sight: Sight | None = None

    def show_table(self, sight: Sight | None, suggestion: Suggestion | None) -> None:
        """Show the columns of a table."""
        self.beginResetModel()
        self._sight, self.suggestion = sight, suggestion
        self.endResetModel()

    def column_at(self, row: int) -> Column:
        """Return the column of the sheet that a line is about."""
        assert self.suggestion is not None
        return self.suggestion.table.columns[row]

    def row_of(self, column: int) -> int:
        """Return the line about a column of the sheet, -1 when there is none."""
        columns = self.suggestion.table.columns if self.suggestion else ()
        return next((row for row, one in enumerate(columns) if one.index == column), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if parent.isValid() or self.suggestion is None:
            return 0
        return len(self.suggestion.table.columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else SURE + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Column"), tr("Heading"), tr("Means"), tr("Sure"))[section]

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

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or self.suggestion is None:
            return None
        row, column = index.row(), index.column()
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
            if meaning is None and self._sight is not None and not can_be_changed(self._sight):
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


class _Columns(QTableView):
    """Enter or a click on a line asks what the column means."""

    meaning_asked = Signal(int, QPoint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        current = self.currentIndex()
        if event.key() in keys and current.isValid():
            self._ask(current)
        elif event.key() == Qt.Key.Key_Space and current.isValid():
            model, box = self.model(), current.siblingAtColumn(LETTERS)
            state = box.data(Qt.ItemDataRole.CheckStateRole)
            if state is not None:
                checked = Qt.CheckState(state) is Qt.CheckState.Checked
                fresh = Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked
                model.setData(box, fresh, Qt.ItemDataRole.CheckStateRole)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.column() == MEANING:
            self._ask(index)

    def _ask(self, index: QModelIndex) -> None:
        rect = self.visualRect(index.siblingAtColumn(MEANING))
        self.meaning_asked.emit(index.row(), self.viewport().mapToGlobal(rect.bottomLeft()))


class ColumnsPanel(QWidget):
    """What the shown sheet was taken for: its rows, its columns, and how sure that is."""

    #: Column of the sheet from 0, field or None, role, fiscal year.
    meaning_chosen = Signal(int, object, object, object)
    #: The number of a table on the sheet, and its new `TableFrame`.
    frame_moved = Signal(int, object)
    #: The columns are right as they are.
    confirmed = Signal()
    #: The columns are to be taken by their names again.
    start_again = Signal()
    column_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ColumnModel(self)
        self.table = _Columns()
        self._title = look.label(bold=True)
        self._note = prose(muted=True, size=look.SMALL)
        self.confirm = Link(tr("Read the sheet like this"))
        self.again = Link(tr("Take the columns by their names again"), size=look.SMALL)
        self.rows = {name: QSpinBox() for name in ("top", "split", "bottom")}
        self._rows, self._filler = QWidget(), QWidget()
        self._years: tuple[int, ...] = ()
        self._number = 0
        self._lay_out()
        self.table.meaning_asked.connect(self._ask)
        self.table.selectionModel().currentChanged.connect(self._tell_column)
        self.confirm.clicked.connect(self.confirmed)
        self.again.clicked.connect(self.start_again)
        for box in self.rows.values():
            box.editingFinished.connect(self._move)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.setAccessibleName(tr("Columns and what they mean"))
        calm_table(self.table)
        self.table.verticalHeader().setDefaultSectionSize(look.scaled(_ROW_HEIGHT))
        self.table.setWordWrap(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.table.setColumnWidth(column, look.scaled(width))
        rows = QHBoxLayout(self._rows)
        rows.setContentsMargins(SPACING, 0, SPACING, 0)
        rows.setSpacing(SPACING // 2)
        for name, before, spoken in (
            ("top", tr("Header from row"), tr("First row of the header")),
            ("split", tr("data"), tr("First row of the data")),
            ("bottom", tr("to"), tr("Last row of the data")),
        ):
            rows.addWidget(look.label(before, size=look.SMALL, muted=True))
            self.rows[name].setAccessibleName(spoken)
            self.rows[name].setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            self.rows[name].setAlignment(Qt.AlignmentFlag.AlignRight)
            self.rows[name].setFixedWidth(look.scaled(6 * SPACING))
            self.rows[name].setKeyboardTracking(False)
            rows.addWidget(self.rows[name])
        rows.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(SPACING, 0, SPACING, 0)
        head.setSpacing(SPACING // 2)
        for widget in (self._title, self._note, self.confirm, self.again):
            head.addWidget(widget, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACING // 2, 0, 0)
        column.setSpacing(SPACING // 2)
        column.addLayout(head)
        column.addWidget(self._rows)
        column.addWidget(self.table, 1)
        column.addWidget(self._filler, 1)

    def show_sight(self, sight: Sight | None, years: tuple[int, ...], *, mapped: bool) -> None:
        """Show what a sheet was taken for.

        Parameters
        ----------
        years
            The fiscal years that are offered for columns of values.
        mapped
            Whether a person has said something about the sheet's columns or rows.
        """
        held = self.table.currentIndex().row()
        self._years = years
        tables = sight.view.tables if sight else ()
        suggestion = tables[self._number] if self._number < len(tables) else None
        if suggestion is None and tables:
            self._number, suggestion = 0, tables[0]
        self.model.show_table(sight, suggestion)
        if 0 <= held < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(held, MEANING))
        layout = sight.view.layout if sight else ""
        self._title.setText(str(LAYOUTS.get(layout, layout)) if layout else tr("Not recognised"))
        show_prose(self._note, _note(sight, suggestion))
        self._note.setVisible(bool(self._note.accessibleName()))
        self.confirm.setVisible(not layout and suggestion is not None)
        self.again.setVisible(mapped or (sight is not None and sight.view.remembered))
        self._rows.setVisible(suggestion is not None)
        self.table.setVisible(suggestion is not None)
        self._filler.setVisible(suggestion is None)
        self._show_rows(sight, suggestion)

    def _show_rows(self, sight: Sight | None, suggestion: Suggestion | None) -> None:
        if suggestion is None or sight is None:
            return
        frame = TableFrame.of(suggestion.table)
        for name, row in (("top", frame.top), ("split", frame.split), ("bottom", frame.bottom)):
            self.rows[name].blockSignals(True)
            self.rows[name].setRange(1, sight.sheet.height)
            self.rows[name].setValue(row + 1)
            self.rows[name].setEnabled(can_be_changed(sight))
            self.rows[name].blockSignals(False)

    def _move(self) -> None:
        suggestion = self.model.suggestion
        if suggestion is None:
            return
        top, split, bottom = (self.rows[name].value() - 1 for name in ("top", "split", "bottom"))
        split = max(top, split)
        frame = TableFrame(top, split, max(split, bottom))
        if frame != TableFrame.of(suggestion.table):
            self.frame_moved.emit(self._number, frame)

    def follow_column(self, column: int) -> None:
        """Mark the line about a column of the sheet."""
        row = self.model.row_of(column)
        if row >= 0 and row != self.table.currentIndex().row():
            self.table.selectionModel().blockSignals(True)
            self.table.setCurrentIndex(self.model.index(row, MEANING))
            self.table.selectionModel().blockSignals(False)
            self.table.viewport().update()

    def _tell_column(self, current: QModelIndex) -> None:
        if current.isValid() and self.table.hasFocus():
            self.column_chosen.emit(self.model.column_at(current.row()).index)

    def _ask(self, row: int, at: QPoint) -> None:
        menu = self.menu(row)
        if menu is not None:
            menu.popup(at)

    def menu(self, row: int) -> QMenu | None:
        """Return the menu of what a column may mean; None where its layout is a fixed one."""
        suggestion, sight = self.model.suggestion, self.model._sight
        if suggestion is None or sight is None or not can_be_changed(sight):
            return None
        index, meaning = self.model.column_at(row).index, suggestion.meanings[row]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def offer(into: QMenu, words: str, field: Field | None, role: Role | None = None,
                  year: int | None = None) -> None:  # fmt: skip
            action = into.addAction(words)
            action.setCheckable(True)
            same_year = meaning.year.fiscal_year == year if meaning and meaning.year else not year
            action.setChecked(
                (meaning is None and field is None)
                or (meaning is not None and meaning.field is field
                    and (field is not Field.VALUE or (meaning.role is role and same_year)))
            )  # fmt: skip
            action.triggered.connect(lambda: self.meaning_chosen.emit(index, field, role, year))

        offer(menu, tr("Not used"), None)
        menu.addSeparator()
        for role in (Role.ACTUAL, Role.TARGET, Role.BASELINE):
            years = menu.addMenu(str(ROLES[role.value]))
            for year in self._years:
                offer(years, f"{ROLES[role.value]} {year_name(year)}", Field.VALUE, role, year)
        menu.addSeparator()
        for field in _PLAIN_FIELDS:
            offer(menu, str(FIELDS[field]), field)
        return menu


def can_be_changed(sight: Sight) -> bool:
    """Tell whether a person may say what the columns mean: other layouts are read as they are."""
    return sight.view.layout in ("", indicator_sheet.KEY)


def _note(sight: Sight | None, suggestion: Suggestion | None) -> str:
    """Return what is to be said above the columns."""
    if sight is None:
        return ""
    is_read = bool(sight.view.layout)
    if not is_read and not sight.sheet.visible:
        said = tr("The sheet is hidden and was not read.")
    elif not is_read and suggestion is None:
        said = tr("No table was found on this sheet.")
    elif not is_read:
        said = tr("Say what the columns mean, then the sheet is read.")
    elif not can_be_changed(sight):
        said = tr("This layout is known; its columns are read as it defines them.")
    elif sight.view.remembered:
        said = tr("The same form as last time: the columns are read as was confirmed then.")
    else:
        said = tr("Click a meaning to change it.")
    return said

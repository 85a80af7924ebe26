"""The columns of the sheet and what they mean: changed here, one by one, by menu."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.importing.column_model import (
    LETTERS,
    MEANING,
    NAME,
    SURE,
    ColumnModel,
)
from workbench.desktop.importing.saying import Saying
from workbench.desktop.importing.sheet_model import Sight
from workbench.desktop.importing.table_frame import TableFrame
from workbench.desktop.importing.words import (
    FIELDS,
    LAYOUTS,
    ROLES,
)
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.desktop.widgets.rows import calm_table
from workbench.exchange.fields import Field
from workbench.exchange.mapping import Suggestion, is_complete
from workbench.exchange.workbooks import address
from workbench.language import tr
from workbench.plan.names import year_name
from workbench.plan.structure import Role

_ROW_HEIGHT = 28
_WIDTHS = {LETTERS: 68, NAME: 80, SURE: 64}
#: The fields a menu offers at once; those of values have a menu of years.
_PLAIN_FIELDS = tuple(
    field for field in FIELDS if field not in (Field.VALUE, Field.VALUE_YEAR, Field.INDICATOR_ID)
)


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

    column_chosen = Signal(int)
    #: The number of a table on the sheet.
    table_chosen = Signal(int)
    #: The chosen cells of the sheet are to be read as a table.
    range_wanted = Signal()

    def __init__(self, saying: Saying, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._saying = saying
        self.model = ColumnModel(self)
        self.tables = QComboBox()
        self.table = _Columns()
        self._title = look.label(tr("Columns and what they mean"), bold=True)
        self._note = prose(muted=True, size=look.SMALL)
        self.confirm = Link(tr("Read the sheet like this"))
        self.leave_out = Link(tr("Leave this table out"), size=look.SMALL)
        self.add = Link(tr("Read the chosen cells as a table"), size=look.SMALL)
        self.again = Link(tr("Find the tables again"), size=look.SMALL)
        self.rows = {name: QSpinBox() for name in ("top", "split", "bottom")}
        self._rows, self._filler = QWidget(), QWidget()
        self._years: tuple[int, ...] = ()
        self._sight: Sight | None = None
        self._has_range = False
        self._lay_out()
        self.table.meaning_asked.connect(self._ask)
        self.table.selectionModel().currentChanged.connect(self._tell_column)
        self.confirm.clicked.connect(saying.confirm)
        self.leave_out.clicked.connect(self._leave_out)
        self.add.clicked.connect(self.range_wanted)
        self.again.clicked.connect(saying.start_again)
        self.tables.activated.connect(self.table_chosen)
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
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Interactive)
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
            self.rows[name].setFixedWidth(look.scaled(7 * SPACING))
            self.rows[name].setKeyboardTracking(False)
            rows.addWidget(self.rows[name])
        rows.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(SPACING, 0, SPACING, 0)
        head.setSpacing(SPACING // 2)
        self.tables.setAccessibleName(tr("Tables on the sheet"))
        for widget in (self.tables, self._title, self._note, self.confirm):
            head.addWidget(widget, 0)
        links = QHBoxLayout()
        links.setSpacing(2 * SPACING)
        for link in (self.leave_out, self.again):
            links.addWidget(link)
        links.addStretch(1)
        head.addWidget(self.add)
        head.addLayout(links)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, SPACING // 2, 0, 0)
        whole.setSpacing(SPACING // 2)
        whole.addLayout(head)
        whole.addWidget(self._rows)
        whole.addWidget(self.table, 1)
        whole.addWidget(self._filler, 1)

    def show_sight(self, sight: Sight | None, years: tuple[int, ...]) -> None:
        """Show what a sheet was taken for.

        Parameters
        ----------
        years
            The fiscal years that are offered for columns of values.
        """
        held = self.table.currentIndex().row()
        self._years, self._sight = years, sight
        if self._saying.suggestion is None:
            self._saying.number = 0
        suggestion = self._saying.suggestion
        self._name_tables()
        self.model.show_table(sight, suggestion)
        if 0 <= held < self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(held, MEANING))
        layout = suggestion.layout if suggestion else sight.view.layout if sight else ""
        left_out = suggestion is not None and suggestion.left_out
        nothing = tr("Left out") if left_out else tr("Not recognised")
        known = str(LAYOUTS.get(layout, layout)) if layout else nothing
        said = _note(sight, suggestion)
        show_prose(self._note, tr("{layout}. {said}", layout=known, said=said) if said else known)
        enough = suggestion is not None and is_complete(suggestion.meanings)
        self.confirm.setVisible(enough and not layout and not left_out)
        can_frame = sight is not None and sight.view.tables_can_be_framed
        self.leave_out.setText(tr("Read this table") if left_out else tr("Leave this table out"))
        self.leave_out.setVisible(can_frame and suggestion is not None)
        spoken = self._saying.has_spoken or (suggestion is not None and suggestion.remembered)
        self.again.setVisible(can_frame and spoken)
        self.offer_range(self._has_range)
        self._rows.setVisible(suggestion is not None)
        self.table.setVisible(suggestion is not None)
        self._filler.setVisible(suggestion is None)
        self._show_rows(sight, suggestion)

    def _name_tables(self) -> None:
        """List the tables of a sheet that has several."""
        tables = self._sight.view.tables if self._sight else ()
        self.tables.setVisible(len(tables) > 1)
        self.tables.clear()
        for number, one in enumerate(tables, 1):
            table = one.table
            columns = table.columns
            first = address(table.top, columns[0].index if columns else 0)
            last = address(table.last_row, columns[-1].index if columns else 0)
            place = tr("Table {number} ({cells})", number=number, cells=f"{first}:{last}")
            state = tr("left out") if one.left_out else "" if one.layout else tr("not read")
            self.tables.addItem("　".join(part for part in (place, state) if part))
        self.tables.setCurrentIndex(self._saying.number)

    def offer_range(self, has_range: bool) -> None:
        """Offer to make a table of the cells that are chosen on the sheet, if there are any."""
        self._has_range = has_range
        can_frame = self._sight is not None and self._sight.view.tables_can_be_framed
        self.add.setVisible(can_frame and has_range)

    def _leave_out(self) -> None:
        suggestion = self._saying.suggestion
        if suggestion is not None:
            self._saying.leave_out(read=suggestion.left_out)

    def _show_rows(self, sight: Sight | None, suggestion: Suggestion | None) -> None:
        if suggestion is None or sight is None:
            return
        frame = TableFrame.of(suggestion.table)
        for name, row in (("top", frame.top), ("split", frame.split), ("bottom", frame.bottom)):
            self.rows[name].blockSignals(True)
            self.rows[name].setRange(1, sight.sheet.height)
            self.rows[name].setValue(row + 1)
            self.rows[name].setEnabled(sight.view.tables_can_be_framed and not suggestion.left_out)
            self.rows[name].blockSignals(False)

    def _move(self) -> None:
        suggestion = self.model.suggestion
        if suggestion is None:
            return
        top, split, bottom = (self.rows[name].value() - 1 for name in ("top", "split", "bottom"))
        split = max(top, split)
        frame = TableFrame(top, split, max(split, bottom), suggestion.table.span)
        if frame != TableFrame.of(suggestion.table):
            self._saying.move(self._saying.number, frame)

    def follow_cell(self, row: int, column: int) -> None:
        """Show the table that a cell of the sheet lies in, and mark the line about its column."""
        number = _table_at(self._sight, row, column)
        if number is not None and number != self._saying.number:
            self._saying.number = number
            self.show_sight(self._sight, self._years)
        self.follow_column(column)

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
        suggestion, sight = self.model.suggestion, self._sight
        if suggestion is None or sight is None or row < 0:
            return None
        if not sight.view.columns_can_be_said or suggestion.left_out:
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
            action.triggered.connect(lambda: self._saying.give_meaning(index, field, role, year))

        offer(menu, tr("Not used"), None)
        menu.addSeparator()
        for role in (Role.ACTUAL, Role.TARGET, Role.BASELINE):
            years = menu.addMenu(str(ROLES[role.value]))
            if any(one and one.field is Field.YEAR for one in suggestion.meanings):
                offer(years, tr("Of the year in its row"), Field.VALUE, role)
            for year in self._years:
                offer(years, f"{ROLES[role.value]} {year_name(year)}", Field.VALUE, role, year)
        menu.addSeparator()
        for field in _PLAIN_FIELDS:
            offer(menu, str(FIELDS[field]), field)
        return menu


def _table_at(sight: Sight | None, row: int, column: int) -> int | None:
    """Return which of the tables on a sheet a cell lies in."""
    for number, suggestion in enumerate(sight.view.tables if sight else ()):
        table, columns = suggestion.table, suggestion.table.columns
        inside = columns and columns[0].index <= column <= columns[-1].index
        if inside and table.top <= row <= table.last_row:
            return number
    return None


def _note(sight: Sight | None, suggestion: Suggestion | None) -> str:
    """Return what is to be said above the columns."""
    if sight is None:
        return ""
    is_read = bool(suggestion.layout if suggestion else sight.view.layout)
    if not sight.sheet.visible:
        said = tr("The sheet is hidden and was not read.")
    elif suggestion is None and not is_read:
        said = tr(
            "No table was found here. Choose its cells, or say by a row's menu where it begins."
        )
    elif suggestion is not None and suggestion.left_out:
        said = tr("As was said last time.") if suggestion.remembered else ""
    elif not is_read:
        said = tr("Say what the columns mean, then the table is read.")
    elif not sight.view.columns_can_be_said:
        said = tr("This layout is known; its columns are read as it defines them.")
    elif suggestion is not None and suggestion.remembered:
        said = tr("The same form as last time: the columns are read as was confirmed then.")
    else:
        said = tr("Click a meaning to change it.")
    return said

"""The matrix of measures and themes as it is painted and edited: words that wrap in their cells."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QPainter,
    QPalette,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.places import element_place, theme_place
from workbench.desktop.plan.entry_delegate import BLOCK_END_ROLE, ENTER, EntryDelegate, rule
from workbench.desktop.plan.entry_grid import EntryGrid
from workbench.desktop.plan.matrix_model import COLOUR_ROLE, MARK, MatrixModel
from workbench.desktop.widgets import dots
from workbench.desktop.widgets.editing import EditableText
from workbench.desktop.widgets.model_index import Index
from workbench.desktop.widgets.phrases import between_phrases
from workbench.desktop.widgets.rows import Wrapped
from workbench.language import tr

_LINE = 28
_MOST_LINES = 4
_NARROWEST = 15 * SPACING
_COUNT_WIDTH = 7 * SPACING
_DOT = 20
_MEASURED = 40
_LEAST_NAMES = 16 * SPACING
#: How much of the page the names of the measures may take.
_MOST_SHARE = 0.28
#: The least room to write in, when a cell is smaller.
_WRITING_WIDTH = 32 * SPACING


class MatrixGrid(EntryGrid):
    """Typing writes an initiative, Space names a measure without words, Delete takes it back."""

    go_to = Signal(object)

    def __init__(self, model: MatrixModel) -> None:
        super().__init__(model, tr("Measures and themes"), delegate=InitiativeDelegate)
        self.cells = model
        #: The lines that are higher than the others.
        self._tall: dict[int, int] = {}
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.headings = ThemeHeader(self, model)
        self.setHorizontalHeader(self.headings)
        self.setVerticalHeader(MeasureHeader(self))
        self.verticalHeader().setDefaultSectionSize(_LINE)
        self.horizontalHeader().sectionClicked.connect(self._open_theme)
        self.verticalHeader().sectionClicked.connect(self._open_measure)
        self._pending = QTimer(self)
        self._pending.setSingleShot(True)
        self._pending.timeout.connect(self.fit)
        model.modelReset.connect(self._find_again)
        model.modelReset.connect(lambda: self._pending.start(0))
        model.dataChanged.connect(lambda *_: self._pending.start(0))

    def fit(self) -> None:
        """Share the width among the themes and give every line the height its words need."""
        count = self.cells.columnCount() - 1
        if count < 1:
            return
        measures = min(self._names_width(), round(self.width() * _MOST_SHARE))
        self.verticalHeader().setFixedWidth(measures)
        room = self.width() - measures - self.verticalScrollBar().sizeHint().width() - _COUNT_WIDTH
        width = max(room // count, _NARROWEST)
        for column in range(count):
            self.setColumnWidth(column, width)
        self.setColumnWidth(count, _COUNT_WIDTH)
        self.headings.fit(width)
        heights = self._heights(width)
        for row in self._tall.keys() | heights.keys():
            wanted = heights.get(row, _LINE)
            if row < self.cells.rowCount() and self.rowHeight(row) != wanted:
                self.setRowHeight(row, wanted)
        self._tall = heights

    def _names_width(self) -> int:
        """Return the width of the longest name of a measure."""
        names = sorted((f"{one.code} {one.name}" for one in self.cells.measures), key=len)
        metrics = self.verticalHeader().fontMetrics()
        # The longest in letters are the widest but for a few: not thousands are measured.
        widest = max(map(metrics.horizontalAdvance, names[-_MEASURED:]), default=0)
        return max(widest + _DOT + 2 * SPACING, _LEAST_NAMES)

    def _heights(self, width: int) -> dict[int, int]:
        """Return the height of the lines that hold words; most of the matrix holds none."""
        rows = {measure.id: row for row, measure in enumerate(self.cells.measures)}
        heights: dict[int, int] = {}
        for link in self.cells.matrix.links:
            row = rows.get(link.element_id)
            if row is not None and link.initiative:
                words = _wrapped(link.initiative, width)
                heights[row] = max(heights.get(row, _LINE), words.height + SPACING)
        return heights

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._pending.start(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            index = self.currentIndex()
            may_write = index.isValid() and bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
            if may_write and not self.cells.toggle(index):
                self.edit(index)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def menu(self) -> QMenu:
        menu, index = super().menu(), self.currentIndex()
        if index.isValid():
            menu.addSeparator()
            measure = self.cells.measures[index.row()]
            title = f"{measure.code} {measure.name}".replace("&", "&&")
            menu.addAction(tr("Open {name}", name=title), lambda: self._open_measure(index.row()))
            if index.column() < len(self.cells.themes):
                name = self.cells.themes[index.column()].name.replace("&", "&&")
                menu.addAction(
                    tr("Open {name}", name=name), lambda: self._open_theme(index.column())
                )
        return menu

    def _open_measure(self, row: int) -> None:
        self.go_to.emit(element_place(self.cells.measures[row].id))

    def _open_theme(self, column: int) -> None:
        if column < len(self.cells.themes):
            self.go_to.emit(theme_place(self.cells.themes[column].id))


def _wrapped(text: str, width: int) -> Wrapped:
    font = look.text_font(look.SMALL)
    return Wrapped.of(" ".join(text.split()), font, width - 2 * SPACING, _MOST_LINES)


class InitiativeDelegate(EntryDelegate):
    """Words in small type that wrap; edited in a field with room for all of them."""

    def make_editor(self, parent: QWidget) -> QWidget:
        return EditableText(
            tr("Initiative"), look.text_font(), tr("What is done for this theme?"), parent=parent
        )

    def text_of(self, editor: QWidget) -> str:
        assert isinstance(editor, EditableText)
        return editor.toPlainText()

    def put_text(self, editor: QWidget, text: str) -> None:
        assert isinstance(editor, EditableText)
        editor.show_text(text)
        editor.moveCursor(QTextCursor.MoveOperation.End)

    def is_modified(self, editor: QWidget) -> bool:
        assert isinstance(editor, EditableText)
        return editor.is_changed

    def set_modified(self, editor: QWidget, is_modified: bool) -> None:
        assert isinstance(editor, EditableText)
        if not is_modified:
            editor.show_text(editor.toPlainText())

    def type_over(self, text: str) -> None:
        # Words are added to, not lost by a key that was touched.
        if isinstance(self.editor, EditableText):
            self.editor.insertPlainText(text)

    def select_all(self, editor: QWidget) -> None:
        assert isinstance(editor, EditableText)
        editor.selectAll()

    def step_of(self, event: QKeyEvent) -> tuple[int, int] | None:
        """Enter hands in; with Shift or Alt it begins a new line of the text."""
        kept = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
        if event.key() in ENTER and event.modifiers() & kept:
            return None
        return super().step_of(event)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        # Over the cells beside and below it as far as its words need, but never out of sight.
        room = self.view.viewport().rect()
        area = QRect(option.rect)
        area.setWidth(max(area.width(), _WRITING_WIDTH))
        area.moveRight(min(area.right(), room.right()))
        editor.resize(area.width(), editor.height())
        area.moveTop(max(min(area.top(), room.bottom() - editor.height()), room.top()))
        editor.move(area.topLeft())

    def paint_text(self, painter: QPainter, area: QRect, index: Index) -> None:
        colours = look.current_colours()
        text = str(index.data() or "")
        painter.setPen(QColor(colours.text))
        if self.editor is not None and index == self.view.currentIndex():
            return
        is_count = index.column() == index.model().columnCount() - 1
        if is_count or text == MARK:
            painter.setFont(look.number_font())
            first_line = QRect(area.left(), area.top(), area.width(), _LINE)
            painter.drawText(first_line, Qt.AlignmentFlag.AlignCenter, text)
            return
        if text:
            inner = area.adjusted(SPACING, SPACING // 2, -SPACING, -SPACING // 2)
            _wrapped(text, area.width()).paint(painter, inner)


class ThemeHeader(QHeaderView):
    """A theme's name, wrapped, with how many measures serve it; a click leads to its page."""

    def __init__(self, parent: QTableView, matrix: MatrixModel) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._matrix = matrix
        self.setFont(look.text_font(look.SMALL, bold=True))
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(24)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.fit(_NARROWEST)

    def fit(self, width: int) -> None:
        """Be as high as the longest name needs in a column of this width, and the count below."""
        model = self.model()
        lines = 1
        if model is not None:
            names = (model.headerData(at, self.orientation()) for at in range(self.count() - 1))
            wrapped = (self._wrapped(str(name), width) for name in names)
            lines = max((len(words.lines) for words in wrapped), default=1)
        line = self._wrapped("", width).line_height
        self.setFixedHeight((lines + 1) * line + SPACING)

    def _wrapped(self, name: str, width: int) -> Wrapped:
        room = width - 2 * SPACING
        return Wrapped.of(between_phrases(name, self.fontMetrics(), room), self.font(), room, 3)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        painter.save()
        colours, model = look.current_colours(), self.model()
        painter.fillRect(rect, self.palette().color(QPalette.ColorRole.Base))
        name = str(model.headerData(logicalIndex, self.orientation()) or "")
        inner = rect.adjusted(SPACING, SPACING // 2, -SPACING, -SPACING // 2)
        is_count = logicalIndex == model.columnCount() - 1
        if not is_count:
            painter.setPen(QColor(colours.text))
            self._wrapped(name, rect.width()).paint(painter, inner)
        else:
            painter.setFont(look.text_font(look.SMALL))
            painter.setPen(QColor(colours.muted))
            painter.drawText(inner, Qt.AlignmentFlag.AlignHCenter, name)
        painter.setPen(QColor(colours.muted))
        painter.setFont(look.text_font(look.SMALL))
        side = Qt.AlignmentFlag.AlignHCenter if is_count else Qt.AlignmentFlag.AlignLeft
        count = self._matrix.count_of(logicalIndex)
        shown = str(count) if is_count else tr("{count} in all", count=count)
        painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignBottom), shown)
        painter.setPen(QColor(colours.official))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()


class MeasureHeader(QHeaderView):
    """A measure with its goal's colour at the left of its line; a click leads to its page."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setFont(look.text_font())
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(20)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        painter.save()
        colours, model = look.current_colours(), self.model()
        painter.fillRect(rect, self.palette().color(QPalette.ColorRole.Base))
        colour = str(model.headerData(logicalIndex, self.orientation(), COLOUR_ROLE))
        top = rect.top() + (_LINE - 16) // 2
        dots.small_dot(colour).paint(painter, QRect(rect.left(), top, 16, 16))
        painter.setFont(self.font())
        painter.setPen(QColor(colours.text))
        inner = QRect(rect.left() + _DOT, rect.top(), rect.width() - _DOT - SPACING, _LINE)
        words = str(model.headerData(logicalIndex, self.orientation()) or "")
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter), shown)
        ends = model.headerData(logicalIndex, self.orientation(), BLOCK_END_ROLE)
        painter.setPen(rule(colours, strong=bool(ends)))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

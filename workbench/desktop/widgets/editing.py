"""A text of the plan edited in its place: it looks like print until it is pointed at."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from workbench.desktop.look import SPACING
from workbench.desktop.widgets.paper import LINE_HEIGHT

_MARGIN = SPACING / 2
_HINT_FLAGS = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)


class EditableText(QTextEdit):
    """Text that is changed where it stands and handed in as a whole.

    Enter hands in a single line, Ctrl+Enter a longer text, and leaving the field either; Esc
    takes back what was typed. It grows with its text, so nothing is ever cut off.

    Parameters
    ----------
    name
        What the text is, for those who cannot see it.
    placeholder
        What could stand here when nothing does.
    one_line
        Whether the text may not hold line breaks; it is wrapped all the same.
    """

    #: The text as typed; emitted only when it differs from what was last shown.
    committed = Signal(str)

    def __init__(
        self,
        name: str,
        font: QFont,
        placeholder: str = "",
        *,
        one_line: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._one_line = one_line
        self._shown = ""
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setFont(font)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(_MARGIN)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # Qt cuts the placeholder off at the height of the empty text; it is drawn here instead.
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.PlaceholderText, QColor(Qt.GlobalColor.transparent))
        self.setPalette(palette)
        self._is_composing = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._edge = _Edge(self)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._set_text("")
        self._grow()

    def show_text(self, text: str) -> None:
        """Show `text` as what the plan holds; what was being typed is replaced."""
        self._shown = text
        if text != self.toPlainText():
            self._set_text(text)

    def _set_text(self, text: str) -> None:
        """Set the text with the line spacing that Japanese wants; new lines take it over."""
        self.setPlainText(text)
        spaced = QTextBlockFormat()
        spaced.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        # Spacing is no step of typing that could be undone.
        self.document().clearUndoRedoStacks()

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that has not been handed in."""
        return not self.isReadOnly() and self.toPlainText() != self._shown

    def commit(self) -> None:
        """Hand in what was typed, if anything."""
        if self.is_changed:
            # Remembered first: handing in shows the plan's own text, which may be trimmed.
            self._shown = self.toPlainText()
            # From here on undo is the plan's; typing that follows is undone up to here only.
            self.document().clearUndoRedoStacks()
            self.committed.emit(self._shown)

    def revert(self) -> None:
        """Show again what the plan holds."""
        self._set_text(self._shown)

    def event(self, event: QEvent) -> bool:
        # Undo means the plan's last step unless something is being typed.
        if event.type() == QEvent.Type.ShortcutOverride and not self.is_changed:
            assert isinstance(event, QKeyEvent)
            if event.matches(QKeySequence.StandardKey.Undo) or event.matches(
                QKeySequence.StandardKey.Redo
            ):
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if is_enter and (self._one_line or control):
            self.commit()
        elif event.key() == Qt.Key.Key_Escape and self.is_changed:
            self.revert()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        self.viewport().update()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # A file dropped here is meant for the window, not for the text.
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if not self._one_line:
            super().insertFromMimeData(source)
            return
        self.insertPlainText(" ".join(source.text().split()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._edge.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()
        self.viewport().update()
        self._edge.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._edge.setGeometry(self.rect())
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(8 * SPACING, self._wanted_height())

    def _wanted_height(self) -> int:
        line = self.fontMetrics().height() + 2 * _MARGIN
        return int(max(self.document().size().height(), line, self._hint_height())) + 1

    @property
    def hint(self) -> str:
        """Return what is said in place of a text, empty where there is one."""
        is_empty = self.document().isEmpty() and not self._is_composing
        return self.placeholderText() if is_empty else ""

    def _hint_height(self) -> float:
        """Return what the hint needs, wrapped as the text is."""
        if not self.hint:
            return 0
        # There is neither frame nor scroll bar, and asking for the surface is dear (see `_Edge`).
        room = max(int(self.width() - 2 * _MARGIN), 1)
        words = self.placeholderText()
        needed = self.fontMetrics().boundingRect(0, 0, room, 10_000, _HINT_FLAGS, words)
        return needed.height() + 2 * _MARGIN

    def _grow(self, _size: object = None) -> None:
        if self.height() != self._wanted_height():
            self.setFixedHeight(self._wanted_height())


class _Edge(QWidget):
    """The edge drawn over a text that can be written on.

    A widget of its own, as painting on the surface of a `QTextEdit` hands Python a plain widget
    that Qt has made, and PySide6 then makes the classes of all widgets there are: 12 ms of a start.
    """

    def __init__(self, text: EditableText) -> None:
        super().__init__(text)
        self._text = text
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_hint(painter)
        if self._text.isReadOnly():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        role = QPalette.ColorRole
        if self._text.hasFocus():
            painter.setPen(QPen(self.palette().color(role.Accent), 1.5))
            painter.drawRoundedRect(edge, 3, 3)
        elif self._text.underMouse():
            painter.setPen(QPen(self.palette().color(role.Dark), 1))
            painter.drawRoundedRect(edge, 3, 3)
        else:
            self._underline(painter, edge, self.palette().color(role.Mid))

    def _paint_hint(self, painter: QPainter) -> None:
        """Say what could stand here, on as many lines as it takes."""
        words = self._text.hint
        if words:
            painter.setPen(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
            painter.setFont(self._text.font())
            margin = int(_MARGIN)
            inner = self.rect().adjusted(margin, margin, -margin, -margin)
            painter.drawText(inner, _HINT_FLAGS, words)

    def _underline(self, painter: QPainter, edge: QRectF, colour: QColor) -> None:
        """Draw the dotted line that says: this can be written on."""
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DotLine))
        left = QPointF(edge.left() + _MARGIN, edge.bottom())
        painter.drawLine(left, QPointF(edge.right() - _MARGIN, edge.bottom()))

"""The grading schemes to choose from, each with what it is in a small line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QRect,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.model_index import Index
from workbench.desktop.widgets.rows import calm, is_selected, paint_selection
from workbench.language import tr
from workbench.operations.schemes import shipped_schemes
from workbench.plan.grading import Scheme

_KEY = Qt.ItemDataRole.UserRole
_NOTE = Qt.ItemDataRole.UserRole + 1


class SchemeList(QListWidget):
    """Emits the key of a scheme that a person has chosen to look at."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.followed = ""
        self.setAccessibleName(tr("Grading schemes"))
        calm(self)
        self.setItemDelegate(_Lines(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._announce)

    def show_schemes(self, offered: Sequence[Scheme], followed: str, shown: str) -> None:
        """Show these, the one the plan follows and the one that is looked at."""
        self.followed = followed
        as_they_came = {one.key: one for one in shipped_schemes()}
        with QSignalBlocker(self):
            self.clear()
            for scheme in offered:
                item = QListWidgetItem(scheme.name)
                note = _note(scheme, as_they_came.get(scheme.key), followed)
                item.setData(_KEY, scheme.key)
                item.setData(_NOTE, note)
                item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, note)
                item.setToolTip(scheme.note)
                self.addItem(item)
                if scheme.key == shown:
                    self.setCurrentItem(item)
        height = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(height + 2)

    def _announce(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(self.item(row).data(_KEY))


def _note(scheme: Scheme, as_it_came: Scheme | None, followed: str) -> str:
    notes = []
    if scheme.key == followed:
        notes.append(tr("● The plan follows it"))
    if as_it_came is None:
        notes.append(tr("made for this plan"))
    elif scheme.bands != as_it_came.bands or scheme.roll_up is not as_it_came.roll_up:
        notes.append(tr("changed from how it came"))
    else:
        notes.append(tr("as it came with the program"))
    return "　".join(notes)


class _Lines(QStyledItemDelegate):
    """The name of a scheme and, at the right, what it is."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + 2 * SPACING)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        painter.save()
        colours, area = look.current_colours(), QRect(option.rect)
        if is_selected(option):
            paint_selection(painter, area, has_focus=self._view.hasFocus())
        inner = area.adjusted(SPACING + 4, 0, -SPACING, 0)
        note, small = str(index.data(_NOTE)), look.text_font(look.SMALL)
        room = QFontMetrics(small).horizontalAdvance(note) + 2 * SPACING
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colours.text))
        name = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inner.width() - room
        )
        painter.drawText(inner, int(centre), name)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        painter.drawText(inner, int(centre | Qt.AlignmentFlag.AlignRight), note)
        painter.setPen(QColor(colours.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

"""What each grade means, behind its mark, in as many lines as it takes."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.progress.marks import look_of, mark_width, paint_mark
from workbench.plan.grading import Scheme

_LINE = 3 * SPACING
_GAP = 3 * SPACING


class Legend(QWidget):
    """The grades of a scheme with what it says of them."""

    def __init__(self) -> None:
        super().__init__()
        self._scheme: Scheme | None = None
        self.setFont(look.text_font(look.SMALL))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_scheme(self, scheme: Scheme) -> None:
        """Show the grades of a scheme."""
        self._scheme = scheme
        self.setAccessibleName("　".join(f"{grade} {said}" for grade, said in self._meanings()))
        self.updateGeometry()
        self.update()

    def _meanings(self) -> list[tuple[str, str]]:
        """Return what is said of each grade; a grade of two bands is told twice in one."""
        said: dict[str, list[str]] = {}
        for band in self._scheme.bands if self._scheme else ():
            if band.meaning:
                said.setdefault(band.grade, []).append(band.meaning)
        return [(grade, "／".join(meanings)) for grade, meanings in said.items()]

    def _places(self, width: int) -> Iterator[tuple[str, str, QRectF]]:
        """Yield each grade, its meaning and its area, from left to right and line by line."""
        left = top = 0.0
        for grade, meaning in self._meanings():
            words = self.fontMetrics().horizontalAdvance(meaning)
            needed = mark_width(grade) + SPACING + words + 2
            if left and left + needed > width:
                left, top = 0.0, top + _LINE
            yield grade, meaning, QRectF(left, top, needed, _LINE)
            left += needed + _GAP

    def sizeHint(self) -> QSize:
        return QSize(40 * SPACING, _LINE)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(max((area.bottom() for *_, area in self._places(width)), default=0))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._scheme is None:
            return
        painter = QPainter(self)
        for grade, meaning, area in self._places(self.width()):
            width = mark_width(grade)
            middle = QPointF(area.left() + width / 2, area.center().y())
            paint_mark(painter, middle, look_of(self._scheme, grade))
            painter.setFont(self.font())
            painter.setPen(QColor(look.current_colours().text))
            words = area.adjusted(width + SPACING, 0, 0, 0)
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), meaning)

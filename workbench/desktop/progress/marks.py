"""How a grade is told: by its letter, by a shape, and by a shade between best and worst.

No two of the three are needed: the letter stands in print and in black and white, the shape is
seen from afar, and the shades run from blue to orange, which every eye tells apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from workbench.desktop import look
from workbench.desktop.lettering import Type, metrics_of
from workbench.plan.grading import Scheme

#: What stands in place of the letter where there is no grade.
NO_GRADE = "－"

_LETTER = Type(size=look.SMALL, bold=True)
_SIDE = 20.0


@dataclass(frozen=True)
class GradeLook:
    """A grade's colours and its shape: 0 is the best's, 4 the worst's, 5 that of neither.

    Hollow is what has no grade.
    """

    letter: str
    fill: str
    ink: str
    shape: int
    is_hollow: bool = False


def look_of(scheme: Scheme, grade: str | None) -> GradeLook:
    """Return how a grade of a scheme is told; None is having no grade.

    A grade without points (－) says nothing good or bad and has no shade.
    """
    colours = look.current_colours()
    if grade is None:
        return GradeLook(NO_GRADE, colours.sheet, colours.muted, 5, is_hollow=True)
    weighed = [one for one in scheme.grades if one in scheme.points]
    if grade not in weighed:
        return GradeLook(grade, colours.line, colours.text, 5)
    share = weighed.index(grade) / max(len(weighed) - 1, 1)
    fill = _shade(colours, share)
    ink = look.text_on(fill)
    return GradeLook(grade, look.readable(fill, ink), ink, round(share * 4))


def _shade(colours: look.Colours, share: float) -> str:
    """Return the shade at a share of the way from the best (0) to the worst (1)."""
    stops = (
        (0.0, colours.accent),
        (1 / 3, look.mix(colours.accent, colours.sheet, 0.5)),
        (1 / 2, colours.working),
        (2 / 3, look.mix(colours.old, colours.sheet, 0.35)),
        (1.0, colours.target),
    )
    for (start, before), (end, after) in pairwise(stops):
        if share <= end:
            return look.mix(before, after, (share - start) / (end - start))
    return colours.target


def mark_width(letter: str) -> float:
    """Return how wide the mark of a grade is, in pixels."""
    return max(_SIDE, metrics_of(_LETTER).horizontalAdvance(letter) + 12)


def paint_mark(painter: QPainter, middle: QPointF, grade: GradeLook) -> None:
    """Paint a grade's letter in its shape around a point."""
    area = QRectF(0, 0, mark_width(grade.letter), _SIDE)
    area.moveCenter(middle)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = look.mix(grade.fill, look.current_colours().text, 0.35)
    painter.setPen(QPen(QColor(edge), 1))
    painter.setBrush(QColor(grade.fill))
    painter.drawPath(_outline(area.adjusted(0.5, 0.5, -0.5, -0.5), grade.shape))
    painter.setPen(QColor(grade.ink))
    painter.setFont(look.text_font(look.SMALL, bold=True))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, grade.letter)
    painter.restore()


def paint_share(painter: QPainter, area: QRectF, grade: GradeLook, *, named: bool) -> None:
    """Paint a grade's part of a bar, with its letter where that fits and is wanted."""
    colours = look.current_colours()
    painter.setPen(Qt.PenStyle.NoPen)
    if grade.is_hollow:
        painter.setBrush(QBrush(QColor(colours.line), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(area)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.official), 1))
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        painter.setBrush(QColor(grade.fill))
        painter.drawRect(area)
    if named and not grade.is_hollow:
        painter.setFont(look.text_font(look.SMALL, bold=True))
        if painter.fontMetrics().horizontalAdvance(grade.letter) + 4 <= area.width():
            painter.setPen(QColor(grade.ink))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, grade.letter)


def _outline(area: QRectF, shape: int) -> QPainterPath:
    """Return a pill, a square, a hexagon, an arrow pointing down, a wedge or a plain box."""
    path = QPainterPath()
    left, right, top, bottom = area.left(), area.right(), area.top(), area.bottom()
    middle, cut = area.center().y(), area.height() * 0.3
    if shape == 0:
        path.addRoundedRect(area, area.height() / 2, area.height() / 2)
    elif shape in (1, 5):
        corner = 4 if shape == 1 else 0
        path.addRoundedRect(area, corner, corner)
    else:
        corners = {
            2: [(left + cut, top), (right - cut, top), (right, middle),
                (right - cut, bottom), (left + cut, bottom), (left, middle)],
            3: [(left, top), (right, top), (right, middle + 2),
                (area.center().x(), bottom), (left, middle + 2)],
            4: [(left - 1, top), (right + 1, top), (right - cut, bottom), (left + cut, bottom)],
        }[shape]  # fmt: skip
        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
        path.closeSubpath()
    return path

"""Words painted again and again while something moves: fonts and layouts are kept ready."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QStaticText, QTransform

from workbench.desktop import look


@dataclass(frozen=True)
class Type:
    """A font by what it is for; `figures` have digits of one width."""

    figures: bool = False
    size: float = look.SMALL
    bold: bool = False


@cache
def font_of(kind: Type) -> QFont:
    """Return the font; it is shared, so it must not be changed."""
    make = look.number_font if kind.figures else look.text_font
    return make(kind.size, bold=kind.bold)


@cache
def metrics_of(kind: Type) -> QFontMetricsF:
    """Return the measures of the font."""
    return QFontMetricsF(font_of(kind))


@lru_cache(maxsize=4096)
def laid_out(text: str, kind: Type) -> QStaticText:
    """Return text ready to be drawn: while a lever moves the same few hundred come again."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(QTransform(), font_of(kind))
    return made


@lru_cache(maxsize=4096)
def width_of(text: str, kind: Type) -> float:
    """Return how wide text is when it is written, in pixels."""
    return metrics_of(kind).horizontalAdvance(text)


for _kept in (font_of, metrics_of, laid_out, width_of):
    look.measured(_kept.cache_clear)


def write(painter: QPainter, at: QPointF, text: str, kind: Type, colour: str | QColor) -> None:
    """Write `text` with its top left corner at `at`."""
    painter.setFont(font_of(kind))
    painter.setPen(QColor(colour))
    painter.drawStaticText(at, laid_out(text, kind))

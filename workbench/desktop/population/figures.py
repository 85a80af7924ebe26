"""The row of figures above the charts: what the levers lead to in the target year."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from workbench.desktop import look
from workbench.desktop.lettering import Type, font_of, laid_out, metrics_of, width_of
from workbench.desktop.population.outlook import Outlook
from workbench.desktop.population.subject import PopulationTarget
from workbench.desktop.sheet import Sheet
from workbench.language import tr
from workbench.plan.values import format_number, round_half_up

#: Room between the lines of a figure, in pixels.
_LEADING = 4

#: From the edge of the row to what is painted again in it, in pixels: the border stays.
_EDGE = look.SPACING

#: How far commas and brackets of the last line may reach below it, in pixels.
_BELOW = 3

_GREY, _BLACK = QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Text


class Words:
    """A text of a figure, laid out when it is first painted and not each time."""

    def __init__(self, kind: Type, top: float) -> None:
        self._text, self._room, self._drawn = "", -1, laid_out("", kind)
        self._kind, self.font, self.metrics = kind, font_of(kind), metrics_of(kind)
        self.top, self.bottom = top, top + metrics_of(kind).height()
        self.width = 0.0
        #: Said instead where there is no room for the text.
        self.short = ""

    def text(self) -> str:
        """Return the text, whole."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text once the row is painted."""
        if text != self._text:
            self._text, self._room = text, -1

    def paint(self, painter: QPainter, x: float, y: float, room: int) -> None:
        """Write the text in a figure whose top left corner is there, cut to the room there is."""
        if room != self._room:
            self._lay_out(room)
        painter.drawStaticText(QPointF(x, y + self.top), self._drawn)

    def _lay_out(self, room: int) -> None:
        text, self._room = self._text, room
        self.width = width_of(text, self._kind)
        if self.short and self.width > room:
            text, self.width = self.short, width_of(self.short, self._kind)
        if self.width > room:
            # Another figure stands at the right.
            text = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        self._drawn = laid_out(text, self._kind)


class Figure(QWidget):
    """One large figure with what it is above, its unit beside and a remark below.

    The row paints it: five figures with four labels each would lay the page out anew for every
    pixel a lever moves.
    """

    def __init__(self) -> None:
        super().__init__()
        small, large = Type(), Type(figures=True, size=look.LARGE, bold=True)
        self.caption = Words(small, 0)
        self.number = Words(large, self.caption.bottom + _LEADING)
        body = Type(size=look.BODY)
        on_line = self.number.top + self.number.metrics.ascent() - metrics_of(body).ascent()
        self.unit = Words(body, on_line)
        self.remark = Words(small, self.number.bottom + _LEADING)
        #: The colour of the number; None for the colour of text.
        self.tint: QColor | None = None
        # It paints nothing itself, and need not be asked to.
        self.setUpdatesEnabled(False)
        self.setMinimumSize(14 * look.SPACING, math.ceil(self.remark.bottom))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, caption: str, unit: str, explanation: str = "", short: str = "") -> None:
        """Say what the figure is, in `short` where there is little room.

        This does not change while a lever moves.
        """
        self.caption.short = short
        self.caption.set_text(caption)
        self.unit.set_text(unit)
        self.setToolTip("\n".join(words for words in (caption, explanation) if words))
        self.setAccessibleName(caption)

    def show_figure(self, number: str, remark: str, short: str = "") -> None:
        """Show the figure and its remark, `short` where there is little room, when painted."""
        self.number.set_text(number)
        self.remark.short = short
        self.remark.set_text(remark)

    def tell(self) -> None:
        """Put the figure into words for those who cannot see it."""
        words = (self.number.text(), self.unit.text(), self.remark.text())
        self.setAccessibleDescription(" ".join(words))


class FigureRow(Sheet):
    """Population, gap to the target, births, share of the old, school children."""

    def __init__(self) -> None:
        super().__init__()
        self.population, self.gap, self.births, self.old, self.pupils = (Figure() for _ in range(5))
        self._figures = (self.population, self.gap, self.births, self.old, self.pupils)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * look.SPACING, look.SPACING, 2 * look.SPACING, look.SPACING)
        row.setSpacing(2 * look.SPACING)
        for figure in self._figures:
            row.addWidget(figure, 1)
        self._target: PopulationTarget | None = None
        self._met: bool | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_subject(self, target: PopulationTarget | None, now: Outlook) -> None:
        """Say what the figures are; `now` is the continuation in the year they speak of."""
        self._target, self._continuation = target, now
        self.population.say(tr("Population in {year}", year=now.year), tr("persons"))
        goal = format_number(target.persons, 0) if target else ""
        self.gap.say(
            tr("Against the target of {goal}", goal=goal) if target else "",
            tr("persons"),
            short=tr("Against {goal}", goal=goal),
        )
        self.gap.setVisible(target is not None)
        span = {"start": now.births_from, "end": now.births_to}
        self.births.say(
            tr("Births, mean of {start}–{end}", **span),
            tr("a year"),
            tr("Births of the five years, divided by five."),
            short=tr("Births"),
        )
        self.old.say(
            tr("65 and over in {year}", year=now.year),
            "%",
            short=tr("65+ in {year}", year=now.year),
        )
        self.pupils.say(
            tr("Pupils (6–11) in {year}", year=now.year),
            tr("persons"),
            tr("Counted after splitting the five-year groups into single ages."),
            short=tr("Pupils in {year}", year=now.year),
        )
        self.update()

    def show_outlook(self, shown: Outlook) -> None:
        """Show a scenario's figures beside the continuation's."""
        base = self._continuation
        self.population.show_figure(*_figure(shown.total, base.total))
        self.births.show_figure(*_figure(shown.births_per_year, base.births_per_year))
        self.pupils.show_figure(*_figure(shown.school_children, base.school_children))
        self.old.show_figure(*_figure(shown.old_share * 100, base.old_share * 100, 1))
        if self._target is not None:
            self._show_gap(shown.total - self._target.persons)
        # All of them in one rectangle. Of a dozen spots the letters of each would be cut to all
        # the others, which takes longer than writing the whole strip.
        top, bottom = self.population.number.top, self.population.remark.bottom
        self.update(
            _EDGE,
            self.population.y() + int(top),
            self.width() - 2 * _EDGE,
            math.ceil(bottom - top) + _BELOW,
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_met"):
            self._tint_gap()

    def settle(self) -> None:
        """Say the figures in words too, once they stand."""
        for figure in self._figures:
            figure.tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette, dirty = QPainter(self), self.palette(), event.rect()
        if not self.is_inside(dirty):
            # Opaque, so that nothing behind it is painted while a lever moves; its corners are
            # round.
            painter.fillRect(dirty, palette.brush(QPalette.ColorRole.Window))
        self.paint_surface(painter, dirty)
        figures = [(each, each.x(), each.y(), each.width()) for each in self._shown()]
        grey, black = (palette.color(role) for role in (_GREY, _BLACK))
        # Line by line over all figures: a painter takes its time to change font and colour.
        one = self.population
        painter.setPen(grey)
        if dirty.top() <= one.y() + one.caption.bottom:
            painter.setFont(one.caption.font)
            for figure, x, y, room in figures:
                figure.caption.paint(painter, x, y, room)
        if dirty.bottom() < one.y() + one.number.top:
            return
        painter.setFont(one.remark.font)
        for figure, x, y, room in figures:
            figure.remark.paint(painter, x, y, room)
        painter.setFont(one.number.font)
        for figure, x, y, room in figures:
            painter.setPen(figure.tint or black)
            figure.number.paint(painter, x, y, room)
        painter.setFont(one.unit.font)
        painter.setPen(grey)
        for figure, x, y, room in figures:
            figure.unit.paint(painter, x + figure.number.width + look.SPACING / 2, y, room)

    def _shown(self) -> tuple[Figure, ...]:
        """Return the figures there are: without a target there is no gap to it."""
        if self._target:
            return self._figures
        return tuple(figure for figure in self._figures if figure is not self.gap)

    def _show_gap(self, gap: float) -> None:
        met = round_half_up(gap) >= 0
        word = tr("✓ target met") if met else tr("▼ below the target")
        self.gap.show_figure(format_number(gap, 0, sign=True), word)
        if met != self._met:
            self._met = met
            self._tint_gap()

    def _tint_gap(self) -> None:
        colours = look.current_colours()
        self.gap.tint = QColor(colours.good if self._met else colours.bad)


def _figure(figure: float, base: float, decimals: int = 0) -> tuple[str, str, str]:
    """Return a figure and how it differs from the continuation, in words and in short."""
    number = format_number(figure, decimals)
    # The difference of what is shown: a remark that contradicts the figures beside it confuses.
    apart = float(round_half_up(figure, decimals) - round_half_up(base, decimals))
    if not apart:
        return number, tr("as in the continuation"), tr("{change} vs. cont.", change="±0")
    change = format_number(apart, decimals, sign=True)
    return (
        number,
        tr("{change} vs. continuation", change=change),
        tr("{change} vs. cont.", change=change),
    )

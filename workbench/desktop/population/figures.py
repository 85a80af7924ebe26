"""The row of figures above the charts: what the levers lead to in the target year."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from workbench.desktop import look
from workbench.desktop.lettering import Type, metrics_of, width_of, write
from workbench.desktop.population.outlook import Outlook
from workbench.desktop.population.subject import PopulationTarget
from workbench.desktop.sheet import Sheet
from workbench.language import tr
from workbench.plan.values import format_number, round_half_up

#: Room between the lines of a figure, in pixels.
_LEADING = 4

#: From the edge of the row to what is painted again in it, in pixels: the border stays.
_EDGE = look.SPACING


class Words:
    """A text of a figure; setting it has the row painted again and lays nothing out anew."""

    def __init__(self, of: QWidget, kind: Type, role: QPalette.ColorRole, top: float) -> None:
        self._of, self._text = of, ""
        self.kind, self.role, self.top = kind, role, top
        self.metrics = metrics_of(kind)
        self.colour: str | None = None

    @property
    def bottom(self) -> float:
        """Where the line ends, from the top of the figure."""
        return self.top + self.metrics.height()

    def text(self) -> str:
        """Return the text shown."""
        return self._text

    def setText(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.update()

    def update(self) -> None:
        """Have the row paint the line again, see `Figure`, and all beside it.

        What changes of a row's figures is then one rectangle. Of a dozen spots the letters of
        each would be cut to all the others, which takes longer than writing the whole row.
        """
        row = self._of.parentWidget()
        if row is not None:
            height = math.ceil(self.metrics.height()) + 1
            row.update(_EDGE, self._of.y() + int(self.top), row.width() - 2 * _EDGE, height)

    def paint(self, painter: QPainter, palette: QPalette, corner: QPointF) -> float:
        """Write the text in a figure whose top left corner is there; return how wide it is."""
        colour = self.colour or palette.color(self.role)
        width, text = width_of(self._text, self.kind), self._text
        if width > self._of.width():
            # Another figure stands at the right.
            text = self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, self._of.width())
        write(painter, corner + QPointF(0, self.top), text, self.kind, colour)
        return width


class Figure(QWidget):
    """One large figure with what it is above, its unit beside and a remark below.

    The row paints it: five figures with four labels each would lay the page out anew for every
    pixel a lever moves.
    """

    def __init__(self) -> None:
        super().__init__()
        grey, black = QPalette.ColorRole.PlaceholderText, QPalette.ColorRole.Text
        small, large = Type(), Type(figures=True, size=look.LARGE, bold=True)
        self.caption = Words(self, small, grey, 0)
        self.number = Words(self, large, black, self.caption.bottom + _LEADING)
        body = Type(size=look.BODY)
        on_line = self.number.top + self.number.metrics.ascent() - metrics_of(body).ascent()
        self.unit = Words(self, body, grey, on_line)
        self.remark = Words(self, small, grey, self.number.bottom + _LEADING)
        # It paints nothing itself, and need not be asked to.
        self.setUpdatesEnabled(False)
        self.setMinimumSize(16 * look.SPACING, math.ceil(self.remark.bottom))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, caption: str, unit: str, explanation: str = "") -> None:
        """Say what the figure is; this does not change while a lever moves."""
        self.caption.setText(caption)
        self.unit.setText(unit)
        self.setToolTip("\n".join(words for words in (caption, explanation) if words))
        self.setAccessibleName(caption)

    def show_figure(self, number: str, remark: str) -> None:
        """Show the figure and its remark."""
        self.number.setText(number)
        self.remark.setText(remark)

    def tint(self, colour: str | None) -> None:
        """Colour the number, or leave it in the colour of text."""
        if colour != self.number.colour:
            self.number.colour = colour
            self.number.update()

    def tell(self) -> None:
        """Put the figure into words for those who cannot see it."""
        words = (self.number.text(), self.unit.text(), self.remark.text())
        self.setAccessibleDescription(" ".join(words))

    def paint(self, painter: QPainter, palette: QPalette, top: int, bottom: int) -> None:
        """Write the lines that stand between two heights of the row."""
        corner = QPointF(self.pos())
        for line in (self.caption, self.remark):
            if top <= corner.y() + line.bottom and bottom >= corner.y() + line.top:
                line.paint(painter, palette, corner)
        if top <= corner.y() + self.number.bottom and bottom >= corner.y() + self.number.top:
            width = self.number.paint(painter, palette, corner)
            self.unit.paint(painter, palette, corner + QPointF(width + look.SPACING / 2, 0))


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
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_subject(self, target: PopulationTarget | None, now: Outlook) -> None:
        """Say what the figures are; `now` is the continuation in the year they speak of."""
        self._target, self._continuation = target, now
        self.population.say(tr("Population in {year}", year=now.year), tr("persons"))
        goal = format_number(target.persons, 0) if target else ""
        self.gap.say(tr("Against the target of {goal}", goal=goal) if target else "", tr("persons"))
        self.gap.setVisible(target is not None)
        span = {"start": now.births_from, "end": now.births_to}
        self.births.say(
            tr("Births, mean of {start}–{end}", **span),
            tr("a year"),
            tr("Births of the five years, divided by five."),
        )
        self.old.say(tr("65 and over in {year}", year=now.year), "%")
        self.pupils.say(
            tr("Pupils (6–11) in {year}", year=now.year),
            tr("persons"),
            tr("Counted after splitting the five-year groups into single ages."),
        )

    def show_outlook(self, shown: Outlook) -> None:
        """Show a scenario's figures beside the continuation's."""
        base = self._continuation
        self.population.show_figure(*_figure(shown.total, base.total))
        self.births.show_figure(*_figure(shown.births_per_year, base.births_per_year))
        self.pupils.show_figure(*_figure(shown.school_children, base.school_children))
        self.old.show_figure(*_figure(shown.old_share * 100, base.old_share * 100, 1))
        if self._target is not None:
            self._show_gap(shown.total - self._target.persons)

    def settle(self) -> None:
        """Say the figures in words too, once they stand."""
        for figure in self._figures:
            figure.tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, dirty = self.palette(), event.rect()
        # Opaque, so that nothing behind it is painted while a lever moves; its corners are round.
        corners = QPainter(self)
        corners.fillRect(dirty, palette.brush(QPalette.ColorRole.Window))
        corners.end()
        super().paintEvent(event)
        painter = QPainter(self)
        for figure in self._figures:
            if figure.isVisible():
                figure.paint(painter, palette, dirty.top(), dirty.bottom())

    def _show_gap(self, gap: float) -> None:
        colours = look.current_colours()
        met = round_half_up(gap) >= 0
        word = tr("✓ target met") if met else tr("▼ below the target")
        self.gap.show_figure(format_number(gap, 0, sign=True), word)
        self.gap.tint(colours.good if met else colours.bad)


def _figure(figure: float, base: float, decimals: int = 0) -> tuple[str, str]:
    """Return a figure and how it differs from the continuation."""
    number = format_number(figure, decimals)
    # The difference of what is shown: a remark that contradicts the figures beside it confuses.
    apart = float(round_half_up(figure, decimals) - round_half_up(base, decimals))
    if not apart:
        return number, tr("as in the continuation")
    change = format_number(apart, decimals, sign=True)
    return number, tr("{change} vs. continuation", change=change)

"""The row of figures above the charts: what the levers lead to in the target year."""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.population.outlook import Outlook
from workbench.desktop.population.subject import PopulationTarget
from workbench.desktop.sheet import Sheet
from workbench.language import tr
from workbench.plan.values import format_number, round_half_up


class Figure(QWidget):
    """One large figure with what it is above, its unit beside and a remark below."""

    def __init__(self) -> None:
        super().__init__()
        self._tint: str | None = None
        self.caption = look.label(size=look.SMALL, muted=True)
        self.number = QLabel()
        self.number.setFont(look.number_font(look.LARGE, bold=True))
        self.unit = look.label(muted=True)
        self.remark = look.label(size=look.SMALL, muted=True)
        line = QHBoxLayout()
        line.setSpacing(look.SPACING // 2)
        line.addWidget(self.number)
        line.addWidget(self.unit)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.caption)
        column.addLayout(line)
        column.addWidget(self.remark)
        for label in (self.caption, self.remark):
            # A long remark must not push its neighbours about while a lever moves.
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, caption: str, unit: str, explanation: str = "") -> None:
        """Say what the figure is; this does not change while a lever moves."""
        self.caption.setText(caption)
        self.unit.setText(unit)
        self.setToolTip(explanation)
        self.setAccessibleName(caption)

    def show_figure(self, number: str, remark: str) -> None:
        """Show the figure and its remark."""
        self.number.setText(number)
        self.remark.setText(remark)
        self.setAccessibleDescription(f"{number} {self.unit.text()} {remark}")

    def tint(self, colour: str | None) -> None:
        """Colour the number, or leave it in the colour of text."""
        if colour == self._tint:
            return
        self._tint = colour
        palette = QPalette()
        if colour is not None:
            palette.setColor(QPalette.ColorRole.WindowText, colour)
        self.number.setPalette(palette)


class FigureRow(Sheet):
    """Population, gap to the target, births, share of the old, school children."""

    def __init__(self) -> None:
        super().__init__()
        self.population, self.gap, self.births, self.old, self.pupils = (Figure() for _ in range(5))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * look.SPACING, look.SPACING, 2 * look.SPACING, look.SPACING)
        row.setSpacing(2 * look.SPACING)
        for figure in (self.population, self.gap, self.births, self.old, self.pupils):
            row.addWidget(figure, 1)
        self._target: PopulationTarget | None = None

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
            tr("School children (6–11) in {year}", year=now.year),
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

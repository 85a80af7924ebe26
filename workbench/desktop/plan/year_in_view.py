"""The fiscal year that the plan page is about: progress, evaluation, the three years of cost."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.choices import ChoiceBox
from workbench.language import tr
from workbench.operations.years import closed_years, year_to_ask
from workbench.plan.names import year_name


class YearInView(QObject):
    """One year for the whole page; it stays while the elements change."""

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._chosen: int | None = None
        document.opened.connect(self.forget)

    @property
    def year(self) -> int:
        """Return the fiscal year: the one chosen, or else the one being worked on."""
        years = self.years
        if self._chosen is None:
            self._chosen = year_to_ask(self._document.database)
        return min(max(self._chosen, years[0]), years[-1])

    @property
    def years(self) -> tuple[int, ...]:
        """Return the fiscal years of the plan."""
        profile = self._document.plan.profile
        return tuple(range(profile.first_year, profile.last_year + 1))

    def choose(self, year: int) -> None:
        """Look at another year."""
        if year != self.year:
            self._chosen = year
            self.changed.emit()

    def forget(self) -> None:
        """Begin with the year being worked on."""
        self._chosen = None


class YearChooser(QWidget):
    """Says which year the page is about and offers the others, closed ones named as closed."""

    def __init__(self, document: Document, in_view: YearInView) -> None:
        super().__init__()
        self._document = document
        self._in_view = in_view
        self.box = ChoiceBox(tr("Fiscal year shown"))
        self.box.chosen.connect(in_view.choose)
        caption = look.label(tr("Fiscal year"), size=look.SMALL, muted=True)
        caption.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(caption)
        row.addWidget(self.box)

    def refresh(self) -> None:
        """Show the year in view as it stands now."""
        closed = closed_years(self._document.database)
        self.box.set_options(
            (year, tr("{year} (closed)", year=year_name(year)) if year in closed else
             year_name(year))
            for year in self._in_view.years
        )  # fmt: skip
        self.box.show_choice(self._in_view.year)

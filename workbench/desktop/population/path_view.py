"""What keeping to the plan's own path would take: to its totals, or to its yearly changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.charts.readings import Table
from workbench.desktop.charts.table_view import TableView
from workbench.desktop.population.picture import Picture
from workbench.desktop.population.planned_path import PlannedPath, planned_path
from workbench.desktop.population.subject import PopulationSubject
from workbench.errors import PersonError
from workbench.language import tr
from workbench.plan.values import format_number
from workbench.population.ages import Floats
from workbench.population.held_paths import HeldBy, HeldRun, hold_changes, hold_total

_TOTALS, _CHANGES = "totals", "changes"


class PathView(QWidget):
    """A choice of path, the run held to it by period, and what that means in a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: Picture | None = None
        self._totals: dict[int, float] = {}
        self._changes: PlannedPath | None = None
        self.path_box, self.table_view = QComboBox(), TableView()
        self.note = look.label(size=look.SMALL, muted=True)
        self.note.setWordWrap(True)
        label = look.label(tr("To keep to the plan"), bold=True)
        label.setBuddy(self.path_box)
        self.path_box.setAccessibleName(label.text())
        self.path_box.setMinimumContentsLength(12)
        self.path_box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        top = QHBoxLayout()
        top.setSpacing(look.SPACING)
        top.addWidget(label)
        top.addWidget(self.path_box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SPACING)
        column.addLayout(top)
        column.addWidget(self.table_view)
        column.addWidget(self.note)
        column.addStretch(1)
        self.path_box.activated.connect(self._show)

    def set_subject(self, subject: PopulationSubject, years: tuple[int, ...]) -> None:
        """Offer the paths the plan holds; `years` are those of the projection."""
        self._picture = None
        self._totals = {
            one.year: one.persons
            for one in subject.targets
            if one.is_current and one.year in years[1:]
        }
        self._changes = planned_path(subject)
        chosen = self.path_box.currentData()
        self.path_box.clear()
        if self._totals:
            words = " → ".join(
                format_number(self._totals[year], 0) for year in sorted(self._totals)
            )
            self.path_box.addItem(tr("population {path}", path=words), _TOTALS)
        if self._changes is not None:
            wanted = self._changes.wanted
            natural = " → ".join(format_number(one.natural or 0, 0, sign=True) for one in wanted)
            social = " → ".join(format_number(one.social or 0, 0, sign=True) for one in wanted)
            self.path_box.addItem(
                tr(
                    "natural {natural}, social {social}",
                    natural=natural,
                    social=social,
                ),
                _CHANGES,
            )
        self.path_box.setCurrentIndex(max(self.path_box.findData(chosen), 0))
        self.setVisible(self.path_box.count() > 0)

    def show_picture(self, picture: Picture) -> None:
        """Hold the levers' own run to the path."""
        self._picture = picture
        self._show()

    def _show(self) -> None:
        picture, chosen = self._picture, self.path_box.currentData()
        if picture is None or chosen is None:
            return
        try:
            table, note = self._by_totals() if chosen == _TOTALS else self._by_changes()
        except PersonError as error:
            table, note = Table((tr("Period"),), (), (None,)), str(error)
        self.table_view.show_table(table)
        self.table_view.show_all_rows()
        look.show_paragraph(self.note, note)
        self.note.setVisible(bool(note))

    def _by_totals(self) -> tuple[Table, str]:
        assert self._picture is not None
        inputs, assumptions = self._picture.subject.inputs, self._picture.assumptions
        by_migration = hold_total(inputs, assumptions, self._totals, HeldBy.MIGRATION)
        by_births = hold_total(inputs, assumptions, self._totals, HeldBy.BIRTHS)
        columns = (
            (tr("Population at the end"), by_migration.total[1:], 0),
            (tr("Extra migrants a year"), by_migration.extra_migrants_per_year, 0),
            (tr("Net migration a year"), by_migration.net_migration_per_year, 0),
            (tr("or fertility rate"), by_births.tfr, 2),
        )
        return _by_period(tr("Period"), by_migration, columns), ""

    def _by_changes(self) -> tuple[Table, str]:
        assert self._picture is not None
        path = self._changes
        assert path is not None
        inputs, assumptions = self._picture.subject.inputs, self._picture.assumptions
        run = hold_changes(inputs, assumptions, path.changes)
        columns = (
            (tr("Natural change"), run.natural_change_per_year, 0),
            (tr("Social change"), run.net_migration_per_year, 0),
            (tr("Births"), run.births_per_year, 0),
            (tr("Implied TFR"), run.tfr, 2),
            (tr("Extra migrants"), run.extra_migrants_per_year, 0),
            (tr("Population at the end"), run.total[1:], 0),
        )
        return _by_period(tr("Yearly mean"), run, columns), " ".join(self._words(run, path))

    def _words(self, run: HeldRun, path: PlannedPath) -> list[str]:
        """Say what the changes lead to, and how that agrees with the plan's own totals."""
        reached = {year: float(persons) for year, persons in zip(run.years, run.total, strict=True)}
        end = run.years[-1]
        words = [
            tr(
                "Leads to {persons} in {year}.",
                persons=format_number(reached[end], 0),
                year=end,
            )
        ]
        words += [
            tr(
                "In {year} that is {gap} against the target of {goal}.",
                year=year,
                gap=format_number(reached[year] - goal, 0, sign=True),
                goal=format_number(goal, 0),
            )
            for year, goal in sorted(self._totals.items())
            if year in reached
        ]
        if path.registered:
            words.append(
                tr(
                    "{years}, before the plan's years: what the resident register counted.",
                    years=_span(path.registered),
                )
            )
        if not run.possible:
            words.append(tr("That would take fewer than no births or people: it cannot be."))
        return words


def _by_period(heading: str, run: HeldRun, columns: Sequence[tuple[str, Floats, int]]) -> Table:
    """Return a table with a row for each period of a run."""
    spans = [f"{start}–{end}" for start, end in pairwise(run.years)]
    rows = zip(spans, *(figures.tolist() for _, figures, _ in columns), strict=True)
    return Table(
        (heading, *(name for name, _, _ in columns)),
        tuple(rows),
        (None, *(places for _, _, places in columns)),
    )


def _span(years: tuple[int, ...]) -> str:
    first, last = str(years[0]), str(years[-1])
    return first if first == last else f"{first}–{last}"

"""Households: how many each scenario leads to, from headship rates that are entered here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.charts.copying import copy_table
from workbench.desktop.charts.households import HouseholdLine, HouseholdsChart
from workbench.desktop.charts.readings import Table
from workbench.desktop.charts.table_view import TableView
from workbench.desktop.population.headship_form import HeadshipForm
from workbench.desktop.population.picture import Picture
from workbench.desktop.population.subject import PopulationSubject
from workbench.desktop.population.view import PopulationView
from workbench.desktop.sheet import Sheet
from workbench.desktop.widgets.notes import Notes
from workbench.desktop.widgets.stacks import Stack
from workbench.language import tr
from workbench.plan.values import format_number
from workbench.population.ages import Floats
from workbench.population.city import CityProjection
from workbench.population.headship import FIRST_AGE
from workbench.population.indicators import households

#: How many rows the table shows before it scrolls: the chart needs its room.
_MOST_ROWS = 6


class HouseholdsView(PopulationView):
    """Empty words, a form, or the results; `form` says what a person wants kept.

    `import_wanted` asks for the page that takes workbooks in.
    """

    import_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._subject: PopulationSubject | None = None
        self._picture: Picture | None = None
        self._rates: Floats | None = None
        self._read_only = False
        self.chart, self.table_view, self.form = HouseholdsChart(), TableView(), HeadshipForm()
        self.import_button = QPushButton(tr("Take in a workbook"))
        self.paste_button = QPushButton(tr("Paste from Excel"))
        self.type_button = QPushButton(tr("Type into a table"))
        self.edit_button = QPushButton(tr("Headship rates…"))
        self.copy_button = QPushButton(tr("Copy the table"))
        self.copy_button.setToolTip(tr("Copy the table (for Excel)"))
        self.check = Notes()
        self.faces = Stack()
        self.faces.addWidget(self._empty_face())
        self.faces.addWidget(self._results_face())
        self.faces.addWidget(self._form_face())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.faces)
        self.import_button.clicked.connect(self.import_wanted)
        self.paste_button.clicked.connect(self._begin_with_paste)
        self.type_button.clicked.connect(self.begin_form)
        self.edit_button.clicked.connect(self.begin_form)
        self.copy_button.clicked.connect(self.copy_table)
        self.form.left.connect(self._show_face)

    def _empty_face(self) -> QWidget:
        sheet = Sheet()
        title = look.label(tr("Households are not known yet"), bold=True)
        words = look.label(muted=True)
        look.show_paragraph(
            words,
            tr(
                "With headship rates (the share of people of a sex and age who head a household) "
                "the number of households and persons per household follow for every scenario and "
                "year. The official projection of households for the prefecture gives them, and "
                "the census; this program ships none. Take in the workbook, or copy a table with "
                "ages down the side and men and women across and paste it here."
            ),
        )
        words.setWordWrap(True)
        words.setFixedWidth(64 * look.SPACING)
        rows = [(_age(first), "…", "…") for first in (FIRST_AGE, FIRST_AGE + 5)]
        example = TableView()
        example.show_table(
            Table((tr("Age"), tr("Men"), tr("Women")), (*rows, ("…", "…", "…")), (None,) * 3)
        )
        example.show_all_rows()
        example.setFixedWidth(32 * look.SPACING)
        example.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.SPACING)
        buttons.addWidget(self.import_button)
        buttons.addWidget(self.paste_button)
        buttons.addWidget(self.type_button)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(2 * look.SPACING)
        column.addStretch(1)
        for widget in (title, words, example):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.addStretch(2)
        middle = QHBoxLayout(sheet)
        middle.addStretch(1)
        middle.addLayout(column)
        middle.addStretch(1)
        return sheet

    def _results_face(self) -> QWidget:
        top = QHBoxLayout()
        top.setSpacing(look.SPACING)
        top.addWidget(look.label(tr("Households and their size"), bold=True), 1)
        top.addWidget(self.edit_button)
        top.addWidget(self.copy_button)
        sheet = Sheet()
        below = QVBoxLayout(sheet)
        below.setContentsMargins(2 * look.SPACING, look.SPACING, 2 * look.SPACING, look.SPACING)
        below.setSpacing(look.SPACING // 2)
        below.addLayout(top)
        below.addWidget(self.table_view)
        below.addWidget(self.check)
        face = QWidget()
        column = QVBoxLayout(face)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SPACING)
        column.addWidget(self.chart, 1)
        column.addWidget(sheet)
        return face

    def _form_face(self) -> QWidget:
        sheet = Sheet()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(*[2 * look.SPACING] * 4)
        column.addWidget(self.form)
        return sheet

    def set_subject(self, subject: PopulationSubject, years: tuple[int, ...]) -> None:
        """Take the plan's headship rates and what was counted."""
        self._subject, self._picture = subject, None
        held = subject.headship
        self._rates = subject.headship_in(years)
        if held is not None:
            source = tr("{source} ({years})", source=held.source,
                        years="、".join(map(str, held.rates.years)))  # fmt: skip
            self.chart.set_subject(
                subject.counted_households,
                subject.sources.households,
                source,
                _between(held.rates.years, years),
            )
        self._show_face()

    def set_read_only(self, read_only: bool) -> None:
        """Let rates be looked at only."""
        self._read_only = read_only
        for button in (self.import_button, self.paste_button, self.type_button, self.edit_button):
            button.setEnabled(not read_only)
        if read_only:
            self._show_face()

    def follow(self, picture: Picture) -> None:
        """Show the households of what the levers say now."""
        self._picture = picture
        if self._rates is None:
            return
        lines = [self._line(picture.name, picture.projection, 0)]
        run = picture.comparison
        if run is not None:
            lines += [
                self._line(one.name, run, column) for column, one in enumerate(picture.compared)
            ]
        self.chart.set_lines(lines)
        self.table_view.show_table(self.table())
        self.table_view.show_all_rows(_MOST_ROWS)
        self._show_check(float(lines[0].households[0]))

    def compare(self, picture: Picture) -> None:
        """Draw the scenarios beside it."""
        self.follow(picture)

    def settle(self) -> None:
        """Choose ranges and the places of words anew."""
        if self._rates is not None:
            self.chart.settle()

    def table(self) -> Table:
        """Return households and their size by year, for the levers and those compared."""
        picture = self._picture
        assert picture is not None
        assert self._rates is not None
        run, compared = picture.projection, picture.comparison
        own = households(run, self._rates)[:, 0]
        columns = [(picture.name, own, run.total[:, 0])]
        if compared is not None:
            others = households(compared, self._rates)
            columns += [
                (one.name, others[:, place], compared.total[:, place])
                for place, one in enumerate(picture.compared)
            ]
        rows: list[tuple[str | float | None, ...]] = []
        for name, headed, people in columns:
            rows.append((name, tr("households"), *map(float, headed)))
            rows.append((name, tr("persons per household"), *map(float, people / headed)))
        years = [str(year) for year in run.years]
        return Table(
            (tr("Scenario"), tr("Unit"), *years),
            tuple(rows),
            (None,) * (2 + len(years)),
            (0, 2) * len(columns),
        )

    def copy_table(self) -> None:
        """Put the table on the clipboard, as Excel takes it."""
        copy_table(self.table())

    def begin_form(self) -> None:
        """Open the form with the plan's rates, or an empty table."""
        subject = self._subject
        if subject is None or self._read_only:
            return
        held = subject.headship
        rates, source = (held.rates, held.source) if held else (None, "")
        places = held.places if held else None
        self.form.begin(rates, source, subject.inputs.base_year, places)
        self.faces.setCurrentIndex(2)

    def _begin_with_paste(self) -> None:
        self.begin_form()
        self.form.paste()

    def _line(self, name: str, run: CityProjection, column: int) -> HouseholdLine:
        assert self._rates is not None
        return HouseholdLine(name, run.years, households(run, self._rates)[:, column])

    def _show_face(self) -> None:
        known = self._subject is not None and self._subject.headship is not None
        self.faces.setCurrentIndex(1 if known else 0)

    def _show_check(self, found: float) -> None:
        """Hold the base year against what the census counted: rates of another place show."""
        picture = self._picture
        assert picture is not None
        year = picture.projection.years[0]
        counted = picture.subject.counted_households.get(year)
        if counted is None:
            self.check.say("")
            return
        sentence = tr(
            "In {year} the rates give {found} households; the census counted {counted} "
            "({apart} %). Rates of another place or year show here, and of general households "
            "(一般世帯) alone.",
            year=year,
            found=format_number(found, 0),
            counted=format_number(counted, 0),
            apart=format_number((found / counted - 1) * 100, 1, sign=True),
        )
        self.check.say(sentence)


def _age(first: int) -> str:
    return tr("{first}-{last}", first=first, last=first + 4)


def _between(known: tuple[int, ...], years: tuple[int, ...]) -> str:
    """Say what holds in the years for which there are no rates."""
    said = []
    if len(known) > 1 and set(years) - set(known):
        said.append(tr("Between these years the rates move evenly."))
    if years[-1] > known[-1]:
        said.append(tr("After {year} they stay.", year=known[-1]))
    return " ".join(said)

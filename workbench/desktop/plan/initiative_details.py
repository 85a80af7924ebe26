"""Everything about one initiative, below the grid: what it does, when, whose, for which themes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.choices import Choice, ChoiceBox, Option
from workbench.desktop.plan.details_panel import DetailsPanel
from workbench.desktop.plan.plan_text import PlanText
from workbench.desktop.plan.theme_words import themes_title
from workbench.language import tr
from workbench.operations import initiatives
from workbench.operations.editing import (
    WORK_CODE,
    WORK_DEPARTMENT,
    WORK_JOINT,
    WORK_SUMMARY,
    TextField,
)
from workbench.plan.initiatives import Initiative
from workbench.plan.names import year_name
from workbench.plan.structure import Theme

#: How many years before and after the plan an initiative may begin or end, in the lists.
_MARGIN = 10


class InitiativeDetails(DetailsPanel):
    """What an initiative does at the left; years, departments and themes at the right."""

    def __init__(self, document: Document) -> None:
        super().__init__(tr("Delete this initiative"))
        self._document = document
        self._initiative: Initiative | None = None
        self._title = look.label(bold=True)
        self._title.setWordWrap(True)
        self.texts: dict[str, PlanText] = {
            "summary": self._editor(WORK_SUMMARY, tr("Summary"), tr("What is done?")),
            "code": self._editor(WORK_CODE, tr("Number"), tr("Number of the budget book"), True),
            "department": self._editor(
                WORK_DEPARTMENT, tr("In charge"), tr("As the measure, unless named here"), True
            ),
            "joint_departments": self._editor(
                WORK_JOINT, tr("Jointly with"), tr("Other departments"), True
            ),
        }
        self.first_year = ChoiceBox(tr("First year"))
        self.last_year = ChoiceBox(tr("Last year"))
        self.themes = ThemeChoices()
        self._lay_out()
        self.first_year.chosen.connect(self._set_first)
        self.last_year.chosen.connect(self._set_last)
        self.themes.chosen.connect(self._set_themes)
        self.delete_link.clicked.connect(self._delete)
        self.shifted.connect(self._shift)

    def _editor(self, field: TextField, name: str, hint: str, one_line: bool = False) -> PlanText:
        return PlanText(self._document, field, name, look.text_font(), hint, one_line=one_line)

    def _lay_out(self) -> None:
        caption = look.label(tr("Summary"), size=look.SMALL, muted=True)
        caption.setBuddy(self.texts["summary"])
        for widget in (self._title, caption, self.texts["summary"]):
            self.left.addWidget(widget)
        self.left.addStretch(1)
        years = QWidget()
        row = QHBoxLayout(years)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(self.first_year)
        row.addWidget(look.label(tr("to"), size=look.SMALL, muted=True))
        row.addWidget(self.last_year)
        row.addStretch(1)
        self.add_row(tr("Number"), self.texts["code"])
        self.add_row(tr("Runs"), years)
        self.add_row(tr("In charge"), self.texts["department"])
        self.add_row(tr("Jointly with"), self.texts["joint_departments"])
        self._themes_caption = self.add_row("", self.themes)

    @property
    def initiative_id(self) -> int:
        """Return which initiative is shown, 0 for none yet."""
        return self._initiative.id if self._initiative else 0

    def show_initiative(
        self, initiative: Initiative, themes: frozenset[int], at: int, count: int
    ) -> None:
        """Show an initiative, the one at `at` of `count`."""
        self._initiative = initiative
        self._title.setText(initiative.name)
        self.setAccessibleName(tr("Details of {name}", name=initiative.name))
        for key, editor in self.texts.items():
            editor.show_row(initiative.id, getattr(initiative, key))
        may_write = not self._document.read_only
        options = self._years(initiative)
        for box, year in (
            (self.first_year, initiative.first_year),
            (self.last_year, initiative.last_year),
        ):
            box.set_options(options)
            box.show_choice(year)
            box.setEnabled(may_write)
        title = themes_title(self._document.plan)
        self._themes_caption.setText(title)
        self.themes.setAccessibleName(title)
        self.themes.show_themes(self._document.plan.themes, themes, may_write=may_write)
        self.show_order(at, count, may_write=may_write)

    def _years(self, initiative: Initiative) -> list[Option]:
        profile = self._document.plan.profile
        own = {year for year in (initiative.first_year, initiative.last_year) if year}
        years = {*range(profile.first_year - _MARGIN, profile.last_year + _MARGIN + 1), *own}
        return [(None, tr("open")), *((year, year_name(year)) for year in sorted(years))]

    def _set_first(self, year: int | None) -> None:
        held = self._initiative
        assert held is not None
        self._set_years(year, held.last_year)

    def _set_last(self, year: int | None) -> None:
        held = self._initiative
        assert held is not None
        self._set_years(held.first_year, year)

    def _set_years(self, first: int | None, last: int | None) -> None:
        one = self.initiative_id
        if not self._document.run(lambda db: initiatives.set_running_years(db, one, first, last)):
            held = self._initiative
            assert held is not None
            self.first_year.show_choice(held.first_year)
            self.last_year.show_choice(held.last_year)

    def _set_themes(self, theme_ids: frozenset[int]) -> None:
        one = self.initiative_id
        self._document.run(lambda db: initiatives.set_initiative_themes(db, one, theme_ids))

    def _delete(self) -> None:
        one = self.initiative_id
        self._document.run(lambda db: initiatives.delete_initiatives(db, [one]))

    def _shift(self, step: int) -> None:
        held = self._initiative
        assert held is not None
        rows = self._document.database.rows(
            "SELECT id FROM initiative WHERE element_id = ? ORDER BY position, id",
            [held.element_id],
        )
        at = [row["id"] for row in rows].index(held.id) + step
        if 0 <= at < len(rows):
            self._document.run(
                lambda db: initiatives.move_initiatives(db, [held.id], held.element_id, at)
            )


class ThemeChoices(QWidget):
    """The themes, any number of which can be ticked."""

    #: The ids of the themes ticked from now on.
    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[int, Choice] = {}
        self._held: frozenset[int] = frozenset()
        self._shown: tuple[Theme, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACING // 2)

    def show_themes(
        self, themes: tuple[Theme, ...], held: frozenset[int], *, may_write: bool
    ) -> None:
        """Show the themes of the plan, those in `held` ticked."""
        self._held = held
        if themes != self._shown:
            for button in self.buttons.values():
                button.hide()
                button.deleteLater()
            self.buttons = {theme.id: self._button(theme) for theme in themes}
            self._shown = themes
        for theme_id, button in self.buttons.items():
            button.setChecked(theme_id in held)
            button.setEnabled(may_write)

    def _button(self, theme: Theme) -> Choice:
        button = Choice(theme.name)
        button.clicked.connect(lambda _checked=False: self._toggle(theme.id))
        self._column.addWidget(button)
        return button

    def _toggle(self, theme_id: int) -> None:
        # The plan decides; what it holds is shown until it has taken the choice.
        self.buttons[theme_id].setChecked(theme_id in self._held)
        self.chosen.emit(self._held ^ {theme_id})

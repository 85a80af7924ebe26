"""The page of a goal or a measure: its words, its indicators, what it does for the themes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.places import IMPORT, Place, element_place
from workbench.desktop.plan.element_facts import element_facts
from workbench.desktop.plan.evaluation_section import EvaluationSection
from workbench.desktop.plan.indicator_section import IndicatorSection
from workbench.desktop.plan.initiative_section import InitiativeSection
from workbench.desktop.plan.plan_text import OperationText, PlanText
from workbench.desktop.plan.reading_order import set_reading_order
from workbench.desktop.plan.sdg_field import SdgField
from workbench.desktop.plan.theme_links_section import ThemeLinksSection
from workbench.desktop.plan.year_in_view import YearChooser, YearInView
from workbench.desktop.widgets import dots
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import Heading, Paper, clear
from workbench.language import tr
from workbench.operations.editing import (
    ELEMENT_DEPARTMENT,
    ELEMENT_DESCRIPTION,
    ELEMENT_JOINT,
    ELEMENT_NAME,
)
from workbench.operations.structure import set_code
from workbench.operations.tree_filters import YearFacts
from workbench.plan.names import ROLL_UP_NAMES, year_name
from workbench.plan.structure import Element, Plan
from workbench.store.database import Database
from workbench.store.journal import Outcome
from workbench.store.queries import load_aliases


class ElementPage(Paper):
    """Shows one element of the plan; everything on it can be edited where it stands."""

    go_to = Signal(object)
    #: How the parts of what is shown stand is to be counted: `show_standings` is given it.
    standings_wanted = Signal()

    def __init__(self, document: Document, year: YearInView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._element_id = 0
        self._standings: YearFacts | None = None
        self.year = year
        self.year.changed.connect(self.refresh)
        document.opened.connect(self._forget)
        self._make_head()
        self._make_children()
        self.indicators = IndicatorSection(document)
        self.initiatives = InitiativeSection(document)
        self.evaluation = EvaluationSection(document)
        self.indicators.import_wanted.connect(lambda: self.go_to.emit(Place(IMPORT)))
        self.themes = ThemeLinksSection(document)
        self.themes.go_to.connect(self.go_to)
        self.initiatives.go_to.connect(self.go_to)
        self.column.addWidget(self.indicators)
        self.column.addWidget(self.initiatives)
        self.column.addWidget(self.evaluation)
        self.column.addWidget(self.themes)
        self.column.addStretch(1)

    def _make_head(self) -> None:
        self.above = Link()
        self.above.clicked.connect(self._go_above)
        self.code = OperationText(
            self._document,
            _write_code,
            tr("Code"),
            look.text_font(look.LARGE, bold=True),
            tr("No."),
            one_line=True,
        )
        self.code.textChanged.connect(self._fit_code)
        self._old_codes = look.label(size=look.SMALL, muted=True)
        self._old_codes.hide()
        self.name = PlanText(
            self._document,
            ELEMENT_NAME,
            tr("Name"),
            look.text_font(look.LARGE, bold=True),
            one_line=True,
        )
        title = QHBoxLayout()
        title.setSpacing(SPACING // 2)
        title.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        title.addWidget(self.name, 1)
        self.department = PlanText(
            self._document,
            ELEMENT_DEPARTMENT,
            tr("Department in charge"),
            look.text_font(),
            tr("Which department is in charge?"),
            one_line=True,
        )
        self.joint = PlanText(
            self._document,
            ELEMENT_JOINT,
            tr("Jointly with"),
            look.text_font(),
            tr("Other departments"),
            one_line=True,
        )
        self.description = PlanText(
            self._document,
            ELEMENT_DESCRIPTION,
            tr("Description"),
            look.text_font(),
            tr("What is this meant to achieve?"),
        )
        words = QGridLayout()
        words.setHorizontalSpacing(SPACING)
        words.setVerticalSpacing(SPACING // 2)
        words.setColumnStretch(1, 1)
        words.setColumnStretch(3, 1)
        top = Qt.AlignmentFlag.AlignTop
        words.addWidget(_caption(tr("In charge"), self.department), 0, 0, top)
        words.addWidget(self.department, 0, 1, top)
        words.addWidget(_caption(tr("Jointly with"), self.joint), 0, 2, top)
        words.addWidget(self.joint, 0, 3, top)
        words.addWidget(_caption(tr("Description"), self.description), 1, 0, top)
        words.addWidget(self.description, 1, 1, 1, 3)
        self.sdgs = SdgField(self._document)
        self._sdgs_caption = _caption("SDGs", self.sdgs.numbers)
        words.addWidget(self._sdgs_caption, 2, 0, top)
        words.addWidget(self.sdgs, 2, 1, 1, 3)
        self.year_chooser = YearChooser(self._document, self.year)
        way = QHBoxLayout()
        way.addWidget(self.above)
        way.addStretch(1)
        way.addWidget(self.year_chooser)
        self.column.addLayout(way)
        self.column.addLayout(title)
        self.column.addWidget(self._old_codes)
        self.column.addLayout(words)

    def _fit_code(self) -> None:
        """Keep the code as wide as it is, so that the name stands right behind it."""
        text = self.code.toPlainText() or self.code.placeholderText()
        width = self.code.fontMetrics().horizontalAdvance(text) + 2 * SPACING
        self.code.setFixedWidth(min(width, 20 * SPACING))

    def _show_old_codes(self, element: Element) -> None:
        old = [
            one.code
            for one in load_aliases(self._document.database)
            if one.element_id == element.id
        ]
        self._old_codes.setVisible(bool(old))
        self._old_codes.setText(
            tr("Earlier codes, by which older sheets still find it: {codes}", codes="、".join(old))
        )

    def _make_children(self) -> None:
        self._children_heading = Heading("")
        self._children = QWidget()
        self._children_list = QVBoxLayout(self._children)
        self._children_list.setContentsMargins(0, 0, 0, 0)
        self._children_list.setSpacing(0)
        self.column.addWidget(self._children_heading)
        self._rule = look.label(size=look.SMALL, muted=True)
        self._rule.setWordWrap(True)
        self.column.addWidget(self._children)
        self.column.addWidget(self._rule)

    @property
    def element_id(self) -> int:
        """Return the id of the element shown."""
        return self._element_id

    def initiative(self, link_id: int) -> PlanText:
        """Return the editor of a theme link's initiative."""
        return self.themes.initiatives[link_id]

    def show_element(self, element_id: int) -> None:
        """Show another element, from the top."""
        self._element_id = element_id
        self.verticalScrollBar().setValue(0)
        self.refresh()

    def refresh(self) -> None:
        """Show the element as it stands now; what is being typed stays."""
        plan = self._document.plan
        element = plan.element(self._element_id)
        above = plan.ancestors(element)
        top = above[-1] if above else element
        colour = dots.goal_colour(top.colour, top.position)
        self._show_above(plan, element, colour)
        self.code.show_row(element.id, element.code)
        self._show_old_codes(element)
        self.name.show_row(element.id, element.name)
        self.department.show_row(element.id, element.department)
        self.joint.show_row(element.id, element.joint_departments)
        self.description.show_row(element.id, element.description)
        # Forms print a sheet for each element right below a goal.
        for part in (self.sdgs, self._sdgs_caption):
            part.setVisible(len(above) == 1)
        if len(above) == 1:
            self.sdgs.show_element(element.id)
        self._show_children(plan, element, colour)
        if plan.indicators and plan.children(element.id):
            self.standings_wanted.emit()
        self._show_year(plan, element)
        is_named = bool(plan.links_of(element.id)) or not plan.children(element.id)
        self.themes.setVisible(is_named)
        if is_named:
            self.themes.show_links(plan, element.id)
        set_reading_order(self.column)

    def _show_above(self, plan: Plan, element: Element, colour: str) -> None:
        above = plan.ancestors(element)
        self.above.setIcon(dots.dot(colour))
        if above:
            nearest = above[0]
            level = plan.level_of(nearest).name
            self.above.setText(f"{level}{nearest.code}　{nearest.name}")
        else:
            self.above.setText(tr("Plan as a whole"))
        self.above.setAccessibleDescription(tr("Go up to {name}", name=self.above.text()))

    def _go_above(self) -> None:
        above = self._document.plan.element(self._element_id).parent_id
        self.go_to.emit(Place("plan", "overview") if above is None else element_place(above))

    def _show_children(self, plan: Plan, element: Element, colour: str) -> None:
        children = plan.children(element.id)
        self._children_heading.setVisible(bool(children))
        self._children.setVisible(bool(children))
        self._rule.setVisible(False)
        clear(self._children_list)
        if not children:
            return
        self._children_heading.set_title(plan.level_of(children[0]).name)
        self._children_heading.set_note(tr("{count} in all", count=len(children)))
        self._show_grade(element)
        for child in children:
            self._children_list.addWidget(self._child(plan, child, colour))

    def _forget(self) -> None:
        """Let go of what was counted of another plan."""
        self._standings = None

    def show_standings(self, facts: YearFacts) -> None:
        """Show the grades of what is below, and what they make of the element itself."""
        self._standings = facts
        plan = self._document.plan
        if self._element_id and any(one.id == self._element_id for one in plan.elements):
            element = plan.element(self._element_id)
            top = (element, *plan.ancestors(element))[-1]
            self._show_children(plan, element, dots.goal_colour(top.colour, top.position))
            set_reading_order(self.column)

    def _show_grade(self, element: Element) -> None:
        """Say the grade of an element that has others below it, and by which rule it is made."""
        facts = self._standings
        rolled = facts.progress.elements.get(element.id) if facts else None
        if facts is None or rolled is None or rolled.grade is None:
            return
        self._children_heading.set_note(
            tr(
                "grade {grade} in {year}, of {graded} of {total}",
                grade=rolled.grade,
                year=year_name(facts.progress.fiscal_year),
                graded=rolled.graded,
                total=rolled.total,
            )
        )
        rule = ROLL_UP_NAMES[facts.progress.scheme.roll_up]
        self._rule.setText(
            tr("Made up of the grades below: {rule}. What has no grade is left out.", rule=rule)
        )
        self._rule.show()

    def _child(self, plan: Plan, child: Element, colour: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        link = Link(f"{child.code}　{child.name}")
        link.setIcon(dots.small_dot(colour))
        link.clicked.connect(lambda: self.go_to.emit(element_place(child.id)))
        line.addWidget(link)
        themes = {held.theme_id for held in plan.links_of(child.id)}
        names = [theme.name for theme in plan.themes if theme.id in themes]
        line.addWidget(look.label("・".join(names), size=look.SMALL, muted=True), 1)
        rolled = self._standings.progress.elements.get(child.id) if self._standings else None
        if rolled is not None and rolled.grade is not None:
            line.addWidget(look.label(tr("grade {grade}", grade=rolled.grade), size=look.SMALL))
        count = len(plan.indicators_of(child.id))
        if count:
            noted = tr("{count} indicators", count=count)
            line.addWidget(look.label(noted, size=look.SMALL, muted=True))
        return row

    def _show_year(self, plan: Plan, element: Element) -> None:
        """Show what belongs to the year in view, where the element is one that is evaluated."""
        indicators = plan.indicators_of(element.id)
        is_measure = bool(indicators) or not plan.children(element.id)
        for part in (self.year_chooser, self.indicators, self.initiatives, self.evaluation):
            part.setVisible(is_measure)
        # What is above the measures has grades of a year, too.
        self.year_chooser.setVisible(is_measure or bool(plan.indicators))
        # An import may have put projects under a goal.
        has_initiatives = is_measure or self.initiatives.has_any(element.id)
        self.initiatives.setVisible(has_initiatives)
        if has_initiatives:
            self.initiatives.show_element(element.id, self.year.year)
        self.year_chooser.refresh()
        if not is_measure:
            return
        level = plan.level_of(element).name
        facts = element_facts(self._document.database, plan, element.id, self.year.year)
        self.indicators.show_facts(level, indicators, facts)
        self.evaluation.show_facts(level, facts)


def _write_code(database: Database, element_id: object, code: str) -> Outcome:
    assert isinstance(element_id, int)
    return set_code(database, element_id, code)


def _caption(text: str, editor: QWidget) -> QLabel:
    label = look.label(text, muted=True)
    label.setContentsMargins(0, SPACING // 2, SPACING, 0)
    label.setBuddy(editor)
    return label

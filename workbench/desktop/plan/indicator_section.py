"""The indicators of an element: names, values by year, progress, and the details of one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.plan.block_grid import Block, BlockGrid, Sides
from workbench.desktop.plan.element_facts import ElementFacts
from workbench.desktop.plan.entry_grid import EntryGrid
from workbench.desktop.plan.indicator_details import IndicatorDetails
from workbench.desktop.plan.indicator_head import (
    NARROW_TAIL_WIDTH,
    TAIL_WIDTH,
    IndicatorHead,
    IndicatorTail,
)
from workbench.desktop.plan.indicator_model import ROLES, IndicatorModel, origin
from workbench.desktop.plan.indicator_track import track_of
from workbench.desktop.plan.making import made_by
from workbench.desktop.plan.new_name import NewName
from workbench.desktop.plan.progress_words import progress_words
from workbench.desktop.plan.reading_order import set_reading_order
from workbench.desktop.plan.section import Section
from workbench.desktop.plan.target_question import TargetQuestion
from workbench.language import tr
from workbench.operations.indicator_values import Slot
from workbench.operations.indicators import add_indicator
from workbench.plan.names import year_name
from workbench.plan.recorded import PlanYears
from workbench.plan.structure import Indicator, Role

_WIDE = Sides(25 * look.SPACING, TAIL_WIDTH)
_NARROW = Sides(20 * look.SPACING, NARROW_TAIL_WIDTH)


class IndicatorSection(Section):
    """Indicators with values by year; the line beneath says where the chosen value comes from."""

    import_wanted = Signal()

    def __init__(self, document: Document) -> None:
        super().__init__(tr("Indicators"))
        self._document = document
        self._element_id = 0
        self._facts: ElementFacts | None = None
        self._indicators: tuple[Indicator, ...] = ()
        self._details: IndicatorDetails | None = None
        self.model = IndicatorModel(document, self)
        self.table = EntryGrid(self.model, tr("Indicators by fiscal year"))
        self.blocks = BlockGrid(self.table, _WIDE, _NARROW)
        self.heads: list[IndicatorHead] = []
        self.tails: list[IndicatorTail] = []
        self._origin = look.label(size=look.SMALL, muted=True)
        self._origin.setWordWrap(True)
        self.new_name = NewName(
            document, tr("Name of the new indicator"), tr("Name of the indicator, then Enter")
        )
        self.add_first = self.offer(tr("Add an indicator"))
        self.import_link = self.offer(tr("Choose a department sheet to import"))
        self.add_more = self.add_link(tr("＋ Add an indicator"))
        self.question = TargetQuestion(document)
        for widget in (self.blocks, self.new_name, self.question, self._origin):
            self.body.addWidget(widget)
        self.import_link.clicked.connect(self.import_wanted)
        self.add_first.clicked.connect(self.begin_adding)
        self.add_more.clicked.connect(self.begin_adding)
        self.new_name.given.connect(self._add)
        self.new_name.left.connect(self._fold)
        self.blocks.narrowed.connect(self._show_sparks)
        self.table.selectionModel().currentChanged.connect(self._note_current)
        document.settling.connect(self.table.settle)

    @property
    def details(self) -> IndicatorDetails:
        """Return the panel below the grid, made when it is first wanted."""
        if self._details is None:
            self._details = IndicatorDetails(self._document)
            self._details.hide()
            self._details.closed.connect(self.close_details)
            self.body.addWidget(self._details)
            set_reading_order(self)
        return self._details

    def show_facts(self, level: str, indicators: Sequence[Indicator], facts: ElementFacts) -> None:
        """Show the indicators of an element; `level` is what the city calls such an element."""
        self.show_empty_words(
            tr("This {level} has no indicator yet.", level=level),
            tr(
                "With a baseline, a target and the results of each year come progress, grade and "
                "a small chart. Cells can be pasted from Excel."
            ),
        )
        if facts.element.id != self._element_id:
            self._leave_element(facts.element.id)
        self._facts, self._indicators = facts, tuple(indicators)
        profile = self._document.plan.profile
        plan_years = PlanYears(profile.first_year, profile.last_year)
        shown = range(plan_years.start, plan_years.last + 1)
        self.model.show_values(indicators, facts.values, shown, facts.fiscal_year)
        self.show_filled(bool(indicators) or not self.new_name.isHidden())
        self.blocks.setVisible(bool(indicators))
        self._show_sides(plan_years)
        self._show_details(plan_years)
        self.question.ask_about(facts.progress[one.id] for one in indicators)
        self._tell_origin(self.table.currentIndex())
        may_add = not self._document.read_only
        self.add_first.setVisible(may_add)
        self.add_more.setVisible(may_add and bool(indicators))

    def _leave_element(self, element_id: int) -> None:
        self._element_id = element_id
        self.new_name.put_away()
        self.close_details()
        self.table.setCurrentIndex(QModelIndex())
        self._show_last_years()

    def _show_last_years(self) -> None:
        """Where there are more years than fit, those of the plan are shown first."""
        bar = self.table.horizontalScrollBar()
        QTimer.singleShot(0, self, lambda: bar.setValue(bar.maximum()))

    def _show_sides(self, plan_years: PlanYears) -> None:
        facts = self._facts
        assert facts is not None
        while len(self.heads) < len(self._indicators):
            self._make_sides()
        blocks = []
        for indicator, head, tail in zip(self._indicators, self.heads, self.tails, strict=False):
            head.show_indicator(indicator)
            recorded = facts.recorded[indicator.id]
            track = track_of(indicator, recorded, facts.fiscal_year, plan_years)
            words = progress_words(facts.progress[indicator.id], track.path)
            tail.show_progress(indicator, words, track)
            blocks.append(Block(len(ROLES), head, tail))
        year = year_name(facts.fiscal_year)
        self.blocks.set_captions("", tr("Progress in {year}", year=year))
        self.blocks.set_blocks(blocks)

    def _make_sides(self) -> None:
        head, tail = IndicatorHead(self._document), IndicatorTail()
        head.details_wanted.connect(self.toggle_details)
        tail.grade_wanted.connect(self.open_grade)
        self.heads.append(head)
        tail.spark.setVisible(not self.blocks.is_narrow)
        self.tails.append(tail)

    def _show_sparks(self) -> None:
        """Leave the small charts out where there is hardly room for the figures."""
        for tail in self.tails:
            tail.spark.setVisible(not self.blocks.is_narrow)
        self._show_last_years()

    def begin_adding(self) -> None:
        """Ask for the name of a new indicator, where it will stand."""
        self.show_filled(True)
        self.new_name.ask()

    def _add(self, name: str) -> None:
        element_id = self._element_id
        made = made_by(self._document, lambda db: add_indicator(db, element_id, name))
        if made is not None:
            self.new_name.put_away()
            self.table.begin_typing(Slot(made, Role.BASELINE, self.model.years[0]))

    def _fold(self) -> None:
        self.show_filled(bool(self._indicators))

    def toggle_details(self, indicator_id: int) -> None:
        """Open the details of an indicator, or close them when they are open."""
        if not self.details.isHidden() and self.details.indicator_id == indicator_id:
            self.close_details()
        else:
            self.open_details(indicator_id)

    def open_details(self, indicator_id: int) -> None:
        """Show everything about an indicator below the grid."""
        facts = self._facts
        if facts is None or indicator_id not in facts.progress:
            return
        profile = self._document.plan.profile
        self._show_one(indicator_id, PlanYears(profile.first_year, profile.last_year))
        self.details.show()

    def open_grade(self, indicator_id: int) -> None:
        """Show an indicator's details with the keyboard at its grade."""
        self.open_details(indicator_id)
        self.details.grade.take_focus()

    def close_details(self) -> None:
        """Put the details away; the keyboard goes back to where they were asked for."""
        if self._details is None or self._details.isHidden():
            return
        had_focus = self._details.isAncestorOf(self.focusWidget() or self)
        shown = self._details.indicator_id
        self._details.hide()
        for head in self.heads:
            if had_focus and head.indicator_id == shown and not head.isHidden():
                head.details.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_details(self, plan_years: PlanYears) -> None:
        if self._details is None or self._details.isHidden():
            return
        shown = self._details.indicator_id
        if any(one.id == shown for one in self._indicators):
            self._show_one(shown, plan_years)
        else:
            self._details.hide()

    def _show_one(self, indicator_id: int, plan_years: PlanYears) -> None:
        facts = self._facts
        assert facts is not None
        held = facts.progress[indicator_id]
        indicator = held.indicator
        recorded = facts.recorded[indicator_id]
        track = track_of(indicator, recorded, facts.fiscal_year, plan_years)
        self.details.show_indicator(
            indicator,
            held,
            progress_words(held, track.path),
            track,
            facts.scheme,
            is_closed=facts.is_closed,
        )

    def _note_current(self, index: QModelIndex) -> None:
        self._tell_origin(index)
        if index.isValid() and self._details is not None and not self._details.isHidden():
            shown = self.model.lines[index.row()].indicator.id
            if shown != self._details.indicator_id:
                self.open_details(shown)

    def _tell_origin(self, index: QModelIndex) -> None:
        value = self.model.value_at(index)
        if value is not None:
            self._origin.setText(origin(value).replace("\n", "　"))
        else:
            self._origin.setText(
                tr("Type into a cell or paste from Excel (Ctrl+V). "
                   "Choose a value to see where it comes from.")
            )  # fmt: skip
        self._origin.setVisible(bool(self._indicators))

"""実施計画 on the page of a measure: its initiatives, what they cost, and the sum of them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.places import COSTS
from workbench.desktop.plan.block_grid import Block, BlockGrid, Sides
from workbench.desktop.plan.details_panel import small_link
from workbench.desktop.plan.entry_grid import EntryGrid
from workbench.desktop.plan.initiative_details import InitiativeDetails
from workbench.desktop.plan.initiative_model import UNFOLDED, InitiativeModel
from workbench.desktop.plan.making import made_by
from workbench.desktop.plan.new_name import NewName
from workbench.desktop.plan.plan_text import PlanText
from workbench.desktop.plan.reading_order import set_reading_order
from workbench.desktop.plan.section import Section
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.language import language, tr
from workbench.operations.editing import WORK_NAME
from workbench.operations.initiatives import add_initiative
from workbench.operations.typed_costs import AmountSlot
from workbench.plan.fiscal_years import short_year
from workbench.plan.initiatives import Cost, CostKind, Initiative, window
from workbench.plan.names import year_name
from workbench.store.database import Database
from workbench.store.queries import load_costs, load_initiative_themes, load_initiatives

#: So many initiatives fill a screen, and so many are made between two events.
_AT_ONCE, _AT_A_TIME = 14, 8
_WIDE = Sides(28 * SPACING, 20 * SPACING)
_NARROW = Sides(22 * SPACING, 0)


@dataclass(frozen=True)
class _Held:
    """The initiatives of a measure, their costs and the themes of each."""

    initiatives: tuple[Initiative, ...]
    costs: tuple[Cost, ...]
    themes: dict[int, frozenset[int]]


class InitiativeSection(Section):
    """Initiatives with budget and settlement of three years, by source when unfolded."""

    go_to = Signal(object)

    def __init__(self, document: Document) -> None:
        super().__init__(tr("Initiatives of the implementation plan"))
        self._document = document
        self._element_id = 0
        self._year = 0
        self._held = _Held((), (), {})
        self._unfolded: set[int] = set()
        self._details: InitiativeDetails | None = None
        self.model = InitiativeModel(document, self)
        self.table = EntryGrid(self.model, tr("Cost by fiscal year and source, thousand yen"))
        self.blocks = BlockGrid(self.table, _WIDE, _NARROW)
        #: How many heads say what is so now, and how many stand beside their lines.
        self._fresh = self._beside = 0
        self._filling = QTimer(self)
        self._filling.setSingleShot(True)
        self._filling.setInterval(0)
        self._filling.timeout.connect(self._show_more_sides)
        self.heads: list[InitiativeHead] = []
        self.tails: list[_Themes] = []
        self._sum_head, self._sum_tail = QWidget(), QWidget()
        self.remark = look.label(size=look.SMALL, muted=True)
        self.remark.setWordWrap(True)
        self.new_name = NewName(
            document, tr("Name of the new initiative"), tr("Name of the initiative, then Enter")
        )
        self.add_first = self.offer(tr("Add an initiative"))
        self.add_more = self.add_link(tr("＋ Add an initiative"))
        self.totals = self.add_link(tr("Totals"))
        self.totals.setToolTip(tr("Totals of the implementation plan"))
        self.totals.clicked.connect(lambda: self.go_to.emit(COSTS))
        self.show_empty_words(
            tr("No initiative yet."),
            tr(
                "What is done and what it costs: three years of budget and settlement by source, "
                "checked against the sum and added up over the plan."
            ),
        )
        for widget in (self.blocks, self.new_name, self.remark):
            self.body.addWidget(widget)
        self.add_first.clicked.connect(self.begin_adding)
        self.add_more.clicked.connect(self.begin_adding)
        self.new_name.given.connect(self._add)
        self.new_name.left.connect(self._fold)
        self.table.selectionModel().currentChanged.connect(self._follow_details)
        document.settling.connect(self.table.settle)

    @property
    def details(self) -> InitiativeDetails:
        """Return the panel below the grid, made when it is first wanted."""
        if self._details is None:
            self._details = InitiativeDetails(self._document)
            self._details.hide()
            self._details.closed.connect(self.close_details)
            self.body.addWidget(self._details)
            set_reading_order(self)
        return self._details

    def has_any(self, element_id: int) -> bool:
        """Tell whether an element has initiatives of its own."""
        return bool(load_initiatives(self._document.database, element_id))

    def show_element(self, element_id: int, year: int) -> None:
        """Show the initiatives of an element in the three years from `year` on."""
        if element_id != self._element_id:
            self._element_id = element_id
            self._beside = 0
            self._unfolded.clear()
            self.new_name.put_away()
            self.close_details()
            self.table.setCurrentIndex(QModelIndex())
        self._year = year
        self._held = _load(self._document.database, element_id)
        self._show()

    def _show(self) -> None:
        held = self._held
        self.model.show_costs(held.initiatives, held.costs, self._unfolded, self._year)
        has_any = bool(held.initiatives)
        self.show_filled(has_any or not self.new_name.isHidden())
        self.blocks.setVisible(has_any)
        may_write = not self._document.read_only
        self.add_first.setVisible(may_write)
        self.add_more.setVisible(may_write and has_any)
        first, *_rest, last = window(self._year)
        span = tr("{first} to {last}, thousand yen", first=year_name(first), last=year_name(last))
        self.heading.set_note(span if has_any else "")
        unknown = self.model.unknown
        self.remark.setVisible(has_any and bool(unknown))
        self.remark.setText(tr("＊ Initiatives whose cost is not known are not in the sum."))
        self._show_sides()
        self._show_details()

    def _show_sides(self) -> None:
        """Show what stands beside the first initiatives; the others follow when there is time."""
        self.blocks.set_captions(tr("Initiative (事業)"), tr("Themes"))
        self._fresh = 0
        self._show_more_sides(_AT_ONCE)

    def _show_more_sides(self, count: int = _AT_A_TIME) -> None:
        """Bring the next heads up to date, and come back for those that are left."""
        initiatives = self._held.initiatives
        names = {theme.id: theme.name for theme in self._document.plan.themes}
        upto = min(self._fresh + count, len(initiatives))
        while len(self.heads) < upto:
            head = InitiativeHead(self._document)
            head.details_wanted.connect(self.toggle_details)
            head.sources_wanted.connect(self.toggle_sources)
            self.heads.append(head)
            self.tails.append(_Themes())
        for at in range(self._fresh, upto):
            one = initiatives[at]
            self.heads[at].show_initiative(one, is_unfolded=one.id in self._unfolded)
            themes = self._held.themes[one.id]
            self.tails[at].show_names([names[theme] for theme in names if theme in themes])
        self._fresh = upto
        self._beside = min(max(self._beside, upto), len(initiatives))
        blocks = []
        for at, one in enumerate(initiatives):
            is_made = at < self._beside
            blocks.append(
                Block(
                    len(UNFOLDED) if one.id in self._unfolded else 1,
                    self.heads[at] if is_made else None,
                    self.tails[at] if is_made else None,
                )
            )
        if blocks:
            blocks.append(Block(1, self._sum_head, self._sum_tail))
        self.blocks.set_blocks(blocks)
        if self._fresh < len(initiatives):
            self._filling.start()
        elif len(initiatives) > _AT_ONCE:
            set_reading_order(self)

    def toggle_sources(self, initiative_id: int) -> None:
        """Show or hide where the money of an initiative comes from."""
        self._unfolded ^= {initiative_id}
        self._show()

    def begin_adding(self) -> None:
        """Ask for the name of a new initiative, where it will stand."""
        self.show_filled(True)
        self.new_name.ask()

    def _add(self, name: str) -> None:
        element_id = self._element_id
        made = made_by(self._document, lambda db: add_initiative(db, element_id, name))
        if made is not None:
            self.new_name.put_away()
            self._unfolded.add(made)
            self._show()
            slot = AmountSlot(made, self._year, CostKind.BUDGET, UNFOLDED[1])
            self.table.begin_typing(slot)

    def _fold(self) -> None:
        self.show_filled(bool(self._held.initiatives))

    def toggle_details(self, initiative_id: int) -> None:
        """Open the details of an initiative, or close them when they are open."""
        if not self.details.isHidden() and self.details.initiative_id == initiative_id:
            self.close_details()
        else:
            self.open_details(initiative_id)

    def open_details(self, initiative_id: int) -> None:
        """Show everything about an initiative below the grid."""
        for at, one in enumerate(self._held.initiatives):
            if one.id == initiative_id:
                count = len(self._held.initiatives)
                self.details.show_initiative(one, self._held.themes[one.id], at, count)
                self.details.show()

    def close_details(self) -> None:
        """Put the details away; the keyboard goes back to where they were asked for."""
        if self._details is None or self._details.isHidden():
            return
        had_focus = self._details.isAncestorOf(self.focusWidget() or self)
        shown = self._details.initiative_id
        self._details.hide()
        for head in self.heads:
            if had_focus and head.initiative_id == shown and not head.isHidden():
                head.details.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_details(self) -> None:
        if self._details is None or self._details.isHidden():
            return
        shown = self._details.initiative_id
        if any(one.id == shown for one in self._held.initiatives):
            self.open_details(shown)
        else:
            self._details.hide()

    def _follow_details(self, index: QModelIndex) -> None:
        if not index.isValid() or self._details is None or self._details.isHidden():
            return
        initiative = self.model.lines[index.row()].initiative
        if initiative is not None and initiative.id != self._details.initiative_id:
            self.open_details(initiative.id)


class InitiativeHead(QWidget):
    """An initiative's name, edited in place, when it runs, and the ways to more."""

    details_wanted = Signal(int)
    sources_wanted = Signal(int)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.initiative_id = 0
        self.name = PlanText(
            document, WORK_NAME, tr("Name of the initiative"), look.text_font(), one_line=True
        )
        self._note = look.label(size=look.SMALL, muted=True)
        self.sources = small_link("")
        self.details = small_link(tr("Details"))
        self.sources.clicked.connect(lambda: self.sources_wanted.emit(self.initiative_id))
        self.details.clicked.connect(lambda: self.details_wanted.emit(self.initiative_id))
        below = QHBoxLayout()
        below.setContentsMargins(SPACING // 2, 0, 0, 0)
        below.setSpacing(SPACING // 2)
        below.addWidget(self._note, 1)
        below.addWidget(self.sources, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.details, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACING // 2, 0, SPACING // 2)
        column.setSpacing(0)
        column.addWidget(self.name)
        column.addLayout(below)
        column.addStretch(1)

    def show_initiative(self, initiative: Initiative, *, is_unfolded: bool) -> None:
        """Show an initiative."""
        self.initiative_id = initiative.id
        self.name.show_row(initiative.id, initiative.name)
        self.name.setToolTip("\n".join(filter(None, (initiative.name, initiative.summary))))
        parts = (initiative.code, _running(initiative), initiative.department)
        self._note.setText("・".join(part for part in parts if part))
        words = tr("Fold") if is_unfolded else tr("Sources")
        self.sources.setText(words)
        self.sources.setAccessibleName(f"{initiative.name} {words}")
        self.details.setAccessibleName(tr("Details of {name}", name=initiative.name))


class _Themes(QWidget):
    """The themes an initiative counts towards, one a line."""

    def __init__(self) -> None:
        super().__init__()
        self._words = prose(size=look.SMALL, muted=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACING, SPACING // 2, 0, SPACING // 2)
        column.addWidget(self._words)
        column.addStretch(1)

    def show_names(self, names: list[str]) -> None:
        show_prose(self._words, "\n".join(f"◆ {name}" for name in names))


def _load(database: Database, element_id: int) -> _Held:
    initiatives = load_initiatives(database, element_id)
    ids = [one.id for one in initiatives]
    if not ids:
        return _Held((), (), {})
    links = load_initiative_themes(database, ids)
    themes = {
        one: frozenset(link.theme_id for link in links if link.initiative_id == one) for one in ids
    }
    return _Held(initiatives, load_costs(database, ids), themes)


def _running(initiative: Initiative) -> str:
    first, last = initiative.first_year, initiative.last_year
    if first is None and last is None:
        return ""
    name = short_year if language() == "ja" else str
    ends = (name(year) if year is not None else "" for year in (first, last))
    return tr("{first} to {last}", first=next(ends), last=next(ends))

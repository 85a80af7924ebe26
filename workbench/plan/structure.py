"""The parts of a plan as immutable objects, each with the id of its row in the plan file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cached_property

from workbench.plan.values import Value
from workbench.records import record

#: What themes that cut across the goals are called where the plan has no words of its own.
USUAL_THEMES = "横断テーマ"


@record
class Profile:
    """What the plan as a whole is: whose, which, when.

    `theme_title` is what the city calls its themes, empty for what is usual.
    """

    municipality: str
    area_code: str
    title: str
    subtitle: str
    first_year: int
    last_year: int
    vision: str
    section_in_charge: str = ""
    theme_title: str = ""

    @property
    def themes_called(self) -> str:
        """Return what the themes are called in Japanese: the city's words or the usual ones."""
        return self.theme_title or USUAL_THEMES


@record
class Level:
    """A level of the hierarchy (目標, 施策); names and depth differ by city, so they are data.

    `numbering` builds a code from the codes above: ``{parent}-{n}`` gives 4-10.
    """

    id: int
    depth: int
    name: str
    numbering: str


@record
class Element:
    """A goal, a measure or whatever the city's levels call it.

    `department` leads; `joint_departments` names the others, separated by 、.
    """

    id: int
    parent_id: int | None
    level_id: int
    position: int
    code: str
    name: str
    description: str = ""
    department: str = ""
    colour: str = ""
    joint_departments: str = ""


@record
class Theme:
    """A theme that cuts across the goals, as 価値創出プロジェクト, with its aims, one a line."""

    id: int
    position: int
    name: str
    aims: str


@record
class ThemeLink:
    """What a measure does for a theme: one 主な取組."""

    id: int
    theme_id: int
    element_id: int
    initiative: str


class Direction(StrEnum):
    """What a good indicator does."""

    MORE = "more"
    LESS = "less"
    HOLD = "hold"
    WORD = "word"


class Accumulation(StrEnum):
    """How an indicator's yearly figures make up what its target speaks of.

    `EACH` year stands for itself. `RUNNING` figures are recorded as running totals (累計で記録).
    `YEARLY` figures are recorded year by year and added up from the plan's first year (累計目標).
    """

    EACH = "each"
    RUNNING = "running"
    YEARLY = "yearly"


class Role(StrEnum):
    """What an indicator's value is for."""

    BASELINE = "baseline"
    TARGET = "target"
    ACTUAL = "actual"


@record
class Indicator:
    """A measure's indicator (指標).

    `department` leads; `joint_departments` names the others, separated by 、. `survey_interval`
    is the number of years between the surveys an indicator comes from (1: every year), None
    when it is counted and not surveyed.
    """

    id: int
    element_id: int
    position: int
    name: str
    unit: str
    direction: Direction = Direction.MORE
    definition: str = ""
    source_note: str = ""
    department: str = ""
    decimals: int | None = None
    accumulation: Accumulation = Accumulation.EACH
    survey_interval: int | None = None
    joint_departments: str = ""


@record
class Provenance:
    """Where a figure comes from: a publication, or a cell of an imported workbook."""

    source_id: int
    title: str
    sha256: str = ""
    sheet: str = ""
    cell: str = ""
    original: str = ""
    recorded_at: str = ""
    recorded_by: str = ""

    def display(self) -> str:
        """Return one line: workbook, sheet, cell and the original text."""
        place = " ".join(part for part in (self.title, self.sheet, self.cell) if part)
        return f"{place}「{self.original}」" if self.original else place


@record
class IndicatorValue:
    """A value of an indicator in a fiscal year."""

    id: int
    indicator_id: int
    fiscal_year: int
    role: Role
    value: Value
    provenance: Provenance | None = None


@record
class Plan:
    """The whole plan at one moment, in the order it is printed in."""

    profile: Profile
    levels: tuple[Level, ...]
    elements: tuple[Element, ...]
    themes: tuple[Theme, ...]
    theme_links: tuple[ThemeLink, ...]
    indicators: tuple[Indicator, ...]

    @cached_property
    def _by_id(self) -> Mapping[int, Element]:
        return {element.id: element for element in self.elements}

    @cached_property
    def _by_parent(self) -> Mapping[int | None, Sequence[Element]]:
        return _by_parent(self.elements)

    @cached_property
    def _indicators_by_element(self) -> Mapping[int, list[Indicator]]:
        held: dict[int, list[Indicator]] = defaultdict(list)
        for indicator in self.indicators:
            held[indicator.element_id].append(indicator)
        return held

    def changed(self, **parts: object) -> Plan:
        """Return the plan with other parts; what is looked up of the others is kept."""
        if not parts:
            return self
        after = replace(self, **parts)  # type: ignore[arg-type]
        return self._handing_on(after, {name for name in _LOOKED_UP if name not in parts})

    def _handing_on(self, after: Plan, parts: Collection[str]) -> Plan:
        for part in parts:
            for lookup in _LOOKED_UP[part]:
                if lookup in self.__dict__:
                    after.__dict__[lookup] = self.__dict__[lookup]
        return after

    def with_elements(self, now: Mapping[int, Element], touched: Collection[int]) -> Plan:
        """Return the plan with the elements of `touched` as they are now, or gone.

        Only their families are put in order anew: a large plan is followed at the pace of typing.
        """
        by_id, families = dict(self._by_id), set[int | None]()
        is_moved = False
        for one in touched:
            before, after = by_id.pop(one, None), now.get(one)
            families.update(held.parent_id for held in (before, after) if held is not None)
            is_moved |= before is None or after is None or _place(before) != _place(after)
        by_id.update(now)
        by_parent = dict(self._by_parent)
        joining = _by_parent(now.values())
        for family in families:
            kept = [held for held in by_parent.get(family, ()) if held.id not in touched]
            siblings = (*kept, *joining.get(family, ()))
            by_parent[family] = sorted(siblings, key=lambda one: (one.position, one.id))
        ordered = (
            _in_order(by_parent)
            if is_moved
            else tuple(now.get(element.id, element) for element in self.elements)
        )
        plan = self._handing_on(replace(self, elements=ordered), {"indicators"})
        plan.__dict__.update(_by_id=by_id, _by_parent=by_parent)
        return plan

    def element(self, element_id: int) -> Element:
        """Return the element with this id; raise `KeyError` when it is gone."""
        return self._by_id[element_id]

    def children(self, parent_id: int | None) -> tuple[Element, ...]:
        """Return the elements right below `parent_id` (None: the top level), in order."""
        return tuple(self._by_parent.get(parent_id, ()))

    def level_of(self, element: Element) -> Level:
        """Return the level an element stands on."""
        return next(level for level in self.levels if level.id == element.level_id)

    def ancestors(self, element: Element) -> tuple[Element, ...]:
        """Return the elements above, nearest first."""
        above: list[Element] = []
        while element.parent_id is not None:
            element = self.element(element.parent_id)
            above.append(element)
        return tuple(above)

    def at_depth(self, depth: int) -> tuple[Element, ...]:
        """Return all elements of the level at `depth` (0 is the top), in order of the tree."""
        level_ids = {level.id for level in self.levels if level.depth == depth}
        return tuple(element for element in self.elements if element.level_id in level_ids)

    def links_of(self, element_id: int) -> tuple[ThemeLink, ...]:
        """Return what an element does for the themes."""
        return tuple(link for link in self.theme_links if link.element_id == element_id)

    def links_to(self, theme_id: int) -> tuple[ThemeLink, ...]:
        """Return what is done for a theme."""
        return tuple(link for link in self.theme_links if link.theme_id == theme_id)

    def indicators_of(self, element_id: int) -> tuple[Indicator, ...]:
        """Return an element's indicators, in order."""
        return tuple(self._indicators_by_element.get(element_id, ()))


#: Part of the plan to what is looked up of it.
_LOOKED_UP: Mapping[str, tuple[str, ...]] = {
    "elements": ("_by_id", "_by_parent"),
    "indicators": ("_indicators_by_element",),
}


def in_tree_order(elements: Iterable[Element]) -> tuple[Element, ...]:
    """Return elements as they stand in the tree, each before those below it.

    Siblings keep their order; what hangs on nothing of these is left out.
    """
    return _in_order(_by_parent(elements))


def _by_parent(elements: Iterable[Element]) -> dict[int | None, list[Element]]:
    below: dict[int | None, list[Element]] = {}
    for element in elements:
        below.setdefault(element.parent_id, []).append(element)
    return below


def _in_order(below: Mapping[int | None, Sequence[Element]]) -> tuple[Element, ...]:
    ordered: list[Element] = []
    waiting = list(reversed(below.get(None, ())))
    while waiting:
        element = waiting.pop()
        ordered.append(element)
        children = below.get(element.id)
        if children:
            waiting.extend(reversed(children))
    return tuple(ordered)


def _place(element: Element) -> tuple[object, ...]:
    return element.parent_id, element.position

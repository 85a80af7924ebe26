"""Which measure and which indicator of the plan a row means; what is uncertain is never guessed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from workbench.exchange.japanese import fold_name, split_unit
from workbench.exchange.japanese.folding import fold_code
from workbench.plan.codes import ElementAlias
from workbench.plan.structure import Element, Indicator, Plan

#: From here on two names are alike enough to ask whether they are one.
_ALIKE = 0.7
#: A pair of characters found in more names than this tells nothing; so many names are compared.
_TELLING = 500
_LOOKED_AT = 20
_CODE_IN_FRONT = re.compile(
    r"^\s*(?:施策|目標)?\s*(\d+(?:\s*[-－‐–—−ー.．]\s*\d+)+)\s*[:：.．、]?\s*(.*)$", re.DOTALL
)


@dataclass(frozen=True)
class MeasureMatch:
    """What came of looking for a measure.

    Parameters
    ----------
    element
        The measure, when it is certain.
    candidates
        What it might be instead.
    reason
        Why it is uncertain: ``unknown``, ``contradiction``, ``renumbered``, ``ambiguous``,
        ``alike``, or empty.
    """

    element: Element | None
    candidates: tuple[Element, ...] = ()
    reason: str = ""


class MeasureFinder:
    """Finds the plan's elements by code and by name, with spelling folded.

    A code that an element bore before (`old_codes`) is known with its name; alone it is not taken
    for certain where another element bears it now: the sheet does not say of which year it is.
    """

    def __init__(self, plan: Plan, old_codes: Iterable[ElementAlias] = ()) -> None:
        self.plan = plan
        elements = {element.id: element for element in plan.elements}
        before: dict[str, list[Element]] = defaultdict(list)
        for alias in old_codes:
            if alias.element_id in elements:
                before[fold_code(alias.code)].append(elements[alias.element_id])
        self._by_old_code = before
        self._by_code: Mapping[str, Element] = {
            fold_code(element.code): element for element in plan.elements if element.code
        }
        by_name: dict[str, list[Element]] = defaultdict(list)
        for element in plan.elements:
            by_name[fold_name(element.name)].append(element)
        self._by_name = by_name
        self._found: dict[tuple[str, str], MeasureMatch] = {}

    def find(self, code: str, name: str) -> MeasureMatch:
        """Return the measure that a code and a name mean; either may be empty."""
        if (code, name) not in self._found:
            self._found[code, name] = self._search(code, name)
        return self._found[code, name]

    def _search(self, code: str, name: str) -> MeasureMatch:
        if not code and (split := _CODE_IN_FRONT.match(name)):
            code, name = split[1], split[2]
        if not name:
            return self._numbered(code)
        return self._numbered_and_named(code, name) if code else self._known_as(name)

    def _bearers(self, code: str) -> tuple[Element, ...]:
        """Return who bears a code, and after it who bore it before."""
        folded = fold_code(code)
        now = self._by_code.get(folded)
        before = self._by_old_code.get(folded, ())
        return tuple(dict.fromkeys((*([now] if now else []), *before)))

    def _numbered(self, code: str) -> MeasureMatch:
        bearers = self._bearers(code) if code else ()
        if len(bearers) == 1:
            return MeasureMatch(bearers[0])
        return MeasureMatch(None, bearers, "renumbered" if bearers else "unknown")

    def _numbered_and_named(self, code: str, name: str) -> MeasureMatch:
        named = self._by_name.get(fold_name(name), [])
        both = [one for one in self._bearers(code) if one in named]
        if both:
            return MeasureMatch(both[0])
        now = self._by_code.get(fold_code(code))
        if now or named:
            return MeasureMatch(None, (*([now] if now else []), *named), "contradiction")
        return self._known_as(name)

    def _known_as(self, name: str) -> MeasureMatch:
        named = self._by_name.get(fold_name(name), [])
        if len(named) == 1:
            return MeasureMatch(named[0])
        if named:
            return MeasureMatch(None, tuple(named), "ambiguous")
        alike = self._alike(name)
        return MeasureMatch(None, alike, "alike" if alike else "unknown")

    def _alike(self, name: str) -> tuple[Element, ...]:
        folded = fold_name(name)
        scored = [(likeness(folded, other), elements) for other, elements in self._by_name.items()]
        best = sorted(scored, key=lambda pair: -pair[0])[:3]
        return tuple(
            element
            for score, elements in best
            if folded and score >= _ALIKE
            for element in elements
        )


def likeness(one: str, other: str) -> float:
    """Return how alike two folded names are, from 0 to 1."""
    if not one or not other:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


class IndicatorFinder:
    """Finds the plan's indicators by name, within a measure or in the whole plan."""

    def __init__(self, plan: Plan) -> None:
        self._names: dict[int | None, dict[str, list[Indicator]]] = {}
        for indicator in plan.indicators:
            folded = fold_name(indicator.name)
            for scope in (None, indicator.element_id):
                self._names.setdefault(scope, {}).setdefault(folded, []).append(indicator)
        self._pairs: dict[int | None, dict[str, set[str]]] = {}
        #: By name without the unit that may stand behind it.
        self._bare: dict[int | None, Mapping[str, list[Indicator]]] = {}

    def find(
        self, name: str, element_id: int | None
    ) -> tuple[Indicator | None, tuple[Indicator, ...]]:
        """Return the indicator of this name, and otherwise those whose name is alike.

        Without a measure the whole plan is searched.
        """
        names = self._names.get(element_id)
        if not names:
            return None, ()
        folded = fold_name(name)
        same = self._same(name, element_id)
        if len(same) == 1:
            return same[0], ()
        if same:
            return None, tuple(same)
        close = (
            other
            for other in self._sharing(folded, element_id)
            if likeness(folded, other) >= _ALIKE
        )
        return None, tuple(indicator for other in close for indicator in names[other])

    def named(self, name: str) -> Indicator | None:
        """Return the one indicator of the whole plan that bears this name; quickly told."""
        same = self._same(name, None) if None in self._names else []
        return same[0] if len(same) == 1 else None

    def _same(self, name: str, element_id: int | None) -> list[Indicator]:
        held = self._names[element_id].get(fold_name(name))
        return held or self._but_for_unit(name, element_id)

    def _but_for_unit(self, name: str, element_id: int | None) -> list[Indicator]:
        """Return the indicators of this name, a unit behind either name disregarded."""
        if element_id not in self._bare:
            bare: dict[str, list[Indicator]] = defaultdict(list)
            for held in self._names[element_id].values():
                for indicator in held:
                    bare[fold_name(split_unit(indicator.name)[0])].append(indicator)
            self._bare[element_id] = bare
        return self._bare[element_id].get(fold_name(split_unit(name)[0]), [])

    def _sharing(self, folded: str, element_id: int | None) -> list[str]:
        """Return the few names that share the most pairs of characters with this one."""
        if element_id not in self._pairs:
            index: dict[str, set[str]] = defaultdict(set)
            for other in self._names[element_id]:
                for pair in _pairs(other):
                    index[pair].add(other)
            self._pairs[element_id] = index
        shared: Counter[str] = Counter()
        for pair in _pairs(folded):
            others = self._pairs[element_id].get(pair, ())
            # What nearly every name has in common says nothing of this one.
            if len(others) <= _TELLING:
                shared.update(others)
        return [other for other, _ in shared.most_common(_LOOKED_AT)]


def _pairs(folded: str) -> set[str]:
    return {folded[index : index + 2] for index in range(max(1, len(folded) - 1))}

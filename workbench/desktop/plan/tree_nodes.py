"""The lines of the tree as nodes with fixed numbers, and what a step changes of them.

A step touches a few elements of thousands: only their lines and their families are looked at
anew. What changes is found first and put in place afterwards, because Qt wants to know before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from workbench.desktop.places import OVERVIEW, THEMES, Place, element_place, theme_place
from workbench.desktop.plan.tree_lines import (
    Line,
    element_line,
    link_line,
    overview_line,
    theme_line,
    themes_line,
)
from workbench.desktop.widgets import dots
from workbench.plan.structure import Element, Plan

#: With more elements than these changed at once the tree is as quickly made anew.
_FEW = 400

#: The number of what holds the lines of the top.
ROOT = 0


@dataclass
class Node:
    """A line with the numbers of what is above and below it, and its row there."""

    line: Line
    parent: int = ROOT
    row: int = 0
    children: list[int] = field(default_factory=list)


@dataclass
class Difference:
    """What a step changes: lines by their places, families by the place above, what is gone."""

    lines: dict[Place, Line] = field(default_factory=dict)
    families: dict[Place, list[Place]] = field(default_factory=dict)
    gone: list[Place] = field(default_factory=list)

    @property
    def is_large(self) -> bool:
        """Tell whether it is as quick to begin anew."""
        return len(self.families) + len(self.gone) > 2 * _FEW


_TOP = Place("")


class Nodes:
    """The tree; number 0 is what holds the lines of the top."""

    def __init__(self, plan: Plan) -> None:
        self._numbers: dict[Place, int] = {_TOP: ROOT}
        self._nodes: dict[int, Node] = {}
        self.apply(whole(plan))

    def __getitem__(self, number: int) -> Node:
        return self._nodes[number]

    def __contains__(self, number: int) -> bool:
        return number in self._nodes

    def number_of(self, place: Place) -> int | None:
        """Return the number of a line, None when it is not in the tree."""
        number = self._numbers.get(place)
        return number if number in self._nodes else None

    def numbers_of(self, places: Iterable[Place]) -> list[int]:
        """Return the numbers of those lines that are in the tree."""
        found = (self.number_of(place) for place in places)
        return [number for number in found if number is not None]

    def items(self) -> Iterator[tuple[int, Node]]:
        """Yield every line with its number."""
        return ((number, node) for number, node in self._nodes.items() if number != ROOT)

    def line_at(self, place: Place) -> Line | None:
        """Return the line of a place."""
        number = self.number_of(place)
        return None if number is None else self._nodes[number].line

    def children_of(self, place: Place) -> list[Place]:
        """Return the places right below one."""
        number = self.number_of(place)
        if number is None:
            return []
        return [self._nodes[child].line.place for child in self._nodes[number].children]

    def moves(self, difference: Difference) -> bool:
        """Tell whether lines come, go or change places."""
        return bool(difference.gone) or any(
            children != self.children_of(above)
            for above, children in difference.families.items()
            if children or self.number_of(above) is not None
        )

    def apply(self, difference: Difference) -> list[int]:
        """Put a difference in place; return the numbers of the lines that say something else.

        What is gone can still be asked for until it is dropped: views do while it leaves them.
        """
        changed = []
        for place, line in difference.lines.items():
            number = self._numbers.setdefault(place, len(self._numbers))
            node = self._nodes.get(number)
            if node is None:
                self._nodes[number] = Node(line)
            elif node.line != line:
                node.line = line
                changed.append(number)
        for above, children in difference.families.items():
            self._put(above, children)
        return changed

    def drop(self, places: Iterable[Place]) -> None:
        """Forget lines that are gone; should they come back, they have the same numbers."""
        for number in self.numbers_of(places):
            del self._nodes[number]

    def become(self, difference: Difference) -> None:
        """Hold these lines and no others; they keep their numbers."""
        self._nodes = {}
        self.apply(difference)

    def _put(self, above: Place, children: Sequence[Place]) -> None:
        parent = self._numbers[above]
        node = self._nodes.get(parent)
        if node is None:
            return
        node.children = [self._numbers[place] for place in children]
        for row, number in enumerate(node.children):
            child = self._nodes[number]
            child.parent, child.row = parent, row


def whole(plan: Plan) -> Difference:
    """Return all lines of a plan."""
    made = Difference({_TOP: Line(_TOP, "", "")})
    words = _Words(plan)

    def add(parent_id: int | None, colour: str) -> None:
        for element in plan.children(parent_id):
            own = colour or dots.goal_colour(element.colour, element.position)
            place = element_place(element.id)
            made.lines[place] = words.line(element, own)
            children = plan.children(element.id)
            made.families[place] = [element_place(child.id) for child in children]
            if children:
                add(element.id, own)

    add(None, "")
    _add_top(made, plan)
    _add_themes(made, plan, made.lines)
    return made


def difference(held: Nodes, before: Plan, plan: Plan) -> Difference | None:
    """Return what has changed between two plans; None where too much has."""
    if plan.levels is not before.levels:
        return None
    known = {element.id: element for element in before.elements}
    changed = [element for element in plan.elements if known.get(element.id) is not element]
    if len(changed) > _FEW:
        return None
    gone = _gone(known, plan, changed)
    found = Difference(gone=[element_place(one.id) for one in gone])
    families: set[int | None] = {one.parent_id for one in gone}
    words = _Words(plan)
    for element in changed:
        old = known.get(element.id)
        families.add(element.parent_id)
        if old is not None:
            families.add(old.parent_id)
        colour = _colour(plan, element)
        if old is None or old.parent_id != element.parent_id or element.parent_id is None:
            _add_branch(found, plan, element, colour, words)
        else:
            found.lines[element_place(element.id)] = words.line(element, colour)
    for parent_id in families:
        if parent_id is None:
            _add_top(found, plan)
        else:
            children = [element_place(child.id) for child in plan.children(parent_id)]
            found.families[element_place(parent_id)] = children
    if plan.profile is not before.profile:
        found.lines[OVERVIEW] = overview_line(plan)
        if plan.themes:
            found.lines[THEMES] = themes_line(plan)
    _follow_themes(found, held, before, plan)
    return found


def _gone(known: Mapping[int, Element], plan: Plan, changed: Iterable[Element]) -> list[Element]:
    added = sum(element.id not in known for element in changed)
    if len(known) + added == len(plan.elements):
        return []
    present = {element.id for element in plan.elements}
    return [element for element in known.values() if element.id not in present]


def _colour(plan: Plan, element: Element) -> str:
    """Return the colour of the goal that an element belongs to."""
    top = (element, *plan.ancestors(element))[-1]
    return dots.goal_colour(top.colour, top.position)


def _add_branch(
    found: Difference, plan: Plan, element: Element, colour: str, words: _Words
) -> None:
    """Tell an element and all below it anew: it may be below another goal now."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        children = plan.children(one.id)
        place = element_place(one.id)
        found.lines[place] = words.line(one, colour)
        found.families[place] = [element_place(child.id) for child in children]
        waiting.extend(children)


def _add_top(found: Difference, plan: Plan) -> None:
    found.lines.setdefault(OVERVIEW, overview_line(plan))
    goals = [element_place(goal.id) for goal in plan.children(None)]
    found.families[_TOP] = [OVERVIEW, *goals, *([THEMES] if plan.themes else [])]


def _follow_themes(found: Difference, held: Nodes, before: Plan, plan: Plan) -> None:
    if plan.themes is before.themes and plan.theme_links is before.theme_links:
        for link in plan.theme_links:
            line = found.lines.get(element_place(link.element_id))
            if line is not None:
                place = Place("plan", "link", link.id)
                found.lines[place] = link_line(link, line)
        return
    for kind, then, now in (
        ("theme", before.themes, plan.themes),
        ("link", before.theme_links, plan.theme_links),
    ):
        ids = {one.id for one in now}
        found.gone += [Place("plan", kind, one.id) for one in then if one.id not in ids]
    if before.themes and not plan.themes:
        found.gone.append(THEMES)
    _add_top(found, plan)
    lines = {
        place: line
        for link in plan.theme_links
        if (line := _line_now(found, held, place := element_place(link.element_id))) is not None
    }
    _add_themes(found, plan, lines)


def _line_now(found: Difference, held: Nodes, place: Place) -> Line | None:
    return found.lines.get(place) or held.line_at(place)


def _add_themes(found: Difference, plan: Plan, elements: Mapping[Place, Line]) -> None:
    if not plan.themes:
        return
    found.lines[THEMES] = themes_line(plan)
    found.families[THEMES] = [theme_place(theme.id) for theme in plan.themes]
    below: dict[int, list[Place]] = {theme.id: [] for theme in plan.themes}
    for link in plan.theme_links:
        place = Place("plan", "link", link.id)
        found.lines[place] = link_line(link, elements[element_place(link.element_id)])
        found.families[place] = []
        below[link.theme_id].append(place)
    for theme in plan.themes:
        found.lines[theme_place(theme.id)] = theme_line(theme)
        found.families[theme_place(theme.id)] = below[theme.id]


class _Words:
    """Makes the lines of elements."""

    def __init__(self, plan: Plan) -> None:
        self._levels = {level.id: level.name for level in plan.levels}

    def line(self, element: Element, colour: str) -> Line:
        """Return the line of an element."""
        mark = "goal" if element.parent_id is None else "measure"
        return element_line(element, self._levels[element.level_id], colour, mark)

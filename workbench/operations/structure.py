"""The tree of the plan: adding, moving, deleting and renumbering its elements."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations import years
from workbench.operations.lookups import between, gone, label, needed_name
from workbench.plan.codes import code_from, codes_by_pattern
from workbench.plan.structure import Element, Level, Plan
from workbench.store.database import Database
from workbench.store.journal import Outcome, Transaction, transaction
from workbench.store.queries import load_branches, load_tree

_ELEMENT = message("An element of the plan")


@dataclass(frozen=True)
class Deletion:
    """What goes when elements are deleted, counted for the question before it."""

    elements: int
    indicators: int
    values: int
    theme_links: int
    initiatives: int
    evaluations: int


def add_element(
    database: Database,
    parent_id: int | None,
    name: str,
    *,
    position: int | None = None,
    code: str | None = None,
) -> Outcome:
    """Add an element below `parent_id` (None: at the top), at a position among its siblings.

    Without `code` it gets the next free one of its level's pattern. Raises `PersonError` when
    the name is empty, the code is taken, or there is no level below the parent's.
    """
    plan = load_branches(database, (), [parent_id])
    name = needed_name(name, _ELEMENT)
    level = _level_at(plan, _depth_below(plan, parent_id))
    taken = CodesTaken(database)
    code = next_code(plan, parent_id, taken) if code is None else code.strip()
    _refuse_held(taken, [code])
    siblings = [element.id for element in plan.children(parent_id)]
    details: dict[str, object] = {"level": level.name, "code": code, "name": name}
    with transaction(database, "element.add", details) as change:
        row = {
            "parent_id": parent_id,
            "level_id": level.id,
            "position": len(siblings) + 1,
            "code": code,
            "name": name,
        }
        made = change.insert("element", row)
        details["made"] = made
        place(change, between(siblings, [made], position))
    return change.outcome


def move_elements(
    database: Database, element_ids: Sequence[int], parent_id: int | None, position: int | None
) -> Outcome:
    """Move elements with all that is below them under `parent_id`, together, keeping their codes.

    `position` counts among the new siblings that stay, from 0; None is the end. Raises
    `PersonError` for a place below one of the elements themselves, or too deep in the levels.
    """
    plan = load_branches(database, element_ids, [parent_id])
    moved = topmost(plan, element_ids)
    _refuse_cycle(plan, moved, parent_id)
    depth = _depth_below(plan, parent_id)
    names = {element.id: element for element in moved}
    siblings = [element.id for element in plan.children(parent_id)]
    details = {
        "names": [_named(element) for element in moved],
        "above": "" if parent_id is None else _named(plan.element(parent_id)),
        "same_parent": all(element.parent_id == parent_id for element in moved),
    }
    with transaction(database, "element.move", details) as change:
        for element in moved:
            change.update("element", element.id, {"parent_id": parent_id})
            _relevel(change, plan, element, depth - plan.level_of(element).depth)
        place(change, between(siblings, names, position))
    return change.outcome


def deletion_of(database: Database, element_ids: Sequence[int]) -> Deletion:
    """Return what goes when these elements are deleted with everything below them."""
    plan = load_branches(database, element_ids)
    ids = branch_ids(plan, element_ids)
    listed = ", ".join(map(str, ids))
    count = {
        table: database.rows(f"SELECT count(*) FROM {table} WHERE element_id IN ({listed})")[0][0]
        for table in ("indicator", "theme_link", "initiative", "evaluation")
    }
    values = database.rows(
        "SELECT count(*) FROM indicator_value JOIN indicator ON indicator.id = indicator_id"
        f" WHERE element_id IN ({listed})"
    )[0][0]
    return Deletion(
        len(ids),
        count["indicator"],
        values,
        count["theme_link"],
        count["initiative"],
        count["evaluation"],
    )


def delete_elements(database: Database, element_ids: Sequence[int]) -> Outcome:
    """Delete elements with everything below them.

    Raises `PersonError` while results of a closed year hang on one of them.
    """
    plan = load_branches(database, element_ids)
    going = topmost(plan, element_ids)
    years.require_no_closed_results(database, branch_ids(plan, element_ids))
    counts = deletion_of(database, element_ids)
    details = {"names": [_named(element) for element in going], "elements": counts.elements}
    with transaction(database, "element.delete", details) as change:
        for element in going:
            change.delete("element", element.id)
        for parent_id in {element.parent_id for element in going}:
            gone_ids = {element.id for element in going}
            place(change, [e.id for e in plan.children(parent_id) if e.id not in gone_ids])
    return change.outcome


def set_code(
    database: Database, element_id: int, code: str, *, until_year: int | None = None
) -> Outcome:
    """Give an element another code and keep the old one as an alias.

    `until_year` is the last fiscal year of the old code, where that is known. Raises
    `PersonError` when the code is taken.
    """
    plan = load_branches(database, [element_id])
    element = element_of(plan, element_id)
    code = code.strip()
    if code == element.code:
        return Outcome(None)
    _refuse_held(CodesTaken(database), [code])
    details = {"name": element.name, "before": element.code, "after": code}
    with transaction(database, "element.code", details) as change:
        _recode(change, {element_id: (element.code, code)}, until_year)
    return change.outcome


def renumber(
    database: Database, within: int | None = None, *, until_year: int | None = None
) -> Outcome:
    """Give every element below `within` (None: in the plan) the code that its place asks for.

    Old codes are kept as aliases, so that a sheet that still bears them finds its element.
    Raises `PersonError` when a code is taken by an element elsewhere in the plan.
    """
    plan = load_tree(database)
    wanted = codes_by_pattern(plan, within)
    changed = {
        element.id: (element.code, wanted[element.id])
        for element in plan.elements
        if element.id in wanted and wanted[element.id] != element.code
    }
    elsewhere = {element.code for element in plan.elements if element.id not in wanted}
    _refuse_held(elsewhere, (after for _before, after in changed.values()))
    details = {
        "count": len(changed),
        "above": "" if within is None else label(database, "element", within),
    }
    with transaction(database, "element.renumber", details) as change:
        _recode(change, changed, until_year)
    return change.outcome


class CodesTaken:
    """The codes that elements bear now, looked for one by one: a large plan has thousands."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __contains__(self, code: object) -> bool:
        return self._database.row("SELECT 1 FROM element WHERE code = ?", [code]) is not None


def next_code(plan: Plan, parent_id: int | None, taken: Container[str]) -> str:
    """Return the first code of the level's pattern, past its siblings, that nobody bears."""
    level = _level_at(plan, _depth_below(plan, parent_id))
    above: dict[int, str] = {}
    if parent_id is not None:
        parent = plan.element(parent_id)
        above = {plan.level_of(one).depth: one.code for one in (parent, *plan.ancestors(parent))}
    number = len(plan.children(parent_id)) + 1
    while (code := code_from(level.numbering, number, above)) in taken:
        if code == code_from(level.numbering, number + 1, above):
            raise _taken(code)
        number += 1
    return code


def element_of(plan: Plan, element_id: int) -> Element:
    """Return an element of the plan; raise `PersonError` when it is gone."""
    try:
        return plan.element(element_id)
    except KeyError:
        raise gone() from None


def topmost(plan: Plan, element_ids: Iterable[int]) -> tuple[Element, ...]:
    """Return the elements that are not below another of them, in the order of the tree."""
    wanted = set(element_ids)
    for element_id in wanted:
        element_of(plan, element_id)
    return tuple(
        element
        for element in plan.elements
        if element.id in wanted and not wanted & {above.id for above in plan.ancestors(element)}
    )


def branch_ids(plan: Plan, element_ids: Iterable[int]) -> list[int]:
    """Return the ids of these elements and of everything below them, in order of the tree."""
    waiting = list(topmost(plan, element_ids))
    found: list[int] = []
    while waiting:
        element = waiting.pop(0)
        found.append(element.id)
        waiting = [*plan.children(element.id), *waiting]
    return found


def place(change: Transaction, order: Sequence[int]) -> None:
    """Give siblings the positions of this order, inside a transaction."""
    for position, element_id in enumerate(order, 1):
        change.update("element", element_id, {"position": position})


def _named(element: Element) -> str:
    return f"{element.code} {element.name}".strip()


def _depth_below(plan: Plan, parent_id: int | None) -> int:
    return 0 if parent_id is None else plan.level_of(element_of(plan, parent_id)).depth + 1


def _level_at(plan: Plan, depth: int) -> Level:
    for level in plan.levels:
        if level.depth == depth:
            return level
    raise PersonError(
        "level.none_below",
        message("The plan has no level below this one."),
        remedy=message("Add a level to the plan first, or choose a place further up."),
    )


def _relevel(change: Transaction, plan: Plan, element: Element, by: int) -> None:
    """Take a branch to other levels; raise `PersonError` when it would reach below the last."""
    if not by:
        return
    waiting = [element]
    while waiting:
        one = waiting.pop()
        level = _level_at(plan, plan.level_of(one).depth + by)
        change.update("element", one.id, {"level_id": level.id})
        waiting.extend(plan.children(one.id))


def _refuse_cycle(plan: Plan, moved: Sequence[Element], parent_id: int | None) -> None:
    if parent_id is None:
        return
    parent = element_of(plan, parent_id)
    above = {parent.id, *(one.id for one in plan.ancestors(parent))}
    for element in moved:
        if element.id in above:
            raise PersonError(
                "tree.cycle",
                message("{name} cannot be put below itself.", name=_named(element)),
                remedy=message("Choose a place outside of it."),
            )


def _recode(
    change: Transaction, changed: Mapping[int, tuple[str, str]], until_year: int | None
) -> None:
    held = {
        (row["element_id"], row["code"]): row["id"]
        for row in change.database.rows("SELECT id, element_id, code FROM element_alias")
    }
    for element_id, (before, after) in changed.items():
        change.update("element", element_id, {"code": after})
        if (element_id, after) in held:
            # What it is called now is no old code any more.
            change.delete("element_alias", held[element_id, after])
        if not before:
            continue
        if (element_id, before) in held:
            change.update("element_alias", held[element_id, before], {"until_year": until_year})
        else:
            row = {"element_id": element_id, "code": before, "until_year": until_year}
            change.insert("element_alias", row)


def _refuse_held(held: Container[str], codes: Iterable[str]) -> None:
    for code in codes:
        if code and code in held:
            raise _taken(code)


def _taken(code: str) -> PersonError:
    return PersonError(
        "code.taken",
        message("The code {code} is taken already.", code=code),
        remedy=message("Choose another code, or renumber."),
    )

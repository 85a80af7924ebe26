"""Where the arrow keys take elements: past a neighbour, and from the edge to the next parent."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.plan.structure import Element, Plan
from workbench.records import record


@record
class Move:
    """Elements that go below a parent, to a position among the siblings that stay (None: last)."""

    ids: tuple[int, ...]
    parent_id: int | None
    position: int | None


def beyond(plan: Plan, element_ids: Sequence[int], by: int) -> Move | None:
    """Return the move of elements one place up (-1) or down (1).

    At the edge they go to the parent's neighbour; None at the end of the plan, or where the
    elements do not have the same parent.
    """
    chosen = [element for element in plan.elements if element.id in set(element_ids)]
    if not chosen or len({element.parent_id for element in chosen}) > 1:
        return None
    ids = tuple(element.id for element in chosen)
    siblings = [one.id for one in plan.children(chosen[0].parent_id)]
    places = [siblings.index(one) for one in ids]
    edge = min(places) if by < 0 else max(places)
    staying_before = sum(one not in ids for one in siblings[:edge])
    position = staying_before + by
    if 0 <= position <= len(siblings) - len(ids):
        return Move(ids, chosen[0].parent_id, position)
    return _to_next_parent(plan, chosen[0], ids, by)


def _to_next_parent(plan: Plan, element: Element, ids: tuple[int, ...], by: int) -> Move | None:
    if element.parent_id is None:
        return None
    parents = plan.at_depth(plan.level_of(element).depth - 1)
    at = [parent.id for parent in parents].index(element.parent_id) + by
    if not 0 <= at < len(parents):
        return None
    return Move(ids, parents[at].id, None if by < 0 else 0)

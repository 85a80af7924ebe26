"""Copying a branch of the tree: its words, indicators, themes and initiatives, not its results."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.operations.lookups import between
from workbench.operations.structure import CodesTaken, element_of, next_code, place
from workbench.plan.codes import code_from
from workbench.plan.structure import Element, Plan
from workbench.store.database import Database
from workbench.store.journal import Outcome, Transaction, transaction
from workbench.store.queries import load_branches

#: The columns of an element that its copy has too.
_TEXTS = ("name", "description", "department", "joint_departments", "colour")


def copy_branch(database: Database, element_id: int, position: int | None = None) -> Outcome:
    """Copy an element with everything below it beside itself, at a position (None: the end).

    Indicators come with their baselines and targets, initiatives without their cost; results
    and evaluations stay with the original. Every copy gets the next free code of its level.
    Raises `PersonError` when the element is gone.
    """
    plan = load_branches(database, [element_id])
    original = element_of(plan, element_id)
    code = next_code(plan, original.parent_id, CodesTaken(database))
    siblings = [element.id for element in plan.children(original.parent_id)]
    details: dict[str, object] = {
        "name": f"{original.code} {original.name}".strip(),
        "code": code,
    }
    with transaction(database, "element.copy", details) as change:
        copying = _Copying(change, plan)
        made = copying.copy(original, original.parent_id, code, len(siblings) + 1)
        details["made"] = made
        details["elements"] = copying.count
        place(change, between(siblings, [made], position))
    return change.outcome


class _Copying:
    """Copies a branch element by element, from the top."""

    def __init__(self, change: Transaction, plan: Plan) -> None:
        self._change = change
        self._plan = plan
        # A branch may be large: the codes are read once for all of it.
        self._taken = {row["code"] for row in change.database.rows("SELECT code FROM element")}
        self.count = 0

    def copy(self, element: Element, parent_id: int | None, code: str, position: int) -> int:
        row = {
            "parent_id": parent_id,
            "level_id": element.level_id,
            "position": position,
            "code": code,
            **{name: getattr(element, name) for name in _TEXTS},
        }
        made = self._change.insert("element", row)
        self.count += 1
        self._copy_indicators(element.id, made)
        self._copy_rows("theme_link", element.id, made)
        self._copy_rows("element_sdg", element.id, made)
        self._copy_initiatives(element.id, made)
        above = self._codes_above(element, code)
        for number, child in enumerate(self._plan.children(element.id), 1):
            self.copy(child, made, self._free_code(child, number, above), number)
        return made

    def _free_code(self, element: Element, number: int, above: Mapping[int, str]) -> str:
        """Return the code of a place, or the next one where the level numbers throughout."""
        pattern = self._plan.level_of(element).numbering
        while (code := code_from(pattern, number, above)) in self._taken:
            number += 1
        self._taken.add(code)
        return code

    def _codes_above(self, element: Element, code: str) -> Mapping[int, str]:
        """Return depth to code for what stands above the children of a copy."""
        depth = self._plan.level_of(element).depth
        above = {self._plan.level_of(one).depth: one.code for one in self._plan.ancestors(element)}
        return {**above, depth: code}

    def _copy_indicators(self, element_id: int, copy_id: int) -> None:
        for old, new in self._copy_rows("indicator", element_id, copy_id).items():
            rows = self._change.database.rows(
                "SELECT * FROM indicator_value WHERE indicator_id = ? AND role <> 'actual'", [old]
            )
            self._change.insert_many(
                "indicator_value",
                [{**_without_id(row), "indicator_id": new} for row in map(dict, rows)],
            )

    def _copy_initiatives(self, element_id: int, copy_id: int) -> None:
        for old, new in self._copy_rows("initiative", element_id, copy_id).items():
            rows = self._change.database.rows(
                "SELECT theme_id FROM initiative_theme WHERE initiative_id = ?", [old]
            )
            self._change.insert_many(
                "initiative_theme",
                [{"initiative_id": new, "theme_id": row["theme_id"]} for row in rows],
            )

    def _copy_rows(self, table: str, element_id: int, copy_id: int) -> dict[int, int]:
        """Copy the rows of a table that hang on an element; return old id to new."""
        rows = self._change.database.rows(
            f"SELECT * FROM {table} WHERE element_id = ? ORDER BY id",
            [element_id],
        )
        new = self._change.insert_many(
            table, [{**_without_id(dict(row)), "element_id": copy_id} for row in rows]
        )
        return dict(zip((row["id"] for row in rows), new, strict=True))


def _without_id(row: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != "id"}

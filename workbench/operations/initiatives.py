"""実施計画: the initiatives under a measure, their cost by year and source, their themes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations import years
from workbench.operations.lookups import (
    BY_HAND,
    label,
    move_rows,
    needed_name,
    next_position,
)
from workbench.plan.departments import departments_of
from workbench.plan.initiatives import Cost, CostKind, CostTotal, FundSource, Initiative, total_of
from workbench.plan.structure import Plan
from workbench.store.database import Database
from workbench.store.journal import Outcome, transaction
from workbench.store.queries import load_costs, load_initiative_themes, load_initiatives

Key = TypeVar("Key")

_INITIATIVE = message("An initiative")

#: The amounts of a cost that a person sets, thousand yen.
AMOUNTS = (*(source.value for source in FundSource), "stated_total", "personnel")


def add_initiative(
    database: Database,
    element_id: int,
    name: str,
    *,
    code: str = "",
    first_year: int | None = None,
    last_year: int | None = None,
) -> Outcome:
    """Add an initiative at the end of a measure's.

    Raises `PersonError` for an empty name and for years that end before they begin.
    """
    owner = label(database, "element", element_id)
    name = needed_name(name, _INITIATIVE)
    _require_years(first_year, last_year)
    details: dict[str, object] = {"owner": owner, "name": name}
    row = {
        "element_id": element_id,
        "position": next_position(database, "initiative", {"element_id": element_id}),
        "code": code.strip(),
        "name": name,
        "first_year": first_year,
        "last_year": last_year,
    }
    with transaction(database, "initiative.add", details) as change:
        details["made"] = change.insert("initiative", row)
    return change.outcome


def set_running_years(
    database: Database, initiative_id: int, first_year: int | None, last_year: int | None
) -> Outcome:
    """Set from when to when an initiative runs; None leaves an end open."""
    _require_years(first_year, last_year)
    owner = label(database, "initiative", initiative_id)
    details = {"owner": owner, "first": first_year, "last": last_year}
    with transaction(database, "initiative.years", details) as change:
        row = {"first_year": first_year, "last_year": last_year}
        change.update("initiative", initiative_id, row)
    return change.outcome


def move_initiatives(
    database: Database, initiative_ids: Sequence[int], element_id: int, position: int | None
) -> Outcome:
    """Move initiatives to a measure, together, at a position among its others (None: the end)."""
    return move_rows(database, "initiative", initiative_ids, element_id, position)


def delete_initiatives(database: Database, initiative_ids: Sequence[int]) -> Outcome:
    """Delete initiatives with their cost; raise `PersonError` for cost of a closed year."""
    names = [label(database, "initiative", one) for one in initiative_ids]
    years.require_no_closed_costs(database, initiative_ids)
    with transaction(database, "initiative.delete", {"names": names}) as change:
        for one in dict.fromkeys(initiative_ids):
            change.delete("initiative", one)
    return change.outcome


def set_cost(
    database: Database,
    initiative_id: int,
    fiscal_year: int,
    kind: CostKind,
    amounts: Mapping[str, int | None],
) -> Outcome:
    """Set amounts of an initiative's budget or settlement, thousand yen; the others stay.

    None means not known. Raises `PersonError` when an amount is negative, when the 事業費 that
    is stated is not the sum of the sources, and in a closed year; `ValueError` for an amount
    that is none of `AMOUNTS`.
    """
    unknown = amounts.keys() - set(AMOUNTS)
    if unknown:
        raise ValueError(f"no amounts {sorted(unknown)}")
    years.require_open(database, [fiscal_year])
    owner = label(database, "initiative", initiative_id)
    key = {"initiative_id": initiative_id, "fiscal_year": fiscal_year, "kind": kind.value}
    held = database.row(
        "SELECT * FROM initiative_cost WHERE initiative_id = ? AND fiscal_year = ? AND kind = ?",
        list(key.values()),
    )
    before = {name: held[name] if held else None for name in AMOUNTS}
    after = {**before, **amounts}
    require_sound(Cost(0, initiative_id, fiscal_year, kind).with_amounts(after), owner)
    changes = [[name, before[name], after[name]] for name in AMOUNTS if before[name] != after[name]]
    details = {"owner": owner, "year": fiscal_year, "kind": kind.value, "changes": changes}
    with transaction(database, "cost.set", details) as change:
        if held is None:
            change.insert("initiative_cost", {**key, **after})
        else:
            change.update("initiative_cost", held["id"], {**after, **(BY_HAND if changes else {})})
    return change.outcome


def require_sound(cost: Cost, place: str) -> None:
    """Raise `PersonError` for a negative amount or a 事業費 that its sources do not add up to."""
    amounts = (*cost.by_source().values(), cost.stated_total, cost.personnel)
    if any(amount is not None and amount < 0 for amount in amounts):
        raise PersonError(
            "cost.negative",
            message("An amount cannot be negative."),
            remedy=message("Type the amount without a sign, or leave it empty if it is unknown."),
            place=place,
        )
    if cost.gap:
        raise PersonError(
            "cost.sum",
            message(
                "The total cost of {total} is not the sum of its sources, {sum} (thousand yen).",
                total=f"{cost.stated_total:,}",
                sum=f"{cost.known_sources:,}",
            ),
            remedy=message("Correct the total or the sources, or leave the total empty."),
            place=place,
        )


def set_initiative_themes(
    database: Database, initiative_id: int, theme_ids: Iterable[int]
) -> Outcome:
    """Count an initiative towards these themes and no others."""
    owner = label(database, "initiative", initiative_id)
    wanted = dict.fromkeys(theme_ids)
    names = [label(database, "theme", theme_id) for theme_id in wanted]
    held = {
        row["theme_id"]: row["id"]
        for row in database.rows(
            "SELECT id, theme_id FROM initiative_theme WHERE initiative_id = ?", [initiative_id]
        )
    }
    details = {"owner": owner, "names": names}
    with transaction(database, "initiative.themes", details) as change:
        for theme_id in held.keys() - wanted.keys():
            change.delete("initiative_theme", held[theme_id])
        for theme_id in wanted:
            if theme_id not in held:
                row = {"initiative_id": initiative_id, "theme_id": theme_id}
                change.insert("initiative_theme", row)
    return change.outcome


@dataclass(frozen=True)
class CostTable:
    """Cost of one fiscal year and kind, added up four ways.

    An initiative of two themes, or of two departments, counts in full in each of them.
    """

    by_element: Mapping[int, CostTotal]
    by_theme: Mapping[int, CostTotal]
    by_department: Mapping[str, CostTotal]
    whole: CostTotal


def cost_table(
    database: Database, plan: Plan, fiscal_year: int, kind: CostKind = CostKind.BUDGET
) -> CostTable:
    """Return the 事業費 of a year by element (with all below it), theme and department.

    An initiative that runs in the year and has no cost recorded is counted as not known.
    """
    return cost_tables(database, plan, [fiscal_year], [kind])[fiscal_year, kind]


def cost_tables(
    database: Database,
    plan: Plan,
    fiscal_years: Iterable[int],
    kinds: Sequence[CostKind] = tuple(CostKind),
) -> dict[tuple[int, CostKind], CostTable]:
    """Return the 事業費 of several years, of budget and settlement, each as `cost_table` does."""
    initiatives = load_initiatives(database)
    costs = {
        (cost.initiative_id, cost.fiscal_year, cost.kind): cost for cost in load_costs(database)
    }
    themes: dict[int, list[int]] = {}
    for link in load_initiative_themes(database):
        themes.setdefault(link.initiative_id, []).append(link.theme_id)

    def with_above(initiative: Initiative) -> list[int]:
        element = plan.element(initiative.element_id)
        return [element.id, *(above.id for above in plan.ancestors(element))]

    def table(fiscal_year: int, kind: CostKind) -> CostTable:
        running = [one for one in initiatives if one.runs_in(fiscal_year)]

        def cost_of(initiative: Initiative) -> Cost:
            held = costs.get((initiative.id, fiscal_year, kind))
            return held or Cost(0, initiative.id, fiscal_year, kind)

        return CostTable(
            _summed(running, with_above, cost_of),
            _summed(running, lambda one: themes.get(one.id, []), cost_of),
            _summed(running, departments_of, cost_of),
            total_of(map(cost_of, running)),
        )

    return {(year, kind): table(year, kind) for year in fiscal_years for kind in kinds}


def _summed(
    initiatives: Iterable[Initiative],
    keys: Callable[[Initiative], Iterable[Key]],
    cost_of: Callable[[Initiative], Cost],
) -> dict[Key, CostTotal]:
    held: dict[Key, list[Cost]] = {}
    for initiative in initiatives:
        for key in keys(initiative):
            held.setdefault(key, []).append(cost_of(initiative))
    return {key: total_of(costs) for key, costs in held.items()}


def _require_years(first_year: int | None, last_year: int | None) -> None:
    if first_year is not None and last_year is not None and last_year < first_year:
        raise PersonError(
            "initiative.years",
            message("An initiative cannot end before it begins."),
            remedy=message("Correct its first or its last year."),
        )

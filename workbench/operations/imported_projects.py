"""Projects of a workbook and what they cost: those the plan has, and writing what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbench.exchange.changes import WRITING, Change
from workbench.exchange.projects import Project, ProjectChange, ProjectYear, ProjectYearChange
from workbench.exchange.proposals import ImportProposal
from workbench.operations import years
from workbench.operations.departments import remember
from workbench.operations.import_cells import cell_columns, changed_meanwhile
from workbench.operations.lookups import next_position
from workbench.plan.initiatives import Cost, FundSource
from workbench.store import queries
from workbench.store.database import Database
from workbench.store.journal import Row, Transaction


def projects_of(database: Database) -> tuple[Project, ...]:
    """Return the initiatives of the plan, with their cost, as workbooks describe them."""
    costs: dict[int, list[ProjectYear]] = {}
    for cost in queries.load_costs(database):
        if (year := _year(cost)) is not None:
            costs.setdefault(cost.initiative_id, []).append(year)
    return tuple(
        Project(
            code=one.code,
            name=one.name,
            element_id=one.element_id,
            department=one.department,
            first_year=one.first_year,
            last_year=one.last_year,
            description=one.summary,
            years=tuple(costs.get(one.id, ())),
            provenance=one.provenance,
            id=one.id,
        )
        for one in queries.load_initiatives(database)
    )


def _year(cost: Cost) -> ProjectYear | None:
    """Return a cost as workbooks have it, None for one in which nothing is known yet."""
    amounts = {source: amount for source, amount in cost.by_source().items() if amount is not None}
    if not amounts and cost.stated_total is None and cost.personnel is None:
        return None
    return ProjectYear(
        cost.fiscal_year, amounts, cost.total, cost.personnel, cost.provenance, cost.kind
    )


def write_projects(change: Transaction, proposal: ImportProposal, source_id: int) -> None:
    """Write projects and money that are new or changed, inside a transaction.

    Raises `PersonError` when the plan has changed since the comparison, and in a closed year.
    """
    writing = [one for one in proposal.project_years if one.change in WRITING]
    years.require_open(change.database, {one.new.fiscal_year for one in writing})
    ids = dict(_write_all(change, proposal.projects, source_id))
    held = {
        (cost.initiative_id, cost.fiscal_year, cost.kind): cost
        for cost in queries.load_costs(change.database)
    }
    added: list[Row] = []
    for one in proposal.project_years:
        initiative_id = ids.get(_key(one.project))
        if initiative_id is None:
            continue
        stands = held.get((initiative_id, one.new.fiscal_year, one.new.kind))
        _require_unchanged(stands, one)
        row = {**_cost_row(one.new), **cell_columns(one.new.provenance, source_id)}
        if stands is None:
            key = {
                "initiative_id": initiative_id,
                "fiscal_year": one.new.fiscal_year,
                "kind": one.new.kind.value,
            }
            added.append({**key, **row})
        elif one.change in WRITING or is_confirmed(one):
            change.update("initiative_cost", stands.id, row)
    change.insert_many("initiative_cost", added)


def is_confirmed(one: ProjectYearChange) -> bool:
    """Tell whether the file holds the same money, and the plan does not know its cell yet."""
    return one.change is Change.SAME and one.old is not None and one.old.provenance is None


def _write_all(
    change: Transaction, projects: tuple[ProjectChange, ...], source_id: int
) -> Iterator[tuple[tuple[int, str, str], int]]:
    """Write the projects; yield the id of each initiative."""
    remember(change, *{one.new.department for one in projects if one.change in WRITING})
    positions: dict[int, int] = {}
    for one in projects:
        row = {
            "code": one.new.code,
            "name": one.new.name,
            "department": one.new.department,
            "summary": one.new.description,
            "first_year": one.new.first_year,
            "last_year": one.new.last_year,
            **cell_columns(one.new.provenance, source_id),
        }
        if one.old is None:
            element_id = one.new.element_id
            if element_id is None:
                continue
            if element_id not in positions:
                below = {"element_id": element_id}
                positions[element_id] = next_position(change.database, "initiative", below)
            place = {"element_id": element_id, "position": positions[element_id]}
            positions[element_id] += 1
            yield _key(one.new), change.insert("initiative", {**place, **row})
            continue
        if one.change in WRITING:
            try:
                change.update("initiative", one.old.id, row)
            except KeyError as error:
                raise changed_meanwhile() from error
        yield _key(one.new), one.old.id


def _key(project: Project) -> tuple[int, str, str]:
    return project.id, project.code, project.name


def _require_unchanged(stands: Cost | None, one: ProjectYearChange) -> None:
    held = _year(stands) if stands is not None else None
    if (held is None) != (one.old is None) or (
        held and one.old and _cost_row(held) != _cost_row(one.old)
    ):
        raise changed_meanwhile()


def _cost_row(year: ProjectYear) -> Mapping[str, object]:
    return {
        **{source.value: year.amounts.get(source) for source in FundSource},
        "stated_total": year.stated_total,
        "personnel": year.personnel,
    }

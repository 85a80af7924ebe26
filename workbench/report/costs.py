"""What the initiatives under a measure cost, as the table of a sheet; thousands of yen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.plan.departments import departments_of, join_departments
from workbench.plan.fiscal_years import short_year
from workbench.plan.initiatives import Cost, CostKind, FundSource, Initiative
from workbench.plan.structure import Element
from workbench.plan.values import SIGNS, Kind, format_number
from workbench.report.document import Content, Document
from workbench.report.records import COST_KINDS, FUND_SOURCES

#: A year and whether it is its budget or its settlement.
Column = tuple[int, CostKind]

#: As many of them as stand beside the name of an initiative.
MOST_COLUMNS = 4

#: What marks a sum that lacks an amount nobody knows yet.
PARTIAL = "※"


def cost_table(document: Document, measure: Element) -> Content | None:
    """Return the initiatives with their costs, and the sums by source; None without initiatives.

    The columns are the budgets and settlements recorded nearest to the fiscal year at hand.
    """
    initiatives = document.initiatives_of(measure)
    if not initiatives:
        return None
    costs = [cost for one in initiatives for cost in document.costs_of(one.id)]
    columns = _columns(costs, document.edition.fiscal_year)
    return {
        "columns": [f"{short_year(year)}{COST_KINDS[kind]}" for year, kind in columns],
        "rows": [_row(document, one, columns) for one in initiatives],
        "sources": [*FUND_SOURCES.values(), "事業費", "人件費"],
        "sums": [
            {
                "name": f"{short_year(year)}年度{COST_KINDS[kind]}",
                "amounts": list(_sums(_in(costs, (year, kind)))),
            }
            for year, kind in columns
        ],
        "partial": PARTIAL if any(None in cost.by_source().values() for cost in costs) else "",
    }


def _columns(costs: Sequence[Cost], fiscal_year: int) -> list[Column]:
    held = {(cost.fiscal_year, cost.kind) for cost in costs}
    nearest = sorted(held, key=lambda column: (abs(column[0] - fiscal_year), -column[0]))
    order = [*CostKind]
    return sorted(nearest[:MOST_COLUMNS], key=lambda column: (column[0], order.index(column[1])))


def _row(document: Document, initiative: Initiative, columns: Sequence[Column]) -> Content:
    costs = document.costs_of(initiative.id)
    return {
        "code": initiative.code,
        "name": initiative.name,
        "summary": initiative.summary,
        "department": join_departments(departments_of(initiative)),
        "amounts": [_amount([cost.total for cost in _in(costs, column)]) for column in columns],
    }


def _in(costs: Iterable[Cost], column: Column) -> list[Cost]:
    return [cost for cost in costs if (cost.fiscal_year, cost.kind) == column]


def _sums(costs: Sequence[Cost]) -> Iterable[str]:
    """Yield the sum of each source, of the 事業費 and of the 人件費."""
    for source in FundSource:
        yield _amount([cost.by_source()[source] for cost in costs])
    yield _amount([cost.total for cost in costs])
    yield _amount([cost.personnel for cost in costs])


def _amount(amounts: Sequence[int | None]) -> str:
    """Return the sum of what is known: － of nothing, … when nothing is known."""
    known = [amount for amount in amounts if amount is not None]
    if not amounts:
        return SIGNS[Kind.NONE]
    if not known:
        return SIGNS[Kind.UNKNOWN]
    mark = PARTIAL if len(known) < len(amounts) else ""
    return f"{mark}{format_number(sum(known), 0)}"

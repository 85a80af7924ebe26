"""Goes through the rows of a sheet that came back and hands each to what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.exchange.answers import Running
from workbench.exchange.layouts.round_trip import Returned, ReturnedRow
from workbench.exchange.origins import Origin
from workbench.exchange.returning.costs import add_costs
from workbench.exchange.returning.evaluations import EvaluationRows
from workbench.exchange.returning.gathered import Gathering, ReturnedDifferences
from workbench.exchange.returning.indicators import actuals_of, add_results
from workbench.exchange.templates.marks import RowKind
from workbench.language import Message, message
from workbench.plan.structure import IndicatorValue, Plan


def compare_returned(
    returned: Returned,
    plan: Plan,
    held_values: Sequence[IndicatorValue],
    running: Running,
    origin: Origin,
) -> ReturnedDifferences:
    """Return what the filled-in cells of a sheet change in the plan.

    Rows of another plan, of parts that are gone and of closed years are kept out and stand as
    findings that need a decision.
    """
    gathering = Gathering(returned, running, origin)
    gathering.add_findings(returned.findings)
    indicators = {one.id: one for one in plan.indicators}
    elements = {one.id: one for one in plan.elements}
    initiatives = {one.id: one for one in running.initiatives}
    actuals = actuals_of(held_values)
    costs = {(one.initiative_id, one.fiscal_year, one.kind): one for one in running.costs}
    evaluations = EvaluationRows(gathering)
    for row in returned.rows:
        key = row.mark.key
        if not row.mark.is_of_plan(running.plan_id):
            _keep_out(gathering, row, "row.other_plan", message("The row is of another plan."))
        elif key.kind is RowKind.INDICATOR and key.id in indicators:
            add_results(gathering, row, indicators[key.id], actuals)
        elif key.kind is RowKind.EVALUATION and key.id in elements:
            evaluations.add(row)
        elif key.kind is RowKind.INITIATIVE and key.id in initiatives:
            add_costs(gathering, row, initiatives[key.id], costs)
        else:
            _keep_out(gathering, row, "row.gone", message("This is not in the plan any more."))
    evaluations.finish(elements)
    return gathering.found


def _keep_out(gathering: Gathering, row: ReturnedRow, code: str, what: Message) -> None:
    """Say that a row is kept out, if anything was filled in."""
    sheet = gathering.returned.sheet
    columns = gathering.returned.columns.values()
    if any(sheet.text(row.row, column).strip() for column in columns):
        gathering.refuse(row.spot, code, what, message("Send the department a new template."))

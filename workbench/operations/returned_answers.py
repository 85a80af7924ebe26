"""Writes what departments answered in a template: evaluations, and cost of initiatives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from workbench.exchange.answers import Answer, AnswerTo, Running
from workbench.exchange.changes import WRITING
from workbench.operations import years
from workbench.operations.evaluations import now
from workbench.operations.import_cells import changed_meanwhile
from workbench.operations.schemes import scheme_of
from workbench.plan.structure import Profile
from workbench.store import queries
from workbench.store.database import Database
from workbench.store.journal import Row, Transaction, person
from workbench.store.queries.running import cost_of

_TABLES = {
    AnswerTo.EVALUATION: ("evaluation", "element_id"),
    AnswerTo.COST: ("initiative_cost", "initiative_id"),
}
#: What an empty answer of a text is in the file; a course that is not chosen is NULL.
_EMPTY_TEXT = ""


def running_of(database: Database, profile: Profile) -> Running:
    """Return what the plan holds of its running years, for comparing a template with it."""
    span = range(profile.first_year - 1, profile.last_year + 2)
    return Running(
        plan_id=queries.load_settings(database).get("plan_id", ""),
        evaluations=queries.load_evaluations(database),
        initiatives=queries.load_initiatives(database),
        costs=queries.load_costs(database),
        grades={year: scheme_of(database, year).grades for year in span},
        closed_years=years.closed_years(database),
        old_codes=queries.load_aliases(database),
    )


def write_answers(change: Transaction, answers: Iterable[Answer], source_id: int) -> None:
    """Write the answers that are new or changed, inside a transaction; who and when are noted.

    `source_id` is the workbook's source: each row keeps the cells it was written from.

    Raises `PersonError` when the plan has changed since the difference was shown, and in a
    closed year.
    """
    grouped: dict[tuple[AnswerTo, int, int, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.change in WRITING:
            row = (answer.about, answer.owner_id, answer.fiscal_year, answer.part)
            grouped[row].append(answer)
    years.require_open(change.database, {year for _about, _id, year, _part in grouped})
    for (about, owner_id, fiscal_year, part), group in grouped.items():
        key: dict[str, object] = {_TABLES[about][1]: owner_id, "fiscal_year": fiscal_year}
        if about is AnswerTo.COST:
            key["kind"] = part
        new: dict[str, object] = {answer.field: answer.new for answer in group}
        if about is AnswerTo.EVALUATION:
            new |= {"who": person(), "at": now()}
        new |= _came_from(group, source_id)
        _write(change, about, key, new, group)


def _came_from(answers: Sequence[Answer], source_id: int) -> Row:
    """Return the columns that say in which cells the answers stand."""
    cells = list(dict.fromkeys(answer.provenance.cell for answer in answers))
    return {
        "source_id": source_id,
        "sheet": answers[0].provenance.sheet,
        "cell": "、".join(cells),
        "original": answers[0].provenance.original if len(cells) == 1 else "",
    }


def _write(
    change: Transaction, about: AnswerTo, key: Row, new: Row, answers: Iterable[Answer]
) -> None:
    table = _TABLES[about][0]
    where = " AND ".join(f"{column} = ?" for column in key)
    held = change.database.row(
        f"SELECT * FROM {table} WHERE {where}",
        list(key.values()),
    )
    for answer in answers:
        stands = held[answer.field] if held is not None else None
        if (stands if stands != _EMPTY_TEXT else None) != answer.old:
            raise changed_meanwhile()
    if held is None:
        change.insert(table, {**key, **new})
        return
    if about is AnswerTo.COST and held["stated_total"] is not None:
        amounts = {one.field: one.new for one in answers if not isinstance(one.new, str)}
        after = cost_of(held).with_amounts(amounts)
        # A total that was stated with other sources no longer holds; theirs is the sum.
        new = {**new, "stated_total": None} if after.gap else new
    change.update(table, held["id"], new)

"""Writes the headship rates of a workbook, each with the cell it stands in."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.exchange.changes import WRITING
from workbench.exchange.headship_changes import HeadshipChange
from workbench.operations.import_cells import cell_columns, changed_meanwhile
from workbench.operations.population_headship import load_headship, put_headship
from workbench.operations.population_sets import CameFrom, workbook_source
from workbench.population.headship import HeadshipRate, HeadshipRates
from workbench.store.journal import Row, Transaction

Key = tuple[int, str, int | None]


def write_headship(change: Transaction, changes: Sequence[HeadshipChange]) -> None:
    """Write the rates of whole years inside a transaction.

    Years that the plan holds and the workbook does not stay where their ages are the same, and
    go where they are others. Raises `PersonError` when the plan has changed since the comparison.
    """
    if not any(one.change in WRITING for one in changes):
        return
    held = load_headship(change.database)
    known = {_key(rate): rate for rate in (held.rates.rates() if held else ())}
    if any(known.get(_key(one.new)) != one.old for one in changes):
        raise changed_meanwhile()
    read = {_key(one.new): one for one in changes}
    years = {one.new.year for one in changes}
    new = HeadshipRates.of(one.new for one in changes)
    kept = [rate for rate in known.values() if rate.year not in years and rate.ages in new.spans]
    same_ages = held is not None and held.rates.spans == new.spans
    rates = HeadshipRates.of([*new.rates(), *(kept if same_ages else ())])
    first = changes[0].provenance
    source_id = workbook_source(change, CameFrom(first.title, first.sha256, changes[0].area))

    def came_from(rate: HeadshipRate) -> Row:
        one = read.get(_key(rate))
        return cell_columns(one.provenance, source_id) if one else {}

    put_headship(change, rates, came_from)


def _key(rate: HeadshipRate) -> Key:
    return rate.year, rate.sex, rate.ages.first

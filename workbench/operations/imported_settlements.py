"""Writes the accounts of a 決算カード, each figure with the cell it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.exchange.changes import WRITING
from workbench.exchange.settlements import SettlementChange
from workbench.operations.import_cells import cell_columns, changed_meanwhile
from workbench.plan.settlements import KEY_FIGURES, PARTS, Settlement
from workbench.store.journal import Row, Transaction
from workbench.store.queries import load_settlements


def write_settlements(
    change: Transaction, changes: Sequence[SettlementChange], source_id: int
) -> None:
    """Write the accounts that are new or changed, inside a transaction.

    Accounts that changed are written anew as a whole. Raises `PersonError` when the plan has
    changed since the comparison.
    """
    writing = [one for one in changes if one.change in WRITING]
    held = {
        (one.name, one.fiscal_year): one
        for one in (load_settlements(change.database) if writing else ())
    }
    for one in writing:
        if held.get((one.new.name, one.new.fiscal_year)) != one.old:
            raise changed_meanwhile()
        _write(change, one.new, source_id)


def _write(change: Transaction, new: Settlement, source_id: int) -> None:
    stands = change.database.row(
        "SELECT id FROM settlement WHERE body = ? AND fiscal_year = ?", [new.name, new.fiscal_year]
    )
    if stands is not None:
        change.delete("settlement", stands["id"])
    sheet = new.provenance.sheet if new.provenance else ""
    row = {
        "body": new.name,
        "fiscal_year": new.fiscal_year,
        "source_id": source_id,
        "sheet": sheet,
    }
    owner = change.insert("settlement", row)
    rows = ({"settlement_id": owner, **item} for item in _items(new, source_id))
    change.insert_many("settlement_item", rows)


def _items(new: Settlement, source_id: int) -> Iterator[Row]:
    for part in PARTS:
        for position, item in enumerate(getattr(new, part), 1):
            yield {
                "part": part,
                "position": position,
                "depth": item.depth,
                "name": item.name,
                "amount": item.amount,
                "last_year": None,
                **cell_columns(item.provenance, source_id),
            }
    for position, figure in enumerate(new.key_figures, 1):
        yield {
            "part": KEY_FIGURES,
            "position": position,
            "depth": 0,
            "name": figure.name,
            "amount": figure.this_year,
            "last_year": figure.last_year,
            **cell_columns(figure.provenance, source_id),
        }

"""The accounts of a year that stand in a plan file."""

from __future__ import annotations

from workbench.plan import settlements
from workbench.plan.settlements import AccountItem, KeyFigure, Settlement
from workbench.plan.structure import Provenance
from workbench.store.database import Database
from workbench.store.queries.sources import WITH_SOURCE, provenance


def load_settlements(database: Database) -> tuple[Settlement, ...]:
    """Return the accounts that were imported, by body and fiscal year."""
    items: dict[tuple[int, str], list[AccountItem]] = {}
    figures: dict[int, list[KeyFigure]] = {}
    ordered = " ORDER BY held.settlement_id, held.part, held.position"
    for row in database.rows(WITH_SOURCE.format(table="settlement_item") + ordered):
        owner, part, place = row["settlement_id"], row["part"], provenance(row)
        if part == settlements.KEY_FIGURES:
            figure = KeyFigure(row["name"], row["amount"], row["last_year"], place)
            figures.setdefault(owner, []).append(figure)
        else:
            item = AccountItem(row["name"], row["amount"] or 0.0, row["depth"], place)
            items.setdefault((owner, part), []).append(item)
    statement = """
        SELECT settlement.*, source.title, source.sha256, source.recorded_at, source.recorded_by
        FROM settlement LEFT JOIN source ON source.id = settlement.source_id
        ORDER BY body, fiscal_year
    """
    return tuple(
        Settlement(
            row["body"],
            row["fiscal_year"],
            revenue=tuple(items.get((row["id"], "revenue"), ())),
            by_nature=tuple(items.get((row["id"], "by_nature"), ())),
            by_purpose=tuple(items.get((row["id"], "by_purpose"), ())),
            key_figures=tuple(figures.get(row["id"], ())),
            provenance=Provenance(
                row["source_id"],
                row["title"],
                row["sha256"],
                row["sheet"],
                "",
                "",
                row["recorded_at"],
                row["recorded_by"],
            )
            if row["source_id"] is not None
            else None,
        )
        for row in database.rows(statement)
    )

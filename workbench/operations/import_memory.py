"""What the plan remembers of earlier imports: what columns mean, and what departments call things.

It is written inside the import that confirmed it, so that taking the import back forgets it, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import itemgetter

from workbench.exchange.guidance import Guidance, is_measure_alias
from workbench.exchange.mapping import (
    RESEMBLING,
    SheetMapping,
    confirmed,
    fingerprint,
    is_complete,
    resemblance,
)
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.tables import Table
from workbench.store.database import Database
from workbench.store.journal import Transaction


def with_memory(database: Database, guidance: Guidance) -> Guidance:
    """Return the guidance with what the plan remembers; what a person says now comes first."""
    return replace(
        guidance,
        aliases={**load_aliases(database), **guidance.aliases},
        remembered=tuple(dict.fromkeys((*guidance.remembered, *load_mappings(database)))),
    )


def load_mappings(database: Database) -> tuple[SheetMapping, ...]:
    """Return the mappings confirmed on earlier sheets, the newest first."""
    found: list[SheetMapping] = []
    for row in database.rows("SELECT mapping FROM import_mapping ORDER BY id DESC"):
        try:
            found.append(SheetMapping.from_json(row["mapping"]))
        except ValueError:
            # Written by a later program that knows more fields: it is asked again.
            continue
    return tuple(found)


def remembered_from(database: Database, table: Table) -> str:
    """Return the workbook on which the columns of a table like this one were confirmed."""
    own = fingerprint(table)
    rows = database.rows(
        "SELECT fingerprint, title FROM import_mapping JOIN source ON source.id = source_id"
        " ORDER BY import_mapping.id DESC"
    )
    likeness = [(resemblance(own, row["fingerprint"].split("\n")), row["title"]) for row in rows]
    return str(max(likeness, key=itemgetter(0), default=(0.0, ""))[1])


def load_aliases(database: Database) -> Mapping[str, int]:
    """Return what departments call measures and indicators: the id by its alias."""
    rows = database.rows("SELECT alias, coalesce(element_id, indicator_id) FROM import_alias")
    return {row[0]: row[1] for row in rows}


def remembers_more(database: Database, proposal: ImportProposal) -> bool:
    """Tell whether applying would make the plan remember something it does not know yet."""
    known = load_aliases(database)
    if any(known.get(alias) != held for alias, held in proposal.learned.items()):
        return True
    mappings = {
        row["fingerprint"]: row["mapping"]
        for row in database.rows("SELECT fingerprint, mapping FROM import_mapping")
    }
    return any(
        mappings.get(key) != mapping.to_json() for key, (_, mapping) in _confirmed(proposal).items()
    )


def remember(change: Transaction, proposal: ImportProposal, source_id: int) -> None:
    """Keep what was confirmed and decided on a workbook, inside its import's transaction."""
    for key, (sheet, mapping) in _confirmed(proposal).items():
        row = {"mapping": mapping.to_json(), "source_id": source_id, "sheet": sheet}
        _put(change, "import_mapping", "fingerprint", key, row)
    for alias, held in proposal.learned.items():
        measure = is_measure_alias(alias)
        row = {
            "element_id": held if measure else None,
            "indicator_id": None if measure else held,
            "source_id": source_id,
        }
        _put(change, "import_alias", "alias", alias, row)


def _put(change: Transaction, table: str, column: str, key: str, row: Mapping[str, object]) -> None:
    statement = f"SELECT id FROM {table} WHERE {column} = ?"
    held = change.database.row(statement, [key])
    if not key:
        return
    if held is None:
        change.insert(table, {column: key, **row})
    else:
        change.update(table, held["id"], row)


def _confirmed(proposal: ImportProposal) -> Mapping[str, tuple[str, SheetMapping]]:
    """Return the mappings to be kept, with their sheets, each under a key of its own.

    Of several tables with the same columns the first one's is kept under these; another that was
    confirmed otherwise is told apart by the row in which it begins.
    """
    found: dict[str, tuple[str, SheetMapping]] = {}
    for sheet, mapping in (*proposal.guidance.mappings, *_framed(proposal)):
        key = "\n".join(mapping.fingerprint)
        if not key or (mapping.left_out and _reads_one_like(proposal, sheet, mapping)):
            continue
        if key in found and found[key][1] != mapping:
            key = f"{key}\n@{mapping.first_row}"
        found.setdefault(key, (sheet, mapping))
    return found


def _framed(proposal: ImportProposal) -> Iterator[tuple[str, SheetMapping]]:
    """Yield what the tables give that a person framed without a word on their columns."""
    for view in proposal.views:
        said = proposal.guidance.tables.get(view.sheet.name, ())
        if len(said) != len(view.tables):
            continue
        for one, table in zip(said, view.tables, strict=True):
            if one.moved and one.mapping is None and is_complete(table.meanings):
                yield view.sheet.name, confirmed(table.table, table.meanings, shown=True)


def _reads_one_like(proposal: ImportProposal, sheet: str, left_out: SheetMapping) -> bool:
    """Tell whether a table is read that looks as one that is left out: next year both would be."""
    return any(
        table.layout and resemblance(fingerprint(table.table), left_out.fingerprint) >= RESEMBLING
        for view in proposal.views
        if view.sheet.name == sheet
        for table in view.tables
    )

"""Where figures come from: the source of a row, joined to it."""

from __future__ import annotations

import sqlite3

from workbench.plan import structure

#: A table with the source of each row; the row itself is called held.
WITH_SOURCE = """
    SELECT held.*, source.title, source.sha256, source.recorded_at, source.recorded_by
    FROM {table} AS held LEFT JOIN source ON source.id = held.source_id
"""


def provenance(row: sqlite3.Row) -> structure.Provenance | None:
    """Return where a figure comes from, None for one entered here."""
    if row["source_id"] is None:
        return None
    return structure.Provenance(
        row["source_id"],
        row["title"],
        row["sha256"],
        row["sheet"],
        row["cell"],
        row["original"],
        row["recorded_at"],
        row["recorded_by"],
    )

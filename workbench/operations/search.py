"""Searching every text of a plan file, and keeping the index in step with the plan."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workbench.plan.searching import Entry, Part, SearchIndex
from workbench.store.database import Database
from workbench.store.journal import Outcome


@dataclass(frozen=True)
class _Source:
    """Where the entries of a part come from: id, element id and texts, the title first."""

    table: str
    statement: str


_SOURCES: Mapping[Part, _Source] = {
    Part.ELEMENT: _Source(
        "element",
        "SELECT held.id, held.id, trim(code || ' ' || name), description, department,"
        " joint_departments FROM element AS held",
    ),
    Part.OLD_CODE: _Source(
        "element_alias",
        "SELECT held.id, element_id, held.code FROM element_alias AS held",
    ),
    Part.INDICATOR: _Source(
        "indicator",
        "SELECT held.id, element_id, name, unit, definition, source_note, department,"
        " joint_departments FROM indicator AS held",
    ),
    Part.VALUE: _Source(
        "indicator_value",
        "SELECT held.id, element_id, indicator.name, words FROM indicator_value AS held"
        " JOIN indicator ON indicator.id = indicator_id AND held.kind = 'words'",
    ),
    Part.THEME: _Source("theme", "SELECT held.id, NULL, name, aims FROM theme AS held"),
    Part.THEME_LINK: _Source(
        "theme_link",
        "SELECT held.id, element_id, theme.name, initiative FROM theme_link AS held"
        " JOIN theme ON theme.id = theme_id",
    ),
    Part.INITIATIVE: _Source(
        "initiative",
        "SELECT held.id, element_id, trim(code || ' ' || name), summary, department,"
        " joint_departments FROM initiative AS held",
    ),
    Part.EVALUATION: _Source(
        "evaluation",
        "SELECT held.id, element_id, fiscal_year || '年度', state, issue, cause, action,"
        " grade_reason FROM evaluation AS held"
        " WHERE state || issue || cause || action || grade_reason <> ''",
    ),
}


def build_index(database: Database) -> SearchIndex:
    """Return an index of every text of the plan.

    This reads the whole plan once; afterwards `refresh_index` follows its changes.
    """
    return SearchIndex(entry for part in Part for entry in _entries(database, part))


def refresh_index(index: SearchIndex, database: Database, outcome: Outcome) -> None:
    """Bring an index in step with what a step has changed."""
    touched: dict[str, list[int]] = {}
    for table, row_id in outcome.touched:
        touched.setdefault(table, []).append(row_id)
    for part, source in _SOURCES.items():
        ids = touched.get(source.table)
        if ids:
            index.drop(part, ids)
            index.put(_entries(database, part, ids))


def _entries(database: Database, part: Part, ids: list[int] | None = None) -> Iterator[Entry]:
    statement = _SOURCES[part].statement
    parameters: list[str] = []
    if ids is not None:
        joiner = "AND" if "WHERE" in statement else "WHERE"
        statement += f" {joiner} held.id IN (SELECT value FROM json_each(?))"
        parameters = [json.dumps(ids)]
    for row in database.rows(statement, parameters):
        texts = tuple(str(text) for text in tuple(row)[2:] if text)
        if texts:
            yield Entry(part, row[0], row[1], texts)

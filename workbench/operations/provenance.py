"""From a workbook to all figures it gave: where they stand, and in which cell they stood."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from workbench.errors import PersonError
from workbench.language import message, tr
from workbench.operations.row_words import row_name, table_name
from workbench.plan.values import Kind, Value, format_number
from workbench.store.database import Database
from workbench.store.translating import Row


@dataclass(frozen=True)
class ImportedSource:
    """A workbook that figures were taken from.

    `values` says how many of the plan's figures still come from it.
    """

    id: int
    title: str
    sha256: str
    recorded_at: str
    recorded_by: str
    values: int


@dataclass(frozen=True)
class SourcedValue:
    """A figure of the plan with the cell it stood in.

    Parameters
    ----------
    table, row_id
        Where it stands in the plan file.
    kind
        What it is, in words: value of an indicator.
    name
        What it is called, in words: 4-10 移住相談件数 令和5年度 実績値.
    value
        The figure as the plan holds it, in words.
    sheet, cell, original
        Where it stood, and the text that stood there.
    """

    table: str
    row_id: int
    kind: str
    name: str
    value: str
    sheet: str
    cell: str
    original: str


def _figure(number: Any) -> str:
    return "" if number is None else format_number(float(number))


def _indicator_value(row: Mapping[str, Any]) -> str:
    return Value(Kind(row["kind"]), row["number"], row["words"]).display()


def _cost(row: Mapping[str, Any]) -> str:
    if row["stated_total"] is not None:
        return _figure(row["stated_total"])
    sources = ("national", "prefectural", "bonds", "other", "general")
    return _figure(sum(row[name] or 0 for name in sources))


def _evaluation(row: Mapping[str, Any]) -> str:
    return " ".join(str(part) for part in (row["grade"], row["course"]) if part)


#: What holds figures with their cell, and how such a figure is put into words.
_HOLDING: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "indicator_value": _indicator_value,
    "vital_event": lambda row: _figure(row["number"]),
    "initiative": lambda row: str(row["name"]),
    "initiative_cost": _cost,
    "evaluation": _evaluation,
    "settlement_item": lambda row: _figure(row["amount"]),
    "headship_rate": lambda row: f"{format_number(row['share'] * 100, 1)} %",
}
#: What comes from a source as a whole; which cells it was read from stands in the source's note.
_WHOLE = ("population_set",)


def imported_sources(database: Database) -> tuple[ImportedSource, ...]:
    """Return the workbooks that figures were taken from, the newest first.

    A workbook taken in several times, or area by area, is one.
    """
    counts = " + ".join(
        f"(SELECT count(*) FROM {table} WHERE source_id = source.id)"
        for table in (*_HOLDING, *_WHOLE)
    )
    rows = database.rows(
        "SELECT min(id) AS id, title, sha256, max(recorded_at) AS recorded_at, recorded_by,"
        f" sum({counts}) AS held FROM source"
        " WHERE kind = 'workbook' GROUP BY title, sha256 ORDER BY max(id) DESC"
    )
    return tuple(
        ImportedSource(
            row["id"],
            row["title"],
            row["sha256"],
            row["recorded_at"],
            row["recorded_by"],
            row["held"],
        )
        for row in rows
    )


def values_of_source(database: Database, source_id: int) -> Iterator[SourcedValue]:
    """Yield every figure of the plan that a workbook gave, by what they are and by sheet."""

    def find(table: str, row_id: int) -> Row | None:
        held = database.row(f"SELECT * FROM {table} WHERE id = ?", [row_id])
        return None if held is None else dict(held)

    for table, shown in _HOLDING.items():
        rows = database.rows(
            f"SELECT * FROM {table} WHERE source_id IN ({_SAME_WORKBOOK}) ORDER BY sheet, id",
            [source_id],
        )
        for row in rows:
            held = dict(row)
            yield SourcedValue(
                table,
                row["id"],
                table_name(table),
                row_name(table, held, find),
                shown(held),
                row["sheet"],
                row["cell"],
                row["original"],
            )
    for table in _WHOLE:
        rows = database.rows(
            f"SELECT {table}.*, note FROM {table} JOIN source ON source.id = source_id"
            f" WHERE source_id IN ({_SAME_WORKBOOK}) ORDER BY {table}.id",
            [source_id],
        )
        for row in rows:
            sheet, _, cell = str(row["note"]).rpartition("!")
            name = row_name(table, dict(row), find)
            yield SourcedValue(table, row["id"], table_name(table), name, "", sheet, cell, "")


#: The ids of all sources that are the workbook that one of them is.
_SAME_WORKBOOK = """
    SELECT other.id FROM source AS one JOIN source AS other
    ON other.title = one.title AND other.sha256 = one.sha256 AND other.kind = one.kind
    WHERE one.id = ?
"""


#: How to find the element that a figure belongs to, by the table the figure stands in.
_ELEMENT = {
    "indicator_value": "SELECT element_id FROM indicator_value"
    " JOIN indicator ON indicator.id = indicator_id WHERE indicator_value.id = ?",
    "initiative": "SELECT element_id FROM initiative WHERE id = ?",
    "initiative_cost": "SELECT element_id FROM initiative_cost"
    " JOIN initiative ON initiative.id = initiative_id WHERE initiative_cost.id = ?",
    "evaluation": "SELECT element_id FROM evaluation WHERE id = ?",
}


def element_of(database: Database, value: SourcedValue) -> int | None:
    """Return the goal or measure that a figure belongs to; None for what belongs to the city."""
    statement = _ELEMENT.get(value.table)
    row = database.row(statement, [value.row_id]) if statement else None
    return None if row is None else int(row[0])


@dataclass(frozen=True)
class SourcesReport:
    """The workbooks of a plan; of those asked for, all their figures too."""

    sources: tuple[ImportedSource, ...]
    values: Mapping[int, tuple[SourcedValue, ...]]

    def as_text(self) -> Iterator[str]:
        """Yield the lines for a terminal."""
        for one in self.sources:
            yield tr(
                "{title}: {count} figures, taken in {at} by {who}",
                title=one.title,
                count=one.values,
                at=one.recorded_at,
                who=one.recorded_by,
            )
            for value in self.values.get(one.id, ()):
                place = f"{value.sheet}!{value.cell}" if value.sheet else value.cell
                yield f"  {place}「{value.original}」 {value.name} = {value.value}"

    def as_json(self) -> Mapping[str, object]:
        """Return everything as plain objects that JSON can hold."""
        listed: list[Mapping[str, object]] = []
        for one in self.sources:
            held = self.values.get(one.id)
            figures = {} if held is None else {"figures": [asdict(value) for value in held]}
            listed.append({**asdict(one), **figures})
        return {"workbooks": listed}


def sources_report(database: Database, of: str = "") -> SourcesReport:
    """Return the workbooks of a plan; `of` is the name or SHA-256 of one, with all its figures.

    Raises `PersonError` when no figure came from such a workbook.
    """
    sources = imported_sources(database)
    if not of:
        return SourcesReport(sources, {})
    asked = tuple(one for one in sources if one.title == of or one.sha256.startswith(of))
    if not asked:
        raise PersonError(
            "source.unknown",
            message("No figure of the plan came from {name}.", name=of),
            remedy=message("Leave --of out to see all workbooks."),
        )
    return SourcesReport(
        asked, {one.id: tuple(values_of_source(database, one.id)) for one in asked}
    )

"""How each table of a plan file stands in a folder of CSV, and what its rows are called there.

A file is called as its table is, in the plural. Its columns are those of the table, but for the
ids: a column that refers to another row holds what that row is called, so that a table can be
made by hand. What a row is called follows from its own columns: an element by its code, a theme
by its name, an indicator by its element and name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workbench.store.database import Database
from workbench.store.schema import PLAN_TABLES

#: What rows of a table are called by: choices of columns, the first that is filled in counts.
_CALLED_BY: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "source": (("key",), ("title",)),
    "level": (("depth",),),
    "element": (("code",),),
    "theme": (("name",),),
    "indicator": (("element", "name"),),
    "initiative": (("element", "name"),),
    "grading_scheme": (("key",),),
    "population_set": (("key",),),
    "scenario": (("name",),),
}

#: Files that are not called as their table with an s.
_FILES = {
    "area_households": "area_households",
    "element_alias": "element_aliases",
    "profile": "profile",
}

#: The table whose rows point to rows of any other, by its name and their id.
MARKS = "internal_mark"

#: Settings that belong to one plan file and not to its content.
OWN_SETTINGS = frozenset({"plan_id"})


@dataclass(frozen=True)
class Column:
    """A column of a file.

    `refers_to` is the table whose row it names, None for a plain one; `kind` is SQLite's type.
    """

    name: str
    column: str
    kind: str
    is_needed: bool
    refers_to: str | None = None


@dataclass(frozen=True)
class Table:
    """A table of the plan as a file of the folder."""

    table: str
    columns: tuple[Column, ...] = field(default=())

    @property
    def file(self) -> str:
        """Return the name of its file."""
        return f"{_FILES.get(self.table, f'{self.table}s')}.csv"

    def column(self, name: str) -> Column | None:
        """Return the column of this name in the file, None without one."""
        return next((column for column in self.columns if column.name == name), None)


def tables(database: Database) -> tuple[Table, ...]:
    """Return the tables of the plan, parents before children; marks may name any row."""
    ordered = sorted(PLAN_TABLES, key=lambda table: table == MARKS)
    return tuple(Table(table, tuple(_columns(database, table))) for table in ordered)


def _columns(database: Database, table: str) -> Iterable[Column]:
    references = {
        row["from"]: row["table"]
        for row in database.rows("SELECT * FROM pragma_foreign_key_list(?)", [table])
        if row["to"] == "id"
    }
    for row in database.rows("SELECT * FROM pragma_table_info(?)", [table]):
        name = row["name"]
        if name == "id":
            continue
        needed = bool(row["notnull"]) and row["dflt_value"] is None
        refers_to = references.get(name)
        shown = name.removesuffix("_id") if refers_to else name
        yield Column(shown, name, row["type"], needed, refers_to)


def names_of(table: str, rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Return what each row of a file is called, each name once.

    A row without a name of its own is called by its number in the file, as #3; a second one of
    the same name has #2 behind it.
    """
    names: list[str] = []
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        name = _own_name(table, row) or f"#{number}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} #{seen[name]}")
    return names


def _own_name(table: str, row: Mapping[str, str]) -> str:
    for columns in _CALLED_BY.get(table, ()):
        parts = [row.get(column, "").strip() for column in columns]
        if all(parts):
            return " ".join(parts)
    return ""

"""A plan as a folder of tidy CSV, out and in; what goes out comes in the same.

The journal stays behind: a folder is what a plan says, not how it came to.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from workbench.errors import PersonError
from workbench.exchange.formulas import guarded, unguarded
from workbench.language import message
from workbench.operations.csv_files import CsvRow, read_table, write_table
from workbench.operations.folder_tables import MARKS, OWN_SETTINGS, Column, Table, names_of, tables
from workbench.store.database import Database
from workbench.store.errors import from_system
from workbench.store.journal import Row, Transaction
from workbench.store.queries import load_tree
from workbench.store.schema import PLAN_TABLES

#: Columns that say what a row is; one that needs a text here cannot do with a blank.
_NAMES = frozenset({"name", "title", "municipality"})

#: Without these there is no plan.
_NEEDED = ("profile", "level", "element")


def write_folder(database: Database, folder: Path) -> None:
    """Write a plan as CSV into a folder that is new or empty; all of it or nothing.

    Raises `PersonError` when the folder holds something or the system refuses.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PersonError(
            "folder.not_empty",
            message("There is something in this folder already."),
            remedy=message("Choose a new or an empty folder."),
            place=str(folder),
        )
    beside = folder.with_name(f".{folder.name}.writing")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        for file, columns, rows in _files(database):
            write_table(beside / file, columns, rows)
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    except OSError as error:
        raise from_system(folder, error) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def read_folder(change: Transaction, folder: Path) -> None:
    """Fill an empty plan from a folder of CSV, inside a transaction.

    Only the profile, the levels and the elements are needed; an element's level follows from
    its place, and positions from the order of the rows, where these columns are missing.

    Raises `PersonError` naming file and line for what cannot be taken in.
    """
    known = {table.file: table for table in tables(change.database)}
    _refuse_unknown(folder, known)
    reading = _Reading(change)
    for file, table in known.items():
        path = folder / file
        if path.is_file():
            reading.read(table, path)
        elif table.table in _NEEDED:
            raise _missing_file(folder, file)
    _require_tree(change.database)


def _files(database: Database) -> Iterator[tuple[str, list[str], list[list[str]]]]:
    """Yield file name, columns and rows of every table that holds something."""
    names: dict[str, dict[int, str]] = {}
    for table in tables(database):
        held = _held_rows(database, table)
        if not held:
            continue
        ids = [row["id"] for row in held]
        cells = [
            {column.name: _written(row, column, names) for column in table.columns} for row in held
        ]
        names[table.table] = dict(zip(ids, names_of(table.table, cells), strict=True))
        if table.table == "element":
            _name_rows(cells, "parent", [names["element"].get(row["parent_id"]) for row in held])
        elif table.table == MARKS:
            marked = (names.get(row["table_name"], {}).get(row["row_id"]) for row in held)
            _name_rows(cells, "row_id", marked)
        rows = [[_guarded(table, name, text) for name, text in row.items()] for row in cells]
        yield table.file, [column.name for column in table.columns], rows


def _held_rows(database: Database, table: Table) -> list[sqlite3.Row]:
    rows = database.rows(f"SELECT * FROM {table.table} ORDER BY id")
    if table.table == "setting":
        return [row for row in rows if row["key"] not in OWN_SETTINGS]
    if table.table == MARKS:
        return [row for row in rows if _is_there(database, row["table_name"], row["row_id"])]
    if table.table == "element":
        places = {one.id: place for place, one in enumerate(load_tree(database).elements)}
        return sorted(rows, key=lambda row: places[row["id"]])
    return rows


def _is_there(database: Database, table: str, row_id: int) -> bool:
    if table not in PLAN_TABLES:
        return False
    return database.row(f"SELECT 1 FROM {table} WHERE id = ?", [row_id]) is not None


def _name_rows(cells: list[dict[str, str]], column: str, names: Iterable[str | None]) -> None:
    """Fill in a column that names rows of the same file or of one chosen row by row."""
    for cell, name in zip(cells, names, strict=True):
        cell[column] = name or ""


def _written(row: sqlite3.Row, column: Column, names: Mapping[str, Mapping[int, str]]) -> str:
    value = row[column.column]
    if value is None:
        return ""
    if column.refers_to is not None:
        return names.get(column.refers_to, {}).get(value, "")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)


def _guarded(table: Table, name: str, text: str) -> str:
    """Return a cell as it is written: texts as no formula, numbers as they are."""
    column = table.column(name)
    is_number = column is not None and column.kind != "TEXT" and column.refers_to is None
    return text if is_number and table.table != MARKS else guarded(text)


class _Reading:
    """Reads one file after the other; rows get their ids in the order of the file."""

    def __init__(self, change: Transaction) -> None:
        self._change = change
        self._ids: dict[str, dict[str, int]] = {}

    def read(self, table: Table, path: Path) -> None:
        columns, rows = read_table(path)
        _check_columns(table, columns, path.name)
        cells = [{name: unguarded(text) for name, text in row.cells.items()} for row in rows]
        if table.table == "element" and "level" not in columns:
            _add_levels(cells)
        names = names_of(table.table, cells)
        self._ids[table.table] = {name: number for number, name in enumerate(names, 1)}
        positions: dict[object, int] = {}
        new: list[Row] = []
        for number, (row, texts) in enumerate(zip(rows, cells, strict=True), 1):
            values = dict(self._values(table, row, texts))
            _add_position(table, values, positions)
            new.append({"id": number, **values})
        if table.table == "setting":
            new = [row for row in new if row["key"] not in OWN_SETTINGS]
        self._insert(table, new, rows)

    def _values(
        self, table: Table, row: CsvRow, texts: Mapping[str, str]
    ) -> Iterator[tuple[str, object]]:
        for name, text in texts.items():
            column = table.column(name)
            assert column is not None
            if table.table == MARKS and name == "row_id":
                yield name, self._id(texts["table_name"], text, row)
            elif column.refers_to is not None:
                yield column.column, self._id(column.refers_to, text, row) if text else None
            else:
                yield from _given(column, text, row)

    def _id(self, table: str, name: str, row: CsvRow) -> int:
        found = self._ids.get(table, {}).get(name.strip())
        if found is None:
            raise PersonError(
                "csv.unknown_reference",
                message("There is no “{name}” among the rows it refers to.", name=name),
                remedy=message("Correct the name, or add the row to its own file."),
                place=row.place,
            )
        return found

    def _insert(self, table: Table, new: list[Row], rows: Sequence[CsvRow]) -> None:
        try:
            self._change.insert_many(table.table, new)
        except sqlite3.IntegrityError as error:
            # Rows go in one by one, so what is there tells which of them failed.
            count = self._change.database.rows(f"SELECT count(*) FROM {table.table}")[0][0]
            place = rows[min(count, len(rows) - 1)].place
            raise PersonError(
                "csv.row_refused",
                message("This row cannot stand in a plan ({detail}).", detail=error),
                remedy=message("Correct it: a value is missing, out of range or there twice."),
                place=place,
            ) from error


def _given(column: Column, text: str, row: CsvRow) -> Iterator[tuple[str, object]]:
    """Yield the value of a plain column; a blank cell is left to the column's default."""
    if column.kind == "TEXT":
        if column.is_needed and column.name in _NAMES and not text.strip():
            raise PersonError(
                "csv.blank",
                message("The column {column} is empty.", column=column.name),
                remedy=message("Write a name, or take the row out."),
                place=row.place,
            )
        if text or column.is_needed:
            yield column.column, text
        return
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    if plain:
        yield column.column, _number(column, plain, row)


def _number(column: Column, text: str, row: CsvRow) -> int | float:
    with contextlib.suppress(ValueError):
        return int(text) if column.kind == "INTEGER" else float(text)
    raise PersonError(
        "csv.not_a_number",
        message("“{text}” in the column {column} is not a number.", text=text, column=column.name),
        remedy=message("Write a number, or leave the cell empty."),
        place=row.place,
    )


def _add_levels(cells: list[dict[str, str]]) -> None:
    """Say of each element how deep it stands, by following what it stands below."""
    parents = {
        name: row.get("parent", "").strip()
        for name, row in zip(names_of("element", cells), cells, strict=True)
    }
    for name, row in zip(names_of("element", cells), cells, strict=True):
        depth, above, seen = 0, parents[name], {name}
        while above and above not in seen:
            seen.add(above)
            depth, above = depth + 1, parents.get(above, "")
        row["level"] = str(depth)


def _add_position(table: Table, values: dict[str, object], positions: dict[object, int]) -> None:
    """Give a row the place after those above it in the file that belong to the same one."""
    if table.column("position") is None:
        return
    owner = next(
        (values.get(column.column) for column in table.columns if column.refers_to is not None),
        None,
    )
    positions[owner] = positions.get(owner, 0) + 1
    values.setdefault("position", positions[owner])


def _check_columns(table: Table, columns: Sequence[str], file: str) -> None:
    unknown = [name for name in columns if table.column(name) is None]
    derived = {"position", "level"}
    missing = [
        column.name
        for column in table.columns
        if column.is_needed and column.name not in columns and column.name not in derived
    ]
    if unknown or missing:
        raise PersonError(
            "csv.columns",
            message(
                "The columns are not those of this file: unknown {unknown}; missing {missing}.",
                unknown="、".join(unknown) or "－",
                missing="、".join(missing) or "－",
            ),
            remedy=message("Write a plan out as a folder to see the columns of each file."),
            place=file,
        )


def _refuse_unknown(folder: Path, known: Mapping[str, Table]) -> None:
    if not folder.is_dir():
        raise _missing_file(folder, "")
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known:
            raise PersonError(
                "folder.unknown_file",
                message("No part of a plan is called {file}.", file=path.name),
                remedy=message("Take the file out of the folder, or correct its name."),
                place=str(folder),
            )


def _missing_file(folder: Path, file: str) -> PersonError:
    return PersonError(
        "folder.missing_file",
        message("The folder has no {file}.", file=file or "*.csv"),
        remedy=message("Write a plan out as a folder to see what belongs into one."),
        place=str(folder),
    )


def _require_tree(database: Database) -> None:
    """Raise `PersonError` when elements stand below themselves or on a level that cannot be."""
    plan = load_tree(database)
    count = database.rows("SELECT count(*) FROM element")[0][0]
    if len(plan.elements) < count:
        raise PersonError(
            "tree.cycle",
            message("Some elements stand below themselves."),
            remedy=message("Correct the column parent."),
            place="elements.csv",
        )
    for element in plan.elements:
        depth = plan.level_of(element).depth
        above = plan.ancestors(element)
        wanted = plan.level_of(above[0]).depth + 1 if above else 0
        if depth != wanted:
            raise PersonError(
                "csv.level",
                message("{name} stands on another level than its place asks for.",
                        name=f"{element.code} {element.name}".strip()),
                remedy=message("Correct its level or what it stands below."),
                place="elements.csv",
            )  # fmt: skip

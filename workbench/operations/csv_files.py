"""Tidy CSV: one header row, one fact a row; read with the line that an error stands on.

Written as UTF-8 with a mark that spreadsheets know it by; read as UTF-8 or, when it is none, as
the Shift_JIS that Japanese spreadsheets save by themselves.
"""

from __future__ import annotations

import csv
import io
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import PersonError
from workbench.language import message
from workbench.store.errors import from_reading

#: No table of a plan is larger, in bytes.
_LARGEST = 64_000_000

#: How a CSV may be encoded, in the order it is tried.
_ENCODINGS = ("utf-8-sig", "cp932")


@dataclass(frozen=True)
class CsvRow:
    """A row of a file: its line, counted as an editor counts, and its cells by column."""

    file: str
    line: int
    cells: dict[str, str]

    @property
    def place(self) -> str:
        """Return the file and line, to name in an error."""
        return f"{self.file}:{self.line}"


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a tidy UTF-8 CSV that ships with the program, column name to text."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def read_table(path: Path) -> tuple[list[str], list[CsvRow]]:
    """Return the columns and rows of a CSV somebody has made; blank lines are passed over.

    Raises `PersonError` for an unknown encoding, a column named twice or not at all, and a row
    that is longer than the header.
    """
    reader = csv.reader(io.StringIO(_decoded(path), newline=""))
    columns: list[str] = []
    rows: list[CsvRow] = []
    for line, cells in _numbered(reader, path.name):
        if not any(cell.strip() for cell in cells):
            continue
        if not columns:
            columns = [cell.strip() for cell in cells]
            _check_header(columns, path.name, line)
        elif len(cells) > len(columns):
            raise PersonError(
                "csv.long_row",
                message("The row has {count} cells, the header {columns}.", count=len(cells),
                        columns=len(columns)),
                remedy=message("Put a cell that holds a comma in quotes."),
                place=f"{path.name}:{line}",
            )  # fmt: skip
        else:
            padded = [*cells, *[""] * (len(columns) - len(cells))]
            rows.append(CsvRow(path.name, line, dict(zip(columns, padded, strict=True))))
    return columns, rows


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a CSV; raise `OSError` when the system refuses."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _decoded(path: Path) -> str:
    _refuse_what_is_no_file(path)
    content = path.read_bytes()
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PersonError(
        "csv.encoding",
        message("The text of this file cannot be read."),
        remedy=message("Save it as CSV in UTF-8."),
        place=path.name,
    )


def _refuse_what_is_no_file(path: Path) -> None:
    """Refuse what a folder of tables has no reason to hold.

    A link could lead to any file of this PC, and what is no file at all could be read for ever.
    """
    try:
        kind = path.lstat()
    except OSError as error:
        raise from_reading(path, error) from error
    if not stat.S_ISREG(kind.st_mode):
        raise PersonError(
            "csv.link",
            message("This is a link to another place and not a file."),
            remedy=message("Put a copy of the file itself into the folder."),
            place=path.name,
        )
    if kind.st_size > _LARGEST:
        raise PersonError(
            "csv.too_large",
            message("This file is larger than any table of a plan."),
            remedy=message("Check which file it is."),
            place=path.name,
        )


def _numbered(reader: Iterator[list[str]], file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it begins on; a cell may hold line breaks."""
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = getattr(reader, "line_num", line) + 1
    except csv.Error as error:
        raise PersonError(
            "csv.damaged",
            message("The file cannot be read on ({detail}).", detail=error),
            remedy=message("Save it again as CSV in UTF-8."),
            place=f"{file}:{line}",
        ) from error


def _check_header(columns: Sequence[str], file: str, line: int) -> None:
    if len(set(columns)) < len(columns) or "" in columns:
        raise PersonError(
            "csv.header",
            message("A column has no name, or two have the same."),
            remedy=message("Give each column a name of its own."),
            place=f"{file}:{line}",
        )

"""Reads a workbook safely: in a child process, within limits, into plain objects."""

from __future__ import annotations

import base64
import datetime
import json
import os
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from workbench.collector import collection_paused
from workbench.exchange import _child
from workbench.exchange.encodings import ENCODINGS
from workbench.exchange.findings import Finding, Level
from workbench.exchange.number_formats import shown_year, shows_era, shows_year_alone
from workbench.exchange.refusals import refused
from workbench.exchange.workbooks import Cell, MergedRange, Sheet, Workbook
from workbench.language import message


class ReadingCancelled(Exception):  # noqa: N818 - it is no error: somebody wanted it
    """The person did not want to wait any longer."""


#: Seconds between two questions whether reading was cancelled.
_ASKED_EVERY = 0.1


@dataclass(frozen=True)
class Limits:
    """How far the reader goes before it refuses a file.

    Parameters
    ----------
    seconds
        Time for the child process. A workbook of 決算カード takes a third of a second.
    memory_bytes
        Address space of the child process.
    file_bytes
        Size of the file on disk.
    unpacked_bytes, ratio, entries
        For packages (xlsx, ods): size of all parts unpacked, how many times larger than packed
        a large part may be, and how many parts there may be.
    """

    seconds: float = 8.0
    memory_bytes: int = 450_000_000
    file_bytes: int = 60_000_000
    unpacked_bytes: int = 200_000_000
    ratio: int = 200
    entries: int = 5_000


def read_workbook(
    path: Path | str,
    *,
    password: str | None = None,
    encoding: str = "",
    limits: Limits | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Workbook:
    """Return what is in the workbook at `path`.

    Blocks for the time that reading takes: call it from a worker thread. Macros are never run.
    `encoding` is what a person says a text is in, one of `encodings.ENCODINGS`; empty tells it
    from the text. `cancelled` is asked now and then whether to go on.

    Raises
    ------
    ReadingCancelled
        When `cancelled` says so.
    PersonError
        When the file is missing, damaged, encrypted without its password, too large or not a
        spreadsheet; its code begins with ``file.``.
    """
    path = Path(path)
    if path.is_dir():
        raise refused("file.folder", {}, path.name)
    if not path.exists():
        raise refused("file.missing", {}, path.name)
    wishes = {**asdict(limits or Limits()), "encoding": encoding}
    answer = ask_child(path, password, wishes, cancelled)
    if "refused" in answer:
        raise refused(answer["refused"], answer["details"], path.name)
    with collection_paused():
        sheets = tuple(_sheet(sheet) for sheet in answer["sheets"] if sheet["worksheet"])
    workbook = Workbook(path.name, answer["sha256"], answer["kind"], sheets)
    return Workbook(
        workbook.name,
        workbook.sha256,
        workbook.kind,
        sheets,
        tuple(_notes(workbook, answer)),
    )


def ask_child(
    path: Path,
    password: str | None,
    wishes: Mapping[str, Any],
    cancelled: Callable[[], bool] | None,
) -> dict[str, Any]:
    """Start the reading child, wait for it, and return its answer or why there is none."""
    with tempfile.TemporaryDirectory(prefix="workbench-") as folder:
        request, answer = Path(folder, "request.json"), Path(folder, "answer.json")
        request.write_text(json.dumps({"path": str(path.absolute()), **wishes}), encoding="utf-8")
        with subprocess.Popen(
            [*_program(), str(request), str(answer)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            # Nothing is read from it; its end of file tells at once that the child has ended.
            stderr=subprocess.PIPE,
            env=_environment(password),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        ) as child:
            try:
                _wait(child, wishes["seconds"], cancelled)
            except subprocess.TimeoutExpired:
                child.kill()
                return {
                    "refused": "file.too_slow",
                    "details": {"seconds": f"{wishes['seconds']:g}"},
                }
            except BaseException:
                child.kill()
                raise
        if child.returncode != 0 or not answer.exists():
            return {"refused": "file.crashes_reader", "details": {}}
        text = answer.read_bytes().decode("utf-8", errors="surrogatepass")
        head, *sheets = text.split("\n")
        read: dict[str, Any] = json.loads(head)
        return read if "refused" in read else {**read, "sheets": list(map(json.loads, sheets))}


def _wait(
    child: subprocess.Popen[bytes], seconds: float, cancelled: Callable[[], bool] | None
) -> None:
    """Wait for the child to end; raise `TimeoutExpired` after `seconds`."""
    until = time.monotonic() + seconds
    while True:
        left = until - time.monotonic()
        try:
            child.communicate(timeout=left if cancelled is None else min(left, _ASKED_EVERY))
        except subprocess.TimeoutExpired:
            if cancelled is None or time.monotonic() >= until:
                raise
            if cancelled():
                raise ReadingCancelled from None
        else:
            return


def _program() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, _child.FLAG]
    # -P: a json.py in the folder the program was started from must not be imported. -S: what the
    # site module would add to the path is in PYTHONPATH, and it takes half of the start.
    return [sys.executable, "-P", "-S", "-X", "utf8", "-c", _START]


_START = f"import sys; from {_child.__name__} import run; run(sys.argv[1:])"


def _environment(password: str | None) -> dict[str, str]:
    environment = dict(os.environ)
    path = [str(Path(__file__).resolve().parents[2]), *filter(None, sys.path)]
    environment["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(path))
    environment.pop(_child.PASSWORD, None)
    if password:
        environment[_child.PASSWORD] = password
    return environment


def _sheet(answer: dict[str, Any]) -> Sheet:
    columns = [_column(column) for column in answer["columns"]]
    formats = {(row, column): text for row, column, text in answer.get("formats", ())}
    first_day = _FIRST_DAY_OF_1904 if answer.get("date1904") else _FIRST_DAY
    for place, code in [*formats.items()]:
        if (shows_era(code) or shows_year_alone(code)) and not _show_day(
            columns, *place, code, first_day
        ):
            del formats[place]
    errors = {(row, column): text for row, column, text in answer.get("errors", ())}
    uncalculated = frozenset((row, column) for row, column in answer.get("uncalculated", ()))
    _reach(columns, [*errors, *uncalculated])
    return Sheet(
        name=answer["name"],
        visible=answer["visible"],
        rows=tuple(zip(*columns, strict=True)) if columns else ((),) * answer["height"],
        merged=tuple(MergedRange(*range_) for range_ in answer["merged"]),
        hidden_rows=frozenset(answer.get("hidden_rows", ())),
        hidden_columns=frozenset(answer.get("hidden_columns", ())),
        errors=errors,
        uncalculated=uncalculated,
        formats=formats,
        column_widths=dict(answer.get("column_widths", ())),
    )


#: So many cells are added at most for those that only an error or a formula stands in.
_MOST_ADDED = 200_000


def _reach(columns: list[list[Cell]], places: Sequence[tuple[int, int]]) -> None:
    """Make a grid large enough for cells that hold no value but are spoken of in findings."""
    height = max((row + 1 for row, _ in places), default=0)
    width = max((column + 1 for _, column in places), default=0)
    held = len(columns[0]) if columns else 0
    height, width = max(height, held), max(width, len(columns))
    if height * width - held * len(columns) > _MOST_ADDED:
        return
    columns.extend([] for _ in range(width - len(columns)))
    for column in columns:
        column.extend([None] * (height - len(column)))


#: Day 0 of a workbook, and the days until 2150: what lies outside is no date.
_FIRST_DAY, _LAST = datetime.date(1899, 12, 30), 91_700
#: Of a workbook that counts its days as Excel for Mac once did.
_FIRST_DAY_OF_1904 = datetime.date(1904, 1, 1)


def _show_day(
    columns: Sequence[list[Cell]], row: int, column: int, code: str, first_day: datetime.date
) -> bool:
    """Make a cell the day that its format shows by its era, which calamine does not know of.

    Where a format shows the year alone and 年度, or the day is 1 January, which stands for a year
    and for no day, the cell becomes the text that is shown. Tells whether the format hides a day.
    """
    if column >= len(columns) or row >= len(columns[column]):
        return False
    cell = columns[column][row]
    if isinstance(cell, int | float) and 1 <= cell < _LAST:
        cell = columns[column][row] = first_day + datetime.timedelta(days=int(cell))
    shown = shown_year(code, cell) if isinstance(cell, datetime.date) else ""
    if shown and isinstance(cell, datetime.date):
        if "年度" not in shown and (cell.month, cell.day) != (1, 1):
            return True
        columns[column][row] = shown
    return False


def _date(text: str) -> datetime.date:
    if "T" in text:
        return datetime.datetime.fromisoformat(text)
    return datetime.date.fromisoformat(text)


def _column(packed: dict[str, Any] | list[Any]) -> list[Cell]:
    """Return a column of cells as `parsing` packed it."""
    if isinstance(packed, list):
        return [_cell(cell) for cell in packed]
    cells: list[Cell]
    if "f" in packed:
        cells = [*array("d", base64.b64decode(packed["f"]))]
    else:
        cells = [text or None for text in packed["s"].split("\0")]
    for row, cell in packed["x"]:
        cells[row] = _cell(cell)
    return cells


def _cell(cell: Any) -> Cell:
    plain: Cell = _date(cell["d"]) if cell.__class__ is dict else cell
    return plain


#: What a name may end in for each kind without anything being odd about it.
_EXTENSIONS = {
    "xlsx": {"xlsx", "xlsm", "xltx"},
    "xlsm": {"xlsm", "xltm"},
    "csv": {"csv", "txt"},
    "tsv": {"tsv", "txt", "csv"},
    "xls": {"xls", "xlt"},
}


def _notes(workbook: Workbook, answer: dict[str, Any]) -> Iterator[Finding]:
    """Say what is true of the file as a whole."""

    def note(code: str, sheet: str = "", **sentences: Any) -> Finding:
        return Finding(code, Level.NOTE, workbook.name, sheet, "", "", **sentences)

    if workbook.extension not in _EXTENSIONS.get(workbook.kind, {workbook.kind}):
        yield note(
            "file.misnamed",
            what=message(
                "The file is named .{extension} but is {kind}; it was read as {kind}.",
                extension=workbook.extension,
                kind=workbook.kind,
            ),
        )
    if answer.get("macros"):
        yield note(
            "file.macros",
            what=message("The workbook contains macros. They were not run."),
        )
    if answer.get("encoding") == "cp932":
        yield note("file.cp932", what=message("The text was read as Shift_JIS (cp932)."))
    if answer.get("chosen_encoding"):
        yield note(
            "file.chosen_encoding",
            what=message(
                "The text was read as {encoding}, as you chose.",
                encoding=ENCODINGS[answer["chosen_encoding"]],
            ),
        )
    if answer.get("unreadable"):
        yield Finding(
            "file.unreadable_characters",
            Level.WARNING,
            workbook.name,
            "",
            "",
            "",
            what=message(
                "{count} characters cannot be read and are shown as \ufffd.",
                count=answer["unreadable"],
            ),
            remedy=message("Choose another encoding, or have the file saved as CSV UTF-8."),
        )
    if answer.get("objects"):
        yield note(
            "file.objects",
            what=message("Pictures, charts and text boxes in the workbook were not read."),
            rule="L1-10",
        )
    if answer.get("uninspected"):
        yield note(
            "file.uninspected",
            what=message("Errors, hidden rows and lost formulas could not be looked for."),
            remedy=message("Open it in Excel and save it as a new workbook (.xlsx)."),
        )
    for sheet in workbook.sheets:
        if not sheet.visible:
            yield note(
                "sheet.hidden",
                sheet.name,
                what=message("The sheet is hidden and was not read."),
                remedy=message("Show the sheet in Excel if its figures count."),
                rule="L1-13",
            )

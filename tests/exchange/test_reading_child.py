"""The child process that reads: it hangs, crashes or swells, and takes nothing with it."""

import datetime
import sys
from pathlib import Path

import pytest
import xlsxwriter

from workbench.errors import PersonError
from workbench.exchange import _child, reading
from workbench.exchange.reading import Limits, ReadingCancelled, read_workbook


def small_workbook(tmp_path: Path) -> Path:
    path = tmp_path / "small.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet().write(0, 0, "記入例")
    return path


def child(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put another program in the child's place."""
    monkeypatch.setattr(reading, "_program", lambda: [sys.executable, "-c", code])


def test_a_parser_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "import threading; threading.Event().wait()")

    with pytest.raises(PersonError) as refusal:
        read_workbook(small_workbook(tmp_path), limits=Limits(seconds=0.3))
    assert refusal.value.code == "file.too_slow"


@pytest.mark.parametrize(
    "code", ["import os; os.abort()", "import sys; sys.exit(3)", "pass", "raise MemoryError"]
)
def test_a_parser_that_crashes_takes_nothing_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    child(monkeypatch, code)

    with pytest.raises(PersonError) as refusal:
        read_workbook(small_workbook(tmp_path))
    assert refusal.value.code == "file.crashes_reader"


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is held by the Linux kernel here")
def test_a_parser_that_swells_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_bytes(b"1,2,3,4,5,6,7,8\n" * 400_000)

    with pytest.raises(PersonError) as refusal:
        read_workbook(path, limits=Limits(memory_bytes=120_000_000))
    assert refusal.value.code in {"file.too_large", "file.crashes_reader"}


def test_a_frozen_program_starts_itself_as_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert reading._program() == [sys.executable, _child.FLAG]
    assert not _child.run_if_asked(["plan.plandb"])


@pytest.mark.parametrize(
    "column",
    [
        [1.5, 2.5, -3.0, 0.0],
        ["見出し", 1.5, 2.5, 3.5, 4.5],
        ["見出し", 1.5, None, 2.5, True, 4.5, 5.5, 6.5],
        ["見出し", "文", None, "", "改\n行", "末"],
        ["a", 1.5, "b", 2.5, None, datetime.date(2025, 4, 1)],
        [datetime.date(2025, 4, 1), datetime.datetime(2025, 4, 1, 9, 30), None, 3.0],
        [None, None, "下"],
        [float(2**53), 1e-9, 123456789.125, -0.5],
    ],
)
def test_a_column_comes_through_the_child_as_it_stands(
    tmp_path: Path, column: list[object]
) -> None:
    path = tmp_path / "column.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        date = workbook.add_format({"num_format": "yyyy-mm-dd"})
        time_of_day = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for row, cell in enumerate(column):
            if isinstance(cell, datetime.datetime):
                sheet.write_datetime(row, 0, cell, time_of_day)
            elif isinstance(cell, datetime.date):
                sheet.write_datetime(row, 0, cell, date)
            elif cell is not None:
                sheet.write(row, 0, cell)

    read = [row[0] for row in read_workbook(path).sheets[0].rows]

    assert read == [None if cell == "" else cell for cell in column]
    assert [type(cell) for cell in read if cell is not None] == [
        type(cell) for cell in column if cell not in (None, "")
    ]


def test_reading_stops_when_it_is_cancelled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child(monkeypatch, "import threading; threading.Event().wait()")

    with pytest.raises(ReadingCancelled):
        read_workbook(small_workbook(tmp_path), cancelled=lambda: True)

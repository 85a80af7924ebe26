"""What is read by the column reads as what is read cell by cell; all 記入例."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange.japanese import read_value
from workbench.exchange.layouts.whole_columns import figure_in, plain_figure, text_of, texts_of
from workbench.exchange.tables import find_table
from workbench.exchange.workbooks import MergedRange, Sheet

CASES = Path(__file__).parent / "cases" / "values.csv"


def texts() -> list[str]:
    with CASES.open(encoding="utf-8", newline="") as stream:
        return [row["text"].replace("\\n", "\n") for row in csv.DictReader(stream)]


def test_a_text_that_is_a_figure_at_once_is_the_same_figure_when_it_is_read() -> None:
    quick = {text: figure for text in texts() if not isinstance(figure := plain_figure(text), str)}

    assert len(quick) >= 8
    for text, figure in quick.items():
        read = read_value(text)
        assert (read.number, read.unit, read.doubt, read.remark) == (figure, "", "", ""), text


@given(st.text(alphabet="0123456789,.-△▲ ", max_size=12))
def test_no_text_is_taken_for_another_figure(text: str) -> None:
    figure = plain_figure(text)

    if not isinstance(figure, str):
        read = read_value(text)
        assert (read.number, read.doubt) == (figure, "")


@pytest.mark.parametrize(
    ("cell", "unit", "figure"),
    [
        ("1,234人", "人", 1234.0),
        ("45.2％", "％", 45.2),
        ("△3件", "件", -3.0),
        ("12人以上", "人", "12人以上"),
        ("約12人", "人", "約12人"),
        ("12人", "", "12人"),
        ("12千円", "円", "12千円"),
        (5.0, "人", 5.0),
        (None, "人", None),
    ],
)
def test_a_figure_with_the_unit_of_its_row_is_the_figure(
    cell: str | float | None, unit: str, figure: str | float | None
) -> None:
    assert figure_in(cell, unit) == figure


@pytest.mark.parametrize("merged", [(), (MergedRange(1, 1, 2, 1),)])
def test_a_column_of_texts_is_what_its_cells_are(merged: tuple[MergedRange, ...]) -> None:
    rows = (
        ("施策番号", "指標名", "R5"),
        ("1-1", "参加者数\n（延べ）", 1.0),
        ("1-2", None, 2.0),
        ("1-3", "　利用者数 ", 3.0),
        (4.0, "満足度", 4.0),
    )
    table = find_table(Sheet("様式", True, rows, merged))
    assert table is not None
    at = list(table.rows())
    for column in (0, 1, None):
        assert texts_of(table, at, column) == [text_of(table, row, column) for row in at]


def test_a_sign_that_repeats_is_the_text_above() -> None:
    rows = (("施策番号", "単位", "R5"), ("1-1", "人", 1.0), ("〃", "同上", 2.0), ("1-2", "件", 3.0))
    table = find_table(Sheet("様式", True, rows))
    assert table is not None
    at = list(table.rows())
    assert texts_of(table, at, 0) == ["1-1", "1-1", "1-2"]
    assert texts_of(table, at, 1) == ["人", "人", "件"]

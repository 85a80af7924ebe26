"""Reading Japanese values: the table of cases is the specification."""

import csv
import datetime
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange.japanese import convert, fold_name, fold_unit, read_value
from workbench.exchange.japanese.folding import fold_code
from workbench.plan.values import Kind, format_number

CASES = Path(__file__).with_name("cases") / "values.csv"


def unescaped(text: str) -> str:
    for code, character in (
        ("\\n", "\n"),
        ("\\t", "\t"),
        ("\\u3000", "\u3000"),
        ("\\u200b", "\u200b"),
        ("\\u00a0", "\u00a0"),
    ):
        text = text.replace(code, character)
    return text


with CASES.open(encoding="utf-8", newline="") as file:
    ROWS = [tuple(row.values()) for row in csv.DictReader(file)]


def test_the_table_of_cases_is_long_enough() -> None:
    assert len(ROWS) >= 150
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("text", "kind", "figure", "unit", "remark", "doubt"), ROWS)
def test_a_cell_reads_as_the_table_of_cases_says(
    text: str, kind: str, figure: str, unit: str, remark: str, doubt: str
) -> None:
    read = read_value(unescaped(text))

    assert read.ditto == (kind == "ditto")
    if kind in {"blank", "ditto"}:
        assert read.value is None
    else:
        assert read.value is not None
        assert read.value.kind == Kind(kind)
    assert read.number == (float(figure) if figure else None)
    assert (read.unit, read.remark, read.doubt) == (unit, remark, doubt)


@pytest.mark.parametrize(
    ("cell", "kind", "figure"),
    [
        (12, Kind.NUMBER, 12.0),
        (0, Kind.NUMBER, 0.0),
        (-0.5, Kind.NUMBER, -0.5),
        (True, Kind.WORDS, None),
        (float("nan"), Kind.WORDS, None),
        (datetime.date(2025, 4, 1), Kind.WORDS, None),
    ],
)
def test_cells_that_are_no_text(cell: object, kind: Kind, figure: float | None) -> None:
    read = read_value(cell)

    assert read.value is not None
    assert (read.value.kind, read.number) == (kind, figure)


@given(st.integers(-(10**12), 10**12))
def test_what_the_plan_prints_is_read_back(figure: int) -> None:
    assert read_value(format_number(figure)).number == figure


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
def test_decimals_are_read_back_in_full_width_too(figure: object) -> None:
    text = format_number(float(str(figure)), 2)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)

    assert read_value(text).number == read_value(wide).number == float(str(figure))


@given(st.text(max_size=40))
def test_any_text_is_read_without_an_error_and_a_blank_is_never_zero(text: str) -> None:
    read = read_value(text)

    if read.number is not None:
        assert any(unicodedata.numeric(character, None) is not None for character in text)


@given(st.text(alphabet="0123456789,.△▲-−ー()（）～~%人円千万億十百 \n\t※約以上x…", max_size=12))
def test_signs_in_any_order_are_read_without_an_error(text: str) -> None:
    read_value(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("防災・減災対策の推進", "防災減災対策の推進"),
        ("子ども 子育て支援", "子ども子育て支援"),
        ("5ヶ所", "５箇所"),
        ("か所", "カ所"),
        ("KPI（重要業績評価指標）", "ＫＰＩ(重要業績評価指標)"),
        ("髙齢者", "高齢者"),
        ("葛\U000e0100城", "葛城"),
        ("ﾃﾞｼﾞﾀﾙ化", "デジタル化"),
        ("1－1", "1-1"),
    ],
)
def test_spellings_of_one_name_fold_together(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


def test_names_that_differ_stay_apart() -> None:
    assert fold_name("施策の推進") != fold_name("政策の推進")
    assert fold_name("出生数") != fold_name("出生率")


@pytest.mark.parametrize(
    ("one", "other"),
    [("１－１", "1-1"), ("01-01", "1-1"), ("1ー1", "1-1"), ("1.1", "1-1"), ("1 - 10", "1-10")],
)
def test_spellings_of_one_code_fold_together(one: str, other: str) -> None:
    assert fold_code(one) == fold_code(other)


def test_codes_that_differ_stay_apart() -> None:
    assert fold_code("1-10") != fold_code("11-0")
    assert fold_code("1-1") != fold_code("1-10")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("％", "%"),
        ("パーセント", "%"),
        ("㏊", "ha"),
        ("ヘクタール", "ha"),
        ("箇所", "か所"),
        ("ヶ所", "ヵ所"),
        ("名", "人"),
        ("㎡", "m2"),
        ("k㎡", "km2"),
        ("（千円）", "千円"),
        ("単位：千円", "千円"),
    ],
)
def test_spellings_of_one_unit_fold_together(one: str, other: str) -> None:
    assert fold_unit(one) == fold_unit(other)


@pytest.mark.parametrize(
    ("figure", "source", "target", "expected"),
    [
        (1_234_567, "円", "千円", 1234.567),
        (12, "百万円", "千円", 12_000),
        (3, "億円", "百万円", 300),
        (5, "千人", "人", 5_000),
        (3, "割", "％", 30),
        (2, "k㎡", "ha", 200),
        (1.5, "km", "m", 1_500),
        (7, "人", "", 7),
        (7, "", "人", 7),
        (7, "人", "％", None),
        (7, "円", "人", None),
    ],
)
def test_figures_are_carried_between_units_of_one_kind_only(
    figure: float, source: str, target: str, expected: float | None
) -> None:
    assert convert(figure, source, target) == expected

"""Years and eras in every spelling offices use."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange.japanese import find_years, read_year, read_years
from workbench.plan.fiscal_years import display_fiscal_year, display_year

#: text, western year, True for 年度 / False for 年 / None, month
CASES = [
    ("令和元年度", 2019, True, None),
    ("令和5年度", 2023, True, None),
    ("令和５年度", 2023, True, None),
    ("令和五年度", 2023, True, None),
    ("令和 5 年度", 2023, True, None),
    ("令和7年\n度", 2025, True, None),
    ("令和元年", 2019, False, None),
    ("令和元", 2019, None, None),
    ("令和９", 2027, None, None),
    ("令和2年度末", 2020, True, None),
    ("R7", 2025, None, None),
    ("Ｒ７", 2025, None, None),
    ("R05", 2023, None, None),
    ("R.5", 2023, None, None),
    ("r7", 2025, None, None),
    ("R7年度", 2025, True, None),
    ("R元", 2019, None, None),
    ("R1", 2019, None, None),
    ("R5実績", 2023, None, None),
    ("R9目標", 2027, None, None),
    ("令7", 2025, None, None),
    ("平成31年度", 2019, True, None),
    ("平成33年度", 2021, True, None),
    ("平成30", 2018, None, None),
    ("平成三十年度", 2018, True, None),
    ("平成元年", 1989, False, None),
    ("平成 27", 2015, None, None),
    ("平30", 2018, None, None),
    ("H31", 2019, None, None),
    ("H31.4", 2019, None, 4),
    ("H31.4.1", 2019, None, 4),
    ("H31/4/1", 2019, None, 4),
    ("㍻30年度", 2018, True, None),
    ("㋿5年度", 2023, True, None),
    ("昭和39", 1964, None, None),
    ("昭和39年", 1964, False, None),
    ("S39", 1964, None, None),
    ("S64", 1989, None, None),
    ("大正14年", 1925, False, None),
    ("明治45年", 1912, False, None),
    ("令 4.\u3000 1.\u3000 1", 2022, None, 1),
    ("令和7年3月31日", 2025, False, 3),
    ("令和6年10月1日現在", 2024, False, 10),
    ("平成31年／令和元年", 2019, False, None),
    ("平成31年度(令和元年度)", 2019, True, None),
    ("平成27(2015)年", 2015, False, None),
    ("(1)平成27(2015)年", 2015, False, None),
    ("令和5（2023）年度", 2023, True, None),
    ("2023（令和5）年度", 2023, True, None),
    ("令和5年度（実績）", 2023, True, None),
    ("2023", 2023, None, None),
    ("２０２３", 2023, None, None),
    ("2023年", 2023, False, None),
    ("2023年度", 2023, True, None),
    ("二〇二五年度", 2025, True, None),
    ("FY2023", 2023, None, None),
    ("2025/4/1", 2025, None, 4),
    ("2025-04-01", 2025, None, 4),
    ("2025.4", 2025, None, 4),
    ("20250401", 2025, None, 4),
]

NO_YEARS = [
    "",
    "7",
    "２　　",
    "45748",
    "2,025",
    "第2次",
    "表10-1",
    "令和4・5年度",
    "令和4年度～令和6年度",
    "令和7年度施策指標実績調査票",
    "R8.3確定予定",
    "S評価",
    "A2023B",
    "令和0年度",
    "大正99年",
]


@pytest.mark.parametrize(("text", "year", "fiscal", "month"), CASES)
def test_a_year_reads_as_the_table_of_cases_says(
    text: str, year: int, fiscal: bool | None, month: int | None
) -> None:
    read = read_year(text)

    assert read is not None
    assert (read.year, read.fiscal, read.month) == (year, fiscal, month)


@pytest.mark.parametrize("text", NO_YEARS)
def test_what_is_no_single_year_is_not_read_as_one(text: str) -> None:
    assert read_year(text) is None


@pytest.mark.parametrize(
    ("text", "near", "year"),
    [("7", 2024, 2025), ("２　　", 2019, 2020), ("元", 2019, 2019), ("30", 2018, 2018)],
)
def test_a_bare_number_is_read_close_to_a_known_year(text: str, near: int, year: int) -> None:
    read = read_year(text, near=near)

    assert read is not None
    assert (read.year, read.bare) == (year, True)


@pytest.mark.parametrize(
    ("text", "fiscal"), [("7年度", True), ("７年", False), ("元年度", True), ("7", None)]
)
def test_a_bare_number_says_whether_it_counts_fiscal_years(text: str, fiscal: bool | None) -> None:
    read = read_year(text, near=2022)

    assert read is not None
    assert (read.fiscal, read.era, read.bare) == (fiscal, "令和", True)


@pytest.mark.parametrize(("text", "near", "read"), [("15", 1926, 1926), ("16", 1926, None)])
def test_an_era_is_counted_on_no_further_than_it_was(
    text: str, near: int, read: int | None
) -> None:
    # 大正 had fifteen years; 昭和16 and 明治16 lie further off than ten.
    year = read_year(text, near=near)
    assert (year and year.year) == read


def test_a_bare_number_far_from_the_known_year_is_no_year() -> None:
    assert read_year("50", near=2024) is None


def test_bare_numbers_continue_a_series_across_a_change_of_era() -> None:
    read = read_years(["平成 29", 30.0, "31", "２　　", "３"])

    assert [year.year for year in read if year] == [2017, 2018, 2019, 2020, 2021]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("目標値（令和9年度）", [2027]),
        ("現状値\n(R4)", [2022]),
        ("令和4年度～令和6年度", [2022, 2024]),
        ("令和6年（1月1日から同年12月31日まで）人口動態", [2024]),
        ("出生者数", []),
    ],
)
def test_years_are_found_inside_longer_texts(text: str, years: list[int]) -> None:
    assert [year.year for year in find_years(text)] == years


def test_january_to_march_belong_to_the_fiscal_year_before() -> None:
    march, april = read_year("R7.3.31"), read_year("R7.4.1")

    assert march is not None
    assert april is not None
    assert (march.fiscal_year, april.fiscal_year) == (2024, 2025)
    assert read_year(datetime.date(2025, 3, 31)) == march.__class__(2025, None, 3)


@given(st.integers(1868, 2099))
def test_what_the_plan_prints_is_read_back(year: int) -> None:
    fiscal, calendar = read_year(display_fiscal_year(year)), read_year(display_year(year))

    assert fiscal is not None
    assert calendar is not None
    assert (fiscal.year, fiscal.fiscal) == (year, True)
    assert (calendar.year, calendar.fiscal) == (year, False)


@given(st.text(max_size=30), st.integers(1900, 2100))
def test_any_text_is_searched_without_an_error(text: str, near: int) -> None:
    read_year(text, near=near)
    find_years(text)

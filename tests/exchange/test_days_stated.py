"""Years that are no fiscal years: 年, days before April, formats that hide the day; 記入例."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from workbench.exchange.days_stated import month_stated
from workbench.exchange.guidance import NO_GUIDANCE, Guidance
from workbench.exchange.importing import propose
from workbench.exchange.number_formats import shown_year
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.workbooks import Cell, Sheet, Workbook
from workbench.plan.structure import Indicator

from .conftest import plan_with

PLAN = plan_with(Indicator(11, 2, 1, "登録人口", "人"), Indicator(12, 3, 1, "世帯数", "世帯"))
JANUARY = [datetime.date(2023, 1, 1), datetime.date(2024, 1, 1)]
MARCH = [datetime.date(2023, 3, 31), datetime.date(2024, 3, 31)]
#: Number formats in which Excel shows a day, and what it then shows of 1 January 2023.
YEAR_ALONE = {
    '[$-411]ggge"年"': "令和5年",
    '[$-ja-JP]ggge"年度";@': "令和5年度",
    "[$-411]ge": "R5",
    "yyyy": "2023",
    'yyyy"年度"': "2023年度",
    'ggge"年"m"月"d"日"': "",
    "yyyy/m/d": "",
    '0"年度"': "",
    "General": "",
}


def written(path: Path, days: Sequence[datetime.date], code: str, *, from_1904: bool) -> Path:
    """Write a sheet whose columns are headed by days."""
    if path.suffix == ".xls":
        old = xlwt.Workbook()
        old.dates_1904 = from_1904
        page = old.add_sheet("実績")
        for column, text in enumerate(("施策番号", "指標名", "単位")):
            page.write(0, column, text)
        for column, day in enumerate(days, 3):
            page.write(0, column, day, xlwt.easyxf(num_format_str=code))
        for row, cells in enumerate(FIGURES, 1):
            for column, cell in enumerate(cells):
                page.write(row, column, cell)
        old.save(str(path))
        return path
    with xlsxwriter.Workbook(path, {"date_1904": from_1904}) as workbook:
        sheet = workbook.add_worksheet("実績")
        shown = workbook.add_format({"num_format": code})
        sheet.write_row(0, 0, ["施策番号", "指標名", "単位"])
        for column, day in enumerate(days, 3):
            sheet.write_datetime(0, column, day, shown)
        for row, cells in enumerate(FIGURES, 1):
            sheet.write_row(row, 0, cells)
    return path


FIGURES = [["1-1", "登録人口", "人", 100.0, 101.0], ["1-2", "世帯数", "世帯", 40.0, 41.0]]


def years(proposal: ImportProposal) -> dict[float | None, int]:
    return {one.new.number: one.fiscal_year for one in proposal.values if one.new}


def codes(proposal: ImportProposal) -> list[tuple[str, str]]:
    return [(finding.code, finding.cell) for finding in proposal.findings]


@pytest.mark.parametrize("code", YEAR_ALONE)
def test_what_a_format_shows_of_a_day_is_known_where_it_is_the_year_alone(code: str) -> None:
    assert shown_year(code, JANUARY[0]) == YEAR_ALONE[code]


@pytest.mark.parametrize("from_1904", [False, True])
@pytest.mark.parametrize("ending", ["xlsx", "xls"])
@pytest.mark.parametrize(
    ("days", "code", "first", "said"),
    [
        # What stands for a year is read as it is shown, and 年 is said to be no 年度.
        (JANUARY, '[$-411]ggge"年"', 2023, [("column.calendar_years", "D1")]),
        (JANUARY, '[$-411]ggge"年度"', 2023, []),
        (MARCH, '[$-411]ggge"年度"', 2023, []),
        (JANUARY, "yyyy", 2023, []),
        # A day that the format hides is asked about; one that is shown is the day it is.
        (
            MARCH,
            '[$-411]ggge"年"',
            2022,
            [("column.before_april", "D1"), ("column.before_april", "E1")],
        ),
        (MARCH, 'ggge"年"m"月"d"日"', 2022, []),
        (
            JANUARY,
            "yyyy/m/d",
            2022,
            [("column.before_april", "D1"), ("column.before_april", "E1")],
        ),
    ],
)
def test_a_header_of_days_is_read_as_it_is_shown_and_what_is_hidden_is_said(
    tmp_path: Path,
    days: Sequence[datetime.date],
    code: str,
    first: int,
    said: list[tuple[str, str]],
    ending: str,
    from_1904: bool,
) -> None:
    path = written(tmp_path / f"様式.{ending}", days, code, from_1904=from_1904)

    proposal = propose(path, PLAN, (), (), "20220")

    assert years(proposal) == {100: first, 40: first, 101: first + 1, 41: first + 1}
    assert codes(proposal) == said


def proposed(rows: Sequence[Sequence[Cell]], guidance: Guidance = NO_GUIDANCE) -> ImportProposal:
    width = max(map(len, rows))
    sheet = Sheet("実績", True, tuple((*row, *[None] * (width - len(row))) for row in rows))
    book = Workbook("様式.xlsx", "0" * 64, "xlsx", (sheet,))
    return propose(book, PLAN, (), (), "20220", guidance=guidance)


AS_OF_JANUARY: list[list[Cell]] = [
    ["住民基本台帳人口（記入例、各年1月1日現在）"],
    ["施策番号", "指標名", "単位", "令和5年", "令和6年"],
    *FIGURES,
]


def test_the_register_of_1_january_counts_for_the_fiscal_year_of_that_day() -> None:
    proposal = proposed(AS_OF_JANUARY)

    assert years(proposal) == {100: 2022, 40: 2022, 101: 2023, 41: 2023}
    assert codes(proposal) == [("column.before_april", "D2"), ("column.before_april", "E2")]


def test_a_person_may_say_of_which_year_the_figures_of_january_are() -> None:
    asked = proposed(AS_OF_JANUARY).findings[0]
    assert [choice.key for choice in asked.choices] == ["year:2022", "year:2023"]
    said = {(asked.sheet, cell): key for cell, key in (("D2", "year:2023"), ("E2", "year:2024"))}

    proposal = proposed(AS_OF_JANUARY, Guidance(decisions=said))

    assert years(proposal) == {100: 2023, 40: 2023, 101: 2024, 41: 2024}
    assert codes(proposal) == []


def test_the_day_holds_for_years_downwards_and_in_rows_of_their_own() -> None:
    downwards = proposed(
        [
            ["各年１月１日現在"],
            ["年", "登録人口", "世帯数"],
            ["令和5年", 100.0, 40.0],
            ["令和6年", 101.0, 41.0],
        ]
    )
    in_rows = proposed(
        [
            ["各年1月1日現在"],
            ["施策番号", "指標名", "年", "値"],
            ["1-1", "登録人口", "令和5年", 100.0],
            ["1-1", "登録人口", "令和6年", 101.0],
            ["1-2", "世帯数", "令和5年", 40.0],
            ["1-2", "世帯数", "令和6年", 41.0],
        ]
    )

    assert years(downwards) == {100: 2022, 40: 2022, 101: 2023, 41: 2023}
    assert codes(downwards) == [("column.before_april", "A3")]
    assert years(in_rows) == {100: 2022, 40: 2022, 101: 2023, 41: 2023}
    assert codes(in_rows) == [("column.before_april", "C3")]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("住民基本台帳人口（各年1月1日現在）", 1),
        ("毎年１０月１日", 10),
        ("各年度3月31日現在", 3),
        ("各年度末", None),
        ("1月1日現在", 1),
        ("4月1日時点", 4),
        # The day of the whole sheet, the day it was handed in.
        ("令和7年3月31日現在", None),
        ("提出日：令和7年5月30日", None),
        ("提出期限 5月30日", None),
    ],
)
def test_only_a_day_that_is_said_of_every_year_counts(text: str, month: int | None) -> None:
    assert month_stated([text]) == month

"""Years are written as the setting says, and read again either way."""

import datetime

import pytest

from workbench import language
from workbench.exchange.japanese.years import read_year
from workbench.plan.fiscal_years import (
    YearStyle,
    display_fiscal_year,
    display_year,
    era_year,
    letter_year,
    period_name,
    short_year,
    writing_years,
    year_lines,
    year_style,
)
from workbench.plan.names import year_name
from workbench.report.document import display_date


@pytest.mark.parametrize(
    ("year", "written"),
    [
        (2019, "令和元"), (2018, "平成30"), (1989, "平成元"), (1988, "昭和63"), (1926, "昭和元"),
        (1925, "大正14"), (1912, "大正元"), (1911, "明治44"), (1868, "明治元"),
    ],
)  # fmt: skip
def test_each_era_begins_with_its_first_year(year, written):
    assert era_year(year) == written


def test_there_is_no_era_before_meiji():
    with pytest.raises(ValueError, match="1867"):
        era_year(1867)


def test_eras_are_written_with_the_western_year_behind():
    assert display_fiscal_year(2023) == "令和5（2023）年度"
    assert display_fiscal_year(2019) == "令和元（2019）年度"
    assert display_year(2018) == "平成30（2018）年"
    assert (short_year(2023), year_lines(2023)) == ("令和5", ("令和5", "（2023）"))
    assert period_name(2023, 2027) == "令和5（2023）年度～令和9（2027）年度"
    assert period_name(2023, 2023) == "令和5（2023）年度"
    assert [letter_year(year) for year in (2023, 2019, 2018, 1925)] == [
        "R5",
        "R元",
        "H30",
        "大正14",
    ]


def test_western_years_stand_alone():
    with writing_years(YearStyle.WESTERN):
        assert display_fiscal_year(2023) == "2023年度"
        assert display_year(2018) == "2018年"
        assert (short_year(2023), year_lines(2023)) == ("2023", ("2023", ""))
        assert period_name(2023, 2027) == "2023年度～2027年度"
        assert letter_year(2023) == "2023"
        assert year_name(2023) == "2023年度"
        assert display_date(datetime.date(2019, 4, 30)) == "2019年4月30日"
    assert year_style() is YearStyle.ERA


@pytest.mark.parametrize("style", YearStyle)
def test_english_counts_in_western_years_anyway(style):
    language.set_language("en")
    with writing_years(style):
        assert year_name(2023) == "FY2023"
        assert period_name(2023, 2027) == "FY2023–FY2027"


@pytest.mark.parametrize("style", YearStyle)
@pytest.mark.parametrize("year", [1926, 1989, 2018, 2019, 2023, 2031])
def test_what_is_written_can_be_read(style, year):
    with writing_years(style):
        read = read_year(display_fiscal_year(year))
        assert read is not None
        assert read.year == year

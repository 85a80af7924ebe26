"""Cells show as Excel shows them. Each case as LibreOffice writes it, too, but for those named."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange.number_display import BUILT_IN, colour_of, display

ACCOUNTING = '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '


@pytest.mark.parametrize(
    ("figure", "code", "shown"),
    [
        (1234567, "General", "1234567"),
        (0.1 + 0.2, "General", "0.3"),
        (12, 'General"件"', "12件"),
        (1.5, "@", "1.5"),
        (1.5, "0", "2"),
        (2.345, "0.00", "2.35"),
        (0.005, "0.00", "0.01"),
        (1234567, "#,##0", "1,234,567"),
        (-1234567, "#,##0", "-1,234,567"),
        (-12, '#,##0;"△"#,##0', "△12"),
        (0, '#,##0;"△"#,##0;"－"', "－"),
        (-12, "0;[Red]△0", "△12"),
        (0.452, "0%", "45%"),
        (0.452, "0.0%", "45.2%"),
        (12, '0"人"', "12人"),
        (12, '0.0"％"', "12.0％"),
        (7, '"令和"0"年度"', "令和7年度"),
        (1234567, "#,##0,", "1,235"),
        (1234567890, '#,##0,,"百万円"', "1,235百万円"),
        (3, "000", "003"),
        (3998281, "000-0000", "399-8281"),
        (0.452, "0.##", "0.45"),
        # Excel keeps the point, LibreOffice does not.
        (12, "0.##", "12."),
        (0.452, ".00", ".45"),
        (0, "#", ""),
        (12345.6, ACCOUNTING, "12,346"),
        (-12345.6, ACCOUNTING, "-12,346"),
        (0, ACCOUNTING, "-"),
        (-5, "0_);(0)", "(5)"),
        (1234, "\\¥#,##0", "¥1,234"),
        (1234567, "0.00E+00", "1.23E+06"),
        (1.25, "# ?/?", "1 1/4"),
        (0.452, "# ?/?", "4/9"),
        (12, '[<100]"少";[>=100]"多"', "少"),
        (100, '[<100]"少";[>=100]"多"', "多"),
        (1e300, "0.0", "1e+300"),
    ],
)
def test_a_number_shows_as_its_format_says(figure: float, code: str, shown: str) -> None:
    assert display(float(figure), code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("yyyy/m/d", "2023/4/1"),
        ('yyyy"年"m"月"d"日"', "2023年4月1日"),
        ('[$-411]ggge"年"m"月"d"日"', "令和5年4月1日"),
        ("[$-411]ge.m.d", "R5.4.1"),
        ('[$-411]gg"("e")"', "令(5)"),
        ("mmm-yy", "Apr-23"),
        ("dddd", "Saturday"),
        # LibreOffice takes the letter a for another calendar.
        ('m"月"d"日"(aaa)', "4月1日(土)"),
        ("yyyy/m/d h:mm", "2023/4/1 18:30"),
        ("h:mm AM/PM", "6:30 PM"),
        ('h"時"mm"分"', "18時30分"),
        ("mm:ss", "30:00"),
        ("0", "2023-04-01T18:30:00"),
    ],
)
def test_a_day_shows_as_its_format_says(code: str, shown: str) -> None:
    assert display(datetime.datetime(2023, 4, 1, 18, 30), code) == shown


def test_eras_change_on_their_day_and_begin_with_one_or_the_first() -> None:
    code = '[$-411]ggge"年"m"月"d"日"'
    assert display(datetime.date(2019, 4, 30), code) == "平成31年4月30日"
    assert display(datetime.date(2019, 5, 1), code) == "令和1年5月1日"
    gannen = code.replace("[$-411]", "[$-ja-JP-x-gannen]")
    assert display(datetime.date(2019, 5, 1), gannen) == "令和元年5月1日"
    assert display(datetime.date(1989, 1, 8), "[$-411]ge.m.d") == "H1.1.8"


def test_a_number_may_be_a_day_or_hours_and_none_before_the_calendar() -> None:
    assert display(45017.0, "yyyy/m/d") == "2023/4/1"
    assert display(1.5, "[h]:mm") == "36:00"
    assert display(-1.0, "yyyy/m/d") == "########"


def test_a_text_stays_what_it_is_but_where_its_format_adds_to_it() -> None:
    assert display("12人", "#,##0") == "12人"
    assert display("安曇野", '@"様"') == "安曇野様"
    assert display("abc", ACCOUNTING) == "abc"
    assert (display(None, "0"), display(True, "0")) == ("", "TRUE")


def test_a_format_may_give_its_numbers_a_colour() -> None:
    assert colour_of(-3.0, "0;[Red]△0") == "#FF0000"
    assert colour_of(3.0, "0;[Red]△0") == ""
    assert colour_of("x", "[赤]0") == ""


@given(
    st.one_of(st.floats(), st.text(max_size=5), st.dates(), st.datetimes()),
    st.text(alphabet='0#?.,;%/E+-"\\_*[]<>=@ymdhsgea年人 ', max_size=20),
)
def test_no_format_makes_the_sheet_fail(cell: object, code: str) -> None:
    # Whatever a damaged file may hold, also what no cell should.
    assert isinstance(display(cell, code), str)  # type: ignore[arg-type]


def test_every_format_that_has_a_number_only_is_known() -> None:
    assert display(0.5, BUILT_IN[9]) == "50%"
    assert display(datetime.date(2024, 2, 29), BUILT_IN[14]) == "2024/2/29"
    assert display(1234.5, BUILT_IN[3]) == "1,235"

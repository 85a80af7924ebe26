"""Fiscal years: April to March, stored as the western year they start in.

How a year is written follows one setting for window, print and workbooks: 和暦（西暦） as plans
print it, or 西暦 alone. What reads years takes either.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from workbench.language import language


class YearStyle(Enum):
    """How years are written."""

    #: 令和5（2023）年度; 令和5 where room is scarce.
    ERA = "era"
    #: 2023年度; 2023 where room is scarce.
    WESTERN = "western"


#: What an era is called where there is room for one letter.
_LETTERS = {"令和": "R", "平成": "H", "昭和": "S"}

_state = {"style": YearStyle.ERA}

#: First western year of each era and its name, newest first. A fiscal year bears the name of
#: the era in force for most of it: 2019 is 令和元年度 although April 2019 was still 平成31年.
_ERAS = ((2019, "令和"), (1989, "平成"), (1926, "昭和"), (1912, "大正"), (1868, "明治"))


def fiscal_year_of(date: datetime.date) -> int:
    """Return the fiscal year that `date` lies in."""
    return date.year if date.month >= 4 else date.year - 1


def era_year(year: int) -> str:
    """Return 令和5 or 令和元 for a western year; raise `ValueError` before 1868."""
    for first, era in _ERAS:
        if year >= first:
            number = year - first + 1
            return f"{era}{'元' if number == 1 else number}"
    raise ValueError(year)


def set_year_style(style: YearStyle) -> None:
    """Write every year in `style` from now on."""
    _state["style"] = style


def year_style() -> YearStyle:
    """Return how years are written now."""
    return _state["style"]


@contextmanager
def writing_years(style: YearStyle) -> Iterator[None]:
    """Write years in `style` inside the block."""
    before = year_style()
    set_year_style(style)
    try:
        yield
    finally:
        set_year_style(before)


def short_year(year: int) -> str:
    """Return 令和5, or 2023: the year where room is scarce, without 年 or 年度."""
    return era_year(year) if _state["style"] is YearStyle.ERA else str(year)


def letter_year(year: int) -> str:
    """Return R5, where years are written in eras and Japanese is spoken, else 2023.

    For the least room there is: beneath a small chart, above a narrow column.
    """
    if language() != "ja" or _state["style"] is YearStyle.WESTERN:
        return str(year)
    era = era_year(year)
    return f"{_LETTERS.get(era[:2], era[:2])}{era[2:]}"


def year_lines(year: int) -> tuple[str, str]:
    """Return the two lines at the head of a column: 令和5 over （2023）, or 2023 over nothing."""
    if _state["style"] is YearStyle.ERA:
        return era_year(year), f"（{year}）"
    return str(year), ""


def display_fiscal_year(year: int) -> str:
    """Return 令和5（2023）年度, as the plan prints it, or 2023年度."""
    return f"{_written(year)}年度"


def display_year(year: int) -> str:
    """Return 令和2（2020）年, a calendar year, or 2020年."""
    return f"{_written(year)}年"


def _written(year: int) -> str:
    return "".join(year_lines(year))


def period_name(first: int, last: int) -> str:
    """Return 令和5（2023）年度～令和9（2027）年度 in the language spoken, or one year's name."""
    if language() != "ja":
        return f"FY{first}" if first == last else f"FY{first}–FY{last}"
    names = (display_fiscal_year(first), display_fiscal_year(last))
    return names[0] if first == last else "～".join(names)

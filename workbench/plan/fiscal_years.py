"""Fiscal years: April to March, stored as the western year they start in."""

from __future__ import annotations

import datetime

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


def display_fiscal_year(year: int) -> str:
    """Return 令和5（2023）年度, as the plan prints it."""
    return f"{era_year(year)}（{year}）年度"


def display_year(year: int) -> str:
    """Return 令和2（2020）年, a calendar year."""
    return f"{era_year(year)}（{year}）年"

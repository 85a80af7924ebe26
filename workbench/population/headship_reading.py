"""Reading headship rates from a block of cells, as it is copied out of a workbook.

Ages stand down the first column, men and women across; where rates of several years are given
their years stand in the headings too, in the same cell (男 2030年) or in a row of their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from workbench.errors import PersonError
from workbench.language import Message, message
from workbench.population.age_spans import AgeSpan, read_span
from workbench.population.ages import shown
from workbench.population.headship import FIRST_AGE, HeadshipRate, HeadshipRates
from workbench.population.tables import SEX_NAMES

Grid = Sequence[Sequence[str]]

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
#: The longer words first: 男女 is neither.
_SEXES = (("both", ("男女", "総数", "計", "both")), ("female", ("女", "female", "women")),
          ("male", ("男", "male", "men")))  # fmt: skip
#: In official tables a dash says that there is nobody.
_NOBODY = frozenset({"-", "－", "―", "—", "–"})


def cells_of(text: str) -> list[list[str]]:
    """Return the cells of a text as it comes from a spreadsheet: tabs between, lines below."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    return [row for row in rows if any(row)]


def read_headship(grid: Grid, year: int) -> HeadshipRates:
    """Return the headship rates of a block of cells; `year` is theirs where none is written.

    A rate above 1 or a per cent sign says that all of them are per cent. Rows of all ages
    together are left out.

    Raises
    ------
    PersonError
        When there are no ages, men and women cannot be told apart, a cell is no rate, or ages
        are missing or overlap.
    """
    first = next((at for at, row in enumerate(grid) if row and _span(row[0])), None)
    if first is None:
        raise _unread(message("No row begins with an age group."))
    columns = _columns(grid[:first], year)
    found: list[tuple[int, str, AgeSpan, float]] = []
    per_cent = False
    for row in grid[first:]:
        span = _span(row[0])
        if span is None or span.is_total or span.is_unknown:
            continue
        for column, (sex, of_year) in columns.items():
            text = row[column] if column < len(row) else ""
            place = f"{of_year} {SEX_NAMES[sex]} {span}"
            share = _number(text, place)
            if share is not None:
                found.append((of_year, sex, span, share))
                per_cent |= share > 1.0 or "%" in unicodedata.normalize("NFKC", text)
            elif span.last is None or span.last >= FIRST_AGE:
                raise _unread(
                    message("There is no headship rate for {ages}.", ages=span),
                    f"{of_year} {SEX_NAMES[sex]}",
                )
    scale = 100.0 if per_cent else 1.0
    return HeadshipRates.of(
        HeadshipRate(of_year, sex, span, round(share / scale, 9))
        for of_year, sex, span, share in found
    )


def _span(label: str) -> AgeSpan | None:
    try:
        return read_span(label)
    except PersonError:
        return None


def _columns(headings: Grid, year: int) -> dict[int, tuple[str, int]]:
    """Return sex and year of every column that holds rates."""
    width = max((len(row) for row in headings), default=0)
    known: dict[int, tuple[str, int]] = {}
    sex, of_year = "", year
    for column in range(1, width):
        words = " ".join(row[column] for row in headings if column < len(row))
        plain = unicodedata.normalize("NFKC", words).lower()
        # A heading over several columns stands in the first of them alone.
        sex = next((name for name, signs in _SEXES if any(s in plain for s in signs)), sex)
        if found := _YEAR.search(plain):
            of_year = int(found[1])
        if sex in SEX_NAMES and sex != "both" and (sex, of_year) not in known.values():
            known[column] = (sex, of_year)
    sexes = {each for each, _year in known.values()}
    if sexes != {"male", "female"}:
        raise _unread(message("Men and women cannot be told apart: no heading names both."))
    return known


def _number(text: str, place: str) -> float | None:
    """Return the number in a cell, with or without a per cent sign; None for a blank."""
    plain = unicodedata.normalize("NFKC", text).removesuffix("%").strip()
    if not plain:
        return None
    if plain in _NOBODY:
        return 0.0
    if not _NUMBER.fullmatch(plain):
        raise _unread(message("{text} is no headship rate.", text=shown(text)), place)
    return float(plain)


def _unread(what: Message, place: str = "") -> PersonError:
    return PersonError(
        "population.headship_unread",
        what,
        remedy=message(
            "Copy the table with its headings: ages down the side (15～19歳 … 85歳以上), 男 and 女 "
            "across, shares or per cent in the cells."
        ),
        place=place,
    )

"""Headship rates (世帯主率): the share of people of a sex and age who head a household.

The number of households follows from them: the people of each age times the share that heads one
(the headship method, 世帯主率法). Rates are published for a census year, and by the official
household projection for later years too; between two of those they move evenly, before the first
and after the last they stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from workbench.errors import PersonError
from workbench.language import Message, message
from workbench.population.age_spans import AgeSpan
from workbench.population.ages import AgeGroups, Floats
from workbench.population.engine import SEXES
from workbench.population.tables import SEX_NAMES

#: From this age on every age needs a rate; below it nobody heads a household unless given.
FIRST_AGE = 15
#: Ages beyond this one share the rate of the last group.
_LAST_AGE = 110


@dataclass(frozen=True)
class HeadshipRate:
    """The share, 0 to 1, of people of one sex and some ages who head a household in a year."""

    year: int
    sex: str
    ages: AgeSpan
    share: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.share <= 1.0:
            raise PersonError(
                "population.headship_range",
                message("A headship rate lies between 0 and 1, but this is {value}.",
                        value=f"{self.share:g}"),
                remedy=message("Give it as a share (0.45) or in per cent (45 %)."),
                place=f"{self.year} {SEX_NAMES[self.sex]} {self.ages}",
            )  # fmt: skip


@dataclass(frozen=True)
class HeadshipRates:
    """A complete table of headship rates.

    Attributes
    ----------
    years
        The years they are of, in order.
    spans
        The ages of the rows, in order, the last one open.
    shares
        (year, sex, span), 0 to 1.
    """

    years: tuple[int, ...]
    spans: tuple[AgeSpan, ...]
    shares: Floats

    @classmethod
    def of(cls, rates: Iterable[HeadshipRate]) -> HeadshipRates:
        """Return the table that these make up.

        Raises `PersonError` when a rate is missing, given twice, or ages overlap.
        """
        held: dict[tuple[int, str, AgeSpan], float] = {}
        for rate in rates:
            key = (rate.year, rate.sex, rate.ages)
            if key in held:
                raise _wrong(
                    "population.headship_twice",
                    message("There are two headship rates for the same people."),
                    f"{rate.year} {SEX_NAMES[rate.sex]} {rate.ages}",
                )
            held[key] = rate.share
        years = tuple(sorted({year for year, _sex, _span in held}))
        spans = tuple(sorted({span for _year, _sex, span in held}, key=lambda one: one.first or 0))
        _check(spans)
        for year in years:
            for sex in SEXES:
                for span in spans:
                    if (year, sex, span) not in held:
                        raise _missing(span, year, sex)
        shares = [[[held[year, sex, span] for span in spans] for sex in SEXES] for year in years]
        return cls(years, spans, np.array(shares, dtype=np.float64))

    def rates(self) -> tuple[HeadshipRate, ...]:
        """Return the single rates, as the plan keeps them."""
        return tuple(
            HeadshipRate(year, sex, span, float(self.shares[y, s, a]))
            for y, year in enumerate(self.years)
            for s, sex in enumerate(SEXES)
            for a, span in enumerate(self.spans)
        )

    def by_groups(self, ages: AgeGroups, years: Sequence[int]) -> Floats:
        """Return the rates of some years in a projection's age groups, (year, sex, age).

        A group that holds several rates has their mean, each age weighing alike.
        """
        single = np.zeros((len(self.years), len(SEXES), _LAST_AGE + 1))
        for index, span in enumerate(self.spans):
            last = _LAST_AGE if span.last is None else min(span.last, _LAST_AGE)
            single[:, :, span.first or 0 : last + 1] = self.shares[:, :, index, np.newaxis]
        starts = [int(start) for start in ages.starts]
        # The open group is taken to reach over two widths: few live on beyond.
        ends = [*starts[1:], starts[-1] + 2 * ages.width]
        grouped = np.stack(
            [single[:, :, a:b].mean(axis=2) for a, b in zip(starts, ends, strict=True)], axis=2
        )
        moved = [
            np.interp(years, self.years, grouped[:, sex, age])
            for sex in range(len(SEXES))
            for age in range(ages.count)
        ]
        by_year: Floats = np.array(moved).T.reshape(len(years), len(SEXES), ages.count)
        return by_year


def _check(spans: Sequence[AgeSpan]) -> None:
    if not spans:
        raise _wrong(
            "population.headship_empty", message("There are no headship rates in the table."), ""
        )
    if (spans[0].first or 0) > FIRST_AGE:
        raise _gap(AgeSpan(FIRST_AGE, (spans[0].first or 0) - 1))
    for before, span in pairwise(spans):
        first = span.first or 0
        if before.last is None or first <= before.last:
            raise _wrong(
                "population.headship_overlap",
                message("These ages overlap: {one}, {other}.", one=before, other=span),
                "",
            )
        if first > before.last + 1:
            raise _gap(AgeSpan(before.last + 1, first - 1))
    if spans[-1].last is not None:
        raise _gap(AgeSpan(spans[-1].last + 1, None))


def _gap(span: AgeSpan) -> PersonError:
    return _wrong(
        "population.headship_ages",
        message("There are no headship rates for {ages}.", ages=span),
        "",
        message("Every age from {first} on needs a rate; the last group is open.", first=FIRST_AGE),
    )


def _missing(span: AgeSpan, year: int, sex: str) -> PersonError:
    return _wrong(
        "population.headship_missing",
        message("There is no headship rate for {ages}.", ages=span),
        f"{year} {SEX_NAMES[sex]}",
        message("A blank is no zero: write 0 where nobody heads a household."),
    )


def _wrong(code: str, what: Message, place: str, remedy: Message | None = None) -> PersonError:
    return PersonError(code, what, remedy=remedy, place=place)

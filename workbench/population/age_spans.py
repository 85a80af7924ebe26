"""Ages of a published table as they come: any grouping, subtotals between, ages not known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from workbench.errors import PersonError
from workbench.language import Message, message, tr
from workbench.population.ages import AgeGroups, Floats, parse_age_label, shown

_TOTALS = frozenset({"総数", "計", "合計", "総計", "全年齢", "total", "allages"})
_UNKNOWNS = frozenset({"不詳", "年齢不詳", "年齢「不詳」", "不明", "年齢不明", "unknown"})
#: Words before a label that say it repeats what other rows hold already.
_REPEATS = re.compile(r"^[((]?(?:再掲|うち|別掲)[))]?")


@dataclass(frozen=True, order=True)
class AgeSpan:
    """Ages from `first` to `last`, both included; `last` None is open, `first` None unknown."""

    first: int | None
    last: int | None

    @property
    def is_total(self) -> bool:
        """Whether this is everyone."""
        return self.first == 0 and self.last is None

    @property
    def is_unknown(self) -> bool:
        """Whether these are people of unknown age."""
        return self.first is None

    @property
    def width(self) -> float:
        """How many ages there are; infinite when open."""
        return np.inf if self.last is None else self.last - (self.first or 0) + 1

    def holds(self, other: AgeSpan) -> bool:
        """Return whether `other` lies within these ages."""
        if self.first is None or other.first is None or other.first < self.first:
            return False
        return self.last is None or (other.last is not None and other.last <= self.last)

    def __str__(self) -> str:
        """Return the ages in the language spoken now: ages 0–4, ages 85+, age 7."""
        if self.first is None:
            return tr("unknown age")
        if self.is_total:
            return tr("all ages")
        if self.last is None:
            return tr("ages {first}+", first=self.first)
        if self.first == self.last:
            return tr("age {first}", first=self.first)
        return tr("ages {first}–{last}", first=self.first, last=self.last)


TOTAL, UNKNOWN = AgeSpan(0, None), AgeSpan(None, None)


def read_span(label: object, place: str = "") -> AgeSpan:
    """Return the ages a label names: 5～9歳, 90歳以上, 7, 総数, 年齢不詳, （再掲）65歳以上.

    Raises `PersonError` when it names none.
    """
    if isinstance(label, str):
        plain = "".join(unicodedata.normalize("NFKC", label).split())
        bare = plain.lower().strip("()")
        if bare in _TOTALS:
            return TOTAL
        if bare in _UNKNOWNS:
            return UNKNOWN
        label = _REPEATS.sub("", plain) or label
    first, last = parse_age_label(label, place)
    if last is not None and last < first:
        raise PersonError(
            "population.age_label",
            message("{label} is not an age group.", label=shown(label)),
            place=place,
        )
    return AgeSpan(first, last)


@dataclass(frozen=True)
class Tiling:
    """How the ages of a table lie.

    Attributes
    ----------
    parts
        The groups that cover all ages from 0 to the open one, each age once, in order.
    subtotals
        Groups that are sums of some of these.
    """

    parts: tuple[AgeSpan, ...]
    subtotals: Mapping[AgeSpan, tuple[AgeSpan, ...]]

    @property
    def open_from(self) -> int:
        """The first age of the open group."""
        return self.parts[-1].first or 0

    def groups(self, width: int) -> AgeGroups:
        """Return the groups of `width` years these can be put together into."""
        return AgeGroups(width, self.open_from // width + 1)

    def regroup(self, people: Mapping[AgeSpan, float], groups: AgeGroups) -> Floats:
        """Return people put together into `groups`, (age,).

        Raises `PersonError` when a group of the table reaches across two of them: its people
        cannot be told apart.
        """
        regrouped = np.zeros(groups.count)
        for part in self.parts:
            first = part.first or 0
            group = min(first // groups.width, groups.count - 1)
            last = groups.count - 1 if part.last is None else part.last // groups.width
            if min(last, groups.count - 1) != group:
                raise _too_wide(part, groups)
            regrouped[group] += people[part]
        return regrouped


def tile(spans: Iterable[AgeSpan]) -> Tiling:
    """Return how ages lie; total and unknown ages are left out of it.

    Raises `PersonError` when ages are missing or lie in two groups of which neither is the sum
    of others.
    """
    ages = sorted(
        (span for span in set(spans) if not span.is_unknown and not span.is_total),
        key=lambda span: (span.first or 0, span.width),
    )
    subtotals = {
        span: inner
        for span in ages
        if (inner := _covering(span, [each for each in ages if each != span and span.holds(each)]))
    }
    parts = tuple(span for span in ages if span not in subtotals)
    _check(parts)
    return Tiling(parts, subtotals)


def _covering(span: AgeSpan, inner: list[AgeSpan]) -> tuple[AgeSpan, ...]:
    """Return the finest groups that make up a span, or nothing when they do not."""
    found: list[AgeSpan] = []
    at: int | None = span.first
    while at is not None:
        if found and at == (span.last or -1) + 1:
            return tuple(found)
        # The list goes from narrow to wide for each first age.
        step = next((each for each in inner if each.first == at), None)
        if step is None:
            return ()
        found.append(step)
        at = None if step.last is None else step.last + 1
    return tuple(found) if span.last is None else ()


def _check(parts: tuple[AgeSpan, ...]) -> None:
    if not parts:
        raise PersonError(
            "population.ages_missing",
            message("The table has no age groups."),
            remedy=_EVERY_AGE,
        )
    if parts[0].first:
        raise _missing(AgeSpan(0, parts[0].first - 1))
    for before, part in pairwise(parts):
        first = part.first or 0
        if before.last is None or first <= before.last:
            raise PersonError(
                "population.ages_overlap",
                message(
                    "These overlap, and neither is the sum of others: {one}, {other}.",
                    one=before,
                    other=part,
                ),
                remedy=message("Leave one of them out."),
            )
        if first > before.last + 1:
            raise _missing(AgeSpan(before.last + 1, first - 1))
    if parts[-1].last is not None:
        raise _missing(AgeSpan(parts[-1].last + 1, None))


def _missing(span: AgeSpan) -> PersonError:
    return PersonError(
        "population.ages_missing",
        message("There are no figures for {ages}.", ages=span),
        remedy=_EVERY_AGE,
    )


def _too_wide(part: AgeSpan, groups: AgeGroups) -> PersonError:
    return PersonError(
        "population.ages_too_wide",
        message(
            "No groups of {width} years can be told apart within {ages}.",
            ages=part,
            width=groups.width,
        ),
        remedy=message("Use a table by five-year age groups or by single age."),
    )


_EVERY_AGE: Message = message("Every age needs a row, from 0 to the oldest, open group.")

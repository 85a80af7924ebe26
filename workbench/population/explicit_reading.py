"""Reading the projection document: every mistake becomes one sentence that names its place."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from workbench.errors import PersonError
from workbench.language import Message, message
from workbench.population.ages import AgeGroups, Floats, shown
from workbench.population.engine import (
    SEX_RATIO_AT_BIRTH,
    SEXES,
    BirthExposure,
    ChildWomanRatio,
    Fertility,
    Period,
    Timing,
)

#: Ratios and rates beyond this are slips: percentages, per mille, boys per hundred girls.
_HIGHEST_RATIO = 1.5
#: The least share of newborns who must be left for a child–woman ratio to tell the births.
_LEAST_KEPT = 0.01
#: Nobody has more people in one cell. An account of so many balances to 1e-5 persons, one of a
#: tenth of them to 1e-6: float64 has no more digits.
_MOST_PEOPLE = 1e9
_REMARKS = frozenset({"comment", "description", "name", "note", "notes", "source", "title"})
_TOP_KEYS = frozenset({"ages", "width", "base_year", "population", "periods"}) | _REMARKS
_PERIOD_KEYS = _REMARKS | frozenset(
    {
        "survival",
        "fertility",
        "sex_ratio_at_birth",
        "child_woman_ratio",
        "child_sex_ratio",
        "migration",
    }
)
_COUNT_KEYS = frozenset({"timing", "birth_exposure"})


@dataclass(frozen=True)
class ExplicitDocument:
    """A projection document, checked: the base is (sex, age, 1)."""

    groups: AgeGroups
    base_year: int
    sexes: tuple[str, ...]
    base: Floats
    periods: tuple[Period, ...]
    notes: tuple[Message, ...]


def read_document(document: object) -> ExplicitDocument:
    """Check a projection document and return it ready to run.

    Raises `PersonError` with the place of the first thing that is wrong.
    """
    top = _object(document, "", _TOP_KEYS)
    labels = _list(_needed(top, "ages", ""), "ages")
    groups = AgeGroups.of_labels(labels)
    width = _whole(_needed(top, "width", ""), "width")
    if width != groups.width:
        raise _wrong(
            "width",
            message(
                "The width is {width} years, but the age groups are {groups} years wide.",
                width=width,
                groups=groups.width,
            ),
        )
    base_year = _whole(_needed(top, "base_year", ""), "base_year")
    population = _object(_needed(top, "population", ""), "population", frozenset(SEXES))
    sexes = tuple(sex for sex in SEXES if sex in population)
    if not sexes:
        raise _wrong("population", message("The population has neither men nor women."))
    reader = _Reader(groups, sexes)
    base = reader.by_sex(population, "population", 0.0, _MOST_PEOPLE)
    periods = _list(_needed(top, "periods", ""), "periods")
    read = tuple(reader.period(period, f"periods[{i}]") for i, period in enumerate(periods))
    notes = (*reader.notes, *_above_one(read, sexes))
    return ExplicitDocument(groups, base_year, sexes, base, read, notes)


def _above_one(periods: Sequence[Period], sexes: Sequence[str]) -> tuple[Message, ...]:
    """Return what is said of survival ratios above 1, one sentence for all of them.

    They are no slip where a cohort ratio stands for survival and migration together, as those
    of a published table do; but the account then shows fewer deaths than there were.
    """
    found = [
        f"periods[{i}].survival.{sexes[sex]}[{age}]"
        for i, period in enumerate(periods)
        for sex, age in np.argwhere(period.survival[:, :, 0] > 1.0)
    ]
    if not found:
        return ()
    return (
        message(
            "Survival is above 1 at {place} ({count} such ratios): what is more than 1 counts as "
            "negative deaths. Where a ratio holds migration too, give the migration apart.",
            place=found[0],
            count=len(found),
        ),
    )


class _Reader:
    """Reads the parts of a document that depend on its ages and sexes, and collects notes."""

    def __init__(self, groups: AgeGroups, sexes: tuple[str, ...]) -> None:
        self.groups = groups
        self.sexes = sexes
        self.notes: list[Message] = []
        if "female" not in sexes:
            self.notes.append(
                message("There are no women: births are counted from the rates per man.")
            )

    def by_sex(self, value: object, place: str, low: float, high: float) -> Floats:
        """Return numbers by sex and age, (sex, age, 1)."""
        given = _object(value, place, frozenset(self.sexes))
        return np.stack(
            [self._ages(_needed(given, s, place), f"{place}.{s}", low, high) for s in self.sexes]
        )

    def _ages(self, value: object, place: str, low: float, high: float) -> Floats:
        given = _list(value, place)
        if len(given) != self.groups.count:
            raise _wrong(
                place,
                message(
                    "There are {found} numbers for {expected} age groups.",
                    found=len(given),
                    expected=self.groups.count,
                ),
            )
        numbers = [_number(each, f"{place}[{i}]", low, high) for i, each in enumerate(given)]
        return np.array(numbers, dtype=np.float64)[:, np.newaxis]

    def period(self, value: object, place: str) -> Period:
        """Return one period."""
        given = _object(value, place, _PERIOD_KEYS)
        survival = self.by_sex(
            _needed(given, "survival", place), f"{place}.survival", 0.0, _HIGHEST_RATIO
        )
        births = self._births(given, place)
        kind, amounts, options = self._migration(given.get("migration"), f"{place}.migration")
        period = Period(
            survival,
            births,
            migration_rate=amounts if kind == "rate" else None,
            migrants=amounts if kind == "count" else None,
            timing=Timing(options.get("timing", Timing.EVEN)),
            birth_exposure=BirthExposure(
                options.get("birth_exposure", BirthExposure.BEFORE_MIGRANTS)
            ),
        )
        if isinstance(births, ChildWomanRatio):
            self._check_newborns(period, place)
            if "birth_exposure" in options:
                self._unused(f"{place}.migration.birth_exposure")
        return period

    def _births(self, given: Mapping[str, Any], place: str) -> Fertility | ChildWomanRatio:
        if "fertility" in given and "child_woman_ratio" in given:
            raise _wrong(
                place,
                message("Births come from fertility or from child_woman_ratio, not from both."),
            )
        sex_ratio = self._ratio(given, "sex_ratio_at_birth", place, SEX_RATIO_AT_BIRTH)
        if "child_woman_ratio" in given:
            if "sex_ratio_at_birth" in given and "child_sex_ratio" in given:
                self._unused(f"{place}.sex_ratio_at_birth")
            return self._child_woman_ratio(given, place, sex_ratio)
        if "child_sex_ratio" in given:
            raise _wrong(
                f"{place}.child_sex_ratio",
                message("child_sex_ratio goes with child_woman_ratio."),
            )
        if "fertility" not in given:
            raise _wrong(place, message("fertility or child_woman_ratio is missing."))
        rates = self._ages(given["fertility"], f"{place}.fertility", 0.0, _HIGHEST_RATIO)
        if rates[0, 0] != 0:
            raise _wrong(
                f"{place}.fertility[0]",
                message("The youngest group must have fertility 0: it is born in the period."),
            )
        return Fertility(rates, sex_ratio)

    def _child_woman_ratio(
        self, given: Mapping[str, Any], place: str, sex_ratio: float
    ) -> ChildWomanRatio:
        if not self.groups.aligned(15, 49):
            raise _wrong(
                f"{place}.child_woman_ratio",
                message(
                    "A child–woman ratio needs closed age groups that begin at 15 and end at 49."
                ),
            )
        ratio = _number(
            given["child_woman_ratio"], f"{place}.child_woman_ratio", 0.0, _HIGHEST_RATIO
        )
        return ChildWomanRatio(ratio, self._ratio(given, "child_sex_ratio", place, sex_ratio))

    def _ratio(self, given: Mapping[str, Any], key: str, place: str, default: float) -> float:
        return _number(given.get(key, default), f"{place}.{key}", 0.0, _HIGHEST_RATIO)

    def _migration(self, value: object, place: str) -> tuple[str, Floats | None, Mapping[str, str]]:
        if value is None:
            return "", None, {}
        given = _object(value, place, frozenset({"kind", *SEXES}) | _COUNT_KEYS | _REMARKS)
        kind = _choice(_needed(given, "kind", place), f"{place}.kind", ("count", "rate"))
        high = _HIGHEST_RATIO if kind == "rate" else _MOST_PEOPLE
        amounts = self.by_sex(
            {key: given[key] for key in SEXES if key in given}, place, -high, high
        )
        options = {key: given[key] for key in _COUNT_KEYS & given.keys()}
        if kind == "rate" and options:
            raise _wrong(
                f"{place}.{min(options)}",
                message("This goes with counted migrants, not with rates."),
            )
        if "timing" in options:
            _choice(options["timing"], f"{place}.timing", tuple(Timing))
        if "birth_exposure" in options:
            _choice(options["birth_exposure"], f"{place}.birth_exposure", tuple(BirthExposure))
            if options.get("timing") != Timing.END:
                raise _wrong(
                    f"{place}.birth_exposure",
                    message("birth_exposure goes with the timing {timing}.", timing="end"),
                )
        return kind, amounts, options

    def _check_newborns(self, period: Period, place: str) -> None:
        kept = period.survival[:, 0, 0]
        if period.migration_rate is not None:
            kept = kept + period.migration_rate[:, 0, 0]
        for sex, share in zip(self.sexes, kept.tolist(), strict=True):
            if share < _LEAST_KEPT:
                raise _wrong(
                    f"{place}.survival.{sex}[0]",
                    message(
                        "With a child–woman ratio at least {least} of those born must be left at "
                        "the end of the period, here {share}.",
                        least=_LEAST_KEPT,
                        share=shown(share),
                    ),
                )

    def _unused(self, place: str) -> None:
        self.notes.append(message("{place} is not used with a child–woman ratio.", place=place))


def _wrong(place: str, what: Message) -> PersonError:
    return PersonError("population.document", what, place=place)


def _object(value: object, place: str, known: frozenset[str]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _wrong(place, message("This must be an object, not {value}.", value=shown(value)))
    for key in value:
        if key not in known:
            raise _wrong(
                f"{place}.{key}" if place else str(key),
                message(
                    "This is not known here; known are {known}.", known=", ".join(sorted(known))
                ),
            )
    return value


def _needed(given: Mapping[str, Any], key: str, place: str) -> object:
    if key not in given:
        raise _wrong(place, message("{key} is missing.", key=key))
    return given[key]


def _list(value: object, place: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise _wrong(place, message("This must be a list, not {value}.", value=shown(value)))
    return list(value)


def _choice(value: object, place: str, known: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in known:
        raise _wrong(
            place,
            message(
                "This must be one of {known}, not {value}.",
                known=", ".join(known),
                value=shown(value),
            ),
        )
    return value


def _finite(value: object, place: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(place, message("This must be a number, not {value}.", value=shown(value)))
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise _wrong(place, message("This is not a finite number: {value}.", value=shown(value)))
    return number


def _number(value: object, place: str, low: float, high: float) -> float:
    number = _finite(value, place)
    if low == 0 and high == _MOST_PEOPLE and number < 0:
        raise _wrong(
            place, message("A population cannot be negative: {value}.", value=shown(value))
        )
    if not low <= number <= high:
        raise _wrong(
            place,
            message(
                "This must lie between {low} and {high}, but is {value}.",
                low=shown(low),
                high=shown(high),
                value=shown(value),
            ),
        )
    return number


def _whole(value: object, place: str) -> int:
    number = _finite(value, place)
    if number != int(number) or not 0 < number < 10_000:
        raise _wrong(
            place, message("This must be a whole number, not {value}.", value=shown(value))
        )
    return int(number)

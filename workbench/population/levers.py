"""What a planner can assume: `Assumptions`, a value for every lever and choice.

A lever is a numeric field of `Assumptions` with its range and its explanation; a slider finds it
in `LEVERS` by itself. This module needs no NumPy, so that the journal can name levers cheaply.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace

from workbench.errors import PersonError
from workbench.language import message
from workbench.population.lever_table import (
    CHOICES,
    GROUPS,
    LEVERS,
    Choice,
    Convergence,
    Lever,
    MigrationBase,
    MigrationFuture,
)

__all__ = [
    "CHOICES",
    "GROUPS",
    "LEVERS",
    "Assumptions",
    "Choice",
    "Convergence",
    "Lever",
    "MigrationBase",
    "MigrationFuture",
    "PeriodOverride",
    "check_lever",
    "lever",
]

_BY_KEY: Mapping[str, Lever] = {lever.key: lever for lever in LEVERS}
_CHOICE_BY_KEY: Mapping[str, Choice] = {choice.key: choice for choice in CHOICES}


def lever(key: str) -> Lever:
    """Return the lever with this key; raise `KeyError` when there is none."""
    return _BY_KEY[key]


@dataclass(frozen=True)
class PeriodOverride:
    """A lever's value for the years from `from_year` up to, but without, `to_year`.

    For ``tfr`` it is the rate of those years itself, not a final value to be reached. Raises
    `PersonError` for a lever that cannot be set by period, a value out of range or no years.
    """

    key: str
    from_year: int
    to_year: int
    value: float

    def __post_init__(self) -> None:
        if self.key not in _BY_KEY or not _BY_KEY[self.key].by_period:
            raise _unknown(self.key)
        check_lever(self.key, self.value)
        whole = isinstance(self.from_year, int) and isinstance(self.to_year, int)
        if not whole or self.from_year >= self.to_year:
            raise PersonError(
                "population.override_years",
                message(
                    "A period from {start} to {end} has no years.",
                    start=self.from_year,
                    end=self.to_year,
                ),
                place=self.key,
            )


@dataclass(frozen=True)
class Assumptions:
    """One scenario's assumptions: a value for every lever, a choice of model, overrides.

    The numeric fields are the keys of `LEVERS`, the choices those of `CHOICES`. As made without
    arguments it is the continuation of what was observed (現状継続), provided that the default
    of ``tfr`` is the area's own rate. Raises `PersonError` when a value is out of its range.
    """

    tfr: float = _BY_KEY["tfr"].default
    tfr_year: int = int(_BY_KEY["tfr_year"].default)
    migration_multiplier: float = 1.0
    young_adult_migration_multiplier: float = 1.0
    child_rearing_migration_multiplier: float = 1.0
    couples_20s: float = 0.0
    families_30s: float = 0.0
    couples_60s: float = 0.0
    measures_from: int = int(_BY_KEY["measures_from"].default)
    migration_fade_year: int = int(_BY_KEY["migration_fade_year"].default)
    life_expectancy_gain: float = 0.0
    tfr_path: str = Convergence.LINEAR
    migration_base: str = MigrationBase.LATEST
    migration_future: str = MigrationFuture.HELD
    overrides: tuple[PeriodOverride, ...] = field(default=())

    def __post_init__(self) -> None:
        for key in _BY_KEY:
            check_lever(key, getattr(self, key))
        for key, choice in _CHOICE_BY_KEY.items():
            _check_choice(choice, getattr(self, key))

    @classmethod
    def of(cls, values: Mapping[str, object]) -> Assumptions:
        """Return assumptions from stored values; what is not named keeps its default.

        `values` maps field names to numbers, names of options, and ``overrides`` to a list of
        mappings with the fields of `PeriodOverride`; `to_mapping` writes the same. Raises
        `PersonError` for an unknown name or a value out of range.
        """
        result = cls()
        for key, value in values.items():
            result = result.replace(key, value)
        return result

    def replace(self, key: str, value: object) -> Assumptions:
        """Return the same assumptions with one field changed; errors as in `of`."""
        if key == "overrides":
            return replace(self, overrides=_overrides(value))
        if key in _BY_KEY:
            number = check_lever(key, value)
            value = int(number) if _BY_KEY[key].is_year else number
        elif key in _CHOICE_BY_KEY:
            _check_choice(_CHOICE_BY_KEY[key], value)
        else:
            raise _unknown(key)
        # The other fields have been looked at when these were made: a lever asks at each pixel.
        changed = object.__new__(Assumptions)
        changed.__dict__.update(self.__dict__, **{key: value})
        return changed

    def with_override(self, override: PeriodOverride) -> Assumptions:
        """Return the same assumptions with a lever set for some years.

        An earlier override of the same lever and years is replaced.
        """
        span = (override.key, override.from_year, override.to_year)
        kept = [o for o in self.overrides if (o.key, o.from_year, o.to_year) != span]
        return replace(self, overrides=(*kept, override))

    def to_mapping(self) -> dict[str, object]:
        """Return the values as plain objects that JSON can hold; `of` reads them back."""
        values: dict[str, object] = {
            each.name: getattr(self, each.name) for each in fields(self) if each.name != "overrides"
        }
        for key in _CHOICE_BY_KEY:
            values[key] = str(values[key])
        if self.overrides:
            values["overrides"] = [asdict(override) for override in self.overrides]
        return values

    def changed(self) -> dict[str, object]:
        """Return only the values that differ from the defaults."""
        default = Assumptions().to_mapping()
        return {key: v for key, v in self.to_mapping().items() if v != default.get(key)}


def check_lever(key: str, value: object) -> float:
    """Return a lever's value as a number; raise `PersonError` when it is none or out of range."""
    bounds = _BY_KEY[key]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise PersonError(
            "population.lever_number",
            message("{name} must be a number, not {value}.", name=bounds.name, value=repr(value)),
            place=key,
        )
    if not bounds.minimum <= value <= bounds.maximum:
        raise PersonError(
            "population.lever_range",
            message(
                "{name} must lie between {low} and {high}, but is {value}.",
                name=bounds.name,
                low=bounds.minimum,
                high=bounds.maximum,
                value=value,
            ),
            place=key,
        )
    return float(value)


def _check_choice(choice: Choice, value: object) -> None:
    if value not in choice.options:
        raise PersonError(
            "population.choice",
            message(
                "{name} must be one of {known}, not {value}.",
                name=choice.name,
                known=", ".join(choice.options),
                value=repr(value),
            ),
            place=choice.key,
        )


def _overrides(value: object) -> tuple[PeriodOverride, ...]:
    return tuple(
        _override(each) for each in (value if isinstance(value, list | tuple) else [value])
    )


def _override(given: object) -> PeriodOverride:
    if isinstance(given, PeriodOverride):
        return given
    names = {each.name for each in fields(PeriodOverride)}
    if not isinstance(given, Mapping) or set(given) != names:
        raise PersonError(
            "population.override",
            message("A value for some years needs {names}.", names=", ".join(sorted(names))),
            place="overrides",
        )
    return PeriodOverride(**given)


def _unknown(key: str) -> PersonError:
    return PersonError(
        "population.unknown_lever", message("There is no lever named {key}.", key=key), place=key
    )

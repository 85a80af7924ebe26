"""Age groups of equal width, the last one open, and the labels they are written with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from workbench.errors import PersonError
from workbench.language import message

Floats = npt.NDArray[np.float64]

_CLOSED = re.compile(r"(\d{1,3})\s*歳?\s*[-~‐–—−〜から]+\s*(\d{1,3})\s*歳?")
_OPEN = re.compile(r"(\d{1,3})\s*歳?\s*(?:\+|以上|[-~〜]|and over)")
_SINGLE = re.compile(r"(\d{1,3})\s*歳?")


@dataclass(frozen=True)
class AgeGroups:
    """`count` age groups of `width` years from age 0, the last one open.

    Raises `ValueError` for a width below 1 or fewer than two groups: the open group is reached
    from the two oldest together.
    """

    width: int
    count: int

    def __post_init__(self) -> None:
        if self.width < 1 or self.count < 2:
            raise ValueError(f"{self.count} age groups of {self.width} years")

    @cached_property
    def starts(self) -> npt.NDArray[np.int64]:
        """The first age of each group, (age,), years."""
        return np.arange(self.count, dtype=np.int64) * self.width

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The groups as they are written: 0-4, …, 90+ (single years: 0, …, 100+)."""
        closed = [
            str(start) if self.width == 1 else f"{start}-{start + self.width - 1}"
            for start in self.starts[:-1].tolist()
        ]
        return (*closed, f"{self.open_from}+")

    @property
    def open_from(self) -> int:
        """The first age of the open group."""
        return (self.count - 1) * self.width

    def indices(self, age_from: int, age_to: int | None = None) -> slice:
        """Return the groups from `age_from` to `age_to` inclusive (None: to the oldest).

        Raises `ValueError` when the groups do not begin and end there: a sum over other ages
        would be shown under the wrong name.
        """
        if age_from % self.width or not 0 <= age_from <= self.open_from:
            raise ValueError(f"no group of {self.labels} begins at {age_from}")
        if age_to is None:
            return slice(age_from // self.width, self.count)
        if (age_to + 1) % self.width or not age_from <= age_to < self.open_from:
            raise ValueError(f"no group of {self.labels} ends at {age_to}")
        return slice(age_from // self.width, (age_to + 1) // self.width)

    def aligned(self, age_from: int, age_to: int | None = None) -> bool:
        """Return whether `indices` can answer for these ages."""
        try:
            self.indices(age_from, age_to)
        except ValueError:
            return False
        return True

    @classmethod
    def of_labels(cls, labels: Sequence[object], place: str = "ages") -> AgeGroups:
        """Return the groups that labels such as 0-4, 5～9歳, 85+ or 90歳以上 describe.

        Raises
        ------
        PersonError
            When a label is not an age, the groups do not begin at 0, leave a gap, overlap or
            differ in width, or the last one is not open.
        """
        if len(labels) < 2:
            raise PersonError(
                "population.ages_too_few",
                message("At least two age groups are needed; the last one is open."),
                place=place,
            )
        bounds = [parse_age_label(label, f"{place}[{i}]") for i, label in enumerate(labels)]
        first_from, first_to = bounds[0]
        if first_from != 0 or first_to is None:
            raise _wrong_ages(f"{place}[0]", labels[0], "0-4")
        groups = cls(first_to + 1, len(labels))
        for i, (bound, start) in enumerate(zip(bounds, groups.starts.tolist(), strict=True)):
            last = None if i == groups.count - 1 else start + groups.width - 1
            if bound != (start, last):
                raise _wrong_ages(f"{place}[{i}]", labels[i], groups.labels[i])
        return groups


def parse_age_label(label: object, place: str = "") -> tuple[int, int | None]:
    """Return the first and the last age of a written age group (None: open).

    Raises `PersonError` when the label is not an age group.
    """
    if isinstance(label, int) and not isinstance(label, bool) and 0 <= label < 200:
        return label, label
    if isinstance(label, str):
        text = unicodedata.normalize("NFKC", label).replace("～", "~").strip()
        if found := _CLOSED.fullmatch(text):
            return int(found[1]), int(found[2])
        if found := _OPEN.fullmatch(text):
            return int(found[1]), None
        if found := _SINGLE.fullmatch(text):
            return int(found[1]), int(found[1])
    raise PersonError(
        "population.age_label",
        message("{label} is not an age group.", label=shown(label)),
        remedy=message("Write age groups as 0-4, 5-9, …, 85+, or single ages as 0, 1, …, 100+."),
        place=place,
    )


def _wrong_ages(place: str, found: object, expected: str) -> PersonError:
    return PersonError(
        "population.ages_uneven",
        message(
            "The age group {found} stands where {expected} is expected.",
            found=shown(found),
            expected=expected,
        ),
        remedy=message(
            "Age groups begin at 0, follow each other without gap or overlap, are equally wide, "
            "and the last one is open."
        ),
        place=place,
    )


def shown(value: object) -> str:
    """Return a value as it can stand in a sentence: short, on one line."""
    if isinstance(value, int) and value.bit_length() > 200:
        return "…"
    text = repr(value) if isinstance(value, str) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 40 else text[:39] + "…"

"""From a labelled table, as a planner's workbook has it, to a clean one by sex and age.

What can be put right is put right and said; what cannot is refused with its place. A figure is
never guessed: a blank is no zero, and a group of ten years is not split.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from workbench.errors import PersonError
from workbench.language import Message, message
from workbench.population.age_spans import TOTAL, UNKNOWN, AgeSpan, Tiling, read_span, tile
from workbench.population.ages import AgeGroups, Floats, shown
from workbench.population.census import distribute_unknown
from workbench.population.engine import SEXES

#: In official tables a dash says that nobody was counted there (該当数字がないもの).
_NOBODY = frozenset({"-", "－", "―", "—", "–", "‐", "ー"})
_NUMBER = re.compile(r"[-+△▲]?\d[\d,]*(?:\.\d+)?人?")
_MOST_PEOPLE = 1e9
#: The oldest group may begin here or later; 75 and over is counted everywhere.
_YOUNGEST_OPEN = 75
#: Published figures are rounded one by one.
_ROUNDING = 0.5

SEX_NAMES: Mapping[str, Message] = {
    "male": message("Men"),
    "female": message("Women"),
    "both": message("Men and women"),
}


@dataclass(frozen=True)
class LabelledCell:
    """A cell of a table: what its row says about age, what stands there, and where.

    `age` is a label, a single age or an `AgeSpan`; `place` is shown with what is wrong.
    """

    age: object
    value: object
    place: str = ""


@dataclass(frozen=True)
class Remark:
    """Something that was put right, or that a reader should know."""

    code: str
    what: Message
    place: str = ""


@dataclass(frozen=True)
class CleanTable:
    """Population by sex and age, (sex, age), persons, with what was done to get there."""

    ages: AgeGroups
    people: Floats
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Examination:
    """What a table holds: the clean one, or everything that is wrong with it."""

    table: CleanTable | None
    remarks: tuple[Remark, ...]
    refusals: tuple[PersonError, ...]


def clean_table(
    given: Mapping[str, Sequence[LabelledCell]],
    *,
    width: int = 5,
    sexes: Sequence[str] = SEXES,
    unit: float = 1.0,
) -> CleanTable:
    """Return a labelled table by sex and age groups of `width` years, unknown ages distributed.

    Parameters
    ----------
    given
        By sex: ``male``, ``female`` and perhaps ``both``, which is only checked.
    sexes
        Those the table must have, and the first axis of the result.
    unit
        What published figures are rounded to: 1000 in a table of thousands.

    Raises
    ------
    PersonError
        For the first thing that is wrong; `examine_table` tells all of them.
    """
    examined = examine_table(given, width=width, sexes=sexes, unit=unit)
    if examined.table is None:
        raise examined.refusals[0]
    return examined.table


def examine_table(
    given: Mapping[str, Sequence[LabelledCell]],
    *,
    width: int = 5,
    sexes: Sequence[str] = SEXES,
    unit: float = 1.0,
) -> Examination:
    """Return the clean table, remarks, and everything that is wrong; see `clean_table`."""
    reader = _Reader(_ROUNDING * unit)
    columns = {sex: reader.column(sex, cells) for sex, cells in given.items()}
    for sex in sexes:
        if sex not in columns:
            reader.refuse(
                "population.sex_missing",
                message("{sex} are missing.", sex=SEX_NAMES[sex]),
                message("Men and women are needed, each by age."),
            )
    reader.compare_sexes(columns)
    found = [column for sex in sexes if (column := columns.get(sex)) is not None]
    table = None
    if not reader.refusals and len(found) == len(sexes):
        table = reader.put_together(found, width)
    return Examination(table, tuple(reader.remarks), tuple(reader.refusals))


@dataclass(frozen=True)
class _Column:
    """One sex: figures by ages, where each stands, and how the ages lie."""

    sex: str
    people: Mapping[AgeSpan, float]
    places: Mapping[AgeSpan, str]
    tiling: Tiling

    def sum_of(self, spans: Sequence[AgeSpan]) -> float:
        return sum(self.people[span] for span in spans)


class _Reader:
    """Reads the columns of one table and collects what was noticed."""

    def __init__(self, rounding: float) -> None:
        self._rounding = rounding
        self.remarks: list[Remark] = []
        self.refusals: list[PersonError] = []

    def refuse(self, code: str, what: Message, remedy: Message | None, place: str = "") -> None:
        """Note something that keeps the table out."""
        self.refusals.append(PersonError(code, what, remedy=remedy, place=place))

    def column(self, sex: str, cells: Sequence[LabelledCell]) -> _Column | None:
        """Return one sex's figures, or None when something is wrong with them."""
        before = len(self.refusals)
        people: dict[AgeSpan, float] = {}
        places: dict[AgeSpan, str] = {}
        for cell in cells:
            try:
                span = (
                    cell.age if isinstance(cell.age, AgeSpan) else read_span(cell.age, cell.place)
                )
                if span in people:
                    raise _twice(span, cell.place)
                places[span] = cell.place
                # A cell that is refused still says that its ages are there.
                people[span] = math.nan
                people[span] = self._number(cell)
            except PersonError as error:
                self.refusals.append(error)
        tiling = self._tiling(sex, people, cells[0].place if cells else "")
        if tiling is None or len(self.refusals) > before:
            return None
        column = _Column(sex, people, places, tiling)
        for span, parts in self._sums(column):
            self._check_sum(column, span, parts)
        return column if len(self.refusals) == before else None

    def _number(self, cell: LabelledCell) -> float:
        value = cell.value
        if isinstance(value, str):
            text = "".join(unicodedata.normalize("NFKC", value).split())
            if text in _NOBODY or value.strip() in _NOBODY:
                self.remarks.append(
                    Remark(
                        "population.dash",
                        message("A dash is read as nobody."),
                        cell.place,
                    )
                )
                return 0.0
            if not _NUMBER.fullmatch(text):
                raise _no_figure(value, cell.place)
            value = float(re.sub(r"[,人]", "", re.sub(r"^[△▲]", "-", text)))
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise _no_figure(value, cell.place)
        if value < 0:
            raise PersonError(
                "population.negative",
                message("A population cannot be negative: {value}.", value=shown(value)),
                remedy=message("Look the figure up in the published table."),
                place=cell.place,
            )
        if not value <= _MOST_PEOPLE:
            raise _no_figure(value, cell.place)
        return float(value)

    def _tiling(self, sex: str, people: Mapping[AgeSpan, float], place: str) -> Tiling | None:
        try:
            return tile(people)
        except PersonError as error:
            name = SEX_NAMES.get(sex, sex)
            self.refusals.append(
                PersonError(
                    error.code,
                    message("{sex}: {what}", sex=name, what=error.what),
                    remedy=error.remedy,
                    place=place,
                )
            )
            return None

    def _sums(self, column: _Column) -> Iterator[tuple[AgeSpan, Sequence[AgeSpan]]]:
        yield from column.tiling.subtotals.items()
        if TOTAL in column.people:
            unknown = [UNKNOWN] if UNKNOWN in column.people else []
            yield TOTAL, [*column.tiling.parts, *unknown]

    def _check_sum(self, column: _Column, span: AgeSpan, parts: Sequence[AgeSpan]) -> None:
        stated, added = column.people[span], column.sum_of(parts)
        apart = added - stated
        if abs(apart) < 1e-6:
            return
        said = {
            "sex": SEX_NAMES.get(column.sex, column.sex),
            "ages": span,
            "stated": f"{stated:,.0f}",
            "sum": f"{added:,.0f}",
            "apart": f"{apart:+,.0f}",
        }
        what = message(
            "{sex}, {ages}: the table says {stated}, its age groups add up to {sum} ({apart}).",
            **said,
        )
        if abs(apart) <= self._rounding * (len(parts) + 1):
            self.remarks.append(Remark("population.rounded_total", what, column.places[span]))
            return
        self.refuse(
            "population.total_differs",
            what,
            message("Correct the cell that is wrong, or leave the total out."),
            column.places[span],
        )

    def compare_sexes(self, columns: Mapping[str, _Column | None]) -> None:
        """Hold men and women together against the figures for both."""
        men, women, both = (columns.get(sex) for sex in (*SEXES, "both"))
        if men is None or women is None or both is None:
            return
        for span, stated in both.people.items():
            if span not in men.people or span not in women.people:
                continue
            added = men.people[span] + women.people[span]
            if abs(added - stated) > 3 * self._rounding + 1e-6:
                self.refuse(
                    "population.sexes_differ",
                    message(
                        "Men and women, {ages}: the table says {stated}, together they are {sum} "
                        "({apart}).",
                        ages=span,
                        stated=f"{stated:,.0f}",
                        sum=f"{added:,.0f}",
                        apart=f"{added - stated:+,.0f}",
                    ),
                    message("Correct the cell that is wrong."),
                    both.places[span],
                )

    def put_together(self, columns: Sequence[_Column], width: int) -> CleanTable | None:
        """Return both sexes in groups of `width` years, or None when that cannot be."""
        open_from = min(column.tiling.open_from for column in columns)
        if open_from < _YOUNGEST_OPEN:
            self.refuse(
                "population.open_too_young",
                message("The oldest age group begins at {age}.", age=open_from),
                message("The oldest group may begin at {age} or later.", age=_YOUNGEST_OPEN),
            )
            return None
        groups = AgeGroups(width, open_from // width + 1)
        try:
            known = np.stack([column.tiling.regroup(column.people, groups) for column in columns])
        except PersonError as error:
            self.refusals.append(error)
            return None
        unknown = np.array([column.people.get(UNKNOWN, 0.0) for column in columns])
        if np.any((unknown > 0) & (known.sum(axis=1) <= 0)):
            self.refuse("population.only_unknown", message("Nobody's age is known."), None)
            return None
        self._say_what_was_done(columns, groups, unknown)
        return CleanTable(groups, distribute_unknown(known, unknown), tuple(self.remarks))

    def _say_what_was_done(
        self, columns: Sequence[_Column], groups: AgeGroups, unknown: Floats
    ) -> None:
        parts = {part for column in columns for part in column.tiling.parts}
        regular = {AgeSpan(start, start + groups.width - 1) for start in groups.starts.tolist()}
        regular.add(AgeSpan(groups.open_from, None))
        if not parts <= regular:
            self.remarks.append(
                Remark(
                    "population.regrouped",
                    message(
                        "The ages were put together into groups of {width} years up to {age}+.",
                        width=groups.width,
                        age=groups.open_from,
                    ),
                )
            )
        if unknown.any():
            self.remarks.append(
                Remark(
                    "population.unknown_distributed",
                    message(
                        "{count} people of unknown age were distributed over the ages in "
                        "proportion, men and women apart.",
                        count=f"{unknown.sum():,.0f}",
                    ),
                )
            )


def _no_figure(value: object, place: str) -> PersonError:
    blank = value is None or (isinstance(value, str) and not value.strip())
    return PersonError(
        "population.no_figure",
        message("The cell is blank; a blank is not zero.")
        if blank
        else message("{value} is not a number of people.", value=shown(value)),
        remedy=message("Look the figure up in the published table."),
        place=place,
    )


def _twice(span: AgeSpan, place: str) -> PersonError:
    return PersonError(
        "population.ages_overlap",
        message("There are two figures for {ages}.", ages=span),
        remedy=message("Leave one of them out."),
        place=place,
    )

"""Holds what a workbook says of a population against itself: every age once, sums that are sums.

A year that cannot be right stays out, with a finding for everything that is wrong in it; what
will be put right when it is used (other groupings, unknown ages) is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workbench.errors import PersonError
from workbench.exchange.findings import Finding, Level
from workbench.exchange.layouts.base import Spot, finding_at
from workbench.exchange.layouts.population_table import PopulationCell, PopulationReading
from workbench.exchange.population_labels import ALL_AGES, AgeGroup
from workbench.language import message
from workbench.plan.statistics import Basis
from workbench.population.age_spans import AgeSpan
from workbench.population.tables import Examination, LabelledCell, Remark, examine_table

#: Tables without enough ages are no base for projections, but lines to be shown.
_SHOWN_ONLY = frozenset({"population.open_too_young", "population.ages_too_wide"})
_SEXES = ("male", "female")

_Columns = Mapping[str, Sequence[PopulationCell]]
#: A figure that is taken, and another with the same labels that is not.
_Twice = tuple[PopulationCell, PopulationCell]


def checked(
    readings: Sequence[PopulationReading],
) -> tuple[tuple[PopulationReading, ...], tuple[Finding, ...]]:
    """Return the readings without the years that cannot be right, and what was noticed.

    Sheets of one basis are looked at together: men may stand on one and women on another.
    """
    refused: set[tuple[Basis, int]] = set()
    findings: list[Finding] = []
    for basis in dict.fromkeys(reading.basis for reading in readings):
        dropped: list[_Twice] = []
        cells = [cell for one in readings if one.basis == basis for cell in one.cells]
        for year in sorted({cell.year for cell in cells}):
            columns, twice = _columns([cell for cell in cells if cell.year == year])
            dropped.extend(twice)
            found, wrong = _examine(columns)
            findings.extend(found)
            if wrong:
                refused.add((basis, year))
        findings.extend(_said_twice(dropped))
    kept = [
        reading.of_years({cell.year for cell in reading.cells if (reading.basis, cell.year) not in
                          refused})
        for reading in readings
    ]  # fmt: skip
    return tuple(reading for reading in kept if reading.figures), tuple(_once(findings))


def _columns(cells: Sequence[PopulationCell]) -> tuple[_Columns, list[_Twice]]:
    """Return a year's cells by sex, without second tables of other people (日本人, 外国人).

    With them come the figures that are not taken, each behind the one with its labels that is.

    Of figures given twice the first counts. Where only some are, the table itself has them twice.
    """
    by_label: dict[tuple[str, AgeGroup], list[PopulationCell]] = defaultdict(list)
    for cell in cells:
        by_label[cell.sex, cell.age].append(cell)
    twice = sum(len(found) > 1 for found in by_label.values())
    repeated = 2 * twice > len(by_label)
    columns: dict[str, list[PopulationCell]] = defaultdict(list)
    dropped: list[_Twice] = []
    for (sex, age), found in by_label.items():
        same = repeated or all(one.value == found[0].value for one in found)
        columns[sex].extend(found[:1] if same else found)
        if same and age != ALL_AGES:
            dropped.extend((found[0], one) for one in found[1:] if one.persons is not None)
    return columns, dropped


def _said_twice(dropped: Sequence[_Twice]) -> Iterator[Finding]:
    """Say once for a sheet that figures stand there again; those that differ are a warning."""
    of_sheet: dict[str, list[_Twice]] = defaultdict(list)
    for pair in dropped:
        of_sheet[pair[1].spot.sheet].append(pair)
    for pairs in of_sheet.values():
        other = [pair for pair in pairs if pair[0].persons != pair[1].persons]
        first, second = (other or pairs)[0]
        count = len(other or pairs)
        yield finding_at(
            second.spot,
            "population.said_twice",
            Level.WARNING if other else Level.NOTE,
            message(
                "{count} figures from here on have the labels of others from {cell} and differ;"
                " the others were taken.",
                count=f"{count:,}",
                cell=first.spot.place,
            )
            if other
            else message(
                "{count} figures from here on stand from {cell} already; those were taken.",
                count=f"{count:,}",
                cell=first.spot.place,
            ),
            message("Leave the other table out beside the sheet if these are the right ones."),
        )


def _examine(columns: _Columns) -> tuple[list[Finding], bool]:
    """Return what was noticed of one year, and whether it has to stay out."""
    ages = {cell.age for column in columns.values() for cell in column} - {ALL_AGES}
    if not ages:
        return [], False
    spots = {_place(cell.spot): cell.spot for column in columns.values() for cell in column}
    first = next(cell for column in columns.values() for cell in column)
    apart = all(sex in columns for sex in _SEXES)
    unit = max(cell.unit for column in columns.values() for cell in column)
    found = _examination(columns, apart, unit)
    findings = [_finding_of_error(error, spots, first) for error in found.refusals]
    findings += [_finding_of_remark(remark, spots, first) for remark in found.remarks]
    if not apart:
        findings.append(_not_by_sex(first))
    return findings, any(error.code not in _SHOWN_ONLY for error in found.refusals)


def _examination(columns: _Columns, apart: bool, unit: int) -> Examination:
    given = {
        sex: [
            LabelledCell(
                AgeSpan(cell.age.first, cell.age.last),
                _as_read(cell),
                _place(cell.spot),
            )
            for cell in column
        ]
        for sex, column in columns.items()
    }
    return examine_table(given, sexes=_SEXES if apart else tuple(given), unit=unit)


@dataclass(frozen=True)
class _Unread:
    """What stands in a cell that holds no figure."""

    text: str

    def __str__(self) -> str:
        return f"「{self.text}」"


def _as_read(cell: PopulationCell) -> object:
    """Return the figure; a dash stays one, so that it is said how it was read."""
    if cell.persons is None:
        return None if cell.value is None else _Unread(cell.spot.original)
    return cell.value if isinstance(cell.value, str) and cell.persons == 0 else cell.persons


def _finding_of_error(
    error: PersonError, spots: Mapping[str, Spot], first: PopulationCell
) -> Finding:
    shown_only = error.code in _SHOWN_ONLY
    return finding_at(
        spots.get(error.place, first.spot),
        error.code,
        Level.NOTE if shown_only else Level.ERROR,
        message("{year}: {what}", year=first.year, what=error.what),
        message("It can be shown as published, but no projection can start from it.")
        if shown_only
        else error.remedy,
        needs_decision=not shown_only,
    )


def _finding_of_remark(remark: Remark, spots: Mapping[str, Spot], first: PopulationCell) -> Finding:
    return finding_at(
        spots.get(remark.place, first.spot),
        remark.code,
        Level.NOTE,
        message("{year}: {what}", year=first.year, what=remark.what),
    )


def _not_by_sex(first: PopulationCell) -> Finding:
    return finding_at(
        first.spot,
        "population.not_by_sex",
        Level.NOTE,
        message("{year}: men and women are not told apart.", year=first.year),
        message("It can be shown as published, but no projection can start from it."),
    )


def _once(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield each kind of note once for a sheet: it holds for every year of it."""
    seen: set[tuple[str, str]] = set()
    for finding in findings:
        key = (finding.code, finding.sheet)
        if finding.level is not Level.NOTE or key not in seen:
            yield finding
        seen.add(key)


def _place(spot: Spot) -> str:
    return f"{spot.sheet}!{spot.cell}"

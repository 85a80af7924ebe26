"""Compares a population by sex and age that was read with the sets the plan holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.exchange.changes import Change
from workbench.exchange.japanese import find_years, fold_name
from workbench.exchange.layouts.population_table import PopulationFigure, PopulationReading
from workbench.plan.statistics import Basis, PopulationCell, PopulationSet, Source
from workbench.plan.structure import Provenance

#: Years whose totals must agree for two projections to be one, and how far rounding takes them.
_ENOUGH_YEARS, _ROUNDING = 4, 20.0
#: How the official projection is called: in full, and in short.
_OFFICIAL = re.compile(r"社人研|社会保障・人口問題研究所|地域別将来推計人口")


@dataclass(frozen=True)
class PopulationSetChange:
    """A population by sex and age that the file adds or changes.

    `provenances` are those of ``new.cells``, in the same order; the key of `new` is that of
    `old` where there is one.
    """

    change: Change
    old: PopulationSet | None
    new: PopulationSet
    provenances: tuple[Provenance, ...]


def compare_population(
    readings: Sequence[PopulationReading],
    held: Iterable[PopulationSet],
    code: str,
    *,
    workbook: str,
    sha256: str,
) -> tuple[PopulationSetChange, ...]:
    """Return what the readings of one workbook change, one set for each basis and title."""
    changes: list[PopulationSetChange] = []
    known = [kept for kept in held if kept.area_code == code]
    for basis in dict.fromkeys(reading.basis for reading in readings):
        of_basis = [reading for reading in readings if reading.basis == basis]
        figures = _merged(of_basis)
        new = _population_set(of_basis[0], figures, code, workbook)
        old = _held(known, new)
        if old is not None:
            new = PopulationSet(
                old.key,
                old.title,
                old.basis,
                code,
                old.reference_date,
                old.is_estimate,
                new.source,
                new.cells,
            )
        same = old is not None and set(old.cells) >= set(new.cells)
        change = Change.NEW if old is None else Change.SAME if same else Change.CHANGED
        provenances = tuple(
            Provenance(
                0, workbook, sha256, figure.spot.sheet, figure.spot.cell, figure.spot.original
            )
            for figure in figures
        )
        changes.append(PopulationSetChange(change, old, new, provenances))
    return tuple(changes)


def _merged(readings: Iterable[PopulationReading]) -> tuple[PopulationFigure, ...]:
    """Put the figures of several sheets together; of one figure given twice the first counts."""
    merged: dict[tuple[int, str, object], PopulationFigure] = {}
    for reading in readings:
        for figure in reading.figures:
            merged.setdefault((figure.year, figure.sex, figure.age), figure)
    return tuple(merged.values())


def _population_set(
    reading: PopulationReading, figures: Sequence[PopulationFigure], code: str, workbook: str
) -> PopulationSet:
    years = sorted({figure.year for figure in figures})
    span = f"{years[0]}" if len(years) == 1 else f"{years[0]}_{years[-1]}"
    return PopulationSet(
        key=f"{reading.basis.value}_{span}_{code}",
        title=reading.title,
        basis=reading.basis,
        area_code=code,
        reference_date=reading.reference_date,
        is_estimate=False,
        source=Source(0, "", workbook),
        cells=tuple(
            PopulationCell(
                figure.year, figure.sex, figure.age.first, figure.age.last, figure.persons
            )
            for figure in figures
        ),
    )


def _held(known: Sequence[PopulationSet], new: PopulationSet) -> PopulationSet | None:
    """Return the set of the plan that the new one is.

    By key, else by basis and title, round of the official projection, totals or cells.
    """
    for kept in known:
        if kept.key == new.key:
            return kept
    for kept in known:
        titles_agree = fold_name(kept.title) == fold_name(new.title)
        same = titles_agree or (_round(new) is not None and _round(kept) == _round(new))
        held = set(kept.cells) >= set(new.cells)
        if kept.basis == new.basis and (same or held or _same_totals(kept, new)):
            return kept
    return None


def _same_totals(kept: PopulationSet, new: PopulationSet) -> bool:
    """Tell whether a projection says of every year what another says, but for rounding."""
    years = set(kept.years) & set(new.years)
    if new.basis is not Basis.PROJECTION or len(years) < _ENOUGH_YEARS:
        return False
    pairs = [(kept.total(year) or 0.0, new.total(year) or 0.0) for year in years]
    return all(abs(one - other) <= _ROUNDING for one, other in pairs)


def _round(held: PopulationSet) -> int | None:
    """Return the year of the round of 社人研's projection that a set is of, or None."""
    if held.basis is not Basis.PROJECTION or not _OFFICIAL.search(held.title):
        return None
    years = {year.year for year in find_years(held.title)}
    return years.pop() if len(years) == 1 else None

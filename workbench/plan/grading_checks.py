"""What is wrong with a grading scheme that somebody has edited, in words."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.language import Message, message
from workbench.plan.grading import AppliesTo, Band, Comparison, Measure, Scheme


def problems(scheme: Scheme) -> list[Message]:
    """Return what keeps a scheme from being used, nothing for a sound one."""
    if not scheme.name.strip():
        return [message("A grading scheme needs a name.")]
    found = [one for band in scheme.bands for one in _of_band(band)]
    if not any(band.measure is not Measure.HAND for band in scheme.bands):
        found.append(message("A grading scheme needs at least one band that is not set by hand."))
    found += _of_points(scheme)
    for kind in (AppliesTo.SURVEYS, AppliesTo.COUNTS):
        found += _of_order(_bands_for(scheme, kind))
    # A band that is for both kinds of indicators is looked at twice.
    return list({str(one): one for one in found}.values())


def _bands_for(scheme: Scheme, kind: AppliesTo) -> list[Band]:
    return [
        band
        for band in scheme.bands
        if band.applies_to in (AppliesTo.ALL, kind) and band.measure is not Measure.HAND
    ]


def _of_band(band: Band) -> Iterator[Message]:
    if not band.grade.strip():
        yield message("Every band needs the name of its grade.")
    is_open = band.comparison is Comparison.REST or band.measure is Measure.HAND
    if not is_open and band.bound is None:
        yield message("The band {grade} needs a bound.", grade=band.grade)


def _of_points(scheme: Scheme) -> Iterator[Message]:
    for grade in scheme.grades:
        points = {band.points for band in scheme.bands if band.grade == grade}
        if len(points) > 1:
            yield message("The bands of the grade {grade} have different points.", grade=grade)


def _of_order(bands: list[Band]) -> Iterator[Message]:
    """Find bands that can never be reached: below a lower bound, or below the rest."""
    lowest: dict[Measure, float] = {}
    is_closed = False
    for band in bands:
        bound = band.bound if band.comparison is not Comparison.REST else None
        is_hidden = bound is not None and bound > lowest.get(band.measure, bound)
        if is_closed or is_hidden:
            yield message(
                "The band {grade} is never reached; a band above it takes everything.",
                grade=band.grade,
            )
        if bound is None:
            is_closed = True
        else:
            lowest[band.measure] = bound
    if bands and not is_closed:
        yield message("The last band must take the rest, so that every figure has a grade.")

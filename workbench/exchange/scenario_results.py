"""A population scenario's projection with its assumptions in words, as workbooks take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.population.city import CityInputs, CityProjection


@dataclass(frozen=True)
class ScenarioResult:
    """One scenario's projection.

    `assumptions` are its levers and their values in words; `column` is its place on the
    projection's scenario axis.
    """

    name: str
    assumptions: Sequence[tuple[str, str]]
    inputs: CityInputs
    projection: CityProjection
    column: int = 0

"""A population scenario's projection with its assumptions in words, as workbooks take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.population.ages import Floats
from workbench.population.area_projection import AreaProjection
from workbench.population.city import CityInputs, CityProjection
from workbench.population.derived_table import DerivedRow, derived_rows


@dataclass(frozen=True)
class ScenarioResult:
    """One scenario's projection.

    `assumptions` are its levers and their values in words; `column` is its place on the
    projection's scenario axis. `headship` are headship rates, (year, sex, age), where the plan
    holds them; `areas` the parts of the municipality under the same scenarios, where it knows
    them.
    """

    name: str
    assumptions: Sequence[tuple[str, str]]
    inputs: CityInputs
    projection: CityProjection
    column: int = 0
    headship: Floats | None = None
    areas: AreaProjection | None = None

    def derived(self) -> tuple[DerivedRow, ...]:
        """Return every derived figure of every year."""
        return derived_rows(self.projection, {self.column: self.name}, self.headship)

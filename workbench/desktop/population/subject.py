"""What the population page is about, in plain Python: the city's figures and their sources.

Whoever opens a plan fills a `PopulationSubject` from it; the page asks for nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workbench.operations.population_headship import HeldHeadship
from workbench.population.ages import Floats
from workbench.population.areas import AreaInputs
from workbench.population.city_inputs import CityInputs
from workbench.population.levers import Assumptions
from workbench.population.uncertainty import OfficialErrors


@dataclass(frozen=True)
class CensusTotal:
    """The population a census found on 1 October of a year, or an estimate of it."""

    year: int
    persons: float
    is_estimate: bool = False


@dataclass(frozen=True)
class OfficialProjection:
    """A published projection, drawn as published: persons on 1 October of each year.

    `people` are those of certain ages, by the key of the measure and by year, as far as the
    published age groups tell.
    """

    name: str
    years: tuple[int, ...]
    persons: tuple[float, ...]
    source: str = ""
    people: Mapping[str, Mapping[int, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class PopulationTarget:
    """A population the plan aims at; not `is_current` when a revision has replaced it."""

    year: int
    persons: float
    name: str
    is_current: bool = True
    source: str = ""


@dataclass(frozen=True)
class ChangeTarget:
    """Yearly change the plan aims at from `first_year` to `last_year`, both included.

    `natural` and `social` are persons a year, None where the plan names none.
    """

    first_year: int
    last_year: int
    natural: float | None
    social: float | None
    source: str = ""


@dataclass(frozen=True)
class RegisterChange:
    """Natural and social change of a calendar year, as the resident register counts it."""

    year: int
    natural: float
    social: float


@dataclass(frozen=True)
class Sources:
    """One line each, naming where a group of figures comes from."""

    census: str = ""
    base: str = ""
    register: str = ""
    targets: str = ""
    households: str = ""


@dataclass(frozen=True)
class NamedScenario:
    """A scenario kept in the plan; `note` says why its assumptions are what they are.

    `reasons` say it of single assumptions, by their keys.
    """

    id: int
    name: str
    assumptions: Assumptions
    note: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Evidence:
    """What earlier projections and censuses say about how far off a projection may be.

    Parameters
    ----------
    errors
        An official projection against the census that followed, for municipalities around.
    tables
        Population by census year, (sex, age) in the age groups of the inputs, persons.
    source
        One line naming where both come from.
    """

    errors: OfficialErrors
    tables: Mapping[int, Floats]
    source: str = ""


@dataclass(frozen=True)
class Areas:
    """The parts of the municipality, and one line naming where their figures come from."""

    inputs: AreaInputs
    source: str = ""


@dataclass(frozen=True)
class PopulationSubject:
    """Everything the page shows that the levers do not change.

    Parameters
    ----------
    city
        The municipality's name.
    inputs
        What the projection starts from.
    assumptions
        Where the levers stand.
    scenarios, scenario_id
        The scenarios of the plan, and which of them the levers belong to.
    lever_sources
        Where the value of a lever in the continuation comes from, by its key.
    evidence
        What the band around the scenario rests on; without it there is no band.
    areas
        The parts of the municipality; without them they are not shown.
    headship, counted_households
        Headship rates, without which there are no households, and the households counted by
        census year.
    """

    city: str
    inputs: CityInputs
    assumptions: Assumptions
    census: tuple[CensusTotal, ...] = ()
    projections: tuple[OfficialProjection, ...] = ()
    targets: tuple[PopulationTarget, ...] = ()
    change_targets: tuple[ChangeTarget, ...] = ()
    register: tuple[RegisterChange, ...] = ()
    sources: Sources = field(default_factory=Sources)
    scenarios: tuple[NamedScenario, ...] = ()
    scenario_id: int | None = None
    lever_sources: Mapping[str, str] = field(default_factory=dict)
    evidence: Evidence | None = None
    areas: Areas | None = None
    headship: HeldHeadship | None = None
    counted_households: Mapping[int, float] = field(default_factory=dict)

    def headship_in(self, years: Sequence[int]) -> Floats | None:
        """Return headship rates by the inputs' age groups, (year, sex, age); None without any."""
        if self.headship is None:
            return None
        return self.headship.rates.by_groups(self.inputs.ages, years)

    @property
    def continuation(self) -> Assumptions:
        """Return the assumptions that carry on what was observed (現状継続)."""
        return Assumptions.of({"tfr": self.inputs.tfr})

    @cached_property
    def scenario(self) -> NamedScenario | None:
        """Return the scenario the levers belong to, or None when it is not kept anywhere."""
        return next((one for one in self.scenarios if one.id == self.scenario_id), None)

    @cached_property
    def main_target(self) -> PopulationTarget | None:
        """Return the furthest population target in force, or None when there is none."""
        current = [target for target in self.targets if target.is_current]
        return max(current, key=lambda target: target.year, default=None)

    @cached_property
    def horizon(self) -> int:
        """Return the year the row of figures speaks of: the main target's, or 20 years on."""
        target = self.main_target
        return target.year if target else self.inputs.base_year + 20

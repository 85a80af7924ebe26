"""What the population simulator works on, read from the plan file, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations import population_yearly
from workbench.operations.population_evidence import PublishedErrors, published_errors
from workbench.operations.population_headship import (
    CountedHouseholds,
    HeldHeadship,
    counted_households,
    load_headship,
)
from workbench.operations.population_inputs import (
    WIDTH,
    AgeTable,
    age_table,
    age_tables,
    base_and_before,
    derive_city,
    lacking,
)
from workbench.plan.statistics import Area, PopulationSet, Statistics
from workbench.plan.structure import Profile
from workbench.plan.vital_events import VitalEvent
from workbench.population import area_projection, areas, model_choices
from workbench.population.ages import AgeGroups, Floats
from workbench.population.area_projection import AreaFuture, AreaProjection
from workbench.population.areas import AreaCensus, AreaInputs
from workbench.population.city import CityInputs, CityProjection, project_city
from workbench.population.derived_table import DerivedRow, derived_rows
from workbench.population.engine import SEXES
from workbench.population.levers import Assumptions
from workbench.population.model_choices import MigrationChoice
from workbench.population.scenarios import InfluenceTable, influence_table
from workbench.population.uncertainty import Band, Hindcast, hindcast, uncertainty_band
from workbench.store.database import Database
from workbench.store.queries import (
    Scenario,
    load_profile,
    load_scenarios,
    load_statistics,
    load_vital_events,
)

_UNTIL = 2050


@dataclass(frozen=True)
class PopulationData:
    """The municipality's figures, the inputs derived from them, and the scenarios.

    `base` and `before` are the sets that the inputs rest on, `tables` the best table by sex and
    age of each year.
    """

    profile: Profile
    statistics: Statistics
    vital_events: tuple[VitalEvent, ...]
    scenarios: tuple[Scenario, ...]
    inputs: CityInputs
    base: PopulationSet
    before: PopulationSet
    tables: Mapping[int, AgeTable]
    held_headship: HeldHeadship | None = None
    counted_households: CountedHouseholds = field(default_factory=CountedHouseholds)

    def headship(self, years: Sequence[int]) -> Floats | None:
        """Return headship rates by the inputs' age groups, (year, sex, age); None without any."""
        if self.held_headship is None:
            return None
        return self.held_headship.rates.by_groups(self.inputs.ages, years)

    def assumptions(self, scenario: Scenario) -> Assumptions:
        """Return a scenario's assumptions; a lever it does not name stays as observed."""
        return Assumptions.of({"tfr": self.inputs.tfr, **scenario.assumptions})

    def all_assumptions(self) -> list[Assumptions]:
        """Return the assumptions of every scenario, in order."""
        return [self.assumptions(scenario) for scenario in self.scenarios]


@dataclass(frozen=True)
class AreaData:
    """The parts of the municipality, and the households counted in each, code to year."""

    inputs: AreaInputs
    households: Mapping[str, Mapping[int, int]]
    sources: tuple[str, ...]


def load_population(database: Database) -> PopulationData:
    """Return everything the simulator needs.

    Raises `PersonError` when the plan lacks the figures that a projection starts from.
    """
    profile = load_profile(database)
    statistics = load_statistics(database)
    tables = age_tables(statistics, profile.area_code)
    base, before = base_and_before(tables)
    return PopulationData(
        profile,
        statistics,
        load_vital_events(database),
        load_scenarios(database),
        derive_city(statistics, tables, base, before),
        base.held,
        before.held,
        tables,
        load_headship(database),
        counted_households(database, profile.area_code),
    )


# -- scenarios -------------------------------------------------------------------------------------


def influence(data: PopulationData, until: int = _UNTIL) -> InfluenceTable:
    """Return 自然増減 and 社会増減の影響度 for every year, from the continuation as baseline."""
    return influence_table(data.inputs, until)


def migration_choices(
    data: PopulationData, assumptions: Assumptions, year: int = 2040
) -> tuple[MigrationChoice, ...]:
    """Return where each choice of migration model leads in `year`, all else as assumed.

    Raises `PersonError` when the run does not reach the year.
    """
    return model_choices.migration_choices(data.inputs, assumptions, year)


def derived_table(data: PopulationData, until: int = _UNTIL) -> tuple[DerivedRow, ...]:
    """Return every derived figure of every scenario of the plan and every year.

    Households are among them where the plan holds headship rates.
    """
    if not data.scenarios:
        return ()
    projection = project_city(data.inputs, data.all_assumptions(), until)
    names = {place: scenario.name for place, scenario in enumerate(data.scenarios)}
    return derived_rows(projection, names, data.headship(projection.years))


def yearly_inputs(data: PopulationData) -> CityInputs:
    """Return the inputs of a run in yearly steps and single ages, as pupils by year need it.

    Raises `PersonError` when the plan's survival ratios are of no life table by single age.
    """
    return population_yearly.yearly_inputs(data.inputs)


# -- uncertainty -----------------------------------------------------------------------------------


def hindcasts(data: PopulationData, starts: Sequence[int] | None = None) -> tuple[Hindcast, ...]:
    """Return how this method, begun at each earlier census, would have met the later ones.

    Without `starts`, one from every census that has one five years before it and a later one.
    Raises `PersonError` when a start asked for lacks its censuses.
    """
    open_from = min((table.open_from for table in data.tables.values()), default=0)
    ages = AgeGroups(WIDTH, open_from // WIDTH + 1)
    tables = {year: table.by_groups(ages) for year, table in data.tables.items()}
    if starts is None:
        starts = [y for y in sorted(tables) if y - WIDTH in tables and y != max(tables)]
    return tuple(hindcast(tables, start) for start in starts)


def evidence(data: PopulationData) -> PublishedErrors | None:
    """Return the errors of the official projection in the prefecture, if they are at hand."""
    return published_errors(data.profile.area_code)


def band(data: PopulationData, projection: CityProjection, *, level: float = 0.8) -> Band | None:
    """Return the band of evidence around each scenario's total, or None without evidence.

    `Band.source` says where it comes from and belongs beside it.
    """
    found = evidence(data)
    if found is None:
        return None
    return uncertainty_band(
        projection.years, projection.total, found.errors, hindcasts(data), level=level
    )


# -- parts of the municipality ---------------------------------------------------------------------


def load_areas(database: Database, data: PopulationData | None = None) -> AreaData:
    """Return the parts of the municipality, fitted to it in the base year.

    Raises `PersonError` when the plan lacks their population in the base year, or they do not
    add up to the municipality.
    """
    data = load_population(database) if data is None else data
    code = data.profile.area_code
    parts = [area for area in data.statistics.areas if area.parent_code == code]
    counted = [(area, held) for area in parts for held in _sets_with_base_year(data, area)[:1]]
    if not parts or len(counted) < len(parts):
        year = data.inputs.base_year
        raise lacking(
            message("the population of every part of the municipality in {year}", year=year)
        )
    households: dict[str, dict[int, int]] = {}
    for row in database.rows("SELECT area_code, year, households FROM area_households"):
        households.setdefault(row["area_code"], {})[row["year"]] = row["households"]
    inputs = areas.estimate_areas(
        data.inputs, [_area_census(data, area, held) for area, held in counted]
    )
    titles = dict.fromkeys(held.source.title for _area, held in counted if held.source)
    return AreaData(inputs, households, tuple(titles))


def known_areas(database: Database, data: PopulationData) -> AreaData | None:
    """Return the parts of the municipality, None where the plan does not know them."""
    try:
        return load_areas(database, data)
    except PersonError:
        return None


def project_areas(
    data: PopulationData,
    parts: AreaData,
    assumptions: Sequence[Assumptions],
    until: int = _UNTIL,
    *,
    future: AreaFuture = AreaFuture.FADING,
) -> AreaProjection:
    """Project the parts of the municipality so that they add up to it in every cell."""
    return area_projection.project_areas(
        data.inputs, parts.inputs, assumptions, until, future=future
    )


def _sets_with_base_year(data: PopulationData, area: Area) -> list[PopulationSet]:
    """Return an area's counts of men and women in the base year, by age first."""
    year = data.inputs.base_year
    found = [
        held
        for held in data.statistics.population_sets
        if held.area_code == area.code and _by_sex(held, year) is not None
    ]
    return sorted(found, key=lambda held: age_table(held, year) is None)


def _area_census(data: PopulationData, area: Area, held: PopulationSet) -> AreaCensus:
    year, ages = data.inputs.base_year, data.inputs.ages
    table = age_table(held, year)
    by_sex = _by_sex(held, year)
    if table is not None and table.open_from >= ages.open_from:
        people = table.by_groups(ages)
    else:
        assert by_sex is not None
        people = by_sex
    earlier = held.total(year - WIDTH) if year - WIDTH in held.years else None
    return AreaCensus(area.code, area.name, people, earlier, WIDTH)


def _by_sex(held: PopulationSet, year: int) -> Floats | None:
    """Return men and women of a year, (sex,), as published or else added up; None without."""
    people = []
    for sex in SEXES:
        cells = [cell for cell in held.cells if cell.year == year and cell.sex == sex]
        whole = [cell.persons for cell in cells if cell.is_all_ages]
        table = age_table(held, year)
        if whole:
            people.append(whole[0])
        elif table is not None:
            people.append(float(sum(table.columns[SEXES.index(sex)].values())))
        else:
            return None
    return np.array(people, dtype=np.float64)

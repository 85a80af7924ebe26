"""What a page is about, taken from the plan file."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.desktop.population.subject import (
    Areas,
    CensusTotal,
    ChangeTarget,
    Evidence,
    NamedScenario,
    OfficialProjection,
    PopulationSubject,
    PopulationTarget,
    RegisterChange,
    Sources,
)
from workbench.language import tr
from workbench.operations.population import AreaData, PopulationData, evidence
from workbench.plan.statistics import Basis, PopulationSet, titles
from workbench.population.measures import MEASURES, Measure
from workbench.store.queries import Scenario


def population_subject(
    data: PopulationData, scenario: Scenario, areas: AreaData | None = None
) -> PopulationSubject:
    """Return what the population page shows for one scenario of the plan."""
    statistics = data.statistics
    code = data.profile.area_code
    census = statistics.sets_of(Basis.CENSUS, code)
    projections = statistics.sets_of(Basis.PROJECTION, code)
    targets = statistics.targets
    return PopulationSubject(
        city=data.profile.municipality,
        inputs=data.inputs,
        assumptions=data.assumptions(scenario),
        census=_census_totals(census, data),
        projections=tuple(_projection(held) for held in projections),
        targets=_targets(data),
        change_targets=_change_targets(data),
        register=_register(data),
        sources=Sources(
            census=_line(held.source.title for held in census if held.source),
            base=data.base.source.title if data.base.source else data.base.title,
            register=_line(
                event.provenance.title for event in data.vital_events if event.provenance
            ),
            targets=_line(titles(target.source for target in targets)),
            households=data.counted_households.source,
        ),
        scenarios=tuple(
            NamedScenario(one.id, one.name, data.assumptions(one), one.note, one.notes)
            for one in data.scenarios
        ),
        scenario_id=scenario.id,
        lever_sources=_lever_sources(data),
        evidence=_evidence(data),
        areas=Areas(areas.inputs, _line(areas.sources)) if areas else None,
        headship=data.held_headship,
        counted_households=data.counted_households.by_year,
    )


def _census_totals(
    census: tuple[PopulationSet, ...], data: PopulationData
) -> tuple[CensusTotal, ...]:
    """Return the counted totals, and the base's own where its year was not counted."""
    totals = {year: persons for held in census for year, persons in held.totals()}
    found = [CensusTotal(year, persons) for year, persons in sorted(totals.items())]
    base_year = data.inputs.base_year
    if base_year not in totals:
        found.append(CensusTotal(base_year, float(data.inputs.base.sum()), data.base.is_estimate))
    return tuple(found)


def _projection(held: PopulationSet) -> OfficialProjection:
    totals = held.totals()
    return OfficialProjection(
        held.title,
        tuple(year for year, _persons in totals),
        tuple(persons for _year, persons in totals),
        held.source.title if held.source else "",
        {one.key: _people(held, one) for one in MEASURES},
    )


def _people(held: PopulationSet, measured: Measure) -> dict[int, float]:
    """Return the people a measure counts by year, where the published groups tell."""
    ages = (measured.age_from, measured.age_to, measured.sex or "")
    counted = ((year, held.count(year, *ages)) for year in held.years)
    return {year: persons for year, persons in counted if persons is not None}


def _targets(data: PopulationData) -> tuple[PopulationTarget, ...]:
    current = [
        PopulationTarget(
            target.to_year,
            target.value,
            tr("Target"),
            source=target.source.title if target.source else "",
        )
        for target in data.statistics.targets_of("total_population")
    ]
    replaced = [
        PopulationTarget(
            target.to_year,
            target.value,
            tr("Target before revision"),
            is_current=False,
            source=target.source.title if target.source else "",
        )
        for target in data.statistics.targets_of("total_population_before_revision")
    ]
    return (*current, *replaced)


def _change_targets(data: PopulationData) -> tuple[ChangeTarget, ...]:
    natural = data.statistics.targets_of("natural_change_per_year")
    social = data.statistics.targets_of("social_change_per_year")
    spans = sorted({(target.from_year, target.to_year) for target in (*natural, *social)})
    by_span = {
        name: {(target.from_year, target.to_year): target for target in held}
        for name, held in (("natural", natural), ("social", social))
    }
    found = []
    for span in spans:
        wanted = {name: held[span].value for name, held in by_span.items() if span in held}
        sources = titles(held[span].source for held in by_span.values() if span in held)
        found.append(
            ChangeTarget(*span, wanted.get("natural"), wanted.get("social"), source=_line(sources))
        )
    return tuple(found)


def _evidence(data: PopulationData) -> Evidence | None:
    """Return what the band around a scenario rests on, None where nothing is known."""
    found = evidence(data)
    if found is None:
        return None
    ages = data.inputs.ages
    tables = {
        year: table.by_groups(ages)
        for year, table in data.tables.items()
        if table.open_from >= ages.open_from
    }
    return Evidence(found.errors, tables, found.source)


def _lever_sources(data: PopulationData) -> dict[str, str]:
    """Return where the value of a lever in the continuation comes from."""
    rates = data.statistics.rates
    newest = max(rate.to_year for rate in rates if rate.quantity == "total_fertility_rate")
    tfr = _line(
        f"{rate.source.title} {rate.from_year}–{rate.to_year}"
        for rate in rates
        if rate.quantity == "total_fertility_rate" and rate.to_year == newest and rate.source
    )
    migration = tr(
        "{before} to {base}: what is left of the change after survival",
        before=data.before.title,
        base=data.base.title,
    )
    return {
        "tfr": tfr,
        "migration_multiplier": migration,
        "young_adult_migration_multiplier": migration,
        "child_rearing_migration_multiplier": migration,
    }


def _register(data: PopulationData) -> tuple[RegisterChange, ...]:
    held: dict[int, dict[str, float]] = {}
    for event in data.vital_events:
        if event.area_code == data.profile.area_code:
            held.setdefault(event.calendar_year, {})[event.quantity] = event.number
    return tuple(
        RegisterChange(year, figures["natural_change"], figures["social_change"])
        for year, figures in sorted(held.items())
        if {"natural_change", "social_change"} <= figures.keys()
    )


def _line(pieces: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(pieces))

"""Machine-readable data out of a plan file: the plan, and the population of every scenario."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from workbench.exchange.long_form import LongTables, write_csv_folder, write_long_form
from workbench.exchange.long_form.codes import code_lists
from workbench.exchange.long_form.content import DataContent
from workbench.exchange.long_form.plan_tables import plan_tables
from workbench.exchange.long_form.running_tables import running_tables
from workbench.exchange.long_form.scenario_tables import (
    PopulationContent,
    scenario_codes,
    scenario_tables,
)
from workbench.exchange.long_form.settlement_tables import settlement_tables
from workbench.exchange.long_form.statistics_tables import statistics_tables
from workbench.operations.file_writing import (
    ENDING,
    Told,
    to_nobody,
    write_beside,
)
from workbench.operations.population import load_population
from workbench.operations.scenario_results import scenario_results
from workbench.operations.yearly_progress import yearly_progress
from workbench.plan.statistics import titles
from workbench.plan.structure import Profile
from workbench.store import queries
from workbench.store.database import Database
from workbench.store.errors import SYSTEM_ERRORS, from_system
from workbench.store.journal import entries, last_change


def write_data(database: Database, path: Path, told: Told = to_nobody) -> tuple[Path, ...]:
    """Write the plan as long tables; raises `PersonError` when a file cannot be written."""
    content = _content(database)
    profile = content.plan.profile
    statistics = content.statistics
    sources = [
        *(held.source for held in statistics.population_sets),
        *(target.source for target in statistics.targets),
    ]
    tables = LongTables(
        f"{profile.municipality} {profile.title} {profile.subtitle}",
        profile.municipality,
        f"{profile.area_code} {profile.municipality}",
        [
            *plan_tables(content),
            *running_tables(content),
            *settlement_tables(content),
            *statistics_tables(content),
        ],
        code_lists(content.schemes),
        titles(sources),
        content.changes,
        content.made_at,
    )
    return _write(tables, path, told)


def write_population(database: Database, path: Path, told: Told = to_nobody) -> tuple[Path, ...]:
    """Write the results of every scenario as long tables; raises `PersonError` as `write_data`.

    The population that projections start from may be an estimate; the description says so.
    """
    data = load_population(database)
    profile: Profile = data.profile
    made_at = last_change(database)
    content = PopulationContent(
        (profile.area_code, profile.municipality),
        scenario_results(database, data),
        [scenario.note for scenario in data.scenarios],
    )
    base = f"推計の出発点　{data.base.title}" + ("（推計値）" if data.base.is_estimate else "")
    rates = titles(rate.source for rate in data.statistics.rates)
    tables = LongTables(
        f"{profile.municipality} シナリオ別の推計人口",
        profile.municipality,
        f"{profile.area_code} {profile.municipality}",
        scenario_tables(content),
        [*code_lists(), *scenario_codes()],
        (base, *rates),
        _changes(database),
        made_at,
    )
    return _write(tables, path, told)


def _content(database: Database) -> DataContent:
    plan = queries.load_plan(database)
    values = queries.load_indicator_values(database)
    evaluations = queries.load_evaluations(database)
    return DataContent(
        plan=plan,
        indicator_values=values,
        statistics=queries.load_statistics(database),
        vital_events=queries.load_vital_events(database),
        initiatives=queries.load_initiatives(database),
        costs=queries.load_costs(database),
        evaluations=evaluations,
        sdgs=queries.load_sdgs(database),
        progress=yearly_progress(database, plan, values, evaluations),
        changes=_changes(database),
        made_at=last_change(database),
        settlements=queries.load_settlements(database),
    )


def _changes(database: Database) -> Sequence[tuple[str, str]]:
    """Return how often the plan was changed on each day, newest first; nobody is named."""
    days = Counter(_day(entry.at) for entry in entries(database))
    first = min(days, default="")
    return [
        (day, f"計画の変更（{count}件）" if day != first else f"計画の作成と変更（{count}件）")
        for day, count in sorted(days.items(), reverse=True)
    ]


def _day(moment: str) -> str:
    return datetime.datetime.fromisoformat(moment).date().isoformat()


def _write(tables: LongTables, path: Path, told: Told) -> tuple[Path, ...]:
    if path.suffix.lower() == ENDING:

        def write(beside: Path) -> None:
            write_long_form(tables, beside)
            told(1, 1)

        write_beside(path, write)
        return (path,)
    told(0, 1)
    try:
        return write_csv_folder(tables, path)
    except SYSTEM_ERRORS as error:
        raise from_system(path, error) from error

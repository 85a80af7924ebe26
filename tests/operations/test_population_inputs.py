"""The simulator starts from the plan's own figures and meets the published ones."""

import dataclasses

import pytest

from workbench.errors import PersonError
from workbench.operations.population import load_population
from workbench.population.city import project_city
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile


def test_the_base_is_the_2020_estimate_and_says_so(plan_file: PlanFile) -> None:
    data = load_population(plan_file.database)
    assert data.inputs.base_year == 2020
    assert data.inputs.base_is_estimate
    assert data.inputs.base.sum() == pytest.approx(94_222)
    assert data.inputs.base.sum(axis=1).tolist() == [45_398, 48_824]
    assert data.inputs.ages.labels[-1] == "90+"
    assert data.inputs.tfr == 1.41


def test_continuation_meets_the_known_answers(plan_file: PlanFile) -> None:
    """Expected: the method's known answers, and 社人研 2023 (92,161 and 84,256)."""
    data = load_population(plan_file.database)
    result = project_city(data.inputs, [data.assumptions(data.scenarios[0])], until=2040)
    totals = dict(zip(result.years, result.total[:, 0].tolist(), strict=True))
    for year, known in ((2025, 92_100), (2030, 89_350), (2035, 86_100), (2040, 82_500)):
        assert totals[year] == pytest.approx(known, abs=200)
    assert totals[2025] == pytest.approx(92_161, rel=0.003)
    assert totals[2040] == pytest.approx(84_256, rel=0.025)
    assert result.balance_error < 1e-6


def test_the_count_replaces_the_estimate_once_it_is_there(plan_file: PlanFile) -> None:
    database = plan_file.database
    with transaction(database, "test") as change:
        estimate = database.row("SELECT * FROM population_set WHERE key = 'estimate2020'")
        assert estimate is not None
        row = {**dict(estimate), "key": "counted", "basis": "census", "is_estimate": 0}
        del row["id"]
        counted = change.insert("population_set", row)
        cells = database.rows(
            "SELECT year, sex, age_from, age_to, persons FROM population_cell WHERE set_id = ?",
            [estimate["id"]],
        )
        change.insert_many("population_cell", ({**dict(cell), "set_id": counted} for cell in cells))
    assert not load_population(database).inputs.base_is_estimate


def test_a_plan_without_figures_says_what_is_lacking(plan_file: PlanFile) -> None:
    with transaction(plan_file.database, "test") as change:
        for row in plan_file.database.rows("SELECT id FROM population_set"):
            change.delete("population_set", row["id"])
    with pytest.raises(PersonError) as raised:
        load_population(plan_file.database)
    assert raised.value.code == "population.lacking"


def test_unknown_ages_are_distributed_over_the_known_ones(plan_file: PlanFile) -> None:
    data = load_population(plan_file.database)
    before = dataclasses.replace(data).before
    assert before.key == "census2015"
    unknown = sum(cell.persons for cell in before.cells if cell.age_from is None)
    assert unknown > 0
    assert before.total(2015) == 95_282

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


def counted(
    plan_file: PlanFile, basis: str, title: str, tables: dict[int, tuple[str, list[float]]]
) -> None:
    """Add a set whose years have age groups of a kind, the same men and women."""
    with transaction(plan_file.database, "test") as change:
        row = {"key": title, "title": title, "basis": basis, "area_code": "20220"}
        set_id = change.insert("population_set", {**row, "reference_date": "10-01"})
        for year, (ages, people) in tables.items():
            spans = [
                (None if part == "?" else int(part.split("-")[0].rstrip("+")), part)
                for part in ages.split()
            ]
            change.insert_many(
                "population_cell",
                (
                    {
                        "set_id": set_id,
                        "year": year,
                        "sex": sex,
                        "age_from": first,
                        "age_to": int(part.split("-")[-1]) if part[-1].isdigit() else None,
                        "persons": persons,
                    }
                    for sex in ("male", "female")
                    for (first, part), persons in zip(spans, people, strict=True)
                ),
            )


def five_year(open_from: int) -> str:
    return " ".join(f"{a}-{a + 4}" for a in range(0, open_from, 5)) + f" {open_from}+"


SINGLE = " ".join(map(str, range(100))) + " 100+"


@pytest.mark.parametrize("open_from", [75, 85, 90, 95, 100])
def test_a_count_with_any_open_group_becomes_the_base(plan_file: PlanFile, open_from: int) -> None:
    ages = five_year(open_from)
    people = [1000.0] * len(ages.split())
    counted(plan_file, "census", "国勢調査", {2020: (ages, people)})
    data = load_population(plan_file.database)
    assert not data.inputs.base_is_estimate
    assert data.inputs.ages.open_from == min(open_from, 90)
    assert data.inputs.base.sum() == pytest.approx(2 * sum(people))
    run = project_city(data.inputs, [data.all_assumptions()[0]])
    assert run.balance_error < 1e-6


def test_a_count_by_single_age_with_unknown_ages_is_put_together(plan_file: PlanFile) -> None:
    people = [*(float(age + 1) for age in range(101)), 50.0]
    counted(plan_file, "census", "国勢調査", {2020: (f"{SINGLE} ?", people)})
    data = load_population(plan_file.database)
    spread = 1 + 50 / sum(people[:-1])
    assert data.inputs.ages.labels[-1] == "90+"
    assert data.inputs.base[0, 0] == pytest.approx(15 * spread)
    assert data.inputs.base[1, -1] == pytest.approx(sum(range(91, 102)) * spread)


def test_the_first_year_of_an_official_projection_is_the_census_it_starts_from(
    plan_file: PlanFile,
) -> None:
    """The table of 社人研 2023 holds the age structure of 2020 that was counted."""
    share = 94_222 / 2 / 20
    tables = {2020: (five_year(95), [share] * 20), 2025: (five_year(95), [share - 50] * 20)}
    counted(plan_file, "projection", "日本の地域別将来推計人口（令和5年推計）", tables)
    data = load_population(plan_file.database)
    assert data.inputs.base_year == 2020
    assert not data.inputs.base_is_estimate
    assert data.inputs.base[0, 0] == pytest.approx(share)
    assert data.base.years == (2020, 2025)


def test_a_projection_that_does_not_begin_with_the_census_is_no_base(plan_file: PlanFile) -> None:
    tables = {2020: (five_year(95), [2000.0] * 20), 2025: (five_year(95), [1900.0] * 20)}
    counted(plan_file, "projection", "独自推計", tables)
    counted(plan_file, "projection", "見通し", {2025: (five_year(95), [1900.0] * 20)})
    assert load_population(plan_file.database).base.key == "estimate2020"


def test_the_register_is_never_the_base(plan_file: PlanFile) -> None:
    counted(plan_file, "register", "住民基本台帳", {2020: (SINGLE, [400.0] * 101)})
    assert load_population(plan_file.database).base.key == "estimate2020"


def test_a_count_with_a_hole_is_not_taken_for_a_table(plan_file: PlanFile) -> None:
    ages = five_year(90).replace(" 35-39", "")
    counted(plan_file, "census", "国勢調査", {2020: (ages, [2500.0] * 18)})
    assert load_population(plan_file.database).base.key == "estimate2020"


def test_the_census_of_2025_becomes_the_base_of_what_follows(plan_file: PlanFile) -> None:
    estimate = load_population(plan_file.database).inputs.base
    people = [float(round(persons / 2)) for persons in estimate.sum(axis=0)]
    counted(plan_file, "census", "国勢調査 令和7年", {2025: (five_year(90), people)})
    data = load_population(plan_file.database)
    assert (data.inputs.base_year, data.before.key) == (2025, "estimate2020")
    assert data.inputs.earlier_migration[0].from_year == 2015


@pytest.mark.parametrize(
    ("quantity", "age"), [("fertility_rate", 25), ("survival_ratio", 40), ("survival_ratio", 90)]
)
def test_a_missing_rate_is_lacking_and_not_zero(
    plan_file: PlanFile, quantity: str, age: int
) -> None:
    with transaction(plan_file.database, "test") as change:
        for row in plan_file.database.rows(
            "SELECT id FROM rate WHERE quantity = ? AND age_from >= ? AND age_from < ?",
            [quantity, age, 200 if age == 90 else age + 5],
        ):
            change.delete("rate", row["id"])
    with pytest.raises(PersonError) as raised:
        load_population(plan_file.database)
    assert raised.value.code == "population.lacking"


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

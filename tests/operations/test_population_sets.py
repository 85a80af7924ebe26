"""A set of population figures comes in as one step, becomes the base, and goes with one undo."""

import dataclasses

import pytest

from workbench.errors import PersonError
from workbench.operations import history
from workbench.operations.population import load_population
from workbench.operations.population_sets import CameFrom, add_population_set
from workbench.plan.statistics import Area, Basis, PopulationCell, PopulationSet, Source
from workbench.store import queries
from workbench.store.journal import entries
from workbench.store.planfile import PlanFile

#: 記入例: five-year groups to 95+, as many people as the census of 2020 counted.
PERSONS = {"male": 45_398 / 20, "female": 48_824 / 20}


def table(year: int = 2020, title: str = "令和2年国勢調査 男女・年齢別人口") -> PopulationSet:
    return PopulationSet(
        key=f"census_{year}_20220",
        title=title,
        basis=Basis.CENSUS,
        area_code="20220",
        reference_date="10-01",
        is_estimate=False,
        source=Source(0, "", "国勢調査", "総務省統計局"),
        cells=tuple(
            PopulationCell(year, sex, start, None if start == 95 else start + 4, persons)
            for sex, persons in PERSONS.items()
            for start in range(0, 100, 5)
        ),
    )


def said(plan_file: PlanFile) -> str:
    return history.describe(entries(plan_file.database, limit=1)[0])


def test_a_count_takes_the_place_of_the_estimate_and_the_history_says_so(
    plan_file: PlanFile,
) -> None:
    database = plan_file.database
    add_population_set(database, table(), CameFrom("census.xlsx", "ab" * 32, "第2-1表!C5:AA8"))
    data = load_population(database)
    assert not data.inputs.base_is_estimate
    assert data.base.key == "census_2020_20220"
    assert data.inputs.base.sum(axis=1).tolist() == pytest.approx([45_398, 48_824])
    assert "令和2年国勢調査" in said(plan_file)
    assert "推計値" in said(plan_file)
    assert "2020" in said(plan_file)
    source = data.base.source
    assert source is not None
    assert (source.title, source.note) == ("census.xlsx", "第2-1表!C5:AA8")


def test_one_undo_brings_the_estimate_back(plan_file: PlanFile) -> None:
    database = plan_file.database
    before = queries.load_statistics(database)
    outcome = add_population_set(database, table())
    assert {"population_set", "population_cell", "source"} <= outcome.tables
    history.undo(database)
    assert queries.load_statistics(database) == before
    assert load_population(database).inputs.base_is_estimate
    history.redo(database)
    assert not load_population(database).inputs.base_is_estimate


def test_the_same_set_again_renews_only_what_is_different(plan_file: PlanFile) -> None:
    database = plan_file.database
    add_population_set(database, table())
    sets = len(queries.load_statistics(database).population_sets)
    first, *others = table().cells
    corrected = dataclasses.replace(
        table(), key="other", cells=(dataclasses.replace(first, persons=3000.0), *others)
    )
    outcome = add_population_set(database, corrected)
    assert len(queries.load_statistics(database).population_sets) == sets
    assert [name for name, _row in outcome.touched] == ["population_cell"]
    assert load_population(database).inputs.base[0, 0] == 3000
    assert said(plan_file) == "人口データ「令和2年国勢調査 男女・年齢別人口」を更新"
    assert add_population_set(database, corrected).entry is None


def test_a_register_table_is_kept_and_does_not_touch_the_base(plan_file: PlanFile) -> None:
    database = plan_file.database
    register = dataclasses.replace(
        table(2024, "住民基本台帳 年齢別人口"), key="register", basis=Basis.REGISTER
    )
    add_population_set(database, register)
    assert load_population(database).base.key == "estimate2020"
    assert "基準人口" not in said(plan_file)


def test_an_official_line_without_ages_by_sex_may_be_kept(plan_file: PlanFile) -> None:
    cells = tuple(
        PopulationCell(year, "both", 0, None, 90_000.0 - 500 * (year - 2025))
        for year in (2025, 2030)
    )
    line = dataclasses.replace(
        table(), key="line", title="県の推計", basis=Basis.PROJECTION, cells=cells
    )
    add_population_set(plan_file.database, line)
    held = queries.load_statistics(plan_file.database).population_set("line")
    assert held.totals() == ((2025, 90_000.0), (2030, 87_500.0))


def test_a_new_area_needs_its_name(plan_file: PlanFile) -> None:
    elsewhere = dataclasses.replace(table(), key="nagano", area_code="20000")
    with pytest.raises(PersonError) as caught:
        add_population_set(plan_file.database, elsewhere)
    assert caught.value.code == "population.unknown_area"
    add_population_set(plan_file.database, elsewhere, area=Area("20000", "prefecture", "長野県"))
    areas = queries.load_statistics(plan_file.database).areas
    assert areas[-1] == Area("20000", "prefecture", "長野県")
    history.undo(plan_file.database)
    assert areas[-1] not in queries.load_statistics(plan_file.database).areas


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda cells: (), "population.empty_set"),
        (lambda cells: (dataclasses.replace(cells[0], persons=-1.0), *cells[1:]),
         "population.negative"),
        (lambda cells: (dataclasses.replace(cells[0], persons=float("nan")), *cells[1:]),
         "population.negative"),
        (lambda cells: (*cells[:5], *cells[6:]), "population.ages_missing"),
        (lambda cells: (*cells, dataclasses.replace(cells[3], age_from=17)),
         "population.ages_overlap"),
        (lambda cells: (*cells, PopulationCell(2020, "male", 0, None, 45_000.0)),
         "population.total_differs"),
    ],
)  # fmt: skip
def test_a_set_that_cannot_be_right_is_refused_and_nothing_is_written(
    plan_file: PlanFile, change, code: str
) -> None:
    before = queries.load_statistics(plan_file.database)
    wrong = dataclasses.replace(table(), cells=change(table().cells))
    with pytest.raises(PersonError) as caught:
        add_population_set(plan_file.database, wrong)
    assert caught.value.code == code
    assert queries.load_statistics(plan_file.database) == before

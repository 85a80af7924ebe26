"""Headship rates go in with their source as one step, and come back as they were."""

import pytest

from workbench.errors import PersonError
from workbench.operations import history, population_headship
from workbench.operations.population_headship import load_headship
from workbench.operations.scenarios import note_assumption, set_assumptions
from workbench.population.headship import HeadshipRates
from workbench.population.headship_reading import cells_of, read_headship
from workbench.store import journal
from workbench.store.planfile import PlanFile
from workbench.store.queries import load_scenarios


def rates(first: str = "0.5") -> HeadshipRates:
    return read_headship(cells_of(f"年齢\t男\t女\n15～64\t{first}\t0.2\n65+\t0.9\t0.4"), 2020)


def test_rates_are_one_step_that_is_taken_back_whole(plan_file: PlanFile) -> None:
    database = plan_file.database
    assert load_headship(database) is None
    population_headship.set_headship(database, rates(), " 国勢調査 （記入例） ")
    held = load_headship(database)
    assert held is not None
    assert held.source == "国勢調査 （記入例）"
    assert held.rates.rates() == rates().rates()
    latest = max(journal.entries(database), key=lambda entry: entry.id)
    assert history.describe(latest) == "世帯主率を登録（国勢調査 （記入例））"
    history.undo(database)
    assert load_headship(database) is None


def test_only_what_changed_is_written_again(plan_file: PlanFile) -> None:
    database = plan_file.database
    population_headship.set_headship(database, rates(), "記入例")
    before = {row["id"]: row["share"] for row in database.rows("SELECT * FROM headship_rate")}
    population_headship.set_headship(database, rates("0.6"), "記入例")
    after = {row["id"]: row["share"] for row in database.rows("SELECT * FROM headship_rate")}
    assert before.keys() == after.keys()
    assert sum(before[row] != after[row] for row in before) == 1


def test_rates_without_a_source_are_refused(plan_file: PlanFile) -> None:
    with pytest.raises(PersonError) as caught:
        population_headship.set_headship(plan_file.database, rates(), "  ")
    assert caught.value.code == "population.headship_source"
    assert load_headship(plan_file.database) is None


def test_rates_are_taken_out_as_one_step(plan_file: PlanFile) -> None:
    database = plan_file.database
    assert population_headship.clear_headship(database).entry is None
    population_headship.set_headship(database, rates(), "記入例")
    population_headship.clear_headship(database)
    assert load_headship(database) is None
    history.undo(database)
    assert load_headship(database) is not None


def test_a_reason_stays_with_its_assumption_and_goes_with_it(plan_file: PlanFile) -> None:
    database = plan_file.database
    draft = load_scenarios(database)[0]
    with pytest.raises(PersonError):
        note_assumption(database, draft.id, "tfr", "なぜ")
    set_assumptions(database, draft.id, {"tfr": 1.6})
    note_assumption(database, draft.id, "tfr", "県の希望出生率（記入例）")
    assert load_scenarios(database)[0].notes == {"tfr": "県の希望出生率（記入例）"}
    set_assumptions(database, draft.id, {"tfr": 1.7})
    assert load_scenarios(database)[0].notes == {"tfr": "県の希望出生率（記入例）"}
    set_assumptions(database, draft.id, {"tfr": None})
    assert load_scenarios(database)[0].notes == {}
    history.undo(database)
    assert load_scenarios(database)[0].notes == {"tfr": "県の希望出生率（記入例）"}

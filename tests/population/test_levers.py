"""The table of levers and the assumptions made of it."""

import dataclasses
import json

import numpy as np
import pytest

from workbench import language
from workbench.errors import PersonError
from workbench.population.levers import CHOICES, GROUPS, LEVERS, Assumptions, PeriodOverride
from workbench.population.scenario_levers import Convergence, ScenarioLevers, converge


def test_every_numeric_field_of_the_assumptions_is_a_lever_and_every_other_a_choice():
    names = {field.name for field in dataclasses.fields(Assumptions)} - {"overrides"}
    assert names == {lever.key for lever in LEVERS} | {choice.key for choice in CHOICES}


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.key)
def test_a_lever_is_sound(lever):
    assert lever.minimum <= lever.default <= lever.maximum
    assert lever.step > 0
    assert lever.group in GROUPS
    steps = (lever.default - lever.minimum) / lever.step
    assert steps == pytest.approx(round(steps))
    assert getattr(Assumptions(), lever.key) == lever.default


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.key)
def test_a_lever_is_explained_in_japanese(lever):
    for each in (lever.name, lever.explanation):
        language.set_language("en")
        english = str(each)
        language.set_language("ja")
        assert str(each) != english


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.key)
def test_a_value_beyond_a_levers_range_is_one_sentence(lever):
    for value in (lever.minimum - lever.step, lever.maximum + lever.step):
        with pytest.raises(PersonError) as caught:
            Assumptions().replace(lever.key, value)
        assert caught.value.place == lever.key


@pytest.mark.parametrize("value", ["1.5", None, True, float("nan"), float("inf")])
def test_a_lever_takes_only_numbers(value):
    with pytest.raises(PersonError):
        Assumptions.of({"tfr": value})


@pytest.mark.parametrize(
    "values", [{"tfrr": 1.5}, {"tfr_path": "sudden"}, {"overrides": [{"key": "tfr"}]}]
)
def test_unknown_names_are_refused(values):
    with pytest.raises(PersonError):
        Assumptions.of(values)


def test_assumptions_survive_being_stored():
    given = Assumptions.of({"tfr": 1.8, "couples_20s": 12, "migration_base": "mean_of_two"})
    given = given.with_override(PeriodOverride("migration_multiplier", 2030, 2035, 0.5))
    assert Assumptions.of(json.loads(json.dumps(given.to_mapping()))) == given


def test_only_what_differs_is_named_as_changed():
    assert Assumptions().changed() == {}
    assert Assumptions(tfr=1.8).changed() == {"tfr": 1.8}


@pytest.mark.parametrize(
    "arguments",
    [("tfr", 2030, 2030, 1.5), ("tfr", 2035, 2030, 1.5), ("tfr", 2030, 2035, 9.0),
     ("tfr_year", 2030, 2035, 2030), ("nothing", 2030, 2035, 1.0)],
)  # fmt: skip
def test_an_impossible_override_is_refused(arguments):
    with pytest.raises(PersonError):
        PeriodOverride(*arguments)


def test_an_override_replaces_the_one_of_the_same_years():
    first = Assumptions().with_override(PeriodOverride("tfr", 2030, 2035, 1.5))
    second = first.with_override(PeriodOverride("tfr", 2030, 2035, 1.6))
    assert [override.value for override in second.overrides] == [1.6]


@pytest.mark.parametrize("kind", list(Convergence))
def test_every_way_begins_at_nothing_ends_at_all_and_never_turns_back(kind):
    done = converge(np.linspace(0, 1, 51)[:, np.newaxis], kind)[:, 0]
    assert done[0] == pytest.approx(0)
    assert done[-1] == pytest.approx(1)
    assert np.all(np.diff(done) > 0)


def test_the_fertility_rate_rises_evenly_to_its_year_and_stays():
    levers = ScenarioLevers.of([Assumptions(tfr=1.81, tfr_year=2030)])
    path = levers.tfr(np.arange(2020, 2035), 1.41)[:, 0]
    np.testing.assert_allclose(path[:10], 1.41 + 0.04 * (np.arange(10) + 0.5))
    np.testing.assert_allclose(path[10:], 1.81)


def test_a_fertility_rate_already_reached_holds_from_the_base_year():
    levers = ScenarioLevers.of([Assumptions(tfr=1.81, tfr_year=2020)])
    np.testing.assert_allclose(levers.tfr(np.arange(2020, 2035), 1.41), 1.81)

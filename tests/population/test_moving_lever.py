"""A lever that moves is projected as if it had been projected by itself."""

from dataclasses import replace

import numpy as np
import pytest

from workbench.errors import PersonError
from workbench.population import moving
from workbench.population.city import project_city
from workbench.population.levers import LEVERS, Assumptions, PeriodOverride
from workbench.population.measures import MEASURES
from workbench.population.moving import MovingLever

SLIDERS = [lever for lever in LEVERS if not lever.is_year]


@pytest.fixture
def projected(monkeypatch) -> list[Assumptions]:
    """Return what has been projected by itself, as it comes."""
    seen = []

    def project(inputs, assumptions, *more, **named):
        seen.extend(assumptions)
        return project_city(inputs, assumptions, *more, **named)

    monkeypatch.setattr(moving, "project_city", project)
    return seen


def same(found, expected):
    assert found.years == expected.years
    assert found.balance_error < 1e-6
    for name in ("population", "births", "deaths", "net_migration", "total"):
        one, other = getattr(found, name), getattr(expected, name)
        np.testing.assert_allclose(one, other, rtol=1e-11, atol=1e-8)
    for measure in MEASURES:
        np.testing.assert_allclose(found.measured(measure), expected.measured(measure), rtol=1e-11)
    for ages in ((0, 14), (15, 64), (65, None)):
        np.testing.assert_allclose(found.count(*ages), expected.count(*ages), rtol=1e-11)
        men, women = (found.count(*ages, sex) for sex in ("male", "female"))
        np.testing.assert_allclose(men + women, found.count(*ages), rtol=1e-11)


@pytest.mark.parametrize("lever", SLIDERS, ids=lambda lever: lever.key)
def test_every_place_of_a_slider_is_projected_as_by_itself(inputs, projected, lever):
    start = Assumptions(tfr=1.6, families_30s=20, migration_future="fading").with_override(
        PeriodOverride("life_expectancy_gain", 2030, 2035, 2.0)
    )
    levers = MovingLever()
    levers.project(inputs, start, 2050)
    first = start.replace(lever.key, lever.value_at(1))
    same(levers.project(inputs, first, 2050), project_city(inputs, [first], 2050))
    for step in (2, 0, lever.steps // 2, lever.steps):
        moved = start.replace(lever.key, lever.value_at(step))
        same(levers.project(inputs, moved, 2050), project_city(inputs, [moved], 2050))
    assert projected == [start, first]


def test_a_value_between_two_places_is_projected_itself(inputs, projected):
    levers = MovingLever()
    before = [Assumptions(), Assumptions(tfr=1.5), Assumptions(tfr=1.6)]
    for each in before:
        levers.project(inputs, each, 2050)
    sought = Assumptions(tfr=1.73456)
    same(levers.project(inputs, sought, 2050), project_city(inputs, [sought], 2050))
    assert projected == [*before[:2], sought]


def test_more_than_one_lever_at_once_and_other_changes_begin_anew(inputs, projected):
    levers = MovingLever()
    for asked in (
        Assumptions(),
        Assumptions(tfr=1.8),
        Assumptions(tfr=1.9),
        Assumptions(tfr=1.7, families_30s=30),
        Assumptions(tfr=1.7, families_30s=30, migration_base="previous"),
        Assumptions(tfr=1.7, families_30s=30, tfr_year=2045),
        Assumptions(tfr=1.6, families_30s=30, tfr_year=2045),
        Assumptions(tfr=1.5, families_30s=30, tfr_year=2045),
        Assumptions(tfr=1.5, families_30s=30, tfr_year=2045).with_override(
            PeriodOverride("tfr", 2025, 2030, 1.3)
        ),
    ):
        same(levers.project(inputs, asked, 2050), project_city(inputs, [asked], 2050))
    # Only twice did TFR move alone for the second time: to 1.9, and to 1.5.
    assert len(projected) == 7


def test_other_inputs_and_another_last_year_begin_anew(inputs, yearly_inputs):
    levers = MovingLever()
    for given, tfr, until in (
        (inputs, 1.5, 2050),
        (inputs, 1.6, 2050),
        (inputs, 1.65, 2050),
        (yearly_inputs, 1.7, 2050),
        (yearly_inputs, 1.8, 2050),
        (inputs, 1.9, 2050),
        (inputs, 2.0, 2040),
    ):
        asked = Assumptions(tfr=tfr)
        same(levers.project(given, asked, until), project_city(given, [asked], until))


def test_what_cannot_be_projected_says_so_and_the_next_move_is_answered(inputs):
    levers, unknown = MovingLever(), Assumptions(migration_base="mean_of_three")
    only_latest = replace(inputs, earlier_migration=())
    levers.project(only_latest, Assumptions(), 2050)
    for tfr in (1.5, 1.6, 1.7):
        with pytest.raises(PersonError, match="3"):
            levers.project(only_latest, unknown.replace("tfr", tfr), 2050)
    known = Assumptions(tfr=1.6)
    same(levers.project(only_latest, known, 2050), project_city(only_latest, [known], 2050))

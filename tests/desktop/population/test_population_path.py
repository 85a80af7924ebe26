"""What keeping to the plan's natural and social change would take, and where it leads."""

from dataclasses import replace

import pytest

from workbench.desktop.population.planned_path import planned_path
from workbench.desktop.population.subject import ChangeTarget, RegisterChange


@pytest.fixture
def view(page, qapp):
    """Return the plan's path, held to its yearly changes."""
    page.tabs.setCurrentIndex(1)
    view = page.seek.path
    view.path_box.setCurrentIndex(view.path_box.findData("changes"))
    view.path_box.activated.emit(view.path_box.currentIndex())
    qapp.processEvents()
    return view


def column(view, index):
    table = view.table_view
    texts = [table.item(row, index).text() for row in range(table.rowCount())]
    return [float(text.replace(",", "").replace("△", "-")) for text in texts]


def test_the_plans_years_become_years_of_the_projection_with_the_register_before_them(subject):
    path = planned_path(subject)
    by_year = {one.to_year: (one.natural, one.social) for one in path.changes}
    # 住民基本台帳 2021 and 2022; 後期基本計画 第3章 from 2023 on.
    assert by_year == {
        2021: (-594, 194),
        2022: (-730, 583),
        **dict.fromkeys((2023, 2024, 2025), (-582, 233)),
        **dict.fromkeys(range(2026, 2031), (-681, 263)),
    }
    assert all(one.from_year == one.to_year - 1 for one in path.changes)
    assert path.registered == (2021, 2022)


def test_each_periods_change_is_the_mean_of_its_years(view):
    assert column(view, 1) == [round((-594 - 730 - 3 * 582) / 5), -681]
    assert column(view, 2) == [round((194 + 583 + 3 * 233) / 5), 263]


def test_the_population_reached_is_the_base_and_all_the_changes(view):
    first = 94222 + (-594 - 730 - 3 * 582) + (194 + 583 + 3 * 233)
    assert column(view, 6) == [first, first + 5 * (263 - 681)]
    assert f"2030年に{first + 5 * (263 - 681):,}人" in view.note.text()
    assert f"目標92,500人に対して+{first - 92500}人" in view.note.text()


def test_the_births_are_what_the_natural_change_leaves_after_the_deaths(view):
    births, tfr = column(view, 3), column(view, 4)
    # More than are born now (442 in 2024): the plan's natural change asks for a higher rate.
    assert all(500 < one < 900 for one in births)
    assert all(one > 1.41 for one in tfr)


def test_what_was_counted_before_the_plans_years_is_said(view):
    assert "2021–2022年は住民基本台帳の実績" in view.note.text()


def test_what_cannot_be_is_said(view, page, subject):
    page.set_subject(replace(subject, change_targets=(ChangeTarget(2023, 2030, -3000.0, 233.0),)))
    page.seek.path.path_box.setCurrentIndex(1)
    page.seek.path.path_box.activated.emit(1)
    assert "実現できません" in page.seek.path.note.text()


@pytest.mark.parametrize(
    ("targets", "register"),
    [
        ((), ()),
        ((ChangeTarget(2023, 2030, None, 233.0),), ()),
        ((ChangeTarget(2023, 2030, -582.0, 233.0),), (RegisterChange(2022, -730.0, 583.0),)),
        (
            (ChangeTarget(2021, 2023, -582.0, 233.0), ChangeTarget(2026, 2030, -681.0, 263.0)),
            (),
        ),
        ((ChangeTarget(2010, 2015, -582.0, 233.0),), ()),
    ],
    ids=["nothing", "half of it", "a year before", "a gap", "long past"],
)
def test_a_path_with_a_gap_is_not_offered(page, subject, targets, register):
    other = replace(subject, change_targets=targets, register=register)
    assert planned_path(other) is None
    page.set_subject(other)
    assert page.seek.path.path_box.findData("changes") == -1


def test_a_plan_that_ends_within_a_period_is_held_up_to_the_last_whole_one(subject):
    cut = replace(subject, change_targets=(ChangeTarget(2023, 2027, -582.0, 233.0),))
    assert planned_path(cut).changes[-1].to_year == 2025

"""The plan the benchmarks are run on is a sound plan, here a hundredth of its size."""

from pathlib import Path

from workbench.operations.progress import progress_report
from workbench.operations.search import build_index
from workbench.store import integrity
from workbench.store.queries import load_plan

from ..benchmarks._large_plan import create_large


def test_it_is_sound_graded_and_searchable(tmp_path: Path) -> None:
    path = tmp_path / "large.plandb"
    with create_large(path, scale=0.01) as opened:
        plan = load_plan(opened.database)
        report = progress_report(opened.database, 2025, plan)
        found = build_index(opened.database).search("ｄｘ")
        values = opened.database.rows("SELECT count(*) FROM indicator_value")[0][0]
    assert (len(plan.elements), len(plan.indicators), values) == (51, 200, 2000)
    assert {plan.level_of(element).depth for element in plan.elements} == {0, 1, 2, 3}
    assert len({element.code for element in plan.elements}) == 51
    assert report.goals[-1].indicators.ungraded == 0
    assert found
    assert integrity.problems(path) == []

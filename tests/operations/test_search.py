"""Search finds words in every text, forgiving width, case and kana, and follows every change."""

import pytest

from workbench.operations import history
from workbench.operations.editing import ELEMENT_NAME, THEME_AIMS, edit_text
from workbench.operations.evaluations import write_evaluation
from workbench.operations.indicator_values import Slot, type_value
from workbench.operations.indicators import update_indicator
from workbench.operations.progress import progress_report
from workbench.operations.search import build_index, refresh_index
from workbench.operations.structure import delete_elements, set_code
from workbench.plan.filtering import Filter, passing
from workbench.plan.searching import Part, SearchIndex, excerpt, fold
from workbench.plan.structure import Direction, Role
from workbench.store.database import Database
from workbench.store.planfile import PlanFile
from workbench.store.queries import load_plan


def found(index: SearchIndex, query: str) -> list[tuple[Part, int]]:
    return [(hit.part, hit.id) for hit in index.search(query)]


@pytest.mark.parametrize("query", ["DX", "ＤＸ", "dx", " ｄｘ "])
def test_width_and_case_do_not_matter(small: Database, query: str) -> None:
    assert found(build_index(small), query) == [(Part.ELEMENT, 5)]


def test_a_word_is_found_inside_a_longer_one(small: Database) -> None:
    assert set(found(build_index(small), "児童")) == {(Part.ELEMENT, 4), (Part.INDICATOR, 2)}


def test_katakana_and_hiragana_meet(small: Database) -> None:
    edit_text(small, THEME_AIMS, 1, "ひとりひとりのサポート")
    assert found(build_index(small), "さぽーと") == [(Part.THEME, 1)]


def test_every_word_must_be_there(small: Database) -> None:
    index = build_index(small)
    assert found(index, "移住 定住") == [(Part.ELEMENT, 3)]
    assert found(index, "移住 児童") == []
    assert found(index, "  ") == []


def test_no_word_is_found_across_two_texts(small: Database) -> None:
    """The unit 人 does not follow the name 移住者数."""
    assert found(build_index(small), "数人") == []


def test_titles_come_before_what_is_found_in_the_small_print(small: Database) -> None:
    update_indicator(small, 2, {"definition": "移住した世帯を含む（記入例）"})
    hits = build_index(small).search("移住")
    assert hits[-1].part is Part.INDICATOR
    assert hits[-1].excerpt == "移住した世帯を含む（記入例）"


def test_the_index_follows_every_step_and_its_undoing(small: Database) -> None:
    index = build_index(small)

    def step(outcome) -> None:
        refresh_index(index, small, outcome)
        fresh = build_index(small)
        for query in ("空き家", "移住", "設置", "相談", "1-1", "2-1", "課題"):
            assert sorted(found(index, query)) == sorted(found(fresh, query)), query
        assert len(index) == len(fresh)

    step(edit_text(small, ELEMENT_NAME, 3, "空き家の活用"))
    step(update_indicator(small, 1, {"direction": Direction.WORD}))
    step(type_value(small, Slot(1, Role.TARGET, 2027), "設置"))
    step(write_evaluation(small, 3, 2024, {"issue": "課題は空き家"}))
    step(set_code(small, 5, "2-9"))
    assert (Part.OLD_CODE, 1) in found(index, "2-1")
    step(delete_elements(small, [3]))
    while undone := history.undo(small):
        step(undone[0])
    assert index.element_ids("移住") == {3}


def test_the_sample_is_found_through(plan_file: PlanFile) -> None:
    index = build_index(plan_file.database)
    assert any(hit.title.startswith("4-10") for hit in index.search("移住 定住"))


def test_an_excerpt_shows_where_the_word_stands() -> None:
    text = "あ" * 30 + "ＤＸ\nの推進" + "い" * 30
    assert excerpt(text, fold("DX")) == "…" + "あ" * 20 + "ＤＸ の推進" + "い" * 16 + "…"


class TestFilters:
    def passing(self, database: Database, wanted: Filter) -> set[str]:
        plan = load_plan(database)
        report = progress_report(database, 2023, plan)
        ids = passing(
            plan,
            wanted,
            progress=report.now,
            lacking={one.element.id for one in report.missing},
            found=build_index(database).element_ids(wanted.words),
        )
        return {plan.element(one).code for one in ids}

    @pytest.mark.parametrize(
        ("wanted", "codes"),
        [
            (Filter(), {"1", "1-1", "1-2", "2", "2-1"}),
            (Filter(departments=frozenset({"こども課"})), {"1-2"}),
            (Filter(theme_ids=frozenset({1})), {"1-1"}),
            (Filter(grades=frozenset({"B"})), {"1-1"}),
            (Filter(grades=frozenset({"A", None})), {"1", "1-2", "2", "2-1"}),
            (Filter(words="児童"), {"1-2"}),
            (Filter(words="児童", theme_ids=frozenset({1})), set()),
        ],
    )
    def test_each_choice_narrows_the_tree(self, small: Database, wanted, codes) -> None:
        """2023: 1-1 is B, 1-2 is A, so goal 1 is A: (2 + 3) ÷ 2 = 2.5, halves upwards."""
        assert self.passing(small, wanted) == codes

    def test_what_is_missing_can_be_asked_for(self, small: Database) -> None:
        assert self.passing(small, Filter(lacking=True)) == set()
        type_value(small, Slot(2, Role.ACTUAL, 2023), "集計中")
        assert self.passing(small, Filter(lacking=True)) == {"1-2"}

    def test_an_empty_filter_says_so(self) -> None:
        assert Filter().asks_nothing
        assert not Filter(words="x").asks_nothing

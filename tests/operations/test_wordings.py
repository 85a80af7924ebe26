"""Every step of running a plan is called in a planner's words, in both languages."""

from workbench.language import speaking
from workbench.operations import history
from workbench.operations.copying import copy_branch
from workbench.operations.departments import (
    add_department,
    delete_department,
    merge_departments,
    move_departments,
    rename_department,
)
from workbench.operations.editing import ELEMENT_NAME, edit_text
from workbench.operations.evaluations import set_course, set_evaluation_grade, write_evaluation
from workbench.operations.grades import (
    choose_scheme,
    copy_of,
    delete_scheme,
    override_grade,
    save_scheme,
)
from workbench.operations.indicator_values import Grid, Slot, paste, type_value
from workbench.operations.indicators import (
    add_indicator,
    delete_indicators,
    move_indicators,
    update_indicator,
)
from workbench.operations.initiatives import (
    add_initiative,
    delete_initiatives,
    move_initiatives,
    set_cost,
    set_initiative_themes,
    set_running_years,
)
from workbench.operations.levels import add_level, delete_level, insert_level
from workbench.operations.look_texts import FOOTER
from workbench.operations.looks import (
    set_crest,
    set_goal_colour,
    set_look_text,
    take_crest_away,
)
from workbench.operations.profile import set_area_code, set_period
from workbench.operations.schemes import shipped_schemes
from workbench.operations.sdgs import set_sdgs
from workbench.operations.structure import (
    add_element,
    delete_elements,
    move_elements,
    renumber,
    set_code,
)
from workbench.operations.themes import add_theme, delete_theme, move_themes, set_link, set_links
from workbench.operations.typed_costs import AmountSlot, set_amounts
from workbench.operations.wordings import PLAN_WORDINGS
from workbench.operations.years import close_year, open_year, reopen_year, set_scheme_of_year
from workbench.plan.evaluations import Course
from workbench.plan.initiatives import CostKind
from workbench.plan.structure import Direction, Role
from workbench.store.database import Database
from workbench.store.journal import entries
from workbench.store.queries import load_schemes

CREST = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def work_through(small: Database) -> None:
    """Do every kind of step once."""
    target = Slot(1, Role.TARGET, 2027)
    edit_text(small, ELEMENT_NAME, 3, "移住の推進")
    set_area_code(small, "202088")
    set_period(small, 2022, 2027)
    add_level(small, "事務事業")
    delete_level(small, 4)
    add_element(small, 1, "三つ目")
    move_elements(small, [6], 2, None)
    move_elements(small, [6], 2, 0)
    set_code(small, 6, "2-9")
    copy_branch(small, 3)
    renumber(small)
    renumber(small, 2)
    delete_elements(small, [6])
    add_indicator(small, 3, "二つ目")
    update_indicator(small, 1, {"unit": "世帯", "direction": Direction.WORD, "decimals": 1})
    move_indicators(small, [1], 5, None)
    delete_indicators(small, [2])
    type_value(small, target, "設置")
    paste(small, Grid(((1, Role.ACTUAL),), (2024, 2025)), 0, 0, "1\t2")
    add_initiative(small, 3, "二つ目の事業")
    set_running_years(small, 1, 2024, None)
    move_initiatives(small, [1], 5, None)
    set_initiative_themes(small, 1, [1])
    set_cost(small, 1, 2024, CostKind.SETTLEMENT, {"general": 1500})
    set_amounts(
        small,
        {
            AmountSlot(1, 2024, CostKind.BUDGET, "general"): 900,
            AmountSlot(1, 2025, CostKind.BUDGET, "general"): 1000,
        },
    )
    delete_initiatives(small, [1])
    write_evaluation(small, 3, 2024, {"issue": "課題"})
    set_course(small, 3, 2024, Course.CONTINUE)
    set_evaluation_grade(small, 3, 2024, "A", "理由")
    override_grade(small, 1, 2024, "S", "理由")
    override_grade(small, 1, 2024, "", "")
    save_scheme(small, copy_of(shipped_schemes()[1], "mine", "わたしたちの基準"))
    choose_scheme(small, "sabc")
    open_year(small, 2024)
    (mine, *_others) = load_schemes(small)
    set_scheme_of_year(small, 2024, mine.id)
    close_year(small, 2024)
    reopen_year(small, 2024, "訂正")
    assert mine.id is not None
    set_scheme_of_year(small, 2024, None)
    delete_scheme(small, mine.id)
    set_link(small, 4, 1, "取組")
    set_link(small, 4, 1, "別の取組")
    set_link(small, 4, 1, None)
    set_links(small, {(4, 1): "取組", (4, 2): "取組"})
    set_links(small, {(4, 1): None, (4, 2): None})
    add_theme(small, "三つ目")
    move_themes(small, [3], 0)
    delete_theme(small, 3)
    add_department(small, "総務課")
    rename_department(small, 3, "総務部")
    delete_department(small, 3)
    move_departments(small, [2], 0)
    merge_departments(small, [1, 2], "企画こども課")
    set_sdgs(small, 3, "3, 11")
    set_look_text(small, FOOTER, "企画課")
    set_crest(small, CREST, "市章.svg")
    take_crest_away(small)
    set_goal_colour(small, 1, "#1f4e79")
    insert_level(small, 1, "政策")


def test_every_action_has_its_words(small: Database) -> None:
    work_through(small)
    done = [entry for entry in entries(small) if entry.kind == "do"]
    assert {entry.action for entry in done} == set(PLAN_WORDINGS)
    for language in ("ja", "en"):
        with speaking(language):
            for entry in done:
                line = history.describe(entry)
                assert line
                assert "{" not in line, line


def test_lines_read_as_a_planner_would_say_them(small: Database) -> None:
    work_through(small)
    said = {entry.action: history.describe(entry) for entry in reversed(entries(small))}
    assert said["profile.period"] == "計画期間を 令和5年度～令和9年度 → 令和4年度～令和9年度"
    assert said["look.text"] == "帳票のフッターを （空欄） → 企画課"
    assert said["look.crest"] == "市章を 市章.svg に"
    assert said["look.colour"].endswith("の色を （空欄） → #1F4E79")
    assert said["element.delete"] == "2-1 三つ目 を削除（1件）"
    assert (
        said["cost.set"]
        == "2-2 移住相談（記入例） の決算 令和6年度：一般財源 （空欄） → 1,500（千円）"
    )
    assert said["initiative.years"] == "1-1 移住相談（記入例） の期間を 令和6年度～（未定）"
    assert said["evaluation.grade"].endswith("評価 （空欄） → A、評価の理由 （空欄） → 理由")
    assert said["year.open"] == "令和6年度を開始（評価する施策3件）"

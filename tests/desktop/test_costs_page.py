"""The totals of the implementation plan: by measure and goal, by theme, by department."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workbench.desktop.costs.model import By
from workbench.desktop.places import COSTS, OVERVIEW, element_place
from workbench.operations.editing import WORK_DEPARTMENT, WORK_JOINT, edit_text
from workbench.operations.initiatives import add_initiative, set_cost, set_initiative_themes
from workbench.plan.initiatives import CostKind

SOURCES = ("national", "prefectural", "bonds", "other", "general")


def cost(*amounts):
    return dict(zip(SOURCES, amounts, strict=True))


@pytest.fixture
def costs(window):
    """Return the page of a plan with three initiatives (記入例); the sums are worked by hand.

    4-10 has two of 1,000 and 250, 4-11 one that nobody knows the cost of.
    """
    document = window.document
    by_code = {one.code: one.id for one in document.plan.elements}
    theme, other = (one.id for one in document.plan.themes[:2])
    for code in ("4-10", "4-10", "4-11"):
        document.run(
            lambda db, of=by_code[code]: add_initiative(db, of, "事業（記入例）", first_year=2025)
        )
    document.run(lambda db: set_cost(db, 1, 2025, CostKind.BUDGET, cost(100, 200, 0, 0, 700)))
    document.run(lambda db: set_cost(db, 2, 2025, CostKind.BUDGET, cost(50, 0, 0, 0, 200)))
    document.run(lambda db: set_cost(db, 1, 2025, CostKind.SETTLEMENT, cost(90, 190, 0, 0, 700)))
    document.run(lambda db: set_initiative_themes(db, 1, [theme, other]))
    document.run(lambda db: set_initiative_themes(db, 2, [theme]))
    document.run(lambda db: edit_text(db, WORK_DEPARTMENT, 1, "政策経営課"))
    document.run(lambda db: edit_text(db, WORK_JOINT, 1, "環境課"))
    window.pages.plan.year.choose(2025)
    window.go_to(COSTS)
    return window.pages.plan.costs


def read(page):
    """Return the table by the words of its lines, without codes: what stands in its columns."""
    model = page.model
    return {
        str(model.index(row, 0).data()).strip("　"): [
            str(model.index(row, column).data()) for column in range(1, model.columnCount())
        ]
        for row in range(model.rowCount())
    }


def test_measures_and_goals_add_up_and_what_is_not_known_is_no_zero(costs, qtmodeltester):
    found = read(costs)
    # Budget and settlement of 2025, budgets of 2026 and 2027, of which nothing is known.
    assert found["4-10　移住・定住の推進"] == ["1,250", "＊980", "…", "…"]
    assert found["4-11　空き家対策の推進"] == ["…", "…", "…", "…"]
    assert found["4　自然と暮らしやすさが調和するまち"] == ["＊1,250", "＊980", "…", "…"]
    assert found["総額"] == ["＊1,250", "＊980", "…", "…"]
    assert len(found) == 4
    qtmodeltester.check(costs.model)


def test_a_theme_and_a_department_count_what_is_shared_in_full(costs, window, qtbot):
    qtbot.mouseClick(costs.by.buttons[By.THEME], Qt.MouseButton.LeftButton)
    first, second = (one.name for one in window.document.plan.themes[:2])
    found = read(costs)
    assert (found[first][0], found[second][0]) == ("1,250", "1,000")
    assert found["総額"][0] == "＊1,250"
    qtbot.mouseClick(costs.by.buttons[By.DEPARTMENT], Qt.MouseButton.LeftButton)
    found = read(costs)
    assert (found["政策経営課"][0], found["環境課"][0]) == ("1,000", "1,000")
    assert not costs._note.isHidden()


def test_a_line_leads_to_its_measure_and_back_from_there(costs, window, qtbot):
    row = list(read(costs)).index("4-10　移住・定住の推進")
    costs.table.setCurrentIndex(costs.model.index(row, 0))
    qtbot.keyClick(costs.table, Qt.Key.Key_Return)
    page = window.pages.plan
    assert page.element.element_id == costs.model.lines[row].place.id
    qtbot.mouseClick(page.element.initiatives.totals, Qt.MouseButton.LeftButton)
    assert page.place == COSTS


def test_sums_are_copied_as_numbers(costs):
    costs.copy.click()
    lines = QApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[1:3] == ["令和7 予算", "令和7 決算"]
    assert lines[-1].split("\t")[1:3] == ["1250", "980"]


def test_an_undone_amount_is_not_in_the_sum_any_longer(costs, window):
    window.document.run(lambda db: set_cost(db, 2, 2025, CostKind.BUDGET, cost(50, 0, 0, 0, 1200)))
    assert read(costs)["4-10　移住・定住の推進"][0] == "2,250"
    window.document.undo()
    assert read(costs)["4-10　移住・定住の推進"][0] == "1,250"


def test_without_initiatives_it_says_where_they_are_added(window, qtbot):
    window.go_to(OVERVIEW)
    qtbot.mouseClick(window.pages.plan.overview.costs, Qt.MouseButton.LeftButton)
    page = window.pages.plan.costs
    assert page.table.isHidden()
    assert "施策" in page._empty.accessibleName()
    window.go_to(element_place(window.document.plan.elements[1].id))
    assert window.pages.plan.place.kind == "element"

"""The progress page through the years: opened, closed, graded by other schemes."""

from PySide6.QtCore import Qt

from tests.desktop.progress.page_read import CONTROL, LEFT, clipboard, counts, row_of, wait
from workbench.desktop.places import PROGRESS, Place
from workbench.desktop.progress.grades_model import FIRST_GRADE
from workbench.operations.grades import choose_scheme
from workbench.operations.indicator_values import Slot, set_value
from workbench.operations.years import close_year, open_year
from workbench.plan.evaluations import YearState
from workbench.plan.structure import Role
from workbench.plan.values import number
from workbench.store.queries import load_years


def test_another_year_is_chosen_by_keyboard(page, qtbot):
    page.bar.years.setFocus()
    qtbot.keyClick(page.bar.years, Qt.Key.Key_Up)
    wait(page, qtbot)
    assert page.year == 2024
    assert counts(page, "4") == ["0", "0", "1", "0", "10"]


def test_a_year_is_opened_closed_and_reopened_on_the_page(window, page, qtbot):
    bar = page.bar
    assert bar.state.text() == "○ まだ開いていません"
    qtbot.mouseClick(bar.action, LEFT)
    wait(page, qtbot)
    assert bar.state.text() == "● 開いています"
    qtbot.mouseClick(bar.action, LEFT)
    assert bar.question.isVisible()
    assert "まだ47件が未入力です" in bar.question._words.text()
    qtbot.mouseClick(bar.question.agree, LEFT)
    wait(page, qtbot)
    assert bar.state.text() == "■ 締め切りました（読み取りのみ）"
    assert not bar.schemes.isEnabled()
    qtbot.mouseClick(bar.action, LEFT)
    assert not bar.question.agree.isEnabled()
    qtbot.keyClicks(bar.question.reason, "typing error")
    qtbot.keyClick(bar.question.reason, Qt.Key.Key_Return)
    wait(page, qtbot)
    assert bar.state.text() == "● 開いています"
    (held,) = load_years(window.document.database)
    assert (held.fiscal_year, held.state) == (2025, YearState.OPEN)
    assert "typing error" in window.status.text


def test_closing_can_be_left_by_keyboard(window, page, qtbot):
    window.document.run(lambda database: open_year(database, 2025))
    wait(page, qtbot)
    qtbot.mouseClick(page.bar.action, LEFT)
    qtbot.keyClick(page.bar.question.leave, Qt.Key.Key_Escape)
    assert not page.bar.question.isVisible()
    assert page.bar.state.text() == "● 開いています"


def test_what_undo_takes_back_is_shown_at_once(window, page, qtbot):
    qtbot.mouseClick(page.bar.action, LEFT)
    wait(page, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_Z, CONTROL)
    wait(page, qtbot)
    assert page.bar.state.text() == "○ まだ開いていません"


def test_the_page_follows_every_change(window, page, qtbot):
    indicator = page.subject.report.plan.indicators[-1]
    window.document.run(
        lambda database: set_value(database, Slot(indicator.id, Role.ACTUAL, 2025), number(100))
    )
    wait(page, qtbot)
    code = page.subject.report.plan.element(indicator.element_id).code
    assert counts(page, code[0]) != ["1", "0", "0", "0", "10"]


def test_another_plan_begins_with_the_year_at_hand(window, page, qtbot, answers, tmp_path):
    page.choose_year(2023)
    wait(page, qtbot)
    answers.name = tmp_path / "new.plandb"
    window.files.new_from_sample()
    window.document.run(lambda database: open_year(database, 2026))
    window.go_to(Place(PROGRESS))
    wait(page, qtbot)
    assert page.year == 2026


def test_a_plan_for_reading_only_offers_no_change(window, page, qtbot):
    window.document.save()
    window.document.open(window.document.path, read_only=True)
    window.go_to(Place(PROGRESS))
    wait(page, qtbot)
    assert not page.bar.action.isVisible()
    assert not page.bar.schemes.isEnabled()


def choose(page, qtbot, key):
    box = page.bar.schemes
    box.setFocus()
    while box.currentData() != key:
        at, wanted = box.currentIndex(), box.findData(key)
        qtbot.keyClick(box, Qt.Key.Key_Down if wanted > at else Qt.Key.Key_Up)
        wait(page, qtbot)


def test_another_scheme_grades_every_year(page, qtbot):
    """1-1 at 52 of 60 is 87 % of its target, 58 of 60 is 97 %; 4-10 at 160 of 150 is 107 %."""
    choose(page, qtbot, "seven")
    assert page.grades.model.grades == tuple("ABCDEFG")
    assert counts(page, "1")[:3] == ["0", "0", "1"]
    told = page.grades.model.index(row_of(page, "1"), FIRST_GRADE + 1)
    assert "令和6年度：1件" in told.data(Qt.ItemDataRole.ToolTipRole)


def test_last_year_by_another_scheme_is_not_set_beside(window, page, qtbot):
    database = window.document.database
    open_year(database, 2024)
    close_year(database, 2024)
    window.document.run(lambda database: choose_scheme(database, "seven"))
    wait(page, qtbot)
    model = page.grades.model
    bar = model.index(row_of(page, "1"), model.bar_column).data(Qt.ItemDataRole.UserRole)
    assert bar.before == ()
    assert "S・A・B・C" in page.grades._note.accessibleName()
    qtbot.mouseClick(page.grades.copy, LEFT)
    assert clipboard().text().split("\r\n")[1].endswith("\t" * 16)


def test_a_year_with_a_scheme_of_its_own_changes_alone(window, page, qtbot):
    database = window.document.database
    open_year(database, 2025)
    close_year(database, 2025)
    window.document.run(lambda database: choose_scheme(database, "seven"))
    wait(page, qtbot)
    assert page.grades.model.grades == ("S", "A", "B", "C")
    qtbot.mouseClick(page.bar.action, LEFT)
    qtbot.keyClicks(page.bar.question.reason, "again")
    qtbot.mouseClick(page.bar.question.agree, LEFT)
    wait(page, qtbot)
    choose(page, qtbot, "abc")
    assert page.grades.model.grades == ("a", "b", "c")
    page.choose_year(2026)
    wait(page, qtbot)
    assert page.grades.model.grades == tuple("ABCDEFG")

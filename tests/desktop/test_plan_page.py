"""The page of what is selected: everything on it is edited where it stands, one step each."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from workbench.desktop.places import IMPORT, OVERVIEW, Place, element_place, theme_place
from workbench.store.journal import transaction

_CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def element(window):
    measure = next(held for held in window.document.plan.elements if held.code == "4-10")
    window.go_to(element_place(measure.id))
    return window.pages.plan.element


def held(window, code="4-10"):
    return next(element for element in window.document.plan.elements if element.code == code)


def type_in(editor, text):
    """Type as an input method does, over what stands there."""
    editor.setFocus()
    editor.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(editor, event)


def test_a_measure_shows_its_names_and_themes(window, element):
    assert element.name.toPlainText() == "移住・定住の推進"
    assert element.above.text() == "目標4　自然と暮らしやすさが調和するまち"
    links = window.document.plan.links_of(element.element_id)
    assert len(links) == 2
    assert element.initiative(links[0].id).toPlainText() == links[0].initiative


def test_enter_hands_in_a_name_as_one_step(window, element, qtbot):
    type_in(element.name, "移住の推進")
    qtbot.keyClick(element.name, Qt.Key.Key_Return)
    assert held(window).name == "移住の推進"
    assert window.document.next_undo.details["after"] == "移住の推進"
    window.document.undo()
    assert element.name.toPlainText() == "移住・定住の推進"
    assert window.document.next_undo is None


def test_leaving_a_field_hands_it_in(window, element):
    type_in(element.department, "政策経営課")
    element.description.setFocus()
    assert held(window).department == "政策経営課"


def test_escape_takes_back_what_was_typed(window, element, qtbot):
    type_in(element.name, "まちがい")
    qtbot.keyClick(element.name, Qt.Key.Key_Escape)
    element.description.setFocus()
    assert held(window).name == "移住・定住の推進"
    assert window.document.next_undo is None


def test_a_longer_text_keeps_its_lines(window, element, qtbot):
    type_in(element.description, "一行目")
    qtbot.keyClick(element.description, Qt.Key.Key_Return)
    qtbot.keyClicks(element.description, "2")
    qtbot.keyClick(element.description, Qt.Key.Key_Return, _CONTROL)
    assert held(window).description == "一行目\n2"


def test_an_initiative_is_edited_where_it_stands(window, element, qtbot):
    link = window.document.plan.links_of(element.element_id)[0]
    type_in(element.initiative(link.id), "新しい取組")
    qtbot.keyClick(element.initiative(link.id), Qt.Key.Key_Return, _CONTROL)
    assert window.document.plan.links_of(element.element_id)[0].initiative == "新しい取組"


def test_an_empty_name_is_refused_and_the_old_one_shown(window, element, qtbot):
    type_in(element.name, " ")
    qtbot.keyClick(element.name, Qt.Key.Key_Return)
    assert element.name.toPlainText() == "移住・定住の推進"
    assert "空にできません" in window.notice.text


def test_undo_while_typing_undoes_the_typing_only(window, element, qtbot):
    type_in(element.department, "政策経営課")
    qtbot.keyClick(element.department, Qt.Key.Key_Return)
    qtbot.keyClicks(element.department, "x")
    qtbot.keyClick(element.department, Qt.Key.Key_Z, _CONTROL)
    assert element.department.toPlainText() == "政策経営課"
    assert held(window).department == "政策経営課"
    qtbot.keyClick(element.department, Qt.Key.Key_Z, _CONTROL)
    assert held(window).department == ""


def test_saving_by_keyboard_takes_in_what_is_being_typed(window, element, qtbot):
    type_in(element.description, "書きかけ")
    qtbot.keyClick(element.description, Qt.Key.Key_S, _CONTROL)
    assert held(window).description == "書きかけ"
    assert not window.document.is_modified


def test_going_elsewhere_takes_in_what_is_being_typed_for_the_right_element(window, element):
    type_in(element.description, "4-10のこと")
    window.go_to(element_place(held(window, "4-11").id))
    assert held(window).description == "4-10のこと"
    assert held(window, "4-11").description == ""
    assert element.description.toPlainText() == ""


def test_another_change_does_not_disturb_what_is_being_typed(window, element):
    type_in(element.description, "途中")
    with transaction(window.document.database, "test", {}) as change:
        change.update("profile", 1, {"vision": "別の変更"})
    window.document.announce(change.outcome)
    assert element.description.toPlainText() == "途中"


def test_a_pasted_line_break_does_not_get_into_a_name(element, qtbot):
    data = QMimeData()
    data.setText("移住\n定住")
    element.name.selectAll()
    element.name.insertFromMimeData(data)
    assert element.name.toPlainText() == "移住 定住"
    element.name.revert()


def test_a_file_dropped_on_a_text_is_left_to_the_window(element, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "sheet.xlsx"))])
    assert not element.name.canInsertFromMimeData(data)


def test_a_plan_opened_for_reading_cannot_be_edited(window, element, plan_path):
    window.document.open(plan_path, read_only=True)
    window.go_to(element_place(held(window).id))
    assert element.name.isReadOnly()
    assert all(editor.isReadOnly() for editor in element.themes.initiatives.values())


def test_a_measure_without_indicators_says_where_they_come_from(window, element, qtbot):
    assert element.indicators.empty_words.text() == "この施策の指標はまだありません。"
    qtbot.mouseClick(element.indicators.import_link, Qt.MouseButton.LeftButton)
    assert window.page == IMPORT


def test_the_goal_shows_its_measures_as_links(window, qtbot):
    goal = held(window, "4")
    window.go_to(element_place(goal.id))
    page = window.pages.plan.element
    first = page._children_list.itemAt(0).widget()
    link = first.layout().itemAt(0).widget()
    assert link.text() == "4-1　自然環境の保全"
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert page.element_id == held(window, "4-1").id
    assert window.pages.plan.tree.current == element_place(page.element_id)


def test_a_theme_shows_its_aims_and_measures(window, qtbot):
    theme = window.document.plan.themes[1]
    window.go_to(theme_place(theme.id))
    page = window.pages.plan.theme
    assert page.name.toPlainText() == "選ばれ続けるまち、安曇野"
    assert page.aims.toPlainText() == theme.aims
    assert len(page._initiatives) == len(window.document.plan.links_to(theme.id)) == 5
    type_in(page.aims, "新しいねらい")
    qtbot.keyClick(page.aims, Qt.Key.Key_Return, _CONTROL)
    assert window.document.plan.themes[1].aims == "新しいねらい"


def test_a_measure_chosen_under_a_theme_stays_chosen_there(window):
    link = window.document.plan.theme_links[0]
    window.pages.plan.show_place(Place("plan", "link", link.id))
    assert window.pages.plan.element.element_id == link.element_id
    assert window.pages.plan.tree.current == Place("plan", "link", link.id)


def test_the_overview_shows_where_the_targets_stand(window):
    window.go_to(OVERVIEW)
    texts = {
        label.text()
        for label in window.pages.plan.overview.findChildren(
            type(window.pages.plan.overview._period)
        )
    }
    # The plan's targets, the official projection of 2040, the register's count of 2024.
    assert {"86,000", "84,256", "△1,744", "△582", "△845", "△263", "+233", "+464"} <= texts


def test_the_first_three_things_lead_to_their_pages(window, qtbot):
    for link, page in zip(
        window.pages.plan.overview.first_steps.links,
        ("population", "import", "reports"),
        strict=True,
    ):
        window.go_to(OVERVIEW)
        qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
        assert window.page == page


def test_what_undo_takes_away_is_not_shown_any_longer(window):
    with transaction(window.document.database, "test", {}) as change:
        goal = held(window, "4")
        made = change.insert(
            "element",
            {"parent_id": goal.id, "level_id": held(window).level_id, "position": 12,
             "code": "4-12", "name": "新しい施策"},
        )  # fmt: skip
    window.document.announce(change.outcome)
    window.go_to(element_place(made))
    assert window.pages.plan.element.name.toPlainText() == "新しい施策"
    window.document.undo()
    assert window.pages.plan.place == OVERVIEW


def test_sdgs_are_typed_as_numbers_and_said_in_words(window, element, qtbot):
    field = element.sdgs
    field.numbers.setFocus()
    qtbot.keyClicks(field.numbers, "11, 3")
    qtbot.keyClick(field.numbers, Qt.Key.Key_Return)
    assert field.numbers.toPlainText() == "3、11"
    assert field.words.accessibleName() == (
        "3 すべての人に健康と福祉を　11 住み続けられるまちづくりを"
    )
    window.document.undo()
    assert field.numbers.toPlainText() == ""
    window.go_to(element_place(held(window).parent_id))
    assert not field.isVisible()


def test_a_code_is_changed_where_it_stands_and_the_old_one_kept(window, qtbot):
    measure = held(window)
    window.go_to(element_place(measure.id))
    page = window.pages.plan.element
    page.code.setFocus()
    page.code.selectAll()
    qtbot.keyClicks(page.code, "4-9")
    qtbot.keyClick(page.code, Qt.Key.Key_Return)
    # Another measure bears it: refused in words, and shown as it was.
    assert "4-9" in window.notice.text
    assert page.code.toPlainText() == "4-10"
    assert page._old_codes.isHidden()
    page.code.selectAll()
    qtbot.keyClicks(page.code, "4-12")
    qtbot.keyClick(page.code, Qt.Key.Key_Return)
    assert window.document.plan.element(measure.id).code == "4-12"
    assert "4-10" in page._old_codes.text()
    window.document.undo()
    assert page.code.toPlainText() == "4-10"
    assert page._old_codes.isHidden()

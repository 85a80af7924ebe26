"""The window by keyboard and by pointer: pages, files, search, what it asks and what it says."""

import os
import socket

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QScrollBar,
    QTextEdit,
)

from tests.desktop.everywhere import settle
from workbench.desktop import look
from workbench.desktop.places import IMPORT, PAGES, PLAN, REPORTS, Place, element_place
from workbench.desktop.questions import Answer
from workbench.operations.editing import VISION, edit_text
from workbench.operations.sample import create_sample

_CONTROL = Qt.KeyboardModifier.ControlModifier


def change_vision(window, text="新しいビジョン"):
    window.document.run(lambda database: edit_text(database, VISION, 1, text))


def drop(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    at, nothing = window.rect().center(), Qt.KeyboardModifier.NoModifier
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, nothing)
    entering = QDragEnterEvent(at, *arguments)
    QApplication.sendEvent(window, entering)
    if entering.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(at), *arguments))
    return entering.isAccepted()


def test_the_header_says_whose_plan_it_is(window):
    assert (
        window.header._title_text
        == "安曇野市　第2次総合計画　後期基本計画　令和5（2023）年度～令和9（2027）年度"
    )


@pytest.mark.parametrize(("key", "page"), list(zip("12345", PAGES, strict=True)))
def test_every_page_is_reached_by_keyboard(window, qtbot, key, page):
    window.go_to(Place(PLAN if page != PLAN else REPORTS))
    qtbot.keyClick(window, getattr(Qt.Key, f"Key_{key}"), _CONTROL)
    assert window.page == page
    assert window.page_bar.buttons[page].isChecked()
    assert window.stack.currentWidget().isVisible()


def test_search_by_keyboard_leads_to_a_measure(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F, _CONTROL)
    assert window.search.hasFocus()
    window.search.setText("空き家")
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    assert window.pages.plan.element.name.toPlainText() == "空き家対策の推進"
    assert window.pages.plan.tree.view.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_F, _CONTROL)
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    assert window.search.text() == ""


def test_a_search_from_another_page_shows_the_tree(window):
    window.go_to(Place(IMPORT))
    window.search.setText("防災")
    assert window.page == PLAN


def test_undo_and_redo_name_the_step(window, qtbot):
    assert not window.actions_.undo.isEnabled()
    change_vision(window)
    assert "新しいビジョン" in window.actions_.undo.text()
    assert "新しいビジョン" in window.header.undo_button.toolTip()
    qtbot.keyClick(window, Qt.Key.Key_Z, _CONTROL)
    assert not window.actions_.undo.isEnabled()
    assert "新しいビジョン" in window.actions_.redo.text()
    qtbot.keyClick(window, Qt.Key.Key_Y, _CONTROL)
    assert window.document.plan.profile.vision == "新しいビジョン"


def test_the_header_goes_back_over_several_steps_at_once(window):
    for text in ("一", "二", "三"):
        change_vision(window, text)
    window.header._steps.aboutToShow.emit()
    actions = window.header._steps.actions()
    assert len(actions) == 3
    actions[1].trigger()
    assert window.document.plan.profile.vision == "一"


def test_the_status_line_says_what_was_done_and_takes_it_back(window, qtbot):
    change_vision(window)
    assert window.status.text.startswith("記録しました")
    qtbot.mouseClick(window.status.back, Qt.MouseButton.LeftButton)
    assert window.status.text.startswith("元に戻しました")
    assert window.document.next_undo is None
    qtbot.mouseClick(window.status.back, Qt.MouseButton.LeftButton)
    assert window.document.plan.profile.vision == "新しいビジョン"


def test_saving_says_where_and_when(window, qtbot, plan_path):
    change_vision(window)
    assert window.header.saved.text() == "未保存の変更あり"
    assert window.isWindowModified()
    qtbot.keyClick(window, Qt.Key.Key_S, _CONTROL)
    assert window.header.saved.text().startswith("保存済み ")
    assert not window.isWindowModified()
    assert plan_path.name in window.status.text


def test_save_as_asks_for_a_name(window, answers, qtbot, tmp_path):
    answers.name = tmp_path / "別名.plandb"
    qtbot.keyClick(window, Qt.Key.Key_S, _CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert window.document.path == tmp_path / "別名.plandb"
    assert window.windowTitle().startswith("別名.plandb")


def test_a_plan_dropped_on_the_window_is_opened(window, tmp_path):
    create_sample(tmp_path / "other.plandb").close()
    assert drop(window, tmp_path / "other.plandb")
    assert window.document.path == tmp_path / "other.plandb"


def test_a_workbook_dropped_on_the_window_is_read(window, tmp_path):
    (tmp_path / "表.csv").write_text("施策番号,指標名\n", encoding="utf-8")
    assert drop(window, tmp_path / "表.csv")
    assert window.page == IMPORT
    assert window.pages.importing.list.count() == 1


def test_other_files_may_not_be_dropped(window, tmp_path):
    (tmp_path / "picture.png").write_bytes(b"")
    assert not drop(window, tmp_path / "picture.png")


@pytest.mark.parametrize(
    ("answer", "closed", "kept"),
    [(Answer.SAVE, True, True), (Answer.DISCARD, True, False), (Answer.CANCEL, False, False)],
)
def test_closing_asks_about_unsaved_work(window, answers, plan_path, answer, closed, kept):
    from workbench.store.planfile import PlanFile
    from workbench.store.queries import load_profile

    change_vision(window)
    answers.unsaved = answer
    assert window.close() is closed
    assert answers.asked == ["unsaved plan.plandb"]
    if closed:
        with PlanFile.open(plan_path) as held:
            assert (load_profile(held.database).vision == "新しいビジョン") is kept


def test_closing_without_unsaved_work_asks_nothing(window, answers):
    assert window.close()
    assert answers.asked == []


def test_opening_another_plan_asks_about_unsaved_work(window, answers, tmp_path, plan_path):
    create_sample(tmp_path / "other.plandb").close()
    change_vision(window)
    answers.unsaved = Answer.CANCEL
    answers.plan = tmp_path / "other.plandb"
    window.actions_.open.trigger()
    assert window.document.path == plan_path
    answers.unsaved = Answer.DISCARD
    window.actions_.open.trigger()
    assert window.document.path == tmp_path / "other.plandb"


def test_a_new_plan_is_made_from_the_sample(window, answers, tmp_path):
    answers.name = tmp_path / "new.plandb"
    window.actions_.new.trigger()
    assert window.document.path == tmp_path / "new.plandb"
    assert len(window.document.plan.elements) == 51


def test_a_file_that_is_no_plan_is_refused_on_the_page(window, tmp_path):
    (tmp_path / "no.plandb").write_text("text")
    assert not window.files.open(tmp_path / "no.plandb")
    assert "計画ファイルではありません" in window.notice.text
    window.notice.close_button.click()
    assert window.notice.text == ""


def test_a_plan_somebody_has_open_is_offered_for_reading(window, tmp_path, monkeypatch, qtbot):
    from workbench.desktop.document import Document
    from workbench.store.planfile import PlanFile

    create_sample(tmp_path / "theirs.plandb").close()
    theirs = Document(PlanFile.open(tmp_path / "theirs.plandb"))
    try:
        assert not window.files.open(tmp_path / "theirs.plandb")
        assert window.notice.link.text() == "読み取り専用で開く"
        qtbot.mouseClick(window.notice.link, Qt.MouseButton.LeftButton)
        assert window.document.read_only
        assert window.document.path == tmp_path / "theirs.plandb"
        assert window.header.saved.text() == "読み取り専用"
    finally:
        theirs.close()
    assert socket.gethostname() or os.getpid()


def test_a_plan_that_changed_meanwhile_is_saved_elsewhere(window, answers, plan_path, tmp_path):
    change_vision(window)
    plan_path.write_bytes(plan_path.read_bytes() + b"\0" * 4096)
    assert not window.files.save()
    assert window.notice.links[1].text() == "名前を付けて保存…"
    answers.name = tmp_path / "mine.plandb"
    window.notice.links[1].click()
    assert window.document.path == tmp_path / "mine.plandb"


def test_opening_the_open_plan_again_changes_nothing(window, plan_path):
    change_vision(window)
    assert window.files.open(plan_path)
    assert window.document.plan.profile.vision == "新しいビジョン"


def test_dark_and_light_change_every_page_at_once(window, qapp):
    measure = next(e for e in window.document.plan.elements if e.code == "4-10")
    window.go_to(element_place(measure.id))
    window.set_appearance(True)
    try:
        QApplication.processEvents()
        assert look.is_dark()
        assert window.grab().toImage().pixelColor(700, 700).lightness() < 80
    finally:
        window.set_appearance(False)
    QApplication.processEvents()
    assert window.grab().toImage().pixelColor(700, 700).lightness() > 200


_CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QTextEdit,
)


def _belongs_to_qt(control):
    """Tell whether a control is a part of another one, which names it."""
    inner = isinstance(control, (QScrollBar, QHeaderView)) or control.objectName()[:3] == "qt_"
    parent = type(control.parent()).__name__
    # The list that a choice drops down, whether or not it has been shown yet.
    is_popup = parent == "QFrame" and isinstance(control.parent().parent(), QComboBox)
    return inner or is_popup or isinstance(control.parent(), QLineEdit)


def test_text_that_is_too_long_ends_in_an_ellipsis_and_tells_the_whole(window):
    window.resize(960, 600)
    change_vision(window, "長い" * 40)
    assert len(window.status.text) > 40
    shown = window.status._what.text()
    assert shown == window.status.text or shown.endswith("…")
    assert window.status._what.toolTip() == window.status.text


def test_closing_while_work_is_under_way_waits_for_it(window, qtbot):
    results = []
    window.tasks.start(lambda: 1, results.append, results.append)
    assert window.close()
    QApplication.sendPostedEvents(None, QEvent.Type.MetaCall)
    assert results == []


def test_a_page_that_needs_more_than_the_screen_scrolls(window, qtbot):
    """1366 × 768 at 150 % leaves 911 × 512: nothing of a page is out of reach there."""
    window.resize(911, 512)
    window.go_to(Place("population"))
    room, page = window.beside.room, window.pages.population
    qtbot.waitUntil(lambda: window.stack.width() >= page.minimumSizeHint().width())
    assert window.size().toTuple() == (911, 512)
    assert room.viewport().width() < window.stack.width()
    assert room.horizontalScrollBar().maximum() > 0
    window.go_to(Place("plan"))
    qtbot.waitUntil(lambda: window.stack.width() == room.viewport().width())


def test_no_page_scrolls_as_a_whole_on_an_office_screen(window, qtbot):
    for page in PAGES:
        window.go_to(Place(page))
        settle()
        assert window.stack.size() == window.beside.room.size(), page

"""The document says what each operation changed, and never raises what a person can put right."""

import pytest
from PySide6.QtGui import QGuiApplication

from workbench.desktop.document import open_sample
from workbench.errors import PersonError
from workbench.language import message
from workbench.operations.editing import ELEMENT_NAME, VISION, edit_text


def rename(element_id, name):
    return lambda database: edit_text(database, ELEMENT_NAME, element_id, name)


def test_a_change_is_announced_with_the_rows_it_touched(document, measure, qtbot):
    with qtbot.waitSignal(document.changed) as heard:
        assert document.run(rename(measure.id, "移住の推進"))
    assert heard.args[0].touched == {("element", measure.id)}
    assert document.plan.element(measure.id).name == "移住の推進"


def test_nothing_is_announced_when_nothing_changes(document, measure, qtbot):
    with qtbot.assertNotEmitted(document.changed):
        assert document.run(rename(measure.id, measure.name))


def test_what_a_person_can_put_right_is_announced_and_not_raised(document, measure, qtbot):
    with qtbot.waitSignal(document.refused) as heard:
        assert not document.run(rename(measure.id, " "))
    assert heard.args[0].code == "text.empty"
    assert document.plan.element(measure.id).name == measure.name


def test_several_undone_steps_are_announced_as_one(document, measure, qtbot):
    document.run(rename(measure.id, "一"))
    document.run(lambda database: edit_text(database, VISION, 1, "二"))
    announced = []
    document.changed.connect(announced.append)
    assert document.undo(2)
    assert [outcome.tables for outcome in announced] == [{"element", "profile"}]
    assert document.redo(2)
    assert document.plan.profile.vision == "二"


def test_undo_with_nothing_to_undo_does_nothing(document):
    assert not document.undo()
    assert not document.redo()


def test_text_being_typed_is_taken_in_before_saving(document, plan_path):
    document.settling.connect(
        lambda: document.run(lambda database: edit_text(database, VISION, 1, "書きかけ"))
    )
    assert document.save()
    assert not document.is_modified
    assert document.plan.profile.vision == "書きかけ"


def test_saving_under_another_name_goes_on_there(document, plan_path, tmp_path):
    document.run(lambda database: edit_text(database, VISION, 1, "新しい"))
    assert document.save_as(tmp_path / "other.plandb")
    assert document.path == tmp_path / "other.plandb"
    assert not document.is_modified
    assert document.open(plan_path)
    assert document.plan.profile.vision != "新しい"


def test_a_plan_that_cannot_be_opened_leaves_the_one_that_is_open(document, tmp_path, qtbot):
    before = document.plan
    (tmp_path / "no.plandb").write_text("this is not a plan")
    with qtbot.waitSignal(document.refused) as heard:
        assert not document.open(tmp_path / "no.plandb")
    assert heard.args[0].code == "file.not_a_plan"
    assert document.plan == before


def test_the_sample_is_made_once_and_opened_again(home):
    first = open_sample()
    edit_text(first.database, VISION, 1, "私の見本")
    first.save()
    path = first.path
    first.close()
    again = open_sample()
    try:
        assert again.path == path
        assert again.database.row("SELECT vision FROM profile")["vision"] == "私の見本"
    finally:
        again.close()


def test_a_second_window_gets_a_sample_of_its_own(home):
    first = open_sample()
    second = open_sample()
    try:
        assert first.path != second.path
    finally:
        first.close()
        second.close()


@pytest.mark.parametrize("close_early", [True, False])
def test_nobody_reads_a_plan_that_is_being_closed(document, plan_path, tmp_path, close_early):
    warned = []
    document.closing.connect(lambda: warned.append(document.path))
    if close_early:
        document.save_as(tmp_path / "other.plandb")
        assert warned == []
    assert document.new_from_sample(tmp_path / "new.plandb")
    assert len(warned) == 1


def test_that_it_is_being_saved_is_said_before_and_what_came_of_it_afterwards(
    window, monkeypatch, qtbot
):
    said = []
    save = window.document._plan_file.save

    def slow():
        cursor = QGuiApplication.overrideCursor()
        said.append((window.status.text, cursor is not None))
        save()

    monkeypatch.setattr(window.document._plan_file, "save", slow)
    assert window.document.run(lambda database: edit_text(database, VISION, 1, "新"))
    assert window.files.save()
    assert said == [("保存しています…", True)]
    assert "保存しました" in window.status.text
    assert QGuiApplication.overrideCursor() is None


def test_a_save_that_fails_is_not_said_to_go_on(window, monkeypatch):
    def refuse():
        raise PersonError(
            "file.disk_full", message("The disk is full; the plan on it is as it was.")
        )

    monkeypatch.setattr(window.document._plan_file, "save", refuse)
    assert window.document.run(lambda database: edit_text(database, VISION, 1, "新"))
    assert not window.files.save()
    assert window.status.text == "保存していません"
    assert QGuiApplication.overrideCursor() is None

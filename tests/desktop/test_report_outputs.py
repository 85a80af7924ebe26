"""The reports page writes sets of forms, sheets for departments, workbooks and data."""

import re
import threading

import openpyxl
import pytest
from PySide6.QtCore import Qt

from workbench.desktop.places import REPORTS, Place
from workbench.desktop.reports import writing
from workbench.desktop.reports.page import ReportsPage
from workbench.exchange.templates import writing as template_writing
from workbench.operations import template_exports
from workbench.store.journal import transaction

_LEFT = Qt.MouseButton.LeftButton
DEPARTMENTS = ("健康推進課", "政策経営課", "農政課")


@pytest.fixture
def page(window, qtbot, monkeypatch):
    # The pages of the forms are held to their promises elsewhere.
    monkeypatch.setattr(ReportsPage, "render_all", lambda *_: None)
    measures = [one for one in window.document.plan.elements if one.parent_id is not None]
    with transaction(window.document.database, "plan.create", {"name": "記入例"}) as change:
        for place, element in enumerate(measures):
            change.update("element", element.id, {"department": DEPARTMENTS[place % 3]})
    window.document.announce(change.outcome)
    window.go_to(Place(REPORTS))
    wait(window.pages.reports, qtbot)
    return window.pages.reports


def wait(page, qtbot):
    qtbot.waitUntil(lambda: not page.is_rendering, timeout=30_000)


def show(page, key, qtbot):
    page.select_output(key)
    wait(page, qtbot)
    return page.output_host.views[key]


def write(page, view, qtbot):
    wait(page, qtbot)
    qtbot.mouseClick(view.button, _LEFT)
    wait(page, qtbot)


def pages_in(path):
    return len(re.findall(rb"/Type\s*/Page\b", path.read_bytes()))


def test_forms_that_are_ticked_are_bound_into_one_pdf(page, qtbot, answers, tmp_path):
    view = show(page, "set", qtbot)
    assert len(view.ticks.chosen) == 7
    qtbot.mouseClick(view.none_link, _LEFT)
    assert not view.button.isEnabled()
    view.ticks.setFocus()
    for _row in range(2):
        qtbot.keyClick(view.ticks, Qt.Key.Key_Space)
        qtbot.keyClick(view.ticks, Qt.Key.Key_Down)
    assert view.ticks.chosen == ("summary", "tree")
    answers.name = tmp_path / "一式.pdf"
    write(page, view, qtbot)
    assert answers.asked[-1] == "write 安曇野市_帳票一式_令和7年度.pdf"
    assert pages_in(answers.name) == 3
    assert view.outcome.text == "一式.pdf を書き出しました。"


def test_forms_go_into_a_folder_under_the_name_of_the_part_they_are_about(
    page, qtbot, answers, tmp_path
):
    view = show(page, "set", qtbot)
    assert page.side.isVisible()
    page.scope.parts.setCurrentIndex(page.scope.parts.findData("department"))
    page.scope.parts.activated.emit(0)
    view.ways.button(1).click()
    view.ticks.tick_all(False)
    for row in (2, 3):
        view.ticks._toggle(view.ticks.item(row))
    answers.chosen_folder = tmp_path
    write(page, view, qtbot)
    folder = tmp_path / "安曇野市_帳票一式_令和7年度"
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["指標一覧_健康推進課.pdf", "施策シート_健康推進課.pdf"]
    assert pages_in(folder / "施策シート_健康推進課.pdf") == 15


def test_each_chosen_department_gets_a_workbook_of_its_own(
    page, qtbot, answers, tmp_path, monkeypatch
):
    view = show(page, "template", qtbot)
    assert not page.side.isVisible()
    assert [view.ticks.item(row).text() for row in range(3)] == [
        f"{name}　施策評価 15" for name in DEPARTMENTS
    ]
    view.ticks._toggle(view.ticks.item(2))
    answers.chosen_folder = tmp_path
    write(page, view, qtbot)
    folder = tmp_path / "安曇野市_照会様式_令和7年度"
    names = sorted(path.name for path in folder.iterdir())
    assert names == [f"{name}_照会様式_令和7年度.xlsx" for name in DEPARTMENTS[:2]]
    assert view.outcome.text == "安曇野市_照会様式_令和7年度 に2個のファイルを書き出しました。"
    opened = []
    monkeypatch.setattr(writing, "open_outside", lambda path: opened.append(path) or True)
    qtbot.mouseClick(view.outcome.open_folder, _LEFT)
    assert opened == [folder]
    assert not view.outcome.open_file.isVisible()


def test_one_workbook_for_all_departments_is_for_all_of_them(page, qtbot, answers, tmp_path):
    view = show(page, "template", qtbot)
    view.ticks.tick_all(False)
    view.ways.button(1).click()
    assert not view.ticks.isEnabled()
    answers.name = tmp_path / "全課.xlsx"
    write(page, view, qtbot)
    sheet = openpyxl.load_workbook(answers.name)["評価"]
    asked = {cell.value for row in sheet.iter_rows() for cell in row}
    assert asked >= {one.name for one in page._document.plan.elements if one.parent_id is not None}


def test_another_year_is_asked_about(page, qtbot, answers, tmp_path):
    view = show(page, "template", qtbot)
    view.years.setFocus()
    while view.years.currentData() != 2024:
        qtbot.keyClick(view.years, Qt.Key.Key_Up)
    answers.chosen_folder = tmp_path
    write(page, view, qtbot)
    assert (tmp_path / "安曇野市_照会様式_令和6年度" / "農政課_照会様式_令和6年度.xlsx").exists()


def test_a_folder_that_holds_files_is_written_into_only_after_a_question(
    page, qtbot, answers, tmp_path
):
    folder = tmp_path / "安曇野市_照会様式_令和7年度"
    folder.mkdir()
    (folder / "別の資料.txt").write_text("残る")
    answers.chosen_folder, answers.goes_ahead = tmp_path, False
    view = show(page, "template", qtbot)
    write(page, view, qtbot)
    assert [path.name for path in folder.iterdir()] == ["別の資料.txt"]
    answers.goes_ahead = True
    write(page, view, qtbot)
    assert len(list(folder.iterdir())) == 4


def test_writing_is_cancelled_between_two_files(page, qtbot, answers, tmp_path, monkeypatch):
    begun, gate = threading.Event(), threading.Event()
    plain = template_writing.write_template

    def slow(content, path):
        plain(content, path)
        if content.department == DEPARTMENTS[1]:
            begun.set()
            gate.wait(20)

    monkeypatch.setattr(template_exports, "write_template", slow)
    view = show(page, "template", qtbot)
    answers.chosen_folder = tmp_path
    qtbot.mouseClick(view.button, _LEFT)
    qtbot.waitUntil(begun.is_set, timeout=20_000)
    qtbot.waitUntil(lambda: view.bar.value() == 1, timeout=5_000)
    assert view.outcome.text == "3個のうち2個目を書き出しています…"
    assert not view.button.isEnabled()
    qtbot.mouseClick(view.cancel_button, _LEFT)
    assert view.outcome.text == "中止しました。書き終えたファイルは残っています。"
    gate.set()
    page._tasks._pool.waitForDone(20_000)
    folder = tmp_path / "安曇野市_照会様式_令和7年度"
    assert [path.name for path in folder.iterdir()] == ["健康推進課_照会様式_令和7年度.xlsx"]
    assert not view.cancel_button.isVisible()
    assert view.button.isEnabled()


@pytest.mark.parametrize("key", ["data", "population"])
def test_data_goes_into_a_workbook_or_a_folder_of_csv(page, key, qtbot, answers, tmp_path):
    view = show(page, key, qtbot)
    answers.name = tmp_path / "データ.xlsx"
    write(page, view, qtbot)
    assert answers.name.read_bytes().startswith(b"PK")
    assert view.outcome.open_file.isVisible()
    view.ways.button(1).click()
    answers.chosen_folder = tmp_path
    write(page, view, qtbot)
    (folder,) = [path for path in tmp_path.iterdir() if path.is_dir() and path.name != "home"]
    assert len(list(folder.glob("*.csv"))) > 2


def test_what_cannot_be_written_is_said_where_it_was_asked_for(page, qtbot, answers, tmp_path):
    view = show(page, "book", qtbot)
    answers.name = tmp_path / "ない" / "計画.xlsx"
    write(page, view, qtbot)
    assert "計画.xlsx" in view.outcome.text
    assert not view.outcome.open_folder.isVisible()


def test_a_form_is_chosen_again_after_an_output(page, qtbot):
    show(page, "book", qtbot)
    assert not page.form_view.isVisible()
    row = page.list.visualItemRect(page.list.item(0)).center()
    qtbot.mouseClick(page.list.viewport(), _LEFT, pos=row)
    assert page.form_view.isVisible()
    assert page.side.isVisible()
    assert page.output == ""


def test_printing_shows_a_form_first_while_an_output_is_looked_at(page, window, qtbot, answers):
    show(page, "book", qtbot)
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert page.form_view.isVisible()
    assert answers.asked == []

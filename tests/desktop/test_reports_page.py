"""The reports page shows forms as they print, saves them, prints them, exports the workbook."""

import re

import pytest
from PySide6.QtCore import Qt

from workbench.desktop.places import REPORTS, Place
from workbench.desktop.reports import writing
from workbench.desktop.reports.printing import printer_for
from workbench.operations import reporting
from workbench.operations.editing import VISION, edit_text
from workbench.report.typesetting import Sheet


@pytest.fixture
def every_form():
    """Let all forms be set; most tests are about one, and setting the others takes longer."""


@pytest.fixture(autouse=True)
def few_forms(request, monkeypatch):
    if "every_form" not in request.fixturenames:
        monkeypatch.setattr(reporting, "kinds", lambda: ("summary", "tree"))


@pytest.fixture
def page(window, qtbot):
    window.go_to(Place(REPORTS))
    wait(window.pages.reports, qtbot)
    return window.pages.reports


def wait(page, qtbot):
    qtbot.waitUntil(lambda: not page.is_rendering, timeout=30_000)


def test_a_form_is_shown_with_all_its_pages(page):
    assert page.kind == "summary"
    assert page.preview.page_count == 2
    assert page.message.text() == "2ページ"


def test_another_form_is_chosen_by_keyboard(page, qtbot):
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    wait(page, qtbot)
    assert page.kind == "tree"
    assert page.preview.page_count == 1


@pytest.mark.parametrize("height", [768, 1080])
def test_every_form_is_seen_without_scrolling(every_form, window, page, qtbot, height):
    window.resize(1366, height)
    qtbot.waitUntil(lambda: window.height() == height)
    qtbot.waitUntil(lambda: page.list.verticalScrollBar().maximum() == 0)
    last = page.list.visualItemRect(page.list.item(page.list.count() - 1))
    assert page.list.viewport().rect().contains(last)


def test_pages_are_set_again_when_the_plan_changes(window, page, qtbot):
    with qtbot.waitSignal(page.rendered, timeout=20_000) as heard:
        window.document.run(lambda database: edit_text(database, VISION, 1, "別の姿"))
    assert heard.args == ["summary"]
    wait(page, qtbot)


def test_why_a_form_cannot_be_set_stays_until_it_can(every_form, window, page, qtbot):
    """Also when the other forms, which are set afterwards, have come to an end."""
    assert window.document.run(lambda database: edit_text(database, VISION, 1, "字\U000f0000"))
    qtbot.waitUntil(lambda: "U+F0000" in page.form_view.trouble, timeout=30_000)
    wait(page, qtbot)
    assert "U+F0000" in page.form_view.trouble
    assert page.preview.page_count == 0
    window.document.undo()
    qtbot.waitUntil(lambda: page.preview.page_count == 2, timeout=30_000)
    assert page.form_view.trouble == ""


def test_a_form_is_saved_as_pdf(page, answers, tmp_path, qtbot):
    answers.name = tmp_path / "概要.pdf"
    qtbot.mouseClick(page.pdf_button, Qt.MouseButton.LeftButton)
    wait(page, qtbot)
    assert answers.name.read_bytes().startswith(b"%PDF")
    assert "概要.pdf" in page.outcome.text


def test_what_cannot_be_written_is_said_on_the_page(page, answers, tmp_path, qtbot):
    answers.name = tmp_path / "ない" / "概要.pdf"
    page.save_pdf()
    wait(page, qtbot)
    assert "概要.pdf" in page.outcome.text
    assert not answers.name.exists()


def test_the_plan_is_exported_as_a_workbook(window, page, answers, tmp_path, qtbot):
    answers.name = tmp_path / "計画.xlsx"
    window.actions_.export.trigger()
    wait(page, qtbot)
    assert answers.asked == ["write 安曇野市_第2次安曇野市総合計画.xlsx"]
    assert answers.name.read_bytes().startswith(b"PK")


def test_printing_goes_through_the_dialog_of_the_system(window, page, answers, tmp_path, qtbot):
    answers.printed_to = tmp_path / "printed.pdf"
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    wait(page, qtbot)
    assert answers.asked == ["printer"]
    assert page.outcome.text == "2ページをプリンターに送りました。"
    printed = answers.printed_to.read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 2


def test_a_cancelled_printing_prints_nothing(page, answers, qtbot):
    page.print_form()
    assert answers.asked == ["printer"]
    assert not page.is_rendering


def test_the_printing_shortcut_shows_first_what_would_be_printed(window, answers, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert window.page == REPORTS
    assert answers.asked == []
    wait(window.pages.reports, qtbot)


@pytest.mark.parametrize(
    ("width", "height", "paper"), [(210, 297, (210, 297)), (420, 297, (420, 297))]
)
def test_the_printer_is_set_to_the_paper_of_the_form(qapp, width, height, paper):
    printer = printer_for(Sheet(width, height, b""), "体系図")
    size = printer.pageLayout().fullRect(printer.pageLayout().units().Millimeter)
    assert (size.width(), size.height()) == pytest.approx(paper, abs=1)
    assert printer.docName() == "体系図"


def test_zooming_and_fitting_change_the_width_of_the_pages(page):
    first = page.preview._sheets.width()
    page.preview.zoom_in()
    assert page.preview._sheets.width() > first
    page.preview.fit_width()
    assert page.preview._sheets.width() <= page.preview.width()
    page.preview.zoom_out()
    page.preview.zoom_out()
    assert page.preview._sheets.width() < page.preview.width()


def test_a_long_form_is_turned_page_by_page(every_form, page, qtbot):
    page.select("measures")
    wait(page, qtbot)
    preview, number = page.preview, page.form_view.page_number
    preview.setFocus()
    assert (preview.page, number.value()) == (1, 1)
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert (preview.page, number.value()) == (2, 2)
    qtbot.keyClick(preview, Qt.Key.Key_End)
    assert number.value() == 45
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert number.value() == 44
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, "7")
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert preview.page == 7
    wait(page, qtbot)
    assert len(preview._sheets._drawn) <= 12  # pages in sight and about to be, never all 45
    assert 6 in preview._sheets._drawn


def test_printing_can_be_stopped_between_pages(every_form, page, answers, tmp_path, qtbot):
    page.select("measures")
    wait(page, qtbot)
    answers.printed_to = tmp_path / "printed.pdf"
    page.print_form()
    qtbot.waitUntil(lambda: "45ページのうち" in page.outcome.text, timeout=10_000)
    page.stop_writing()
    assert page.outcome.text == "中止しました。"
    assert not page.is_rendering


def test_a_saved_file_can_be_opened_where_it_lies(page, answers, tmp_path, qtbot, monkeypatch):
    opened = []
    monkeypatch.setattr(writing, "open_outside", lambda path: opened.append(path) or True)
    answers.name = tmp_path / "概要.pdf"
    page.save_pdf()
    wait(page, qtbot)
    qtbot.mouseClick(page.outcome.open_file, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.outcome.open_folder, Qt.MouseButton.LeftButton)
    assert opened == [tmp_path / "概要.pdf", tmp_path]

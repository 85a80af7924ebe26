"""The sheet on the import page: as it looks, with header and data outlined and movable."""

import pytest
import xlsxwriter
from PySide6.QtCore import QPoint, QRect, Qt

from tests.exchange.sheets import write_workbook
from workbench.desktop.importing.sheet_cells import cell_ink, cell_tint
from workbench.desktop.importing.sheet_model import Part, SheetModel, sight
from workbench.desktop.importing.table_frame import Edge, TableFrame
from workbench.desktop.look import apply_look, readable
from workbench.exchange.changes import Change
from workbench.exchange.findings import Level


@pytest.fixture
def view(page):
    return page.workbook.sheets.view


def look(view, cell):
    row, column = int(cell[1:]) - 1, ord(cell[0]) - 65
    return view.sheet_model.look(row, column)


def test_header_data_and_what_lies_around_are_told_apart(hands, view):
    hands.read(hands.sheet("表題つき.xlsx", first_row=2))
    assert view.frames == [TableFrame(2, 3, 4)]
    assert look(view, "A1").part is Part.AROUND
    assert look(view, "C3").part is Part.HEADER
    assert look(view, "E4").part is Part.DATA


def test_a_cell_shows_what_it_would_do_and_what_was_found(hands, view, workbook):
    hands.read(workbook)
    assert (look(view, "E2").change, look(view, "E2").level) == (Change.NEW, None)
    assert look(view, "A3").level is Level.ERROR
    assert look(view, "E3").change is None


def test_the_cell_looked_at_is_read_out(page, hands, view, workbook, qtbot):
    hands.read(workbook)
    view.setFocus()
    assert page.workbook.sheets.said == "180　⇒　＋ 新規　相談件数（記入例） 実績 令和5年度　180"
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert page.workbook.sheets.said.startswith("195")
    tip = view.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("F2　195\n＋ 新規")
    assert view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == tip


def test_a_line_of_the_difference_leads_to_its_cell_and_back(page, hands, view, workbook):
    hands.read(workbook)
    lines = page.workbook.differences
    lines.table.setCurrentIndex(lines.model.index(1, 0))
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 5)
    view.setCurrentIndex(view.sheet_model.index(1, 4))
    assert lines.table.currentIndex().row() == 0


def test_a_finding_leads_to_its_cell_and_back(page, hands, view, workbook):
    hands.read(workbook)
    view.setCurrentIndex(view.sheet_model.index(0, 0))
    findings = page.workbook.findings
    findings.table.setCurrentIndex(findings.model.index(0, 0))
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, 0)


def test_what_the_workbook_hides_merges_and_formats_is_shown(hands, view, tmp_path):
    path = tmp_path / "書式.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("指標")
        sheet.merge_range("A1:F1", "表題", book.add_format())
        sheet.write_row("A2", ("施策番号", "指標名", "単位", "令和5年度", "令和6年度", "備考"))
        people, thousands = (book.add_format({"num_format": code}) for code in ('0"人"', "#,##0,"))
        sheet.write("A3", "4-10")
        sheet.write("B3", "移住者数（記入例）")
        sheet.write("C3", "人")
        sheet.write("D3", 95, people)
        sheet.write("E3", 1_234_567, thousands)
        sheet.set_column("F:F", 20, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("B:B", 40)
    hands.read(path)
    assert view.columnSpan(0, 0) == 6
    assert (look(view, "D3").text, look(view, "E3").text) == ("95人", "1,235")
    assert look(view, "D3").formatted
    assert look(view, "D3").hidden
    assert view.columnWidth(1) == 40 * 7 + 8 or view.columnWidth(1) > 280
    words = view.sheet_model.words(2, 4)
    assert "セルの値は 1234567、表示形式は #,##0, です。" in words
    assert "非表示の行" in words
    assert "非表示の列" in view.sheet_model.words(1, 5)


def test_a_sheet_looks_as_in_its_workbook(page, hands, view, tmp_path, looks, qtbot, qapp):
    path = tmp_path / "書式.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("指標")
        head = book.add_format({"bold": True, "bg_color": "#FFFF00"})
        people = book.add_format({"num_format": "#,##0", "bg_color": "#00FF00"})
        sheet.write_row(0, 0, ("施策番号", "指標名", "令和5年度", "令和6年度"), head)
        sheet.write_row(1, 0, ("4-10", "相談件数（記入例）"))
        sheet.write(1, 2, 1234567, people)
        sheet.write(1, 3, 0.452, book.add_format({"num_format": "0.0%", "bold": True}))
        # In the dark, black on a fill of its own would not be read.
        sheet.write(4, 3, "注", book.add_format({"bg_color": "#000080", "font_color": "#000000"}))
    hands.read(path)
    qtbot.waitUntil(lambda: "指標" in page.current.looks, timeout=20_000)
    assert look(view, "C2").text == "1,234,567"
    assert look(view, "D2").text == "45.2%"
    assert look(view, "D2").style.bold
    assert "セルの値は 1234567、表示形式は #,##0 です。" in view.sheet_model.words(1, 2)
    # What it does to the plan is seen before its own fill.
    assert look(view, "C2").change is Change.NEW
    assert cell_tint(look(view, "C2")) != "#00FF00"
    assert cell_tint(look(view, "A1")) == "#FFFF00"
    for dark in (False, True):
        apply_look(qapp, dark)
        for cell in ("A1", "D5"):
            seen = look(view, cell)
            assert readable(cell_ink(seen), cell_tint(seen)) == cell_ink(seen)
    apply_look(qapp, False)
    # It stays so when something is chosen, and on another table frame.
    view.go_to_cell(1, 2)
    hands.choose(page.workbook.row_menu(1), "行目を取り込む")
    assert look(view, "C2").text == "1,234,567"


def test_each_sheet_has_a_tab_and_those_not_read_say_so(page, hands, view, tmp_path):
    path = tmp_path / "二枚.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("表紙").write("A1", "記入のお願い")
        sheet = book.add_worksheet("指標")
        sheet.write_row(0, 0, ("施策番号", "指標名", "令和5年度", "令和6年度"))
        sheet.write_row(1, 0, ("4-10", "相談件数（記入例）", 1, 2))
        secret = book.add_worksheet("隠し")
        secret.write("A1", "x")
        secret.hide()
    hands.read(path)
    tabs = page.workbook.sheets.tabs
    assert [tabs.tabText(place) for place in range(3)] == ["表紙", "指標", "隠し"]
    assert tabs.currentIndex() == 1
    assert "読み取っていません" in tabs.tabToolTip(0)
    assert "非表示" in tabs.tabToolTip(2)
    tabs.setCurrentIndex(0)
    assert view.sheet_model.index(0, 0).data() == "記入のお願い"
    page.workbook.differences.table.setCurrentIndex(page.workbook.differences.model.index(0, 0))
    assert tabs.currentIndex() == 1


@pytest.mark.parametrize("first", ["松本市", "様式の説明"])
def test_the_sheet_that_is_read_is_opened_not_the_first_one(page, hands, tmp_path, first):
    ages = [*(f"{age}～{age + 4}歳" for age in range(0, 95, 5)), "95歳以上"]

    def census(name):
        title = f"令和2年国勢調査 {name} 男女，年齢（5歳階級）別人口（記入例）"
        rows = [[title], ["男女", "総数", *ages]]
        return rows + [[sex, 20_000, *[1_000] * 20] for sex in ("男", "女")]

    other = census(first) if first == "松本市" else [["項目", "説明"], ["人口", "数を書きます"]]
    path = write_workbook(tmp_path / "各市.xlsx", {first: other, "安曇野市": census("安曇野市")})
    hands.read(path)
    assert page.apply_button.text().endswith("取り込む")
    tabs = page.workbook.sheets.tabs
    assert tabs.tabText(tabs.currentIndex()) == "安曇野市"


def drag(view, edge, to_row, qtbot):
    start = view.edge_point(0, edge)
    end = QPoint(start.x(), view.rowViewportPosition(to_row) + 2)
    port = view.viewport()
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, QPoint(start.x(), (start.y() + end.y()) // 2))
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)


def test_the_end_of_the_data_can_be_dragged(page, hands, view, qtbot):
    measure = ("4-10", "移住・定住の推進")
    rows = [(*measure, f"指標{letter}（記入例）", "件", 1, 2) for letter in "甲乙丙"]
    hands.read(hands.sheet("三行.xlsx", rows))
    assert page.apply_button.text() == "6件を取り込む"
    drag(view, Edge.BOTTOM, 3, qtbot)
    hands.wait()
    assert view.frames == [TableFrame(0, 1, 2)]
    assert page.apply_button.text() == "4件を取り込む"
    assert page.workbook.columns.rows["bottom"].value() == 3


def test_the_rows_of_a_table_can_be_typed(page, hands, view, qtbot):
    measure = ("4-10", "移住・定住の推進")
    rows = [(*measure, f"指標{letter}（記入例）", "件", 1, 2) for letter in "甲乙丙"]
    hands.read(hands.sheet("三行.xlsx", rows))
    box = page.workbook.columns.rows["bottom"]
    box.setFocus()
    box.selectAll()
    qtbot.keyClicks(box, "2")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    hands.wait()
    assert view.frames == [TableFrame(0, 1, 1)]
    page.workbook.columns.again.click()
    hands.wait()
    assert view.frames == [TableFrame(0, 1, 3)]


def test_a_high_heading_leaves_no_high_row_on_the_next_sheet(hands, view):
    low = view.verticalHeader().defaultSectionSize()
    header = ("施策番号", "施策名", "指標名", "単位", "現状値\n令和4年度", "実績\n令和6年度")
    hands.read(hands.sheet("二段.xlsx", header=header, first_row=2))
    assert view.rowHeight(2) > low
    hands.read(hands.sheet("一段.xlsx"))
    assert view.rowHeight(2) == low


def test_a_table_may_be_made_to_begin_at_a_row_by_its_menu(page, hands, view):
    hands.read(hands.sheet("表題つき.xlsx", first_row=2))
    hands.choose(page.workbook.row_menu(4), "ここからデータ")
    assert view.frames[0].split == 4


@pytest.mark.parametrize(
    ("edge", "boundary", "expected"),
    [
        (Edge.TOP, 0, TableFrame(0, 4, 9)),
        (Edge.TOP, 8, TableFrame(4, 4, 9)),
        (Edge.SPLIT, 1, TableFrame(2, 2, 9)),
        (Edge.SPLIT, 12, TableFrame(2, 9, 9)),
        (Edge.BOTTOM, 99, TableFrame(2, 4, 19)),
        (Edge.BOTTOM, 0, TableFrame(2, 4, 4)),
    ],
)
def test_an_edge_stops_where_the_table_would_vanish(edge, boundary, expected):
    assert TableFrame(2, 4, 9).moved(edge, boundary, 20) == expected


def test_the_model_of_a_sheet_keeps_the_contract_of_qt(page, hands, workbook, qtmodeltester):
    hands.read(workbook)
    reading = page.current.reading
    model = SheetModel()
    model.show_sight(sight(reading.proposal.views[0], reading.lines, reading.proposal.findings))
    assert (model.rowCount(), model.columnCount()) == (3, 6)
    qtmodeltester.check(model)
    assert model.words(0, 0).startswith("A1　施策番号")


def test_the_header_stays_in_sight_while_the_data_are_scrolled(page, hands, view, qtbot):
    rows = [
        ("4-10", "移住・定住の推進", f"指標{row}（記入例）", "件", row, row + 1)
        for row in range(80)
    ]
    hands.read(hands.sheet("長い.xlsx", rows, first_row=2))
    assert view.pinned is None
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    held = view.pinned
    assert (held.first, held.last) == (2, 2)
    # What is seen there is the header, for the mouse and for the eye.
    at = QPoint(view.columnViewportPosition(2) + 5, held.bottom // 2)
    assert view.indexAt(at).data() == "指標名"
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert view.currentIndex().row() == 2
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    strip = view.viewport().grab(QRect(0, 0, 300, held.bottom - 2)).toImage()
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 96)
    assert view.viewport().grab(QRect(0, 0, 300, held.bottom - 2)).toImage() == strip


def test_going_up_with_the_keyboard_never_ends_beneath_the_header(page, hands, view, qtbot):
    rows = [
        ("4-10", "移住・定住の推進", f"指標{row}（記入例）", "件", row, row + 1)
        for row in range(80)
    ]
    hands.read(hands.sheet("長い.xlsx", rows))
    view.go_to_cell(60, 4)
    view.setFocus()
    for _ in range(40):
        qtbot.keyClick(view, Qt.Key.Key_Up)
        if view.pinned is not None:
            assert view.visualRect(view.currentIndex()).top() >= view.pinned.bottom
    assert view.currentIndex().row() == 20

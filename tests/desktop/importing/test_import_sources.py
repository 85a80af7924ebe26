"""From a workbook to all figures it gave, and from there into the plan."""

from PySide6.QtCore import Qt

from workbench.desktop.importing.sources_sheet import NAME, PLACE, VALUE, ValuesModel
from workbench.desktop.places import PLAN


def opened(page, qtbot, link):
    link.click()
    sheet = page.sources
    qtbot.waitUntil(lambda: not sheet.is_loading, timeout=10_000)
    return sheet


def column(model, number):
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_a_file_lists_all_figures_it_gave_with_their_cells(page, hands, workbook, qtbot):
    hands.read(workbook)
    page.apply()
    hands.wait()
    sheet = opened(page, qtbot, page.done.given)
    assert [source.title for source in sheet.sources] == ["記入例.xlsx"]
    assert "計画にある値 2件" in sheet.list.item(0).text()
    assert column(sheet.model, VALUE) == ["180", "195"]
    assert column(sheet.model, PLACE) == ["E2　指標", "F2　指標"]
    sheet.search.setText("令和6年度")
    assert column(sheet.model, VALUE) == ["195"]


def test_what_is_still_counted_is_no_zero(page, hands, qtbot):
    row = ("4-10", "移住・定住の推進", "移住者数（記入例）", "人", 1_234_567.5, "（集計中）")
    hands.read(hands.sheet("集計中.xlsx", [row]))
    page.apply()
    hands.wait()
    sheet = opened(page, qtbot, page.done.given)
    assert column(sheet.model, VALUE) == ["1,234,567.5", "(集計中)"]


def test_a_figure_leads_to_its_measure(window, page, hands, workbook, qtbot):
    hands.read(workbook)
    page.apply()
    hands.wait()
    sheet = opened(page, qtbot, page.pane.sources)
    qtbot.keyClick(sheet.table, Qt.Key.Key_Return)
    assert window.page == PLAN
    assert window.document.plan.element(window.pages.plan.element.element_id).code == "4-10"


def test_without_imports_it_says_so(page, qtbot, qtmodeltester):
    sheet = opened(page, qtbot, page.drop_area.sources)
    assert sheet.sources == ()
    assert not sheet.model.rowCount()
    assert sheet.model.headerData(NAME, Qt.Orientation.Horizontal) == "項目"
    sheet.follow(0)
    qtmodeltester.check(ValuesModel())
    sheet.accept()

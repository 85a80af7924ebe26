"""Several tables on one sheet: each has a frame, columns of its own, and may be left out."""

from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt

from workbench.desktop.importing.difference_model import CELL, NAME
from workbench.desktop.importing.table_frame import Edge, TableFrame
from workbench.store import queries

HEADER = ("施策番号", "指標名", "単位", "令和5年度", "令和6年度")
MEASURE = "4-10"


@pytest.fixture
def view(page, window):
    # High enough for all rows of these sheets: near its border a drag scrolls on.
    window.resize(1366, 1400)
    return page.workbook.sheets.view


@pytest.fixture
def columns(page):
    return page.workbook.columns


def write(path: Path, *blocks: tuple[int, int, list[tuple[object, ...]]]) -> Path:
    """Write rows of cells at (row, column) into the sheet 指標 of a new workbook."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("指標")
        for top, left, rows in blocks:
            for row, cells in enumerate(rows):
                sheet.write_row(top + row, left, cells)
    return path


def figures(letters: str, *, left: int = 10) -> list[tuple[object, ...]]:
    return [
        (MEASURE, f"指標{letter}（記入例）", "件", left + place, left + 1 + place)
        for place, letter in enumerate(letters)
    ]


#: A header of other years: the same one again would be the first table going on.
LATER = (*HEADER[:3], "令和6年度", "令和7年度")


def two_tables(folder: Path, name: str = "二つの表.xlsx", *, header=LATER) -> Path:
    return write(
        folder / name,
        (0, 0, [("前期",), HEADER, *figures("甲乙丙")]),
        (7, 0, [("後期",), header, *figures("丁戊己", left=50)]),
    )


def drag(view, number, edge, end, qtbot):
    """Drag an edge of a table to a point of the viewport."""
    start, port = view.edge_point(number, edge), view.viewport()
    end = QPoint(end.x() or start.x(), end.y() or start.y())
    qtbot.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(port, (start + end) / 2)
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)


def above_row(view, row):
    return QPoint(0, view.rowViewportPosition(row) + 2)


def choose_cells(view, first, last):
    model = view.sheet_model
    chosen = QItemSelection(model.index(*first), model.index(*last))
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    view.selectionModel().setCurrentIndex(
        model.index(*first), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    view.selectionModel().select(chosen, flag)


def held(window) -> dict[tuple[str, int], float | None]:
    database = window.document.database
    names = {one.id: one.name for one in queries.load_plan(database).indicators}
    return {
        (names[one.indicator_id], one.fiscal_year): one.value.number
        for one in queries.load_indicator_values(database)
        if names[one.indicator_id].startswith("指標")
    }


def test_the_data_of_the_second_table_can_be_dragged(page, hands, view, qtbot, tmp_path):
    hands.read(two_tables(tmp_path))
    assert view.frames == [TableFrame(1, 2, 4), TableFrame(8, 9, 11)]
    assert page.apply_button.text() == "12件を取り込む"
    drag(view, 1, Edge.BOTTOM, above_row(view, 10), qtbot)
    hands.wait()
    assert view.frames == [TableFrame(1, 2, 4), TableFrame(8, 9, 9)]
    assert page.apply_button.text() == "8件を取り込む"


def test_each_table_has_columns_of_its_own(window, page, hands, view, columns, tmp_path):
    header = ("番", "なまえ", "たんい", "令和5年度", "令和6年度")
    path = two_tables(tmp_path, header=header)
    hands.read(path)
    # The second one is shown as it lies though nothing reads it.
    assert view.frames == [TableFrame(1, 2, 4), TableFrame(8, 9, 11)]
    assert page.apply_button.text() == "6件を取り込む"
    assert columns.tables.count() == 2
    assert "読み取っていません" in columns.tables.itemText(1)
    columns.tables.activated.emit(1)
    for row, words in ((0, "施策番号"), (1, "指標"), (2, "単位")):
        hands.choose(columns.menu(row), words)
    assert page.apply_button.text() == "12件を取り込む"
    page.apply()
    hands.wait()
    before = held(window)
    assert before["指標甲（記入例）", 2023] == 10
    assert before["指標己（記入例）", 2024] == 53

    # Next year's sheet has both, and each is read as its own was confirmed.
    after = write(
        tmp_path / "翌年.xlsx",
        (0, 0, [HEADER, *figures("甲乙丙", left=20)]),
        (6, 0, [header, *figures("丁戊己", left=70)]),
    )
    hands.read(after)
    assert page.apply_button.text() == "12件を取り込む"
    assert [table.layout for table in page.workbook.sheets.sight.view.tables] == [
        "indicator_sheet",
        "indicator_sheet",
    ]


def test_a_table_is_left_out_and_read_again(window, page, hands, columns, view, tmp_path):
    hands.read(two_tables(tmp_path))
    view.go_to_cell(9, 3)
    columns.leave_out.click()
    hands.wait()
    assert page.apply_button.text() == "6件を取り込む"
    assert "対象外" in columns.tables.itemText(1)
    assert columns.menu(0) is None
    columns.leave_out.click()
    hands.wait()
    assert page.apply_button.text() == "12件を取り込む"


def test_a_table_left_out_stays_so_next_year_and_says_it(
    window, page, hands, columns, view, tmp_path
):
    other = ("施策番号", "指標名", "参考値 令和5年度", "参考値 令和6年度", "備考")
    rows = [(MEASURE, f"指標{one}（記入例）", 1, 2, "x") for one in "庚辛"]
    path = write(tmp_path / "今年.xlsx", (0, 0, [HEADER, *figures("甲乙")]), (5, 0, [other, *rows]))
    hands.read(path)
    taken = page.apply_button.text()
    view.go_to_cell(6, 1)
    columns.leave_out.click()
    hands.wait()
    assert page.apply_button.text() != taken
    page.apply()
    hands.wait()
    again = write(
        tmp_path / "翌年.xlsx",
        (0, 0, [HEADER, *figures("甲乙", left=30)]),
        (6, 0, [other, *rows]),
    )
    hands.read(again)
    assert page.apply_button.text() == "4件を取り込む"
    codes = [one.code for one in page.current.reading.proposal.findings]
    assert "table.left_out" in codes
    view.go_to_cell(7, 1)
    columns.leave_out.click()
    hands.wait()
    assert page.apply_button.text() != "4件を取り込む"


def test_a_frame_is_drawn_by_hand_where_nothing_was_found(page, hands, columns, view, tmp_path):
    # Prose and figures in disorder above, so that no header is found by itself.
    rows = [("事業の概要", None, "a"), ("x", "y"), ("あ",)]
    path = write(tmp_path / "手書き.xlsx", (0, 0, rows), (12, 3, [HEADER, *figures("甲")]))
    hands.read(path)
    if view.frames:
        columns.leave_out.click()
        hands.wait()
    taken = page.apply_button.text()
    assert not columns.add.isVisible()
    choose_cells(view, (12, 3), (13, 7))
    assert columns.add.isVisible()
    columns.add.click()
    hands.wait()
    assert TableFrame(12, 13, 13, (3, 7)) in view.frames
    assert page.apply_button.text() == "2件を取り込む" != taken
    page.apply()
    hands.wait()
    # Next year's is found by itself where it was, though it is longer.
    more = (MEASURE, "空き家の活用（記入例）", "件", 7, 8)
    after = write(
        tmp_path / "翌年.xlsx", (0, 0, rows), (12, 3, [HEADER, *figures("甲", left=11), more])
    )
    hands.read(after)
    assert TableFrame(12, 13, 14, (3, 7)) in view.frames
    assert page.apply_button.text() == "4件を取り込む"


def test_tables_beside_each_other_have_upright_edges(page, hands, columns, view, qtbot, tmp_path):
    path = write(
        tmp_path / "左右.xlsx",
        (0, 0, [HEADER, *figures("甲乙戊")]),
        (0, 6, [HEADER, *figures("丙丁", left=40)]),
    )
    hands.read(path)
    assert view.frames == [TableFrame(0, 1, 3, (0, 4)), TableFrame(0, 1, 2, (6, 10))]
    assert page.apply_button.text() == "10件を取り込む"
    # Rows of the same number belong to different indicators.
    named = dict(zip(hands.texts(CELL), hands.texts(NAME), strict=True))
    assert [named[f"{cell}　指標"] for cell in ("D2", "J2")] == [
        "指標甲（記入例）",
        "指標丙（記入例）",
    ]
    # The last year of the table at the right is given up.
    end = QPoint(view.columnViewportPosition(10) + 2, 0)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum())
    end = QPoint(view.columnViewportPosition(10) + 2, 0)
    drag(view, 1, Edge.RIGHT, end, qtbot)
    hands.wait()
    assert view.frames == [TableFrame(0, 1, 3, (0, 4)), TableFrame(0, 1, 2, (6, 9))]
    assert page.apply_button.text() == "8件を取り込む"


def test_a_table_drawn_by_hand_takes_the_place_of_one_that_lies_there(
    page, hands, columns, view, tmp_path
):
    hands.read(two_tables(tmp_path))
    choose_cells(view, (8, 0), (9, 3))
    columns.add.click()
    hands.wait()
    assert view.frames == [TableFrame(1, 2, 4), TableFrame(8, 9, 9, (0, 3))]
    assert page.apply_button.text() == "7件を取り込む"
    assert not columns.add.isVisible()


def test_what_a_frame_takes_another_table_gives_up(page, hands, view, qtbot, tmp_path):
    hands.read(two_tables(tmp_path))
    # The first frame swallows the title, the header and the first row of the second.
    drag(view, 0, Edge.BOTTOM, above_row(view, 10), qtbot)
    hands.wait()
    assert [(one.top, one.bottom) for one in view.frames] == [(1, 9), (10, 11)]
    page.workbook.columns.again.click()
    hands.wait()
    assert view.frames == [TableFrame(1, 2, 4), TableFrame(8, 9, 11)]


def test_a_new_file_under_the_same_name_is_framed_anew(page, hands, columns, view, tmp_path):
    header = ("番", "なまえ", "たんい", "令和5年度", "令和6年度")
    path = write(tmp_path / "様式.xlsx", (0, 0, [header, *figures("甲乙")]))
    hands.read(path)
    hands.choose(columns.menu(1), "指標")
    hands.choose(columns.menu(0), "施策番号")
    assert page.apply_button.text() == "4件を取り込む"
    # A title above and one row more: what was said of the columns holds, the rows are found.
    write(path, (3, 0, [header, *figures("甲乙丙")]))
    hands.read(path)
    assert view.frames == [TableFrame(3, 4, 6)]
    assert page.apply_button.text() == "6件を取り込む"

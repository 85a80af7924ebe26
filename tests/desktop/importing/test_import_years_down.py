"""Tables with years downwards: what their columns mean, and whose figures they are, by hand."""

from pathlib import Path

import pytest
import xlsxwriter

from workbench.store import queries


@pytest.fixture
def columns(page):
    return page.workbook.columns


def write(path: Path, *rows: tuple[object, ...]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("推移")
        for row, cells in enumerate(rows):
            sheet.write_row(row, 0, cells)
    return path


def meanings(columns):
    return [columns.model.index(row, 2).data() for row in range(columns.model.rowCount())]


def held(window) -> dict[tuple[str, int, str], float | None]:
    database = window.document.database
    names = {one.id: one.name for one in queries.load_plan(database).indicators}
    return {
        (names[one.indicator_id], one.fiscal_year, one.role.value): one.value.number
        for one in queries.load_indicator_values(database)
    }


def test_columns_of_years_downwards_say_what_they_mean_and_can_be_told(
    window, page, hands, columns, tmp_path
):
    path = write(
        tmp_path / "推移.xlsx",
        ("4-10 移住・定住の推進",),
        ("年度", "相談件数（記入例）（件）", "登録数（記入例）（件）", "うち県外"),
        ("令和4年度", 100, 20, 3),
        ("令和5年度", 120, 25, 4),
        ("令和6年度", 130, 27, 5),
    )
    hands.read(path)
    assert meanings(columns) == ["年度の列", "実績", "実績", "実績"]
    assert page.apply_button.text() == "9件を取り込む"
    hands.choose(columns.menu(3), "使わない")
    hands.choose(columns.menu(2), "目標", "行の年度の値")
    assert meanings(columns) == ["年度の列", "実績", "目標", "使わない"]
    assert page.apply_button.text() == "6件を取り込む"
    page.apply()
    hands.wait()
    assert held(window) == {
        ("相談件数（記入例）", 2022, "actual"): 100,
        ("相談件数（記入例）", 2023, "actual"): 120,
        ("相談件数（記入例）", 2024, "actual"): 130,
        ("登録数（記入例）", 2022, "target"): 20,
        ("登録数（記入例）", 2023, "target"): 25,
        ("登録数（記入例）", 2024, "target"): 27,
    }
    # The next year's table, a row longer, is read as this one was.
    after = write(
        tmp_path / "翌年.xlsx",
        ("4-10 移住・定住の推進",),
        ("年度", "相談件数（記入例）（件）", "登録数（記入例）（件）", "うち県外"),
        ("令和5年度", 120, 25, 4),
        ("令和6年度", 130, 27, 5),
        ("令和7年度", 140, 30, 6),
    )
    hands.read(after)
    assert meanings(columns) == ["年度の列", "実績", "目標", "使わない"]
    assert page.apply_button.text() == "2件を取り込む"


def test_a_table_that_nothing_knows_is_read_once_it_is_confirmed(page, hands, columns, tmp_path):
    rows = (("いつ", "相談", "メモ"), ("R4", 100, "甲"), ("R5", 120, "甲"), ("R6", 130, "乙"))
    hands.read(write(tmp_path / "推移.xlsx", *rows))
    assert page.apply_button.isHidden()
    assert meanings(columns) == ["年度の列", "実績", "使わない"]
    columns.confirm.click()
    hands.wait()
    # Whose figures they are is asked, not guessed.
    findings = page.workbook.findings
    asked = findings.model.findings[0]
    assert (asked.code, asked.cell) == ("measure.unknown", "B1")
    hands.choose(findings.menu(asked), "施策を選ぶ", "4 自然と", "4-10")
    assert page.apply_button.text() == "3件を取り込む"


def test_a_column_may_be_told_to_be_an_indicator_of_the_plan(
    window, page, hands, columns, tmp_path
):
    hands.read(hands.sheet("指標.xlsx"))
    page.apply()
    hands.wait()
    rows = (("いつ", "窓口に来た人"), ("R3", 90), ("R4", 100), ("R7", 130))
    hands.read(write(tmp_path / "推移.xlsx", *rows))
    columns.confirm.click()
    hands.wait()
    menu = page.workbook.column_menu(1)
    hands.choose(menu, "「窓口に来た人」の指標を選ぶ", "4 自然と", "4-10", "相談件数")
    assert page.apply_button.text() == "3件を取り込む"
    page.apply()
    hands.wait()
    assert held(window)["相談件数（記入例）", 2025, "actual"] == 130
    # What the department calls it is known from now on.
    again = write(tmp_path / "翌年.xlsx", *rows, ("R8", 140))
    hands.read(again)
    assert page.apply_button.text() == "1件を取り込む"


def test_a_row_may_be_told_to_be_an_indicator_of_the_plan(window, page, hands, tmp_path):
    hands.read(hands.sheet("指標.xlsx"))
    page.apply()
    hands.wait()
    row = ("4-10", "移住・定住の推進", "窓口の利用（記入例）", "件", 181, 196)
    hands.read(hands.sheet("改名.xlsx", [row]))
    assert page.apply_button.text() == "2件を取り込む"
    page.workbook.sheets.view.go_to_cell(1, 4)
    menu = page.workbook.row_menu(1)
    hands.choose(menu, "の指標を選ぶ", "4 自然と", "4-10", "相談件数")
    lines = page.workbook.differences
    assert [lines.model.index(line, 5).data() for line in range(2)] == ["180", "195"]
    page.apply()
    hands.wait()
    assert len(window.document.plan.indicators) == 1
    # Taken back, the row is a new indicator again.
    window.document.undo()
    hands.wait()
    findings = page.workbook.findings
    said = next(one for one in findings.model.findings if one.code == "indicator.said")
    hands.choose(findings.menu(said), "判断を取り消す")
    assert [lines.model.index(line, 5).data() for line in range(2)] == [None, None]

"""What a person says on the import page: columns, decisions, and what of it is taken in."""

import pytest
import xlsxwriter
from PySide6.QtCore import Qt

from workbench.desktop.importing.difference_model import CHANGE, NEW, DifferenceModel, Names
from workbench.desktop.importing.finding_model import (
    DECISION,
    RULE,
    TO_DECIDE,
    FindingModel,
)
from workbench.exchange.changes import Change
from workbench.exchange.findings import Level
from workbench.exchange.guidance import SKIP

_MEASURE = ("4-10", "移住・定住の推進")
_BOX = Qt.ItemDataRole.CheckStateRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@pytest.fixture
def columns(page):
    return page.workbook.columns


@pytest.fixture
def findings(page):
    return page.workbook.findings


@pytest.fixture
def lines(page):
    return page.workbook.differences


def meanings(columns):
    return [columns.model.index(row, 2).data() for row in range(columns.model.rowCount())]


def three_rows(hands):
    rows = [(*_MEASURE, f"指標{letter}（記入例）", "件", 10, 20) for letter in "甲乙丙"]
    return hands.sheet("三行.xlsx", rows)


def test_the_columns_say_what_they_mean_and_how_sure_that_is(hands, columns, workbook):
    hands.read(workbook)
    assert meanings(columns) == ["施策番号", "施策名", "指標", "単位", "実績 R5", "実績 R6"]
    assert {columns.model.index(row, 3).data() for row in range(4)} == {"●●●"}


def test_a_meaning_is_changed_by_menu_and_the_difference_follows(page, hands, columns, lines):
    hands.read(three_rows(hands))
    hands.choose(columns.menu(5), "目標", "令和9年度")
    assert meanings(columns)[5] == "目標 R9"
    assert {line.role for line in (lines.model.line(row) for row in range(6))} == {
        "actual",
        "target",
    }
    hands.choose(columns.menu(5), "使わない")
    assert page.apply_button.text() == "3件を取り込む"
    columns.again.click()
    hands.wait()
    assert page.apply_button.text() == "6件を取り込む"


def test_enter_on_a_column_opens_its_menu(page, hands, columns, workbook, qtbot):
    hands.read(workbook)
    columns.table.setFocus()
    columns.table.setCurrentIndex(columns.model.index(4, 0))
    asked = []
    columns.table.meaning_asked.connect(lambda row, _at: asked.append(row))
    columns.table.meaning_asked.disconnect(columns._ask)
    qtbot.keyClick(columns.table, Qt.Key.Key_Return)
    assert asked == [4]
    # The cell of the column is looked at in the sheet.
    assert page.workbook.sheets.view.currentIndex().column() == 4


def test_a_sheet_that_is_not_recognised_is_read_once_its_columns_are_named(page, hands, columns):
    header = ("番", "なまえ", "あたい")
    hands.read(
        hands.sheet("名無し.xlsx", [("4-10", f"事業{n}（記入例）", n) for n in (3, 4)], header)
    )
    assert not page.apply_button.isVisible()
    # Nothing could be read as it stands.
    assert not columns.confirm.isVisible()
    hands.choose(columns.menu(0), "施策番号")
    hands.choose(columns.menu(1), "指標")
    hands.choose(columns.menu(2), "実績", "令和6年度")
    assert page.apply_button.text() == "2件を取り込む"


def test_what_was_confirmed_serves_the_next_sheet_and_is_named(page, hands, columns, window):
    header = ("番", "なまえ", "あたい")
    hands.read(
        hands.sheet("昨年.xlsx", [("4-10", f"事業{n}（記入例）", n) for n in (3, 4)], header)
    )
    hands.choose(columns.menu(0), "施策番号")
    hands.choose(columns.menu(1), "指標")
    hands.choose(columns.menu(2), "実績", "令和5年度")
    page.apply()
    hands.wait()
    hands.read(
        hands.sheet("今年.xlsx", [("4-10", f"事業{n}（記入例）", n) for n in (5, 6)], header)
    )
    assert "「昨年.xlsx」と同じ様式" in page._recognised.text()
    assert "前回" in columns._note.accessibleName()
    assert meanings(columns)[0] == "施策番号"


def test_findings_are_filtered_by_level_and_words(hands, findings, workbook, qtbot):
    hands.read(workbook)
    model = findings.model
    assert model.count(None) == model.count(Level.ERROR) == model.count(TO_DECIDE) == 1
    assert findings.chips[Level.WARNING].isHidden()
    qtbot.keyClicks(findings.search, "9-99")
    assert model.rowCount() == 1
    findings.search.setText("どこにもない")
    assert model.rowCount() == 0
    findings.search.clear()
    findings.show_only(TO_DECIDE)
    assert model.rowCount() == 1


def test_a_rule_of_machine_readability_shows_its_number(hands, findings):
    hands.read(hands.sheet("割合.xlsx", [(*_MEASURE, "割合（記入例）", "％", 87.1, 0.884)]))
    row = next(row for row, one in enumerate(findings.model.findings) if one.code == "cell.share")
    assert findings.model.index(row, RULE).data() == "L3-04"


def test_a_decision_is_made_in_the_list_and_can_be_taken_back(page, hands, findings, lines):
    hands.read(hands.sheet("割合.xlsx", [(*_MEASURE, "割合（記入例）", "％", 87.1, 0.884)]))
    doubtful = findings.model.findings[0]
    assert findings.model.index(0, DECISION).data() == "選ぶ… ▾"
    assert hands.texts(NEW) == ["87.1"]
    hands.choose(findings.menu(doubtful), "88.4")
    assert hands.texts(NEW) == ["87.1", "88.4"]
    row = findings.model.row_of(doubtful)
    assert findings.model.index(row, DECISION).data() == "✓ 88.4 %"
    assert not page.undecided.isVisible()
    hands.choose(findings.menu(doubtful), "取り消す")
    assert hands.texts(NEW) == ["87.1"]
    assert page.undecided.isVisible()


def test_one_decision_may_hold_for_all_alike(page, hands, findings):
    rows = [(*_MEASURE, f"割合{letter}（記入例）", "％", 87.1, 0.884) for letter in "甲乙丙"]
    hands.read(hands.sheet("割合.xlsx", rows))
    assert findings.model.count(TO_DECIDE) == 3
    hands.choose(findings.menu(findings.model.findings[0]), "3件すべて", "88.4")
    assert findings.model.count(TO_DECIDE) == 0
    assert hands.texts(NEW).count("88.4") == 3


def test_any_measure_of_the_plan_may_be_chosen_for_an_unknown_one(page, hands, findings, window):
    rows = [("9-99", "ない施策", f"指標{letter}（記入例）", "件", 1, 2) for letter in "甲乙"]
    hands.read(hands.sheet("不明.xlsx", rows))
    assert findings.model.count(TO_DECIDE) == 2
    hands.choose(findings.menu(findings.model.findings[0]), "2行すべて", "4 ", "4-11")
    assert page.apply_button.text() == "4件を取り込む"
    assert findings.model.index(0, DECISION).data().startswith("✓ 4-11")
    page.apply()
    hands.wait()
    codes = {
        window.document.plan.element(one.element_id).code for one in window.document.plan.indicators
    }
    assert codes == {"4-11"}


def test_space_opens_the_decisions_of_a_finding(hands, findings, workbook, qtbot):
    hands.read(workbook)
    findings.table.setCurrentIndex(findings.model.index(0, 0))
    asked = []
    findings.table.decision_asked.disconnect(findings._ask)
    findings.table.decision_asked.connect(lambda finding, _at: asked.append(finding.cell))
    qtbot.keyClick(findings.table, Qt.Key.Key_Space)
    assert asked == ["A3"]


def test_the_link_beside_the_button_leads_to_what_is_undecided(
    page, hands, findings, workbook, qtbot
):
    hands.read(workbook)
    qtbot.mouseClick(page.undecided, Qt.MouseButton.LeftButton)
    assert page.workbook.show_findings
    assert findings.chips[TO_DECIDE].isChecked()


def test_leaving_a_row_out_settles_its_finding(page, hands, findings, workbook):
    hands.read(workbook)
    page.files.decide(0, [findings.model.findings[0]], SKIP)
    hands.wait()
    assert findings.model.index(0, DECISION).data() == "✓ 取り込まない"
    assert page.apply_button.text() == "2件を取り込む"


def test_a_line_is_left_out_by_its_box(page, hands, lines, window):
    hands.read(three_rows(hands))
    first = lines.model.index(0, CHANGE)
    assert first.data(_BOX) is _ON
    lines.model.setData(first, _OFF, _BOX)
    hands.wait()
    assert lines.model.index(0, CHANGE).data(_BOX) is _OFF
    assert page.apply_button.text() == "5件を取り込む（1件は除く）"
    assert not page.workbook.sheets.view.sheet_model.look(1, 4).taken
    page.apply()
    hands.wait()
    held = window.document.database.rows("SELECT cell FROM indicator_value ORDER BY id")
    assert sorted(row["cell"] for row in held) == ["E3", "E4", "F2", "F3", "F4"]


def test_space_takes_the_chosen_lines_in_or_leaves_them_out(page, hands, lines, qtbot):
    hands.read(three_rows(hands))
    lines.table.selectAll()
    qtbot.keyClick(lines.table, Qt.Key.Key_Space)
    hands.wait()
    assert page.apply_button.text() == "取り込むものはありません"
    qtbot.keyClick(lines.table, Qt.Key.Key_Space)
    hands.wait()
    assert page.apply_button.text() == "6件を取り込む"


def test_a_column_is_left_out_by_its_box(page, hands, columns, lines, qtbot):
    hands.read(three_rows(hands))
    columns.table.setCurrentIndex(columns.model.index(5, 2))
    qtbot.keyClick(columns.table, Qt.Key.Key_Space)
    hands.wait()
    assert page.apply_button.text() == "3件を取り込む（3件は除く）"
    # One line of it is wanted after all.
    lines.model.setData(lines.model.index(1, CHANGE), _ON, _BOX)
    hands.wait()
    assert page.apply_button.text() == "4件を取り込む（2件は除く）"
    assert columns.model.index(5, 0).data(_BOX) is _ON


def test_a_row_of_the_sheet_is_left_out_by_its_menu(page, hands):
    hands.read(three_rows(hands))
    hands.choose(page.workbook.row_menu(2), "3 行目を取り込む")
    assert page.apply_button.text() == "4件を取り込む（2件は除く）"


def test_everything_nothing_and_kinds_are_chosen_by_menu(page, hands, lines):
    hands.read(three_rows(hands))
    for words, button in (
        ("すべて外す", "取り込むものはありません"),
        ("すべて取り込む", "6件を取り込む"),
        ("新規", "取り込むものはありません"),
        ("新規", "6件を取り込む"),
    ):
        lines.fill_menu()
        hands.choose(lines.menu, words)
        assert page.apply_button.text() == button


def test_after_nothing_one_line_can_be_chosen(page, hands, lines):
    hands.read(three_rows(hands))
    lines.fill_menu()
    hands.choose(lines.menu, "すべて外す")
    lines.model.setData(lines.model.index(2, CHANGE), _ON, _BOX)
    hands.wait()
    assert page.apply_button.text() == "1件を取り込む（5件は除く）"


def test_rows_with_an_error_are_left_out_when_wished(page, hands, lines):
    rows = [(*_MEASURE, f"割合{letter}（記入例）", "％", 87.1, 0.884) for letter in "甲乙"]
    hands.read(hands.sheet("割合.xlsx", [*rows, (*_MEASURE, "件数（記入例）", "件", 1, 2)]))
    assert page.apply_button.text() == "4件を取り込む（2件は除く）"
    lines.fill_menu()
    hands.choose(lines.menu, "誤りのある行")
    assert page.apply_button.text() == "2件を取り込む（4件は除く）"


def test_blanks_are_asked_about_once_and_keep_the_plans_value(page, hands, lines, window, qtbot):
    hands.read(three_rows(hands))
    page.apply()
    hands.wait()
    rows = [(*_MEASURE, f"指標{letter}（記入例）", "件", 10, None) for letter in "甲乙丙"]
    hands.read(hands.sheet("空欄.xlsx", rows))
    assert lines.blanks.isVisible()
    assert lines.blanks.keep.isChecked()
    assert lines.chips[Change.BLANK].text() == "□ 空白 3"
    assert not page.apply_button.isEnabled()
    lines.blanks.clear.click()
    hands.wait()
    assert page.apply_button.text() == "3件を取り込む"
    page.apply()
    hands.wait()
    count = window.document.database.row("SELECT count(*) FROM indicator_value")
    assert count[0] == 3


def test_lines_are_found_by_words(hands, lines, qtbot):
    hands.read(three_rows(hands))
    lines.search.setText("指標乙")
    hands.wait()
    assert lines.model.rowCount() == 2
    lines.search.clear()
    hands.wait()
    assert lines.model.rowCount() == 6


def test_the_models_keep_the_contract_of_qt(page, hands, workbook, columns, qtmodeltester):
    hands.read(workbook)
    reading = page.current.reading
    differences, findings = DifferenceModel(), FindingModel()
    differences.show_lines(reading.lines, Names("20220", "安曇野市"), range(2))
    findings.show_findings(reading.proposal.findings)
    assert (differences.rowCount(), findings.rowCount()) == (2, 1)
    for model in (differences, findings, columns.model):
        qtmodeltester.check(model)


def test_a_formula_without_a_result_is_shown_as_one(page, hands, tmp_path):
    path = tmp_path / "数式.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("施策番号", "指標名", "単位", "令和5年度", "令和6年度"))
        sheet.write_row(1, 0, ("4-10", "件数（記入例）", "件", 1))
        sheet.write_formula(1, 4, "=D2*2", value="")
    hands.read(path)
    model = page.workbook.sheets.view.sheet_model
    assert model.look(1, 4).level is Level.ERROR
    assert "計算結果が保存されていない" in model.words(1, 4)


def test_decisions_do_not_outlive_the_file_they_were_made_on(page, hands, findings):
    path = hands.sheet("割合.xlsx", [(*_MEASURE, "割合（記入例）", "％", 87.1, 0.884)])
    hands.read(path)
    hands.choose(findings.menu(findings.model.findings[0]), "88.4")
    assert page.current.decided
    hands.read(hands.sheet("割合.xlsx", [(*_MEASURE, "割合（記入例）", "％", 87.1, 0.901)]))
    assert not page.current.decided
    assert findings.model.count(TO_DECIDE) == 1


def test_decisions_do_not_outlive_the_plan_they_were_made_for(
    window, page, hands, findings, plan_path
):
    hands.read(hands.sheet("不明.xlsx", [("9-99", "ない施策", "指標（記入例）", "件", 1, 2)]))
    hands.choose(findings.menu(findings.model.findings[0]), "施策を選ぶ", "4 ", "4-11")
    assert page.apply_button.text() == "2件を取り込む"
    window.document.open(plan_path, read_only=True)
    hands.wait()
    assert page.current.guidance.decisions == {}
    assert page.current.reading.proposal.needs_decision


def test_the_columns_of_the_table_looked_at_are_shown(page, hands, columns, tmp_path):
    path = tmp_path / "二つの表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("指標")
        for top, year in ((0, 5), (6, 6)):
            header = ("施策番号", "指標名", "単位", f"令和{year}年度", f"令和{year + 1}年度")
            sheet.write_row(top, 0, header)
            for row in (1, 2):
                name = f"件数{top}{row}（記入例）"
                sheet.write_row(top + row, 0, ("4-10", name, "件", 10, 12))
    hands.read(path)
    assert meanings(columns)[3:] == ["実績 R5", "実績 R6"]
    page.workbook.sheets.view.go_to_cell(7, 3)
    assert meanings(columns)[3:] == ["実績 R6", "実績 R7"]
    assert columns.menu(0) is not None
    page.workbook.sheets.view.go_to_cell(1, 3)
    assert meanings(columns)[3:] == ["実績 R5", "実績 R6"]

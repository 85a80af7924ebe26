"""Templates: who is asked what, what may be typed where, how the sheets are set."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.exchange.long_texts import MOST_LINES, join, read_part_name, split
from workbench.exchange.styles import wrapped_lines
from workbench.exchange.templates import write_template
from workbench.exchange.templates.content import NOBODY
from workbench.exchange.templates.form_sheet import amount_rule, figure_rule
from workbench.exchange.templates.indicator_form import indicator_form
from workbench.exchange.templates.marks import ABOUT, checksum
from workbench.plan.evaluations import Evaluation
from workbench.plan.values import SIGNS

from .template_plan import CHILDREN, HEALTH, MADE_AT, YEAR, Filling, content, written


def asked(**changes: object) -> list[str]:
    form = indicator_form(content(**changes))
    return [str(row.cells[2]) for row in form.rows] if form else []


def test_a_survey_is_asked_for_in_its_year_only() -> None:
    """The baseline is of 2022 and the survey every second year: 2024 and 2026, not 2025."""
    assert "子育て相談の満足度" not in asked()
    assert "子育て相談の満足度" in asked(fiscal_year=2026)


def test_each_department_is_asked_for_what_it_leads() -> None:
    assert content().departments() == (HEALTH, CHILDREN, NOBODY)
    assert asked(department=HEALTH) == ["特定健診受診率", "自主防災組織の設置"]
    # An indicator's own department goes before that of its measure.
    assert asked(department=CHILDREN) == ["保育所待機児童数", "自然増減"]
    assert asked(department=NOBODY) == ["累計の植樹"]
    assert asked(department="無い課") == []


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("様式") / "照会様式.xlsx")


@pytest.fixture
def filling(template: Path) -> Filling:
    return Filling(template)


def test_there_is_a_sheet_of_instructions_and_one_for_each_form(filling: Filling) -> None:
    names = filling.workbook.sheetnames
    assert names == ["記入要領", "指標", "評価", "事業費（決算）", "事業費（予算）", ABOUT]
    said = " ".join(str(cell.value) for row in filling.sheet("記入要領") for cell in row)
    for word in ("記入例市", "政策経営課", "令和7（2025）年度", "－", "(集計中)"):
        assert word in said


def test_only_the_cells_to_fill_in_are_unlocked_and_they_are_coloured(filling: Filling) -> None:
    for name in ("指標", "評価", "事業費（決算）", "事業費（予算）"):
        sheet = filling.sheet(name)
        assert sheet.protection.sheet
        to_fill = {
            cell.column
            for cell in sheet[filling.marks_row(name)]
            if re.fullmatch(r"#\w+\.\d{4}", str(cell.value))
        }
        assert to_fill
        for row in filling.rows(name):
            for cell in sheet[row]:
                unlocked = cell.column in to_fill
                assert cell.protection.locked is not unlocked, f"{name}!{cell.coordinate}"
                assert (cell.fill.fgColor.rgb == "FFFFF2CC") is unlocked
                assert (cell.border.left.style == "medium") is unlocked


def test_sorting_filtering_and_columns_are_allowed_while_protected(filling: Filling) -> None:
    protection = filling.sheet("指標").protection
    # The attributes say what is forbidden.
    for allowed in ("sort", "autoFilter", "insertColumns", "formatColumns", "formatRows"):
        assert not getattr(protection, allowed), allowed
    assert protection.insertRows
    assert protection.deleteRows
    assert protection.password is None


def test_the_marks_stand_in_a_hidden_column_between_visible_ones(filling: Filling) -> None:
    for name in ("指標", "評価", "事業費（決算）"):
        sheet = filling.sheet(name)
        assert filling.column(name, "row") == 2
        assert sheet.column_dimensions["B"].hidden
        assert not sheet.column_dimensions["A"].hidden
        assert sheet.row_dimensions[filling.marks_row(name)].hidden
        marks = [sheet.cell(row, 2).value for row in filling.rows(name)]
        assert len(set(marks)) == len(marks)
        assert all(re.fullmatch(r"[a-z]+\.\d+\.\w*\.[0-9a-f]{8}\.[0-9a-f]{8}", m) for m in marks)


def test_the_hidden_sheet_says_plan_year_version_and_checksum(filling: Filling) -> None:
    sheet = filling.sheet(ABOUT)
    assert sheet.sheet_state == "veryHidden"
    lines = [(row[0].value, row[1].value or "") for row in sheet.iter_rows(max_col=2)]
    held = dict(lines)
    assert held["plan"] == content().plan_id
    assert held["fiscal_year"] == str(YEAR)
    assert held["version"] == "1"
    assert held["revision"] == "7"
    assert held["checksum"] == checksum(f"{name}={text}" for name, text in lines[:-1])


def test_last_years_values_stand_beside_and_what_is_known_is_filled_in(filling: Filling) -> None:
    sheet = filling.sheet("指標")
    header = [cell.value for cell in sheet[filling.marks_row("指標") + 1]]
    before = header.index("前年度の実績値\n令和6（2024）年度") + 1
    now = filling.column("指標", "actual")
    figures = {
        sheet.cell(row, 4).value: (sheet.cell(row, before), sheet.cell(row, now))
        for row in filling.rows("指標")
    }
    last, empty = figures["特定健診受診率"]
    assert (last.value, empty.value) == (45.25, None)
    # A figure with more decimals than the indicator is not rounded out of sight.
    assert last.number_format == '#,##0.00;"△"#,##0.00'
    assert empty.number_format == '#,##0.0;"△"#,##0.0'
    assert figures["保育所待機児童数"][0].value == "(集計中)"
    last, now_held = figures["自然増減"]
    assert (last.value, now_held.value) == (-582, -600)
    assert "△" in last.number_format


def rules(sheet: object) -> dict[str, object]:
    return {
        str(one.sqref): one
        for one in sheet.data_validations.dataValidation  # type: ignore[attr-defined]
    }


def test_figures_take_their_decimals_and_the_signs(filling: Filling) -> None:
    sheet = filling.sheet("指標")
    (rule,) = rules(sheet).values()
    column = openpyxl.utils.get_column_letter(filling.column("指標", "actual"))
    first = filling.rows("指標")[0]
    assert rule.type == "custom"  # type: ignore[attr-defined]
    assert str(rule.sqref).startswith(f"{column}{first}:")  # type: ignore[attr-defined]
    formula = rule.formula1  # type: ignore[attr-defined]
    # The row's own decimals, so that the rule goes on holding when rows are sorted.
    assert f"ROUND({column}{first},$F{first})={column}{first}" in formula
    for sign in SIGNS.values():
        assert f'{column}{first}="{sign}"' in formula
    assert len(formula) <= 255
    assert sheet.cell(filling.find("指標", "自主防災組織の設置"), 6).value == "文言"


def test_grades_and_directions_are_chosen_from_lists(filling: Filling) -> None:
    lists = {rule.formula1: key for key, rule in rules(filling.sheet("評価")).items()}  # type: ignore[attr-defined]
    assert set(lists) == {'"A,B,C"', '"拡充,継続,見直し,縮小,終了"'}
    column = openpyxl.utils.get_column_letter(filling.column("評価", "answer"))
    rows = [filling.find("評価", name, "評価") for name in ("健康づくりの推進", "移住の推進")]
    assert all(f"{column}{row}" in lists['"A,B,C"'].split() for row in rows)


def test_amounts_are_whole_thousands_and_are_added_up(filling: Filling) -> None:
    sheet = filling.sheet("事業費（決算）")
    formulas = {rule.formula1 for rule in rules(sheet).values()}  # type: ignore[attr-defined]
    assert all("INT(" in formula and ">=0" in formula for formula in formulas)
    names = [sheet.cell(row, 5).value for row in filling.rows("事業費（決算）")]
    assert names == ["健康教室（記入例）", "子育て広場（記入例）"]
    assert any(
        str(cell.value).startswith("=IF(COUNT(")
        for cell in sheet[filling.rows("事業費（決算）")[0]]
    )


def test_pages_are_a4_landscape_fitted_to_width_with_the_header_repeated(
    filling: Filling,
) -> None:
    for name in ("指標", "評価", "事業費（決算）"):
        sheet = filling.sheet(name)
        setup = sheet.page_setup
        assert (int(setup.paperSize), setup.orientation) == (9, "landscape")
        # One page wide is what a file says by saying nothing.
        assert (setup.fitToWidth or 1, setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        header = filling.marks_row(name) + 1
        assert sheet.print_title_rows == f"${header}:${header}"
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref is not None


def test_rows_are_high_enough_for_all_their_text_up_to_two_thousand_characters(
    tmp_path: Path,
) -> None:
    issue = "課題は、\n" + "長い文章である。" * 249
    assert len(issue) >= 1990
    long_plan = content().plan
    indicator = replace(long_plan.indicators[0], definition="算出方法を示す文。" * 20)
    changes = {
        "plan": replace(long_plan, indicators=(indicator,)),
        "evaluations": (
            Evaluation(1, 2, YEAR - 1, issue=issue),
            Evaluation(2, 3, YEAR, cause=issue),
        ),
    }
    filling = Filling(written(tmp_path / "長い.xlsx", **changes))
    for name in ("指標", "評価"):
        sheet = filling.sheet(name)
        for row in filling.rows(name):
            needed = max(
                wrapped_lines(cell.value, filling.width(name, cell.column))
                for cell in sheet[row]
                if isinstance(cell.value, str) and cell.column_letter != "B"
            )
            height = sheet.row_dimensions[row].height
            # A line of ten points needs no more than 13.5 points.
            assert needed * 13.5 <= height <= 409, f"{name} row {row}"
    sheet = filling.sheet("評価")
    before = [sheet.cell(row, 5).value or "" for row in filling.rows("評価")
              if sheet.cell(row, 3).value == "健康づくりの推進"
              and str(sheet.cell(row, 4).value).startswith("課題")]  # fmt: skip
    assert len(before) > 1
    assert "".join(before).replace("\n", "") == issue.replace("\n", "")


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    plan = content().plan
    names = ["=1+1", "+81", "-5", "@SUM(A1)", "−1"]
    indicators = [
        replace(plan.indicators[0], id=50 + place, name=name) for place, name in enumerate(names)
    ]
    filling = Filling(
        written(tmp_path / "式.xlsx", plan=replace(plan, indicators=tuple(indicators)))
    )
    cells = [filling.sheet("指標").cell(row, 4) for row in filling.rows("指標")]
    assert [cell.value for cell in cells] == names
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in cells)


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = written(tmp_path / "一.xlsx"), written(tmp_path / "二.xlsx")
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert f"{MADE_AT:%Y-%m-%dT%H:%M:%SZ}" in archive.read("docProps/core.xml").decode()


def test_a_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="無い"):
        write_template(content(), tmp_path / "無い" / "様式.xlsx")


@given(st.text(alphabet=st.sampled_from("あ漢a 1。、\n「」＝="), max_size=1500), st.floats(14, 110))
def test_a_text_in_parts_fits_its_rows_and_is_put_together_again(text: str, width: float) -> None:
    parts = split(text, width)
    most = MOST_LINES + max(len(gap) for gap in re.findall(r"\n*", text))
    assert all(wrapped_lines(part, width) <= most for _right_on, part in parts)
    assert join(parts) == text


def test_a_text_too_long_for_a_row_is_cut_behind_a_sentence() -> None:
    first, second = split("これは一文である。" * 60, 40)[:2]
    assert first[1].endswith("。")
    assert second == (True, second[1])


@pytest.mark.parametrize("name", ["issue", "issue_2", "grade_reason", "grade_reason_3j"])
def test_the_name_of_a_part_is_read_as_it_was_written(name: str) -> None:
    assert str(read_part_name(name)) == name


#: What a person types, the decimals of its row, and whether the rule takes it.
TYPED = [
    (12, 0, True),
    (12.5, 1, True),
    (12.55, 1, False),
    (12.5, 0, False),
    (12.555, None, True),
    (-582, 0, True),
    ("－", 0, True),
    ("…", 1, True),
    ("x", 0, True),
    ("(集計中)", 0, True),
    ("12人", 0, False),
    ("約12", 0, False),
    ("設置", "文言", True),
]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_rules_take_figures_and_signs_and_nothing_else(tmp_path: Path) -> None:
    """The rules are worked out as formulas, by a program that people fill templates in with."""
    path = tmp_path / "規則.xlsx"
    # openpyxl stores no results, so that LibreOffice works the formulas out.
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    amounts = [(0, True), (3, True), (2.5, False), (-1, False), ("－", True), ("千円", False)]
    for row, (typed, decimals, _taken) in enumerate(TYPED, 1):
        sheet.append([typed, decimals, figure_rule(f"A{row}", f"$B{row}")])
    for row, (amount, _taken) in enumerate(amounts, len(TYPED) + 1):
        sheet.append([amount, None, amount_rule(f"A{row}")])
    workbook.save(path)
    profile = (tmp_path / "profile").as_uri()
    csv_in_utf8 = "csv:Text - txt - csv (StarCalc):44,34,76,1"
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless",
               "--convert-to", csv_in_utf8, "--outdir", tmp_path, path]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    lines = (tmp_path / "規則.csv").read_text(encoding="utf-8").splitlines()
    taken = [line.rsplit(",", 1)[1] == "TRUE" for line in lines]
    expected = [*(one[2] for one in TYPED), *(one[1] for one in amounts)]
    assert taken == expected

"""Names of staff and how to reach them are found in department sheets and left out."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.test_mapping import proposed, sheet_of
from workbench.exchange.fields import Field
from workbench.exchange.guidance import Guidance, SaidTable
from workbench.exchange.mapping import confirmed, suggest_table, with_field
from workbench.exchange.personal import department_of, is_personal, personal_columns
from workbench.exchange.reading import read_workbook
from workbench.exchange.table_areas import area_of
from workbench.exchange.tables import find_table

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"

ROW = ["1-1", "健康づくりの推進", "特定健診受診率", "％", 45.2, 46.8]
OTHER = ["1-2", "子育て支援の充実", "保育所待機児童数", "人", 3.0, 2.0]
NAMES = ["施策番号", "施策名", "指標名", "単位", "R5", "R6"]


def sheet_with(name, *cells):
    return sheet_of([*NAMES, name], [*ROW, cells[0]], [*OTHER, cells[1]])


def left_out(sheet):
    """Return the letters of the columns that are left out."""
    table = find_table(sheet)
    assert table is not None
    return [column.letters for column in personal_columns(table)]


@pytest.mark.parametrize(
    "name",
    [
        *("担当者 担当者名 担当者氏名 氏名 職員名 記入者 作成者".split()),
        *("電話番号 内線 内線番号 TEL ＦＡＸ".split()),
        *("担当者電話番号 e-mail Ｅメールアドレス メールアドレス 連絡先 連絡先（内線）".split()),
        *("課長名 担当課電話 担当者・内線".split()),
        "記入者 氏名",
    ],
)
def test_columns_of_people_are_known_by_their_names(name):
    assert left_out(sheet_with(name, "x", "y")) == ["G"]


@pytest.mark.parametrize(
    "name",
    [
        *("担当課 所管課 関係課 課名 電話相談件数 メール配信登録者数 内線網整備率 指標名".split()),
        *("備考 単位 住所地別人数 作成者数 防災メール登録件数".split()),
        "実績値 R7",
    ],
)
def test_columns_of_the_plan_are_not_taken_for_people(name):
    assert left_out(sheet_with(name, "健康課", "子育て課")) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("佐藤", "鈴木"),
        ("佐藤 花子", "鈴木 一郎"),
        ("高橋係長", "田中主任"),
        ("等々力　翔", "三枝　あおい"),
        ("0263-71-2000", "0263-71-2401"),
        ("内線2345", "内線 2346"),
        ("kenko@city.example.jp", "kosodate@city.example.jp"),
    ],
)
@pytest.mark.parametrize("name", ["担当", "欄1"])
def test_columns_of_people_are_known_by_what_stands_in_them(name, one, other):
    assert left_out(sheet_with(name, one, other)) == ["G"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("林務課", "森林課"),
        ("石川県", "宮崎県"),
        ("中野市", "千葉市"),
        ("順調", "遅れ"),
        ("R6.4.1", "R6.5.1"),
        ("120-45", "130-46"),
        ("健康づくり課", "子育て支援課"),
    ],
)
def test_departments_places_and_figures_are_not_people(one, other):
    assert left_out(sheet_with("欄1", one, other)) == []


def test_names_of_people_do_not_become_departments(plan):
    sheet = sheet_with("担当", "佐藤 花子", "鈴木 一郎")
    proposal = proposed(sheet, plan)
    assert "佐藤" not in str(proposal.indicators)
    (finding,) = [one for one in proposal.findings if one.code == "column.personal"]
    assert finding.cell == "G1"
    assert "取り込みませんでした" in str(finding)
    assert "佐藤" not in str(finding)
    assert not finding.needs_decision


def test_a_department_is_read_without_the_number_behind_it(plan):
    sheet = sheet_with("担当課", "健康課 佐藤（内線2345）", "子育て課　0263-71-2401")
    proposal = proposed(sheet, plan)
    departments = {change.new.department for change in proposal.indicators}
    assert departments == {"健康課", "子育て課"}
    (finding,) = [one for one in proposal.findings if one.code == "cell.personal"]
    assert "2個のセル" in str(finding)
    assert "2345" not in str(finding)


def test_a_column_that_somebody_gave_a_meaning_to_is_read(plan):
    sheet = sheet_with("担当", "佐藤", "鈴木")
    table = find_table(sheet)
    assert table is not None
    suggestion = suggest_table(table, plan)
    assert suggestion.meanings[6] is None
    wanted = with_field(suggestion, 6, Field.DEPARTMENT)
    mapping = confirmed(wanted.table, wanted.meanings)
    proposal = proposed(
        sheet,
        plan,
        guidance=Guidance(tables={"実績": (SaidTable(area_of(wanted.table), mapping),)}),
    )
    assert {change.new.department for change in proposal.indicators} == {"佐藤", "鈴木"}
    assert not [one for one in proposal.findings if one.code == "column.personal"]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the sample workbooks are not here")
def test_the_staff_of_a_real_project_evaluation_is_left_out():
    workbook = read_workbook(SAMPLES / "real" / "ofunato_project_evaluation_r7.xlsx")
    found = [
        column.name
        for sheet in workbook.sheets
        if (table := find_table(sheet)) is not None
        for column in personal_columns(table)
    ]
    assert found == ["課長名", "担当者", "電話", "内線"]


@pytest.mark.parametrize(
    ("text", "department"),
    [
        ("健康課", "健康課"),
        ("政策部 企画課", "政策部 企画課"),
        ("健康課（内線 2345）", "健康課"),
        ("政策部企画課 佐藤 内線2345", "政策部企画課"),
        ("企画課・財政課", "企画課・財政課"),
        ("kikaku@city.example.jp", ""),
    ],
)
def test_what_names_a_department_stays(text, department):
    assert department_of(text) == department


@given(st.text(max_size=40))
def test_any_text_is_looked_at_without_harm(text):
    assert isinstance(department_of(text), str)
    table = find_table(sheet_with("欄1", text or "x", text or "x"))
    if table is not None:
        for column in table.columns:
            is_personal(table, column)

"""Machine-readable data: the rules that can be asserted hold, and the checker sees breaches."""

import csv
import datetime
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from workbench.exchange.formulas import as_csv
from workbench.exchange.long_form import LongTables, write_csv_folder, write_long_form
from workbench.exchange.long_form.characters import plain
from workbench.exchange.long_form.codes import code_lists
from workbench.exchange.long_form.content import DataContent
from workbench.exchange.long_form.plan_tables import plan_tables
from workbench.exchange.long_form.running_tables import running_tables
from workbench.exchange.long_form.statistics_tables import age_label
from workbench.exchange.long_form.tables import Column, LongTable, Type
from workbench.plan.evaluations import Course, Evaluation
from workbench.plan.statistics import Statistics
from workbench.plan.structure import IndicatorValue, Plan, Role
from workbench.plan.values import Kind, Value, number, words
from workbench.plan.year_progress import year_progress

from .readability import CSV_RULES, XLSX_RULES, csv_violations, workbook_violations
from .template_plan import COSTS, INITIATIVES, SCHEME, VALUES, plan_of, recorded_of

MADE_AT = datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)
RULES = Path(__file__).resolve().parents[2].parent / "shared" / "reference"

#: What people write into a plan that a table must not carry as it stands.
AWKWARD = "①定義は㈱記入例の資料による※注\n面積は㎡\t・℡  Ⅳ期　　"


def data_of(plan: Plan, values: tuple[IndicatorValue, ...]) -> DataContent:
    evaluations = (
        Evaluation(1, 2, 2024, "順調\nである", AWKWARD, course=Course.REDUCE, grade="A",
                   grade_reason="理由"),
        Evaluation(2, 3, 2024),
    )  # fmt: skip
    progress = year_progress(plan, recorded_of(values), SCHEME, 2024, evaluations=evaluations)
    return DataContent(
        plan=plan,
        indicator_values=values,
        statistics=Statistics((), (), (), ()),
        vital_events=(),
        initiatives=INITIATIVES,
        costs=COSTS,
        evaluations=evaluations,
        progress={2024: progress},
        changes=(("2026-04-01", "計画の作成と変更（1件）"),),
        made_at=MADE_AT,
        sdgs={2: (3, 11)},
    )


def tables(**changes: Any) -> LongTables:
    plan = plan_of()
    awkward = replace(plan.indicators[0], name="=合計①", definition=AWKWARD)
    plan = replace(plan, indicators=(awkward, *plan.indicators[1:]))
    values = (
        *VALUES,
        IndicatorValue(201, 11, 2023, Role.ACTUAL, number(0)),
        IndicatorValue(202, 12, 2024, Role.ACTUAL, words("-3件, 「増」\n予定")),
        IndicatorValue(203, 14, 2024, Role.ACTUAL, Value(Kind.NONE)),
    )
    content = data_of(changes.pop("plan", plan), values)
    made = LongTables(
        "総合計画（記入例）",
        "記入例市",
        "20220 記入例市",
        [*plan_tables(content), *running_tables(content)],
        code_lists(content.schemes),
        ("資料（記入例）",),
        content.changes,
        MADE_AT,
    )
    return replace(made, **changes)


def rows_of(path: Path, name: str) -> list[dict[str, object]]:
    header, *rows = openpyxl.load_workbook(path)[name].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_every_rule_that_can_be_asserted_holds(tmp_path: Path) -> None:
    write_long_form(tables(), tmp_path / "データ.xlsx")
    assert workbook_violations(tmp_path / "データ.xlsx") == []
    written = write_csv_folder(tables(), tmp_path / "csv")
    assert [one for path in written for one in csv_violations(path)] == []


def test_the_checker_covers_the_rules_of_the_table() -> None:
    """What neither checker asserts is said here, with the reason."""
    if not RULES.is_dir():
        pytest.skip(f"the rules are not at {RULES}")
    with (RULES / "machine_readability_rules_2026.csv").open(encoding="utf-8-sig") as stream:
        rules = {row["ID"] for row in csv.DictReader(stream)}
    of_other_tests = {"L3-07"}
    assert len(rules) == 30
    assert rules == XLSX_RULES | CSV_RULES | of_other_tests


def test_columns_stay_the_same_from_year_to_year(tmp_path: Path) -> None:
    """L3-07: another year's plan, with other values, has the same sheets and columns."""
    write_long_form(tables(), tmp_path / "一.xlsx")
    later = plan_of()
    later = replace(later, profile=replace(later.profile, first_year=2028, last_year=2032))
    write_long_form(tables(plan=later), tmp_path / "二.xlsx")

    def shape(path: Path) -> dict[str, list[object]]:
        return {
            sheet.title: [cell.value for cell in sheet[1]]
            for sheet in openpyxl.load_workbook(path).worksheets
        }

    assert shape(tmp_path / "一.xlsx") == shape(tmp_path / "二.xlsx")


def test_a_value_is_a_number_or_says_why_there_is_none(tmp_path: Path) -> None:
    write_long_form(tables(), tmp_path / "データ.xlsx")
    held = {
        (row["指標番号"], row["値の区分コード"], row["年度"]): row
        for row in rows_of(tmp_path / "データ.xlsx", "指標の値")
    }
    zero = held["11", "actual", "2023年度"]
    assert (zero["値"], zero["値の状態コード"], zero["単位"]) == (0, "number", "％")
    pending = held["13", "actual", "2024年度"]
    assert (pending["値"], pending["値の状態コード"]) == (None, "pending")
    assert held["14", "actual", "2024年度"]["値の状態コード"] == "none"
    negative = held["15", "actual", "2024年度"]
    assert negative["値"] == -582
    said = held["12", "actual", "2024年度"]
    assert (said["値"], said["値の文言"]) == (None, "-3件, 「増」 予定")
    # Every name is repeated in every row.
    assert {row["施策名"] for row in held.values()} == {
        "健康づくりの推進", "子育て支援の充実", "移住の推進"
    }  # fmt: skip
    assert {row["地域コード"] for row in held.values()} == {"20220"}


def test_amounts_stand_by_source_and_unknown_ones_are_left_out(tmp_path: Path) -> None:
    write_long_form(tables(), tmp_path / "データ.xlsx")
    rows = rows_of(tmp_path / "データ.xlsx", "事業費")
    assert [(row["年度"], row["財源コード"], row["金額"]) for row in rows] == [
        ("2024年度", "national", 100), ("2024年度", "prefectural", 50), ("2024年度", "bonds", 0),
        ("2024年度", "other", 0), ("2024年度", "general", 850), ("2025年度", "national", 100),
    ]  # fmt: skip


def test_departments_have_a_row_each(tmp_path: Path) -> None:
    write_long_form(tables(), tmp_path / "データ.xlsx")
    rows = rows_of(tmp_path / "データ.xlsx", "担当課")
    of_children = [
        (row["担当の区分コード"], row["課名"])
        for row in rows
        if row["対象名"] == "子育て支援の充実"
    ]
    assert of_children == [("lead", "子ども家庭支援課"), ("joint", "教育課")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("①と㈱と㎡", "(1)と(株)とm2"),
        ("Ⅳ期㍻", "IV期平成"),
        ("※注", "(注)注"),
        ("二行\n目\r\n三", "二行 目 三"),
        ("寄せた　　字", "寄せた　字"),
        # JIS X 0208 has these: every platform does.
        ("％…℃～－", "％…℃～－"),
        ("髙橋", "髙橋"),
    ],
)
def test_characters_of_one_platform_are_written_out(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize("text", ["=1+1", "+81", "-5", "@SUM(A1)", "−3", "＝A1"])
def test_text_that_looks_like_a_formula_stays_text_in_csv_and_xlsx(
    tmp_path: Path, text: str
) -> None:
    columns = [
        Column("地域コード", Type.TEXT, "地域"),
        Column("地域名", Type.TEXT, "地域"),
        Column("名称", Type.TEXT, "名"),
        Column("値", Type.NUMBER, "値", "人"),
    ]
    table = LongTable(
        "表", "表", columns, [("20220", "市", text, -5.0), ("20220", "市", "－", None)]
    )
    made = tables(tables=[table])
    write_long_form(made, tmp_path / "表.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "表.xlsx")["表"]
    assert (sheet["C2"].value, sheet["C2"].data_type) == (text, "s")
    assert sheet["C2"].quotePrefix
    assert (sheet["D2"].value, sheet["D3"].value) == (-5, None)
    write_csv_folder(made, tmp_path / "csv")
    raw = (tmp_path / "csv" / "表.csv").read_bytes().decode("utf-8-sig")
    first, second = list(csv.reader(io.StringIO(raw)))[1:]
    # Behind an apostrophe it is no formula; figures are figures, and a lone sign is a sign.
    assert first == ["20220", "市", f"'{text}", "-5"]
    assert second == ["20220", "市", "－", ""]
    assert raw.splitlines()[2].endswith(',"－",')


def test_a_text_for_csv_is_otherwise_left_alone() -> None:
    assert as_csv("3-4歳、+αを除く") == "3-4歳、+αを除く"


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    write_long_form(tables(), tmp_path / "一.xlsx")
    write_long_form(tables(), tmp_path / "二.xlsx")
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()
    one, two = (write_csv_folder(tables(), tmp_path / name) for name in ("a", "b"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_ages_are_written_so_that_no_program_takes_them_for_dates() -> None:
    groups = [(0, 4), (90, None), (0, None), (None, None), (5, 5)]
    assert [age_label(*one) for one in groups] == [
        "0から4歳", "90歳以上", "総数", "不詳", "5歳"
    ]  # fmt: skip


# -- the checker itself --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("データ") / "表.xlsx"
    write_long_form(tables(), path)
    return path.read_bytes()


def broken(sound: bytes, path: Path, change: Any) -> set[str]:
    """Return the rules that a change to a sound workbook breaks."""
    path.write_bytes(sound)
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)
    return {rule for rule, _place in workbook_violations(path)}


def _set(sheet: str, cell: str, value: object) -> Any:
    def change(workbook: Any) -> None:
        workbook[sheet][cell] = value

    return change


def _coloured(workbook: Any) -> None:
    workbook["指標の値"]["A2"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF0000")


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("L1-03", lambda book: book["指標の値"].insert_rows(3)),
        ("L1-05", _set("指標の値", "C1", None)),
        ("L1-06", _set("指標の値", "C1", "目標　コード")),
        ("L1-06", _set("指標の値", "D3", " 健やか")),
        ("L1-07", _set("指標の値", "I2", "baseline,target")),
        ("L1-08", _set("指標の値", "D2", "健康①")),
        ("L1-09", _set("指標の値", "L2", "－")),
        ("L1-11", _coloured),
        ("L1-12", lambda book: book["指標の値"].merge_cells("A2:A3")),
        ("L1-13", lambda book: book["指標の値"].column_dimensions["C"].__setattr__("hidden", True)),
        ("L1-13", lambda book: book["コード表"].__setattr__("sheet_state", "hidden")),
        ("L2-01", _set("指標の値", "L2", "12人")),
        ("L2-02", _set("指標の値", "D3", "〃")),
        ("L2-03", _set("指標の値", "B1", "地域コード")),
        ("L2-04", _set("指標の値", "I2", "目標")),
        ("L2-05", _set("指標の値", "I2", "その他（調査中）")),
        ("L2-06", _set("指標の値", "L2", "=1+1")),
        ("L3-01", lambda book: book["指標の値"].delete_rows(2, 99)),
        ("L3-02", lambda book: book.remove(book["コード表"])),
        ("L3-03", _set("指標の値", "N2", "△")),
        ("L3-04", _set("指標の値", "M1", "人")),
        ("L3-05", _set("指標の値", "J2", "令和6年度")),
        ("L3-06", _set("指標の値", "A1", "番号")),
        ("L3-08", lambda book: book.remove(book["説明"])),
        ("L3-09", _set("指標の値", "L1", "2024年度の値")),
    ],
)  # fmt: skip
def test_the_checker_sees_what_breaks_a_rule(
    tmp_path: Path, sound: bytes, rule: str, change: Any
) -> None:
    assert rule in broken(sound, tmp_path / "表.xlsx", change)


def test_the_checker_sees_broken_csv(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes("\ufeff".encode() + b'"a","b"\r\n"1\r\n2",3\r\n4\r\n')
    assert {rule for rule, _place in csv_violations(path)} == {"L1-14", "L1-15"}
    path.write_bytes(b"a,b\n1,2\n")
    assert {rule for rule, _place in csv_violations(path)} == {"L1-01"}

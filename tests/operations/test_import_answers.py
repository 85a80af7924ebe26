"""The answer to a department: its rows, what was noticed beside them, and a summary in front."""

import json
from pathlib import Path

import openpyxl
import pytest

from workbench.cli import main
from workbench.errors import PersonError
from workbench.operations import importing
from workbench.operations.import_answers import answer_name, write_answer
from workbench.store.database import Database
from workbench.store.planfile import PlanFile

from .test_guided_importing import HEADER, book
from .test_importing import SAMPLES, needs_samples

ROWS: list[list[object]] = [
    ["指標実績報告（記入例）"],
    HEADER,
    ["1-1", "移住者数", "人", "110～120", 121],
    ["1-2", "待機児童数", "人", 9, 8],
]


def answer(database: Database, path: Path, tmp_path: Path) -> openpyxl.Workbook:
    proposal = importing.propose(database, path)
    return openpyxl.load_workbook(write_answer(database, proposal, tmp_path / "answer.xlsx"))


def test_what_was_noticed_stands_beside_its_row_and_in_front(
    small: Database, tmp_path: Path
) -> None:
    path = book(tmp_path / "回答.xlsx", 実績=ROWS)
    before = path.read_bytes()
    written = answer(small, path, tmp_path)
    assert written.sheetnames == ["確認結果", "実績"]
    sheet = written["実績"]
    assert [cell.value for cell in sheet[4]][:5] == ["1-2", "待機児童数", "人", 9, 8]
    assert sheet["D3"].value == "110～120"
    assert "D3" in str(sheet["F3"].value)
    assert "要修正" in str(sheet["F3"].value)
    assert sheet["F4"].value is None
    assert sheet["D3"].fill.fgColor.rgb == "FFF9D5D0"
    texts = [
        str(cell.value) for row in written["確認結果"].iter_rows() for cell in row if cell.value
    ]
    assert any("直していただきたいところが1か所" in text for text in texts)
    links = [cell for row in written["確認結果"].iter_rows() for cell in row if cell.hyperlink]
    assert [cell.hyperlink.location for cell in links] == ["'実績'!D3"]
    assert path.read_bytes() == before


def test_the_departments_own_file_is_never_written_over(small: Database, tmp_path: Path) -> None:
    path = book(tmp_path / "回答.xlsx", 実績=ROWS)
    before = path.read_bytes()
    proposal = importing.propose(small, path)
    with pytest.raises(PersonError) as caught:
        write_answer(small, proposal, path)
    assert caught.value.code == "answer.own_file"
    assert path.read_bytes() == before
    assert answer_name(proposal) == "回答_確認結果.xlsx"


@needs_samples
@pytest.mark.parametrize(
    "name",
    [
        "broken/merges_overlap.xlsx",
        "broken/injection_strings.xlsx",
        "broken/number_formats_jp.xlsx",
        "broken/csv_cp932.csv",
        "broken/hidden_things.xlsx",
        "real/34_takarazuka_senior.csv",
        "real/juki_dynamics_2020.xls",
        "real/06_ja_form_futan_gendogaku.xlsx",
    ],
)
def test_an_answer_can_be_given_to_every_kind_of_file(
    small: Database, tmp_path: Path, name: str
) -> None:
    written = answer(small, SAMPLES / name, tmp_path)
    assert written.sheetnames[0] == "確認結果"
    for sheet in written:
        for row in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in row)


def test_everything_is_there_on_the_command_line_too(
    plan_file: PlanFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_file.path
    plan_file.save()
    plan_file.close()
    header = ["施策番号", "施策名", "指標名", "単位", "令和5年度"]
    row: list[object] = ["4-10", "移住と定住の推進", "相談件数（記入例）", "件", 30]
    one = book(tmp_path / "一.xlsx", 実績=[header, row])
    other = book(tmp_path / "二.xlsx", 実績=[header, ["4-10", "移住・定住の推進", *row[2:4], 40]])

    assert run("import", plan, one, "--json") == 1
    (report,) = json.loads(capsys.readouterr().out)["workbooks"]
    (asked,) = [finding for finding in report["findings"] if finding["needs_decision"]]
    decision = f"{asked['sheet']}!{asked['cell']}={asked['choices'][0]['key']}"
    assert run("import", plan, one, other, "--together", "--decide", decision) == 2
    assert "一.xlsx" in capsys.readouterr().err
    assert run("import", plan, one, "--decide", decision, "--answers", tmp_path) == 0
    assert (tmp_path / "一_確認結果.xlsx").is_file()
    assert run("import", plan, one) == 0
    capsys.readouterr()
    assert run("sources", plan, "--of", "一.xlsx", "--json") == 0
    (source,) = json.loads(capsys.readouterr().out)["workbooks"]
    assert [(one["cell"], one["value"]) for one in source["figures"]] == [("E2", "30")]
    assert run("sources", plan) == 0
    assert "一.xlsx" in capsys.readouterr().out
    assert run("sources", plan, "--of", "三.xlsx") == 2
    assert run("import", plan, one, "--decide", "E2") == 2


@needs_samples
def test_projects_are_put_into_a_place_on_the_command_line(
    plan_file: PlanFile, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = plan_file.path
    plan_file.save()
    plan_file.close()
    ofunato = SAMPLES / "real" / "ofunato_project_evaluation_r7.xlsx"
    assert run("import", plan, ofunato, "--dry-run", "--into", "nowhere") == 2
    assert run("import", plan, ofunato, "--dry-run") == 1
    assert run("import", plan, ofunato, "--into", "6") == 0
    assert run("check", plan) == 0
    assert run("import", plan, ofunato) == 0
    capsys.readouterr()


@needs_samples
@pytest.mark.parametrize("name", ["10_ipss_1-9a.xls", "settlement_cards_2021.xlsx"])
def test_a_table_of_others_is_read_but_not_applicable(plan_file: PlanFile, name: str) -> None:
    plan_file.save()
    plan_file.close()
    assert run("import", plan_file.path, SAMPLES / "real" / name, "--dry-run") == 1


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(map(str, arguments)))
    return int(str(ended.value.code or 0))

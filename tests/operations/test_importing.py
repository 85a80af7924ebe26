"""Workbooks come into the plan as one step, with the cell each figure stood in."""

import json
from pathlib import Path

import pytest
import xlsxwriter

from workbench.cli import main
from workbench.errors import PersonError
from workbench.exchange.proposals import Change
from workbench.operations import history, importing
from workbench.operations.editing import ELEMENT_NAME, edit_text
from workbench.operations.exporting import export_book
from workbench.store import journal, queries
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the shared sample workbooks are not here"
)

HEADER = ["施策番号", "施策名", "指標名", "単位", "現状値（令和4年度）", "目標値（令和9年度）",
          "令和5年度", "令和6年度"]  # fmt: skip


def indicator_book(path: Path, *rows: list[object], header: list[str] | None = None) -> Path:
    """Write a department's sheet of example values: a title, a header, rows."""
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet("指標実績")
    sheet.write_string(0, 0, "指標実績報告（記入例）")
    for column, name in enumerate(header or HEADER):
        sheet.write_string(2, column, name)
    for number, row in enumerate(rows, start=3):
        for column, value in enumerate(row):
            sheet.write(number, column, value)
    workbook.close()
    return path


def example(path: Path) -> Path:
    return indicator_book(
        path,
        ["4-10", "移住・定住の推進", "移住相談件数（記入例）", "件", 100, 150, 110, "－"],
        ["1-8", "子どもを育む環境の充実", "待機児童数（記入例）", "人", 5, 0, "３", "(集計中)"],
    )


def figures(plan_file: PlanFile) -> dict[tuple[str, str, int], str]:
    plan = queries.load_plan(plan_file.database)
    names = {indicator.id: indicator.name for indicator in plan.indicators}
    return {
        (names[held.indicator_id], held.role.value, held.fiscal_year): held.value.display()
        for held in queries.load_indicator_values(plan_file.database)
    }


def take_in(plan_file: PlanFile, path: Path) -> journal.Outcome:
    return importing.apply(plan_file.database, importing.propose(plan_file.database, path))


def test_indicators_and_their_values_come_in_with_their_cells(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    take_in(plan_file, example(tmp_path / "記入例.xlsx"))
    held = figures(plan_file)
    assert held["移住相談件数（記入例）", "baseline", 2022] == "100"
    assert held["移住相談件数（記入例）", "target", 2027] == "150"
    assert held["移住相談件数（記入例）", "actual", 2024] == "－"
    assert held["待機児童数（記入例）", "actual", 2023] == "3"
    assert held["待機児童数（記入例）", "actual", 2024] == "(集計中)"
    value = next(
        one for one in queries.load_indicator_values(plan_file.database) if one.value.number == 110
    )
    assert value.provenance is not None
    assert value.provenance.title == "記入例.xlsx"
    assert (value.provenance.sheet, value.provenance.cell) == ("指標実績", "G4")
    assert value.provenance.original == "110"
    assert len(value.provenance.sha256) == 64


def test_one_undo_takes_the_whole_import_back(plan_file: PlanFile, tmp_path: Path) -> None:
    take_in(plan_file, example(tmp_path / "記入例.xlsx"))
    history.undo(plan_file.database)
    assert figures(plan_file) == {}
    assert queries.load_plan(plan_file.database).indicators == ()
    assert plan_file.database.rows("SELECT * FROM source WHERE kind = 'workbook'") == []
    history.redo(plan_file.database)
    assert len(figures(plan_file)) == 8


def test_importing_twice_changes_nothing(plan_file: PlanFile, tmp_path: Path) -> None:
    path = example(tmp_path / "記入例.xlsx")
    take_in(plan_file, path)
    proposal = importing.propose(plan_file.database, path)
    assert {change for change, count in proposal.counts.items() if count} == {Change.SAME}
    assert importing.apply(plan_file.database, proposal).entry is None


def test_next_years_sheet_updates_instead_of_duplicating(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    take_in(plan_file, example(tmp_path / "記入例.xlsx"))
    row = ["4-10", "移住・定住の推進", "移住相談件数（記入例）", "件", 100, 160, 110, 120]
    outcome = take_in(plan_file, indicator_book(tmp_path / "翌年.xlsx", row))
    assert outcome.entry is not None
    assert (outcome.entry.details["new"], outcome.entry.details["changed"]) == (0, 2)
    held = figures(plan_file)
    assert held["移住相談件数（記入例）", "target", 2027] == "160"
    assert held["移住相談件数（記入例）", "actual", 2024] == "120"
    assert len(queries.load_plan(plan_file.database).indicators) == 2


def test_a_proposal_for_a_plan_that_has_changed_is_refused_whole(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    take_in(plan_file, example(tmp_path / "記入例.xlsx"))
    row = ["4-10", "移住・定住の推進", "移住相談件数（記入例）", "件", 100, 160, 115, 120]
    proposal = importing.propose(plan_file.database, indicator_book(tmp_path / "翌年.xlsx", row))
    with transaction(plan_file.database, "test") as change:
        value = plan_file.database.rows("SELECT id FROM indicator_value WHERE number = 110")[0]
        change.update("indicator_value", value["id"], {"number": 111})
    before = figures(plan_file)
    with pytest.raises(PersonError) as raised:
        importing.apply(plan_file.database, proposal)
    assert raised.value.code == "import.plan_changed"
    assert figures(plan_file) == before


def test_the_book_that_was_exported_comes_back_unchanged(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    take_in(plan_file, example(tmp_path / "記入例.xlsx"))
    export_book(plan_file.database, tmp_path / "本.xlsx")
    proposal = importing.propose(plan_file.database, tmp_path / "本.xlsx")
    assert not proposal.writes
    assert proposal.counts[Change.SAME] == 8


@needs_samples
@pytest.mark.parametrize(
    ("workbook", "year", "births", "deaths"),
    [("juki_dynamics_2020.xls", 2019, 612, 1084), ("juki_dynamics_2025.xlsx", 2024, 442, 1287)],
)
def test_the_register_table_gives_the_years_births_and_deaths_with_their_cells(
    plan_file: PlanFile, workbook: str, year: int, births: int, deaths: int
) -> None:
    """Expected: 総務省 住民基本台帳, row of 安曇野市 in the published table."""
    with transaction(plan_file.database, "test") as change:
        held = plan_file.database.rows("SELECT id FROM vital_event WHERE calendar_year = ?", [year])
        for row in held:
            change.delete("vital_event", row["id"])
    take_in(plan_file, SAMPLES / "real" / workbook)
    events = {
        event.quantity: event
        for event in queries.load_vital_events(plan_file.database)
        if event.calendar_year == year
    }
    assert len(events) == 14
    assert (events["births"].number, events["deaths"].number) == (births, deaths)
    place = events["births"].provenance
    assert place is not None
    assert (place.title, place.original) == (workbook, str(births))
    assert place.cell.startswith("K10")


@needs_samples
def test_a_figure_the_workbook_confirms_learns_its_cell(plan_file: PlanFile) -> None:
    path = SAMPLES / "real" / "juki_dynamics_2025.xlsx"
    outcome = take_in(plan_file, path)
    assert outcome.entry is not None
    assert outcome.entry.details["confirmed"] == 14
    assert take_in(plan_file, path).entry is None


def run(*arguments: object) -> int:
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


@pytest.fixture
def plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "取込.plandb"
    assert run("new", path) == 0
    capsys.readouterr()
    return path


def test_a_dry_run_shows_the_difference_and_changes_nothing(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plan.read_bytes()
    assert run("import", plan, example(tmp_path / "記入例.xlsx"), "--dry-run", "--json") == 0
    report = json.loads(capsys.readouterr().out)["workbooks"][0]
    assert report["counts"]["new"] == 8
    assert not report["applied"]
    assert plan.read_bytes() == before


def test_import_applies_and_undo_takes_it_back(plan: Path, tmp_path: Path) -> None:
    assert run("import", plan, example(tmp_path / "記入例.xlsx")) == 0
    with PlanFile.open(plan) as opened:
        assert len(figures(opened)) == 8
    assert run("undo", plan) == 0
    with PlanFile.open(plan) as opened:
        assert figures(opened) == {}


def test_a_text_of_unknown_encoding_is_taken_in_when_it_is_named(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "古い.csv"
    path.write_bytes(
        "施策番号,施策名,指標名,単位,令和5年度\n4-10,移住・定住の推進,相談（記入例）,件,180\n".encode(
            "euc_jp"
        )
    )
    assert run("import", plan, path) == 2
    assert run("import", plan, path, "--encoding", "klingon") == 2
    assert "klingon" in capsys.readouterr().err
    assert run("import", plan, path, "--encoding", "EUC-JP") == 0
    with PlanFile.open(plan) as opened:
        assert len(figures(opened)) == 1


def test_a_row_that_needs_a_decision_holds_the_import_back_unless_left_out(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = indicator_book(
        tmp_path / "不明.xlsx",
        ["9-9", "無い施策", "どこにもない指標（記入例）", "件", 1, 2, 3, 4],
        ["4-10", "移住・定住の推進", "移住相談件数（記入例）", "件", 100, 150, 110, 120],
    )
    before = plan.read_bytes()
    assert run("import", plan, path) == 1
    assert plan.read_bytes() == before
    assert "9-9" in capsys.readouterr().out
    assert run("import", plan, path, "--skip-bad") == 0
    with PlanFile.open(plan) as opened:
        assert len(figures(opened)) == 4


@needs_samples
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("bitflip_03.xlsx", 2), ("csv_cp932.csv", 1), ("csv_named.xlsx", 1), ("csv_utf8sig.csv", 1),
        ("dimension_lies_A1.xlsx", 1), ("empty.xlsx", 2), ("encrypted_pw_himitsu.xlsx", 2),
        ("fake_macro.xlsm", 1), ("formula_nocache.xlsx", 1), ("html_named.xls", 2),
        ("injection_strings.xlsx", 1), ("japanese_values_zoo.xlsx", 1), ("merges_overlap.xlsx", 1),
        ("pdf_named.xlsx", 2), ("trunc_0500.xlsx", 2), ("xlsx_named.xls", 1),
        ("xmlmut_02.xlsx", 2), ("xxe_file.xlsx", 2), ("zipbomb_300MB_ws.xlsx", 2),
    ],
)  # fmt: skip
def test_every_broken_workbook_leaves_the_plan_as_it_was(
    plan: Path, capsys: pytest.CaptureFixture[str], name: str, code: int
) -> None:
    before = plan.read_bytes()
    assert run("import", plan, SAMPLES / "broken" / name) == code
    assert plan.read_bytes() == before
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert said.strip().count("\n") == 0
    assert bool(said.strip()) == (code == 2)


def test_a_code_whose_name_disagrees_with_the_plan_is_asked_about(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    plan = queries.load_plan(plan_file.database)
    element = next(one for one in plan.elements if one.code == "4-10")
    edit_text(plan_file.database, ELEMENT_NAME, element.id, "空き地の活用")
    proposal = importing.propose(plan_file.database, example(tmp_path / "記入例.xlsx"))
    asked = [finding for finding in proposal.findings if finding.needs_decision]
    assert [finding.original for finding in asked] == ["4-10"]
    assert element.id not in {change.indicator.element_id for change in proposal.indicators}

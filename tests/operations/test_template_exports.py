"""Templates out of a plan file and back into it: one step in, one step back."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from workbench.cli import main
from workbench.errors import PersonError
from workbench.operations import history, importing, years
from workbench.operations.exporting import EXPORTS, export_template
from workbench.operations.file_writing import Wanted
from workbench.plan.evaluations import Course
from workbench.plan.initiatives import CostKind
from workbench.plan.structure import Role
from workbench.store import queries
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile

YEAR = 2025


@pytest.fixture
def running(plan_file: PlanFile) -> PlanFile:
    """Give the sample two departments, an indicator each, and an initiative: all 記入例."""
    plan = queries.load_plan(plan_file.database)
    measures = [one for one in plan.elements if not plan.children(one.id)][:2]
    with transaction(plan_file.database, "test") as change:
        for place, (element, department) in enumerate(
            zip(measures, ("健康推進課", "福祉:介護課"), strict=True)
        ):
            change.update("element", element.id, {"department": department})
            row = {"element_id": element.id, "position": 1, "name": f"記入例{place}", "unit": "人"}
            change.insert("indicator", row)
        row = {"element_id": measures[0].id, "position": 1, "name": "記入例の事業", "code": "001"}
        change.insert("initiative", row)
    return plan_file


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    return int(ended.value.code or 0)


def fill(path: Path, answers: dict[tuple[str, str], object]) -> None:
    """Fill in cells of (sheet, text that stands in the row); the column is the first to fill."""
    workbook = openpyxl.load_workbook(path)
    for (name, text), value in answers.items():
        sheet = workbook[name]
        marks = next(row for row in sheet.iter_rows() if any(c.value == "#row" for c in row))
        column = next(c.column for c in marks if str(c.value).startswith("#") and "." in c.value)
        row = next(
            row for row in range(marks[0].row + 2, sheet.max_row + 1)
            if text in [cell.value for cell in sheet[row]]
        )  # fmt: skip
        sheet.cell(row, column).value = value
    workbook.save(path)


def test_what_is_filled_in_comes_into_the_plan_as_one_step(
    running: PlanFile, tmp_path: Path
) -> None:
    path = tmp_path / "様式.xlsx"
    export_template(running.database, path, Wanted(YEAR))
    answers: dict[tuple[str, str], object] = {
        ("指標", "記入例0"): 12,
        ("指標", "記入例1"): "(集計中)",
        ("評価", "今後の方向性"): "拡充",
        ("事業費（決算）", "記入例の事業"): 1500,
    }
    fill(path, answers)
    proposal = importing.propose(running.database, path)
    assert proposal.findings == ()
    outcome = importing.apply(running.database, proposal)
    assert outcome.entry is not None
    held = [one.value.display() for one in queries.load_indicator_values(running.database)
            if (one.role, one.fiscal_year) == (Role.ACTUAL, YEAR)]  # fmt: skip
    assert held == ["12", "(集計中)"]
    (evaluation,) = queries.load_evaluations(running.database, YEAR)
    assert (evaluation.course, evaluation.state) == (Course.EXPAND, "")
    assert evaluation.who
    assert evaluation.at
    (cost,) = queries.load_costs(running.database)
    assert (cost.fiscal_year, cost.kind, cost.national) == (YEAR, CostKind.SETTLEMENT, 1500)
    assert cost.general is None
    # The same file again changes nothing, and one undo takes all of it back.
    again = importing.propose(running.database, path)
    assert not again.writes
    history.undo(running.database)
    assert queries.load_indicator_values(running.database) == ()
    assert queries.load_evaluations(running.database) == ()
    assert queries.load_costs(running.database) == ()


def test_answers_go_into_the_rows_that_opening_the_year_has_made(
    running: PlanFile, tmp_path: Path
) -> None:
    years.open_year(running.database, YEAR)
    path = tmp_path / "様式.xlsx"
    export_template(running.database, path)
    fill(path, {("評価", "現状"): "順調\nである"})
    importing.apply(running.database, importing.propose(running.database, path))
    written = [one for one in queries.load_evaluations(running.database, YEAR) if one.state]
    assert [one.state for one in written] == ["順調\nである"]


def test_a_plan_that_changed_meanwhile_is_not_written_over(
    running: PlanFile, tmp_path: Path
) -> None:
    path = tmp_path / "様式.xlsx"
    export_template(running.database, path, Wanted(YEAR))
    fill(path, {("事業費（決算）", "記入例の事業"): 1500})
    proposal = importing.propose(running.database, path)
    (initiative,) = queries.load_initiatives(running.database)
    with transaction(running.database, "test") as change:
        row = {"initiative_id": initiative.id, "fiscal_year": YEAR, "kind": "settlement"}
        change.insert("initiative_cost", {**row, "national": 7})
    with pytest.raises(PersonError) as raised:
        importing.apply(running.database, proposal)
    assert raised.value.code == "import.plan_changed"


def test_a_stated_total_that_no_longer_holds_gives_way_to_the_sum(
    running: PlanFile, tmp_path: Path
) -> None:
    (initiative,) = queries.load_initiatives(running.database)
    sources = {"national": 1, "prefectural": 2, "bonds": 3, "other": 4, "general": 5}
    with transaction(running.database, "test") as change:
        row = {"initiative_id": initiative.id, "fiscal_year": YEAR, "kind": "settlement"}
        change.insert("initiative_cost", {**row, **sources, "stated_total": 15})
    path = tmp_path / "様式.xlsx"
    export_template(running.database, path, Wanted(YEAR))
    fill(path, {("事業費（決算）", "記入例の事業"): 101})
    importing.apply(running.database, importing.propose(running.database, path))
    (cost,) = queries.load_costs(running.database)
    assert (cost.total, cost.gap) == (115, 0)


def test_a_closed_year_is_refused_and_stays(running: PlanFile, tmp_path: Path) -> None:
    years.open_year(running.database, YEAR)
    path = tmp_path / "様式.xlsx"
    export_template(running.database, path, Wanted(YEAR))
    years.close_year(running.database, YEAR)
    fill(path, {("指標", "記入例0"): 12})
    proposal = importing.propose(running.database, path)
    assert [one.code for one in proposal.findings] == ["year.closed"]
    assert not proposal.writes


def test_a_folder_gets_a_workbook_for_each_department(running: PlanFile, tmp_path: Path) -> None:
    written = export_template(running.database, tmp_path / "様式", Wanted(YEAR))
    assert sorted(path.name for path in written) == [
        "健康推進課_照会様式_令和7年度.xlsx",
        "担当課未設定_照会様式_令和7年度.xlsx",
        "福祉_介護課_照会様式_令和7年度.xlsx",
    ]
    marks = openpyxl.load_workbook(written[0])["指標"]["B"]
    assert sum(str(cell.value).startswith("indicator.") for cell in marks) == 1


def test_the_year_that_is_open_is_asked_for(running: PlanFile, tmp_path: Path) -> None:
    years.open_year(running.database, 2026)
    export_template(running.database, tmp_path / "様式.xlsx")
    title = openpyxl.load_workbook(tmp_path / "様式.xlsx")["指標"]["A1"].value
    assert title == "指標の実績　令和8（2026）年度"


def test_a_department_that_has_nothing_is_named_with_those_that_have(
    running: PlanFile, tmp_path: Path
) -> None:
    with pytest.raises(PersonError) as raised:
        export_template(running.database, tmp_path / "様式.xlsx", Wanted(YEAR, "無い課"))
    assert raised.value.code == "template.no_department"
    assert "健康推進課" in str(raised.value)
    assert not (tmp_path / "様式.xlsx").exists()


@pytest.mark.parametrize("kind", sorted(EXPORTS))
def test_every_kind_is_written_from_the_terminal_twice_the_same(
    plan_file: PlanFile, tmp_path: Path, kind: str
) -> None:
    for name in ("一.xlsx", "二.xlsx"):
        assert run("export", plan_file.path, "--kind", kind, "-o", tmp_path / name) == 0
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("kind", "name"), [("book", "本.csv"), ("data", "計画.plandb"), ("book", "本")]
)
def test_only_workbooks_and_folders_are_written(
    plan_file: PlanFile, tmp_path: Path, kind: str, name: str
) -> None:
    with pytest.raises(PersonError) as raised:
        EXPORTS[kind](plan_file.database, tmp_path / name, Wanted())
    assert raised.value.code == "export.ending"
    assert list(tmp_path.glob(name)) == []


def test_the_choices_are_known_without_excel() -> None:
    """Starting a command must not cost the import of what another one needs."""
    import subprocess
    import sys

    code = (
        "import sys, workbench.cli; print([m for m in ('xlsxwriter', 'pandas', 'numpy', 'sqlite3')"
    )
    done = subprocess.run(
        [sys.executable, "-c", f"{code} if m in sys.modules])"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def cells(path: Path, sheet: str) -> list[dict[str, Any]]:
    header, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_the_population_of_every_scenario_is_there_in_full(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    """The base of every scenario is the census of 2020: 94,222 people (総務省統計局)."""
    path = tmp_path / "人口.xlsx"
    EXPORTS["population"](plan_file.database, path, Wanted())
    scenarios = [one.name for one in queries.load_scenarios(plan_file.database)]
    rows = cells(path, "推計人口")
    totals: dict[tuple[str, str], float] = {}
    for row in rows:
        key = (row["シナリオ名"], row["年"])
        totals[key] = totals.get(key, 0.0) + row["人口"]
    assert {name for name, _year in totals} == set(scenarios)
    assert {year for _name, year in totals} == {f"{year}年" for year in range(2020, 2051, 5)}
    for name in scenarios:
        assert totals[name, "2020年"] == pytest.approx(94_222, abs=0.01)
    # What is born, dies and moves carries each population into the next.
    flows: dict[tuple[str, str], float] = {}
    for row in cells(path, "推計の増減"):
        if row["推計の増減の項目コード"] in ("natural_change", "net_migration"):
            key = (row["シナリオ名"], row["終了年"])
            flows[key] = flows.get(key, 0.0) + row["値"]
    for (name, year), change in flows.items():
        before = totals[name, f"{int(year[:4]) - 5}年"]
        assert totals[name, year] == pytest.approx(before + change, abs=0.01)

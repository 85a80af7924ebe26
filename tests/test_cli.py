"""The command line: exit codes, one line on stderr, never a traceback."""

import csv
import itertools
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from workbench.cli import main
from workbench.operations.editing import FIELDS, edit_text
from workbench.operations.publishing import mark_internal
from workbench.plan.fiscal_years import YearStyle, set_year_style
from workbench.store.planfile import PlanFile

SHARED = Path(__file__).resolve().parents[2] / "shared"


def run(*arguments: object) -> int:
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "計画.plandb"
    assert run("new", path, "--sample", "azumino") == 0
    return path


def assert_one_line(text: str) -> None:
    assert text.strip()
    assert text.strip().count("\n") == 0
    assert "Traceback" not in text


def test_a_new_plan_is_sound(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", plan) == 0
    assert run("check", plan, "--lang", "en") == 0
    assert "is sound" in capsys.readouterr().out


def test_new_does_not_overwrite(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    assert run("new", plan) == 2
    assert_one_line(capsys.readouterr().err)
    assert plan.read_bytes() == before


@pytest.mark.parametrize("command", ["check", "history", "undo"])
def test_a_file_that_is_no_plan_is_refused_by_every_command(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "これは計画でない.plandb"
    path.write_text("x")
    assert run(command, path) == 2
    assert_one_line(capsys.readouterr().err)
    assert run(command, tmp_path / "無い.plandb", "--lang", "en") == 2
    assert "There is no such file" in capsys.readouterr().err


def test_undo_without_steps_says_so(plan: Path) -> None:
    assert run("undo", plan) == 1


def test_history_lists_the_making_of_the_plan(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run("history", plan, "--json") == 0
    steps = json.loads(capsys.readouterr().out)
    assert [step["action"] for step in steps] == ["plan.create"]


def test_what_is_internal_goes_out_only_where_it_is_asked_for(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with PlanFile.open(plan) as opened:
        mark_internal(opened.database, "theme", 1)
        opened.save()
        name = opened.database.rows("SELECT name FROM theme WHERE id = 1")[0][0]
    for asked, holds in (((), False), (("--internal",), True), (("--no-internal",), False)):
        out = tmp_path / f"データ{len(asked)}{holds}"
        assert run("export", plan, "--kind", "data", "-o", out, *asked) == 0
        told = capsys.readouterr().err
        words = "".join(one.read_text(encoding="utf-8-sig") for one in out.rglob("*.csv"))
        assert (name in words) == holds
        assert ("内部用に指定した1件を除きました" in told) != holds


def test_years_are_written_as_asked_for(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "book.xlsx"
    try:
        assert run("export", plan, "--kind", "book", "-o", out, "--years", "western") == 0
    finally:
        set_year_style(YearStyle.ERA)
    cells = load_workbook(out)["計画"].iter_rows(min_row=1, max_row=4, values_only=True)
    words = "".join(str(cell) for row in cells for cell in row if cell)
    assert "2023年度" in words
    assert "令和" not in words


def test_export_writes_the_book(plan: Path, tmp_path: Path) -> None:
    assert run("export", plan, "--kind", "book", "-o", tmp_path / "本.xlsx") == 0
    assert (tmp_path / "本.xlsx").read_bytes()[:2] == b"PK"


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared reference figures are not here")
def test_project_gives_box_6_1_to_the_person(tmp_path: Path) -> None:
    """Preston, Heuveline & Guillot (2001), Box 6.1: Sweden 1993, female, closed."""
    with (SHARED / "reference" / "fixture_preston_box6_1.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    years = [float(row["nLx_per_100000"]) for row in rows]
    inner = [after / before for before, after in itertools.pairwise(years[:-1])]
    survival = [years[0] / 500_000, *inner, years[-1] / (years[-2] + years[-1])]
    period = {
        "survival": {"female": survival},
        "fertility": [float(row["asfr_both_sexes"]) for row in rows],
        "sex_ratio_at_birth": 1.05,
    }
    document = {
        "ages": [*(f"{age}-{age + 4}" for age in range(0, 85, 5)), "85+"],
        "width": 5,
        "base_year": 1993,
        "population": {"female": [float(row["pop1993_F"]) for row in rows]},
        "periods": [period, period],
    }
    source, out = tmp_path / "in.json", tmp_path / "out.json"
    source.write_text(json.dumps(document), encoding="utf-8")
    assert run("project", source, "-o", out) == 0
    periods = json.loads(out.read_text(encoding="utf-8"))["periods"]
    for held, column in zip(periods, ("expected_1998", "expected_2003"), strict=True):
        assert [round(cell) for cell in held["population"]["female"]] == [
            int(row[column]) for row in rows
        ]
        assert held["balance"] < 1e-6


@pytest.mark.parametrize("content", ["", "[]", "{", '{"ages": ["0-4", "5+"]}', "NaN"])
def test_project_refuses_bad_inputs_in_one_sentence(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "in.json"
    source.write_text(content, encoding="utf-8")
    assert run("project", source, "-o", tmp_path / "out.json") == 2
    assert_one_line(capsys.readouterr().err)
    assert not (tmp_path / "out.json").exists()


@pytest.fixture
def copy(plan: Path, tmp_path: Path) -> Path:
    """Return a copy of the plan; both have renamed the first theme, the copy the second, too."""
    path = tmp_path / "写し.plandb"
    path.write_bytes(plan.read_bytes())
    for file, names in ((plan, {1: "こちら"}), (path, {1: "あちら", 2: "あちらの二"})):
        with PlanFile.open(file) as opened:
            for theme, name in names.items():
                edit_text(opened.database, FIELDS["theme.name"], theme, name)
            opened.save()
    return path


def themes(plan: Path) -> list[str]:
    with PlanFile.open(plan, read_only=True) as opened:
        rows = opened.database.rows("SELECT name FROM theme ORDER BY id LIMIT 2")
        return [str(row[0]) for row in rows]


def test_a_merge_with_conflicts_waits_for_a_word(
    plan: Path, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plan.read_bytes()
    assert run("merge", plan, copy) == 1
    assert run("merge", plan, copy, "--conflicts", "theirs", "--dry-run") == 0
    assert "こちら" in capsys.readouterr().out
    assert plan.read_bytes() == before


@pytest.mark.parametrize(("side", "first"), [("mine", "こちら"), ("theirs", "あちら")])
def test_a_merge_takes_a_copy_in(plan: Path, copy: Path, side: str, first: str) -> None:
    assert run("merge", plan, copy, "--conflicts", side) == 0
    assert themes(plan) == [first, "あちらの二"]
    assert run("check", plan) == 0
    assert run("undo", plan) == 0
    assert themes(plan)[0] == "こちら"


def test_a_copy_for_publication_holds_no_history(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with PlanFile.open(plan) as opened:
        edit_text(opened.database, FIELDS["theme.name"], 1, "途中の名称")
        edit_text(opened.database, FIELDS["theme.name"], 1, "公表する名称")
        opened.save()
    assert run("publish", plan, "-o", tmp_path / "公開.plandb") == 0
    assert run("check", tmp_path / "公開.plandb") == 0
    assert themes(tmp_path / "公開.plandb")[0] == "公表する名称"
    assert "途中の名称".encode() not in (tmp_path / "公開.plandb").read_bytes()
    assert run("publish", plan, "-o", plan) == 2


def test_what_a_terminal_would_obey_is_not_said(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with PlanFile.open(plan) as opened:
        edit_text(opened.database, FIELDS["theme.name"], 1, "\x1b]0;title\x07\x1b[31m赤")
        opened.save()
    capsys.readouterr()
    assert run("history", plan) == 0
    said = capsys.readouterr().out
    assert "赤" in said
    assert "\x1b" not in said
    assert "\x07" not in said

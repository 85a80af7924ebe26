"""Printed forms reach a file whole, are found by search, and unknown ones are refused."""

import datetime
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from workbench.cli import main
from workbench.errors import PersonError
from workbench.operations.evaluations import set_evaluation_grade
from workbench.operations.exporting import EXPORTS
from workbench.operations.file_writing import Stopped, Wanted
from workbench.operations.grades import choose_scheme
from workbench.operations.indicator_values import Slot, set_value
from workbench.operations.reporting import (
    Selection,
    _document,
    kinds,
    preview,
    report,
    selected,
    write_bound,
)
from workbench.operations.years import close_year, open_year
from workbench.plan.structure import Role
from workbench.plan.values import number
from workbench.report.measures import measures_content
from workbench.report.progress import progress_content
from workbench.store.database import Database
from workbench.store.planfile import PlanFile

DAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize("kind", kinds())
def test_every_form_is_a_pdf_whose_text_is_found(
    plan_file: PlanFile, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"{kind}.pdf"
    write_bound(plan_file.database, [kind], path, DAY)
    assert path.read_bytes().startswith(b"%PDF-")
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", path, "-"], check=True, capture_output=True, text=True
        ).stdout
        words = ("目標", "心", "安曇野") if kind in ("summary", "tree") else ("安曇野",)
        assert all(word in text for word in words)


def test_the_same_plan_and_day_give_the_same_bytes(plan_file: PlanFile) -> None:
    assert report(plan_file.database, "tree", DAY) == report(plan_file.database, "tree", DAY)


def test_the_preview_has_the_pages_of_the_print(plan_file: PlanFile) -> None:
    pages = preview(plan_file.database, "summary", DAY)
    assert len(pages) == 2
    assert all(page.drawing.startswith(b"<svg") for page in pages)


def test_an_unknown_form_is_refused(plan_file: PlanFile, tmp_path: Path) -> None:
    with pytest.raises(PersonError) as raised:
        write_bound(plan_file.database, ["poster"], tmp_path / "p.pdf")
    assert raised.value.code == "report.unknown"


# --- grades on paper -----------------------------------------------------------------------------


def progress_of(database, of):
    """Return what the progress form prints."""
    return progress_content(_document(database, DAY, of))


def test_without_a_grade_the_form_says_what_could_be_there(plan_file: PlanFile) -> None:
    content = progress_of(plan_file.database, Selection(2025))
    assert "評価を登録すると" in str(content["missing"])


def test_the_progress_form_prints_the_grades_of_the_year_and_of_last_year(small: Database) -> None:
    """2023: 110 of 100 → 150 is within 10 % (B), 12 of 20 → 0 is 40 % better (A); 2024: S."""
    set_value(small, Slot(1, Role.ACTUAL, 2024), number(160))
    content = progress_of(small, Selection(2024))
    assert content["grades"] == ["S", "A", "B", "C", "未評価"]
    total = content["total"]
    assert [cell["count"] for cell in total["now"]] == ["1", "0", "0", "0", "2"]
    assert [cell["count"] for cell in total["before"]] == ["0", "1", "1", "0", "1"]
    rows = {row["code"]: row for group in content["lists"] for row in group["rows"]}
    assert (rows["1-1"]["before"], rows["1-1"]["now"]) == ("B", "S")
    assert (rows["2-1"]["before"], rows["2-1"]["now"]) == ("－", "－")


def test_the_sheet_of_a_measure_prints_its_rolled_up_grade(small: Database) -> None:
    content = measures_content(_document(small, DAY, Selection(2023)))
    grades = {sheet["code"]: sheet["evaluation"] for sheet in content["sheets"]}
    assert grades["1-2"]["grade"] == "A"
    assert grades["2-1"] is None


def test_a_grade_given_in_the_evaluation_is_the_one_printed(small: Database) -> None:
    open_year(small, 2023)
    set_evaluation_grade(small, 3, 2023, "A", "記入例")
    content = progress_of(small, Selection(2023))
    assert [cell["count"] for cell in content["total"]["now"]] == ["0", "2", "0", "0", "1"]


def test_grades_of_last_year_by_another_scheme_are_not_counted_with_this_years(
    small: Database,
) -> None:
    """A closed year keeps its scheme; its S, A, B, C are no grades of the seven tiers."""
    open_year(small, 2023)
    close_year(small, 2023)
    choose_scheme(small, "seven")
    set_value(small, Slot(1, Role.ACTUAL, 2024), number(160))
    content = progress_of(small, Selection(2024))
    assert content["grades"][:2] == ["A", "B"]
    assert {cell["count"] for cell in content["total"]["before"]} == {"－"}
    assert "S・A・B・C" in str(content["notes"][-1])
    assert "S・A・B・C" in str(content["list_note"])
    rows = {row["code"]: row for group in content["lists"] for row in group["rows"]}
    assert (rows["1-1"]["before"], rows["2-1"]["before"]) == ("（B）", "－")
    write_bound(small, ["progress"], Path(small.path).with_name("progress.pdf"), DAY)


def test_schemes_of_many_grades_fit_the_page_and_no_grade_has_a_sign_of_its_own(
    small: Database,
) -> None:
    """The letters A to F have a grade － set by hand; having none is told by another sign."""
    choose_scheme(small, "letters")
    open_year(small, 2023)
    set_evaluation_grade(small, 5, 2023, "－", "記入例")
    content = progress_of(small, Selection(2023))
    assert len(content["grades"]) == 9
    assert content["bar_width"] < 62
    assert all(row["bar"]["width"] == content["bar_width"] for row in content["rows"])
    rows = {row["code"]: row for group in content["lists"] for row in group["rows"]}
    assert (rows["2-1"]["now"], rows["2-1"]["before"]) == ("－", "未")


def test_a_code_selects_a_measure_or_all_measures_of_a_goal(plan_file: PlanFile) -> None:
    measure = selected(plan_file.database, 2024, "4-10")
    assert (measure.fiscal_year, len(measure.measures or ())) == (2024, 1)
    assert len(selected(plan_file.database, None, "4").measures or ()) == 11
    assert selected(plan_file.database).measures is None
    with pytest.raises(PersonError) as raised:
        selected(plan_file.database, None, "9-9")
    assert raised.value.code == "report.no_such_code"


# --- several forms at once -----------------------------------------------------------------------


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(one) for one in arguments])
    return int(ended.value.code or 0)


def test_several_forms_are_bound_from_the_terminal(plan_file: PlanFile, tmp_path: Path) -> None:
    out = tmp_path / "一式.pdf"
    kinds = ("--kind", "summary", "--kind", "tree", "--kind", "summary")
    assert run("report", plan_file.path, *kinds, "-o", out) == 0
    assert len(re.findall(rb"/Type\s*/Page\b", out.read_bytes())) == 3


def test_several_forms_go_into_a_folder(plan_file: PlanFile, tmp_path: Path) -> None:
    command = ("report", plan_file.path, "--kind", "indicators", "--kind", "tree")
    assert run(*command, "--code", "4-10", "-o", tmp_path / "帳票") == 0
    names = sorted(path.name for path in (tmp_path / "帳票").iterdir())
    assert names == ["体系図.pdf", "指標一覧_4-10 移住・定住の推進.pdf"]


def test_an_unknown_form_among_several_leaves_nothing(plan_file: PlanFile, tmp_path: Path) -> None:
    out = tmp_path / "一式.pdf"
    assert run("report", plan_file.path, "--kind", "tree", "--kind", "poster", "-o", out) != 0
    assert not out.exists()


def test_stopping_leaves_the_file_that_was_there(plan_file: PlanFile, tmp_path: Path) -> None:
    out = tmp_path / "一式.pdf"
    out.write_bytes(b"before")

    def stop(_done: int, _of: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        write_bound(plan_file.database, ["tree"], out, DAY, told=stop)
    assert out.read_bytes() == b"before"
    assert [path.name for path in tmp_path.glob("*.pdf")] == ["一式.pdf"]
    for export in EXPORTS.values():
        book = tmp_path / "本.xlsx"
        with pytest.raises(Stopped):
            export(plan_file.database, book, Wanted(), stop)
        assert not book.exists()
        assert list(tmp_path.glob(".*")) == []

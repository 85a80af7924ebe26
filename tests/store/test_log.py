"""The log and the reports help whoever mends the program and tell nothing of the plan."""

import re
from pathlib import Path

import pytest

from workbench.errors import PersonError
from workbench.operations.editing import FIELDS, edit_text
from workbench.operations.recovery import describe_steps
from workbench.store import journal, log
from workbench.store.errors import FileError
from workbench.store.planfile import PlanFile
from workbench.store.schema import PLAN_TABLES


def texts_of(opened: PlanFile) -> set[str]:
    """Return every text of the plan that could not stand in a log by chance."""
    return {
        str(value)
        for table in PLAN_TABLES
        for row in opened.database.rows(f"SELECT * FROM {table}")
        for value in tuple(row)
        if isinstance(value, str) and re.search(r"[^\x00-\x7f]", value)
    }


def work_and_fail(opened: PlanFile) -> Path:
    """Do what leaves traces in a log, end in an unexpected error and return its report."""
    edit_text(opened.database, FIELDS["theme.name"], 1, "極秘の名称 tanaka@example.jp")
    journal.undo(opened.database)
    opened.save()
    describe_steps(opened.unsaved_steps)
    try:
        try:
            {}["極秘の名称"]
        except KeyError as error:
            raise RuntimeError(f"could not use 極秘の名称 in {opened.path}") from error
    except RuntimeError as error:
        written = log.report(error, {"Qt": "6.11.3"})
    assert written is not None
    return written


def test_neither_log_nor_report_holds_what_the_plan_says(plan_file: PlanFile) -> None:
    written = work_and_fail(plan_file).read_text(encoding="utf-8")
    logged = log.log_path().read_text(encoding="utf-8")
    for text in (written, logged):
        assert not [word for word in texts_of(plan_file) if word in text]
        for secret in ("極秘", "tanaka", str(plan_file.path.parent), plan_file.path.name):
            assert secret not in text
        assert text.isascii()


def test_a_report_says_which_program_what_was_done_and_where_it_happened(
    plan_file: PlanFile,
) -> None:
    written = work_and_fail(plan_file).read_text(encoding="utf-8")
    for word in ("Planning workbench", "SQLite", "Qt 6.11.3", "action=text.edit", "kind=undo",
                 "plan.save", "builtins.KeyError", "builtins.RuntimeError", "work_and_fail",
                 "test_log.py:"):  # fmt: skip
        assert word in written
    assert log.reports()[0].read_text(encoding="utf-8") == written


def test_an_error_of_ours_is_named_by_its_code(tmp_path: Path) -> None:
    with pytest.raises(FileError) as raised:
        PlanFile.open(tmp_path / "極秘の計画.plandb")
    written = log.report(raised.value)
    assert written is not None
    text = written.read_text(encoding="utf-8")
    assert "file.missing" in text
    assert "workbench/store/planfile.py:" in text
    assert "極秘" not in text


def test_a_text_given_as_a_fact_is_left_out() -> None:
    log.note("x", text="総合計画", path="/home/tanaka", code="file.missing", number=3, part=0.25)
    assert (
        log.log_path()
        .read_text(encoding="utf-8")
        .endswith("x text=- path=- code=file.missing number=3 part=0.2\n")
    )


def test_the_log_and_the_reports_stay_small(home: Path) -> None:
    for _ in range(9000):
        log.note("an.event.of.some.length", number=1_000_000, other=2_000_000, third=3_000_000)
    for _ in range(30):
        log.report(PersonError("x", None))  # type: ignore[arg-type]
    assert len(log.reports()) == 20
    assert len(list((home / "log").iterdir())) <= 4
    assert sum(file.stat().st_size for file in (home / "log").iterdir()) < 1_100_000


def test_a_log_that_cannot_be_written_stops_nothing(home: Path, plan_file: PlanFile) -> None:
    (home / "reports").write_bytes(b"")
    log.log_path().unlink()
    log.log_path().mkdir()
    edit_text(plan_file.database, FIELDS["theme.name"], 1, "x")
    assert log.report(RuntimeError()) is None

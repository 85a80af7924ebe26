"""Saving leaves the old file byte for byte or the new one complete, whatever fails on the way."""

import builtins
import errno
import io
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from workbench.operations.editing import THEME_NAME, edit_text
from workbench.store import integrity, saving, swapping
from workbench.store.errors import FileError
from workbench.store.planfile import PlanFile, backups
from workbench.store.settings import FileSettings, load_settings, save_settings

#: Every way in which saving asks the system for something; `tests/reliability` does the same
#: below Python, one system call after another.
CALLS: tuple[tuple[Any, str], ...] = (
    (io, "open"), (builtins, "open"), (os, "open"), (os, "fsync"), (os, "replace"),
    (os, "rename"), (os, "unlink"), (os, "mkdir"), (os, "stat"), (os, "chmod"), (os, "fstat"),
    (shutil, "copyfileobj"), (shutil, "copy2"), (sqlite3, "connect"),
)  # fmt: skip

REFUSALS = (errno.ENOSPC, errno.EACCES, errno.EIO)


class Failing:
    """Lets the calls of saving through and counts them, but for one that is made to fail."""

    def __init__(self, fails_at: int, refusal: int) -> None:
        self.count = 0
        self._fails_at = fails_at
        self._refusal = refusal

    def wrap(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            if self.count == self._fails_at:
                raise OSError(self._refusal, os.strerror(self._refusal))
            return real(*arguments, **options)

        return call


def save_with(opened: PlanFile, fails_at: int, refusal: int) -> tuple[int, Exception | None]:
    """Save while one call fails; return how many calls there were and what was raised."""
    failing = Failing(fails_at, refusal)
    with pytest.MonkeyPatch.context() as patch:
        for module, name in CALLS:
            patch.setattr(module, name, failing.wrap(getattr(module, name)))
        try:
            opened.save()
        except FileError as error:
            return failing.count, error
    return failing.count, None


def test_every_call_of_saving_may_fail_and_the_plan_is_old_or_new(
    sample: bytes, tmp_path: Path
) -> None:
    path = tmp_path / "保存" / "計画.plandb"
    path.parent.mkdir()
    path.write_bytes(sample)
    opened = PlanFile.open(path)
    calls, raised = save_with(opened, 0, 0)
    assert raised is None
    refused, left = 0, set[str]()
    for fails_at in range(1, calls + 1):
        before = path.read_bytes()
        edit_text(opened.database, THEME_NAME, 1, f"名 {fails_at}")
        _count, raised = save_with(opened, fails_at, REFUSALS[fails_at % len(REFUSALS)])
        if raised is not None:
            assert path.read_bytes() == before, fails_at
            assert opened.is_modified
            refused += 1
        else:
            assert path.read_bytes() != before, fails_at
            assert not opened.is_modified
        # What could not be taken away goes the next time.
        left |= {entry.name for entry in path.parent.iterdir()} - {path.name}
    assert refused > 10
    opened.save()
    opened.close()
    assert len(left) <= 3, left
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    assert integrity.problems(path) == []


def test_a_backup_that_cannot_be_kept_is_told_and_does_not_keep_the_work_from_being_saved(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    blocked = tmp_path / "not a folder"
    blocked.write_bytes(b"")
    save_settings(FileSettings(backup_folder=str(blocked)))
    edit_text(plan_file.database, THEME_NAME, 1, "保存される")
    plan_file.save()
    assert not plan_file.is_modified
    assert [caution.code for caution in plan_file.cautions] == ["file.no_backup"]
    assert integrity.problems(plan_file.path) == []
    save_settings(FileSettings())
    plan_file.save()
    assert plan_file.cautions == ()


def test_a_plan_that_is_gone_is_not_made_anew_in_silence(plan_file: PlanFile) -> None:
    plan_file.path.unlink()
    with pytest.raises(FileError) as raised:
        plan_file.save()
    assert raised.value.code == "file.gone_meanwhile"
    assert not plan_file.path.exists()


def test_saving_keeps_who_may_read_the_file(plan_file: PlanFile) -> None:
    plan_file.path.chmod(0o640)
    plan_file.save()
    assert plan_file.path.stat().st_mode & 0o777 == 0o640


def test_saving_under_a_name_that_is_taken_keeps_what_was_there_as_a_backup(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    other = tmp_path / "別の計画.plandb"
    other.write_bytes(b"something else")
    plan_file.save_as(other)
    assert backups(other)[0].read_bytes() == b"something else"
    assert integrity.problems(other) == []


def test_a_failed_save_under_another_name_goes_on_where_it_was(
    plan_file: PlanFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plan_file.path
    edit_text(plan_file.database, THEME_NAME, 1, "x")
    with pytest.raises(FileError):
        plan_file.save_as(tmp_path / "no such folder" / "別名.plandb")
    monkeypatch.setattr(saving, "_copy_synced", _full)
    with pytest.raises(FileError) as raised:
        plan_file.save_as(tmp_path / "別名.plandb")
    assert raised.value.code == "file.disk_full"
    assert plan_file.path == path
    assert not (tmp_path / "別名.plandb.lock").exists()
    monkeypatch.undo()


def _full(*_arguments: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_copy_that_did_not_arrive_as_it_was_sent_is_not_swapped_in(
    plan_file: PlanFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = plan_file.path.read_bytes()
    edit_text(plan_file.database, THEME_NAME, 1, "x")
    real = shutil.copyfileobj

    def lossy(reading: io.BytesIO, writing: io.BytesIO, length: int) -> None:
        real(reading, writing, length)
        writing.seek(5000)
        writing.write(b"?")

    monkeypatch.setattr(shutil, "copyfileobj", lossy)
    with pytest.raises(FileError):
        plan_file.save()
    assert plan_file.path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", FileSettings()),
        ("[]", FileSettings()),
        ('{"backups_kept": 0}', FileSettings(1)),
        ('{"backups_kept": true, "backup_folder": 3}', FileSettings()),
        ('{"backups_kept": 7, "backup_folder": "D:/控え"}', FileSettings(7, "D:/控え")),
    ],
)
def test_settings_that_make_no_sense_are_as_they_come(
    home: Path, content: str, expected: FileSettings
) -> None:
    home.mkdir()
    (home / "files.json").write_text(content, encoding="utf-8")
    assert load_settings() == expected
    save_settings(expected)
    assert load_settings() == expected


def test_windows_is_asked_again_while_a_virus_scanner_looks_at_the_file() -> None:
    attempts: list[int] = []

    def refused_twice() -> None:
        attempts.append(1)
        if len(attempts) < 3:
            raise PermissionError

    swapping._patiently(refused_twice, windows=True)
    assert len(attempts) == 3
    with pytest.raises(PermissionError):
        swapping._patiently(_refused, windows=False)


def _refused() -> None:
    raise PermissionError

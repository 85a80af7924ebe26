"""One writer: who has a plan open is known, stale locks are not, and places of any name work."""

import json
import os
import platform
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Callable
from pathlib import Path, PureWindowsPath

import pytest

from workbench.operations.editing import THEME_NAME, edit_text
from workbench.operations.history import describe
from workbench.store import database, integrity, journal, locking, naming, processes
from workbench.store.errors import FileError
from workbench.store.planfile import PlanFile, backups

CrashAfter = Callable[[Path, str], None]


@pytest.fixture
def path(sample: bytes, tmp_path: Path) -> Path:
    place = tmp_path / "計画.plandb"
    place.write_bytes(sample)
    return place


def lock_of(path: Path, **changed: object) -> None:
    held = {"who": "佐藤", "machine": "other-pc", "process": 4321, "began": "",
            "since": "2026-04-01T00:30:00+00:00", "token": "t"}  # fmt: skip
    locking.lock_path(path).write_text(json.dumps({**held, **changed}), encoding="utf-8")


def test_a_plan_open_on_another_pc_is_not_opened_and_the_message_says_who(path: Path) -> None:
    lock_of(path)
    with pytest.raises(FileError) as raised:
        PlanFile.open(path)
    assert raised.value.code == "file.open_elsewhere"
    for word in ("佐藤", "other-pc", "2026-0"):
        assert word in str(raised.value)
    holder = locking.holder(path)
    assert holder is not None
    assert holder.who == "佐藤"


def test_taking_over_is_journalled_and_the_other_is_told_when_saving(path: Path) -> None:
    with PlanFile.open(path) as first:
        edit_text(first.database, THEME_NAME, 1, "先に開いた人")
        with PlanFile.open(path, take_over=True) as second:
            (newest,) = journal.entries(second.database, limit=1)
            assert newest.action == "file.take_over"
            assert newest.details["machine"] == platform.node()
            assert "引き継ぎ" in describe(newest)
            assert journal.next_undo(second.database) is None
            edit_text(second.database, THEME_NAME, 1, "引き継いだ人")
            with pytest.raises(FileError) as raised:
                first.save()
            assert raised.value.code == "file.taken_over"
            second.save()
        with pytest.raises(FileError) as raised:
            first.save()
        assert raised.value.code == "file.changed_meanwhile"
    with PlanFile.open(path) as again:
        assert again.database.rows("SELECT name FROM theme")[0]["name"] == "引き継いだ人"
        assert integrity.contents_problems(again.database.connection) == []


def test_closing_does_not_give_back_a_lock_that_was_taken_over(path: Path) -> None:
    first = PlanFile.open(path)
    with PlanFile.open(path, take_over=True):
        first.close()
        with pytest.raises(FileError):
            PlanFile.open(path)


def test_a_number_given_to_another_process_does_not_keep_a_lock_alive(path: Path) -> None:
    lock_of(path, machine=platform.node(), process=os.getpid(), began="long ago")
    with PlanFile.open(path):
        pass
    lock_of(path, machine=platform.node(), process=os.getpid(), began="")
    with pytest.raises(FileError):
        PlanFile.open(path)


def test_a_process_that_ended_is_gone_and_one_that_runs_is_not() -> None:
    ended = subprocess.Popen([sys.executable, "-c", "pass"])
    ended.wait()
    assert processes.Process(platform.node(), ended.pid).is_gone()
    assert not processes.this_process().is_gone()
    assert not processes.Process("another-pc", ended.pid).is_gone()
    assert processes.Process(platform.node(), 2**40).is_gone()


def test_a_lock_that_says_nothing_is_stale(path: Path) -> None:
    for content in ("", "{}", "[1]", '{"who": 1, "process": -4, "since": ""}', "\udcff"):
        locking.lock_path(path).write_bytes(content.encode("utf-8", "surrogateescape"))
        with PlanFile.open(path):
            pass


def test_a_lock_deleted_by_somebody_is_made_again_when_saving(path: Path) -> None:
    with PlanFile.open(path) as opened:
        locking.lock_path(path).unlink()
        edit_text(opened.database, THEME_NAME, 1, "x")
        opened.save()
        assert locking.lock_path(path).exists()
    assert not locking.lock_path(path).exists()


def test_of_many_who_find_a_stale_lock_at_once_one_gets_it(path: Path) -> None:
    lock_of(path, machine=platform.node(), process=2**30)
    start, won, told = threading.Barrier(6), [], []

    def open_it() -> None:
        start.wait()
        try:
            won.append(locking.Lock.acquire(path))
        except FileError as error:
            told.append(error.code)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert told == ["file.open_elsewhere"] * 5


def test_a_guard_of_a_program_that_ended_does_not_keep_anybody_waiting(
    path: Path, crash_after: CrashAfter
) -> None:
    crash_after(
        path,
        """
        from workbench.store import locking
        held = locking.guarded(path)
        held.__enter__()
        """,
    )
    assert [entry.suffix for entry in path.parent.glob("*.guard")] == [".guard"]
    with PlanFile.open(path):
        pass
    assert list(path.parent.glob("*.guard")) == []


def test_somebody_who_saves_for_too_long_is_named_as_the_reason(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "PATIENCE", 0.05)
    with locking.guarded(path), pytest.raises(FileError) as raised:
        PlanFile.open(path)
    assert raised.value.code == "file.busy"


def test_reading_only_needs_no_lock_and_writes_nothing(path: Path) -> None:
    before = sorted(path.parent.iterdir()), path.read_bytes(), path.stat().st_mtime_ns
    with PlanFile.open(path, read_only=True) as opened:
        assert opened.read_only
        assert sorted(entry for entry in path.parent.iterdir() if entry.name != "home") == [path]
    assert path.read_bytes() == before[1]
    assert path.stat().st_mtime_ns == before[2]


def test_where_nothing_may_be_written_a_plan_can_be_read_and_the_message_says_so(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def refused(place: Path, mode: str = "r", *arguments: object, **options: object) -> object:
        if place.parent == path.parent and mode not in ("r", "rb"):
            raise PermissionError(13, "Permission denied")
        return real(place, mode, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(FileError) as raised:
        PlanFile.open(path)
    assert raised.value.code == "file.no_permission"
    assert "読み取り専用" in str(raised.value)
    with PlanFile.open(path, read_only=True):
        pass


def test_what_was_opened_for_reading_can_be_saved_under_another_name(path: Path) -> None:
    other = path.with_name("写し.plandb")
    with PlanFile.open(path, read_only=True) as opened:
        opened.save_as(other)
        assert not opened.read_only
        edit_text(opened.database, THEME_NAME, 1, "写しの名")
        opened.save()
        with pytest.raises(FileError):
            PlanFile.open(other)
    assert integrity.problems(other) == []


@pytest.mark.parametrize(
    "name",
    [
        "空白 の ある 名前.plandb",
        "#100%?&=.plandb",
        "それはそれはとても長い名前の総合計画" * 4 + ".plandb",
        "が" * 78 + ".plandb",
        unicodedata.normalize("NFD", "がぎぐげご.plandb"),
        "𠮷野家.plandb",
        "'); DROP TABLE element; --.plandb",
    ],
    ids=range(7),
)
def test_a_plan_of_any_name_is_opened_saved_and_backed_up(
    sample: bytes, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "共有 フォルダー" / name
    path.parent.mkdir()
    path.write_bytes(sample)
    with PlanFile.open(path) as opened:
        edit_text(opened.database, THEME_NAME, 1, "名")
        opened.save()
        assert opened.cautions == ()
        with pytest.raises(FileError) as raised:
            PlanFile.open(path)
        assert raised.value.code == "file.open_elsewhere"
    assert len(backups(path)) == 1
    assert integrity.problems(path) == []
    assert [entry.name for entry in path.parent.iterdir()] == [name]


def test_a_link_to_a_plan_stays_a_link(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "リンク.plandb"
    try:
        link.symlink_to(path)
    except OSError:
        pytest.skip("this system does not let a person make links")
    with PlanFile.open(link) as opened:
        with pytest.raises(FileError):
            PlanFile.open(path)
        edit_text(opened.database, THEME_NAME, 1, "リンク先")
        opened.save()
    assert link.is_symlink()
    with PlanFile.open(path) as again:
        assert again.database.rows("SELECT name FROM theme")[0]["name"] == "リンク先"


def test_two_names_for_a_place_of_a_share_lead_to_the_same_lock() -> None:
    for name in ("計画.plandb", "長" * 80 + ".plandb", unicodedata.normalize("NFD", "が.plandb")):
        by_letter = naming.beside(Path("/mnt/z") / name, ".lock").name
        by_server = naming.beside(Path("/srv/share/企画") / name, ".lock").name
        assert by_letter == by_server
        assert len(by_server.encode()) <= 255


class UncPath:
    """A path on a Windows share, for a machine that has none."""

    def absolute(self) -> PureWindowsPath:
        return PureWindowsPath(r"\\server\企画 課\計画#1.plandb")


def test_a_path_on_a_share_becomes_an_address_that_sqlite_takes() -> None:
    address = database._address(UncPath())  # type: ignore[arg-type]
    assert address.startswith("file:////server/%E4%BC%81")
    assert address.endswith("%231.plandb")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (r"C:\計画.plandb", r"C:\計画.plandb"),
        ("C:\\" + "長" * 250, "\\\\?\\C:\\" + "長" * 250),
        ("\\\\server\\share\\" + "長" * 250, "\\\\?\\UNC\\server\\share\\" + "長" * 250),
        ("\\\\?\\C:\\" + "長" * 250, "\\\\?\\C:\\" + "長" * 250),
    ],
)
def test_a_long_path_is_marked_as_long_for_windows(path: str, expected: str) -> None:
    assert naming.for_system(PureWindowsPath(path), windows=True) == expected  # type: ignore[arg-type]

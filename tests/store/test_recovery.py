"""What a crash leaves behind is found at the next start, said in words and gone on with."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.language import speaking
from workbench.operations import recovery
from workbench.operations.editing import THEME_NAME, edit_text
from workbench.store import integrity, journal, locking
from workbench.store.errors import FileError
from workbench.store.planfile import PlanFile
from workbench.store.unsaved import Original

CrashAfter = Callable[[Path, str], None]


@pytest.fixture
def path(sample: bytes, tmp_path: Path) -> Path:
    place = tmp_path / "共有 フォルダー" / "総合計画.plandb"
    place.parent.mkdir()
    place.write_bytes(sample)
    return place


def names(folder: Path) -> list[str]:
    return [entry.name for entry in folder.iterdir()]


def theme(opened: PlanFile) -> str:
    return str(opened.database.rows("SELECT name FROM theme WHERE id = 1")[0]["name"])


def test_unsaved_steps_of_a_crash_are_found_told_and_gone_on_with(
    path: Path, crash_after: CrashAfter, home: Path
) -> None:
    saved = path.read_bytes()
    crash_after(path, "o = PlanFile.open(path); rename(o, '新しい名'); rename(o, 'もっと新しい名')")
    assert path.read_bytes() == saved
    (work,) = PlanFile.unsaved(path)
    assert (work.original, len(work.steps), work.readable) == (Original.AS_IT_WAS, 2, True)
    told = recovery.describe_unsaved(work)
    assert "総合計画.plandb" in told.headline
    assert "2件" in told.headline
    assert "もっと新しい名" in told.steps[-1]
    with speaking("en"):
        assert "holds 2 steps that were not saved" in recovery.describe_unsaved(work).headline
    with PlanFile.open(path, recover=work) as opened:
        assert theme(opened) == "もっと新しい名"
        assert opened.is_modified
        assert len(recovery.describe_steps(opened.unsaved_steps)) == 2
        opened.save()
        assert not opened.is_modified
    with PlanFile.open(path) as again:
        assert theme(again) == "もっと新しい名"
        journal.undo(again.database)
        assert theme(again) == "新しい名"
    assert integrity.problems(path) == []
    assert recovery.unsaved_work() == []
    assert names(home / "working") == []


def test_an_interrupted_step_is_taken_back_and_the_committed_ones_stay(
    path: Path, crash_after: CrashAfter
) -> None:
    crash_after(
        path,
        """
        o = PlanFile.open(path); rename(o, '確定')
        o.database.connection.execute("PRAGMA cache_spill = 1")
        o.database.connection.execute("PRAGMA cache_size = 5")
        o.database.connection.execute("BEGIN IMMEDIATE")
        o.database.connection.execute("UPDATE population_cell SET persons = 0")
        o.database.connection.execute("UPDATE theme SET name = '未確定'")
        """,
    )
    (work,) = PlanFile.unsaved(path)
    with PlanFile.open(path, recover=work) as opened:
        assert theme(opened) == "確定"
        assert integrity.contents_problems(opened.database.connection) == []


def test_a_crash_after_saving_leaves_nothing_to_recover(
    path: Path, crash_after: CrashAfter, home: Path
) -> None:
    crash_after(path, "o = PlanFile.open(path); rename(o, '保存した名'); o.save()")
    assert PlanFile.unsaved() == []
    assert names(home / "working") == []
    with PlanFile.open(path) as opened:
        assert theme(opened) == "保存した名"


def test_a_crash_in_the_moment_after_the_swap_does_not_offer_what_was_saved(
    path: Path, crash_after: CrashAfter
) -> None:
    crash_after(
        path,
        """
        o = PlanFile.open(path); rename(o, '保存した名')
        type(o._working).noted = lambda *_a, **_k: os.kill(os.getpid(), signal.SIGTERM)
        o.save()
        """,
    )
    assert PlanFile.unsaved() == []


def test_a_crash_in_the_moment_of_recovering_offers_the_work_once(
    path: Path, crash_after: CrashAfter
) -> None:
    crash_after(path, "o = PlanFile.open(path); rename(o, '一度目')")
    crash_after(
        path,
        """
        from workbench.store.unsaved import Unsaved
        Unsaved.discard = lambda self: os.kill(os.getpid(), signal.SIGTERM)
        PlanFile.open(path, recover=PlanFile.unsaved(path)[0])
        """,
    )
    assert len(PlanFile.unsaved()) == 2
    with PlanFile.open(path, recover=PlanFile.unsaved()[0]) as opened:
        edit_text(opened.database, THEME_NAME, 1, "二度目")
        opened.save()
    assert PlanFile.unsaved() == []
    with PlanFile.open(path) as again:
        assert theme(again) == "二度目"


def test_reading_only_leaves_nothing_to_recover(path: Path, crash_after: CrashAfter) -> None:
    crash_after(path, "o = PlanFile.open(path, read_only=True)")
    assert PlanFile.unsaved() == []


def test_what_is_being_worked_on_is_not_offered(path: Path) -> None:
    with PlanFile.open(path) as opened:
        edit_text(opened.database, THEME_NAME, 1, "作業中")
        assert PlanFile.unsaved() == []


def test_work_can_be_given_up(path: Path, crash_after: CrashAfter, home: Path) -> None:
    crash_after(path, "o = PlanFile.open(path); rename(o, '捨てる')")
    (work,) = PlanFile.unsaved()
    work.discard()
    assert names(home / "working") == []
    with PlanFile.open(path) as opened:
        assert theme(opened) != "捨てる"


def test_work_on_a_file_that_somebody_saved_meanwhile_does_not_overwrite_it(
    path: Path, crash_after: CrashAfter
) -> None:
    crash_after(path, "o = PlanFile.open(path); rename(o, 'こちら')")
    with PlanFile.open(path) as other:
        edit_text(other.database, THEME_NAME, 2, "あちら")
        other.save()
    theirs = path.read_bytes()
    (work,) = PlanFile.unsaved()
    assert work.original is Original.CHANGED
    assert "統合" in recovery.describe_unsaved(work).remark
    with PlanFile.open(path, recover=work) as opened:
        with pytest.raises(FileError) as raised:
            opened.save()
        assert raised.value.code == "file.changed_meanwhile"
        opened.save_as(path.with_name("別名.plandb"))
    assert path.read_bytes() == theirs


def test_work_on_a_file_that_is_gone_makes_it_anew(path: Path, crash_after: CrashAfter) -> None:
    crash_after(path, "o = PlanFile.open(path); rename(o, '残った')")
    path.unlink()
    (work,) = PlanFile.unsaved()
    assert work.original is Original.MISSING
    with PlanFile.open(path, recover=work) as opened:
        opened.save()
    assert integrity.problems(path) == []


def test_a_damaged_working_copy_is_named_and_kept(path: Path, crash_after: CrashAfter) -> None:
    crash_after(path, "o = PlanFile.open(path); rename(o, '壊れる')")
    (work,) = PlanFile.unsaved()
    content = work.copy.file.read_bytes()
    work.copy.file.write_bytes(content[:4096] + bytes(len(content) - 4096))
    (damaged,) = PlanFile.unsaved()
    assert not damaged.readable
    assert "壊れています" in recovery.describe_unsaved(damaged).headline
    with pytest.raises(FileError):
        PlanFile.open(path, recover=damaged)
    assert damaged.copy.file.exists()
    assert not locking.lock_path(path).exists()


def test_what_a_crash_left_beside_the_plan_goes_at_the_next_opening(
    path: Path, crash_after: CrashAfter
) -> None:
    crash_after(
        path,
        """
        o = PlanFile.open(path); rename(o, 'x')
        Path.replace = lambda *_arguments: os.kill(os.getpid(), signal.SIGTERM)
        o.save()
        """,
    )
    assert len(names(path.parent)) > 1
    with PlanFile.open(path):
        pass
    assert names(path.parent) == [path.name]


def test_closing_is_told_what_it_would_lose(path: Path) -> None:
    with PlanFile.open(path) as opened:
        assert opened.unsaved_steps == ()
        for number in range(25):
            edit_text(opened.database, THEME_NAME, 1, f"名 {number}")
        told = recovery.describe_steps(opened.unsaved_steps)
        assert len(opened.unsaved_steps) == 25
        assert len(told) == 21
        assert "5件" in told[0]
        assert "名 24" in told[-1]


def test_what_programs_left_in_the_folder_long_ago_is_removed(path: Path, home: Path) -> None:
    working = home / "working"
    working.mkdir(parents=True)
    old, fresh = working / "x-1.saving", working / "y-1.saving"
    for file in (old, fresh):
        file.write_bytes(b"x")
    os.utime(old, (0, 0))
    with PlanFile.open(path):
        assert not old.exists()
        assert fresh.exists()

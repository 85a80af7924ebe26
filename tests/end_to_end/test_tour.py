"""The whole main job in the real window, by real events, from the sample to the printed page."""

import json
import shutil
import subprocess

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from workbench.desktop.tour.driving import run_tour
from workbench.desktop.tour.recorder import Recorder, TourError


@pytest.fixture(scope="module")
def out(tmp_path_factory, qapp):
    folder = tmp_path_factory.mktemp("tour")
    assert run_tour(folder, "ja") == 0
    return folder


def test_every_step_is_reported_with_its_time_and_files(out):
    report = json.loads((out / "tour.json").read_text(encoding="utf-8"))
    assert report["passed"]
    steps = {step["name"]: step for step in report["steps"]}
    for name in ("select", "edit", "fertility", "households", "import", "undo-import", "save",
                 "reopen", "print", "export"):  # fmt: skip
        assert steps[name]["milliseconds"] > 0
        assert "error" not in steps[name]
    for step in report["steps"]:
        for file in step["files"]:
            assert (out / file).stat().st_size > 0


def test_the_pictures_have_the_sizes_of_an_office_screen(out):
    windows = [path for path in out.glob("*.png") if "shortcuts" not in path.name]
    sizes = {QImage(str(path)).size().toTuple() for path in windows}
    assert sizes == {(1366, 768), (1920, 1080)}
    assert len(list(out.glob("*.png"))) >= 20


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext (poppler-utils) is missing")
@pytest.mark.parametrize("kind", ["summary", "tree"])
def test_the_printed_pages_can_be_searched(out, kind):
    text = subprocess.run(
        ["pdftotext", str(out / f"{kind}.pdf"), "-"], capture_output=True, text=True
    ).stdout
    for word in ("目標", "安曇野", "移住・定住の推進" if kind == "tree" else "人口"):
        assert word in text


def test_the_book_holds_the_imported_indicators(out):
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(out / "book.xlsx"))
    cells = {
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    }
    assert "移住相談件数（記入例）" in cells


def test_the_tour_leaves_the_users_own_folder_alone(out, tmp_path, monkeypatch):
    import os

    assert "workbench-tour" not in os.environ.get("WORKBENCH_HOME", "")


def test_pictures_can_be_denser_than_the_window(tmp_path, qapp):
    recorder = Recorder(tmp_path, density=2)
    label = QLabel("計画")
    label.resize(120, 40)
    recorder.run("look", "", lambda: recorder.picture(label, "label"))
    assert QImage(str(tmp_path / "01-label.png")).size() == QSize(240, 80)


def test_a_failing_step_is_named(tmp_path):
    recorder = Recorder(tmp_path)
    recorder.run("first", "", lambda: None)
    with pytest.raises(TourError, match="second: ZeroDivisionError"):
        recorder.run("second", "", lambda: 1 / 0)
    assert [bool(step.error) for step in recorder.steps] == [False, True]


def test_a_failed_tour_exits_with_1_and_says_where(tmp_path, monkeypatch, capsys, qapp):
    from workbench.desktop import example_workbook

    monkeypatch.setattr(example_workbook, "_ROWS", ())
    monkeypatch.setattr("workbench.desktop.tour.hands._PATIENCE", 5.0)
    assert run_tour(tmp_path / "out", "en") == 1
    report = json.loads((tmp_path / "out" / "tour.json").read_text(encoding="utf-8"))
    assert not report["passed"]
    assert report["steps"][-1]["name"] in ("drop", "sheet", "import")
    assert report["steps"][-1]["name"] in capsys.readouterr().err

"""Taking the tour: a home of its own, with or without a screen, and a report of how it went."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.language import tr


def run_tour(out: Path, language: str, *, density: int = 1) -> int:
    """Drive the window through the main job; return 0, or 1 when a step failed.

    Leaves pictures, a workbook, PDFs and ``tour.json`` in `out`. Works with or without a
    screen, and touches no plan of the user's. Pictures have `density` pixels for each of the
    window's.
    """
    if not _has_screen():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    out.mkdir(parents=True, exist_ok=True)
    # What brings Qt with it comes after the platform is known.
    from workbench.desktop.tour.recorder import Recorder, TourError

    recorder = Recorder(out, density)
    error = ""
    with tempfile.TemporaryDirectory(prefix="workbench-tour-") as home, _home(Path(home)):
        try:
            with recorder.catching():
                from workbench.desktop.tour.steps import Tour

                Tour(recorder, Path(home), language).run()
        except TourError as failed:
            error = str(failed)
            sys.stderr.write(tr("The tour failed at {step}", step=error) + "\n")
        except Exception as bug:  # a bug outside a step is a failed tour all the same
            error = f"{type(bug).__name__}: {bug}"
            sys.stderr.write(traceback.format_exc())
    recorder.write(language=language, error=error)
    return 1 if error else 0


def _has_screen() -> bool:
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


@contextmanager
def _home(folder: Path) -> Iterator[None]:
    """Let working copies and the sample lie in `folder` meanwhile."""
    before = os.environ.get("WORKBENCH_HOME")
    os.environ["WORKBENCH_HOME"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["WORKBENCH_HOME"]
        else:
            os.environ["WORKBENCH_HOME"] = before

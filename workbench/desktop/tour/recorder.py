"""What is kept of a tour: its steps, its pictures, and what went wrong."""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget


class TourError(Exception):
    """A step did not do what it should."""


@dataclass
class Step:
    """One step: what it did, how long it took, which files it left."""

    name: str
    did: str = ""
    milliseconds: float = 0.0
    files: list[str] = field(default_factory=list)
    error: str = ""


class Recorder:
    """Keeps the steps, takes the pictures, and notes exceptions that nobody caught.

    Parameters
    ----------
    density
        Pixels of a picture for each of the window's: 2 prints and enlarges well.
    """

    def __init__(self, out: Path, density: int = 1) -> None:
        self.out = out
        self._density = density
        self.steps: list[Step] = []
        self._bugs: list[str] = []
        self._pictures = 0

    def run(self, name: str, did: str, act: Callable[[], object]) -> None:
        """Run one step; raise `TourError` naming it when it fails."""
        step = Step(name, did)
        self.steps.append(step)
        began = time.perf_counter()
        try:
            act()
            if self._bugs:
                raise TourError(self._bugs[0])
        except Exception as error:
            step.error = f"{type(error).__name__}: {error}"
            raise TourError(f"{name}: {step.error}") from error
        finally:
            step.milliseconds = round(1000 * (time.perf_counter() - began), 1)

    def picture(self, widget: QWidget, name: str) -> None:
        """Leave a numbered picture of a widget."""
        self._pictures += 1
        path = self.out / f"{self._pictures:02}-{name}.png"
        picture = QImage(widget.size() * self._density, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(self._density)
        widget.render(picture)
        if picture.isNull() or not picture.save(str(path)):
            raise TourError(f"the picture {path.name} could not be written")
        self.left(path)

    def left(self, path: Path) -> None:
        """Note a file that a step has left; raise `TourError` when it is not there."""
        if not path.is_file() or path.stat().st_size == 0:
            raise TourError(f"{path.name} was not written")
        self.steps[-1].files.append(path.name)

    @contextmanager
    def catching(self) -> Iterator[None]:
        """Note every exception that Qt would only print."""

        def note(
            kind: type[BaseException], bug: BaseException, trace: TracebackType | None
        ) -> None:
            self._bugs.append("".join(traceback.format_exception(kind, bug, trace)))

        before = sys.excepthook
        sys.excepthook = note
        try:
            yield
        finally:
            sys.excepthook = before

    def write(self, *, language: str, error: str) -> None:
        """Leave ``tour.json``."""
        steps = [
            {
                "name": step.name,
                "did": step.did,
                "milliseconds": step.milliseconds,
                "files": step.files,
                **({"error": step.error} if step.error else {}),
            }
            for step in self.steps
        ]
        report = {"language": language, "passed": not error, "error": error, "steps": steps}
        text = json.dumps(report, ensure_ascii=False, indent=1)
        (self.out / "tour.json").write_text(text + "\n", encoding="utf-8")


def expect(holds: bool, what: str) -> None:
    """Raise `TourError` unless what a step is about holds."""
    if not holds:
        raise TourError(f"this does not hold: {what}")

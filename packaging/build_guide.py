"""Build the user guide with the tour's pictures: `dev.py guide` runs this inside `.venv`.

    python packaging/build_guide.py [TOUR]

Runs the tour, unless TOUR names a folder that one has left, and puts ``guide.html`` and
``guide.pdf`` into ``resources/guide/built``, which ships with the program.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from workbench.desktop.tour.driving import run_tour
from workbench.report.guide import NAMES, write_guide

#: Pixels of a picture for each of the window's, so that it is sharp on paper and enlarged.
_DENSITY = 2
ROOT = Path(__file__).resolve().parent.parent


def build(tour: Path, out: Path) -> list[Path]:
    """Set the guide from what a tour has left; return the files."""
    out.mkdir(parents=True, exist_ok=True)
    shortcuts = json.loads((tour / "shortcuts.json").read_text(encoding="utf-8"))
    for name in NAMES:
        write_guide(out / name, tour, shortcuts=shortcuts)
    return [out / name for name in NAMES]


def main(arguments: list[str]) -> int:
    """Run the tour where none is named, then build."""
    # Whatever screen there is, the pictures are of the same window, and nothing comes in front.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if os.name == "nt":
        os.environ.setdefault("QT_QPA_FONTDIR", rf"{os.environ['SYSTEMROOT']}\Fonts")
    tour = Path(arguments[0]) if arguments else ROOT / "build" / "guide-tour"
    if not arguments:
        # Pictures of an earlier tour bear other numbers and would be taken as well.
        shutil.rmtree(tour, ignore_errors=True)
        if run_tour(tour, "ja", density=_DENSITY):
            return 1
    for path in build(tour, ROOT / "resources" / "guide" / "built"):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The user guide: one source, set by typst as a page for the browser and as PDF for printing.

The source lies in ``resources/guide/ja``. Its pictures are those of the tour and its list of
shortcuts is the window's own, so that neither ages; `packaging/dev.py guide` builds both into
``resources/guide/built``.
"""

from __future__ import annotations

import datetime
import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

import typst

from workbench import __version__, places
from workbench.report.document import Content, display_date
from workbench.report.typesetting import STANDARDS, available_families, families

#: The guide's two shapes.
NAMES = ("guide.html", "guide.pdf")
#: The face for Latin letters and figures in running text.
_PROPORTIONAL = "BIZ UDPGothic"
#: How the tour names a picture: a number, then what the guide calls it.
_PICTURE = re.compile(r"\d+-(?P<name>.+)\.png")


def write_guide(
    out: Path,
    tour: Path | None,
    *,
    shortcuts: Sequence[Content] = (),
    made_on: datetime.date | None = None,
) -> None:
    """Set the guide as PDF or, where `out` ends so, as HTML.

    Parameters
    ----------
    tour
        The folder a Japanese tour has left; its pictures are put in. None leaves them out.
    shortcuts
        Each with ``where``, ``does`` and ``keys``.
    made_on
        The date printed; today unless given.
    """
    day = made_on or datetime.datetime.now().astimezone().date()
    with tempfile.TemporaryDirectory(prefix="workbench-guide-") as held:
        root = Path(held)
        shutil.copytree(places.resources() / "guide" / "ja", root / "ja")
        content = {
            "version": __version__,
            "made_on": display_date(day),
            "fonts": list(available_families()),
            "proportional": _PROPORTIONAL in families(),
            "pictures": _lay_out_pictures(root / "pictures", tour),
            "shortcuts": list(shortcuts),
        }
        inputs = {"content": json.dumps(content, ensure_ascii=False)}
        source, fonts = root / "ja" / "guide.typ", typst.Fonts(include_embedded_fonts=False)
        if out.suffix == ".html":
            page = typst.compile(
                source, root=root, font_paths=fonts, sys_inputs=inputs, format="html"
            )
            assert isinstance(page, bytes)
            style = (root / "ja" / "guide.css").read_text(encoding="utf-8")
            words = page.decode("utf-8").replace("</head>", f"<style>{style}</style></head>", 1)
            out.write_text(words, encoding="utf-8")
            return
        midnight = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
        pages = typst.compile(
            source,
            root=root,
            font_paths=fonts,
            sys_inputs=inputs,
            format="pdf",
            pdf_standards=STANDARDS,
            timestamp=midnight,
        )
        assert isinstance(pages, bytes)
        out.write_bytes(pages)


def _lay_out_pictures(folder: Path, tour: Path | None) -> list[str]:
    """Put the tour's pictures where the source finds them by name; return the names."""
    folder.mkdir()
    names = []
    for path in sorted(tour.glob("*.png")) if tour is not None else ():
        found = _PICTURE.fullmatch(path.name)
        if found is not None:
            shutil.copy(path, folder / f"{found['name']}.png")
            names.append(found["name"])
    return names

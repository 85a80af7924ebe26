"""What goes into the bundle and what stays out: one place for the recipe and its test."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

#: Modules that are found by following imports but never run: other toolkits, other drawing
#: libraries, what builds and tests packages, and every part of Qt that the window does not use.
EXCLUDED_MODULES = [
    "tkinter", "_tkinter", "turtle", "idlelib", "lib2to3", "ensurepip", "venv", "curses",
    "IPython", "jupyter", "matplotlib", "scipy", "PIL", "numba", "cupy", "h5py", "colorcet",
    "sympy", "jinja2", "sqlalchemy", "pyarrow", "tables", "numexpr", "bottleneck", "lxml",
    # The GPL of the library behind it would be the licence of the whole bundle.
    "readline", "rlcompleter",
    "pip", "setuptools", "pkg_resources", "wheel", "distutils", "Cython", "cffi.setuptools_ext",
    "pytest", "_pytest", "hypothesis", "xlwt", "mypy", "ruff", "importlinter", "grimp",
    # sqlite-utils takes pandas along where it is installed, as for the benchmarks.
    "pandas", "numpy.f2py", "numpy.distutils", "numpy.tests",
    "pyqtgraph.examples", "pyqtgraph.opengl", "pyqtgraph.jupyter",
    "PyQt5", "PyQt6", "PySide2",
    *(f"PySide6.Qt{part}" for part in (
        "Network", "Qml", "Quick", "QuickControls2", "QuickWidgets", "QuickTest", "Sql", "Help",
        "Designer", "UiTools", "Xml", "Concurrent", "SvgWidgets",
    )),
]  # fmt: skip

#: The plugins of Qt that are kept, by their folder; None keeps all of a folder.
PLUGINS: dict[str, str | None] = {
    "platforms": r"xcb|wayland|offscreen|windows|cocoa",
    "platforminputcontexts": r"compose|ibus|fcitx",
    "platformthemes": r"xdgdesktopportal",
    "wayland-shell-integration": r"xdg-shell",
    "wayland-decoration-client": None,
    "wayland-graphics-integration-client": None,
    "xcbglintegrations": None,
    "iconengines": None,
    "imageformats": r"svg|ico|jpeg",
    "printsupport": None,
}

#: Libraries that only excluded parts of Qt need, and the software OpenGL that only Quick needs.
_UNNEEDED_LIBRARY = re.compile(
    r"(Qt6?)(Network|Qml|Quick|QmlModels|QmlMeta|QmlWorkerScript|Sql|Help|Designer|UiTools|Test"
    r"Quick|VirtualKeyboard|Pdf|ShaderTools|EglFS|EglFs|Labs)|opengl32sw|/qml/|\bqml[/\\]"
)

_PLUGIN = re.compile(r"PySide6/(?:Qt/)?plugins/([^/]+)/(.+)")
_TRANSLATION = re.compile(r"PySide6/(?:Qt/)?translations/(.+)")
_TESTS = re.compile(r"(^|/)tests?/")


def is_wanted(name: str) -> bool:
    """Tell whether a file goes into the bundle; `name` is its place in it."""
    name = name.replace("\\", "/")
    plugin = _PLUGIN.search(name)
    if plugin:
        kept = PLUGINS.get(plugin[1], "never^")
        return kept is None or re.search(kept, plugin[2]) is not None
    translation = _TRANSLATION.search(name)
    if translation:
        # What Qt says itself, as in its file dialogs; English is in the source.
        return translation[1] == "qtbase_ja.qm"
    if _UNNEEDED_LIBRARY.search(name):
        return False
    return not (_TESTS.search(name) and name.startswith(("numpy/", "pyqtgraph/")))


#: What a PC that prints has installed, with twenty libraries of its own behind it.
_OF_THE_PC = re.compile(r"/printsupport/")

_NEEDED = re.compile(r"=> (/\S+)")


def without_orphans(entries: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return the libraries of a bundle without those of Linux that nothing in it needs.

    PyInstaller has followed the plugins that are left out, too. `entries` are its triples of the
    place in the bundle, the place on this machine, and the kind.
    """
    held = list(entries)
    reached: set[str] = set()
    waiting = [
        source
        for name, source, _ in held
        if not _is_of_linux(source) and not _OF_THE_PC.search(name)
    ]
    told = [_needed(source) for source in waiting if Path(source).is_file()]
    for found in told:
        reached |= found
    return [entry for entry in held if not _is_of_linux(entry[1]) or Path(entry[1]).name in reached]


def _is_of_linux(source: str) -> bool:
    return source.startswith(("/lib", "/usr/lib"))


def _needed(library: str) -> set[str]:
    """Return the names of all libraries that one is linked with, directly or by others."""
    told = subprocess.run(["ldd", library], capture_output=True, text=True).stdout
    return {Path(path).name for path in _NEEDED.findall(told)}

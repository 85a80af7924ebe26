"""PySide6 without what it does at every start for nobody: half of its import.

Its wheels are made for every Python, so what explains a wrong argument, tells signatures and writes
stubs for editors lies in them as source. Importing PySide6 compiles these 2,000 lines anew at each
start: 26 of the 56 ms it takes. They are compiled here when somebody first asks for them, and a
wrong argument is explained as ever (tests/desktop/test_lean_pyside.py).

PySide6 also puts an import of its own in place of Python's, which reads the source of every module
that comes after it, to see whether it asks for its "features": other spellings of its names, which
nothing in this program uses. For the modules of a start that is a tenth of its time, and the
sources stay in memory.

Where another PySide6 keeps these things elsewhere, it starts as it likes.
"""

from __future__ import annotations

import builtins
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from workbench.desktop.quick_enums import make_enums_quickly

#: Not among them is what libshiboken itself reads: `mapping`, without which a wrong argument would
#: end the program, and what runs at every start.
LATER = frozenset(
    f"shibokensupport/signature/{name}.py"
    for name in (
        "errorhandler",
        "layout",
        "parser",
        "lib/enum_sig",
        "lib/pyi_generator",
        "lib/tool",
    )
)

#: Stands in for such a module until one of its names is asked for.
_STAND_IN = """
def __getattr__(name):
    from workbench.desktop.lean_pyside import filled
    return filled(globals(), name)
"""

_sources: dict[str, Any] = {}
_lock = threading.RLock()


def import_pyside() -> None:
    """Import PySide6, which must not have been imported before, and keep imports plain after it."""
    make_enums_quickly()
    with _support_later():
        import PySide6  # noqa: F401
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain


@contextmanager
def _support_later() -> Iterator[None]:
    """Let PySide6, which calls `compile` itself, get stand-ins for the modules of `LATER`."""
    compile_now = builtins.compile

    def compile_later(source: Any, filename: Any, *how: Any, **more: Any) -> Any:
        if filename in LATER:
            _sources[filename] = source
            source = _STAND_IN
        return compile_now(source, filename, *how, **more)

    builtins.compile = compile_later
    try:
        yield
    finally:
        builtins.compile = compile_now


def filled(namespace: dict[str, Any], name: str) -> Any:
    """Return what a module of `LATER` calls `name`, running the module first if need be."""
    if name.startswith("__"):
        # Python asks every module for names such as `__path__`; that is nobody asking for this one.
        raise AttributeError(name)
    with _lock:
        source = _sources.pop(namespace["__file__"], None)
        if source is not None:
            code = compile(source, namespace["__file__"], "exec", dont_inherit=True)
            exec(code, namespace)  # noqa: S102 - PySide6's own source, as it would run it itself
    if name not in namespace:
        raise AttributeError(name)
    return namespace[name]

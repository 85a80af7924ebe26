"""Imports as Python does them: PySide6 reads the source of every module that comes after it.

It looks there for whether a module asks for its "features", other spellings of its names, which
nothing in this program does. For the modules of a start that is a tenth of its time, and the
sources stay in memory.
"""

from __future__ import annotations

import builtins

import PySide6  # noqa: F401 - puts its own import in place of Python's, and keeps that one beside


def keep_imports_plain() -> None:
    """Import from now on without looking for features of PySide6."""
    plain = getattr(builtins, "__orig_import__", None)
    if plain is not None:
        builtins.__import__ = plain

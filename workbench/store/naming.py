"""Names of the files that stand beside a plan or for it, in folders of any depth and script."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

#: Bytes of UTF-8 that a file name may have on every system; Japanese takes three a character.
_LONGEST_NAME = 240

#: Characters from which on Windows wants a path marked as long.
_LONG_PATH = 200


def beside(plan: Path, ending: str) -> Path:
    """Return the file of this ending that belongs to a plan, in the same folder.

    Everybody who has the plan must come to the same name, so it is made from the name alone:
    the folder is called differently on each PC that shares it.
    """
    name = unicodedata.normalize("NFC", plan.name)
    if len(f"{name}{ending}".encode(errors="surrogatepass")) <= _LONGEST_NAME:
        return plan.with_name(f"{plan.name}{ending}")
    short = name.encode(errors="replace")[:120].decode(errors="ignore")
    return plan.with_name(f"{short}~{shared_key(plan)}{ending}")


def place_key(plan: Path) -> str:
    """Return a short name for the place of a plan; plain ASCII, however long its own name."""
    place = unicodedata.normalize("NFC", str(real_file(plan).resolve()))
    return hashlib.sha256(os.path.normcase(place).encode(errors="surrogatepass")).hexdigest()[:16]


def shared_key(plan: Path) -> str:
    """Return a short name for a plan that everybody who shares its folder comes to."""
    name = unicodedata.normalize("NFC", plan.name)
    return hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:16]


def real_file(plan: Path) -> Path:
    """Return the file itself when `plan` is a link to it, so that saving leaves the link."""
    return plan.resolve() if plan.is_symlink() else plan


def for_system(path: Path, *, windows: bool = os.name == "nt") -> str:
    """Return `path` as the system takes it: Windows wants a long one marked."""
    text = str(path)
    if not windows or len(text) < _LONG_PATH or text.startswith("\\\\?\\"):
        return text
    if text.startswith("\\\\"):
        return f"\\\\?\\UNC\\{text[2:]}"
    return f"\\\\?\\{text}"

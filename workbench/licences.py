"""What the program is made of: every package it ships with, its version and its licence.

The bundle carries `packages.json`, written while it is built from what really went into it; in a
checkout the same is told of what is installed. The texts of the LGPL and the GPL, which the
wheels of Qt do not carry, lie in ``resources/licences``.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from workbench import places

#: The name of the list in the bundle.
SHIPPED = "packages.json"

_TEXT_FILE = re.compile(r"(licen[cs]es?|copying|notice)([.\-_]|$)", re.IGNORECASE)

#: Packages that are Qt: their licence asks for more than a copy of itself.
_QT = re.compile(r"pyside6|shiboken6", re.IGNORECASE)

QT_NOTICE = (
    "This program uses Qt and Qt for Python (PySide6, Shiboken6) under the GNU Lesser General "
    "Public License, version 3. Qt is Copyright (C) The Qt Company Ltd and other contributors.\n\n"
    "This program does not change it. The libraries lie beside it as separate files, in the folder "
    "_internal/PySide6 of an installed copy, and may be replaced there by others of the same "
    "version, also by ones you have changed yourself. Reverse engineering for debugging such "
    "changes is permitted.\n\n"
    "The source of exactly these versions is offered by The Qt Company at "
    "https://download.qt.io/official_releases/ (folders qt and QtForPython).\n\n"
)


@dataclass(frozen=True)
class Package:
    """One thing the program ships with.

    Parameters
    ----------
    licence
        Its short name, an SPDX expression where the package states one.
    text
        The whole text of the licence, with the notices that belong to it.
    """

    name: str
    version: str
    licence: str
    text: str


def packages() -> tuple[Package, ...]:
    """Return everything this copy of the program consists of, by name."""
    listed = places.resources() / "licences" / SHIPPED
    if listed.is_file():
        return tuple(Package(**held) for held in json.loads(listed.read_text(encoding="utf-8")))
    return sorted_by_name([python(), *map(of_distribution, installed())])


def write(found: Iterable[Package], file: Path) -> None:
    """Write the list that a bundle carries."""
    held = [asdict(package) for package in sorted_by_name(found)]
    file.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def sorted_by_name(found: Iterable[Package]) -> tuple[Package, ...]:
    """Return packages in the order a person looks for them."""
    return tuple(sorted(found, key=lambda package: package.name.lower()))


def installed() -> list[metadata.Distribution]:
    """Return the distributions that this checkout needs to run, as far as they are installed."""
    waiting, found = _own_requirements(), dict[str, metadata.Distribution]()
    while waiting:
        required, _, marker = waiting.pop().partition(";")
        name = re.split(r"[ \[<>=!~(]", required.strip(), maxsplit=1)[0]
        if name.lower() in found or "extra" in marker:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            # For another system, as its marker says.
            continue
        found[name.lower()] = distribution
        waiting += distribution.requires or ()
    return list(found.values())


def _own_requirements() -> list[str]:
    project = Path(__file__).resolve().parents[1] / "pyproject.toml"
    if project.is_file():
        import tomllib  # noqa: PLC0415 - only a checkout has the file

        return list(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"])
    return list(metadata.requires("planning-workbench") or ())


def of_distribution(distribution: metadata.Distribution) -> Package:
    """Return a Python package with the texts it brings."""
    about = distribution.metadata
    name = about["Name"]
    text = "\n\n".join(_texts(distribution))
    if _QT.match(name):
        text = QT_NOTICE + "\n\n".join(
            (places.resources() / "licences" / f"{licence}.txt").read_text(encoding="utf-8")
            for licence in ("LGPL-3.0", "GPL-3.0")
        )
    return Package(name, distribution.version, _licence(distribution), text)


def _texts(distribution: metadata.Distribution) -> list[str]:
    files = [file for file in distribution.files or () if _TEXT_FILE.match(file.name)]
    beside = [file for file in files if ".dist-info" in str(file)]
    texts = [Path(str(file.locate())).read_text("utf-8", "replace") for file in beside or files]
    return list(dict.fromkeys(text.strip() for text in texts))


def _licence(distribution: metadata.Distribution) -> str:
    about = distribution.metadata
    stated = next(
        (about[key] for key in ("License-Expression", "License") if key in about), ""
    ).strip()
    if _QT.match(about["Name"]):
        # Offered under several; this is the one it is used under.
        return "LGPL-3.0-only"
    if stated and len(stated) < 80:
        return str(stated)
    classified = [
        str(value).rpartition(" :: ")[2]
        for value in about.get_all("Classifier") or ()
        if str(value).startswith("License ::")
    ]
    return ", ".join(classified) or str(stated)[:80]


def python() -> Package:
    """Return the Python the program runs on."""
    version = ".".join(map(str, sys.version_info[:3]))
    library = Path(json.__file__).resolve().parents[1]
    candidates = (
        Path(sys.base_prefix) / "LICENSE.txt",
        library / "LICENSE.txt",
        Path(f"/usr/share/doc/python3.{sys.version_info[1]}/copyright"),
    )
    text = next(
        (one.read_text("utf-8", "replace") for one in candidates if one.is_file()), sys.copyright
    )
    return Package("Python", version, "PSF-2.0", text)

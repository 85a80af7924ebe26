"""Finds out what really went into the bundle: Python packages, Python, and system libraries."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

from workbench.licences import Package, of_distribution, python

#: What the program itself is started by; the exception in its licence lets any program use it.
_STARTER = "pyinstaller"


def packages_of(modules: Iterable[str], files: Iterable[str]) -> list[Package]:
    """Return everything the bundle ships with.

    Parameters
    ----------
    modules
        Names of the modules in the bundle; the first part names the distribution.
    files
        Where the libraries came from on this machine.
    """
    owners = metadata.packages_distributions()
    tops = {module.partition(".")[0] for module in modules}
    names = {name for top in tops for name in owners.get(top, ())} | {_STARTER}
    found = {of_distribution(metadata.distribution(name)) for name in names}
    return [python(), *found, *_system_packages(files)]


def _system_packages(files: Iterable[str]) -> list[Package]:
    """Return the Debian packages whose libraries are taken along, each with its copyright file."""
    if not shutil.which("dpkg-query"):
        return []
    names = {name for name in map(_owner, set(files)) if name}
    return [package for package in map(_system_package, sorted(names)) if package is not None]


def _owner(file: str) -> str:
    """Return the package a system library belongs to, empty for a file of no package."""
    if not file.startswith(("/lib", "/usr/lib")):
        return ""
    places = {file, str(Path(file).resolve()), file.removeprefix("/usr")}
    for place in sorted(places, reverse=True):
        answer = subprocess.run(["dpkg-query", "-S", place], capture_output=True, text=True)
        if answer.returncode == 0:
            return answer.stdout.partition(":")[0]
    return ""


def _system_package(name: str) -> Package | None:
    copyright_file = Path("/usr/share/doc") / name / "copyright"
    if not copyright_file.is_file():
        return None
    text = copyright_file.read_text("utf-8", "replace")
    shown = ["dpkg-query", "-W", "-f=${Version}", name]
    version = subprocess.run(shown, capture_output=True, text=True).stdout.partition("\n")[0]
    licences = (
        line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("License:")
    )
    short = ", ".join(list(dict.fromkeys(filter(None, licences)))[:4])
    return Package(name, version, short or "see text", text)

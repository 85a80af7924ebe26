"""A root folder that holds the bundle and the system libraries Qt needs, and no Python.

The bundle is run in it as the only program there is: what it does not bring itself is missing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: The folder of the typeface, as Debian's fonts-morisawa-bizud-gothic installs it.
_FONTS = Path("/usr/share/fonts")
_FONT_CONFIG = Path("/etc/fonts")

_NEEDED = re.compile(r"=> (/\S+)|^\s*(/\S*ld-linux\S+)", re.MULTILINE)

_PYTHON = re.compile(r"(lib)?python3?(\.\d+)?(\.so.*)?")

#: Opened by name while running, so that no list of needed libraries names them.
_BY_NAME = ("libnss_files.so.2", "libEGL_mesa.so.0", "libGLX_mesa.so.0")


def is_possible() -> bool:
    """Tell whether this user can change the root folder of a program."""
    if os.geteuid() == 0:
        return shutil.which("chroot") is not None
    probe = ["unshare", "--map-root-user", "--root=/", "true"]
    return (
        bool(shutil.which("unshare")) and not subprocess.run(probe, capture_output=True).returncode
    )


@contextmanager
def holding(bundle: Path, base: Path | None) -> Iterator[Path]:
    """Give a root folder with the bundle in ``/opt/workbench``; it is gone afterwards.

    `base` is the root folder of a whole system, as debootstrap makes it, to put the bundle into
    for the time being; None makes one of nothing but the libraries needed.
    """
    if base is not None:
        target = base / "opt" / "workbench"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(bundle, target, symlinks=True)
        shutil.rmtree(base / "tmp" / "tour", ignore_errors=True)
        try:
            yield base
        finally:
            shutil.rmtree(target, ignore_errors=True)
        return
    with tempfile.TemporaryDirectory(prefix="workbench-root-") as folder:
        root = Path(folder)
        shutil.copytree(bundle, root / "opt" / "workbench", symlinks=True)
        for library in libraries(bundle):
            _copy(library, root)
        for tree in (_FONTS, _FONT_CONFIG, Path("/usr/share/fontconfig")):
            if tree.is_dir():
                shutil.copytree(tree, root / tree.relative_to("/"), symlinks=True)
        for empty in ("tmp", "dev", "var/cache/fontconfig"):
            (root / empty).mkdir(parents=True)
        for device in ("null", "urandom"):
            # A device made without rights is a file; reading and writing it is all that is done.
            (root / "dev" / device).write_bytes(b"" if device == "null" else os.urandom(4096))
        yield root


def libraries(bundle: Path) -> set[Path]:
    """Return the libraries of this system that the bundle is linked with and does not bring."""
    found: set[Path] = set()
    for path in bundle.rglob("*"):
        if path.is_symlink() or not path.is_file() or not _is_program(path):
            continue
        told = subprocess.run(["ldd", str(path)], capture_output=True, text=True).stdout
        places = (Path(one or two) for one, two in _NEEDED.findall(told))
        found |= {place for place in places if not place.is_relative_to(bundle)}
    folders = {place.parent for place in found}
    found |= {folder / name for folder in folders for name in _BY_NAME if (folder / name).exists()}
    return found


def _is_program(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def _copy(library: Path, root: Path) -> None:
    target = root / library.relative_to("/")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(library.resolve(), target)


def tell(root: Path) -> str:
    """Return what there is in a root folder; end when there is a Python beside the bundle."""
    outside = [
        path
        for path in root.rglob("*")
        if "opt/workbench" not in path.as_posix() and path.is_file()
    ]
    pythons = [path for path in outside if _PYTHON.fullmatch(path.name)]
    if pythons:
        sys.exit(f"There is a Python in the root folder: {pythons[0]}")
    shared = sum(".so" in path.name for path in outside)
    return f"{shared} system libraries, no Python"


def run_in(root: Path, command: list[str]) -> None:
    """Run a program with `root` as its whole world; end when it fails."""
    changing = ["chroot"] if os.geteuid() == 0 else ["unshare", "--map-root-user", f"--root={root}"]
    if changing == ["chroot"]:
        changing.append(str(root))
    environment = {"QT_QPA_PLATFORM": "offscreen", "HOME": "/tmp", "PATH": "/nonexistent"}
    tool = shutil.which(changing[0])
    result = subprocess.run([str(tool), *changing[1:], *command], env=environment, timeout=900)
    if result.returncode:
        sys.exit(f"{command[0]} ended with {result.returncode} in the root without Python")

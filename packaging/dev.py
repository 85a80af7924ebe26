#!/usr/bin/env python3
"""Set up, run and test the workbench: the one command a contributor needs.

    python3 packaging/dev.py run [-- ARGUMENTS]     open the sample plan, or pass ARGUMENTS on
    python3 packaging/dev.py test [--long] [ARGS]   lint, type check and test
    python3 packaging/dev.py bench [ARGS]           print the benchmarks as ratios
    python3 packaging/dev.py guide [TOUR]           set the user guide with the tour's pictures
    python3 packaging/dev.py build [ARGS]           build the bundle, run the tour in it
    python3 packaging/dev.py setup                  set up only

Standard library only. The first call makes `.venv` from the hash-pinned
`packaging/requirements.lock` and, where apt is present, installs the Debian packages
that Qt and the printed forms need; later calls change nothing.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "packaging" / "requirements.lock"
BUILD_LOCK = ROOT / "packaging" / "build-requirements.lock"
STAMP = VENV / "set-up"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")

# What PySide6's wheels link against, the typeface of window and print, and what the tests read
# PDFs with.
DEBIAN_PACKAGES = """
    libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0
    libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    fonts-morisawa-bizud-gothic poppler-utils
""".split()

# What the long tests hold files against: PDFs checked, workbooks opened, system calls failed.
LONG_TEST_PACKAGES = "qpdf libreoffice-calc-nogui strace".split()


def call(*command: object, **options: object) -> None:
    """Run a command and stop with its exit code if it fails."""
    # The options are handed on as they come; no type tells which of them go together.
    code = subprocess.run([str(part) for part in command], **options).returncode  # type: ignore[call-overload]
    if code:
        sys.exit(code)


def installed(package: str) -> bool:
    """Tell whether dpkg has the package installed."""
    query = ["dpkg-query", "-W", "-f=${Status}", package]
    answer = subprocess.run(query, capture_output=True, text=True)
    return answer.stdout == "install ok installed"


def install_debian_packages(packages: list[str]) -> None:
    """Install the missing ones of `packages` with apt, as root or through sudo."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-query"):
        return
    missing = [package for package in packages if not installed(package)]
    if not missing:
        return
    sudo: list[str] = []
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            sys.exit(
                f"These Debian packages are missing; install them as root: {' '.join(missing)}"
            )
        sudo = ["sudo"]
    print("Installing Debian packages:", " ".join(missing), flush=True)
    environment = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive"]
    call(*environment, "apt-get", "update", "-qq")
    call(*environment, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing)


def install(lock: Path) -> None:
    """Install exactly what a lock file names."""
    options = ("--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes")
    call(PYTHON, "-m", "pip", "install", *options, "-r", lock)


def set_up() -> None:
    """Make `.venv` hold exactly what the lock file says; do nothing when it already does."""
    wanted = hashlib.sha256(
        LOCK.read_bytes() + sys.version.encode() + str(ROOT).encode()
    ).hexdigest()
    if not WINDOWS:
        install_debian_packages(DEBIAN_PACKAGES)
    if STAMP.exists() and STAMP.read_text() == wanted:
        return
    print("Setting up .venv from packaging/requirements.lock (once) ...", flush=True)
    if (
        not WINDOWS
        and subprocess.run(
            [sys.executable, "-c", "import ensurepip"], stderr=subprocess.DEVNULL
        ).returncode
    ):
        # Debian keeps the part of Python that makes environments in a package of its own.
        install_debian_packages(["python3-venv"])
    shutil.rmtree(VENV, ignore_errors=True)
    # Started by the Python of `.venv` itself, only the one it was made by is still there.
    call(getattr(sys, "_base_executable", sys.executable), "-m", "venv", VENV)
    install(LOCK)
    site_packages = subprocess.check_output(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], text=True
    ).strip()
    (Path(site_packages) / "planning_workbench.pth").write_text(str(ROOT), encoding="utf-8")
    STAMP.write_text(wanted)


def has_screen() -> bool:
    """Tell whether a window can be shown here."""
    return (
        WINDOWS
        or sys.platform == "darwin"
        or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    )


def run(arguments: list[str]) -> None:
    """Start the program; without arguments and without a screen, run the tour."""
    if not arguments and not has_screen():
        print("No screen here, so the tour is run instead of the window.", flush=True)
        arguments = ["tour", "--out", str(ROOT / "build" / "tour")]
    sys.exit(subprocess.run([PYTHON, "-m", "workbench", *arguments]).returncode)


def test(arguments: list[str]) -> None:
    """Lint, check types and imports, then run the tests."""
    if not arguments:
        call(PYTHON, "-m", "ruff", "check", cwd=ROOT)
        call(PYTHON, "-m", "ruff", "format", "--check", "--quiet", cwd=ROOT)
        call(PYTHON, "-m", "mypy", cwd=ROOT)
    if "--long" in arguments:
        arguments = [argument for argument in arguments if argument != "--long"]
        if not WINDOWS:
            install_debian_packages(LONG_TEST_PACKAGES)
    else:
        arguments = ["-m", "not long", *arguments]
    spread = ["-n", "auto", "--dist", "worksteal"] if "-n" not in arguments else []
    call(PYTHON, "-m", "pytest", *spread, *arguments, cwd=ROOT)


def bench(arguments: list[str]) -> None:
    """Run the benchmarks."""
    call(PYTHON, "-m", "tests.benchmarks", *arguments, cwd=ROOT)


def build(arguments: list[str]) -> None:
    """Build the bundle that runs without Python, and try it out."""
    install(BUILD_LOCK)
    guide([])
    call(PYTHON, ROOT / "packaging" / "bundle.py", *arguments, cwd=ROOT)


def guide(arguments: list[str]) -> None:
    """Set the user guide as HTML and PDF, with pictures from a tour of the window."""
    call(PYTHON, ROOT / "packaging" / "build_guide.py", *arguments, cwd=ROOT)


COMMANDS = {
    "setup": lambda _arguments: None,
    "run": run,
    "test": test,
    "bench": bench,
    "guide": guide,
    "build": build,
}

if __name__ == "__main__":
    command, *rest = sys.argv[1:] or ["help"]
    if command not in COMMANDS:
        sys.exit(__doc__)
    set_up()
    COMMANDS[command](rest[1:] if rest[:1] == ["--"] else rest)

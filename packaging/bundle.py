"""Builds the bundle, looks at it, and runs it where there is no Python: ``dev.py build``.

Run by the Python of `.venv`, in the checkout. Leaves in ``build/dist`` the folder ``workbench``
and a ZIP of it that runs without installing. Standard library only.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import emptied_root

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
PREPARED = BUILD / "prepared"
DIST = BUILD / "dist"
BUNDLE = DIST / "workbench"
WINDOWS = os.name == "nt"
PROGRAM = BUNDLE / ("workbench.exe" if WINDOWS else "workbench")
#: The program that speaks to a terminal; on Windows one of its own.
TERMINAL = BUNDLE / ("workbench-terminal.exe" if WINDOWS else "workbench")

#: How often the start is timed.
_STARTS = 7


def run(*command: object, **options: object) -> None:
    """Run a command; end with its exit code when it fails."""
    # The options are handed on as they come; no type tells which of them go together.
    code = subprocess.run([str(part) for part in command], **options).returncode  # type: ignore[call-overload]
    if code:
        sys.exit(f"{command[0]} ended with {code}")


def version() -> str:
    """Return the version of the program."""
    text = (ROOT / "workbench" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    assert found
    return found[1]


def prepare() -> None:
    """Make what the recipe takes: icons, and what Windows says of the file."""
    PREPARED.mkdir(parents=True, exist_ok=True)
    run(sys.executable, ROOT / "packaging" / "make_icons.py", PREPARED)
    (PREPARED / "version.txt").write_text(version_resource(version()), encoding="utf-8")


def version_resource(of: str) -> str:
    """Return the version information of a Windows program, in the form PyInstaller reads."""
    numbers = tuple([*map(int, of.split(".")), 0, 0, 0][:4])
    told = {
        "CompanyName": "The planning workbench's contributors",
        "FileDescription": "総合計画ワークベンチ",
        "FileVersion": of,
        "InternalName": "workbench",
        "LegalCopyright": "MIT License",
        "OriginalFilename": "workbench.exe",
        "ProductName": "総合計画ワークベンチ",
        "ProductVersion": of,
    }
    strings = ",\n".join(f"StringStruct({name!r}, {text!r})" for name, text in told.items())
    # 0411: Japanese, 04b0: Unicode.
    return f"""VSVersionInfo(
ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004,
 fileType=0x1, subtype=0x0, date=(0, 0)),
kids=[StringFileInfo([StringTable('041104b0', [
{strings}])]), VarFileInfo([VarStruct('Translation', [0x411, 1200])])])
"""


def build() -> None:
    """Let PyInstaller make the folder."""
    recipe = ROOT / "packaging" / "workbench.spec"
    places = ("--distpath", DIST, "--workpath", BUILD / "work")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN",
        *places, recipe, env=environment, cwd=ROOT)  # fmt: skip
    shutil.copy(ROOT / "packaging" / "はじめに.txt", BUNDLE)
    shutil.copy(ROOT / "LICENSE", BUNDLE / "LICENSE.txt")
    if not WINDOWS:
        for name in ("workbench.desktop", "workbench-mime.xml", "register.sh"):
            shutil.copy(ROOT / "packaging" / "linux" / name, BUNDLE)
        shutil.copy(PREPARED / "workbench-256.png", BUNDLE / "workbench.png")


def archive() -> Path:
    """Return a ZIP of the bundle in a folder of its own name, with its programs executable."""
    system = {"Darwin": "macos"}.get(platform.system(), platform.system().lower())
    name = f"workbench-{version()}-{system}-{platform.machine().lower()}"
    target = DIST / f"{name}.zip"
    target.unlink(missing_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
        for path in sorted(BUNDLE.rglob("*")):
            if path.is_file():
                # A link is packed as the file it leads to: Windows' own unpacker knows no links.
                packed.write(path, f"{name}/{path.relative_to(BUNDLE).as_posix()}")
    return target


def size(path: Path) -> int:
    """Return the bytes of a file or of everything in a folder; links count nothing."""
    if path.is_file():
        return 0 if path.is_symlink() else path.stat().st_size
    return sum(f.stat().st_size for f in path.rglob("*") if f.is_file() and not f.is_symlink())


def report_sizes(packed: Path) -> None:
    """Print what the bundle takes on disk, and what takes most of it."""
    print(f"\n{BUNDLE.relative_to(ROOT)}: {_mb(size(BUNDLE))} on disk; "
          f"{packed.name}: {_mb(size(packed))}")  # fmt: skip
    inside = BUNDLE / "_internal"
    largest = sorted(((size(path), path.name) for path in inside.iterdir()), reverse=True)[:8]
    print("largest:", ", ".join(f"{name} {_mb(taken)}" for taken, name in largest))


def _mb(taken: int) -> str:
    return f"{taken / 1e6:.0f} MB"


def environment(home: Path) -> dict[str, str]:
    """Return an environment without any Python, and without a screen."""
    held = {"QT_QPA_PLATFORM": "offscreen", "WORKBENCH_HOME": str(home)}
    if WINDOWS:
        system = os.environ.get("SYSTEMROOT", r"C:\Windows")
        # Without a screen Qt looks for typefaces where it is told only.
        return {**held, "SYSTEMROOT": system, "PATH": rf"{system}\System32",
                "QT_QPA_FONTDIR": rf"{system}\Fonts",
                "TEMP": str(home), "TMP": str(home), "USERPROFILE": str(home)}  # fmt: skip
    return {**held, "PATH": "/nonexistent", "HOME": str(home), "TMPDIR": str(home)}


def report_start() -> None:
    """Print how long the bundle takes from its start to the painted and to the usable window."""
    moments: dict[str, list[float]] = {"painted": [], "usable": []}
    with tempfile.TemporaryDirectory(prefix="workbench-start-") as folder:
        for number in range(_STARTS + 1):
            told = one_start(Path(folder))
            # The first one makes the sample plan and reads everything from the disk.
            for name, seconds in told.items() if number else ():
                moments[name].append(seconds)
            if not number:
                print(f"first start, with making the sample plan: {told['usable']:.2f} s usable")
    for name, seconds in moments.items():
        print(f"start to {name} window: {statistics.median(seconds):.2f} s"
              f" (median of {_STARTS}, {min(seconds):.2f} to {max(seconds):.2f})")  # fmt: skip


def one_start(home: Path) -> dict[str, float]:
    """Start the bundle once, until the plan is shown; return seconds to each moment it tells."""
    began = time.monotonic()
    result = subprocess.run(
        [str(TERMINAL)],
        env={**environment(home), "WORKBENCH_STOPWATCH": "end"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    told = {words[0]: float(words[1]) - began for words in map(str.split, _lines(result.stdout))}
    if result.returncode or "usable" not in told:
        sys.exit(f"The bundle does not start ({result.returncode}).\n{result.stderr[-2000:]}")
    return told


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.splitlines() if line.strip())


def check_tour(out: Path) -> None:
    """Print what the tour did; end when a step failed."""
    told = json.loads((out / "tour.json").read_text(encoding="utf-8"))
    if not told["passed"]:
        sys.exit(f"The tour failed in the bundle: {told['error']}")
    files = sorted(path.suffix for path in out.iterdir() if path.name != "tour.json")
    counts = ", ".join(f"{files.count(kind)} {kind}" for kind in dict.fromkeys(files))
    print(f"the tour passed in the bundle: {len(told['steps'])} steps, {counts}")


def tour_here(out: Path) -> None:
    """Run the tour in the bundle on this system, with no Python on the path."""
    with tempfile.TemporaryDirectory(prefix="workbench-home-") as home:
        run(TERMINAL, "tour", "--out", out, env=environment(Path(home)), timeout=600)
    check_tour(out)


def main() -> None:
    """Build, report and try out."""
    parser = argparse.ArgumentParser(prog="dev.py build")
    parser.add_argument("--root", type=Path, help="run the tour in this root folder of a system")
    parser.add_argument("--only-try", action="store_true", help="try out what was built before")
    wanted = parser.parse_args()
    if not wanted.only_try:
        prepare()
        build()
        report_sizes(archive())
    report_start()
    out = BUILD / "tour-of-the-bundle"
    shutil.rmtree(out, ignore_errors=True)
    if sys.platform == "linux" and emptied_root.is_possible():
        with emptied_root.holding(BUNDLE, wanted.root) as root:
            print(f"running the tour in a root without Python: {emptied_root.tell(root)}")
            # Places inside the emptied root, which goes when the tour is over.
            emptied_root.run_in(root, ["/opt/workbench/workbench", "tour", "--out", "/tmp/tour"])
            shutil.copytree(root / "tmp" / "tour", out)
        check_tour(out)
    else:
        tour_here(out)


if __name__ == "__main__":
    main()

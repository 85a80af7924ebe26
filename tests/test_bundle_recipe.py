"""The recipe of the bundle: what goes in, what stays out, and what starts first."""

import ast
import importlib.util
import re
import shutil
import struct
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from workbench.exchange import _child
from workbench.store.schema import APPLICATION_ID

ROOT = Path(__file__).resolve().parents[1]
PACKAGING = ROOT / "packaging"


def module(name: str):
    spec = importlib.util.spec_from_file_location(name, PACKAGING / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(PACKAGING))
    try:
        spec.loader.exec_module(made)
    finally:
        sys.path.remove(str(PACKAGING))
    return made


def test_the_reading_child_is_asked_for_before_anything_else_is_imported() -> None:
    body = ast.parse((PACKAGING / "entry.py").read_text(encoding="utf-8")).body
    imports = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [ast.unparse(node) for node in imports] == ["import os", "import sys"]
    guard = next(node for node in body if isinstance(node, ast.If))
    assert ast.unparse(guard.test) == "sys.argv[1:2] == [READING_CHILD]"
    assert "run_if_asked(sys.argv[1:])" in ast.unparse(guard.body)
    flag = next(node for node in body if isinstance(node, ast.Assign))
    assert ast.literal_eval(flag.value) == _child.FLAG


def test_nothing_starts_python_a_second_time_as_multiprocessing_does() -> None:
    """The recipe leaves out what PyInstaller prepares for it at every start."""
    for path in (ROOT / "workbench").rglob("*.py"):
        assert "multiprocessing" not in path.read_text(encoding="utf-8"), path


def test_the_reading_child_of_the_entry_loads_no_window(tmp_path: Path) -> None:
    code = (
        "import runpy, sys; sys.argv = ['workbench', '--reading-child', 'a', 'b']\n"
        "try: runpy.run_path(sys.argv.pop() and ENTRY)\n"
        "except Exception as error: print(type(error).__name__)\n"
        "print([m for m in ('PySide6', 'click', 'sqlite3') if m in sys.modules])"
    ).replace("ENTRY", repr(str(PACKAGING / "entry.py")))
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    assert told.stdout.splitlines()[-1] == "[]", told.stderr


@pytest.mark.parametrize(
    ("name", "is_wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", True),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", False),
        ("PySide6/Qt/plugins/tls/libqopensslbackend.so", False),
        ("PySide6/Qt/lib/libQt6Network.so.6", False),
        ("PySide6/Qt6Quick.dll", False),
        ("PySide6/opengl32sw.dll", False),
        ("PySide6/Qt/lib/libQt6Gui.so.6", True),
        ("PySide6/Qt/translations/qtbase_ja.qm", True),
        ("PySide6/translations/qtbase_de.qm", False),
        ("numpy/tests/data.csv", False),
        ("resources/typst/tree.typ", True),
    ],
)
def test_what_qt_does_not_need_stays_out(name: str, is_wanted: bool) -> None:
    assert module("bundle_contents").is_wanted(name) is is_wanted


def test_nothing_under_the_gpl_alone_goes_in() -> None:
    """The reading line of a terminal is the one such library that Python brings along."""
    assert "readline" in module("bundle_contents").EXCLUDED_MODULES


def test_a_package_that_only_the_benchmarks_need_stays_out() -> None:
    """It is found by way of sqlite-utils, which takes it along where it is installed."""
    assert "pandas" in module("bundle_contents").EXCLUDED_MODULES


def test_nothing_the_program_imports_is_left_out() -> None:
    excluded = module("bundle_contents").EXCLUDED_MODULES
    imported: set[str] = set()
    for path in (ROOT / "workbench").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for module_, names in re.findall(r"^\s*from ([\w.]+) import ([\w, ]+)", text, re.MULTILINE):
            imported |= {module_, *(f"{module_}.{name.strip()}" for name in names.split(","))}
        imported |= set(re.findall(r"^\s*import ([\w.]+)", text, re.MULTILINE))
    assert "PySide6.QtWidgets" in imported
    assert not imported & set(excluded)


_WITHOUT = """
import sys
sys.path.insert(0, sys.argv[1])
from bundle_contents import EXCLUDED_MODULES
class Absent:
    def find_spec(self, name, path=None, target=None):
        if any(name == one or name.startswith(one + ".") for one in EXCLUDED_MODULES):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Absent())
import pkgutil, importlib, workbench
for found in pkgutil.walk_packages(workbench.__path__, "workbench."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
print("imported")
"""


def test_every_module_is_imported_without_what_is_left_out() -> None:
    command = [sys.executable, "-c", _WITHOUT, str(PACKAGING)]
    told = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert told.stdout.strip() == "imported", told.stderr[-2000:]


def test_the_icon_of_windows_holds_every_size(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(PACKAGING / "make_icons.py"), str(tmp_path)], check=True)
    content = (tmp_path / "workbench.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", content)
    assert (reserved, kind, count) == (0, 1, 9)
    for number in range(count):
        width, _, _, _, _, bits, length, offset = struct.unpack_from(
            "<BBBBHHII", content, 6 + 16 * number
        )
        assert bits == 32
        part = content[offset : offset + length]
        assert len(part) == length
        if width in (0, 128):
            assert part.startswith(b"\x89PNG")
        else:
            assert struct.unpack_from("<Iii", part) == (40, width, 2 * width)
    assert (tmp_path / "plan-file.ico").is_file()


def test_the_version_of_windows_is_the_programs() -> None:
    from workbench import __version__

    text = module("bundle").version_resource(__version__)
    tree = ast.parse(text, mode="eval")
    numbers = next(
        ast.literal_eval(word.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "filevers"
    )
    assert ".".join(map(str, numbers)).startswith(__version__)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__


def test_the_lock_of_the_build_has_hashes_and_no_address() -> None:
    lock = (PACKAGING / "build-requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links|@ ", lock)
    entries = [entry for entry in re.split(r"\n(?=[a-z0-9])", lock) if "==" in entry]
    assert {entry.split("==")[0] for entry in entries} >= {"pyinstaller", "pefile", "altgraph"}
    assert all("--hash=sha256:" in entry for entry in entries)


def test_every_command_of_the_workflow_is_there() -> None:
    text = (ROOT / ".github" / "workflows" / "bundle.yml").read_text(encoding="utf-8")
    assert "ubuntu-latest" in text
    assert "windows-latest" in text
    named = re.findall(r"packaging[/\\][\w./\\]+\.(?:py|ps1|iss)", text)
    assert len(named) >= 4
    for path in named:
        assert (ROOT / path.replace("\\", "/")).is_file(), path
    developer = (PACKAGING / "dev.py").read_text(encoding="utf-8")
    for command in re.findall(r"dev\.py (\w+)", text):
        assert f'"{command}": ' in developer
    assert "\t" not in text


INSTALLER = (PACKAGING / "windows" / "workbench.iss").read_text(encoding="utf-8-sig")


def test_the_installer_speaks_both_languages_alike() -> None:
    section = INSTALLER.partition("[CustomMessages]")[2].partition("\n[")[0]
    spoken: dict[str, set[str]] = {"japanese": set(), "english": set()}
    for language, name in re.findall(r"^(\w+)\.(\w+)=", section, re.MULTILINE):
        spoken[language].add(name)
    assert spoken["japanese"] == spoken["english"]
    used = set(re.findall(r"\{cm:(\w+)", INSTALLER)) - {"LaunchProgram"}
    used |= set(re.findall(r"CustomMessage\('(\w+)'\)", INSTALLER))
    assert used == spoken["english"]


def test_the_installer_takes_what_the_build_makes_and_needs_no_administrator() -> None:
    assert "PrivilegesRequired=lowest" in INSTALLER
    assert "PrivilegesRequiredOverridesAllowed=dialog commandline" in INSTALLER
    icons = (PACKAGING / "make_icons.py").read_text(encoding="utf-8")
    for name in re.findall(r"\{#Prepared\}\\([\w-]+)\.ico", INSTALLER):
        assert f'"{name}"' in icons
    from workbench.desktop.questions import PLAN_ENDING

    assert f"Software\\Classes\\{PLAN_ENDING}" in INSTALLER


def test_removing_the_program_leaves_every_plan() -> None:
    removed = re.findall(r"(?:DelTree|DeleteFile)\(Kept \+ '\\([\w.]+)'", INSTALLER)
    # Everything the program keeps for itself, but for the person's copies of the samples.
    written = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "workbench").rglob("*.py")
    )
    kept = set(re.findall(r'(?:\broom\(|\bhome\(\) / )"([\w.]+)"', written)) - {"samples"}
    assert {"working", "backups", "settings.json"} <= kept
    assert set(removed) == kept | {"files.json"}
    assert "[UninstallDelete]" not in INSTALLER


@pytest.mark.skipif(sys.platform != "linux", reason="registers with a Linux desktop")
def test_a_linux_desktop_opens_plans_with_it_and_forgets_it_again(tmp_path: Path) -> None:
    folder = tmp_path / "my $programs"
    folder.mkdir()
    for name in ("register.sh", "workbench.desktop", "workbench-mime.xml"):
        shutil.copy(PACKAGING / "linux" / name, folder)
    (folder / "workbench.png").write_bytes(b"")
    home = tmp_path / "data"
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "XDG_DATA_HOME": str(home)}
    command = [str(folder / "register.sh")]
    subprocess.run(command, env=environment, check=True, capture_output=True)
    entry = (home / "applications" / "workbench.desktop").read_text(encoding="utf-8")
    program = str(folder / "workbench").replace("$", "\\\\$")
    assert f'Exec="{program}" %f' in entry.splitlines()
    assert "MimeType=application/x-planning-workbench;" in entry
    kinds = (home / "mime" / "packages" / "workbench-mime.xml").read_text(encoding="utf-8")
    assert 'type="application/x-planning-workbench"' in kinds
    assert f"0x{APPLICATION_ID:X}" in kinds
    subprocess.run([*command, "--remove"], env=environment, check=True, capture_output=True)
    assert not (home / "applications" / "workbench.desktop").exists()
    assert (folder / "workbench.desktop").exists()

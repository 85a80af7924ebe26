"""What is installed is what was locked: names, versions, hashes, and no addresses."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_lock_records_no_address() -> None:
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links|@ ", LOCK)


def test_every_locked_package_has_hashes() -> None:
    entries = [entry for entry in re.split(r"\n(?=[a-z0-9])", LOCK) if "==" in entry]
    assert len(entries) > 20
    assert all("--hash=sha256:" in entry for entry in entries)


def test_every_dependency_is_locked() -> None:
    locked = {name.lower() for name in re.findall(r"^([A-Za-z0-9_.-]+)==", LOCK, re.MULTILINE)}
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    names = {re.split(r"[=<>]", one)[0].lower() for one in wanted}
    assert names <= locked


def test_the_qt_that_loses_none_is_not_locked() -> None:
    assert "pyside6-essentials==6.11.3" in LOCK
    assert "shiboken6==6.11.3" in LOCK


def test_void_calls_into_qt_do_not_use_up_none() -> None:
    """PySide6 6.12.0 on Python 3.11 loses a reference to None on every void call."""
    code = (
        "import sys; from PySide6.QtCore import QObject; o = QObject(); before ="
        " sys.getrefcount(None)\n"
        "for _ in range(10_000): o.setObjectName('x')\n"
        "print(sys.getrefcount(None) - before)"
    )
    lost = subprocess.check_output([sys.executable, "-c", code], text=True)
    assert int(lost) > -100


def test_the_set_up_script_needs_the_standard_library_only() -> None:
    text = (ROOT / "packaging" / "dev.py").read_text(encoding="utf-8")
    imported = set(re.findall(r"^(?:import|from) (\w+)", text, re.MULTILINE))
    assert imported <= set(sys.stdlib_module_names) | {"__future__"}


def test_the_readme_begins_with_the_two_commands_that_ci_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 packaging/dev.py run\npython3 packaging/dev.py test\n" in readme
    assert "python3 packaging/dev.py test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_pictures_of_the_readme_are_there() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", readme)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


MADE_BY_THE_BUILD = {"resources/guide/built"}

PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").glob("*.md")),
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (page.parent / target).exists(), target
    for path in re.findall(r"`((?:packaging|tests|docs|workbench|resources)/[\w./-]+)`", text):
        assert path in MADE_BY_THE_BUILD or (ROOT / path).exists(), path


def test_the_commands_the_pages_name_are_there() -> None:
    developer = (ROOT / "packaging" / "dev.py").read_text(encoding="utf-8")
    for page in PAGES:
        for command in re.findall(r"dev\.py (\w+)", page.read_text(encoding="utf-8")):
            assert f'"{command}": ' in developer, f"{page.name}: {command}"


def test_every_decision_has_a_number_of_its_own() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(page.name.partition("-")[0]) for page in pages]
    assert numbers == list(range(1, len(numbers) + 1))
    for number, page in zip(numbers, pages, strict=True):
        assert page.read_text(encoding="utf-8").startswith(f"# {number}. "), page.name

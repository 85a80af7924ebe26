"""What the documents for developers name is there: files, modules, links."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
TOP = {path.name for path in ROOT.iterdir() if path.is_dir()}
PACKAGES = {path.name for path in (ROOT / "workbench").iterdir() if path.is_dir()}

#: Made by a command that the page names, not kept.
MADE = ("build/", "resources/guide/built")


def quoted(page: Path) -> set[str]:
    """Return what stands in backticks, blocks of code left out."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    return set(re.findall(r"`([^`\n]+)`", text))


def is_module(dotted: str) -> bool:
    """Tell whether a dotted name is a module of the program, or something that stands in one."""
    parts = dotted.removeprefix("workbench.").split(".")
    for count in range(len(parts), 0, -1):
        path = ROOT / "workbench" / Path(*parts[:count])
        module = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if module.exists():
            rest = parts[count:]
            source = module.read_text(encoding="utf-8")
            return not rest or re.search(rf"\b{rest[0]}\b", source) is not None
    return False


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    missing = [
        name
        for name in quoted(page)
        if re.fullmatch(r"[\w.-]+(/[\w.*-]+)+/?", name)
        and name.split("/")[0] in TOP | PACKAGES
        and not name.startswith(MADE)
        and not any(any(root.glob(name.rstrip("/"))) for root in (ROOT, ROOT / "workbench"))
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_module_that_a_page_names_is_there(page: Path) -> None:
    missing = [
        name
        for name in quoted(page)
        if re.fullmatch(r"(workbench\.)?\w+(\.\w+)+", name)
        and name.removeprefix("workbench.").split(".")[0] in PACKAGES
        and not is_module(name)
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_pages_name_enough_to_be_held_by_this() -> None:
    names = set().union(*map(quoted, PAGES))
    assert sum(1 for name in names if is_module(name)) > 10
    assert sum(1 for name in names if name.startswith("tests/")) > 10

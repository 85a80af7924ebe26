"""No module imports another in a circle, however late: each can be read after those it uses."""

import ast
from collections.abc import Container, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

#: The one module that its own parts may name as a type: they hang in it, and are handed it.
WINDOW = "workbench.desktop.window"


def _modules() -> dict[str, Path]:
    """Return every module of the program by its dotted name."""
    found = {}
    for path in (ROOT / "workbench").rglob("*.py"):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def _imports(tree: ast.AST, modules: Container[str]) -> Iterator[str]:
    """Yield which modules are imported: at the top, inside functions, and for types only.

    ``from package import module`` uses the module, not what the package's own file holds.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole way"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in modules else str(node.module)


def _for_types(tree: ast.AST, modules: Container[str]) -> set[str]:
    """Return which modules stand under ``if TYPE_CHECKING``."""
    return {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for name in _imports(node, modules)
    }


def _used(modules: dict[str, str]) -> dict[str, set[str]]:
    """Return which of these modules (name and text) each one uses."""
    used = {}
    for name, text in modules.items():
        tree = ast.parse(text)
        found = {one for one in _imports(tree, modules) if one in modules}
        used[name] = found - {name}
        if WINDOW in found and WINDOW in _for_types(tree, modules):
            used[name].remove(WINDOW)
    return used


def _circle(used: dict[str, set[str]]) -> list[str]:
    """Return the modules of a circle, empty when there is none."""
    try:
        TopologicalSorter(used).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_there_are_no_circles_among_modules() -> None:
    used = _used({name: path.read_text("utf-8") for name, path in _modules().items()})
    assert len(used) > 300
    circle = _circle(used)
    assert not circle, " → ".join(circle)


@pytest.mark.parametrize(
    "late",
    [
        "def do():\n    from house.upper import name\n",
        "if TYPE_CHECKING:\n    from house.upper import Name\n",
        "from house import upper\n",
        "import house.upper\n",
    ],
)
def test_a_circle_is_seen_however_late_it_is_imported(late: str) -> None:
    house = {"house": "", "house.upper": "from house.lower import name\n", "house.lower": late}
    assert set(_circle(_used(house))) == {"house.upper", "house.lower"}
    assert not _circle(_used({**house, "house.lower": "import upper\n"}))

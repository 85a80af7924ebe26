"""PySide6 starts lighter, and explains what it always explains when it is asked to."""

import subprocess
import sys

_EXPLAIN = """
import sys
{imports}
from PySide6.QtCore import QObject, QPoint, Qt
{ask}
"""
LEAN = "from workbench.desktop.lean_pyside import import_pyside; import_pyside()"

#: Everything that PySide6 puts into words by the modules that are left for later.
ASKED = """
for wrong in (
    lambda: QPoint("a", 1),
    lambda: QPoint(1, 2, 3),
    lambda: QObject(nothing=1),
    lambda: QObject().setObjectName(1, 2),
    lambda: Qt.AlignmentFlag.AlignMiddle,
):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
print(QPoint.setX.__doc__)
from PySide6.support.signature import get_signature
print(get_signature(QObject.setObjectName))
"""


def answers(imports: str, ask: str = ASKED) -> str:
    code = _EXPLAIN.format(imports=imports, ask=ask)
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    ).stdout


def test_a_wrong_argument_is_explained_as_ever():
    plain, lean = answers(""), answers(LEAN)
    assert "Supported signatures" in plain
    assert lean == plain


def test_nothing_is_compiled_for_what_nobody_asks():
    loaded = set(answers(LEAN, "print(*sys.modules)").split())
    assert not loaded & {"argparse", "logging", "gettext"}
    later = "print(len(sys.modules['workbench.desktop.lean_pyside']._sources))"
    # Fails when another PySide6 has moved them: then they are compiled at each start again.
    assert answers(LEAN, later) == "6\n"


def test_threads_that_ask_at_once_all_get_an_answer():
    ask = """
from concurrent.futures import ThreadPoolExecutor
layout = sys.modules["shibokensupport.signature.layout"]
with ThreadPoolExecutor(8) as pool:
    print(len(set(pool.map(lambda _: layout.create_signature, range(16)))))
"""
    assert answers(LEAN, ask) == "1\n"


def test_imports_read_no_sources_and_compiling_is_pythons_own_afterwards():
    ask = "import builtins; print(builtins.__import__.__name__, builtins.compile)"
    assert "__feature_import__" in answers("", ask)
    name, compiling = answers(LEAN, ask).split(maxsplit=1)
    assert name != "__feature_import__"
    assert compiling == "<built-in function compile>\n"

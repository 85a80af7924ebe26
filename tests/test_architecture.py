"""The house stands as its plan says: imports go one way, only the desktop knows Qt."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_imports_go_one_way_and_only_the_desktop_knows_qt() -> None:
    check = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    result = subprocess.run(
        [sys.executable, "-c", check, "--no-cache"], cwd=ROOT, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_command_line_starts_without_qt_pandas_or_typst() -> None:
    check = (
        "import sys, workbench.cli;"
        "print([m for m in ('PySide6', 'pandas', 'numpy', 'typst', 'pyqtgraph', 'sqlite_utils')"
        " if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", check], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def test_no_code_path_imports_a_network_client() -> None:
    """Nothing leaves the machine: no module of ours names a library that opens sockets."""
    for path in (ROOT / "workbench").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        for name in (
            "import socket",
            "import urllib",
            "import http",
            "import requests",
            "QtNetwork",
        ):
            assert name not in text, f"{path}: {name}"

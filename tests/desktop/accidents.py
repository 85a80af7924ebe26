"""What befalls plan files: a program that ends without warning, a disk that loses a part."""

import subprocess
import sys
from pathlib import Path

from workbench.store.planfile import PlanFile

_PAGE = 4096

_CRASH = """
import os, signal, sys
from pathlib import Path
from workbench.operations.editing import VISION, edit_text
from workbench.store.planfile import PlanFile
opened = PlanFile.open(Path(sys.argv[1]))
edit_text(opened.database, VISION, 1, sys.argv[2])
os.kill(os.getpid(), signal.SIGKILL)
"""


def crash(path: Path, vision: str) -> None:
    """Open a plan, write its vision, and end at once as in a power cut; not on Windows."""
    command = [sys.executable, "-c", _CRASH, str(path), vision]
    subprocess.run(command, capture_output=True, check=False)


def damage(path: Path) -> None:
    """Write zeros over the second half of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    path.write_bytes(content)


def damage_table(path: Path, table: str) -> None:
    """Write over the page on which a table of a plan begins; the rest can be read."""
    content = bytearray(path.read_bytes())
    with PlanFile.open(path, read_only=True) as opened:
        statement = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        page = opened.database.rows(statement, [table])[0][0]
    content[(page - 1) * _PAGE : page * _PAGE] = b"\xff" * _PAGE
    path.write_bytes(content)

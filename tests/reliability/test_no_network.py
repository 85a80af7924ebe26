"""Nothing leaves the machine: no code path opens a socket, in Python or below it."""

import subprocess
import sys
from pathlib import Path

import pytest

_WORK = """
import sys

def refuse(event, arguments):
    if event in ("socket.__new__",) and int(arguments[1]) == 1:
        return  # AF_UNIX: how the processes of one machine talk to each other
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")):
        print("OPENED", event, file=sys.stderr, flush=True)
        raise SystemExit(99)

sys.addaudithook(refuse)
{below}
import json
from pathlib import Path
import xlsxwriter
from workbench.operations import (
    exporting, history, importing, merging, population, publishing, recovery, reporting, scenarios
)
from workbench.operations.editing import FIELDS, edit_text
from workbench.operations.projecting import project_file
from workbench.operations.sample import create_sample
from workbench.store import integrity, log, rescue
from workbench.store.planfile import PlanFile

folder = Path(sys.argv[1])
with create_sample(folder / "計画.plandb") as opened:
    edit_text(opened.database, FIELDS["theme.name"], 1, '#import "@preview/x:1.0.0"')
    edit_text(opened.database, FIELDS["profile.vision"], 1, "=WEBSERVICE(1) http://example.invalid")
    scenarios.set_assumptions(opened.database, 1, {{"tfr": 1.6}})
    population.load_population(opened.database)
    with xlsxwriter.Workbook(folder / "指標.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["施策番号", "指標名", "単位", "現状値", "目標値"])
        sheet.write_row(1, 0, ["4-10", "移住者数", "人", 120, 150])
        sheet.write_formula(2, 0, '=WEBSERVICE("http://example.invalid/")')
        sheet.write_url(3, 0, "http://example.invalid/")
        sheet.insert_textbox(4, 0, "x", {{"url": "http://example.invalid/"}})
    try:
        importing.propose(opened.database, folder / "指標.xlsx")
    except Exception as error:
        if type(error).__name__ not in ("PersonError", "Refusal", "RefusedFile"):
            raise
    exporting.export_book(opened.database, folder / "本.xlsx")
    reporting.write_bound(opened.database, ["summary"], folder / "概要.pdf")
    publishing.export_for_publication(opened, folder / "公開.plandb")
    opened.save()
    opened.save_as(folder / "写し.plandb")
    edit_text(opened.database, FIELDS["theme.name"], 2, "変更")
    opened.save()
with PlanFile.open(folder / "計画.plandb") as opened:
    merging.merge(opened.database, merging.compare_with(opened.database, folder / "写し.plandb"))
    history.undo(opened.database)
    recovery.unsaved_work()
integrity.problems(folder / "計画.plandb")
rescue.offer(folder / "計画.plandb")
log.report(RuntimeError())
print("DONE")
"""

#: Every command of the terminal but those that show a window.
_COMMANDS = (
    _WORK[: _WORK.index("import json")]
    + """
from pathlib import Path
from workbench.cli import main

folder = Path(sys.argv[1])
plan, copy, sheet = folder / "計画.plandb", folder / "写し.plandb", folder / "指標.csv"
sheet.write_text("施策番号,指標名,単位,R5\\n4-10,移住者数,人,120\\n", encoding="utf-8")
for arguments in (
    ["new", plan],
    ["publish", plan, "-o", folder / "公開.plandb"],
    ["import", plan, sheet],
    ["import", plan, sheet, "--dry-run", "--json"],
    *(["export", plan, "--kind", kind, "-o", folder / f"{{kind}}.xlsx"]
      for kind in ("template", "book", "data", "population")),
    *(["report", plan, "--kind", kind, "-o", folder / f"{{kind}}.pdf"]
      for kind in ("tree", "progress")),
    ["undo", plan],
    ["history", plan, "--json"],
    ["check", plan],
    ["merge", plan, plan],
):
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as stop:
        if stop.code not in (0, 1, None):
            raise
print("DONE")
"""
)

#: The whole window, through the main job.
_TOUR = (
    _WORK[: _WORK.index("import json")]
    + """
from pathlib import Path
from workbench.desktop.tour.driving import run_tour
if run_tour(Path(sys.argv[1]) / "tour", "ja") == 0:
    print("DONE")
"""
)

#: Lets the system end this process, and those it starts, when one asks for a socket that could
#: reach another machine: even a library that is not written in Python is held to it.
_BELOW_PYTHON = """
import ctypes, platform, struct
libc = ctypes.CDLL(None, use_errno=True)
number = {"x86_64": 41, "aarch64": 198}[platform.machine()]
def instruction(code, jump_true, jump_false, operand):
    return struct.pack("HBBI", code, jump_true, jump_false, operand)
program = b"".join((
    instruction(0x20, 0, 0, 0),             # load the number of the system call
    instruction(0x15, 0, 3, number),        # another one than socket(): let it through
    instruction(0x20, 0, 0, 16),            # load the family
    instruction(0x15, 1, 0, 1),             # AF_UNIX: let it through
    instruction(0x06, 0, 0, 0x80000000),    # end the process
    instruction(0x06, 0, 0, 0x7FFF0000),    # let it through
))
held = ctypes.create_string_buffer(program)
class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]
assert libc.prctl(38, 1, 0, 0, 0) == 0      # no new privileges
assert libc.prctl(22, 2, ctypes.byref(Program(6, ctypes.addressof(held))), 0, 0) == 0
"""


def run(
    folder: Path, home: Path, below: str, work: str = _WORK
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", work.format(below=below), str(folder)],
        capture_output=True,
        text=True,
        timeout=400,
    )


@pytest.mark.parametrize(
    "work",
    [
        pytest.param(_WORK, id="operations"),
        pytest.param(_COMMANDS, id="commands"),
        pytest.param(_TOUR, id="window", marks=pytest.mark.long),
    ],
)
def test_nothing_opens_a_socket(tmp_path: Path, home: Path, work: str) -> None:
    below = ""
    if sys.platform == "linux":
        below = _BELOW_PYTHON
    result = run(tmp_path, home, below, work)
    assert "OPENED" not in result.stderr
    assert result.returncode == 0, result.stderr[-3000:]
    assert result.stdout.splitlines()[-1] == "DONE"


_WINDOW = (
    _WORK[: _WORK.index("import json")]
    + """
import os
os.environ["WORKBENCH_STOPWATCH"] = "end"
sys.argv = ["workbench", sys.argv[1] + "/計画.plandb"]
from workbench.operations.sample import create_sample
from pathlib import Path
create_sample(Path(sys.argv[1])).close()
from workbench.__main__ import start
try:
    start()
except SystemExit as ended:
    print("DONE", ended.code)
"""
)


def test_the_window_opens_no_socket(tmp_path: Path, home: Path) -> None:
    below = _BELOW_PYTHON if sys.platform == "linux" else ""
    result = run(tmp_path, home, below, _WINDOW)
    assert "OPENED" not in result.stderr
    assert "usable" in result.stdout, result.stderr[-3000:]
    assert result.stdout.strip().endswith("DONE 0"), result.stderr[-3000:]


@pytest.mark.parametrize(
    ("below", "attempt"),
    [
        ("", "import socket; socket.socket()"),
        ("", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')"),
        pytest.param(
            _BELOW_PYTHON,
            "libc.socket(2, 1, 0)",
            marks=pytest.mark.skipif(
                sys.platform != "linux", reason="only Linux can be asked to watch system calls"
            ),
        ),
    ],
)
def test_an_attempt_would_be_noticed(tmp_path: Path, home: Path, below: str, attempt: str) -> None:
    beginning = _WORK[: _WORK.index("import json")]
    assert run(tmp_path, home, below, beginning + attempt).returncode != 0

"""The reading child: a process of its own that opens one workbook and writes down what is in it.

It is started as ``python -c "… run(sys.argv[1:])" REQUEST ANSWER``; in a frozen program, whose
executable takes no code, as ``PROGRAM --reading-child REQUEST ANSWER``, which the program's
entry point hands to `run_if_asked` before it imports anything else. A parser that hangs, crashes
or swells ends this process and nothing more. Both files are JSON; a password travels in the
environment, which other users cannot read, and not on the command line. The answer's first line is
about the workbook, each further one a sheet.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import sys
from pathlib import Path
from typing import Any

from workbench.exchange._memory_limit import limit_memory
from workbench.exchange.sniffing import Refusal

FLAG = "--reading-child"
PASSWORD = "WORKBENCH_READING_PASSWORD"  # noqa: S105 - the name of a variable


def run_if_asked(arguments: list[str]) -> bool:
    """Do the child's work when `arguments` (without the program's name) ask for it."""
    if arguments[:1] != [FLAG]:
        return False
    run(arguments[1:])
    return True


def run(arguments: list[str]) -> None:
    """Do the work and end the process, without taking a quarter of a million cells apart."""
    main(arguments)
    os._exit(0)


def main(arguments: list[str]) -> None:
    """Read the workbook that the request names and write the answer, or why there is none."""
    request_path, answer_path = (Path(argument) for argument in arguments)
    request = json.loads(request_path.read_text(encoding="utf-8"))
    # Ends an orphan, too: the watchdog is a thread of C and needs no help from the parser.
    silence = Path(os.devnull).open("w")  # noqa: SIM115 - stays open as long as the watchdog
    faulthandler.dump_traceback_later(request["seconds"] + 2, exit=True, file=silence)
    limit_memory(request["memory_bytes"])
    # Nothing here stands in a circle, and the process is gone before it would matter.
    gc.disable()
    answer = _answer(request)
    # A line for each sheet, so that the parent need not parse all in one go: Python lets nothing
    # else run meanwhile, and a window would hold still.
    sheets = answer.pop("sheets", ())
    lines = [json.dumps(part, ensure_ascii=False) for part in (answer, *sheets)]
    # A cell may hold half of a surrogate pair; JSON gives it back as it was.
    answer_path.write_bytes("\n".join(lines).encode("utf-8", errors="surrogatepass"))


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    # Imported under the limits, so that whatever a parser's import does is limited, too.
    from workbench.exchange.parsing import parse  # noqa: PLC0415

    try:
        return parse(Path(request["path"]).read_bytes(), request, os.environ.get(PASSWORD))
    except Refusal as refusal:
        return {"refused": refusal.code, "details": dict(refusal.details)}
    except MemoryError:
        return {"refused": "file.too_large", "details": {}}
    except OSError as error:
        return {"refused": "file.unreadable", "details": {"reason": error.strerror or str(error)}}


if __name__ == "__main__":
    run(sys.argv[1:])

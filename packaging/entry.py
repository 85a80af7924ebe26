"""Where the bundled program begins.

The importer starts the program a second time to read a workbook in a process of its own; that
child must not load the window, so it is asked for before anything else is imported. What it needs
is not imported in its turn to show the window.
"""

import os
import sys

#: `workbench.exchange._child.FLAG`.
READING_CHILD = "--reading-child"


def let_others_find_their_own_libraries() -> None:
    """Give programs that are started from here, as the browser, the PC's libraries and not ours.

    The starter of the bundle puts its folder into LD_LIBRARY_PATH and keeps what was there before.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before


if sys.argv[1:2] == [READING_CHILD]:
    from workbench.exchange._child import run_if_asked

    run_if_asked(sys.argv[1:])
else:
    let_others_find_their_own_libraries()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # A windowed program on Windows has no console to write to.
            # Left open for as long as the program runs, so neither a block nor a Path closes it.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115

    from workbench.__main__ import start

    start()

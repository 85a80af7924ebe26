"""Where the bundled program begins.

The importer starts the program a second time to read a workbook in a process of its own; that
child must not load the window, so it is asked for before anything else is imported.
"""

import os
import sys

from workbench.exchange._child import run_if_asked


def let_others_find_their_own_libraries() -> None:
    """Give programs that are started from here, as the browser, the PC's libraries and not ours.

    The starter of the bundle puts its folder into LD_LIBRARY_PATH and keeps what was there before.
    """
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before


if not run_if_asked(sys.argv[1:]):
    let_others_find_their_own_libraries()
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # A windowed program on Windows has no console to write to.
            # Left open for as long as the program runs, so neither a block nor a Path closes it.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115

    from workbench.__main__ import start

    start()

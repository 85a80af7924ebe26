"""Where the bundled program begins.

The importer starts the program a second time to read a workbook in a process of its own; that
child must not load the window, so it is asked for before anything else is imported.
"""

import os
import sys

from workbench.exchange._child import run_if_asked

if not run_if_asked(sys.argv[1:]):
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            # A windowed program on Windows has no console to write to.
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115

    from workbench.__main__ import start

    start()

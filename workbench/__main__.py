"""Run the program: ``python -m workbench``."""

import sys


def start() -> None:
    """Open the window when a plan or nothing is named; leave everything else to the command line.

    A double click on a plan is the commonest start by far and does not wait for the command line
    to be imported.
    """
    arguments = sys.argv[1:]
    if not arguments or (len(arguments) == 1 and arguments[0].lower().endswith(".plandb")):
        import gc  # noqa: PLC0415
        from pathlib import Path  # noqa: PLC0415

        # What is imported and made now stays; looking for garbage among it would take 5 ms.
        gc.disable()
        from workbench.desktop.lean_pyside import import_pyside  # noqa: PLC0415

        import_pyside()
        from workbench.desktop.application import run  # noqa: PLC0415

        sys.exit(run(Path(arguments[0]) if arguments else None))
    from workbench.cli import main  # noqa: PLC0415

    main()


if __name__ == "__main__":
    start()

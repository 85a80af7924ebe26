"""The application: language, look, and the first window."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from workbench import __version__
from workbench.desktop import icons, look, settings
from workbench.desktop.first_paint import (
    FirstPaint,
    hold_collection,
    resume_collection,
    tell_stopwatch,
)
from workbench.desktop.garbage import Garbage
from workbench.desktop.in_force import apply_settings, set_up_language, system_is_dark
from workbench.desktop.mishaps import Mishaps
from workbench.desktop.samples import sample_file
from workbench.desktop.window import MainWindow
from workbench.errors import PersonError
from workbench.language import tr

if TYPE_CHECKING:
    from workbench.store.planfile import PlanFile

#: Milliseconds from the first painted window until imports may take a share of the processor.
_LOOKS_AROUND = 300


def make_application(spoken: str) -> QApplication:
    """Return the application speaking `spoken`; the one there is, when there is one."""
    from workbench.desktop.calm_style import apply_style

    app = _application()
    apply_style(app)
    set_up_language(app, spoken)
    look.apply_look(app, system_is_dark())
    return app


def _application() -> QApplication:
    """Return the application, before it speaks a language or looks like anything."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        # The style by its name: handed over as an object it would make the classes of all styles.
        app = QApplication([*sys.argv[:1], "-style", "fusion"])
    app.setApplicationName("planning-workbench")
    app.setApplicationVersion(__version__)
    app.setWindowIcon(icons.application_icon())
    return app


def _running() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def open_first(file: Path | None) -> tuple[PlanFile, PersonError | None]:
    """Return the plan to begin with: `file`, or the sample, with why `file` cannot be opened.

    Raises `PersonError` when not even the sample can be opened.
    """
    from workbench.desktop.document import open_sample
    from workbench.store.planfile import PlanFile

    if file is None:
        return open_sample(), None
    try:
        return PlanFile.open(file), None
    except PersonError as error:
        return open_sample(), error


def run(file: Path | None, spoken: str | None = None) -> int:
    """Open the window on a plan file, or on the sample; return the exit code.

    `spoken` is the language asked for this time; None speaks the one that has been chosen.
    """
    if _is_shown_already(file or sample_file()):
        return 0
    hold_collection()
    chosen = settings.load()
    if spoken is not None:
        chosen = replace(chosen, language=spoken)
    app = _application()
    apply_settings(app, chosen)
    is_first = file is None and not sample_file().exists()
    window = MainWindow(waits_for=tr("Making your copy of the sample plan…") if is_first else "")
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: window.follow_system())
    FirstPaint(window, lambda: _move_in(window, file))
    window.show()
    with Mishaps(window).caught():
        return app.exec()


def _is_shown_already(plan: Path) -> bool:
    """Tell whether another window of this person shows the plan; that window comes forward."""
    if not plan.with_name(f"{plan.name}.lock").exists():
        # The usual case: nobody has it open, and nothing is imported to find that out.
        return False
    from workbench.store import summons

    return summons.ask(plan)


def _move_in(window: MainWindow, file: Path | None) -> None:
    """Open the plan and build everything around it; the empty window has been painted by now."""
    tell_stopwatch("painted")
    if not window.isVisible():
        return
    from workbench.desktop.document import Document

    try:
        plan_file, error = open_first(file)
    except PersonError as unopened:
        print(unopened, file=sys.stderr)  # noqa: T201 - there is no plan to show it beside
        window.questions.tell(window, str(unopened))
        QApplication.exit(unopened.exit_code)
        return
    window.show_document(Document(plan_file))
    if error is not None:
        window.show_error(error)
    FirstPaint(window, lambda: _go_on(window, asks=error is None))


def _go_on(window: MainWindow, *, asks: bool) -> None:
    """Do what has waited for the window: it can be read and used by now."""
    resume_collection()
    Garbage(window)
    if tell_stopwatch("usable") == "end":
        window.close()
        return
    from workbench.desktop.summons import Summons

    _running().aboutToQuit.connect(Summons(window).stop)
    window.remember()
    if asks:
        window.opening.ask_about_unsaved()
    QTimer.singleShot(_LOOKS_AROUND, window, lambda: _look_around(window))


def _look_around(window: MainWindow) -> None:
    from workbench.desktop.calm_style import apply_style

    apply_style(_running())
    if not look.has_text_font():
        window.notice.tell(
            tr(
                "No Japanese font was found on this PC, so text is shown as boxes. Install the"
                " font BIZ UDGothic (Debian: fonts-morisawa-bizud-gothic) and start the program"
                " again."
            )
        )
    warm_up()


def warm_up() -> None:
    """Import what the first click needs while the person looks around."""
    threading.Thread(target=_import_later_needed, daemon=True).start()


def _import_later_needed() -> None:
    import workbench.desktop.history_panel
    import workbench.desktop.importing.page  # every layout of the exchange
    import workbench.desktop.plan.element_page
    import workbench.desktop.plan.plan_search
    import workbench.desktop.plan.theme_page
    import workbench.desktop.population_host  # noqa: F401 - NumPy and the charts

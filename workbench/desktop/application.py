"""The application: language, look, and the first window."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from workbench import __version__, language
from workbench.desktop import icons, look, settings
from workbench.desktop.document import Document, open_sample
from workbench.desktop.in_force import apply_settings, set_up_language, system_is_dark
from workbench.desktop.mishaps import Mishaps
from workbench.desktop.window import MainWindow
from workbench.errors import PersonError
from workbench.store.planfile import PlanFile


def make_application(spoken: str) -> QApplication:
    """Return the application speaking `spoken`; the one there is, when there is one."""
    language.set_language(spoken)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("planning-workbench")
    app.setApplicationVersion(__version__)
    app.setWindowIcon(icons.application_icon())
    set_up_language(app, spoken)
    look.apply_look(app, system_is_dark())
    return app


def open_first(file: Path | None) -> tuple[PlanFile, PersonError | None]:
    """Return the plan to begin with: `file`, or the sample, with why `file` cannot be opened.

    Raises `PersonError` when not even the sample can be opened.
    """
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
    chosen = settings.load()
    if spoken is not None:
        chosen = replace(chosen, language=spoken)
    app = make_application(chosen.language)
    apply_settings(app, chosen)
    try:
        plan_file, error = open_first(file)
    except PersonError as unopened:
        print(unopened, file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return unopened.exit_code
    window = MainWindow(Document(plan_file))
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda _scheme: window.follow_system())
    if error is not None:
        window.show_error(error)
    window.show()
    QTimer.singleShot(0, warm_up)
    if error is None:
        QTimer.singleShot(0, window.opening.ask_about_unsaved)
    with Mishaps(window).caught():
        return app.exec()


def warm_up() -> None:
    """Import what the first step and the other pages need while the person looks around."""
    threading.Thread(target=_import_later_needed, daemon=True).start()


def _import_later_needed() -> None:
    import sqlite_utils  # noqa: F401 - the first step needs it, and it brings pandas

    import workbench.desktop.population_host  # noqa: F401 - NumPy and the charts

"""Puts into force what a person has chosen: language, years, size of text, light or dark."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from workbench import language
from workbench.desktop import look
from workbench.desktop.settings import Settings, Theme
from workbench.language import tr
from workbench.plan.fiscal_years import set_year_style


def set_up_language(app: QApplication, spoken: str) -> None:
    """Let the program, Qt's own words and the writing of numbers speak `spoken`."""
    language.set_language(spoken)
    app.setApplicationDisplayName(tr("Comprehensive Plan Workbench"))
    QLocale.setDefault(QLocale("ja_JP" if spoken == "ja" else "en_US"))
    _translate_qt(app, spoken)


def apply_settings(app: QApplication, chosen: Settings) -> None:
    """Let everything made from now on follow what a person has chosen."""
    set_up_language(app, chosen.language)
    set_year_style(chosen.years)
    look.set_text_size(chosen.text_size)
    dark = system_is_dark() if chosen.theme is Theme.SYSTEM else chosen.theme is Theme.DARK
    look.apply_look(app, dark)


def _translate_qt(app: QApplication, spoken: str) -> None:
    """Give Qt's own words (file dialogs, context menus) the language of the interface."""
    for held in app.findChildren(QTranslator, "qtbase"):
        app.removeTranslator(held)
        held.deleteLater()
    if spoken == "en":
        return
    translator = QTranslator(app)
    translator.setObjectName("qtbase")
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{spoken}", folder):
        app.installTranslator(translator)


def system_is_dark() -> bool:
    """Return whether the system asks for dark colours."""
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark

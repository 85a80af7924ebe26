"""Ways about the page of the plan's settings."""

from PySide6.QtWidgets import QApplication


def show(settings, key):
    settings.show_section(key)
    QApplication.processEvents()
    return settings.section

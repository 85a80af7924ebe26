"""The style of all widgets: Fusion, with labels that show a text as it is.

A module of its own, as its base class alone brings 540 names of `QStyle`, and as PySide6 makes the
classes of all widgets there are when a style in Python is handed one that Qt has made: 15 ms that a
start leaves for when the plan is shown.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QProxyStyle


class CalmStyle(QProxyStyle):
    """Fusion, but labels show a text as it is: Qt would take what a plan says for HTML.

    Tooltips and the questions of dialogs are labels, too. A label that is to show HTML says so.
    """

    def polish(self, what: Any) -> Any:
        """Prepare a widget before it is shown, or one that is shown already."""
        if isinstance(what, QLabel) and what.textFormat() is Qt.TextFormat.AutoText:
            what.setTextFormat(Qt.TextFormat.PlainText)
        return super().polish(what)


def apply_style(app: QApplication) -> None:
    """Give all widgets the style, those that are shown already too; nothing moves or flashes."""
    app.setStyle(CalmStyle("Fusion"))

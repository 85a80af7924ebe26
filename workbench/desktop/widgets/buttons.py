"""Push buttons of a height that can be hit."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from workbench.desktop.look import SPACING


def push_button(text: str = "") -> QPushButton:
    """Return a push button that is never pressed by Enter elsewhere."""
    button = QPushButton(text)
    button.setMinimumHeight(3 * SPACING + SPACING // 2)
    button.setAutoDefault(False)
    return button

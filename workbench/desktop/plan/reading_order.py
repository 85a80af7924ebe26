"""Tab goes through a page as the eye does, however late its parts were made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget


def in_reading_order(part: QWidget | QLayout) -> Iterator[QWidget]:
    """Yield what takes the keyboard by Tab below a widget or layout, as it stands there.

    A widget whose parts are not in a layout tells their order itself, by `parts_in_order`.
    """
    ordered = getattr(part, "parts_in_order", None)
    if ordered is not None:
        for child in ordered():
            yield from in_reading_order(child)
        return
    if isinstance(part, QWidget):
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield part
            return
        layout = part.layout()
    else:
        layout = part
    for at in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(at) if layout is not None else None
        below = (item.widget() or item.layout()) if item is not None else None
        if below is not None:
            yield from in_reading_order(below)


def set_reading_order(part: QWidget | QLayout) -> None:
    """Let Tab go through everything below a widget or layout as it stands there."""
    for one, two in pairwise(in_reading_order(part)):
        if one.nextInFocusChain() is not two:
            QWidget.setTabOrder(one, two)

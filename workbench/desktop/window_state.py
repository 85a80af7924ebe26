"""How the window was left: its place and size, the widths of its parts, whether history shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QSplitter

from workbench.desktop import settings

if TYPE_CHECKING:
    from workbench.desktop.window import MainWindow

_PLACE, _WIDTHS, _HISTORY = "window_place", "window_widths", "window_history"


def keep(window: MainWindow) -> None:
    """Write down how the window is left."""
    settings.write(
        {
            _PLACE: bytes(window.saveGeometry().toBase64().data()).decode("ascii"),
            _WIDTHS: widths(window),
            _HISTORY: window.shows_history,
        }
    )


def restore_place(window: MainWindow) -> None:
    """Put the window where it was left; Qt brings it back when that screen is gone."""
    place = settings.read(_PLACE)
    if isinstance(place, str):
        window.restoreGeometry(QByteArray.fromBase64(QByteArray(place.encode("ascii", "ignore"))))


def restore_parts(window: MainWindow) -> None:
    """Give the parts of the window the widths they were left with, and show the history again."""
    held = settings.read(_WIDTHS)
    if isinstance(held, dict):
        set_widths(window, held)
    if settings.read(_HISTORY) is True:
        window.history.show()
        window.actions_.history.setChecked(True)


def widths(window: MainWindow) -> dict[str, list[int]]:
    """Return the widths on both sides of every named handle, by its name."""
    named = (one for one in window.findChildren(QSplitter) if one.objectName())
    return {one.objectName(): one.sizes() for one in named}


def set_widths(window: MainWindow, held: dict[str, list[int]]) -> None:
    """Give the parts the widths of `widths`; what does not fit is passed over."""
    for one in window.findChildren(QSplitter):
        sizes = held.get(one.objectName())
        if sizes is not None and _fits(sizes, one):
            one.setSizes(sizes)


def _fits(sizes: object, splitter: QSplitter) -> bool:
    return (
        isinstance(sizes, list)
        and len(sizes) == splitter.count()
        and all(isinstance(size, int) and size >= 0 for size in sizes)
        and sum(sizes) > 0
    )

"""The surface of a view that scrolls, made here and not by Qt.

When Python is handed a plain widget that Qt has made, as by `viewport()`, PySide6 makes the classes
of all widgets there are to see which one it is: 15 ms of a start. Of one made here it knows.
"""

from __future__ import annotations

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractScrollArea, QWidget


def make_surface(area: QAbstractScrollArea, role: QPalette.ColorRole) -> None:
    """Give a view a surface in the colour of `role` that behaves as the one Qt has made.

    To be called before the view holds anything; not for a `QTextEdit`, which Qt ends with.
    """
    surface = QWidget()
    surface.setObjectName("qt_scrollarea_viewport")
    surface.setBackgroundRole(role)
    surface.setAutoFillBackground(True)
    surface.setAcceptDrops(area.acceptDrops())
    surface.setMouseTracking(area.hasMouseTracking())
    area.setViewport(surface)

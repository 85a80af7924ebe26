"""Icons from ``resources/icons``, drawn in the text colour of the theme in force."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from workbench import places
from workbench.desktop import look

_SIDE = 20


def icon(name: str, colour: str = "") -> QIcon:
    """Return a line icon in `colour`, or in the colour of text."""
    from PySide6.QtSvg import QSvgRenderer

    drawing = (places.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("#000000", colour or look.current_colours().text)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    made = QIcon()
    for scale in (1, 2):
        picture = QPixmap(_SIDE * scale, _SIDE * scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, _SIDE * scale, _SIDE * scale))
        painter.end()
        picture.setDevicePixelRatio(scale)
        made.addPixmap(picture)
    return made


def application_icon() -> QIcon:
    """Return the program's own icon."""
    return QIcon(str(places.resources() / "icons" / "app.svg"))

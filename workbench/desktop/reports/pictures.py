"""What is told of a form's first page: its small picture, and the paper it is for."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from workbench.desktop import look
from workbench.desktop.reports.preview import scaled, size_of
from workbench.desktop.reports.rendering import SCREEN
from workbench.language import tr

PICTURE = QSize(144, 144)

_MILLIMETRES_PER_INCH = 25.4
#: The shorter side in millimetres, to the nearest ten.
_PAPERS = {210: "A4", 300: "A3", 150: "A5"}


def first_page(page: bytes) -> QPixmap:
    """Return the small picture of a first page, with an edge like a sheet."""
    size = size_of(page).scaled(PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
    picture = blank()
    painter = QPainter(picture)
    left = (PICTURE.width() - size.width()) // 2
    top = PICTURE.height() - size.height()
    painter.drawPixmap(left, top, scaled(page, size))
    painter.setPen(QPen(look.current_colours().official))
    painter.drawRect(left, top, size.width() - 1, size.height() - 1)
    painter.end()
    return picture


def blank() -> QPixmap:
    """Return a picture with nothing on it, as large as the others."""
    picture = QPixmap(PICTURE)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def paper_of(page: bytes) -> str:
    """Return the paper a page of the preview is for: A4, upright."""
    size = size_of(page)
    shorter = min(size.width(), size.height()) / SCREEN * _MILLIMETRES_PER_INCH
    name = _PAPERS.get(round(shorter, -1), "")
    way = tr("landscape") if size.width() > size.height() else tr("portrait")
    return tr("Paper: {name} {way}", name=name, way=way) if name else ""

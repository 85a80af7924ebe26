"""Sheets drawn by Qt: as pictures on the screen, as vectors on a printer."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workbench.desktop import look
from workbench.language import tr
from workbench.report.typesetting import Sheet

#: The size of the small pictures in the list of forms.
PICTURE = QSize(112, 112)

#: The shorter side in millimetres, to the nearest ten.
_PAPERS = {210: "A4", 300: "A3", 150: "A5"}


def image_of(sheet: Sheet, size: QSize, ratio: float = 1.0) -> QImage:
    """Return a sheet as a picture of `size` for a screen of this pixel ratio; on any thread."""
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint(painter, sheet, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def paint(painter: QPainter, sheet: Sheet, area: QRectF) -> None:
    """Draw a sheet into an area, whose shape it is expected to have."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    QSvgRenderer(QByteArray(sheet.drawing)).render(painter, area)


def small_size(sheet: Sheet) -> QSize:
    """Return the size of a sheet's small picture."""
    whole = QSize(round(10 * sheet.width), round(10 * sheet.height))
    return whole.scaled(PICTURE, Qt.AspectRatioMode.KeepAspectRatio)


def framed(image: QImage) -> QPixmap:
    """Return the small picture of a first page, with an edge like a sheet."""
    size = image.deviceIndependentSize().toSize()
    picture = blank()
    painter = QPainter(picture)
    left = (PICTURE.width() - size.width()) // 2
    top = (PICTURE.height() - size.height()) // 2
    painter.drawImage(QRectF(left, top, size.width(), size.height()), image)
    painter.setPen(QPen(look.current_colours().official))
    painter.drawRect(left, top, size.width() - 1, size.height() - 1)
    painter.end()
    return picture


def blank() -> QPixmap:
    """Return a picture with nothing on it, as large as the others."""
    picture = QPixmap(PICTURE)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def paper_of(sheet: Sheet) -> str:
    """Return the paper a sheet is for: A4, upright."""
    name = _PAPERS.get(10 * round(min(sheet.width, sheet.height) / 10), "")
    way = tr("landscape") if sheet.width > sheet.height else tr("portrait")
    return tr("Paper: {name} {way}", name=name, way=way) if name else ""

"""Draws the program's icon for installers and desktops from ``resources/icons/app.svg``.

    python packaging/make_icons.py FOLDER

writes ``workbench.ico`` (16 to 256 pixels, for Windows), PNGs for Linux desktops, and the same for
plan files with a sheet of paper behind. Small sizes are drawn from a plainer picture: at sixteen
pixels three lines and three dots run into each other.
"""

from __future__ import annotations

import os
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parent.parent
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)

#: Up to this size the plainer drawing is used.
_SMALL = 32


def drawing(name: str, size: int) -> QImage:
    """Return the icon `name` in one size."""
    folder = ROOT / "resources" / "icons"
    small = folder / f"{name}_small.svg"
    source = small if size <= _SMALL and small.is_file() else folder / f"{name}.svg"
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(source)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """Return a picture as PNG."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(held.data())


def bitmap(image: QImage) -> bytes:
    """Return a picture as an icon's bitmap: header, BGRA rows from the bottom, empty mask.

    Source: Microsoft Learn, "ICONDIRENTRY" and BITMAPINFOHEADER; the height counts the mask.
    """
    side = image.width()
    header = struct.pack("<IiiHHIIiiII", 40, side, 2 * side, 1, 32, 0, 0, 0, 0, 0, 0)
    rows = bytes(image.constBits())
    width = 4 * side
    pixels = b"".join(rows[at : at + width] for at in range((side - 1) * width, -1, -width))
    mask = bytes((side + 31) // 32 * 4 * side)
    return header + pixels + mask


def icon_file(images: list[QImage]) -> bytes:
    """Return an .ico of several sizes; the large ones as PNG, as Windows itself does."""
    parts = [png(image) if image.width() >= 128 else bitmap(image) for image in images]
    offset = 6 + 16 * len(parts)
    entries = b""
    for image, part in zip(images, parts, strict=True):
        side = image.width() % 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(part), offset)
        offset += len(part)
    return struct.pack("<HHH", 0, 1, len(parts)) + entries + b"".join(parts)


def main(folder: Path) -> None:
    """Write every icon into `folder`."""
    _app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, called in (("app", "workbench"), ("plan_file", "plan-file")):
        images = [drawing(name, size) for size in SIZES]
        (folder / f"{called}.ico").write_bytes(icon_file(images))
        for size in PNG_SIZES:
            (folder / f"{called}-{size}.png").write_bytes(png(drawing(name, size)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

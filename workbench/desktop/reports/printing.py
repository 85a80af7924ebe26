"""Pages onto paper: pictures at the printer's resolution, each on a sheet of its own size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

_MILLIMETRES_PER_INCH = 25.4


def printer_for(page: QSize, pixels_per_inch: float, name: str) -> QPrinter:
    """Return a printer set to the paper of a page of this many pixels.

    `name` is what the printer's queue calls the document.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    millimetres = [
        side / pixels_per_inch * _MILLIMETRES_PER_INCH for side in (page.width(), page.height())
    ]
    paper = QPageSize(
        QSizeF(min(millimetres), max(millimetres)),
        QPageSize.Unit.Millimeter,
        "",
        QPageSize.SizeMatchPolicy.FuzzyMatch,
    )
    printer.setPageSize(paper)
    is_wide = page.width() > page.height()
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    )
    return printer


def print_pages(printer: QPrinter, pages: Sequence[bytes]) -> int:
    """Print those of the pages (PNG) that the person asked for; return how many there were.

    Raises `OSError` when the printer does not take them.
    """
    first = printer.fromPage() or 1
    last = printer.toPage() or len(pages)
    wanted = list(pages[first - 1 : last])
    # The margins are in the pages already.
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise OSError(printer.printerName())
    for number, page in enumerate(wanted):
        if number:
            printer.newPage()
        sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
        image = QImage.fromData(page)
        size = QSizeF(image.size()).scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (sheet.width() - size.width()) / 2, (sheet.height() - size.height()) / 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), image)
    painter.end()
    return len(wanted)

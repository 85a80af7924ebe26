"""Pages onto paper: drawn as vectors, each on a sheet of its own size, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from workbench.desktop.reports.drawing import paint
from workbench.report.typesetting import Sheet


def printer_for(sheet: Sheet, name: str) -> QPrinter:
    """Return a printer set to the paper of a sheet.

    `name` is what the printer's queue calls the document.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    _set_paper(printer, sheet)
    return printer


def _set_paper(printer: QPrinter, sheet: Sheet) -> None:
    sides = sorted((sheet.width, sheet.height))
    paper = QPageSize(
        QSizeF(*sides), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    printer.setPageSize(paper)
    is_wide = sheet.width > sheet.height
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    )


class Printing(QObject):
    """Prints those of the pages that the person asked for, and can be stopped between two."""

    #: So many of so many pages are with the printer.
    progressed = Signal(int, int)
    #: All so many pages are; 0 of them when it was stopped.
    finished = Signal(int)
    #: The printer of this name did not take them.
    refused = Signal(str)

    def __init__(self, printer: QPrinter, sheets: Sequence[Sheet], parent: QObject) -> None:
        super().__init__(parent)
        first = printer.fromPage() or 1
        last = printer.toPage() or len(sheets)
        self._printer = printer
        self._sheets = list(sheets[first - 1 : last])
        self._painter = QPainter()
        self._done = 0
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._print_next)

    def start(self) -> None:
        """Begin with the first page."""
        # The margins are in the pages already.
        self._printer.setFullPage(True)
        if not self._painter.begin(self._printer):
            self.refused.emit(self._printer.printerName())
            return
        self._turn.start(0)

    def stop(self) -> None:
        """Print no further page, and take back what the printer has not printed yet."""
        if self._painter.isActive():
            self._turn.stop()
            self._printer.abort()
            self._painter.end()
            self.finished.emit(0)

    def _print_next(self) -> None:
        if self._done == len(self._sheets):
            self._turn.stop()
            self._painter.end()
            self.finished.emit(self._done)
            return
        sheet = self._sheets[self._done]
        if self._done:
            self._printer.newPage()
        room = QRectF(self._printer.paperRect(QPrinter.Unit.DevicePixel))
        size = QSizeF(sheet.width, sheet.height).scaled(
            room.size(), Qt.AspectRatioMode.KeepAspectRatio
        )
        left, top = (room.width() - size.width()) / 2, (room.height() - size.height()) / 2
        paint(self._painter, sheet, QRectF(left, top, size.width(), size.height()))
        self._done += 1
        self.progressed.emit(self._done, len(self._sheets))

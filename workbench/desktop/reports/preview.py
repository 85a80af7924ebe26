"""The pages of a form as they will print, one beneath the other, as wide as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.language import tr

_GAP = 2 * SPACING
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class Preview(QScrollArea):
    """Pages that scroll; zoom 1 shows a page at the width of the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Pages as they will print"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setBackgroundRole(QPalette.ColorRole.Mid)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._zoom = 1.0
        self._sheets = _Sheets()
        self.setWidget(self._sheets)

    @property
    def page_count(self) -> int:
        """Return how many pages are shown."""
        return len(self._sheets.pages)

    @property
    def zoom(self) -> float:
        """Return the width of a page in widths of the window."""
        return self._zoom

    def show_pages(self, pages: Sequence[QImage]) -> None:
        """Show these pages at the place that was looked at before."""
        self._sheets.pages = list(pages)
        self._fit()

    def fit_width(self) -> None:
        """Show a page as wide as the window."""
        self._set_zoom(1.0)

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._set_zoom(next((zoom for zoom in _ZOOMS if zoom > self._zoom), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        smaller = [zoom for zoom in _ZOOMS if zoom < self._zoom]
        self._set_zoom(smaller[-1] if smaller else _ZOOMS[0])

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # The bar's width is set aside even while it is hidden, or fitting would not settle.
        room = self.width() - self.verticalScrollBar().sizeHint().width() - 2 * _GAP
        self._sheets.lay_out(max(int(room * self._zoom), 80))


class _Sheets(QWidget):
    """Paints the pages, scaled once for each width."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[QImage] = []
        self._places: list[QRect] = []
        self._scaled: list[QPixmap | None] = []
        self._ratio = 1.0

    def lay_out(self, width: int) -> None:
        """Give every page this width."""
        self._places = []
        top = _GAP
        for page in self.pages:
            height = round(page.height() * width / page.width())
            self._places.append(QRect(_GAP, top, width, height))
            top += height + _GAP
        self._scaled = [None] * len(self.pages)
        self._ratio = self.devicePixelRatioF()
        self.resize(QSize(width + 2 * _GAP, max(top, 80)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, place in enumerate(self._places):
            if not place.intersects(event.rect()):
                continue
            scaled = self._scaled[number]
            if scaled is None:
                scaled = self._scaled[number] = self._page(number, place.size())
            shadow = QColor(0, 0, 0, 28)
            painter.fillRect(place.translated(2, 2), shadow)
            painter.drawPixmap(place, scaled)
            painter.setPen(QColor(look.current_colours().line))
            painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _page(self, number: int, size: QSize) -> QPixmap:
        scaled = self.pages[number].scaled(
            size * self._ratio,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        pixmap = QPixmap.fromImage(scaled)
        pixmap.setDevicePixelRatio(self._ratio)
        return pixmap

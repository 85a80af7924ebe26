"""The pages of a form as they will print, one beneath the other, as wide as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QRect, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QToolButton, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.language import tr

_GAP = 2 * SPACING
#: How many pages are kept unpacked.
_KEPT = 8
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
#: Share of a picture's own width at which a page is read well: 100 of 144 pixels per inch.
_NATURAL = 100 / 144


class Preview(QScrollArea):
    """Pages that scroll; zoom 1 is the size of paper, or less where the window is narrower."""

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
        """Return how many times larger than at first the pages are shown."""
        return self._zoom

    def show_pages(self, pages: Sequence[bytes]) -> None:
        """Show these pages (PNG) at the place that was looked at before."""
        self._sheets.set_pages(pages)
        self._fit()

    def fit_width(self) -> None:
        """Show a page as wide as the window."""
        self._set_zoom(self._room() / self._first_width())

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

    def _room(self) -> int:
        # The bar's width is set aside even while it is hidden, or fitting would not settle.
        return self.width() - self.verticalScrollBar().sizeHint().width() - 2 * _GAP

    def _first_width(self) -> float:
        widest = max((size.width() for size in self._sheets.sizes), default=1)
        return max(min(self._room(), widest * _NATURAL), 80.0)

    def _fit(self) -> None:
        self._sheets.lay_out(int(self._first_width() * self._zoom))


class _Sheets(QWidget):
    """Paints the pages that are in sight; a form may have more than fit into memory."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[bytes] = []
        self.sizes: list[QSize] = []
        self._places: list[QRect] = []
        self._ready: dict[int, QPixmap] = {}

    def set_pages(self, pages: Sequence[bytes]) -> None:
        """Take over other pages, as PNG."""
        self.pages = list(pages)
        self.sizes = [size_of(page) for page in pages]
        self._ready = {}

    def lay_out(self, width: int) -> None:
        """Give every page this width."""
        self._places = []
        top = _GAP
        for size in self.sizes:
            height = round(size.height() * width / size.width())
            self._places.append(QRect(_GAP, top, width, height))
            top += height + _GAP
        self._ready = {}
        self.resize(QSize(width + 2 * _GAP, max(top, 80)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for number, place in enumerate(self._places):
            if not place.intersects(event.rect()):
                continue
            painter.fillRect(place.translated(2, 2), QColor(0, 0, 0, 28))
            painter.drawPixmap(place, self._page(number, place.size()))
            painter.setPen(QColor(look.current_colours().line))
            painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _page(self, number: int, size: QSize) -> QPixmap:
        if number not in self._ready:
            while len(self._ready) >= _KEPT:
                self._ready.pop(next(iter(self._ready)))
            self._ready[number] = scaled(self.pages[number], size, self.devicePixelRatioF())
        return self._ready[number]


def zoom_buttons(preview: Preview) -> list[QToolButton]:
    """Return the buttons that change the size of the pages."""
    made = []
    for sign, name, then in (
        ("−", tr("Smaller"), preview.zoom_out),
        ("＋", tr("Larger"), preview.zoom_in),
        (tr("Fit the width"), tr("Fit the width"), preview.fit_width),
    ):
        button = QToolButton()
        button.setText(sign)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setAutoRaise(True)
        button.clicked.connect(then)
        made.append(button)
    return made


def size_of(page: bytes) -> QSize:
    """Return the size of a PNG without unpacking it."""
    content = QByteArray(page)
    buffer = QBuffer(content)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    return QImageReader(buffer, QByteArray(b"png")).size()


def scaled(page: bytes, size: QSize, ratio: float = 1.0) -> QPixmap:
    """Return a PNG as a picture of `size` for a screen of this pixel ratio."""
    image = QImage.fromData(page).scaled(
        size * ratio,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    picture = QPixmap.fromImage(image)
    picture.setDevicePixelRatio(ratio)
    return picture

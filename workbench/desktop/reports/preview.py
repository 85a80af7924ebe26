"""The pages of a form as they will print, one beneath the other, as wide as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QScrollArea, QToolButton, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.reports.drawing import image_of
from workbench.language import tr
from workbench.report.typesetting import Sheet

_GAP = 2 * SPACING
#: How many pages are kept drawn.
_KEPT = 12
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
#: Pixels for a millimetre at which a page is read well: 100 to the inch.
_NATURAL = 100 / 25.4


class Preview(QScrollArea):
    """Pages that scroll; zoom 1 is the size of paper, or less where the window is narrower.

    Page Up and Page Down turn a whole page, Home and End go to the first and the last.
    """

    #: Another page (from 1) stands in the middle of the window.
    turned = Signal(int)

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
        self.verticalScrollBar().valueChanged.connect(self._look)

    @property
    def page_count(self) -> int:
        """Return how many pages are shown."""
        return len(self._sheets.pages)

    @property
    def page(self) -> int:
        """Return the number of the page in the middle of the window, from 1; 0 without pages."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        above = [place.top() - _GAP <= middle for place in self._sheets.places]
        return max(sum(above), min(1, len(above)))

    @property
    def is_drawing(self) -> bool:
        """Tell whether a page in sight is still to be drawn."""
        return self._sheets.is_drawing

    @property
    def zoom(self) -> float:
        """Return how many times larger than at first the pages are shown."""
        return self._zoom

    def show_pages(self, pages: Sequence[Sheet]) -> None:
        """Show these pages at the place that was looked at before."""
        self._sheets.set_pages(pages)
        self._fit()
        self.turned.emit(self.page)

    def go_to(self, page: int) -> None:
        """Show a page, counted from 1, from its top."""
        places = self._sheets.places
        if places:
            place = places[min(max(page, 1), len(places)) - 1]
            self.verticalScrollBar().setValue(place.top() - _GAP // 2)

    def fit_width(self) -> None:
        """Show a page as wide as the window."""
        self._set_zoom(self._room() / self._first_width())

    def fit_page(self) -> None:
        """Show a page whole."""
        tallest = max((sheet.height / sheet.width for sheet in self._sheets.pages), default=1.0)
        room = (self.viewport().height() - 2 * _GAP) / tallest
        self._set_zoom(min(room, self._room()) / self._first_width())
        self.go_to(self.page)

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._set_zoom(next((zoom for zoom in _ZOOMS if zoom > self._zoom + 0.01), _ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        smaller = [zoom for zoom in _ZOOMS if zoom < self._zoom - 0.01]
        self._set_zoom(smaller[-1] if smaller else _ZOOMS[0])

    def _set_zoom(self, zoom: float) -> None:
        page = self.page
        self._zoom = zoom
        self._fit()
        self.go_to(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {
            Qt.Key.Key_PageDown: self.page + 1,
            Qt.Key.Key_PageUp: self.page - 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: self.page_count,
        }
        to = turns.get(Qt.Key(event.key()))
        if to is None:
            super().keyPressEvent(event)
        else:
            self.go_to(to)

    def _look(self) -> None:
        self._sheets.draw_soon()
        self.turned.emit(self.page)

    def _room(self) -> int:
        # The bar's width is set aside even while it is hidden, or fitting would not settle.
        return self.width() - self.verticalScrollBar().sizeHint().width() - 2 * _GAP

    def _first_width(self) -> float:
        widest = max((sheet.width for sheet in self._sheets.pages), default=1.0)
        return max(min(self._room(), widest * _NATURAL), 80.0)

    def _fit(self) -> None:
        self._sheets.lay_out(int(self._first_width() * self._zoom))


class _Sheets(QWidget):
    """Draws the pages that are in sight, one at a time, and keeps the last ones drawn.

    A page is blank paper until its turn has come, so that turning never waits for a drawing.
    """

    def __init__(self) -> None:
        super().__init__()
        self.pages: list[Sheet] = []
        self.places: list[QRect] = []
        self._drawn: dict[int, QImage] = {}
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._draw_next)

    @property
    def is_drawing(self) -> bool:
        """Tell whether a page in sight is still to be drawn."""
        return self._turn.isActive()

    def set_pages(self, pages: Sequence[Sheet]) -> None:
        """Take over other pages; those that are the same as before stay drawn."""
        same = {
            i for i, (old, new) in enumerate(zip(self.pages, pages, strict=False)) if old is new
        }
        self._drawn = {number: image for number, image in self._drawn.items() if number in same}
        self.pages = list(pages)

    def lay_out(self, width: int) -> None:
        """Give every page this width."""
        places = []
        top = _GAP
        for sheet in self.pages:
            height = round(sheet.height * width / sheet.width)
            places.append(QRect(_GAP, top, width, height))
            top += height + _GAP
        if places != self.places:
            self.places = places
            self._drawn = {}
        self.resize(QSize(width + 2 * _GAP, max(top, 80)))
        self.update()
        self.draw_soon()

    def draw_soon(self) -> None:
        """Draw what is in sight and not drawn yet, as soon as there is nothing else to do."""
        self._turn.start(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = look.current_colours()
        for number, place in enumerate(self.places):
            if not place.intersects(event.rect()):
                continue
            painter.fillRect(place.translated(2, 2), QColor(0, 0, 0, 28))
            if number in self._drawn:
                painter.drawImage(place, self._drawn[number])
            else:
                painter.fillRect(place, Qt.GlobalColor.white)
                self.draw_soon()
            painter.setPen(QColor(colours.line))
            painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _draw_next(self) -> None:
        """Draw the first page in sight that is not drawn yet; then the one after those."""
        sight = self.visibleRegion().boundingRect()
        seen = [n for n, place in enumerate(self.places) if place.intersects(sight)]
        after = (
            [n for n in (seen[-1] + 1, seen[0] - 1) if 0 <= n < len(self.places)] if seen else []
        )
        missing = [n for n in (*seen, *after) if n not in self._drawn]
        if not missing:
            return
        number = missing[0]
        while len(self._drawn) >= _KEPT:
            far = max(self._drawn, key=lambda one: abs(one - number))
            self._drawn.pop(far)
        place = self.places[number]
        self._drawn[number] = image_of(self.pages[number], place.size(), self.devicePixelRatioF())
        self.update(place)
        if len(missing) > 1:
            self.draw_soon()


def zoom_buttons(preview: Preview) -> list[QToolButton]:
    """Return the buttons that change the size of the pages."""
    made = []
    for sign, name, then in (
        ("−", tr("Smaller"), preview.zoom_out),
        ("＋", tr("Larger"), preview.zoom_in),
        (tr("Fit the width"), tr("Fit the width"), preview.fit_width),
        (tr("Whole page"), tr("Whole page"), preview.fit_page),
    ):
        button = QToolButton()
        button.setText(sign)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setAutoRaise(True)
        button.clicked.connect(then)
        made.append(button)
    return made

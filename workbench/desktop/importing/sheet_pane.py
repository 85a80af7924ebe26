"""The workbook in the middle of the import page: tabs, the cell looked at, the sheet, the marks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QSizePolicy,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.importing.cell_words import first_line
from workbench.desktop.importing.first_sheet import first_read
from workbench.desktop.importing.sheet_cells import (
    data_colour,
    header_colour,
    level_colour,
)
from workbench.desktop.importing.sheet_model import Sight
from workbench.desktop.importing.sheet_view import SheetView
from workbench.desktop.importing.words import LEVELS
from workbench.desktop.look import SPACING
from workbench.exchange.findings import Level
from workbench.language import tr

#: Longer names of sheets are cut on their tabs; the tip has them whole.
_LONGEST_TAB = 16


class SheetPane(QWidget):
    """Shows the sheets of one workbook; `looked_at` says which cell of which sheet."""

    looked_at = Signal(str, int, int)
    #: The sheet shown is another one now.
    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(tr("Sheets of the workbook"))
        self.tabs.setShape(QTabBar.Shape.RoundedSouth)
        self.tabs.setDrawBase(False)
        self.tabs.setFixedHeight(look.scaled(3 * SPACING + 2))
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.view = SheetView()
        self._address = look.label(bold=True)
        self._address.setFont(look.number_font(bold=True))
        self._said = look.label()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.legend = Legend()
        self._sights: Sequence[Sight] = ()
        self._lay_out()
        self.tabs.currentChanged.connect(self._turn)
        self.view.looked_at.connect(self._look)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(SPACING, 0, SPACING, 0)
        bar.setSpacing(SPACING)
        bar.addWidget(self._address)
        bar.addWidget(self._said, 1)
        self._address.setMinimumWidth(6 * SPACING)
        self._bar = QWidget()
        self._bar.setLayout(bar)
        self._bar.setFixedHeight(look.scaled(3 * SPACING + 4))
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(SPACING)
        foot.addWidget(self.tabs, 1)
        foot.addWidget(self.legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self.view, 1)
        column.addLayout(foot)

    @property
    def said(self) -> str:
        """Return what is said of the cell looked at."""
        return self._said.text()

    @property
    def sight(self) -> Sight | None:
        """Return the sheet that is shown."""
        place = self.tabs.currentIndex()
        return self._sights[place] if 0 <= place < len(self._sights) else None

    def show_sights(self, sights: Sequence[Sight]) -> None:
        """Show the sheets of a workbook; the sheet and the cell looked at stay if they can."""
        names = [sight.sheet.name for sight in sights]
        held = [sight.sheet.name for sight in self._sights]
        # Texts of two files have no names of sheets that would tell them apart.
        is_other = len(sights) != len(self._sights) or any(
            one.sheet.rows is not other.sheet.rows
            for one, other in zip(sights, self._sights, strict=False)
        )
        self._sights = sights
        self.tabs.blockSignals(True)
        if names != held:
            while self.tabs.count():
                self.tabs.removeTab(0)
            for _ in sights:
                self.tabs.addTab("")
        for place, sight in enumerate(sights):
            self._dress_tab(place, sight)
        if is_other:
            lines = sights[0].lines if sights else None
            self.tabs.setCurrentIndex(first_read([one.view for one in sights], lines))
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(sights) > 1 or bool(names and names[0]))
        self._turn(is_other=is_other)

    def _dress_tab(self, place: int, sight: Sight) -> None:
        """Say on a tab whether its sheet is read, hidden, or has something to decide."""
        name = sight.sheet.name or tr("Table")
        notes = []
        levels = {finding.level for finding in sight.findings}
        if not sight.sheet.visible:
            notes.append(tr("hidden"))
        elif not sight.view.layout:
            notes.append(tr("not read"))
        mark = LEVELS[Level.ERROR][0] if Level.ERROR in levels else ""
        short = f"{name[: _LONGEST_TAB - 1]}…" if len(name) > _LONGEST_TAB else name
        words = f"{mark} {short}".strip() if mark else short
        colours = look.current_colours()
        colour = level_colour(Level.ERROR) if mark else colours.muted if notes else colours.text
        # Fifty tabs are laid out anew for each that is given a text.
        if self.tabs.tabText(place) != words:
            self.tabs.setTabText(place, words)
        if self.tabs.tabTextColor(place) != QColor(colour):
            self.tabs.setTabTextColor(place, QColor(colour))
        self.tabs.setTabToolTip(place, "　".join([name, *notes]))

    def _turn(self, _place: int = 0, *, is_other: bool = True) -> None:
        sight = self.sight
        self.view.show_sight(sight)
        if sight is not None and is_other:
            self.view.scrollToTop()
            self._go_to_first_cell(sight)
        current = self.view.currentIndex()
        if current.isValid():
            self._say(current.row(), current.column())
        else:
            self._address.clear()
            self._said.clear()
        if is_other:
            self.turned.emit()

    def _go_to_first_cell(self, sight: Sight) -> None:
        if sight.first_cell is not None:
            self.view.go_to_cell(*sight.first_cell)
            # Once more when everything has its place.
            QTimer.singleShot(0, self._bring_into_sight)
            return
        tables = sight.view.tables
        row = tables[0].table.first_row if tables else 0
        column = tables[0].table.columns[0].index if tables and tables[0].table.columns else 0
        self.view.setCurrentIndex(self.view.sheet_model.index(row, column))

    def _bring_into_sight(self) -> None:
        current = self.view.currentIndex()
        if current.isValid():
            self.view.scrollTo(current, QAbstractItemView.ScrollHint.PositionAtCenter)

    def go_to(self, sheet: str, row: int, column: int) -> bool:
        """Look at a cell; return whether the workbook has it."""
        for place, sight in enumerate(self._sights):
            if sight.sheet.name == sheet:
                self.tabs.setCurrentIndex(place)
                self.view.go_to_cell(row, column)
                return True
        return False

    def _look(self, row: int, column: int) -> None:
        self._say(row, column)
        if self.sight is not None:
            self.looked_at.emit(self.sight.sheet.name, row, column)

    def _say(self, row: int, column: int) -> None:
        """Say beside the cell's address its text and what it was read as."""
        sight = self.sight
        if sight is None or row >= sight.sheet.height:
            return
        address, _, text = first_line(sight.sheet, row, column).partition("　")
        self._address.setText(address)
        text = " ".join(text.split())
        read = self.view.sheet_model.value_read(row, column)
        self._said.setText("　⇒　".join(part for part in (text, read) if part))
        self._said.setToolTip(self.view.sheet_model.words(row, column))


class Legend(QWidget):
    """What the colours of the cells mean, in a row of small samples with words."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(look.text_font(look.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @staticmethod
    def _entries() -> list[tuple[str, str, bool]]:
        """Return colour, words, and whether the sample is an outline only."""
        colours = look.current_colours()
        return [
            (header_colour(), tr("Header"), True),
            (data_colour(), tr("Data"), True),
            (colours.good, tr("New"), False),
            (colours.accent, tr("Changed"), False),
            (colours.bad, tr("Error"), False),
            (colours.caution, tr("Warning"), False),
        ]

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = sum(metrics.horizontalAdvance(words) + 28 for _, words, _ in self._entries())
        return QSize(wide, 3 * SPACING)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours, left = look.current_colours(), 4
        share = 0.3 if look.is_dark() else 0.2
        metrics = self.fontMetrics()
        for colour, words, outline in self._entries():
            sample = QRect(QPoint(left, (self.height() - 11) // 2), QSize(14, 11))
            if not outline:
                painter.fillRect(sample, QColor(look.mix(colours.sheet, colour, share)))
            painter.setPen(QPen(QColor(colour), 2 if outline else 1))
            painter.drawRect(sample)
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            wide = metrics.horizontalAdvance(words)
            place = QRect(left + 18, 0, wide + 2, self.height())
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)
            left += wide + 28

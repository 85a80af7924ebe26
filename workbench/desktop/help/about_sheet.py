"""About the program: its version, its licence, and those of everything it ships with."""

from __future__ import annotations

import sqlite3

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QSplitter,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from workbench import __version__, licences
from workbench.desktop import icons, look
from workbench.desktop.look import SPACING
from workbench.desktop.search_field import SearchField
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.paper import LINE_HEIGHT, Heading, prose
from workbench.desktop.widgets.rows import TitledRows, calm
from workbench.language import tr

_ICON = 8 * SPACING


class AboutSheet(QDialog):
    """Says what this is, and shows the licence of whatever is chosen in the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About this program"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._packages = licences.packages()
        self.field = SearchField(tr("Find a package or a licence"))
        self.field.textChanged.connect(self._find)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Packages that this program ships with"))
        self.list.setItemDelegate(TitledRows(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        calm(self.list)
        self.licence_text = QTextEdit()
        self.licence_text.setReadOnly(True)
        self.licence_text.setTabChangesFocus(True)
        self.licence_text.setAccessibleName(tr("Text of the licence"))
        self.licence_text.setFont(look.text_font(look.SMALL))
        for package in self._packages:
            self.list.addItem(f"{package.name} {package.version}\n{package.licence}")
        self.list.currentRowChanged.connect(self._show)
        self.field.left_downwards.connect(self.list.setFocus)
        self.list.setCurrentRow(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACING, 3 * SPACING, 3 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addLayout(self._head())
        column.addSpacing(SPACING)
        column.addWidget(Heading(tr("Packages that this program ships with")))
        column.addWidget(self.field)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.list)
        halves.addWidget(self.licence_text)
        halves.setHandleWidth(2 * SPACING)
        halves.setSizes([32 * SPACING, 84 * SPACING])
        column.addWidget(halves, 1)
        column.addLayout(self._foot())
        self.resize(122 * SPACING, 80 * SPACING)
        self.list.setFocus()

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(icons.application_icon().pixmap(_ICON, _ICON))
        words = QVBoxLayout()
        words.setSpacing(SPACING // 2)
        words.addWidget(
            look.label(QApplication.applicationDisplayName(), size=look.LARGE, bold=True)
        )
        words.addWidget(look.label(tr("Version {version}", version=__version__)))
        words.addWidget(
            prose(
                tr(
                    "Free software under the MIT License. It keeps everything on this PC and"
                    " connects to no network."
                ),
                muted=True,
            )
        )
        head = QHBoxLayout()
        head.setSpacing(2 * SPACING)
        head.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        self.copy_button = push_button(tr("Copy the versions"))
        self.copy_button.setToolTip(tr("For a question to whoever maintains the program"))
        self.copy_button.clicked.connect(self._copy)
        close = push_button(tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot.addWidget(self.copy_button)
        foot.addStretch(1)
        foot.addWidget(close)
        return foot

    def versions(self) -> str:
        """Return the versions of everything, one a line."""
        own = [f"workbench {__version__}", f"Qt {qVersion()}", f"SQLite {sqlite3.sqlite_version}"]
        return "\n".join([*own, *(f"{one.name} {one.version}" for one in self._packages)])

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.versions())

    def _find(self, query: str) -> None:
        words = query.casefold().split()
        first = -1
        for row in range(self.list.count()):
            item = self.list.item(row)
            is_found = all(word in item.text().casefold() for word in words)
            item.setHidden(not is_found)
            if is_found and first < 0:
                first = row
        current = self.list.currentItem()
        if first >= 0 and (current is None or current.isHidden()):
            self.list.setCurrentRow(first)

    def _show(self, row: int) -> None:
        package = self._packages[row] if 0 <= row < len(self._packages) else None
        self.licence_text.setPlainText("" if package is None else package.text)
        spaced = QTextBlockFormat()
        proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight
        spaced.setLineHeight(LINE_HEIGHT, proportional.value)
        cursor = self.licence_text.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self.licence_text.moveCursor(QTextCursor.MoveOperation.Start)

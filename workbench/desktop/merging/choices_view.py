"""Choosing between two versions: a table to go through, and the chosen line in full beneath."""

from __future__ import annotations

import difflib
import html
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.merging.choices_model import (
    BASE,
    CHOICE_ROLE,
    FIELD,
    MINE,
    SIDES,
    THEIRS,
    WHAT,
    ChoicesModel,
    version,
)
from workbench.desktop.merging.lines_model import searched
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.paper import LINE_HEIGHT, prose, show_prose
from workbench.desktop.widgets.rows import calm_table
from workbench.language import tr
from workbench.operations.merging import Choice, Side

_ROW_HEIGHT = 32
_WIDTHS = {WHAT: 240, FIELD: 96, BASE: 176}
_KEYS = {Qt.Key.Key_Left: Side.MINE, Qt.Key.Key_Right: Side.THEIRS}

#: Longer texts are shown without what differs being marked.
_LONGEST_MARKED = 4_000


class ChoicesTable(QTableView):
    """Lines with two versions; a click on one chooses it, as do the arrows to left and right."""

    side_chosen = Signal(QModelIndex, object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        side = _KEYS.get(Qt.Key(event.key()))
        if side is not None and self.currentIndex().isValid():
            self.side_chosen.emit(self.currentIndex(), side)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.column() in SIDES and event.button() == Qt.MouseButton.LeftButton:
            self.side_chosen.emit(index, SIDES[index.column()])


class ChoicesView(QWidget):
    """All conflicts, to be decided one by one or all alike."""

    def __init__(self, choices: tuple[Choice, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ChoicesModel(choices, self)
        self.shown = searched(self.model, self)
        self.table = ChoicesTable()
        self.table.setAccessibleName(tr("Where the two copies disagree"))
        self.table.setModel(self.shown)
        calm_table(self.table)
        self.table.setWordWrap(False)
        self.table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        for column, width in _WIDTHS.items():
            self.table.setColumnWidth(column, width)
        for column in SIDES:
            self.table.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch
            )
        self.table.side_chosen.connect(self._choose)
        self.table.selectionModel().currentRowChanged.connect(self._show)
        self.all_mine = push_button(tr("All as in this plan"))
        self.all_theirs = push_button(tr("All as in the other copy"))
        self.all_mine.clicked.connect(lambda: self._choose_all(Side.MINE))
        self.all_theirs.clicked.connect(lambda: self._choose_all(Side.THEIRS))
        self._why = look.label(muted=True)
        self._texts = {column: _Version() for column in (BASE, MINE, THEIRS)}
        for column in SIDES:
            self._texts[column].use.clicked.connect(
                lambda _checked=False, side=SIDES[column]: self._choose(
                    self.table.currentIndex(), side
                )
            )
        self._lay_out()
        if choices:
            self.table.selectRow(0)

    def _lay_out(self) -> None:
        words = tr("Click on the version that holds, or choose with ← and →.")
        above = QHBoxLayout()
        above.addWidget(look.label(words, muted=True), 1)
        above.addWidget(self.all_mine)
        above.addWidget(self.all_theirs)
        titles = {
            BASE: tr("When they parted"),
            MINE: tr("This plan"),
            THEIRS: tr("The other copy"),
        }
        row = QHBoxLayout()
        row.setSpacing(2 * SPACING)
        for column, text in self._texts.items():
            text.title.setText(titles[column])
            text.use.setVisible(column in SIDES)
            row.addWidget(text, 2 if column == BASE else 3)
        whole = QWidget()
        beneath = QVBoxLayout(whole)
        beneath.setContentsMargins(SPACING, SPACING, SPACING, 0)
        beneath.addWidget(self._why)
        beneath.addLayout(row, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.table)
        parts.addWidget(whole)
        parts.setStretchFactor(0, 3)
        parts.setStretchFactor(1, 2)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(SPACING)
        column_.addLayout(above)
        column_.addWidget(parts, 1)

    def _choose(self, index: QModelIndex, side: Side) -> None:
        if index.isValid():
            self.model.decide([self.shown.mapToSource(index).row()], side)

    def _choose_all(self, side: Side) -> None:
        """Choose a side for every line in sight: a search narrows what is meant."""
        rows = range(self.shown.rowCount())
        self.model.decide(
            [self.shown.mapToSource(self.shown.index(row, 0)).row() for row in rows], side
        )

    def _show(self, index: QModelIndex) -> None:
        choice = index.data(CHOICE_ROLE)
        self._why.setText("" if choice is None else str(choice.why))
        for column, text in self._texts.items():
            text.show_version("" if choice is None else choice.base, choice, column)


class _Version(QWidget):
    """One version in full, with what is new in it marked, and a button that chooses it."""

    def __init__(self) -> None:
        super().__init__()
        self.title = look.label(bold=True, size=look.SMALL)
        # As high as the button beside two of them, so that all three stand on one line.
        self.title.setMinimumHeight(4 * SPACING)
        self.use = push_button(tr("Use this version"))
        self._words = prose()
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        room = QScrollArea()
        room.setWidgetResizable(True)
        room.setFrameShape(QScrollArea.Shape.NoFrame)
        room.setWidget(self._words)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING // 2)
        column.addLayout(head)
        column.addWidget(room, 1)

    def show_version(self, base: str, choice: Choice | None, column: int) -> None:
        """Show what a column says about a conflict."""
        text = "" if choice is None else version(choice, column)
        show_prose(self._words, text)
        if column in SIDES and base and len(base) + len(text) < _LONGEST_MARKED:
            _show_marked(self._words, base, text)


def _show_marked(label: QLabel, base: str, text: str) -> None:
    ground = look.current_colours().accent_soft
    words = "".join(
        f'<span style="background-color:{ground}">{piece}</span>' if is_new else piece
        for piece, is_new in _pieces(base, text)
    )
    label.setText(f'<div style="line-height:{LINE_HEIGHT}%">{words}</div>')


def _pieces(base: str, text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, escaped, and whether each is new against `base`."""
    matcher = difflib.SequenceMatcher(None, base, text, autojunk=False)
    for tag, _from, _to, begin, end in matcher.get_opcodes():
        yield html.escape(text[begin:end]).replace("\n", "<br>"), tag != "equal"

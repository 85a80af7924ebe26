"""The table in which the bands of a grading scheme are edited."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.plan_settings.band_model import (
    BOUND,
    CHOICES,
    GRADE,
    MEANING,
    POINTS,
    BandModel,
)
from workbench.desktop.widgets.model_index import Index
from workbench.desktop.widgets.rows import CalmRows, calm_table
from workbench.language import tr

_Trigger = QAbstractItemView.EditTrigger

#: A word that is longer than this, in pixels, is cut off and told in full by its tooltip.
_LONGEST = 18 * SPACING


class BandTable(QTableView):
    """As tall as its lines; typing begins to edit, a word is chosen from a list."""

    def __init__(self, model: BandModel) -> None:
        super().__init__()
        self.setModel(model)
        calm_table(self, cells=True)
        self._cells = _Cells(self, cells=True)
        self.setItemDelegate(self._cells)
        self.setAccessibleName(tr("Bands of the grading scheme"))
        self.setEditTriggers(
            _Trigger.DoubleClicked | _Trigger.EditKeyPressed | _Trigger.AnyKeyPressed
        )
        self.setWordWrap(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(MEANING, QHeaderView.ResizeMode.Stretch)
        model.modelReset.connect(self._fit)
        self._fit()

    def _share(self) -> None:
        """Give each column what its heading and its words need; the meaning has the rest."""
        model, across = self.model(), Qt.Orientation.Horizontal
        for column in range(MEANING):
            heading = str(model.headerData(column, across))
            needed = self.horizontalHeader().fontMetrics().horizontalAdvance(heading)
            for row in range(model.rowCount()):
                words = str(model.index(row, column).data())
                needed = max(needed, self.fontMetrics().horizontalAdvance(words))
            self.setColumnWidth(column, min(needed, _LONGEST) + 3 * SPACING)

    def _fit(self) -> None:
        self._share()
        header = self.horizontalHeader()
        heading = max(header.sizeHint().height(), header.minimumHeight())
        lines = max(self.model().rowCount(), 1) * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(heading + lines + 2)

    def settle(self) -> None:
        """Take in what is being typed."""
        self._cells.settle()

    def go_to(self, row: int) -> None:
        """Put the keyboard on the grade of a row."""
        index = self.model().index(row, GRADE)
        if index.isValid():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.setCurrentIndex(index)


class _Cells(CalmRows):
    """Lists to choose from, and lines to type in."""

    _editor: QWidget | None = None

    def settle(self) -> None:
        """Take in what is being typed and close the editor."""
        if self._editor is not None:
            self._take(self._editor)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._editor = None
        super().destroyEditor(editor, index)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        choices = CHOICES.get(index.column())
        heading = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        editor: QWidget
        if choices is None:
            editor = line = QLineEdit(parent)
            if index.column() in (BOUND, POINTS):
                line.setFont(look.number_font())
                line.setAlignment(Qt.AlignmentFlag.AlignRight)
        else:
            editor = box = QComboBox(parent)
            for key, words in choices.items():
                box.addItem(str(words), key)
            # What is chosen is taken at once; a list that stays open asks for a second key.
            box.activated.connect(lambda _at: self._take(box))
        editor.setAccessibleName(heading)
        palette, colours = editor.palette(), look.current_colours()
        # The view's own palette paints no selection; see `widgets.rows.calm`.
        palette.setColor(QPalette.ColorRole.Highlight, QColor(colours.accent))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(colours.on_accent))
        editor.setPalette(palette)
        self._editor = editor
        return editor

    def _take(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, self.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        held = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(held))
        elif isinstance(editor, QLineEdit):
            editor.setText(str(held))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)

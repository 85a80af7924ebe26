"""The tree at the left of the plan page: it keeps its expansion and its selection."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.places import OVERVIEW, THEMES, Place
from workbench.desktop.plan.tree_model import PLACE_ROLE, TreeModel
from workbench.desktop.plan.tree_search import TreeSearch
from workbench.desktop.widgets.model_index import Index
from workbench.desktop.widgets.rows import calm, paint_selection
from workbench.language import tr
from workbench.plan.structure import Plan


class TreePanel(QWidget):
    """The tree with its search; emits `chosen` when a person selects a line."""

    chosen = Signal(object)

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TreeModel(plan, self)
        self.search_model = TreeSearch(self)
        self.search_model.setSourceModel(self.model)
        self.view = _Tree(self)
        self.view.setModel(self.search_model)
        self._nothing = look.label(muted=True)
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(2 * SPACING, SPACING, SPACING, SPACING)
        self._nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._nothing)
        column.addWidget(self.view)
        #: What is asked beneath the tree, as the name of something new, is added here.
        self.column = column
        self._expanded: set[Place] = {THEMES}
        self._selected: list[Place] = []
        self._current: Place = OVERVIEW
        self._query = ""
        self._is_arranging = False
        self.view.expanded.connect(lambda index: self._note_expansion(index, True))
        self.view.collapsed.connect(lambda index: self._note_expansion(index, False))
        self.view.selectionModel().currentChanged.connect(self._note_current)
        self.view.selectionModel().selectionChanged.connect(self._note_selection)
        self.model.modelAboutToBeReset.connect(self._begin_arranging)
        self.model.modelReset.connect(lambda: self._arrange(is_folded=True))
        self._arrange()

    def show_plan(self, plan: Plan) -> None:
        """Show the plan as it stands now."""
        # Under a search or a filter other lines may pass now; then all of them are asked again.
        is_arranging, self._is_arranging = self._is_arranging, True
        placed = self.model.show_plan(plan, anew=self.search_model.is_searching)
        self._is_arranging = is_arranging
        if placed:
            self._unfold_again(placed)
        if placed is not None and not self._shows_selection():
            self._show_current()

    def _unfold_again(self, numbers: list[int]) -> None:
        """Unfold what was, in lines that were put in with what is below and above them."""
        self._is_arranging = True
        for place in self.model.places(self.model.with_kin(numbers)):
            index = self._index(place) if place in self._expanded else QModelIndex()
            if index.isValid() and self.search_model.hasChildren(index):
                self.view.setExpanded(index, True)
        self._is_arranging = False

    def _shows_selection(self) -> bool:
        """Tell whether what was selected still is, as far as it is in the tree."""
        current = self.view.currentIndex().data(PLACE_ROLE)
        held = {index.data(PLACE_ROLE) for index in self.view.selectedIndexes()}
        return current == self._current and held.issuperset(
            place for place in self._selected if self.model.index_of(place).isValid()
        )

    def forget(self) -> None:
        """Begin as with a plan just opened."""
        self._expanded, self._current, self._selected = {THEMES}, OVERVIEW, []
        self._arrange()

    @property
    def current(self) -> Place:
        """Return the place that is selected."""
        return self._current

    @property
    def selected_elements(self) -> list[int]:
        """Return the ids of the elements that are selected."""
        places = [index.data(PLACE_ROLE) for index in self.view.selectedIndexes()]
        return [place.id for place in places if place.kind == "element"]

    def select_elements(self, places: list[Place]) -> None:
        """Select several lines, the first of which is shown."""
        self._selected = places
        self._current = places[0]
        self._show_current()

    def rename(self) -> None:
        """Let the name of the line be typed where it stands."""
        index = self.view.currentIndex()
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.view.edit(index)

    def settle(self) -> None:
        """Take in a name that is being typed."""
        self.view.rows.commit()

    def select(self, place: Place) -> None:
        """Select a line and open the way to it, without announcing it as chosen."""
        if place == self._current and self.view.currentIndex().data(PLACE_ROLE) == place:
            return
        self._current, self._selected = place, [place]
        self._show_current()

    def search(self, query: str, found: Mapping[Place, str] | None = None) -> None:
        """Show what matches; with an empty query, the tree as it was before.

        `found` holds what the query finds in texts that the tree does not show.
        """
        self._query = query
        self.search_model.search(query, found)
        self._say_when_nothing()

    def narrow(self, element_ids: frozenset[int] | None) -> None:
        """Show only these elements; None: everything."""
        self.search_model.narrow(element_ids)
        self._say_when_nothing()

    def _say_when_nothing(self) -> None:
        nothing = self.search_model.is_searching and self.search_model.rowCount() == 0
        self._nothing.setVisible(nothing)
        query = self._query.strip()
        self._nothing.setText(
            tr("Nothing in the plan holds “{query}”.", query=query)
            if query
            else tr("Nothing in the plan passes the filter.")
        )

    def select_first_match(self) -> None:
        """Go to the first line that itself holds what is searched for."""
        index = self.search_model.index(0, 0)
        while index.isValid():
            if self.search_model.matches(index):
                self.view.setCurrentIndex(index)
                self.view.setFocus()
                return
            index = self.view.indexBelow(index)

    def _begin_arranging(self) -> None:
        self._is_arranging = True

    def _arrange(self, *, is_folded: bool = False) -> None:
        """Bring expansion and selection back after the lines have changed.

        After a reset the view `is_folded` already.
        """
        self._is_arranging = True
        if not is_folded:
            self.view.collapseAll()
        is_searching = self.search_model.is_searching
        # While a layout is due the view only notes what is unfolded, and does it all at once.
        self.view.scheduleDelayedItemsLayout()
        for place in self.search_model.ways() if is_searching else self._expanded:
            index = self.model.index_of(place)
            if self.model.hasChildren(index):
                self.view.setExpanded(self.search_model.mapFromSource(index), True)
        self._is_arranging = False
        self._show_current()

    def _show_current(self) -> None:
        index = self._index(self._current)
        self._is_arranging = True
        if index.isValid():
            above = index.parent()
            while above.isValid():
                self.view.setExpanded(above, True)
                if not self.search_model.is_searching:
                    self._expanded.add(above.data(PLACE_ROLE))
                above = above.parent()
            self.view.setCurrentIndex(index)
            self._select_again()
            self.view.scrollTo(index)
        else:
            self.view.setCurrentIndex(QModelIndex())
        self._is_arranging = False

    def _select_again(self) -> None:
        """Select what was selected beside the line that is shown."""
        if len(self._selected) < 2 or self._current not in self._selected:
            return
        chosen = QItemSelection()
        for place in self._selected:
            index = self._index(place)
            if index.isValid():
                chosen.select(index, index)
        self.view.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)

    def _index(self, place: Place) -> QModelIndex:
        return self.search_model.mapFromSource(self.model.index_of(place))

    def _note_expansion(self, index: QModelIndex, is_expanded: bool) -> None:
        if self._is_arranging or self.search_model.is_searching:
            return
        if not self.search_model.hasChildren(index):
            # Unfolding everything unfolds what has nothing below it, too.
            return
        place = index.data(PLACE_ROLE)
        (self._expanded.add if is_expanded else self._expanded.discard)(place)

    def _note_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        place = index.data(PLACE_ROLE)
        if self._is_arranging or not isinstance(place, Place):
            return
        self._current = place
        self.chosen.emit(place)

    def _note_selection(self) -> None:
        if not self._is_arranging:
            self._selected = [index.data(PLACE_ROLE) for index in self.view.selectedIndexes()]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "model"):
            self.model.refresh_marks()


class _Tree(QTreeView):
    """A tree on the window's surface whose chosen line is tinted from edge to edge."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Tree of the plan"))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(2 * SPACING)
        self.rows = _Rows(self)
        self.setItemDelegate(self.rows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(True)
        calm(self, on_window=True)

    def drawRow(
        self,
        painter: QPainter,
        options: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        if self.selectionModel().isSelected(index):
            line = QRect(0, options.rect.top(), self.viewport().width(), options.rect.height())
            paint_selection(painter, line, has_focus=self.hasFocus())
        super().drawRow(painter, options, index)


class _Rows(QStyledItemDelegate):
    """Gives every line room to breathe, leaves the tint to the tree, and edits names in place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._editor: QLineEdit | None = None
        #: A widget without the keyboard and the pointer, to tell the style of.
        self._unmarked = QWidget(parent)
        self._unmarked.hide()

    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> QWidget:
        self._editor = QLineEdit(parent)
        self._editor.setAccessibleName(tr("Name"))
        return self._editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self._editor = None
        super().destroyEditor(editor, index)

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        # The name may be longer than what it was: there is room up to the edge.
        super().updateEditorGeometry(editor, option, index)
        parent = editor.parentWidget()
        assert parent is not None
        editor.setGeometry(
            editor.x(), option.rect.top(), parent.width() - editor.x(), option.rect.height()
        )

    def commit(self) -> None:
        """Hand in a name that is being typed."""
        if self._editor is not None:
            editor = self._editor
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), max(hint.height() + SPACING, 3 * SPACING + 4))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        # The tree has painted what is selected. The style is told of a line like a widget without
        # keyboard and pointer, as to take them out of `option.state` would bring the 540 names of
        # QStyle along, 5 ms of a start.
        plain = QStyleOptionViewItem(option)
        plain.initFrom(self._unmarked)
        plain.rect, plain.palette = option.rect, option.palette
        super().paint(painter, plain, index)

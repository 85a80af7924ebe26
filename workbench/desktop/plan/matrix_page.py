"""The page of all themes at once: measures by themes, filtered by goal and theme."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.places import OVERVIEW, settings_place
from workbench.desktop.plan.choices import ChoiceBox
from workbench.desktop.plan.matrix_grid import MatrixGrid
from workbench.desktop.plan.matrix_model import MARK, MatrixModel
from workbench.desktop.plan.theme_words import themes_title
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.language import tr

#: How many lines of the chosen cell's words the foot of the page has room for.
_FOOT_LINES = 3


class MatrixPage(QWidget):
    """Edited in its cells; what the chosen cell says in full stands at the foot."""

    go_to = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.above = Link(tr("Plan as a whole"))
        self.above.clicked.connect(lambda: self.go_to.emit(OVERVIEW))
        self._title = look.label(size=look.LARGE, bold=True)
        # Letters that reach below the line need more room than the font says.
        self._title.setMinimumHeight(self._title.fontMetrics().height() * 13 // 10)
        self._note = look.label(muted=True)
        self._note.setWordWrap(True)
        self.goal = ChoiceBox(tr("Show one goal only"))
        self.theme = ChoiceBox(tr("Show what serves one theme only"))
        self.model = MatrixModel(document, self)
        self.grid = MatrixGrid(self.model)
        self.empty = prose(tr("The plan has no themes yet."), muted=True)
        self.add_link = Link(tr("Add themes"))
        self.add_link.clicked.connect(lambda: self.go_to.emit(settings_place("themes")))
        self._foot = prose(size=look.SMALL, muted=True)
        self._foot.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._foot.setFixedHeight(_FOOT_LINES * self._foot.fontMetrics().height() * 4 // 3)
        self.setFocusProxy(self.grid)
        self._lay_out()
        self.goal.chosen.connect(self._filter_goal)
        self.theme.chosen.connect(self._filter_theme)
        self.grid.go_to.connect(self.go_to)
        self.grid.selectionModel().currentChanged.connect(self._tell)
        self.model.dataChanged.connect(lambda *_: self._tell(self.grid.currentIndex()))
        document.settling.connect(self.grid.settle)
        document.opened.connect(self._forget)
        self._goal_id: int | None = None
        self._theme_id: int | None = None

    def _lay_out(self) -> None:
        way = QHBoxLayout()
        way.setSpacing(2 * SPACING)
        way.addWidget(self.above)
        way.addStretch(1)
        for caption, box in ((tr("Goal"), self.goal), (tr("Theme"), self.theme)):
            label = look.label(caption, size=look.SMALL, muted=True)
            label.setBuddy(box)
            # A long name must not push the tree aside.
            box.setMinimumWidth(14 * SPACING)
            pair = QHBoxLayout()
            pair.setSpacing(SPACING)
            pair.addWidget(label)
            pair.addWidget(box)
            way.addLayout(pair)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACING)
        head.addWidget(self._title)
        head.addWidget(self._note, 1, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACING, 3 * SPACING, 2 * SPACING, SPACING)
        column.setSpacing(SPACING)
        column.addLayout(way)
        column.addLayout(head)
        column.addWidget(self.empty)
        column.addWidget(self.add_link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.grid, 1)
        column.addWidget(self._foot)
        self._column = column
        #: Takes the room while there is no grid to take it.
        column.addStretch(0)

    def refresh(self) -> None:
        """Show the plan as it stands now; what is being typed stays."""
        plan = self._document.plan
        self._title.setText(tr("{themes} and measures", themes=themes_title(plan)))
        goals = plan.children(None)
        goal_name = plan.levels[0].name if plan.levels else tr("Goal")
        self.goal.set_options(
            [(None, tr("all")), *((one.id, f"{goal_name}{one.code} {one.name}") for one in goals)]
        )
        self.theme.set_options([(None, tr("all")), *((one.id, one.name) for one in plan.themes)])
        if self._goal_id not in {one.id for one in goals}:
            self._goal_id = None
        if self._theme_id not in {one.id for one in plan.themes}:
            self._theme_id = None
        self.goal.show_choice(self._goal_id)
        self.theme.show_choice(self._theme_id)
        self.model.show_plan(plan, self._goal_id, self._theme_id)
        has_themes = bool(plan.themes)
        self.grid.setVisible(has_themes)
        self._foot.setVisible(has_themes)
        self._column.setStretch(self._column.count() - 1, 0 if has_themes else 1)
        self._note.setVisible(has_themes)
        self.empty.setVisible(not has_themes)
        self.add_link.setVisible(not has_themes)
        links = self.model.matrix.links
        measures = len({link.element_id for link in links})
        self._note.setText(
            tr("{links} main initiatives of {measures} measures",
               links=len(links), measures=measures)
        )  # fmt: skip
        self._tell(self.grid.currentIndex())

    def _forget(self) -> None:
        self._goal_id = self._theme_id = None

    def _filter_goal(self, goal_id: int | None) -> None:
        self._goal_id = goal_id
        self.refresh()

    def _filter_theme(self, theme_id: int | None) -> None:
        self._theme_id = theme_id
        self.refresh()

    def _tell(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        if not index.isValid() or index.column() >= len(self.model.themes):
            words = tr(
                "Type into a cell to write an initiative. Space names the measure without words, "
                "Delete takes it back. A click on a measure or a theme opens its page."
            )
        else:
            text = str(index.data() or "")
            words = f"{self.model.place_of(index)}：{text}" if text not in ("", MARK) else (
                self.model.place_of(index)
            )  # fmt: skip
        show_prose(self._foot, words)

"""Changing the tree where it stands: by menu, by keyboard, by drag; each change is one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu

from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.places import OVERVIEW, Place, element_place
from workbench.desktop.plan.making import made_by
from workbench.desktop.plan.tree_panel import TreePanel
from workbench.desktop.questions import Questions
from workbench.language import tr
from workbench.plan.structure import Element, Plan
from workbench.store.database import Database
from workbench.store.journal import Outcome

if TYPE_CHECKING:
    from workbench.desktop.plan.new_name import NewName
    from workbench.desktop.plan.tree_moves import Move
    from workbench.operations.structure import Deletion


class TreeEdits(QObject):
    """The actions on the tree; they work while the tree has the keyboard."""

    #: Something is to be shown: what was just made, or what stands next to what was deleted.
    go_to = Signal(object)

    def __init__(self, document: Document, panel: TreePanel, questions: Questions) -> None:
        super().__init__(panel)
        self._document = document
        self._panel = panel
        self._questions = questions
        self._new_below: int | None = None
        self._new_position: int | None = None
        new = self._action
        self.add_below = new("Ins", self._ask_below)
        self.add_beside = new("Ctrl+N", self._ask_beside)
        self.rename = new("F2", panel.rename)
        self.copy = new("Ctrl+D", self._copy)
        self.move_up = new("Alt+Up", lambda: self._move_by(-1))
        self.move_down = new("Alt+Down", lambda: self._move_by(1))
        self.delete = new("Del", self._delete)
        self.renumber_below = new("", lambda: self._renumber(self._current_id()))
        self.renumber_all = new("", lambda: self._renumber(None))
        self._name: NewName | None = None
        self._room = QHBoxLayout()
        self._room.setContentsMargins(SPACING, 0, SPACING, 0)
        panel.column.addLayout(self._room)
        view = panel.view
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.selectionModel().selectionChanged.connect(self.refresh)
        panel.model.renamed.connect(self._rename)
        # The tree is drawn anew by a step: not before the drag that asked for it has ended.
        panel.model.moved.connect(self._drop, Qt.ConnectionType.QueuedConnection)
        document.changed.connect(self.refresh)
        document.opened.connect(self.refresh)
        document.saved.connect(self.refresh)
        document.settling.connect(panel.settle)
        self.refresh()

    @property
    def name(self) -> NewName:
        """Return the line that asks for the name of a new element, made when it is first wanted."""
        if self._name is None:
            from workbench.desktop.plan.new_name import NewName

            panel = self._panel
            self._name = NewName(self._document, tr("Name of the new element"), "", panel)
            self._name.given.connect(self._add)
            self._name.left.connect(panel.view.setFocus)
            self._room.addWidget(self._name)
        return self._name

    def _action(self, keys: str, then: Callable[[], object]) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        # In a text or a grid these keys mean something else.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda _checked=False: then())
        self._panel.view.addAction(action)
        return action

    def fill(self, menu: QMenu) -> None:
        """Put the actions into a menu."""
        menu.addActions([self.add_below, self.add_beside, self.rename, self.copy])
        menu.addSeparator()
        menu.addActions([self.move_up, self.move_down])
        menu.addSeparator()
        menu.addActions([self.renumber_below, self.renumber_all])
        menu.addSeparator()
        menu.addAction(self.delete)

    def refresh(self) -> None:
        """Name each action after what it would do, and grey out what cannot be done."""
        plan, chosen = self._document.plan, self._elements()
        current = chosen[0] if len(chosen) == 1 else None
        may = not self._document.read_only
        self._panel.model.read_only = not may
        below, beside = _level_below(plan, current), _level_beside(plan, current)
        top = plan.levels[0].name if plan.levels else ""
        if current is None and not chosen:
            # Nothing is chosen: the plan as a whole has goals below it.
            below = top
        self.add_below.setText(tr("Add a {level} below…", level=below or tr("level")))
        self.add_beside.setText(tr("Add a {level} after this…", level=beside or top))
        self.rename.setText(tr("Rename"))
        self.copy.setText(tr("Copy with everything below"))
        self.move_up.setText(tr("Move up"))
        self.move_down.setText(tr("Move down"))
        self.delete.setText(tr("Delete…"))
        self.renumber_below.setText(tr("Renumber what is below"))
        self.renumber_all.setText(tr("Renumber the whole plan"))
        has_children = current is not None and bool(plan.children(current.id))
        for action, is_possible in (
            (self.add_below, bool(below)),
            (self.add_beside, len(chosen) == 1),
            (self.rename, current is not None or self._panel.current.kind == "theme"),
            (self.copy, current is not None),
            (self.move_up, bool(chosen)),
            (self.move_down, bool(chosen)),
            (self.delete, bool(chosen)),
            (self.renumber_below, has_children),
            (self.renumber_all, bool(plan.elements)),
        ):
            action.setEnabled(may and is_possible)

    def _elements(self) -> list[Element]:
        wanted = set(self._panel.selected_elements)
        return [element for element in self._document.plan.elements if element.id in wanted]

    def _current_id(self) -> int | None:
        chosen = self._elements()
        return chosen[0].id if chosen else None

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self._panel.view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu)
        menu.popup(self._panel.view.viewport().mapToGlobal(at))

    def _run(self, operation: Callable[[Database], Outcome]) -> int | None:
        return made_by(self._document, operation)

    def _ask_below(self) -> None:
        self._new_below, self._new_position = self._current_id(), None
        self._ask_name(self.add_below)

    def _ask_beside(self) -> None:
        element = self._elements()[0]
        siblings = [one.id for one in self._document.plan.children(element.parent_id)]
        self._new_below = element.parent_id
        self._new_position = siblings.index(element.id) + 1
        self._ask_name(self.add_beside)

    def _ask_name(self, action: QAction) -> None:
        self.name.setPlaceholderText(action.text().removesuffix("…"))
        self.name.ask()
        # The line takes room from the tree; what it is added to stays in sight.
        QTimer.singleShot(0, self, self._show_current)

    def _show_current(self) -> None:
        self._panel.view.scrollTo(self._panel.view.currentIndex())

    def _add(self, name: str) -> None:
        from workbench.operations import structure

        below, position = self._new_below, self._new_position
        self.name.put_away()
        self._panel.view.setFocus()
        made = self._run(
            lambda database: structure.add_element(database, below, name, position=position)
        )
        self._show(made)

    def _copy(self) -> None:
        from workbench.operations.copying import copy_branch

        element = self._elements()[0]
        siblings = [one.id for one in self._document.plan.children(element.parent_id)]
        position = siblings.index(element.id) + 1
        self._show(self._run(lambda database: copy_branch(database, element.id, position)))

    def _show(self, made: int | None) -> None:
        if made is not None:
            self.go_to.emit(element_place(made))

    def _rename(self, place: Place, name: str) -> None:
        from workbench.operations.editing import ELEMENT_NAME, THEME_NAME, edit_text

        field = THEME_NAME if place.kind == "theme" else ELEMENT_NAME
        self._document.run(lambda database: edit_text(database, field, place.id, name))

    def _drop(self, ids: list[int], parent_id: int | None, position: int | None) -> None:
        from workbench.desktop.plan.tree_moves import Move

        self._move(Move(tuple(ids), parent_id, position))

    def _move_by(self, by: int) -> None:
        from workbench.desktop.plan.tree_moves import beyond

        move = beyond(self._document.plan, self._panel.selected_elements, by)
        if move is not None:
            self._move(move)

    def _move(self, move: Move) -> None:
        from workbench.operations import structure

        self._document.settle()
        current = self._panel.current
        done = self._document.run(
            lambda database: structure.move_elements(
                database, move.ids, move.parent_id, move.position
            )
        )
        if done and current.kind == "element" and current.id in move.ids:
            others = [element_place(one) for one in move.ids if one != current.id]
            self._panel.select_elements([current, *others])

    def _delete(self) -> None:
        from workbench.operations import structure

        self._document.settle()
        chosen = self._elements()
        ids = [element.id for element in chosen]
        going = structure.deletion_of(self._document.database, ids)
        names = tr(", ").join(f"{one.code} {one.name}".strip() for one in chosen[:3])
        if len(chosen) > len(chosen[:3]):
            names = tr("{names} and {count} more", names=names, count=len(chosen) - 3)
        if not self._questions.go_ahead(
            self._panel,
            tr("Delete {names}?", names=names),
            deletion_in_words(going, len(structure.topmost(self._document.plan, ids))),
            tr("Delete"),
        ):
            return
        after = _neighbour(self._document.plan, ids)
        if self._document.run(lambda database: structure.delete_elements(database, ids)):
            self.go_to.emit(after)
            self._panel.view.setFocus()

    def _renumber(self, within: int | None) -> None:
        from workbench.operations import structure

        self._document.settle()
        self._document.run(lambda database: structure.renumber(database, within))


def deletion_in_words(going: Deletion, chosen: int) -> str:
    """Return what goes with elements that are deleted, in one sentence; `chosen` are named."""
    counts = (
        (going.elements - chosen, tr("{count} elements below", count=going.elements - chosen)),
        (going.indicators, tr("{count} indicators", count=going.indicators)),
        (going.values, tr("{count} values", count=going.values)),
        (going.theme_links, tr("{count} theme links", count=going.theme_links)),
        (going.initiatives, tr("{count} initiatives", count=going.initiatives)),
        (going.evaluations, tr("{count} evaluations", count=going.evaluations)),
    )
    parts = [words for count, words in counts if count]
    if not parts:
        return tr("Nothing else goes with it. It can be undone.")
    return tr("With it go: {parts}. It can be undone.", parts=tr(", ").join(parts))


def _level_below(plan: Plan, element: Element | None) -> str:
    if element is None:
        return ""
    depth = plan.level_of(element).depth + 1
    return next((level.name for level in plan.levels if level.depth == depth), "")


def _level_beside(plan: Plan, element: Element | None) -> str:
    return plan.level_of(element).name if element is not None else ""


def _neighbour(plan: Plan, going: Sequence[int]) -> Place:
    """Return what stands next to elements that go: after, before, or else above them."""
    from workbench.operations import structure

    last = structure.topmost(plan, going)[-1]
    siblings = [one.id for one in plan.children(last.parent_id)]
    at = siblings.index(last.id)
    near = [one for one in (*siblings[at + 1 :], *reversed(siblings[:at])) if one not in going]
    if near:
        return element_place(near[0])
    return OVERVIEW if last.parent_id is None else element_place(last.parent_id)

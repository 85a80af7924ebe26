"""The main window: header, page buttons with search, the page, history, and the status line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMainWindow,
    QMenuBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look, settings, window_state
from workbench.desktop.in_force import apply_settings, system_is_dark
from workbench.desktop.places import IMPORT, PLAN, REPORTS, Place
from workbench.desktop.questions import (
    PLAN_ENDING,
    WORKBOOK_ENDINGS,
    DialogQuestions,
    Questions,
)
from workbench.desktop.settings import Settings, Theme
from workbench.desktop.threshold import Threshold
from workbench.errors import PersonError

if TYPE_CHECKING:
    from workbench.desktop.document import Document
    from workbench.desktop.history_panel import HistoryPanel
    from workbench.desktop.importing.page import ImportPage

#: The smallest window everything fits into.
SMALLEST = (1366, 768)
#: What a screen of that size leaves at 150 % and more; pages scroll there.
LEAST = (720, 400)

#: So many times at most is a layout of the first page laid out anew by those within it.
_LAYOUTS_AROUND = 6


class MainWindow(QMainWindow):
    """One plan in one window.

    Without a document the window stands empty, so that something is to be seen while the plan
    and everything that shows it are loaded; `show_document` moves them in. `waits_for` says what
    takes long about that.
    """

    document: Document

    def __init__(
        self,
        document: Document | None = None,
        questions: Questions | None = None,
        *,
        waits_for: str = "",
    ) -> None:
        super().__init__()
        self.questions: Questions = questions or DialogQuestions()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.resize(*SMALLEST)
        self.setMinimumSize(*LEAST)
        window_state.restore_place(self)
        if document is None:
            self.setCentralWidget(Threshold(waits_for))
        else:
            self.show_document(document)
            self.remember()

    def show_document(self, document: Document) -> None:
        """Build everything around a plan."""
        from workbench.desktop.tasks import Tasks

        self.document = document
        self.tasks = Tasks(self)
        self.setAcceptDrops(True)
        self.setUpdatesEnabled(False)
        self._build()
        self.go_to(Place(PLAN))
        self.pages.plan.tree.view.setFocus()
        window_state.restore_parts(self)
        self._settle()
        self.setUpdatesEnabled(True)

    def _settle(self) -> None:
        """Lay out everything before it is painted.

        A layout asks the one around it for another size by an event; until all have been asked,
        the page is squeezed into the window. It was painted so, and twice more, before.
        """
        # In a window that is shown already Qt would show them when the events before are done.
        self.menuBar().show()
        middle = self.centralWidget()
        assert middle is not None
        middle.show()
        for _around in range(_LAYOUTS_AROUND):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    @property
    def is_empty(self) -> bool:
        """Tell whether no plan has moved in yet."""
        return isinstance(self.centralWidget(), Threshold)

    def _build(self) -> None:
        # Imported here, as they bring the plan with them: the empty window is painted before.
        from workbench.desktop.actions import Actions
        from workbench.desktop.apart import Apart
        from workbench.desktop.beside import Beside
        from workbench.desktop.header import Header
        from workbench.desktop.merging.start import Merging
        from workbench.desktop.notice import Notice
        from workbench.desktop.opening import Opening
        from workbench.desktop.page_bar import PageBar
        from workbench.desktop.page_stack import RoomForPages
        from workbench.desktop.pages import Pages
        from workbench.desktop.plan_files import PlanFiles
        from workbench.desktop.search_field import SearchField
        from workbench.desktop.status_line import StatusLine

        document = self.document
        document.apart = Apart(document, self.tasks, self)
        self.files = PlanFiles(self)
        self.merging = Merging(self)
        self.actions_ = Actions(self)
        self.actions_.fill(self.menuBar())
        self.header = Header(document, self.actions_.undo)
        self.page_bar = PageBar()
        self.search = SearchField()
        self.notice = Notice()
        self.stack = QStackedWidget()
        self.beside = Beside(RoomForPages(self.stack))
        self.pages = Pages(self)
        self.actions_.add_edits(self.pages.plan.edits.fill)
        self.opening = Opening(self)
        self._history: HistoryPanel | None = None
        self.status = StatusLine(document)
        self._lay_out()
        self._connect()
        self._refresh()

    def remake(self) -> None:
        """Build everything anew in another language or size; the plan and its steps stay.

        A new `Document` on the same plan file takes over, so that nothing which listened to the
        old one is called again.
        """
        page, place = self.page, self.pages.plan.place
        shows_history = self.shows_history
        widths = window_state.widths(self)
        before = self.document
        self.document = before.handed_over()
        for action in self.actions():
            self.removeAction(action)
            action.deleteLater()
        self.setMenuBar(QMenuBar(self))
        self._build()
        before.deleteLater()
        window_state.set_widths(self, widths)
        self.go_to(place)
        self.go_to(Place(page))
        if shows_history:
            self.toggle_history()

    def _lay_out(self) -> None:
        self.page_bar.row.addWidget(self.search)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.page_bar)
        column.addWidget(_hairline())
        column.addWidget(self.notice)
        column.addWidget(self.beside, 1)
        column.addWidget(_hairline())
        column.addWidget(self.status)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        document = self.document
        document.changed.connect(self._refresh)
        document.saved.connect(self._refresh)
        document.saved.connect(self.remember)
        document.opened.connect(self.remember)
        document.opened.connect(self._begin)
        document.opened.connect(self._caution)
        document.saved.connect(self._caution)
        document.refused.connect(self.show_error)
        document.closing.connect(self.tasks.close)
        self.page_bar.chosen.connect(lambda page: self.go_to(Place(page)))
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self.pages.plan.tree.select_first_match)
        self.search.left_downwards.connect(self.pages.plan.tree.select_first_match)
        self.status.undo_wanted.connect(document.undo)
        self.status.redo_wanted.connect(document.redo)

    def go_to(self, place: Place) -> None:
        """Show a page, and on the plan page what `place` names."""
        self.document.settle()
        self.pages.show(place)
        self.page_bar.show_current(place.page)
        self.refresh_undo()

    @property
    def page(self) -> str:
        """Return which page is shown."""
        return self.pages.current

    @property
    def saying(self) -> ImportPage | None:
        """Return the import page while it is shown: what is said there has steps of its own."""
        return self.pages.importing if self.page == IMPORT else None

    def undo(self) -> None:
        """Take back the last step: on the import page what is not taken in yet, else the plan's."""
        if self.saying is not None and self.saying.next_undo:
            self.saying.undo()
        else:
            self.document.undo()

    def redo(self) -> None:
        """Do again what was taken back last, on the import page or in the plan."""
        if self.saying is not None and self.saying.next_redo:
            self.saying.redo()
        else:
            self.document.redo()

    def refresh_undo(self) -> None:
        """Name what undo and redo would do on the page that is shown."""
        own = self.saying
        self.actions_.refresh(
            self.document,
            own_undo=own.next_undo if own else "",
            own_redo=own.next_redo if own else "",
        )
        self.header.refresh_undo()

    def show_error(self, error: PersonError) -> None:
        """Say on the page what went wrong, with a link to what puts it right."""
        if not (self.opening.tell(error) or self.files.tell(error)):
            self.notice.tell(str(error))

    def show_earlier_versions(self) -> None:
        """Show the earlier versions of the plan and what was done since each."""
        from workbench.desktop.earlier.sheet import EarlierVersionsSheet

        self.document.settle()
        self.earlier = EarlierVersionsSheet(self)
        self.earlier.open()

    def show_publishing(self) -> None:
        """Show what is internal, and write the copy for publication."""
        from workbench.desktop.publishing.sheet import PublishingSheet

        self.document.settle()
        self.publishing = PublishingSheet(self)
        self.publishing.open()

    def show_preferences(self) -> None:
        """Show the settings of the program."""
        from workbench.desktop.preferences.dialog import PreferencesSheet

        self.preferences = PreferencesSheet(self)
        self.preferences.open()

    def tell_failure(self, error: BaseException) -> None:
        """Say why work in the background came to nothing; a bug is raised."""
        if not isinstance(error, PersonError):
            raise error
        self.notice.tell(str(error))

    def choose_workbooks(self) -> None:
        """Ask for workbooks and show what they would change."""
        self.go_to(Place(IMPORT))
        self.pages.importing.choose_files()

    def export_book(self) -> None:
        """Ask for a name and write the plan as a workbook."""
        self.document.settle()
        self.go_to(Place(REPORTS))
        self.pages.reports.export_book()

    def print_form(self) -> None:
        """Print the form shown; from another page, show first what would be printed."""
        if self.page == REPORTS:
            self.pages.reports.print_form()
        else:
            self.go_to(Place(REPORTS))

    def find_in_plan(self) -> None:
        """Begin a search in the plan."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def filter_tree(self) -> None:
        """Unfold the filter over the tree, or fold it away."""
        self.go_to(Place(PLAN))
        self.pages.plan.filter.toggle()

    def _search(self, query: str) -> None:
        if query and self.page != PLAN:
            self.go_to(Place(PLAN))
        self.pages.plan.search(query)

    @property
    def history(self) -> HistoryPanel:
        """Return the panel of all steps, made when it is first asked for."""
        if self._history is None:
            from workbench.desktop.history_panel import HistoryPanel

            self._history = HistoryPanel(self.document)
            self._history.hide()
            self._history.closed.connect(self.toggle_history)
            self.beside.set_panel(self._history)
            self.beside.in_the_way.connect(self.toggle_history)
            self.pages.plan.shown.connect(self._history.follow)
            self._history.follow(self.pages.plan.place)
        return self._history

    @property
    def shows_history(self) -> bool:
        """Return whether the panel of all steps is shown."""
        return self._history is not None and not self._history.isHidden()

    def toggle_history(self) -> None:
        """Show or hide the history."""
        is_shown = self.history.isHidden()
        self.history.setVisible(is_shown)
        self.actions_.history.setChecked(is_shown)
        if is_shown:
            self.history.list.setFocus()

    def adopt(self, chosen: Settings) -> None:
        """Keep what a person has chosen and put it into force, here and at once."""
        before = settings.load()
        settings.keep(chosen)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_settings(app, chosen)
        if replace(before, theme=chosen.theme) != chosen:
            self.remake()
        else:
            self.set_appearance(chosen.theme.is_dark)

    def set_appearance(self, dark: bool | None) -> None:
        """Show everything light or dark; None follows the system."""
        theme = Theme.SYSTEM if dark is None else Theme.DARK if dark else Theme.LIGHT
        settings.change(theme=theme)
        self.actions_.show_theme(theme)
        if dark is None:
            dark = system_is_dark()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        look.apply_look(app, dark)
        # Fonts set on widgets stay; what is drawn by hand asks for its colours anew.
        self._refresh()
        self.pages.refresh_look()

    def follow_system(self) -> None:
        """Take over the system's light or dark, unless one has been chosen here."""
        if not self.is_empty and settings.load().theme is Theme.SYSTEM:
            self.set_appearance(None)

    def _refresh(self) -> None:
        self.setWindowTitle(f"{self.document.path.name}[*]")
        self.setWindowModified(self.document.is_modified)
        self.header.refresh()
        self.refresh_undo()

    def remember(self) -> None:
        """Offer the plan among those opened last."""
        from workbench.desktop.recent import remember

        if not self.document.read_only:
            remember(self.document.path)

    def _caution(self) -> None:
        """Say what did not go well beside opening or saving, as a backup that was not kept."""
        if self.document.cautions:
            self.notice.tell("\n".join(str(caution) for caution in self.document.cautions))

    def _begin(self) -> None:
        self.search.clear()
        self.notice.hide()
        self.go_to(Place(PLAN))
        # Keys do something at once, also where a sheet had the keyboard.
        self.pages.plan.tree.view.setFocus()
        self._refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.is_empty:
            event.accept()
            return
        if not self.files.may_leave():
            event.ignore()
            return
        window_state.keep(self)
        self.document.close()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take_in(_dropped_files(event.mimeData()))

    def take_in(self, files: Sequence[Path]) -> None:
        """Open a plan file, or show what workbooks would change."""
        plans = [path for path in files if path.suffix.lower() == PLAN_ENDING]
        if plans:
            self.files.open(plans[0])
        elif files:
            self.go_to(Place(IMPORT))
            self.pages.importing.read_files(list(files))


def _hairline() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setFrameShadow(QFrame.Shadow.Plain)
    line.setForegroundRole(QPalette.ColorRole.Mid)
    line.setFixedHeight(1)
    return line


def _dropped_files(data: QMimeData) -> list[Path]:
    """Return the plans and workbooks among what is dragged."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    known = (PLAN_ENDING, *WORKBOOK_ENDINGS)
    return [path for path in files if path.suffix.lower() in known]

"""Department sheets of 記入例 and the hands that bring them to the import page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest
import xlsxwriter
from PySide6.QtWidgets import QMenu

from workbench.desktop import apart
from workbench.desktop.importing.files import State
from workbench.desktop.places import IMPORT, Place
from workbench.operations import importing
from workbench.store.database import Database

HEADER = ("施策番号", "施策名", "指標名", "単位", "令和5年度", "令和6年度")
ROWS = (
    ("4-10", "移住・定住の推進", "相談件数（記入例）", "件", 180, 195),
    ("9-99", "ない施策", "ない指標（記入例）", "件", 1, 2),
)


@dataclass
class Hands:
    """Makes sheets, reads them on the page, and waits until they are read."""

    page: object
    folder: Path
    qtbot: object

    def sheet(
        self,
        name: str,
        rows: Sequence[Sequence[object]] = ROWS,
        header: Sequence[object] = HEADER,
        *,
        first_row: int = 0,
        tab: str = "指標",
    ) -> Path:
        """Write a workbook of one sheet; return its path."""
        path = self.folder / name
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet(tab)
            for row, values in enumerate((header, *rows), first_row):
                sheet.write_row(row, 0, values)
        return path

    def read(self, *paths: Path):
        """Read workbooks on the page and return it."""
        self.page.read_files(list(paths))
        self.wait()
        return self.page

    def wait(self) -> None:
        """Wait until everything has been read, counted and searched."""
        page = self.page
        self.qtbot.waitUntil(
            lambda: (
                all(file.state is not State.READING for file in page.files.files)
                and page._counting is None
                and not page.taking_in.is_writing
                and not page.window().document.apart.is_running
                and not page.workbook.differences.is_searching
            ),
            timeout=30_000,
        )

    def texts(self, column: int) -> list[str | None]:
        """Return what stands in a column of the table of differences."""
        model = self.page.workbook.differences.model
        return [model.index(row, column).data() for row in range(model.rowCount())]

    def choose(self, menu: QMenu | None, *words: str) -> None:
        """Choose an entry of a menu, through the menus in it; wait for what that does."""
        assert menu is not None
        for word in words:
            found = [one for one in menu.actions() if word in one.text()]
            assert found, f"{word}: {[one.text() for one in menu.actions()]}"
            if found[0].menu() is None:
                found[0].trigger()
                self.wait()
                return
            menu = found[0].menu()


class Pause:
    """Holds the worker before what it writes next, until a hand has done something."""

    def __init__(self) -> None:
        self.writes_before = 0
        self.has_begun, self._goes_on = Event(), Event()

    def watch(self, database: Database) -> Database:
        """Hold this connection once it has written so often."""
        written = 0

        def said(statement: str) -> None:
            nonlocal written
            if not statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
                return
            written += 1
            if written > self.writes_before:
                self.has_begun.set()
                self._goes_on.wait()

        database.connection.set_trace_callback(said)
        return database

    def while_held(self, do: Callable[[], None]) -> None:
        """Do something while the worker is amid its writing, then let it go on."""
        try:
            assert self.has_begun.wait(timeout=30), "nothing was written"
            do()
        finally:
            self._goes_on.set()

    def let_go(self) -> None:
        """Hold nobody any longer."""
        self._goes_on.set()


@pytest.fixture(autouse=True)
def plain_looks(request, monkeypatch):
    """Draw sheets plainly: a second child for each would take longer than all the rest."""
    if "looks" not in request.fixturenames:
        monkeypatch.setattr(importing, "looks", lambda *_args, **_more: None)


@pytest.fixture
def looks():
    """Let the looks of sheets be read."""


@pytest.fixture
def page(window):
    window.go_to(Place(IMPORT))
    return window.pages.importing


@pytest.fixture
def hands(page, tmp_path, qtbot):
    return Hands(page, tmp_path, qtbot)


@pytest.fixture
def workbook(hands):
    return hands.sheet("記入例.xlsx")


@pytest.fixture
def pause(window, monkeypatch) -> Iterator[Pause]:
    held, opened = Pause(), apart.open_database
    monkeypatch.setattr(apart, "open_database", lambda path: held.watch(opened(path)))
    monkeypatch.setattr(apart, "ASKED_EVERY", 1)
    yield held
    held.let_go()

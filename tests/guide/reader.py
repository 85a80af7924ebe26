"""Somebody new who follows the user guide: does what it says, with the words it quotes.

A section of the guide is followed inside `Reader.section`. Every word of the window that it quotes
has to have been met there, in the menu it names or on what is shown, before it is left; a chapter
has been followed when each of its sections has.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QTextEdit,
    QWidget,
)

from workbench import places
from workbench.desktop.tour import hands

SOURCE = places.resources() / "guide" / "ja"
_LEFT = Qt.MouseButton.LeftButton


@dataclass(frozen=True)
class Section:
    """What a section of the guide quotes: words of the window, ways through its menus, keys."""

    words: frozenset[str]
    ways: frozenset[tuple[str, ...]]
    keys: frozenset[str]

    @property
    def is_saying(self) -> bool:
        """Tell whether anything is quoted."""
        return bool(self.words or self.ways or self.keys)


def sections(chapter: Path) -> dict[str, Section]:
    """Return every section of a chapter by its title; what stands before the first is ``""``."""
    text = chapter.read_text(encoding="utf-8")
    parts = re.split(r'^(?:== (.+)|#trouble\("([^"]+)", \[)$', text, flags=re.MULTILINE)
    titles = ["", *(one or other for one, other in zip(parts[1::3], parts[2::3], strict=True))]
    return dict(zip(titles, map(_quoted, parts[::3]), strict=True))


def _quoted(text: str) -> Section:
    ways = (re.findall(r'"([^"]+)"', way) for way in re.findall(r"menu\(([^)]*)\)", text))
    return Section(
        frozenset(re.findall(r'ui\("([^"]+)"\)', text)),
        frozenset(tuple(way) for way in ways),
        frozenset(re.findall(r'key\("([^"]+)"\)', text)),
    )


class Reader:
    """Follows one chapter in a window, by its words only.

    `see` and `click` look at what is shown now, in the front dialog where there is one.
    """

    def __init__(self, window, qtbot, chapter: str) -> None:
        self.window = window
        self.qtbot = qtbot
        (path,) = SOURCE.glob(f"{chapter}_*.typ")
        self._sections = sections(path)
        self._followed: set[str] = set()
        self._met: set[object] = set()

    @contextmanager
    def section(self, title: str) -> Iterator[None]:
        """Follow a section; fail when it quotes what was not met."""
        quoted = self._sections[title]
        self._met = set()
        yield
        wanted = quoted.words | quoted.ways | quoted.keys
        assert wanted <= self._met, f"{title}: {sorted(map(str, wanted - self._met))} not met"
        self._followed.add(title)

    def end(self, *elsewhere: str) -> None:
        """Fail when a section of the chapter has been followed neither here nor `elsewhere`."""
        left = {title for title, held in self._sections.items() if title or held.is_saying}
        assert self._followed | set(elsewhere) >= left, left - self._followed - set(elsewhere)

    def words_of(self, title: str) -> frozenset[str]:
        """Return the words of the window that a section quotes."""
        return self._sections[title].words

    def meet(self, *words: str) -> None:
        """Take words as met that are not to be seen in the window at one time."""
        self._met |= set(words)

    def close(self) -> None:
        """Close the dialog in front."""
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        dialog.reject()
        self.settle()

    def settle(self) -> None:
        """Let work in the background end, what was put off be done, everything be laid out."""
        self.qtbot.waitUntil(self._is_at_rest, timeout=30_000)
        for _ in range(3):
            QApplication.processEvents()

    def _is_at_rest(self) -> bool:
        waiting = (timer for timer in self.window.findChildren(QTimer) if timer.isActive())
        return self.window.tasks.is_idle and not any(one.isSingleShot() for one in waiting)

    # Menus and keys ---------------------------------------------------------------------------

    def menu(self, *way: str, then: bool = True) -> None:
        """Go a way through the menus and choose what stands at its end."""
        found = self.window.menuBar().actions()
        for step in way:
            named = [action for action in found if _plain(action.text()) == step]
            assert named, f"no {step!r} among {[_plain(action.text()) for action in found]}"
            (action,) = named
            menu = action.menu()
            found = menu.actions() if isinstance(menu, QMenu) else []
        self._met.add(way)
        if then:
            assert action.isEnabled(), way
            action.trigger()
            self.settle()

    def press(self, keys: str, on: QWidget | None = None) -> None:
        """Press keys as the guide writes them: `Ctrl+Z`."""
        if QApplication.activeModalWidget() is None and not self.window.isActiveWindow():
            # The offscreen platform does not activate the window when a dialog in front goes.
            self.window.activateWindow()
            self.settle()
        combination = QKeySequence(_as_qt_says(keys))[0]
        target = on or QApplication.focusWidget() or self.window
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
        self._met.add(keys)
        self.settle()

    # What is shown ----------------------------------------------------------------------------

    def see(self, *words: str, inside: QWidget | None = None) -> None:
        """Find words on what is shown."""
        for one in words:
            assert any(_says(said, one) for _widget, said in self._said(inside)), (
                f"{one!r} is not shown; there is {sorted({said for _w, said in self._said()})}"
            )
            self._met.add(one)

    def click(self, words: str, inside: QWidget | None = None) -> None:
        """Press the button, link, tab or line that bears the words."""
        self._met.add(words)
        for widget, said in [*self._said(inside)]:
            if not _says(said, words) or not widget.isEnabled():
                continue
            if isinstance(widget, QAbstractButton):
                QTest.mouseClick(widget, _LEFT, pos=_middle(widget))
            elif isinstance(widget, QTabBar):
                row = next(n for n in range(widget.count()) if _says(widget.tabText(n), words))
                QTest.mouseClick(widget, _LEFT, pos=widget.tabRect(row).center())
            elif isinstance(widget, QAbstractItemView):
                index = _index_of(widget.model(), words)
                widget.scrollTo(index)
                QTest.mouseClick(widget.viewport(), _LEFT, pos=widget.visualRect(index).center())
            else:
                continue
            self.settle()
            return
        raise AssertionError(f"nothing to press bears {words!r}")

    def choose(self, words: str, among: str) -> None:
        """Choose an entry of the field of this name."""
        (box,) = {
            widget
            for widget, said in self._said()
            if isinstance(widget, QComboBox) and widget.accessibleName() == among
        }
        row = next(n for n in range(box.count()) if _says(box.itemText(n), words))
        box.setCurrentIndex(row)
        box.activated.emit(row)
        self._met |= {words, among}
        self.settle()

    def fill(self, name: str, text: str) -> None:
        """Type into the field of this name."""
        (field,) = {
            widget
            for widget in _shown(self._front())
            if isinstance(widget, QLineEdit | QTextEdit) and widget.accessibleName() == name
        }
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        hands.type_in(field, text)

    def drop(self, *files: Path) -> None:
        """Drop files on the window."""
        for file in files:
            hands.drop(self.window, file)
        self.settle()

    @property
    def notice(self) -> str:
        """Return what the strip above the page says."""
        return self.window.notice.text

    def _front(self) -> QWidget:
        return QApplication.activeModalWidget() or self.window

    def _said(self, inside: QWidget | None = None) -> Iterator[tuple[QWidget, str]]:
        for widget in _shown(inside or self._front()):
            for said in _words_of(widget):
                yield widget, said


def _shown(widget: QWidget) -> Iterator[QWidget]:
    for one in (widget, *widget.findChildren(QWidget)):
        if one.isVisible():
            yield one


def _words_of(widget: QWidget) -> Iterator[str]:
    """Yield what can be read on a widget; what only a screen reader says does not count."""
    if "paintEvent" in vars(type(widget)):
        yield widget.accessibleName()  # it paints its words itself
    if isinstance(widget, QAbstractButton | QLabel):
        yield widget.text()
    elif isinstance(widget, QGroupBox):
        yield widget.title()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(row) for row in range(widget.count()))
    elif isinstance(widget, QTabBar):
        yield from (widget.tabText(number) for number in range(widget.count()))
    elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from (text for _index, text in _cells(widget.model()))
        across = Qt.Orientation.Horizontal
        for column in range(_columns(widget.model())):
            yield str(widget.model().headerData(column, across) or "")


def _columns(model: QAbstractItemModel, parent: QModelIndex | None = None) -> int:
    # Qt hides how many columns a list has.
    return (
        1 if isinstance(model, QAbstractListModel) else model.columnCount(parent or QModelIndex())
    )


def _cells(model: QAbstractItemModel, parent: QModelIndex | None = None):
    above = parent or QModelIndex()
    for row in range(min(model.rowCount(above), 200)):
        for column in range(_columns(model, above)):
            index = model.index(row, column, above)
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                yield index, str(model.data(index, role) or "")
        first = model.index(row, 0, above)
        if not isinstance(model, QAbstractListModel) and model.rowCount(first):
            yield from _cells(model, first)


def _index_of(model: QAbstractItemModel, words: str) -> QModelIndex:
    return next(index for index, text in _cells(model) if _says(text, words))


def _middle(widget: QWidget) -> QPoint:
    return widget.rect().center()


def _says(said: str, words: str) -> bool:
    """Tell whether a text is what the guide quotes, with a count, a number or a sign around it."""
    plain = re.sub(r"\s+", " ", _plain(re.sub(r"<[^>]+>", "", said))).strip()
    return bool(re.fullmatch(rf"[\W\d]*{re.escape(words)}(（.*）|[\W\d件年]*)", plain))


def _plain(text: str) -> str:
    """Return the words of a menu or button without the letter that opens it."""
    return re.sub(r"\(&.\)", "", text).replace("&&", "\0").replace("&", "").replace("\0", "&")


def _as_qt_says(keys: str) -> str:
    arrows = {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}
    return "+".join(arrows.get(part, part) for part in keys.split("+"))


def choose(menu, *words):
    """Choose an entry of a menu, through the menus in it."""
    for word in words:
        action = next(one for one in menu.actions() if word in one.text())
        menu = action.menu()
    action.trigger()

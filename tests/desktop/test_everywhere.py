"""What holds for every page and dialog: all is translated, named, and has room for its words."""

import contextlib
import csv
import gc
import html
import re
import shutil
import sqlite3
import string
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QAccessible, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QWidget,
)

from tests.desktop.everywhere import (
    filled_plan,
    name_of,
    places,
    settle,
    shown,
    top_levels,
    views,
    window_on,
)
from workbench import language, licences
from workbench.desktop import example_workbook, look
from workbench.desktop.application import make_application
from workbench.desktop.in_force import apply_settings
from workbench.desktop.places import POPULATION, REPORTS, Place
from workbench.desktop.settings import TEXT_SIZES, Settings, Theme
from workbench.operations.looks import USUAL
from workbench.operations.new_plan import LEVEL_CHOICES
from workbench.places import data
from workbench.plan.fiscal_years import YearStyle

OPEN, SHUT = "⟦", "⟧"


@pytest.fixture(scope="module")
def filled(sample_file, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(folder / "home"))
        path = Path(shutil.copy(sample_file, folder / "plan.plandb"))
        filled_plan(path)
    return path


@pytest.fixture
def plan(filled, tmp_path, home) -> Path:
    return Path(shutil.copy(filled, tmp_path / "plan.plandb"))


@pytest.fixture
def as_it_comes(qapp):
    yield
    apply_settings(qapp, Settings(theme=Theme.LIGHT))


# Translation ------------------------------------------------------------------------------------


@pytest.fixture
def pseudo(monkeypatch, qapp, as_it_comes):
    """Put marks around every sentence that is translated."""
    marked = {line: f"{OPEN}{said}{SHUT}" for line, said in language.catalogue("ja").items()}
    monkeypatch.setattr(language, "catalogue", lambda _of: marked)
    make_application("ja")


def words_of(widget: QWidget) -> set[str]:
    """Return every text of a widget that a person may read or be read."""
    found = {widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()}
    if widget.isWindow():
        found.add(widget.windowTitle())
    if isinstance(widget, QAbstractButton | QLabel):
        found.add(widget.text())
    if isinstance(widget, QLineEdit | QTextEdit | QPlainTextEdit):
        found.add(widget.placeholderText())
    if isinstance(widget, QComboBox):
        found |= {widget.itemText(row) for row in range(widget.count())}
    if isinstance(widget, QTabBar):
        found |= {widget.tabText(number) for number in range(widget.count())}
    if isinstance(widget, QMenu):
        found |= {action.text() for action in widget.actions()}
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        found |= set(_words_of_model(widget))
    return {text for text in found if text}


def _words_of_model(view: QAbstractItemView):
    model, roles = view.model(), (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole,
                                  Qt.ItemDataRole.AccessibleTextRole)  # fmt: skip
    across = Qt.Orientation.Horizontal
    # Qt hides how many columns a list has.
    is_list = isinstance(model, QAbstractListModel)
    for column in range(1 if is_list else model.columnCount()):
        yield str(model.headerData(column, across) or "")

    def below(parent: QModelIndex, depth: int):
        for row in range(min(model.rowCount(parent), 60)):
            for column in range(1 if is_list else model.columnCount(parent)):
                index = model.index(row, column, parent)
                for role in roles:
                    yield str(model.data(index, role) or "")
            if depth < 3 and not is_list:
                yield from below(model.index(row, 0, parent), depth + 1)

    yield from below(QModelIndex(), 0)


def content_of(path: Path) -> list[str]:
    """Return every text the plan itself holds, the longest first."""
    texts: set[str] = set()
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in database.execute(f"SELECT * FROM [{table}]"):
                texts |= {part for part in row if isinstance(part, str)}
    return sorted((text for text in texts if text.strip()), key=len, reverse=True)


def texts_of_the_example() -> list[str]:
    """Return what stands in the cells of the example workbook, and the letters of its columns."""
    cells = [example_workbook._TITLE, *example_workbook._HEADER]
    for row in example_workbook._ROWS:
        cells += [cell for cell in row if isinstance(cell, str) and cell]
    lines = [line for cell in cells for line in cell.split("\n")]
    joined = [cell.replace("\n", "") for cell in cells]
    return [*cells, *lines, *joined, *string.ascii_uppercase]


#: Words that are nobody's language: years, keys, names of formats, signs of values, fields.
NEUTRAL = re.compile(
    r"(令和|平成|昭和)(\d{1,2}|元)(年度?)?|(FY)?\d{4}|年度?|[HSR](\d+|元)|"
    r"((Ctrl|Shift|Alt)\+)+\S+|Shift|PageUp|PageDown|Enter|Esc|Space|Delete|Del|Ins|Tab|F\d+|Alt|"
    r"\.?(plandb|xlsx|xlsm|xls|xlsb|ods|csv)|日本語|English|SDGs|[（(]集計中[）)]|\{\w+\}"
)


def bypassing(text: str, content: list[str]) -> str:
    """Return what is left of a text without its translated parts and what the plan holds."""
    # A long text may have been put into lines.
    # A heading of a table may be broken where a space stood, a label where none did.
    ways = dict.fromkeys((text, text.replace("\n", ""), text.replace("\n", " ")))
    if not all(_words(_unmarked(one)) for one in ways):
        # Most are translated from end to end; what the plan holds is thousands of texts.
        return ""
    return min((_left(one, content) for one in ways), key=len)


def _left(text: str, content: list[str]) -> str:
    rest = re.sub(r"</?(span|b|i)\b[^>]*>", "", text)
    rest = html.unescape(re.sub(r"<[^>]+>", " ", rest))
    for held in content:
        rest = rest.replace(held, " ") if len(held) > 3 else rest
    rest = _unmarked(rest)
    # What was cut for want of room begins with a mark and has lost the other.
    rest = re.sub(f"{OPEN}[^…]*…", " ", rest)
    rest = NEUTRAL.sub(" ", rest)
    for held in content:
        rest = rest.replace(held, " ") if len(held) > 1 else rest
    # One letter is the name of a column, a grade or a sex.
    return " ".join(
        word for word in _words(rest) if word not in content and not re.fullmatch("[A-Z]", word)
    )


def _unmarked(text: str) -> str:
    """Return a text without what stands between marks, in others as well."""
    before = None
    while text != before:
        before, text = text, re.sub(f"{OPEN}[^{OPEN}{SHUT}]*{SHUT}", " ", text)
    return text


def _words(text: str) -> list[str]:
    return re.sub(r"[\W\d_]+", " ", text).split()


@pytest.fixture
def painted(monkeypatch) -> set[str]:
    """Note every text that is drawn by hand: charts, cells, links and headings among them."""
    noted: set[str] = set()
    text, static = QPainter.drawText, QPainter.drawStaticText

    def draw_text(painter, *given):
        noted.update(one for one in given if isinstance(one, str))
        return text(painter, *given)

    def draw_static(painter, place, words):
        noted.add(words.text())
        return static(painter, place, words)

    monkeypatch.setattr(QPainter, "drawText", draw_text)
    monkeypatch.setattr(QPainter, "drawStaticText", draw_static)
    return noted


def test_every_word_of_the_window_goes_through_the_translation(
    pseudo, painted, plan, answers, qtbot, filled
):
    texts: dict[str, str] = {}
    drawn: dict[str, str] = {}
    with window_on(plan, answers) as window:
        for menu in (action.menu() for action in window.menuBar().actions()):
            texts |= dict.fromkeys(words_of(menu), "menu")
        for place, widget in places(window, qtbot):
            for one in (*shown(widget), *views(widget)):
                for text in words_of(one):
                    texts.setdefault(text, f"{place}: {name_of(one)}")
            widget.grab()
            for text in painted:
                drawn.setdefault(text, f"{place}: drawn by hand")
            painted.clear()
        content = content_of(window.document.database.path)
        # Named in the header once only: the city stands in the plan's title already.
        title = window.document.plan.profile.title.replace("安曇野市", "")
    levels = (name for names in LEVEL_CHOICES.values() for name in names)
    shipped = (text for path in (data() / "grading").glob("*.csv") for text in cells_of(path))
    content += look.TEXT_FAMILIES
    for package in licences.packages():
        # Names and texts of licences are in the language they were given in.
        content += [package.name, package.licence, *package.text.splitlines()]
    content += [*NAMES, *levels, *shipped, title, str(plan.parent), plan.parent.name]
    content += texts_of_the_example()
    # What is printed where the plan has no words of its own: paper is Japanese.
    content += USUAL.values()
    # Licences have most of their lines in common.
    content = sorted(set(content), key=len, reverse=True)
    # A line or a piece of a text that has been looked at already.
    whole = "\n".join(texts)
    texts |= {text: where for text, where in drawn.items() if text.rstrip("…") not in whole}
    found = {text: rest for text in texts if (rest := bypassing(text, content))}
    assert not found, "\n".join(f"{texts[text]}: {text!r} → {rest}" for text, rest in found.items())


@pytest.mark.long
def test_no_era_stands_anywhere_where_western_years_are_chosen(
    plan, answers, qtbot, qapp, as_it_comes
):
    apply_settings(qapp, Settings(years=YearStyle.WESTERN, theme=Theme.LIGHT))
    texts: dict[str, str] = {}
    with window_on(plan, answers) as window:
        for place, widget in places(window, qtbot, with_dialogs=False):
            for one in shown(widget):
                texts |= dict.fromkeys(words_of(one), place)
        content = [*content_of(window.document.database.path), *texts_of_the_example()]
    held = sorted((text for text in content if len(text) > 3), key=len, reverse=True)
    found = {place: text for text, place in texts.items() if _ERA.search(_without(text, held))}
    # The name of an official projection.
    found = {place: text for place, text in found.items() if "平成30年推計" not in text}
    assert not found, found


_ERA = re.compile(r"(令和|平成|昭和)(\d|元)|\bR\d{1,2}\b")


def _without(text: str, content: list[str]) -> str:
    text = text.replace("\n", " ")
    for held in content:
        text = text.replace(held, " ")
    return text


#: Names of files that stand in the window, and names of people's machines.
NAMES = ("記入例_指標実績.xlsx", "壊れた表.xlsx", "plan.plandb", "もう一つの写し.plandb",
         "移住の推進", "定住の推進")  # fmt: skip


def cells_of(path: Path) -> set[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {cell for row in csv.reader(stream) for cell in row if cell}


# Names for screen readers, and room for every word ----------------------------------------------


#: The largest text needs the most room; the others are gone through in the long tests.
SIZES = [
    pytest.param(size, marks=() if size == max(TEXT_SIZES) else pytest.mark.long)
    for size in TEXT_SIZES
]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_every_page_and_dialog_names_its_controls_and_cuts_no_word_off(
    plan, answers, qtbot, qapp, as_it_comes, spoken, size
):
    """On a small screen; whoever cannot see it is told by name and role what the keyboard is on."""
    apply_settings(qapp, Settings(spoken, text_size=size, theme=Theme.LIGHT))
    wrong: set[str] = set()
    stray = Stray()
    qapp.installEventFilter(stray)
    with window_on(plan, answers) as window:
        assert window.width() <= 1366
        assert window.height() <= 768
        for place, widget in places(window, qtbot):
            for one in (*shown(widget), *views(widget)):
                if is_control(one) and (why := lacking(one)):
                    wrong.add(f"{place}: {name_of(one)}: {why}")
                if why := cut_off(one):
                    wrong.add(f"{place}: {name_of(one)}: {why}")
            wrong |= {f"{place}: {one} was a window" for one in stray.taken()}
    qapp.removeEventFilter(stray)
    assert not wrong, "\n".join(sorted(wrong))


def test_a_screen_reader_walks_through_everything_and_may_come_back_when_it_is_gone(
    plan, answers, qtbot
):
    """Into every cell, as it does; what it remembers is asked for again after the window."""
    held: set[int] = set()
    with window_on(plan, answers) as window:
        for _place, _widget in places(window, qtbot):
            for one in top_levels():
                held |= told(QAccessible.queryAccessibleInterface(one))
    assert len(held) > 1000
    gc.collect()
    for one in held:
        face = QAccessible.accessibleInterface(one)
        if face is not None and face.isValid():
            told(face, depth=0)
    for one in top_levels():
        told(QAccessible.queryAccessibleInterface(one))


def told(face, depth: int = 12) -> set[int]:
    """Ask for a control or cell and those within it; return the numbers a reader keeps of them."""
    if face is None or not face.isValid():
        return set()
    face.text(QAccessible.Text.Name), face.role(), face.state(), face.rect()
    held = {QAccessible.uniqueId(face)}
    for number in range(min(face.childCount(), 20) if depth else 0):
        held |= told(face.child(number), depth - 1)
    return held


@pytest.mark.parametrize("spoken", ["en", pytest.param("ja", marks=pytest.mark.long)])
def test_every_page_keeps_the_room_it_needs_beside_or_beneath_the_history_in_the_largest_text(
    plan, answers, qtbot, qapp, as_it_comes, spoken
):
    """On the smallest screen; nothing has to be scrolled sideways because of the history."""
    apply_settings(qapp, Settings(spoken, text_size=max(TEXT_SIZES), theme=Theme.LIGHT))
    beside: dict[str, bool] = {}
    wrong: list[str] = []
    with window_on(plan, answers) as window:
        for place, widget in places(window, qtbot, with_dialogs=False):
            if place != "history":
                if before := scrolled_sideways(widget):
                    wrong.append(f"{place}: {before} without the history")
                window.toggle_history()
                settle()
                beside[place] = not window.beside.lies_over
                if (now := scrolled_sideways(widget)) != before:
                    wrong.append(f"{place}: {now} instead of {before}")
                window.toggle_history()
        assert window.width() <= 1366
    assert not wrong, "\n".join(wrong)
    # Where a page can narrow the panel covers nothing of it.
    plan_pages = ("overview", "goal", "measure", "theme", "matrix", "settings: profile")
    assert all(beside[place] for place in plan_pages)
    assert not beside["population 0"]


def test_scenarios_of_the_areas_fit_the_smallest_screen_in_the_largest_text(
    plan, answers, qapp, as_it_comes
):
    apply_settings(qapp, Settings("en", text_size=max(TEXT_SIZES), theme=Theme.LIGHT))
    with window_on(plan, answers) as window:
        window.go_to(Place(POPULATION))
        page = window.pages.population.page
        page.tabs.setCurrentIndex(4)
        page.areas.view_box.setCurrentIndex(1)
        page.areas.view_box.activated.emit(1)
        settle()
        assert page.areas.figure_box.isVisible()
        assert not scrolled_sideways(window)
        assert not cut_off(page.areas.view_box)


def test_the_history_gives_way_when_the_keyboard_goes_to_what_it_covers(
    plan, answers, qtbot, qapp, as_it_comes
):
    apply_settings(qapp, Settings(text_size=max(TEXT_SIZES), theme=Theme.LIGHT))
    with window_on(plan, answers) as window:
        window.activateWindow()
        window.go_to(Place(REPORTS))
        window.toggle_history()
        settle()
        assert window.beside.lies_over
        window.pages.reports.list.setFocus()
        settle()
        assert window.shows_history
        window.pages.reports.print_button.setFocus()
        settle()
        assert not window.shows_history
        assert not window.actions_.history.isChecked()
        qtbot.waitUntil(lambda: not window.pages.reports.is_rendering, timeout=30_000)


def scrolled_sideways(widget: QWidget) -> list[str]:
    return [
        f"{type(area).__name__} {area.horizontalScrollBar().maximum()}"
        for area in widget.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum()
    ]


class Stray(QObject):
    """Notes what is shown as a window without being meant as one: it takes the keyboard away."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: list[str] = []

    def eventFilter(self, watched, event):  # noqa: N802 - Qt calls it
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            is_plain = watched.windowFlags() & Qt.WindowType.WindowType_Mask == Qt.WindowType.Window
            if watched.isWindow() and is_plain and not isinstance(watched, QMainWindow):
                self._seen.append(name_of(watched))
        return False

    def taken(self) -> list[str]:
        """Return what was seen since the last time."""
        seen, self._seen = self._seen, []
        return seen


def is_control(widget: QWidget) -> bool:
    """Tell whether the keyboard or a click does something here."""
    if isinstance(widget, QScrollBar | QHeaderView) or widget.focusProxy() is not None:
        return False  # Cells of a header are told as cells of its table.
    if isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox):
        return False
    kinds = QAbstractButton | QLineEdit | QTextEdit | QComboBox | QAbstractSpinBox
    if isinstance(widget, kinds | QAbstractSlider | QAbstractItemView):
        return widget.isEnabled() and not _is_of_qt(widget)
    return widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus


def _is_of_qt(widget: QWidget) -> bool:
    """Tell whether a widget is Qt's own part of another: the arrow of a field, a corner."""
    return type(widget).__module__ == "PySide6.QtWidgets" and isinstance(
        widget.parentWidget(), QLineEdit | QAbstractItemView | QTabBar
    )


def lacking(widget: QWidget) -> str:
    """Return what a screen reader would not find."""
    face = QAccessible.queryAccessibleInterface(widget)
    if face is None or not face.isValid():
        return "nothing is said"
    if not face.text(QAccessible.Text.Name).strip():
        return "no name"
    if isinstance(widget, QAbstractScrollArea):
        return ""  # A pane by its nature, and Qt says so.
    silent = (QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Pane)
    return "no role" if face.role() in silent else ""


def cut_off(widget: QWidget) -> str:
    """Return how many pixels of a widget's words have no room, empty when all have."""
    metrics = QFontMetrics(widget.font())
    if isinstance(widget, QScrollArea) and widget.widget() is not None:
        return _cut_column(widget)
    if isinstance(widget, QLabel) and widget.text() and "…" not in widget.text():
        return _cut_label(widget, metrics)
    if isinstance(widget, QPushButton) and widget.text():
        needed = metrics.horizontalAdvance(widget.text()) + 8
        return _short_of(needed, widget.width()) or _short_of(metrics.height(), widget.height())
    if isinstance(widget, QAbstractButton) and widget.text():
        hint = widget.minimumSizeHint()
        high = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else 0
        return _short_of(hint.width(), widget.width()) or _short_of(
            max(high, metrics.height()), widget.height()
        )
    if isinstance(widget, QComboBox):
        needed = metrics.horizontalAdvance(widget.currentText()) + 24
        return _short_of(needed, widget.width()) if not widget.toolTip() else ""
    if isinstance(widget, QLineEdit) and not widget.text():
        buttons = sum(24 for action in widget.actions() if action.isVisible())
        needed = metrics.horizontalAdvance(widget.placeholderText()) + buttons + 8
        return _short_of(needed, widget.width()) or _short_of(metrics.height(), widget.height())
    return ""


def _cut_column(area: QScrollArea) -> str:
    """Tell whether a column that scrolls downwards only is wider than its room."""
    if area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
        return ""
    return _short_of(area.widget().width(), area.viewport().width())


def _cut_label(label: QLabel, metrics: QFontMetrics) -> str:
    room = label.contentsRect()
    if label.wordWrap():
        return _short_of(label.heightForWidth(label.width()), label.height())
    lines = html.unescape(re.sub(r"<[^>]+>", "", label.text())).split("\n")
    wide = max(metrics.horizontalAdvance(line) for line in lines)
    return _short_of(wide, room.width()) or _short_of(len(lines) * metrics.height(), room.height())


def _short_of(needed: int, given: int) -> str:
    """Return what lacks, rounding left aside."""
    return f"needs {needed}, has {given}" if needed > given + 2 else ""


def test_qts_own_words_are_japanese_too(qapp, as_it_comes):
    make_application("ja")
    said = QCoreApplication.translate("QPlatformTheme", "Cancel")
    assert said == "キャンセル"
    make_application("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    make_application("ja")
    settle()
    assert QApplication.applicationDisplayName() == "総合計画ワークベンチ"

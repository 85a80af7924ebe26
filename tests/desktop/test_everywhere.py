"""What holds for every page and dialog: all is translated, named, and has room for its words."""

import gc
import re
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import (
    QApplication,
)

from tests.desktop.controls import Stray, cut_off, is_control, lacking, scrolled_sideways
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
from tests.desktop.wording import (
    OPEN,
    SHUT,
    bypassing,
    cells_of,
    content_of,
    texts_of_the_example,
    words_of,
)
from workbench import language, licences
from workbench.desktop import look
from workbench.desktop.application import make_application
from workbench.desktop.in_force import apply_settings
from workbench.desktop.places import POPULATION, REPORTS, Place
from workbench.desktop.settings import TEXT_SIZES, Settings, Theme
from workbench.operations.looks import USUAL
from workbench.operations.new_plan import LEVEL_CHOICES
from workbench.places import data
from workbench.plan.fiscal_years import YearStyle


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


def test_qts_own_words_are_japanese_too(qapp, as_it_comes):
    make_application("ja")
    said = QCoreApplication.translate("QPlatformTheme", "Cancel")
    assert said == "キャンセル"
    make_application("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    make_application("ja")
    settle()
    assert QApplication.applicationDisplayName() == "総合計画ワークベンチ"

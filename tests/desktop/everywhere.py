"""Everywhere in the window: every page, part of a page and dialog, filled with something to show.

Tests that hold for the whole window (translation, names for screen readers, room for every word)
go through `places` and look at what each one shows.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from workbench.desktop.document import Document
from workbench.desktop.example_workbook import write_example
from workbench.desktop.importing.files import State
from workbench.desktop.places import (
    IMPORT,
    OVERVIEW,
    POPULATION,
    PROGRESS,
    REPORTS,
    THEMES,
    Place,
    element_place,
    settings_place,
    theme_place,
)
from workbench.desktop.plan_settings.sections import SECTIONS
from workbench.operations.initiatives import add_initiative
from workbench.operations.taking_in import TakingIn
from workbench.operations.years import open_year
from workbench.store.planfile import PlanFile
from workbench.store.queries import load_initiatives, load_plan

MEASURE = "4-10"


def filled_plan(path: Path) -> None:
    """Put indicators, an initiative and an open year into the sample at `path`, and save it."""
    with PlanFile.open(path) as opened:
        work = TakingIn(opened.database)
        example = write_example(path.with_name("記入例.xlsx"))
        assert work.take_in(example).applied
        elements = load_plan(opened.database).elements
        measure = next(one for one in elements if one.code == MEASURE)
        add_initiative(opened.database, measure.id, "移住相談窓口（記入例）")
        open_year(opened.database, 2024)
        opened.save()


@contextmanager
def window_on(path: Path, answers) -> Iterator["QWidget"]:
    """Show a window on a plan file, in whatever language and size is in force."""
    from workbench.desktop.window import SMALLEST, MainWindow

    window = MainWindow(Document(PlanFile.open(path)), answers)
    window.resize(*SMALLEST)
    window.show()
    settle()
    try:
        yield window
    finally:
        window.tasks.close()
        window.close()
        window.deleteLater()
        # Outside an event loop nobody does that, and a closed window still hears of fonts and
        # languages. The process has ended amid a change of font, in a table's geometry, when
        # windows were left so; that this was the reason is likely, not proved.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        settle()


def settle() -> None:
    """Let everything be laid out."""
    for _ in range(4):
        QApplication.processEvents()


def places(window, qtbot, *, with_dialogs: bool = True) -> Iterator[tuple[str, QWidget]]:
    """Show one place after the other; yield its name and the widget it is in."""
    yield from plan_places(window)
    yield from _population(window)
    yield from _import(window, qtbot)
    window.go_to(Place(PROGRESS))
    qtbot.waitUntil(lambda: not window.pages.progress.is_counting, timeout=20_000)
    yield from _at("progress", window)
    window.go_to(Place(REPORTS))
    qtbot.waitUntil(lambda: not window.pages.reports.is_rendering, timeout=30_000)
    yield from _at("reports", window)
    window.go_to(OVERVIEW)
    window.toggle_history()
    yield from _at("history", window)
    window.toggle_history()
    window.actions_.history.setChecked(False)
    if with_dialogs:
        yield from dialogs(window, qtbot)


def _at(name: str, widget: QWidget) -> Iterator[tuple[str, QWidget]]:
    settle()
    yield name, widget


def plan_places(window) -> Iterator[tuple[str, QWidget]]:
    """Show every page about the plan, its settings among them."""
    plan = window.document.plan
    window.go_to(OVERVIEW)
    yield from _at("overview", window)
    measure = next(one for one in plan.elements if one.code == MEASURE)
    goal = next(one for one in plan.elements if one.id == measure.parent_id)
    for name, element in (("goal", goal), ("measure", measure)):
        window.go_to(element_place(element.id))
        yield from _at(name, window)
    page = window.pages.plan.element
    page.indicators.open_details(plan.indicators[0].id)
    yield from _at("details of an indicator", window)
    page.indicators.close_details()
    page.initiatives.open_details(load_initiatives(window.document.database)[0].id)
    yield from _at("details of an initiative", window)
    page.initiatives.close_details()
    window.go_to(theme_place(plan.themes[0].id))
    yield from _at("theme", window)
    window.go_to(THEMES)
    yield from _at("matrix", window)
    for section in SECTIONS:
        window.go_to(settings_place(section.key))
        yield from _at(f"settings: {section.key}", window)


def _population(window) -> Iterator[tuple[str, QWidget]]:
    window.go_to(Place(POPULATION))
    page = window.pages.population.page
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        yield from _at(f"population {number}", window)
    page.tabs.setCurrentIndex(0)


def _import(window, qtbot) -> Iterator[tuple[str, QWidget]]:
    window.go_to(Place(IMPORT))
    yield from _at("import", window)
    folder = window.document.path.parent
    broken = folder / "壊れた表.xlsx"
    broken.write_bytes(b"PK\x03\x04 broken")
    page = window.pages.importing
    page.read_files([write_example(folder / "記入例_指標実績.xlsx"), broken])
    files = page.files.files
    qtbot.waitUntil(
        lambda: len(files) == 2 and all(file.state is not State.READING for file in files),
        timeout=30_000,
    )
    for row, file in enumerate(files):
        page.list.setCurrentRow(row)
        yield from _at(f"import of {file.path.name}", window)


def dialogs(window, qtbot) -> Iterator[tuple[str, QWidget]]:
    """Open every dialog of our own, one after the other."""
    window.files.new()
    sheet = window.files.new_plan_sheet
    yield from _at("new plan", sheet)
    sheet.from_folder.setChecked(True)
    yield from _at("new plan from a folder", sheet)
    sheet.reject()
    window.show_preferences()
    yield from _at("preferences", window.preferences)
    window.preferences.reject()
    window.actions_.help.show_shortcuts()
    yield from _at("shortcuts", window.actions_.help.sheet)
    window.actions_.help.sheet.reject()
    window.actions_.help.show_about()
    yield from _at("about", window.actions_.help.sheet)
    window.actions_.help.sheet.reject()
    yield from _merging(window, qtbot)


def _merging(window, qtbot) -> Iterator[tuple[str, QWidget]]:
    """Let another copy of the plan have changed the same name, and compare the two."""
    from workbench.operations.editing import FIELDS, edit_text

    other = window.document.path.with_name("もう一つの写し.plandb")
    field = FIELDS["element.name"]
    measure = next(one for one in window.document.plan.elements if one.code == MEASURE)
    with PlanFile.open(window.document.path, read_only=True) as opened:
        opened.save_as(other)
    with PlanFile.open(other) as opened:
        edit_text(opened.database, field, measure.id, "移住の推進")
        opened.save()
    window.document.run(lambda database: edit_text(database, field, measure.id, "定住の推進"))
    window.merging.compare(other)
    qtbot.waitUntil(lambda: window.merging.sheet is not None, timeout=20_000)
    yield from _at("merging", window.merging.sheet)
    window.merging.sheet.reject()
    window.document.undo()


def shown(widget: QWidget) -> Iterator[QWidget]:
    """Yield a widget and everything in it that can be seen, but for views without a frame."""
    for one in (widget, *widget.findChildren(QWidget)):
        if one.isVisible() and not one.visibleRegion().isEmpty():
            yield one


def views(widget: QWidget) -> Iterator[QAbstractScrollArea]:
    """Yield what `shown` leaves out: views that their own surface covers wholly."""
    for one in widget.findChildren(QAbstractScrollArea):
        surface = one.viewport().visibleRegion()
        if one.isVisible() and one.visibleRegion().isEmpty() and not surface.isEmpty():
            yield one


def top_levels() -> list[QWidget]:
    """Return every widget that is a window of its own, popups of choices among them.

    PySide makes Python objects of a list of bare addresses one after the other. If Python looks
    for garbage amid this, widgets of closed windows go whose addresses are still to come, and the
    process ends (PySide 6.11.3).
    """
    gc.disable()
    try:
        return QApplication.topLevelWidgets()
    finally:
        gc.enable()


def name_of(widget: QWidget) -> str:
    """Return a widget's kind and words, for a message of a test."""
    words = getattr(widget, "text", lambda: "")()
    owner = widget.parentWidget()
    inside = type(owner).__name__ if owner is not None else ""
    return f"{inside}/{type(widget).__name__} {words!r} {widget.accessibleName()!r}"

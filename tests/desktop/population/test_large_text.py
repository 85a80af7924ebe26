"""With large text and on the smallest screen nothing stands over anything else or is cut off."""

from itertools import combinations

import pytest
from PySide6.QtWidgets import QApplication, QComboBox

from tests.exchange import headship_books
from workbench.desktop import look
from workbench.desktop.charts.canvas import Canvas
from workbench.desktop.charts.card import Chart
from workbench.desktop.charts.table_view import TableView
from workbench.desktop.places import POPULATION, Place
from workbench.desktop.widgets.notes import Wrapped
from workbench.operations import importing

CHARTS, SEEK, COMPARE, PERIODS, AREAS, EVIDENCE, HOUSEHOLDS = range(7)


@pytest.fixture(params=[100, 130])
def large(request, application):
    look.set_text_size(request.param)
    look.apply_look(QApplication.instance(), False)
    yield request.param
    look.set_text_size(100)
    look.apply_look(QApplication.instance(), False)


@pytest.fixture
def page(large, window, tmp_path, qapp):
    """Return the page on 1366 × 768, with households and three scenarios beside the draft."""
    window.resize(1366, 768)
    book = headship_books.prefectures(tmp_path / "世帯主率.xlsx")
    window.document.run(lambda held: importing.apply(held, importing.propose(held, book)))
    window.go_to(Place(POPULATION))
    page = window.pages.population.page
    for one in page.scenarios.rows:
        if not page.scenarios.rows[one].radio.isChecked() and len(page.scenarios.compared) < 3:
            page.scenarios.compare(one)
    return page


def turn_to(page, view, qapp):
    page.tabs.setCurrentIndex(view)
    for _ in range(20):
        qapp.processEvents()
    return page._views.widget(view)


def visible(view, kind):
    return [one for one in view.findChildren(kind) if one.isVisible()]


def in_view(view, widget):
    return widget.rect().translated(widget.mapTo(view, widget.rect().topLeft()))


def nothing_stands_over_anything_else(shown):
    parts = [*visible(shown, Canvas), *visible(shown, TableView), *visible(shown, Wrapped),
             *visible(shown, QComboBox)]  # fmt: skip
    for one, other in combinations(parts, 2):
        if not one.isAncestorOf(other) and not other.isAncestorOf(one):
            assert not in_view(shown, one).intersects(in_view(shown, other)), (one, other)
    for words in visible(shown, Wrapped):
        assert words.height() >= words.heightForWidth(words.width())
    for part in parts:
        assert shown.rect().contains(in_view(shown, part)), part


def tables_end_below_a_whole_row(shown):
    for table in visible(shown, TableView):
        row = table.verticalHeader().defaultSectionSize()
        room = table.viewport().height()
        assert table.rowCount() * row <= room or room % row == 0
        assert row >= table.fontMetrics().height()


def no_heading_of_a_table_is_cut_off(shown):
    for table in visible(shown, TableView):
        header = table.horizontalHeader()
        for column in range(header.count()):
            assert header.sectionSize(column) >= header.sectionSizeHint(column)


def figures_at_the_axes_stand_apart_and_names_have_their_room(shown):
    for chart in visible(shown, Chart):
        canvas = chart.canvas
        for axis in (canvas.up, canvas.across):
            (texts,) = axis.generateDrawSpecs(None)
            for (one, _), (other, _) in combinations(texts, 2):
                assert not one.intersects(other), chart.title
        labels = canvas.labels
        assert labels.margin >= labels.room_for(labels._ends) - 1
        boxes = [box for _, box, _ in labels._end_boxes()]
        assert all(one.overlap(other) < 1 for one, other in combinations(boxes, 2))


def the_figures_above_the_views_are_named_whole(page):
    for figure in page.figures._figures:
        for words in (figure.caption, figure.remark):
            width = words.metrics.horizontalAdvance(words.text())
            short = words.metrics.horizontalAdvance(words.short) if words.short else width
            assert min(width, short) <= figure.width(), words.text()


def test_every_view_has_its_room_on_the_smallest_screen(page, qapp):
    the_figures_above_the_views_are_named_whole(page)
    for view in (CHARTS, COMPARE, AREAS, EVIDENCE, HOUSEHOLDS):
        shown = turn_to(page, view, qapp)
        nothing_stands_over_anything_else(shown)
        tables_end_below_a_whole_row(shown)
        figures_at_the_axes_stand_apart_and_names_have_their_room(shown)
        if view != COMPARE:
            # That table scrolls sideways, with as much of a heading as there is room for.
            no_heading_of_a_table_is_cut_off(shown)


def test_words_beside_points_do_not_cover_each_other(page, qapp):
    for scenario in tuple(page.scenarios.compared):
        page.scenarios.compare(scenario)
    turn_to(page, CHARTS, qapp)
    labels = page.charts.total.canvas.labels
    shown = [label.text for label, _ in labels._placed_points]
    assert {"目標 92,500", "目標 86,000"} <= set(shown)
    for (_, one), (_, other) in combinations(labels._placed_points, 2):
        assert one.overlap(other) <= 0.05 * min(one.width * one.height, other.width * other.height)

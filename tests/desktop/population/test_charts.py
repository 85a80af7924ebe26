"""The charts say what they show, label lines without collisions, and can be copied."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication

from workbench.desktop import look
from workbench.desktop.charts.age_share import AgeShareChart, Shares
from workbench.desktop.charts.axes import nice_ticks, year_ticks
from workbench.desktop.charts.change import ChangeChart, ScenarioChange
from workbench.desktop.charts.copying import copy_table
from workbench.desktop.charts.placing import Box, along, place
from workbench.desktop.charts.pyramid import PyramidChart
from workbench.desktop.charts.readings import Table, by_year
from workbench.desktop.charts.table_view import TableView
from workbench.desktop.charts.total import ScenarioLine, TotalChart
from workbench.population.city import project_city
from workbench.report.spreading import spread

SIZES = [(600, 280), (960, 420)]


@pytest.fixture
def projection(subject):
    return project_city(subject.inputs, [subject.continuation])


@pytest.fixture(params=SIZES, ids=["small", "large"])
def size(request):
    return request.param


def shown(qtbot, chart, size=SIZES[0]):
    qtbot.addWidget(chart)
    chart.resize(*size)
    chart.show()
    qtbot.waitExposed(chart)
    return chart


@pytest.fixture
def total(qtbot, subject, projection, size):
    chart = shown(qtbot, TotalChart(), size)
    chart.set_subject(subject)
    chart.set_scenario(ScenarioLine("現状継続", projection.years, projection.total[:, 0]))
    chart.settle()
    return chart


@pytest.fixture
def change(qtbot, subject, projection, size):
    chart = shown(qtbot, ChangeChart(), size)
    chart.set_subject(subject)
    natural, social = projection.natural_change_per_year, projection.social_change_per_year
    chart.set_scenario(ScenarioChange("現状継続", projection.years, natural[:, 0], social[:, 0]))
    chart.settle()
    return chart


def column(chart, name):
    table = chart.table()
    at = table.columns.index(name)
    return {row[0]: row[at] for row in table.rows if row[at] is not None}


def position_of(chart, reading):
    """Return where a figure of the chart stands in its widget."""
    canvas = chart.canvas
    inner = QPointF(*canvas.labels.pixel(reading.x, reading.y))
    return QPointF(canvas.mapFromScene(canvas.view.mapToScene(inner)))


def apart(boxes):
    return all(a.overlap(b) < 1 for i, a in enumerate(boxes) for b in boxes[:i])


# Figures


def test_the_total_holds_the_censuses_both_official_rounds_and_the_targets(total):
    assert column(total, "国勢調査")[1980] == 75209
    assert column(total, "国勢調査")[2015] == 95282
    assert column(total, "社人研 令和5年推計")[2040] == 84256
    assert column(total, "社人研 平成30年推計")[2045] == 76479
    assert column(total, "目標")[2040] == 86000


def test_two_targets_of_one_name_are_both_in_the_table(total):
    table = total.table()
    targets = [i for i, name in enumerate(table.columns) if name == "目標"]
    held = {row[0]: row[i] for row in table.rows for i in targets if row[i] is not None}
    assert held == {2025: 92500, 2040: 86000}


def test_the_scenario_line_is_drawn_where_the_projection_says(total, projection):
    years, persons = total._scenario_line.getData()
    np.testing.assert_array_equal(years, projection.years)
    np.testing.assert_allclose(persons, projection.total[:, 0])


def test_the_total_says_that_it_counts_by_the_census(total):
    assert "国勢調査" in total.title
    assert "国勢調査" in total.note
    assert "社人研 令和5年推計" in total.note


def test_the_register_of_2024_stands_beside_its_target(change):
    assert column(change, "自然増減 住民基本台帳")[2024] == -845
    assert column(change, "自然増減 目標")[2024] == -582
    assert column(change, "社会増減 住民基本台帳")[2024] == 464
    assert column(change, "社会増減 目標")[2030] == 263


def test_the_latest_register_year_and_the_targets_are_written_on_the_chart(change):
    words = [label.text for label in change._point_labels()]
    assert {"2024年 △845", "2024年 +464", "目標 △582", "目標 △681"} <= set(words)


def test_the_bar_of_2024_reaches_below_the_step_of_its_target(change):
    latest = dict(zip(change._latest.opts["x"], change._latest.opts["height"], strict=True))
    assert min(latest.values()) == -845
    x, y = change._steps.getData()
    steps = list(zip(x[::2], x[1::2], y[::2], strict=True))
    assert any(left < 2024 < right and height == -582 for left, right, height in steps)


def test_change_says_that_register_and_census_count_different_people(change):
    assert "住民基本台帳" in change.note
    assert "国勢調査" in change.note
    assert "異なります" in change.note


def test_a_yearly_average_is_repeated_for_each_year_of_its_period(change, projection):
    averages = column(change, "自然増減 現状継続")
    expected = projection.natural_change_per_year[0, 0]
    assert [averages[year] for year in range(2021, 2026)] == [expected] * 5
    assert 2020 not in averages


def test_the_pyramid_shows_the_year_over_the_outline_of_the_base_year(qtbot, subject, projection):
    chart = shown(qtbot, PyramidChart())
    chart.set_subject(subject)
    people = projection.at(2040)[:, :, 0]
    chart.set_population(2040, people, "現状継続")
    chart.settle(float(projection.population.max()))
    assert "2040" in chart.title
    assert "2020年（年齢別は推計値）" in chart.note
    bars = sum(item.opts["width"].sum() for item in chart._bands)
    assert bars == pytest.approx(projection.total[projection.years.index(2040), 0])
    across, _ = chart._outline.getData()
    assert np.abs(across).max() == subject.inputs.base.max()
    first = chart.table().rows[0]
    assert first[0] == "0-4"
    assert first[1:3] == pytest.approx(people[:, 0])
    assert first[3:] == pytest.approx(subject.inputs.base[:, 0])


def test_age_shares_add_up_and_are_written_in_the_bars(qtbot):
    chart = shown(qtbot, AgeShareChart())
    chart.set_shares(Shares("", (2020, 2025), np.array([[11.0, 10], [53, 50], [36, 40]])))
    chart.settle()
    assert chart.table().rows[0][4:] == pytest.approx((11.0, 53.0, 36.0))
    assert {label.text for label in chart.canvas.labels._bars} >= {"36.0", "40.0"}


# Words on the chart


def test_labels_do_not_collide(total, change):
    for chart in (total, change):
        boxes = chart.canvas.labels.boxes()
        assert len(boxes) >= 6
        assert apart(boxes)


def test_ticks_are_few_and_full(total):
    words = [word for _, word in total.canvas.up._ticks]
    assert 3 <= len(words) <= 6
    assert "90,000" in words
    assert not total.canvas.up.autoSIPrefix


def test_pointing_at_a_figure_shows_it_with_its_source(total):
    wanted = next(r for r in total.readings() if r.x == 2040 and r.figure == "84,256人")
    reading = total.canvas.reading_at(position_of(total, wanted))
    assert reading.figure == "84,256人"
    assert "令和5" in reading.source


def test_a_share_names_the_count_it_is_projected_from(page, subject):
    reading = next(one for one in page.charts.shares.readings() if "2040" in one.what)
    assert subject.sources.base
    assert subject.sources.base in reading.source


def test_pointing_at_a_bar_shows_the_register(change, qtbot):
    wanted = next(r for r in change.readings() if r.figure == "△845人/年")
    position = position_of(change, wanted)
    qtbot.mouseMove(change.canvas.viewport(), position.toPoint())
    assert change.canvas.reading_at(position).figure == "△845人/年"
    assert "住民基本台帳" in wanted.source


def test_an_estimate_is_called_one(qtbot, subject, projection):
    from dataclasses import replace

    last = replace(subject.census[-1], is_estimate=True)
    chart = shown(qtbot, TotalChart())
    chart.set_subject(replace(subject, census=(*subject.census[:-1], last)))
    chart.set_scenario(ScenarioLine("現状継続", projection.years, projection.total[:, 0]))
    chart.settle()
    assert "2020年 推計値 94,222" in [label.text for label in chart._point_labels()]
    assert column(chart, "推計値（実績ではない）") == {2020: 94222}


def test_both_themes_colour_the_same_meaning(total, qapp):
    for dark in (True, False):
        look.apply_look(qapp, dark)
        qapp.processEvents()
        colours = look.colours(dark)
        assert total._scenario_line.opts["pen"].color().name() == colours.scenario
        assert total._actual.opts["pen"].color().name() == colours.actual
        assert total._official[0].opts["pen"].style() == Qt.PenStyle.DashLine


# Copying


def test_the_copied_table_is_what_excel_expects(change):
    change.copy_table()
    lines = QGuiApplication.clipboard().text().split("\r\n")
    assert lines[-1] == ""
    header, rows = lines[0].split("\t"), [line.split("\t") for line in lines[1:-1]]
    assert all(len(row) == len(header) for row in rows)
    latest = next(row for row in rows if row[0] == "2024")
    assert latest[header.index("自然増減 住民基本台帳")] == "-845"


def test_cells_that_would_break_the_table_are_quoted():
    table = Table(("a\tb", 'c"d'), (("x\ny", None), ("z", 1234.5)), (None, 0))
    assert table.tab_separated() == '"a\tb"\t"c""d"\r\n"x\ny"\t\r\nz\t1235\r\n'
    assert table.shown(1, 1) == "1,235"


def test_no_name_is_pasted_as_a_formula(application):
    table = Table(("年", "=1+1"), (("@案", -582.0), ("－", 1.5)), (None, 1))
    copy_table(table)
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == "年\t'=1+1\r\n'@案\t-582.0\r\n－\t1.5\r\n"
    assert "<td style=\"mso-number-format:'\\@'\">=1+1</td>" in copied.html()
    assert "<td>-582.0</td>" in copied.html()


def test_halves_are_rounded_as_offices_do():
    table = by_year([("n", {2020: -0.5, 2021: 2.5}, 0)], "year")
    assert table.tab_separated() == "year\tn\r\n2020\t-1\r\n2021\t3\r\n"


def test_the_picture_is_copied_sharp_and_without_the_buttons(total):
    total.copy_picture()
    picture = QGuiApplication.clipboard().pixmap()
    assert (picture.width(), picture.height()) == (2 * total.width(), 2 * total.height())
    assert total._copy_button.isVisible()


def test_the_picture_can_be_saved(total, tmp_path, monkeypatch):
    target = tmp_path / "図.png"
    monkeypatch.setattr(
        "workbench.desktop.charts.card.QFileDialog.getSaveFileName",
        lambda *_: (str(target), ""),
    )
    total.save_picture()
    assert target.read_bytes()[1:4] == b"PNG"


def test_the_picture_can_be_saved_as_lines_that_stay_sharp(total, tmp_path, monkeypatch):
    asked = []

    def choose(_parent, _title, proposed, kinds):
        asked.append((proposed, kinds))
        return str(tmp_path / "図"), "SVG (*.svg)"

    monkeypatch.setattr("workbench.desktop.charts.card.QFileDialog.getSaveFileName", choose)
    total.set_title("自然増減（人/年）")
    total.save_picture()
    assert asked == [("自然増減（人／年）.png", "PNG (*.png);;SVG (*.svg)")]
    drawn = (tmp_path / "図.svg").read_text(encoding="utf-8")
    assert drawn.count("<path") + drawn.count("<polyline") > 10
    assert "86,000" in drawn


def test_a_copied_block_is_rounded_as_it_is_shown(qtbot):
    view = TableView()
    qtbot.addWidget(view)
    rows = (("総人口", 1234567.4), ("年齢中位数", 51.249))
    view.show_table(Table(("項目", "値"), rows, (None, None), (0, 1)))
    view.selectAll()
    view.copy_selection()
    copied = QGuiApplication.clipboard().text()
    assert copied == "項目\t値\r\n総人口\t1234567\r\n年齢中位数\t51.2\r\n"


def test_the_card_turns_into_a_table_and_back(total, projection):
    total.show_as_table(True)
    view = total._table_view
    assert view.isVisible()
    assert view.rowCount() == len(total.table().rows)
    more = ScenarioLine("現状継続", projection.years, projection.total[:, 0] + 1000)
    total.set_scenario(more)
    last = view.item(view.rowCount() - 1, view.columnCount() - 1)
    assert last.text() == f"{projection.total[-1, 0] + 1000:,.0f}"
    total.show_as_table(False)
    assert total.canvas.isVisible()


def test_a_selected_block_is_copied_with_its_headings(qtbot):
    view = TableView()
    qtbot.addWidget(view)
    view.show_table(Table(("年", "人", "率"), ((2020, 10.0, 1.0), (2021, 20.0, 2.0)), (None, 0, 1)))
    view.selectAll()
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "年\t人\t率\r\n2020\t10\t1.0\r\n2021\t20\t2.0\r\n"


def test_the_menu_offers_picture_and_table(total):
    words = [action.text() for action in total.menu().actions() if action.text()]
    assert words == ["図をコピー", "表をコピー（Excelに貼り付け）", "図を保存…", "表で見る"]


# Arithmetic of places


@pytest.mark.parametrize("most", [3, 4, 6, 9])
@pytest.mark.parametrize("span", [(0, 1), (-1084, 583), (73000, 97000), (-0.2, 0.31)])
def test_nice_ticks_are_few_round_and_inside(span, most):
    ticks = nice_ticks(*span, most)
    assert 2 <= len(ticks) <= most
    assert span[0] <= ticks[0] + 1e-9
    assert ticks[-1] <= span[1] + 1e-9


def test_year_ticks_thin_out_with_the_room():
    assert year_ticks(1980, 2050, 8) == list(range(1980, 2051, 10))
    assert year_ticks(1980, 2050, 4) == [1980, 2000, 2020, 2040]


def test_spread_keeps_order_and_distance_and_moves_nothing_needlessly():
    placed = spread([10, 12, 14, 90], [20] * 4, 0, 120)
    assert placed == sorted(placed)
    assert all(b - a >= 20 - 1e-9 for a, b in pairwise(placed))
    assert placed[3] == 90
    assert placed[0] >= 10 - 1e-9


def test_a_label_stays_off_boxes_and_lines():
    area, taken = Box(0, 0, 200, 100), [Box(100, 30, 60, 15)]
    lines = along(np.array([0.0, 200.0]), np.array([52.0, 52.0]))
    box = place((100, 50), (50, 12), sides=("above right",), area=area, taken=taken, lines=lines)
    assert box.overlap(taken[0]) == 0
    assert box.hits(lines) == 0
    assert box.overlap(area) == pytest.approx(50 * 12)


def test_a_picture_has_nothing_to_press_and_says_what_was_chosen(page, qapp):
    """Before the council: no boxes and sliders, and the source below."""
    page.tabs.setCurrentIndex(4)
    qapp.processEvents()
    chart, box = page.areas.chart, page.areas.future_box
    drawn: list[tuple[bool, str, bool]] = []
    plain = chart.render
    chart.render = lambda *args: (
        drawn.append((box.isVisible(), chart._note.text(), chart._note.isVisible())),
        plain(*args),
    )
    box.setFocus()
    size = chart.canvas.size()
    picture = chart.picture()
    assert not picture.isNull()
    ((shown, words, told),) = drawn
    assert not shown
    assert told
    assert "30年かけて解消" in words
    assert "令和2年国勢調査" in words
    # And everything is as it was.
    qapp.processEvents()
    assert box.isVisible()
    assert not chart._note.isVisible()
    assert chart.canvas.size() == size
    assert chart._table_button.isVisible()


def test_pictures_of_pyramid_and_map_leave_their_controls_out(page, qapp):
    for view, chart, control in (
        (0, page.charts.pyramid, page.charts.player),
        (1, page.seek.map, page.seek.households_box),
    ):
        page.tabs.setCurrentIndex(view)
        qapp.processEvents()
        hidden: list[bool] = []
        plain = chart.render
        chart.render = lambda *args, one=control, plain=plain, said=hidden: (
            said.append(one.isHidden()),
            plain(*args),
        )
        chart.picture()
        assert hidden == [True]
        assert control.isVisible()
    assert "ドラッグ" in page.seek.map.note


def test_a_picture_taken_in_the_dark_is_for_paper_and_the_screen_stays_dark(page, qapp):
    def seen(chart):
        image = chart.grab().toImage()
        return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3)
                for y in range(0, image.height(), 3)}  # fmt: skip

    look.apply_look(qapp, True)
    try:
        for _ in range(3):
            qapp.processEvents()
        for chart in (page.charts.total, page.charts.shares):
            before = seen(chart)
            made = chart.picture().toImage()
            # Within the hairline around it; letters have all shades between black and white.
            middle = [made.pixelColor(x, y).name() for x in range(20, made.width() - 20, 3)
                      for y in range(20, made.height() - 20, 3)]  # fmt: skip
            assert made.pixelColor(20, 20).name() == look.colours(False).sheet
            assert middle.count(look.colours(True).sheet) < len(middle) / 100
            for _ in range(3):
                qapp.processEvents()
            assert seen(chart) == before
    finally:
        look.apply_look(qapp, False)

"""The band around the scenario, what it rests on, and a page that may only be looked at."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableWidget

from workbench.desktop.population.picture import hindcasts_of
from workbench.desktop.population.subject import Evidence
from workbench.population.levers import Assumptions
from workbench.population.uncertainty import OfficialErrors, uncertainty_band

HOW_SURE = 5


@pytest.fixture
def subject(sample_subject):
    """Return the sample plan's figures with made-up evidence: errors of 1 to 4 %."""
    found = sample_subject
    observed = np.linspace(0.96, 1.04, 25)
    errors = OfficialErrors(np.full(25, 90_000.0), np.ones(25), observed)
    base = found.inputs.base
    shares = {1995: 0.9, 2000: 0.95, 2005: 1.0, 2010: 1.02, 2015: 1.01, 2020: 1.0}
    tables = {year: base * share for year, share in shares.items()}
    return replace(found, evidence=Evidence(errors, tables, "記入例"))


def band_drawn(page):
    """Return the years and the lower and upper edge as they are drawn."""
    x, y = page.charts.total._band.getData()
    half = len(x) // 2
    return x[:half], y[:half], y[half:][::-1]


def test_the_band_follows_the_scenario_and_is_as_wide_as_the_evidence_says(page, subject, qapp):
    page.panel.levers["tfr"].slider.setValue(110)
    qapp.processEvents()
    run, evidence = page.projection, subject.evidence
    hindcasts = hindcasts_of(evidence)
    expected = uncertainty_band(run.years, run.total[:, 0], evidence.errors, hindcasts)
    years, lower, upper = band_drawn(page)
    np.testing.assert_array_equal(years, run.years)
    np.testing.assert_allclose(lower, expected.lower)
    np.testing.assert_allclose(upper, expected.upper)
    assert lower[0] == upper[0] == pytest.approx(94222)


def test_the_chart_says_where_the_band_comes_from(page):
    assert "帯" in page.charts.total.note
    readings = [one for one in page.charts.total.readings() if "幅の上限" in one.what]
    assert len(readings) == 7


def test_without_evidence_there_is_neither_band_nor_page(page, subject):
    page.set_subject(replace(subject, evidence=None))
    drawn, _ = page.charts.total._band.getData()
    assert drawn is None or len(drawn) == 0
    assert "帯" not in page.charts.total.note
    assert not page.tabs.isTabVisible(HOW_SURE)


def test_hindcasts_are_drawn_with_how_far_off_they_were(page, subject):
    page.tabs.setCurrentIndex(HOW_SURE)
    held = [one for one in hindcasts_of(subject.evidence) if len(one.years) > 1][-3:]
    labels = page.evidence.chart._end_labels()
    assert [label.name.split("年")[0] for label in labels] == [str(one.start) for one in held]
    for label, one in zip(labels, held, strict=True):
        assert f"{abs(one.error[-1]) * 100:.1f} %" in label.name
    table = page.evidence.chart.table()
    assert "国勢調査" in table.columns
    assert len(table.columns) == 2 + 2 * len(held)


def test_the_band_is_also_told_in_figures(page, subject):
    page.tabs.setCurrentIndex(HOW_SURE)
    years, lower, upper = band_drawn(page)
    table = page.evidence.table_view
    last = len(years) - 1
    assert table.item(last, 1).text() == f"{lower[-1]:,.0f}"
    assert table.item(last, 3).text() == f"{upper[-1]:,.0f}"
    assert "80" in page.evidence.source.text()


def test_a_page_to_be_looked_at_only_changes_nothing(page, qtbot):
    page.set_read_only(True)
    committed = []
    page.assumptions_committed.connect(committed.append)
    slider = page.panel.levers["tfr"].slider
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton)
    page.tabs.setCurrentIndex(1)
    qtbot.mouseClick(page.seek.answers.rows["tfr"][3], Qt.MouseButton.LeftButton)
    assert not page.seek.map.dot.movable
    triggers = page.periods.table_widget.editTriggers()
    assert triggers == QTableWidget.EditTrigger.NoEditTriggers
    assert not committed
    page.set_read_only(False)
    qtbot.mouseClick(page.seek.answers.rows["tfr"][3], Qt.MouseButton.LeftButton)
    assert len(committed) == 1


def test_the_figures_are_told_in_words_once_they_stand(page):
    page.set_assumptions(Assumptions(tfr=1.8))
    figure = page.figures.population
    assert figure.accessibleName() == "2040年の総人口"
    assert figure.number.text() in figure.accessibleDescription()

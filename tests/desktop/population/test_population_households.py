"""Headship rates are entered in the page, and households follow the levers from then on."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from workbench.desktop.population_host import PopulationHost
from workbench.operations.population_headship import load_headship
from workbench.population.levers import Assumptions

HOUSEHOLDS, COMPARE = 6, 2
#: 15 and over at half, whatever the age: the households can be counted by hand.
COPIED = "年齢\t男\t女\r\n15～64歳\t50.0\t50.0\r\n65歳以上\t50.0\t50.0\r\n"


@pytest.fixture
def host(document, qtbot, qapp):
    host = PopulationHost(document)
    qtbot.addWidget(host)
    host.resize(1366, 660)
    host.show()
    host.page.tabs.setCurrentIndex(HOUSEHOLDS)
    qapp.processEvents()
    return host


@pytest.fixture
def view(host):
    return host.page.households


def paste(view, qtbot, text=COPIED):
    QGuiApplication.clipboard().setText(text)
    qtbot.mouseClick(view.paste_button, Qt.MouseButton.LeftButton)


def keep(view, qtbot, source="記入例"):
    view.form.source.setText(source)
    qtbot.mouseClick(view.form.keep_button, Qt.MouseButton.LeftButton)


def adults(page, place):
    people = page.projection.population[place, :, :, 0]
    return float(people[:, 3:].sum())


def test_without_rates_the_page_says_what_could_be_here(view) -> None:
    assert view.faces.currentIndex() == 0
    assert view.paste_button.isVisible()
    assert view.type_button.isVisible()


def test_pasted_rates_are_kept_with_their_source_and_households_show(
    host, view, document, qtbot
) -> None:
    paste(view, qtbot)
    assert view.form.table.item(0, 1).text() == "50"
    keep(view, qtbot)
    held = load_headship(document.database)
    assert held is not None
    assert held.source == "記入例"
    assert view.faces.currentIndex() == 1
    row = [view.table_view.item(0, column).text() for column in range(2, 9)]
    assert row[0] == f"{adults(host.page, 0) / 2:,.0f}"
    assert row[-1] == f"{adults(host.page, -1) / 2:,.0f}"
    # 国勢調査 2020: 36,491 世帯.
    assert "36,491" in view.check.text()
    document.undo()
    assert view.faces.currentIndex() == 0


def test_households_follow_a_lever(host, view, qtbot, qapp) -> None:
    paste(view, qtbot)
    keep(view, qtbot)
    before = view.chart._own.getData()[1][-1]
    host.page.panel.levers["couples_60s"].slider.setValue(100)
    qapp.processEvents()
    assert view.chart._own.getData()[1][-1] > before
    # Those who are not born yet head no household for fifteen years.
    host.page.set_assumptions(Assumptions(tfr=1.8))
    assert view.chart._own.getData()[1][2] == pytest.approx(adults(host.page, 2) / 2)


def test_rates_without_a_source_are_not_kept(view, document, qtbot) -> None:
    paste(view, qtbot)
    keep(view, qtbot, source=" ")
    assert "出典" in view.form.trouble.text()
    assert load_headship(document.database) is None


def test_a_block_that_is_no_table_of_rates_changes_nothing_and_says_why(view, qtbot) -> None:
    paste(view, qtbot, "課名\t男\t女\n総務課\t1\t2")
    assert view.form.trouble.isVisible()
    assert "年齢" in view.form.trouble.text()
    assert view.form.table.item(0, 0).text() == "15～19歳"
    assert view.form.table.item(0, 1).text() == ""


def test_typed_rates_that_are_not_whole_say_which_is_missing(view, document, qtbot) -> None:
    qtbot.mouseClick(view.type_button, Qt.MouseButton.LeftButton)
    table = view.form.table
    for row in range(table.rowCount()):
        for column in (1, 2):
            table.item(row, column).setText("40")
    table.item(3, 2).setText("")
    keep(view, qtbot)
    assert "30～34歳" in view.form.trouble.text()
    assert load_headship(document.database) is None
    table.item(3, 2).setText("０．５％")
    keep(view, qtbot)
    held = load_headship(document.database)
    assert held is not None
    assert held.rates.shares[0, :, 3] == pytest.approx([0.40, 0.005])


def test_rates_are_taken_out_again(view, document, qtbot) -> None:
    paste(view, qtbot)
    keep(view, qtbot)
    qtbot.mouseClick(view.edit_button, Qt.MouseButton.LeftButton)
    assert view.form.table.item(0, 1).text() == "50"
    qtbot.mouseClick(view.form.clear_button, Qt.MouseButton.LeftButton)
    assert load_headship(document.database) is None
    assert view.faces.currentIndex() == 0


def test_the_comparison_has_households_once_they_are_known(host, view, qtbot, qapp) -> None:
    comparison = host.page.comparison
    host.page.tabs.setCurrentIndex(COMPARE)
    assert comparison.figure_box.findData("households") == -1
    host.page.tabs.setCurrentIndex(HOUSEHOLDS)
    paste(view, qtbot)
    keep(view, qtbot)
    host.page.tabs.setCurrentIndex(COMPARE)
    comparison.view_box.setCurrentIndex(1)
    comparison.figure_box.setCurrentIndex(comparison.figure_box.findData("households"))
    table = comparison.table()
    assert [row[0] for row in table.rows] == [
        "検討案", "現状継続", "目標", "シミュレーション1", "シミュレーション2",
    ]  # fmt: skip
    assert table.rows[0][2] == pytest.approx(adults(host.page, 0) / 2)


def test_every_figure_of_every_scenario_and_year_is_copied(host, qtbot, qapp) -> None:
    comparison = host.page.comparison
    host.page.tabs.setCurrentIndex(COMPARE)
    qtbot.mouseClick(comparison.copy_all_button, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().split("\r\n")
    assert lines[0].split("\t") == ["シナリオ", "指標", "単位", *map(str, range(2020, 2051, 5))]
    found = {tuple(line.split("\t")[:2]): line.split("\t")[3:] for line in lines[1:] if line}
    # The official projections stand below with what was published of them.
    found = {key: figures for key, figures in found.items() if not key[0].startswith("社人研")}
    assert found["目標", "総人口"][4] == "86000"
    assert found["現状継続", "出生数（5年間の年平均）"][0] == ""
    assert len(found) == 5 * comparison.figure_box.count()


def test_it_is_said_what_holds_in_years_without_rates(host, view, qtbot) -> None:
    paste(view, qtbot)
    keep(view, qtbot)
    assert view.chart.note.endswith("2020年より後は一定とします。")
    paste(view, qtbot, "年齢\t男 2020年\t女 2020年\t男 2050年\t女 2050年\r\n"
          "15歳以上\t50\t50\t40\t40\r\n")  # fmt: skip
    keep(view, qtbot)
    assert view.chart.note.endswith("間の年は直線で補います。")

"""A planner takes the published headship rates in on the import page, and households follow."""

from PySide6.QtCore import Qt

from tests.exchange import headship_books as books
from workbench.desktop.importing.difference_model import CELL, CHANGE, NAME, NEW, SUBJECT
from workbench.desktop.places import POPULATION, Place
from workbench.operations.population_headship import load_headship

HOUSEHOLDS, UNCHECKED = 6, Qt.CheckState.Unchecked


def test_a_prefecture_s_rates_come_in_from_the_page_and_households_show(
    window, page, hands, tmp_path, qtbot
):
    hands.read(books.prefectures(tmp_path / "世帯主率.xlsx"))
    assert page.apply_button.text() == "90件を取り込む"
    assert hands.texts(SUBJECT)[0] == "長野県"
    assert hands.texts(NAME)[0] == "世帯主率　男 15～19歳"
    assert hands.texts(NEW)[0] == "31.5 %"
    assert hands.texts(CELL)[0] == "B7　20長野県"
    qtbot.mouseClick(page.apply_button, Qt.MouseButton.LeftButton)
    hands.wait()
    window.go_to(Place(POPULATION))
    population = window.pages.population.page
    population.tabs.setCurrentIndex(HOUSEHOLDS)
    households = population.households
    assert households.faces.currentIndex() == 1
    sources = [one.source for one in households.chart.readings()]
    assert any("世帯主率.xlsx 長野県（2020、2030、2050年）" in source for source in sources)
    window.document.undo()
    assert households.faces.currentIndex() == 0


def test_leaving_one_rate_out_leaves_its_year_out(window, page, hands, tmp_path, qtbot):
    hands.read(books.prefectures(tmp_path / "世帯主率.xlsx"))
    model = page.workbook.differences.model
    model.setData(model.index(0, CHANGE), UNCHECKED.value, Qt.ItemDataRole.CheckStateRole)
    hands.wait()
    assert page.apply_button.text() == "60件を取り込む（30件は除く）"
    boxes = [model.index(row, CHANGE).data(Qt.ItemDataRole.CheckStateRole) for row in range(90)]
    assert sum(Qt.CheckState(box) is UNCHECKED for box in boxes) == 30
    page.apply()
    hands.wait()
    held = load_headship(window.document.database)
    assert held is not None
    assert held.rates.years == (2030, 2050)


def test_the_households_page_leads_to_the_import_page(window, qtbot):
    window.go_to(Place(POPULATION))
    population = window.pages.population.page
    population.tabs.setCurrentIndex(HOUSEHOLDS)
    qtbot.mouseClick(population.households.import_button, Qt.MouseButton.LeftButton)
    assert window.page == "import"


def test_another_area_is_chosen_on_the_page_and_can_be_left_out(window, page, hands, tmp_path):
    hands.read(books.prefectures(tmp_path / "世帯主率.xlsx"))
    findings = page.workbook.findings
    hands.choose(findings.menu(findings.model.findings[0]), "山梨県の世帯主率を使う")
    assert hands.texts(SUBJECT)[0] == "山梨県"
    assert page.apply_button.text() == "90件を取り込む"
    hands.choose(findings.menu(findings.model.findings[0]), "取り込まない")
    assert not page.apply_button.isEnabled()
    page.apply()
    hands.wait()
    assert load_headship(window.document.database) is None

"""The accounts of settlement cards below the totals of the implementation plan; all 記入例."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from workbench.desktop.places import COSTS
from workbench.exchange.settlements import compare_settlement
from workbench.operations.imported_settlements import write_settlements
from workbench.plan.settlements import AccountItem, KeyFigure, Settlement
from workbench.plan.structure import Provenance
from workbench.store import journal


def item(name, amount, depth, cell):
    place = Provenance(0, "card.xlsx", "0" * 64, "記入例市", cell, str(amount))
    return AccountItem(name, amount, depth, place)


def card(year, city, tax):
    return Settlement(
        city,
        year,
        revenue=(
            item("地方税", tax, 0, "D10"),
            item("市町村民税", tax / 2, 1, "D11"),
            item("地方交付税", 1000.0 - tax, 0, "D12"),
            item("歳入合計", 1000.0, 0, "D30"),
        ),
        by_nature=(item("人件費", 300.0, 0, "H10"), item("歳出合計", 900.0, 0, "H30")),
        by_purpose=(item("総務費", 400.0, 0, "L10"), item("歳出合計", 900.0, 0, "L30")),
        key_figures=(KeyFigure("財政力指数", 0.51, 0.52, item("", 0.51, 0, "P5").provenance),),
    )


@pytest.fixture
def accounts(window):
    """Return the section in a plan that holds two years of the city and one of another."""
    document = window.document
    city = document.plan.profile.municipality

    def take_in(database):
        with journal.transaction(database, "test.cards") as change:
            source = change.insert(
                "source", {"kind": "workbook", "title": "card.xlsx", "sha256": "0" * 64}
            )
            cards = [card(2021, city, 400.0), card(2022, city, 500.0), card(2022, "隣の市", 1.0)]
            write_settlements(change, [compare_settlement(one, ()) for one in cards], source)
        return change.outcome

    document.run(take_in)
    window.go_to(COSTS)
    return window.pages.plan.costs.accounts


def shown(section):
    model = section.model
    return [
        [str(model.index(row, column).data()) for column in range(3)]
        for row in range(model.rowCount())
    ]


def test_the_citys_newest_accounts_stand_first_with_their_shares(accounts, qtmodeltester):
    assert shown(accounts) == [
        ["地方税", "500", "50.0"],
        ["　市町村民税", "250", "25.0"],
        ["地方交付税", "500", "50.0"],
        ["歳入合計", "1,000", "100.0"],
    ]
    assert "令和4年度" in accounts.which.currentText()
    qtmodeltester.check(accounts.model)


def test_another_year_another_part_and_another_body_are_chosen(accounts):
    accounts.which.setCurrentIndex(1)
    accounts.which.activated.emit(1)
    assert shown(accounts)[0] == ["地方税", "400", "40.0"]
    accounts.part.chosen.emit("by_purpose")
    assert shown(accounts) == [["総務費", "400", "44.4"], ["歳出合計", "900", "100.0"]]
    accounts.part.chosen.emit("key_figure")
    assert shown(accounts) == [["財政力指数", "0.51", "0.52"]]
    assert "隣の市" in accounts.which.itemText(2)


def test_items_are_found_by_words_with_spelling_folded(accounts):
    accounts.search.setText("交付 税")
    assert [line[0] for line in shown(accounts)] == ["地方交付税"]
    accounts.search.setText("ない言葉")
    assert shown(accounts) == []
    assert accounts.source.text()


def test_each_figure_says_its_cell_and_the_table_goes_to_excel(accounts):
    tip = accounts.model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "card.xlsx 記入例市 D10" in tip
    accounts.copy.click()
    lines = QApplication.clipboard().mimeData().text().splitlines()
    assert lines[1].split("\t")[1:] == ["500", "50.0"]


def test_without_a_card_the_section_says_what_would_stand_here(window):
    window.go_to(COSTS)
    accounts = window.pages.plan.costs.accounts
    assert not accounts.is_filled
    assert not accounts.empty_words.isHidden()


def test_undoing_the_import_takes_the_accounts_away(accounts, window):
    window.document.undo()
    assert not accounts.is_filled

"""Amounts typed and pasted: the sum of the sources stays the sum, and nothing is half done."""

import pytest

from workbench.errors import PersonError
from workbench.operations import history, years
from workbench.operations.initiatives import set_cost
from workbench.operations.typed_costs import (
    AmountSlot,
    CostGrid,
    copied_amounts,
    paste_amounts,
    set_amounts,
    type_amount,
    typed_amount,
)
from workbench.plan.initiatives import CostKind
from workbench.store import journal
from workbench.store.queries import load_costs

BUDGET, SETTLEMENT = CostKind.BUDGET, CostKind.SETTLEMENT
SOURCES = ("national", "prefectural", "bonds", "other", "general")


def slot(amount, year=2024, kind=BUDGET):
    return AmountSlot(1, year, kind, amount)


def cost(database, year=2024, kind=BUDGET):
    found = {(one.fiscal_year, one.kind): one for one in load_costs(database, [1])}
    return found.get((year, kind))


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1,234", 1234), ("１２３４", 1234), ("1,234千円", 1234), ("12百万円", 12000), ("", None),
     ("－", 0), ("…", None), ("集計中", None), ("0", 0)],
)  # fmt: skip
def test_an_amount_is_read_as_sheets_write_it(text, amount):
    assert typed_amount(text) == amount


@pytest.mark.parametrize(
    ("text", "code"),
    [("約100", "value.not_a_number"), ("国費", "value.not_a_number"), ("1.5", "cost.not_whole"),
     ("12人", "value.unit")],
)  # fmt: skip
def test_what_is_no_amount_is_refused(text, code):
    with pytest.raises(PersonError) as refused:
        typed_amount(text)
    assert refused.value.code == code


def test_a_negative_amount_is_refused(small):
    with pytest.raises(PersonError, match="負の数"):
        type_amount(small, slot("national"), "△5")
    assert cost(small) is None


def test_the_total_is_the_sum_of_the_sources(small):
    for name in SOURCES:
        type_amount(small, slot(name), "100")
    assert cost(small).total == 500
    assert cost(small).stated_total is None


def test_a_total_that_is_the_sum_follows_its_sources(small):
    set_amounts(small, {slot(name): 100 for name in SOURCES})
    type_amount(small, slot("stated_total"), "500")
    type_amount(small, slot("national"), "150")
    assert cost(small).total == 550


def test_a_total_given_with_its_sources_follows_them_and_then_what_is_typed(small):
    """As an import leaves it: sources of 500 and 500 stated; then both typed anew together."""
    set_cost(small, 1, 2024, BUDGET, {**dict.fromkeys(SOURCES, 100), "stated_total": 500})
    assert cost(small).stated_total == 500
    type_amount(small, slot("national"), "150")
    assert (cost(small).stated_total, cost(small).total) == (None, 550)
    set_cost(small, 1, 2024, BUDGET, {"national": 100, "stated_total": 500})
    set_amounts(small, {slot("national"): None, slot("stated_total"): 700})
    assert cost(small).total == 700


def test_a_total_that_its_sources_do_not_add_up_to_is_refused(small):
    set_amounts(small, {slot(name): 100 for name in SOURCES})
    with pytest.raises(PersonError, match="600千円が財源の合計500千円と一致しません"):
        type_amount(small, slot("stated_total"), "600")
    assert cost(small).total == 500


def test_a_total_stands_while_its_sources_are_not_known(small):
    type_amount(small, slot("stated_total"), "600")
    type_amount(small, slot("national"), "200")
    assert cost(small).total == 600


def test_a_block_is_pasted_as_one_step(small):
    grid = CostGrid(tuple((1, name) for name in SOURCES), ((2024, BUDGET), (2024, SETTLEMENT)))
    before = len(journal.entries(small))
    paste_amounts(small, grid, 1, 0, "10\t9\n20\t－\n30\t\n")
    assert cost(small).prefectural == 10
    assert (cost(small, kind=SETTLEMENT).bonds, cost(small, kind=SETTLEMENT).other) == (0, None)
    assert len(journal.entries(small)) == before + 1
    assert history.describe(journal.entries(small)[0]) == "6件の金額を記録"
    history.undo(small)
    assert cost(small) is None


def test_a_block_that_does_not_fit_or_holds_a_word_writes_nothing(small):
    grid = CostGrid(((1, "national"),), ((2024, BUDGET), (2024, SETTLEMENT)))
    for text, code in (("1\t2\t3", "paste.too_large"), ("1\t国費", "value.not_a_number")):
        with pytest.raises(PersonError) as refused:
            paste_amounts(small, grid, 0, 0, text)
        assert refused.value.code == code
    assert cost(small) is None


def test_a_closed_year_is_refused_whole(small):
    years.open_year(small, 2023)
    years.close_year(small, 2023)
    with pytest.raises(PersonError, match="締め切られています"):
        set_amounts(small, {slot("national", 2023): 1, slot("national", 2024): 1})
    assert cost(small) is None


def test_amounts_are_copied_as_a_spreadsheet_takes_them():
    assert copied_amounts([[1234, None], [0, 5]]) == "1234\t\n0\t5\n"

"""Sheets of departments that are easily read wrong: each gives the right figures or asks.

All names and figures are 記入例.
"""

import pytest

from tests.exchange.conftest import plan_with
from tests.exchange.odd_sheets import figures, proposed
from tests.exchange.odd_tables import ODD_TABLES
from tests.exchange.odd_values import ODD_VALUES
from tests.exchange.odd_years import ODD_YEARS
from workbench.exchange.guidance import Guidance
from workbench.exchange.matching import IndicatorFinder
from workbench.plan.structure import Indicator

ODD = {**ODD_TABLES, **ODD_YEARS, **ODD_VALUES}


@pytest.mark.parametrize("name", ODD)
def test_a_sheet_gives_what_a_person_reads_or_asks(name: str) -> None:
    odd = ODD[name]
    proposal = proposed(*odd.sheets)

    assert figures(proposal) == odd.says
    assert tuple(dict.fromkeys(one.code for one in proposal.findings)) == odd.codes
    units = {proposal.indicator_of(one).name: proposal.indicator_of(one).unit
             for one in proposal.values}  # fmt: skip
    assert {name: units[name] for name in odd.units} == odd.units


def test_a_person_says_which_of_two_columns_counts() -> None:
    sheet = ODD["a result and its revision"].sheets[0]
    asked = next(one for one in proposed(sheet).findings if one.needs_decision)
    assert (asked.cell, [choice.key for choice in asked.choices]) == (
        "F1",
        ["column:E", "column:F"],
    )

    settled = proposed(sheet, guidance=Guidance(decisions={("様式", "F1"): "column:F"}))

    assert not settled.needs_decision
    assert figures(settled)["参加者数", "t", 2027] == 110


def test_every_further_indicator_of_a_row_tells_its_cell() -> None:
    proposal = proposed(ODD["two indicators in a row"].sheets[0])
    places = {
        one.new.name: one.provenance.cell
        for one in proposal.indicators
        if one.new and one.provenance
    }
    assert places == {"参加者数": "B2", "利用者数": "B3", "受診率": "F2"}
    values = {
        (proposal.indicator_of(one).name, one.fiscal_year): one.provenance.cell
        for one in proposal.values
        if one.provenance
    }
    assert values["受診率", 2024] == "I2"
    assert values["参加者数", 2024] == "E2"


@pytest.mark.parametrize(
    ("held", "written", "found"),
    [
        ("参加者数", "参加者数（人）", True),
        ("参加者数（人）", "参加者数", True),
        ("参加者数［人］", "参加者数（単位：人）", True),
        # What else stands in brackets tells indicators apart.
        ("参加者数（男性）", "参加者数", False),
        ("参加者数（延べ）", "参加者数（実人数）", False),
    ],
)
def test_a_unit_behind_a_name_does_not_make_another_indicator_of_it(
    held: str, written: str, found: bool
) -> None:
    known = Indicator(11, 2, 1, held, "人")

    old, _ = IndicatorFinder(plan_with(known)).find(written, 2)

    assert old == (known if found else None)

"""決算カード: a printed page of accounts read as runs of labels and figures."""

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.exchange.changes import Change
from workbench.exchange.findings import Level
from workbench.exchange.importing import propose
from workbench.exchange.layouts import settlement_card
from workbench.exchange.reading import read_workbook
from workbench.exchange.settlements import compare_settlement
from workbench.exchange.workbooks import Workbook
from workbench.plan.settlements import Settlement
from workbench.plan.structure import Plan, Profile

from .municipal_card import (
    BY_NATURE,
    BY_PURPOSE,
    KEY_FIGURES,
    REVENUE,
    Print,
    municipal_card,
)


@pytest.fixture(scope="module")
def cards(samples: Path) -> Workbook:
    """Return the cards of all prefectures, read once: reading takes longer than what follows."""
    return read_workbook(samples / "real" / "settlement_cards_2021.xlsx")


def card(cards: Workbook, name: str) -> Settlement:
    sheet = next(sheet for sheet in cards.sheets if sheet.name.endswith(name))
    match = settlement_card.recognise(sheet)
    assert match is not None
    settlement, findings = settlement_card.read(match, title=cards.name, sha256=cards.sha256)
    assert settlement is not None
    assert not findings
    return settlement


def test_a_card_gives_its_totals_with_their_cells(cards: Workbook) -> None:
    hokkaido = card(cards, "北海道")

    assert (hokkaido.name, hokkaido.fiscal_year) == ("北海道", 2021)
    assert (hokkaido.revenue[-1].name, hokkaido.revenue[-1].amount) == ("歳入合計", 3_112_930_853)
    assert (hokkaido.by_nature[-1].name, hokkaido.by_nature[-1].amount) == (
        "歳出合計",
        3_067_517_778,
    )
    assert hokkaido.by_purpose[-1].amount == 3_067_517_778
    assert hokkaido.revenue[0].name == "地方税"
    place = hokkaido.revenue[0].provenance
    assert place is not None
    assert (place.sheet, place.cell, place.original) == ("2北海道", "M11", "735324014")


def test_key_figures_come_with_last_years(cards: Workbook) -> None:
    hokkaido = card(cards, "北海道")

    revenue, strength, ratio = map(hokkaido.key_figure, ("歳入総額", "財政力指数", "将来負担比率"))
    assert revenue is not None
    assert strength is not None
    assert ratio is not None
    assert (revenue.this_year, revenue.last_year) == (3_112_930_853, 3_136_839_364)
    assert (strength.this_year, strength.last_year) == (0.44595, 0.46217)
    assert (ratio.this_year, ratio.last_year) == (304.0, 325.6)


def test_on_every_card_the_items_add_up_to_the_totals(cards: Workbook) -> None:
    read = 0
    for sheet in cards.sheets:
        match = settlement_card.recognise(sheet)
        if match is None:
            assert sheet.name == "目次"
            continue
        settlement, findings = settlement_card.read(match)
        assert settlement is not None
        assert not findings
        revenue, expenditure = map(settlement.key_figure, ("歳入総額", "歳出総額"))
        assert revenue is not None
        assert expenditure is not None
        assert settlement.revenue[-1].amount == revenue.this_year
        assert settlement.by_nature[-1].amount == expenditure.this_year
        assert settlement.by_purpose[-1].amount == expenditure.this_year
        read += 1
    assert read == 47


def test_a_workbook_without_the_municipalitys_card_says_so(cards: Workbook, plan: Plan) -> None:
    proposal = propose(cards, plan, (), (), "20220", settlements=())

    errors = proposal.findings_of(Level.ERROR)
    assert [finding.code for finding in errors] == ["settlement.area_missing"]
    # Each of them may be taken in for comparison.
    others = [finding for finding in proposal.findings if finding.code == "settlement.other"]
    assert len(others) == 47
    assert all(finding.choices and not finding.needs_decision for finding in others)
    assert not proposal.writes


def test_the_municipalitys_own_card_is_proposed_once(cards: Workbook, plan: Plan) -> None:
    profile = replace(plan.profile, municipality="長野県")
    assert isinstance(profile, Profile)

    first = propose(cards, replace(plan, profile=profile), (), (), "20000", settlements=())
    assert [change.change for change in first.settlements] == [Change.NEW]
    assert first.settlements[0].new.name == "長野県"
    again = propose(
        cards,
        replace(plan, profile=profile),
        (),
        (),
        "20000",
        settlements=(first.settlements[0].new,),
    )
    assert not again.writes


def test_a_corrected_card_is_a_change(cards: Workbook) -> None:
    new = card(cards, "長野県")
    old = replace(new, revenue=new.revenue[1:])

    assert compare_settlement(new, (old,)).change is Change.CHANGED


# -- the card of a municipality, which names its prefecture, too -----------------------------------


PRINTS = {
    "as the prefectures'": Print(),
    "the unit in the title": Print(unit_in_title=True, spread=True),
    "the name below": Print(name_below=True),
    "the year in the title": Print(year_in_title=True),
    "parts in the column of their whole": Print(parts_in_one_column=True, unit_in_title=True),
}


@pytest.mark.parametrize("how", PRINTS)
def test_the_card_of_a_municipality_is_read_as_its_own(how: str) -> None:
    match = settlement_card.recognise(municipal_card(PRINTS[how]))
    assert match is not None
    settlement, findings = settlement_card.read(match)

    assert settlement is not None
    assert not findings
    assert (settlement.name, settlement.fiscal_year) == ("記入例市", 2023)
    for read, drawn in (
        (settlement.revenue, REVENUE),
        (settlement.by_nature, BY_NATURE),
        (settlement.by_purpose, BY_PURPOSE),
    ):
        wanted = [(label, amount) for _, label, amount in drawn if not label.startswith("（")]
        assert [(item.name, item.amount) for item in read] == wanted
        whole = [item.amount for item in read if item.depth == 0]
        assert sum(whole[:-1]) == whole[-1]
    assert {
        figure.name: (figure.this_year, figure.last_year) for figure in settlement.key_figures
    } == {name: (now, before) for name, now, before in KEY_FIGURES}


def test_the_municipalitys_own_card_among_others_of_its_prefecture(plan: Plan) -> None:
    sheets = (municipal_card(Print(), name="別の町（記入例）"), municipal_card(Print()))
    workbook = Workbook("カード.xlsx", "0" * 64, "xlsx", sheets)

    proposal = propose(workbook, plan, (), (), "20220", settlements=())

    assert [change.new.name for change in proposal.settlements] == ["記入例市"]
    assert [finding.code for finding in proposal.findings] == ["settlement.other"]


def test_a_card_whose_items_do_not_add_up_says_so() -> None:
    sheet = municipal_card(Print())
    rows = [list(row) for row in sheet.rows]
    rows[10][12] = 12_100.0
    match = settlement_card.recognise(replace(sheet, rows=tuple(map(tuple, rows))))
    assert match is not None

    _, findings = settlement_card.read(match)

    assert [(finding.code, finding.cell) for finding in findings] == [("sum.differs", "M25")]

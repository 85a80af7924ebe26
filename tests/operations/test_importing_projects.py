"""Projects with their money, and accounts: from a workbook into the plan and out of it again."""

from math import floor
from pathlib import Path

import pytest
import python_calamine

from workbench.exchange.guidance import Guidance
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.workbooks import Workbook
from workbench.operations import importing, provenance
from workbench.operations.editing import MUNICIPALITY, edit_text
from workbench.operations.exporting import EXPORTS
from workbench.operations.file_writing import Wanted
from workbench.operations.imported_projects import projects_of
from workbench.operations.initiatives import set_cost
from workbench.operations.typed_costs import AmountSlot, set_amounts
from workbench.plan.initiatives import CostKind
from workbench.store import integrity, journal, queries
from workbench.store.database import Database
from workbench.store.planfile import PlanFile

from .test_importing import SAMPLES, needs_samples

OFUNATO = SAMPLES / "real" / "ofunato_project_evaluation_r7.xlsx"
CARDS = SAMPLES / "real" / "settlement_cards_2021.xlsx"
#: The columns 事業費計（A） of the six blocks, counted from 0, and the years they are of.
TOTALS = {76: 2020, 95: 2021, 114: 2022, 133: 2023, 152: 2024, 171: 2025}


def state(database: Database) -> dict[str, list[tuple[object, ...]]]:
    tables = ("initiative", "initiative_cost", "settlement", "settlement_item", "import_alias")
    return {name: [tuple(row) for row in database.rows(f"SELECT * FROM {name}")] for name in tables}


@pytest.fixture(scope="module")
def ofunato() -> Workbook:
    """Return the real workbook, read once: nothing that is proposed changes it."""
    return importing.read(OFUNATO)


@pytest.fixture
def decided(plan_file: PlanFile, ofunato: Workbook) -> ImportProposal:
    """Return the real workbook with its policies put under goals of this plan."""
    asked = importing.propose(plan_file.database, ofunato)
    policies = [one for one in asked.findings if one.code == "project.unknown_measure"]
    decisions = {(one.sheet, one.cell): one.choices[0].key for one in policies}
    return importing.propose(plan_file.database, ofunato, guidance=Guidance(decisions=decisions))


@needs_samples
def test_all_projects_and_years_come_in_and_add_up(
    plan_file: PlanFile, decided: ImportProposal, tmp_path: Path
) -> None:
    database = plan_file.database
    before = state(database)
    assert not decided.needs_decision
    importing.apply(database, decided)

    # What the workbook says, read without any of our code: one row has no project number.
    grid = (
        python_calamine.load_workbook(str(OFUNATO))
        .get_sheet_by_index(0)
        .to_python(skip_empty_area=False)
    )
    rows = [row for row in grid[2:] if float(row[7] or 0)]
    assert len(rows) == 406
    costs = queries.load_costs(database)
    assert len(costs) == 406 * 6
    for column, year in TOTALS.items():
        kind = CostKind.BUDGET if year == 2025 else CostKind.SETTLEMENT
        of_year = [one for one in costs if one.fiscal_year == year]
        assert {one.kind for one in of_year} == {kind}
        # Some cells hold yen behind the thousands; the plan keeps whole thousands.
        whole = sum(floor(row[column] + 0.5) for row in rows)
        assert sum(one.total or 0 for one in of_year) == whole
        assert sum(one.known_sources for one in of_year) == whole
        assert abs(whole - sum(row[column] for row in rows)) < 5
        people = sum(float(row[column + 3] or 0) for row in rows)
        assert abs(sum(one.personnel or 0 for one in of_year) - people) < 5

    first = next(one for one in projects_of(database) if one.code == "0086")
    assert first.provenance is not None
    assert (first.provenance.sheet, first.provenance.cell) == ("データ集計マクロ用シート", "H3")
    places = {year.fiscal_year: year.provenance for year in first.years}
    assert [places[year].cell for year in sorted(places) if places[year]] == [
        "BY3", "CR3", "DK3", "ED3", "EW3", "FP3",
    ]  # fmt: skip

    again = importing.propose(database, OFUNATO)
    assert not again.needs_decision
    assert importing.apply(database, again).entry is None

    plan_file.save()
    assert integrity.problems(plan_file.path) == []
    journal.undo(database)
    assert state(database) == before
    journal.redo(database)
    assert len(queries.load_costs(database)) == 406 * 6


@needs_samples
def test_projects_go_out_with_the_book_and_the_data(
    plan_file: PlanFile, decided: ImportProposal, tmp_path: Path
) -> None:
    importing.apply(plan_file.database, decided)
    EXPORTS["data"](plan_file.database, tmp_path / "d.xlsx", Wanted())
    EXPORTS["book"](plan_file.database, tmp_path / "b.xlsx", Wanted())
    book = python_calamine.load_workbook(str(tmp_path / "b.xlsx"))
    rows = book.get_sheet_by_name("実施計画").to_python()
    assert sum("不法投棄対策事業" in row for row in rows) == 1
    sources = book.get_sheet_by_name("資料").to_python()
    assert any(f"取り込んだファイル {OFUNATO.name}" in row for row in sources)
    data = python_calamine.load_workbook(str(tmp_path / "d.xlsx"))
    sheet = next(name for name in data.sheet_names if "事業費" in name)
    assert len(data.get_sheet_by_name(sheet).to_python()) > 5 * 406 * 6


@needs_samples
def test_from_a_workbook_to_all_its_figures(plan_file: PlanFile, decided: ImportProposal) -> None:
    importing.apply(plan_file.database, decided)
    (source,) = provenance.imported_sources(plan_file.database)
    assert (source.title, source.values) == (OFUNATO.name, 406 + 406 * 6)
    values = list(provenance.values_of_source(plan_file.database, source.id))
    assert len(values) == source.values
    costs = [one for one in values if one.table == "initiative_cost"]
    place = next(one for one in costs if one.cell == "BY3")
    assert (place.value, place.original, place.sheet) == (
        "3,089",
        "3089",
        "データ集計マクロ用シート",
    )


@needs_samples
def test_a_cost_corrected_by_hand_comes_from_no_workbook_any_more(
    plan_file: PlanFile, decided: ImportProposal
) -> None:
    database = plan_file.database
    importing.apply(database, decided)
    one, other = queries.load_costs(database)[:2]
    set_cost(database, one.initiative_id, one.fiscal_year, one.kind, {"personnel": 7})
    slot = AmountSlot(other.initiative_id, other.fiscal_year, other.kind, "personnel")
    set_amounts(database, {slot: 8})
    held = {cost.id: cost.provenance for cost in queries.load_costs(database)}
    assert held[one.id] is None
    assert held[other.id] is None
    set_cost(database, one.initiative_id, one.fiscal_year, one.kind, {"personnel": 7})


@needs_samples
def test_one_place_can_be_chosen_for_all_projects(plan_file: PlanFile) -> None:
    workbook = importing.read(OFUNATO)
    asked = importing.propose(plan_file.database, workbook)
    everywhere = next(one for one in asked.findings if one.code == "project.unknown_measures")
    goal = plan_file.database.row("SELECT id FROM element WHERE code = '6'") or {"id": 1}
    decisions = {(everywhere.sheet, everywhere.cell): f"element:{goal['id']}"}
    guidance = Guidance(decisions=decisions)
    importing.apply(
        plan_file.database, importing.propose(plan_file.database, workbook, guidance=guidance)
    )
    held = queries.load_initiatives(plan_file.database)
    assert {one.element_id for one in held} == {goal["id"]}
    assert [one.position for one in held] == list(range(1, 407))


@needs_samples
def test_accounts_of_another_body_come_in_only_when_wished(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    database = plan_file.database
    before = state(database)
    workbook = importing.read(CARDS)
    asked = importing.propose(database, workbook)
    assert not asked.writes
    nagano = next(one for one in asked.findings if one.original == "長野県")
    guidance = Guidance(decisions={(nagano.sheet, nagano.cell): nagano.choices[0].key})
    importing.apply(database, importing.propose(database, workbook, guidance=guidance))
    (card,) = queries.load_settlements(database)
    assert (card.name, card.fiscal_year) == ("長野県", 2021)
    assert card.revenue[-1].name == "歳入合計"
    assert card.revenue[-1].amount == sum(one.amount for one in card.revenue[:-1] if not one.depth)
    assert card.revenue[-1].provenance is not None
    assert card.revenue[-1].provenance.sheet == nagano.sheet
    again = importing.propose(database, workbook, guidance=guidance)
    assert importing.apply(database, again).entry is None

    EXPORTS["book"](database, tmp_path / "b.xlsx", Wanted())
    rows = python_calamine.load_workbook(str(tmp_path / "b.xlsx")).get_sheet_by_name("決算")
    assert any(row[3] == "歳入合計" for row in rows.to_python())
    EXPORTS["data"](database, tmp_path / "d.xlsx", Wanted())
    journal.undo(database)
    assert state(database) == before


@needs_samples
def test_the_municipalitys_own_card_comes_in_by_itself(plan_file: PlanFile) -> None:
    edit_text(plan_file.database, MUNICIPALITY, 1, "長野県")
    proposal = importing.propose(plan_file.database, CARDS)
    assert [one.new.name for one in proposal.settlements] == ["長野県"]
    lines = [line for line in importing.lines(plan_file.database, proposal) if line.cell]
    assert [line.name for line in lines] == ["歳入合計", "歳出合計", "歳出合計"]
    importing.apply(plan_file.database, proposal)
    (source,) = provenance.imported_sources(plan_file.database)
    assert source.values > 60

"""Headship rates come out of the published workbooks, in exactly their layouts, in one step."""

from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from tests.exchange import headship_books as books
from workbench.exchange.changes import Change
from workbench.exchange.choosing import Choosing
from workbench.exchange.guidance import Guidance
from workbench.exchange.proposals import ImportProposal
from workbench.operations import history, importing
from workbench.operations.population_headship import load_headship, set_headship
from workbench.operations.provenance import imported_sources, values_of_source
from workbench.operations.taking_in import TakingIn, Wishes
from workbench.population.headship import HeadshipRates
from workbench.store.database import Database
from workbench.store.journal import entries
from workbench.store.planfile import PlanFile


def held_rate(database: Database, year: int, sex: str, first: int) -> float:
    row = database.row(
        "SELECT share FROM headship_rate WHERE year = ? AND sex = ? AND age_from = ?",
        [year, sex, first],
    )
    assert row is not None
    return float(row["share"])


def codes(proposal: ImportProposal) -> list[str]:
    return [finding.code for finding in proposal.findings]


def test_the_rates_of_the_prefecture_come_in_as_one_step(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    database = plan_file.database
    book = books.prefectures(tmp_path / "世帯主率.xlsx")

    proposal = importing.propose(database, book)
    assert proposal.layouts == ("headship_table", "headship_table")
    assert codes(proposal) == ["headship.area"]
    assert "長野県" in str(proposal.findings[0])
    assert proposal.counts[Change.NEW] == len(books.YEARS) * 2 * len(books.AGES)
    line = next(one for one in importing.lines(database, proposal) if one.cell == "D7")
    assert (line.subject, line.year, line.old, line.new) == ("長野県", 2050, "", "31.8 %")

    importing.apply(database, proposal)
    held = load_headship(database)
    assert held is not None
    assert held.rates.years == books.YEARS
    assert held.source == "世帯主率.xlsx 長野県"
    for sex, name in (("男", "male"), ("女", "female")):
        for year in books.YEARS:
            for age in (15, 50, 85):
                expected = books.example(sex, age, year)
                assert held_rate(database, year, name, age) == pytest.approx(expected, abs=1e-9)
    cell = database.row("SELECT * FROM headship_rate WHERE year = 2050 AND sex = 'male'")
    assert cell is not None
    assert (cell["sheet"], cell["cell"], float(cell["original"])) == ("20長野県", "D7", 0.318)
    latest = max(entries(database), key=lambda entry: entry.id)
    assert "世帯主率.xlsx" in history.describe(latest)

    again = importing.propose(database, book)
    assert not importing.writes(again)
    assert again.counts[Change.SAME] == 90

    history.undo(database)
    assert load_headship(database) is None


def test_family_types_are_added_up_where_all_together_are_not_printed(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    book = books.prefectures(tmp_path / "類型別.xlsx", ["20長野県"], total=False)
    importing.apply(plan_file.database, importing.propose(plan_file.database, book))
    expected = books.example("女", 40, 2030)
    assert held_rate(plan_file.database, 2030, "female", 40) == pytest.approx(expected, abs=1e-9)


def test_another_area_is_taken_where_a_person_says_so(plan_file: PlanFile, tmp_path: Path) -> None:
    book = books.prefectures(tmp_path / "世帯主率.xlsx", ["19山梨県"])
    proposal = importing.propose(plan_file.database, book)
    assert codes(proposal) == ["headship.area_missing"]
    assert proposal.needs_decision
    assert not importing.writes(proposal)
    finding = proposal.findings[0]
    decided = Guidance(decisions={(finding.sheet, finding.cell): finding.choices[0].key})
    chosen = importing.propose(plan_file.database, book, guidance=decided)
    assert [one.area for one in chosen.headship[:1]] == ["山梨県"]
    assert not chosen.needs_decision
    report = TakingIn(
        plan_file.database,
        Wishes(decisions={(finding.sheet, finding.cell): finding.choices[0].key}),
    ).take_in(book)
    assert report.applied


def test_per_cent_of_the_whole_country_and_a_year_that_is_not_whole(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    database = plan_file.database
    proposal = importing.propose(database, books.whole_country(tmp_path / "T07-25.xlsx"))
    assert set(codes(proposal)) == {
        "headship.area", "headship.no_number", "headship.year_left_out",
    }  # fmt: skip
    left_out = next(one for one in proposal.findings if one.code == "headship.year_left_out")
    assert "2010" in str(left_out)
    importing.apply(database, proposal)
    held = load_headship(database)
    assert held is not None
    assert held.rates.years == (2020,)
    assert held_rate(database, 2020, "male", 15) == pytest.approx(0.315)


def test_counted_heads_are_divided_by_the_people_of_the_plan(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    database = plan_file.database
    proposal = importing.propose(database, books.heads(tmp_path / "12-3.xlsx"))
    assert set(codes(proposal)) == {"headship.estimated_people", "headship.unknown_ages"}
    importing.apply(database, proposal)
    people = database.row(
        "SELECT sum(persons) AS persons FROM population_cell AS cell"
        " JOIN population_set AS held ON held.id = cell.set_id"
        " WHERE held.basis = 'estimate' AND year = 2020 AND sex = 'male'"
        " AND age_from = 40 AND age_to = 44"
    )
    assert people is not None
    # 40–44 is the seventh age of the table, its ninth label in the workbook: 10 × 2 × 8 heads;
    # the 54 of unknown age are shared out among the 10 × 2 × (3 + … + 17) of known age.
    heads = 160 * (1 + 54 / (20 * sum(range(3, 18))))
    assert held_rate(database, 2020, "male", 40) == pytest.approx(heads / people["persons"])


def test_heads_without_people_to_divide_by_are_refused_with_the_remedy(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    book = books.heads(tmp_path / "12-3.xlsx", "20999_知らない村")
    proposal = importing.propose(plan_file.database, book)
    assert codes(proposal) == ["headship.area", "headship.no_people"]
    assert not importing.writes(proposal)


def test_a_year_is_taken_whole_or_not_at_all(plan_file: PlanFile, tmp_path: Path) -> None:
    database = plan_file.database
    proposal = importing.propose(database, books.prefectures(tmp_path / "世帯主率.xlsx"))
    without = importing.chosen(proposal, Choosing(cells_left_out=frozenset({("20長野県", "B8")})))
    importing.apply(database, without)
    held = load_headship(database)
    assert held is not None
    assert held.rates.years == (2030, 2050)


def test_years_of_the_plan_with_other_ages_make_way(plan_file: PlanFile, tmp_path: Path) -> None:
    database = plan_file.database
    book = books.prefectures(tmp_path / "世帯主率.xlsx")
    proposal = importing.propose(database, book)
    rates = [one.new for one in proposal.headship if one.new.year == 2020]
    typed = HeadshipRates.of(rates)
    set_headship(database, typed, "記入例")
    with pytest.raises(Exception, match="もう一度ファイルを読み"):
        importing.apply(database, proposal)
    importing.apply(database, importing.propose(database, book))
    held = load_headship(database)
    assert held is not None
    assert held.rates.years == books.YEARS


@pytest.mark.parametrize("cell", [-0.1, "未集計", 250.0])
def test_a_rate_that_is_none_keeps_its_year_out_and_is_named(
    plan_file: PlanFile, tmp_path: Path, cell: object
) -> None:
    path = tmp_path / "悪い.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("20長野県")
        sheet.write_row(0, 0, ["世帯主率（記入例）", "2020年"])
        sheet.write_row(1, 0, ["年齢", "男", "女"])
        for row, label in enumerate(books.AGES, 2):
            sheet.write_row(row, 0, [label, 50.0, 20.0])
        sheet.write(4, 1, cell)
    proposal = importing.propose(plan_file.database, path)
    assert not importing.writes(proposal)
    assert any(one.cell == "B5" and one.level.value == "error" for one in proposal.findings)


def test_every_rate_tells_its_cell_and_the_workbook_tells_its_rates(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    database = plan_file.database
    importing.apply(
        database, importing.propose(database, books.prefectures(tmp_path / "世帯主率.xlsx"))
    )
    held = load_headship(database)
    assert held is not None
    assert held.places[2050, "male", 15] == "世帯主率.xlsx 20長野県!D7：0.318"
    (source,) = [one for one in imported_sources(database) if one.title == "世帯主率.xlsx"]
    assert source.values == 90
    one = next(one for one in values_of_source(database, source.id) if one.cell == "D7")
    assert (one.value, one.sheet, one.original) == ("31.8 %", "20長野県", "0.318")


def test_a_rate_put_right_by_hand_leaves_the_others_their_cells(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    database = plan_file.database
    importing.apply(database, importing.propose(database, books.heads(tmp_path / "12-3.xlsx")))
    held = load_headship(database)
    assert held is not None
    rates = list(held.rates.rates())
    # As the page shows them: per cent with four decimals.
    shown = [replace(one, share=round(one.share * 100, 4) / 100) for one in rates]
    shown[3] = replace(shown[3], share=0.5)
    set_headship(database, HeadshipRates.of(shown), held.source)
    now = load_headship(database)
    assert now is not None
    assert len(now.places) == len(rates) - 1
    changed = [one for one, before in zip(now.rates.rates(), rates, strict=True) if one != before]
    assert changed == [shown[3]]


def test_another_source_is_that_of_all_rates(plan_file: PlanFile, tmp_path: Path) -> None:
    database = plan_file.database
    importing.apply(database, importing.propose(database, books.heads(tmp_path / "12-3.xlsx")))
    held = load_headship(database)
    assert held is not None
    set_headship(database, held.rates, "記入例")
    now = load_headship(database)
    assert now is not None
    assert (now.source, dict(now.places)) == ("記入例", {})

"""事業評価: projects in rows, their money in a block of columns repeated for each year."""

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.exchange.blocks import repeated_blocks
from workbench.exchange.changes import Change
from workbench.exchange.guidance import Guidance
from workbench.exchange.importing import propose
from workbench.exchange.layouts import project_evaluation
from workbench.exchange.reading import read_workbook
from workbench.exchange.tables import Column
from workbench.exchange.workbooks import Cell, MergedRange, Sheet, Workbook
from workbench.plan.initiatives import FundSource
from workbench.plan.structure import Plan


def columns(*names: str) -> tuple[Column, ...]:
    return tuple(Column(index, (name,)) for index, name in enumerate(names))


@pytest.mark.parametrize(
    ("names", "blocks"),
    [
        ("名 a b a b", ["a b", "a b"]),
        ("名 a b c a b c a b c 備考", ["a b c"] * 3),
        ("a b a b a", ["a b", "a b"]),
        ("名 所属 a a a", None),
        ("名 a b c d", None),
    ],
)
def test_a_block_that_repeats_is_found_at_its_shortest(
    names: str, blocks: list[str] | None
) -> None:
    found = repeated_blocks(columns(*names.split()))

    assert (found is None) == (blocks is None)
    if found and blocks:
        assert [" ".join(column.name for column in block) for block in found.blocks] == blocks


BLOCK = ("国庫支出金", "県支出金", "地方債", "その他", "一般財源", "事業費計（A）", "人件費計（B）")


def evaluation(*rows: list[Cell], year: Cell = 7.0, blocks: int = 3) -> Sheet:
    header: list[Cell] = ["年度", "事務事業ID", "事務事業名", "事業期間（始期）", *BLOCK * blocks]
    filled = [[year, *row] for row in rows]
    return Sheet("評価", True, tuple(map(tuple, [header, *filled])))


def money(total: float, *, general: float | None = None) -> list[Cell]:
    return [0.0, 0.0, 0.0, 0.0, total if general is None else general, total, 80.0]


def read(sheet: Sheet) -> tuple[tuple[object, ...], list[str]]:
    match = project_evaluation.recognise(sheet)
    assert match is not None
    projects, findings = project_evaluation.read(match, near=2027)
    return projects, [finding.code for finding in findings]


def test_the_years_of_the_blocks_end_with_the_year_of_the_sheet() -> None:
    sheet = evaluation(
        ["0001", "記入例1", "令和6", *money(0), *money(10), *money(20)],
        ["0002", "記入例2", "昭和39", *money(1), *money(2), *money(3)],
    )
    match = project_evaluation.recognise(sheet)
    assert match is not None

    projects, findings = project_evaluation.read(match, near=2027, title="評価.xlsx", sha256="00")

    assert [(year.fiscal_year, year.total) for year in projects[0].years] == [
        (2023, 0),
        (2024, 10),
        (2025, 20),
    ]
    assert projects[0].first_year == 2024
    assert projects[0].code == "0001"
    place = projects[0].years[1].provenance
    assert place is not None
    assert (place.title, place.cell, place.original) == ("評価.xlsx", "Q2", "10")
    assert [finding.code for finding in findings] == [
        "block.year_inferred",
        "block.no_unit",
        "block.kind_inferred",
    ]


def test_first_years_that_contradict_the_sheets_year_are_asked_about() -> None:
    sheet = evaluation(
        *(
            [f"000{number}", f"記入例{number}", "令和4", *money(0), *money(10), *money(20)]
            for number in range(1, 6)
        )
    )

    projects, codes = read(sheet)

    assert projects == ()
    assert codes == ["block.years_disagree"]


def test_without_any_year_it_is_asked() -> None:
    sheet = evaluation(
        ["0001", "記入例1", "-", *money(0), *money(10), *money(20)],
        ["0002", "記入例2", "-", *money(1), *money(2), *money(3)],
        year=None,
    )

    assert read(sheet) == ((), ["block.no_year"])


def test_a_total_that_is_not_the_sum_of_its_sources_is_reported() -> None:
    sheet = evaluation(
        ["0001", "記入例1", "-", *money(1), *money(10, general=9), *money(20)],
        ["0002", "記入例2", "-", *money(1), *money(2), *money(3)],
    )

    projects, codes = read(sheet)

    assert len(projects) == 2
    assert "sum.differs" in codes


def test_projects_without_a_number_or_with_one_twice_are_reported() -> None:
    sheet = evaluation(
        ["0001", "記入例1", "-", *money(1), *money(2), *money(3)],
        [0.0, "記入例2", "-", *money(1), *money(2), *money(3)],
        ["0001", "記入例3", "-", *money(1), *money(2), *money(3)],
    )

    projects, codes = read(sheet)

    assert len(projects) == 1
    assert codes[-2:] == ["project.no_code", "project.repeated"]


@pytest.fixture(scope="module")
def real(samples: Path) -> Workbook:
    """Return a published sheet of 406 projects, read once."""
    return read_workbook(samples / "real" / "ofunato_project_evaluation_r7.xlsx")


def test_all_projects_of_the_real_file_come_in_with_six_years_that_add_up(
    real: Workbook, plan: Plan
) -> None:
    undecided = propose(real, plan, (), (), "20220", projects=())
    assert undecided.projects == ()
    asked = [finding for finding in undecided.findings if finding.needs_decision]
    # One place for all, or one for each of the eight policies, none of which is this plan's.
    assert [finding.cell for finding in asked] == [
        "P2", "M3", "M4", "M10", "M11", "M18", "M19", "M20", "M295",
    ]  # fmt: skip
    everywhere = Guidance(decisions={(asked[0].sheet, "P2"): "element:2"})
    proposal = propose(real, plan, (), (), "20220", projects=(), guidance=everywhere)
    assert not proposal.needs_decision
    projects = [change.new for change in proposal.projects]

    assert proposal.layouts == ("project_evaluation",)
    assert len(projects) == len({project.code for project in projects}) == 406
    assert {tuple(year.fiscal_year for year in project.years) for project in projects} == {
        (2020, 2021, 2022, 2023, 2024, 2025)
    }
    assert all(
        sum(year.amounts.values()) == year.total for project in projects for year in project.years
    )
    # One row has 0 instead of a project number.
    assert [finding.cell for finding in proposal.findings if finding.code == "project.no_code"] == [
        "H314"
    ]

    first = projects[0]
    assert (first.code, first.name, first.measure_code) == ("0086", "不法投棄対策事業", "6-21")
    assert first.years[0].amounts[FundSource.GENERAL] == first.years[0].total == 3089
    assert first.years[0].personnel == 1120
    assert first.years[-1].total == 2828
    place = first.years[0].provenance
    assert place is not None
    assert place.cell == "BY3"

    assert {project.element_id for project in projects} == {2}
    again = propose(real, plan, (), (), "20220", projects=projects)
    assert not again.writes
    assert again.counts[Change.SAME] == 406 * 6
    edited = [replace(first, years=()), *projects[1:]]
    changed = propose(real, plan, (), (), "20220", projects=edited)
    assert changed.counts[Change.NEW] == 6


def test_lost_formulas_outside_the_table_are_one_finding(real: Workbook, plan: Plan) -> None:
    proposal = propose(real, plan, (), (), "20220")

    assert len(real.sheets[0].uncalculated) == 407
    assert [
        finding.cell for finding in proposal.findings if finding.code == "cell.uncalculated"
    ] == ["B3:B409"]


SOURCES = ("国庫支出金", "県支出金", "地方債", "その他", "一般財源", "事業費計")
_ONE, _OTHER = (
    ["001", "健康教室（記入例）", "健康づくりの推進"],
    ["002", "広場（記入例）", "子育て支援の充実"],
)
_FORMS: dict[str, tuple[list[list[Cell]], tuple[MergedRange, ...]]] = {
    "the year and what it is above the sources": (
        [
            ["事務事業評価一覧（記入例）"],
            ["（単位：千円）"],
            ["事業番号", "事業名", "施策名", "令和5年度決算", *[None] * 5, "令和6年度予算"],
            [None, None, None, *SOURCES, *SOURCES],
            [*_ONE, 10.0, 0.0, 0.0, 0.0, 5.0, 15.0, 10.0, 0.0, 0.0, 0.0, 10.0, 20.0],
            [*_OTHER, 0.0, 4.0, 0.0, 0.0, 5.0, 9.0, 0.0, 4.0, 0.0, 0.0, 6.0, 10.0],
        ],
        (MergedRange(2, 3, 2, 8), MergedRange(2, 9, 2, 14)),
    ),
    "the year in each header, in yen": (
        [
            [
                "事業番号", "事業名", "施策名",
                *[f"R5決算 {name}（円）" for name in SOURCES],
                *[f"R6予算 {name}（円）" for name in SOURCES],
            ],
            [*_ONE, *[1000 * one for one in (10.0, 0.0, 0.0, 0.0, 5.0, 15.0)],
             *[1000 * one for one in (10.0, 0.0, 0.0, 0.0, 10.0, 20.0)]],
            [*_OTHER, *[1000 * one for one in (0.0, 4.0, 0.0, 0.0, 5.0, 9.0)],
             *[1000 * one for one in (0.0, 4.0, 0.0, 0.0, 6.0, 10.0)]],
        ],
        (),
    ),
    "totals alone": (
        [
            ["（単位：千円）"],
            ["No.", "事業名", "施策名", "R5決算額", "R6予算額"],
            [1.0, *_ONE[1:], 15.0, 20.0],
            [2.0, *_OTHER[1:], 9.0, 10.0],
        ],
        (),
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", _FORMS)
def test_projects_of_other_forms_come_in_with_their_years(form: str, plan: Plan) -> None:
    rows, merged = _FORMS[form]
    width = max(map(len, rows))
    grid = tuple((*row, *[None] * (width - len(row))) for row in rows)
    sheet = Sheet("一覧", True, grid, merged)
    workbook = Workbook("評価.xlsx", "0" * 64, "xlsx", (sheet,))
    proposal = propose(workbook, plan, (), (), "20220", projects=())
    assert not proposal.needs_decision
    assert [
        (one.project.name, one.project.element_id, one.new.fiscal_year, one.new.kind.value,
         one.new.total)
        for one in proposal.project_years
    ] == [
        ("健康教室（記入例）", 2, 2023, "settlement", 15),
        ("健康教室（記入例）", 2, 2024, "budget", 20),
        ("広場（記入例）", 3, 2023, "settlement", 9),
        ("広場（記入例）", 3, 2024, "budget", 10),
    ]  # fmt: skip


def test_one_year_of_sources_is_of_the_year_in_the_title(plan: Plan) -> None:
    rows: list[list[Cell]] = [
        ["令和6年度 事務事業評価（記入例）"],
        ["事業番号", "事業名", "施策名", *SOURCES],
        [*_ONE, 10.0, 0.0, 0.0, 0.0, 5.0, 15.0],
        [*_OTHER, 0.0, 4.0, 0.0, 0.0, 5.0, 9.0],
    ]
    grid = tuple((*row, *[None] * (9 - len(row))) for row in rows)
    workbook = Workbook("評価.xlsx", "0" * 64, "xlsx", (Sheet("一覧", True, grid),))
    proposal = propose(workbook, plan, (), (), "20220", projects=())
    assert {one.new.fiscal_year for one in proposal.project_years} == {2024}
    assert [one.new.total for one in proposal.project_years] == [15, 9]


def test_what_the_plan_has_no_place_for_is_said_once() -> None:
    sheet = evaluation([1.0, "事業（記入例）", "R5", *money(100.0) * 3])
    header, *rows = sheet.rows
    wider = (
        (*header, "事業期間（区分）", "今後の方向性", "方向性の説明"),
        *((*row, "単年度繰返", "拡充", "記入例") for row in rows),
    )
    projects, codes = read(replace(sheet, rows=wider, memory={}))
    assert len(projects) == 1
    assert codes.count("project.not_kept") == 1
    _, codes = read(sheet)
    assert "project.not_kept" not in codes

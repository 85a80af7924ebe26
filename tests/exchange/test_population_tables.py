"""Population by sex and age in the arrangements of 社人研 and the census."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from workbench.exchange.changes import Change
from workbench.exchange.findings import Finding, Level
from workbench.exchange.importing import propose
from workbench.exchange.layouts import population_table
from workbench.exchange.layouts.population_table import PopulationReading, by_year
from workbench.exchange.population_checks import checked
from workbench.exchange.population_labels import (
    ALL_AGES,
    UNKNOWN_AGE,
    AgeGroup,
    finest,
    read_age,
    read_sex,
)
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.reading import read_workbook
from workbench.exchange.workbooks import Cell, Sheet
from workbench.plan.statistics import Basis, PopulationCell
from workbench.plan.structure import Plan

AGES = [*(f"{age}～{age + 4}歳" for age in range(0, 95, 5)), "95歳以上"]
MALE = [100.0 + index for index in range(20)]
FEMALE = [200.0 + index for index in range(20)]
BOTH = [male + female for male, female in zip(MALE, FEMALE, strict=True)]


def sheet_of(name: str, *rows: Sequence[Cell]) -> Sheet:
    width = max(map(len, rows))
    return Sheet(name, True, tuple((*row, *[None] * (width - len(row))) for row in rows))


def read(*sheets: Sheet) -> tuple[PopulationReading | None, list[str]]:
    match = population_table.recognise(sheets[0])
    assert match is not None
    reading, findings = population_table.read(match, "20220", "安曇野市")
    kept, noticed = checked([reading] if reading else [])
    found = [finding for finding in (*findings, *noticed) if finding.level is not Level.NOTE]
    return (kept[0] if kept else None), [finding.code for finding in found]


def one_row_a_year(code: str, name: str, year: float) -> list[Cell]:
    blocks = [[sum(part), *part] for part in (BOTH, MALE, FEMALE)]
    return [code, "3", "長野県", name, year, *blocks[0], *blocks[1], *blocks[2]]


def result_table(*rows: list[Cell]) -> Sheet:
    """Return a sheet as suikei_kekka.xlsx has it: two header rows, 4 and 5."""
    above: list[Cell] = [None] * 5
    for sex in ("総数", "男", "女"):
        above += [sex, *[None] * 20]
    below: list[Cell] = ["コード", "市区町村等", "都道府県", "市区町村", "年", *["総数", *AGES] * 3]
    title: list[Cell] = ["日本の地域別将来推計人口（令和5（2023）年推計）"]
    return sheet_of("推計結果", title, [None], ["記入例"], above, below, *rows)


def test_the_table_of_all_municipalities_gives_one_of_them_by_sex_and_age() -> None:
    sheet = result_table(
        one_row_a_year("20202", "松本市", 2020.0),
        one_row_a_year("20220", "安曇野市", 2020.0),
        one_row_a_year("20220", "安曇野市", 2025.0),
    )

    reading, codes = read(sheet)

    assert reading is not None
    assert codes == []
    assert reading.basis is Basis.PROJECTION
    assert by_year(reading.figures) == {2020: sum(BOTH), 2025: sum(BOTH)}
    assert len(reading.figures) == 2 * 2 * 20
    first = reading.figures[0]
    assert (first.sex, first.age, first.persons, first.spot.cell) == (
        "male",
        AgeGroup(0, 4),
        100.0,
        "AB7",
    )
    assert reading.figures[39].age == AgeGroup(95, None)


def block(corner: str, persons: list[float]) -> list[list[Cell]]:
    return [
        [corner, "2020年", "2025年"],
        ["総数", sum(persons), sum(persons)],
        *([age, count, count] for age, count in zip(AGES, persons, strict=True)),
        ["（再掲）0～14歳", sum(persons[:3]), sum(persons[:3])],
    ]


@pytest.mark.parametrize("sex_in_corner", [True, False])
def test_a_sheet_for_each_municipality_has_blocks_below_each_other(sex_in_corner: bool) -> None:
    rows: list[list[Cell]] = []
    for sex, persons in (("男女計", BOTH), ("男", MALE), ("女", FEMALE)):
        rows += [[None], *([] if sex_in_corner else [[sex]])]
        rows += block(sex if sex_in_corner else "年齢", persons)
    sheet = sheet_of("20220安曇野市", ["20220 安曇野市 将来推計人口"], *rows)

    reading, codes = read(sheet)

    assert reading is not None
    assert codes == []
    assert by_year(reading.figures) == {2020: sum(BOTH), 2025: sum(BOTH)}
    assert {figure.sex for figure in reading.figures} == {"male", "female"}
    assert len(reading.figures) == 2 * 2 * 20


def test_a_census_table_keeps_those_of_unknown_age_apart() -> None:
    header: list[Cell] = ["地域コード", "地域名", "男女", "総数", *AGES, "年齢不詳"]
    rows = [
        [code, name, sex, sum(persons) + 3, *persons, 3.0]
        for code, name in (("20202", "松本市"), ("20220", "安曇野市"))
        for sex, persons in (("男", MALE), ("女", FEMALE))
    ]
    sheet = sheet_of("第2-1表", ["令和2年国勢調査 男女，年齢（5歳階級）別人口"], header, *rows)

    reading, codes = read(sheet)

    assert reading is not None
    assert (reading.basis, codes) == (Basis.CENSUS, [])
    assert by_year(reading.figures) == {2020: sum(BOTH) + 6}
    unknown = [figure for figure in reading.figures if figure.age == UNKNOWN_AGE]
    assert [(figure.sex, figure.persons) for figure in unknown] == [("male", 3), ("female", 3)]


def test_a_total_that_its_ages_do_not_make_is_reported() -> None:
    row = one_row_a_year("20220", "安曇野市", 2020.0)
    row[5] = 1.0

    reading, codes = read(result_table(row, one_row_a_year("20220", "安曇野市", 2025.0)))

    assert codes == ["population.total_differs"]
    assert reading is not None
    assert {figure.year for figure in reading.figures} == {2025}


def test_a_table_without_the_municipality_or_without_its_kind_gives_nothing() -> None:
    other, codes = read(
        result_table(
            one_row_a_year("20202", "松本市", 2020.0), one_row_a_year("20203", "上田市", 2020.0)
        )
    )
    unsaid = sheet_of("安曇野市", ["安曇野市"], ["男女計"], *block("年齢", BOTH))

    assert (other, codes) == (None, ["population.area_missing"])
    assert read(unsaid) == (None, ["population.no_basis"])


def test_the_national_projection_adds_up_to_its_published_totals(samples: Path) -> None:
    workbook = read_workbook(samples / "real" / "10_ipss_1-9a.xls")
    totals: dict[int, float] = {}
    for sheet in workbook.sheets:
        match = population_table.recognise(sheet)
        assert match is not None
        reading, findings = population_table.read(match, "00000", "総人口")
        assert reading is not None
        assert not findings
        totals |= by_year(reading.figures)

    # 表1-9A prints 127,094,745 for 2015 and 88,076,506 for 2065; ages are rounded to thousands.
    assert totals[2015] == pytest.approx(127_094_745, abs=60)
    assert totals[2065] == pytest.approx(88_076_506, abs=60)
    assert sorted(totals) == list(range(2015, 2066, 5))


def test_the_national_projection_is_not_taken_for_a_municipality(samples: Path, plan: Plan) -> None:
    proposal = propose(samples / "real" / "10_ipss_1-9a.xls", plan, (), (), "20220")

    assert [finding.code for finding in proposal.findings] == ["population.area_missing"]
    assert not proposal.writes


def propose_sheet(tmp_path: Path, plan: Plan, scale: float = 1.0, **held: object) -> ImportProposal:
    path = tmp_path / "kekka.xlsx"
    sheet = result_table(one_row_a_year("20220", "記入例市", 2020.0))
    with xlsxwriter.Workbook(path) as workbook:
        page = workbook.add_worksheet("推計結果")
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, float) and row > 4 and column > 4:
                    page.write(row, column, cell * scale)
                elif cell is not None:
                    page.write(row, column, cell)
        page.write_row(6, 0, [*sheet.rows[5][:4], 2025.0])
    return propose(path, plan, (), (), "20220", **held)  # type: ignore[arg-type]


def test_a_population_is_proposed_as_a_set_and_changes_nothing_the_second_time(
    tmp_path: Path, plan: Plan
) -> None:
    first = propose_sheet(tmp_path, plan, population_sets=())
    change = first.population_sets[0]

    assert change.change is Change.NEW
    assert (change.new.key, change.new.basis) == ("projection_2020_20220", Basis.PROJECTION)
    assert change.new.cells[0] == PopulationCell(2020, "male", 0, 4, 100.0)
    assert change.provenances[0].cell == "AB6"
    assert len(change.provenances) == len(change.new.cells) == 40

    again = propose_sheet(tmp_path, plan, population_sets=(change.new,))
    assert not again.writes
    edited = propose_sheet(tmp_path, plan, 2.0, population_sets=(change.new,))
    assert edited.population_sets[0].change is Change.CHANGED


def test_a_population_that_the_caller_has_no_place_for_is_only_reported(
    tmp_path: Path, plan: Plan
) -> None:
    proposal = propose_sheet(tmp_path, plan)

    assert not proposal.population_sets
    assert "import.no_place" in [finding.code for finding in proposal.findings]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("0～4歳", AgeGroup(0, 4)),
        ("    0～ 4", AgeGroup(0, 4)),
        ("10〜14", AgeGroup(10, 14)),
        ("85-89", AgeGroup(85, 89)),
        ("90歳以上", AgeGroup(90, None)),
        ("100+", AgeGroup(100, None)),
        ("５歳", AgeGroup(5, 5)),
        ("年齢不詳", UNKNOWN_AGE),
        ("総数", None),
        ("令和2年", None),
        ("4～0歳", None),
    ],
)
def test_age_labels(text: str, age: AgeGroup | None) -> None:
    assert read_age(text) == age


@pytest.mark.parametrize(
    ("text", "sex"),
    [("男", "male"), ("女", "female"), ("男女計", "both"), ("総　数", None), ("男の子", None)],
)
def test_sex_labels(text: str, sex: str | None) -> None:
    assert read_sex(text) == sex


def test_groups_that_sum_up_others_fall_away() -> None:
    fine = {AgeGroup(0, 4), AgeGroup(5, 9), AgeGroup(10, None), UNKNOWN_AGE}

    assert finest(fine | {AgeGroup(0, 9), ALL_AGES}) == fine


def test_a_census_table_with_numbered_labels_is_read_for_everybody() -> None:
    """The census of 2020 numbers its labels, and repeats the table for Japanese nationals."""
    ages = [f"{number:02}_{age}" for number, age in enumerate(AGES, 1)]
    header: list[Cell] = ["国籍総数か日本人", "都道府県", "地域", "男女", "00_総数", *ages,
                          "21_年齢「不詳」"]  # fmt: skip
    rows = [
        [nationality, "20_長野県", area, sex, part * (sum(persons) + 3), *(part * one for one in
         persons), part * 3.0]
        for nationality, part in (("0_国籍総数", 1.0), ("1_うち日本人", 0.5))
        for area in ("20000_長野県", "20202_松本市", "20220_安曇野市")
        for sex, persons in (("0_総数", [m + f for m, f in zip(MALE, FEMALE, strict=True)]),
                             ("1_男", MALE), ("2_女", FEMALE))
    ]  # fmt: skip
    for row in rows:
        if row[3] == "0_総数":
            row[4], row[-1] = row[4] + row[-1], 2 * row[-1]
    title: list[Cell] = ["令和2年国勢調査　人口等基本集計　男女，年齢（5歳階級）別人口（記入例）"]
    sheet = sheet_of("第2-7表", title, [None], [None], header, *rows)

    reading, codes = read(sheet)

    assert reading is not None
    assert (reading.basis, codes) == (Basis.CENSUS, [])
    assert by_year(reading.figures) == {2020: sum(BOTH) + 6}
    assert {figure.sex for figure in reading.figures} == {"male", "female"}


@pytest.mark.parametrize("heading", ["2020年", "2020（令和2）年", "令和2年"])
def test_sex_and_year_may_stand_in_one_heading_and_a_year_twice_in_it(heading: str) -> None:
    rows = [[age, m, f] for age, m, f in zip(AGES, MALE, FEMALE, strict=True)]
    sheet = sheet_of("安曇野市", ["国勢調査　安曇野市　人口（記入例）"], [heading],
                     ["年齢", f"男　{heading}", f"女　{heading}"], *rows)  # fmt: skip
    reading, _codes = read(sheet)
    assert reading is not None
    assert by_year(reading.figures) == {2020: sum(BOTH)}


def census_twice(second: list[float]) -> list[Finding]:
    """Return what is said of two tables of one census, one below the other (記入例)."""
    rows: list[list[Cell]] = [["令和2年国勢調査 安曇野市 男女，年齢（5歳階級）別人口"]]
    for male in (MALE, second):
        rows += [["男女", "総数", *AGES], ["男", sum(male), *male], ["女", sum(FEMALE), *FEMALE]]
        rows += [[None], [None]]
    match = population_table.recognise(sheet_of("第2表", *rows))
    assert match is not None
    reading, _ = population_table.read(match, "20220", "安曇野市")
    assert reading is not None
    kept, findings = checked([reading])
    assert by_year(kept[0].figures) == {2020: sum(BOTH)}
    return [one for one in findings if one.code == "population.said_twice"]


def test_figures_that_stand_twice_are_said_and_those_that_differ_are_a_warning() -> None:
    (same,) = census_twice(MALE)
    assert (same.level, same.cell) == (Level.NOTE, "C8")
    assert "40" in str(same.what)
    assert "第2表!C3" in str(same.what)
    (differing,) = census_twice([each + 1 for each in MALE])
    assert (differing.level, differing.cell) == (Level.WARNING, "C8")
    assert "20" in str(differing.what)


def test_nothing_is_said_of_a_census_that_stands_once() -> None:
    row = one_row_a_year("20220", "安曇野市", 2020.0)
    match = population_table.recognise(result_table(row))
    assert match is not None
    reading, _ = population_table.read(match, "20220", "安曇野市")
    assert reading is not None
    assert checked([reading])[1] == ()

"""The official workbooks, in exactly their layouts, become population sets of the plan."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl
import pytest

from tests.exchange.sheets import Rows, write_workbook
from workbench.exchange.changes import Change
from workbench.operations import history, importing
from workbench.operations.population import load_population
from workbench.operations.population_sets import add_population_set
from workbench.operations.taking_in import Report, TakingIn, Wishes
from workbench.plan.statistics import Area, Basis, PopulationCell, PopulationSet
from workbench.store import queries
from workbench.store.journal import entries
from workbench.store.planfile import PlanFile

AGES = [*(f"{age}～{age + 4}歳" for age in range(0, 95, 5)), "95歳以上"]
YEARS = range(2020, 2055, 5)
#: 記入例, but for the totals: 45,398 men and 48,824 women were counted in 2020.
MEN = [2000] * 19 + [45_398 - 19 * 2000]
WOMEN = [2100] * 19 + [48_824 - 19 * 2100]


def both(men: Sequence[float], women: Sequence[float]) -> list[float]:
    return [m + w for m, w in zip(men, women, strict=True)]


def aged(people: Sequence[int], year: int) -> list[int]:
    """Return fewer people in later years, 記入例."""
    return [persons - 4 * (year - 2020) for persons in people]


def result_rows(
    code: int, kind: str, prefecture: str, name: str, men: Sequence[int], women: Sequence[int]
) -> Iterable[list[object]]:
    for year in YEARS:
        m, w = aged(men, year), aged(women, year)
        blocks = [[sum(part), *part] for part in (both(m, w), m, w)]
        yield [code, kind, prefecture, name, year, *blocks[0], *blocks[1], *blocks[2]]


def result_table(path: Path, title: str = "令和5（2023）年推計") -> Path:
    """Build suikei_kekka.xlsx: one sheet, header rows 4 and 5, every municipality below."""
    above: list[object] = [None] * 5
    for sex in ("男女計", "男", "女"):
        above += [sex, *[None] * 20]
    below = ["コード", "市などの別", "都道府県", "市区町村", "年", *["総数", *AGES] * 3]
    rows: list[list[object]] = [
        [f"『日本の地域別将来推計人口（{title}）』"],
        ["男女・年齢（5歳）階級別の推計結果"],
        ["（各年10月1日現在、人）"],
        above,
        below,
        *result_rows(
            20000, "a", "長野県", "長野県", [20 * n for n in MEN], [21 * n for n in WOMEN]
        ),
        *result_rows(20202, "3", "長野県", "松本市", [n + 9 for n in MEN], WOMEN),
        *result_rows(20220, "3", "長野県", "安曇野市", MEN, WOMEN),
        *result_rows(20321, "3", "長野県", "軽井沢町", [n // 5 for n in MEN], WOMEN),
    ]
    return write_workbook(path, {"推計結果": rows})


def prefecture_workbook(path: Path) -> Path:
    """Build the workbook of a prefecture: a sheet for each municipality, years across."""
    sheets: dict[str, Rows] = {}
    for name, men, women in (("20202松本市", WOMEN, WOMEN), ("20220安曇野市", MEN, WOMEN)):
        rows: list[list[object]] = [
            [f"日本の地域別将来推計人口（令和5（2023）年推計）　{name[:5]} {name[5:]}"],
            [],
        ]
        for sex in ("男女計", "男", "女"):
            columns = [
                {"男女計": both(aged(men, y), aged(women, y)), "男": aged(men, y),
                 "女": aged(women, y)}[sex]
                for y in YEARS
            ]  # fmt: skip
            rows += [[sex, *(f"{year}年" for year in YEARS)]]
            rows += [["総数", *map(sum, columns)]]
            rows += [[age, *(column[i] for column in columns)] for i, age in enumerate(AGES)]
            rows += [["（再掲）65歳以上", *(sum(column[13:]) for column in columns)], []]
        sheets[name] = rows
    return write_workbook(path, sheets)


def census_table(path: Path, men: Sequence[object] = MEN, **_more: object) -> Path:
    """Build a census table by sex and five-year age, unknown ages apart."""
    header = ["地域コード", "地域名", "男女", "総数", *AGES, "年齢「不詳」"]
    counted = [value for value in men if isinstance(value, int)]
    rows: Rows = [
        ["令和2年国勢調査　人口等基本集計　第2-1表　男女，年齢（5歳階級）別人口"],
        [],
        header,
        ["20202", "松本市", "男", 9, *["－"] * 20, 9],
        ["20220", "安曇野市", "男", sum(counted) + 30, *men, 30],
        ["20220", "安曇野市", "女", sum(WOMEN) + 20, *WOMEN, 20],
    ]
    return write_workbook(path, {"第2-1表": rows})


SINGLE_MEN = [400 + age for age in range(101)]
SINGLE_WOMEN = [420 + age for age in range(101)]
REGISTER_TITLE = "安曇野市　住民基本台帳　年齢（各歳）別人口　令和6年4月1日現在"


def register_rows(label: str = "{}歳", oldest: str = "100歳以上") -> Rows:
    labels = [*(label.format(age) for age in range(100)), oldest]
    rows: list[list[object]] = [[REGISTER_TITLE], [], ["年齢", "男", "女", "計"]]
    rows += [
        [int(text) if text.isdecimal() else text, m, w, m + w]
        for text, m, w in zip(labels, SINGLE_MEN, SINGLE_WOMEN, strict=True)
    ]
    return [*rows, ["総数", sum(SINGLE_MEN), sum(SINGLE_WOMEN), sum(SINGLE_MEN + SINGLE_WOMEN)]]


def register_with_sums() -> Rows:
    rows: list[list[object]] = [[REGISTER_TITLE], [], ["年齢", "男", "女", "計"]]
    for start in range(0, 100, 5):
        span = slice(start, start + 5)
        m, w = SINGLE_MEN[span], SINGLE_WOMEN[span]
        rows.append([f"{start}～{start + 4}歳", sum(m), sum(w), sum(m + w)])
        rows += [[f"{start + i}歳", m[i], w[i], m[i] + w[i]] for i in range(5)]
    rows.append(["100歳以上", SINGLE_MEN[100], SINGLE_WOMEN[100],
                 SINGLE_MEN[100] + SINGLE_WOMEN[100]])  # fmt: skip
    return rows


def register_side_by_side(label: str = "{}") -> Rows:
    """Three columns of ages beside each other, as registers are printed on one page."""
    rows: list[list[object]] = [[REGISTER_TITLE], [], ["年齢", "男", "女", "計"] * 3]
    for line in range(34):
        row: list[object] = []
        for age in (line, line + 34, line + 68):
            if age > 100:
                break
            text = "100歳以上" if age == 100 else label.format(age)
            row += [
                int(text) if text.isdecimal() else text,
                SINGLE_MEN[age],
                SINGLE_WOMEN[age],
                SINGLE_MEN[age] + SINGLE_WOMEN[age],
            ]
        rows.append(row)
    return rows


def take_in(plan_file: PlanFile, path: Path, **options: object) -> Report:
    return TakingIn(plan_file.database, Wishes(**options)).take_in(path)  # type: ignore[arg-type]


def added(plan_file: PlanFile, basis: Basis, area: str = "20220") -> PopulationSet:
    """Return the newest set on a basis that came from a workbook."""
    sets = queries.load_statistics(plan_file.database).sets_of(basis, area)
    return next(held for held in sets if held.source and held.source.title.endswith(".xlsx"))


def codes(report: Report) -> list[str]:
    assert report.proposal is not None
    return [finding.code for finding in report.proposal.findings]


def said(plan_file: PlanFile) -> str:
    return history.describe(entries(plan_file.database, limit=1)[0])


@pytest.mark.parametrize("build", [result_table, prefecture_workbook])
def test_an_official_projection_replaces_its_round_and_the_estimate(
    plan_file: PlanFile, tmp_path: Path, build
) -> None:
    before = queries.load_statistics(plan_file.database)
    report = take_in(plan_file, build(tmp_path / "suikei_kekka.xlsx"))
    assert (report.exit_code, report.applied) == (0, True)
    held = added(plan_file, Basis.PROJECTION)
    assert (held.key, held.years) == ("ipss2023", tuple(YEARS))
    assert held.total(2020) == 94_222
    assert held.total(2050) == 94_222 - 40 * 4 * 30
    data = load_population(plan_file.database)
    assert not data.inputs.base_is_estimate
    assert data.inputs.base[:, 0].tolist() == [2000, 2100]
    assert data.inputs.base.sum(axis=1).tolist() == [45_398, 48_824]
    assert "推計値" in said(plan_file)
    assert held.source is not None
    assert "!" in held.source.note
    history.undo(plan_file.database)
    assert queries.load_statistics(plan_file.database) == before
    assert load_population(plan_file.database).inputs.base_is_estimate


def test_the_same_workbook_again_changes_nothing(plan_file: PlanFile, tmp_path: Path) -> None:
    path = result_table(tmp_path / "suikei_kekka.xlsx")
    take_in(plan_file, path)
    proposal = importing.propose(plan_file.database, path)
    assert not importing.writes(proposal)
    assert proposal.counts[Change.SAME] == 1
    assert take_in(plan_file, path).applied is False


def test_a_projection_is_known_by_its_totals_under_any_title(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    take_in(plan_file, result_table(tmp_path / "suikei_kekka.xlsx"))
    held = added(plan_file, Basis.PROJECTION)
    other = tmp_path / "other.xlsx"
    book = openpyxl.load_workbook(tmp_path / "suikei_kekka.xlsx")
    book.active["A1"] = "県が公表した推計"
    book.save(other)
    report = take_in(plan_file, other)
    assert (report.exit_code, report.applied) == (0, False)
    assert added(plan_file, Basis.PROJECTION) == held


def test_an_older_round_stands_beside_the_newer_one(plan_file: PlanFile, tmp_path: Path) -> None:
    path = result_table(tmp_path / "suikei_kekka.xlsx", "平成30（2018）年推計")
    report = take_in(plan_file, path)
    assert report.exit_code == 0
    assert added(plan_file, Basis.PROJECTION).key == "ipss2018"


def test_a_census_table_becomes_the_base_with_unknown_ages_distributed(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    report = take_in(plan_file, census_table(tmp_path / "第2-1表.xlsx"))
    assert report.exit_code == 0
    assert "population.unknown_distributed" in codes(report)
    held = added(plan_file, Basis.CENSUS)
    assert held.total(2020) == 94_222 + 50
    data = load_population(plan_file.database)
    assert data.base.key == held.key
    assert data.inputs.base.sum(axis=1).tolist() == pytest.approx([45_428, 48_844])
    assert data.inputs.base[0, 0] == pytest.approx(2000 * 45_428 / 45_398)
    assert "estimate" not in said(plan_file)
    assert "推計値" in said(plan_file)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(register_rows(), id="labels"),
        pytest.param(register_rows("{}"), id="numbers"),
        pytest.param(register_rows("{}", "100+"), id="plus"),
        pytest.param(register_with_sums(), id="five-year sums between"),
        pytest.param(register_side_by_side(), id="side by side"),
        pytest.param(register_side_by_side("{}歳"), id="side by side with labels"),
    ],
)
def test_a_register_by_single_age_is_kept_as_a_set_of_its_own(
    plan_file: PlanFile, tmp_path: Path, rows: Rows
) -> None:
    report = take_in(plan_file, write_workbook(tmp_path / "register.xlsx", {"年齢別人口": rows}))
    assert report.exit_code == 0, list(report.as_text())
    held = added(plan_file, Basis.REGISTER)
    assert (held.years, held.reference_date) == ((2024,), "04-01")
    assert len(held.cells) == 2 * 101
    men = {cell.age_from: cell.persons for cell in held.cells if cell.sex == "male"}
    assert [men[age] for age in range(101)] == SINGLE_MEN
    assert held.total(2024) == sum(SINGLE_MEN) + sum(SINGLE_WOMEN)
    # Another population than the census counts: never the base.
    assert load_population(plan_file.database).base.key == "estimate2020"
    assert "基準人口" not in said(plan_file)


@pytest.mark.parametrize("area", ["20202", "202029", "松本市"])
def test_an_area_is_chosen_by_code_or_name(plan_file: PlanFile, tmp_path: Path, area: str) -> None:
    base = queries.load_statistics(plan_file.database).population_set("estimate2020")
    known = PopulationSet(
        "matsumoto",
        "松本市 総人口",
        Basis.CENSUS,
        "20202",
        "10-01",
        False,
        base.source,
        (PopulationCell(2020, "both", 0, None, 241_145.0),),
    )
    add_population_set(plan_file.database, known, area=Area("20202", "city", "松本市"))
    report = take_in(plan_file, result_table(tmp_path / "suikei_kekka.xlsx"), area=area)
    assert report.exit_code == 0
    held = added(plan_file, Basis.PROJECTION, "20202")
    assert held.total(2020) == 94_222 + 9 * 20
    assert load_population(plan_file.database).inputs.base_is_estimate


def test_an_area_the_plan_does_not_know_is_one_sentence(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    report = take_in(plan_file, result_table(tmp_path / "suikei_kekka.xlsx"), area="大町市")
    assert report.exit_code == 2
    assert "大町市" in report.refused
    assert "穂高町" in report.refused


@pytest.mark.parametrize(
    ("place", "value", "code", "cell"),
    [
        (4, -50, "population.negative", "I5"),
        (4, "約2千", "population.no_figure", "I5"),
        (4, None, "population.no_figure", "I5"),
        (4, "x", "population.no_figure", "I5"),
        (4, 2500, "population.total_differs", "D5"),
    ],
)
def test_a_cell_that_cannot_be_right_needs_a_decision_and_says_where(
    plan_file: PlanFile, tmp_path: Path, place: int, value: object, code: str, cell: str
) -> None:
    men: list[object] = [*MEN[:place], value, *MEN[place + 1 :]]
    path = census_table(tmp_path / "wrong.xlsx", MEN)
    rows = [
        ["令和2年国勢調査　男女，年齢（5歳階級）別人口"],
        [],
        ["地域コード", "地域名", "男女", "総数", *AGES],
        ["20202", "松本市", "男", sum(MEN), *MEN],
        ["20220", "安曇野市", "男", sum(MEN), *men],
        ["20220", "安曇野市", "女", sum(WOMEN), *WOMEN],
    ]
    path = write_workbook(tmp_path / "wrong.xlsx", {"第2-1表": rows})
    report = take_in(plan_file, path)
    assert (report.exit_code, report.applied) == (1, False)
    assert report.proposal is not None
    findings = [one for one in report.proposal.findings if one.needs_decision]
    assert [(one.code, one.cell) for one in findings] == [(code, cell)]
    if code == "population.total_differs":
        assert "+500" in str(findings[0])
    left = take_in(plan_file, path, skip_bad=True)
    assert (left.exit_code, left.applied) == (0, False)
    assert load_population(plan_file.database).inputs.base_is_estimate


@pytest.mark.parametrize(
    ("ages", "code"),
    [
        (AGES[:7] + AGES[8:], "population.ages_missing"),
        ([*AGES[:7], "33～39歳", *AGES[8:]], "population.ages_overlap"),
    ],
)
def test_ages_missing_or_overlapping_in_a_sheet_are_named(
    plan_file: PlanFile, tmp_path: Path, ages: list[str], code: str
) -> None:
    men, women = MEN[: len(ages)], WOMEN[: len(ages)]
    rows: list[list[object]] = [["安曇野市　国勢調査　令和2年"], [], ["年齢", "男", "女"]]
    rows += [list(row) for row in zip(ages, men, women, strict=True)]
    report = take_in(plan_file, write_workbook(tmp_path / "wrong.xlsx", {"人口": rows}))
    assert report.exit_code == 1
    assert set(codes(report)) == {code}
    assert len(codes(report)) == 2


def test_one_bad_year_stays_out_and_the_others_come_in(plan_file: PlanFile, tmp_path: Path) -> None:
    path = result_table(tmp_path / "suikei_kekka.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    row = next(r for r in range(6, 60) if sheet.cell(r, 4).value == "安曇野市") + 2
    sheet.cell(row, 30).value = -7
    book.save(path)
    report = take_in(plan_file, path, skip_bad=True)
    assert report.applied
    assert added(plan_file, Basis.PROJECTION).years == (2020, 2025, 2035, 2040, 2045, 2050)


def test_the_table_of_differences_has_a_line_for_each_year(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    path = result_table(tmp_path / "suikei_kekka.xlsx")
    proposal = importing.propose(plan_file.database, path)
    lines = list(importing.lines(plan_file.database, proposal))
    assert [line.year for line in lines] == list(YEARS)
    assert {line.subject for line in lines} == {"安曇野市"}
    # 社人研 令和5年推計, as it ships: 92,161 in 2025.
    assert (lines[1].old, lines[1].new) == ("92,161", f"{94_222 - 800:,}")

"""The readable book: initiatives, evaluations, progress, and native charts as they are drawn."""

import datetime
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from workbench.exchange.book import BookContent, write_book
from workbench.exchange.scenario_results import ScenarioResult
from workbench.exchange.styles import exact_format, wrapped_lines
from workbench.plan.evaluations import Course, Evaluation
from workbench.plan.statistics import (
    Basis,
    PopulationCell,
    PopulationSet,
    PopulationTarget,
    Statistics,
)
from workbench.plan.vital_events import VitalEvent
from workbench.plan.year_progress import year_progress
from workbench.population.ages import AgeGroups
from workbench.population.city import CityInputs, project_city
from workbench.population.levers import Assumptions

from .template_plan import COSTS, INITIATIVES, SCHEME, VALUES, plan_of, recorded_of

MADE_AT = datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)
LONG = "課題を詳しく述べた文である。" * 150


def scenarios() -> list[ScenarioResult]:
    """Project a made-up town of 20,000 with two scenarios."""
    ages = AgeGroups(5, 19)
    pattern = np.where((ages.starts >= 15) & (ages.starts < 50), 1.4 / 35, 0.0)
    inputs = CityInputs(2020, ages, np.full((2, 19), 526.0), True, np.full((2, 19), 0.97),
                        np.zeros((2, 19)), pattern, 1.4)  # fmt: skip
    projection = project_city(inputs, [Assumptions(tfr=1.4), Assumptions(tfr=1.8)])
    return [
        ScenarioResult(name, [("合計特殊出生率（記入例）", rate)], inputs, projection, column)
        for column, (name, rate) in enumerate((("現状継続", "1.40"), ("目標", "1.80")))
    ]


def population(key: str, title: str, basis: Basis, *figures: tuple[int, float]) -> PopulationSet:
    cells = tuple(PopulationCell(year, "both", 0, None, persons) for year, persons in figures)
    return PopulationSet(key, title, basis, "20220", "10-01", False, None, cells)


def content(**changes: Any) -> BookContent:
    plan = plan_of()
    evaluations = (
        Evaluation(1, 2, 2024, "順調", LONG, course=Course.EXPAND, grade="A", grade_reason="理由"),
        Evaluation(2, 3, 2024, course=Course.REVIEW),
    )
    progress = year_progress(plan, recorded_of(VALUES), SCHEME, 2024, evaluations=evaluations)
    target = PopulationTarget("total_population", 2040, 2040, 18_000, "人", "", None)
    natural = PopulationTarget("natural_change_per_year", 2023, 2025, -120, "人", "", None)
    statistics = Statistics(
        (),
        (
            population("c", "国勢調査", Basis.CENSUS, (2015, 20_500), (2020, 20_000)),
            population("p1", "平成30年推計", Basis.PROJECTION, (2025, 19_000), (2045, 15_000)),
            population("p2", "令和5年推計", Basis.PROJECTION, (2025, 19_400), (2050, 15_500)),
        ),
        (target, natural),
        (),
    )
    made = {
        "plan": plan,
        "indicator_values": VALUES,
        "statistics": statistics,
        "vital_events": tuple(
            VitalEvent("20220", year, quantity, figure)
            for year in (2023, 2024)
            for quantity, figure in (("natural_change", -130), ("social_change", 25))
        ),
        "scenarios": scenarios(),
        "made_at": MADE_AT,
        "initiatives": INITIATIVES,
        "costs": COSTS,
        "evaluations": evaluations,
        "progress": {2024: progress},
    }
    return BookContent(**{**made, **changes})


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("本") / "本.xlsx"
    write_book(content(), path)
    return path


def table(path: Path, name: str) -> list[dict[str, object]]:
    """Return the table of a sheet, below its frozen header."""
    sheet = openpyxl.load_workbook(path)[name]
    first = int(re.sub(r"\D", "", sheet.freeze_panes))
    header = [str(cell.value or "").replace("\n", " ") for cell in sheet[first - 1]]
    return [
        dict(zip(header, [cell.value for cell in row], strict=True))
        for row in sheet.iter_rows(min_row=first)
    ]


def test_there_is_a_sheet_for_every_subject(book: Path) -> None:
    of_the_plan = "計画 指標 指標の進捗 実施計画 事業費の集計 事業費の財源 評価 評価の内容"
    of_the_population = (
        "総人口 自然増減・社会増減 年齢構成 年齢構成の図 推計の指標 シナリオ1 シナリオ2"
    )
    names = openpyxl.load_workbook(book).sheetnames
    assert names == [*of_the_plan.split(), *of_the_population.split(), "資料"]


def test_every_sheet_is_set_for_paper(book: Path) -> None:
    for sheet in openpyxl.load_workbook(book).worksheets:
        assert int(sheet.page_setup.paperSize) == 9, sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        assert "計画の最終更新 2026-04-01" in sheet.oddFooter.left.text
        assert "&P" in sheet.oddFooter.right.text
        if sheet.title != "年齢構成の図":
            assert sheet.freeze_panes, sheet.title
        if sheet.title in ("計画", "指標", "実施計画", "評価", "評価の内容"):
            assert sheet.auto_filter.ref, sheet.title
            assert sheet.print_title_rows, sheet.title


def test_costs_are_added_up_to_measures_goals_and_the_whole(book: Path) -> None:
    """By hand: 100 + 50 + 0 + 0 + 850 in 2024; of 2025 one source only is known."""
    rows = {str(row["名称"]): row for row in table(book, "事業費の集計")}
    assert rows["健康づくりの推進"]["令和6年度 決算"] == 1000
    assert rows["健やかに暮らす"]["令和6年度 決算"] == 1000
    assert rows["合計"]["令和6年度 決算"] == 1000
    assert rows["合計"]["令和7年度 決算"] is None
    (first, *_rest) = table(book, "事業費の財源")
    assert (first["国庫支出金"], first["事業費計"], first["人件費"]) == (100, 1000, 300)


def test_grades_given_and_rolled_up_stand_with_the_direction(book: Path) -> None:
    rows = {str(row["施策名"]): row for row in table(book, "評価")}
    assert rows["健康づくりの推進"]["評価 令和6（2024）年度"] == "A"
    assert rows["健康づくりの推進"]["今後の方向性 令和6（2024）年度"] == "拡充"
    # Nothing that is missing is a bad grade.
    assert rows["移住の推進"]["評価 令和6（2024）年度"] is None


def test_a_long_text_is_shown_whole_over_several_rows(book: Path) -> None:
    sheet = openpyxl.load_workbook(book)["評価の内容"]
    rows = [row for row in sheet.iter_rows() if str(row[3].value).startswith("課題")]
    assert len(rows) > 1
    assert "".join(str(row[4].value) for row in rows) == LONG
    for row in rows:
        needed = wrapped_lines(str(row[4].value), sheet.column_dimensions["E"].width) * 13.5
        assert needed <= sheet.row_dimensions[row[0].row].height <= 409


def test_progress_is_a_share_and_a_blank_where_nothing_can_be_said(book: Path) -> None:
    """By hand: (45.25 − 41.3) ÷ (60 − 41.3) = 21.1 %."""
    rows = {str(row["指標名"]): row for row in table(book, "指標の進捗")}
    assert rows["特定健診受診率"]["進捗率"] == pytest.approx(3.95 / 18.7)
    assert rows["特定健診受診率"]["評価"] == "C"
    assert rows["保育所待機児童数"]["進捗率"] is None
    assert rows["保育所待機児童数"]["評価に用いた 実績値"] == "(集計中)"


def charts(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if "charts/chart" in name)
        return [archive.read(name).decode() for name in names]


def test_the_two_official_projections_are_drawn_with_dashes_of_their_own(book: Path) -> None:
    (totals,) = [one for one in charts(book) if "総人口（人）" in one]
    dashes = {}
    for series in totals.split("<c:ser>")[1:]:
        name = re.findall(r"<c:v>([^<]*)</c:v>", series)[0]
        dash = re.search(r'<a:prstDash val="(\w+)"', series)
        dashes[name] = dash[1] if dash else "solid"
    assert dashes["平成30年推計"] != dashes["令和5年推計"]
    assert "solid" not in (dashes["平成30年推計"], dashes["令和5年推計"])
    assert dashes["国勢調査"] == "solid"


def test_changes_ages_and_pyramids_are_native_charts(book: Path) -> None:
    drawn = charts(book)
    titles = [re.findall(r"<a:t>([^<]*)</a:t>", one)[0] for one in drawn]
    assert titles == [
        "総人口（人）　縦軸は10,000から",
        "自然増減と社会増減（人／年）",
        "年齢構成　現状継続",
        "年齢構成　目標",
        "2050年の人口ピラミッド（線は2020年）　現状継続",
        "2050年の人口ピラミッド（線は2020年）　目標",
    ]
    # Hatching tells bars apart without colour.
    assert all("pattFill" in one for one in drawn[1:])
    assert 'val="percentStacked"' in drawn[2]


def test_the_structure_of_ages_adds_up(book: Path) -> None:
    for row in table(book, "年齢構成"):
        if isinstance(row["年"], int):
            shares = [row[name] for name in ("0～14歳 割合", "15～64歳 割合", "65歳以上 割合")]
            assert sum(shares) == pytest.approx(1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figure", "decimals", "expected"),
    [
        (12.0, None, '#,##0;"△"#,##0'),
        (12.0, 1, '#,##0.0;"△"#,##0.0'),
        (-12.345, 1, '#,##0.000;"△"#,##0.000'),
    ],
)
def test_a_figure_is_shown_whole_and_without_a_lonely_point(
    figure: float, decimals: int | None, expected: str
) -> None:
    assert exact_format(figure, decimals) == expected


def test_an_empty_plan_has_a_book_too(tmp_path: Path) -> None:
    plan = replace(plan_of(()), elements=(), levels=())
    write_book(
        content(
            plan=plan,
            indicator_values=(),
            statistics=Statistics((), (), (), ()),
            vital_events=(),
            scenarios=[],
            initiatives=(),
            costs=(),
            evaluations=(),
            progress={},
        ),
        tmp_path / "空.xlsx",
    )
    names = openpyxl.load_workbook(tmp_path / "空.xlsx").sheetnames
    assert names == ["計画", "指標", "総人口", "自然増減・社会増減", "資料"]

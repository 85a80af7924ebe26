"""The readable book: every sheet there, numbers as numbers, text as text, the same bytes twice."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from workbench.errors import PersonError
from workbench.operations.editing import ELEMENT_NAME, edit_text
from workbench.operations.exporting import EXPORTS, export_book
from workbench.operations.file_writing import Wanted
from workbench.operations.population_headship import set_headship
from workbench.population.derived_table import known_quantities
from workbench.population.headship_reading import cells_of, read_headship
from workbench.store import queries
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile


def rows(path: Path, sheet: str) -> list[tuple[object, ...]]:
    workbook = openpyxl.load_workbook(path)
    return [tuple(row) for row in workbook[sheet].iter_rows(values_only=True)]


def test_the_book_holds_plan_themes_indicators_and_population(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    path = tmp_path / "本.xlsx"
    export_book(plan_file.database, path)
    names = openpyxl.load_workbook(path).sheetnames
    scenarios = [f"シナリオ{one.position}" for one in queries.load_scenarios(plan_file.database)]
    assert names == [
        "計画", "横断テーマ×施策", "主な取組", "指標", "総人口", "自然増減・社会増減",
        "年齢構成", "年齢構成の図", "推計の指標", "地区別人口", *scenarios, "資料",
    ]  # fmt: skip
    plan = rows(path, "計画")
    assert sum(row[0] == "目標" for row in plan) == 6
    assert sum(row[0] == "施策" for row in plan) == 45
    assert rows(path, "横断テーマ×施策")[-1][1:] == ("計", 6, 5, 5, 3, 4, 23)
    assert len([row for row in rows(path, "主な取組") if row[3]]) == 23 + 1


def test_negatives_are_real_numbers_shown_with_a_triangle(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    path = tmp_path / "本.xlsx"
    export_book(plan_file.database, path)
    sheet = openpyxl.load_workbook(path)["自然増減・社会増減"]
    cell = next(row[4] for row in sheet.iter_rows() if row[0].value == 2024)
    assert cell.value == -845
    assert "△" in cell.number_format


def test_the_same_plan_gives_the_same_bytes(plan_file: PlanFile, tmp_path: Path) -> None:
    export_book(plan_file.database, tmp_path / "一.xlsx")
    export_book(plan_file.database, tmp_path / "二.xlsx")
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()


@pytest.mark.parametrize("text", ["=1+1", "+81-263", "@SUM(A1)", "-5", "http://example.invalid"])
def test_text_that_looks_like_a_formula_stays_text(
    plan_file: PlanFile, tmp_path: Path, text: str
) -> None:
    element = queries.load_plan(plan_file.database).elements[1]
    edit_text(plan_file.database, ELEMENT_NAME, element.id, text)
    path = tmp_path / "本.xlsx"
    export_book(plan_file.database, path)
    sheet = openpyxl.load_workbook(path)["計画"]
    cell = next(row[2] for row in sheet.iter_rows() if row[1].value == element.code)
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.hyperlink is None
    assert cell.quotePrefix or text.startswith("http")


def test_signs_stay_signs_and_are_never_zero(plan_file: PlanFile, tmp_path: Path) -> None:
    with transaction(plan_file.database, "test") as change:
        indicator = change.insert(
            "indicator", {"element_id": 2, "position": 1, "name": "記入例", "unit": "人"}
        )
        for year, kind, number in ((2023, "number", -582.0), (2024, "none", None),
                                   (2025, "pending", None)):  # fmt: skip
            change.insert(
                "indicator_value",
                {"indicator_id": indicator, "fiscal_year": year, "role": "actual", "kind": kind,
                 "number": number},
            )  # fmt: skip
    path = tmp_path / "本.xlsx"
    export_book(plan_file.database, path)
    row = next(row for row in rows(path, "指標") if row[2] == "記入例")
    assert row[5:8] == (-582, "－", "(集計中)")


def test_a_folder_that_is_not_there_is_one_clear_sentence(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    with pytest.raises(PersonError) as raised:
        export_book(plan_file.database, tmp_path / "無い" / "本.xlsx")
    assert "\n" not in str(raised.value)


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", sorted(EXPORTS))
def test_libreoffice_opens_every_workbook(plan_file: PlanFile, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"{kind}.xlsx"
    EXPORTS[kind](plan_file.database, path, Wanted())
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
               "--outdir", tmp_path, path]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert path.with_suffix(".pdf").stat().st_size > 10_000


def test_the_book_has_every_derived_figure_of_every_scenario_and_the_areas_add_up(
    plan_file: PlanFile, tmp_path: Path
) -> None:
    rates = read_headship(cells_of("年齢\t男\t女\n15～64\t0.6\t0.2\n65+\t0.8\t0.3"), 2020)
    set_headship(plan_file.database, rates, "記入例")
    path = tmp_path / "本.xlsx"
    export_book(plan_file.database, path)
    names = [one.name for one in queries.load_scenarios(plan_file.database)]
    figures = {row[:2]: row[3:] for row in rows(path, "推計の指標") if row[0] in names}
    kinds = known_quantities(with_households=True)
    assert len(figures) == len(names) * len(kinds)
    assert figures["目標", "総人口"][4] == 86_000
    headed = figures["現状継続", "世帯数"][0]
    # 男女別総数は国勢調査 2020: 45,398 人と 48,824 人。15歳以上だけに率をかける。
    assert 0.2 * 48_824 < headed < 0.8 * 94_222
    assert figures["現状継続", "1世帯当たり人員"][0] == round(94_222 / headed, 2)
    parts = [row for row in rows(path, "地区別人口") if row[0] in names]
    assert len(parts) == len(names) * 5 * 7
    for name in names:
        whole = sum(row[3] for row in parts if row[0] == name and row[2] == 2040)
        assert whole == pytest.approx(figures[name, "総人口"][4], abs=0.5)

"""Every workbook that leaves the plan is one that Excel opens without repairing it.

Excel itself is not at hand: what it requires is asserted of the XML, and LibreOffice has to read
every cell as it was written.
"""

import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from workbench.exchange.book import write_book
from workbench.operations.exporting import EXPORTS
from workbench.operations.file_writing import Wanted
from workbench.operations.sample import create_sample
from workbench.plan.grading import Band, Comparison, Measure, Scheme
from workbench.plan.structure import Direction, Indicator
from workbench.store.journal import transaction

from .excel_limits import excel_violations
from .readability import workbook_violations
from .template_plan import Filling, plan_of, returned, written
from .test_book import content as book_content

#: As long as a department ever called anything, with what XML and Excel read otherwise.
LONG = "「誰もが」安心＆健やか<まち>づくりの推進'と'充実\"・𠮷野川流域" * 6


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return every workbook of the sample, to which indicators and departments were added."""
    folder = tmp_path_factory.mktemp("書き出し")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(folder / "home"))
        file = create_sample(folder / "計画.plandb")
        with transaction(file.database, "test") as change:
            for row in file.database.rows("SELECT id FROM element WHERE parent_id IS NOT NULL"):
                change.update("element", row["id"], {"department": "健康推進課、=1+1課"})
                made = {"element_id": row["id"], "position": 1, "name": LONG, "unit": "千円/人・年"}
                change.insert("indicator", made)
        for kind, export in EXPORTS.items():
            export(file.database, folder / f"{kind}.xlsx", Wanted())
        file.close()
    return {kind: folder / f"{kind}.xlsx" for kind in EXPORTS}


@pytest.mark.parametrize("kind", sorted(EXPORTS))
def test_excel_has_nothing_to_repair(workbooks: dict[str, Path], kind: str) -> None:
    assert excel_violations(workbooks[kind]) == []


@pytest.mark.parametrize("kind", ["data", "population"])
def test_the_data_of_the_sample_break_none_of_the_thirty_rules(
    workbooks: dict[str, Path], kind: str
) -> None:
    assert workbook_violations(workbooks[kind]) == []


def test_a_template_of_long_names_and_many_grades_keeps_to_the_limits(tmp_path: Path) -> None:
    grades = [f"とても長い評価の名称の{number}番目（記入例）" for number in range(20)]
    scheme = Scheme(
        "many",
        LONG,
        tuple(
            Band(one, Measure.PROGRESS, Comparison.AT_LEAST, 0.0, meaning=LONG) for one in grades
        ),
    )
    ways = list(Direction)
    indicators = [
        Indicator(100 + i, 2, i, f"{LONG}{i}", "人" * 40, ways[i % 4], definition=LONG * 20)
        for i in range(40)
    ]
    path = written(tmp_path / "様式.xlsx", plan=plan_of(indicators, e2=LONG), scheme=scheme)
    assert excel_violations(path) == []
    (rule,) = [
        rule
        for rule in openpyxl.load_workbook(path)["評価"].data_validations.dataValidation
        if rule.promptTitle == "評価"
    ]
    assert rule.formula1 == "一覧_評価"


def test_a_grade_that_is_too_long_for_a_rule_or_has_a_comma_comes_back(tmp_path: Path) -> None:
    grades = [
        *(f"とても長い評価の名称の{number}番目（記入例）" for number in range(20)),
        "順調, 継続",
    ]
    bands = tuple(Band(one, Measure.PROGRESS, Comparison.REST) for one in grades)
    scheme = Scheme("many", "21段階（記入例）", bands)
    template = Filling(written(tmp_path / "様式.xlsx", scheme=scheme))
    about = template.sheet("照会情報")
    assert [cell.value for cell in about["D"] if cell.value] == grades
    row = template.find("評価", "移住の推進", "課題")
    template.fill("評価", "answer", row, "長い一覧の後も届く")
    proposal = returned(template.save())
    assert proposal.findings == ()
    assert proposal.writes


def test_a_book_of_long_names_keeps_to_the_limits(tmp_path: Path) -> None:
    made = book_content()
    names = [replace(one, name=f"{LONG}[:*?/\\{i}]") for i, one in enumerate(made.scenarios)]
    write_book(replace(made, plan=plan_of(e2=LONG), scenarios=names), tmp_path / "本.xlsx")
    assert excel_violations(tmp_path / "本.xlsx") == []


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_reads_every_cell_as_it_was_written(
    workbooks: dict[str, Path], tmp_path: Path
) -> None:
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "xlsx",
               "--outdir", tmp_path / "保存", *workbooks.values()]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    for path in workbooks.values():
        before, after = values_in(path), values_in(tmp_path / "保存" / path.name)
        assert after.keys() == before.keys()
        for sheet, cells in before.items():
            assert {k: v for k, v in cells.items() if after[sheet].get(k) != v} == {}, sheet


def values_in(path: Path) -> dict[str, dict[str, object]]:
    """Return every cell that holds something, by sheet; figures to ten digits."""
    workbook = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {
            cell.coordinate: _plain(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value not in (None, "")
        }
        for sheet in workbook.worksheets
    }


def _plain(value: object) -> object:
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    return float(f"{value:.10g}") if isinstance(value, int | float) else value


# --- the checker itself ---------------------------------------------------------------------------


def broken(path: Path, folder: Path, part: str, old: str, new: str) -> Path:
    """Return a copy of a workbook in one of whose parts something was replaced."""
    copy = folder / "壊れた.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode(), 1)
            target.writestr(name, text)
    return copy


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        ("xl/workbook.xml", 'sheet name="指標"', f'sheet name="{"指" * 32}"', "32 characters"),
        ("xl/workbook.xml", 'sheet name="指標"', 'sheet name="評価"', "twice"),
        ("xl/worksheets/sheet2.xml", "<formula1>", f"<formula1>{'1+' * 130}", "a formula of"),
        ("xl/worksheets/sheet2.xml", "<pageMargins", "<sheetPr/><pageMargins", "out of order"),
        (
            "xl/worksheets/sheet2.xml",
            'dataValidations count="',
            'dataValidations count="9',
            "count",
        ),
        ("xl/_rels/workbook.xml.rels", "sheet2.xml", "sheet99.xml", "not there"),
        ("xl/worksheets/sheet2.xml", ' ht="', ' ht="900', "high"),
        ("xl/worksheets/sheet2.xml", '<c r="A1" s="', '<c r="A1" s="9999', "is not there"),
    ],
)
def test_the_checker_sees_what_excel_would_repair(
    workbooks: dict[str, Path], tmp_path: Path, part: str, old: str, new: str, said: str
) -> None:
    found = excel_violations(broken(workbooks["template"], tmp_path, part, old, new))
    assert any(said in one for one in found), found

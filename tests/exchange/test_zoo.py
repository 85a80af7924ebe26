"""Sheets drawn at random from the ways in which offices write them read as a person reads them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import xlsxwriter

from workbench.exchange.importing import propose
from workbench.exchange.workbooks import Sheet, Workbook

from .conftest import plan_with
from .zoo import Specimen, Value, specimen

_UNIT_BEHIND = re.compile(r"（(人|％|件|回)）$")


def read(file: Workbook | Path) -> dict[Value, float]:
    """Return the figures that importing into a plan without indicators would bring."""
    proposal = propose(file, plan_with(), (), (), "20220")
    return {
        (
            _UNIT_BEHIND.sub("", proposal.indicator_of(one).name),
            one.role,
            one.fiscal_year,
        ): one.new.number
        for one in proposal.values
        if one.new is not None and one.new.number is not None
    }


@pytest.mark.parametrize("start", range(0, 240, 40))
def test_a_sheet_reads_as_a_person_reads_it(start: int) -> None:
    for seed in range(start, start + 40):
        drawn = specimen(seed)
        workbook = Workbook("様式.xlsx", "0" * 64, "xlsx", (drawn.sheet,))
        assert read(workbook) == drawn.says, drawn.made


@pytest.mark.parametrize("seed", [2693, 10634])
def test_a_sheet_with_hardly_a_figure_yet_reads_as_a_person_reads_it(seed: int) -> None:
    drawn = specimen(seed)
    assert read(Workbook("様式.xlsx", "0" * 64, "xlsx", (drawn.sheet,))) == drawn.says


@pytest.mark.long
def test_3000_sheets_read_as_a_person_reads_them() -> None:
    for seed in range(3000):
        drawn = specimen(seed)
        workbook = Workbook("様式.xlsx", "0" * 64, "xlsx", (drawn.sheet,))
        assert read(workbook) == drawn.says, drawn.made


def write(sheet: Sheet, path: Path) -> None:
    """Write a specimen as Excel would."""
    workbook = xlsxwriter.Workbook(str(path))
    page = workbook.add_worksheet("様式")
    for one in sheet.merged:
        page.merge_range(one.first_row, one.first_column, one.last_row, one.last_column, "")
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            code = sheet.formats.get((row, column))
            style = workbook.add_format({"num_format": code}) if code else None
            if isinstance(cell, str):
                page.write_string(row, column, cell, style)
            elif isinstance(cell, int | float):
                page.write_number(row, column, cell, style)
    workbook.close()


def drawn_for_files() -> list[Specimen]:
    return [specimen(seed) for seed in range(5000, 5008)]


def test_a_sheet_reads_the_same_from_a_file(tmp_path: Path) -> None:
    for drawn in drawn_for_files()[:3]:
        path = tmp_path / f"{drawn.made['seed']}.xlsx"
        write(drawn.sheet, path)
        assert read(path) == drawn.says, drawn.made


@pytest.mark.long
@pytest.mark.parametrize("ending", ["ods", "xls", "xlsx"])
def test_a_sheet_saved_by_libreoffice_reads_the_same(tmp_path: Path, ending: str) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    drawn = drawn_for_files()
    for one in drawn:
        write(one.sheet, tmp_path / f"{one.made['seed']}.xlsx")
    saved = tmp_path / "saved"
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/office",
         "--convert-to", ending, "--outdir", saved, *sorted(tmp_path.glob("*.xlsx"))],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    for one in drawn:
        assert read(saved / f"{one.made['seed']}.{ending}") == one.says, one.made

"""Printed forms reach a file whole, are found by search, and unknown ones are refused."""

import datetime
import shutil
import subprocess
from pathlib import Path

import pytest

from workbench.errors import PersonError
from workbench.operations.reporting import kinds, preview, report, write_report
from workbench.store.planfile import PlanFile

DAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize("kind", kinds())
def test_every_form_is_a_pdf_whose_text_is_found(
    plan_file: PlanFile, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"{kind}.pdf"
    write_report(plan_file.database, kind, path, DAY)
    assert path.read_bytes().startswith(b"%PDF-")
    if shutil.which("pdftotext"):
        text = subprocess.run(
            ["pdftotext", path, "-"], check=True, capture_output=True, text=True
        ).stdout
        words = ("目標", "心", "安曇野") if kind in ("summary", "tree") else ("安曇野",)
        assert all(word in text for word in words)


def test_the_same_plan_and_day_give_the_same_bytes(plan_file: PlanFile) -> None:
    assert report(plan_file.database, "tree", DAY) == report(plan_file.database, "tree", DAY)


def test_the_preview_has_the_pages_of_the_print(plan_file: PlanFile) -> None:
    pages = preview(plan_file.database, "summary", DAY, pixels_per_inch=40)
    assert len(pages) == 2
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_an_unknown_form_is_refused(plan_file: PlanFile, tmp_path: Path) -> None:
    with pytest.raises(PersonError) as raised:
        write_report(plan_file.database, "poster", tmp_path / "p.pdf")
    assert raised.value.code == "report.unknown"

"""The official projections stand beside the scenarios with what was published, and no more."""

import csv
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

COMPARE = 2
SHARED = Path(__file__).resolve().parents[4] / "shared"
LATEST, BEFORE = "社人研 令和5年推計", "社人研 平成30年推計"


@pytest.fixture
def view(page, qapp):
    page.tabs.setCurrentIndex(COMPARE)
    qapp.processEvents()
    return page.comparison


def published():
    """Return 社人研's figures for the city by year, from the publication itself."""
    path = SHARED / "reference" / "ipss2023_totals.csv"
    if not path.exists():
        pytest.skip("../shared/reference is not here")
    with path.open(encoding="utf-8") as lines:
        return {int(row["year"]): row for row in csv.DictReader(lines) if row["area"] == "安曇野市"}


def rows_of(table):
    return {row[0]: row for row in table.rows}


def test_a_year_has_the_published_people_and_what_follows_from_them(view):
    for year, row in published().items():
        official = {name: float(text) for name, text in row.items()
                    if name not in ("area", "area_code")}  # fmt: skip
        view.year_box.setCurrentIndex(view.year_box.findText(str(year)))
        view.year_box.activated.emit(view.year_box.currentIndex())
        table = view.table()
        assert table.columns[-1] == LATEST
        rows = rows_of(table)
        assert rows["総人口"][-1] == official["total"]
        assert rows["0～14歳"][-1] == official["age0_14"]
        assert rows["15～64歳"][-1] == official["age15_64"]
        assert rows["65歳以上"][-1] == official["age65plus"]
        share = 100 * official["age65plus"] / official["total"]
        assert rows["65歳以上の割合"][-1] == pytest.approx(share)
        assert rows["小学生（6～11歳）"][-1] is None
        assert rows["年齢中位数"][-1] is None


def test_a_figure_over_the_years_has_both_rounds_where_they_tell_it(view):
    view.view_box.setCurrentIndex(1)
    for key, names in (
        ("total", {LATEST, BEFORE}),
        ("women_20_39", {BEFORE}),
        ("median_age", set()),
    ):
        view.figure_box.setCurrentIndex(view.figure_box.findData(key))
        view.view_box.activated.emit(1)
        rows = rows_of(view.table())
        assert {name for name in rows if name.startswith("社人研")} == names
    view.figure_box.setCurrentIndex(view.figure_box.findData("total"))
    # 社人研 平成30年推計 ends in 2045: 76,479.
    assert rows_of(view.table())[BEFORE][-2:] == (76_479.0, None)


def test_they_are_copied_with_everything_else(view):
    view.copy_everything()
    lines = QGuiApplication.clipboard().text().split("\r\n")
    found = {tuple(line.split("\t")[:2]): line.split("\t")[3:] for line in lines if line}
    assert found[LATEST, "総人口"][1:5] == ["92161", "89673", "87055", "84256"]
    assert (LATEST, "小学生（6～11歳）") not in found

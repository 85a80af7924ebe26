"""The book's sheets of what follows from each scenario: derived figures, parts of the city."""

from __future__ import annotations

from itertools import groupby

import xlsxwriter

from workbench.exchange.book.content import BookContent
from workbench.exchange.book.population_sheets import ROUNDING
from workbench.exchange.book.sheets import SHARE, YEAR, Column, Sheet
from workbench.exchange.styles import EXACT, WHOLE, Styles
from workbench.language import speaking
from workbench.plan.values import round_half_up

#: People of each area: heading, the measure's key.
_AREA_FIGURES = (
    ("総人口\n（人）", "total"),
    ("0～14歳\n（人）", "children"),
    ("15～64歳\n（人）", "working_age"),
    ("65歳以上\n（人）", "aged_65"),
    ("75歳以上\n（人）", "aged_75"),
)


def write_derived(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write every derived figure of every scenario, a row for each and a column for each year."""
    if not content.scenarios:
        return
    years = [int(year) for year in content.scenarios[0].projection.years]
    columns = [
        Column("シナリオ", 26),
        Column("指標", 44),
        Column("単位", 12, "centre"),
        *(Column(f"{year}年", 11, EXACT) for year in years),
    ]
    sheet = Sheet(workbook, styles, "推計の指標", columns, content.footer, kept=2)
    sheet.title(
        "シナリオ別の指標",
        "各年10月1日現在。出生数、自然増減、社会増減はその年までの5年間の年平均。"
        "小学生などの人数は5歳階級を各歳に分けて数えたもの。",
        ""
        if any(result.headship is not None for result in content.scenarios)
        else "世帯数は、世帯主率を登録するとここに加わる。",
    )
    with speaking("ja"):
        lines = [
            (row_key, list(rows))
            for result in content.scenarios
            for row_key, rows in groupby(result.derived(), key=lambda row: (row.scenario, row.key))
        ]
        sheet.header(filtered_rows=len(lines))
        for (scenario, _key), rows in lines:
            held = {row.year: float(round_half_up(row.value, row.decimals)) for row in rows}
            figures = [held.get(year) for year in years]
            sheet.record([scenario, str(rows[0].name), str(rows[0].unit), *figures])
    sheet.note(ROUNDING)


def write_areas(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write the parts of the municipality under every scenario, a row for each area and year."""
    held = [result for result in content.scenarios if result.areas is not None]
    if not held:
        return
    columns = [
        Column("シナリオ", 26),
        Column("地区", 16),
        Column("年", 9, YEAR),
        *(Column(name, 13, WHOLE) for name, _key in _AREA_FIGURES),
        Column("65歳以上\n割合", 11, SHARE),
    ]
    sheet = Sheet(workbook, styles, "地区別人口", columns, content.footer, kept=3)
    assert held[0].areas is not None
    with speaking("ja"):
        notes = [str(note) for note in held[0].areas.inputs.notes]
    about = "各年10月1日現在。地区を足すと市全体の推計になる。"
    sheet.title("シナリオ別・地区別の人口", about, *notes)
    rows = []
    for result in held:
        areas = result.areas
        assert areas is not None
        counts = [areas.count(key)[:, :, result.column] for _name, key in _AREA_FIGURES]
        for place, name in enumerate(areas.inputs.names):
            for at, year in enumerate(map(int, areas.years)):
                people = [float(count[at, place]) for count in counts]
                rows.append([result.name, name, year, *people, people[3] / people[0]])
    sheet.header(filtered_rows=len(rows))
    for row in rows:
        sheet.record(row)
    sheet.note(ROUNDING)

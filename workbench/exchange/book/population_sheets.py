"""The book's sheets about the population: totals and changes, with native charts."""

from __future__ import annotations

import math
from collections.abc import Sequence

import xlsxwriter

from workbench.exchange.book import charts
from workbench.exchange.book.content import BookContent
from workbench.exchange.book.sheets import YEAR, Column, Sheet
from workbench.exchange.scenario_results import ScenarioResult
from workbench.exchange.styles import SIGNED, WHOLE, Styles
from workbench.plan.fiscal_years import short_year
from workbench.plan.statistics import Basis, PopulationSet, titles

#: A named series of the table of totals: what it is drawn as, and year to persons.
_Series = tuple[str, str, dict[int, float]]

ROUNDING = "端数処理のため合計が一致しない場合があります。"


def write_totals(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write census, official projections, scenarios and targets side by side, with a chart."""
    code = content.plan.profile.area_code
    sets = [
        held
        for basis in (Basis.CENSUS, Basis.PROJECTION)
        for held in content.statistics.sets_of(basis, code)
    ]
    series = _total_series(content, sets)
    years = sorted({year for _name, _look, figures in series for year in figures})
    columns = [
        Column("年", 9, YEAR),
        Column("和暦", 11, "centre"),
        *(Column(name.replace("「", "\n「"), 18, WHOLE) for name, _look, _figures in series),
    ]
    sheet = Sheet(workbook, styles, "総人口", columns, content.footer, kept=2)
    estimated = any(result.inputs.base_is_estimate for result in content.scenarios)
    sheet.title(
        "総人口の推移と見通し（人）",
        "国勢調査と推計は10月1日現在。住民基本台帳の人口とは対象が異なる。",
        "シナリオの出発点の男女・年齢別人口は推計値であり、国勢調査の公表値ではない。"
        if estimated
        else "",
    )
    sheet.header(repeated=False)
    for year in years:
        figures = [figures.get(year) for _name, _look, figures in series]
        sheet.record([year, f"{short_year(year)}年", *figures])
    sheet.note(ROUNDING)
    for title in titles(held.source for held in sets):
        sheet.note(f"資料　{title}")
    if years:
        _draw_totals(workbook, sheet, years, series)


def _total_series(content: BookContent, sets: Sequence[PopulationSet]) -> list[_Series]:
    census: dict[int, float] = {}
    series: list[_Series] = []
    for held in sets:
        if held.basis is Basis.CENSUS:
            census.update(held.totals())
        else:
            series.append((held.title, "projection", dict(held.totals())))
    targets = {
        target.to_year: target.value for target in content.statistics.targets_of("total_population")
    }
    results = [
        (f"シナリオ「{result.name}」", "scenario", _totals_of(result))
        for result in content.scenarios
    ]
    found = [("国勢調査", "actual", census), *series, *results, ("計画の目標", "target", targets)]
    return [one for one in found if one[2]]


def _totals_of(result: ScenarioResult) -> dict[int, float]:
    totals = result.projection.total[:, result.column].tolist()
    return dict(zip(map(int, result.projection.years), totals, strict=True))


def _draw_totals(
    workbook: xlsxwriter.Workbook, sheet: Sheet, years: Sequence[int], series: Sequence[_Series]
) -> None:
    # A scatter chart spaces the years as they are.
    chart = charts.make(workbook, "scatter", "straight_with_markers")
    looks = {"projection": charts.projection, "scenario": charts.scenario}
    counted = {"projection": 0, "scenario": 0}
    for index, (name, look, figures) in enumerate(series, start=2):
        held = [row for row, year in enumerate(years) if year in figures]
        top, bottom = sheet.first_row + held[0], sheet.first_row + held[-1]
        if look in looks:
            drawn = looks[look](counted[look])
            counted[look] += 1
        else:
            drawn = charts.actual() if look == "actual" else charts.target()
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.name, top, 0, bottom, 0],
                "values": [sheet.name, top, index, bottom, index],
                **drawn,
            }
        )
    # Years without a figure are gaps in the table, not in the line.
    chart.show_blanks_as("span")
    lowest = min(min(figures.values()) for _name, _look, figures in series)
    floor = math.floor(lowest * 0.8 / 10_000) * 10_000
    charts.finish(
        chart,
        f"総人口（人）　縦軸は{floor:,}から" if floor else "総人口（人）",
        charts.PAGE,
        x_axis={"min": years[0], "max": years[-1], "major_unit": 10, "num_format": "0"},
        y_axis={"min": floor},
    )
    sheet.worksheet.insert_chart(sheet.start_page(), 0, chart, {"object_position": 2})


def write_changes(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write natural and social change by year: the register's figures against the targets."""
    events = {
        (event.calendar_year, event.quantity): event.number
        for event in content.vital_events
        if event.area_code == content.plan.profile.area_code
    }
    years = _change_years(content, events)
    columns = [
        Column("年", 9, YEAR),
        Column("和暦", 11, "centre"),
        Column("出生", 10, WHOLE),
        Column("死亡", 10, WHOLE),
        Column("自然増減", 12, SIGNED),
        Column("自然増減の目標", 12, SIGNED),
        Column("転入\n（国内・国外）", 14, WHOLE),
        Column("転出\n（国内・国外）", 14, WHOLE),
        Column("社会増減", 12, SIGNED),
        Column("社会増減の目標", 12, SIGNED),
        Column("翌年1月1日の人口", 14, WHOLE),
    ]
    sheet = Sheet(workbook, styles, "自然増減・社会増減", columns, content.footer, kept=2)
    sheet.title(
        "自然増減と社会増減（人／年）",
        "実績は住民基本台帳による（1月から12月まで）。目標は計画による年平均で、国勢調査の人口を"
        "基にしている。社会増減は「その他」の増減を含む。",
    )
    sheet.header(filtered_rows=len(years), repeated=False)
    for year in years:
        sheet.record(
            [
                year,
                f"{short_year(year)}年",
                events.get((year, "births")),
                events.get((year, "deaths")),
                events.get((year, "natural_change")),
                _target(content, "natural_change_per_year", year),
                _sum(events, year, "in_domestic", "in_abroad"),
                _sum(events, year, "out_domestic", "out_abroad"),
                events.get((year, "social_change")),
                _target(content, "social_change_per_year", year),
                events.get((year, "register_population")),
            ]
        )
    for title in titles_of_events(content):
        sheet.note(f"資料　{title}")
    if years:
        _draw_changes(workbook, sheet, len(years))


def _change_years(content: BookContent, events: dict[tuple[int, str], float]) -> list[int]:
    """Return the years with figures, and those that targets are set for in the plan's time."""
    counted = {year for year, _quantity in events}
    last = max((*counted, content.plan.profile.last_year))
    aimed = {
        year
        for quantity in ("natural_change_per_year", "social_change_per_year")
        for target in content.statistics.targets_of(quantity)
        for year in range(target.from_year, min(target.to_year, last) + 1)
    }
    return sorted(counted | aimed)


def titles_of_events(content: BookContent) -> tuple[str, ...]:
    """Return where the register's figures come from, each once."""
    named = (one.provenance.title for one in content.vital_events if one.provenance is not None)
    return tuple(dict.fromkeys(named))


def _draw_changes(workbook: xlsxwriter.Workbook, sheet: Sheet, rows: int) -> None:
    """Draw natural and social change as bars, and what the plan aims at as rings."""
    first, last = sheet.first_row, sheet.first_row + rows - 1
    chart = charts.make(workbook, "column")
    rings = charts.make(workbook, "line")
    for number, (name, column, aimed) in enumerate((("自然増減", 4, 5), ("社会増減", 8, 9))):
        chart.add_series(
            {
                "name": f"{name}（実績）",
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, column, last, column],
                **charts.bars(number, hatched=number == 1),
            }
        )
        marker = {"type": ("diamond", "square")[number], "size": 8, "fill": {"none": True},
                  "border": {"color": charts.ALERT, "width": 1.75}}  # fmt: skip
        rings.add_series(
            {
                "name": f"{name}の目標",
                "categories": [sheet.name, first, 0, last, 0],
                "values": [sheet.name, first, aimed, last, aimed],
                "line": {"none": True},
                "marker": marker,
            }
        )
    chart.combine(rings)
    charts.finish(
        chart,
        "自然増減と社会増減（人／年）",
        charts.PAGE,
        x_axis={"num_format": "0", "label_position": "low"},
        y_axis={"num_format": WHOLE},
    )
    sheet.worksheet.insert_chart(sheet.start_page(), 0, chart, {"object_position": 2})


def _sum(events: dict[tuple[int, str], float], year: int, *quantities: str) -> float | None:
    figures = [events[year, one] for one in quantities if (year, one) in events]
    return sum(figures) if len(figures) == len(quantities) else None


def _target(content: BookContent, quantity: str, year: int) -> float | None:
    for target in content.statistics.targets_of(quantity):
        if target.from_year <= year <= target.to_year:
            return target.value
    return None

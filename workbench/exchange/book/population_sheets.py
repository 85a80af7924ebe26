"""The book's sheets about the population: totals, changes, and each scenario by age."""

from __future__ import annotations

import math
from collections.abc import Sequence

import xlsxwriter

from workbench.exchange.book.content import BookContent
from workbench.exchange.book.sheets import SIGNED, WHOLE, Column, Sheet, Styles
from workbench.exchange.scenario_results import ScenarioResult
from workbench.plan.fiscal_years import display_year
from workbench.plan.statistics import Basis, PopulationSet, titles

#: A named series of the table of totals: what it is drawn with, and year to persons.
_Series = tuple[str, str, dict[int, float]]

_SCENARIO_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")


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
    columns = [Column("年", 20), *(Column(name, 16, WHOLE) for name, _look, _figures in series)]
    sheet = Sheet(workbook, styles, "総人口", columns)
    sheet.title(
        "総人口の推移と見通し（人）",
        "国勢調査と推計は10月1日現在。住民基本台帳の人口とは対象が異なる。",
        "シナリオの2020年の男女・年齢別人口は推計値であり、国勢調査の公表値ではない。"
        if any(result.inputs.base_is_estimate for result in content.scenarios)
        else "",
    )
    first = sheet.row
    sheet.header()
    for year in years:
        figures = [figures.get(year) for _name, _look, figures in series]
        sheet.record([display_year(year), *figures])
    sheet.note("端数処理のため合計が一致しない場合があります。")
    for title in titles(held.source for held in sets):
        sheet.note(f"資料　{title}")
    _draw_totals(workbook, sheet, first, len(years), series)


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
    workbook: xlsxwriter.Workbook, sheet: Sheet, first: int, rows: int, series: Sequence[_Series]
) -> None:
    if not rows:
        return
    chart = workbook.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    # A scatter chart spaces the years as they are; it needs them as plain numbers.
    helper = len(series) + 2
    years = sorted({year for _name, _look, figures in series for year in figures})
    for offset, year in enumerate(years):
        sheet.worksheet.write_number(
            first + 1 + offset, helper, year, sheet.styles.of(font_color="#FFFFFF", font_size=8)
        )
    scenarios = 0
    for index, (name, look, figures) in enumerate(series, start=1):
        colour = _SCENARIO_COLOURS[scenarios % len(_SCENARIO_COLOURS)]
        scenarios += look == "scenario"
        held = [row for row, year in enumerate(years) if year in figures]
        top, bottom = first + 1 + held[0], first + 1 + held[-1]
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.name, top, helper, bottom, helper],
                "values": [sheet.name, top, index, bottom, index],
                **_looks(look, colour),
            }
        )
    lowest = min(min(figures.values()) for _name, _look, figures in series)
    _finish(chart, "総人口（人）", (min(years), max(years)), lowest)
    # A page of its own: a chart cut in two helps nobody.
    sheet.worksheet.set_h_pagebreaks([sheet.row + 1])
    sheet.worksheet.insert_chart(sheet.row + 1, 0, chart, {"object_position": 2})


def _looks(look: str, colour: str) -> dict[str, object]:
    none = {"type": "none"}
    if look == "actual":
        marker = {"type": "circle", "size": 5, "fill": {"color": "#1A1A1A"}}
        return {"line": {"color": "#1A1A1A", "width": 2.25}, "marker": marker}
    if look == "projection":
        line = {"color": "#7A7F87", "width": 1.5, "dash_type": "dash"}
        return {"line": line, "marker": none}
    if look == "target":
        marker = {"type": "circle", "size": 10, "fill": {"none": True},
                  "border": {"color": "#B00020", "width": 2}}  # fmt: skip
        labels = {"value": True, "position": "above", "num_format": "#,##0"}
        return {"line": {"none": True}, "marker": marker, "data_labels": labels}
    return {"line": {"color": colour, "width": 2.25}, "marker": none}


def _finish(
    chart: xlsxwriter.chart.Chart, title: str, years: tuple[int, int], lowest: float
) -> None:
    floor = math.floor(lowest * 0.8 / 10_000) * 10_000
    if floor:
        title = f"{title}　縦軸は{floor:,}から"
    font = {"name": "BIZ UDゴシック", "size": 9}
    chart.set_title({"name": title, "name_font": {**font, "size": 12}, "overlay": False})
    chart.set_x_axis(
        {"min": years[0], "max": years[1], "major_unit": 10, "num_font": font,
         "num_format": "0", "major_gridlines": {"visible": False}}
    )  # fmt: skip
    chart.set_y_axis(
        {"min": floor, "num_format": "#,##0", "num_font": font,
         "major_gridlines": {"visible": True, "line": {"color": "#E3E6EA"}}}
    )  # fmt: skip
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_size({"width": 960, "height": 420})


def write_changes(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write natural and social change by year: the register's figures against the targets."""
    code = content.plan.profile.area_code
    events = {
        (event.calendar_year, event.quantity): event.number
        for event in content.vital_events
        if event.area_code == code
    }
    years = sorted({year for year, _quantity in events})
    columns = [
        Column("年", 20),
        Column("出生", 12, WHOLE),
        Column("死亡", 12, WHOLE),
        Column("自然増減", 12, SIGNED),
        Column("自然増減の目標", 14, SIGNED),
        Column("転入（国内・国外）", 14, WHOLE),
        Column("転出（国内・国外）", 14, WHOLE),
        Column("社会増減", 12, SIGNED),
        Column("社会増減の目標", 14, SIGNED),
        Column("翌年1月1日の人口", 16, WHOLE),
    ]
    sheet = Sheet(workbook, styles, "自然増減・社会増減", columns)
    sheet.title(
        "自然増減と社会増減（人／年）",
        "実績は住民基本台帳による（1月から12月まで）。目標は計画による年平均で、国勢調査の人口を"
        "基にしている。社会増減は「その他」の増減を含む。",
    )
    sheet.header(filtered_rows=len(years))
    for year in years:
        moved_in = _sum(events, year, "in_domestic", "in_abroad")
        moved_out = _sum(events, year, "out_domestic", "out_abroad")
        sheet.record(
            [
                display_year(year),
                events.get((year, "births")),
                events.get((year, "deaths")),
                events.get((year, "natural_change")),
                _target(content, "natural_change_per_year", year),
                moved_in,
                moved_out,
                events.get((year, "social_change")),
                _target(content, "social_change_per_year", year),
                events.get((year, "register_population")),
            ]
        )


def _sum(events: dict[tuple[int, str], float], year: int, *quantities: str) -> float | None:
    figures = [events[year, one] for one in quantities if (year, one) in events]
    return sum(figures) if len(figures) == len(quantities) else None


def _target(content: BookContent, quantity: str, year: int) -> float | None:
    for target in content.statistics.targets_of(quantity):
        if target.from_year <= year <= target.to_year:
            return target.value
    return None


def write_scenario(
    workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent, number: int
) -> None:
    """Write one scenario: its assumptions, its yearly figures, its population by sex and age."""
    result = content.scenarios[number]
    projection = result.projection
    years = [int(year) for year in projection.years]
    columns = [
        Column("性別", 14),
        Column("年齢", 12, "centre"),
        *(Column(display_year(year), 14, WHOLE) for year in years),
    ]
    sheet = Sheet(workbook, styles, f"シナリオ{number + 1}", columns)
    base = "（2020年は推計値）" if result.inputs.base_is_estimate else ""
    sheet.title(
        f"シナリオ「{result.name}」による男女・年齢別人口（人）{base}",
        *(f"{name}　{value}" for name, value in result.assumptions),
    )
    sheet.header()
    labels = projection.ages.labels
    column = result.column
    total = projection.total[:, column].tolist()
    bold = styles.cell(WHOLE, bold=True)
    formats = dict.fromkeys(range(2, len(columns)), bold)
    sheet.record(["総数", "", *total], formats)
    for sex, name in enumerate(("男", "女")):
        cells = projection.population[:, sex, :, column]
        sheet.record([name, "計", *cells.sum(axis=1).tolist()], formats)
        for age, label in enumerate(labels):
            sheet.record([name, label, *cells[:, age].tolist()])
    sheet.note("端数処理のため合計が一致しない場合があります。")

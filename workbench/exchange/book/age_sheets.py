"""The book's sheets about ages: the age structure, and each scenario by sex and age."""

from __future__ import annotations

import xlsxwriter

from workbench.exchange.book import charts
from workbench.exchange.book.content import BookContent
from workbench.exchange.book.population_sheets import ROUNDING
from workbench.exchange.book.sheets import SHARE, YEAR, Column, Sheet
from workbench.exchange.scenario_results import ScenarioResult
from workbench.exchange.styles import SOFT, WHOLE, Styles
from workbench.plan.fiscal_years import display_year

#: What the structure is made of: its name, its ages, whether its bars are hatched.
_GROUPS = (("0～14歳", 0, 14, True), ("15～64歳", 15, 64, False), ("65歳以上", 65, None, False))
_GROUP_COLOURS = (2, 5, 1)
#: A number shown without its sign: what stands left of the middle of a pyramid.
_UNSIGNED = "#,##0;#,##0"


def write_structure(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write the three age groups and the 75+ of every scenario, with a chart for each."""
    if not content.scenarios:
        return
    columns = [
        Column("シナリオ", 30),
        Column("年", 9, YEAR),
        *(Column(f"{name}\n（人）", 13, WHOLE) for name, *_ages in _GROUPS),
        Column("うち75歳以上\n（人）", 13, WHOLE),
        *(Column(f"{name}\n割合", 11, SHARE) for name, *_ages in _GROUPS),
        Column("75歳以上\n割合", 11, SHARE),
    ]
    sheet = Sheet(workbook, styles, "年齢構成", columns, content.footer, kept=2)
    sheet.title("年齢3区分別の人口と割合", "各年10月1日現在。")
    first = content.scenarios[0].projection
    rows = len(first.years)
    sheet.header(filtered_rows=rows * len(content.scenarios))
    for result in content.scenarios:
        projection, at = result.projection, result.column
        counts = [projection.count(start, end)[:, at] for _name, start, end, _hatched in _GROUPS]
        counts.append(projection.count(75, None)[:, at])
        totals = projection.total[:, at]
        for place, year in enumerate(map(int, projection.years)):
            people = [float(count[place]) for count in counts]
            shares = [held / float(totals[place]) for held in people]
            sheet.record([result.name, year, *people, *shares])
    sheet.note(ROUNDING)
    _draw_structures(workbook, styles, content, sheet, rows)


def _draw_structures(
    workbook: xlsxwriter.Workbook,
    styles: Styles,
    content: BookContent,
    sheet: Sheet,
    rows: int,
) -> None:
    """Draw the shares of each scenario on a sheet of their own, four charts a page."""
    page = Sheet(workbook, styles, "年齢構成の図", [Column("", 150)], content.footer)
    page.title("年齢3区分別の割合")
    top, height = page.row, 16
    breaks = [top + 2 * height * number for number in range(1, len(content.scenarios) // 4 + 1)]
    page.worksheet.set_h_pagebreaks(breaks)
    for number, result in enumerate(content.scenarios):
        first = sheet.first_row + number * rows
        chart = charts.make(workbook, "column", "percent_stacked")
        for index, (name, _start, _end, hatched) in enumerate(_GROUPS):
            chart.add_series(
                {
                    "name": name,
                    "categories": [sheet.name, first, 1, first + rows - 1, 1],
                    "values": [sheet.name, first, 2 + index, first + rows - 1, 2 + index],
                    **charts.bars(_GROUP_COLOURS[index], hatched=hatched),
                }
            )
        title = f"年齢構成　{result.name}"
        charts.finish(chart, title, charts.HALF, x_axis={"num_format": "0"},
                      y_axis={"num_format": "0%"})  # fmt: skip
        place = {"object_position": 2, "x_offset": 535 * (number % 2)}
        page.worksheet.insert_chart(top + height * (number // 2), 0, chart, place)


def write_scenario(
    workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent, number: int
) -> None:
    """Write one scenario: its assumptions, its population by sex and age, its pyramid."""
    result = content.scenarios[number]
    projection = result.projection
    years = [int(year) for year in projection.years]
    columns = [
        Column("性別", 8, "centre"),
        Column("年齢", 10, "centre"),
        *(Column(display_year(year), 15, WHOLE) for year in years),
    ]
    name = f"シナリオ{number + 1}"
    sheet = Sheet(workbook, styles, name, columns, content.footer, landscape=False, kept=2)
    base = f"（{years[0]}年は推計値）" if result.inputs.base_is_estimate else ""
    sheet.title(
        f"シナリオ「{result.name}」による男女・年齢別人口（人）{base}",
        *(f"{lever}　{value}" for lever, value in result.assumptions),
    )
    sheet.header(repeated=False)
    at = result.column
    bold = {index: styles.cell(column.kind, bold=True, bg_color=SOFT)
            for index, column in enumerate(columns)}  # fmt: skip
    sheet.record(["総数", "", *projection.total[:, at].tolist()], bold)
    labels = [_label(text) for text in projection.ages.labels]
    for sex, word in enumerate(("男", "女")):
        cells = projection.population[:, sex, :, at]
        sheet.record([word, "計", *cells.sum(axis=1).tolist()], bold)
        for age, label in enumerate(labels):
            sheet.record([word, label, *cells[:, age].tolist()])
    sheet.note(ROUNDING)
    _draw_pyramid(workbook, sheet, result, labels)


def _label(text: str) -> str:
    """Return 0-4 as 0～4歳, 90+ as 90歳以上; Excel would take 5-9 for a day of May."""
    return f"{text[:-1]}歳以上" if text.endswith("+") else f"{text.replace('-', '～')}歳"


def _draw_pyramid(
    workbook: xlsxwriter.Workbook, sheet: Sheet, result: ScenarioResult, labels: list[str]
) -> None:
    """Write what the pyramid is drawn from below the table, and draw it beside."""
    projection, at = result.projection, result.column
    first_year, last_year = int(projection.years[0]), int(projection.years[-1])
    top = sheet.start_page()
    sheet.row = top
    sheet.note("人口ピラミッド（図のもとになる数値。男は左に描くため負の数で持つ）")
    header, styles = sheet.row, sheet.styles
    heads = ["年齢", *(f"{word} {year}年" for year in (last_year, first_year)
                     for word in ("男", "女"))]  # fmt: skip
    for index, head in enumerate(heads):
        sheet.worksheet.write_string(header, index + 1, head, styles.header)
    for age, label in enumerate(labels):
        row = header + 1 + age
        sheet.worksheet.write_string(row, 1, label, styles.cell("centre"))
        for column, (year, sex) in enumerate(((-1, 0), (-1, 1), (0, 0), (0, 1)), 2):
            persons = float(projection.population[year, sex, age, at])
            signed = -persons if sex == 0 else persons
            sheet.worksheet.write_number(row, column, signed, styles.cell(_UNSIGNED))
    last = header + len(labels)
    chart = charts.make(workbook, "bar")
    for column, head in enumerate(heads[1:], 2):
        filled = column < 4
        look = charts.bars(0 if column == 2 else 1, hatched=column == 3) if filled else _OUTLINE
        chart.add_series(
            {
                "name": head,
                "categories": [sheet.name, header + 1, 1, last, 1],
                "values": [sheet.name, header + 1, column, last, column],
                **look,
                "overlap": 100,
                "gap": 12,
            }
        )
    charts.finish(
        chart,
        f"{last_year}年の人口ピラミッド（線は{first_year}年）　{result.name}",
        {"width": 880, "height": 520},
        # A bar chart lies on its side: its x axis goes up.
        x_axis={"num_format": _UNSIGNED},
        y_axis={"label_position": "low", "major_gridlines": {"visible": False}},
    )
    sheet.worksheet.insert_chart(last + 2, 0, chart, {"object_position": 2})


_OUTLINE = {"fill": {"none": True}, "border": {"color": charts.INK, "width": 1}}

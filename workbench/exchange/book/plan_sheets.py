"""The book's sheets about the plan itself: its tree, its themes, its indicators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import xlsxwriter

from workbench.exchange.book.content import BookContent
from workbench.exchange.book.sheets import EXACT, Column, Sheet, Styles
from workbench.plan.fiscal_years import display_fiscal_year
from workbench.plan.structure import Direction, Element, Indicator, IndicatorValue, Plan, Role

#: How a direction is written in department sheets; import reads the same words.
DIRECTION_WORDS = {
    Direction.MORE: "増加",
    Direction.LESS: "減少",
    Direction.HOLD: "維持",
    Direction.WORD: "文言",
}


def write_plan(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write the tree: every goal with its measures, departments and themes."""
    plan = content.plan
    profile = plan.profile
    columns = [
        Column("区分", 10, "centre"),
        Column("コード", 10, "code"),
        Column("名称", 46),
        Column("担当課", 24),
        Column("説明", 56),
        Column("プロジェクト", 40),
    ]
    sheet = Sheet(workbook, styles, "計画", columns)
    sheet.title(
        f"{profile.municipality} {profile.title} {profile.subtitle}",
        f"計画期間　{display_fiscal_year(profile.first_year)}～"
        f"{display_fiscal_year(profile.last_year)}",
        f"将来ビジョン　{profile.vision}",
    )
    sheet.header(filtered_rows=len(plan.elements))
    names = {theme.id: theme.name for theme in plan.themes}
    for element in plan.elements:
        level = plan.level_of(element)
        themes = [names[link.theme_id] for link in plan.links_of(element.id)]
        row = [level.name, element.code, element.name, element.department,
               element.description, "\n".join(themes)]  # fmt: skip
        sheet.record(row, _top_formats(styles, element) if level.depth == 0 else None)


def _top_formats(styles: Styles, element: Element) -> dict[int, xlsxwriter.format.Format]:
    """Return the formats of a top-level row; its colour is joined by bold type."""
    colour = {"font_color": element.colour} if element.colour else {}
    shared = {"bold": True, "bg_color": "#EEF1F5"}
    kinds = {0: "centre", 1: "code"}
    return {index: styles.cell(kinds.get(index, "text"), **shared, **colour) for index in range(6)}


def write_themes(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write the matrix of measures and themes, with its totals."""
    plan = content.plan
    measures = _leaves(plan)
    columns = [
        Column("コード", 10, "code"),
        Column("名称", 46),
        *(Column(theme.name, 16, "centre") for theme in plan.themes),
        Column("計", 8, "#,##0"),
    ]
    sheet = Sheet(workbook, styles, "プロジェクト×施策", columns)
    sheet.title("プロジェクト×施策", "●は「主な取組」として計画に記載のある組合せ")
    sheet.header(filtered_rows=len(measures))
    for element in measures:
        linked = {link.theme_id for link in plan.links_of(element.id)}
        marks = ["●" if theme.id in linked else "" for theme in plan.themes]
        sheet.record([element.code, element.name, *marks, len(linked)])
    totals = [len(plan.links_to(theme.id)) for theme in plan.themes]
    bold: dict[str, Any] = {"bold": True, "top": 2}
    formats = {index: styles.cell("#,##0", **bold) for index in range(2, len(columns))}
    formats |= {0: styles.cell(**bold), 1: styles.cell(**bold)}
    sheet.record(["", "計", *totals, sum(totals)], formats)


def write_initiatives(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write what each measure does for each theme, in full."""
    plan = content.plan
    columns = [
        Column("プロジェクト", 30),
        Column("コード", 10, "code"),
        Column("施策", 36),
        Column("主な取組", 90),
    ]
    sheet = Sheet(workbook, styles, "主な取組", columns)
    sheet.title("プロジェクトを推進するための主な取組")
    sheet.header(filtered_rows=len(plan.theme_links))
    names = {theme.id: theme.name for theme in plan.themes}
    for link in plan.theme_links:
        element = plan.element(link.element_id)
        sheet.record([names[link.theme_id], element.code, element.name, link.initiative])


def write_indicators(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write the indicators with a column for each role and year; the import reads it back."""
    plan = content.plan
    held = content.values_of()
    slots = sorted(
        {(value.role, value.fiscal_year) for value in content.indicator_values}, key=_slot_order
    )
    columns = [
        Column("施策番号", 10, "code"),
        Column("施策名", 30),
        Column("指標名", 36),
        Column("単位", 8, "centre"),
        Column("方向性", 8, "centre"),
        *(Column(slot_header(role, year), 14, EXACT) for role, year in slots),
        Column("担当課", 20),
        Column("定義・算出方法", 44),
    ]
    sheet = Sheet(workbook, styles, "指標", columns)
    sheet.title("指標", "－ 該当なし　… 不詳　x 秘匿　(集計中) は 0 ではない")
    sheet.header(filtered_rows=len(plan.indicators))
    for indicator in _in_plan_order(plan):
        element = plan.element(indicator.element_id)
        by_slot = {(one.role, one.fiscal_year): one for one in held.get(indicator.id, ())}
        cells = [_figure(by_slot.get(slot)) for slot in slots]
        sheet.record(
            [element.code, element.name, indicator.name, indicator.unit,
             DIRECTION_WORDS[indicator.direction], *cells,
             indicator.department, indicator.definition]
        )  # fmt: skip
    if not plan.indicators:
        sheet.note("指標はまだ登録されていません。担当課の指標シートを取り込むと、ここに並びます。")


def slot_header(role: Role, year: int) -> str:
    """Return the header of a value column: the role in words, and the fiscal year."""
    shown = display_fiscal_year(year)
    if role is Role.BASELINE:
        return f"現状値\n{shown}"
    return f"目標値\n{shown}" if role is Role.TARGET else f"実績値\n{shown}"


def _slot_order(slot: tuple[Role, int]) -> tuple[int, int]:
    return ((Role.BASELINE, Role.TARGET, Role.ACTUAL).index(slot[0]), slot[1])


def _figure(held: IndicatorValue | None) -> object:
    if held is None:
        return None
    return held.value.number if held.value.number is not None else held.value.display()


def _leaves(plan: Plan) -> list[Element]:
    return [element for element in plan.elements if not plan.children(element.id)]


def _in_plan_order(plan: Plan) -> Iterator[Indicator]:
    for element in plan.elements:
        yield from plan.indicators_of(element.id)

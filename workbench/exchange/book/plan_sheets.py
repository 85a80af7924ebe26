"""The book's sheets about the plan itself: its tree, its themes, what is done for them."""

from __future__ import annotations

from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from workbench.exchange.book.content import BookContent
from workbench.exchange.book.sheets import Column, Sheet
from workbench.exchange.styles import SOFT, Styles
from workbench.plan.departments import departments_of, join_departments
from workbench.plan.fiscal_years import display_fiscal_year
from workbench.plan.structure import Element, Plan

#: Measures whose matrix one portrait page can hold.
_ONE_PAGE = 60


def write_plan(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write the tree: every goal with its measures, departments and themes."""
    plan = content.plan
    profile = plan.profile
    columns = [
        Column("区分", 8, "centre"),
        Column("コード", 9, "code"),
        Column("名称", 44),
        Column("担当課", 24),
        Column("説明", 56),
        Column(profile.themes_called, 38),
    ]
    sheet = Sheet(workbook, styles, "計画", columns, content.footer, kept=3)
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
        departments = join_departments(departments_of(element))
        row = [level.name, element.code, element.name, departments,
               element.description, "\n".join(themes)]  # fmt: skip
        sheet.record(row, _top_formats(styles, element) if level.depth == 0 else None)


def _top_formats(styles: Styles, element: Element) -> dict[int, Format]:
    """Return the formats of a top-level row; its colour is joined by bold type."""
    colour = {"font_color": element.colour} if element.colour else {}
    shared = {"bold": True, "bg_color": SOFT}
    kinds = {0: "centre", 1: "code"}
    return {index: styles.cell(kinds.get(index, "text"), **shared, **colour) for index in range(6)}


def write_themes(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write the matrix of measures and themes, with its totals."""
    plan = content.plan
    if not plan.themes:
        return
    measures = leaves(plan)
    columns = [
        Column("コード", 9, "code"),
        Column("名称", 46),
        *(Column(theme.name, 18, "centre") for theme in plan.themes),
        Column("計", 7, "#,##0"),
    ]
    sheet = Sheet(workbook, styles, "横断テーマ×施策", columns, content.footer, False, kept=2)
    sheet.title(f"{plan.profile.themes_called}×施策", "●は「主な取組」として計画に記載のある組合せ")
    if len(measures) <= _ONE_PAGE:
        sheet.fit_on_one_page()
    sheet.header(filtered_rows=len(measures))
    for element in measures:
        linked = {link.theme_id for link in plan.links_of(element.id)}
        marks = ["●" if theme.id in linked else "" for theme in plan.themes]
        sheet.record([element.code, element.name, *marks, len(linked)])
    totals = [len(plan.links_to(theme.id)) for theme in plan.themes]
    bold: dict[str, Any] = {"bold": True, "bg_color": SOFT}
    formats = {index: styles.cell("centre", **bold) for index in range(len(columns) - 1)}
    formats |= {1: styles.cell(**bold), len(columns) - 1: styles.cell("#,##0", **bold)}
    sheet.record(["", "計", *totals, sum(totals)], formats)


def write_theme_links(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write what each measure does for each theme, in full."""
    plan = content.plan
    if not plan.themes:
        return
    columns = [
        Column(plan.profile.themes_called, 30),
        Column("コード", 9, "code"),
        Column("施策", 34),
        Column("主な取組", 90),
    ]
    sheet = Sheet(workbook, styles, "主な取組", columns, content.footer)
    sheet.title(f"{plan.profile.themes_called}を推進するための主な取組")
    sheet.header(filtered_rows=len(plan.theme_links))
    names = {theme.id: theme.name for theme in plan.themes}
    for link in plan.theme_links:
        element = plan.element(link.element_id)
        sheet.record([names[link.theme_id], element.code, element.name, link.initiative])


def leaves(plan: Plan) -> list[Element]:
    """Return the elements without any below: the measures."""
    return [element for element in plan.elements if not plan.children(element.id)]

"""The book's sheets about what is done, spent and found every year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import xlsxwriter

from workbench.exchange.book.content import BookContent
from workbench.exchange.book.sheets import Column, Sheet
from workbench.exchange.long_texts import split
from workbench.exchange.styles import SOFT, WHOLE, Styles
from workbench.exchange.words import COST_WORDS, COURSE_WORDS, EVALUATION_WORDS, SOURCE_WORDS
from workbench.plan.departments import departments_of, join_departments
from workbench.plan.evaluations import Evaluation
from workbench.plan.fiscal_years import display_fiscal_year, short_year
from workbench.plan.initiatives import Cost, CostKind, Initiative
from workbench.plan.structure import Element
from workbench.plan.year_progress import measures_of

_TEXTS = ("grade_reason", "state", "issue", "cause", "action")
_PROSE = 104


def write_initiatives(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write the initiatives with their cost by year, and the cost of every goal and measure."""
    if not content.initiatives:
        return
    slots = sorted({(one.fiscal_year, one.kind) for one in content.costs})
    costs = {(one.initiative_id, one.fiscal_year, one.kind): one for one in content.costs}
    names = {theme.id: theme.name for theme in content.plan.themes}
    themes: dict[int, list[str]] = {}
    for link in content.initiative_themes:
        themes.setdefault(link.initiative_id, []).append(names[link.theme_id])
    columns = [
        Column("施策番号", 9, "code"),
        Column("施策名", 26),
        Column("事業コード", 10, "code"),
        Column("事業名", 32),
        Column("期間", 12, "centre"),
        Column("担当課", 18),
        *(Column(_slot_header(year, kind), 12, WHOLE) for year, kind in slots),
        Column(content.plan.profile.themes_called, 26),
        Column("概要", 44),
    ]
    sheet = Sheet(workbook, styles, "実施計画", columns, content.footer, kept=4)
    sheet.title(
        "実施計画の事業（単位：千円）",
        "事業費は財源の合計で、人件費を含まない。空欄は未定または不明で、0 ではない。",
    )
    sheet.header(filtered_rows=len(content.initiatives))
    for element, one in _in_plan_order(content):
        held = (costs.get((one.id, *slot)) for slot in slots)
        sheet.record(
            [element.code, element.name, one.code, one.name, _span(one),
             join_departments(departments_of(one) or departments_of(element)),
             *(cost.total if cost else None for cost in held),
             "\n".join(themes.get(one.id, ())), one.summary]
        )  # fmt: skip


def write_cost_totals(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write the cost of every element with all that is below it, by year."""
    slots = sorted({(one.fiscal_year, one.kind) for one in content.costs})
    if not slots:
        return
    sums = _sums(content)
    columns = [
        Column("区分", 8, "centre"),
        Column("コード", 9, "code"),
        Column("名称", 46),
        *(Column(_slot_header(year, kind), 14, WHOLE) for year, kind in slots),
    ]
    sheet = Sheet(workbook, styles, "事業費の集計", columns, content.footer, kept=3)
    sheet.title(
        "事業費の集計（単位：千円）",
        "金額の分かる事業の合計。上位の行は、下位の行を含む。",
    )
    sheet.header()
    plan = content.plan
    for element in plan.elements:
        level = plan.level_of(element)
        row = [level.name, element.code, element.name,
               *(sums.get((element.id, *slot)) for slot in slots)]  # fmt: skip
        sheet.record(row, _bold(styles, columns) if level.depth == 0 else None)
    whole = [
        sum(held) if (held := [sums[top.id, *slot] for top in plan.children(None)
                               if (top.id, *slot) in sums]) else None
        for slot in slots
    ]  # fmt: skip
    sheet.record(["", "", "合計", *whole], _bold(styles, columns))


def write_sources(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write every cost by its sources."""
    if not content.costs:
        return
    columns = [
        Column("施策番号", 9, "code"),
        Column("事業コード", 10, "code"),
        Column("事業名", 40),
        Column("年度", 18, "centre"),
        Column("区分", 8, "centre"),
        *(Column(word, 13, WHOLE) for word in SOURCE_WORDS.values()),
        Column("事業費計", 13, WHOLE),
        Column("人件費", 13, WHOLE),
    ]
    sheet = Sheet(workbook, styles, "事業費の財源", columns, content.footer, kept=3)
    sheet.title("事業費の財源（単位：千円）", "事業費計は人件費を含まない。")
    held: dict[int, list[Cost]] = {}
    for cost in content.costs:
        held.setdefault(cost.initiative_id, []).append(cost)
    sheet.header(filtered_rows=len(content.costs))
    for element, one in _in_plan_order(content):
        for cost in held.get(one.id, ()):
            sheet.record(
                [element.code, one.code, one.name, display_fiscal_year(cost.fiscal_year),
                 COST_WORDS[cost.kind], *(cost.by_source()[source] for source in SOURCE_WORDS),
                 cost.total, cost.personnel]
            )  # fmt: skip


def write_evaluations(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write grade and direction of every measure, a column for each year."""
    years = content.years
    if not years or content.progress is None:
        return
    held = {(one.element_id, one.fiscal_year): one for one in content.evaluations}
    columns = [
        Column("施策番号", 9, "code"),
        Column("施策名", 44),
        Column("担当課", 24),
        *(
            Column(f"{what}\n{display_fiscal_year(year)}", 18, "centre")
            for year in years
            for what in (EVALUATION_WORDS["grade"], EVALUATION_WORDS["course"])
        ),
    ]
    sheet = Sheet(workbook, styles, "評価", columns, content.footer, kept=2)
    sheet.title(
        "施策の評価と今後の方向性",
        "評価は、評価シートで付けたもの。ないときは指標の評価から求めたもの。空欄は評価がないもので、"
        "低い評価ではない。",
    )
    measures = measures_of(content.plan)
    sheet.header(filtered_rows=len(measures))
    for element in measures:
        cells: list[str] = []
        for year in years:
            one = held.get((element.id, year))
            cells.append(content.progress[year].elements[element.id].grade or "")
            cells.append(COURSE_WORDS[one.course] if one and one.course else "")
        sheet.record(
            [element.code, element.name, join_departments(departments_of(element)), *cells]
        )


def write_evaluation_texts(
    workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent
) -> None:
    """Write what was said of each measure, in full: a row for each item."""
    rows = list(_texts(content))
    if not rows:
        return
    columns = [
        Column("施策番号", 9, "code"),
        Column("施策名", 26),
        Column("年度", 18, "centre"),
        Column("項目", 16, "centre"),
        Column("内容", _PROSE, "prose"),
    ]
    sheet = Sheet(workbook, styles, "評価の内容", columns, content.footer, kept=2)
    sheet.title("施策の評価の内容")
    sheet.header(filtered_rows=len(rows))
    for row in rows:
        sheet.record(row)


def _texts(content: BookContent) -> Iterator[tuple[str, ...]]:
    by_element: dict[int, list[Evaluation]] = {}
    for one in content.evaluations:
        by_element.setdefault(one.element_id, []).append(one)
    for element in content.plan.elements:
        for one in by_element.get(element.id, ()):
            for name in _TEXTS:
                text = getattr(one, name)
                parts = split(text, _PROSE) if text else []
                for number, (_right_on, part) in enumerate(parts, 1):
                    item = EVALUATION_WORDS[name] + (f"（続き{number}）" if number > 1 else "")
                    yield (element.code, element.name,
                           display_fiscal_year(one.fiscal_year), item, part)  # fmt: skip


def _in_plan_order(content: BookContent) -> Iterator[tuple[Element, Initiative]]:
    below: dict[int, list[Initiative]] = {}
    for one in content.initiatives:
        below.setdefault(one.element_id, []).append(one)
    for element in content.plan.elements:
        for one in below.get(element.id, ()):
            yield element, one


def _sums(content: BookContent) -> Mapping[tuple[int, int, CostKind], int]:
    """Return the known cost of each element and all below it, by year and kind."""
    plan = content.plan
    elements = {one.id: plan.element(one.element_id) for one in content.initiatives}
    sums: dict[tuple[int, int, CostKind], int] = {}
    for cost in content.costs:
        if cost.total is None:
            continue
        element = elements[cost.initiative_id]
        for one in (element, *plan.ancestors(element)):
            key = (one.id, cost.fiscal_year, cost.kind)
            sums[key] = sums.get(key, 0) + cost.total
    return sums


def _bold(styles: Styles, columns: Iterable[Column]) -> dict[int, xlsxwriter.format.Format]:
    return {
        index: styles.cell(column.kind, bold=True, bg_color=SOFT)
        for index, column in enumerate(columns)
    }


def _slot_header(year: int, kind: CostKind) -> str:
    return f"{short_year(year)}年度\n{COST_WORDS[kind]}"


def _span(initiative: Initiative) -> str:
    first = f"{short_year(initiative.first_year)}" if initiative.first_year else ""
    last = f"{short_year(initiative.last_year)}" if initiative.last_year else ""
    return f"{first}～{last}" if first or last else ""

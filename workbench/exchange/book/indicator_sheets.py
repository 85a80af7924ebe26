"""The book's sheets about indicators: their values by year, and how far they have come."""

from __future__ import annotations

from collections.abc import Iterator

import xlsxwriter

from workbench.exchange.book.content import BookContent
from workbench.exchange.book.sheets import SHARE, Column, Sheet
from workbench.exchange.styles import EXACT, Styles
from workbench.exchange.words import DIRECTION_WORDS, ROLE_WORDS
from workbench.plan.departments import departments_of, join_departments
from workbench.plan.fiscal_years import display_fiscal_year
from workbench.plan.structure import Element, Indicator, IndicatorValue, Plan, Role
from workbench.plan.values import Value

_EMPTY = "指標はまだ登録されていません。担当課の指標シートを取り込むと、ここに並びます。"


def write_indicators(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write the indicators with a column for each role and year; the import reads it back."""
    plan = content.plan
    held = content.values_of()
    slots = sorted(
        {(value.role, value.fiscal_year) for value in content.indicator_values}, key=_slot_order
    )
    columns = [
        Column("施策番号", 9, "code"),
        Column("施策名", 28),
        Column("指標名", 34),
        Column("単位", 8, "centre"),
        Column("方向性", 8, "centre"),
        *(Column(slot_header(role, year), 17, EXACT) for role, year in slots),
        Column("担当課", 20),
        Column("関係課", 20),
        Column("定義・算出方法", 44),
    ]
    sheet = Sheet(workbook, styles, "指標", columns, content.footer, kept=3)
    sheet.title("指標", "－ 該当なし　… 不詳　x 秘匿　(集計中) は 0 ではない")
    sheet.header(filtered_rows=len(plan.indicators))
    for element, indicator in in_plan_order(plan):
        by_slot = {(one.role, one.fiscal_year): one for one in held.get(indicator.id, ())}
        cells = [_held(by_slot.get(slot)) for slot in slots]
        sheet.record(
            [element.code, element.name, indicator.name, indicator.unit,
             DIRECTION_WORDS[indicator.direction], *cells,
             indicator.department, indicator.joint_departments, indicator.definition]
        )  # fmt: skip
    if not plan.indicators:
        sheet.note(_EMPTY)


def write_progress(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write how every indicator stands in the latest year, with the grades of the year before."""
    if not content.progress or not content.plan.indicators:
        return
    now = content.progress[content.years[-1]]
    before = content.progress.get(now.fiscal_year - 1)
    year = display_fiscal_year(now.fiscal_year)
    columns = [
        Column("施策番号", 9, "code"),
        Column("施策名", 28),
        Column("指標名", 34),
        Column("単位", 8, "centre"),
        # Named so that the import does not take them for values without a year.
        Column("評価に用いた\n現状値", 13, EXACT),
        Column("評価に用いた\n実績値", 13, EXACT),
        Column("評価に用いた\n目標値", 13, EXACT),
        Column("進捗率", 10, SHARE),
        Column("対目標比", 10, SHARE),
        Column("評価", 8, "centre"),
        Column("前年度の評価", 10, "centre"),
        Column("担当課", 20),
    ]
    sheet = Sheet(workbook, styles, "指標の進捗", columns, content.footer, kept=3)
    sheet.title(
        f"指標の進捗　{year}",
        "進捗率＝（実績値－現状値）÷（目標値－現状値）　対目標比＝実績値÷目標値"
        "（減少を目指す指標は目標値÷実績値）",
        f"評価の区分　{now.scheme.name}　空欄は、値がないか、評価できないもの。0 や未達ではない",
    )
    sheet.header(filtered_rows=len(now.indicators))
    for element, indicator in in_plan_order(content.plan):
        found = now.indicators[indicator.id]
        assessment = found.assessment
        earlier = before.indicators.get(indicator.id) if before else None
        sheet.record(
            [element.code, element.name, indicator.name, indicator.unit,
             _of_year(assessment.baseline), _shown(assessment.result.value),
             _of_year(assessment.target), assessment.progress.number,
             assessment.ratio_to_target.number, found.grade.grade or "",
             (earlier.grade.grade if earlier else None) or "",
             join_departments(departments_of(indicator) or departments_of(element))]
        )  # fmt: skip


def slot_header(role: Role, year: int) -> str:
    """Return the header of a value column: the role in words, and the fiscal year."""
    return f"{ROLE_WORDS[role]}\n{display_fiscal_year(year)}"


def in_plan_order(plan: Plan) -> Iterator[tuple[Element, Indicator]]:
    """Yield the indicators with their measures, in the order of the plan."""
    for element in plan.elements:
        for indicator in plan.indicators_of(element.id):
            yield element, indicator


def _slot_order(slot: tuple[Role, int]) -> tuple[int, int]:
    return ((Role.BASELINE, Role.TARGET, Role.ACTUAL).index(slot[0]), slot[1])


def _held(held: IndicatorValue | None) -> object:
    return _shown(held.value) if held is not None else None


def _of_year(held: tuple[int, Value] | None) -> object:
    return _shown(held[1]) if held is not None else None


def _shown(value: Value | None) -> object:
    if value is None:
        return None
    return value.number if value.number is not None else value.display()

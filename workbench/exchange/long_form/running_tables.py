"""What is done, spent and found every year, as long tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.exchange.long_form import codes
from workbench.exchange.long_form.content import (
    AREA_COLUMNS,
    DataContent,
    fiscal_year,
    level_columns,
)
from workbench.exchange.long_form.tables import Cell, Column, LongTable, Type
from workbench.plan.evaluations import Evaluation
from workbench.plan.initiatives import Cost, Initiative
from workbench.plan.structure import Element
from workbench.plan.year_progress import measures_of


def running_tables(content: DataContent) -> list[LongTable]:
    """Return the tables of initiatives, their cost, and the evaluations."""
    return [
        _initiatives(content),
        _costs(content),
        _personnel(content),
        _evaluations(content),
        _indicator_grades(content),
    ]


def _by_element(content: DataContent) -> Iterator[tuple[Element, Initiative]]:
    below: dict[int, list[Initiative]] = {}
    for one in content.initiatives:
        below.setdefault(one.element_id, []).append(one)
    for element in content.plan.elements:
        for one in below.get(element.id, ()):
            yield element, one


def _initiatives(content: DataContent) -> LongTable:
    columns = (
        *AREA_COLUMNS,
        *level_columns(content.plan),
        Column("事業番号", Type.TEXT, "事業を一意に示す番号。変わらない"),
        Column("事業コード", Type.TEXT, "事業のコード"),
        Column("事業名", Type.TEXT, "名称"),
        Column("開始年度", Type.TIME, "事業を始める年度"),
        Column("終了年度", Type.TIME, "事業を終える年度。空欄は期限なし"),
        Column("担当課", Type.TEXT, "主に担当する課"),
        Column("概要", Type.TEXT, "事業の内容"),
    )
    rows = [
        (*content.area, *content.places[element.id], str(one.id), one.code, one.name,
         fiscal_year(one.first_year) if one.first_year else None,
         fiscal_year(one.last_year) if one.last_year else None,
         content.leading(one) or content.leading(element), one.summary)
        for element, one in _by_element(content)
    ]  # fmt: skip
    return LongTable("事業", "実施計画の事業。1行が1つの事業", columns, rows)


def _costs(content: DataContent) -> LongTable:
    columns = (
        *AREA_COLUMNS,
        *level_columns(content.plan),
        Column("事業番号", Type.TEXT, "表「事業」の事業番号"),
        Column("事業名", Type.TEXT, "名称"),
        Column("年度", Type.TIME, "予算または決算の年度"),
        Column("予算決算の区分コード", Type.CODE, "予算と決算の別", codes=(codes.COST,)),
        Column("財源コード", Type.CODE, "財源の別。人件費は別の表", codes=(codes.MONEY_SOURCE,)),
        Column("金額", Type.NUMBER, "金額", "千円"),
    )
    held: dict[int, list[Cost]] = {}
    for cost in content.costs:
        held.setdefault(cost.initiative_id, []).append(cost)
    rows = [
        (*content.area, *content.places[element.id], str(one.id), one.name,
         fiscal_year(cost.fiscal_year), cost.kind.value, source.value, amount)
        for element, one in _by_element(content)
        for cost in held.get(one.id, ())
        for source, amount in cost.by_source().items()
        if amount is not None
    ]  # fmt: skip
    return LongTable("事業費", "事業の予算と決算。1行が1つの財源の金額", columns, rows)


def _personnel(content: DataContent) -> LongTable:
    columns = (
        *AREA_COLUMNS,
        *level_columns(content.plan),
        Column("事業番号", Type.TEXT, "表「事業」の事業番号"),
        Column("事業名", Type.TEXT, "名称"),
        Column("年度", Type.TIME, "予算または決算の年度"),
        Column("予算決算の区分コード", Type.CODE, "予算と決算の別", codes=(codes.COST,)),
        Column("人件費", Type.NUMBER, "事業費に含まれない人件費", "千円"),
    )
    held: dict[int, list[Cost]] = {}
    for cost in content.costs:
        held.setdefault(cost.initiative_id, []).append(cost)
    rows = [
        (*content.area, *content.places[element.id], str(one.id), one.name,
         fiscal_year(cost.fiscal_year), cost.kind.value, cost.personnel)
        for element, one in _by_element(content)
        for cost in held.get(one.id, ())
        if cost.personnel is not None
    ]  # fmt: skip
    return LongTable("人件費", "事業に係る人件費。1行が1つの金額", columns, rows)


def _evaluations(content: DataContent) -> LongTable:
    columns = (
        *AREA_COLUMNS,
        *level_columns(content.plan),
        Column("年度", Type.TIME, "評価の対象とした年度"),
        Column("評価コード", Type.CODE, "施策の評価", codes=_grade_lists(content)),
        Column("評価の付け方コード", Type.CODE, "誰が付けた評価か", codes=(codes.GIVEN,)),
        Column("評価の理由", Type.TEXT, "評価シートで評価を付けた理由"),
        Column("今後の方向性コード", Type.CODE, "施策の今後", codes=(codes.COURSE,)),
        Column("現状", Type.TEXT, "施策の現状"),
        Column("課題", Type.TEXT, "施策の課題"),
        Column("要因", Type.TEXT, "課題の要因"),
        Column("今後の取組", Type.TEXT, "課題への対応"),
    )
    held = {(one.element_id, one.fiscal_year): one for one in content.evaluations}
    rows: list[Sequence[Cell]] = []
    for element in measures_of(content.plan):
        for year, progress in sorted(content.progress.items()):
            grade = progress.elements[element.id].grade
            one = held.get((element.id, year), _NOTHING)
            if grade or not one.is_empty:
                given = ("given" if one.grade else "computed") if grade else None
                rows.append(
                    (*content.area, *content.places[element.id], fiscal_year(year), grade, given,
                     one.grade_reason, one.course.value if one.course else None, one.state,
                     one.issue, one.cause, one.action)
                )  # fmt: skip
    return LongTable("施策の評価", "施策の年度ごとの評価。1行が1施策の1年度", columns, rows)


#: Stands in for an evaluation that there is not.
_NOTHING = Evaluation(0, 0, 0)


def _indicator_grades(content: DataContent) -> LongTable:
    columns = (
        *AREA_COLUMNS,
        *level_columns(content.plan),
        Column("指標番号", Type.TEXT, "表「指標」の指標番号"),
        Column("指標名", Type.TEXT, "名称"),
        Column("年度", Type.TIME, "評価の対象とした年度"),
        Column("評価コード", Type.CODE, "指標の評価", codes=_grade_lists(content)),
        Column("進捗率", Type.NUMBER, "（実績値－現状値）÷（目標値－現状値）", "%"),
        Column("対目標比", Type.NUMBER, "実績値÷目標値。減少を目指す指標はその逆", "%"),
    )
    rows: list[Sequence[Cell]] = []
    for element in content.plan.elements:
        for indicator in content.plan.indicators_of(element.id):
            for year, progress in sorted(content.progress.items()):
                found = progress.indicators[indicator.id]
                figures = [
                    _per_cent(found.assessment.progress.number),
                    _per_cent(found.assessment.ratio_to_target.number),
                ]
                if found.grade.grade or any(figure is not None for figure in figures):
                    rows.append(
                        (*content.area, *content.places[element.id], str(indicator.id),
                         indicator.name, fiscal_year(year), found.grade.grade, *figures)
                    )  # fmt: skip
    meaning = "指標の年度ごとの評価。1行が1指標の1年度。評価できないものは載せていない"
    return LongTable("指標の評価", meaning, columns, rows)


def _grade_lists(content: DataContent) -> tuple[str, ...]:
    return tuple(codes.grade_list(scheme) for scheme in content.schemes)


def _per_cent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 6)

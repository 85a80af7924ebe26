"""The plan as long tables: its tree, its themes, its indicators and their values."""

from __future__ import annotations

from workbench.exchange.long_form import codes
from workbench.exchange.long_form.content import (
    AREA_COLUMNS,
    DataContent,
    fiscal_year,
    level_columns,
)
from workbench.exchange.long_form.tables import Column, LongTable, Type
from workbench.plan.departments import InCharge, departments_of
from workbench.plan.structure import IndicatorValue


def plan_tables(content: DataContent) -> list[LongTable]:
    """Return the tables of the plan itself."""
    return [
        _elements(content),
        _themes(content),
        _theme_links(content),
        _indicators(content),
        _values(content),
        _departments(content),
        _sdgs(content),
    ]


def _elements(content: DataContent) -> LongTable:
    plan = content.plan
    columns = (
        *AREA_COLUMNS,
        *level_columns(plan),
        Column("階層", Type.TEXT, "体系の中の段階"),
        Column("担当課", Type.TEXT, "主に担当する課"),
        Column("説明", Type.TEXT, "計画にある説明"),
    )
    rows = [
        (*content.area, *content.places[one.id], plan.level_of(one).name,
         content.leading(one), one.description)
        for one in plan.elements
    ]  # fmt: skip
    return LongTable("施策体系", "計画の体系。1行が1つの目標または施策", columns, rows)


def _themes(content: DataContent) -> LongTable:
    columns = (
        *AREA_COLUMNS,
        Column("横断テーマ番号", Type.TEXT, "計画の中の順"),
        Column("横断テーマ名", Type.TEXT, "名称"),
        Column("ねらい番号", Type.TEXT, "横断テーマの中の順"),
        Column("ねらい", Type.TEXT, "計画にある、ねらいの1つ"),
    )
    rows = [
        (*content.area, str(theme.position), theme.name, str(number), aim)
        for theme in content.plan.themes
        for number, aim in enumerate(filter(None, theme.aims.split("\n")), 1)
    ]
    return LongTable("横断テーマ", "目標を横断するテーマのねらい", columns, rows)


def _theme_links(content: DataContent) -> LongTable:
    plan = content.plan
    names = {theme.id: (str(theme.position), theme.name) for theme in plan.themes}
    columns = (
        *AREA_COLUMNS,
        Column("横断テーマ番号", Type.TEXT, "計画の中の順"),
        Column("横断テーマ名", Type.TEXT, "名称"),
        *level_columns(plan),
        Column("主な取組", Type.TEXT, "横断テーマのために施策で行うこと"),
    )
    rows = [
        (*content.area, *names[link.theme_id], *content.places[link.element_id], link.initiative)
        for link in plan.theme_links
    ]
    meaning = "横断テーマと施策の組合せ。計画に記載のあるものだけ"
    return LongTable("主な取組", meaning, columns, rows)


def _indicators(content: DataContent) -> LongTable:
    columns = (
        *AREA_COLUMNS,
        *level_columns(content.plan),
        Column("指標番号", Type.TEXT, "指標を一意に示す番号。変わらない"),
        Column("指標名", Type.TEXT, "名称"),
        Column("単位", Type.TEXT, "値の単位"),
        Column("望ましい方向コード", Type.CODE, "値がどう動くとよいか", codes=(codes.DIRECTION,)),
        Column("集計の方法コード", Type.CODE, "年度の値の積み上げ方", codes=(codes.ACCUMULATION,)),
        Column("調査の間隔", Type.NUMBER, "調査による指標で、調査を行う間隔", "年"),
        Column("小数桁", Type.NUMBER, "値の小数点以下の桁数", "桁"),
        Column("担当課", Type.TEXT, "主に担当する課"),
        Column("定義", Type.TEXT, "指標の定義と算出方法"),
        Column("資料", Type.TEXT, "値の出典、または目標設定の根拠"),
    )
    rows = [
        (*content.area, *content.places[element.id], str(one.id), one.name, one.unit,
         one.direction.value, one.accumulation.value, one.survey_interval, one.decimals,
         content.leading(one) or content.leading(element), one.definition,
         one.source_note)
        for element in content.plan.elements
        for one in content.plan.indicators_of(element.id)
    ]  # fmt: skip
    return LongTable("指標", "指標の定義。1行が1つの指標", columns, rows)


def _values(content: DataContent) -> LongTable:
    columns = (
        *AREA_COLUMNS,
        *level_columns(content.plan),
        Column("指標番号", Type.TEXT, "表「指標」の指標番号"),
        Column("指標名", Type.TEXT, "名称"),
        Column("値の区分コード", Type.CODE, "現状値、目標値、実績値の別", codes=(codes.ROLE,)),
        Column("年度", Type.TIME, "値の年度"),
        Column("値の状態コード", Type.CODE, "数値があるか、ない理由", codes=(codes.STATE,)),
        Column("値", Type.NUMBER, "数値。ないときは空欄", "「単位」の列による"),
        Column("単位", Type.TEXT, "値の単位"),
        Column("値の文言", Type.TEXT, "数値でない値"),
    )
    held: dict[int, list[IndicatorValue]] = {}
    for value in content.indicator_values:
        held.setdefault(value.indicator_id, []).append(value)
    rows = [
        (*content.area, *content.places[element.id], str(one.id), one.name, value.role.value,
         fiscal_year(value.fiscal_year), value.value.kind.value, value.value.number, one.unit,
         value.value.words)
        for element in content.plan.elements
        for one in content.plan.indicators_of(element.id)
        for value in held.get(one.id, ())
    ]  # fmt: skip
    return LongTable("指標の値", "指標の現状値、目標値、実績値。1行が1つの値", columns, rows)


def _departments(content: DataContent) -> LongTable:
    """Return everybody in charge of anything, one department a row."""
    columns = (
        *AREA_COLUMNS,
        Column("対象コード", Type.CODE, "担当する対象の種類", codes=(codes.CHARGE,)),
        Column("対象番号", Type.TEXT, "施策の番号、指標番号または事業番号"),
        Column("対象名", Type.TEXT, "名称"),
        Column("担当の区分コード", Type.CODE, "主と共同の別", codes=(codes.LEAD,)),
        Column("課名", Type.TEXT, "課の名称"),
    )
    parts: list[tuple[str, str, str, InCharge]] = [
        *(("element", one.code, one.name, one) for one in content.plan.elements),
        *(("indicator", str(one.id), one.name, one) for one in content.plan.indicators),
        *(("initiative", str(one.id), one.name, one) for one in content.initiatives),
    ]
    rows = [
        (*content.area, kind, number, name, "lead" if place == 0 else "joint", department)
        for kind, number, name, part in parts
        for place, department in enumerate(departments_of(part))
    ]
    return LongTable("担当課", "主と共同の担当課。1行が1つの課", columns, rows)


def _sdgs(content: DataContent) -> LongTable:
    columns = (
        *AREA_COLUMNS,
        *level_columns(content.plan),
        Column("SDGsの目標コード", Type.CODE, "施策が寄与する目標", codes=(codes.SDG,)),
    )
    rows = [
        (*content.area, *content.places[one.id], str(number))
        for one in content.plan.elements
        for number in content.sdgs.get(one.id, ())
    ]
    return LongTable("SDGs", "施策とSDGsの目標の組合せ。1行が1つの組合せ", columns, rows)

"""The statistics behind the plan as long tables: populations, vital events, targets."""

from __future__ import annotations

from workbench.exchange.long_form import codes
from workbench.exchange.long_form.content import DataContent
from workbench.exchange.long_form.tables import Cell, Column, LongTable, Type
from workbench.exchange.words import EVENT_WORDS
from workbench.plan.statistics import PopulationCell, PopulationSet

_AREA_COLUMNS = (
    Column("地域コード", Type.TEXT, "全国地方公共団体コード（検査数字を除く5桁）"),
    Column("地域名", Type.TEXT, "地方公共団体または旧市町村の名称"),
)


def year_of(year: int) -> str:
    """Return a calendar year as the rules want it."""
    return f"{year}年"


def age_label(age_from: int | None, age_to: int | None) -> str:
    """Return an age group in words; no first age is an age that is not known."""
    if age_from is None:
        return "不詳"
    if age_to is None:
        return "総数" if age_from == 0 else f"{age_from}歳以上"
    return f"{age_from}歳" if age_from == age_to else f"{age_from}から{age_to}歳"


def statistics_tables(content: DataContent) -> list[LongTable]:
    """Return the tables of the statistics."""
    return [_populations(content), _events(content), _targets(content)]


def _area(content: DataContent, code: str) -> tuple[Cell, Cell]:
    names = {area.code: area.name for area in content.statistics.areas}
    return code, names.get(code, content.area[1])


def _populations(content: DataContent) -> LongTable:
    columns = (
        *_AREA_COLUMNS,
        Column("系列名", Type.TEXT, "統計または推計の名称"),
        Column("人口の種類コード", Type.CODE, "人口の数え方", codes=(codes.BASIS,)),
        Column("年", Type.TIME, "人口の年"),
        Column("基準日", Type.TIME, "人口の年月日（西暦）"),
        Column("男女コード", Type.CODE, "男女の別", codes=(codes.SEX,)),
        Column("年齢区分", Type.TEXT, "年齢。総数は全年齢"),
        Column("年齢下限", Type.NUMBER, "年齢区分の最も低い年齢", "歳"),
        Column("年齢上限", Type.NUMBER, "年齢区分の最も高い年齢。空欄は上限なし", "歳"),
        Column("人口", Type.NUMBER, "人口", "人"),
        Column("資料", Type.TEXT, "出典"),
    )
    rows = [
        (*_area(content, held.area_code), held.title, held.basis.value, year_of(cell.year),
         _date(held, cell), cell.sex, age_label(cell.age_from, cell.age_to), cell.age_from,
         cell.age_to, cell.persons, held.source.title if held.source else None)
        for held in content.statistics.population_sets
        for cell in held.cells
    ]  # fmt: skip
    meaning = "国勢調査と公的な推計の人口。1行が1つの人口"
    return LongTable("人口", meaning, columns, rows)


def _date(held: PopulationSet, cell: PopulationCell) -> str | None:
    """Return the day of a figure: sets of many years hold month and day only."""
    date = held.reference_date
    return f"{cell.year}-{date}" if date.count("-") == 1 else date or None


def _events(content: DataContent) -> LongTable:
    columns = (
        *_AREA_COLUMNS,
        Column("年", Type.TIME, "1月から12月まで。人口と世帯数は翌年1月1日現在"),
        Column("人口動態の項目コード", Type.CODE, "項目の別", codes=(codes.EVENT,)),
        Column("値", Type.NUMBER, "数。減少は負の数", "「単位」の列による"),
        Column("単位", Type.TEXT, "値の単位"),
        Column("資料", Type.TEXT, "出典"),
    )
    rows = [
        (*_area(content, event.area_code), year_of(event.calendar_year), event.quantity,
         event.number, EVENT_WORDS[event.quantity][1],
         event.provenance.title if event.provenance else None)
        for event in content.vital_events
    ]  # fmt: skip
    meaning = "住民基本台帳による人口動態。1行が1つの値"
    return LongTable("人口動態", meaning, columns, rows)


def _targets(content: DataContent) -> LongTable:
    columns = (
        *_AREA_COLUMNS,
        Column("人口目標の項目コード", Type.CODE, "目標とする項目", codes=(codes.TARGET,)),
        Column("開始年", Type.TIME, "目標の期間の最初の年"),
        Column("終了年", Type.TIME, "目標の期間の最後の年"),
        Column("値", Type.NUMBER, "目標の値。減少は負の数", "「単位」の列による"),
        Column("単位", Type.TEXT, "値の単位"),
        Column("説明", Type.TEXT, "補足"),
        Column("資料", Type.TEXT, "出典"),
    )
    rows = [
        (*content.area, target.quantity, year_of(target.from_year), year_of(target.to_year),
         target.value, target.unit, target.note, target.source.title if target.source else None)
        for target in content.statistics.targets
    ]  # fmt: skip
    return LongTable("人口の目標", "計画の人口の目標。1行が1つの目標", columns, rows)

"""The parts of the municipality as a long table: every scenario by area, year, sex and age."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.exchange.long_form import codes
from workbench.exchange.long_form.statistics_tables import age_label, year_of
from workbench.exchange.long_form.tables import Cell, Column, LongTable, Type
from workbench.exchange.scenario_results import ScenarioResult

_DECIMALS = 6

_COLUMNS = (
    Column("シナリオ番号", Type.TEXT, "シナリオの順"),
    Column("シナリオ名", Type.TEXT, "シナリオの名称"),
    Column("地域コード", Type.TEXT, "地区のコード"),
    Column("地域名", Type.TEXT, "地区（旧市町村）の名称"),
    Column("年", Type.TIME, "10月1日現在"),
    Column("男女コード", Type.CODE, "男女の別", codes=(codes.SEX,)),
    Column("年齢区分", Type.TEXT, "年齢"),
    Column("年齢下限", Type.NUMBER, "年齢区分の最も低い年齢", "歳"),
    Column("年齢上限", Type.NUMBER, "年齢区分の最も高い年齢。空欄は上限なし", "歳"),
    Column("人口", Type.NUMBER, "人口。丸めていない。地区を足すと市全体になる", "人"),
)


def area_population(scenarios: Sequence[ScenarioResult]) -> LongTable:
    """Return the projected population of each area; without areas it has no rows."""
    rows: list[Sequence[Cell]] = []
    for number, result in enumerate(scenarios, 1):
        held = result.areas
        if held is None:
            continue
        starts = [int(start) for start in held.ages.starts]
        spans = [(start, start + held.ages.width - 1) for start in starts[:-1]]
        ages: list[tuple[int, int | None]] = [*spans, (starts[-1], None)]
        areas = list(zip(held.inputs.codes, held.inputs.names, strict=True))
        for at, year in enumerate(held.years):
            for place, area in enumerate(areas):
                for sex, code in enumerate(("male", "female")):
                    persons = held.population[at, sex, :, place, result.column].tolist()
                    rows += [
                        (str(number), result.name, *area, year_of(year), code,
                         age_label(*span), *span, round(figure, _DECIMALS))
                        for span, figure in zip(ages, persons, strict=True)
                    ]  # fmt: skip
    meaning = "シナリオごと、地区ごとの男女・年齢別の推計人口。1行が1つの人口"
    return LongTable("地区別の推計人口", meaning, _COLUMNS, rows)

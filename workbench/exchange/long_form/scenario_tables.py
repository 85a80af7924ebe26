"""Projected populations as long tables: every scenario by year, sex and age, and its account."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workbench.exchange.long_form import codes
from workbench.exchange.long_form.area_tables import area_population
from workbench.exchange.long_form.statistics_tables import age_label, year_of
from workbench.exchange.long_form.tables import Cell, CodeList, Column, LongTable, Type
from workbench.exchange.scenario_results import ScenarioResult
from workbench.language import speaking
from workbench.population.derived_table import QUANTITIES

FLOW, FIGURE = "推計の増減の項目", "推計の指標"

#: Beyond the hundredth person a figure says nothing, and differs from machine to machine.
_DECIMALS = 6

_FLOWS = {
    "births": "出生",
    "deaths": "死亡",
    "natural_change": "自然増減",
    "net_migration": "社会増減",
}
_SCENARIO_COLUMNS = (
    Column("地域コード", Type.TEXT, "全国地方公共団体コード（検査数字を除く5桁）"),
    Column("地域名", Type.TEXT, "地方公共団体の名称"),
    Column("シナリオ番号", Type.TEXT, "シナリオの順"),
    Column("シナリオ名", Type.TEXT, "シナリオの名称"),
)


@dataclass(frozen=True)
class PopulationContent:
    """The scenarios' results, and whose they are; `notes` has each scenario's note."""

    area: tuple[str, str]
    scenarios: Sequence[ScenarioResult]
    notes: Sequence[str]


def scenario_tables(content: PopulationContent) -> list[LongTable]:
    """Return the tables of the projected populations."""
    return [
        _population(content),
        _flows(content),
        _figures(content),
        area_population(content.scenarios),
        _assumptions(content),
    ]


def scenario_codes() -> list[CodeList]:
    """Return the lists of codes that the tables of scenarios use of their own."""
    with speaking("ja"):
        figures = [
            (one.key, str(one.name), "その年までの期間の年平均" if one.of_period else "")
            for one in QUANTITIES
        ]
    return [
        CodeList(FLOW, [(key, name, "5年間の合計") for key, name in _FLOWS.items()]),
        CodeList(FIGURE, figures),
    ]


def _each(content: PopulationContent) -> Iterator[tuple[tuple[Cell, ...], ScenarioResult]]:
    """Yield each scenario with the cells that name it."""
    for number, result in enumerate(content.scenarios, 1):
        yield (*content.area, str(number), result.name), result


def _population(content: PopulationContent) -> LongTable:
    columns = (
        *_SCENARIO_COLUMNS,
        Column("年", Type.TIME, "10月1日現在"),
        Column("基準年からの年数", Type.NUMBER, "0 は推計の出発点の人口", "年"),
        Column("男女コード", Type.CODE, "男女の別", codes=(codes.SEX,)),
        Column("年齢区分", Type.TEXT, "年齢"),
        Column("年齢下限", Type.NUMBER, "年齢区分の最も低い年齢", "歳"),
        Column("年齢上限", Type.NUMBER, "年齢区分の最も高い年齢。空欄は上限なし", "歳"),
        Column("人口", Type.NUMBER, "人口。丸めていない", "人"),
    )
    rows: list[Sequence[Cell]] = []
    for names, result in _each(content):
        projection = result.projection
        starts = [int(start) for start in projection.ages.starts]
        width = projection.ages.width
        ends: list[int | None] = [start + width - 1 for start in starts[:-1]]
        ends.append(None)
        first = int(projection.years[0])
        for at, year in enumerate(map(int, projection.years)):
            for sex, code in enumerate(("male", "female")):
                persons = projection.population[at, sex, :, result.column].tolist()
                rows += [
                    (*names, year_of(year), year - first, code, age_label(start, end), start,
                     end, round(held, _DECIMALS))
                    for start, end, held in zip(starts, ends, persons, strict=True)
                ]  # fmt: skip
    meaning = "シナリオごとの男女・年齢別の推計人口。1行が1つの人口"
    return LongTable("推計人口", meaning, columns, rows)


def _flows(content: PopulationContent) -> LongTable:
    columns = (
        *_SCENARIO_COLUMNS,
        Column("開始年", Type.TIME, "期間の最初の年（10月1日）"),
        Column("終了年", Type.TIME, "期間の最後の年（10月1日）"),
        Column("推計の増減の項目コード", Type.CODE, "項目の別", codes=(FLOW,)),
        Column("値", Type.NUMBER, "期間の合計。減少は負の数", "人"),
    )
    rows: list[Sequence[Cell]] = []
    for names, result in _each(content):
        projection, at = result.projection, result.column
        births, deaths = projection.births[:, at], projection.deaths[:, at]
        held = {
            "births": births,
            "deaths": deaths,
            "natural_change": births - deaths,
            "net_migration": projection.net_migration[:, at],
        }
        years = [int(year) for year in projection.years]
        for period, (start, end) in enumerate(itertools.pairwise(years)):
            rows += [
                (*names, year_of(start), year_of(end), key,
                 round(float(values[period]), _DECIMALS))
                for key, values in held.items()
            ]  # fmt: skip
    meaning = "シナリオごとの期間中の増減。1行が1つの値"
    return LongTable("推計の増減", meaning, columns, rows)


def _figures(content: PopulationContent) -> LongTable:
    columns = (
        *_SCENARIO_COLUMNS,
        Column("年", Type.TIME, "10月1日現在"),
        Column("推計の指標コード", Type.CODE, "指標の別", codes=(FIGURE,)),
        Column("値", Type.NUMBER, "推計から求めた値", "「単位」の列による"),
        Column("単位", Type.TEXT, "値の単位"),
    )
    with speaking("ja"):
        rows = [
            (*names, year_of(row.year), row.key, round(row.value, _DECIMALS), str(row.unit))
            for names, result in _each(content)
            for row in result.derived()
        ]
    meaning = "シナリオごとの推計人口から求めた指標。1行が1つの値"
    return LongTable("推計の指標", meaning, columns, rows)


def _assumptions(content: PopulationContent) -> LongTable:
    columns = (
        *_SCENARIO_COLUMNS,
        Column("仮定", Type.TEXT, "仮定の名称"),
        Column("内容", Type.TEXT, "仮定の値"),
        Column("シナリオの説明", Type.TEXT, "シナリオの補足"),
    )
    rows = [
        (*names, name, text, note)
        for (names, result), note in zip(_each(content), content.notes, strict=True)
        for name, text in result.assumptions
    ]
    return LongTable("推計の仮定", "シナリオの仮定。1行が1つの仮定", columns, rows)

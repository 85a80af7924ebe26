"""人口: the projection on paper: lines, table, pyramid, changes, assumptions, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

from workbench.plan.fiscal_years import display_year
from workbench.plan.values import SIGNS, Kind, format_number
from workbench.population.levers import CHOICES, LEVERS, Assumptions
from workbench.report.change_chart import change_chart
from workbench.report.document import Content, Document, Scenarios, frame
from workbench.report.facts import NATURAL, SOCIAL, TOTAL, Line, PopulationFacts
from workbench.report.population_appendix import area_table, derived_tables
from workbench.report.population_chart import population_chart
from workbench.report.pyramid import AgePicture, pyramid
from workbench.report.summary import sources

_CHART = (176.0, 84.0)
_CHANGE = (85.0, 42.0)
_PYRAMID = (85.0, 84.0)

#: Age groups of the table: name, first and last age.
_GROUPS: tuple[tuple[str, int, int | None], ...] = (
    ("0～14歳", 0, 14),
    ("15～64歳", 15, 64),
    ("65歳以上", 65, None),
    ("75歳以上", 75, None),
)

#: How many scenarios stand beside each other in the table of assumptions.
_MOST_COLUMNS = 6

#: A row of that table: name, unit, and the value of each scenario.
_Row = dict[str, Any]

_CHANGES = (
    ("自然増減（出生－死亡）", "natural_change", NATURAL),
    ("社会増減（転入－転出）", "social_change", SOCIAL),
)


def population_content(document: Document) -> Content:
    """Return charts, table, assumptions and notes; parts without figures say so."""
    facts, scenarios = document.population, document.scenarios
    lines = () if scenarios is None else scenario_lines(scenarios)
    chart = None if facts is None else population_chart(facts, *_CHART, lines)
    return {
        "frame": frame(document, "人口の見通し"),
        "chart_title": "総人口の推移と見通し",
        "chart": None if chart is None else chart.content(),
        "chart_missing": "人口のデータを登録すると、実績・推計・目標の推移がここに表示されます。",
        "table_title": "" if scenarios is None else f"見通しの内訳（{scenarios.names[0]}）",
        "table": None if scenarios is None else _table(scenarios, facts),
        "table_missing": "シナリオを作ると、見通しの内訳と前提がここに表示されます。",
        "pyramids_title": "年齢構成",
        "pyramids": [] if scenarios is None else list(_pyramids(scenarios)),
        "changes_title": "人口の増減",
        "changes": [] if facts is None else list(_changes(facts, scenarios)),
        "assumptions_title": "前提",
        "assumptions": None if scenarios is None else _assumptions(scenarios),
        "derived_title": "付表1　シナリオ別の指標",
        "derived": [] if scenarios is None else list(derived_tables(scenarios)),
        "areas_title": "付表2　シナリオ別・地区別の人口",
        "areas": None if scenarios is None else area_table(scenarios),
        "notes": [{"mark": "※", "text": text} for text in _notes(facts, scenarios)],
        "sources": [] if facts is None else [{"mark": "出典", "text": "、".join(sources(facts))}],
    }


def scenario_lines(scenarios: Scenarios) -> tuple[Line, ...]:
    """Return the total population of each scenario as a line."""
    projection = scenarios.projection
    return tuple(
        Line(
            f"scenario{i}",
            name,
            tuple(
                (year, float(total))
                for year, total in zip(projection.years, projection.total[:, i], strict=True)
            ),
        )
        for i, name in enumerate(scenarios.names)
    )


def _table(scenarios: Scenarios, facts: PopulationFacts | None) -> Content:
    """Return the main scenario by year: persons, shares, yearly changes, targets beside."""
    projection = scenarios.projection
    targets = {t.to_year: t.value for t in (facts.targets(TOTAL) if facts else ())}
    official = facts.latest_projection if facts else None
    rows = []
    for place, year in enumerate(projection.years):
        total = float(projection.total[place, 0])
        groups = []
        for _, start, end in _GROUPS:
            persons = float(projection.count(start, end)[place, 0])
            groups.append({"persons": _persons(persons), "share": _share(persons, total)})
        rows.append(
            {
                "year": str(year),
                "estimate": place == 0 and projection.inputs.base_is_estimate,
                "total": _persons(total),
                "groups": groups,
                "changes": [SIGNS[Kind.NONE]] * 3 if place == 0 else _yearly(scenarios, place - 1),
                "official": _optional(official.at(year) if official else None),
                "target": _optional(targets.get(year)),
            }
        )
    return {
        "groups": [name for name, _, _ in _GROUPS],
        "changes": ["出生", "自然増減", "社会増減"],
        "official": official.title if official else "",
        "rows": rows,
    }


def _yearly(scenarios: Scenarios, period: int) -> list[str]:
    projection = scenarios.projection
    births, natural, social = (
        float(of_period[period, 0])
        for of_period in (
            projection.births_per_year,
            projection.natural_change_per_year,
            projection.social_change_per_year,
        )
    )
    return [
        format_number(births, 0),
        format_number(natural, 0, sign=True),
        format_number(social, 0, sign=True),
    ]


def _persons(count: float) -> str:
    return format_number(count, 0)


def _share(part: float, total: float) -> str:
    return f"{format_number(100 * part / total, 1)}％" if total else SIGNS[Kind.NONE]


def _optional(count: float | None) -> str:
    return SIGNS[Kind.NONE] if count is None else format_number(count, 0)


def _pyramids(scenarios: Scenarios) -> Iterable[Content]:
    """Yield two pyramids over the outline of the base year: twenty years on, and the last."""
    years = scenarios.projection.years
    base = age_picture(scenarios, 0)
    shown = sorted({min(len(years) - 1, 4), len(years) - 1})
    for place in shown:
        picture = age_picture(scenarios, place)
        yield {
            "title": f"{display_year(years[place])}",
            "aside": f"線は{base.year}",
            "drawing": pyramid(picture, base, *_PYRAMID).content(),
        }


def age_picture(scenarios: Scenarios, place: int) -> AgePicture:
    """Return the main scenario's population of the year at `place`; an estimate is called so."""
    projection = scenarios.projection
    people = projection.population[place, :, :, 0]
    said = "（推計値）" if place == 0 and projection.inputs.base_is_estimate else ""
    return AgePicture(
        f"{projection.years[place]}年{said}",
        tuple(projection.ages.labels),
        tuple(float(count) for count in people[0]),
        tuple(float(count) for count in people[1]),
    )


def _changes(facts: PopulationFacts, scenarios: Scenarios | None) -> Iterable[Content]:
    for title, actual, target in _CHANGES:
        steps = () if scenarios is None else _steps(scenarios, actual)
        chart = change_chart(
            facts,
            title=title,
            actual=actual,
            target=target,
            width=_CHANGE[0],
            height=_CHANGE[1],
            steps=steps,
        )
        yield {
            "title": title,
            "drawing": None if chart is None else chart.content(),
            "missing": "住民基本台帳の人口動態を取り込むと、ここに表示されます。",
        }


def _steps(scenarios: Scenarios, quantity: str) -> tuple[tuple[int, int, float], ...]:
    """Return (first year, last year, persons a year) of each period of the main scenario."""
    projection = scenarios.projection
    per_year = (
        projection.natural_change_per_year
        if quantity == "natural_change"
        else projection.social_change_per_year
    )
    spans = pairwise(projection.years)
    return tuple(
        (start + 1, end, float(figure))
        for (start, end), figure in zip(spans, per_year[:, 0], strict=True)
    )


def _assumptions(scenarios: Scenarios) -> Content:
    """Return every lever and choice, a column for each scenario; what was changed is marked."""
    rows: list[_Row] = []
    for lever in LEVERS:
        values = [float(getattr(one, lever.key)) for one in scenarios.assumptions]
        unchanged = scenarios.projection.inputs.tfr if lever.key == "tfr" else lever.default
        rows.append(
            {
                "name": str(lever.name),
                "unit": str(lever.unit),
                "values": [
                    {
                        "text": _plain(value, lever.decimals, is_year=lever.is_year),
                        "changed": value != unchanged,
                    }
                    for value in values
                ],
            }
        )
    for choice in CHOICES:
        chosen = [str(getattr(one, choice.key)) for one in scenarios.assumptions]
        rows.append(
            {
                "name": str(choice.name),
                "unit": "",
                "values": [
                    {"text": str(choice.options[key]), "changed": key != choice.default}
                    for key in chosen
                ],
            }
        )
    return {
        "tables": [_columns(scenarios.names, rows, start) for start in _starts(scenarios)],
        "overrides": [
            text
            for name, one in zip(scenarios.names, scenarios.assumptions, strict=True)
            for text in _overrides(name, one)
        ],
        "reasons": list(_reasons(scenarios)),
    }


def _starts(scenarios: Scenarios) -> range:
    """Return where each table of the assumptions begins: wide ones are set below each other."""
    return range(0, len(scenarios.names), _MOST_COLUMNS)


def _columns(names: Sequence[str], rows: Sequence[_Row], start: int) -> Content:
    end = start + _MOST_COLUMNS
    shown = [{**row, "values": row["values"][start:end]} for row in rows]
    return {"names": list(names[start:end]), "rows": shown}


def _reasons(scenarios: Scenarios) -> Iterable[str]:
    """Yield what is said of each scenario and why its assumptions depart."""
    named = {lever.key: str(lever.name) for lever in LEVERS}
    named.update({choice.key: str(choice.name) for choice in CHOICES})
    for place, name in enumerate(scenarios.names):
        if place < len(scenarios.notes) and scenarios.notes[place]:
            yield f"{name}：{scenarios.notes[place]}"
        if place < len(scenarios.reasons):
            for key, reason in scenarios.reasons[place].items():
                yield f"{name}（{named.get(key, '期間ごとの値')}）：{reason}"


def _plain(value: float, decimals: int, *, is_year: bool) -> str:
    return str(int(value)) if is_year else format_number(value, decimals)


def _overrides(name: str, assumptions: Assumptions) -> Iterable[str]:
    names = {lever.key: str(lever.name) for lever in LEVERS}
    for one in assumptions.overrides:
        span = f"{one.from_year}～{one.to_year - 1}年"
        yield f"{name}：{span} {names[one.key]} {format_number(one.value)}"


def _notes(facts: PopulationFacts | None, scenarios: Scenarios | None) -> Iterable[str]:
    if scenarios is not None:
        yield from _notes_on_scenarios(scenarios)
    if facts is not None:
        yield (
            "総人口のグラフの縦軸は0から始まっていません。"
            "目標は年度、国勢調査と推計は10月1日現在です。"
        )
        if facts.events("natural_change") or facts.events("social_change"):
            yield (
                "自然増減と社会増減の棒は住民基本台帳による1月から12月までの実績です。国勢調査を"
                "基準とする見通しとは対象とする人口が異なるため、そのままつなげて比べることは"
                "できません。"
            )


def _notes_on_scenarios(scenarios: Scenarios) -> Iterable[str]:
    base = scenarios.projection.inputs
    if base.base_is_estimate:
        yield (
            f"{base.base_year}年の年齢別人口は推計値であり、国勢調査ではありません"
            "（男女別の総数と年齢3区分は国勢調査に合わせています）。"
        )
    yield (
        "シナリオはコーホート要因法により5年ごとに計算しています。出生、自然増減、社会増減は"
        "5年間の合計を5で割った年平均で、死亡はコーホートごとに数えたものです。"
        "端数処理のため合計が一致しない場合があります。"
    )

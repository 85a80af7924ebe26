"""An indicator as a row of a printed table, with its small chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workbench.plan.departments import departments_of, join_departments
from workbench.plan.fiscal_years import short_year
from workbench.plan.progress import Assessment, assess, display_share
from workbench.plan.recorded import PlanYears
from workbench.plan.structure import Direction, Indicator, IndicatorValue, Role
from workbench.plan.values import Kind, Value, format_number
from workbench.report import drawing
from workbench.report.document import Content, Document
from workbench.report.drawing import Dot, Drawing, Mark, Path, Stroke
from workbench.report.population_chart import ring
from workbench.report.scales import Scale

#: What a good indicator does, as offices write it.
DIRECTIONS: Mapping[Direction, str] = {
    Direction.MORE: "増加",
    Direction.LESS: "減少",
    Direction.HOLD: "維持",
    Direction.WORD: "－",
}

#: The size of the small chart, mm.
SPARK = (24.0, 7.0)


def indicator_row(document: Document, indicator: Indicator, years: Sequence[int]) -> Content:
    """Return the texts of an indicator's row: baseline, the values of `years`, target, progress.

    A blank cell is a value nobody has recorded; signs stay signs.
    """
    values = document.values_of(indicator.id)
    found = assessed(document, indicator)
    actual = {v.fiscal_year: v.value for v in values if v.role is Role.ACTUAL}
    decimals = _decimals(indicator, values)
    aimless = indicator.direction is Direction.WORD
    return {
        "name": indicator.name,
        "unit": indicator.unit,
        "direction": DIRECTIONS[indicator.direction],
        "aim": "" if aimless else f"{DIRECTIONS[indicator.direction]}を目指す",
        "definition": indicator.definition,
        "department": join_departments(departments_of(indicator)),
        "baseline": _dated(found.baseline, decimals),
        "values": [actual[year].display(decimals) if year in actual else "" for year in years],
        "target": _dated(found.target, decimals),
        "progress": display_share(found.progress),
    }


def assessed(document: Document, indicator: Indicator) -> Assessment:
    """Return what can be said of an indicator by its latest result up to the fiscal year."""
    profile = document.plan.profile
    years = PlanYears(profile.first_year, profile.last_year)
    values = document.values_of(indicator.id)
    recorded = [
        value.fiscal_year
        for value in values
        if value.role is Role.ACTUAL
        and value.value.kind in (Kind.NUMBER, Kind.WORDS)
        and value.fiscal_year <= document.edition.fiscal_year
    ]
    latest = max(recorded, default=document.edition.fiscal_year)
    return assess(indicator, values, latest, years)


def spark(document: Document, indicator: Indicator) -> Drawing | None:
    """Return a small chart: what was counted, the way to the target, the target; None without.

    Solid is what was counted from the baseline on, dashed the straight way to the target.
    """
    found = assessed(document, indicator)
    points = sorted(
        (v.fiscal_year, v.value.number)
        for v in document.values_of(indicator.id)
        if v.value.number is not None and v.role is not Role.TARGET
    )
    start, aim = _point(found.baseline), _point(found.target)
    ends = [*points, *([aim] if aim else [])]
    if len(ends) < 2:
        return None
    x, y = _scales(ends)
    marks: list[Mark] = []
    if start and aim:
        way = tuple((x(year), y(figure)) for year, figure in (start, aim))
        marks.append(Path(way, Stroke(drawing.OFFICIAL, 0.6, (1.6, 1.4))))
    track = tuple((x(year), y(figure)) for year, figure in points)
    if len(track) > 1:
        marks.append(Path(track, Stroke(drawing.INK, 1.1)))
    marks += [Dot(*point, 0.5, drawing.INK) for point in track]
    if aim:
        marks += ring((x(aim[0]), y(aim[1])))
    return Drawing(*SPARK, f"{indicator.name}の推移", tuple(marks))


def _scales(points: Sequence[tuple[int, float]]) -> tuple[Scale, Scale]:
    years, figures = zip(*points, strict=True)
    first, last, low, high = min(years), max(years), min(figures), max(figures)
    x = Scale(first, last if last > first else first + 1, 2.0, SPARK[0] - 2.0)
    y = Scale(low, high if high > low else low + 1, SPARK[1] - 1.8, 1.8)
    return x, y


def _point(value: tuple[int, Value] | None) -> tuple[int, float] | None:
    if value is None or value[1].number is None:
        return None
    return value[0], value[1].number


def _decimals(indicator: Indicator, values: Sequence[IndicatorValue]) -> int:
    """Return the decimals of an indicator: its own, or as many as its finest value has."""
    if indicator.decimals is not None:
        return indicator.decimals
    shown = (format_number(v.value.number) for v in values if v.value.number is not None)
    return max((len(text.partition(".")[2]) for text in shown), default=0)


def _dated(value: tuple[int, Value] | None, decimals: int) -> Content:
    if value is None:
        return {"text": "", "year": ""}
    return {"text": value[1].display(decimals), "year": short_year(value[0])}

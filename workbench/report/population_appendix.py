"""The tables behind the outlook: derived figures and parts of the city, for every scenario."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from workbench.plan.values import SIGNS, Kind, format_number
from workbench.population.derived_table import DerivedRow, derived_rows
from workbench.report.document import Content, Scenarios

#: Changes are shown with their sign.
_SIGNED = frozenset({"natural_change_per_year", "social_change_per_year"})


def derived_tables(scenarios: Scenarios) -> Iterable[Content]:
    """Yield a table for each scenario: a row for each figure, a column for each year."""
    years = [int(year) for year in scenarios.projection.years]
    names = dict(enumerate(scenarios.names))
    rows = derived_rows(scenarios.projection, names, scenarios.headship)
    for name, of_scenario in groupby(rows, key=lambda row: row.scenario):
        figures = groupby(of_scenario, key=lambda row: row.key)
        yield {
            "name": name,
            "years": [str(year) for year in years],
            "rows": [_line(list(of_figure), years) for _key, of_figure in figures],
        }


def _line(rows: list[DerivedRow], years: list[int]) -> Content:
    first = rows[0]
    signed = first.key in _SIGNED
    held = {row.year: format_number(row.value, row.decimals, sign=signed) for row in rows}
    return {
        "name": str(first.name),
        "unit": str(first.unit),
        "values": [held.get(year, SIGNS[Kind.NONE]) for year in years],
    }


def area_table(scenarios: Scenarios) -> Content | None:
    """Return the parts of the city under each scenario by year, None where they are not known."""
    areas = scenarios.areas
    if areas is None:
        return None
    old = 100.0 * areas.count("aged_65") / areas.total
    groups = []
    for column, name in enumerate(scenarios.names):
        rows = [
            {
                "name": area,
                "values": _persons(areas.total[:, place, column]),
                "old": format_number(float(old[-1, place, column]), 1),
            }
            for place, area in enumerate(areas.inputs.names)
        ]
        whole = scenarios.projection
        share = 100.0 * float(whole.share(65)[-1, column])
        sums = {"name": "計", "values": _persons(whole.total[:, column]),
                "old": format_number(share, 1)}  # fmt: skip
        groups.append({"name": name, "rows": [*rows, sums]})
    return {
        "years": [str(year) for year in areas.years],
        "old": f"{areas.years[-1]}年の65歳以上（％）",
        "groups": groups,
        "notes": [{"mark": "※", "text": str(note)} for note in areas.inputs.notes],
    }


def _persons(figures: Iterable[float]) -> list[str]:
    return [format_number(float(figure), 0) for figure in figures]

"""指標一覧: every indicator, grouped by goal, on landscape pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.plan.departments import departments_of, join_departments
from workbench.plan.fiscal_years import year_lines
from workbench.plan.structure import Element
from workbench.report.document import Content, Document, frame
from workbench.report.goal_colours import colour_of
from workbench.report.indicator_rows import indicator_row
from workbench.report.measures import shown_years

#: More years than this need A3.
YEARS_ON_A4 = 6
MOST_YEARS = 12


def indicators_content(document: Document) -> Content:
    """Return the rows of the list, a group for each goal in scope."""
    goal_name, measure_name = document.level_names()
    years = shown_years(document, MOST_YEARS)
    groups = [
        {
            "code": goal.code,
            "name": goal.name,
            "colour": colour_of(goal, index),
            "rows": list(_rows(document, (goal, *measures), years)),
        }
        for index, goal, measures in document.goals()
    ]
    count = sum(len(list(_indicators(document, goal, ms))) for _, goal, ms in document.goals())
    return {
        "frame": frame(document, "指標一覧"),
        "paper": "a4" if len(years) <= YEARS_ON_A4 else "a3",
        "measure_level": measure_name,
        "years": [year_lines(year) for year in years],
        "groups": [group for group in groups if group["rows"]],
        "count": f"{count}指標",
        "missing": f"{measure_name}に指標を登録すると、ここに一覧が表示されます。",
        "notes": [
            {"mark": "※", "text": text}
            for text in (
                "進捗率＝（最新の実績値－基準値）÷（目標値－基準値）。"
                "維持を目指す指標と数値でない指標は－。",
                "－：該当なし　…：不詳　x：秘匿　(集計中)：集計中　空欄：未登録",
            )
        ],
        "goal_level": goal_name,
    }


def _indicators(document: Document, goal: Element, measures: Sequence[Element]) -> Iterable[object]:
    for element in (goal, *(e for measure in measures for e in document.below(measure))):
        yield from document.plan.indicators_of(element.id)


def _rows(
    document: Document, elements: Sequence[Element], years: Sequence[int]
) -> Iterable[Content]:
    """Yield the indicators of a goal itself, then those of its measures and all below them."""
    goal, *measures = elements
    within = [goal, *(element for measure in measures for element in document.below(measure))]
    for element in within:
        for place, indicator in enumerate(document.plan.indicators_of(element.id)):
            row = indicator_row(document, indicator, years)
            yield {
                **row,
                "code": element.code,
                "element": element.name if place == 0 else "",
                "department": row["department"] or join_departments(departments_of(element)),
            }

"""施策シート: one A4 sheet for each measure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.plan.departments import departments_of, join_departments
from workbench.plan.evaluations import Evaluation
from workbench.plan.fiscal_years import display_fiscal_year, short_year, year_lines
from workbench.plan.names import SDG_NAMES
from workbench.plan.structure import Element, Indicator
from workbench.report.costs import cost_table
from workbench.report.document import Content, Document, frame
from workbench.report.goal_colours import colour_of
from workbench.report.indicator_rows import indicator_row, spark
from workbench.report.records import COURSES

#: As many years of values as fit beside the name of an indicator on A4.
MOST_YEARS = 5

#: How many earlier grades stand beneath the latest.
_EARLIER_GRADES = 3


def measures_content(document: Document) -> Content:
    """Return a sheet for every measure in scope."""
    goal_name, measure_name = document.level_names()
    years = shown_years(document, MOST_YEARS)
    return {
        "frame": frame(document, f"{measure_name}シート"),
        "goal_level": goal_name,
        "theme_title": document.look.theme_title,
        "missing": f"対象の{measure_name}がありません。",
        "years": [year_lines(year) for year in years],
        "sheets": [
            _sheet(document, goal, colour_of(goal, index), measure, years)
            for index, goal, measures in document.goals()
            for measure in measures
        ],
    }


def shown_years(document: Document, most: int) -> Sequence[int]:
    """Return the plan's years, or the latest `most` of them up to the fiscal year at hand."""
    years = document.years()
    if len(years) <= most:
        return years
    last = min(max(document.edition.fiscal_year, years[most - 1]), years[-1])
    return range(last - most + 1, last + 1)


def _sheet(
    document: Document, goal: Element, colour: str, measure: Element, years: Sequence[int]
) -> Content:
    indicators = [
        indicator
        for element in document.below(measure)
        for indicator in document.plan.indicators_of(element.id)
    ]
    evaluation = document.evaluation_of(measure.id)
    return {
        "goal": {"code": goal.code, "name": goal.name, "colour": colour},
        "code": measure.code,
        "name": measure.name,
        "department": join_departments(departments_of(measure)),
        "aim": measure.description,
        "state": evaluation.state if evaluation else "",
        "issue": evaluation.issue if evaluation else "",
        "indicators": [
            {**indicator_row(document, indicator, years), "spark": _spark(document, indicator)}
            for indicator in indicators
        ],
        "initiatives": list(_initiatives(document, measure)),
        "costs": cost_table(document, measure),
        "sdgs": [
            {"number": number, "name": str(SDG_NAMES[number - 1])}
            for number in document.sdgs.get(measure.id, ())
            if 1 <= number <= len(SDG_NAMES)
        ],
        "evaluation": _evaluation(document, measure, evaluation),
    }


def _spark(document: Document, indicator: Indicator) -> object:
    chart = spark(document, indicator)
    return None if chart is None else chart.content()


def _initiatives(document: Document, measure: Element) -> Iterable[Content]:
    """Yield what the measure does for the themes (主な取組), in the order of the themes."""
    themes = {theme.id: (n, theme) for n, theme in enumerate(document.plan.themes, start=1)}
    links = document.plan.links_of(measure.id)
    for link in sorted(links, key=lambda link: themes[link.theme_id][0]):
        number, theme = themes[link.theme_id]
        yield {"number": number, "theme": theme.name, "text": link.initiative}


def _evaluation(
    document: Document, measure: Element, evaluation: Evaluation | None
) -> Content | None:
    """Return the latest evaluation and the grades before it; None when there is neither."""
    year = document.edition.fiscal_year if evaluation is None else evaluation.fiscal_year
    grade = _grade(document, measure, year, evaluation)
    if not grade and (evaluation is None or evaluation.is_empty):
        return None
    parts = []
    if evaluation is not None:
        parts = [
            ("要因", evaluation.cause),
            ("対応", evaluation.action),
            ("方向性", COURSES[evaluation.course] if evaluation.course else ""),
            ("評価の理由", evaluation.grade_reason),
        ]
    return {
        "year": display_fiscal_year(year),
        "grade": grade,
        "parts": [{"name": name, "text": text} for name, text in parts if text],
        "before": [
            {"year": short_year(earlier), "grade": held}
            for earlier in range(year - _EARLIER_GRADES, year)
            if (held := _grade(document, measure, earlier, None))
        ],
    }


def _grade(document: Document, measure: Element, year: int, evaluation: Evaluation | None) -> str:
    computed = "" if document.grading is None else document.grading.of(measure.id, year)
    return computed or (evaluation.grade if evaluation else "")

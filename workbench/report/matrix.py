"""横断テーマ×施策: which measure does what for which theme."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.plan.structure import Element
from workbench.report.document import Content, Document, frame
from workbench.report.goal_colours import colour_of

#: An initiative is written down; the measure is named for the theme without one; neither.
WITH_INITIATIVE, NAMED, NOTHING = "●", "○", ""


def matrix_content(document: Document) -> Content:
    """Return the matrix of measures and themes with its totals, and the initiatives in words."""
    goal_name, measure_name = document.level_names()
    title = f"{document.look.theme_title}×{measure_name}"
    goals = [
        {
            "code": goal.code,
            "name": goal.name,
            "colour": colour_of(goal, index),
            "rows": [_row(document, measure) for measure in measures],
        }
        for index, goal, measures in document.goals()
        if measures
    ]
    return {
        "frame": frame(document, title),
        "goal_level": goal_name,
        "measure_level": measure_name,
        "themes": [
            {"number": number, "name": theme.name}
            for number, theme in enumerate(document.plan.themes, start=1)
        ],
        "goals": goals,
        "totals": _totals(document),
        "legend": [
            {"mark": WITH_INITIATIVE, "text": "主な取組を定めている"},
            {"mark": NAMED, "text": "関連がある（取組の記載なし）"},
        ],
        "missing": f"{document.look.theme_title}を登録すると、ここに一覧が表示されます。",
        "initiatives_title": "主な取組",
        "initiatives": list(_initiatives(document)),
    }


def _row(document: Document, measure: Element) -> Content:
    marks = _marks(document, measure)
    return {
        "code": measure.code,
        "name": measure.name,
        "marks": marks,
        "count": _count(marks),
    }


def _marks(document: Document, measure: Element) -> list[str]:
    links = {link.theme_id: link for link in document.plan.links_of(measure.id)}
    return [
        NOTHING
        if theme.id not in links
        else WITH_INITIATIVE
        if links[theme.id].initiative
        else NAMED
        for theme in document.plan.themes
    ]


def _count(marks: list[str]) -> str:
    count = sum(mark != NOTHING for mark in marks)
    return str(count) if count else "－"


def _totals(document: Document) -> Content:
    """Return how many measures serve each theme, and how many links there are in all."""
    columns = [
        _marks(document, measure) for _, _, measures in document.goals() for measure in measures
    ]
    by_theme = [
        sum(marks[i] != NOTHING for marks in columns) for i in range(len(document.plan.themes))
    ]
    return {"themes": [str(count) for count in by_theme], "all": str(sum(by_theme))}


def _initiatives(document: Document) -> Iterable[Content]:
    within = {measure.id: measure for _, _, ms in document.goals() for measure in ms}
    order = {element_id: place for place, element_id in enumerate(within)}
    for number, theme in enumerate(document.plan.themes, start=1):
        links = [
            link
            for link in document.plan.links_to(theme.id)
            if link.element_id in within and link.initiative
        ]
        if links:
            yield {
                "number": number,
                "name": theme.name,
                "rows": [
                    {
                        "code": within[link.element_id].code,
                        "name": within[link.element_id].name,
                        "text": link.initiative,
                    }
                    for link in sorted(links, key=lambda link: order[link.element_id])
                ],
            }

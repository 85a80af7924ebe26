"""体系図: the whole plan at a glance, vision to measures, on A3."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.plan.structure import Element, Plan
from workbench.report.document import Content, Document, frame, period
from workbench.report.goal_colours import colour_of

TITLE = "体系図"


def tree_content(document: Document) -> Content:
    """Return what the tree prints: the vision, the goals with all below them, the themes."""
    plan = document.plan
    goals = plan.children(None)
    return {
        "frame": frame(document, TITLE),
        "period": period(document),
        "vision": plan.profile.vision,
        "vision_title": document.look.vision_title,
        "levels": [level.name for level in plan.levels] or ["目標", "施策"],
        "goals": [
            {
                "code": goal.code,
                "name": goal.name,
                "colour": colour_of(goal, index),
                "rows": list(_rows(plan, goal, 0)),
            }
            for index, goal in enumerate(goals)
        ],
        "missing": "目標と施策を登録すると、ここに体系図が表示されます。",
        "theme_title": document.look.theme_title,
        "themes": [
            {
                "number": number,
                "name": theme.name,
                "aims": [aim for aim in theme.aims.split("\n") if aim],
            }
            for number, theme in enumerate(plan.themes, start=1)
        ],
    }


def _rows(plan: Plan, parent: Element, depth: int) -> Iterable[Content]:
    """Yield everything below an element in the order of the tree; `depth` indents it."""
    numbers = {theme.id: number for number, theme in enumerate(plan.themes, start=1)}
    for element in plan.children(parent.id):
        links = plan.links_of(element.id)
        yield {
            "depth": depth,
            "code": element.code,
            "name": element.name,
            "themes": sorted({numbers[link.theme_id] for link in links}),
        }
        yield from _rows(plan, element, depth + 1)

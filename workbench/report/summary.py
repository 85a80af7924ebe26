"""計画概要: the plan on two A4 pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from workbench.plan.fiscal_years import display_fiscal_year, display_year
from workbench.plan.statistics import Basis, Source
from workbench.plan.structure import Element, Theme
from workbench.plan.values import format_number
from workbench.report.change_chart import change_chart
from workbench.report.change_table import change_table
from workbench.report.document import Content, Document, frame, period
from workbench.report.drawing import Drawing
from workbench.report.facts import BEFORE_REVISION, NATURAL, SOCIAL, TOTAL, PopulationFacts
from workbench.report.goal_colours import colour_of
from workbench.report.population_chart import population_chart

TITLE = "計画概要"
_WIDTH = 176.0
_CHART_HEIGHT = 81.0
_CHANGE_SIZE = (85.0, 40.0)

#: What the two charts of yearly change show: title, quantity counted, quantity aimed at.
_CHANGES = (
    ("自然増減（出生－死亡）", "natural_change", NATURAL),
    ("社会増減（転入－転出）", "social_change", SOCIAL),
)


def summary_content(document: Document) -> Content:
    """Return what the summary prints: vision, population, goals, themes, notes."""
    plan, facts = document.plan, document.population
    goals = plan.children(None)
    measures = [measure for goal in goals for measure in plan.children(goal.id)]
    names = document.level_names()
    return {
        "frame": frame(document, TITLE),
        "period": period(document),
        "vision": plan.profile.vision,
        "vision_title": document.look.vision_title,
        "population_title": "目標人口と現在地",
        "population_aside": "国勢調査を基準とする人口（各年10月1日）",
        "figures": [] if facts is None else list(_key_figures(facts)),
        "chart": _content(population_chart(facts, _WIDTH, _CHART_HEIGHT) if facts else None),
        "chart_missing": "人口のデータを登録すると、実績・推計・目標の推移がここに表示されます。",
        "change_title": "人口の増減と目標",
        "change_aside": "住民基本台帳による暦年の実績と年度の目標",
        "changes": [_change(facts, *which) for which in _CHANGES],
        "change_table": None if facts is None else change_table(facts),
        "goals_title": f"{_counted(goals)}{names[0]}と{_counted(measures)}{names[1]}",
        "goals_aside": f"●の数字は{document.look.theme_title}との関連" if plan.themes else "",
        "goals": [_goal(document, goal, index) for index, goal in enumerate(goals)],
        "goals_missing": f"{names[0]}と{names[1]}を登録すると、ここに一覧が表示されます。",
        "measure_level": names[1],
        "themes_title": f"{_counted(plan.themes)}{document.look.theme_title}",
        "themes_aside": f"{names[1]}を横断して重点的に取り組む",
        "themes": [
            _theme(document, theme, number) for number, theme in enumerate(plan.themes, start=1)
        ],
        "notes": [] if facts is None else [{"mark": "※", "text": text} for text in _notes(facts)],
        "sources": [] if facts is None else [{"mark": "出典", "text": "、".join(sources(facts))}],
    }


def _counted(things: Sequence[object]) -> str:
    """Return 6つの or 45の, as one counts up to nine things and more; nothing for none."""
    count = len(things)
    return f"{count}{'つ' if count < 10 else ''}の" if count else ""


def _content(chart: Drawing | None) -> object:
    return None if chart is None else chart.content()


def _key_figures(facts: PopulationFacts) -> Iterable[Content]:
    if facts.census:
        year, persons = facts.census.points[-1]
        yield {
            "label": f"国勢調査 {display_year(year)}",
            "number": format_number(persons, 0),
            "unit": "人",
            "note": _since_last_census(facts.census.points),
        }
    for target in facts.targets(TOTAL):
        replaced = [t for t in facts.targets(BEFORE_REVISION) if t.to_year == target.to_year]
        yield {
            "label": f"目標 {display_fiscal_year(target.to_year)}",
            "number": format_number(target.value, 0),
            "unit": "人",
            "note": f"改訂前 {format_number(replaced[0].value, 0)}人" if replaced else "",
        }
    yield from _projected(facts)


def _since_last_census(points: Sequence[tuple[int, float]]) -> str:
    if len(points) < 2:
        return ""
    (year, before), (_, now) = points[-2:]
    change = format_number(now - before, 0, sign=True)
    return f"{year}年から {change}人（{format_number(100 * (now / before - 1), 1, sign=True)}％）"


def _projected(facts: PopulationFacts) -> Iterable[Content]:
    """Give the newest projection for the last target's year, beside that target."""
    line, targets = facts.latest_projection, facts.targets(TOTAL)
    if line is None or not targets:
        return
    target = targets[-1]
    persons = line.at(target.to_year)
    if persons is None:
        return
    yield {
        "label": f"{line.title} {target.to_year}年",
        "number": format_number(persons, 0),
        "unit": "人",
        "note": f"目標との差 {format_number(persons - target.value, 0, sign=True)}人",
    }


def _change(facts: PopulationFacts | None, title: str, actual: str, target: str) -> Content:
    width, height = _CHANGE_SIZE
    chart = None
    aside = ""
    if facts is not None:
        chart = change_chart(
            facts, title=title, actual=actual, target=target, width=width, height=height
        )
        aside = _latest_against_target(facts, actual, target)
    return {
        "title": title,
        "aside": aside,
        "drawing": _content(chart),
        "missing": "住民基本台帳の人口動態を取り込むと、ここに表示されます。",
    }


def _latest_against_target(facts: PopulationFacts, actual: str, target: str) -> str:
    """Return 2024年 △845人（目標との差 △263人)."""
    counted = facts.events(actual)
    if not counted:
        return ""
    year, figure = counted[-1]
    text = f"{year}年 {format_number(figure, 0, sign=True)}人"
    aims = [held for held in facts.targets(target) if held.from_year <= year <= held.to_year]
    if not aims:
        return text
    return f"{text}（目標との差 {format_number(figure - aims[0].value, 0, sign=True)}人）"


def _goal(document: Document, goal: Element, index: int) -> Content:
    plan = document.plan
    numbers = {theme.id: number for number, theme in enumerate(plan.themes, start=1)}
    return {
        "code": goal.code,
        "name": goal.name,
        "colour": colour_of(goal, index),
        "measures": [
            {
                "code": measure.code,
                "name": measure.name,
                "themes": sorted({numbers[link.theme_id] for link in plan.links_of(measure.id)}),
            }
            for measure in plan.children(goal.id)
        ],
    }


def _theme(document: Document, theme: Theme, number: int) -> Content:
    plan = document.plan
    codes = [plan.element(link.element_id).code for link in plan.links_to(theme.id)]
    return {
        "number": number,
        "name": theme.name,
        "aims": [aim for aim in theme.aims.split("\n") if aim],
        "measures": list(dict.fromkeys(codes)),
    }


def _notes(facts: PopulationFacts) -> Iterable[str]:
    if not facts.is_empty:
        yield (
            "総人口のグラフの縦軸は0から始まっていません。"
            "目標は年度、国勢調査と推計は10月1日現在です。"
        )
    for target in facts.targets(TOTAL):
        if target.note and target.source is not None:
            number = format_number(target.value, 0)
            yield f"目標{number}人（{display_fiscal_year(target.to_year)}）は{target.note}。"
    if facts.events("natural_change") or facts.events("social_change"):
        yield (
            "自然増減と社会増減は住民基本台帳による1月から12月までの値です。国勢調査とは対象と"
            "する人口が異なるため、両者をそのままつなげて比べることはできません。"
        )


def sources(facts: PopulationFacts) -> list[str]:
    """Return publisher and title of what the pages show, each once."""
    held: list[Source | None] = [one.source for one in facts.sets(Basis.CENSUS, Basis.PROJECTION)]
    held += [
        target.source
        for quantity in (TOTAL, BEFORE_REVISION, NATURAL, SOCIAL)
        for target in facts.targets(quantity)
    ]
    named = [
        f"{'' if one.title.startswith(one.publisher) else one.publisher}「{one.title}」"
        for one in held
        if one is not None
    ]
    named += [f"「{event.provenance.title}」" for event in facts.vital_events if event.provenance]
    return list(dict.fromkeys(named))

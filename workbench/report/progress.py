"""進捗総括表: how many measures of each goal stand where, with last year beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence

from workbench.plan.fiscal_years import display_fiscal_year
from workbench.plan.structure import Element
from workbench.plan.values import format_number
from workbench.report import drawing
from workbench.report.document import Content, Document, frame
from workbench.report.drawing import Bar, Drawing, Label, Mark, Stroke
from workbench.report.goal_colours import colour_of
from workbench.report.records import Grading

TITLE = "進捗総括表"

#: What a measure without a grade is counted as.
NO_GRADE = "未評価"

#: The sign of no grade, and the one beside a grade that is itself called －.
_NO_SIGN, _OTHER_NO_SIGN = "－", "未"

#: How wide a bar is, and how wide where a scheme has more grades than usual; mm.
_BAR, _SHORT_BAR = 62.0, 46.0
_BAR_HEIGHT = 10.5
#: How many columns of counts leave room for a full bar.
_USUAL_COLUMNS = 6

#: From the best grade, dark, to the worst, light; the sign of the grade stands in each part, so
#: none is told by its shade alone.
_SHADES = ("#1D2126", "#4A535C", "#8F979F", "#B4BABF", "#D3D7DB", "#E6E9EB", "#F3F4F6")
_DARK_SHADES = 2


def progress_content(document: Document) -> Content:
    """Return counts and shares of each grade by goal and in all, and the grade of each measure."""
    goal_name, measure_name = document.level_names()
    year = document.edition.fiscal_year
    grading = document.grading
    if grading is None:
        return {"frame": frame(document, TITLE), "missing": _missing(measure_name)}
    everything = [measure for _, _, measures in document.goals() for measure in measures]
    rows = [
        {
            "code": goal.code,
            "name": goal.name,
            "colour": colour_of(goal, index),
            **_figures(grading, goal.name, measures, year),
        }
        for index, goal, measures in document.goals()
    ]
    total = _figures(grading, "全体", everything, year)
    return {
        "frame": frame(document, TITLE),
        "goal_level": goal_name,
        "measure_level": measure_name,
        "year": display_fiscal_year(year),
        "last_year": display_fiscal_year(year - 1),
        "grades": [*grading.scheme.grades, NO_GRADE],
        "meanings": [
            {"mark": grade, "text": meaning} for grade, meaning in grading.meanings().items()
        ],
        "missing": "",
        "bar_width": _bar_width(grading),
        "rows": rows,
        "total": {"code": "", "name": "計", "colour": "", **total},
        "list_note": _list_note(grading, year - 1),
        "lists": [
            {
                "code": goal.code,
                "name": goal.name,
                "colour": colour_of(goal, index),
                "rows": list(_grades(grading, measures, year)),
            }
            for index, goal, measures in document.goals()
        ],
        "notes": list(_notes(grading, year - 1)),
    }


def _notes(grading: Grading, last_year: int) -> Iterable[Content]:
    yield {
        "mark": "※",
        "text": "割合は件数に対する百分率。端数処理のため合計が100％にならない場合があります。",
    }
    other = grading.other_scheme(last_year)
    if other is not None:
        yield {
            "mark": "※",
            "text": f"{display_fiscal_year(last_year)}は別の評価基準「{other.name}」によるため、"
            "件数を並べていません。",
        }


def _list_note(grading: Grading, last_year: int) -> str:
    other = grading.other_scheme(last_year)
    return "" if other is None else f"（　）は別の評価基準「{other.name}」による評価"


def _missing(measure_name: str) -> str:
    return f"{measure_name}の評価を登録すると、評価ごとの件数と割合がここに表示されます。"


def _figures(
    grading: Grading, name: str, measures: Sequence[Element], year: int
) -> dict[str, object]:
    """Return the counts of a goal's measures by grade, this year and last, and their bars."""
    now, before = (_counts(grading, measures, of_year) for of_year in (year, year - 1))
    is_comparable = grading.other_scheme(year - 1) is None
    return {
        "count": str(len(measures)),
        "now": _cells(now, len(measures)),
        "before": _cells(before, len(measures)) if is_comparable else _no_cells(before),
        "bar": _bars(name, now, before if is_comparable else {}, _bar_width(grading)).content(),
    }


def _counts(grading: Grading, measures: Sequence[Element], year: int) -> dict[str, int]:
    """Return how many measures have each grade, in the order of the scheme, ungraded last."""
    labels = grading.scheme.grades
    found = Counter(grading.of(measure.id, year) for measure in measures)
    counts = {label: found.pop(label, 0) for label in labels}
    counts[NO_GRADE] = sum(found.values())
    return counts


def _cells(counts: dict[str, int], all_measures: int) -> list[Content]:
    return [
        {
            "count": str(count),
            "share": f"{format_number(100 * count / all_measures, 0)}％" if all_measures else "－",
        }
        for count in counts.values()
    ]


def _no_cells(counts: dict[str, int]) -> list[Content]:
    return [{"count": "－", "share": ""} for _ in counts]


def _bar_width(grading: Grading) -> float:
    return _BAR if len(grading.scheme.grades) + 1 <= _USUAL_COLUMNS else _SHORT_BAR


def _bars(name: str, now: dict[str, int], before: dict[str, int], width: float) -> Drawing:
    """Return two bars of shares: this year's above, last year's, thinner, below."""
    marks = [*_bar(now, 0.6, 5.2, width), *_bar(before, 6.6, 2.6, width, named=False)]
    told = "、".join(f"{label}{count}件" for label, count in now.items() if count)
    return Drawing(width, _BAR_HEIGHT, f"{name}の評価の構成：{told}", tuple(marks))


def _bar(
    counts: dict[str, int], y: float, height: float, whole: float, *, named: bool = True
) -> Iterable[Mark]:
    total = sum(counts.values())
    x = 0.0
    for place, (label, count) in enumerate(counts.items()):
        if not count:
            continue
        width = whole * count / total
        ungraded = label == NO_GRADE
        fill = "#FFFFFF" if ungraded else _SHADES[min(place, len(_SHADES) - 1)]
        yield Bar(x, y, width, height, fill, Stroke(drawing.INK, 0.5))
        text = _no_sign(counts) if ungraded else label
        if named and width > drawing.text_width(text, 7.0) + 0.6:
            colour = "#FFFFFF" if place < _DARK_SHADES and not ungraded else drawing.INK
            yield Label(x + width / 2, y + height / 2, text, 7.0, "centre", colour, bold=True)
        x += width


def _no_sign(grades: Container[str]) -> str:
    """Return the sign of no grade, which must not be that of one of the grades."""
    return _OTHER_NO_SIGN if _NO_SIGN in grades else _NO_SIGN


def _grades(grading: Grading, measures: Sequence[Element], year: int) -> Iterable[Content]:
    is_comparable = grading.other_scheme(year - 1) is None
    none = _no_sign(grading.scheme.grades)
    for measure in measures:
        before = grading.of(measure.id, year - 1)
        yield {
            "code": measure.code,
            "name": measure.name,
            "now": grading.of(measure.id, year) or none,
            "before": (before if is_comparable else before and f"（{before}）") or none,
        }

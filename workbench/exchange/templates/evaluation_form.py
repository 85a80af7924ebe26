"""The form that asks for the evaluation of measures, a row for each item, last year's beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from workbench.exchange.long_texts import PartName, split
from workbench.exchange.templates.content import TemplateContent
from workbench.exchange.templates.forms import Entry, Form, FormColumn, FormRow
from workbench.exchange.templates.marks import ColumnMark, RowKey, RowKind
from workbench.exchange.words import COURSE_WORDS, EVALUATION_WORDS
from workbench.plan.evaluations import Course, Evaluation
from workbench.plan.fiscal_years import display_fiscal_year
from workbench.plan.structure import Element

ANSWER = "answer"

_CHOSEN = ("grade", "course")
_WIDTH = 54


def evaluation_form(content: TemplateContent) -> Form | None:
    """Return the form, None when there is no measure to evaluate."""
    held = {(one.element_id, one.fiscal_year): one for one in content.evaluations}
    rows = [
        row
        for element in content.measures()
        for row in _rows(
            content,
            element,
            held.get((element.id, content.fiscal_year - 1)),
            held.get((element.id, content.fiscal_year)),
        )
    ]
    if not rows:
        return None
    year = content.fiscal_year
    lists = {EVALUATION_WORDS["course"]: tuple(COURSE_WORDS.values())}
    if content.scheme is not None:
        lists[EVALUATION_WORDS["grade"]] = content.scheme.grades
    return Form(
        "評価",
        f"施策の評価　{display_fiscal_year(year)}",
        (
            "太枠の色付きセルに記入してください。評価と今後の方向性は一覧から選びます。",
            "評価を空欄にすると、指標から求めた評価になります。別の評価を選ぶときは、理由も記入して"
            "ください。文章の行は、必要に応じて行の高さを広げてください。",
        ),
        (
            FormColumn("施策番号", 9, "code"),
            FormColumn("施策名", 22, names_row=True),
            FormColumn("項目", 15, "centre", names_row=True),
            FormColumn(f"前年度\n{display_fiscal_year(year - 1)}", _WIDTH, "prose"),
            FormColumn(
                f"記入欄\n{display_fiscal_year(year)}",
                _WIDTH,
                mark=ColumnMark(ANSWER, year),
                entry=Entry.TEXT,
            ),
            FormColumn("担当課", 14),
        ),
        rows,
        lists=lists,
        left_frozen=3,
    )


def _rows(
    content: TemplateContent, element: Element, before: Evaluation | None, now: Evaluation | None
) -> Iterator[FormRow]:
    for field, name in EVALUATION_WORDS.items():
        if field == "grade" and content.scheme is None:
            continue
        is_chosen = field in _CHOSEN
        earlier_text = said(before, field)
        if field == "grade" and not earlier_text:
            earlier_text = content.grades_before.get(element.id, "")
        pairs = zip_longest(split(earlier_text, _WIDTH), split(said(now, field), _WIDTH))
        for number, (earlier, written) in enumerate(pairs, 1):
            right_on = written[0] if written else False
            yield FormRow(
                RowKey(RowKind.EVALUATION, element.id, str(PartName(field, number, right_on))),
                (
                    element.code,
                    element.name,
                    name if number == 1 else f"{name}（続き{number}）",
                    earlier[1] if earlier else "",
                    written[1] if written else "",
                    content.leads(element),
                ),
                choices=name if is_chosen else "",
                least_height=22 if is_chosen else 64,
            )


def said(evaluation: Evaluation | None, field: str) -> str:
    """Return what an evaluation says of an item, as a sheet shows it."""
    if evaluation is None:
        return ""
    held = getattr(evaluation, field)
    if isinstance(held, Course):
        return COURSE_WORDS[held]
    return str(held or "")

"""The forms that ask what initiatives cost: a year's settlement, and the budget after it."""

from __future__ import annotations

from workbench.exchange.styles import WHOLE
from workbench.exchange.templates.content import TemplateContent
from workbench.exchange.templates.forms import Entry, Form, FormColumn, FormRow
from workbench.exchange.templates.marks import ColumnMark, RowKey, RowKind
from workbench.exchange.words import COST_WORDS, SOURCE_WORDS
from workbench.plan.fiscal_years import display_fiscal_year
from workbench.plan.initiatives import Cost, CostKind

#: The amounts asked for, in order: the field of `Cost` and what it is called.
AMOUNTS = {**{source.value: word for source, word in SOURCE_WORDS.items()}, "personnel": "人件費"}
_SOURCES = tuple(name for name in AMOUNTS if name != "personnel")

_BEFORE = 4


def cost_form(content: TemplateContent, kind: CostKind) -> Form | None:
    """Return the form for one kind of cost; None when no initiative of the plan runs then."""
    year = content.fiscal_year + (1 if kind is CostKind.BUDGET else 0)
    if year > content.plan.profile.last_year:
        return None
    held = {(one.initiative_id, one.fiscal_year): one for one in content.costs if one.kind is kind}
    rows = [
        FormRow(
            RowKey(RowKind.INITIATIVE, initiative.id, kind.value),
            (
                element.code,
                element.name,
                initiative.code,
                initiative.name,
                *_amounts(held.get((initiative.id, year - 1))),
                *_amounts(held.get((initiative.id, year))),
                content.leads(element, initiative),
            ),
        )
        for element, initiative in content.running(year)
    ]
    if not rows:
        return None
    word = COST_WORDS[kind]
    return Form(
        f"事業費（{word}）",
        f"事業費の{word}　{display_fiscal_year(year)}　（単位：千円）",
        (
            "太枠の色付きセルに、千円単位の整数で入力してください。"
            "事業費は財源の合計で、人件費を含みません。",
            "該当しない財源は 0 または －、未確定の金額は (集計中) と入力してください。"
            "空欄は未回答として扱い、0 とはみなしません。",
        ),
        [
            FormColumn("施策番号", 8, "code"),
            FormColumn("施策名", 18),
            FormColumn("事業コード", 10, "code"),
            FormColumn("事業名", 26, names_row=True),
            *_columns("前年度", year - 1, None),
            *_columns(word, year, Entry.AMOUNT),
            FormColumn("担当課", 14),
        ],
        rows,
        left_frozen=4,
    )


def _columns(word: str, year: int, entry: Entry | None) -> list[FormColumn]:
    made = [
        FormColumn(
            f"{word}\n{name}",
            11,
            WHOLE,
            mark=ColumnMark(field, year) if entry else None,
            entry=entry,
        )
        for field, name in AMOUNTS.items()
    ]
    total = FormColumn(f"{word}\n事業費計", 11, WHOLE, sums=entry is not None)
    return [*made[:-1], total, made[-1]]


def _amounts(cost: Cost | None) -> list[object]:
    sources = [getattr(cost, name) if cost else None for name in _SOURCES]
    total = cost.total if cost else None
    return [*sources, total, cost.personnel if cost else None]

"""The form that asks for a year's results of indicators, last year's beside them."""

from __future__ import annotations

from workbench.exchange.styles import EXACT
from workbench.exchange.templates.content import TemplateContent
from workbench.exchange.templates.forms import WORDS, Entry, Form, FormColumn, FormRow
from workbench.exchange.templates.marks import ColumnMark, RowKey, RowKind
from workbench.exchange.words import DIRECTION_WORDS
from workbench.plan.fiscal_years import display_fiscal_year
from workbench.plan.recorded import Recorded
from workbench.plan.structure import Accumulation, Direction, Element, Indicator
from workbench.plan.values import Value

ACTUAL = "actual"

_DECIMALS_COLUMN = 4


def indicator_form(content: TemplateContent) -> Form | None:
    """Return the form, None when nothing is to be asked."""
    rows = [_row(content, element, indicator) for element, indicator in content.indicators()]
    if not rows:
        return None
    year = content.fiscal_year
    return Form(
        "指標",
        f"指標の実績　{display_fiscal_year(year)}",
        (
            "太枠の色付きセルに、左の単位のとおりの数値を入力してください（「12人」ではなく「12」）。",
            "数値がないときは　－（該当なし）　…（不詳）　x（秘匿）　(集計中)　のどれかを入力して"
            "ください。空欄は未回答として扱い、0 とはみなしません。",
        ),
        _columns(year),
        rows,
        decimals_column=_DECIMALS_COLUMN,
        left_frozen=3,
    )


def _columns(year: int) -> list[FormColumn]:
    before, now = display_fiscal_year(year - 1), display_fiscal_year(year)
    return [
        FormColumn("施策番号", 9, "code"),
        FormColumn("施策名", 20),
        FormColumn("指標名", 30, names_row=True),
        FormColumn("単位", 7, "centre"),
        FormColumn("小数桁", 6.5, "centre"),
        FormColumn("方向性", 7, "centre"),
        FormColumn("現状値", 10.5, EXACT),
        FormColumn("現状値\nの年度", 10, "centre"),
        FormColumn(f"前年度の実績値\n{before}", 17, EXACT),
        FormColumn(f"実績値\n{now}", 17, EXACT, mark=ColumnMark(ACTUAL, year), entry=Entry.FIGURE),
        FormColumn("目標値", 10.5, EXACT),
        FormColumn("目標値\nの年度", 10, "centre"),
        FormColumn("担当課", 14),
        FormColumn("定義・算出方法", 30),
    ]


def _row(content: TemplateContent, element: Element, indicator: Indicator) -> FormRow:
    recorded = content.recorded(indicator)
    baseline = recorded.baseline(content.fiscal_year)
    target = _target(recorded, content.fiscal_year)
    in_words = indicator.direction is Direction.WORD
    return FormRow(
        RowKey(RowKind.INDICATOR, indicator.id),
        (
            element.code,
            element.name,
            indicator.name,
            indicator.unit,
            WORDS if in_words else indicator.decimals,
            DIRECTION_WORDS[indicator.direction],
            _shown(baseline[1] if baseline else None),
            f"{baseline[0]}年度" if baseline else "",
            _shown(recorded.actuals.get(content.fiscal_year - 1)),
            _shown(recorded.actuals.get(content.fiscal_year)),
            _shown(target[1] if target else None),
            f"{target[0]}年度" if target else "",
            content.leads(element, indicator),
            _definition(indicator),
        ),
        decimals=WORDS if in_words else indicator.decimals,
    )


def _target(recorded: Recorded, fiscal_year: int) -> tuple[int, Value] | None:
    """Return the target that the year works towards: the next one, or else the last."""
    ahead = [year for year in recorded.targets if year >= fiscal_year]
    return (min(ahead), recorded.targets[min(ahead)]) if ahead else recorded.final_target()


def _shown(value: Value | None) -> object:
    if value is None:
        return None
    return value.number if value.number is not None else value.display()


def _definition(indicator: Indicator) -> str:
    """Return the definition, with what to know about yearly and running totals before it."""
    before = {
        Accumulation.EACH: "",
        Accumulation.RUNNING: "【累計で記入】",
        Accumulation.YEARLY: "【単年度の数値を記入（累計は自動集計）】",
    }[indicator.accumulation]
    return before + indicator.definition

"""The book's sheets of accounts: one for each 決算カード that was taken in."""

from __future__ import annotations

import xlsxwriter

from workbench.exchange.book.content import BookContent
from workbench.exchange.book.sheets import Column, Sheet
from workbench.exchange.styles import EXACT, WHOLE, Styles
from workbench.exchange.words import ACCOUNT_WORDS
from workbench.plan.fiscal_years import display_fiscal_year
from workbench.plan.settlements import KEY_FIGURES, PARTS

_INDENT = "\u3000"


def write_settlements(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write the accounts of all years below each other, each figure with its cell."""
    if not content.settlements:
        return
    columns = [
        Column("団体", 16),
        Column("年度", 18, "centre"),
        Column("区分", 14, "centre"),
        Column("項目", 38),
        Column("決算額（千円）", 18, WHOLE),
        Column("構成比（％）", 12, "0.0"),
        Column("取り込んだセル", 22),
    ]
    sheet = Sheet(workbook, styles, "決算", columns, content.footer, kept=4)
    sheet.title("決算（単位：千円）", "字下げした項目は、上の項目の内訳。合計には重ねて入らない。")
    records = [
        (one, part, item)
        for one in content.settlements
        for part in PARTS
        for item in getattr(one, part)
    ]
    sheet.header(filtered_rows=len(records))
    totals = {
        (one.name, one.fiscal_year, part): getattr(one, part)[-1].amount
        for one in content.settlements
        for part in PARTS
        if getattr(one, part)
    }
    for one, part, item in records:
        total = totals[one.name, one.fiscal_year, part]
        place = item.provenance
        sheet.record(
            [one.name, display_fiscal_year(one.fiscal_year), ACCOUNT_WORDS[part],
             _INDENT * item.depth + item.name, item.amount,
             100 * item.amount / total if total else None,
             f"{place.sheet}!{place.cell}" if place else ""]
        )  # fmt: skip


def write_key_figures(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    """Write what stands beside the accounts: 歳入総額, 財政力指数, each with last year's."""
    if not any(one.key_figures for one in content.settlements):
        return
    columns = [
        Column("団体", 16),
        Column("年度", 18, "centre"),
        Column(ACCOUNT_WORDS[KEY_FIGURES], 38),
        Column("当年度", 18, EXACT),
        Column("前年度", 18, EXACT),
        Column("取り込んだセル", 22),
    ]
    sheet = Sheet(workbook, styles, "財政の状況", columns, content.footer, kept=3)
    sheet.title("財政の状況", "金額は千円。指数と比率は決算カードのまま。")
    sheet.header(filtered_rows=sum(len(one.key_figures) for one in content.settlements))
    for one in content.settlements:
        for figure in one.key_figures:
            place = figure.provenance
            sheet.record(
                [one.name, display_fiscal_year(one.fiscal_year), figure.name, figure.this_year,
                 figure.last_year, f"{place.sheet}!{place.cell}" if place else ""]
            )  # fmt: skip

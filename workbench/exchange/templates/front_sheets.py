"""The first sheet of a template, which says how to fill it in, and its last, which is hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import xlsxwriter

from workbench.exchange.styles import A4, LINE, SOFT, Styles, row_height
from workbench.exchange.templates.content import NOBODY, TemplateContent
from workbench.exchange.templates.forms import Form
from workbench.exchange.templates.lists import write_long_lists
from workbench.exchange.templates.marks import ABOUT, VERSION, checksum
from workbench.plan.fiscal_years import display_fiscal_year

INSTRUCTIONS = "記入要領"

_WIDTHS = (5, 26, 92)


def write_instructions(
    workbook: xlsxwriter.Workbook, styles: Styles, content: TemplateContent, forms: Sequence[Form]
) -> None:
    """Write what to fill in, how, and where to send it."""
    sheet = workbook.add_worksheet(INSTRUCTIONS)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, styles.of())
    profile = content.plan.profile
    sheet.set_row(0, 28)
    year = display_fiscal_year(content.fiscal_year)
    sheet.write_string(0, 0, f"{profile.title} {profile.subtitle}　{year} 照会様式", styles.title)
    row = 2
    for name, text in _facts(content):
        styles.write(sheet, row, 1, name, styles.cell(bold=True, bg_color=SOFT))
        styles.write(sheet, row, 2, text, styles.cell())
        sheet.set_row(row, row_height([(text, _WIDTHS[2])]))
        row += 1
    styles.write(sheet, row, 1, "回答期限", styles.cell(bold=True, bg_color=SOFT))
    sheet.write_blank(row, 2, None, styles.cell(locked=False, num_format="@"))
    row += 2
    for number, (what, how) in enumerate(_steps(forms), 1):
        styles.write(sheet, row, 0, number, styles.cell("centre", bold=True))
        styles.write(sheet, row, 1, what, styles.cell(bold=True))
        styles.write(sheet, row, 2, how, styles.cell())
        sheet.set_row(row, row_height([(what, _WIDTHS[1]), (how, _WIDTHS[2])], LINE + 8))
        row += 1
    sheet.protect("", {"format_rows": True, "format_columns": True})


def _facts(content: TemplateContent) -> Iterable[tuple[str, str]]:
    profile = content.plan.profile
    yield "団体", profile.municipality
    yield "担当課", content.department if content.department else "全課"
    yield "対象年度", display_fiscal_year(content.fiscal_year)
    yield "提出先", profile.section_in_charge or NOBODY
    yield "計画の最終更新", f"{content.made_at:%Y-%m-%d}"


def _steps(forms: Sequence[Form]) -> Iterable[tuple[str, str]]:
    sheets = "、".join(f"「{form.name}」（{len(form.rows):,}行）" for form in forms)
    yield "記入するシート", f"{sheets or 'ありません。'}"
    yield (
        "記入するセル",
        "太枠の色付きのセルだけに記入できます。記入すると白に変わります。ほかのセルは保護されています"
        "（パスワードはありません）。",
    )
    yield "数値", "単位の欄のとおりの数値だけを入力してください。負の値は -582 のように入力します。"
    yield (
        "数値がないとき",
        "－ は該当なし、… は不詳、x は秘匿、(集計中) は後日確定です。空欄は「未回答」です。"
        "いずれも 0 とは区別して取り込みます。",
    )
    yield (
        "並べ替え・列の追加",
        "行の並べ替え、絞り込み、列の挿入、列幅の変更をしても取り込めます。並べ替えるときは"
        "表の全体を選んでください（シート保護の解除が必要な場合があります）。",
    )
    yield (
        "しないでいただきたいこと",
        "行の追加や複写、施策名・指標名の書き換え、見出しの変更。必要なときは提出先へご連絡ください。",
    )
    yield "提出", "ファイル名は変えても構いません。Excel の形式（.xlsx）のまま提出してください。"


def write_about(
    workbook: xlsxwriter.Workbook,
    styles: Styles,
    content: TemplateContent,
    forms: Sequence[Form],
    marks: Sequence[str],
) -> None:
    """Write the hidden sheet: plan, year, version, the marks of all rows, and a checksum.

    Beside that stand the lists that are too long for a rule.
    """
    sheet = workbook.add_worksheet(ABOUT)
    facts = [
        ("version", str(VERSION)),
        ("plan", content.plan_id),
        ("fiscal_year", str(content.fiscal_year)),
        ("department", content.department),
        ("revision", str(content.revision)),
        ("made_at", content.made_at.isoformat(timespec="seconds")),
        *(("row", mark) for mark in marks),
    ]
    facts.append(("checksum", checksum(f"{name}={text}" for name, text in facts)))
    style = styles.note
    for at, (name, text) in enumerate(facts):
        sheet.write_string(at, 0, name, style)
        sheet.write_string(at, 1, text, style)
    write_long_lists(workbook, sheet, forms, style)
    sheet.protect()
    sheet.very_hidden()

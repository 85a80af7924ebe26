"""The answer to a department: a new workbook with its rows, and beside them what was noticed.

The department's own file is never changed: what a program cannot carry over (text boxes, charts)
would be lost in it. In front stands a summary; its list of findings leads to their cells.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workbench.exchange.changes import Change
from workbench.exchange.findings import Finding, Level
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.showing import as_shown, is_number
from workbench.exchange.styles import (
    A4,
    ACCENT,
    RULE,
    SOFT,
    Styles,
    close,
    make_workbook,
    row_height,
)
from workbench.exchange.text_widths import text_width
from workbench.exchange.workbooks import MergedRange, Sheet, column_letters, position
from workbench.language import speaking

_SUMMARY = "確認結果"
_LEVELS: Mapping[Level, tuple[str, str]] = {
    Level.ERROR: ("要修正", "#F9D5D0"),
    Level.WARNING: ("要確認", "#FBEBC8"),
    Level.NOTE: ("お知らせ", "#E3ECF7"),
}
_CHANGES: Mapping[Change, str] = {
    Change.NEW: "新しく取り込む値",
    Change.CHANGED: "計画の値を変える値",
    Change.SAME: "計画と同じ値",
    Change.MISSING: "計画にあって、このファイルにない値",
    Change.BLANK: "計画にあって、このファイルで空欄の値",
}
#: The widest column of the department's sheet, and the column of findings beside its rows.
_WIDEST, _USUAL, _BESIDE = 60.0, 9.0, 64.0
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_LONGEST_NAME = 31
_Placed = Mapping[tuple[int, int], list[Finding]]


def write_answer(proposal: ImportProposal, path: Path, made_at: datetime.datetime) -> None:
    """Write the answer to `path`; the same proposal gives the same bytes.

    Raises `OSError` when the file cannot be written, `ValueError` for a proposal without its
    workbook.
    """
    book = proposal.book
    if book is None:
        raise ValueError(proposal.workbook)
    with speaking("ja"):
        workbook = make_workbook(str(path), f"{proposal.workbook} {_SUMMARY}", made_at)
        styles = Styles(workbook)
        read = [view.sheet for view in proposal.views if view.sheet.visible and view.sheet.height]
        sheets = read or [sheet for sheet in book.sheets if sheet.height]
        names = _names(sheets)
        _write_summary(workbook, styles, proposal, names)
        for sheet in sheets:
            own = [one for one in proposal.findings if one.sheet == sheet.name and one.cell]
            _write_sheet(workbook, styles, sheet, names[sheet.name], own)
        close(workbook)


def _names(sheets: Iterable[Sheet]) -> dict[str, str]:
    """Return what each sheet is called here: as in its workbook, as far as Excel allows it."""
    names: dict[str, str] = {}
    taken = {_SUMMARY.casefold()}
    for sheet in sheets:
        base = (sheet.name or "表").translate(_NOT_IN_NAMES).strip("'")[:_LONGEST_NAME] or "表"
        name, number = base, 2
        while name.casefold() in taken:
            ending = f"({number})"
            name, number = base[: _LONGEST_NAME - len(ending)] + ending, number + 1
        taken.add(name.casefold())
        names[sheet.name] = name
    return names


# -- the summary -----------------------------------------------------------------------------------

_LIST = (("番号", 6), ("区分", 10), ("シート", 18), ("セル", 10), ("書かれている内容", 26),
         ("内容", 56), ("していただきたいこと", 50), ("規則", 9))  # fmt: skip


def _write_summary(
    workbook: xlsxwriter.Workbook,
    styles: Styles,
    proposal: ImportProposal,
    names: Mapping[str, str],
) -> None:
    page = workbook.add_worksheet(_SUMMARY)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    for column, (_, width) in enumerate(_LIST):
        page.set_column(column, column, width, styles.of())
    page.set_row(0, 26)
    page.write_string(0, 0, "照会の回答の確認結果", styles.title)
    page.write_string(1, 0, f"ファイル　{proposal.workbook}", styles.of())
    page.write_string(2, 0, _opening(proposal), styles.of(bold=True))
    row = _write_counts(page, styles, proposal, 4)
    _write_list(page, styles, proposal, names, row + 1)


def _opening(proposal: ImportProposal) -> str:
    """Return the one sentence that a department reads first."""
    errors = len(proposal.findings_of(Level.ERROR))
    warnings = len(proposal.findings_of(Level.WARNING))
    if errors:
        return (
            f"直していただきたいところが{errors}か所、"
            f"確かめていただきたいところが{warnings}か所あります。"
        )
    if warnings:
        return f"確かめていただきたいところが{warnings}か所あります。"
    return "直していただくところはありません。"


def _write_counts(page: Worksheet, styles: Styles, proposal: ImportProposal, row: int) -> int:
    """Write how many values of each kind there are; return the row below."""
    page.merge_range(row, 0, row, 3, "値", styles.header)
    page.write_string(row, 4, "件数", styles.header)
    for change, words in _CHANGES.items():
        row += 1
        page.merge_range(row, 0, row, 3, words, styles.cell())
        page.write_number(row, 4, proposal.counts[change], styles.cell("#,##0"))
    return row + 1


def _write_list(
    page: Worksheet,
    styles: Styles,
    proposal: ImportProposal,
    names: Mapping[str, str],
    row: int,
) -> None:
    """Write every finding, the gravest first, each cell's address a link to it."""
    for column, (header, _) in enumerate(_LIST):
        page.write_string(row, column, header, styles.header)
    page.repeat_rows(row)
    order = list(_LEVELS)
    found = sorted(proposal.findings, key=lambda one: order.index(one.level))
    if not found:
        page.write_string(row + 1, 0, "ありません。", styles.note)
        return
    page.autofilter(row, 0, row + len(found), len(_LIST) - 1)
    for number, one in enumerate(found, 1):
        words, colour = _LEVELS[one.level]
        remedy = str(one.remedy) if one.remedy else ""
        values = (number, words, one.sheet, one.cell, one.original, str(one.what), remedy, one.rule)
        for column, value in enumerate(values):
            kind = "centre" if column in {0, 1, 3, 7} else "text"
            more = {"bg_color": colour} if column == 1 else {}
            styles.write(page, row + number, column, value, styles.cell(kind, **more))
        if one.cell and one.sheet in names:
            link = f"internal:'{names[one.sheet].replace(chr(39), chr(39) * 2)}'!{one.cell}"
            style = styles.cell("centre", font_color=ACCENT, underline=1)
            page.write_url(row + number, 3, link, style, one.cell)
        texts = [(value, _LIST[column][1]) for column, value in enumerate(values)]
        page.set_row(row + number, row_height(texts))


# -- a sheet with the findings beside its rows -----------------------------------------------------


def _write_sheet(
    workbook: xlsxwriter.Workbook,
    styles: Styles,
    sheet: Sheet,
    name: str,
    findings: Sequence[Finding],
) -> None:
    page = workbook.add_worksheet(name)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    placed = _placed(sheet, findings)
    for column in range(sheet.width):
        width = sheet.column_widths.get(column) or _width(sheet, column)
        page.set_column(column, column, min(width, _WIDEST), styles.of())
    beside = sheet.width
    page.set_column(beside, beside, _BESIDE, styles.of())
    merged = _merged(sheet, placed)
    for row in range(sheet.height):
        _write_row(page, styles, sheet, row, placed)
        noticed = _beside(row, placed)
        if noticed:
            style = styles.of(
                text_wrap=True, border=1, border_color=RULE, bg_color=SOFT, valign="top"
            )
            styles.write(page, row, beside, noticed, style)
            page.set_row(row, row_height([(noticed, _BESIDE)]))
    for one in merged:
        text = as_shown(sheet, one.first_row, one.first_column)
        colour = _colour(placed.get((one.first_row, one.first_column), ()))
        style = _style(styles, colour, merged=True)
        page.merge_range(one.first_row, one.first_column, one.last_row, one.last_column, "", style)
        styles.write(page, one.first_row, one.first_column, text, style)
    if placed:
        heading = "\n".join(filter(None, ("確認していただきたいこと", _beside(0, placed))))
        page.write_string(0, beside, heading, styles.header)


def _write_row(page: Worksheet, styles: Styles, sheet: Sheet, row: int, placed: _Placed) -> None:
    for column in range(sheet.width):
        text = as_shown(sheet, row, column)
        here = placed.get((row, column), ())
        if not text and not here:
            continue
        cell = sheet.cell(row, column)
        plain = is_number(cell) and (row, column) not in sheet.formats
        style = _style(styles, _colour(here))
        styles.write(page, row, column, cell if plain else text, style)


def _style(styles: Styles, colour: str, *, merged: bool = False) -> Format:
    more: dict[str, object] = {"bg_color": colour} if colour else {}
    if merged:
        more["align"] = "center"
    return styles.of(text_wrap=True, border=1, border_color=RULE, **more)


def _placed(sheet: Sheet, findings: Iterable[Finding]) -> _Placed:
    """Return the findings by row and column; one of a range stands at its first cell."""
    placed: dict[tuple[int, int], list[Finding]] = {}
    for one in findings:
        row, column = position(one.cell)
        if row < sheet.height:
            placed.setdefault((row, min(column, sheet.width - 1)), []).append(one)
    return placed


def _beside(row: int, placed: _Placed) -> str:
    """Return what is to be said of a row, cell by cell."""
    lines: list[str] = []
    for (at, column), findings in sorted(placed.items()):
        for one in findings if at == row else ():
            words = _LEVELS[one.level][0]
            remedy = f" {one.remedy}" if one.remedy else ""
            lines.append(f"{words} {column_letters(column)}{row + 1}：{one.what}{remedy}")
    return "\n".join(dict.fromkeys(lines))


def _colour(findings: Iterable[Finding]) -> str:
    """Return the colour of the gravest of the findings."""
    levels = {one.level for one in findings}
    return next((colour for level, (_, colour) in _LEVELS.items() if level in levels), "")


def _width(sheet: Sheet, column: int) -> float:
    texts = (as_shown(sheet, row, column) for row in range(min(sheet.height, 200)))
    longest = max((text_width(text.partition("\n")[0]) for text in texts), default=0)
    return max(_USUAL, min(longest + 2.0, 36.0))


def _merged(sheet: Sheet, placed: _Placed) -> list[MergedRange]:
    """Return the merged ranges that can be merged here: none overlaps another or hides a cell."""
    kept: list[MergedRange] = []
    covered: set[tuple[int, int]] = set()
    for one in sheet.merged:
        last = MergedRange(
            one.first_row,
            one.first_column,
            min(one.last_row, sheet.height - 1),
            min(one.last_column, sheet.width - 1),
        )
        cells = {
            (row, column)
            for row in range(last.first_row, min(last.last_row, last.first_row + 2000) + 1)
            for column in range(last.first_column, last.last_column + 1)
        }
        hides = (cells - {(one.first_row, one.first_column)}) & placed.keys()
        if len(cells) > 1 and not cells & covered and not hides:
            covered |= cells
            kept.append(last)
    return kept

"""A department's workbook to try the import with; its figures are examples and say so."""

from __future__ import annotations

from pathlib import Path

NAME = "記入例_指標実績.xlsx"
#: One with a cell that a person has to decide on.
DOUBTFUL_NAME = "記入例_要確認.xlsx"
#: The measure the example is about.
MEASURE = "4-10"
#: The fiscal year of its newest results.
LAST_YEAR = 2024

_TITLE = "【記入例】指標実績 報告シート（数値はすべて架空の例です）"
_HEADER = (
    "施策番号",
    "施策名",
    "指標名",
    "単位",
    "方向性",
    "現状値\n令和4年度",
    "目標値\n令和9年度",
    "令和5年度",
    "令和6年度",
    "備考",
)
_ROWS: tuple[tuple[str | float, ...], ...] = (
    (
        "4-10",
        "移住・定住の推進",
        "移住相談件数（記入例）",
        "件",
        "増加",
        180,
        260,
        195,
        "２１２",
        "",
    ),
    (
        "4-10",
        "移住・定住の推進",
        "移住者数（記入例）",
        "人",
        "増加",
        95,
        150,
        104,
        "（集計中）",
        "",
    ),
    (
        "4-11",
        "空き家対策の推進",
        "空き家バンク成約件数（記入例）",
        "件",
        "増加",
        12,
        30,
        15,
        19,
        "",
    ),
)

#: Whether 29 includes the 4 is for the planner to ask.
_DOUBTFUL_ROWS: tuple[tuple[str | float, ...], ...] = (
    (
        "4-10",
        "移住・定住の推進",
        "お試し住宅利用件数（記入例）",
        "件",
        "増加",
        20,
        40,
        25,
        "29（4）",
        "",
    ),
)


def write_example(path: Path) -> Path:
    """Write the example workbook and return its path."""
    return _write(path, _ROWS)


def write_doubtful_example(path: Path) -> Path:
    """Write an example with a cell of two figures and return its path."""
    return _write(path, _DOUBTFUL_ROWS)


def _write(path: Path, rows: tuple[tuple[str | float, ...], ...]) -> Path:
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(path),
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    sheet = book.add_worksheet("指標実績")
    heading = book.add_format({"bold": True, "text_wrap": True, "border": 1, "valign": "vcenter"})
    cell = book.add_format({"border": 1})
    sheet.write(0, 0, _TITLE, book.add_format({"bold": True}))
    sheet.set_row(2, 32)
    for column, name in enumerate(_HEADER):
        sheet.write(2, column, name, heading)
    for row, values in enumerate(rows, start=3):
        for column, value in enumerate(values):
            sheet.write(row, column, value, cell)
    for column, width in enumerate((9, 20, 34, 6, 8, 11, 11, 10, 10, 8)):
        sheet.set_column(column, column, width)
    book.close()
    return path

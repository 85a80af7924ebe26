"""A checker for デジタル庁's rules of 2026: what of each can be asserted about a file.

`workbook_violations` and `csv_violations` return (rule, place) of everything that breaks one. They
know how our exports lay out their description, and are otherwise written against the rules.
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl

Violation = tuple[str, str]
Rows = Sequence[Sequence[object]]

CODES, DESCRIPTION, HISTORY = "コード表", "説明", "更新履歴"
#: Sheets about the data; they have no area, and no code of their own.
ABOUT = {CODES, DESCRIPTION, HISTORY}
#: The rules of the table that these functions can hold a file against.
XLSX_RULES = frozenset(
    [f"L1-{n:02}" for n in range(1, 14)]
    + ["L2-01", "L2-02", "L2-03", "L2-04", "L2-05", "L2-06"]
    + ["L3-01", "L3-02", "L3-03", "L3-04", "L3-05", "L3-06", "L3-08", "L3-09"]
)
CSV_RULES = frozenset({"L1-01", "L1-14", "L1-15"})

#: Those the ministry's own sample checker looks for, and the rest of NEC's and IBM's rows.
PLATFORM_ONLY = re.compile("[①-⓿Ⅰ-ↈ㈠-㏿℡〒〓※№㍉㌔㌢㎜㎝㎞㎎㎏㏄㎡]")
DITTO = re.compile(r"[〃々]|同上|同左")
SIGN_ALONE = re.compile(r"[－ー―‐–…‥xX×*△▲\-]+|\(集計中\)|n/a", re.IGNORECASE)
YEAR_IN_NAME = re.compile(r"(?:19|20)\d\d|(?:令和|平成|昭和)[\d元]")
TIME = re.compile(r"\d{4}年度?|\d{4}-\d\d-\d\d")


def workbook_violations(path: Path) -> list[Violation]:
    """Return everything in a workbook that breaks a rule."""
    if path.suffix != ".xlsx":
        return [("L1-01", path.name)]
    with zipfile.ZipFile(path) as archive:
        parts = archive.namelist()
    found: list[Violation] = [
        ("L1-10", part)
        for part in parts
        if re.search(r"drawing|media|chart|comments|embeddings|activeX", part)
    ]
    workbook = openpyxl.load_workbook(path)
    names = workbook.sheetnames
    if CODES not in names:
        found.append(("L3-02", "no table of codes"))
    found += [("L3-08", f"no {name}") for name in (DESCRIPTION, HISTORY) if name not in names]
    described = _described(workbook) if DESCRIPTION in names else {}
    codes = _codes(workbook) if CODES in names else {}
    for sheet in workbook.worksheets:
        found += _sheet(sheet)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
        table = _Table(sheet.title, rows, described.get(sheet.title, {}), codes)
        found += table.violations()
    return found


def csv_violations(path: Path) -> list[Violation]:
    """Return everything in a CSV file that breaks a rule."""
    if path.suffix != ".csv":
        return [("L1-01", path.name)]
    raw = path.read_bytes()
    if not raw.startswith(b"\xef\xbb\xbf"):
        return [("L1-01", f"{path.name}: no mark of UTF-8")]
    text = raw.decode("utf-8-sig")
    records = list(csv.reader(text.splitlines(keepends=True)))
    found: list[Violation] = []
    if len(records) != text.count("\r\n") or text.count("\n") != text.count("\r\n"):
        found.append(("L1-14", path.name))
    if len({len(record) for record in records}) != 1:
        found.append(("L1-15", f"{path.name}: records of different lengths"))
    found += [
        ("L1-15", f"{path.name}: {field}")
        for record in records
        for field in record
        if "," in field and f'"{field.replace(chr(34), chr(34) * 2)}"' not in text
    ]
    return found


def _sheet(sheet: Any) -> Iterator[Violation]:
    """Yield what is wrong with a sheet as such: merged, hidden, coloured, formulas, notes."""
    title = sheet.title
    if sheet.merged_cells.ranges:
        yield "L1-12", title
    hidden = [
        *(key for key, row in sheet.row_dimensions.items() if row.hidden),
        *(key for key, column in sheet.column_dimensions.items() if column.hidden),
    ]
    if hidden or sheet.sheet_state != "visible":
        yield "L1-13", f"{title} {hidden}"
    if sheet.conditional_formatting:
        yield "L1-11", f"{title} conditional formats"
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                yield "L2-06", f"{title}!{cell.coordinate}"
            if cell.comment is not None:
                yield "L1-04", f"{title}!{cell.coordinate}"
            if cell.has_style and _tells_by_look(cell):
                yield "L1-11", f"{title}!{cell.coordinate}"


def _tells_by_look(cell: Any) -> bool:
    coloured = cell.font.color is not None and cell.font.color.type == "rgb"
    return bool(
        cell.fill.fill_type or coloured or cell.font.b or cell.font.i or cell.font.strike
    )  # fmt: skip


class _Table:
    """A sheet's table held against the rules about its content."""

    def __init__(
        self,
        title: str,
        rows: Rows,
        described: dict[str, tuple[str, str, str]],
        codes: dict[str, set[str]],
    ) -> None:
        self.title = title
        self.header = [str(name) if name is not None else "" for name in rows[0]] if rows else []
        self.data = rows[1:]
        self.described = described
        self.codes = codes

    def violations(self) -> Iterator[Violation]:
        if not self.header or not self.data:
            yield "L3-01", self.title
            return
        yield from self._shape()
        yield from self._texts()
        for index, name in enumerate(self.header):
            yield from self._column(name, [row[index] for row in self.data])
        if self.title not in ABOUT and not {"地域コード", "地域名"} <= set(self.header):
            yield "L3-06", self.title

    def _shape(self) -> Iterator[Violation]:
        if any(not name for name in self.header):
            yield "L1-05", self.title
        if len(set(self.header)) != len(self.header):
            yield "L2-03", self.title
        for number, row in enumerate(self.data, 2):
            if all(cell is None for cell in row):
                # A blank row cuts the table, and begins another one.
                yield "L1-03", f"{self.title} row {number}"
                yield "L1-02", f"{self.title} row {number}"
        for name in self.header:
            if YEAR_IN_NAME.search(name):
                yield "L3-09", f"{self.title} {name}"

    def _texts(self) -> Iterator[Violation]:
        for number, row in enumerate([self.header, *self.data], 1):
            for cell in row:
                if not isinstance(cell, str):
                    continue
                place = f"{self.title} row {number}: {cell[:30]}"
                if cell != cell.strip() or re.search(r"[\r\n\t]|　　|  ", cell):
                    yield "L1-06", place
                if PLATFORM_ONLY.search(cell):
                    yield "L1-08", place
                if DITTO.fullmatch(cell):
                    yield "L2-02", place
                if SIGN_ALONE.fullmatch(cell) and self.title != CODES:
                    yield "L3-03", place
        if " " in "".join(self.header) or "　" in "".join(self.header):
            yield "L1-06", f"{self.title} header"

    def _column(self, name: str, cells: Sequence[object]) -> Iterator[Violation]:
        kind, unit, lists = self.described.get(name, ("", "", ""))
        place = f"{self.title} {name}"
        if self.title not in ABOUT and not kind:
            yield "L3-08", f"{place} is not described"
        held = [cell for cell in cells if cell is not None]
        numeric = [isinstance(cell, int | float) for cell in held]
        if kind == "数値" and not all(numeric):
            yield "L2-01", place
            yield "L1-09", place
        if kind != "数値" and any(numeric):
            yield "L2-01", f"{place} has figures, but is {kind}"
        if kind == "数値" and not unit:
            yield "L3-04", place
        if unit == "「単位」の列による" and "単位" not in self.header:
            yield "L3-04", place
        if kind == "時間軸" and not all(TIME.fullmatch(str(cell)) for cell in held):
            yield "L3-05", place
        if kind == "コード":
            yield from self._coded(place, held, lists)

    def _coded(self, place: str, held: Iterable[object], lists: str) -> Iterator[Violation]:
        allowed = set().union(*(self.codes.get(one, set()) for one in lists.split("、")))
        if not allowed:
            yield "L3-02", place
        for cell in held:
            if cell not in allowed:
                yield "L2-04", f"{place}: {cell}"
            if re.match(r"その他\s*[（(:：]", str(cell)):
                yield "L2-05", f"{place}: {cell}"
            if re.search(r"[、,/／\s]", str(cell)):
                yield "L1-07", f"{place}: {cell}"


def _described(workbook: Any) -> dict[str, dict[str, tuple[str, str, str]]]:
    """Return what the description says of each column: type, unit and lists of codes."""
    found: dict[str, dict[str, tuple[str, str, str]]] = {}
    for row in workbook[DESCRIPTION].iter_rows(min_row=2, values_only=True):
        table, name, *rest = row
        found.setdefault(str(table), {})[str(name)] = tuple(str(one or "") for one in rest[:3])  # type: ignore[assignment]
    return found


def _codes(workbook: Any) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, code, *_rest in workbook[CODES].iter_rows(min_row=2, values_only=True):
        found.setdefault(str(name), set()).add(str(code))
    return found

"""What calamine does not tell of an .ods: errors, what is hidden or merged, formats.

Runs in the reading child. Cells are walked through only where the text holds something of this:
most rows of a sheet say nothing but values.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import Any

from workbench.exchange.inspection import is_telling

_TAG = re.compile(
    rb"<(/?)table:(table|table-column|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*?)(/?)>"
)
_ATTRIBUTE = re.compile(rb'([\w-]+:[\w-]+)="([^"]*)"')
_DATA_STYLE = re.compile(
    rb"<number:(number|percentage|currency|date)-style\s([^>]*?)>(.*?)</number:\1-style>", re.DOTALL
)
_PART = re.compile(rb"<number:([\w-]+)([^>]*?)(?:/>|>([^<]*)</number:\1>)")
_CELL_STYLE = re.compile(rb"<style:style\s([^>]*?)/?>")
_SHOWN = re.compile(rb"<text:p[^>]*>([^<]*)<")
_MERGED, _HIDDEN = (b"-spanned=", b"table:visibility=")
_ERRORS = (b'="error"', b"table:formula=")
#: A repeated row or column this long only fills the sheet up to its edge.
_FILLS_UP = 10_000


def inspect_ods(content: bytes, sheets: list[dict[str, Any]]) -> dict[str, Any]:
    """Add to each of `sheets` what the document says beyond values; see `inspection.inspect`.

    ``spans`` are the merged ranges: first row and column, last row and column.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        text = archive.read("content.xml")
        styles = archive.read("styles.xml") if "styles.xml" in names else b""
    formats = _telling_styles(styles + text)
    telling = (_MERGED, _HIDDEN, *_ERRORS, b'="percentage"', *formats)
    if any(word in text for word in telling):
        walk = _Walk(formats)
        walk.through(text)
        for sheet in sheets:
            sheet.update(walk.found.get(sheet["name"], {}))
    return {
        "macros": any(name.startswith("Basic/") and name.endswith(".xml") for name in names),
        "objects": any(name.startswith(("Pictures/", "Object ")) for name in names),
    }


def _attributes(text: bytes) -> dict[bytes, bytes]:
    return dict(_ATTRIBUTE.findall(text))


def _telling_styles(text: bytes) -> dict[bytes, str]:
    """Return the cell styles whose format says more than the number: {style: format}."""
    codes = {
        _attributes(match[2]).get(b"style:name", b""): _code(match[1], match[3])
        for match in _DATA_STYLE.finditer(text)
    }
    styles: dict[bytes, str] = {}
    for match in _CELL_STYLE.finditer(text):
        said = _attributes(match[1])
        if said.get(b"style:family") == b"table-cell":
            # What a style does not say, the one it is made from says.
            inherited = styles.get(said.get(b"style:parent-style-name", b""), "")
            code = codes.get(said.get(b"style:data-style-name", b""), inherited)
            styles[said.get(b"style:name", b"")] = code
    return {style: code for style, code in styles.items() if is_telling(code)}


def _code(kind: bytes, parts: bytes) -> str:
    """Return a format of OpenDocument as Excel would write it."""
    code = ""
    for name, attributes, words in _PART.findall(parts):
        said = _attributes(attributes)
        if name == b"text":
            quoted = html.unescape(words.decode("utf-8", "replace")).replace('"', "")
            code += "%" if quoted == "%" else f'"{quoted}"' if quoted else ""
        elif name in {b"number", b"scientific-number", b"fraction"}:
            factor = said.get(b"number:display-factor", b"1").rstrip(b"0")
            zeros = len(said.get(b"number:display-factor", b"1")) - len(factor)
            code += "#,##0" + "," * (zeros // 3 if factor == b"1" else 0)
        elif name == b"era":
            code += "ggg" if said.get(b"number:style") == b"long" else "g"
        elif name == b"year":
            of_era = said.get(b"number:calendar") == b"gengou" or "g" in code
            code += "e" if of_era else "yyyy"
        elif kind == b"date":
            code += {b"month": "m", b"day": "d"}.get(name, "h")
    return code


class _Walk:
    """Goes through the tags of the tables and keeps what is no plain value, by sheet."""

    def __init__(self, formats: dict[bytes, str]) -> None:
        self._formats = formats
        self.found: dict[str, dict[str, Any]] = {}
        self._sheet: dict[str, Any] = {}
        self._depth = 0
        self._row = self._rows = self._column = 0
        #: The format of a column's cells that have none of their own.
        self._columns: list[str] = []

    def through(self, text: bytes) -> None:
        """Walk through the whole text."""
        for match in _TAG.finditer(text):
            closing, name = match[1] == b"/", match[2]
            said = {} if closing else _attributes(match[3])
            if name == b"table":
                self._table(said, closing, alone=match[4] == b"/")
            elif self._depth != 1 or closing:
                continue
            elif name == b"table-column":
                self._add_columns(said)
            elif name == b"table-row":
                self._begin_row(said)
            else:
                self._cell(said, text, match.end(), covered=name == b"covered-table-cell")

    def _table(self, said: dict[bytes, bytes], closing: bool, *, alone: bool) -> None:
        if closing:
            self._depth -= 1
        elif not alone:
            self._depth += 1
            if self._depth == 1:
                name = html.unescape(said.get(b"table:name", b"").decode("utf-8", "replace"))
                self._sheet = self.found[name] = {
                    key: [] for key in ("hidden_rows", "hidden_columns", "errors", "uncalculated",
                                        "formats", "spans")
                }  # fmt: skip
                self._row = self._rows = 0
                self._columns = []

    def _add_columns(self, said: dict[bytes, bytes]) -> None:
        count = int(said.get(b"table:number-columns-repeated", b"1"))
        code = self._formats.get(said.get(b"table:default-cell-style-name", b""), "")
        first = len(self._columns)
        if count < _FILLS_UP:
            self._columns.extend([code] * count)
            if said.get(b"table:visibility") in {b"collapse", b"filter"}:
                self._sheet["hidden_columns"].extend(range(first, first + count))

    def _begin_row(self, said: dict[bytes, bytes]) -> None:
        self._row += self._rows
        self._rows = int(said.get(b"table:number-rows-repeated", b"1"))
        self._column = 0
        if said.get(b"table:visibility") in {b"collapse", b"filter"} and self._rows < _FILLS_UP:
            self._sheet["hidden_rows"].extend(range(self._row, self._row + self._rows))

    def _cell(self, said: dict[bytes, bytes], text: bytes, end: int, *, covered: bool) -> None:
        column = self._column
        count = int(said.get(b"table:number-columns-repeated", b"1"))
        self._column += count
        down = int(said.get(b"table:number-rows-spanned", b"1"))
        across = int(said.get(b"table:number-columns-spanned", b"1"))
        if not covered and (down > 1 or across > 1):
            last = [self._row + down - 1, column + across - 1]
            self._sheet["spans"].append([self._row, column, *last])
        kind = said.get(b"office:value-type", b"")
        places = [
            [row, place]
            for row in range(self._row, self._row + min(self._rows, _FILLS_UP))
            for place in range(column, column + min(count, _FILLS_UP))
        ] if kind or b"table:formula" in said else []  # fmt: skip
        if said.get(b"calcext:value-type") == b"error":
            shown = _SHOWN.match(text, end)
            error = shown[1].decode("utf-8", "replace") if shown else "#"
            self._sheet["errors"].extend([*place, error] for place in places)
        elif b"table:formula" in said and not kind:
            self._sheet["uncalculated"].extend(places)
        elif kind in {b"float", b"percentage", b"date", b"currency"}:
            self._formatted(said, kind, places)

    def _formatted(self, said: dict[bytes, bytes], kind: bytes, places: list[list[int]]) -> None:
        code = self._formats.get(said.get(b"table:style-name", b""), "")
        for row, column in places:
            of_column = self._columns[column] if column < len(self._columns) else ""
            used = code if b"table:style-name" in said else of_column
            if kind == b"percentage":
                used = used if "%" in used else "0%"
            if used:
                self._sheet["formats"].append([row, column, used])

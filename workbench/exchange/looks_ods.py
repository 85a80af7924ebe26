"""Reads how the cells of an ods sheet look; runs in the reading child only.

Source of the elements' meaning: OASIS, OpenDocument 1.3, part 3, 9 (tables), 16 (styles).
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from workbench.exchange.looks_painting import Cell, Painted, Style, style

_SIDES = {"start": "left", "end": "right"}
_DATE_PARTS = {
    "year": ("yy", "yyyy"),
    "month": ("m", "mm"),
    "day": ("d", "dd"),
    "hours": ("h", "hh"),
    "minutes": ("m", "mm"),
    "seconds": ("s", "ss"),
    "day-of-week": ("aaa", "aaaa"),
    "era": ("g", "ggg"),
    "am-pm": ("AM/PM", "AM/PM"),
}


@dataclass
class _Look:
    """What a style says of cells; what it does not say its parent does."""

    given: dict[str, Any] = field(default_factory=dict)
    parent: str = ""
    data: str = ""


def read(content: bytes, name: str, sheet: Painted) -> Sequence[Style]:
    """Paint the sheet called `name`; return the styles its cells name."""
    from defusedxml import ElementTree  # noqa: PLC0415 - only for packages

    looks: dict[str, _Look] = {}
    codes: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "styles.xml" in archive.namelist():
            _gather(ElementTree.fromstring(archive.read("styles.xml")), looks, codes)
        root = ElementTree.fromstring(archive.read("content.xml"))
    _gather(root, looks, codes)
    numbers = {"": 0} | {one: number for number, one in enumerate(looks, 1)}
    table = next(
        (one for one in root.iter() if _is(one, "table") and _said(one, "name") == name), None
    )
    if table is not None:
        columns = list(_columns(table, sheet.width))
        for column, named in enumerate(columns):
            sheet.column(column, numbers.get(named, 0))
        sheet.put(_cells(table, columns, numbers, sheet))
    return [{}, *(_style(one, looks, codes) for one in looks)]


def _is(element: Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name


def _said(element: Element, name: str) -> str:
    """Return an attribute, whatever it stands under."""
    return next((text for key, text in element.items() if key.rpartition("}")[2] == name), "")


def _times(element: Element, name: str, most: int) -> int:
    said = _said(element, name)
    return min(int(said), most) if said.isdigit() else 1


def _columns(table: Element, width: int) -> Iterator[str]:
    """Yield the style of each column's cells."""
    left = width
    for one in table.iter():
        if _is(one, "table-column") and left > 0:
            times = _times(one, "number-columns-repeated", left)
            left -= times
            yield from [_said(one, "default-cell-style-name")] * times


def _cells(
    table: Element, columns: Sequence[str], numbers: Mapping[str, int], sheet: Painted
) -> Iterator[Cell]:
    row = 0
    for line in table.iter():
        if not _is(line, "table-row"):
            continue
        if row >= sheet.height:
            return
        times = _times(line, "number-rows-repeated", sheet.height - row)
        styled: list[tuple[int, int]] = []
        column = 0
        for cell in line:
            if not (_is(cell, "table-cell") or _is(cell, "covered-table-cell")):
                continue
            again = _times(cell, "number-columns-repeated", max(sheet.width - column, 1))
            named = _said(cell, "style-name")
            if named:
                number = numbers.get(named, 0)
                styled.extend((place, number) for place in range(column, column + again))
            column += again
            if column >= sheet.width:
                break
        for down in range(row, row + times):
            yield from ((down, place, number) for place, number in styled)
        row += times


def _gather(root: Element, looks: dict[str, _Look], codes: dict[str, str]) -> None:
    """Gather the styles of cells and the formats of numbers that a part of the package defines."""
    for one in root.iter():
        if _is(one, "style") and _said(one, "family") == "table-cell":
            looks[_said(one, "name")] = _look(one)
        elif one.tag.rpartition("}")[2] in _FORMATS:
            codes[_said(one, "name")] = _code(one, codes)


def _look(element: Element) -> _Look:
    look = _Look(parent=_said(element, "parent-style-name"), data=_said(element, "data-style-name"))
    for part in element:
        fill, ink = _said(part, "background-color"), _said(part, "color")
        if fill.startswith("#"):
            look.given["fill"] = fill
        if ink.startswith("#"):
            look.given["ink"] = ink
        if weight := _said(part, "font-weight"):
            look.given["bold"] = weight == "bold" or (weight.isdigit() and int(weight) >= 600)
        if through := _said(part, "text-line-through-style"):
            look.given["struck"] = through != "none"
        if align := _said(part, "text-align"):
            look.given["side"] = _SIDES.get(align, align)
    return look


def _style(name: str, looks: Mapping[str, _Look], codes: Mapping[str, str]) -> Style:
    given: dict[str, Any] = {}
    seen: set[str] = set()
    while name in looks and name not in seen:
        seen.add(name)
        one = looks[name]
        given = {**one.given, **given}
        if one.data:
            given.setdefault("code", codes.get(one.data, ""))
        name = one.parent or ("" if name == "Default" else "Default")
    return style(**given)


# -- number formats --------------------------------------------------------------------------------

_FORMATS = frozenset(
    "number-style percentage-style currency-style date-style time-style text-style "
    "boolean-style".split()
)


def _code(element: Element, codes: Mapping[str, str]) -> str:
    """Return a format as Excel writes it."""
    own = "".join(_parts(element))
    # Figures of the other sign have a format of their own, named by a condition.
    for one in element:
        if _is(one, "map"):
            condition, other = (
                _said(one, "condition"),
                codes.get(_said(one, "apply-style-name"), ""),
            )
            if other and condition.replace(" ", "") in {"value()>=0", "value()>0"}:
                return f"{other};{own}"
    return own


def _parts(element: Element) -> Iterator[str]:
    for one in element:
        kind = one.tag.rpartition("}")[2]
        long = _said(one, "style") == "long"
        if kind == "text":
            yield "%" if one.text == "%" else f'"{one.text or ""}"'
        elif kind in {"number", "scientific-number"}:
            yield _figure(one)
        elif kind == "currency-symbol":
            yield f'"{one.text or "¥"}"'
        elif kind == "text-content":
            yield "@"
        elif kind == "year" and _said(one, "calendar") == "gengou":
            yield "ee" if long else "e"
        elif kind == "month" and _said(one, "textual") == "true":
            yield "mmmm" if long else "mmm"
        elif kind in _DATE_PARTS:
            yield _DATE_PARTS[kind][long]


def _figure(element: Element) -> str:
    decimals = _said(element, "decimal-places")
    least = _said(element, "min-integer-digits")
    if not decimals and _is(element, "number") and not _said(element, "grouping"):
        return "General"
    whole = "0" * (int(least) if least.isdigit() else 1) or "#"
    if _said(element, "grouping") == "true":
        whole = "#,##" + whole
    code = f"{whole}.{'0' * int(decimals)}" if decimals.isdigit() and int(decimals) else whole
    if _is(element, "scientific-number"):
        return code + "E+00"
    factor = _said(element, "display-factor")
    return code + "," * ((len(factor) - 1) // 3 if factor.isdigit() else 0)

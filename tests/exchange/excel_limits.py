"""A checker for what Excel requires of a workbook, beyond what other programs forgive.

`excel_violations` reads the XML itself. Excel repairs or refuses a file that breaks one of these;
the limits are those of ECMA-376 and of Microsoft's "Excel specifications and limits".
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LONGEST_TEXT, LONGEST_FORMULA = 32_767, 8_192
TALLEST_ROW, WIDEST_COLUMN = 409.5, 255.0

#: The order of the parts of a worksheet (CT_Worksheet); Excel refuses any other.
ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection"
    " protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells"
    " phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins"
    " pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors"
    " smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems"
    " tableParts extLst"
).split()

_NAME = re.compile(r"(?:_xlnm\.)?[^\W\d][\w.\\?]*")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_SHEET = re.compile(r"^(?:'((?:[^']|'')+)'|([^'!]+))!")


def excel_violations(path: Path) -> list[str]:
    """Return what Excel would repair, refuse or cut off in a workbook."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        parts = {
            name: ElementTree.fromstring(archive.read(name))
            for name in names
            if name.endswith((".xml", ".rels"))
        }
    found = [f"{name}: twice in the file" for name, count in Counter(names).items() if count > 1]
    found += _package(names, parts)
    workbook = parts["xl/workbook.xml"]
    sheets = [sheet.attrib["name"] for sheet in workbook.iter(f"{_MAIN}sheet")]
    found += _sheet_names(sheets)
    found += _defined_names(workbook, sheets)
    styles = parts["xl/styles.xml"]
    found += _styles(styles)
    found += _texts(parts)
    formats = len(styles.find(f"{_MAIN}cellXfs") or ())
    dxfs = len(styles.find(f"{_MAIN}dxfs") or ())
    for name, part in parts.items():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            found += [f"{name}: {what}" for what in _worksheet(part, formats, dxfs)]
        if name.startswith("xl/charts/"):
            found += [f"{name}: {what}" for what in _chart(part, sheets)]
    return found


def _package(names: list[str], parts: dict[str, ElementTree.Element]) -> Iterator[str]:
    """Every part has a type, and every relation leads to a part."""
    types = parts["[Content_Types].xml"]
    endings = {one.attrib["Extension"] for one in types.iter(f"{_TYPES}Default")}
    overridden = {one.attrib["PartName"] for one in types.iter(f"{_TYPES}Override")}
    for name in names:
        if name.rsplit(".", 1)[-1] not in endings and f"/{name}" not in overridden:
            yield f"{name}: without a content type"
    for part in overridden:
        if part[1:] not in names:
            yield f"{part}: typed but not there"
    for name, part in parts.items():
        if not name.endswith(".rels"):
            continue
        base = posixpath.dirname(posixpath.dirname(name))
        ids = [one.attrib["Id"] for one in part.iter(f"{_PACKAGE}Relationship")]
        if len(ids) != len(set(ids)):
            yield f"{name}: ids twice"
        for one in part.iter(f"{_PACKAGE}Relationship"):
            if one.get("TargetMode") == "External":
                yield f"{name}: leads outside"
                continue
            target = one.attrib["Target"]
            aim = target[1:] if target.startswith("/") else posixpath.join(base, target)
            if posixpath.normpath(aim) not in names:
                yield f"{name}: leads to {target}, which is not there"
        owner = posixpath.join(base, posixpath.basename(name).removesuffix(".rels"))
        if owner in parts:
            used = {
                value
                for element in parts[owner].iter()
                for key, value in element.attrib.items()
                if key.startswith(_OFFICE)
            }
            yield from (f"{owner}: {one} is no relation" for one in used - set(ids))


def _sheet_names(sheets: list[str]) -> Iterator[str]:
    if not sheets:
        yield "no sheet"
    for name, count in Counter(name.casefold() for name in sheets).items():
        if count > 1:
            yield f"sheet {name}: twice"
    for name in sheets:
        if not 0 < _units(name) <= 31:
            yield f"sheet {name}: {len(name)} characters"
        if re.search(r"[\[\]:*?/\\\x00-\x1f]", name) or name[0] == "'" or name[-1] == "'":
            yield f"sheet {name}: a character that no sheet's name may have"
        if name.casefold() == "history":
            yield "sheet History: Excel keeps the name for itself"


def _defined_names(workbook: ElementTree.Element, sheets: list[str]) -> Iterator[str]:
    held: Counter[tuple[str, str | None]] = Counter()
    for one in workbook.iter(f"{_MAIN}definedName"):
        name, local = one.attrib["name"], one.get("localSheetId")
        held[name.casefold(), local] += 1
        if not _NAME.fullmatch(name) or len(name) > 255 or re.fullmatch(r"[A-Z]{1,3}\d+", name):
            yield f"name {name}: no name"
        if local is not None and int(local) >= len(sheets):
            yield f"name {name}: of a sheet that is not there"
        for part in re.split(r",(?=(?:[^']*'[^']*')*[^']*$)", one.text or ""):
            sheet = _SHEET.match(part)
            if sheet and (sheet[1] or sheet[2]).replace("''", "'") not in sheets:
                yield f"name {name}: {part} leads nowhere"
    yield from (f"name {name}: twice" for (name, _local), count in held.items() if count > 1)


def _styles(styles: ElementTree.Element) -> Iterator[str]:
    codes = [one.attrib["formatCode"] for one in styles.iter(f"{_MAIN}numFmt")]
    if len(codes) > 200:
        yield f"{len(codes)} number formats"
    yield from (f"number format {code}: too long" for code in codes if len(code) > 255)
    for code in codes:
        if len(re.sub(r'"[^"]*"|\\.', "", code).split(";")) > 4:
            yield f"number format {code}: more than four sections"
    for name, most in (("cellXfs", 65_490), ("fonts", 1_024), ("fills", 65_490)):
        held = styles.find(f"{_MAIN}{name}")
        if held is None or not len(held):
            yield f"styles without {name}"
        elif len(held) > most:
            yield f"{len(held)} {name}"


def _texts(parts: dict[str, ElementTree.Element]) -> Iterator[str]:
    shared = parts.get("xl/sharedStrings.xml")
    if shared is None:
        return
    for one in shared.iter(f"{_MAIN}si"):
        text = "".join(part.text or "" for part in one.iter(f"{_MAIN}t"))
        if _units(text) > LONGEST_TEXT:
            yield f"a text of {len(text)} characters"
        for part in one.iter(f"{_MAIN}t"):
            space = part.get("{http://www.w3.org/XML/1998/namespace}space")
            words = part.text or ""
            if words != words.strip() and space != "preserve":
                yield f"the blanks around {words!r} would be lost"


def _worksheet(sheet: ElementTree.Element, formats: int, dxfs: int) -> Iterator[str]:
    order = [element.tag.removeprefix(_MAIN) for element in sheet]
    places = [ORDER.index(name) for name in order]
    if places != sorted(places):
        yield f"parts out of order: {' '.join(order)}"
    yield from _rows(sheet, formats)
    yield from _validations(sheet)
    yield from _ranges(sheet, dxfs)
    for column in sheet.iter(f"{_MAIN}col"):
        if float(column.get("width", 0)) > WIDEST_COLUMN:
            yield f"column {column.attrib['min']} is {column.attrib['width']} wide"
    for part in ("oddHeader", "oddFooter"):
        words = sheet.findtext(f"{_MAIN}headerFooter/{_MAIN}{part}") or ""
        if _units(words) > 255:
            yield f"{part} of {len(words)} characters"
    breaks = sheet.find(f"{_MAIN}rowBreaks")
    if breaks is not None and len(breaks) > 1_023:
        yield f"{len(breaks)} page breaks"


def _rows(sheet: ElementTree.Element, formats: int) -> Iterator[str]:
    before = 0
    for row in sheet.iter(f"{_MAIN}row"):
        number = int(row.attrib["r"])
        if not before < number <= LAST_ROW:
            yield f"row {number} after {before}"
        before = number
        if float(row.get("ht", 0)) > TALLEST_ROW:
            yield f"row {number} is {row.attrib['ht']} high"
        left = 0
        for cell in row.iter(f"{_MAIN}c"):
            found = _RANGE.fullmatch(cell.attrib["r"])
            assert found is not None
            column = _column(found[1])
            if int(found[2]) != number or not left < column <= LAST_COLUMN:
                yield f"cell {cell.attrib['r']} in row {number} after column {left}"
            left = column
            if int(cell.get("s", 0)) >= formats:
                yield f"cell {cell.attrib['r']}: format {cell.attrib['s']} is not there"
            formula = cell.findtext(f"{_MAIN}f")
            if formula is not None and (_units(formula) > LONGEST_FORMULA or formula[:1] == "="):
                yield f"cell {cell.attrib['r']}: {formula[:40]}"
            if cell.get("t") not in ("s", "str", "b", "e", "inlineStr"):
                value = cell.findtext(f"{_MAIN}v")
                # A formula that was never calculated has an empty value, which Excel takes.
                if value and not re.fullmatch(r"-?[\d.]+(?:[eE][-+]?\d+)?", value):
                    yield f"cell {cell.attrib['r']}: {value} is no number"


#: Longest texts of a rule for input: (attribute, characters).
_RULE_TEXTS = (("promptTitle", 32), ("prompt", 255), ("errorTitle", 32), ("error", 255))


def _validations(sheet: ElementTree.Element) -> Iterator[str]:
    for rules in sheet.iter(f"{_MAIN}dataValidations"):
        if int(rules.get("count", len(rules))) != len(rules) or not len(rules):
            yield f"{len(rules)} rules for input are counted as {rules.get('count')}"
        taken: list[tuple[int, int, int, int]] = []
        for rule in rules:
            place = rule.attrib["sqref"]
            for name, most in _RULE_TEXTS:
                if _units(rule.get(name, "")) > most:
                    yield f"rule for {place}: {name} of {len(rule.attrib[name])} characters"
            yield from (f"rule for {place}: {what}" for what in _rule(rule))
            for area in map(_area, place.split()):
                if any(_overlap(area, other) for other in taken):
                    yield f"rule for {place}: another one is there"
                taken.append(area)


def _rule(rule: ElementTree.Element) -> Iterator[str]:
    for formula in rule:
        words = formula.text or ""
        if not 0 < _units(words) <= 255:
            yield f"a formula of {len(words)} characters"
        if words[:1] == "=":
            yield words[:40]
        if rule.get("type") == "list" and words[:1] == '"':
            choices = words[1:-1].split(",")
            if len(choices) != len(set(choices)) or not all(map(str.strip, choices)):
                yield f"choices {words}"


def _ranges(sheet: ElementTree.Element, dxfs: int) -> Iterator[str]:
    merged = [_area(one.attrib["ref"]) for one in sheet.iter(f"{_MAIN}mergeCell")]
    for index, area in enumerate(merged):
        if area[:2] == area[2:]:
            yield f"a single cell merged: {area}"
        if any(_overlap(area, other) for other in merged[:index]):
            yield f"merged cells overlap: {area}"
    for rule in sheet.iter(f"{_MAIN}cfRule"):
        if "dxfId" in rule.attrib and int(rule.attrib["dxfId"]) >= dxfs:
            yield f"a conditional format is not there: {rule.attrib['dxfId']}"
        for formula in rule.iter(f"{_MAIN}formula"):
            if _units(formula.text or "") > LONGEST_FORMULA:
                yield "a condition is too long"
    for name in ("autoFilter", "dimension"):
        for one in sheet.iter(f"{_MAIN}{name}"):
            top, left, bottom, right = _area(one.attrib["ref"])
            if top > bottom or left > right or bottom > LAST_ROW:
                yield f"{name} {one.attrib['ref']}"
    open_ranges = [one.attrib["name"] for one in sheet.iter(f"{_MAIN}protectedRange")]
    if len(open_ranges) != len(set(open_ranges)):
        yield "ranges of one name are open"


def _chart(chart: ElementTree.Element, sheets: list[str]) -> Iterator[str]:
    formulas = [one.text or "" for one in chart.iter() if one.tag.endswith("}f")]
    if not formulas:
        yield "a chart of nothing"
    for formula in formulas:
        sheet = _SHEET.match(formula)
        if sheet is None or (sheet[1] or sheet[2]).replace("''", "'") not in sheets:
            yield f"{formula} leads nowhere"


def _area(reference: str) -> tuple[int, int, int, int]:
    """Return a range as (first row, first column, last row, last column)."""
    found = _RANGE.fullmatch(reference)
    assert found is not None, reference
    top, left = int(found[2]), _column(found[1])
    return top, left, int(found[4] or top), _column(found[3] or found[1])


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _units(text: str) -> int:
    """Return the length of a text as Excel counts it, in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2

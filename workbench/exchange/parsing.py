"""Turns the bytes of a workbook into plain lists; runs in the reading child only."""

from __future__ import annotations

import base64
import csv
import datetime
import hashlib
import io
from array import array
from collections.abc import Sequence
from threading import Thread
from typing import Any

from workbench.exchange import decoding, sniffing
from workbench.exchange.sniffing import Kind, Refusal

#: A grid larger than this is a used range gone wrong, not a department's sheet.
_MOST_CELLS = 20_000_000

Grid = list[list[Any]]

_NOTHING: dict[str, Any] = {"columns": [], "height": 0, "merged": []}


def parse(content: bytes, request: dict[str, Any], password: str | None) -> dict[str, Any]:
    """Return what the workbook holds, as JSON can carry it.

    Parameters
    ----------
    content
        The file as it lies on disk.
    request
        The limits: ``file_bytes``, ``unpacked_bytes``, ``ratio``, ``entries``; ``encoding`` of a
        text where a person chose one.
    password
        For an encrypted file; None when nobody gave one.

    Raises
    ------
    Refusal
        For every reason why the file is not read.
    """
    if len(content) > request["file_bytes"]:
        raise Refusal("file.too_large")
    answer: dict[str, Any] = {"sha256": hashlib.sha256(content).hexdigest()}
    try:
        kind = sniffing.sniff(content)
    except Refusal as refusal:
        if refusal.code == "file.unknown_encoding" and request.get("encoding"):
            kind = Kind.CSV
        elif refusal.code == "file.encrypted":
            content = _decrypt(content, password)
            kind = sniffing.sniff(content)
        else:
            raise
    answer["kind"] = kind.value
    if kind in {Kind.CSV, Kind.TSV}:
        if "looks_of" in request:
            return answer
        if request.get("encoding"):
            return answer | _chosen_text(content, request["encoding"])
        text, answer["encoding"] = decode(content)
        return answer | {"sheets": [_delimited_sheet(text, kind)]}
    if kind is not Kind.XLS:
        limits = {name: request[name] for name in ("unpacked_bytes", "ratio", "entries")}
        sniffing.check_archive(content, **limits)
    if "looks_of" in request:
        from workbench.exchange.looks_reading import looks  # noqa: PLC0415 - when it is shown

        return answer | looks(_open_content(content, password), kind, request)
    return answer | _read_workbook(content, kind, password)


def _open_content(content: bytes, password: str | None) -> bytes:
    """Return a workbook without the protection that an xls has inside of its container."""
    if not password:
        return content
    try:
        return _decrypt(content, password)
    except Refusal:
        return content


def _chosen_text(content: bytes, encoding: str) -> dict[str, Any]:
    """Return a text in the encoding a person chose, counting what cannot be read in it."""
    text = decoding.decoded(content, encoding)
    head = text[:4096]
    kind = Kind.TSV if head.count("\t") > head.count(",") else Kind.CSV
    return {
        "kind": kind.value,
        "chosen_encoding": encoding,
        "unreadable": text.count(decoding.UNREADABLE),
        "sheets": [_delimited_sheet(text, kind)],
    }


def _read_workbook(content: bytes, kind: Kind, password: str | None) -> dict[str, Any]:
    """Read values and inspect the rest at the same time: calamine works without Python's lock."""
    import python_calamine  # noqa: PLC0415 - not needed for text

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        inspected: list[dict[str, Any]] = [
            {"name": sheet.name, "worksheet": True} for sheet in workbook.sheets_metadata
        ]
        about: dict[str, Any] = {}
        inspector = Thread(target=lambda: about.update(_inspect(content, kind, inspected)))
        inspector.start()
        try:
            sheets = _read_sheets(workbook)
        finally:
            inspector.join()
    except python_calamine.PasswordError as error:
        if password:
            return _read_workbook(_decrypt(content, password), kind, None)
        raise Refusal("file.encrypted") from error
    except (Refusal, MemoryError):
        raise
    except BaseException as error:
        # calamine turns a panic of its Rust into a BaseException of pyo3's own.
        if isinstance(error, KeyboardInterrupt | SystemExit):
            raise
        raise Refusal("file.damaged") from error
    return about | {"sheets": list(map(_joined, inspected, sheets))}


def _joined(told: dict[str, Any], read: dict[str, Any]) -> dict[str, Any]:
    """Return a sheet's values with what was told of it; calamine knows merged cells of some."""
    spans = told.pop("spans", [])
    return told | read | {"merged": read["merged"] or spans}


def _inspect(content: bytes, kind: Kind, sheets: list[dict[str, Any]]) -> dict[str, Any]:
    """Add what calamine does not tell; what cannot be inspected still has its values."""
    from workbench.exchange import inspection  # noqa: PLC0415 - not for text

    try:
        if kind is Kind.XLS:
            from workbench.exchange.inspection_xls import inspect_xls  # noqa: PLC0415

            return inspect_xls(content, sheets)
        if kind is Kind.XLSB:
            from workbench.exchange.inspection_xlsb import inspect_xlsb  # noqa: PLC0415

            return inspect_xlsb(content, sheets)
        if kind is Kind.ODS:
            from workbench.exchange.inspection_ods import inspect_ods  # noqa: PLC0415

            return inspect_ods(content, sheets)
        return inspection.inspect(content, kind, sheets)
    except Exception:
        return {"uninspected": True}


def _decrypt(content: bytes, password: str | None) -> bytes:
    if not password:
        raise Refusal("file.encrypted")
    import msoffcrypto  # noqa: PLC0415 - half of the child's start for a rare case
    from msoffcrypto import exceptions  # noqa: PLC0415

    plain = io.BytesIO()
    try:
        office = msoffcrypto.OfficeFile(io.BytesIO(content))
        office.load_key(password=password)
        office.decrypt(plain)
    except (exceptions.InvalidKeyError, exceptions.DecryptionError) as error:
        raise Refusal("file.wrong_password") from error
    except (exceptions.FileFormatError, exceptions.ParseError) as error:
        raise Refusal("file.damaged") from error
    return plain.getvalue()


def _read_sheets(workbook: Any) -> list[dict[str, Any]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415

    sheets: list[dict[str, Any]] = []
    for index, metadata in enumerate(workbook.sheets_metadata):
        worksheet = metadata.typ == SheetTypeEnum.WorkSheet
        sheets.append(
            {
                "name": metadata.name,
                "visible": metadata.visible == SheetVisibleEnum.Visible,
                "worksheet": worksheet,
                **(_read_sheet(workbook.get_sheet_by_index(index)) if worksheet else _NOTHING),
            }
        )
    return sheets


def _read_sheet(sheet: Any) -> dict[str, Any]:
    if sheet.end is None:
        return _NOTHING
    height, width = sheet.end[0] + 1, sheet.end[1] + 1
    if height * width > _MOST_CELLS:
        raise Refusal("file.used_range", sheet=sheet.name, rows=height, columns=width)
    rows = sheet.to_python(skip_empty_area=False)
    merged = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    return {"columns": _packed(rows), "height": len(rows), "merged": merged}


def _packed(rows: Grid) -> list[Any]:
    """Return the grid column by column, columns of figures or texts alone packed into one text.

    A quarter of a million cells go to the parent in a tenth of the time that JSON takes for them
    one by one.
    """
    return [_packed_column(column) for column in zip(*rows, strict=True)]


def _packed_column(cells: Sequence[Any]) -> Any:
    """Pack a column of mostly figures (``f``) or texts (``s``); the others stand beside (``x``)."""
    kinds = list(map(type, cells))
    for kind in set(kinds) & {float, str}:
        others = _rows_of_others(kinds, kind)
        if 4 * len(others) > len(cells):
            continue
        beside = [[row, _plain(cells[row])] for row in others]
        filled = list(cells)
        for row in others:
            filled[row] = kind()
        if kind is float:
            packed = base64.b64encode(array("d", filled).tobytes()).decode("ascii")
            return {"f": packed, "x": beside}
        joined = "\0".join(filled)
        if joined.count("\0") == len(filled) - 1:
            return {"s": joined, "x": beside}
    return [_plain(cell) for cell in cells]


def _rows_of_others(kinds: list[type], kind: type) -> list[int]:
    """Return the rows of a column that are not of a kind; a search is quicker than a loop."""
    rows: list[int] = []
    for other in set(kinds) - {kind}:
        row = -1
        for _ in range(kinds.count(other)):
            row = kinds.index(other, row + 1)
            rows.append(row)
    return rows


def _plain(cell: Any) -> Any:
    """Return a cell as JSON can carry it: '' is None, a date is {"d": its text}."""
    if cell == "":
        return None
    if isinstance(cell, datetime.date):
        return {"d": cell.isoformat()}
    if isinstance(cell, datetime.time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, datetime.timedelta) else cell


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of a CSV file and its encoding: BOM, then UTF-8, then cp932, each strictly.

    Raises
    ------
    Refusal
        ``file.unknown_encoding``: guessing short Japanese texts goes wrong more often than not.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return _decoded(content, encoding), encoding
    if b"\x1b$" in content:
        raise Refusal("file.unknown_encoding")
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        text = _decoded(content, "cp932")
    # Python's cp932 lets through four bytes that stand for no character.
    if any(character in "\x80\xa0\uf8f0\uf8f1\uf8f2\uf8f3" for character in text):
        raise Refusal("file.unknown_encoding")
    if _reads_like_euc(content, text):
        raise Refusal("file.unknown_encoding")
    return text, "cp932"


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refusal("file.unknown_encoding") from error


def _reads_like_euc(content: bytes, as_cp932: str) -> bool:
    """Tell whether the text is EUC-JP, whose kanji cp932 takes for half-width katakana."""
    try:
        content.decode("euc_jp")
    except UnicodeDecodeError:
        return False
    narrow = sum("｡" <= character <= "ﾟ" for character in as_cp932)
    wide = sum(character > "ÿ" for character in as_cp932) - narrow
    return narrow > wide


def _delimited_sheet(text: str, kind: Kind) -> dict[str, Any]:
    delimiter = "\t" if kind is Kind.TSV else _delimiter(text)
    csv.field_size_limit(10_000_000)
    try:
        rows: Grid = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Refusal("file.damaged") from error
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    while rows and not any(rows[-1]):
        rows.pop()
    sheet = {"name": "", "visible": True, "worksheet": True, "merged": []}
    return sheet | {"columns": _packed(rows), "height": len(rows)}


def _delimiter(text: str) -> str:
    head = text[:4096]
    return ";" if head.count(";") > head.count(",") else ","

"""What kind of file it is, from its bytes and never from its name.

Everything here runs in the reading child and looks at a file before any parser opens it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from enum import StrEnum

from workbench.exchange.decoding import is_unmarked_utf16


class Kind(StrEnum):
    """The spreadsheets that are read."""

    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    TSV = "tsv"


class Refusal(Exception):  # noqa: N818 - it is no error: the file is what it is
    """A file that is not read; `code` names a sentence of `refusals`, `details` fills it."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details: Mapping[str, str | int] = details


#: First bytes of files that offices send under a spreadsheet's name.
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "RAR"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"MIME-Version:", "MHTML"),
    (b"MZ", "EXE"),
)
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BIFF_WITHOUT_CONTAINER = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(rb"\s*<(?:!doctype\s+html|html|head|meta|body|table|script)\b", re.IGNORECASE)
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_MANIFEST_BYTES = 1_000_000
_OTHER_PACKAGES = (("word/", "Word"), ("ppt/", "PowerPoint"), ("visio/", "Visio"))
#: A compound file's directory names its streams in UTF-16.
_OTHER_STREAMS = (("WordDocument", "Word"), ("PowerPoint Document", "PowerPoint"))
_PROLOG = 4096


def sniff(content: bytes) -> Kind:
    """Return the kind of spreadsheet that `content` is.

    Raises
    ------
    Refusal
        ``file.empty``, ``file.encrypted``, ``file.cannot_decrypt``, ``file.damaged``,
        ``file.not_a_spreadsheet`` (with
        the name of what it is), ``file.old_excel``.
    """
    if not content.strip(b"\x00\t\r\n "):
        raise Refusal("file.empty")
    if content.startswith(_ZIP):
        return _sniff_zip(content)
    if content.startswith(_COMPOUND_FILE):
        return _sniff_compound_file(content)
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            raise Refusal("file.not_a_spreadsheet", format=name)
    if content.startswith(_BIFF_WITHOUT_CONTAINER):
        raise Refusal("file.old_excel")
    return _sniff_text(content)


def _sniff_zip(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            mimetype = _beginning(archive, "mimetype", names)
            manifest = _beginning(archive, _MANIFEST, names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError) as error:
        raise Refusal("file.damaged") from error
    if mimetype.startswith(_ODS_TYPE):
        if b"encryption-data" in manifest:
            raise Refusal("file.cannot_decrypt")
        return Kind.ODS
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    if "xl/workbook.xml" in names:
        macros = any(name.startswith("xl/vbaProject") for name in names)
        return Kind.XLSM if macros else Kind.XLSX
    for folder, name in _OTHER_PACKAGES:
        if any(entry.startswith(folder) for entry in names):
            raise Refusal("file.not_a_spreadsheet", format=name)
    if "[Content_Types].xml" in names:
        raise Refusal("file.damaged")
    raise Refusal("file.not_a_spreadsheet", format="ZIP")


def _beginning(archive: zipfile.ZipFile, name: str, names: set[str]) -> bytes:
    """Return the beginning of a part; however much it unpacks to, no more is unpacked."""
    if name not in names:
        return b""
    with archive.open(name) as part:
        return part.read(_MANIFEST_BYTES)


def _sniff_compound_file(content: bytes) -> Kind:
    def has_stream(name: str) -> bool:
        return (name + "\0").encode("utf-16-le") in content

    if has_stream("EncryptedPackage"):
        raise Refusal("file.encrypted")
    if has_stream("Workbook") or has_stream("Book"):
        return Kind.XLS
    for stream, name in _OTHER_STREAMS:
        if has_stream(stream):
            raise Refusal("file.not_a_spreadsheet", format=name)
    raise Refusal("file.damaged")


def _sniff_text(content: bytes) -> Kind:
    start = content.removeprefix(b"\xef\xbb\xbf")[:_PROLOG]
    if _HTML.match(start):
        raise Refusal("file.not_a_spreadsheet", format="HTML")
    if start.lstrip().startswith(b"<?xml"):
        name = "XML 2003" if b"schemas-microsoft-com:office:spreadsheet" in start else "XML"
        raise Refusal("file.not_a_spreadsheet", format=name)
    if content.startswith(_UTF16):
        # Excel's "Unicode text" is tab-separated UTF-16.
        return Kind.TSV if "\t".encode("utf-16-le").strip(b"\0") in start else Kind.CSV
    if b"\0" in start:
        if is_unmarked_utf16(start[: len(start) // 2 * 2]):
            raise Refusal("file.unknown_encoding")
        raise Refusal("file.not_a_spreadsheet", format="")
    head = start.rpartition(b"\n")[0] or start
    return Kind.TSV if head.count(b"\t") > head.count(b",") else Kind.CSV


def check_archive(content: bytes, *, unpacked_bytes: int, ratio: int, entries: int) -> None:
    """Look at a zip's promises before anything is unpacked.

    Parameters
    ----------
    unpacked_bytes
        What all parts together may hold.
    ratio
        How many times larger than packed a part of more than 10 MB may be.
    entries
        How many parts there may be.

    Raises
    ------
    Refusal
        ``file.expands`` for a zip bomb, ``file.hostile`` for parts that declare entities,
        ``file.damaged``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            total = sum(part.file_size for part in parts)
            steep = any(
                part.file_size > 10_000_000 and part.file_size > ratio * max(part.compress_size, 1)
                for part in parts
            )
            if total > unpacked_bytes or steep or len(parts) > entries:
                raise Refusal("file.expands", packed=len(content), unpacked=total)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    _check_prolog(archive, part)
    except Refusal:
        raise
    except (zipfile.BadZipFile, zipfile.zlib.error, NotImplementedError, RuntimeError) as error:  # type: ignore[attr-defined]
        raise Refusal("file.damaged") from error
    except (ValueError, EOFError, OSError) as error:
        raise Refusal("file.damaged") from error


def _check_prolog(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a part that declares a document type: no spreadsheet program writes one."""
    with archive.open(part) as stream:
        start = stream.read(_PROLOG).replace(b"\0", b"")
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise Refusal("file.hostile")

"""The sentences for files that are not read: what happened and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbench.errors import PersonError
from workbench.language import Message, message

Details = Mapping[str, str | int]


def refused(code: str, details: Details, name: str) -> PersonError:
    """Return the error that says why the file called `name` was not read."""
    what, remedy = _SENTENCES.get(code, _crashed)(details)
    return PersonError(code, what, remedy=remedy, place=name)


def _crashed(_: Details) -> tuple[Message, Message]:
    return (
        message("The file cannot be read: the reader broke off in the middle of it."),
        message("Open it in Excel and save it as a new workbook (.xlsx)."),
    )


def _damaged(_: Details) -> tuple[Message, Message]:
    return (
        message("The file is damaged and cannot be read."),
        message("Open it in Excel, let Excel repair it, and save it as a new workbook (.xlsx)."),
    )


def _empty(_: Details) -> tuple[Message, Message]:
    return (
        message("The file is empty."),
        message("Ask the sender to send it again."),
    )


def _encrypted(_: Details) -> tuple[Message, Message]:
    return (
        message("The file is protected by a password."),
        message("Enter the password, or ask the sender for a copy without one."),
    )


def _wrong_password(_: Details) -> tuple[Message, Message]:
    return (
        message("The password does not open the file."),
        message("Enter the password again, or ask the sender for a copy without one."),
    )


def _cannot_decrypt(_: Details) -> tuple[Message, Message]:
    return (
        message("The file is protected by a password in a way that cannot be opened here."),
        message("Open it in Excel with its password and save it without one."),
    )


def _expands(details: Details) -> tuple[Message, Message]:
    return (
        message(
            "The file was not opened: it is {packed} MB but would unpack to {unpacked} MB.",
            packed=_megabytes(details["packed"]),
            unpacked=_megabytes(details["unpacked"]),
        ),
        message("Copy the cells that hold figures into a new workbook and import that."),
    )


def _megabytes(size: str | int) -> str:
    return f"{int(size) / 1_000_000:,.1f}"


def _hostile(_: Details) -> tuple[Message, Message]:
    return (
        message("The file was not opened: it tries to pull in other files, as no workbook does."),
        message("Ask the sender where it comes from; do not open it in Excel."),
    )


def _too_large(_: Details) -> tuple[Message, Message]:
    return (
        message("The file is too large to be read."),
        message("Delete sheets and empty rows that are not needed and save it again."),
    )


def _used_range(details: Details) -> tuple[Message, Message]:
    return (
        message(
            "The sheet {sheet} reaches over {rows} rows and {columns} columns.",
            sheet=details["sheet"],
            rows=f"{details['rows']:,}",
            columns=f"{details['columns']:,}",
        ),
        message("Delete the rows and columns beyond the table and save the file again."),
    )


def _too_slow(details: Details) -> tuple[Message, Message]:
    return (
        message("Reading was stopped after {seconds} seconds.", seconds=details["seconds"]),
        message("Delete sheets that are not needed, or copy the table into a new workbook."),
    )


#: Sentences for what offices send under a spreadsheet's name.
_FORMATS: Mapping[str, Callable[[], Message]] = {
    "HTML": lambda: message("The file is a web page (HTML), not a spreadsheet."),
    "PDF": lambda: message("The file is a PDF, not a spreadsheet."),
    "Word": lambda: message("The file is a Word document, not a spreadsheet."),
    "PowerPoint": lambda: message("The file is a PowerPoint presentation, not a spreadsheet."),
    "ZIP": lambda: message("The file is a ZIP archive, not a spreadsheet."),
    "XML 2003": lambda: message("The file is an XML spreadsheet of 2003, which is not read."),
    "": lambda: message("The file is not a spreadsheet."),
}


def _not_a_spreadsheet(details: Details) -> tuple[Message, Message]:
    name = str(details["format"])
    what = (
        _FORMATS[name]()
        if name in _FORMATS
        else message("The file is of the kind {format}, not a spreadsheet.", format=name)
    )
    if name in {"HTML", "XML 2003"}:
        return what, message("Open it in Excel and save it as a workbook (.xlsx).")
    if name == "ZIP":
        return what, message("Unpack it and import the workbooks in it.")
    return what, message("Ask the sender for the workbook (.xlsx) it was made from.")


def _old_excel(_: Details) -> tuple[Message, Message]:
    return (
        message("The file was saved by an Excel older than 1995 and is not read."),
        message("Open it in Excel and save it as a workbook (.xlsx)."),
    )


def _unknown_encoding(_: Details) -> tuple[Message, Message]:
    return (
        message("The text is neither UTF-8 nor Shift_JIS, so its characters cannot be told."),
        message("Say which encoding it is in, or have it saved as a workbook (.xlsx)."),
    )


def _unreadable(details: Details) -> tuple[Message, Message]:
    return (
        message("The file cannot be opened ({reason}).", reason=details["reason"]),
        message("Close it in other programs and check that you may read it."),
    )


def _missing(_: Details) -> tuple[Message, Message]:
    return (
        message("There is no such file."),
        message("Check the name; it may have been moved or renamed."),
    )


def _folder(_: Details) -> tuple[Message, Message]:
    return (
        message("This is a folder, not a file."),
        message("Choose the workbooks in it."),
    )


_SENTENCES: Mapping[str, Callable[[Details], tuple[Message, Message]]] = {
    "file.damaged": _damaged,
    "file.empty": _empty,
    "file.encrypted": _encrypted,
    "file.wrong_password": _wrong_password,
    "file.cannot_decrypt": _cannot_decrypt,
    "file.expands": _expands,
    "file.hostile": _hostile,
    "file.too_large": _too_large,
    "file.used_range": _used_range,
    "file.too_slow": _too_slow,
    "file.not_a_spreadsheet": _not_a_spreadsheet,
    "file.old_excel": _old_excel,
    "file.unknown_encoding": _unknown_encoding,
    "file.unreadable": _unreadable,
    "file.missing": _missing,
    "file.folder": _folder,
}

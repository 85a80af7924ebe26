"""What is said of a file: how far it has come, what it was taken for, why it cannot be read."""

from __future__ import annotations

from workbench.desktop.importing.files import ASKS_ENCODING, File, State
from workbench.desktop.importing.words import LAYOUTS
from workbench.errors import PersonError
from workbench.exchange.changes import WRITING
from workbench.language import tr

#: Errors that a password puts right.
ASKS_PASSWORD = frozenset({"file.encrypted", "file.wrong_password"})


def sentence(error: PersonError | None) -> str:
    """Return what is wrong and what to do; the file is named above it already."""
    if error is None:
        return ""
    return f"{error.what} {error.remedy}" if error.remedy else str(error.what)


def recognised(file: File) -> str:
    """Return what a workbook was taken for, and whose confirmed columns served again."""
    reading = file.reading
    if reading is None:
        return ""
    if not reading.proposal.recognised:
        return tr("Nothing in this workbook was recognised.")
    kinds = dict.fromkeys(str(LAYOUTS.get(key, key)) for key in reading.proposal.layouts)
    said = tr("Recognised as: {kinds}", kinds="　".join(kinds))
    same_as = next((title for title in reading.remembered.values() if title), "")
    if same_as:
        said += "　" + tr("✓ The same form as {workbook}", workbook=same_as)
    return said


def summary(file: File) -> str:
    """Return a file's name and, beneath, how far it has come."""
    return f"{file.path.name}\n{_state(file)}"


def _trouble(error: PersonError | None) -> str:
    if error is not None and error.code in ASKS_PASSWORD:
        return tr("▲ Needs its password")
    if error is not None and error.code in ASKS_ENCODING:
        return tr("▲ Needs its encoding")
    return tr("✕ Cannot be read")


def _state(file: File) -> str:
    if file.state is State.READING and file.reading is None:
        return tr("Reading…")
    if file.state is State.CANCELLED:
        return tr("Reading was cancelled.")
    if file.error is not None or file.reading is None:
        return _trouble(file.error)
    proposal = file.reading.proposal
    if not proposal.recognised:
        return tr("▲ Not recognised")
    figures = sum(proposal.counts[change] for change in WRITING)
    kind = str(LAYOUTS.get(proposal.layouts[0], proposal.layouts[0]))
    open_ones = sum(finding.needs_decision for finding in proposal.findings)
    said = [tr("{count} figures to take in", count=f"{figures:,}")] if figures else []
    if open_ones:
        said.append(tr("▲ {count} to be decided", count=f"{open_ones:,}"))
    return f"{kind}\n" + ("　".join(said) or tr("Nothing new"))

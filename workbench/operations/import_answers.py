"""The answer to a department that has sent a workbook, as a workbook of its own."""

from __future__ import annotations

import hashlib
from pathlib import Path

from workbench.errors import PersonError
from workbench.exchange.answer_book import write_answer as write_book
from workbench.exchange.proposals import ImportProposal
from workbench.language import message
from workbench.operations.file_writing import ENDING, write_beside
from workbench.store.database import Database
from workbench.store.journal import last_change

_SUFFIX = "_確認結果"


def answer_name(proposal: ImportProposal) -> str:
    """Return the file name that is offered for the answer to a workbook."""
    return f"{Path(proposal.workbook).stem}{_SUFFIX}{ENDING}"


def write_answer(database: Database, proposal: ImportProposal, path: Path) -> Path:
    """Write what was noticed in a workbook into a new one; return where it lies.

    Raises `PersonError` when `path` is the department's own file, or cannot be written.
    """
    if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == proposal.sha256:
        raise PersonError(
            "answer.own_file",
            message("{file} is the department's own file; it stays as it is.", file=path.name),
            remedy=message("Choose another name for the answer."),
        )
    made_at = last_change(database)
    write_beside(path, lambda beside: write_book(proposal, beside, made_at))
    return path

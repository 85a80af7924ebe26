"""Asking for the other copy, comparing in the background, and taking it in."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.language import tr

if TYPE_CHECKING:
    from workbench.desktop.merging.sheet import MergeSheet
    from workbench.desktop.window import MainWindow
    from workbench.operations.merging import Proposal, Side


class Merging:
    """Merges another copy, or what somebody else has saved meanwhile, into the open plan."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.sheet: MergeSheet | None = None

    def choose(self) -> None:
        """Ask for another copy of the plan and show what it holds."""
        window = self._window
        path = window.questions.plan_to_open(
            window, window.document.path.parent, tr("Choose the other copy of this plan")
        )
        if path is None:
            return
        if path.resolve() == window.document.path.resolve():
            # What somebody else has saved into it is offered when saving finds it.
            window.status.tell(tr("{file} is open already.", file=path.name))
            return
        self.compare(path)

    def compare(self, path: Path) -> None:
        """Compare a file with the plan, and show the sheet when that is done."""
        window = self._window
        window.document.settle()
        database = window.document.database.path
        task = window.tasks.start(
            lambda: _compare(database, path),
            lambda proposal: self._show(path, proposal),
            window.tell_failure,
        )
        sentence = tr("Comparing with {file}…", file=path.name)
        window.notice.tell(sentence, tr("Cancel"), task.cancel)

    def _show(self, path: Path, proposal: Proposal) -> None:
        from workbench.desktop.merging.sheet import MergeSheet

        window = self._window
        window.notice.hide()
        is_own = path.resolve() == window.document.path.resolve()
        if proposal.is_empty and is_own:
            # Somebody saved it anew without a step: there is nothing to ask.
            self._merge(proposal, {}, is_own=True)
            return
        if proposal.is_empty:
            window.notice.tell(tr("{file} holds nothing that this plan lacks.", file=proposal.file))
            return
        self.sheet = MergeSheet(
            window.document.path.name,
            proposal,
            lambda choices: self._merge(proposal, choices, is_own=is_own),
            window,
            saves=is_own,
        )
        self.sheet.open()

    def _merge(self, proposal: Proposal, choices: Mapping[str, Side], *, is_own: bool) -> bool:
        window = self._window
        done = window.document.merge(proposal, choices, is_own=is_own)
        if done:
            window.notice.hide()
            if is_own:
                window.files.save()
        elif self.sheet is not None:
            # What stands in the way is said on the page behind.
            self.sheet.reject()
        return done


def _compare(database: Path, path: Path) -> Proposal:
    from workbench.operations import merging
    from workbench.store.database import Database

    with contextlib.closing(Database(database, read_only=True)) as reading:
        return merging.compare_with(reading, path)

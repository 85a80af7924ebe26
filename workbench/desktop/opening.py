"""Opening plans when something stands in the way: a crash, somebody else, damage."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import PersonError
from workbench.language import tr
from workbench.store.planfile import PlanFile
from workbench.store.unsaved import Unsaved

if TYPE_CHECKING:
    from workbench.desktop.notice import Choice
    from workbench.desktop.window import MainWindow
    from workbench.store.rescue import Offer

#: So many of the newest unsaved steps are named in the question.
_NAMED = 4
#: How the name of a backup begins with the moment it was kept.
_MOMENT, _MOMENT_LENGTH = "%Y%m%d-%H%M%S", 15


class Opening:
    """Asks on the page what to do, and does it."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        #: Plans shown in place of a damaged one: their file, and the damaged one.
        self._instead_of: dict[Path, Path] = {}

    def tell(self, error: PersonError) -> bool:
        """Say what kept a plan from being opened, with what can be done; False for other errors."""
        path = Path(error.place)
        window = self._window
        read = (tr("Open for reading only"), lambda: window.files.open(path, read_only=True))
        if error.code == "file.open_elsewhere":
            take = (tr("Take it over…"), lambda: self._take_over(path))
            window.notice.ask(str(error), [read, take])
        elif error.code == "file.marked_read_only":
            window.notice.ask(str(error), [read])
        elif error.code == "file.damaged" and path.is_file():
            window.notice.tell(f"{error}\n{tr('Looking for what can be had instead…')}")
            from workbench.store import rescue

            window.tasks.start(
                lambda: rescue.offer(path),
                lambda offer: self._offer(error, path, offer),
                lambda _failure: window.notice.tell(str(error)),
            )
        else:
            return False
        return True

    def proposed_name(self) -> Path:
        """Return the name that saving under another one begins with."""
        path = self._window.document.path
        damaged = self._instead_of.get(path)
        if damaged is None:
            return path
        return damaged.with_name(f"{damaged.stem}-{tr('recovered')}{damaged.suffix}")

    def ask_about_unsaved(self, path: Path | None = None) -> None:
        """Ask what to do with work on a plan (None: on any) that a crash has left behind."""
        self._ask(PlanFile.unsaved(path))

    def _ask(self, works: list[Unsaved]) -> None:
        if not works:
            return
        from workbench.operations.recovery import describe_unsaved

        work, rest = works[0], works[1:]
        told = describe_unsaved(work)
        named = told.steps[-_NAMED:]
        lines = [told.headline, *(f"・{step}" for step in named), told.remark]
        discard = (tr("Discard it…"), lambda: self._discard(work, rest))
        choices: list[Choice] = [discard]
        if work.readable:
            choices.insert(0, (tr("Go on with this work"), lambda: self._recover(work, rest)))
        self._window.notice.ask("\n".join(line for line in lines if line), choices)

    def _recover(self, work: Unsaved, rest: list[Unsaved]) -> None:
        if self._window.files.may_leave() and self._window.document.recover(work):
            self._window.status.tell(
                tr("The unsaved work on {file} is here again.", file=work.path.name)
            )
            self._ask(rest)

    def _discard(self, work: Unsaved, rest: list[Unsaved]) -> None:
        question = tr("Discard the unsaved work on {file}?", file=work.path.name)
        details = tr("It cannot be brought back.")
        if self._window.questions.go_ahead(self._window, question, details, tr("Discard")):
            work.discard()
            self._ask(rest)
        else:
            self._ask([work, *rest])

    def _take_over(self, path: Path) -> None:
        question = tr("Take over {file}?", file=path.name)
        details = tr("Whoever has it open can then save only under another name.")
        window = self._window
        if window.questions.go_ahead(window, question, details, tr("Take over")):
            window.files.open(path, take_over=True)

    def _offer(self, error: PersonError, path: Path, offer: Offer) -> None:
        choices: list[Choice] = []
        if offer.backup is not None:
            backup = offer.backup
            words = tr("Open the backup of {moment}", moment=_moment_of(backup))
            choices.append((words, lambda: self._open_backup(path, backup)))
        if offer.readable_rows:
            choices.append((tr("Read what can be read"), lambda: self._rescue(path)))
        self._window.notice.ask(str(error), choices)

    def _open_backup(self, damaged: Path, backup: Path) -> None:
        if self._window.files.open(backup, read_only=True):
            self._instead_of[self._window.document.path] = damaged
            self._ask_for_a_name(
                tr("This is the backup of {moment}.", moment=_moment_of(backup)),
            )

    def _rescue(self, damaged: Path) -> None:
        from workbench.store import rescue

        if not self._window.files.may_leave():
            return
        try:
            rescued = rescue.rescue(damaged)
        except PersonError as error:
            self._window.notice.tell(str(error))
            return
        self._window.document.show(rescued.plan_file)
        self._instead_of[self._window.document.path] = damaged
        sentence = tr("Everything that could be read of {file} is here.", file=damaged.name)
        if rescued.doubtful:
            doubtful = tr(
                "In {count} tables something may be missing.", count=len(rescued.doubtful)
            )
            sentence = f"{sentence} {doubtful}"
        self._ask_for_a_name(sentence)

    def _ask_for_a_name(self, sentence: str) -> None:
        remedy = tr("Save it under a name of its own to go on with it.")
        self._window.notice.ask(
            f"{sentence} {remedy}", [(tr("Save as…"), self._window.files.save_as)]
        )


def _moment_of(backup: Path) -> str:
    try:
        kept = datetime.datetime.strptime(backup.stem[:_MOMENT_LENGTH], _MOMENT).astimezone()
    except ValueError:
        return backup.name
    return kept.strftime("%Y-%m-%d %H:%M")

"""What the window asks a person in a dialog of the system; tests answer in its place."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from workbench.language import tr

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

#: Endings of the workbooks and tables that the import reads.
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
PLAN_ENDING = ".plandb"


class Answer(Enum):
    """What to do with steps that have not been saved."""

    SAVE = auto()
    DISCARD = auto()
    CANCEL = auto()


class Questions(Protocol):
    """The questions that cannot be asked on the page; None and CANCEL mean: leave it."""

    def unsaved_work(self, parent: QWidget, name: str) -> Answer:
        """Ask what to do with work in the plan `name` that has not been saved."""

    def plan_to_open(self, parent: QWidget, folder: Path, title: str = "") -> Path | None:
        """Ask for a plan file; the title says for what."""

    def workbooks_to_import(self, parent: QWidget, folder: Path) -> list[Path]:
        """Ask for workbooks to read."""

    def picture_to_read(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        """Ask for a picture: SVG or PNG."""

    def colour(self, parent: QWidget, title: str, proposed: str) -> str | None:
        """Ask for a colour, #RRGGBB."""

    def file_to_write(self, parent: QWidget, title: str, proposed: Path) -> Path | None:
        """Ask under which name to write; the ending is that of `proposed`."""

    def go_ahead(self, parent: QWidget, question: str, details: str, verb: str) -> bool:
        """Ask whether to do what `verb` names."""

    def tell(self, parent: QWidget, sentence: str) -> None:
        """Say what has to be known before there is a page to say it on."""

    def folder(self, parent: QWidget, title: str, proposed: Path) -> Path | None:
        """Ask for a folder."""

    def password(self, parent: QWidget, name: str) -> str | None:
        """Ask for the password of a workbook."""

    def printer(self, parent: QWidget, printer: QPrinter) -> bool:
        """Ask which printer and which pages; the answer is kept in `printer`."""


class DialogQuestions:
    """Asks with the dialogs of Qt and of the system."""

    def unsaved_work(self, parent: QWidget, name: str) -> Answer:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("Unsaved work"))
        box.setText(tr("Save the changes to {name}?", name=name))
        box.setInformativeText(tr("Without saving, the steps since the last save are lost."))
        save = box.addButton(tr("Save"), QMessageBox.ButtonRole.AcceptRole)
        discard = box.addButton(tr("Do not save"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(save)
        box.setEscapeButton(cancel)
        box.exec()
        clicked = box.clickedButton()
        if clicked is save:
            return Answer.SAVE
        return Answer.DISCARD if clicked is discard else Answer.CANCEL

    def plan_to_open(self, parent: QWidget, folder: Path, title: str = "") -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        kinds = tr("Plan files (*{ending})", ending=PLAN_ENDING)
        name, _kind = QFileDialog.getOpenFileName(
            parent, title or tr("Open a plan"), str(folder), kinds
        )
        return Path(name) if name else None

    def workbooks_to_import(self, parent: QWidget, folder: Path) -> list[Path]:
        from PySide6.QtWidgets import QFileDialog

        endings = " ".join(f"*{ending}" for ending in WORKBOOK_ENDINGS)
        kinds = tr("Workbooks and tables ({endings})", endings=endings)
        names, _kind = QFileDialog.getOpenFileNames(
            parent, tr("Choose workbooks to import"), str(folder), kinds
        )
        return [Path(name) for name in names]

    def file_to_write(self, parent: QWidget, title: str, proposed: Path) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        kinds = f"{proposed.suffix.removeprefix('.').upper()} (*{proposed.suffix})"
        name, _kind = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds)
        if not name:
            return None
        chosen = Path(name)
        return chosen if chosen.suffix else chosen.with_suffix(proposed.suffix)

    def picture_to_read(self, parent: QWidget, title: str, folder: Path) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        kinds = tr("Pictures (*.svg *.png)")
        name, _kind = QFileDialog.getOpenFileName(parent, title, str(folder), kinds)
        return Path(name) if name else None

    def colour(self, parent: QWidget, title: str, proposed: str) -> str | None:
        from PySide6.QtGui import QColor
        from PySide6.QtWidgets import QColorDialog

        chosen = QColorDialog.getColor(QColor(proposed), parent, title)
        return chosen.name().upper() if chosen.isValid() else None

    def go_ahead(self, parent: QWidget, question: str, details: str, verb: str) -> bool:
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(verb)
        box.setText(question)
        box.setInformativeText(details)
        yes = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        cancel = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(yes)
        box.setEscapeButton(cancel)
        box.exec()
        return box.clickedButton() is yes

    def tell(self, parent: QWidget, sentence: str) -> None:
        from PySide6.QtWidgets import QMessageBox

        if QGuiApplication.platformName() != "offscreen":
            QMessageBox.warning(parent, QGuiApplication.applicationDisplayName(), sentence)

    def folder(self, parent: QWidget, title: str, proposed: Path) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        name = QFileDialog.getExistingDirectory(parent, title, str(proposed))
        return Path(name) if name else None

    def password(self, parent: QWidget, name: str) -> str | None:
        from PySide6.QtWidgets import QInputDialog, QLineEdit

        text, accepted = QInputDialog.getText(
            parent,
            tr("Password"),
            tr("{name} is protected. Its password:", name=name),
            QLineEdit.EchoMode.Password,
        )
        return text if accepted and text else None

    def printer(self, parent: QWidget, printer: QPrinter) -> bool:
        from PySide6.QtPrintSupport import QPrintDialog

        return bool(QPrintDialog(printer, parent).exec() == QPrintDialog.DialogCode.Accepted)

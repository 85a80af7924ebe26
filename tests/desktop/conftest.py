"""A window on the sample plan, with somebody who answers its questions."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from tests.desktop.filled_indicators import Filled
from workbench.desktop.application import make_application
from workbench.desktop.document import Document
from workbench.desktop.questions import Answer
from workbench.store.planfile import PlanFile


@dataclass
class Answers:
    """Answers what the window asks, and remembers what that was."""

    unsaved: Answer = Answer.DISCARD
    plan: Path | None = None
    workbooks: list[Path] = field(default_factory=list)
    name: Path | None = None
    secret: str | None = None
    goes_ahead: bool = True
    chosen_folder: Path | None = None
    printed_to: Path | None = None
    picture: Path | None = None
    chosen_colour: str | None = None
    asked: list[str] = field(default_factory=list)

    def unsaved_work(self, parent, name):
        self.asked.append(f"unsaved {name}")
        return self.unsaved

    def plan_to_open(self, parent, folder, title=""):
        self.asked.append("plan")
        return self.plan

    def workbooks_to_import(self, parent, folder):
        self.asked.append("workbooks")
        return self.workbooks

    def file_to_write(self, parent, title, proposed):
        self.asked.append(f"write {proposed.name}")
        return self.name

    def picture_to_read(self, parent, title, folder):
        self.asked.append("picture")
        return self.picture

    def colour(self, parent, title, proposed):
        self.asked.append(f"colour {proposed}")
        return self.chosen_colour

    def go_ahead(self, parent, question, details, verb):
        self.asked.append(f"{question} {details}")
        return self.goes_ahead

    def tell(self, parent, sentence):
        self.asked.append(sentence)

    def folder(self, parent, title, proposed):
        self.asked.append("folder")
        return self.chosen_folder

    def password(self, parent, name):
        self.asked.append(f"password {name}")
        return self.secret

    def printer(self, parent, printer):
        self.asked.append("printer")
        if self.printed_to is None:
            return False
        printer.setOutputFileName(str(self.printed_to))
        return True


@pytest.fixture
def plan_path(sample_file, tmp_path, home) -> Path:
    return Path(shutil.copy(sample_file, tmp_path / "plan.plandb"))


@pytest.fixture
def document(plan_path, qapp):
    document = Document(PlanFile.open(plan_path))
    yield document
    document.close()
    document.deleteLater()


@pytest.fixture(scope="session")
def application(qapp):
    """Return the application, set up as for a person who reads Japanese."""
    return make_application("ja")


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def window(plan_path, answers, application, qtbot):
    from workbench.desktop.window import MainWindow

    window = MainWindow(Document(PlanFile.open(plan_path)), answers)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield window
    answers.unsaved = Answer.DISCARD
    window.close()
    window.deleteLater()
    # Without an event loop of the application nobody else deletes it.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def measure(document):
    """Return the measure 4-10, which serves two themes."""
    return next(element for element in document.plan.elements if element.code == "4-10")


@pytest.fixture
def filled(window):
    return Filled(window)


@pytest.fixture
def settings(window):
    window.actions_.settings.trigger()
    return window.pages.plan.settings

"""What a plan says is shown as it is: no HTML, no typst, no formula, whatever it looks like."""

import shutil

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QInputDialog,
    QLabel,
    QMessageBox,
    QToolTip,
    QWidget,
)

from tests.desktop.everywhere import top_levels
from workbench.desktop import places
from workbench.desktop.document import Document
from workbench.desktop.places import Place, element_place
from workbench.desktop.window import MainWindow
from workbench.store.database import connect
from workbench.store.planfile import PlanFile
from workbench.store.schema import PLAN_TABLES

HOSTILE = '<b style="color:red">'

#: What people write, wherever it stands.
_WORDS = {"name", "title", "subtitle", "vision", "section_in_charge", "description", "aims",
          "initiative", "unit", "definition", "source_note", "department", "joint_departments",
          "note", "summary", "publisher", "original", "sheet", "issue", "cause", "action", "code",
          "reason", "grade_reason", "words"}  # fmt: skip


@pytest.fixture
def hostile_plan(sample_file, tmp_path, home):
    """Return a plan of which every text begins with markup."""
    path = shutil.copy(sample_file, tmp_path / "plan.plandb")
    with PlanFile.open(path) as opened:
        working = opened.database.path
        connection = connect(working)
        with connection:
            for table in PLAN_TABLES:
                for _id, name, kind, *_rest in connection.execute(f"PRAGMA table_info({table})"):
                    if kind == "TEXT" and name in _WORDS and table not in _OF_PROGRAM:
                        connection.execute(
                            f"UPDATE OR IGNORE {table} SET {name} = ? || {name} WHERE {name} <> ''",
                            [HOSTILE],
                        )
        connection.close()
        opened.save()
    return path


#: Tables whose texts are values of the program, not words.
_OF_PROGRAM = ("setting", "assumption", "area")


@pytest.fixture
def hostile_window(hostile_plan, answers, application, qtbot):
    window = MainWindow(Document(PlanFile.open(hostile_plan)), answers)
    window.show()
    qtbot.waitExposed(window)
    yield window
    window.close()
    window.deleteLater()


def taken_for_html(window: QWidget) -> list[str]:
    """Return the labels in sight that would show what the plan says as HTML."""
    return [
        f"{type(label.parent()).__name__}: {label.text()[:80]}"
        for label in window.findChildren(QLabel)
        if label.isVisible()
        and (
            (label.textFormat() is Qt.TextFormat.AutoText and Qt.mightBeRichText(label.text()))
            or (label.textFormat() is Qt.TextFormat.RichText and HOSTILE in label.text())
        )
    ]


def test_every_page_shows_markup_as_it_is(hostile_window, qtbot):
    window = hostile_window
    measure = next(e for e in window.document.plan.elements if e.code.endswith("4-10"))
    stops = [element_place(measure.id), *(Place(page) for page in _PAGES)]
    shown = 0
    for stop in stops:
        window.go_to(stop)
        qtbot.waitUntil(lambda: window.tasks.is_idle, timeout=20_000)
        QApplication.processEvents()
        shown += sum(HOSTILE in label.text() for label in window.findChildren(QLabel))
        assert taken_for_html(window) == []
    assert shown > 0


_PAGES = [getattr(places, name) for name in ("PLAN", "POPULATION", "IMPORT", "PROGRESS", "REPORTS")]


def test_a_tooltip_shows_markup_as_it_is(hostile_window):
    QToolTip.showText(QPoint(10, 10), f"{HOSTILE}x</b>", hostile_window)
    (tip,) = (
        one for one in top_levels()
        if one.metaObject().className() == "QTipLabel"
    )  # fmt: skip
    assert tip.textFormat() is Qt.TextFormat.PlainText
    QToolTip.hideText()


def test_a_question_shows_markup_as_it_is(hostile_window, monkeypatch):
    seen = []

    def look(box):
        box.ensurePolished()
        box.show()
        QApplication.processEvents()
        seen.extend(
            label.textFormat() for label in box.findChildren(QLabel) if HOSTILE in label.text()
        )
        box.hide()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", look)
    from workbench.desktop.questions import DialogQuestions

    questions = DialogQuestions()
    questions.go_ahead(hostile_window, f"{HOSTILE}?", f"{HOSTILE}!", "x")
    questions.unsaved_work(hostile_window, f"{HOSTILE}.plandb")
    assert seen == [Qt.TextFormat.PlainText] * 3
    dialog = QInputDialog(hostile_window)
    dialog.setLabelText(HOSTILE)
    dialog.show()
    (label,) = (one for one in dialog.findChildren(QLabel) if HOSTILE in one.text())
    assert label.textFormat() is Qt.TextFormat.PlainText
    dialog.close()

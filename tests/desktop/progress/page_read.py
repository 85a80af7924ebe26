"""What the progress page shows, read and waited for."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from workbench.desktop.progress.grades_model import FIRST_GRADE

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


def wait(page, qtbot):
    qtbot.waitUntil(lambda: not page.is_counting, timeout=10_000)


def row_of(page, code):
    rows = page.grades.model.rows
    return next(n for n, row in enumerate(rows) if row.goal is not None and row.goal.code == code)


def counts(page, code):
    """Return the counts of a goal's line: each grade, then what has none."""
    model, row = page.grades.model, row_of(page, code)
    columns = range(FIRST_GRADE, model.bar_column)
    return [model.index(row, column).data() for column in columns]


def clipboard():
    return QGuiApplication.clipboard().mimeData()

"""A text edited in its place: what it says while it is empty."""

import pytest
from PySide6.QtWidgets import QApplication

from workbench.desktop import look
from workbench.desktop.widgets.editing import EditableText

#: The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

HINT = "指標の意味と計算のしかたを、ほかの課の人にも分かるように書いてください"


@pytest.fixture
def field(application, qtbot):
    made = EditableText("説明", look.text_font(), HINT, one_line=True)
    qtbot.addWidget(made)
    made.setFixedWidth(120)
    made.show()
    QApplication.processEvents()
    return made


def inked(field, top, bottom):
    """Return whether anything but one colour stands between two heights of the field."""
    image = field.grab().toImage()
    row = range(8, image.width() - 8)
    return len({image.pixel(x, y) for x in row for y in range(top, bottom)}) > 1


def test_a_hint_is_shown_on_as_many_lines_as_it_needs(field):
    line = field.fontMetrics().height()
    assert field.height() >= 3 * line
    assert inked(field, 2 * line, 3 * line)


def test_the_hint_goes_when_something_is_written(field):
    line = field.fontMetrics().height()
    field.show_text("値")
    QApplication.processEvents()
    assert field.height() < 3 * line
    field.show_text("")
    QApplication.processEvents()
    assert field.height() >= 3 * line

"""Controls show where they end, light and dark; names in narrow columns break between phrases."""

import pytest
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QRadioButton

from workbench.desktop import look
from workbench.desktop.in_force import apply_settings
from workbench.desktop.settings import Settings, Theme
from workbench.desktop.widgets.phrases import between_phrases, phrases

#: The offscreen platform has no window manager to tell sizes to.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


@pytest.fixture(params=[Theme.LIGHT, Theme.DARK], ids=lambda theme: theme.value)
def colours(request, application, qapp):
    apply_settings(qapp, Settings(theme=request.param))
    yield look.current_colours()
    apply_settings(qapp, Settings(theme=Theme.LIGHT))


@pytest.mark.parametrize("kind", [QRadioButton, QCheckBox, QLineEdit, QPushButton])
def test_the_border_of_a_control_stands_out_3_to_1(kind, colours, qtbot):
    """WCAG 2.2, 1.4.11, by the colours that are really painted."""
    control = kind()
    qtbot.addWidget(control)
    control.resize(60, 30)
    control.show()
    QApplication.processEvents()
    image = control.grab().toImage()
    middle = image.height() // 2
    painted = {QColor(image.pixel(x, middle)).name() for x in range(24)}
    best = max(look._contrast(one, colours.sheet) for one in painted)
    assert best >= 3, painted


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("誰もが活躍する共生のまち", ["誰もが", "活躍する", "共生のまち"]),
        ("AZUMINOブランドの発信", ["AZUMINO", "ブランドの", "発信"]),
        ("選ばれ続けるまち、安曇野", ["選ばれ", "続けるまち、", "安曇野"]),
        ("文化・芸術", ["文化・", "芸術"]),
    ],
)
def test_a_name_is_made_of_phrases(name, parts):
    assert phrases(name) == parts
    assert "".join(phrases(name)) == name


def test_lines_end_between_phrases_wherever_one_has_room(application):
    metrics = QFontMetrics(look.text_font())
    name = "アウトドア・スポーツの聖地"
    width = metrics.horizontalAdvance("アウトドア・スポ")
    assert between_phrases(name, metrics, width).split("\u2028") == [
        "アウトドア・", "スポーツの", "聖地"
    ]  # fmt: skip
    assert between_phrases(name, metrics, 10_000) == name

"""While a lever moves only what changed is painted again, and nothing of before is left."""

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPixmap

from workbench.desktop import look

#: The offscreen platform says so of every window with a smallest size; no fault of ours.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")


def dots(picture: QPixmap) -> np.ndarray:
    """Return a picture as (line, dot, colour)."""
    image = picture.toImage().convertToFormat(QImage.Format.Format_RGB32)
    lines = np.frombuffer(image.constBits(), np.uint8)
    return lines.reshape(image.height(), image.width(), 4)[..., :3].copy()


@pytest.mark.parametrize("value", [0.6, 1.3, 2.3])
def test_the_screen_shows_what_the_page_painted_anew_would(page, qtbot, qapp, value):
    page.show()
    qtbot.waitExposed(page)
    lever = page.panel.levers["tfr"]
    for each in (1.6, value):
        lever.slider.setValue(lever._step_of(each))
        # The move is answered, the page and then the charts are painted.
        for _ in range(4):
            qapp.processEvents()
    shown = dots(page.screen().grabWindow(page.winId()))
    anew = dots(page.grab())
    assert shown.shape == anew.shape
    stale = np.argwhere((shown != anew).any(axis=2))
    assert not stale.size, f"{len(stale)} dots, the first at {stale[0]}"


def test_the_row_of_figures_takes_on_the_other_theme(page, qapp):
    for dark in (True, False):
        look.apply_look(qapp, dark)
        qapp.processEvents()
        colours = look.colours(dark)
        assert page.figures.gap.tint.name() == colours.bad
        page.panel.levers["tfr"].slider.setValue(140)
        qapp.processEvents()
        assert page.figures.gap.tint.name() == colours.good
        page.panel.levers["tfr"].slider.setValue(20)
        qapp.processEvents()
        assert page.figures.gap.tint.name() == colours.bad

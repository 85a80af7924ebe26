"""Words that wrap and keep as much height as they need: what is beside them gives way.

A label that wraps tells a layout its height only for a width. A layout that holds one then takes
the heights its other parts would like best for the least they can do with, and where room is
short it takes from all of them: words come to stand over a table, a chart is cut off below.
"""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel

from workbench.desktop import look


class Wrapped(QLabel):
    """A text of as many lines as it needs at its width, in the small size unless told otherwise."""

    def __init__(self, *, size: float = look.SMALL, bold: bool = False) -> None:
        super().__init__()
        self.setFont(look.text_font(size, bold=bold))
        self.setWordWrap(True)

    def hasHeightForWidth(self) -> bool:
        """Say that the height is known; see the module."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keep_whole()

    def keep_whole(self) -> None:
        """Be as high as the words need at this width."""
        self.setFixedHeight(max(self.heightForWidth(self.width()), 1))


class Notes(Wrapped):
    """A muted paragraph beneath figures; without words it is not there."""

    def __init__(self) -> None:
        super().__init__()
        look.mute(self)

    def say(self, text: str) -> None:
        """Show other words."""
        look.show_paragraph(self, text)
        self.setVisible(bool(text))
        self.keep_whole()

"""Three things to try, at the top of the plan until they are closed; the help menu brings them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from workbench.desktop import look, settings
from workbench.desktop.look import SPACING
from workbench.desktop.places import EXAMPLE, POPULATION, SUMMARY, Place
from workbench.desktop.sheet import Sheet
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import prose
from workbench.language import tr


class FirstSteps(Sheet):
    """Three links side by side, each with what will be seen and how it is taken back."""

    go_to = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.links: list[Link] = []
        self.close_button = QToolButton()
        self.close_button.setAutoRaise(True)
        self.close_button.setText(tr("Close ✕"))
        self.close_button.setAccessibleName(tr("Close the three things to try"))
        self.close_button.setToolTip(tr("They come back from the menu Help."))
        self.close_button.clicked.connect(self._put_away)
        head = QHBoxLayout()
        head.setContentsMargins(SPACING // 2, 0, 0, 0)
        head.addWidget(look.label(tr("Three things to try"), bold=True))
        head.addStretch(1)
        head.addWidget(self.close_button)
        steps = QHBoxLayout()
        steps.setSpacing(3 * SPACING)
        for number, (words, remark, place) in enumerate(_steps(), start=1):
            lines = self._step(f"{number}  {words}", remark, place)
            steps.addLayout(lines, 1)
            steps.setAlignment(lines, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, SPACING, SPACING, 2 * SPACING)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(steps)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setVisible(settings.load().first_steps)

    def _step(self, words: str, remark: str, place: Place) -> QVBoxLayout:
        link = Link(words, bold=True)
        link.clicked.connect(lambda: self.go_to.emit(place))
        self.links.append(link)
        lines = QVBoxLayout()
        lines.setSpacing(SPACING // 2)
        lines.addWidget(link)
        under = prose(remark, muted=True, size=look.SMALL)
        under.setContentsMargins(SPACING // 2, 0, 0, 0)
        # As high as the words are at the width there is, not at the one they would like best.
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        under.setSizePolicy(policy)
        lines.addWidget(under)
        return lines

    def bring_back(self) -> None:
        """Show them again, with the keyboard on the first."""
        settings.change(first_steps=True)
        self.show()
        self.links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_away(self) -> None:
        settings.change(first_steps=False)
        self.hide()


def _steps() -> Iterable[tuple[str, str, Place]]:
    yield (
        tr("Drag the fertility rate"),
        tr("The population of 2040 and every chart follow while you drag. Ctrl+Z takes it back."),
        Place(POPULATION),
    )
    yield (
        tr("Take in an Excel sheet"),
        tr(
            "An example of a department's sheet opens: see what it would change, take it in, "
            "and take it back with one click. Your own files: drop them on the window."
        ),
        EXAMPLE,
    )
    yield (
        tr("Print the plan on two pages"),
        tr("The summary is shown as it will print; save it as PDF or print it."),
        SUMMARY,
    )

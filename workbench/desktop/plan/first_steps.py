"""Three things to try, at the top of the plan until they are closed; the help menu brings them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

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
        steps = QGridLayout()
        steps.setHorizontalSpacing(3 * SPACING)
        steps.setVerticalSpacing(0)
        for number, step in enumerate(_steps()):
            self._add_step(steps, number, *step)
            steps.setColumnStretch(number, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, SPACING, SPACING, 2 * SPACING)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(steps)
        self.setSizePolicy(_as_high_as_its_words())
        if not settings.load().first_steps:
            self.hide()

    def _add_step(
        self, steps: QGridLayout, number: int, words: str, remark: str, place: Place
    ) -> None:
        link = Link(f"{number + 1}  {words}", bold=True)
        link.clicked.connect(lambda: self.go_to.emit(place))
        self.links.append(link)
        under = prose(remark, muted=True, size=look.SMALL)
        under.setContentsMargins(SPACING // 2, 0, 0, 0)
        # As high as the words are at the width there is, not at the one they would like best.
        under.setSizePolicy(_as_high_as_its_words())
        top = Qt.AlignmentFlag.AlignTop
        steps.addWidget(link, 0, number, top)
        steps.addWidget(under, 1, number, top)

    def bring_back(self) -> None:
        """Show them again, with the keyboard on the first."""
        settings.change(first_steps=True)
        self.show()
        self.links[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_away(self) -> None:
        settings.change(first_steps=False)
        self.hide()


def _as_high_as_its_words() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy


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

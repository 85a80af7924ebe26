"""What a section of the settings is: some fields, and a way to put them into force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QWidget

from workbench.desktop.look import SPACING

if TYPE_CHECKING:
    from workbench.desktop.window import MainWindow


class Section(QWidget):
    """One heading of the settings with its fields, which begin as they are set now.

    Make `form` hold the fields; put the class into `sections.SECTIONS`.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.window_ = window
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(2 * SPACING)
        self.form.setVerticalSpacing(SPACING)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    @staticmethod
    def title() -> str:
        """Return the heading."""
        raise NotImplementedError

    def check(self) -> None:
        """Raise `PersonError` when something here cannot be; nothing has been changed yet."""

    def apply(self) -> None:
        """Keep what stands in the fields and put it into force; raise `PersonError` if it fails.

        Called for each section after every one has passed its check.
        """
        raise NotImplementedError

"""The SDGs that a measure serves: their numbers to type, their catchwords beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.plan_text import OperationText
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.language import tr
from workbench.operations.sdgs import set_sdgs, written
from workbench.plan.names import SDG_NAMES
from workbench.store.database import Database
from workbench.store.journal import Outcome
from workbench.store.queries import load_sdgs

_NUMBERS_WIDTH = 16 * SPACING


class SdgField(QWidget):
    """Numbers are few and known by heart where they are used; the words say that they are right."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.numbers = OperationText(
            document, _write, tr("Numbers of the SDGs"), look.number_font(), tr("as 3, 11"),
            one_line=True,
        )  # fmt: skip
        self.numbers.setFixedWidth(_NUMBERS_WIDTH)
        self.words = prose(muted=True, size=look.SMALL)
        self.words.setContentsMargins(0, SPACING // 2, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(self.numbers, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1, Qt.AlignmentFlag.AlignTop)

    def show_element(self, element_id: int) -> None:
        """Show what the plan holds for a measure."""
        numbers = load_sdgs(self._document.database, element_id).get(element_id, ())
        self.numbers.show_row(element_id, written(numbers))
        show_prose(self.words, "　".join(f"{one} {SDG_NAMES[one - 1]}" for one in numbers))


def _write(database: Database, element_id: object, words: str) -> Outcome:
    assert isinstance(element_id, int)
    return set_sdgs(database, element_id, words)

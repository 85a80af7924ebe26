"""Texts of the plan file edited in their place: one change handed in, one undo step."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from workbench.desktop.document import Document
from workbench.desktop.widgets.editing import EditableText
from workbench.store.database import Database
from workbench.store.journal import Outcome

if TYPE_CHECKING:
    from workbench.operations.editing import TextField

#: The operation that replaces the text of a row: the plan, the row's key, the new text.
Write = Callable[[Database, object, str], Outcome]


class OperationText(EditableText):
    """An `EditableText` whose text is handed in by an operation."""

    def __init__(
        self,
        document: Document,
        write: Write,
        name: str,
        font: QFont,
        placeholder: str = "",
        *,
        one_line: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, font, placeholder, one_line=one_line, parent=parent)
        self._document = document
        self._write = write
        self._key: object = None
        self._held = ""
        self.committed.connect(self._hand_in)
        document.settling.connect(self.commit)

    def show_row(self, key: object, text: str) -> None:
        """Show the text of a row; text still being typed there is kept while the row stays."""
        self._held = text
        if key == self._key and self.is_changed and self.hasFocus():
            return
        self._key = key
        self.setReadOnly(self._document.read_only)
        self.show_text(text)

    def _hand_in(self, text: str) -> None:
        key, before = self._key, self._document.next_undo
        done = self._document.run(lambda database: self._write(database, key, text))
        if not done or self._document.next_undo == before:
            # Refused, or nothing but blanks was typed: show what the plan holds.
            self.show_text(self._held)


class PlanText(OperationText):
    """An `EditableText` for one field of one row."""

    def __init__(
        self,
        document: Document,
        field: TextField,
        name: str,
        font: QFont,
        placeholder: str = "",
        *,
        one_line: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        def write(database: Database, row_id: object, text: str) -> Outcome:
            from workbench.operations.editing import edit_text

            assert isinstance(row_id, int)
            return edit_text(database, field, row_id, text)

        super().__init__(document, write, name, font, placeholder, one_line=one_line, parent=parent)

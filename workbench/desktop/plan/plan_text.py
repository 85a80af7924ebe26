"""A text of the plan file that is edited in its place: one change handed in, one undo step."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QWidget

from workbench.desktop.document import Document
from workbench.desktop.widgets.editing import EditableText
from workbench.operations.editing import TextField, edit_text


class PlanText(EditableText):
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
        super().__init__(name, font, placeholder, one_line=one_line, parent=parent)
        self._document = document
        self._field = field
        self._row_id = 0
        self.committed.connect(self._hand_in)
        document.settling.connect(self.commit)

    def show_row(self, row_id: int, text: str) -> None:
        """Show the text of a row; text still being typed there is kept while the row stays."""
        if row_id == self._row_id and self.is_changed and self.hasFocus():
            return
        self._row_id = row_id
        self.setReadOnly(self._document.read_only)
        self.show_text(text)

    def _hand_in(self, text: str) -> None:
        row_id = self._row_id
        before = self._document.next_undo
        done = self._document.run(lambda database: edit_text(database, self._field, row_id, text))
        if not done or self._document.next_undo == before:
            # Refused, or nothing but blanks was typed: show what the plan holds.
            self.show_text(self._held(row_id))

    def _held(self, row_id: int) -> str:
        field = self._field
        row = self._document.database.row(
            f"SELECT {field.column} AS text FROM {field.table} WHERE id = ?",  # noqa: S608
            [row_id],
        )
        return "" if row is None else str(row["text"])

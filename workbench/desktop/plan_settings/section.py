"""What every section of the plan's settings is: a page of paper that shows the plan as it stands.

A section is a module with one `Kind`, named in `workbench.desktop.plan_settings.sections`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.questions import Questions
from workbench.desktop.tasks import Tasks
from workbench.desktop.widgets.paper import Paper, prose
from workbench.language import Message


class SettingsSection(Paper):
    """Fill `column`; whatever is changed here is an operation, run by the document."""

    #: Somewhere else is to be shown: its `Place`.
    go_to = Signal(object)

    #: For work that takes longer than a moment; set before the section is first shown.
    tasks: Tasks

    def __init__(self, document: Document, title: str, words: str) -> None:
        super().__init__()
        self.document = document
        heading = look.label(title, size=look.LARGE, bold=True)
        # Letters that reach below the line need more room than the font says.
        heading.setMinimumHeight(heading.fontMetrics().height() * 13 // 10)
        self.column.addWidget(heading)
        self.column.addWidget(prose(words, muted=True))
        self.column.addSpacing(SPACING)

    def refresh(self) -> None:
        """Show the plan as it stands now; what is being typed stays."""
        raise NotImplementedError


@dataclass(frozen=True)
class Kind:
    """A section to choose from: how it is known, what it is called, and what makes it."""

    key: str
    title: Message
    make: Callable[[Document, Questions], SettingsSection]


def caption(text: str) -> QLabel:
    """Return the name of a field, level with a text that is edited beside it."""
    label = look.label(text, muted=True)
    label.setContentsMargins(0, SPACING // 2, SPACING, 0)
    return label

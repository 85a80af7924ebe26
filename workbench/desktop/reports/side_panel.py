"""What stands at the right of the forms: scope and year, then what to do with the form."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.reports.busy import Busy
from workbench.desktop.reports.outcome import Outcome
from workbench.desktop.reports.scope_panel import ScopePanel
from workbench.desktop.widgets.buttons import push_button
from workbench.language import tr

_WIDTH = 33 * SPACING


class SidePanel(QWidget):
    """Year, scope, paper, the buttons that save and print, and what came of it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(_WIDTH)
        self.scope = ScopePanel()
        self.paper = look.label(size=look.SMALL, muted=True)
        self.pdf_button = push_button(tr("Save as PDF…"))
        self.print_button = push_button(tr("Print…"))
        self.busy, self.outcome = Busy(), Outcome()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.setSpacing(SPACING)
        column.addWidget(self.scope, 1)
        column.addSpacing(SPACING)
        for widget in (self.paper, self.pdf_button, self.print_button, self.busy, self.outcome):
            column.addWidget(widget)

    def show_for(self, *, form: bool) -> None:
        """Show what is done with a form, or only what a set of forms is about."""
        for widget in (self.paper, self.pdf_button, self.print_button, self.outcome):
            widget.setVisible(form)
        if not form:
            self.busy.rest()

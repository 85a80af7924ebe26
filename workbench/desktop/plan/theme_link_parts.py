"""What a line about a measure and a theme is made of, whichever of them the page is about."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QSizePolicy

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.plan.plan_text import PlanText
from workbench.desktop.widgets.links import Link
from workbench.language import tr
from workbench.operations.editing import INITIATIVE


def leading_link(width: int, follow: Callable[[], object]) -> Link:
    """Return the link to the other of the two, as wide as its column."""
    link = Link()
    link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
    link.setFixedWidth(look.scaled(width))
    link.clicked.connect(lambda _checked=False: follow())
    return link


def initiative_text(document: Document) -> PlanText:
    """Return the text of what the measure does for the theme."""
    return PlanText(
        document,
        INITIATIVE,
        tr("Initiative"),
        look.text_font(),
        tr("What is done for this theme?"),
    )

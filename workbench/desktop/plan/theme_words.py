"""What the plan calls the themes that cut across its goals: the city's words, or the usual ones."""

from __future__ import annotations

from workbench.language import tr
from workbench.plan.structure import Plan


def themes_title(plan: Plan) -> str:
    """Return what the themes of a plan are called, everywhere they are spoken of."""
    return plan.profile.theme_title or tr("Cross-cutting themes")

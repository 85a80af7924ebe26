"""The sections of the plan's settings, in the order in which they are listed."""

from __future__ import annotations

from workbench.desktop.plan_settings import departments, grading, levels, looks, profile, themes
from workbench.desktop.plan_settings.section import Kind

SECTIONS: tuple[Kind, ...] = (
    profile.KIND,
    levels.KIND,
    themes.KIND,
    departments.KIND,
    grading.KIND,
    looks.KIND,
)

"""Where in the window something is shown: a page, or a part of the plan on the plan page."""

from __future__ import annotations

from workbench.records import record

#: The pages, in the order of their buttons.
PLAN, POPULATION, IMPORT = "plan", "population", "import"
PROGRESS, REPORTS = "progress", "reports"
PAGES = (PLAN, POPULATION, IMPORT, PROGRESS, REPORTS)


@record
class Place:
    """Somewhere to go: `page`, and on the plan page the `kind` and `id` of what is shown.

    `kind` is overview, element, themes, theme, link (a theme's initiative), costs or settings,
    or empty;
    on the page of reports form, on that of imports example. `part` is the section of the settings
    or the kind of the form.
    """

    page: str
    kind: str = ""
    id: int = 0
    part: str = ""


OVERVIEW = Place(PLAN, "overview")
THEMES = Place(PLAN, "themes")
SETTINGS = Place(PLAN, "settings")
COSTS = Place(PLAN, "costs")
#: An example of a department's workbook, read for the import.
EXAMPLE = Place(IMPORT, "example")
#: The summary of the plan as it prints.
SUMMARY = Place(REPORTS, "form", part="summary")


def element_place(element_id: int) -> Place:
    """Return where a goal or a measure is shown."""
    return Place(PLAN, "element", element_id)


def theme_place(theme_id: int) -> Place:
    """Return where a theme is shown."""
    return Place(PLAN, "theme", theme_id)


def settings_place(section: str) -> Place:
    """Return where a section of the plan's settings is shown."""
    return Place(PLAN, "settings", part=section)

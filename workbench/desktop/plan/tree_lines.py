"""What the lines of the tree show: the plan as a whole, elements, and what themes link to."""

from __future__ import annotations

from workbench.desktop import look
from workbench.desktop.places import OVERVIEW, THEMES, Place, element_place, theme_place
from workbench.desktop.plan.theme_words import themes_title
from workbench.language import tr
from workbench.plan.structure import Element, Plan, Theme, ThemeLink
from workbench.records import record


@record
class Line:
    """What one line of the tree shows, the name edited in its place, and what it is found by.

    `words` is what can be searched before every text of the plan has been read.
    """

    place: Place
    text: str
    tooltip: str
    mark: str = ""
    colour: str = ""
    words: str = ""
    name: str = ""


def overview_line(plan: Plan) -> Line:
    """Return the line of the plan as a whole."""
    profile = plan.profile
    words = f"{profile.title} {profile.subtitle} {profile.vision}"
    return Line(OVERVIEW, tr("Plan as a whole"), profile.title, words=words)


def element_line(element: Element, level: str, colour: str, mark: str) -> Line:
    """Return the line of an element on a level of this name."""
    title = f"{element.code} {element.name}".strip()
    tooltip = f"{level} {title}"
    return Line(
        element_place(element.id),
        title,
        f"{tooltip}\n{element.department}" if element.department else tooltip,
        mark,
        colour,
        f"{title} {element.department}",
        element.name,
    )


def link_line(link: ThemeLink, element: Line) -> Line:
    """Return the line below a theme of an element that serves it."""
    return Line(
        Place("plan", "link", link.id),
        element.text,
        f"{element.tooltip}\n{link.initiative}",
        "measure",
        element.colour,
        f"{element.text} {link.initiative}",
    )


def themes_line(plan: Plan) -> Line:
    """Return the line that all themes are below."""
    return Line(THEMES, themes_title(plan), tr("Themes across the goals"))


def theme_line(theme: Theme) -> Line:
    """Return the line of a theme."""
    return Line(
        theme_place(theme.id),
        theme.name,
        theme.name,
        "theme",
        theme_colour(),
        f"{theme.name} {theme.aims}",
        theme.name,
    )


def theme_colour() -> str:
    """Return the colour of the marks of themes, in the light or dark in force."""
    return look.current_colours().muted

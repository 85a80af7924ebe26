"""The city's own look on paper: what it calls things, its crest, its type, its goals' colours."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations.look_texts import (
    CREST,
    FONTS,
    FOOTER,
    THEME_TITLE,
    VISION_TITLE,
)
from workbench.operations.lookups import gone
from workbench.report.crest import crest_of
from workbench.report.document import Look
from workbench.report.goal_colours import is_colour
from workbench.report.typesetting import families
from workbench.store.database import Database
from workbench.store.journal import Outcome, Transaction, transaction
from workbench.store.queries import load_settings

_USUAL = Look()

#: What holds where a text is not set.
USUAL: Mapping[str, str] = {
    VISION_TITLE: _USUAL.vision_title,
    THEME_TITLE: _USUAL.theme_title,
}


def look_of(settings: Mapping[str, str]) -> Look:
    """Return the city's own words and look from the settings that travel with the plan."""
    return Look(
        vision_title=settings.get(VISION_TITLE) or _USUAL.vision_title,
        theme_title=settings.get(THEME_TITLE) or _USUAL.theme_title,
        footer=settings.get(FOOTER, ""),
        crest=settings.get(CREST, ""),
        fonts=tuple(font.strip() for font in settings.get(FONTS, "").split(",") if font.strip()),
    )


def missing_fonts(look: Look) -> tuple[str, ...]:
    """Return the typefaces of a look that this machine does not have."""
    return tuple(font for font in look.fonts if font not in families())


def set_look_text(database: Database, key: str, words: str) -> Outcome:
    """Set a text of the look, a key of `LOOK_TEXTS`; an empty one goes back to what is usual."""
    new = " ".join(words.split())
    before = load_settings(database).get(key, "")
    if new == USUAL.get(key):
        new = ""
    details = {"key": key, "before": before, "after": new}
    with transaction(database, "look.text", details) as change:
        _set(change, key, new)
    return change.outcome


def set_crest(database: Database, picture: bytes, name: str) -> Outcome:
    """Print a picture, SVG or PNG, beside the city's name; raise `PersonError` for another file.

    `name` is that of the file, for the history.
    """
    crest = crest_of(picture)
    with transaction(database, "look.crest", {"name": name}) as change:
        _set(change, CREST, crest)
    return change.outcome


def take_crest_away(database: Database) -> Outcome:
    """Print no crest any more."""
    with transaction(database, "look.no_crest", {}) as change:
        _set(change, CREST, "")
    return change.outcome


def set_goal_colour(database: Database, element_id: int, colour: str) -> Outcome:
    """Set the colour of a goal as #RRGGBB; empty for the one its place gives it.

    Raises `PersonError` for what is no colour.
    """
    new = colour.strip().upper()
    if new and not is_colour(new):
        raise PersonError(
            "look.colour",
            message("{colour} is no colour.", colour=colour),
            remedy=message("Type # and six digits or letters to F, as #1F4E79."),
        )
    held = database.row("SELECT code, name, colour FROM element WHERE id = ?", [element_id])
    if held is None:
        raise gone()
    details = {"name": f"{held['code']} {held['name']}", "before": held["colour"], "after": new}
    with transaction(database, "look.colour", details) as change:
        if new != held["colour"]:
            change.update("element", element_id, {"colour": new})
    return change.outcome


def _set(change: Transaction, key: str, value: str) -> None:
    held = change.database.row("SELECT id, value FROM setting WHERE key = ?", [key])
    if held is None:
        if value:
            change.insert("setting", {"key": key, "value": value})
    elif not value:
        change.delete("setting", held["id"])
    elif value != held["value"]:
        change.update("setting", held["id"], {"value": value})

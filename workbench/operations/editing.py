"""Editing the plan's own words: names, descriptions, aims, initiatives, the vision."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import PersonError
from workbench.language import Message, message
from workbench.store.database import Database
from workbench.store.journal import Outcome, transaction


@dataclass(frozen=True)
class TextField:
    """A text of the plan that a person can edit.

    `key` names it in the journal; `owner` is an SQL expression for what it belongs to, as
    「4-10 移住・定住の推進」.
    """

    key: str
    table: str
    column: str
    name: Message
    owner: str
    required: bool = False


_ELEMENT = "(SELECT code || ' ' || name FROM element WHERE id = {id})"
_THEME = "(SELECT name FROM theme WHERE id = {id})"
_LINK = """(SELECT element.code || ' × ' || theme.name FROM theme_link
            JOIN element ON element.id = element_id JOIN theme ON theme.id = theme_id
            WHERE theme_link.id = {id})"""
_PROFILE = "(SELECT title FROM profile)"

ELEMENT_NAME = TextField("element.name", "element", "name", message("name"), _ELEMENT, True)
ELEMENT_DESCRIPTION = TextField(
    "element.description", "element", "description", message("description"), _ELEMENT
)
ELEMENT_DEPARTMENT = TextField(
    "element.department", "element", "department", message("department"), _ELEMENT
)
THEME_NAME = TextField("theme.name", "theme", "name", message("name"), _THEME, True)
THEME_AIMS = TextField("theme.aims", "theme", "aims", message("aims"), _THEME)
INITIATIVE = TextField("theme_link.initiative", "theme_link", "initiative", message("initiative"),
                       _LINK)  # fmt: skip
VISION = TextField("profile.vision", "profile", "vision", message("vision"), _PROFILE, True)

FIELDS = {
    field.key: field
    for field in (
        ELEMENT_NAME,
        ELEMENT_DESCRIPTION,
        ELEMENT_DEPARTMENT,
        THEME_NAME,
        THEME_AIMS,
        INITIATIVE,
        VISION,
    )
}


def edit_text(database: Database, field: TextField, row_id: int, text: str) -> Outcome:
    """Replace a text; nothing is journalled when it stays the same.

    Raises `PersonError` when a name is left empty or the row is gone.
    """
    text = text.strip() if field.required else text.rstrip()
    held = database.row(
        f"SELECT {field.column} AS text, {field.owner.format(id=row_id)} AS owner"  # noqa: S608
        f" FROM {field.table} WHERE id = ?",
        [row_id],
    )
    if held is None:
        raise gone()
    if field.required and not text:
        raise PersonError(
            "text.empty",
            message("The {field} of {owner} cannot be empty.", field=field.name,
                    owner=held["owner"]),
            remedy=message("Type a text, or press Esc to keep the old one."),
        )  # fmt: skip
    details = {
        "field": field.key,
        "owner": held["owner"],
        "before": held["text"],
        "after": text,
    }
    with transaction(database, "text.edit", details) as change:
        change.update(field.table, row_id, {field.column: text})
    return change.outcome


def gone() -> PersonError:
    """Return the error for something that is no longer in the plan."""
    return PersonError(
        "plan.gone",
        message("This is no longer in the plan."),
        remedy=message("Undo the step that deleted it, if it is still needed."),
    )

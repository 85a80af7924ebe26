"""Editing the plan's own words: names, descriptions, aims, departments, units, the vision."""

from __future__ import annotations

from workbench.errors import PersonError
from workbench.language import Message, message
from workbench.operations.departments import remember
from workbench.operations.lookups import gone
from workbench.plan.departments import join_departments, split_departments
from workbench.records import record
from workbench.store.database import Database
from workbench.store.journal import Outcome, transaction

__all__ = ["FIELDS", "TextField", "edit_text", "gone"]


@record
class TextField:
    """A text of the plan that a person can edit.

    `key` names it in the journal; `owner` is an SQL expression for what it belongs to, as
    「4-10 移住・定住の推進」. A text of `departments` is put into the list of departments too;
    `must_hold` is what the text cannot do without.
    """

    key: str
    table: str
    column: str
    name: Message
    owner: str
    required: bool = False
    departments: bool = False
    must_hold: str = ""


_ELEMENT = "(SELECT code || ' ' || name FROM element WHERE id = {id})"
_THEME = "(SELECT name FROM theme WHERE id = {id})"
_LINK = """(SELECT element.code || ' × ' || theme.name FROM theme_link
            JOIN element ON element.id = element_id JOIN theme ON theme.id = theme_id
            WHERE theme_link.id = {id})"""
_INDICATOR = """(SELECT element.code || ' ' || indicator.name FROM indicator
                 JOIN element ON element.id = element_id WHERE indicator.id = {id})"""
_WORK = """(SELECT element.code || ' ' || initiative.name FROM initiative
            JOIN element ON element.id = element_id WHERE initiative.id = {id})"""
_LEVEL = "(SELECT name FROM level WHERE id = {id})"
_PROFILE = "(SELECT title FROM profile)"

_NAME = message("name")
_DEPARTMENT = message("department")
_JOINT = message("joint departments")

ELEMENT_NAME = TextField("element.name", "element", "name", _NAME, _ELEMENT, required=True)
ELEMENT_DESCRIPTION = TextField(
    "element.description", "element", "description", message("description"), _ELEMENT
)
ELEMENT_DEPARTMENT = TextField(
    "element.department", "element", "department", _DEPARTMENT, _ELEMENT, departments=True
)
ELEMENT_JOINT = TextField(
    "element.joint", "element", "joint_departments", _JOINT, _ELEMENT, departments=True
)
ELEMENT_COLOUR = TextField("element.colour", "element", "colour", message("colour"), _ELEMENT)
THEME_NAME = TextField("theme.name", "theme", "name", _NAME, _THEME, required=True)
THEME_AIMS = TextField("theme.aims", "theme", "aims", message("aims"), _THEME)
INITIATIVE = TextField(
    "theme_link.initiative", "theme_link", "initiative", message("initiative"), _LINK
)
INDICATOR_NAME = TextField("indicator.name", "indicator", "name", _NAME, _INDICATOR, required=True)
INDICATOR_UNIT = TextField("indicator.unit", "indicator", "unit", message("unit"), _INDICATOR)
INDICATOR_DEFINITION = TextField(
    "indicator.definition", "indicator", "definition", message("definition"), _INDICATOR
)
INDICATOR_SOURCE = TextField(
    "indicator.source_note", "indicator", "source_note", message("data source"), _INDICATOR
)
INDICATOR_DEPARTMENT = TextField(
    "indicator.department", "indicator", "department", _DEPARTMENT, _INDICATOR, departments=True
)
INDICATOR_JOINT = TextField(
    "indicator.joint", "indicator", "joint_departments", _JOINT, _INDICATOR, departments=True
)
WORK_NAME = TextField("initiative.name", "initiative", "name", _NAME, _WORK, required=True)
WORK_CODE = TextField("initiative.code", "initiative", "code", message("code"), _WORK)
WORK_SUMMARY = TextField("initiative.summary", "initiative", "summary", message("summary"), _WORK)
WORK_DEPARTMENT = TextField(
    "initiative.department", "initiative", "department", _DEPARTMENT, _WORK, departments=True
)
WORK_JOINT = TextField(
    "initiative.joint", "initiative", "joint_departments", _JOINT, _WORK, departments=True
)
LEVEL_NAME = TextField("level.name", "level", "name", _NAME, _LEVEL, required=True)
LEVEL_NUMBERING = TextField(
    "level.numbering", "level", "numbering", message("numbering"), _LEVEL,
    required=True, must_hold="{n}",
)  # fmt: skip
MUNICIPALITY = TextField(
    "profile.municipality", "profile", "municipality", message("municipality"), _PROFILE,
    required=True,
)  # fmt: skip
TITLE = TextField("profile.title", "profile", "title", message("title"), _PROFILE, required=True)
SUBTITLE = TextField("profile.subtitle", "profile", "subtitle", message("subtitle"), _PROFILE)
SECTION_IN_CHARGE = TextField(
    "profile.section_in_charge", "profile", "section_in_charge", message("section in charge"),
    _PROFILE,
)  # fmt: skip
VISION = TextField(
    "profile.vision", "profile", "vision", message("vision"), _PROFILE, required=True
)

FIELDS = {
    field.key: field
    for field in (
        ELEMENT_NAME,
        ELEMENT_DESCRIPTION,
        ELEMENT_DEPARTMENT,
        ELEMENT_JOINT,
        ELEMENT_COLOUR,
        THEME_NAME,
        THEME_AIMS,
        INITIATIVE,
        INDICATOR_NAME,
        INDICATOR_UNIT,
        INDICATOR_DEFINITION,
        INDICATOR_SOURCE,
        INDICATOR_DEPARTMENT,
        INDICATOR_JOINT,
        WORK_NAME,
        WORK_CODE,
        WORK_SUMMARY,
        WORK_DEPARTMENT,
        WORK_JOINT,
        LEVEL_NAME,
        LEVEL_NUMBERING,
        MUNICIPALITY,
        TITLE,
        SUBTITLE,
        SECTION_IN_CHARGE,
        VISION,
    )
}


def edit_text(database: Database, field: TextField, row_id: int, text: str) -> Outcome:
    """Replace a text; nothing is journalled when it stays the same.

    Raises `PersonError` when a name is left empty or the row is gone.
    """
    text = _tidied(field, text)
    held = database.row(
        f"SELECT {field.column} AS text, {field.owner.format(id=row_id)} AS owner"
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
    if field.must_hold not in text:
        raise PersonError(
            "text.lacks",
            message("The {field} of {owner} must hold {part}.", field=field.name,
                    owner=held["owner"], part=field.must_hold),
            remedy=message("Without it every code on this level would be the same."),
        )  # fmt: skip
    details = {
        "field": field.key,
        "owner": held["owner"],
        "before": held["text"],
        "after": text,
    }
    with transaction(database, "text.edit", details) as change:
        change.update(field.table, row_id, {field.column: text})
        if field.departments:
            remember(change, text)
    return change.outcome


def _tidied(field: TextField, text: str) -> str:
    if field.departments:
        return join_departments(split_departments(text))
    return text.strip() if field.required else text.rstrip()

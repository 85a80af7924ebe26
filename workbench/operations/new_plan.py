"""Beginning a plan: an empty one for a municipality, or one from a folder of CSV."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import PersonError
from workbench.language import Message, message
from workbench.operations.folders import read_folder
from workbench.operations.levels import require_numbering
from workbench.operations.lookups import needed_name
from workbench.operations.profile import require_area_code, require_period
from workbench.operations.standard_scenarios import insert_standard_scenarios
from workbench.store.journal import Transaction, transaction
from workbench.store.planfile import PlanFile

#: Levels to begin with, as cities have them: names from the top; the names are plan content.
LEVEL_CHOICES: Mapping[str, tuple[str, ...]] = {
    "goals": ("目標", "施策"),
    "policies": ("政策", "施策"),
    "projects": ("政策", "施策", "事務事業"),
    "full": ("政策", "施策", "基本事業", "事務事業"),
}


@dataclass(frozen=True)
class NewPlan:
    """What a new plan is: whose, which, when, and its levels from the top (name, numbering)."""

    municipality: str
    area_code: str
    title: str
    first_year: int
    last_year: int
    levels: tuple[tuple[str, str], ...]
    subtitle: str = ""
    vision: str = ""
    section_in_charge: str = ""


def levels_named(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return levels of these names with the usual numbering: 1, 1-1, 1-1-1."""
    return tuple(
        (name, "{n}" if depth == 0 else "{parent}-{n}") for depth, name in enumerate(names)
    )


def create_empty(path: Path, new: NewPlan) -> PlanFile:
    """Make an empty plan for a municipality, save it and return it open.

    Raises `PersonError` for an empty name, a code that is no municipality's, years that end
    before they begin, no levels; `FileError` when the file cannot be made.
    """
    new = _checked(new)
    return _create(path, new.title, lambda change: _fill(change, new))


def create_from_folder(path: Path, folder: Path) -> PlanFile:
    """Make a plan from a folder of CSV, save it and return it open.

    Raises `PersonError` naming file and line for what cannot be taken in.
    """

    def fill(change: Transaction) -> None:
        read_folder(change, folder)
        change.insert("setting", {"key": "plan_id", "value": str(uuid.uuid4())})

    return _create(path, folder.name, fill)


def _create(path: Path, name: str, fill: Callable[[Transaction], None]) -> PlanFile:
    plan_file = PlanFile.create(path)
    try:
        details = {"name": name}
        with transaction(plan_file.database, "plan.create", details, undoable=False) as change:
            fill(change)
        plan_file.save()
    except BaseException:
        plan_file.close()
        path.unlink(missing_ok=True)
        raise
    return plan_file


def _fill(change: Transaction, new: NewPlan) -> None:
    change.insert(
        "profile",
        {
            "id": 1,
            "municipality": new.municipality,
            "area_code": new.area_code,
            "title": new.title,
            "subtitle": new.subtitle,
            "first_year": new.first_year,
            "last_year": new.last_year,
            "vision": new.vision,
            "section_in_charge": new.section_in_charge,
        },
    )
    change.insert("setting", {"key": "plan_id", "value": str(uuid.uuid4())})
    change.insert_many(
        "level",
        [
            {"depth": depth, "name": name, "numbering": numbering}
            for depth, (name, numbering) in enumerate(new.levels)
        ],
    )
    change.insert("area", {"code": new.area_code, "kind": "city", "name": new.municipality})
    insert_standard_scenarios(change)


def _checked(new: NewPlan) -> NewPlan:
    code = require_area_code(new.area_code)
    require_period(new.first_year, new.last_year)
    if not new.levels:
        raise _refused(
            "plan.levels", message("A plan needs a level."), message("Name at least one level.")
        )
    levels = []
    for name, numbering in new.levels:
        held = needed_name(name, message("A level"))
        require_numbering(numbering, held)
        levels.append((held, numbering.strip()))
    return NewPlan(
        needed_name(new.municipality, message("A municipality")),
        code,
        needed_name(new.title, message("A plan")),
        new.first_year,
        new.last_year,
        tuple(levels),
        new.subtitle.strip(),
        new.vision.strip(),
        new.section_in_charge.strip(),
    )


def _refused(code: str, what: Message, remedy: Message) -> PersonError:
    return PersonError(code, what, remedy=remedy)

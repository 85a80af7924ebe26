"""The departments of the municipality: a list in the plan, kept in step with who is in charge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations.lookups import label, needed_name, next_position
from workbench.plan.departments import join_departments, split_departments
from workbench.store.database import Database
from workbench.store.journal import Outcome, Transaction, transaction

#: The tables whose rows departments are in charge of.
_IN_CHARGE = ("element", "indicator", "initiative")
_DEPARTMENT = message("A department")


def remember(change: Transaction, *texts: str) -> None:
    """Add the departments named in these texts to the list, inside a transaction."""
    held = {row["name"] for row in change.database.rows("SELECT name FROM department")}
    new = [name for text in texts for name in split_departments(text) if name not in held]
    first = next_position(change.database, "department", {})
    change.insert_many(
        "department",
        [{"position": at, "name": name} for at, name in enumerate(dict.fromkeys(new), first)],
    )


def uses(database: Database, name: str) -> int:
    """Return how many elements, indicators and initiatives a department is in charge of."""
    return sum(1 for _use in _uses(database, name))


def add_department(database: Database, name: str) -> Outcome:
    """Add a department at the end; raise `PersonError` when the name is empty or taken."""
    name = _free(database, name)
    details: dict[str, object] = {"name": name}
    with transaction(database, "department.add", details) as change:
        row = {"position": next_position(database, "department", {}), "name": name}
        details["made"] = change.insert("department", row)
    return change.outcome


def rename_department(database: Database, department_id: int, name: str) -> Outcome:
    """Rename a department wherever it is in charge; raise `PersonError` for a name taken."""
    before = label(database, "department", department_id)
    if name.strip() == before:
        return Outcome(None)
    name = _free(database, name)
    details = {"before": before, "after": name}
    with transaction(database, "department.rename", details) as change:
        change.update("department", department_id, {"name": name})
        _replace(change, before, name)
    return change.outcome


def delete_department(
    database: Database, department_id: int, *, successor: str | None = None
) -> Outcome:
    """Delete a department; `successor` takes over what it is in charge of (空: nobody does).

    Raises `PersonError` when it is in charge of something and no successor is named, so that a
    person is asked first.
    """
    name = label(database, "department", department_id)
    count = uses(database, name)
    if count and successor is None:
        raise PersonError(
            "department.in_use",
            message("{name} is in charge of {count} parts of the plan.", name=name, count=count),
            remedy=message("Say which department takes them over, or leave them without one."),
        )
    details = {"name": name, "successor": successor or "", "uses": count}
    with transaction(database, "department.delete", details) as change:
        _replace(change, name, (successor or "").strip())
        change.delete("department", department_id)
        remember(change, successor or "")
    return change.outcome


def _free(database: Database, name: str) -> str:
    name = needed_name(name, _DEPARTMENT)
    if database.row("SELECT id FROM department WHERE name = ?", [name]) is not None:
        raise PersonError(
            "department.name_taken",
            message("There is a department named {name} already.", name=name),
            remedy=message("Choose another name."),
        )
    if len(split_departments(name)) > 1:
        raise PersonError(
            "department.several",
            message("{name} reads as several departments.", name=name),
            remedy=message("Name one department, without 、 ・ or /."),
        )
    return name


def _uses(
    database: Database, name: str
) -> Iterator[tuple[str, int, tuple[str, ...], tuple[str, ...]]]:
    """Yield table, id, lead and joint departments of what a department is in charge of."""
    for table in _IN_CHARGE:
        rows = database.rows(
            f"SELECT id, department, joint_departments FROM {table}"  # noqa: S608
            " WHERE department <> '' OR joint_departments <> ''"
        )
        for row in rows:
            lead = split_departments(row["department"])
            joint = split_departments(row["joint_departments"])
            if name in lead or name in joint:
                yield table, row["id"], lead, joint


def _replace(change: Transaction, before: str, after: str) -> None:
    for table, row_id, lead, joint in list(_uses(change.database, before)):
        change.update(
            table,
            row_id,
            {
                "department": _replaced(lead, before, after),
                "joint_departments": _replaced(joint, before, after),
            },
        )


def _replaced(names: Iterable[str], before: str, after: str) -> str:
    return join_departments(after if name == before else name for name in names)

"""The departments of the municipality: a list in the plan, kept in step with who is in charge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations.lookups import between, label, needed_name, next_position
from workbench.plan.departments import join_departments, split_departments
from workbench.records import record
from workbench.store.database import Database
from workbench.store.journal import Outcome, Transaction, transaction

#: The tables whose rows departments are in charge of.
_IN_CHARGE = ("element", "indicator", "initiative")
_DEPARTMENT = message("A department")


@record
class Uses:
    """How many parts of the plan a department is in charge of, alone or with others."""

    elements: int = 0
    indicators: int = 0
    initiatives: int = 0

    @property
    def total(self) -> int:
        """Return how many parts these are together."""
        return self.elements + self.indicators + self.initiatives


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


def uses_by_department(database: Database) -> Mapping[str, Uses]:
    """Return what each department that is in charge of something is in charge of."""
    counted: dict[str, dict[str, int]] = {}
    for table in _IN_CHARGE:
        rows = database.rows(
            f"SELECT department, joint_departments, count(*) FROM {table}"
            " WHERE department <> '' OR joint_departments <> '' GROUP BY 1, 2"
        )
        for lead, joint, count in rows:
            for name in dict.fromkeys((*split_departments(lead), *split_departments(joint))):
                held = counted.setdefault(name, dict.fromkeys(_IN_CHARGE, 0))
                held[table] += count
    return {
        name: Uses(held["element"], held["indicator"], held["initiative"])
        for name, held in counted.items()
    }


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


def merge_departments(database: Database, department_ids: Sequence[int], into: str) -> Outcome:
    """Let one department take over everything of others, which go; as one step.

    `into` may be one of them, another, or a new one. Raises `PersonError` for an empty name and
    for one that reads as several.
    """
    into = needed_name(into, _DEPARTMENT)
    _require_one(into)
    names = [label(database, "department", one) for one in department_ids]
    going = {one: name for one, name in zip(department_ids, names, strict=True) if name != into}
    counted = uses_by_department(database)
    details = {
        "names": list(going.values()),
        "into": into,
        "uses": sum(counted.get(name, Uses()).total for name in going.values()),
    }
    with transaction(database, "department.merge", details) as change:
        remember(change, into)
        for one, name in going.items():
            _replace(change, name, into)
            change.delete("department", one)
    return change.outcome


def move_departments(
    database: Database, department_ids: Sequence[int], position: int | None
) -> Outcome:
    """Put departments at a position among the others, together (None: the end)."""
    details = {"names": [label(database, "department", one) for one in department_ids]}
    rows = database.rows("SELECT id FROM department ORDER BY position, id")
    order = between([row["id"] for row in rows], department_ids, position)
    with transaction(database, "department.move", details) as change:
        for place, one in enumerate(order, 1):
            change.update("department", one, {"position": place})
    return change.outcome


def _free(database: Database, name: str) -> str:
    name = needed_name(name, _DEPARTMENT)
    if database.row("SELECT id FROM department WHERE name = ?", [name]) is not None:
        raise PersonError(
            "department.name_taken",
            message("There is a department named {name} already.", name=name),
            remedy=message("Choose another name."),
        )
    _require_one(name)
    return name


def _require_one(name: str) -> None:
    if len(split_departments(name)) > 1:
        raise PersonError(
            "department.several",
            message("{name} reads as several departments.", name=name),
            remedy=message("Name one department, without 、 ・ or /."),
        )


def _uses(
    database: Database, name: str
) -> Iterator[tuple[str, int, tuple[str, ...], tuple[str, ...]]]:
    """Yield table, id, lead and joint departments of what a department is in charge of."""
    for table in _IN_CHARGE:
        rows = database.rows(
            f"SELECT id, department, joint_departments FROM {table}"
            " WHERE department <> '' OR joint_departments <> ''"
        )
        for row in rows:
            lead = split_departments(row["department"])
            joint = split_departments(row["joint_departments"])
            if name in lead or name in joint:
                yield table, row["id"], lead, joint


def _replace(change: Transaction, before: str, after: str) -> None:
    for table, row_id, lead, joint in list(_uses(change.database, before)):
        leading = _replaced(lead, before, after)
        # Who leads does not join as well.
        joining = [name for name in joint if after not in split_departments(leading)
                   or name not in (before, after)]  # fmt: skip
        change.update(
            table,
            row_id,
            {"department": leading, "joint_departments": _replaced(joining, before, after)},
        )


def _replaced(names: Iterable[str], before: str, after: str) -> str:
    return join_departments(after if name == before else name for name in names)

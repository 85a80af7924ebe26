"""The indicators of measures: adding, changing, moving and deleting them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations import years
from workbench.operations.departments import remember
from workbench.operations.lookups import (
    label,
    move_rows,
    needed_name,
    next_position,
    row_of,
)
from workbench.plan.departments import join_departments, split_departments
from workbench.plan.structure import Accumulation, Direction
from workbench.store.database import Database
from workbench.store.journal import Outcome, Transaction, transaction

_INDICATOR = message("An indicator")


@dataclass(frozen=True)
class IndicatorFields:
    """What a person can set on an indicator; see `workbench.plan.structure.Indicator`."""

    unit: str = ""
    direction: Direction = Direction.MORE
    definition: str = ""
    source_note: str = ""
    department: str = ""
    decimals: int | None = None
    accumulation: Accumulation = Accumulation.EACH
    survey_interval: int | None = None
    joint_departments: str = ""


#: The columns that `update_indicator` takes.
EDITABLE = frozenset({"name", *(field.name for field in fields(IndicatorFields))})


def add_indicator(
    database: Database, element_id: int, name: str, given: IndicatorFields | None = None
) -> Outcome:
    """Add an indicator at the end of a measure's; raise `PersonError` for an empty name."""
    owner = label(database, "element", element_id)
    chosen = given or IndicatorFields()
    row = _checked(
        {"name": name, **{one.name: getattr(chosen, one.name) for one in fields(chosen)}}
    )
    details: dict[str, object] = {"owner": owner, "name": row["name"]}
    with transaction(database, "indicator.add", details) as change:
        position = next_position(database, "indicator", {"element_id": element_id})
        details["made"] = change.insert(
            "indicator", {"element_id": element_id, "position": position, **row}
        )
        _remember_departments(change, row)
    return change.outcome


def update_indicator(
    database: Database, indicator_id: int, changes: Mapping[str, object]
) -> Outcome:
    """Change fields of an indicator, as one step.

    Raises `PersonError` for an empty name, decimals or a survey interval that make no sense, and
    `ValueError` for a field that there is not.
    """
    unknown = changes.keys() - EDITABLE
    if unknown:
        raise ValueError(f"no fields {sorted(unknown)} of an indicator")
    owner = label(database, "indicator", indicator_id)
    held = row_of(database, "indicator", indicator_id)
    row = _checked(changes)
    details = {
        "owner": owner,
        "changes": [
            [name, held[name], value] for name, value in row.items() if held[name] != value
        ],
    }
    with transaction(database, "indicator.update", details) as change:
        change.update("indicator", indicator_id, row)
        _remember_departments(change, row)
    return change.outcome


def move_indicators(
    database: Database, indicator_ids: Sequence[int], element_id: int, position: int | None
) -> Outcome:
    """Move indicators to a measure, together, at a position among its others (None: the end)."""
    return move_rows(database, "indicator", indicator_ids, element_id, position)


def delete_indicators(database: Database, indicator_ids: Sequence[int]) -> Outcome:
    """Delete indicators with their values; raise `PersonError` for results of a closed year."""
    names = [label(database, "indicator", one) for one in indicator_ids]
    years.require_no_closed_values(database, indicator_ids)
    with transaction(database, "indicator.delete", {"names": names}) as change:
        for indicator_id in dict.fromkeys(indicator_ids):
            change.delete("indicator", indicator_id)
    return change.outcome


def _checked(given: Mapping[str, object]) -> dict[str, object]:
    """Return a row for the file; raise `PersonError` for what makes no sense."""
    row = {
        name: str(value) if isinstance(value, Direction | Accumulation) else value
        for name, value in given.items()
    }
    if "name" in row:
        row["name"] = needed_name(str(row["name"]), _INDICATOR)
    for name in ("department", "joint_departments"):
        if name in row:
            row[name] = join_departments(split_departments(str(row[name])))
    _require_between(row.get("decimals"), 0, 6, "decimals")
    _require_between(row.get("survey_interval"), 1, 20, "survey_interval")
    if "direction" in row:
        Direction(str(row["direction"]))
    if "accumulation" in row:
        Accumulation(str(row["accumulation"]))
    return row


def _require_between(value: object, lowest: int, highest: int, name: str) -> None:
    if value is None or (isinstance(value, int) and lowest <= value <= highest):
        return
    what = {
        "decimals": message("The number of decimals"),
        "survey_interval": message("The years between two surveys"),
    }[name]
    raise PersonError(
        f"indicator.{name}",
        message("{what} must lie between {lowest} and {highest}.", what=what, lowest=lowest,
                highest=highest),
        remedy=message("Type another number, or leave it empty."),
    )  # fmt: skip


def _remember_departments(change: Transaction, row: Mapping[str, object]) -> None:
    remember(change, str(row.get("department", "")), str(row.get("joint_departments", "")))

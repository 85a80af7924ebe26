"""The journal in the words of a planner, and going back along it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext

from workbench.language import tr
from workbench.operations import file_steps
from workbench.operations.wordings import PLAN_WORDINGS, short
from workbench.store import journal
from workbench.store.database import Database
from workbench.store.journal import Entry, Outcome


def describe(entry: Entry) -> str:
    """Return one line saying what a step did."""
    words = _WORDINGS.get(entry.action, _other)(entry.details)
    if entry.kind == "undo":
        return tr("Undone: {step}", step=words)
    if entry.kind == "redo":
        return tr("Done again: {step}", step=words)
    return words


def undo(database: Database, steps: int = 1) -> list[Outcome]:
    """Take back up to `steps` steps, newest first; return what each did."""
    return _repeat(database, journal.undo, steps)


def redo(database: Database, steps: int = 1) -> list[Outcome]:
    """Do again up to `steps` steps that were taken back; return what each did."""
    return _repeat(database, journal.redo, steps)


def _repeat(database: Database, step: Callable[[Database], Outcome], steps: int) -> list[Outcome]:
    """Replay several steps as a whole: where one cannot be, or is cancelled, none is."""
    outcomes: list[Outcome] = []
    with database.atomic() if steps > 1 else nullcontext():
        for _ in range(steps):
            outcome = step(database)
            if outcome.entry is None:
                break
            outcomes.append(outcome)
    return outcomes


def _assumed(details: Mapping[str, object]) -> str:
    changes = details["changes"]
    assert isinstance(changes, list)
    pieces = [_assumption(name, before, after) for name, before, after in changes]
    return tr("Scenario {name}: {changes}", name=details["scenario"], changes=tr(", ").join(pieces))


def _assumption_name(name: str) -> str:
    from workbench.population.levers import CHOICES, LEVERS  # noqa: PLC0415 - only when needed

    if name == "overrides":
        return tr("values for single periods")
    names = {lever.key: lever.name for lever in LEVERS}
    names.update({choice.key: choice.name for choice in CHOICES})
    return str(names.get(name, name))


def _assumption(name: str, before: object, after: object) -> str:
    from workbench.population.levers import CHOICES, LEVERS  # noqa: PLC0415 - only when needed

    lever = next((one for one in LEVERS if one.key == name), None)
    choice = next((one for one in CHOICES if one.key == name), None)

    def shown(value: object) -> str:
        if value is None:
            return tr("as observed")
        if lever is not None and isinstance(value, int | float):
            return str(value) if lever.is_year else f"{value:,.{lever.decimals}f}"
        return str(choice.options.get(str(value), value)) if choice else short(value)

    called = _assumption_name(name)
    if name == "overrides":
        return called
    if before is None:
        return f"{called} → {shown(after)}"
    return f"{called} {shown(before)} → {shown(after)}"


def _added_scenario(details: Mapping[str, object]) -> str:
    return tr("Added the scenario {name}", name=details["scenario"])


def _copied_scenario(details: Mapping[str, object]) -> str:
    return tr("Copied the scenario {of} as {name}", of=details["of"], name=details["scenario"])


def _renamed_scenario(details: Mapping[str, object]) -> str:
    return tr(
        "Renamed the scenario {before} to {after}",
        before=details["scenario"],
        after=details["after"],
    )


def _annotated_scenario(details: Mapping[str, object]) -> str:
    return tr("Note on the scenario {name}", name=details["scenario"])


def _deleted_scenario(details: Mapping[str, object]) -> str:
    return tr("Deleted the scenario {name}", name=details["scenario"])


def _imported(details: Mapping[str, object]) -> str:
    words = tr(
        "Imported {workbook}: {new} new, {changed} changed, {confirmed} confirmed",
        workbook=details["workbook"],
        new=details["new"],
        changed=details["changed"],
        confirmed=details["confirmed"],
    )
    return _with_base(words, details)


def _imported_together(details: Mapping[str, object]) -> str:
    names = details["workbooks"]
    return tr(
        "Imported {count} workbooks ({names}): {new} new, {changed} changed, {confirmed} confirmed",
        count=len(names) if isinstance(names, list) else 0,
        names="、".join(map(str, names)) if isinstance(names, list) else "",
        new=details["new"],
        changed=details["changed"],
        confirmed=details["confirmed"],
    )


def _added_population_set(details: Mapping[str, object]) -> str:
    title = details["set"]
    if details.get("renews"):
        return _with_base(tr("Renewed the population figures {title}", title=title), details)
    return _with_base(tr("Added the population figures {title}", title=title), details)


def _set_headship(details: Mapping[str, object]) -> str:
    return tr("Took in headship rates from {source}", source=details["source"])


def _cleared_headship(_details: Mapping[str, object]) -> str:
    return tr("Took the headship rates out")


def _noted_assumption(details: Mapping[str, object]) -> str:
    return tr(
        "{scenario}: why {lever} departs",
        scenario=details["scenario"],
        lever=_assumption_name(str(details["assumption"])),
    )


def _with_base(words: str, details: Mapping[str, object]) -> str:
    """Say whose place new figures take as what projections start from."""
    if "replaces" not in details:
        return words
    return tr(
        "{step}; projections now start from it in {year}, no longer from {replaced}",
        step=words,
        year=details["year"],
        replaced=details["replaces"],
    )


def _created(details: Mapping[str, object]) -> str:
    return tr("Made the plan from {name}", name=details["name"])


def _other(details: Mapping[str, object]) -> str:
    return tr("Change ({details})", details=short(details))


_WORDINGS: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    **PLAN_WORDINGS,
    "scenario.assume": _assumed,
    "scenario.add": _added_scenario,
    "scenario.copy": _copied_scenario,
    "scenario.rename": _renamed_scenario,
    "scenario.annotate": _annotated_scenario,
    "scenario.delete": _deleted_scenario,
    "import.apply": _imported,
    "import.apply_many": _imported_together,
    "population.add_set": _added_population_set,
    "population.headship": _set_headship,
    "population.headship_clear": _cleared_headship,
    "scenario.note_assumption": _noted_assumption,
    "plan.create": _created,
    **file_steps.WORDINGS,
}

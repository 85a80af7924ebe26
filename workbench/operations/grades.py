"""Grading schemes of the plan, and grades that persons give in place of the computed ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations import years
from workbench.operations.evaluations import now, require_given
from workbench.operations.lookups import gone, label
from workbench.operations.schemes import (
    SETTING,
    band_rows,
    insert_scheme,
    schemes,
    shipped_schemes,
)
from workbench.plan.grading import Band, Scheme
from workbench.plan.grading_checks import problems
from workbench.store.database import Database
from workbench.store.journal import Outcome, Transaction, person, transaction
from workbench.store.queries import load_schemes, load_settings, load_years


def choose_scheme(database: Database, key: str) -> Outcome:
    """Let the plan's grades follow a scheme; one that ships becomes the plan's own.

    Raises `PersonError` when there is no such scheme.
    """
    chosen = _scheme(database, key)
    with transaction(database, "scheme.choose", {"name": chosen.name}) as change:
        if chosen.id is None:
            insert_scheme(change, chosen)
        _choose(change, key)
    return change.outcome


def save_scheme(database: Database, scheme: Scheme) -> Outcome:
    """Keep an edited scheme in the plan, its bands replaced as a whole.

    Raises `PersonError` when it cannot be used, naming what is wrong, and while grades of a
    closed year follow it.
    """
    found = problems(scheme)
    if found:
        raise PersonError(
            "scheme.unsound", found[0], remedy=message("Correct the bands."), place=scheme.name
        )
    held = next((one for one in load_schemes(database) if one.key == scheme.key), None)
    with transaction(database, "scheme.save", {"name": scheme.name}) as change:
        if held is None or held.id is None:
            insert_scheme(change, scheme)
        else:
            _require_not_closed(database, held.id)
            row = {"name": scheme.name, "roll_up": scheme.roll_up.value, "note": scheme.note}
            change.update("grading_scheme", held.id, row)
            if held.bands != scheme.bands:
                _replace_bands(change, held.id, scheme.bands)
    return change.outcome


def delete_scheme(database: Database, scheme_id: int) -> Outcome:
    """Take a scheme out of the plan; raises `PersonError` while grades follow it.

    One that ships is offered again as it came, so the plan may go on following it.
    """
    name = label(database, "grading_scheme", scheme_id)
    key = database.rows("SELECT key FROM grading_scheme WHERE id = ?", [scheme_id])[0]["key"]
    ships = any(one.key == key for one in shipped_schemes())
    if not ships and load_settings(database).get(SETTING) == key:
        raise PersonError(
            "scheme.in_use",
            message("The plan's grades follow {name}.", name=name),
            remedy=message("Let the plan follow another scheme first."),
        )
    if any(year.scheme_id == scheme_id for year in load_years(database)):
        raise PersonError(
            "scheme.in_use",
            message("Grades of a year follow {name}.", name=name),
            remedy=message("Let the year follow another scheme first."),
        )
    with transaction(database, "scheme.delete", {"name": name}) as change:
        change.delete("grading_scheme", scheme_id)
    return change.outcome


def override_grade(
    database: Database, indicator_id: int, fiscal_year: int, grade: str, reason: str
) -> Outcome:
    """Give an indicator a grade in place of the computed one, for a reason.

    An empty grade brings the computed one back. Raises `PersonError` for a grade without a
    reason, for one that the year's scheme does not have, and in a closed year.
    """
    grade, reason = grade.strip(), reason.strip()
    years.require_open(database, [fiscal_year])
    require_given(database, fiscal_year, grade, reason)
    owner = label(database, "indicator", indicator_id)
    held = database.row(
        "SELECT id, grade FROM grade_override WHERE indicator_id = ? AND fiscal_year = ?",
        [indicator_id, fiscal_year],
    )
    details = {
        "owner": owner,
        "year": fiscal_year,
        "before": held["grade"] if held else "",
        "after": grade,
        "reason": reason,
    }
    row = {"grade": grade, "reason": reason, "who": person(), "at": now()}
    with transaction(database, "grade.override", details) as change:
        if held is None and grade:
            key = {"indicator_id": indicator_id, "fiscal_year": fiscal_year}
            change.insert("grade_override", {**key, **row})
        elif held is not None and grade:
            change.update("grade_override", held["id"], row)
        elif held is not None:
            change.delete("grade_override", held["id"])
    return change.outcome


def copy_of(scheme: Scheme, key: str, name: str) -> Scheme:
    """Return a scheme under another key and name, to be edited and saved beside it."""
    return replace(scheme, key=key, name=name, id=None)


def _scheme(database: Database, key: str) -> Scheme:
    for scheme in schemes(database):
        if scheme.key == key:
            return scheme
    raise gone()


def _replace_bands(change: Transaction, scheme_id: int, bands: Iterable[Band]) -> None:
    held = change.database.rows("SELECT id FROM grading_band WHERE scheme_id = ?", [scheme_id])
    for row in held:
        change.delete("grading_band", row["id"])
    change.insert_many("grading_band", band_rows(scheme_id, bands))


def _choose(change: Transaction, key: str) -> None:
    held = change.database.row("SELECT id FROM setting WHERE key = ?", [SETTING])
    if held is None:
        change.insert("setting", {"key": SETTING, "value": key})
    else:
        change.update("setting", held["id"], {"value": key})


def _require_not_closed(database: Database, scheme_id: int) -> None:
    following = (one.fiscal_year for one in load_years(database) if one.scheme_id == scheme_id)
    years.require_open(database, following)

"""What the plan as a whole is: its period. Its words are edited as any other text."""

from __future__ import annotations

import unicodedata

from workbench.errors import PersonError
from workbench.exchange.area_codes import area_code
from workbench.language import message
from workbench.operations.lookups import gone
from workbench.store.database import Database
from workbench.store.journal import Outcome, transaction

#: No plan is older than the law of 1969, nor does one look further ahead than this.
EARLIEST, LATEST = 1969, 2100


def set_period(database: Database, first_year: int, last_year: int) -> Outcome:
    """Set the first and the last fiscal year of the plan.

    Progress is counted from the first year, so grades of open years may change with it. Raises
    `PersonError` for a period that ends before it begins.
    """
    require_period(first_year, last_year)
    held = database.row("SELECT first_year, last_year FROM profile")
    if held is None:
        raise gone()
    details = {"before": list(held), "after": [first_year, last_year]}
    with transaction(database, "profile.period", details) as change:
        change.update("profile", 1, {"first_year": first_year, "last_year": last_year})
    return change.outcome


def require_period(first_year: int, last_year: int) -> None:
    """Raise `PersonError` for fiscal years that no plan runs from and to."""
    if not EARLIEST <= first_year <= last_year <= LATEST:
        raise PersonError(
            "plan.years",
            message("A plan cannot run from {first} to {last}.", first=first_year, last=last_year),
            remedy=message("Type the first and the last fiscal year as western years."),
        )


def set_area_code(database: Database, code: str) -> Outcome:
    """Set whose statistics the plan shows; raise `PersonError` for no code of a municipality."""
    new = require_area_code(code)
    held = database.row("SELECT area_code, municipality FROM profile")
    if held is None:
        raise gone()
    details = {"before": held["area_code"], "after": new}
    with transaction(database, "profile.area_code", details) as change:
        change.update("profile", 1, {"area_code": new})
        if database.row("SELECT id FROM area WHERE code = ?", [new]) is None:
            change.insert("area", {"code": new, "kind": "city", "name": held["municipality"]})
    return change.outcome


def require_area_code(code: str) -> str:
    """Return the five digits of a code as it was typed; raise `PersonError` for another text."""
    found = area_code(unicodedata.normalize("NFKC", code).strip())
    if found is None:
        raise PersonError(
            "plan.area_code",
            message("{code} is no code of a municipality.", code=code),
            remedy=message("Type five digits, or six with the check digit."),
        )
    return found

"""What the import page calls things: layouts, kinds of difference, quantities of the register."""

from __future__ import annotations

from collections.abc import Callable

from workbench.exchange.fields import ColumnMeaning, Field
from workbench.exchange.findings import Level
from workbench.exchange.proposals import Change
from workbench.language import message, tr
from workbench.plan.fiscal_years import letter_year
from workbench.plan.names import year_name
from workbench.plan.structure import Role

LAYOUTS = {
    "register_dynamics": message("Resident register: population and its movement"),
    "indicator_sheet": message("Indicator sheet of a department"),
    "years_down": message("Indicators by year, a column for each"),
    "round_trip": message("Sheet sent out by this program"),
    "project_evaluation": message("Evaluation of projects"),
    "population_table": message("Population by sex and age"),
    "headship_table": message("Headship rates"),
    "settlement_card": message("Settlement card"),
}

#: A sign before the word, so that nothing is told by colour alone.
CHANGES = {
    Change.NEW: ("＋", message("New")),
    Change.CHANGED: ("→", message("Changed")),
    Change.SAME: ("＝", message("Same")),
    Change.MISSING: ("－", message("Not in the file")),
    Change.BLANK: ("□", message("Blank in the file")),
}

LEVELS = {
    Level.ERROR: ("✕", message("Error")),
    Level.WARNING: ("▲", message("Warning")),
    Level.NOTE: ("・", message("Note")),
}

ROLES = {
    Role.BASELINE.value: message("Baseline"),
    Role.TARGET.value: message("Target"),
    Role.ACTUAL.value: message("Actual"),
}

QUANTITIES = {
    "births": message("Births"),
    "deaths": message("Deaths"),
    "in_domestic": message("In-migrants from within Japan"),
    "in_abroad": message("In-migrants from abroad"),
    "out_domestic": message("Out-migrants within Japan"),
    "out_abroad": message("Out-migrants abroad"),
    "other_added": message("Other additions"),
    "other_removed": message("Other removals"),
    "natural_change": message("Natural change"),
    "social_change": message("Social change"),
    "register_population": message("Registered population"),
    "male": message("Registered men"),
    "female": message("Registered women"),
    "households": message("Households"),
}

#: What a column may hold, in the order in which they are offered.
FIELDS = {
    Field.MEASURE_CODE: message("Measure no."),
    Field.MEASURE_NAME: message("Measure name"),
    Field.INDICATOR_NAME: message("Indicator"),
    Field.UNIT: message("Unit"),
    Field.DIRECTION: message("Direction"),
    Field.DEFINITION: message("Definition"),
    Field.SOURCE_NOTE: message("Source of the figures"),
    Field.DEPARTMENT: message("Department"),
    Field.REMARKS: message("Remarks"),
    Field.YEAR: message("Year of the row"),
    Field.ROLE: message("Actual, target or baseline"),
    Field.VALUE_YEAR: message("Year of the value"),
    Field.INDICATOR_ID: message("Indicator's id"),
    Field.VALUE: message("Figures"),
}


def meaning_words(meaning: ColumnMeaning | None) -> str:
    """Return what a column was taken for: 実績 令和6年度."""
    return _meaning(meaning, year_name)


def short_meaning(meaning: ColumnMeaning | None) -> str:
    """Return the same for a narrow heading: 実績 R6."""
    return _meaning(meaning, letter_year)


def _meaning(meaning: ColumnMeaning | None, name_of: Callable[[int], str]) -> str:
    if meaning is None:
        return tr("Not used")
    if meaning.field not in (Field.VALUE, Field.VALUE_YEAR):
        return str(FIELDS[meaning.field])
    role = str(ROLES[meaning.role.value]) if meaning.role else ""
    year = name_of(meaning.year.fiscal_year) if meaning.year else ""
    kind = "" if meaning.field is Field.VALUE and role else str(FIELDS[meaning.field])
    return " ".join(part for part in (role, kind, year) if part)


def sureness(confidence: float) -> tuple[str, str]:
    """Return how sure a meaning is: three dots, and a word."""
    if confidence >= 0.95:
        return "●●●", tr("sure")
    return ("●●○", tr("likely")) if confidence >= _LIKELY else ("●○○", tr("look at it"))


_LIKELY = 0.75

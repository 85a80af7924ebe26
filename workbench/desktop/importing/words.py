"""What the import page calls things: layouts, kinds of difference, quantities of the register."""

from __future__ import annotations

from workbench.exchange.findings import Level
from workbench.exchange.proposals import Change
from workbench.language import message
from workbench.plan.structure import Role

LAYOUTS = {
    "register_dynamics": message("Resident register: population and its movement"),
    "indicator_sheet": message("Indicator sheet of a department"),
    "round_trip": message("Sheet sent out by this program"),
    "project_evaluation": message("Evaluation of projects"),
    "population_table": message("Population by sex and age"),
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

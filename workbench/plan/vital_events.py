"""Births, deaths and moves of a calendar year, as the resident register counts them."""

from __future__ import annotations

from workbench.plan.structure import Provenance
from workbench.records import record

#: What the register counts, in the order it is shown. Population and households are those of
#: 1 January of the year that follows; the natural and social change are of the year itself.
QUANTITIES = (
    "births",
    "deaths",
    "in_domestic",
    "in_abroad",
    "out_domestic",
    "out_abroad",
    "other_added",
    "other_removed",
    "natural_change",
    "social_change",
    "register_population",
    "male",
    "female",
    "households",
)


@record
class VitalEvent:
    """One figure of the register.

    Parameters
    ----------
    area_code
        The five-digit code of the municipality, without the check digit.
    calendar_year
        January to December; stocks (population, households) are of 1 January after it.
    quantity
        One of `QUANTITIES`.
    number
        Persons, or households; negative for a fall.
    """

    area_code: str
    calendar_year: int
    quantity: str
    number: float
    provenance: Provenance | None = None

    def __post_init__(self) -> None:
        if self.quantity not in QUANTITIES:
            raise ValueError(self.quantity)

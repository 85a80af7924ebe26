"""Reading the headship rates of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.errors import PersonError
from workbench.population.age_spans import AgeSpan
from workbench.population.headship import HeadshipRate, HeadshipRates
from workbench.store.database import Database


@dataclass(frozen=True)
class HeldHeadship:
    """The headship rates a plan holds and where they come from."""

    rates: HeadshipRates
    source: str


def load_headship(database: Database) -> HeldHeadship | None:
    """Return the headship rates of the plan, None where it has none or they are not whole."""
    rows = database.rows(
        "SELECT held.*, source.title FROM headship_rate AS held"
        " LEFT JOIN source ON source.id = held.source_id ORDER BY held.id"
    )
    if not rows:
        return None
    try:
        rates = HeadshipRates.of(
            HeadshipRate(
                row["year"], row["sex"], AgeSpan(row["age_from"], row["age_to"]), row["share"]
            )
            for row in rows
        )
    except PersonError:
        # A plan put together by hand may lack some: then there are no households to show.
        return None
    titles = dict.fromkeys(str(row["title"]) for row in rows if row["title"])
    return HeldHeadship(rates, "、".join(titles))

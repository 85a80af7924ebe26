"""Headship rates (世帯主率) of the plan: put in as a whole with their source, taken out again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from workbench.errors import PersonError
from workbench.language import message, tr
from workbench.operations.population_sets import publication_source
from workbench.population.age_spans import AgeSpan
from workbench.population.headship import HeadshipRate, HeadshipRates
from workbench.store.database import Database
from workbench.store.journal import Outcome, Row, Transaction, transaction


@dataclass(frozen=True)
class HeldHeadship:
    """The headship rates a plan holds and where they come from.

    `places` name the workbook, the cell and what stood there, by year, sex and first age; rates
    that were typed have none.
    """

    rates: HeadshipRates
    source: str
    places: Mapping[tuple[int, str, int], str] = field(default_factory=dict)


@dataclass(frozen=True)
class CountedHouseholds:
    """The households that censuses found, by year, and where that comes from."""

    by_year: Mapping[int, float] = field(default_factory=dict)
    source: str = ""


def counted_households(database: Database, area_code: str) -> CountedHouseholds:
    """Return the households counted in an area; none where the plan holds none."""
    rows = database.rows(
        "SELECT held.year, held.households, source.title FROM area_households AS held"
        " LEFT JOIN source ON source.id = held.source_id WHERE area_code = ? ORDER BY held.year",
        [area_code],
    )
    titles = dict.fromkeys(str(row["title"]) for row in rows if row["title"])
    return CountedHouseholds({row["year"]: float(row["households"]) for row in rows},
                             "、".join(titles))  # fmt: skip


def load_headship(database: Database) -> HeldHeadship | None:
    """Return the headship rates of the plan, None where it has none or they are not whole."""
    rows = database.rows(
        "SELECT held.*, source.title, source.note FROM headship_rate AS held"
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
    titles = dict.fromkeys(_source(row["title"], row["note"]) for row in rows if row["title"])
    places = {
        (row["year"], row["sex"], row["age_from"]): tr(
            "{workbook} {sheet}!{cell}: {original}",
            workbook=row["title"],
            sheet=row["sheet"],
            cell=row["cell"],
            original=row["original"],
        )
        for row in rows
        if row["cell"]
    }
    return HeldHeadship(rates, "、".join(titles), places)


def _source(title: str, note: str | None) -> str:
    """Return the source's title; of a workbook with what it says of whose rates they are."""
    return f"{title} {note}" if note else title


def set_headship(database: Database, rates: HeadshipRates, source: str) -> Outcome:
    """Let the plan hold exactly these rates, as one step; `source` names where they are from.

    Rates that stay are not touched: while the source is called the same they keep the cell of
    the workbook they came from. Raises `PersonError` without a source: a figure that nobody can
    trace back is of no use to those who come after.
    """
    source = " ".join(source.split())
    if not source:
        raise PersonError(
            "population.headship_source",
            message("Headship rates need a source."),
            remedy=message("Name the publication or the workbook they are taken from."),
        )
    held = load_headship(database)
    known = {_key(rate): rate for rate in held.rates.rates()} if held else {}
    # Shown in per cent with four decimals, a rate comes back from the page a little rounded.
    kept = [
        known.get(_key(rate), rate) if _is_same(known.get(_key(rate)), rate) else rate
        for rate in rates.rates()
    ]
    same_source = held is not None and held.source == source
    staying = set(kept) & set(known.values()) if same_source else set[HeadshipRate]()
    renews = database.row("SELECT 1 FROM headship_rate") is not None
    details = {"source": source, "years": list(rates.years), "renews": renews}
    with transaction(database, "population.headship", details) as change:
        place = {"source_id": publication_source(change, source), **_NO_CELL}
        put_headship(change, HeadshipRates.of(kept), lambda rate: {} if rate in staying else place)
    return change.outcome


#: Shares nearer than this are one.
_ROUNDED = 5e-7


def _key(rate: HeadshipRate) -> tuple[int, str, AgeSpan]:
    return rate.year, rate.sex, rate.ages


def _is_same(held: HeadshipRate | None, rate: HeadshipRate) -> bool:
    return held is not None and abs(held.share - rate.share) <= _ROUNDED


#: A rate that is typed or pasted stands in no cell of a workbook.
_NO_CELL = {"sheet": "", "cell": "", "original": ""}


def put_headship(
    change: Transaction, rates: HeadshipRates, came_from: Callable[[HeadshipRate], Row]
) -> None:
    """Let the plan hold exactly these rates, inside a transaction; those that stay are not touched.

    `came_from` returns the columns that say where a rate is from.
    """
    held = {
        (row["year"], row["sex"], row["age_from"]): row
        for row in change.database.rows("SELECT * FROM headship_rate")
    }
    added: list[Row] = []
    for rate in rates.rates():
        row = {
            "year": rate.year,
            "sex": rate.sex,
            "age_from": rate.ages.first,
            "age_to": rate.ages.last,
            "share": rate.share,
            **came_from(rate),
        }
        old = held.pop((rate.year, rate.sex, rate.ages.first or 0), None)
        if old is None:
            added.append(row)
        elif any(old[name] != value for name, value in row.items()):
            change.update("headship_rate", old["id"], row)
    for old in held.values():
        change.delete("headship_rate", old["id"])
    change.insert_many("headship_rate", added)


def clear_headship(database: Database) -> Outcome:
    """Take the headship rates out of the plan, as one step; without any nothing happens."""
    rows = database.rows("SELECT id FROM headship_rate")
    if not rows:
        return Outcome(None)
    with transaction(database, "population.headship_clear", {"count": len(rows)}) as change:
        for row in rows:
            change.delete("headship_rate", row["id"])
    return change.outcome

"""The projection engine on explicit inputs: what ``workbench project`` reads and writes as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from workbench.errors import PersonError
from workbench.language import message
from workbench.population.ages import Floats
from workbench.population.engine import Account, project
from workbench.population.explicit_reading import ExplicitDocument, read_document

_BEYOND = 1e15
_COHORT_DEATHS = message(
    "Deaths and net migration by age are those of cohorts, filed under their age at the end of "
    "the period; they are not the deaths of a calendar year by age at death."
)


def project_explicit(document: Mapping[str, Any]) -> dict[str, Any]:
    """Project the population a JSON document describes and return the result as JSON objects.

    Parameters
    ----------
    document
        ``ages``, ``width``, ``base_year``, ``population`` by sex and ``periods``; each period
        with ``survival`` by sex, ``fertility`` (and ``sex_ratio_at_birth``, 1.052 unless given)
        or ``child_woman_ratio`` (and ``child_sex_ratio``, the sex ratio at birth unless given),
        and perhaps ``migration``. See `workbench.population.engine` for the method.

        With a single sex the births are that sex's: ``fertility`` still counts boys and girls
        together and the sex ratio at birth takes the given sex's share of them, as Preston,
        Heuveline & Guillot do in Box 6.1. Rates that count daughters alone go with a sex ratio
        at birth of 0. For men alone the rates are births per man.

    Returns
    -------
    dict
        ``ages``, ``width``, ``base_year``, ``population`` and ``periods``: of each period
        ``from_year``, ``to_year``, ``population`` by sex and age at its end, ``births`` by sex,
        ``deaths`` and ``net_migration`` in total and by sex and age (of the cohort at the end
        of the period), ``natural_change``, ``social_change``, ``balance`` (the largest error of
        the account, persons) and, where more people leave than there are, ``negative_cells``:
        nothing is clipped. ``balance`` of the whole and ``notes`` close the document.

    Raises
    ------
    PersonError
        When the document cannot be projected, naming the place: ``periods[1].survival.male[3]``.
    """
    read = read_document(document)
    with np.errstate(over="ignore", invalid="ignore"):
        result = project(read.base, read.periods, read.groups, read.sexes)
    for index, account in enumerate(result.accounts):
        if not np.abs(account.end).max() < _BEYOND:
            raise PersonError(
                "population.document",
                message("The population grows beyond any number of people."),
                remedy=message("Look at the fertility and the survival ratios."),
                place=f"periods[{index}]",
            )
    periods = [_period(read, index, account) for index, account in enumerate(result.accounts)]
    return {
        "ages": list(document["ages"]),
        "width": read.groups.width,
        "base_year": read.base_year,
        "population": _by_age(read, result.base),
        "periods": periods,
        "balance": result.balance_error,
        "notes": [str(note) for note in (_COHORT_DEATHS, *read.notes)],
    }


def _period(read: ExplicitDocument, index: int, account: Account) -> dict[str, Any]:
    first = read.base_year + index * read.groups.width
    written = {
        "from_year": first,
        "to_year": first + read.groups.width,
        "population": _by_age(read, account.end),
        "total": float(account.end.sum()),
        "births": _by_sex(read, account.births),
        "deaths": float(account.deaths.sum()),
        "net_migration": float(account.net_migration.sum()),
        "natural_change": float(account.natural_change[0]),
        "social_change": float(account.social_change[0]),
        "deaths_by_age": _by_age(read, account.deaths),
        "net_migration_by_age": _by_age(read, account.net_migration),
        "balance": account.balance_error,
    }
    if negative := _negative_cells(read, account):
        written["negative_cells"] = negative
    return written


def _by_age(read: ExplicitDocument, cells: Floats) -> dict[str, list[float]]:
    return {sex: cells[i, :, 0].tolist() for i, sex in enumerate(read.sexes)}


def _by_sex(read: ExplicitDocument, cells: Floats) -> dict[str, float]:
    return {sex: float(cells[i, 0]) for i, sex in enumerate(read.sexes)}


def _negative_cells(read: ExplicitDocument, account: Account) -> list[dict[str, Any]]:
    return [
        {"sex": sex, "age": read.groups.labels[age], "population": float(people)}
        for i, sex in enumerate(read.sexes)
        for age, people in enumerate(account.end[i, :, 0])
        if people < 0
    ]

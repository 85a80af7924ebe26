"""What a printed form is made from: the plan, its figures, and what stands on every page."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from workbench.plan.fiscal_years import display_fiscal_year, era_year
from workbench.plan.structure import Plan
from workbench.report.facts import PopulationFacts

#: What a form is set from: texts, numbers, lists and mappings that JSON can hold.
Content = Mapping[str, object]


@dataclass(frozen=True)
class Edition:
    """What dates a printed form.

    Parameters
    ----------
    made_on
        The day it is made; printed, and the only time that enters the file.
    fiscal_year
        The fiscal year it is about, as the western year it starts in.
    version
        The office's own name of the version, as 第1版; may be empty.
    """

    made_on: datetime.date
    fiscal_year: int
    version: str = ""


@dataclass(frozen=True)
class Look:
    """A city's own words and look.

    Parameters
    ----------
    vision_title, theme_title
        What the city calls its vision and its themes.
    """

    vision_title: str = "将来ビジョン"
    theme_title: str = "価値創出プロジェクト"


@dataclass(frozen=True)
class Document:
    """Everything a form may print; each form takes what it needs."""

    plan: Plan
    edition: Edition
    population: PopulationFacts | None = None
    look: Look = Look()


def display_date(date: datetime.date) -> str:
    """Return 令和7（2025）年4月1日.

    A day is named by the era of its own date, so 30 April 2019 is 平成31年.
    """
    era = f"平成{date.year - 1988}" if _last_of_heisei(date) else era_year(date.year)
    return f"{era}（{date.year}）年{date.month}月{date.day}日"


def _last_of_heisei(date: datetime.date) -> bool:
    return datetime.date(2019, 1, 1) <= date < datetime.date(2019, 5, 1)


def frame(document: Document, form: str) -> Content:
    """Return what every page carries: whose plan, which form, when made, which version."""
    profile = document.plan.profile
    edition = document.edition
    plan = " ".join(part for part in (profile.title, profile.subtitle) if part)
    return {
        "form": form,
        "municipality": profile.municipality,
        "plan": plan,
        "section": profile.section_in_charge,
        "made_on": f"作成日 {display_date(edition.made_on)}",
        "fiscal_year": display_fiscal_year(edition.fiscal_year),
        "version": edition.version,
    }


def period(document: Document) -> str:
    """Return the period of the plan: 令和5（2023）年度～令和9（2027）年度."""
    profile = document.plan.profile
    first, last = (display_fiscal_year(year) for year in (profile.first_year, profile.last_year))
    return first if first == last else f"{first}～{last}"

"""What a printed form is made from: the plan, its figures, and what stands on every page."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workbench.plan.evaluations import Evaluation
from workbench.plan.fiscal_years import (
    YearStyle,
    display_fiscal_year,
    era_year,
    period_name,
    year_style,
)
from workbench.plan.initiatives import Cost, Initiative
from workbench.plan.structure import USUAL_THEMES, Element, IndicatorValue, Plan
from workbench.population.ages import Floats
from workbench.population.area_projection import AreaProjection
from workbench.population.city import CityProjection
from workbench.population.levers import Assumptions
from workbench.report.facts import PopulationFacts
from workbench.report.records import Grading

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
    footer
        What stands at the foot on the left; the municipality and its section without it.
    crest
        The city's crest as an SVG document, printed beside its name; empty for none.
    fonts
        Font families to be tried before the usual ones.
    """

    vision_title: str = "将来ビジョン"
    theme_title: str = USUAL_THEMES
    footer: str = ""
    crest: str = ""
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenarios:
    """A projection and the names and assumptions of its scenarios; the first is the main one.

    Parameters
    ----------
    notes, reasons
        What is said of each scenario, and of its assumptions by their keys; empty for nothing.
    headship
        Headship rates, (year, sex, age), where the plan holds them.
    areas
        The parts of the municipality under the same scenarios, where it knows them.
    """

    projection: CityProjection
    names: tuple[str, ...]
    assumptions: tuple[Assumptions, ...]
    notes: tuple[str, ...] = ()
    reasons: tuple[Mapping[str, str], ...] = ()
    headship: Floats | None = None
    areas: AreaProjection | None = None


@dataclass(frozen=True)
class Document:
    """Everything a form may print; each form takes what it needs.

    Parameters
    ----------
    sdgs
        Element id to the numbers, 1 to 17, of the goals of the United Nations it serves.
    scope
        Ids of the measures that lists and sheets are about; None for all of them.
    scope_name
        What those are called, printed on every page so that a part is not taken for the whole.
    """

    plan: Plan
    edition: Edition
    population: PopulationFacts | None = None
    look: Look = Look()
    values: tuple[IndicatorValue, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    costs: tuple[Cost, ...] = ()
    evaluations: tuple[Evaluation, ...] = ()
    sdgs: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    grading: Grading | None = None
    scenarios: Scenarios | None = None
    scope: frozenset[int] | None = None
    scope_name: str = ""

    @cached_property
    def _values(self) -> Mapping[int, list[IndicatorValue]]:
        held: dict[int, list[IndicatorValue]] = {}
        for value in self.values:
            held.setdefault(value.indicator_id, []).append(value)
        return held

    @cached_property
    def _initiatives(self) -> Mapping[int, list[Initiative]]:
        held: dict[int, list[Initiative]] = {}
        for initiative in self.initiatives:
            held.setdefault(initiative.element_id, []).append(initiative)
        return held

    @cached_property
    def _costs(self) -> Mapping[int, list[Cost]]:
        held: dict[int, list[Cost]] = {}
        for cost in self.costs:
            held.setdefault(cost.initiative_id, []).append(cost)
        return held

    @cached_property
    def _evaluations(self) -> Mapping[int, list[Evaluation]]:
        held: dict[int, list[Evaluation]] = {}
        for evaluation in sorted(self.evaluations, key=lambda one: one.fiscal_year):
            held.setdefault(evaluation.element_id, []).append(evaluation)
        return held

    def initiatives_of(self, element: Element) -> Sequence[Initiative]:
        """Return the initiatives (事業) under an element and all below it, in order."""
        return [one for part in self.below(element) for one in self._initiatives.get(part.id, [])]

    def costs_of(self, initiative_id: int) -> Sequence[Cost]:
        """Return the budgets and settlements of an initiative."""
        return self._costs.get(initiative_id, [])

    def evaluation_of(self, element_id: int) -> Evaluation | None:
        """Return the latest evaluation up to the fiscal year at hand, None without one."""
        year = self.edition.fiscal_year
        held = [one for one in self._evaluations.get(element_id, []) if one.fiscal_year <= year]
        return held[-1] if held else None

    def values_of(self, indicator_id: int) -> Sequence[IndicatorValue]:
        """Return the values of an indicator."""
        return self._values.get(indicator_id, [])

    def goals(self) -> Iterator[tuple[int, Element, tuple[Element, ...]]]:
        """Yield the goals in scope: place, goal, measures in scope; without a scope all."""
        for index, goal in enumerate(self.plan.children(None)):
            measures = tuple(
                measure
                for measure in self.plan.children(goal.id)
                if self.scope is None or measure.id in self.scope
            )
            if measures or self.scope is None:
                yield index, goal, measures

    def below(self, element: Element) -> Iterator[Element]:
        """Yield an element and all below it, in the order of the tree."""
        yield element
        for child in self.plan.children(element.id):
            yield from self.below(child)

    def level_names(self) -> tuple[str, str]:
        """Return what the city calls its two upper levels: 目標 and 施策."""
        names = [level.name for level in self.plan.levels[:2]]
        goal, measure = [*names, *("目標", "施策")[len(names) :]]
        return goal, measure

    def years(self) -> range:
        """Return the fiscal years of the plan."""
        return range(self.plan.profile.first_year, self.plan.profile.last_year + 1)


def display_date(date: datetime.date) -> str:
    """Return 令和7（2025）年4月1日, or 2025年4月1日.

    A day is named by the era of its own date, so 30 April 2019 is 平成31年.
    """
    if year_style() is YearStyle.WESTERN:
        return f"{date.year}年{date.month}月{date.day}日"
    era = f"平成{date.year - 1988}" if _last_of_heisei(date) else era_year(date.year)
    return f"{era}（{date.year}）年{date.month}月{date.day}日"


def _last_of_heisei(date: datetime.date) -> bool:
    return datetime.date(2019, 1, 1) <= date < datetime.date(2019, 5, 1)


def frame(document: Document, form: str) -> Content:
    """Return what every page carries: whose plan, which form, when made, which version."""
    profile = document.plan.profile
    edition = document.edition
    plan = " ".join(part for part in (profile.title, profile.subtitle) if part)
    foot = "　".join(part for part in (profile.municipality, profile.section_in_charge) if part)
    return {
        "form": form,
        "scope": f"対象：{document.scope_name}" if document.scope_name else "",
        "municipality": profile.municipality,
        "plan": plan,
        "foot": document.look.footer or foot,
        "crest": document.look.crest,
        "fonts": list(document.look.fonts),
        "crest_alternative": f"{profile.municipality}の市町村章",
        "made_on": f"作成日 {display_date(edition.made_on)}",
        "fiscal_year": display_fiscal_year(edition.fiscal_year),
        "version": edition.version,
    }


def period(document: Document) -> str:
    """Return the period of the plan: 令和5（2023）年度～令和9（2027）年度."""
    profile = document.plan.profile
    return period_name(profile.first_year, profile.last_year)

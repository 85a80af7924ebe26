"""Lines of the table of differences for what is no indicator: projects, their money, accounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from workbench.exchange.changes import WRITING
from workbench.exchange.headship_changes import HeadshipChange
from workbench.exchange.projects import Project, ProjectChange, ProjectYear, ProjectYearChange
from workbench.exchange.proposals import ImportProposal, Line
from workbench.exchange.settlements import SettlementChange
from workbench.language import tr
from workbench.plan.names import COST_KIND_NAMES, FUND_SOURCE_NAMES
from workbench.plan.settlements import PARTS, Settlement
from workbench.population.headship import HeadshipRate
from workbench.population.tables import SEX_NAMES

_TEXTS = ("code", "name", "department", "description", "first_year", "last_year")


def other_lines(proposal: ImportProposal, element_names: Mapping[int, str]) -> Iterator[Line]:
    """Yield a line for each changed project, each project's money of a year, and each total."""
    yield from _project_lines(proposal.projects, element_names)
    for one in proposal.project_years:
        yield _money_line(one, element_names)
    yield from _settlement_lines(proposal.settlements)
    yield from _headship_lines(proposal.headship)


def _project_lines(
    changes: Iterable[ProjectChange], element_names: Mapping[int, str]
) -> Iterator[Line]:
    for one in changes:
        if one.old is None or one.change not in WRITING:
            continue
        names = [name for name in _TEXTS if getattr(one.old, name) != getattr(one.new, name)]
        place = one.new.provenance
        yield Line(
            one.change,
            element_names.get(one.new.element_id or 0, ""),
            one.old.name,
            min((year.fiscal_year for year in one.new.years), default=0),
            tr("project"),
            _shown(one.old, names),
            _shown(one.new, names),
            place.sheet if place else "",
            place.cell if place else "",
        )


def _shown(project: Project, names: Iterable[str]) -> str:
    return " / ".join(str(getattr(project, name) or tr("(blank)")) for name in names)


def _money_line(one: ProjectYearChange, element_names: Mapping[int, str]) -> Line:
    place = one.new.provenance
    apart = one.old is not None and one.old.total == one.new.total and one.change in WRITING
    return Line(
        one.change,
        element_names.get(one.project.element_id or 0, ""),
        one.project.name,
        one.new.fiscal_year,
        str(COST_KIND_NAMES[one.new.kind]),
        _money(one.old, apart=apart) if one.old else "",
        _money(one.new, apart=apart),
        place.sheet if place else "",
        place.cell if place else "",
    )


def _money(year: ProjectYear, *, apart: bool) -> str:
    """Return the total; where totals agree, the sources and personnel that do not."""
    total = "" if year.total is None else f"{year.total:,}"
    if not apart:
        return total
    parts = [f"{FUND_SOURCE_NAMES[source]} {amount:,}" for source, amount in year.amounts.items()]
    if year.personnel is not None:
        parts.append(f"{tr('personnel cost')} {year.personnel:,}")
    return f"{total} ({', '.join(parts)})"


def _settlement_lines(changes: Iterable[SettlementChange]) -> Iterator[Line]:
    for one in changes:
        for part in PARTS:
            items = getattr(one.new, part)
            if not items:
                continue
            total, place = items[-1], items[-1].provenance
            yield Line(
                one.change,
                one.new.name,
                total.name,
                one.new.fiscal_year,
                tr("accounts of a year"),
                _total(one.old, part),
                f"{total.amount:,.0f}",
                place.sheet if place else "",
                place.cell if place else "",
            )


def _total(held: Settlement | None, part: str) -> str:
    items = getattr(held, part) if held else ()
    return f"{items[-1].amount:,.0f}" if items else ""


def _headship_lines(changes: Iterable[HeadshipChange]) -> Iterator[Line]:
    """Yield a line for each rate, in per cent; the rates of a year go in together."""
    for one in changes:
        place = one.provenance
        rate = one.new
        yield Line(
            one.change,
            one.area,
            tr("Headship rate, {sex} {ages}", sex=SEX_NAMES[rate.sex], ages=rate.ages),
            rate.year,
            "",
            _per_cent(one.old),
            _per_cent(rate),
            place.sheet,
            place.cell,
            f"headship {rate.year}",
        )


def _per_cent(rate: HeadshipRate | None) -> str:
    return "" if rate is None else f"{rate.share * 100:.1f} %"

"""What the steps of the journal are called in a planner's words, by their action."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from workbench.language import Message, message, tr
from workbench.operations.editing import FIELDS
from workbench.operations.look_texts import LOOK_TEXTS
from workbench.plan.evaluations import Course
from workbench.plan.initiatives import CostKind
from workbench.plan.names import (
    ACCUMULATION_NAMES,
    COST_KIND_NAMES,
    COURSE_NAMES,
    DIRECTION_NAMES,
    FUND_SOURCE_NAMES,
    PERSONNEL_NAME,
    ROLE_NAMES,
    STATED_TOTAL_NAME,
    year_name,
)
from workbench.plan.structure import Accumulation, Direction, Role

#: What a journal entry tells of its step.
Details = Mapping[str, object]

#: Longest piece of a text that a line of the history quotes.
QUOTED = 24

#: How many of several things a line names before it counts the rest.
_NAMED = 3

_INDICATOR_FIELDS: Mapping[str, Message] = {
    "name": message("name"),
    "unit": message("unit"),
    "direction": message("direction"),
    "definition": message("definition"),
    "source_note": message("data source"),
    "department": message("department"),
    "joint_departments": message("joint departments"),
    "decimals": message("decimals"),
    "accumulation": message("accumulation"),
    "survey_interval": message("survey interval"),
}

_EVALUATION_FIELDS: Mapping[str, Message] = {
    "state": message("state"),
    "issue": message("issue"),
    "cause": message("cause"),
    "action": message("action"),
    "course": message("direction from here"),
    "grade": message("grade"),
    "grade_reason": message("reason for the grade"),
}

_AMOUNTS: Mapping[str, Message] = {
    **{source.value: name for source, name in FUND_SOURCE_NAMES.items()},
    "stated_total": STATED_TOTAL_NAME,
    "personnel": PERSONNEL_NAME,
}


def short(text: object) -> str:
    """Return a text on one line, cut where a line of the history would grow too long."""
    words = " ".join(str(text).split())
    return words if len(words) <= QUOTED else f"{words[:QUOTED]}…"


def _or_blank(text: object) -> str:
    return tr("(blank)") if text is None or text == "" else short(text)


def _listed(names: object) -> str:
    assert isinstance(names, Sequence)
    shown = tr(", ").join(str(name) for name in names[:_NAMED])
    if len(names) > _NAMED:
        return tr("{names} and {count} more", names=shown, count=len(names) - _NAMED)
    return shown


def _year(details: Details) -> str:
    return year_name(int(str(details["year"])))


def _changes(details: Details) -> list[tuple[str, object, object]]:
    changes = details["changes"]
    assert isinstance(changes, list)
    return [(name, before, after) for name, before, after in changes]


def _pairs(details: Details, names: Mapping[str, Message]) -> str:
    """Return 「単位 人 → 世帯、…」 for the fields that a step has changed."""
    pieces = [
        f"{names[name]} {_or_blank(_in_words(name, before))} → {_or_blank(_in_words(name, after))}"
        for name, before, after in _changes(details)
    ]
    return tr(", ").join(pieces)


def _in_words(name: str, value: object) -> object:
    if not value:
        return value
    if name == "direction":
        return DIRECTION_NAMES[Direction(str(value))]
    if name == "accumulation":
        return ACCUMULATION_NAMES[Accumulation(str(value))]
    return COURSE_NAMES[Course(str(value))] if name == "course" else value


def _edited_text(details: Details) -> str:
    field = FIELDS.get(str(details["field"]))
    named = {"owner": details["owner"], "field": field.name if field else details["field"]}
    before, after = short(details["before"]), short(details["after"])
    if not before:
        return tr("{owner}: wrote the {field} “{after}”", after=after, **named)
    if not after:
        return tr("{owner}: emptied the {field} “{before}”", before=before, **named)
    return tr("{owner}: {field} “{before}” → “{after}”", before=before, after=after, **named)


def _set_period(details: Details) -> str:
    return tr(
        "Period of the plan: {before} → {after}",
        before=_period(details["before"]),
        after=_period(details["after"]),
    )


def _period(years: object) -> str:
    assert isinstance(years, list)
    return "～".join(year_name(year) for year in years)


def _set_sdgs(details: Details) -> str:
    return tr(
        "{owner}: SDGs {before} → {after}",
        owner=details["owner"],
        before=_or_blank(details["before"]),
        after=_or_blank(details["after"]),
    )


def _looked(details: Details) -> str:
    return tr(
        "Printed forms: {field} {before} → {after}",
        field=LOOK_TEXTS[str(details["key"])],
        before=_or_blank(details["before"]),
        after=_or_blank(details["after"]),
    )


def _coloured(details: Details) -> str:
    return tr(
        "Colour of {name}: {before} → {after}",
        name=details["name"],
        before=_or_blank(details["before"]),
        after=_or_blank(details["after"]),
    )


def _added_element(details: Details) -> str:
    return tr(
        "Added {level} {code} {name}",
        level=details["level"],
        code=details["code"],
        name=details["name"],
    )


def _moved_elements(details: Details) -> str:
    names = _listed(details["names"])
    if details["same_parent"]:
        return tr("Changed the order of {names}", names=names)
    if not details["above"]:
        return tr("Moved {names} to the top", names=names)
    return tr("Moved {names} to {above}", names=names, above=details["above"])


def _deleted_elements(details: Details) -> str:
    return tr(
        "Deleted {names} ({count} in all)",
        names=_listed(details["names"]),
        count=details["elements"],
    )


def _copied_element(details: Details) -> str:
    return tr("Copied {name} as {code}", name=details["name"], code=details["code"])


def _recoded_element(details: Details) -> str:
    return tr(
        "Code of {name}: {before} → {after}",
        name=details["name"],
        before=_or_blank(details["before"]),
        after=_or_blank(details["after"]),
    )


def _renumbered(details: Details) -> str:
    if details["above"]:
        return tr(
            "Renumbered {count} elements below {above}",
            count=details["count"],
            above=details["above"],
        )
    return tr("Renumbered {count} elements", count=details["count"])


def _updated_indicator(details: Details) -> str:
    return tr(
        "{owner}: {changes}", owner=details["owner"], changes=_pairs(details, _INDICATOR_FIELDS)
    )


def _set_value(details: Details) -> str:
    return tr(
        "{level} {code} “{indicator}”: {role} {year} {before} → {after}",
        level=details["level"],
        code=details["code"],
        indicator=details["indicator"],
        role=ROLE_NAMES[Role(str(details["role"]))],
        year=_year(details),
        before=_or_blank(details["before"]),
        after=_or_blank(details["after"]),
    )


def _set_cost(details: Details) -> str:
    return tr(
        "{owner}: {kind} {year}: {changes} (thousand yen)",
        owner=details["owner"],
        kind=COST_KIND_NAMES[CostKind(str(details["kind"]))],
        year=_year(details),
        changes=tr(", ").join(
            f"{_AMOUNTS[name]} {_amount(before)} → {_amount(after)}"
            for name, before, after in _changes(details)
        ),
    )


def _amount(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else tr("(blank)")


def _initiative_years(details: Details) -> str:
    return tr(
        "{owner}: runs {first} to {last}",
        owner=details["owner"],
        first=_open_year(details["first"]),
        last=_open_year(details["last"]),
    )


def _open_year(year: object) -> str:
    return year_name(year) if isinstance(year, int) else tr("(not set)")


def _initiative_themes(details: Details) -> str:
    return tr(
        "{owner}: themes {names}",
        owner=details["owner"],
        names=_listed(details["names"]) or tr("(blank)"),
    )


def _evaluated(details: Details) -> str:
    return tr(
        "{owner}: evaluation of {year}: {changes}",
        owner=details["owner"],
        year=_year(details),
        changes=_pairs(details, _EVALUATION_FIELDS),
    )


def _overridden(details: Details) -> str:
    if not details["after"]:
        return tr(
            "{owner}: computed grade of {year} again", owner=details["owner"], year=_year(details)
        )
    return tr(
        "{owner}: grade of {year} set to {grade} ({reason})",
        owner=details["owner"],
        year=_year(details),
        grade=details["after"],
        reason=short(details["reason"]),
    )


def _linked_theme(details: Details) -> str:
    measure, theme = details["measure"], details["theme"]
    if details["before"] is None:
        return tr("{measure} named for the theme {theme}", measure=measure, theme=theme)
    if details["after"] is None:
        return tr("{measure} no longer named for the theme {theme}", measure=measure, theme=theme)
    named = {"measure": measure, "theme": theme}
    before, after = short(details["before"]), short(details["after"])
    if not before:
        return tr("{measure} × {theme}: wrote the initiative “{after}”", after=after, **named)
    if not after:
        return tr("{measure} × {theme}: emptied the initiative “{before}”", before=before, **named)
    return tr(
        "{measure} × {theme}: initiative “{before}” → “{after}”",
        before=before,
        after=after,
        **named,
    )


def _deleted_department(details: Details) -> str:
    if details["successor"]:
        return tr(
            "Deleted the department {name}; {successor} takes over",
            name=details["name"],
            successor=details["successor"],
        )
    return tr("Deleted the department {name}", name=details["name"])


def _said(template: Message, *names: str) -> Callable[[Details], str]:
    """Return a wording that puts some of the details as they are into a sentence."""

    def wording(details: Details) -> str:
        values = {
            name: _listed(details[name]) if name == "names" else details[name] for name in names
        }
        return str(Message(template.template, values))

    return wording


def _of_year(template: Message, *names: str) -> Callable[[Details], str]:
    """Return a wording about a fiscal year."""

    def wording(details: Details) -> str:
        values: dict[str, object] = {name: details[name] for name in names}
        return str(Message(template.template, {**values, "year": _year(details)}))

    return wording


#: Action to the function that puts its details into words.
PLAN_WORDINGS: Mapping[str, Callable[[Details], str]] = {
    "text.edit": _edited_text,
    "profile.period": _set_period,
    "element.sdgs": _set_sdgs,
    "look.text": _looked,
    "look.crest": _said(message("Crest: {name}"), "name"),
    "look.no_crest": _said(message("Took the crest away")),
    "look.colour": _coloured,
    "profile.area_code": _said(message("Municipality code: {before} → {after}"), "before", "after"),
    "level.add": _said(message("Added the level {name}"), "name"),
    "level.insert": _said(message("Put the level {name} below {above}"), "name", "above"),
    "level.delete": _said(message("Deleted the level {name}"), "name"),
    "element.add": _added_element,
    "element.move": _moved_elements,
    "element.delete": _deleted_elements,
    "element.copy": _copied_element,
    "element.code": _recoded_element,
    "element.renumber": _renumbered,
    "indicator.add": _said(message("{owner}: added the indicator {name}"), "owner", "name"),
    "indicator.update": _updated_indicator,
    "indicator.move": _said(message("Moved the indicators {names} to {owner}"), "names", "owner"),
    "indicator.delete": _said(message("Deleted the indicators {names}"), "names"),
    "value.set": _set_value,
    "value.set_many": _said(message("Recorded {count} values"), "count"),
    "initiative.add": _said(message("{owner}: added the initiative {name}"), "owner", "name"),
    "initiative.years": _initiative_years,
    "initiative.move": _said(message("Moved the initiatives {names} to {owner}"), "names", "owner"),
    "initiative.delete": _said(message("Deleted the initiatives {names}"), "names"),
    "initiative.themes": _initiative_themes,
    "cost.set": _set_cost,
    "cost.set_many": _said(message("Recorded {count} amounts"), "count"),
    "evaluation.write": _evaluated,
    "evaluation.course": _evaluated,
    "evaluation.grade": _evaluated,
    "grade.override": _overridden,
    "scheme.choose": _said(message("Grades follow {name}"), "name"),
    "scheme.save": _said(message("Changed the grading scheme {name}"), "name"),
    "scheme.delete": _said(message("Took the grading scheme {name} out of the plan"), "name"),
    "year.open": _of_year(message("Opened {year} with {measures} measures to evaluate"),
                          "measures"),
    "year.close": _of_year(message("Closed {year}")),
    "year.reopen": _of_year(message("Reopened {year} ({reason})"), "reason"),
    "year.scheme": _of_year(message("Another grading scheme for {year}")),
    "theme.link": _linked_theme,
    "theme.link_many": _said(message("Changed {count} main initiatives"), "count"),
    "theme.add": _said(message("Added the theme {name}"), "name"),
    "theme.move": _said(message("Changed the order of the themes {names}"), "names"),
    "theme.delete": _said(message("Deleted the theme {name} with {links} links"), "name", "links"),
    "department.add": _said(message("Added the department {name}"), "name"),
    "department.rename": _said(message("Renamed the department {before} to {after}"),
                               "before", "after"),
    "department.delete": _deleted_department,
    "department.merge": _said(message("Merged the departments {names} into {into}"),
                              "names", "into"),
    "department.move": _said(message("Changed the order of the departments {names}"), "names"),
}  # fmt: skip

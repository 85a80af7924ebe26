"""What a row of the plan file is called by a planner, and what its columns say."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workbench.language import Message, message, tr
from workbench.operations.editing import FIELDS
from workbench.plan.initiatives import CostKind
from workbench.plan.names import COST_KIND_NAMES, ROLE_NAMES, year_name
from workbench.plan.structure import Role
from workbench.plan.values import Kind, Value
from workbench.store.translating import Row

#: Finds a row by table and id, wherever it stands.
Find = Callable[[str, int], Row | None]

_TABLES: Mapping[str, Message] = {
    "source": message("source"),
    "profile": message("the plan"),
    "setting": message("setting"),
    "level": message("level"),
    "element": message("element of the plan"),
    "theme": message("theme"),
    "theme_link": message("initiative for a theme"),
    "indicator": message("indicator"),
    "indicator_value": message("value of an indicator"),
    "area": message("area"),
    "area_households": message("households"),
    "population_set": message("population table"),
    "population_cell": message("figure of a population table"),
    "vital_event": message("vital statistics"),
    "population_target": message("population target"),
    "rate": message("rate"),
    "headship_rate": message("headship rate"),
    "scenario": message("scenario"),
    "assumption": message("assumption of a scenario"),
    "internal_mark": message("mark of what is internal"),
    "department": message("department in the list"),
    "element_alias": message("earlier code"),
    "initiative": message("project"),
    "initiative_theme": message("theme of a project"),
    "element_sdg": message("SDG of a measure"),
    "initiative_cost": message("cost of a project"),
    "grading_scheme": message("grading scheme"),
    "grading_band": message("band of a grading scheme"),
    "grade_override": message("grade given by hand"),
    "plan_year": message("fiscal year"),
    "evaluation": message("evaluation"),
    "settlement": message("accounts of a year"),
    "settlement_item": message("item of the accounts"),
    "import_mapping": message("meaning of a sheet's columns"),
    "import_alias": message("a department's name for something"),
}

_COLUMNS: Mapping[tuple[str, str], Message] = {
    **{(field.table, field.column): field.name for field in FIELDS.values()},
    ("element", "parent_id"): message("place in the tree"),
    ("indicator", "direction"): message("direction"),
    ("indicator", "decimals"): message("decimals"),
    ("indicator_value", "kind"): message("value"),
    ("vital_event", "number"): message("value"),
    ("assumption", "value"): message("value"),
    ("setting", "value"): message("value"),
    ("population_cell", "persons"): message("value"),
    ("rate", "value"): message("value"),
    ("headship_rate", "share"): message("value"),
    ("assumption", "note"): message("note"),
    ("scenario", "name"): message("name"),
    ("scenario", "note"): message("note"),
    ("evaluation", "state"): message("state"),
    ("evaluation", "issue"): message("issue"),
    ("evaluation", "cause"): message("cause"),
    ("evaluation", "action"): message("action"),
    ("evaluation", "grade"): message("grade"),
    ("grade_override", "grade"): message("grade"),
}


def table_name(table: str) -> str:
    """Return what a row of a table is."""
    return str(_TABLES.get(table, table))


def row_name(table: str, row: Row, find: Find) -> str:
    """Return what a row is called, as 「4-10 移住・定住の推進」 or 「… 令和5年度 実績値」."""
    words = _NAMES.get(table)
    return (words(row, find) if words else "") or f"{table_name(table)} {row.get('id')}"


def column_name(table: str, columns: tuple[str, ...]) -> str:
    """Return what columns that are decided together are called, by the first of them."""
    return str(_COLUMNS.get((table, columns[0]), columns[0]))


def content(table: str, columns: tuple[str, ...], row: Row, find: Find) -> str:
    """Return in words what a row holds in these columns."""
    if "kind" in columns and "words" in columns:
        number = row["number"]
        figure = None if number is None else float(str(number))
        return Value(Kind(str(row["kind"])), figure, str(row["words"])).display()
    if columns[0] == "parent_id":
        return _above("parent_id", table)(row, find) or tr("top of the tree")
    shown = [row[name] for name in columns if row.get(name) not in (None, "")]
    return " / ".join(str(value) for value in shown[:2]) or tr("(blank)")


def _text(column: str) -> Callable[[Row, Find], str]:
    return lambda row, _find: str(row[column])


def _above(column: str, table: str) -> Callable[[Row, Find], str]:
    """Return the name of the row that a column refers to."""

    def words(row: Row, find: Find) -> str:
        value = row.get(column)
        above = None if value is None else find(table, int(str(value)))
        return "" if above is None else row_name(table, above, find)

    return words


def _element(row: Row, _find: Find) -> str:
    return f"{row['code']} {row['name']}".strip()


def _below(column: str, table: str, *further: str) -> Callable[[Row, Find], str]:
    """Return the name of the row above, then what is said in further columns."""

    def words(row: Row, find: Find) -> str:
        said = [_above(column, table)(row, find), *(_said(name, row[name]) for name in further)]
        return " ".join(piece for piece in said if piece)

    return words


def _said(column: str, value: object) -> str:
    if value is None:
        return ""
    if column == "fiscal_year":
        return year_name(int(str(value)))
    if column == "role":
        return str(ROLE_NAMES[Role(str(value))])
    if column == "kind":
        return str(COST_KIND_NAMES[CostKind(str(value))])
    return str(value)


def _indicator(row: Row, find: Find) -> str:
    above = find("element", int(str(row["element_id"])))
    return f"{above['code']} {row['name']}" if above else str(row["name"])


_NAMES: Mapping[str, Callable[[Row, Find], str]] = {
    "source": _text("title"),
    "profile": _text("title"),
    "setting": _text("key"),
    "level": _text("name"),
    "element": _element,
    "theme": _text("name"),
    "theme_link": lambda row, find: " × ".join(
        (_above("element_id", "element")(row, find), _above("theme_id", "theme")(row, find))
    ),
    "indicator": _indicator,
    "indicator_value": _below("indicator_id", "indicator", "fiscal_year", "role"),
    "area": _text("name"),
    "population_set": _text("title"),
    "population_cell": _below("set_id", "population_set", "year", "sex", "age_from"),
    "vital_event": lambda row, _find: " ".join(
        (str(row["quantity"]), _said("calendar_year", row["calendar_year"]))
    ),
    "headship_rate": lambda row, _find: " ".join(
        str(row[name]) for name in ("year", "sex", "age_from")
    ),
    "scenario": _text("name"),
    "assumption": _below("scenario_id", "scenario", "name"),
    "department": _text("name"),
    "element_alias": _below("element_id", "element", "code"),
    "initiative": _indicator,
    "initiative_theme": _below("initiative_id", "initiative"),
    "settlement": lambda row, _find: " ".join(
        (str(row["body"]), _said("fiscal_year", row["fiscal_year"]))
    ),
    "settlement_item": _below("settlement_id", "settlement", "name"),
    "initiative_cost": _below("initiative_id", "initiative", "fiscal_year", "kind"),
    "grading_scheme": _text("name"),
    "grading_band": _below("scheme_id", "grading_scheme", "grade"),
    "grade_override": _below("indicator_id", "indicator", "fiscal_year"),
    "plan_year": lambda row, _find: _said("fiscal_year", row["fiscal_year"]),
    "evaluation": _below("element_id", "element", "fiscal_year"),
    "element_sdg": _below("element_id", "element", "number"),
}

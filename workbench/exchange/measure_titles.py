"""Which measure a table is of that has no column for it: its title or a section above says it.

施策評価シート have 施策1-1 健康づくりの推進 above each table, or 施策名 with the name beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from workbench.exchange.fields import Field, meanings_of
from workbench.exchange.japanese import shadow
from workbench.exchange.matching import MeasureFinder
from workbench.exchange.tables import Table, find_tables
from workbench.plan.structure import Element

_LABEL = re.compile(r"^(?:基本)?(?:施策|目標|政策)(?:名|名称|番号)?\s*[:：]?\s*")
_OF_MEASURES = frozenset({Field.MEASURE_CODE, Field.MEASURE_NAME})


def measures_stated(table: Table, measures: MeasureFinder) -> Mapping[int, Element]:
    """Return the measures that title and sections say, by the row from which on they hold.

    Nothing is returned for a table that names measures in a column of its own.
    """
    if _OF_MEASURES & {meaning.field for meaning in meanings_of(table.columns)}:
        return {}
    stated: dict[int, Element] = {}
    above = measure_named(table.title, measures) or measure_named(_texts_above(table), measures)
    if above is not None:
        stated[0] = above
    for row, text in table.sections().items():
        within = measure_named((text,), measures)
        if within is not None:
            stated[row] = within
    return stated


def _texts_above(table: Table) -> Iterator[str]:
    """Yield the texts above a sheet's first table of indicators: the head of a form.

    The head may look like a table itself, with labels and what is filled in below them.
    """
    for earlier in find_tables(table.sheet):
        if earlier.first_row >= table.first_row:
            break
        if any(one.field is Field.INDICATOR_NAME for one in meanings_of(earlier.columns)):
            return
    for row in table.sheet.rows[: table.top]:
        yield from (cell for cell in row if isinstance(cell, str))


def measure_named(texts: Iterable[str], measures: MeasureFinder) -> Element | None:
    """Return the one measure that these texts name; of a goal and its measure, the measure."""
    found: dict[int, Element] = {}
    for text in texts:
        plain = shadow(text).strip()
        for spelled in dict.fromkeys((plain, _LABEL.sub("", plain))):
            element = measures.find("", spelled).element if len(spelled) > 1 else None
            if element is not None:
                found[element.id] = element
    if not found:
        return None
    plan = measures.plan
    deepest = max(plan.level_of(element).depth for element in found.values())
    named = [element for element in found.values() if plan.level_of(element).depth == deepest]
    return named[0] if len(named) == 1 else None

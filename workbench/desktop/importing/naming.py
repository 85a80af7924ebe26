"""Lets a person say which indicator of the plan a row or a column of the sheet is about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu

from workbench.exchange.fields import Field
from workbench.exchange.findings import Finding
from workbench.exchange.guidance import indicator_choice
from workbench.exchange.layouts import indicator_sheet, years_down
from workbench.exchange.layouts.base import spot
from workbench.exchange.mapping import Suggestion
from workbench.exchange.matching import MeasureFinder
from workbench.exchange.uncertainties import named_by_hand
from workbench.language import tr

#: Findings, and the key of the decision on them.
Decide = Callable[[Sequence[Finding], str], None]


def name_cell(
    suggestion: Suggestion | None, place: tuple[int, int], measures: MeasureFinder
) -> tuple[int, int] | None:
    """Return the cell that names the indicator of the figures at a place; None where none does."""
    row, column = place
    if suggestion is None:
        return None
    table = suggestion.table
    if suggestion.layout == years_down.KEY:
        return years_down.name_cells(table, suggestion.meanings, measures).get(column)
    if suggestion.layout != indicator_sheet.KEY or not table.first_row <= row <= table.last_row:
        return None
    names = (one for one in suggestion.meanings if one and one.field is Field.INDICATOR_NAME)
    named = max(names, key=lambda one: one.confidence, default=None)
    return (row, named.column.index) if named and table.text(row, named.column.index) else None


def offer_indicators(
    menu: QMenu,
    suggestion: Suggestion | None,
    place: tuple[int, int],
    measures: MeasureFinder,
    decide: Decide,
) -> None:
    """Offer every indicator of the plan for the figures at a place, under goal and measure."""
    cell, plan = name_cell(suggestion, place, measures), measures.plan
    if cell is None or suggestion is None or not plan.indicators:
        return
    sheet = suggestion.table.sheet
    name = " ".join(sheet.text(*cell).split())
    menu.addSeparator()
    chooser = menu.addMenu(tr("Choose the indicator for “{name}”", name=name[:24]))
    menus: dict[int | None, QMenu] = {None: chooser}

    def menu_of(element_id: int | None) -> QMenu:
        if element_id not in menus:
            element = plan.element(element_id)  # type: ignore[arg-type]
            words = f"{element.code} {element.name}".strip()
            menus[element_id] = menu_of(element.parent_id).addMenu(words)
        return menus[element_id]

    for element in plan.elements:
        for indicator in plan.indicators_of(element.id):
            note, key = named_by_hand(spot(sheet, *cell), indicator), indicator_choice(
                indicator.id, indicator.name
            ).key  # fmt: skip
            menu_of(element.id).addAction(indicator.name).triggered.connect(
                lambda _=False, note=note, key=key: decide([note], key)
            )

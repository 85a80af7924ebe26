"""What a person says of the tables on the shown sheet: where they lie, what their columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QRect, Signal

from workbench.desktop.importing.sheet_model import Sight
from workbench.desktop.importing.table_frame import TableFrame
from workbench.exchange.days_stated import meanings_in
from workbench.exchange.fields import Field
from workbench.exchange.guidance import NO_GUIDANCE, Guidance, SaidTable
from workbench.exchange.mapping import Suggestion, with_field
from workbench.exchange.sheet_views import framed, left_out, mapped, said_of
from workbench.exchange.table_areas import TableArea, area_within
from workbench.plan.structure import Role


class Saying(QObject):
    """Turns what a person does with frames and columns into a `Guidance`."""

    #: The person said something: a `Guidance`.
    guided = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._guidance = NO_GUIDANCE
        self._sight: Sight | None = None
        #: The table that is looked at, among those of the sheet.
        self.number = 0

    def show(self, sight: Sight | None, guidance: Guidance) -> None:
        """Speak of a sheet from now on."""
        self._sight, self._guidance = sight, guidance

    @property
    def suggestion(self) -> Suggestion | None:
        """Return the table that is looked at."""
        tables = self._sight.view.tables if self._sight else ()
        return tables[self.number] if self.number < len(tables) else None

    @property
    def has_spoken(self) -> bool:
        """Tell whether the person has said something about the sheet."""
        return self._sight is not None and self._sight.sheet.name in self._guidance.tables

    def move(self, number: int, frame: TableFrame) -> None:
        """Let a table lie where its frame was moved to; past the last one it is a new table."""
        self._frame(number, frame.area)

    def add(self, chosen: QRect) -> None:
        """Read the chosen cells as a table; of a table that lies there it takes the place."""
        if self._sight is None:
            return
        rows = range(chosen.top(), chosen.top() + chosen.height())
        columns = range(chosen.left(), chosen.left() + chosen.width())
        area = area_within(self._sight.sheet, rows, columns)
        self._frame(len(self._sight.view.tables), area)

    def give_meaning(
        self, column: int, field: Field | None, role: Role | None, year: int | None
    ) -> None:
        """Let a column of the table looked at mean something else."""
        if self.suggestion is not None:
            self._map(with_field(self.suggestion, column, field, role=role, fiscal_year=year))

    def confirm(self) -> None:
        """Read the table looked at as its columns are shown."""
        if self.suggestion is not None:
            self._map(self.suggestion)

    def leave_out(self, *, read: bool) -> None:
        """Leave out the table that is looked at, or read it again."""
        if self.suggestion is not None:
            self._say(left_out(self._said(), self.number, self.suggestion, read=read))

    def start_again(self) -> None:
        """Find the sheet's tables again and take columns by their names, as if nothing was said."""
        if self._sight is None:
            return
        if not self._sight.view.remembered:
            self._say(None)
            return
        # What was confirmed on an earlier sheet gives way to what is said of this one.
        said: Sequence[SaidTable] = said_of(self._sight.view, NO_GUIDANCE)
        for place, table in enumerate(self._sight.view.tables):
            if table.remembered:
                known = {one.column.index: one for one in meanings_in(table.table)}
                own = tuple(known.get(column.index) for column in table.table.columns)
                said = mapped(said, place, replace(table, meanings=own))
        self._say(said)

    def _map(self, suggestion: Suggestion) -> None:
        self._say(mapped(self._said(), self.number, suggestion))

    def _frame(self, number: int, area: TableArea) -> None:
        said = framed(self._said(), number, area)
        self.number = next(place for place, one in enumerate(said) if one.area == area)
        self._say(said)

    def _said(self) -> tuple[SaidTable, ...]:
        assert self._sight is not None
        return said_of(self._sight.view, self._guidance)

    def _say(self, said: Sequence[SaidTable] | None) -> None:
        assert self._sight is not None
        tables: Mapping[str, tuple[SaidTable, ...]] = {
            sheet: held
            for sheet, held in self._guidance.tables.items()
            if sheet != self._sight.sheet.name
        }
        if said is not None:
            tables = {**tables, self._sight.sheet.name: tuple(said)}
        self.guided.emit(replace(self._guidance, tables=tables))

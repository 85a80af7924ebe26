"""What goes into the machine-readable data of the plan, and the columns that its tables share."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workbench.exchange.long_form.tables import Cell, Column, Type
from workbench.plan.departments import InCharge, departments_of
from workbench.plan.evaluations import Evaluation
from workbench.plan.grading import Scheme
from workbench.plan.initiatives import Cost, Initiative
from workbench.plan.settlements import Settlement
from workbench.plan.statistics import Statistics
from workbench.plan.structure import IndicatorValue, Plan
from workbench.plan.vital_events import VitalEvent
from workbench.plan.year_progress import YearProgress


@dataclass(frozen=True)
class DataContent:
    """Everything that the machine-readable data hold.

    Parameters
    ----------
    progress
        How the plan stands, by fiscal year: those with results or evaluations.
    changes
        When the plan was changed: date, and what, in one line each.
    made_at
        Of the last change.
    sdgs
        Element id to the numbers of the SDGs it serves.
    """

    plan: Plan
    indicator_values: Sequence[IndicatorValue]
    statistics: Statistics
    vital_events: Sequence[VitalEvent]
    initiatives: Sequence[Initiative]
    costs: Sequence[Cost]
    evaluations: Sequence[Evaluation]
    progress: Mapping[int, YearProgress]
    changes: Sequence[tuple[str, str]]
    made_at: datetime.datetime
    settlements: Sequence[Settlement] = ()
    sdgs: Mapping[int, Sequence[int]] = field(default_factory=dict)

    @property
    def area(self) -> tuple[str, str]:
        """Return code and name of the municipality."""
        return self.plan.profile.area_code, self.plan.profile.municipality

    @property
    def schemes(self) -> tuple[Scheme, ...]:
        """Return the grading schemes in use, each once."""
        held = {one.scheme.key: one.scheme for one in self.progress.values()}
        return tuple(held.values())

    def leading(self, part: InCharge) -> str:
        """Return the department that leads, '' where none is named."""
        named = departments_of(part)
        return named[0] if named else ""

    @cached_property
    def places(self) -> dict[int, tuple[Cell, ...]]:
        """Return for each element the code and name of every level down to it."""
        found: dict[int, tuple[Cell, ...]] = {}
        for element in self.plan.elements:
            line = [*reversed(self.plan.ancestors(element)), element]
            cells = [cell for one in line for cell in (one.code, one.name)]
            found[element.id] = (*cells, *[None] * (2 * (len(self.plan.levels) - len(line))))
        return found


AREA_COLUMNS = (
    Column("地域コード", Type.TEXT, "全国地方公共団体コード（検査数字を除く5桁）"),
    Column("地域名", Type.TEXT, "地方公共団体の名称"),
)


def fiscal_year(year: int) -> str:
    """Return a fiscal year as the rules want it."""
    return f"{year}年度"


def level_columns(plan: Plan) -> list[Column]:
    """Return a column for the code and one for the name of every level of the plan."""
    return [
        column
        for level in sorted(plan.levels, key=lambda one: one.depth)
        for column in (
            Column(f"{level.name}コード", Type.TEXT, f"{level.name}の番号"),
            Column(f"{level.name}名", Type.TEXT, f"{level.name}の名称"),
        )
    ]

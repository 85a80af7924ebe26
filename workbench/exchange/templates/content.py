"""What goes into a template, as plain objects, and who is asked for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from workbench.exchange.japanese import fold_name
from workbench.plan.departments import departments_of
from workbench.plan.evaluations import Evaluation
from workbench.plan.grading import Scheme
from workbench.plan.initiatives import Cost, Initiative
from workbench.plan.recorded import Recorded
from workbench.plan.structure import Element, Indicator, Plan
from workbench.plan.year_progress import measures_of

_NOTHING = Recorded({}, {}, {})

#: Stands for a department where nobody is named.
NOBODY = "担当課未設定"


@dataclass(frozen=True)
class TemplateContent:
    """Everything a template shows and asks for.

    Parameters
    ----------
    plan, plan_id
        The plan, and the id by which what comes back is known to be of it.
    fiscal_year
        The year whose results are asked for.
    values, evaluations, initiatives, costs, scheme
        What the plan holds, values by indicator id; `scheme` gives the grades to choose from
        (None: none are asked for).
    grades_before
        The grade of each element in the year before, given or rolled up.
    made_at, revision
        When the plan was last changed, and the number of that step: they are written into the
        workbook, so that the same plan gives the same bytes.
    department
        Whose rows; empty for those of all departments.
    """

    plan: Plan
    plan_id: str
    fiscal_year: int
    values: Mapping[int, Recorded]
    made_at: datetime.datetime
    revision: int = 0
    department: str = ""
    evaluations: Sequence[Evaluation] = ()
    initiatives: Sequence[Initiative] = ()
    costs: Sequence[Cost] = ()
    scheme: Scheme | None = None
    grades_before: Mapping[int, str] = field(default_factory=dict)

    def recorded(self, indicator: Indicator) -> Recorded:
        """Return what is recorded of an indicator."""
        return self.values.get(indicator.id, _NOTHING)

    @cached_property
    def _in_charge(self) -> dict[int, tuple[str, ...]]:
        """Return who is in charge of each element: its own departments, or those above."""
        found: dict[int, tuple[str, ...]] = {}
        for element in self.plan.elements:
            above = found.get(element.parent_id, ()) if element.parent_id is not None else ()
            found[element.id] = departments_of(element) or above
        return found

    def leads(self, element: Element, part: Indicator | Initiative | None = None) -> str:
        """Return the department that answers: the part's own lead, or that of its measure."""
        own = departments_of(part) if part is not None else ()
        named = own or self._in_charge[element.id]
        return named[0] if named else ""

    def asks(self, department: str) -> bool:
        """Tell whether a department's rows are in this template."""
        return not self.department or fold_name(department or NOBODY) == fold_name(self.department)

    def indicators(self) -> Iterator[tuple[Element, Indicator]]:
        """Yield the indicators asked about, in the order of the plan; surveys only when due."""
        for element in self.plan.elements:
            for indicator in self.plan.indicators_of(element.id):
                if not self.asks(self.leads(element, indicator)):
                    continue
                if self.recorded(indicator).is_due(indicator, self.fiscal_year):
                    yield element, indicator

    def measures(self) -> Iterator[Element]:
        """Yield the elements that are evaluated."""
        return (one for one in measures_of(self.plan) if self.asks(self.leads(one)))

    def running(self, fiscal_year: int) -> Iterator[tuple[Element, Initiative]]:
        """Yield the initiatives that run in a year, in the order of the plan."""
        below: dict[int, list[Initiative]] = {}
        for initiative in self.initiatives:
            below.setdefault(initiative.element_id, []).append(initiative)
        for element in self.plan.elements:
            for initiative in below.get(element.id, ()):
                asked = self.asks(self.leads(element, initiative))
                if asked and initiative.runs_in(fiscal_year):
                    yield element, initiative

    def departments(self) -> tuple[str, ...]:
        """Return the departments that have anything to fill in, in the order of the plan.

        `NOBODY` stands for what nobody is in charge of.
        """
        names = [
            *(self.leads(element, indicator) for element, indicator in self.indicators()),
            *(self.leads(element) for element in self.measures()),
            *(
                self.leads(element, one)
                for year in (self.fiscal_year, self.fiscal_year + 1)
                for element, one in self.running(year)
            ),
        ]
        return tuple(dict.fromkeys(name or NOBODY for name in names))

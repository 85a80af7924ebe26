"""What leaves the plan other than one form on paper: sets of forms, workbooks, data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from workbench.desktop.reports.writing import Work
from workbench.language import Message, message
from workbench.operations import exporting, reporting
from workbench.operations.file_writing import ENDING, Told, Wanted
from workbench.operations.reporting import EVERYTHING, Selection
from workbench.store.database import Database

SET, TEMPLATE, BOOK, DATA, POPULATION = "set", "template", "book", "data", "population"


@dataclass(frozen=True)
class Way:
    """A way to write an output: into one file of this ending, or into a folder without one."""

    name: Message
    ending: str


@dataclass(frozen=True)
class Output:
    """Something that is written out of the plan.

    Parameters
    ----------
    key, name
        Its name among the outputs, and in the window.
    about
        What it is and whom it is for.
    file
        What a file or a folder of it is called; {year} stands for the year, {title} for the plan.
    ways
        The ways to write it; the first one is proposed.
    """

    key: str
    name: Message
    about: Message
    file: str
    ways: tuple[Way, ...]

    @property
    def has_ticks(self) -> bool:
        """Tell whether one chooses among parts of it: forms or departments."""
        return self.key in (SET, TEMPLATE)

    @property
    def holds_internal(self) -> bool:
        """Tell whether it usually holds what is marked as internal."""
        return exporting.HOLDS_INTERNAL.get(self.key, False)

    @property
    def has_year(self) -> bool:
        """Tell whether it is about a fiscal year of its own."""
        return self.key == TEMPLATE


_ONE_WORKBOOK = Way(message("One workbook (xlsx)"), ENDING)
_CSV = Way(message("A folder of CSV"), "")

OUTPUTS: dict[str, Output] = {
    one.key: one
    for one in (
        Output(
            SET,
            message("Several forms"),
            message(
                "Several printed forms at once. Bound into one document, the pages are counted"
                " through. Year and scope are those chosen at the right."
            ),
            "帳票一式_{year}年度",
            (
                Way(message("One PDF"), ".pdf"),
                Way(message("A folder with a PDF for each form"), ""),
            ),
        ),
        Output(
            TEMPLATE,
            message("Sheets for departments"),
            message(
                "Workbooks that departments fill in: last year's values beside the cells to fill,"
                " everything else locked. What comes back is imported without a question, also"
                " after rows were sorted or columns inserted."
            ),
            "照会様式_{year}年度",
            (
                Way(message("A folder with a workbook for each department"), ""),
                Way(message("One workbook for all departments"), ENDING),
            ),
        ),
        Output(
            BOOK,
            message("The plan as a workbook"),
            message(
                "A workbook to read: the plan, its themes, indicators by year, initiatives and"
                " costs, evaluations, and the population with Excel charts."
            ),
            "{title}",
            (Way(message("One workbook (xlsx)"), ENDING),),
        ),
        Output(
            DATA,
            message("Machine-readable data"),
            message(
                "One long table for each subject by the rules for machine-readable data of 2026,"
                " with lists of codes and a description: for open data and for other programs."
            ),
            "{title}_データ",
            (_ONE_WORKBOOK, _CSV),
        ),
        Output(
            POPULATION,
            message("Population results"),
            message(
                "The population of every scenario by year, sex and age, with births, deaths and"
                " moves, as long tables."
            ),
            "人口推計",
            (_ONE_WORKBOOK, _CSV),
        ),
    )
}


@dataclass(frozen=True)
class Order:
    """What is to be written: which output, in which way, of which parts, year and scope."""

    output: Output
    way: Way
    parts: tuple[str, ...] = ()
    fiscal_year: int | None = None
    of: Selection = EVERYTHING
    internal: bool = False


def work_of(order: Order, path: Path) -> Work:
    """Return what writes an order to a file or into a folder."""
    if order.output.key == SET:
        write = reporting.write_bound if order.way.ending else reporting.write_each

        def set_forms(database: Database, told: Told) -> tuple[Path, ...]:
            return write(database, order.parts, path, of=order.of, told=told)

        return set_forms

    def export(database: Database, told: Told) -> tuple[Path, ...]:
        wanted = Wanted(order.fiscal_year, departments=order.parts, internal=order.internal)
        return exporting.EXPORTS[order.output.key](database, path, wanted, told)

    return export

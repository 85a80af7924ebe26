"""What a person said of a workbook: where tables lie, what columns mean, how doubts are settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from workbench.exchange.cells import CellReading
from workbench.exchange.findings import Choice, Finding, Level
from workbench.exchange.japanese import fold_code, fold_name
from workbench.exchange.mapping import SheetMapping
from workbench.exchange.table_areas import TableArea
from workbench.plan.fiscal_years import display_fiscal_year
from workbench.plan.values import number

#: Leaves the cell or the row out.
SKIP = "skip"
_ELEMENT, _INDICATOR, _YEAR, NEW = "element:", "indicator:", "year:", "new"


@dataclass(frozen=True)
class SaidTable:
    """What a person said of one table on a sheet.

    Parameters
    ----------
    area
        Where its header and data lie.
    mapping
        What its columns mean, where that was confirmed, or that it is not to be read; None takes
        it as it is found.
    moved
        Whether the person showed where it lies; else it lies where it was found.
    """

    area: TableArea
    mapping: SheetMapping | None = None
    moved: bool = False

    @property
    def left_out(self) -> bool:
        """Tell whether the table is not to be read."""
        return self.mapping is not None and self.mapping.left_out


@dataclass(frozen=True)
class Guidance:
    """What a person said.

    Parameters
    ----------
    tables
        By sheet name: all tables on a sheet about which the person said something, from the top.
    decisions
        By sheet name and cell of a finding: the key of one of its choices.
    aliases
        What departments call measures and indicators, as decided on earlier sheets: the id by
        `measure_alias` or `indicator_alias`.
    remembered
        Mappings confirmed on earlier sheets; one is used for a sheet that resembles its own.
    area
        The code or the name of the area that figures are read for; empty for the municipality.
    """

    tables: Mapping[str, tuple[SaidTable, ...]] = field(default_factory=dict)
    decisions: Mapping[tuple[str, str], str] = field(default_factory=dict)
    aliases: Mapping[str, int] = field(default_factory=dict)
    remembered: tuple[SheetMapping, ...] = ()
    area: str = ""

    @property
    def mappings(self) -> Iterator[tuple[str, SheetMapping]]:
        """Yield the mappings to be remembered, each with its sheet's name."""
        for sheet, tables in self.tables.items():
            for table in tables:
                if table.mapping is not None:
                    yield sheet, table.mapping

    def on(self, sheet: str, cell: str) -> str:
        """Return what was decided on a cell; empty when nothing was."""
        return self.decisions.get((sheet, cell), "")

    def element_id(self, sheet: str, cell: str) -> int | None:
        """Return the measure a person chose for the row that a cell names."""
        return _id(self.on(sheet, cell), _ELEMENT)

    def indicator_id(self, sheet: str, cell: str) -> int | None:
        """Return the indicator a person chose for the row that a cell names."""
        return _id(self.on(sheet, cell), _INDICATOR)

    def year(self, sheet: str, cell: str) -> int | None:
        """Return the fiscal year a person gave to the column that a header cell names."""
        return _id(self.on(sheet, cell), _YEAR)


NO_GUIDANCE = Guidance()


def measure_alias(code: str, name: str) -> str:
    """Return the key under which a department's name for a measure is remembered."""
    return f"measure {fold_code(code)} {fold_name(name)}"


def indicator_alias(name: str) -> str:
    """Return the key under which a department's name for an indicator is remembered."""
    return f"indicator {fold_name(name)}"


def is_measure_alias(alias: str) -> bool:
    """Tell whether an alias is one of a measure, and not of an indicator."""
    return alias.startswith("measure ")


def element_choice(element_id: int, label: str) -> Choice:
    """Return the choice of a measure."""
    return Choice(f"{_ELEMENT}{element_id}", label)


def indicator_choice(indicator_id: int, label: str) -> Choice:
    """Return the choice of an indicator."""
    return Choice(f"{_INDICATOR}{indicator_id}", label)


def year_choice(year: int) -> Choice:
    """Return the choice of a fiscal year for a column."""
    return Choice(f"{_YEAR}{year}", display_fiscal_year(year))


def decided(reading: CellReading, decision: str) -> CellReading:
    """Return a cell's reading with its doubt settled; as it was for a decision that fits none."""
    figure = reading.figures.get(decision)
    if figure is None:
        return reading
    return replace(reading, value=number(figure), findings=(), figures={})


def settled(finding: Finding, guidance: Guidance) -> Finding:
    """Return the finding, no longer asking where a person chose to leave the cell or row out."""
    if finding.needs_decision and guidance.on(finding.sheet, finding.cell) == SKIP:
        return replace(finding, needs_decision=False, level=Level.NOTE, choices=())
    return finding


def _id(decision: str, prefix: str) -> int | None:
    digits = decision.removeprefix(prefix)
    return int(digits) if digits != decision and digits.isdigit() else None

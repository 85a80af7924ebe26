"""Whole rows and columns of shares under per cent: 0.46 where the plan holds 45.2 %.

Beside figures of its own size a share is found where the table is read (`layouts.shares`). Where
all of an indicator's figures are shares, only the plan tells, or the other indicators of the
table: it is asked then. With nothing to compare, a table whose figures are all at most 1 is
warned about, if several indicators agree in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workbench.exchange.findings import Choice, Finding, Level
from workbench.exchange.guidance import Guidance
from workbench.exchange.japanese import fold_name, fold_unit
from workbench.exchange.layouts.base import Spot, finding_at, spot
from workbench.exchange.layouts.indicator_rows import IndicatorRow
from workbench.exchange.layouts.indicator_sheet import IndicatorSheet
from workbench.exchange.matching import IndicatorFinder
from workbench.exchange.plausibility import AS_SAID, SHARE
from workbench.language import Message, message
from workbench.plan.structure import Indicator, IndicatorValue, Role

#: Per cent that the plan holds from here on are no shares; a hundred times a figure lies no
#: further from them than this.
_PER_CENT, _NEAR = 10.0, 5.0
#: So many indicators of a table must have nothing but shares before that alone is said.
_TELLING = 3

_Held = Mapping[int, Mapping[tuple[Role, int], IndicatorValue]]
_Figures = tuple[tuple[Spot, float], ...]


@dataclass
class _Around:
    """What the per cent of a table are like."""

    #: The figures of each indicator, the whole table's, and what the plan holds of them.
    figures: dict[str, list[tuple[Spot, float]]] = field(default_factory=dict)
    held: dict[str, float] = field(default_factory=dict)

    @property
    def all_shares(self) -> bool:
        """Tell whether no figure of the table is more than 1, and some are no whole numbers."""
        return all(map(_are_shares, self.figures.values()))


class ShareDoubts:
    """Asks about figures under per cent that may be shares.

    Parameters
    ----------
    held
        What the plan holds, by indicator, role and year.
    """

    def __init__(self, indicators: IndicatorFinder, held: _Held, guidance: Guidance) -> None:
        self._indicators, self._held, self._guidance = indicators, held, guidance
        self._sheet: IndicatorSheet | None = None
        self._around = _Around()

    def of_row(
        self, sheet: IndicatorSheet, row: IndicatorRow, old: Indicator | None
    ) -> tuple[Finding, ...]:
        """Return a finding on each figure of a row that is to be asked about, or warned about."""
        if fold_unit(row.unit or (old.unit if old else "")) != "%":
            return ()
        figures = _figures(sheet, row)
        if not any(0 < abs(figure) <= 1 for _, figure in figures):
            return ()
        if sheet is not self._sheet:
            self._sheet, self._around = sheet, self._looked_around(sheet)
        held = self._usual(old)
        if held:
            return tuple(self._asked(figures, held, by_plan=True))
        others = [one for one in self._around.held.values() if one]
        if held is None and others and self._around.all_shares and _are_shares(figures):
            return tuple(self._asked(figures, max(others), by_plan=False))
        return tuple(self._unmistakable(figures)) if held is None and not others else ()

    def _asked(self, figures: _Figures, usual: float, *, by_plan: bool) -> Iterator[Finding]:
        for place, figure in figures:
            near = usual / _NEAR <= abs(figure) * 100 <= usual * _NEAR
            if not 0 < abs(figure) <= 1 or (by_plan and not near):
                continue
            if not self._guidance.on(place.sheet, place.cell):
                yield _asked(place, figure, usual, by_plan=by_plan)

    def _unmistakable(self, figures: _Figures) -> Iterator[Finding]:
        """Say of a table once that all its per cent look like shares."""
        around = self._around
        first = next(iter(around.figures.values()), [])
        if (
            len(around.figures) >= _TELLING
            and around.all_shares
            and first
            and first[0][0] == figures[0][0]
        ):
            yield finding_at(
                figures[0][0],
                "cell.share",
                Level.WARNING,
                message("None of the table's per cent is more than 1: they may be shares."),
                message("Write the figures in per cent."),
                rule="L3-04",
            )

    def _looked_around(self, sheet: IndicatorSheet) -> _Around:
        around = _Around()
        for row in sheet.rows:
            known = self._indicators.named(row.name) if row.name else None
            if fold_unit(row.unit or (known.unit if known else "")) == "%":
                name = f"{row.measure_code} {row.measure_name} {fold_name(row.name)}"
                around.figures.setdefault(name, []).extend(_figures(sheet, row))
                around.held[name] = self._usual(known) or 0.0
        return around

    def _usual(self, indicator: Indicator | None) -> float | None:
        """Return the per cent that the plan holds; 0 where they may be shares, None for none."""
        held = self._held.get(indicator.id, {}) if indicator else {}
        figures = [abs(one.value.number) for one in held.values() if one.value.number]
        if not figures:
            return None
        return max(figures) if min(figures) > 1 and max(figures) >= _PER_CENT else 0.0


def _are_shares(figures: list[tuple[Spot, float]] | _Figures) -> bool:
    numbers = [abs(figure) for _, figure in figures if figure]
    return max(numbers, default=0.0) <= 1 and any(0 < one < 1 for one in numbers)


def _figures(sheet: IndicatorSheet, row: IndicatorRow) -> _Figures:
    """Return the figures of a row that do not say themselves that they are per cent."""
    found: list[tuple[Spot, float]] = []
    for column, cell in zip(sheet.columns.values, row.figures, strict=True):
        reading = row.readings.get(column.index)
        figure = reading.value.number if reading and reading.value else cell
        if reading is not None and reading.value is None:
            continue
        place = spot(sheet.table.sheet, row.row, column.index)
        said = f"{place.original}{reading.spot.original if reading else ''}"
        if isinstance(figure, int | float) and not {"%", "％"} & set(said):
            found.append((place, figure))
    return tuple(found)


def _asked(place: Spot, figure: float, usual: float, *, by_plan: bool) -> Finding:
    given = {"figure": f"{figure:g}", "share": f"{figure * 100:g}", "usual": f"{usual:g}"}
    what: Message = (
        message("{figure} or {share} %? The plan holds up to {usual} %.", **given)
        if by_plan
        else message(
            "{figure} or {share} %? Other indicators of the table are shares, too.", **given
        )
    )
    return finding_at(
        place,
        "cell.share",
        Level.ERROR,
        what,
        message("Write the figure in per cent."),
        rule="L3-04",
        needs_decision=True,
        choices=(Choice(SHARE, f"{figure * 100:g} %"), Choice(AS_SAID, f"{figure:g} %")),
    )

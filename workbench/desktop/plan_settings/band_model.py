"""A grading scheme as a table that is edited: a draft, handed in as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal

from workbench.desktop import look
from workbench.desktop.widgets.headed_model import HeadedModel
from workbench.desktop.widgets.model_index import Index
from workbench.exchange.japanese import Doubt, read_value
from workbench.language import Message, tr
from workbench.plan.grading import AppliesTo, Band, Comparison, Measure, Scheme
from workbench.plan.names import APPLIES_TO_NAMES, COMPARISON_NAMES, MEASURE_NAMES
from workbench.plan.values import format_number

GRADE, MEASURE, BOUND, COMPARISON, APPLIES_TO, POINTS, MEANING = range(7)

#: What is chosen from a list: column to the words of its choices.
CHOICES: Mapping[int, Mapping[StrEnum, Message]] = {
    MEASURE: dict(MEASURE_NAMES.items()),
    COMPARISON: dict(COMPARISON_NAMES.items()),
    APPLIES_TO: dict(APPLIES_TO_NAMES.items()),
}

#: Measures whose bounds are shares, shown in per cent.
_SHARES = frozenset({Measure.PROGRESS, Measure.RATIO, Measure.IMPROVEMENT})
_RIGHT = frozenset({BOUND, POINTS})
_FIELDS = {MEASURE: "measure", COMPARISON: "comparison", APPLIES_TO: "applies_to"}


class BandModel(HeadedModel):
    """Holds the scheme as it is being edited; `changed` follows every change of the draft."""

    changed = Signal()
    #: What was typed cannot be taken in: why, in words.
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        headings = (
            tr("Grade"),
            tr("What it looks at"),
            tr("Bound"),
            tr("Comparison"),
            tr("For which indicators"),
            tr("Points"),
            tr("Meaning"),
        )
        super().__init__(headings, _RIGHT, parent)
        self.read_only = False
        self._scheme: Scheme | None = None

    @property
    def scheme(self) -> Scheme | None:
        """Return the draft."""
        return self._scheme

    def show(self, scheme: Scheme | None) -> None:
        """Begin a draft from what the plan holds."""
        self.beginResetModel()
        self._scheme = scheme
        self.endResetModel()

    def redraft(self, scheme: Scheme) -> None:
        """Go on with another draft, lines added, moved or taken away."""
        self.show(scheme)
        self.changed.emit()

    def retell(self, scheme: Scheme) -> None:
        """Go on with a draft of the same bands."""
        self._scheme = scheme
        self.changed.emit()

    def band(self, row: int) -> Band:
        """Return the band of a row."""
        assert self._scheme is not None
        return self._scheme.bands[row]

    def line_count(self) -> int:
        return 0 if self._scheme is None else len(self._scheme.bands)

    def answer(self, row: int, column: int, role: int) -> object:
        band = self.band(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _shown(band, column)
        if role == Qt.ItemDataRole.EditRole:
            return _edited(band, column)
        return _font(column) if role == Qt.ItemDataRole.FontRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        held = super().flags(index)
        if index.isValid() and not self.read_only and _is_free(self.band(index.row()), index):
            held |= Qt.ItemFlag.ItemIsEditable
        return held

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or self._scheme is None:
            return False
        band = self.band(index.row())
        try:
            new = _with(band, index.column(), value)
        except ValueError:
            self.refused.emit(tr("“{text}” is not a number.", text=str(value).strip()))
            return False
        if new != band:
            bands = list(self._scheme.bands)
            bands[index.row()] = new
            self._scheme = replace(self._scheme, bands=tuple(bands))
            self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), MEANING))
            self.changed.emit()
        return True


def _font(column: int) -> object:
    if column in _RIGHT:
        return look.number_font()
    return look.text_font(bold=True) if column == GRADE else None


def _is_free(band: Band, index: Index) -> bool:
    """Tell whether a cell means anything: what takes the rest has no bound."""
    if band.measure is Measure.HAND:
        return index.column() not in (BOUND, COMPARISON)
    return index.column() != BOUND or band.comparison is not Comparison.REST


def _shown(band: Band, column: int) -> str:
    if column in _FIELDS:
        if column == COMPARISON and band.measure is Measure.HAND:
            return "－"
        return str(CHOICES[column][getattr(band, _FIELDS[column])])
    if column == BOUND:
        return "－" if not _has_bound(band) else _bound(band)
    if column == POINTS:
        return "－" if band.points is None else format_number(band.points)
    return band.grade if column == GRADE else band.meaning


def _has_bound(band: Band) -> bool:
    is_open = band.comparison is Comparison.REST or band.measure is Measure.HAND
    return not is_open and band.bound is not None


def _bound(band: Band) -> str:
    assert band.bound is not None
    if band.measure in _SHARES:
        return tr("{figure} %", figure=format_number(round(band.bound * 100, 9)))
    if band.measure is Measure.YEARS_AHEAD:
        return tr("{figure} years", figure=format_number(band.bound))
    return format_number(band.bound)


def _edited(band: Band, column: int) -> object:
    """Return what an editor of the cell begins with."""
    if column in _FIELDS:
        return getattr(band, _FIELDS[column])
    if column == BOUND:
        if band.bound is None:
            return ""
        return format_number(round(band.bound * 100, 9) if band.measure in _SHARES else band.bound)
    if column == POINTS:
        return "" if band.points is None else format_number(band.points)
    return band.grade if column == GRADE else band.meaning


def _with(band: Band, column: int, value: object) -> Band:
    """Return the band with another content of one cell; raise `ValueError` for no number."""
    if column == MEASURE:
        measure = Measure(str(value))
        bound = band.bound
        if (measure in _SHARES) != (band.measure in _SHARES):
            # 80 % is no number of years, and 3 points are not 300 %.
            bound = None
        comparison = Comparison.REST if measure is Measure.HAND else band.comparison
        return replace(band, measure=measure, bound=bound, comparison=comparison)
    if column == COMPARISON:
        return replace(band, comparison=Comparison(str(value)))
    if column == APPLIES_TO:
        return replace(band, applies_to=AppliesTo(str(value)))
    if column == BOUND:
        figure = _figure(str(value))
        is_share = band.measure in _SHARES and figure is not None
        return replace(band, bound=figure / 100 if is_share and figure is not None else figure)
    if column == POINTS:
        return replace(band, points=_figure(str(value)))
    text = " ".join(str(value).split())
    return replace(band, grade=text) if column == GRADE else replace(band, meaning=text)


def _figure(text: str) -> float | None:
    """Return the number in a text, read as the cells of a sheet are; None for an empty one."""
    if not text.strip() or text.strip() in "－-":
        return None
    read = read_value(text)
    if read.number is None or read.doubt is not Doubt.NO_DOUBT:
        raise ValueError(text)
    return read.number

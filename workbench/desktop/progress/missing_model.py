"""What a year still lacks as a list, filtered by words, department and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from workbench.desktop.charts.readings import Table
from workbench.desktop.places import Place, element_place
from workbench.desktop.progress.missing_words import lack_of, title_of
from workbench.desktop.widgets.model_index import ROOT, Index
from workbench.language import Message, message, tr
from workbench.plan.departments import SEPARATOR
from workbench.plan.searching import terms
from workbench.plan.year_progress import Lack, Missing

LACKS: Mapping[Lack, Message] = {
    Lack.RESULT: message("Results"),
    Lack.TARGET: message("Targets"),
    Lack.BASELINE: message("Baselines"),
    Lack.EVALUATION: message("Evaluations"),
}


class MissingModel(QAbstractListModel):
    """Two lines each: of what something is missing; then what, and who owes it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[tuple[Missing, str]] = []
        self._rows: list[Missing] = []
        self._query, self._lack = "", ""
        self._department: str | None = None

    def show(self, missing: Sequence[Missing], folded: Sequence[str]) -> None:
        """Show these, as far as the filter lets them through; `folded` is what is searched."""
        self._all = list(zip(missing, folded, strict=True))
        self._filter()

    def set_filter(self, query: str, department: str | None, lack: str) -> None:
        """Leave what holds every word, is owed by a department, and is of a kind.

        `department` None leaves all, '' what nobody is in charge of; an empty `lack` leaves all.
        """
        self._query, self._department, self._lack = query, department, lack
        self._filter()

    def _filter(self) -> None:
        words, department, lack = terms(self._query), self._department, self._lack
        self.beginResetModel()
        self._rows = [
            one
            for one, text in self._all
            if (department is None or department in (one.departments or ("",)))
            and (not lack or one.lack == lack)
            and all(word in text for word in words)
        ]
        self.endResetModel()

    @property
    def total(self) -> int:
        """Return how many are missing, whatever the filter."""
        return len(self._all)

    @property
    def rows(self) -> Sequence[Missing]:
        """Return what the filter leaves."""
        return self._rows

    def departments(self) -> list[tuple[str, int]]:
        """Return who owes how many, most first; '' is nobody."""
        owed = Counter(name for one, _text in self._all for name in one.departments or ("",))
        return owed.most_common()

    def lacks(self) -> dict[Lack, int]:
        """Return how many of each kind are missing."""
        counted = Counter(one.lack for one, _text in self._all)
        return {lack: counted[lack] for lack in Lack if counted[lack]}

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        one = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            owed = SEPARATOR.join(one.departments) or str(message("nobody in charge"))
            return f"{title_of(one)}\n{lack_of(one)}　{owed}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{one.element.code} {one.element.name}"
        return None

    def place(self, row: int) -> Place:
        """Return the page of the element that something is missing of."""
        return element_place(self._rows[row].element.id)

    def row_of(self, wanted: Missing) -> int:
        """Return the line of the same thing as it stands now, -1 when it is no longer missing."""
        key = _key(wanted)
        return next((row for row, one in enumerate(self._rows) if _key(one) == key), -1)

    def table(self, rows: Sequence[int] | None = None) -> Table:
        """Return the lines as they are copied, a column for each department's sake."""
        chosen = self._rows if rows is None else [self._rows[row] for row in rows]
        lines = tuple(
            (
                SEPARATOR.join(one.departments),
                one.element.code,
                one.element.name,
                one.indicator.name if one.indicator else "",
                lack_of(one),
            )
            for one in chosen
        )
        columns = (tr("Department in charge"), tr("Code"), tr("Name"), tr("Indicator"),
                   tr("What is missing"))  # fmt: skip
        return Table(columns, lines, (None,) * len(columns))


def _key(one: Missing) -> tuple[int, int | None, Lack]:
    return one.element.id, one.indicator.id if one.indicator else None, one.lack

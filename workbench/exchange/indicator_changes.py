"""Changes of indicators, each made into an object only when somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, overload

from workbench.exchange.changes import Change
from workbench.plan.structure import Indicator, Provenance


@dataclass(frozen=True)
class IndicatorChange:
    """An indicator that the file adds, changes or leaves as it is.

    Parameters
    ----------
    key
        Names the indicator inside the proposal; its values carry the same key.
    old
        The indicator in the plan; None for a new one.
    new
        The indicator as it would be; its id is 0 for a new one. None when the file lacks it.
    provenance
        The row it comes from; `source_id` is 0 until it is written.
    """

    change: Change
    key: str
    old: Indicator | None
    new: Indicator | None
    provenance: Provenance | None = None

    @property
    def indicator(self) -> Indicator:
        """Return the indicator as it would be, or as it is when the file lacks it."""
        held = self.new or self.old
        if held is None:
            raise ValueError(self.key)
        return held

    def made(self) -> IndicatorChange:
        """Return the change itself: it is an object already."""
        return self


class IndicatorEntry(NamedTuple):
    """A change before it is looked at; `make` turns what `made_from` says into the change."""

    change: Change
    key: str
    make: Callable[..., IndicatorChange]
    made_from: tuple[Any, ...]

    def made(self) -> IndicatorChange:
        """Return the change as an object."""
        return self.make(self.change, *self.made_from)


IndicatorPart = IndicatorEntry | IndicatorChange


class IndicatorChanges(Sequence[IndicatorChange]):
    """A sequence of `IndicatorChange`, made from entries as they are asked for."""

    def __init__(self, parts: Iterable[IndicatorPart] = ()) -> None:
        self.parts = tuple(parts)

    def __len__(self) -> int:
        return len(self.parts)

    @overload
    def __getitem__(self, index: int) -> IndicatorChange: ...

    @overload
    def __getitem__(self, index: slice) -> IndicatorChanges: ...

    def __getitem__(self, index: int | slice) -> IndicatorChange | IndicatorChanges:
        if isinstance(index, slice):
            return IndicatorChanges(self.parts[index])
        return self.parts[index].made()

    def __iter__(self) -> Iterator[IndicatorChange]:
        return (part.made() for part in self.parts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    def __hash__(self) -> int:
        return hash(len(self.parts))

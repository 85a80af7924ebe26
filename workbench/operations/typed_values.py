"""What a person types or pastes into a cell of the indicator grid, and the value it becomes."""

from __future__ import annotations

from workbench.errors import PersonError
from workbench.exchange.japanese import Doubt, ReadValue, convert, read_value
from workbench.language import message
from workbench.plan.structure import Direction, Indicator
from workbench.plan.values import Kind, Value, number

#: Readings that need no second look; 約120 and 120以上 would lose what they say.
_CLEAR = frozenset({Doubt.NO_DOUBT, Doubt.EXPONENT})


def typed_value(text: str, indicator: Indicator, place: str = "") -> Value | None:
    """Return the value a text means for an indicator, None for an empty cell.

    １２３, △582, 12人, － and (集計中) are read as sheets write them; a figure in another unit of
    the same quantity is converted. Only an indicator in words takes words. Raises `PersonError`
    for text where a number belongs and for a unit of something else, naming `place`.
    """
    read = read_value(text)
    if read.value is None:
        if read.ditto:
            raise _not_a_number(text, place)
        return None
    if read.value.kind is Kind.WORDS:
        if indicator.direction is not Direction.WORD:
            raise _not_a_number(text, place)
        return read.value
    if read.doubt not in _CLEAR:
        raise _not_a_number(text, place)
    return _in_own_unit(read, read.value, indicator, text, place)


def _in_own_unit(
    read: ReadValue, value: Value, indicator: Indicator, text: str, place: str
) -> Value:
    if value.number is None:
        return value
    figure = convert(value.number, read.unit, indicator.unit)
    if figure is None:
        raise PersonError(
            "value.unit",
            message("“{text}” is in {unit}; the indicator is in {own}.", text=text.strip(),
                    unit=read.unit, own=indicator.unit),
            remedy=message("Type the figure in the indicator's own unit."),
            place=place,
        )  # fmt: skip
    return number(figure)


def _not_a_number(text: str, place: str) -> PersonError:
    return PersonError(
        "value.not_a_number",
        message("“{text}” is not a number.", text=" ".join(text.split())),
        remedy=message("Type a figure, －, …, x or 集計中."),
        place=place,
    )

"""Enums of PySide6, made in a fifth of the time; a start makes 250 of them with 4,000 names.

PySide6 makes the enums of a class or a namespace when that is first touched: `Qt` alone has 90. It
asks Python's `enum` for each, which puts a stand-in into the class for every name, takes it out
again, and looks for the name in every base, 12 µs a name: a quarter of all the instructions of a
start. Here `enum` makes the class without names, as it knows how, and the members are put into it
at once. What comes of it is the same to the last attribute (tests/desktop/test_quick_enums.py).

Only what PySide6 asks for is made so, numbers under plain names, and only in the Python whose
`enum` has been compared; in another one enums are made as ever.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import Enum, EnumType, Flag, IntEnum, IntFlag
from typing import Any

#: The Python whose `enum` this does the work of.
COMPARED = (3, 11)

#: The kinds of enums there are, each with the names that mean something to it.
_KINDS = {
    kind: frozenset({"", "mro"}.union(*map(vars, kind.__mro__)))
    for kind in (Enum, IntEnum, Flag, IntFlag)
}


def make_enums_quickly() -> None:
    """Let enums be made in this way from now on."""
    if sys.version_info[:2] == COMPARED:
        EnumType._create_ = _quick(EnumType._create_)  # type: ignore[attr-defined]


def _quick(create: Callable[..., Any]) -> Callable[..., Any]:
    """Return what makes an enum from names and numbers, and leaves any other to `create`."""

    def _create_(
        cls: Any, class_name: str, names: Any, *, module: str | None = None, **how: Any
    ) -> Any:
        # Who calls EnumType.__call__, as enum itself looks it up.
        module = module or sys._getframe(2).f_globals.get("__name__")
        if how.get("type") is not None or not _is_simple(cls, names):
            return create(cls, class_name, names, module=module, **how)
        made = create(cls, class_name, (), module=module, **how)
        _put_in(made, names)
        return made

    return _create_


def _is_simple(cls: Any, names: Any) -> bool:
    """Tell whether these are numbers under names that mean nothing to an enum of this kind."""
    taken = _KINDS.get(cls)
    return (
        taken is not None
        and type(names) is list
        and all(
            type(one) is tuple
            and type(one[0]) is str
            and type(one[1]) is int
            and not one[0].startswith("_")
            and one[0] not in taken
            for one in names
        )
        and len({name for name, _value in names}) == len(names)
    )


def _put_in(made: Any, names: list[tuple[str, int]]) -> None:
    """Give an enum its members, in the order of `names`."""
    is_number, is_flag = issubclass(made, int), issubclass(made, Flag)
    in_order, by_name, by_value = made._member_names_, made._member_map_, made._value2member_map_
    mask = singles = 0
    for name, value in names:
        is_single = bool(value) and not value & (value - 1)
        mask |= value
        if is_single:
            singles |= value
        member = by_value.get(value)
        if member is None:
            member = int.__new__(made, value) if is_number else object.__new__(made)
            member._value_ = value
            member._name_ = name
            member.__objclass__ = made
            member._sort_order_ = len(in_order)
            by_value[value] = member
            if is_single or not is_flag:
                # Of flags the others are names for several at once.
                in_order.append(name)
        type.__setattr__(made, name, member)
        by_name[name] = member
    if is_flag:
        made._flag_mask_, made._singles_mask_ = mask, singles
        made._all_bits_ = 2 ** mask.bit_length() - 1
        values = [by_name[name]._value_ for name in in_order]
        if values != sorted(values):
            made._iter_member_ = made._iter_member_by_def_

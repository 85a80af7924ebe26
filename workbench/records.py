"""Records: what `@dataclass(frozen=True)` makes, in a fraction of the time.

The standard library writes six methods for each frozen dataclass as text and has Python compile
them, a third of a millisecond a class. A start makes some sixty classes; that was an eighth of all
the instructions until the plan was shown. A record does the same with methods that were written
once: it is a dataclass to `fields`, `replace`, `asdict` and `match`, compares, hashes and prints as
one, and cannot be changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from inspect import get_annotations
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, NoReturn, TypeVar, dataclass_transform

_Class = TypeVar("_Class", bound=type)

_set = object.__setattr__


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: _Class) -> _Class:
    """Make a class of annotated fields a record.

    Raises `TypeError` for what records do without: fields given by name only or not at all.
    """
    named = _named_fields(cls)
    if not all(one.init and one.kw_only is not True for one in named.values()):
        raise TypeError(f"{cls.__qualname__}: each field of a record is given when it is made")
    compared = _values_of([name for name, one in named.items() if one.compare])

    def is_equal(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return compared(self) == compared(other)

    def hashed(self: object) -> int:
        return hash(compared(self))

    made: dict[str, object] = {
        "__match_args__": tuple(named),
        "__init__": _initializer(cls, named),
        "__eq__": is_equal,
        "__hash__": hashed,
        "__setattr__": _refuse_to_set,
        "__delattr__": _refuse_to_delete,
    }
    if "__repr__" not in cls.__dict__:
        made["__repr__"] = _repr
    for name, part in made.items():
        setattr(cls, name, part)
    return cls


class _DataclassFields:
    """Has the standard library look at a class when somebody first asks it for its fields."""

    def __init__(self, cls: type) -> None:
        self._cls = cls

    def __get__(self, _held: object, _asked: type) -> object:
        dataclass(init=False, repr=False, eq=False)(self._cls)  # compiles nothing, replaces this
        return self._cls.__dict__["__dataclass_fields__"]


def _named_fields(cls: type) -> dict[str, Field[Any]]:
    """Return the fields of a class by name, in their order."""
    written = get_annotations(cls)
    is_plain = all(isinstance(kind, str) and "Var" not in kind for kind in written.values())
    if not is_plain or any(hasattr(base, "__dataclass_fields__") for base in cls.__mro__[1:]):
        # The standard library knows what is inherited, and what is no field.
        dataclass(init=False, repr=False, eq=False)(cls)
        return {one.name: one for one in fields(cls)}
    cls.__dataclass_fields__ = _DataclassFields(cls)  # type: ignore[attr-defined]
    held = ((name, cls.__dict__.get(name, MISSING)) for name in written)
    return {
        name: value if isinstance(value, Field) else field(default=value) for name, value in held
    }


def _values_of(names: list[str]) -> Callable[[Any], tuple[object, ...]]:
    """Return what gets the values of attributes from an object, as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda held: tuple(getattr(held, name) for name in names)


def _initializer(cls: type, named: dict[str, Field[Any]]) -> Callable[..., None]:
    """Return the `__init__` of a record; its fields are set in their order, as they are given."""
    names, count = tuple(named), len(named)
    defaults = {name: one.default for name, one in named.items() if one.default is not MISSING}
    makers = {
        name: one.default_factory
        for name, one in named.items()
        if one.default_factory is not MISSING
    }
    needed, tail = count - len(defaults), tuple(defaults.values())
    goes_on = hasattr(cls, "__post_init__")

    def initialise(self: Any, /, *values: object, **by_name: object) -> None:
        if by_name or len(values) != count:
            if by_name or makers or not needed <= len(values) < count:
                values = bound(values, by_name)
            else:
                values += tail[len(values) - needed :]
        for name, value in zip(names, values):  # noqa: B905 - of one length, and often called
            _set(self, name, value)
        if goes_on:
            self.__post_init__()

    def bound(values: tuple[object, ...], by_name: dict[str, object]) -> tuple[object, ...]:
        """Return a value for each field."""
        found = list(values)
        for name in names[len(values) :]:
            if name in by_name:
                found.append(by_name.pop(name))
            elif name in defaults:
                found.append(defaults[name])
            elif name in makers:
                found.append(makers[name]())
            else:
                raise TypeError(f"{cls.__qualname__}() lacks {name!r}")
        if by_name or len(found) > count:
            more = ", ".join(map(repr, by_name)) or f"{len(values)} values for {count} fields"
            raise TypeError(f"{cls.__qualname__}() does not take {more}")
        return tuple(found)

    return initialise


@recursive_repr()
def _repr(self: Any) -> str:
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")

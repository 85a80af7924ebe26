"""A record is what `@dataclass(frozen=True)` makes of the same class, made faster."""

import copy
import dataclasses
import pickle
from dataclasses import FrozenInstanceError, dataclass, field
from functools import cached_property
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.records import record


class Fields:
    """A kind of everything that the records of this program have."""

    name: str
    number: float
    remark: str = ""
    kinds: tuple[str, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    touched: frozenset[int] = field(default=frozenset(), repr=False, compare=False)

    def __post_init__(self):
        if self.name == "refused":
            raise ValueError(self.name)

    @cached_property
    def upper(self):
        return self.name.upper()


def made_by(decorator):
    body = {key: value for key, value in vars(Fields).items() if key not in ("__dict__",)}
    body["upper"] = cached_property(body["upper"].func)
    body["upper"].__set_name__(None, "upper")
    body.pop("__weakref__")
    return decorator(type("Fields", (), body))


@record
class Parent:
    """Has a default of its own."""

    one: int
    other: tuple[str, ...] = field(default=("x",), repr=False)


@record
class Child(Parent):
    """Adds one, and something that is no field."""

    KIND: ClassVar[str] = "child"
    third: str = "c"


Record, Standard = made_by(record), made_by(dataclass(frozen=True))


@record
class Pair:
    """At the top of the module, so that pickle finds it."""

    one: int
    other: str = "b"


def outcome(call):
    try:
        return repr(call())
    except (TypeError, ValueError) as error:
        return type(error)


values = st.lists(st.sampled_from(["a", "refused", 1.5, ("x",)]), max_size=7)
named = st.dictionaries(
    st.sampled_from([*(one.name for one in dataclasses.fields(Record)), "other"]),
    st.sampled_from(["a", 2, {"k": "v"}]),
    max_size=4,
)


@given(values, named)
def test_it_takes_and_refuses_what_a_frozen_dataclass_does(given_values, given_by_name):
    answers = [outcome(lambda c=c: c(*given_values, **given_by_name)) for c in (Record, Standard)]
    assert answers[0] == answers[1]


@given(values, named, values, named)
def test_it_compares_as_a_frozen_dataclass_does(one, one_named, other, other_named):
    answers = []
    for made in (Record, Standard):
        try:
            pair = made(*one, **one_named), made(*other, **other_named)
        except (TypeError, ValueError):
            return
        answers.append(pair[0] == pair[1])
    assert answers[0] == answers[1]


def test_records_of_two_classes_are_never_equal():
    assert Record("a", 1) != Standard("a", 1)
    assert Record("a", 1) != ("a", 1)


def test_equal_records_have_one_hash():
    assert len({Pair(1, "a"), Pair(1, "a"), Pair(2, "a")}) == 2
    with pytest.raises(TypeError):
        hash(Record("a", 1, notes={}))


def test_a_record_cannot_be_changed_but_may_keep_what_it_worked_out():
    made = Record("a", 1)
    with pytest.raises(FrozenInstanceError):
        made.name = "b"
    with pytest.raises(FrozenInstanceError):
        del made.name
    assert (made.upper, made.name) == ("A", "a")
    assert made == Record("a", 1)


def test_each_record_has_defaults_of_its_own():
    assert Record("a", 1).notes is not Record("a", 1).notes


def test_it_is_a_dataclass_to_the_standard_library():
    made = Record("a", 1, notes={"k": "v"})
    assert dataclasses.is_dataclass(Record)
    assert dataclasses.replace(made, name="b") == Record("b", 1, notes={"k": "v"})
    assert dataclasses.asdict(made) == dataclasses.asdict(Standard("a", 1, notes={"k": "v"}))
    match Pair(1, "x"):
        case Pair(one, other):
            assert (one, other) == (1, "x")


def test_it_goes_to_another_process_and_is_copied():
    pair = Pair(1, "x")
    assert pickle.loads(pickle.dumps(pair)) == pair
    assert copy.deepcopy(pair) == pair


def test_a_record_inherits_fields_and_knows_what_is_none():
    child = Child(1)
    assert (child.one, child.other, child.third) == (1, ("x",), "c")
    assert [one.name for one in dataclasses.fields(Child)] == ["one", "other", "third"]
    assert repr(child) == "Child(one=1, third='c')"
    assert child != Parent(1)
    assert [one.name for one in dataclasses.fields(Parent)] == ["one", "other"]


def test_a_field_that_could_not_be_given_in_its_place_is_refused():
    for one in (field(init=False, default=1), field(kw_only=True)):
        with pytest.raises(TypeError, match="is given when it is made"):
            record(type("Odd", (), {"__annotations__": {"odd": int}, "odd": one}))


def test_a_field_that_is_lacking_is_named():
    with pytest.raises(TypeError, match=r"Pair.*lacks 'one'"):
        Pair(other="x")

"""Enums of PySide6 are the same to the last attribute, whoever made them."""

import enum
import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.desktop import quick_enums

#: Everything there is to know of an enum, of each there is in the modules of Qt that we ship.
_TELL = """
import enum, json, pickle, sys
{first}
from PySide6 import QtCore, QtGui, QtPrintSupport, QtSvg, QtTest, QtWidgets

def told(found):
    def shown(value):
        if isinstance(value, enum.Enum) and type(value) is found:
            own = {{key: held if key != "__objclass__" else held.__qualname__
                   for key, held in sorted(vars(value).items())}}
            return [repr(value), str(value), format(value), hash(value), repr(own),
                    type(value).__qualname__, isinstance(value, int), value.value, value.name]
        if isinstance(value, dict):
            return [[repr(key), shown(one)] for key, one in value.items()]
        return repr(value).split(" at 0x")[0]
    answers = {{name: shown(value) for name, value in vars(found).items()}}
    answers["in the order of"] = [one.name for one in found]
    answers["kinds"] = [one.__qualname__ for one in found.__mro__]
    answers["names"] = [found.__name__, found.__qualname__, found.__module__, len(found)]
    answers["known by value"] = [found(one.value).name for one in found]
    answers["iterates"] = getattr(found, "_iter_member_", None).__name__ if "_iter_member_" in vars(
        found) else ""
    if issubclass(found, enum.Flag) and len(found):
        first, last = list(found)[0], list(found)[-1]
        answers["together"] = [repr(first | last), repr(~first), repr(first & last),
                               repr(list(first | last)), repr(found(0)), repr(~(first | last))]
    elif len(found):
        try:
            found(-987654)
        except ValueError as error:
            answers["unknown"] = str(error)
    members = list(found.__members__.values())[:3]
    try:
        answers["pickled"] = [pickle.loads(pickle.dumps(one)) is one for one in members]
    except Exception as error:
        answers["pickled"] = str(type(error))
    return answers

all_of_them, seen = {{}}, set()

def walk(holder, path):
    for name in sorted(dir(holder)):
        try:
            held = getattr(holder, name)
        except Exception:
            continue
        if isinstance(held, type) and held not in seen:
            seen.add(held)
            if issubclass(held, enum.Enum):
                all_of_them[path + "." + name] = told(held)
            elif held.__module__.startswith("PySide6"):
                walk(held, path + "." + name)

for module in (QtCore, QtGui, QtPrintSupport, QtSvg, QtTest, QtWidgets):
    walk(module, module.__name__)
print(json.dumps(all_of_them))
"""

pytestmark = pytest.mark.skipif(
    sys.version_info[:2] != quick_enums.COMPARED, reason="enums are made as ever in this Python"
)


def enums(first: str) -> dict[str, dict[str, object]]:
    """Return what there is to know of all enums, made by `first`."""
    code = _TELL.format(first=first)
    answer = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return json.loads(answer.stdout)


def test_every_enum_of_qt_is_the_one_that_python_makes():
    lean = "from workbench.desktop.lean_pyside import import_pyside; import_pyside()"
    made, expected = enums(lean), enums("")
    assert len(expected) > 500
    assert sum(len(one["in the order of"]) for one in expected.values()) > 4_000
    for name, held in expected.items():
        assert made[name] == held, name
    assert made.keys() == expected.keys()


quick = quick_enums._quick(enum.EnumType._create_)

#: Plain names, some that mean something to an enum, and numbers that meet.
names = st.lists(
    st.tuples(
        st.sampled_from(
            ["A", "B", "C", "D", "E", "None_", "name", "value", "real", "_x", "__y__", "mro"]
        ),
        st.one_of(st.integers(-3, 9), st.sampled_from([16, 32, 1 << 31, "words", 1.5])),
    ),
    max_size=7,
)


@given(st.sampled_from([enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag]), names)
def test_an_enum_of_anything_else_is_left_to_python(kind, pairs):
    def outcome(make):
        try:
            found = make(kind, "Made", list(pairs), module="somewhere", boundary=enum.KEEP)
        except Exception as error:
            return type(error)
        told = {
            key: repr(value).split(" at 0x")[0]
            for key, value in vars(found).items()
            if not callable(value) or isinstance(value, enum.Enum)
        }
        return told, [repr(one) for one in found], [vars(one).keys() for one in found]

    assert outcome(quick) == outcome(enum.EnumType._create_)

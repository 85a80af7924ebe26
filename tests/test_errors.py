"""What a person is told when something can be put right."""

from __future__ import annotations

import pytest

from workbench.errors import PersonError
from workbench.language import message


@pytest.mark.parametrize("place", ["\n", "a\nb", "a\r\nb", "a\u2028b", "a\x85b"])
def test_an_error_is_one_line_whatever_its_place_is_called(place: str) -> None:
    told = str(PersonError("any.code", message("{a} and {b}", a=place, b=1), place=place))
    assert len(told.splitlines()) == 1


def test_an_error_keeps_the_spaces_of_a_name() -> None:
    told = str(PersonError("any.code", message("This plan"), place="第１章　総論  (案).xlsx"))
    assert told.startswith("第１章　総論  (案).xlsx：")

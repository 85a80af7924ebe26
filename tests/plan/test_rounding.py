"""Figures are rounded as offices do, halves away from zero."""

import math
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from workbench.plan.values import format_number, round_half_up

FIGURES = st.one_of(
    st.floats(-1e18, 1e18),
    st.floats(-1e4, 1e4),
    # Halves, and the numbers next to them.
    st.integers(-9999, 9999).map(lambda whole: whole + 0.5),
    st.integers(-9999, 9999).map(lambda whole: math.nextafter(whole + 0.5, math.inf)),
    st.integers(-9999, 9999).map(lambda whole: math.nextafter(whole + 0.5, -math.inf)),
)


@given(FIGURES)
def test_whole_numbers_round_as_their_decimal_form_does(figure: float) -> None:
    expected = Decimal(repr(figure)).quantize(Decimal(1), ROUND_HALF_UP)
    assert round_half_up(figure) == expected
    assert format_number(figure, 0).lstrip("△") == f"{abs(expected):,.0f}"
    assert format_number(figure, 0).startswith("△") == (expected < 0)
    assert format_number(figure, 0, sign=True).startswith("+") == (expected > 0)


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert format_number(-0.4, 0) == str(round_half_up(-0.4)) == "0"

"""Which fiscal year is at hand, and which scheme a single year follows."""

import datetime

import pytest

from workbench.errors import PersonError
from workbench.operations.grades import choose_scheme
from workbench.operations.history import undo
from workbench.operations.schemes import scheme_of
from workbench.operations.years import close_year, grade_year_by, open_year, year_to_ask
from workbench.store.database import Database
from workbench.store.queries import load_schemes

IN_2025 = datetime.date(2025, 5, 20)


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (datetime.date(2025, 5, 20), 2024),
        (datetime.date(2025, 3, 31), 2023),
        (datetime.date(2022, 5, 1), 2023),
        (datetime.date(2040, 5, 1), 2027),
    ],
)
def test_the_year_at_hand_ended_last_within_the_plan(
    small: Database, today: datetime.date, year: int
) -> None:
    assert year_to_ask(small, today) == year


def test_the_newest_open_year_is_at_hand(small: Database) -> None:
    open_year(small, 2024)
    open_year(small, 2026)
    assert year_to_ask(small, IN_2025) == 2026
    close_year(small, 2026)
    assert year_to_ask(small, IN_2025) == 2024


def test_one_year_follows_a_scheme_of_its_own(small: Database) -> None:
    choose_scheme(small, "seven")
    open_year(small, 2024)
    grade_year_by(small, 2024, "abc")
    assert (scheme_of(small, 2024).key, scheme_of(small, 2025).key) == ("abc", "seven")
    grade_year_by(small, 2024, "seven")
    assert [scheme.key for scheme in load_schemes(small)] == ["seven", "abc"]


def test_taking_it_back_takes_the_adopted_scheme_along(small: Database) -> None:
    open_year(small, 2024)
    grade_year_by(small, 2024, "abc")
    undo(small)
    assert load_schemes(small) == ()
    assert scheme_of(small, 2024).key == "sabc"


def test_a_closed_year_keeps_its_scheme(small: Database) -> None:
    open_year(small, 2024)
    close_year(small, 2024)
    with pytest.raises(PersonError) as raised:
        grade_year_by(small, 2024, "abc")
    assert raised.value.code == "year.closed"
    assert scheme_of(small, 2024).key == "sabc"


@pytest.mark.parametrize(("year", "key"), [(2025, "abc"), (2024, "none of them")])
def test_a_year_never_opened_and_an_unknown_scheme_are_refused(
    small: Database, year: int, key: str
) -> None:
    open_year(small, 2024)
    with pytest.raises(PersonError):
        grade_year_by(small, year, key)

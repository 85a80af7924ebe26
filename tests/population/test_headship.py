"""Headship rates: read as they are copied, refused when incomplete, counted by hand."""

import numpy as np
import pytest

from workbench.errors import PersonError
from workbench.population.age_spans import AgeSpan
from workbench.population.ages import AgeGroups
from workbench.population.headship import HeadshipRate, HeadshipRates
from workbench.population.headship_reading import cells_of, read_headship

#: As a planner copies it: a title, headings of two rows, a total, per cent.
COPIED = """世帯主率（記入例）\t\t
\t男\t女
年齢\t％\t％
総数\t60.0\t25.0
15～24歳\t10.0\t８．０
25～64歳\t70.0\t20.0
65歳以上\t90.0\t40.0
"""


def read(text: str, year: int = 2020) -> HeadshipRates:
    return read_headship(cells_of(text), year)


def refusal(text: str) -> PersonError:
    with pytest.raises(PersonError) as caught:
        read(text)
    return caught.value


def test_a_copied_table_is_read_with_its_per_cent_and_without_its_total() -> None:
    rates = read(COPIED)
    assert rates.years == (2020,)
    assert rates.spans == (AgeSpan(15, 24), AgeSpan(25, 64), AgeSpan(65, None))
    assert np.allclose(rates.shares[0], [[0.10, 0.70, 0.90], [0.08, 0.20, 0.40]])


def test_shares_stay_shares_and_women_may_stand_first() -> None:
    rates = read("年齢\t女性\t男性\n15-64\t0.2\t0.6\n65+\t0.4\t0.9")
    assert np.allclose(rates.shares[0], [[0.6, 0.9], [0.2, 0.4]])


def test_years_stand_in_the_heading_or_in_a_row_above() -> None:
    beside = read("年齢\t男 2020年\t男 2030年\t女 2020年\t女 2030年\n15歳以上\t50\t52\t20\t24")
    above = read("\t2020年\t\t2030年\t\n年齢\t男\t女\t男\t女\n15歳以上\t50\t20\t52\t24")
    for rates in (beside, above):
        assert rates.years == (2020, 2030)
        assert np.allclose(rates.shares[:, :, 0], [[0.50, 0.20], [0.52, 0.24]])


def test_the_column_of_both_sexes_is_left_out() -> None:
    rates = read("年齢\t男女計\t男\t女\n15+\t0.4\t0.6\t0.2")
    assert np.allclose(rates.shares[0, :, 0], [0.6, 0.2])


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("年齢\t男\t女\n15～64歳\t50\t20", "population.headship_ages", "65歳以上"),
        ("年齢\t男\t女\n20～64歳\t50\t20\n65歳以上\t9\t4", "population.headship_ages", "15～19歳"),
        ("年齢\t男\t女\n15～64\t50\t20\n60+\t9\t4", "population.headship_overlap", "60歳以上"),
        ("年齢\t男\t女\n15～64\t50\t20\n15～64\t5\t2\n65+\t9\t4", "population.headship_twice", ""),
        ("年齢\t男\t女\n15～64\t50\t\n65+\t90\t40", "population.headship_unread", "15～64歳"),
        ("年齢\t男\t女\n15～64\t50\t約20\n65+\t90\t40", "population.headship_unread", "約20"),
        ("年齢\t男\t女\n15～64\t50\t-3\n65+\t90\t40", "population.headship_unread", "-3"),
        ("年齢\t男\t女\n15～64\t150\t20\n65+\t90\t40", "population.headship_range", "1.5"),
        ("年齢\t総数\n15～64\t50\n65+\t90", "population.headship_unread", "男女"),
        ("課名\t男\t女\n総務課\t50\t20", "population.headship_unread", "年齢"),
    ],
)
def test_a_table_that_is_not_whole_is_one_sentence(text: str, code: str, said: str) -> None:
    error = refusal(text)
    assert error.code == code
    assert said in str(error)


def test_a_rate_outside_its_range_says_whose_it_is() -> None:
    with pytest.raises(PersonError, match=r"2020.*男"):
        HeadshipRate(2020, "male", AgeSpan(15, None), 1.2)


def test_rates_by_group_are_the_mean_of_their_ages_and_move_evenly_between_years() -> None:
    rates = read(
        "年齢\t男 2020\t女 2020\t男 2030\t女 2030\n15～17\t0\t0\t0\t0\n18+\t0.5\t0.2\t0.7\t0.4"
    )
    found = rates.by_groups(AgeGroups(5, 18), (2010, 2020, 2025, 2040))
    assert found.shape == (4, 2, 18)
    # Nobody under 15 heads a household; of 15–19 two ages of five have the rate.
    assert np.allclose(found[1, 0, :5], [0, 0, 0, 0.2, 0.5])
    assert np.allclose(found[:, 1, -1], [0.2, 0.2, 0.3, 0.4])


def test_rates_come_back_as_they_went_in() -> None:
    rates = read(COPIED)
    again = HeadshipRates.of(rates.rates())
    assert (again.years, again.spans) == (rates.years, rates.spans)
    assert np.array_equal(again.shares, rates.shares)

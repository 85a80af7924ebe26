"""進捗率, 対目標比 and 年次期待値 against values worked by hand, one case for every guard."""

from collections.abc import Mapping

import pytest

from workbench.plan.progress import Assessment, Figure, Why, assess, display_share
from workbench.plan.recorded import PlanYears, Standing
from workbench.plan.structure import Accumulation, Direction, Indicator, IndicatorValue, Role
from workbench.plan.values import Kind, Value, number, words

YEARS = PlanYears(2023, 2027)
PENDING = Value(Kind.PENDING)
NONE = Value(Kind.NONE)

Given = float | str | Value


def value(given: Given) -> Value:
    if isinstance(given, Value):
        return given
    return words(given) if isinstance(given, str) else number(given)


def held(
    baseline: Given | None,
    target: Given | Mapping[int, Given] | None,
    actuals: Mapping[int, Given],
    baseline_year: int = 2022,
) -> list[IndicatorValue]:
    targets = target if isinstance(target, Mapping) else {2027: target}
    found = [(Role.BASELINE, baseline_year, baseline)]
    found += [(Role.TARGET, year, wanted) for year, wanted in targets.items()]
    found += [(Role.ACTUAL, year, figure) for year, figure in actuals.items()]
    return [
        IndicatorValue(i, 1, year, role, value(given))
        for i, (role, year, given) in enumerate(found, 1)
        if given is not None
    ]


def assessed(
    baseline: Given | None,
    target: Given | Mapping[int, Given] | None,
    actuals: Mapping[int, Given],
    year: int = 2025,
    direction: Direction = Direction.MORE,
    accumulation: Accumulation = Accumulation.EACH,
    survey_interval: int | None = None,
    decimals: int | None = None,
    baseline_year: int = 2022,
) -> Assessment:
    indicator = Indicator(
        1, 1, 1, "指標", "人", direction,
        decimals=decimals, accumulation=accumulation, survey_interval=survey_interval,
    )  # fmt: skip
    return assess(indicator, held(baseline, target, actuals, baseline_year), year, YEARS)


class TestTheThreeFormulas:
    def test_more_is_better(self) -> None:
        """100 → 150, now 130: 30/50; 130/150; expected 100 + 50 × 3/5 = 130."""
        found = assessed(100, 150, {2025: 130})
        assert found.progress == Figure(0.6)
        assert found.ratio_to_target == Figure(round(130 / 150, 10))
        assert found.expected == Figure(130)
        assert found.ratio_to_expected == Figure(1)
        assert found.years_ahead == Figure(0)
        assert found.is_reached is False

    def test_less_is_better(self) -> None:
        """80 → 40, now 50: (−30)/(−40) = 0.75; target ÷ actual = 40/50; expected 80 − 24 = 56."""
        found = assessed(80, 40, {2025: 50}, direction=Direction.LESS)
        assert found.progress == Figure(0.75)
        assert found.ratio_to_target == Figure(0.8)
        assert found.expected == Figure(56)
        assert found.points == Figure(30)
        assert found.improvement == Figure(0.375)
        assert found.years_ahead == Figure(0.75)

    def test_going_the_wrong_way_is_below_zero(self) -> None:
        """100 → 150, now 90: −10/50."""
        found = assessed(100, 150, {2025: 90})
        assert found.progress == Figure(-0.2)
        assert found.improvement == Figure(-0.1)

    @pytest.mark.parametrize(
        ("year", "expected"),
        [(2022, 100), (2023, 110), (2024, 120), (2025, 130), (2026, 140), (2027, 150), (2029, 150)],
    )
    def test_the_path_takes_a_fifth_in_each_of_five_years(self, year: int, expected: float) -> None:
        assert assessed(100, 150, {}, year).expected == Figure(expected)

    def test_an_older_baseline_stands_for_the_start_of_the_plan(self) -> None:
        """Baseline of 2019: after one of five plan years a fifth is expected all the same."""
        assert assessed(100, 150, {}, 2023, baseline_year=2019).expected == Figure(110)

    def test_a_baseline_within_the_plan_starts_the_path_there(self) -> None:
        """Baseline of 2025, target of 2027: half the way in 2026."""
        assert assessed(100, 150, {}, 2026, baseline_year=2025).expected == Figure(125)

    def test_targets_on_the_way_are_met_exactly(self) -> None:
        """110 in 2024 and 150 in 2027: 2023 half of the way to 110, 2025 a third from 110."""
        targets = {2024: 110, 2027: 150}
        assert assessed(100, targets, {}, 2023).expected == Figure(105)
        assert assessed(100, targets, {}, 2024).expected == Figure(110)
        assert assessed(100, targets, {2025: 125}, 2025).expected == Figure(round(110 + 40 / 3, 10))
        assert assessed(100, targets, {2025: 125}, 2025).progress == Figure(0.5)

    def test_quotients_carry_no_dust_of_binary_fractions(self) -> None:
        """(0.3 − 0.1) ÷ (0.5 − 0.1) is exactly a half."""
        assert assessed(0.1, 0.5, {2025: 0.3}).progress == Figure(0.5)

    def test_the_newest_baseline_not_later_than_the_year_counts(self) -> None:
        values = held(100, 150, {2024: 120, 2026: 130})
        values.append(IndicatorValue(9, 1, 2025, Role.BASELINE, number(110)))
        indicator = Indicator(1, 1, 1, "指標", "人")
        assert assess(indicator, values, 2024, YEARS).progress == Figure(0.4)
        assert assess(indicator, values, 2026, YEARS).progress == Figure(0.5)


class TestGuards:
    def test_a_baseline_equal_to_the_target_has_no_progress_but_a_ratio(self) -> None:
        """維持: 98 to be kept at 98, now 97: nothing to divide by; 97/98."""
        found = assessed(98, 98, {2025: 97}, direction=Direction.HOLD)
        assert found.progress == Figure(why=Why.BASELINE_IS_TARGET)
        assert found.ratio_to_target == Figure(round(97 / 98, 10))
        assert found.expected == Figure(98)
        assert found.is_reached is False

    def test_what_is_held_falls_behind_on_either_side(self) -> None:
        assert assessed(50, 50, {2025: 40}, direction=Direction.HOLD).ratio_to_target == Figure(0.8)
        assert assessed(40, 40, {2025: 50}, direction=Direction.HOLD).ratio_to_target == Figure(0.8)
        assert assessed(40, 40, {2025: 50}, direction=Direction.HOLD).points == Figure(-10)

    def test_what_is_held_is_compared_as_precisely_as_it_is_shown(self) -> None:
        kept = assessed(98, 98, {2025: 97.96}, direction=Direction.HOLD, decimals=1)
        assert kept.is_reached is True
        lost = assessed(98, 98, {2025: 97.94}, direction=Direction.HOLD, decimals=1)
        assert lost.is_reached is False

    def test_a_target_of_zero_has_progress_and_no_ratio(self) -> None:
        """待機児童 20 → 0, now 5: 15/20; nothing ÷ zero."""
        found = assessed(20, 0, {2025: 5}, direction=Direction.LESS)
        assert found.progress == Figure(0.75)
        assert found.ratio_to_target == Figure(why=Why.ZERO)

    def test_an_actual_of_zero_where_less_is_better_has_no_ratio_and_is_reached(self) -> None:
        """20 → 5, now 0: 20/15 of the way; 5 ÷ 0."""
        found = assessed(20, 5, {2025: 0}, direction=Direction.LESS)
        assert found.progress == Figure(round(20 / 15, 10))
        assert found.ratio_to_target == Figure(why=Why.ZERO)
        assert found.is_reached is True

    def test_an_actual_of_zero_where_more_is_better_is_a_ratio_of_zero(self) -> None:
        found = assessed(0, 10, {2025: 0})
        assert found.ratio_to_target == Figure(0)
        assert found.progress == Figure(0)

    def test_a_negative_target_has_progress_and_no_ratio(self) -> None:
        """自然増減 −700 → −582, now −845: −145/118; −845 ÷ −582 would read as 145 %."""
        found = assessed(-700, -582, {2025: -845})
        assert found.progress == Figure(round(-145 / 118, 10))
        assert found.ratio_to_target == Figure(why=Why.NEGATIVE)
        assert found.expected == Figure(-629.2)
        assert found.is_reached is False

    def test_a_negative_baseline_measures_the_change_against_its_size(self) -> None:
        """−50 → 150, now 0: 50 better, as large as the baseline itself."""
        found = assessed(-50, 150, {2025: 0})
        assert found.improvement == Figure(1)
        assert found.progress == Figure(0.25)

    def test_a_baseline_of_zero_has_no_relative_change(self) -> None:
        assert assessed(0, 10, {2025: 4}).improvement == Figure(why=Why.ZERO)
        assert assessed(0, 10, {2025: 4}).points == Figure(4)

    def test_a_negative_actual_where_less_is_better_has_no_ratio(self) -> None:
        found = assessed(20, 5, {2025: -5}, direction=Direction.LESS)
        assert found.ratio_to_target == Figure(why=Why.NEGATIVE)
        assert found.is_reached is True

    def test_overshoot_is_capped_only_where_it_is_shown(self) -> None:
        """100 → 150, now 175: 75/50."""
        found = assessed(100, 150, {2025: 175})
        assert found.progress == Figure(1.5)
        assert found.is_reached is True
        assert display_share(found.progress) == "100%"
        assert display_share(found.progress, ceiling=None) == "150%"

    def test_a_decline_that_is_to_be_slowed_has_a_ratio_and_no_progress(self) -> None:
        """人口 94,222 → 92,500, more is better, now 93,000: the fall itself is no progress."""
        found = assessed(94222, 92500, {2025: 93000})
        assert found.progress == Figure(why=Why.AGAINST_DIRECTION)
        assert found.ratio_to_target == Figure(round(93000 / 92500, 10))
        assert found.is_reached is True

    @pytest.mark.parametrize(
        ("baseline", "target", "why"),
        [(None, 150, Why.NO_BASELINE), (100, None, Why.NO_TARGET), (NONE, 150, Why.NO_BASELINE)],
    )
    def test_without_baseline_or_target_there_is_no_progress(self, baseline, target, why) -> None:
        assert assessed(baseline, target, {2025: 120}).progress == Figure(why=why)

    def test_a_ratio_needs_no_baseline(self) -> None:
        assert assessed(None, 150, {2025: 120}).ratio_to_target == Figure(0.8)


class TestWhatIsNoFigure:
    @pytest.mark.parametrize(
        ("kind", "standing"),
        [
            (Kind.PENDING, Standing.PENDING),
            (Kind.NONE, Standing.NONE),
            (Kind.UNKNOWN, Standing.UNKNOWN),
            (Kind.WITHHELD, Standing.WITHHELD),
        ],
    )
    def test_a_sign_is_never_zero(self, kind: Kind, standing: Standing) -> None:
        found = assessed(100, 150, {2025: Value(kind)})
        assert found.result.standing is standing
        assert found.result.number is None
        assert found.progress == Figure(why=Why.NO_RESULT)
        assert found.ratio_to_target == Figure(why=Why.NO_RESULT)
        assert found.is_reached is None
        assert display_share(found.progress) == "－"

    def test_a_blank_is_never_zero_nor_last_years_figure(self) -> None:
        found = assessed(100, 150, {2024: 120})
        assert found.result.standing is Standing.BLANK
        assert found.progress == Figure(why=Why.NO_RESULT)

    def test_the_path_needs_no_result(self) -> None:
        assert assessed(100, 150, {2025: PENDING}).expected == Figure(130)


class TestWordTargets:
    def test_a_thing_to_be_done_is_done_when_the_words_say_so(self) -> None:
        cases = {"設置": True, "設置済": True, "設置 済み": True, "検討中の案": None}
        for said, reached in cases.items():
            found = assessed("未設置", "設置", {2025: said}, direction=Direction.WORD)
            assert found.is_reached is reached, said
            assert found.progress.number is None
            assert found.ratio_to_target.number is None

    def test_a_rise_above_the_baseline_is_seen_from_the_figures(self) -> None:
        """策定時より上昇: 61.2 at the start."""
        up = assessed(61.2, "策定時より上昇", {2025: 63}, direction=Direction.WORD)
        same = assessed(61.2, "策定時より上昇", {2025: 61.2}, direction=Direction.WORD)
        assert (up.is_reached, same.is_reached) == (True, False)
        assert up.progress == Figure(why=Why.WORDS)
        assert up.points == Figure(1.8)

    def test_a_fall_below_the_baseline_turns_the_points_round(self) -> None:
        found = assessed(30, "現状値より減少", {2025: 24}, direction=Direction.WORD)
        assert found.is_reached is True
        assert found.points == Figure(6)
        assert found.improvement == Figure(0.2)

    def test_words_where_a_figure_belongs_are_left_to_a_person(self) -> None:
        found = assessed(100, 150, {2025: "おおむね順調"})
        assert found.progress == Figure(why=Why.WORDS)
        assert found.is_reached is None


class TestTotalsOverTheYears:
    def test_yearly_figures_are_added_up_from_the_first_plan_year(self) -> None:
        """20 + 25 + 30 of 150: a half; 12 in the year before the plan does not count."""
        found = assessed(
            12, 150, {2022: 12, 2023: 20, 2024: 25, 2025: 30}, accumulation=Accumulation.YEARLY
        )
        assert found.result.number == 75
        assert found.progress == Figure(0.5)
        assert found.ratio_to_target == Figure(0.5)
        assert found.expected == Figure(90)
        assert found.years_ahead == Figure(-0.5)

    def test_a_total_that_lacks_a_year_is_no_total(self) -> None:
        found = assessed(
            None, 150, {2023: 20, 2024: PENDING, 2025: 30}, accumulation=Accumulation.YEARLY
        )
        assert found.result.standing is Standing.INCOMPLETE
        assert found.result.lacking == (2024,)
        assert found.progress == Figure(why=Why.NO_RESULT)

    def test_running_totals_are_taken_as_they_are(self) -> None:
        """累計 250 → 400, now 310: 60/150."""
        found = assessed(250, 400, {2024: 280, 2025: 310}, accumulation=Accumulation.RUNNING)
        assert found.progress == Figure(0.4)

    def test_a_total_that_is_to_stay_small_says_nothing_before_the_end(self) -> None:
        """At most 50 in five years: 18 after three is not 50 ÷ 18 = 278 %."""
        actuals: dict[int, Given] = {2023: 6, 2024: 6, 2025: 6}
        found = assessed(
            None, 50, actuals, direction=Direction.LESS, accumulation=Accumulation.YEARLY
        )
        assert found.ratio_to_target == Figure(why=Why.NOT_ENDED)
        assert found.is_reached is None
        assert found.ratio_to_expected == Figure(round(30 / 18, 10))

    def test_a_total_past_what_it_may_be_is_missed_at_once(self) -> None:
        found = assessed(
            None, 10, {2023: 6, 2024: 6}, 2024,
            direction=Direction.LESS, accumulation=Accumulation.YEARLY,
        )  # fmt: skip
        assert found.is_reached is False


class TestSurveys:
    def test_last_years_survey_stands_in_and_is_compared_with_its_own_year(
        self,
    ) -> None:
        """Surveyed 2022, 2024, 2026: in 2025 that of 2024 speaks, expected 60 + 20 × 2/5 = 68."""
        found = assessed(60, 80, {2024: 70}, survey_interval=2)
        assert found.result.standing is Standing.SURVEYED_BEFORE
        assert found.result.year == 2024
        assert found.progress == Figure(0.5)
        assert found.expected == Figure(68)
        assert found.years_ahead == Figure(0.5)

    def test_a_dash_in_an_off_year_means_no_survey(self) -> None:
        found = assessed(60, 80, {2024: 70, 2025: NONE}, survey_interval=2)
        assert found.result.standing is Standing.SURVEYED_BEFORE

    def test_an_off_year_before_the_first_survey_is_not_missing(self) -> None:
        assert assessed(60, 80, {}, 2023, survey_interval=2).result.standing is Standing.NOT_DUE

    def test_a_survey_that_is_due_and_not_there_is_missing(self) -> None:
        found = assessed(60, 80, {2024: 70}, 2026, survey_interval=2)
        assert found.result.standing is Standing.BLANK

    def test_a_survey_still_being_counted_stays_pending_the_year_after(self) -> None:
        found = assessed(60, 80, {2024: PENDING}, survey_interval=2)
        assert found.result.standing is Standing.PENDING

    def test_without_a_baseline_every_year_is_due(self) -> None:
        assert assessed(None, 80, {}, survey_interval=2).result.standing is Standing.BLANK


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.725, "73%"), (-0.125, "△13%"), (0.0, "0%"), (1.0, "100%"), (1.004, "100%")],
)
def test_shares_are_shown_rounded_half_up_with_a_triangle(share: float, shown: str) -> None:
    assert display_share(Figure(share)) == shown

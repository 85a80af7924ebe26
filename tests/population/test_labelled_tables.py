"""A table as a workbook has it becomes a clean one, or every mistake in it is named."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import PersonError
from workbench.population.age_spans import TOTAL, UNKNOWN, AgeSpan, read_span, tile
from workbench.population.ages import AgeGroups
from workbench.population.tables import LabelledCell, clean_table, examine_table

FIVE = AgeGroups(5, 19)
LABELS = [f"{start}～{start + 4}歳" for start in range(0, 90, 5)] + ["90歳以上"]
MEN = [100.0 + 7 * i for i in range(19)]
WOMEN = [200.0 + 3 * i for i in range(19)]


def cells(people, labels=LABELS, column="B"):
    return [
        LabelledCell(label, value, f"{column}{row}")
        for row, (label, value) in enumerate(zip(labels, people, strict=True), start=2)
    ]


def table(men=MEN, women=WOMEN, labels=LABELS, **more):
    return {"male": cells(men, labels), "female": cells(women, labels, "C"), **more}


def codes(given_table):
    return [error.code for error in examine_table(given_table).refusals]


def only_refusal(given_table) -> PersonError:
    examined = examine_table(given_table)
    assert examined.table is None
    (error,) = examined.refusals
    return error


def test_five_year_groups_come_out_as_they_are():
    found = clean_table(table())
    assert found.ages == FIVE
    assert found.people.tolist() == [MEN, WOMEN]
    assert found.remarks == ()


def test_totals_and_subtotals_that_agree_leave_no_trace():
    labels = ["総数", *LABELS, "（再掲）0～14歳", "15～64", "65歳以上", "うち75歳以上"]

    def with_sums(people):
        young, work = sum(people[:3]), sum(people[3:13])
        return [sum(people), *people, young, work, sum(people[13:]), sum(people[15:])]

    found = clean_table(table(with_sums(MEN), with_sums(WOMEN), labels))
    assert found.people.tolist() == [MEN, WOMEN]
    assert found.remarks == ()


@pytest.mark.parametrize("open_from", [75, 85, 90, 95, 100])
def test_other_oldest_groups_are_kept_and_said_by_the_ages(open_from):
    starts = list(range(0, open_from, 5))
    labels = [f"{start}-{start + 4}" for start in starts] + [f"{open_from}+"]
    people = [10.0 * (i + 1) for i in range(len(labels))]
    found = clean_table(table(people, people, labels))
    assert found.ages.labels[-1] == f"{open_from}+"
    assert found.people.tolist() == [people, people]


def test_men_and_women_with_different_oldest_groups_meet_at_the_earlier():
    given_table = table()
    given_table["female"] = cells([*WOMEN[:18], 50.0, 30.0], [*LABELS[:18], "90-94", "95+"])
    found = clean_table(given_table)
    assert found.people[1, -1] == 80
    assert [each.code for each in found.remarks] == ["population.regrouped"]


def test_single_ages_are_put_together_and_said():
    labels = [f"{age}歳" for age in range(100)] + ["100歳以上"]
    men = [float(age) for age in range(101)]
    women = [2.0 * age for age in range(101)]
    found = clean_table(table(men, women, labels))
    assert found.ages == AgeGroups(5, 21)
    assert found.people[0].tolist() == [sum(range(a, a + 5)) for a in range(0, 100, 5)] + [100]
    np.testing.assert_allclose(found.people[1], 2 * found.people[0])
    assert [each.code for each in found.remarks] == ["population.regrouped"]
    assert "100歳以上" in str(found.remarks[0].what)


def test_single_ages_stay_when_yearly_steps_are_wanted():
    labels = [*map(str, range(100)), "100+"]
    people = [float(age) for age in range(101)]
    found = clean_table(table(people, people, labels), width=1)
    assert found.ages == AgeGroups(1, 101)
    assert found.people[1].tolist() == people


def test_a_register_table_with_five_year_sums_between_single_ages_is_read_once():
    labels, people = [], []
    for start in range(0, 100, 5):
        labels += [f"{start}～{start + 4}歳", *(f"{age}" for age in range(start, start + 5))]
        people += [5.0 * (start + 2), *(float(age) for age in range(start, start + 5))]
    found = clean_table(table([*people, 3], [*people, 4], [*labels, "100歳以上"]))
    assert found.people.sum() == 2 * sum(range(100)) + 7


def test_unknown_ages_are_distributed_in_proportion_and_said():
    labels = ["総数", *LABELS, "年齢「不詳」"]
    men = [sum(MEN) + 125, *MEN, 125.0]
    women = [sum(WOMEN) + 60, *WOMEN, 60.0]
    found = clean_table(table(men, women, labels))
    np.testing.assert_allclose(found.people[0], np.array(MEN) * (1 + 125 / sum(MEN)))
    np.testing.assert_allclose(found.people[1], np.array(WOMEN) * (1 + 60 / sum(WOMEN)))
    (remark,) = found.remarks
    assert remark.code == "population.unknown_distributed"
    assert "185" in str(remark.what)


def test_missing_ages_are_named():
    error = only_refusal(
        {"male": cells([*MEN[:7], *MEN[8:]], [*LABELS[:7], *LABELS[8:]]), "female": cells(WOMEN)}
    )
    assert error.code == "population.ages_missing"
    assert "35～39歳" in str(error)
    assert "男" in str(error)


def test_a_table_that_begins_late_or_never_ends_lacks_ages():
    late = only_refusal({"male": cells(MEN), "female": cells(WOMEN[1:], LABELS[1:])})
    assert (late.code, "0～4歳" in str(late)) == ("population.ages_missing", True)
    closed = [*LABELS[:-1], "90～94歳"]
    ending = only_refusal({"male": cells(MEN, closed), "female": cells(WOMEN)})
    assert (ending.code, "95歳以上" in str(ending)) == ("population.ages_missing", True)
    assert codes({"male": [], "female": cells(WOMEN)}) == ["population.ages_missing"]


def test_ages_that_overlap_are_named():
    error = only_refusal(
        {"male": cells([*MEN, 5.0], [*LABELS, "33～36歳"]), "female": cells(WOMEN)}
    )
    assert error.code == "population.ages_overlap"
    assert "30～34歳" in str(error)
    assert "33～36歳" in str(error)


def test_the_same_ages_twice_overlap_at_their_place():
    error = only_refusal(
        {"male": cells([*MEN, MEN[4]], [*LABELS, LABELS[4]]), "female": cells(WOMEN)}
    )
    assert (error.code, error.place) == ("population.ages_overlap", "B21")
    assert "20～24歳" in str(error)


def test_groups_of_ten_years_cannot_be_told_apart():
    labels = [f"{start}-{start + 9}" for start in range(0, 90, 10)] + ["90+"]
    error = only_refusal(table([5.0] * 10, [6.0] * 10, labels))
    assert error.code == "population.ages_too_wide"
    assert "0～9歳" in str(error)


def test_three_age_groups_are_no_table_by_age():
    error = only_refusal(table([1, 2, 3], [1, 2, 3], ["0～14歳", "15～64歳", "65歳以上"]))
    assert error.code == "population.open_too_young"


def test_a_total_that_is_not_the_sum_says_by_how_much_and_where():
    labels = ["総数", *LABELS]
    error = only_refusal(table([sum(MEN) + 100, *MEN], [sum(WOMEN), *WOMEN], labels))
    assert (error.code, error.place) == ("population.total_differs", "B2")
    for said in ("男", f"{sum(MEN):,.0f}", f"{sum(MEN) + 100:,.0f}", "-100"):
        assert said in str(error)


def test_a_subtotal_that_is_not_the_sum_names_its_ages():
    labels = [*LABELS, "（再掲）65歳以上"]
    error = only_refusal(table([*MEN, sum(MEN[13:])], [*WOMEN, sum(WOMEN[13:]) - 40], labels))
    assert (error.code, error.place) == ("population.total_differs", "C21")
    assert "65歳以上" in str(error)
    assert "+40" in str(error)


def test_a_total_off_by_rounding_is_only_remarked():
    rounded = [sum(MEN) + 3, *MEN]
    found = clean_table(table(rounded, [sum(WOMEN), *WOMEN], ["計", *LABELS]))
    assert [(each.code, each.place) for each in found.remarks] == [
        ("population.rounded_total", "B2")
    ]


def test_men_and_women_must_make_up_both():
    both = [m + w for m, w in zip(MEN, WOMEN, strict=True)]
    assert codes(table(both=cells(both, column="D"))) == []
    both[6] += 30
    error = only_refusal(table(both=cells(both, column="D")))
    assert (error.code, error.place) == ("population.sexes_differ", "D8")
    assert "30～34歳" in str(error)
    assert "-30" in str(error)


def test_men_without_women_are_refused():
    error = only_refusal({"male": cells(MEN)})
    assert error.code == "population.sex_missing"
    assert codes({"both": cells(MEN)}) == ["population.sex_missing"] * 2


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (-1, "population.negative"),
        ("-5", "population.negative"),
        ("△12", "population.negative"),
        ("▲1,200", "population.negative"),
        ("不明", "population.no_figure"),
        ("", "population.no_figure"),
        ("  ", "population.no_figure"),
        (None, "population.no_figure"),
        ("x", "population.no_figure"),
        ("#REF!", "population.no_figure"),
        (True, "population.no_figure"),
        (float("nan"), "population.no_figure"),
        (float("inf"), "population.no_figure"),
        (1e12, "population.no_figure"),
    ],
)
def test_cells_that_are_no_people_are_refused_with_their_place(value, code):
    men = [*MEN[:5], value, *MEN[6:]]
    error = only_refusal(table(men))
    assert (error.code, error.place) == (code, "B7")


@pytest.mark.parametrize(
    ("value", "persons"),
    [("1,637", 1637), ("１６３７", 1637), (" 1 637 ", 1637), ("12人", 12), ("-", 0), ("－", 0),
     (0, 0), (3.5, 3.5), ("3.5", 3.5)],
)  # fmt: skip
def test_figures_written_as_text_are_figures_and_a_dash_is_nobody(value, persons):
    found = clean_table(table([*MEN[:5], value, *MEN[6:]]))
    assert found.people[0, 5] == persons
    assert bool(found.remarks) == (persons == 0 and value != 0)


def test_everything_wrong_is_told_at_once():
    men = [*MEN[:3], "?", *MEN[4:9], -4, *MEN[10:]]
    examined = examine_table({"male": cells(men), "female": cells(WOMEN[:-1], LABELS[:-1])})
    assert [error.code for error in examined.refusals] == [
        "population.no_figure",
        "population.negative",
        "population.ages_missing",
    ]


def test_a_label_that_is_no_age_is_refused_with_its_place():
    labels = [*LABELS[:3], "15～19際", *LABELS[4:]]
    assert [(e.code, e.place) for e in examine_table(table(labels=labels)).refusals[:1]] == [
        ("population.age_label", "B5")
    ]


def test_only_unknown_ages_cannot_be_distributed():
    error = only_refusal(table([0.0] * 19 + [9.0], [*WOMEN, 0.0], [*LABELS, "不詳"]))
    assert error.code == "population.only_unknown"


@pytest.mark.parametrize(
    ("label", "span"),
    [
        ("0～4歳", AgeSpan(0, 4)),
        ("0歳～4歳", AgeSpan(0, 4)),
        ("  90 歳 以 上 ", AgeSpan(90, None)),
        ("100+", AgeSpan(100, None)),
        ("7歳", AgeSpan(7, 7)),
        (7, AgeSpan(7, 7)),
        ("（再掲）15〜64歳", AgeSpan(15, 64)),
        ("総　数", TOTAL),
        ("Total", TOTAL),
        ("年齢不詳", UNKNOWN),
    ],
)
def test_age_labels_as_official_tables_write_them(label, span):
    assert read_span(label) == span


def test_a_label_backwards_is_no_age():
    with pytest.raises(PersonError):
        read_span("9～5歳")


@given(st.lists(st.integers(1, 10), min_size=1, max_size=12), st.randoms())
def test_any_grouping_without_gaps_is_tiled_in_order(widths, random):
    bounds = [0, *np.cumsum(widths).tolist()]
    spans = [AgeSpan(a, b - 1) for a, b in itertools.pairwise(bounds)]
    spans.append(AgeSpan(bounds[-1], None))
    shuffled = [*spans, TOTAL, UNKNOWN]
    random.shuffle(shuffled)
    found = tile(shuffled)
    assert list(found.parts) == spans
    assert not found.subtotals

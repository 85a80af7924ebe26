"""The projection document: what it computes, and every mistake as one sentence with its place."""

import copy
import json
import math
import re

import pytest

from workbench import language
from workbench.errors import PersonError
from workbench.population.ages import AgeGroups
from workbench.population.explicit import project_explicit

SURVIVAL = [0.99, 0.98, 0.97, 0.96, 0.95, 0.94, 0.93, 0.92, 0.9, 0.8, 0.5]
FERTILITY = [0, 0, 0, 0.01, 0.05, 0.1, 0.1, 0.05, 0.01, 0.001, 0]


def document(**period):
    return {
        "ages": list(AgeGroups(5, 11).labels),
        "width": 5,
        "base_year": 2020,
        "population": {"male": [100.0] * 11, "female": [110.0] * 11},
        "periods": [
            {
                "survival": {"male": list(SURVIVAL), "female": list(SURVIVAL)},
                "fertility": list(FERTILITY),
                "sex_ratio_at_birth": 1.05,
                **period,
            }
        ],
    }


def without(given, *keys):
    for key in keys:
        del given["periods"][0][key]
    return given


def by_child_woman_ratio(**more):
    given = without(document(child_woman_ratio=0.2), "fertility", "sex_ratio_at_birth")
    given["periods"][0].update(more)
    return given


def counts(number=10.0, **more):
    return {"kind": "count", "male": [number] * 11, "female": [number] * 11} | more


def first(given):
    return project_explicit(given)["periods"][0]


def test_one_period_by_hand():
    found = first(document())
    # Women 15–49 at the start are 110 each; at the end 110 × S of their group.
    births = sum(5 * f * 0.5 * (110 + 110 * s) for f, s in zip(FERTILITY, SURVIVAL, strict=True))
    assert found["births"]["male"] == pytest.approx(births * 1.05 / 2.05)
    assert found["births"]["female"] == pytest.approx(births / 2.05)
    assert found["population"]["female"][0] == pytest.approx(births / 2.05 * 0.99)
    assert found["population"]["female"][1] == pytest.approx(110 * 0.98)
    assert found["population"]["female"][10] == pytest.approx(220 * 0.5)
    assert found["balance"] < 1e-6


def test_the_account_adds_up_in_the_written_figures():
    for given in (document(), document(migration=counts()), by_child_woman_ratio()):
        found = first(given)
        births = sum(found["births"].values())
        assert found["natural_change"] == pytest.approx(births - found["deaths"])
        assert found["social_change"] == pytest.approx(found["net_migration"])
        start = sum(map(sum, given["population"].values()))
        end = start + found["natural_change"] + found["social_change"]
        assert found["total"] == pytest.approx(end, abs=1e-6)


def test_counts_half_at_the_start_and_half_at_the_end_by_hand():
    found = first(document(migration=counts(10.0)))
    assert found["population"]["male"][1] == pytest.approx((100 + 5) * 0.98 + 5)
    assert found["population"]["male"][10] == pytest.approx((105 + 105) * 0.5 + 5)
    births = sum(
        5 * f * 0.5 * (115 + 115 * s + 5) for f, s in zip(FERTILITY, SURVIVAL, strict=True)
    )
    assert sum(found["births"].values()) == pytest.approx(births)
    assert found["population"]["male"][0] == pytest.approx(births * 1.05 / 2.05 * 0.99 + 5)
    assert found["net_migration"] == pytest.approx(220)


def test_counts_at_the_end_by_hand():
    found = first(document(migration=counts(10.0, timing="end")))
    assert found["population"]["male"][1] == pytest.approx(100 * 0.98 + 10)
    assert found["population"]["male"][10] == pytest.approx(200 * 0.5 + 10)
    assert found["births"] == first(document())["births"]


def test_rates_by_hand():
    rates = {"kind": "rate", "male": [0.02] * 11, "female": [-0.01] * 11}
    found = first(document(migration=rates))
    assert found["population"]["male"][1] == pytest.approx(100 * (0.98 + 0.02))
    assert found["population"]["female"][10] == pytest.approx(220 * (0.5 - 0.01))
    assert found["population"]["male"][0] == pytest.approx(found["births"]["male"] * 1.01)
    assert found["deaths_by_age"]["male"][1] == pytest.approx(100 * 0.02)
    assert found["net_migration_by_age"]["female"][10] == pytest.approx(-2.2)


def test_children_by_the_child_woman_ratio_by_hand():
    found = first(by_child_woman_ratio(child_sex_ratio=1.04))
    women = 110 * sum(SURVIVAL[3:10])
    assert found["population"]["male"][0] == pytest.approx(0.2 * women * 1.04 / 2.04)
    assert found["population"]["female"][0] == pytest.approx(0.2 * women / 2.04)
    assert found["births"]["female"] == pytest.approx(0.2 * women / 2.04 / 0.99)
    assert found["balance"] < 1e-6


def test_a_single_sex_gets_its_own_births_only():
    given = document()
    for part in (given["population"], given["periods"][0]["survival"]):
        del part["male"]
    both, alone = first(document()), first(given)
    assert alone["births"] == {"female": pytest.approx(both["births"]["female"])}
    assert alone["population"]["female"] == pytest.approx(both["population"]["female"])


def test_men_alone_are_projected_with_rates_per_man_and_it_is_said():
    given = document()
    for part in (given["population"], given["periods"][0]["survival"]):
        del part["female"]
    result = project_explicit(given)
    assert result["periods"][0]["births"]["male"] > 0
    assert len(result["notes"]) == 2


#: Every part of a period, and a change to it that must be seen in the result.
ARGUMENTS = {
    "survival": lambda d: d["periods"][0]["survival"]["male"].__setitem__(4, 0.9),
    "fertility": lambda d: d["periods"][0]["fertility"].__setitem__(4, 0.2),
    "sex_ratio_at_birth": lambda d: d["periods"][0].update(sex_ratio_at_birth=1.2),
    "population": lambda d: d["population"]["female"].__setitem__(2, 50.0),
    "migrants": lambda d: d["periods"][0]["migration"]["female"].__setitem__(2, 50.0),
    "timing": lambda d: d["periods"][0]["migration"].update(timing="end"),
    "kind": lambda d: d["periods"][0].update(
        migration={"kind": "rate", "male": [0.1] * 11, "female": [0.1] * 11}
    ),
}


@pytest.mark.parametrize("argument", ARGUMENTS)
def test_every_argument_changes_the_result(argument):
    given = document(migration=counts())
    before = first(given)["population"]
    ARGUMENTS[argument](given)
    assert first(given)["population"] != before


def test_birth_exposure_changes_the_result():
    before, with_them = (
        first(document(migration=counts(timing="end", birth_exposure=exposure)))
        for exposure in ("before_migrants", "with_migrants")
    )
    assert sum(with_them["births"].values()) > sum(before["births"].values())


def test_child_woman_ratio_and_child_sex_ratio_change_the_result():
    before = first(by_child_woman_ratio())["population"]
    assert first(by_child_woman_ratio(child_sex_ratio=1.3))["population"] != before
    other = by_child_woman_ratio()
    other["periods"][0]["child_woman_ratio"] = 0.3
    assert first(other)["population"] != before


def test_defaults_are_those_of_the_interface():
    given = document(migration=counts())
    spelled = document(migration=counts(timing="even"))
    assert first(given) == first(spelled)
    assert first(document(migration=counts(timing="end"))) == first(
        document(migration=counts(timing="end", birth_exposure="before_migrants"))
    )
    silent = without(document(), "sex_ratio_at_birth")
    assert first(silent) == first(document(sex_ratio_at_birth=1.052))


def test_more_people_leaving_than_there_are_is_reported_and_not_clipped():
    found = first(document(migration=counts(-300.0)))
    cells = {(cell["sex"], cell["age"]) for cell in found["negative_cells"]}
    assert ("male", "5-9") in cells
    assert found["population"]["male"][1] == pytest.approx((100 - 150) * 0.98 - 150)
    assert found["balance"] < 1e-6


def test_no_cell_is_reported_when_none_is_negative():
    assert "negative_cells" not in first(document())


def test_periods_follow_each_other():
    given = document()
    given["periods"] *= 3
    result = project_explicit(given)
    assert [p["to_year"] for p in result["periods"]] == [2025, 2030, 2035]
    second = document()
    second["population"] = result["periods"][0]["population"]
    assert first(second)["population"] == result["periods"][1]["population"]


def test_the_result_can_be_written_as_json():
    written = json.dumps(project_explicit(document(migration=counts())), allow_nan=False)
    assert json.loads(written)["ages"][-1] == "50+"


@pytest.mark.parametrize("labels", [["0～4歳", "5〜9歳", "10歳以上"], ["０－４", "5-9", "10+"]])
def test_ages_may_be_written_as_offices_do(labels):
    given = {
        "ages": labels,
        "width": 5,
        "base_year": 2020,
        "population": {"female": [1, 2, 3]},
        "periods": [{"survival": {"female": [1, 1, 1]}, "fertility": [0, 0, 0]}],
    }
    assert first(given)["population"]["female"] == [0, 1, 5]


MISSING = object()
SURVIVAL_OF_MEN = "periods.0.survival.male"
#: What is wrong: where, what stands there instead, and the place that is named if it is another.
MISTAKES = {
    "survival out of range": (f"{SURVIVAL_OF_MEN}.3", 1.51),
    "survival negative": ("periods.0.survival.female.0", -0.1),
    "survival nan": (f"{SURVIVAL_OF_MEN}.3", math.nan),
    "survival infinite": (f"{SURVIVAL_OF_MEN}.3", math.inf),
    "survival too short": (SURVIVAL_OF_MEN, [1.0]),
    "survival of one sex missing": (SURVIVAL_OF_MEN, MISSING, "periods[0].survival"),
    "survival of a third sex": ("periods.0.survival.men", SURVIVAL),
    "survival missing": ("periods.0.survival", MISSING, "periods[0]"),
    "survival no object": ("periods.0.survival", SURVIVAL),
    "population negative": ("population.male.2", -1),
    "population as text": ("population.male.2", "12"),
    "population as yes": ("population.male.2", True),
    "population blank": ("population.male.2", None),
    "population nested": ("population.male.2", [1]),
    "population huge": ("population.male.2", 10**400),
    "population too long": ("population.male", [1] * 12),
    "no sexes": ("population", {}),
    "population missing": ("population", MISSING, ""),
    "other sexes": ("population", {"men": [1] * 11}, "population.men"),
    "fertility in percent": ("periods.0.fertility.4", 5.0),
    "fertility of the newborn": ("periods.0.fertility.0", 0.1),
    "fertility missing": ("periods.0.fertility", MISSING, "periods[0]"),
    "fertility null": ("periods.0.fertility", None),
    "both forms of births": ("periods.0.child_woman_ratio", 0.2, "periods[0]"),
    "child sex ratio alone": ("periods.0.child_sex_ratio", 1.0),
    "boys per hundred girls": ("periods.0.sex_ratio_at_birth", 105),
    "typing slip in a period": ("periods.0.fertilty", [0] * 11),
    "typing slip at the top": ("base_years", 2020),
    "unknown migration": ("periods.0.migration", counts(kind="both"), "periods[0].migration.kind"),
    "migration without kind": ("periods.0.migration", {"male": [0] * 11}),
    "migration of one sex": ("periods.0.migration", {"kind": "count", "male": [0] * 11}),
    "migration rate out of range": (
        "periods.0.migration",
        counts(2.0, kind="rate"),
        "periods[0].migration.male[0]",
    ),
    "unknown timing": (
        "periods.0.migration",
        counts(timing="mid"),
        "periods[0].migration.timing",
    ),
    "timing no text": ("periods.0.migration", counts(timing=1), "periods[0].migration.timing"),
    "exposure without end": (
        "periods.0.migration",
        counts(birth_exposure="with_migrants"),
        "periods[0].migration.birth_exposure",
    ),
    "unknown exposure": (
        "periods.0.migration",
        counts(timing="end", birth_exposure="all"),
        "periods[0].migration.birth_exposure",
    ),
    "timing of rates": (
        "periods.0.migration",
        counts(0.0, kind="rate", timing="end"),
        "periods[0].migration.timing",
    ),
    "wrong width": ("width", 1),
    "width as text": ("width", "5"),
    "width missing": ("width", MISSING, ""),
    "ages missing": ("ages", MISSING, ""),
    "ages as text": ("ages", "0-4"),
    "an age that is none": ("ages.2", "teens"),
    "a gap in the ages": ("ages.2", "11-15"),
    "an overlap in the ages": ("ages.2", "9-14"),
    "no open group": ("ages.10", "50-54"),
    "one age group": ("ages", ["0+"]),
    "an open group within": ("ages.3", "15+"),
    "base year with months": ("base_year", 2020.5),
    "base year missing": ("base_year", MISSING, ""),
    "periods missing": ("periods", MISSING, ""),
    "periods no list": ("periods", {}),
    "period no object": ("periods.0", 3),
}


def made_wrong(path, value):
    """Return the document with one thing wrong."""
    given = document()
    *way, last = [int(key) if key.isdigit() else key for key in path.split(".")]
    part = given
    for key in way:
        part = part[key]
    if value is MISSING:
        del part[last]
    else:
        part[last] = value
    return given


@pytest.mark.parametrize("spoken", ["ja", "en"])
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_sentence_that_names_its_place(mistake, spoken):
    language.set_language(spoken)
    path, value, *named = MISTAKES[mistake]
    with pytest.raises(PersonError) as caught:
        project_explicit(made_wrong(path, value))
    place = named[0] if named else re.sub(r"\.(\d+)", r"[\1]", path)
    assert caught.value.place == place
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert 5 < len(sentence) < 300


@pytest.mark.parametrize("given", [None, [], 3, "text"])
def test_what_is_no_document_is_refused(given):
    with pytest.raises(PersonError):
        project_explicit(given)


def test_a_child_woman_ratio_without_ages_15_to_49_is_refused():
    given = by_child_woman_ratio()
    given["ages"], given["population"] = ["0-4", "5-9", "10+"], {"female": [1, 1, 1]}
    given["periods"][0]["survival"] = {"female": [1, 1, 1]}
    with pytest.raises(PersonError, match="15"):
        project_explicit(given)


def test_a_child_woman_ratio_with_nobody_left_of_those_born_is_refused():
    given = by_child_woman_ratio()
    given["periods"][0]["survival"]["male"][0] = 0
    with pytest.raises(PersonError) as caught:
        project_explicit(given)
    assert caught.value.place == "periods[0].survival.male[0]"


def test_a_sex_ratio_at_birth_that_is_not_used_is_said():
    used = by_child_woman_ratio(sex_ratio_at_birth=1.2)
    assert len(project_explicit(used)["notes"]) == 1
    assert first(used) != first(by_child_woman_ratio())
    unused = by_child_woman_ratio(sex_ratio_at_birth=1.2, child_sex_ratio=1.05)
    assert len(project_explicit(unused)["notes"]) == 2


def test_survival_above_one_is_said_once_with_its_first_place():
    language.set_language("en")
    given = document()
    assert not any("above 1" in note for note in project_explicit(given)["notes"])
    for age in (3, 5):
        given["periods"][0]["survival"]["female"][age] = 1.02
    notes = [note for note in project_explicit(given)["notes"] if "above 1" in note]
    assert len(notes) == 1
    assert "periods[0].survival.female[3] (2 such ratios)" in notes[0]


def test_a_population_that_explodes_is_refused():
    given = document()
    given["periods"][0]["fertility"] = [0, *[1.5] * 10]
    given["periods"] *= 60
    with pytest.raises(PersonError, match=r"periods\["):
        project_explicit(given)


def test_deaths_are_said_to_be_those_of_cohorts():
    language.set_language("en")
    assert "cohort" in project_explicit(document())["notes"][0]


def test_the_document_is_left_as_it_was():
    given = document(migration=counts())
    before = copy.deepcopy(given)
    project_explicit(given)
    assert given == before

"""The statistics of the sample add up and give the figures that were published."""

import pytest

from tests.sample_data.shipped import CITY, cells, events, rows


def test_cells_belong_to_sets_and_sets_to_areas() -> None:
    sets = {row["key"]: row for row in rows("azumino/population_sets.csv")}
    assert {key[0] for key in cells()} == set(sets)
    areas = {row["code"] for row in rows("azumino/areas.csv")}
    for row in sets.values():
        assert row["area_code"] in areas
        assert row["basis"] in {"census", "estimate", "projection", "register"}
        assert row["is_estimate"] == ("1" if row["basis"] == "estimate" else "0")
    assert "推計値" in sets["estimate2020"]["title"]
    assert "国勢調査ではない" in sets["estimate2020"]["title"]


@pytest.mark.parametrize("year", range(1980, 2016, 5))
def test_ages_with_unknown_add_up_to_the_published_census_total(year: int) -> None:
    of_year = {key[2:]: value for key, value in cells().items() if key[0] == f"census{year}"}
    for sex in ("male", "female"):
        ages = sum(
            value
            for (of_sex, start, end), value in of_year.items()
            if of_sex == sex and (start, end) != ("0", "")
        )
        assert ages == of_year[sex, "0", ""]
    assert of_year["male", "0", ""] + of_year["female", "0", ""] == of_year["both", "0", ""]


def test_the_estimate_of_2020_meets_the_true_margins_of_the_census() -> None:
    held = cells()
    census = {key[2:]: value for key, value in held.items() if key[0] == "census2020"}
    assert census["male", "0", ""] == 45398
    assert census["female", "0", ""] == 48824
    estimate = {key[2:]: value for key, value in held.items() if key[0] == "estimate2020"}
    for sex in ("male", "female"):
        total = sum(value for key, value in estimate.items() if key[0] == sex)
        assert total == census[sex, "0", ""]
    for start, end in (("0", "14"), ("15", "64"), ("65", "")):
        inside = sum(
            value
            for (_, age, _), value in estimate.items()
            if int(start) <= int(age) <= int(end or 200)
        )
        # The fitted cells are whole persons, so an age group may be one person off its margin.
        assert abs(inside - census["both", start, end]) <= 1


@pytest.mark.parametrize("key", ["census2020", "ipss2023"])
def test_three_age_groups_add_up_to_the_total(key: str) -> None:
    held = cells()
    for year in {of_year for of_set, of_year, *_ in held if of_set == key}:
        groups = (("0", "14"), ("15", "64"), ("65", ""))
        total = sum(held[key, year, "both", start, end] for start, end in groups)
        assert total == held[key, year, "both", "0", ""]


def test_the_former_municipalities_add_up_to_the_city() -> None:
    held = cells()
    parts = [row["code"] for row in rows("azumino/areas.csv") if row["parent_code"] == CITY]
    assert len(parts) == 5
    for year, sex, city in ((2020, "male", 45398), (2020, "female", 48824), (2015, "both", 95282)):
        assert sum(held[f"census2020_{code}", year, sex, "0", ""] for code in parts) == city
    households = {
        (row["area_code"], row["year"]): int(row["households"])
        for row in rows("azumino/area_households.csv")
    }
    for year in ("2015", "2020"):
        assert sum(households[code, year] for code in parts) == households[CITY, year]


def test_the_projection_of_2018_starts_from_the_census_of_2015() -> None:
    held = cells()
    for sex in ("male", "female"):
        start = sum(v for k, v in held.items() if k[:3] == ("ipss2018", 2015, sex))
        assert start == held["census2015", 2015, sex, "0", ""]


def test_natural_and_social_change_follow_from_their_parts() -> None:
    held = events()
    for year in range(2014, 2025):
        assert held[year, "births"] - held[year, "deaths"] == held[year, "natural_change"]
        arrived = held[year, "in_domestic"] + held[year, "in_abroad"] + held[year, "other_added"]
        left = held[year, "out_domestic"] + held[year, "out_abroad"] + held[year, "other_removed"]
        assert arrived - left == held[year, "social_change"]


def test_the_register_changes_by_natural_and_social_change() -> None:
    held = events()
    for year in range(2015, 2025):
        change = held[year, "register_population"] - held[year - 1, "register_population"]
        assert change == held[year, "natural_change"] + held[year, "social_change"]
        assert held[year, "male"] + held[year, "female"] == held[year, "register_population"]


def test_counts_have_their_day_and_flows_have_none() -> None:
    counts = {"register_population", "male", "female", "households"}
    for row in rows("azumino/vital_events.csv"):
        next_january = f"{int(row['calendar_year']) + 1}-01-01"
        assert row["reference_date"] == (next_january if row["quantity"] in counts else "")


def test_life_tables_give_the_published_life_expectancies() -> None:
    # 厚生労働省, 第23回生命表: 81.56 and 87.71; a0 = 0.1 and otherwise 0.5 as the sources say.
    for sex, published in (("male", 81.56), ("female", 87.71)):
        alive, years = 1.0, 0.0
        for row in rows("japan/life_table_qx.csv"):
            if (row["year"], row["sex"]) == ("2020", sex):
                dying = alive * float(row["qx"])
                years += alive - dying * (0.9 if row["age"] == "0" else 0.5)
                alive -= dying
        assert years == pytest.approx(published, abs=0.02)


def test_fertility_of_2020_sums_to_the_rate_the_sources_name() -> None:
    single = sum(
        float(row["births_per_woman_year"])
        for row in rows("japan/asfr_single_age.csv")
        if row["year"] == "2020"
    )
    grouped = sum(
        5 * float(row["births_per_woman_year"])
        for row in rows("japan/asfr_5yr.csv")
        if row["year"] == "2020"
    )
    assert single == pytest.approx(1.307, abs=0.0005)
    assert grouped == pytest.approx(1.303, abs=0.01)


def test_survival_ratios_lie_between_0_and_1_for_both_sexes_and_years() -> None:
    ratios = rows("japan/survival_5yr.csv")
    assert len(ratios) == 2 * 2 * 23
    assert all(0 < float(row["ratio"]) < 1 for row in ratios)


def test_nagano_comparison_holds_77_municipalities_that_add_up_to_the_prefecture() -> None:
    compared = rows("nagano/ipss2018_vs_census2020.csv")
    assert len({row["code"] for row in compared}) == 77
    prefecture = {
        (row["year"], row["age_from"], row["age_to"]): int(row["persons"])
        for row in rows("nagano/ipss2023.csv")
    }
    assert sum(int(row["census2020"]) for row in compared) == prefecture["2020", "0", ""]
    for year in {key[0] for key in prefecture}:
        groups = (("0", "14"), ("15", "64"), ("65", ""))
        assert sum(prefecture[year, *group] for group in groups) == prefecture[year, "0", ""]

"""The plan of the sample: its goals, measures, themes and targets."""

import re
from collections import defaultdict

from tests.sample_data.shipped import rows


def test_the_plan_has_6_goals_45_measures_5_themes_and_23_links() -> None:
    elements = rows("azumino/elements.csv")
    goals = [row for row in elements if row["depth"] == "0"]
    measures = [row for row in elements if row["depth"] == "1"]
    assert (len(goals), len(measures)) == (6, 45)
    assert len(rows("azumino/themes.csv")) == 5
    links = rows("azumino/theme_links.csv")
    assert len(links) == 23
    assert len({row["measure_code"] for row in links}) == 19


def test_codes_follow_the_numbering_of_their_level() -> None:
    elements = rows("azumino/elements.csv")
    numbering = {row["depth"]: row["numbering"] for row in rows("azumino/levels.csv")}
    counted: dict[str, int] = defaultdict(int)
    for row in elements:
        counted[row["parent_code"]] += 1
        expected = numbering[row["depth"]].format(
            parent=row["parent_code"], n=counted[row["parent_code"]]
        )
        assert row["code"] == expected


def test_links_name_themes_and_measures_that_exist() -> None:
    themes = {row["name"] for row in rows("azumino/themes.csv")}
    codes = {row["code"] for row in rows("azumino/elements.csv") if row["depth"] == "1"}
    for row in rows("azumino/theme_links.csv"):
        assert row["theme"] in themes
        assert row["measure_code"] in codes
        assert row["initiative"].endswith("。")


def test_each_theme_has_two_aims_without_bullets() -> None:
    for row in rows("azumino/themes.csv"):
        aims = row["aims"].split("\n")
        assert len(aims) == 2
        assert all(aim.endswith("。") and not aim.startswith("・") for aim in aims)


def luminance(colour: str) -> float:
    """Return the relative luminance of #RRGGBB (WCAG 2.1)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_goals_have_colours_that_carry_white_text_and_measures_have_none() -> None:
    colours = []
    for row in rows("azumino/elements.csv"):
        if row["depth"] == "0":
            assert re.fullmatch(r"#[0-9A-F]{6}", row["colour"])
            assert 1.05 / (luminance(row["colour"]) + 0.05) >= 4.5
            colours.append(row["colour"])
        else:
            assert row["colour"] == ""
    assert len(set(colours)) == 6


def test_the_period_and_the_targets_are_those_of_the_plan() -> None:
    profile = {row["key"]: row["value"] for row in rows("azumino/profile.csv")}
    assert (profile["first_year"], profile["last_year"]) == ("2023", "2027")
    targets = {
        (row["quantity"], row["from_year"], row["to_year"]): row["value"]
        for row in rows("azumino/population_targets.csv")
    }
    assert targets == {
        ("total_population", "2025", "2025"): "92500",
        ("total_population", "2040", "2040"): "86000",
        ("total_population_before_revision", "2040", "2040"): "85000",
        ("natural_change_per_year", "2023", "2025"): "-582",
        ("natural_change_per_year", "2026", "2030"): "-681",
        ("social_change_per_year", "2023", "2025"): "233",
        ("social_change_per_year", "2026", "2030"): "263",
    }

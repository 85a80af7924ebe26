"""The data that ship with the program agree with their sources and with themselves."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench import places

SHARED = Path(__file__).resolve().parents[1].parent / "shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "reference").is_dir(), reason="the source material ../shared is not here"
)
FOLDERS = ("azumino", "japan", "nagano")
CITY = "20220"


def rows(name: str) -> list[dict[str, str]]:
    with (places.data() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def source_rows(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def all_files() -> Iterator[Path]:
    for folder in FOLDERS:
        yield from sorted((places.data() / folder).glob("*.csv"))


def cells() -> dict[tuple[str, int, str, str, str], int]:
    """Return every population cell, keyed by set, year, sex, age_from and age_to."""
    return {
        (row["set"], int(row["year"]), row["sex"], row["age_from"], row["age_to"]): int(
            row["persons"]
        )
        for row in rows("azumino/population_cells.csv")
    }


def age_key(label: str) -> tuple[str, str]:
    if label == "total":
        return "0", ""
    if label == "unknown":
        return "", ""
    if label.endswith("+"):
        return label[:-1], ""
    start, end = label.split("-")
    return start, end


# --- form of the files -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", list(all_files()), ids=lambda path: f"{path.parent.name}-{path.name}"
)
def test_files_are_plain_utf8_with_lf_and_even_rows(path: Path) -> None:
    raw = path.read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    assert len(table) > 1
    assert {len(row) for row in table} == {len(table[0])}
    assert all(cell == cell.strip() for row in table for cell in row)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_source_key_resolves_and_every_source_is_used(folder: str) -> None:
    keys = [row["key"] for row in rows(f"{folder}/sources.csv")]
    assert len(set(keys)) == len(keys)
    used = set()
    for path in all_files():
        if path.parent.name == folder and path.name != "sources.csv":
            for row in rows(f"{folder}/{path.name}"):
                if "source" in row:
                    used.add(row["source"])
    assert used == set(keys)


def test_no_row_is_repeated() -> None:
    for path in all_files():
        with path.open(encoding="utf-8", newline="") as file:
            table = [tuple(row) for row in csv.reader(file)]
        assert len(set(table)) == len(table), path.name


# --- the plan --------------------------------------------------------------------------------


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


# --- population ------------------------------------------------------------------------------


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


# --- vital events ----------------------------------------------------------------------------


def events() -> dict[tuple[int, str], int]:
    return {
        (int(row["calendar_year"]), row["quantity"]): int(row["value"])
        for row in rows("azumino/vital_events.csv")
    }


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


# --- national rates --------------------------------------------------------------------------


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


# --- figure by figure against the material ----------------------------------------------------


@needs_shared
def test_population_cells_are_those_of_the_material() -> None:
    held = cells()
    for row in source_rows("reference/azumino_population_sex_age5.csv"):
        dataset = f"census{row['year']}" if row["dataset"] == "census" else row["dataset"]
        key = (dataset, int(row["year"]), row["sex"], *age_key(row["age"]))
        if key in held:
            ours = held.pop(key)
        else:  # a sum we left out
            by_sex = [
                value
                for of_key, value in cells().items()
                if of_key[:2] == key[:2]
                and (row["sex"] == "both" or of_key[2] == row["sex"])
                and of_key[2] != "both"
                and (row["age"] == "total" or of_key[3:] == key[3:])
            ]
            ours = sum(by_sex)
        assert ours == int(row["population"]), key
    for row in source_rows("reference/ipss2023_totals.csv"):
        if row["area_code"] == CITY:
            for column, ages in (
                ("total", ("0", "")),
                ("age0_14", ("0", "14")),
                ("age15_64", ("15", "64")),
                ("age65plus", ("65", "")),
            ):
                assert held.pop(("ipss2023", int(row["year"]), "both", *ages)) == int(row[column])
    assert {key[0][:10] for key in held} == {"census2020"}


@needs_shared
def test_vital_events_are_those_of_the_material() -> None:
    held = events()
    for row in source_rows("reference/azumino_vital_events_2014_2024.csv"):
        year = int(row.pop("calendar_year"))
        for quantity, value in row.items():
            assert held.pop((year, quantity.removesuffix("_next_jan1"))) == int(value)
    assert not held


@needs_shared
def test_sub_areas_targets_and_tfr_are_those_of_the_material() -> None:
    held = cells()
    households = {
        (row["area_code"], row["year"]): row["households"]
        for row in rows("azumino/area_households.csv")
    }
    names = {row["code"]: row["name"] for row in rows("azumino/areas.csv")}
    for row in source_rows("reference/azumino_subareas_census2020.csv"):
        code = row["code"]
        assert names[code] == row["area"]
        assert households[code, "2020"] == row["households"]
        assert households[code, "2015"] == row["households_2015"]
        key = "census2020" if code == CITY else f"census2020_{code}"
        assert held[key, 2020, "male", "0", ""] == int(row["male"])
        assert held[key, 2020, "female", "0", ""] == int(row["female"])
        key_2015 = "census2015" if code == CITY else key
        published = int(row["population_2015_same_boundary"])
        assert held[key_2015, 2015, "both", "0", ""] == published
    ours = [
        (row["quantity"], row["from_year"], row["to_year"], row["value"], row["unit"])
        for row in rows("azumino/population_targets.csv")
    ]
    assert ours == [
        (r["quantity"], r["from_fiscal_year"], r["to_fiscal_year"], r["value"], r["unit"])
        for r in source_rows("reference/azumino_targets.csv")
    ]
    assert [(r["from_year"], r["to_year"], r["tfr"]) for r in rows("azumino/tfr.csv")] == [
        (r["from_year"], r["to_year"], r["tfr"]) for r in source_rows("reference/azumino_tfr.csv")
    ]


@needs_shared
def test_national_rates_are_those_of_the_material() -> None:
    held = {
        (row["year"], row["sex"], row["from_label"], row["into_age_from"]): float(row["ratio"])
        for row in rows("japan/survival_5yr.csv")
    }
    for row in source_rows("reference/japan_survival_5yr.csv"):
        start, into = row.pop("transition").split("->")
        for column, value in row.items():
            sex, year = column.split("_")
            assert held.pop((year, sex, start, age_key(into)[0])) == float(value)
    assert not held
    dying = {
        (row["year"], row["sex"], row["age"]): float(row["qx"])
        for row in rows("japan/life_table_qx.csv")
    }
    for row in source_rows("reference/japan_life_table_qx.csv"):
        age = row.pop("age")
        for column, value in row.items():
            if value:
                sex = "male" if column.endswith("M") else "female"
                assert dying.pop((column[2:6], sex, age)) == float(value)
    assert not dying
    single = {
        (row["year"], row["age"]): float(row["births_per_woman_year"])
        for row in rows("japan/asfr_single_age.csv")
    }
    for row in source_rows("reference/japan_asfr_single_age.csv"):
        for year in ("2010", "2015", "2020"):
            assert single.pop((year, row["age"])) == float(row[f"ASFR{year}"])
    assert not single
    assert [
        (r["year"], f"{r['age_from']}-{r['age_to']}", r["births_per_woman_year"])
        for r in rows("japan/asfr_5yr.csv")
    ] == [
        (r["year"], r["age"], r["births_per_woman_year"])
        for r in source_rows("reference/japan_asfr_5yr.csv")
    ]


@needs_shared
def test_nagano_figures_are_those_of_the_material() -> None:
    ours = rows("nagano/ipss2018_vs_census2020.csv")
    for row in ours:
        del row["source"]
    assert ours == source_rows("reference/nagano_ipss2018_vs_census2020.csv")
    held = {
        (row["year"], row["age_from"], row["age_to"]): row["persons"]
        for row in rows("nagano/ipss2023.csv")
    }
    for row in source_rows("reference/ipss2023_totals.csv"):
        if row["area_code"] == "20000":
            assert held.pop((row["year"], "0", "")) == row["total"]
            assert held.pop((row["year"], "0", "14")) == row["age0_14"]
            assert held.pop((row["year"], "15", "64")) == row["age15_64"]
            assert held.pop((row["year"], "65", "")) == row["age65plus"]
    assert not held


@needs_shared
def test_the_words_of_the_plan_are_those_of_the_material() -> None:
    text = (SHARED / "plan/azumino_basic_plan_chapter3.txt").read_text(encoding="utf-8")
    profile = {row["key"]: row["value"] for row in rows("azumino/profile.csv")}
    assert profile["vision"] in text
    assert f"{profile['title']} {profile['subtitle']}" in text.translate(
        str.maketrans("０１２３４５６７８９", "0123456789")
    )
    for theme in rows("azumino/themes.csv"):
        assert theme["name"] in text
        for aim in theme["aims"].split("\n"):
            assert f"・{aim}" in text
    ours = [(r["parent_code"], r["code"], r["name"]) for r in rows("azumino/elements.csv")]
    for row in source_rows("plan/measures.csv"):
        assert (row["目標番号"], row["施策コード"], row["施策名"]) in ours
        assert ("", row["目標番号"], row["目標"]) in ours
    links = [
        (r["theme"], r["measure_code"], r["initiative"]) for r in rows("azumino/theme_links.csv")
    ]
    assert links == [
        (r["価値創出プロジェクト"], r["施策コード"], r["主な取組"])
        for r in source_rows("plan/theme_links.csv")
    ]

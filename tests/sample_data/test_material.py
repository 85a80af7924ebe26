"""The files that ship are those of the material they were made from."""

import csv
from pathlib import Path

import pytest

from tests.sample_data.shipped import CITY, cells, events, rows

SHARED = Path(__file__).resolve().parents[3] / "shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "reference").is_dir(), reason="the source material ../shared is not here"
)


def source_rows(name: str) -> list[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def age_key(label: str) -> tuple[str, str]:
    if label == "total":
        return "0", ""
    if label == "unknown":
        return "", ""
    if label.endswith("+"):
        return label[:-1], ""
    start, end = label.split("-")
    return start, end


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

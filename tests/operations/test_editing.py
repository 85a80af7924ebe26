"""Editing the plan's words: one step each, in a planner's words, never an empty name."""

import pytest

from workbench.errors import PersonError
from workbench.operations import history
from workbench.operations.editing import (
    ELEMENT_DESCRIPTION,
    ELEMENT_NAME,
    FIELDS,
    INITIATIVE,
    VISION,
    edit_text,
)
from workbench.operations.scenarios import set_assumptions
from workbench.store import journal, queries
from workbench.store.planfile import PlanFile


def measure_id(plan_file: PlanFile, code: str) -> int:
    plan = queries.load_plan(plan_file.database)
    return next(element.id for element in plan.elements if element.code == code)


def test_a_renamed_measure_is_described_as_a_planner_would(plan_file: PlanFile) -> None:
    outcome = edit_text(
        plan_file.database, ELEMENT_NAME, measure_id(plan_file, "4-10"), "移住の推進"
    )
    assert outcome.entry is not None
    assert history.describe(outcome.entry) == (
        "4-10 移住・定住の推進の名称を「移住・定住の推進」→「移住の推進」"
    )
    assert outcome.tables == {"element"}


def fill(plan_file: PlanFile) -> None:
    """Give the sample an indicator and an initiative, which it has none of."""
    with journal.transaction(plan_file.database, "test") as change:
        row = {"element_id": 2, "position": 1, "name": "記入例"}
        change.insert("indicator", row)
        change.insert("initiative", row)


@pytest.mark.parametrize("field", FIELDS.values(), ids=lambda field: field.key)
def test_every_field_can_be_edited_and_taken_back(plan_file: PlanFile, field) -> None:
    def held() -> str:
        query = f"SELECT {field.column} FROM {field.table} WHERE id = 1"
        return str(plan_file.database.rows(query)[0][0])

    fill(plan_file)
    before = held()
    edit_text(plan_file.database, field, 1, "新しい文{n}")
    assert held() == "新しい文{n}"
    history.undo(plan_file.database)
    assert held() == before


def test_a_name_cannot_be_left_empty(plan_file: PlanFile) -> None:
    with pytest.raises(PersonError) as raised:
        edit_text(plan_file.database, ELEMENT_NAME, 1, "　 ")
    assert raised.value.code == "text.empty"
    assert journal.next_undo(plan_file.database) is None


def test_a_description_can_be_emptied(plan_file: PlanFile) -> None:
    edit_text(plan_file.database, ELEMENT_DESCRIPTION, 1, "説明")
    edit_text(plan_file.database, ELEMENT_DESCRIPTION, 1, "")
    assert queries.load_plan(plan_file.database).elements[0].description == ""


def test_editing_what_is_gone_says_so(plan_file: PlanFile) -> None:
    with pytest.raises(PersonError) as raised:
        edit_text(plan_file.database, INITIATIVE, 9999, "x")
    assert raised.value.code == "plan.gone"


def test_markup_and_sql_in_a_text_stay_text(plan_file: PlanFile) -> None:
    text = "'); DROP TABLE element; -- <b>&amp;</b> #set page() $x$"
    edit_text(plan_file.database, VISION, 1, text)
    assert queries.load_profile(plan_file.database).vision == text


def test_the_levers_of_a_scenario_are_one_step_for_one_drag(plan_file: PlanFile) -> None:
    scenario = queries.load_scenarios(plan_file.database)[0]
    set_assumptions(plan_file.database, scenario.id, {"tfr": 1.8, "families_30s": 20})
    outcome = set_assumptions(plan_file.database, scenario.id, {"tfr": 1.8, "families_30s": 30})
    assert outcome.entry is not None
    assert outcome.entry.details["changes"] == [["families_30s", 20, 30]]
    assert history.describe(outcome.entry).endswith("移住世帯（30代夫婦・子ども1人） 20 → 30")
    history.undo(plan_file.database)
    held = queries.load_scenarios(plan_file.database)[0]
    assert held.assumptions == {"tfr": 1.8, "families_30s": 20}
    history.undo(plan_file.database)
    assert queries.load_scenarios(plan_file.database)[0].assumptions == {}


def test_a_first_text_and_one_taken_away_are_not_told_as_changes(plan_file: PlanFile) -> None:
    measure = measure_id(plan_file, "4-10")
    told = [
        edit_text(plan_file.database, FIELDS["element.description"], measure, text).entry
        for text in ("窓口を一つにする。（記入例）", "")
    ]
    assert [history.describe(entry) for entry in told if entry is not None] == [
        "4-10 移住・定住の推進の説明に「窓口を一つにする。（記入例）」と入力",
        "4-10 移住・定住の推進の説明「窓口を一つにする。（記入例）」を空欄に",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "家族👨‍👩‍👧‍👦のまち",
        "𠮷野家　髙橋　葛󠄀城",  # outside the BMP, a compatibility character, a variation selector
        "か\u3099く e\u0301",
        "\u202eabc אב",
        "a\0b\x07",
        "\ue000外字",
        "長い名称" * 2_500,
    ],
)
def test_whatever_characters_a_text_has_come_back_as_they_were(
    plan_file: PlanFile, text: str
) -> None:
    measure = measure_id(plan_file, "4-10")
    before = queries.load_plan(plan_file.database)
    edit_text(plan_file.database, ELEMENT_DESCRIPTION, measure, text)
    plan_file.save()
    with PlanFile.open(plan_file.path, read_only=True) as saved:
        assert queries.load_plan(saved.database).element(measure).description == text
    journal.undo(plan_file.database)
    assert queries.load_plan(plan_file.database) == before


def test_half_a_character_is_refused_in_words_and_nothing_is_written(plan_file: PlanFile) -> None:
    before = queries.load_plan(plan_file.database)
    with pytest.raises(PersonError, match="U\\+D842") as refused:
        edit_text(plan_file.database, ELEMENT_NAME, measure_id(plan_file, "4-10"), "\ud842野家")
    assert refused.value.code == "text.half_a_character"
    assert queries.load_plan(plan_file.database) == before

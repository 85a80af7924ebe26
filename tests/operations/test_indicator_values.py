"""Values typed, pasted, copied: never text for a number, never half a paste."""

import pytest

from workbench.operations import history
from workbench.operations.clipboard import read_clipboard
from workbench.operations.indicator_values import (
    Grid,
    Slot,
    copied,
    paste,
    set_value,
    type_value,
)
from workbench.operations.indicators import (
    IndicatorFields,
    add_indicator,
    delete_indicators,
    move_indicators,
    update_indicator,
)
from workbench.operations.lookups import made_id
from workbench.operations.years import close_year, open_year
from workbench.plan.structure import Accumulation, Direction, Role
from workbench.plan.values import Kind, Value, number, words
from workbench.store.database import Database
from workbench.store.journal import transaction
from workbench.store.queries import load_departments, load_indicator_values, load_plan

from .conftest import refused

TARGET = Slot(1, Role.TARGET, 2027)
GRID = Grid(((1, Role.ACTUAL), (2, Role.ACTUAL)), (2023, 2024, 2025))


def held(database: Database) -> dict[Slot, Value]:
    return {
        Slot(one.indicator_id, one.role, one.fiscal_year): one.value
        for one in load_indicator_values(database)
    }


class TestOneValue:
    def test_the_history_says_it_as_a_planner_would(self, small: Database) -> None:
        set_value(small, TARGET, number(120))
        outcome = set_value(small, TARGET, number(150))
        assert outcome.entry is not None
        said = history.describe(outcome.entry)
        assert said == "施策 1-1「移住者数」の目標値 令和9年度を 120 → 150"

    def test_a_value_taken_away_is_gone_and_no_zero(self, small: Database) -> None:
        outcome = type_value(small, TARGET, " ")
        assert TARGET not in held(small)
        assert outcome.entry is not None
        assert history.describe(outcome.entry).endswith("150 → （空欄）")

    def test_the_same_value_again_is_no_step(self, small: Database) -> None:
        assert set_value(small, TARGET, number(150)).entry is None

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("１，２３４", number(1234)),
            ("△12", number(-12)),
            ("12人", number(12)),
            ("－", Value(Kind.NONE)),
            ("(集計中)", Value(Kind.PENDING)),
            ("…", Value(Kind.UNKNOWN)),
            ("0", number(0)),
        ],
    )
    def test_it_may_be_typed_as_sheets_write_it(self, small: Database, text, value) -> None:
        type_value(small, TARGET, text)
        assert held(small)[TARGET] == value

    @pytest.mark.parametrize("text", ["設置", "約120", "120以上", "1/2", "〃", "3～5", "=1+1"])
    def test_text_where_a_number_belongs_is_refused(self, small: Database, text: str) -> None:
        error = refused("value.not_a_number", type_value, small, TARGET, text)
        assert text in str(error)
        assert held(small)[TARGET] == number(150)

    def test_an_indicator_in_words_takes_words(self, small: Database) -> None:
        update_indicator(small, 1, {"direction": Direction.WORD})
        type_value(small, TARGET, "設置")
        assert held(small)[TARGET] == words("設置")

    def test_another_unit_is_converted_or_refused(self, small: Database) -> None:
        update_indicator(small, 1, {"unit": "千円"})
        type_value(small, TARGET, "5百万円")
        assert held(small)[TARGET] == number(5000)
        refused("value.unit", type_value, small, TARGET, "12人")

    def test_a_typed_value_no_longer_comes_from_a_workbook(self, small: Database) -> None:
        with transaction(small, "test") as change:
            source = change.insert("source", {"kind": "workbook", "title": "記入例.xlsx"})
            value_id = small.rows("SELECT id FROM indicator_value WHERE role = 'target'")[0]["id"]
            change.update("indicator_value", value_id, {"source_id": source, "cell": "C4"})
        set_value(small, TARGET, number(1))
        (value,) = [one for one in load_indicator_values(small, [1]) if one.role is Role.TARGET]
        assert value.provenance is None

    def test_a_closed_year_can_only_be_read(self, small: Database) -> None:
        open_year(small, 2023)
        close_year(small, 2023)
        refused("year.closed", set_value, small, Slot(1, Role.ACTUAL, 2023), number(1))
        set_value(small, Slot(1, Role.ACTUAL, 2024), number(1))


class TestPasting:
    def test_a_block_is_one_step(self, small: Database) -> None:
        outcome = paste(small, GRID, 0, 1, "121\t１３０\r\n11\t(集計中)\r\n")
        found = held(small)
        assert found[Slot(1, Role.ACTUAL, 2024)] == number(121)
        assert found[Slot(1, Role.ACTUAL, 2025)] == number(130)
        assert found[Slot(2, Role.ACTUAL, 2025)] == Value(Kind.PENDING)
        assert outcome.entry is not None
        assert history.describe(outcome.entry) == "4件の値を記録"
        history.undo(small)
        assert Slot(1, Role.ACTUAL, 2024) not in held(small)

    def test_an_empty_cell_takes_a_value_away(self, small: Database) -> None:
        paste(small, GRID, 0, 0, "\t5")
        assert Slot(1, Role.ACTUAL, 2023) not in held(small)
        assert held(small)[Slot(1, Role.ACTUAL, 2024)] == number(5)

    def test_text_among_the_figures_keeps_all_of_it_out_and_names_its_place(
        self, small: Database
    ) -> None:
        before = held(small)
        error = refused("value.not_a_number", paste, small, GRID, 0, 0, "1\t2\n3\tだいたい\n")
        assert error.place == "待機児童数 実績値 令和6年度"
        assert held(small) == before

    @pytest.mark.parametrize("text", ["1\t2\t3\t4", "1\n2\n3"])
    def test_a_block_larger_than_the_grid_is_refused(self, small: Database, text: str) -> None:
        before = held(small)
        refused("paste.too_large", paste, small, GRID, 0, 0, text)
        refused("paste.too_large", paste, small, GRID, 1, 2, "1\t2")
        assert held(small) == before

    def test_a_closed_year_in_the_block_keeps_all_of_it_out(self, small: Database) -> None:
        open_year(small, 2023)
        close_year(small, 2023)
        before = held(small)
        refused("year.closed", paste, small, GRID, 0, 0, "1\t2")
        assert held(small) == before

    def test_a_cell_may_hold_a_line_break_in_quotes(self) -> None:
        assert read_clipboard('"一\r\n二"\t2\r\n3\t"""x"""') == [["一\n二", "2"], ["3", '"x"']]

    def test_what_is_copied_can_be_pasted_back(self, small: Database) -> None:
        set_value(small, Slot(2, Role.ACTUAL, 2024), Value(Kind.PENDING))
        set_value(small, Slot(1, Role.ACTUAL, 2025), number(-0.5))
        before = held(small)
        slots = [[GRID.slot(line, column) for column in range(3)] for line in range(2)]
        text = copied(small, GRID, slots)
        assert text == "110\t\t-0.5\n12\t(集計中)\t\n"
        assert paste(small, GRID, 0, 0, text).entry is None
        assert held(small) == before


class TestIndicators:
    def test_one_is_added_with_its_fields_and_its_departments_are_remembered(
        self, small: Database
    ) -> None:
        fields = IndicatorFields(
            "件",
            Direction.LESS,
            "定義",
            "出典",
            "防災課",
            1,
            Accumulation.YEARLY,
            2,
            "消防課・政策経営課",
        )
        made = made_id(add_indicator(small, 5, "新しい指標", fields))
        added = next(one for one in load_plan(small).indicators if one.id == made)
        assert (added.accumulation, added.survey_interval) == (Accumulation.YEARLY, 2)
        assert added.joint_departments == "消防課、政策経営課"
        assert [one.name for one in load_departments(small)] == [
            "政策経営課", "こども課", "防災課", "消防課"
        ]  # fmt: skip

    def test_changes_of_several_fields_are_one_step_in_words(self, small: Database) -> None:
        outcome = update_indicator(small, 1, {"unit": "世帯", "direction": Direction.LESS})
        assert outcome.entry is not None
        assert history.describe(outcome.entry) == (
            "1-1 移住者数：単位 人 → 世帯、目指す方向 増加を目指す → 減少を目指す"
        )
        history.undo(small)
        assert load_plan(small).indicators[0].direction is Direction.MORE

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"name": " "}, "name.empty"),
            ({"decimals": -1}, "indicator.decimals"),
            ({"survey_interval": 0}, "indicator.survey_interval"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, small: Database, changes, code: str) -> None:
        refused(code, update_indicator, small, 1, changes)

    def test_fields_that_there_are_not_never_reach_the_file(self, small: Database) -> None:
        with pytest.raises(ValueError, match="no fields"):
            update_indicator(small, 1, {"element_id": 5})

    def test_one_moves_to_another_measure(self, small: Database) -> None:
        move_indicators(small, [1], 4, 0)
        assert [one.name for one in load_plan(small).indicators_of(4)] == ["移住者数", "待機児童数"]

    def test_one_is_deleted_with_its_values_unless_a_year_is_closed(self, small: Database) -> None:
        delete_indicators(small, [1])
        assert {slot.indicator_id for slot in held(small)} == {2}
        open_year(small, 2023)
        close_year(small, 2023)
        refused("year.closed", delete_indicators, small, [2])

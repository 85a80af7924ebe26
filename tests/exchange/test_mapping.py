"""A mapping that was confirmed once serves the sheets that resemble it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from workbench.exchange.fields import Field
from workbench.exchange.gathering import Held
from workbench.exchange.guidance import SKIP, Guidance, SaidTable
from workbench.exchange.importing import propose_workbook
from workbench.exchange.mapping import (
    SheetMapping,
    Suggestion,
    confirmed,
    fingerprint,
    masked,
    recalled,
    resemblance,
    suggest_table,
    with_field,
)
from workbench.exchange.proposals import ImportProposal
from workbench.exchange.remembering import remembered_on
from workbench.exchange.table_areas import area_of
from workbench.exchange.tables import Column, Table, find_table, table_at
from workbench.exchange.workbooks import Cell, Sheet, Workbook
from workbench.plan.structure import IndicatorValue, Plan, Role
from workbench.plan.values import number


def sheet_of(*rows: Sequence[Cell], name: str = "実績") -> Sheet:
    width = max(map(len, rows))
    return Sheet(name, True, tuple((*row, *[None] * (width - len(row))) for row in rows))


LAST_YEAR = sheet_of(
    ["No", "基本施策", "まちの指標", "単位", "R5", "R6", "目安（R9）", "所属"],
    ["1-1", "健康づくりの推進", "特定健診受診率", "％", 45.2, 46.8, 60.0, "健康課"],
    ["1-2", "子育て支援の充実", "保育所待機児童数", "人", 3.0, 2.0, 0.0, "子育て課"],
)
THIS_YEAR = sheet_of(
    ["No", "基本施策", "まちの指標", "単位", "R6", "R7", "目安（R10）", "所属"],
    ["1-1", "健康づくりの推進", "特定健診受診率", "％", 46.8, 47.5, 61.0, "健康課"],
    ["1-2", "子育て支援の充実", "保育所待機児童数", "人", 2.0, 1.0, 0.0, "子育て課"],
)


def proposed(
    sheet: Sheet,
    plan: Plan,
    values: Sequence[IndicatorValue] = (),
    guidance: Guidance | None = None,
) -> ImportProposal:
    held = Held(plan, values, (), "20220", guidance=guidance or Guidance())
    return propose_workbook(Workbook("調査票.xlsx", "00", "xlsx", (sheet,)), held)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("実績値", "令和6年度"), "実績値#"),
        (("実績値", "令和元年度"), "実績値#"),
        (("R7",), "#"),
        (("目標値（令和9（2027）年度）",), "目標値#"),
        (("2023年度",), "#"),
        (("指標名",), "指標名"),
        (("元気な高齢者",), "元気な高齢者"),
        (("KPI1",), "kpi1"),
    ],
)
def test_years_are_masked_in_a_fingerprint_and_nothing_else(
    parts: tuple[str, ...], name: str
) -> None:
    assert masked(Column(0, parts)) == name


def suggest(sheet: Sheet, plan: Plan, remembered: Sequence[SheetMapping] = ()) -> Suggestion | None:
    recalled_tables = remembered_on(sheet, remembered)
    table = find_table(sheet)
    if recalled_tables or table is None:
        return next(iter(recalled_tables), None)
    return suggest_table(table, plan)


def said(table: Table, mapping: SheetMapping) -> Guidance:
    return Guidance(tables={table.sheet.name: (SaidTable(area_of(table), mapping),)})


def test_next_years_sheet_resembles_this_years_and_another_sheet_does_not() -> None:
    last, this = find_table(LAST_YEAR), find_table(THIS_YEAR)
    other = find_table(sheet_of(["品名", "数量", "単価"], ["机", 3.0, 4.0], ["椅子", 4.0, 5.0]))
    assert last is not None
    assert this is not None
    assert other is not None

    assert resemblance(fingerprint(last), fingerprint(this)) == 1.0
    assert resemblance(fingerprint(last), fingerprint(other)) == 0.0
    assert resemblance((), ()) == 0.0


def test_columns_without_a_known_name_are_taken_for_what_stands_in_them(plan: Plan) -> None:
    sheet = sheet_of(
        ["記号", "体系", "成果指標", "はかり", "令和6年度", "窓口"],
        ["1-1", "健康づくりの推進", "受診率", "％", 45.0, "健康課"],
        ["1-2", "子育て支援の充実", "待機児童数", "人", 3.0, "子育て課"],
        ["1-3", "防災体制の強化", "組織率", "％", 80.0, "危機管理室"],
    )

    suggestion = suggest(sheet, plan)

    assert suggestion is not None
    assert [meaning.field if meaning else None for meaning in suggestion.meanings] == [
        Field.MEASURE_CODE,
        Field.MEASURE_NAME,
        Field.INDICATOR_NAME,
        Field.UNIT,
        Field.VALUE,
        Field.DEPARTMENT,
    ]
    assert suggestion.meanings[0] is not None
    assert suggestion.meanings[0].confidence < 1
    assert not suggestion.remembered


def test_a_mapping_is_suggested_corrected_remembered_and_offered_next_year(plan: Plan) -> None:
    first = suggest(LAST_YEAR, plan)
    assert first is not None
    assert first.confidence == 0
    corrected = with_field(first, 2, Field.INDICATOR_NAME)
    corrected = with_field(corrected, 6, Field.VALUE, role=Role.TARGET, fiscal_year=2027)
    assert corrected.confidence > 0.5

    kept = confirmed(corrected.table, corrected.meanings)
    restored = SheetMapping.from_json(kept.to_json())
    assert restored == kept
    again = suggest(THIS_YEAR, plan, [restored])

    assert again is not None
    assert again.remembered
    meanings = {meaning.column.index: meaning for meaning in again.meanings if meaning}
    assert meanings[2].field is Field.INDICATOR_NAME
    assert [meanings[index].year.fiscal_year for index in (4, 5, 6)] == [2024, 2025, 2028]  # type: ignore[union-attr]
    assert meanings[6].role is Role.TARGET


def test_a_confirmed_mapping_is_what_the_import_reads(plan: Plan) -> None:
    suggestion = suggest(LAST_YEAR, plan)
    assert suggestion is not None
    unread = proposed(LAST_YEAR, plan)
    assert not unread.recognised

    named = with_field(suggestion, 2, Field.INDICATOR_NAME)
    mapping = confirmed(named.table, named.meanings)
    proposal = proposed(LAST_YEAR, plan, guidance=said(suggestion.table, mapping))

    assert [change.indicator.name for change in proposal.indicators] == [
        "特定健診受診率",
        "保育所待機児童数",
    ]
    assert [value.fiscal_year for value in proposal.values][:2] == [2023, 2024]


def test_a_column_that_was_left_out_stays_left_out(plan: Plan) -> None:
    suggestion = suggest(LAST_YEAR, plan)
    assert suggestion is not None
    named = with_field(with_field(suggestion, 2, Field.INDICATOR_NAME), 4, None)
    mapping = confirmed(named.table, named.meanings)

    proposal = proposed(LAST_YEAR, plan, guidance=said(suggestion.table, mapping))

    assert 2023 not in {value.fiscal_year for value in proposal.values}


def test_a_header_that_was_moved_is_remembered_with_its_rows(plan: Plan) -> None:
    sheet = sheet_of(
        ["施策番号", "指標名", "R5", "R6"],
        ["記入例", "記入例", 0.0, 0.0],
        ["1-1", "受診率", 45.0, 46.0],
    )
    table = table_at(sheet, (0,), 2, 2)
    meanings = recalled(confirmed(table, ()), table)
    mapping = confirmed(table, meanings, shown=True)
    assert (mapping.header_rows, mapping.first_row, mapping.last_row) == ((0,), 2, 2)

    kept = replace(
        mapping,
        columns=tuple(
            replace(column, field=field, role=role)
            for column, field, role in zip(
                mapping.columns,
                (Field.MEASURE_CODE, Field.INDICATOR_NAME, Field.VALUE, Field.VALUE),
                (None, None, Role.ACTUAL, Role.ACTUAL),
                strict=True,
            )
        ),
    )
    proposal = proposed(sheet, plan, guidance=said(table, kept))
    assert [change.new.name for change in proposal.indicators if change.new] == ["受診率"]
    assert {value.fiscal_year for value in proposal.values} == {2023, 2024}


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"columns": [{"name": 1}]}'])
def test_text_that_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        SheetMapping.from_json(text)


# -- decisions -------------------------------------------------------------------------------------

DOUBTFUL = sheet_of(
    ["施策番号", "施策名", "指標名", "単位", "令和5年度", "令和6年度"],
    ["1-2", "健康づくりの推進", "歩数", "歩", 1.0, 2.0],
    ["1-1", "健康づくりの推進", "特定健診の受診率", "％", 45.2, 0.468],
    ["1-3", "防災体制の強化", "訓練の参加者", "人", "(12)", "29（4）"],
)


def decisions(**chosen: str) -> Guidance:
    return Guidance(decisions={("実績", cell): key for cell, key in chosen.items()})


def test_every_doubt_offers_its_choices(plan: Plan) -> None:
    proposal = proposed(DOUBTFUL, plan)

    offered = {
        finding.cell: [choice.key for choice in finding.choices]
        for finding in proposal.findings
        if finding.needs_decision
    }
    assert offered == {
        "A2": ["element:3", "element:2"],
        "C3": ["indicator:11", "new"],
        "F3": ["share", "figure"],
        "E4": ["negative", "figure"],
        "F4": ["figure"],
    }


def test_decisions_bring_rows_and_cells_in_as_they_say(plan: Plan) -> None:
    guidance = decisions(A2="element:2", C3="indicator:11", F3="share", E4="negative", F4="figure")

    proposal = proposed(DOUBTFUL, plan, guidance=guidance)

    assert not proposal.needs_decision
    indicators = {change.key: change.indicator for change in proposal.indicators}
    read = {(indicators[value.key].name, value.fiscal_year): value.new for value in proposal.values}
    assert read == {
        ("歩数", 2023): number(1),
        ("歩数", 2024): number(2),
        ("特定健診受診率", 2023): number(45.2),
        ("特定健診受診率", 2024): number(46.8),
        ("訓練の参加者", 2023): number(-12),
        ("訓練の参加者", 2024): number(29),
    }
    assert indicators["実績!2"].element_id == 2


def test_what_is_left_out_no_longer_asks(plan: Plan) -> None:
    guidance = decisions(A2=SKIP, C3="new", F3="figure", E4=SKIP, F4=SKIP)

    proposal = proposed(DOUBTFUL, plan, guidance=guidance)

    assert not proposal.needs_decision
    assert [change.indicator.name for change in proposal.indicators if change.new] == [
        "特定健診の受診率",
        "訓練の参加者",
    ]
    assert number(0.468) in [value.new for value in proposal.values]


def test_a_decision_that_fits_no_choice_changes_nothing(plan: Plan) -> None:
    proposal = proposed(DOUBTFUL, plan, guidance=decisions(A2="element:99", E4="nonsense"))

    assert {"A2", "E4"} <= {finding.cell for finding in proposal.findings if finding.needs_decision}


def test_a_year_that_a_person_sets_against_the_header_moves_on_with_it(plan: Plan) -> None:
    last, this = find_table(LAST_YEAR), find_table(THIS_YEAR)
    assert last is not None
    assert this is not None
    suggestion = suggest(LAST_YEAR, plan)
    assert suggestion is not None
    said = with_field(suggestion, 5, Field.VALUE, role=Role.ACTUAL, fiscal_year=2023)
    mapping = SheetMapping.from_json(confirmed(said.table, said.meanings).to_json())
    years = [meaning.year.fiscal_year for meaning in recalled(mapping, this)
             if meaning and meaning.year]  # fmt: skip
    # R6, R7 less one, R10.
    assert years == [2024, 2024, 2028]


def test_columns_named_one_after_the_other_are_kept_until_they_suffice(plan: Plan) -> None:
    sheet = sheet_of(["番", "なまえ", "あたい"], ["1-1", "歩数", 3.0], ["1-2", "教室", 4.0])
    table = find_table(sheet)
    assert table is not None
    suggestion = with_field(suggest(sheet, plan), 0, Field.MEASURE_CODE)  # type: ignore[arg-type]
    for column, field in ((0, Field.MEASURE_CODE), (1, Field.INDICATOR_NAME)):
        suggestion = with_field(suggestion, column, field)
        guidance = said(suggestion.table, confirmed(suggestion.table, suggestion.meanings))
        proposal = proposed(sheet, plan, guidance=guidance)
        assert not proposal.recognised
        named = [meaning and meaning.field for meaning in proposal.views[0].tables[0].meanings]
        assert named[column] is field
    suggestion = with_field(suggestion, 2, Field.VALUE, role=Role.ACTUAL, fiscal_year=2024)
    guidance = said(suggestion.table, confirmed(suggestion.table, suggestion.meanings))
    assert len(proposed(sheet, plan, guidance=guidance).values) == 2

"""What a person says of a workbook is followed, kept, and offered for the next one."""

import dataclasses
import json
from pathlib import Path

import pytest

from tests.exchange.sheets import Rows, write_workbook
from workbench.errors import PersonError
from workbench.exchange.changes import Change
from workbench.exchange.choosing import Choosing, place_of
from workbench.exchange.fields import Field
from workbench.exchange.guidance import Guidance, SaidTable
from workbench.exchange.mapping import confirmed, with_field
from workbench.exchange.table_areas import TableArea, area_of
from workbench.operations import importing
from workbench.operations.import_memory import load_aliases, load_mappings
from workbench.plan.structure import Role
from workbench.store import journal, queries
from workbench.store.database import Database


def book(path: Path, **sheets: Rows) -> Path:
    return write_workbook(path, sheets)


def values(database: Database) -> dict[tuple[str, int, str], float | None]:
    names = {one.id: one.name for one in queries.load_plan(database).indicators}
    return {
        (names[one.indicator_id], one.fiscal_year, one.role.value): one.value.number
        for one in queries.load_indicator_values(database)
    }


HEADER: list[object] = ["施策番号", "指標名", "単位", "令和5年度", "令和6年度"]


def test_a_workbook_is_read_once_and_its_sheets_can_be_looked_at(
    small: Database, tmp_path: Path
) -> None:
    path = book(tmp_path / "一.xlsx", 実績=[["実績"], HEADER, ["1-1", "移住者数", "人", 111, 120]])
    workbook = importing.read(path)
    path.unlink()
    proposal = importing.propose(small, workbook)
    view = proposal.views[0]
    assert view.layout == "indicator_sheet"
    table = view.tables[0].table
    assert (table.header_rows, table.first_row, table.last_row) == ((1,), 2, 2)
    fields = [meaning.field if meaning else None for meaning in view.tables[0].meanings]
    assert fields == [
        Field.MEASURE_CODE, Field.INDICATOR_NAME, Field.UNIT, Field.VALUE, Field.VALUE,
    ]  # fmt: skip
    assert view.sheet.text(2, 3) == "111"


def test_each_value_names_the_sheet_it_stands_on(small: Database, tmp_path: Path) -> None:
    path = book(
        tmp_path / "二.xlsx",
        一枚目=[HEADER, ["1-1", "移住者数", "人", 111, 120]],
        二枚目=[HEADER, [], ["1-2", "待機児童数", "人", 9, 8]],
    )
    importing.apply(small, importing.propose(small, path))
    places = {
        one.provenance.sheet + one.provenance.cell + one.provenance.original
        for one in queries.load_indicator_values(small)
        if one.provenance
    }
    assert places == {"一枚目D2111", "一枚目E2120", "二枚目D39", "二枚目E38"}


def test_where_the_table_lies_can_be_shown(small: Database, tmp_path: Path) -> None:
    path = book(
        tmp_path / "三.xlsx",
        実績=[
            ["1-2", "待機児童数", "人", 1, 2],
            HEADER,
            ["1-1", "移住者数", "人", 111, 120],
            ["1-2", "待機児童数", "人", 9, 8],
        ],
    )
    workbook = importing.read(path)
    area = TableArea((1,), 2, 2)
    guidance = Guidance(tables={"実績": (SaidTable(area),)})
    proposal = importing.propose(small, workbook, guidance=guidance)
    assert {line.name for line in importing.lines(small, proposal) if line.cell} == {"移住者数"}
    assert proposal.views[0].tables[0].table.last_row == 2


def test_an_area_outside_of_the_sheet_is_disregarded(small: Database, tmp_path: Path) -> None:
    path = book(tmp_path / "三.xlsx", 実績=[HEADER, ["1-1", "移住者数", "人", 111, 120]])
    guidance = Guidance(tables={"実績": (SaidTable(TableArea((70,), 80, 90)),)})
    assert importing.propose(small, path, guidance=guidance).counts[Change.CHANGED] == 1


def test_a_mapping_is_remembered_with_its_import_and_forgotten_with_it(
    small: Database, tmp_path: Path
) -> None:
    header: list[object] = ["番号", "なまえ", "たんい", "５年度末"]
    path = book(tmp_path / "r5.xlsx", 様式=[header, ["1-1", "移住者数", "人", 111]])
    workbook = importing.read(path)
    shown = importing.propose(small, workbook)
    assert not shown.recognised
    suggestion = shown.views[0].tables[0]
    for index, field in enumerate((Field.MEASURE_CODE, Field.INDICATOR_NAME, Field.UNIT)):
        suggestion = with_field(suggestion, index, field)
    suggestion = with_field(suggestion, 3, Field.VALUE, role=Role.ACTUAL, fiscal_year=2023)
    mapping = confirmed(suggestion.table, suggestion.meanings)
    guidance = Guidance(tables={"様式": (SaidTable(area_of(suggestion.table), mapping),)})
    proposal = importing.propose(small, workbook, guidance=guidance)
    importing.apply(small, proposal)
    assert values(small)["移住者数", 2023, "actual"] == 111
    assert load_mappings(small) == (mapping,)

    again = importing.propose(small, workbook)
    assert again.recognised
    assert again.views[0].remembered
    assert "mapping.remembered" in {finding.code for finding in again.findings}
    assert importing.apply(small, again).entry is None

    journal.undo(small)
    assert load_mappings(small) == ()
    assert values(small)["移住者数", 2023, "actual"] == 110
    journal.redo(small)
    assert load_mappings(small) == (mapping,)


def test_next_years_sheet_is_read_as_this_years_was_confirmed(
    small: Database, tmp_path: Path
) -> None:
    header: list[object] = ["番号", "なまえ", "令和5年度実績"]
    workbook = importing.read(
        book(
            tmp_path / "r5.xlsx", 様式=[header, ["1-1", "移住者数", 111], ["1-2", "待機児童数", 9]]
        )
    )
    suggestion = importing.propose(small, workbook).views[0].tables[0]
    suggestion = with_field(suggestion, 0, Field.MEASURE_CODE)
    suggestion = with_field(suggestion, 1, Field.INDICATOR_NAME)
    mapping = confirmed(suggestion.table, suggestion.meanings, shown=True)
    guidance = Guidance(tables={"様式": (SaidTable(area_of(suggestion.table), mapping),)})
    importing.apply(small, importing.propose(small, workbook, guidance=guidance))

    after = book(
        tmp_path / "r6.xlsx",
        様式=[
            ["番号", "なまえ", "令和6年度実績"],
            ["1-1", "移住者数", 120],
            ["1-2", "待機児童数", 8],
            ["1-2", "保育所の数（記入例）", 14],
        ],
    )
    importing.apply(small, importing.propose(small, after))
    held = values(small)
    assert held["移住者数", 2024, "actual"] == 120
    assert held["保育所の数（記入例）", 2024, "actual"] == 14


def test_what_a_department_calls_a_measure_is_asked_once(small: Database, tmp_path: Path) -> None:
    rows: Rows = [HEADER, ["1-1", "移住・定住の促進", "移住者数", "人", 111]]
    rows[0] = ["施策番号", "施策名", "指標名", "単位", "令和5年度"]
    workbook = importing.read(book(tmp_path / "一.xlsx", 実績=rows))
    asked = importing.propose(small, workbook)
    finding = next(one for one in asked.findings if one.needs_decision)
    choice = finding.choices[0]
    guidance = Guidance(decisions={(finding.sheet, finding.cell): choice.key})
    decided = importing.propose(small, workbook, guidance=guidance)
    assert not decided.needs_decision
    importing.apply(small, decided)
    assert list(load_aliases(small).values()) == [3]

    rows[1][4] = 112
    again = importing.propose(small, book(tmp_path / "二.xlsx", 実績=rows))
    assert not again.needs_decision
    assert again.counts[Change.CHANGED] == 1


def test_an_element_that_is_deleted_takes_its_other_names_with_it(
    small: Database, tmp_path: Path
) -> None:
    test_what_a_department_calls_a_measure_is_asked_once(small, tmp_path)
    with journal.transaction(small, "element.delete", {}) as change:
        change.delete("element", 3)
    assert load_aliases(small) == {}
    journal.undo(small)
    assert list(load_aliases(small).values()) == [3]


TWO: Rows = [
    HEADER,
    ["1-1", "移住者数", "人", 111, 120],
    ["1-2", "待機児童数", "人", 9, 8],
    ["2-1", "手続の数（記入例）", "件", 30, 40],
]


@pytest.mark.parametrize(
    ("choosing", "taken"),
    [
        (Choosing(), {111, 120, 9, 8, 30, 40}),
        (Choosing(kinds=frozenset({Change.NEW})), {120, 8, 30, 40}),
        (Choosing(rows_left_out=frozenset({("実績", 1)})), {9, 8, 30, 40}),
        (Choosing(columns_left_out=frozenset({("実績", 4)})), {111, 9, 30}),
        (Choosing(cells_left_out=frozenset({("実績", "D4")})), {111, 120, 9, 8, 40}),
        (Choosing(rows_left_out=frozenset({("実績", 3)})), {111, 120, 9, 8}),
    ],
)
def test_what_is_taken_in_can_be_chosen(
    small: Database, tmp_path: Path, choosing: Choosing, taken: set[float]
) -> None:
    before = values(small)
    proposal = importing.propose(small, book(tmp_path / "一.xlsx", 実績=TWO))
    importing.apply(small, importing.chosen(proposal, choosing))
    after = values(small)
    assert {after[key] for key in after if after[key] != before.get(key)} == taken
    names = {one.name for one in queries.load_plan(small).indicators}
    assert ("手続の数（記入例）" in names) == bool({30, 40} & taken)


def test_a_line_of_the_differences_tells_its_row_and_column(
    small: Database, tmp_path: Path
) -> None:
    proposal = importing.propose(small, book(tmp_path / "一.xlsx", 実績=TWO))
    line = next(one for one in importing.lines(small, proposal) if one.new == "120")
    assert place_of(line) == ("実績", 1, 4)


def test_a_blank_keeps_or_clears_as_wished(small: Database, tmp_path: Path) -> None:
    rows: Rows = [HEADER, ["1-1", "移住者数", "人", None, 120]]
    proposal = importing.propose(small, book(tmp_path / "一.xlsx", 実績=rows))
    assert proposal.counts[Change.BLANK] == 1
    importing.apply(small, importing.chosen(proposal))
    assert values(small)["移住者数", 2023, "actual"] == 110
    journal.undo(small)
    importing.apply(small, importing.chosen(proposal, Choosing(clear_blanks=True)))
    assert ("移住者数", 2023, "actual") not in values(small)
    assert values(small)["移住者数", 2024, "actual"] == 120
    journal.undo(small)
    assert values(small)["移住者数", 2023, "actual"] == 110


def test_clearing_alone_is_a_step_too(small: Database, tmp_path: Path) -> None:
    rows: Rows = [HEADER[:4], ["1-1", "移住者数", "人", None], ["1-2", "待機児童数", "人", 12]]
    proposal = importing.propose(small, book(tmp_path / "一.xlsx", 実績=rows))
    outcome = importing.apply(small, importing.chosen(proposal, Choosing(clear_blanks=True)))
    assert outcome.entry is not None
    assert ("移住者数", 2023, "actual") not in values(small)


def test_bad_rows_can_be_left_out_whole(small: Database, tmp_path: Path) -> None:
    rows: Rows = [
        HEADER,
        ["1-1", "移住者数", "人", "110～120", 121],
        ["1-2", "待機児童数", "人", 9, 8],
    ]
    proposal = importing.propose(small, book(tmp_path / "一.xlsx", 実績=rows))
    importing.apply(small, importing.chosen(proposal, Choosing(skip_bad_rows=True)))
    held = values(small)
    assert ("移住者数", 2024, "actual") not in held
    assert held["待機児童数", 2024, "actual"] == 8


def test_several_workbooks_are_one_step(small: Database, tmp_path: Path) -> None:
    before = values(small)
    one = book(tmp_path / "一.xlsx", 実績=[HEADER, ["1-1", "移住者数", "人", 111, 120]])
    same_new = ["2-1", "手続の数（記入例）", "件", 30]
    other = book(tmp_path / "二.xlsx", 実績=[HEADER, ["1-2", "待機児童数", "人", 9, 8], same_new])
    third = book(tmp_path / "三.xlsx", 実績=[HEADER, same_new])
    proposals = [importing.propose(small, path) for path in (one, other, third)]
    outcome = importing.apply_together(small, proposals)
    assert outcome.entry is not None
    assert outcome.entry.details["workbooks"] == ["一.xlsx", "二.xlsx", "三.xlsx"]
    held = values(small)
    assert held["移住者数", 2024, "actual"] == 120
    assert held["手続の数（記入例）", 2023, "actual"] == 30
    again = [importing.propose(small, path) for path in (one, other, third)]
    assert importing.apply_together(small, again).entry is None
    journal.undo(small)
    assert values(small) == before


def test_workbooks_that_contradict_each_other_change_nothing(
    small: Database, tmp_path: Path
) -> None:
    before = values(small)
    one = book(tmp_path / "一.xlsx", 実績=[HEADER, ["1-1", "移住者数", "人", 111, 120]])
    other = book(tmp_path / "二.xlsx", 実績=[HEADER, ["1-1", "移住者数", "人", 111, 999]])
    proposals = [importing.propose(small, path) for path in (one, other)]
    with pytest.raises(PersonError) as caught:
        importing.apply_together(small, proposals)
    assert caught.value.code == "import.files_disagree"
    assert "一.xlsx 実績!E2" in str(caught.value)
    assert "二.xlsx 実績!E2" in str(caught.value)
    assert values(small) == before
    left_out = Choosing(cells_left_out=frozenset({("実績", "E2")}))
    importing.apply_together(small, proposals, [Choosing(), left_out])
    assert values(small)["移住者数", 2024, "actual"] == 120


def test_what_was_read_is_not_part_of_what_a_proposal_equals(
    small: Database, tmp_path: Path
) -> None:
    path = book(tmp_path / "一.xlsx", 実績=TWO)
    one, other = importing.propose(small, path), importing.propose(small, path)
    assert one == other
    assert one != dataclasses.replace(other, workbook="別.xlsx")


def test_what_an_earlier_version_remembered_still_serves(small: Database, tmp_path: Path) -> None:
    # As it was written before tables beside each other and tables left out could be said.
    columns = [
        {"name": name, "field": field, "role": role, "fiscal_year": year, "unit": ""}
        for name, field, role, year in (
            ("番号", "measure_code", None, None),
            ("なまえ", "indicator_name", None, None),
            ("あたい", "value", "actual", 2024),
        )
    ]
    mapping = json.dumps(
        {"columns": columns, "header_rows": [], "first_row": None, "last_row": None}
    )
    with journal.transaction(small, "import.apply", {}) as change:
        change.insert(
            "import_mapping",
            {"fingerprint": "番号\nなまえ\nあたい", "mapping": mapping, "sheet": "様式"},
        )
    rows: Rows = [["番号", "なまえ", "あたい"], ["1-1", "移住者数", 120], ["1-2", "待機児童数", 8]]
    proposal = importing.propose(small, book(tmp_path / "r6.xlsx", 様式=rows))
    assert proposal.views[0].remembered
    importing.apply(small, proposal)
    assert values(small)["移住者数", 2024, "actual"] == 120
    # Tables that stand below each other are each read so, if they are like it.
    two = [*rows, [], ["なまえ", "番号", "あたい", "備考"], ["待機児童数", "1-2", 7, "x"]]
    again = importing.propose(small, book(tmp_path / "r7.xlsx", 様式=two))
    assert [table.layout for table in again.views[0].tables] == ["indicator_sheet"] * 2

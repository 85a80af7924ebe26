"""From a workbook to what it would do to the plan."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

from workbench.errors import PersonError
from workbench.exchange.area_codes import area_code, check_digit
from workbench.exchange.findings import Level
from workbench.exchange.guidance import Guidance, indicator_alias, measure_alias
from workbench.exchange.importing import propose
from workbench.exchange.proposals import Change, ImportProposal
from workbench.plan.structure import Direction, IndicatorValue, Plan, Role
from workbench.plan.values import Kind, Value, number
from workbench.plan.vital_events import VitalEvent

Rows = Sequence[Sequence[object]]
Propose = Callable[[Rows], ImportProposal]


@pytest.fixture
def propose_rows(tmp_path: Path, plan: Plan, held_values: tuple[IndicatorValue, ...]) -> Propose:
    """Write a workbook of these rows and return what importing it would do."""

    def write(rows: Rows) -> ImportProposal:
        path = tmp_path / "調査票.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            sheet = workbook.add_worksheet("実績")
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell is not None:
                        sheet.write(row, column, cell)
        return propose(path, plan, held_values, (), "20220")

    return write


HEADER = ("施策番号", "施策名", "指標名", "単位", "令和5年度", "令和6年度", "目標値（令和9年度）")


def test_new_changed_and_same_values_are_told_apart(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            HEADER,
            ("1-1", "健康づくりの推進", "特定健診受診率", "％", 45.2, 46.8, 60),
            ("1-2", "子育て支援の充実", "保育所待機児童数", "人", 5, 0, 0),
            ("1-3", "防災体制の強化", "自主防災組織率", "％", 80, 81, 90),
        ]
    )

    assert [change.change for change in proposal.indicators] == [
        Change.SAME,
        Change.SAME,
        Change.NEW,
    ]
    assert proposal.counts == {
        Change.NEW: 7,
        Change.CHANGED: 1,
        Change.SAME: 1,
        Change.MISSING: 0,
        Change.BLANK: 0,
    }
    changed = next(value for value in proposal.values if value.change is Change.CHANGED)
    assert changed.old is not None
    assert (changed.old.value, changed.new, changed.role) == (number(3), number(5), Role.ACTUAL)
    assert changed.provenance is not None
    assert (changed.provenance.title, changed.provenance.sheet, changed.provenance.cell) == (
        "調査票.xlsx",
        "実績",
        "E3",
    )
    assert changed.provenance.original == "5"
    assert len(changed.provenance.sha256) == 64
    assert proposal.writes
    assert not proposal.needs_decision
    targets = [value for value in proposal.values if value.role is Role.TARGET]
    assert {value.fiscal_year for value in targets} == {2027}


def test_a_file_that_says_what_the_plan_says_writes_nothing(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "単位", "令和5年度"),
            ("1-1", "特定健診受診率", "%", 45.2),
            ("1-2", "保育所待機児童数", "人", "３"),
        ]
    )

    assert proposal.counts[Change.SAME] == 2
    assert not proposal.writes


def test_blanks_signs_and_missing_indicators_are_never_zero(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "令和5年度", "令和6年度"),
            ("1-1", "特定健診受診率", None, "（集計中）"),
            ("1-2", "待機した児童の延べ数", 12, "－"),
        ]
    )

    by_change = {value.change: value for value in proposal.values if value.old}
    assert by_change[Change.BLANK].new is None
    assert by_change[Change.MISSING].old is not None
    assert by_change[Change.MISSING].old.indicator_id == 12
    kinds = {value.new.kind for value in proposal.values if value.new}
    assert kinds == {Kind.NUMBER, Kind.NONE, Kind.PENDING}


def test_a_measure_that_is_uncertain_is_asked_about_and_its_row_left_out(
    propose_rows: Propose,
) -> None:
    proposal = propose_rows(
        [
            HEADER,
            ("1-2", "健康づくりの推進", "歩数", "歩", 1, 2, 3),
            ("9-9", "", "件数", "件", 1, 2, 3),
            ("", "健康づくり推進", "回数", "回", 1, 2, 3),
            ("1-3", "防災体制の強化", "組織率", "％", 80, 81, 90),
        ]
    )

    decisions = [finding for finding in proposal.findings if finding.needs_decision]
    assert [(finding.code, finding.cell) for finding in decisions] == [
        ("measure.contradiction", "A2"),
        ("measure.unknown", "A3"),
        ("measure.alike", "B4"),
    ]
    assert [change.indicator.name for change in proposal.indicators] == ["組織率"]


def test_an_indicator_of_a_similar_name_is_asked_about(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "令和5年度", "令和6年度"),
            ("1-1", "特定健診の受診率", 45, 46),
            ("1-1", "運動教室の参加者", 10, 12),
        ]
    )

    assert [finding.code for finding in proposal.findings if finding.needs_decision] == [
        "indicator.alike"
    ]
    # The plan's own indicator may be the one that is asked about: it is not called missing.
    assert [change.change for change in proposal.indicators] == [Change.NEW]


def test_names_and_codes_match_with_spelling_folded(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策", "成果指標", "単位", "R5", "R6"),
            ("１－１　健康づくりの推進", "特定健診　受診率", "パーセント", "45.2%", "46.0%"),
            ("子育て支援の充実", "保育所待機児童数", "名", "3人", "△1"),
        ]
    )

    assert [change.change for change in proposal.indicators] == [Change.SAME, Change.SAME]
    assert [value.new for value in proposal.values] == [
        number(45.2),
        number(46.0),
        number(3),
        number(-1),
    ]


def test_a_measure_named_once_holds_for_the_rows_below(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "令和5年度", "令和6年度"),
            ("1-3", "組織率", 80, 81),
            (None, "訓練の回数", 10, 12),
            ("計", None, 90, 93),
        ]
    )

    assert [change.indicator.element_id for change in proposal.indicators] == [4, 4]


def test_figures_in_another_unit_are_converted_or_asked_about(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "単位", "令和5年度", "令和6年度"),
            ("1-3", "備蓄の費用", "千円", "12百万円", "1,234千円"),
            ("1-2", "保育所待機児童数", "世帯", 3, 4),
        ]
    )

    assert [value.new for value in proposal.values if value.change is Change.NEW][:2] == [
        number(12_000),
        number(1_234),
    ]


def test_a_cell_with_an_error_or_two_figures_is_kept_out_and_the_row_is_not(
    propose_rows: Propose,
) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "単位", "令和4年度", "令和5年度", "令和6年度"),
            ("1-3", "組織率", "％", 80, "29（4）", 0.81),
        ]
    )

    assert [value.new for value in proposal.values] == [number(80)]
    assert [(finding.code, finding.cell, finding.rule) for finding in proposal.findings] == [
        ("cell.two_figures", "E2", "L1-07"),
        ("cell.share", "F2", "L3-04"),
    ]


def test_the_same_indicator_twice_in_a_file_is_asked_about(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "令和5年度", "令和6年度"),
            ("1-1", "特定健診受診率", 45, 46),
            ("1-1", "特定健診 受診率", 45, 47),
        ]
    )

    repeated = [finding for finding in proposal.findings if finding.code == "indicator.repeated"]
    assert [finding.cell for finding in repeated] == ["B3"]


def test_a_baseline_without_a_year_is_left_out_and_a_target_is_the_plans_end(
    propose_rows: Propose,
) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "現状値", "目標値", "方向性"),
            ("1-3", "火災件数", 12, 5, "減少"),
            ("1-3", "組織率", 80, 90, "増加を目指す"),
        ]
    )

    assert [(value.role, value.fiscal_year) for value in proposal.values] == [
        (Role.TARGET, 2027),
        (Role.TARGET, 2027),
    ]
    assert [change.indicator.direction for change in proposal.indicators] == [
        Direction.LESS,
        Direction.MORE,
    ]
    assert [finding.code for finding in proposal.findings] == [
        "column.no_year",
        "column.target_without_year",
    ]


def test_the_year_of_a_value_may_stand_in_a_column_of_its_own(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "現状値", "現状値の年度", "目標値", "目標年度"),
            ("1-3", "組織率", 80, "R3", 90, "令和8年度"),
            ("1-3", "訓練回数", 8, "R4", 12, "令和9年度"),
        ]
    )

    assert [(value.role, value.fiscal_year) for value in proposal.values] == [
        (Role.BASELINE, 2021),
        (Role.TARGET, 2026),
        (Role.BASELINE, 2022),
        (Role.TARGET, 2027),
    ]


def test_a_target_in_words_is_kept_in_words(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "令和5年度", "目標値（令和9年度）"),
            ("1-3", "ハザードマップ", 1, "改定"),
            ("1-3", "組織率", 80, 90),
        ]
    )

    assert Value(Kind.WORDS, words="改定") in [value.new for value in proposal.values]


def test_lines_show_old_and_new_side_by_side(propose_rows: Propose, plan: Plan) -> None:
    proposal = propose_rows(
        [("施策番号", "指標名", "令和5年度"), ("1-2", "保育所待機児童数", 1234)]
    )

    names = {element.id: f"{element.code} {element.name}" for element in plan.elements}
    line = next(iter(proposal.lines(names)))
    assert (line.subject, line.old, line.new, line.cell) == (
        "1-2 子育て支援の充実",
        "3",
        "1,234",
        "C2",
    )


def test_a_sheet_of_other_things_is_named_and_changes_nothing(propose_rows: Propose) -> None:
    proposal = propose_rows([("品名", "数量"), ("机", 3), ("椅子", 4)])

    assert not proposal.recognised
    assert not proposal.writes
    assert [finding.code for finding in proposal.findings] == ["workbook.unknown_table"]
    assert "品名" in proposal.findings[0].original


# -- the resident register -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "year", "cells"),
    [
        (
            "juki_dynamics_2020.xls",
            2019,
            {"births": "K1071", "deaths": "Q1071", "in_domestic": "H1071", "households": "G1071"},
        ),
        (
            "juki_dynamics_2025.xlsx",
            2024,
            {"births": "K1073", "deaths": "Q1073", "out_abroad": "O1073", "male": "D1073"},
        ),
    ],
)
def test_both_register_tables_give_the_published_figures_of_azumino_with_their_cells(
    samples: Path, plan: Plan, name: str, year: int, cells: dict[str, str]
) -> None:
    reference = samples.parent / "reference" / "azumino_vital_events_2014_2024.csv"
    with reference.open(encoding="utf-8-sig", newline="") as file:
        published = next(row for row in csv.DictReader(file) if row["calendar_year"] == str(year))
    published["register_population"] = published.pop("register_population_next_jan1")

    proposal = propose(samples / "real" / name, plan, (), (), "20220")

    read = {change.new.quantity: change.new for change in proposal.vital_events}
    assert {event.calendar_year for event in read.values()} == {year}
    assert {quantity: event.number for quantity, event in read.items()} == {
        quantity: float(figure)
        for quantity, figure in published.items()
        if quantity != "calendar_year"
    }
    for quantity, cell in cells.items():
        provenance = read[quantity].provenance
        assert provenance is not None
        assert provenance.cell == cell
    assert not proposal.findings


def test_hand_known_births_and_deaths(samples: Path, plan: Plan) -> None:
    known = {"juki_dynamics_2020.xls": (612, 1084), "juki_dynamics_2025.xlsx": (442, 1287)}
    for name, figures in known.items():
        proposal = propose(samples / "real" / name, plan, (), (), "202207")
        read = {change.new.quantity: change.new.number for change in proposal.vital_events}
        assert (read["births"], read["deaths"]) == figures


def test_register_figures_already_in_the_plan_are_the_same_and_others_changed(
    samples: Path, plan: Plan
) -> None:
    held = (
        VitalEvent("20220", 2024, "births", 442),
        VitalEvent("20220", 2024, "deaths", 1),
        VitalEvent("01100", 2024, "in_abroad", 1),
    )
    proposal = propose(samples / "real" / "juki_dynamics_2025.xlsx", plan, (), held, "20220")

    changes = {change.new.quantity: change.change for change in proposal.vital_events}
    assert changes["births"] is Change.SAME
    assert changes["deaths"] is Change.CHANGED
    assert changes["in_abroad"] is Change.NEW


def test_a_municipality_that_the_register_table_lacks_is_said(samples: Path, plan: Plan) -> None:
    proposal = propose(samples / "real" / "juki_dynamics_2025.xlsx", plan, (), (), "99999")

    assert [finding.code for finding in proposal.findings] == ["register.area_missing"]
    assert not proposal.writes


def test_the_check_digit_of_every_municipality_holds(samples: Path) -> None:
    from workbench.exchange.reading import read_workbook

    sheet = read_workbook(samples / "real" / "juki_dynamics_2025.xlsx").sheets[0]
    codes = [row[0] for row in sheet.rows if isinstance(row[0], str) and row[0].isdigit()]

    assert len(codes) > 1900
    assert all(check_digit(code[:5]) == code[5] for code in codes)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("202207", "20220"),
        ("20220", "20220"),
        ("２０２２０７", "20220"),
        (202207.0, "20220"),
        ("202208", None),
        ("010006", "01000"),
        (1000.0, "01000"),
        ("-", None),
        (None, None),
    ],
)
def test_codes_are_read_with_or_without_their_check_digit(
    cell: str | float | None, code: str | None
) -> None:
    assert area_code(cell) == code


def test_every_sample_ends_in_a_proposal_or_one_sentence(samples: Path, plan: Plan) -> None:
    refused: list[str] = []
    for path in sorted(samples.glob("*/*")):
        try:
            proposal = propose(path, plan, (), (), "20220")
        except PersonError as refusal:
            refused.append(refusal.code)
        else:
            assert proposal.recognised or proposal.findings_of(Level.ERROR)
    assert all(code.startswith("file.") for code in refused)


# -- long form, units, many values -----------------------------------------------------------------


def test_a_sheet_with_a_row_for_each_year_is_put_together(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "単位", "年度", "区分", "値"),
            ("1-1", "特定健診受診率", "％", "令和5年度", "実績", 45.2),
            ("1-1", "特定健診受診率", "％", "令和6年度", "実績", 46.8),
            ("1-1", "特定健診受診率", "％", "令和9年度", "目標", 60),
            ("1-1", "特定健診受診率", "％", "令和6年度", "実績", 47.0),
        ]
    )

    assert [change.change for change in proposal.indicators] == [Change.SAME]
    assert [(value.role, value.fiscal_year, value.change) for value in proposal.values] == [
        (Role.ACTUAL, 2023, Change.SAME),
        (Role.ACTUAL, 2024, Change.NEW),
        (Role.TARGET, 2027, Change.NEW),
    ]
    assert [finding.code for finding in proposal.findings] == ["indicator.repeated"]


def test_a_row_in_another_unit_than_the_plans_is_converted_or_asked_about(
    propose_rows: Propose,
) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "単位", "令和5年度", "令和6年度"),
            ("1-1", "特定健診受診率", "割", 4.52, 4.7),
            ("1-2", "保育所待機児童数", "世帯", 3, 4),
        ]
    )

    assert [value.new for value in proposal.values] == [number(45.2), number(47)]
    assert [finding.cell for finding in proposal.findings if finding.needs_decision] == ["D3", "E3"]
    assert [change.indicator.unit for change in proposal.indicators] == ["％", "人"]


def test_a_target_for_several_years_is_not_taken_for_one(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "令和5年度", "目標値（令和6～9年度）"),
            ("1-3", "組織率", 80, 90),
            ("1-3", "訓練回数", 8, 12),
        ]
    )

    assert {value.role for value in proposal.values} == {Role.ACTUAL}


def test_values_that_are_made_when_asked_for_are_like_any_sequence(propose_rows: Propose) -> None:
    rows: list[Sequence[object]] = [("施策番号", "指標名", "令和4年度", "令和5年度", "令和6年度")]
    rows += [("1-3", f"記入例の指標その{index}", index, None, index + 0.5) for index in range(50)]
    proposal = propose_rows([*rows, ("1-1", "特定健診受診率", 44, 45.2, "…")])

    values = proposal.values
    every = list(values)
    assert len(values) == len(every) == 103
    assert [values[index] for index in range(len(values))] == every
    assert values[-1] == every[-1]
    assert list(values[98:102]) == every[98:102]
    with pytest.raises(IndexError):
        values[103]
    assert proposal.counts[Change.NEW] == 102
    assert proposal.counts[Change.SAME] == 1
    assert values[3].provenance is not None
    assert values[3].provenance.cell == "E3"


# -- several tables and sheets ---------------------------------------------------------------------


def test_tables_below_each_other_are_all_read(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("1 健康づくり",),
            ("施策番号", "指標名", "令和5年度", "令和6年度"),
            ("1-1", "特定健診受診率", 45.2, 46),
            (),
            ("2 防災",),
            ("施策番号", "指標名", "単位", "令和4年度", "令和5年度"),
            ("1-3", "組織率", "％", 80, 81),
            ("1-3", "訓練回数", "回", 3, 4),
        ]
    )

    read = {
        (proposal.indicator_of(value).name, value.fiscal_year)
        for value in proposal.values
        if value.new
    }
    assert read == {
        ("特定健診受診率", 2023),
        ("特定健診受診率", 2024),
        ("組織率", 2022),
        ("組織率", 2023),
        ("訓練回数", 2022),
        ("訓練回数", 2023),
    }


def test_tables_beside_each_other_are_both_read(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "令和5年度", None, "施策番号", "指標名", "令和5年度"),
            ("1-1", "歩数", 1, None, "1-3", "組織率", 80),
            ("1-1", "教室", 2, None, "1-3", "訓練回数", 4),
        ]
    )

    assert {
        (change.indicator.element_id, change.indicator.name) for change in proposal.indicators
    } >= {(2, "歩数"), (2, "教室"), (4, "組織率"), (4, "訓練回数")}
    cells = {value.provenance.cell for value in proposal.values if value.provenance}
    assert cells == {"C2", "C3", "G2", "G3"}


def test_an_indicator_on_another_sheet_is_not_missing_and_said_twice_does_no_harm(
    tmp_path: Path, plan: Plan, held_values: tuple[IndicatorValue, ...]
) -> None:
    path = tmp_path / "二課.xlsx"
    header = ("施策番号", "指標名", "令和5年度", "令和6年度")
    with xlsxwriter.Workbook(path) as workbook:
        for name, rows in (
            ("健康課", [("1-1", "特定健診受診率", 45.2, 46.0), ("1-1", "歩数", 1, 2)]),
            ("国保課", [("1-1", "教室", 3, 4), ("1-1", "歩数", 1, 2)]),
            ("保険課", [("1-1", "教室", 3, 5)]),
        ):
            sheet = workbook.add_worksheet(name)
            for row, cells in enumerate([header, *rows]):
                sheet.write_row(row, 0, cells)

    proposal = propose(path, plan, held_values, (), "20220")

    assert proposal.counts[Change.MISSING] == 0
    repeated = [finding for finding in proposal.findings if finding.code == "indicator.repeated"]
    assert [(finding.sheet, finding.cell) for finding in repeated] == [("保険課", "B2")]


def test_a_column_without_a_year_offers_the_years_it_may_be_of(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "調査票.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("実績")
        for row, cells in enumerate(
            [
                ("令和6年度 施策指標実績調査票",),
                ("施策番号", "指標名", "基準値", "実績値"),
                ("1-3", "組織率", 80, 81),
                ("1-3", "訓練回数", 3, 4),
            ]
        ):
            sheet.write_row(row, 0, cells)

    asked = propose(path, plan, (), (), "20220")
    assert {
        finding.cell: [choice.key for choice in finding.choices] for finding in asked.findings
    } == {
        "C2": ["year:2024", "year:2023", "year:2022", "year:2021"],
        "D2": ["year:2024", "year:2023"],
    }
    guidance = Guidance(decisions={("実績", "C2"): "year:2022", ("実績", "D2"): "year:2023"})
    told = propose(path, plan, (), (), "20220", guidance=guidance)
    assert {(value.role, value.fiscal_year) for value in told.values} == {
        (Role.BASELINE, 2022),
        (Role.ACTUAL, 2023),
    }


def test_names_spelled_one_character_a_row_are_read(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策名", "指標名", "令和5年度", "令和6年度"),
            *(
                (letter, f"記入例{number}", number, number + 1)
                for number, letter in enumerate("子育て支援の充実", 1)
            ),
        ]
    )

    assert len(proposal.indicators) == 8 + 1
    assert {change.indicator.element_id for change in proposal.indicators} == {3}


def test_what_a_department_calls_things_is_known_by_its_alias(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "調査票.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("実績")
        sheet.write_row(0, 0, ("施策名", "指標名", "令和5年度", "令和6年度"))
        sheet.write_row(1, 0, ("健康増進", "健診の受診率", 45, 46))
    aliases = {measure_alias("", "健康 増進"): 2, indicator_alias("健診の受診率"): 11}

    unknown = propose(path, plan, (), (), "20220")
    known = propose(path, plan, (), (), "20220", guidance=Guidance(aliases=aliases))

    assert unknown.needs_decision
    assert [change.old and change.old.id for change in known.indicators] == [11]
    assert not known.needs_decision


def test_plain_digits_of_a_csv_file_are_figures(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "実績.csv"
    path.write_text(
        "施策番号,指標名,令和4年度,令和5年度,令和6年度\n1-3,組織率,80,81.5,-3\n1-3,訓練,007,1e3,\n",
        encoding="utf-8-sig",
    )

    proposal = propose(path, plan, (), (), "20220")

    assert [value.new for value in proposal.values] == [
        number(80),
        number(81.5),
        number(-3),
        number(7),
    ]
    assert [value.provenance.original for value in proposal.values if value.provenance][:3] == [
        "80",
        "81.5",
        "-3",
    ]
    assert [finding.cell for finding in proposal.findings if finding.needs_decision] == ["D3"]


def test_bare_years_in_a_column_are_read_close_to_the_plan(propose_rows: Propose) -> None:
    proposal = propose_rows(
        [
            ("施策番号", "指標名", "年度", "値"),
            ("1-3", "組織率", "令和５", 80),
            ("1-3", "組織率", "６　", 81),
            ("1-3", "組織率", 7, 82),
        ]
    )

    assert [value.fiscal_year for value in proposal.values] == [2023, 2024, 2025]


def test_a_unit_above_the_table_holds_where_no_column_gives_units(propose_rows: Propose) -> None:
    figures = [
        ("1-3", "備蓄の費用", 1200, "1,300円"),
        ("1-3", "訓練の費用", 400, "5百万円"),
    ]
    above = propose_rows(
        [("（単位：千円）",), ("施策番号", "指標名", "令和5年度", "令和6年度"), *figures]
    )

    assert {change.indicator.unit for change in above.indicators} == {"千円"}
    assert [value.new for value in above.values] == [
        number(1200),
        number(1.3),
        number(400),
        number(5000),
    ]


def test_each_figure_names_the_sheet_it_stands_on(tmp_path: Path, plan: Plan) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "二課.xlsx"))
    for name, indicator in (("福祉課", "相談件数"), ("防災課", "訓練回数")):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ("施策番号", "指標名", "単位", "令和5年度", "令和6年度"))
        sheet.write_row(1, 0, ("1-1", indicator, "件", 10, 12))
    book.close()
    proposal = propose(tmp_path / "二課.xlsx", plan, (), (), "20220")
    told = [(value.key, value.provenance) for value in proposal.values]
    assert [(key, place.sheet if place else "") for key, place in told] == [
        ("福祉課!2", "福祉課"),
        ("福祉課!2", "福祉課"),
        ("防災課!2", "防災課"),
        ("防災課!2", "防災課"),
    ]

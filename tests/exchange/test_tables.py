"""Finding tables: header rows and data area held against labels set by hand."""

import datetime
from pathlib import Path

import pytest

from workbench.exchange.reading import read_workbook
from workbench.exchange.tables import find_table
from workbench.exchange.workbooks import Cell, MergedRange, Sheet, address, column_letters

#: Sample, sheet: header rows, first and last data row as the sheet numbers them, columns.
LABELLED = [
    ("real/juki_dynamics_2020.xls", 0, (2, 3, 4), 5, 2282, 25),
    ("real/juki_dynamics_2025.xlsx", 0, (2, 3, 4, 5, 6), 7, 2280, 25),
    ("real/ofunato_project_evaluation_r7.xlsx", 0, (2,), 3, 409, 208),
    ("real/10_ipss_1-9a.xls", 0, (4, 5), 7, 57, 8),
    ("real/13_ipss_10-1.xls", 0, (3, 4), 5, 55, 11),
    ("real/30_yaizu_hinanjo.csv", 0, (1,), 2, 57, 18),
    ("real/34_takarazuka_senior.csv", 0, (1,), 2, 16, 21),
    ("broken/ok_hougan_min.xlsx", 0, (4, 5), 6, 10, 8),
    ("broken/merges_overlap.xlsx", 0, (4, 5), 6, 10, 8),
    ("broken/csv_cp932.csv", 0, (1,), 2, 4, 3),
]


@pytest.mark.parametrize(("name", "index", "header", "first", "last", "columns"), LABELLED)
def test_the_table_lies_where_a_person_says(
    samples: Path,
    name: str,
    index: int,
    header: tuple[int, ...],
    first: int,
    last: int,
    columns: int,
) -> None:
    table = find_table(read_workbook(samples / name).sheets[index])

    assert table is not None
    assert tuple(row + 1 for row in table.header_rows) == header
    assert (table.first_row + 1, table.last_row + 1) == (first, last)
    assert len(table.columns) == columns


#: Sample: some column names by their letters, and the same cells of the first data row.
FIRST_ROWS = {
    "juki_dynamics_2020.xls": {
        "A": ("団体コード", None),
        "B": ("都道府県名", "合計"),
        "D": ("令和2年 人口 男", 62036028),
        "K": ("令和元年 住民票記載数 出生者数", 884767),
        "X": ("令和元年 社会増減数", 195915),
    },
    "juki_dynamics_2025.xlsx": {
        "A": ("団体コード", "-"),
        "D": ("令和7年 2025年 人口 男 人", 60663248),
        "K": ("令和6年 2024年 住民票記載数 出生者数 人", 710427),
    },
    "ofunato_project_evaluation_r7.xlsx": {
        "C": ("No.", 1),
        "D": ("作成年", 7),
        "H": ("事務事業ID", "0086"),
        "I": ("事務事業名", "不法投棄対策事業"),
        "BY": ("事業費計 (A)", 3089),
        "FP": ("事業費計 (A)", 2828),
    },
    "10_ipss_1-9a.xls": {
        "A": ("年齢階級", "   総　数"),
        "B": ("人口(1,000人) 総数", 127094.745),
        "H": ("性比1)", 94.8),
    },
    "13_ipss_10-1.xls": {
        "A": ("年次", "平成 27"),
        "B": ("年次", 2015),
        "C": ("死亡中位仮定 出生中位", 127094.745),
        "K": ("死亡低位仮定 出生低位", 127094.745),
    },
    "30_yaizu_hinanjo.csv": {
        "A": ("NO", "1"),
        "E": ("名称", "二区コミュニティ防災センター"),
        "Q": ("避難所面積平方メートル", "475"),
    },
    "34_takarazuka_senior.csv": {
        "A": ("サービス名称", "バス・タクシー運賃の一部助成"),
        "G": ("75歳-", "1"),
    },
}


@pytest.mark.parametrize("name", FIRST_ROWS)
def test_header_and_first_data_row_read_as_a_person_reads_them(samples: Path, name: str) -> None:
    table = find_table(read_workbook(samples / "real" / name).sheets[0])

    assert table is not None
    by_letters = {column.letters: column for column in table.columns}
    assert {
        letters: (
            by_letters[letters].name,
            table.sheet.cell(table.first_row, by_letters[letters].index),
        )
        for letters in FIRST_ROWS[name]
    } == FIRST_ROWS[name]


def test_no_real_sample_is_forgotten(samples: Path) -> None:
    forms = {"06_ja_form_futan_gendogaku.xlsx", "08_shuro_form_sample.xls"}
    cards = {"settlement_cards_2021.xlsx"}

    assert {path.name for path in (samples / "real").iterdir()} == forms | cards | set(FIRST_ROWS)


@pytest.mark.parametrize("name", ["06_ja_form_futan_gendogaku.xlsx", "08_shuro_form_sample.xls"])
def test_a_form_is_no_table(samples: Path, name: str) -> None:
    assert all(find_table(sheet) is None for sheet in read_workbook(samples / "real" / name).sheets)


def sheet_of(*rows: list[Cell], merged: tuple[MergedRange, ...] = ()) -> Sheet:
    width = max(map(len, rows))
    return Sheet("表", True, tuple((*row, *[None] * (width - len(row))) for row in rows), merged)


def names(sheet: Sheet) -> list[str]:
    table = find_table(sheet)
    assert table is not None
    return [column.name for column in table.columns]


def test_names_of_merged_header_cells_are_carried_over_their_columns() -> None:
    sheet = sheet_of(
        ["指標名", "実績値", None],
        [None, "令和5年度", "令和6年度"],
        ["受診率", 45.2, 46.1],
        merged=(MergedRange(0, 0, 1, 0), MergedRange(0, 1, 0, 2)),
    )

    assert names(sheet) == ["指標名", "実績値 令和5年度", "実績値 令和6年度"]


def test_names_are_carried_where_the_format_tells_no_merged_cells() -> None:
    sheet = sheet_of(
        ["指標名", "実績値", None, "備考"],
        [None, "令和5年度", "令和6年度", None],
        ["受診率", "45.2", "46.1", None],
        ["接種率", "61", "62", "記入例"],
    )

    assert names(sheet) == ["指標名", "実績値 令和5年度", "実績値 令和6年度", "備考"]


def test_a_row_of_years_and_a_row_of_column_numbers_belong_to_the_header() -> None:
    years = sheet_of(
        ["地区", 2015.0, 2020.0, 2025.0], ["北", 10.0, 11.0, 12.0], ["南", 9.0, 8.0, 7.0]
    )
    numbered = sheet_of(
        ["地区", "人口", "世帯"], ["1", "2", "3"], ["北", 10.0, 11.0], ["南", 9.0, 8.0]
    )

    table, second = find_table(years), find_table(numbered)

    assert table is not None
    assert second is not None
    assert (table.header_rows, table.first_row) == ((0,), 1)
    assert (second.header_rows, second.first_row) == ((0, 1), 2)


def test_titles_units_and_notes_stand_outside_the_table() -> None:
    sheet = sheet_of(
        ["令和7年度 調査票"],
        [None, None, "（単位：千円）"],
        [None],
        ["事業名", "予算", "決算"],
        ["記入例1", 10.0, 9.0],
        ["記入例2", 20.0, 18.0],
        [None],
        ["注1 端数処理のため合計が一致しない場合があります"],
        ["資料：庁内調査"],
    )

    table = find_table(sheet)

    assert table is not None
    assert table.title == ("令和7年度 調査票", "(単位:千円)")
    assert (table.first_row, table.last_row) == (4, 5)
    assert table.notes[0].startswith("注1")


def test_repeated_headers_blank_rows_and_sections_are_no_data_and_sums_are_marked() -> None:
    sheet = sheet_of(
        ["事業名", "予算", "決算"],
        ["健康づくり課"],
        ["記入例1", 10.0, 9.0],
        ["小計", 10.0, 9.0],
        [None],
        ["事業名", "予算", "決算"],
        ["記入例2", 20.0, 18.0],
        ["合　計", 30.0, 27.0],
    )

    table = find_table(sheet)

    assert table is not None
    assert list(table.rows()) == [2, 3, 6, 7]
    assert [table.is_total(row) for row in table.rows()] == [False, True, False, True]
    assert table.sections() == {1: "健康づくり課"}


def test_a_text_merged_over_rows_holds_for_each_of_them_and_a_figure_does_not() -> None:
    sheet = sheet_of(
        ["施策名", "指標名", "実績"],
        ["健康", "受診率", 45.0],
        [None, "接種率", 61.0],
        ["防災", "組織率", 80.0],
        [None, "訓練", None],
        merged=(MergedRange(1, 0, 2, 0), MergedRange(3, 2, 4, 2)),
    )

    table = find_table(sheet)

    assert table is not None
    assert table.cell(2, 0) == "健康"
    assert table.cell(4, 2) is None


def test_dates_count_as_data() -> None:
    sheet = sheet_of(
        ["訓練", "日"],
        ["記入例1", datetime.date(2025, 9, 1)],
        ["記入例2", datetime.date(2025, 10, 1)],
    )

    table = find_table(sheet)

    assert table is not None
    assert table.first_row == 1


def test_an_empty_sheet_and_loose_texts_hold_no_table() -> None:
    assert find_table(Sheet("空", True, ())) is None
    assert find_table(sheet_of(["表紙"], [None], ["令和7年度"])) is None


@pytest.mark.parametrize(
    ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (207, "GZ"), (16383, "XFD")]
)
def test_columns_are_lettered_as_the_sheet_does(column: int, letters: str) -> None:
    assert column_letters(column) == letters
    assert address(8, column) == f"{letters}9"


def test_figures_that_count_on_like_years_are_data() -> None:
    table = find_table(
        sheet_of(
            ["施策番号", "指標名", "単位", "令和5年度", "令和6年度"],
            ["1-1", "相談件数", "件", 120.0, 130.0],
            ["1-1", "来館者数", "件", 1999.0, 2000.0],
            ["1-2", "訓練", "回", 3.0, 4.0],
        )
    )
    assert table is not None
    assert (table.first_row, table.last_row) == (1, 3)


def test_a_first_row_without_its_figure_is_data_all_the_same() -> None:
    sheet = sheet_of(
        ["施策番号", "指標名", "単位", "令和5年度"],
        ["1-1", "移住者数", "人", None],
        ["1-2", "待機児童数", "人", 12.0],
    )
    table = find_table(sheet)
    assert table is not None
    assert (table.header_rows, table.first_row) == ((0,), 1)

"""Long tables as plain objects: columns that say what they hold, rows, lists of codes."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

#: What may stand in a cell; None is an empty one, which is not a zero.
Cell = str | int | float | None


class Type(StrEnum):
    """What a column holds, as the description sheet calls it."""

    TEXT = "文字列"
    NUMBER = "数値"
    CODE = "コード"
    TIME = "時間軸"


@dataclass(frozen=True)
class Column:
    """A column of a long table.

    Parameters
    ----------
    name, meaning
        One line each; names are unique in their table.
    unit
        Of a number: a unit, or the name of the column that holds each row's unit.
    codes
        The lists that a code may be of.
    """

    name: str
    type: Type
    meaning: str
    unit: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LongTable:
    """A table with a row for each single datum, and with every name repeated in every row."""

    name: str
    meaning: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class CodeList:
    """The codes of one kind: code, name and meaning of each."""

    name: str
    codes: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class LongTables:
    """Everything that goes into one export.

    Parameters
    ----------
    title, publisher
        What the data are, and whose.
    changes
        When the data were changed: date, and what, in one line each.
    made_at
        Of the last change; it takes the place of the clock.
    """

    title: str
    publisher: str
    area: str
    tables: Sequence[LongTable]
    codes: Sequence[CodeList]
    sources: Sequence[str]
    changes: Sequence[tuple[str, str]]
    made_at: datetime.datetime

    def filled(self) -> list[LongTable]:
        """Return the tables that hold anything."""
        return [table for table in self.tables if table.rows]

    def used_codes(self) -> list[CodeList]:
        """Return the lists that a column of these tables is of."""
        named = {
            name for table in self.filled() for column in table.columns for name in column.codes
        }
        return [one for one in self.codes if one.name in named]


def code_table(lists: Sequence[CodeList]) -> LongTable:
    """Return the lists of codes as a long table."""
    columns = (
        Column("コード表名", Type.TEXT, "コードの種類"),
        Column("コード", Type.TEXT, "データの表に現れる値"),
        Column("名称", Type.TEXT, "コードの示す内容"),
        Column("説明", Type.TEXT, "補足"),
    )
    rows = [
        (one.name, code, name, meaning or name)
        for one in lists
        for code, name, meaning in one.codes
    ]  # fmt: skip
    return LongTable("コード表", "各表のコードの意味", columns, rows)


def description_table(tables: LongTables) -> LongTable:
    """Return what the export is, and what each column of each table means, as a long table."""
    columns = (
        Column("対象", Type.TEXT, "表の名前、または「全体」"),
        Column("項目", Type.TEXT, "列の名前、または説明する事柄"),
        Column("データ型", Type.TEXT, "列のデータ型"),
        Column("単位", Type.TEXT, "数値の単位、または単位を示す列の名前"),
        Column("コード表名", Type.TEXT, "コードの種類"),
        Column("説明", Type.TEXT, "定義"),
    )
    rows: list[Sequence[Cell]] = [("全体", name, None, None, None, text) for name, text in (
        ("データの名称", tables.title),
        ("作成者", tables.publisher),
        ("対象地域", tables.area),
        ("最終更新日", f"{tables.made_at:%Y-%m-%d}"),
        ("ファイル形式", "Excel（xlsx）、または表ごとのCSV（UTF-8、BOM付き、改行はCRLF）"),
        ("空欄の意味", "値がない、または未入力であることを示す。0 は数値の 0 である"),
        ("年度の表記", "西暦の年度（4月から翌年3月まで）"),
        ("年の表記", "西暦の暦年"),
        ("数式とみなされる文字列",
         "CSVでは、数式とみなされる記号で始まる文字列の先頭に ' を付けている"),
        ("文字の置き換え", "機種に依存する文字は、同じ意味の文字に置き換えている"),
        ("端数", "端数処理のため合計が一致しない場合がある"),
    )]  # fmt: skip
    rows += [("全体", "資料", None, None, None, source) for source in tables.sources]
    for table in tables.filled():
        rows.append((table.name, "表の内容", None, None, None, table.meaning))
        rows += [_described(table.name, column) for column in table.columns]
    return LongTable("説明", "データの定義", columns, rows)


def _described(table: str, column: Column) -> Sequence[Cell]:
    lists = "、".join(column.codes)
    return (
        table,
        column.name,
        column.type.value,
        column.unit or None,
        lists or None,
        column.meaning,
    )


def change_table(tables: LongTables) -> LongTable:
    """Return when the data were changed, as a long table."""
    columns = (
        Column("更新日", Type.TIME, "変更した日（西暦）"),
        Column("内容", Type.TEXT, "変更の内容"),
    )
    return LongTable("更新履歴", "データの更新の記録", columns, tables.changes)

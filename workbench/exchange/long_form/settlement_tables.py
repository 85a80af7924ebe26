"""The accounts of a year (決算カード) as a long table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from workbench.exchange.long_form import codes
from workbench.exchange.long_form.content import DataContent, fiscal_year
from workbench.exchange.long_form.tables import Cell, Column, LongTable, Type
from workbench.plan.settlements import KEY_FIGURES, PARTS


def settlement_tables(content: DataContent) -> list[LongTable]:
    """Return the table of the accounts; none where no 決算カード was taken in."""
    if not content.settlements:
        return []
    columns = (
        Column("団体名", Type.TEXT, "決算カードの団体"),
        Column("年度", Type.TIME, "決算の年度"),
        Column("決算の区分コード", Type.CODE, "歳入、歳出の別", codes=(codes.ACCOUNT,)),
        Column("順番", Type.NUMBER, "区分の中の順"),
        Column("内訳の段階", Type.NUMBER, "0は合計に加わる項目、1以上はその内訳"),
        Column("項目", Type.TEXT, "決算カードの項目"),
        Column("値", Type.NUMBER, "決算額。財政の状況は項目による", "千円"),
        Column("前年度の値", Type.NUMBER, "決算カードにある前年度の値", "千円"),
        Column("資料", Type.TEXT, "取り込んだファイル"),
    )
    meaning = "決算カード。1行が1つの項目。財政の状況の値は、項目により千円でない"
    return [LongTable("決算", meaning, columns, list(_rows(content)))]


def _rows(content: DataContent) -> Iterator[Sequence[Cell]]:
    for one in content.settlements:
        year = fiscal_year(one.fiscal_year)
        for part in PARTS:
            for number, item in enumerate(getattr(one, part), 1):
                yield (one.name, year, part, number, item.depth, item.name, item.amount, None,
                       item.provenance.title if item.provenance else None)  # fmt: skip
        for number, figure in enumerate(one.key_figures, 1):
            source = figure.provenance.title if figure.provenance else None
            yield (one.name, year, KEY_FIGURES, number, 0, figure.name, figure.this_year,
                   figure.last_year, source)  # fmt: skip

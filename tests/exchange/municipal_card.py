"""A 決算カード of a municipality, drawn as the ministry prints them; figures are 記入例."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.exchange.workbooks import Cell, Sheet

WIDTH, HEIGHT = 112, 80
Cells = dict[tuple[int, int], Cell]
_SPREAD = str.maketrans({"歳": "歳　", "入": "入　", "出": "出　"})

REVENUE: tuple[tuple[int, str, int], ...] = (
    (0, "地方税", 12_000), (0, "地方譲与税", 500), (0, "利子割交付金", 10),
    (0, "地方消費税交付金", 2_000), (0, "地方特例交付金等", 90),
    (1, "個人住民税減収補塡特例交付金", 90),
    (0, "地方交付税", 10_000), (1, "普通交付税", 9_000), (1, "特別交付税", 1_000),
    (0, "（一般財源計）", 24_600), (0, "国庫支出金", 8_000), (0, "都道府県支出金", 3_000),
    (0, "地方債", 2_400), (1, "うち臨時財政対策債", 400), (0, "歳入合計", 38_000),
)  # fmt: skip
TAXES = (("市町村民税", 6_000), ("固定資産税", 5_500), ("軽自動車税", 500), ("合計", 12_000))
BY_NATURE: tuple[tuple[int, str, int], ...] = (
    (0, "人件費", 6_000), (1, "うち職員給", 4_000), (0, "扶助費", 7_000), (0, "公債費", 4_000),
    (1, "元利償還金", 3_990), (1, "一時借入金利子", 10), (0, "（義務的経費計）", 17_000),
    (0, "物件費", 5_000), (0, "補助費等", 6_000), (1, "うち一部事務組合負担金", 2_000),
    (0, "繰出金", 3_000), (0, "積立金", 1_000), (0, "投資的経費", 4_500), (1, "うち人件費", 100),
    (1, "普通建設事業費", 4_500), (2, "うち補助", 2_000), (2, "うち単独", 2_500),
    (0, "歳出合計", 36_500),
)  # fmt: skip
BY_PURPOSE: tuple[tuple[int, str, int], ...] = (
    (0, "議会費", 250), (0, "総務費", 5_250), (0, "民生費", 13_000), (0, "衛生費", 3_000),
    (0, "土木費", 4_000), (0, "教育費", 5_500), (0, "公債費", 5_500), (0, "歳出合計", 36_500),
)  # fmt: skip
KEY_FIGURES: tuple[tuple[str, float, float], ...] = (
    ("歳入総額", 38_000, 39_000), ("歳出総額", 36_500, 37_000), ("歳入歳出差引", 1_500, 2_000),
    ("実質収支", 1_400, 1_900), ("財政力指数", 0.55, 0.56), ("実質公債費比率", 5.2, 5.4),
)  # fmt: skip


@dataclass(frozen=True)
class Print:
    """How the card is printed: years and municipalities differ in these."""

    unit_in_title: bool = False
    spread: bool = False
    name_below: bool = False
    year_in_title: bool = False
    parts_in_one_column: bool = False


def municipal_card(how: Print, *, name: str = "記入例市") -> Sheet:
    """Return the page; every figure stands in thousands of yen."""
    cells: Cells = {}
    _head(cells, how, name)
    for row, column, text in (
        (6, 7, "歳入の状況"), (6, 47, "市町村税の状況"),
        (46, 6, "性質別歳出の状況"), (46, 52, "目的別歳出の状況"),
    ):  # fmt: skip
        _title(cells, how, row, column, text)
    for row, column, headings in (
        (8, 3, ("区分", "決算額", "構成比", "経常一般財源等")),
        (8, 43, ("区分", "収入済額", "構成比", "超過課税分")),
        (48, 3, ("区分", "決算額", "構成比", "充当一般財源等")),
        (48, 48, ("区分", "決算額(Ａ)", "構成比", "(Ａ)のうち\n普通建設事業費")),
    ):
        for place, heading in zip((0, 10, 17, 22), headings, strict=True):
            cells[row, column + place] = heading
    for row, (label, amount) in enumerate(TAXES, 10):
        cells[row, 42], cells[row, 55], cells[row, 62] = label, float(amount), 50.0
    cells[8, 76], cells[8, 94], cells[8, 104] = "区分", "令和５年度(千円)", "令和４年度(千円)"
    for row, (label, now, before) in enumerate(KEY_FIGURES, 10):
        cells[row, 80], cells[row, 94], cells[row, 104] = label, float(now), float(before)
    _items(cells, how, 10, 1, REVENUE)
    _items(cells, how, 50, 1, BY_NATURE)
    _items(cells, how, 50, 46, BY_PURPOSE)
    return Sheet(
        name,
        True,
        tuple(tuple(cells.get((row, at)) for at in range(WIDTH)) for row in range(HEIGHT)),
    )


def _title(cells: Cells, how: Print, row: int, column: int, text: str) -> None:
    if how.spread:
        text = text.translate(_SPREAD)
    cells[row, column] = f"{text}（単位：千円・％）" if how.unit_in_title else text
    if not how.unit_in_title:
        cells[row, column + 18] = "（単位：千円・％）"


def _items(
    cells: Cells, how: Print, row: int, column: int, held: tuple[tuple[int, str, int], ...]
) -> None:
    for depth, label, amount in held:
        within = 0 if how.parts_in_one_column and label.startswith("うち") else depth
        cells[row, column + within] = label
        cells[row, column + 11] = float(amount)
        cells[row, column + 19] = round(100 * amount / held[-1][2], 1)
        cells[row, column + 24] = "-"
        row += 1


def _head(cells: Cells, how: Print, name: str) -> None:
    if how.year_in_title:
        cells[1, 3] = "令和５年度　決算状況"
    else:
        cells[1, 3], cells[4, 3] = "令和５年度", "決算状況"
    cells[1, 20], cells[1, 25], cells[1, 33] = "人口", "令和２年国調", 95_000.0
    cells[1, 48], cells[1, 58] = "住民基本台帳人口", "うち日本人"
    cells[2, 41], cells[2, 48] = "令 6.　1.　1", 96_000.0
    cells[1, 78], cells[1, 92], cells[1, 94] = "都道府県名", 20.0, "記入例県"
    cells[2, 78] = "団体名"
    if how.name_below:
        cells[2, 92], cells[3, 78] = "市町村類型", name
    else:
        cells[2, 92], cells[2, 94] = 2203.0, name
        cells[3, 78], cells[3, 94] = "市町村類型", "Ⅱ－１"
    cells[4, 78], cells[4, 94] = "地方交付税種地", "1-2"

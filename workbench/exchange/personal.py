"""Names, telephone numbers and addresses of staff in department sheets: found, and left out.

A plan needs to know the department that answers, not the person. A column that names people or
how to reach them is read only when somebody says what it means; what stands behind a department's
name in its own cell is cut off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from workbench.exchange.fields import ColumnMeaning, Field, meaning_of
from workbench.exchange.findings import Finding, Level
from workbench.exchange.japanese import fold_name, shadow
from workbench.exchange.layouts.base import Spot, finding_at
from workbench.exchange.tables import Column, Table
from workbench.language import message

#: What such columns are called, spelling folded, alone or several of them together.
_STEMS = tuple(
    map(
        fold_name,
        """
        担当者 記入者 作成者 回答者 入力者 確認者 責任者 決裁者 氏名 職員名 課長名 係長名
        所属長 所属長名 職員番号 連絡先 問合せ先 問い合わせ先 電話 tel 内線 fax ファックス
        ファクス 携帯 メール eメール email e-mail mail メールアドレス 住所 生年月日
        """.split(),
    )
)
_FILLING = """
    名 氏名 番号 アドレス 欄 等 の ご 課 係 部署 所属 職 職名 役職 担当 事業 施策 指標 主 副 正
    及び または 又は no 直通 代表
""".split()


def _any_of(words: Sequence[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NAMED = re.compile(rf"(?:{_any_of((*_STEMS, *_FILLING))})+")
_STEM = re.compile(_any_of(_STEMS))

_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_PHONE = r"(?<!\d)\(?0\d{1,4}\)?[-‐－ー(]\d{1,4}[-‐－ー)]\d{3,4}(?!\d)"
_EXTENSION = r"(?:内線|直通|内|ext\.?)\s*[:：]?\s*\d{2,6}"
_CONTACT = re.compile(rf"{_MAIL}|{_PHONE}|{_EXTENSION}", re.IGNORECASE)

#: Surnames that are common in Japan, some of them in 安曇野: to tell people by, not complete.
_SURNAMES = """
    佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邉 渡邊 山本 中村 小林 加藤 吉田 山田
    佐々木 山口 松本 井上 木村 林 斎藤 斉藤 齋藤 齊藤 清水 山崎 森 池田 橋本
    阿部 石川 山下 中島 石井 小川 前田 岡田 長谷川 藤田 後藤 近藤 村上 遠藤
    青木 坂本 福田 太田 西村 藤井 金子 岡本 藤原 三浦 中野 中川 原田 松田 竹内
    小野 田村 中山 和田 石田 森田 上田 原 内田 柴田 酒井 宮崎 横山 高木 安藤
    宮本 大野 小島 谷口 工藤 今井 高田 増田 丸山 杉山 村田 大塚 新井 小山 平野
    藤本 河野 上野 野口 武田 松井 千葉 菅原 岩崎 久保 木下 佐野 野村 松尾 市川
    菊地 杉本 古川 宮下 宮澤 百瀬 降旗 等々力 望月 浅野 大久保 小松 松村 荒井
    中田
""".split()
_PLACE_OR_OFFICE = r"(?!.*(?:[都道府県市町村区郡課室局係部館所]|センター|学校|団体|協会)$)"
_GIVEN = r"[一-龥々ぁ-んァ-ヶー]{1,4}"
_TITLE = r"(?:さん|氏|様|主査|主任|主事|主幹|係長|課長|補佐|課長補佐|部長|専門員)?"
_PERSON = re.compile(
    rf"{_PLACE_OR_OFFICE}(?:(?:{_any_of(_SURNAMES)})\s?(?:{_GIVEN})?|[一-龥々]{{1,4}}\s{_GIVEN})\s?{_TITLE}"
)
_DEPARTMENT_HEAD = re.compile(
    r".*?(?:課|室|局|係|センター|事務所|所|部|館)(?=$|[\s\u3000(（・、:：])"
)

_SAMPLE, _FEWEST = 60, 2
#: What share of a column's cells has to be people or contacts.
_AGREEING = 0.6


def personal_columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table that hold names of staff or how to reach them."""
    return tuple(column for column in table.columns if is_personal(table, column))


def without_personal(table: Table, meanings: Sequence[ColumnMeaning]) -> tuple[ColumnMeaning, ...]:
    """Return the meanings that columns have by themselves, without those of people."""
    return tuple(one for one in meanings if not is_personal(table, one.column))


def is_personal(table: Table, column: Column) -> bool:
    """Tell whether a column holds people, by its name or by what stands in it."""
    name = column.folded
    if _STEM.search(name) and _NAMED.fullmatch(name):
        return True
    meaning = meaning_of(column)
    if meaning is not None and meaning.field is not Field.DEPARTMENT:
        return False
    texts = _texts(table, column)
    if len(texts) < _FEWEST:
        return False
    about_people = sum(bool(_PERSON.fullmatch(text) or _CONTACT.fullmatch(text)) for text in texts)
    return about_people / len(texts) >= _AGREEING


def department_of(text: str) -> str:
    """Return what names a department in a cell that says how to reach somebody, too.

    A text without a telephone number, extension or mail address stays as it is.
    """
    plain = shadow(text)
    contact = _CONTACT.search(plain)
    if contact is None:
        return text
    head = _DEPARTMENT_HEAD.match(plain[: contact.start()])
    return head.group(0).strip() if head else ""


def personal_findings(table: Table, wanted: Sequence[ColumnMeaning] | None) -> Iterator[Finding]:
    """Say which columns were left out because they hold people, and which cells were cut.

    `wanted` are the columns that a person gave a meaning to: those are read as asked.
    """
    asked = {meaning.column.index for meaning in wanted or ()}
    for column in personal_columns(table):
        if column.index not in asked:
            yield finding_at(
                _header(table, column),
                "column.personal",
                Level.NOTE,
                message("This column holds names of staff or how to reach them; it was left out."),
                message("Say what the column means if it is to be read all the same."),
            )
    for column in table.columns:
        meaning = meaning_of(column)
        if meaning is not None and meaning.field is Field.DEPARTMENT:
            yield from _cut_cells(table, column)


def _cut_cells(table: Table, column: Column) -> Iterator[Finding]:
    cells = [cells[column.index] for cells in table.sheet.rows]
    # A department stands in hundreds of rows: each of its spellings is looked at once.
    telling = {
        text
        for text in {cell for cell in cells if isinstance(cell, str)}
        if _CONTACT.search(shadow(text))
    }
    cut = [row for row in table.rows() if cells[row] in telling] if telling else []
    if cut and not is_personal(table, column):
        first = table.sheet
        yield finding_at(
            # What stands there is not repeated: it is what should not be kept.
            Spot(first.name, cut[0], column.index, ""),
            "cell.personal",
            Level.NOTE,
            message(
                "In {count} cells a telephone number or address stands behind the department; "
                "only the department was read.",
                count=len(cut),
            ),
        )


def _header(table: Table, column: Column) -> Spot:
    row = table.names_row
    return Spot(table.sheet.name, row, column.index, column.name)


def _texts(table: Table, column: Column) -> list[str]:
    rows = islice(table.rows(), _SAMPLE)
    return [text for row in rows if (text := shadow(table.text(row, column.index)).strip())]

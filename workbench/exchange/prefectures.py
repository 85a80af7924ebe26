"""The areas a published rate may be of: the municipality, its prefecture, the whole country.

Source of the prefectures' numbers and names: JIS X 0401, 全国地方公共団体コード.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from workbench.exchange.area_codes import area_code
from workbench.exchange.japanese import fold_name, shadow
from workbench.language import tr

#: In the order of their numbers, from 1.
PREFECTURES = tuple(
    (
        "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 "
        "東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 "
        "滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 "
        "香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県"
    ).split()
)
_NUMBERS = {name: f"{number:02}000" for number, name in enumerate(PREFECTURES, 1)}
#: 長野, as sheets are called, for 長野県; 北海道 has no shorter name.
_SHORT = {name[:-1]: name for name in PREFECTURES if name != "北海道"}
_ANY = re.compile("|".join(PREFECTURES))
#: 20220_安曇野市, 20_長野県 and 長野県; what follows is no part of a name.
_NAMED = re.compile(r"(?:(\d{5,6}|\d{2})(?!\d)[_ ]*)?(\D.*)")
#: What kinds of area a table is of, as in 全国，都道府県，市区町村, names none of them.
_KINDS = re.compile("都道府県|市区町村|市町村")
_BETWEEN = re.compile(r"[\s()\[\]「」『』:・,、，/]+")
_OWN_NAME = re.compile(r"\d{5,6}|(?!.*(?:都道府県|市区?町村|大都市))..")
_PLACE = re.compile(r".*[都道府県市区町村]")


@dataclass(frozen=True)
class NamedArea:
    """An area as it is known by its five-digit code and its name; 00000 is the whole country.

    An area that nothing names has neither.
    """

    code: str
    name: str

    def is_same(self, other: NamedArea) -> bool:
        """Tell whether both are one area: by code, else by name."""
        if self.code and other.code:
            return self.code == other.code
        return fold_name(self.name) == fold_name(other.name)

    def __str__(self) -> str:
        """Return what to call it."""
        return self.name or tr("an area that is not named")


COUNTRY = NamedArea("00000", "全国")
UNNAMED = NamedArea("", "")


def prefecture_of(code: str) -> NamedArea:
    """Return the prefecture in which the municipality with a five-digit code lies."""
    name = PREFECTURES[int(code[:2]) - 1]
    return NamedArea(_NUMBERS[name], name)


def nearest_first(code: str, municipality: str) -> Iterator[NamedArea]:
    """Yield the areas whose rates may stand for a municipality's, its own first."""
    yield NamedArea(code, municipality)
    if code[:2].isdigit() and 1 <= int(code[:2]) <= len(PREFECTURES):
        yield prefecture_of(code)
    yield COUNTRY
    yield UNNAMED


def area_of_label(text: str) -> NamedArea | None:
    """Return the area that a whole label names, None for one that names none."""
    match = _NAMED.fullmatch(shadow(text))
    digits, name = (match[1] or "", match[2].strip()) if match else ("", "")
    name = _SHORT.get(name, name)
    if fold_name(name) == fold_name(COUNTRY.name):
        return COUNTRY
    if name in _NUMBERS:
        return NamedArea(_NUMBERS[name], name)
    if _PLACE.fullmatch(name):
        return NamedArea(area_code(digits) or "" if len(digits) > 2 else "", name)
    return None


def area_in_title(text: str) -> NamedArea | None:
    """Return the municipality, the one prefecture or the whole country that a title speaks of."""
    plain = shadow(text)
    for word in _BETWEEN.split(plain):
        named = area_of_label(word)
        if named and named.name not in _NUMBERS and named != COUNTRY and _OWN_NAME.match(word):
            return named
    prefectures = set(_ANY.findall(plain))
    if len(prefectures) == 1:
        return NamedArea(_NUMBERS[name := prefectures.pop()], name)
    is_country = COUNTRY.name in plain and not _KINDS.search(plain)
    return COUNTRY if is_country and not prefectures else None

"""Years in any spelling: 令和元年度, R7, H31.4, 平成33年度, 昭和39, 2025年度, or a bare 7."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from workbench.exchange.japanese.folding import CIRCLED, shadow
from workbench.exchange.japanese.numerals import read_figure

#: The western year before each era's first, and how many years it may be counted on for:
#: plans written before an era ended count on in it (平成33年度).
_ERAS = {
    "令和": (2018, 99),
    "平成": (1988, 62),
    "昭和": (1925, 99),
    "大正": (1911, 15),
    "明治": (1867, 45),
}
_NAMES = {
    "令和": "令和", "令": "令和", "r": "令和",
    "平成": "平成", "平": "平成", "h": "平成",
    "昭和": "昭和", "昭": "昭和", "s": "昭和",
    "大正": "大正", "大": "大正", "t": "大正",
    "明治": "明治", "明": "明治", "m": "明治",
}  # fmt: skip
_NUMBER = r"元|\d{1,2}|[一二三四五六七八九十〇]{1,4}"
_JAPANESE = re.compile(
    rf"(?:(?P<era>令和|平成|昭和|大正|明治)|(?<![a-z0-9])(?P<letter>[rhstm])\.?|(?P<short>[令平昭大明])(?=\s*[\d元]))"
    rf"\s*(?P<number>{_NUMBER})(?![\d,])"
    r"|(?<![\d.,])(?P<western>(?:18|19|20|21)\d{2}|[一二][〇一二三四五六七八九]{3})(?![\d,]|\.\d{3})"
)
_YEAR = re.compile(r"\s*年(?:\s*度(?!数))?|\s*度(?!数)")
_MONTH = re.compile(r"\s*[./年-]?\s*(\d{1,2})(?:\s*[./月-]\s*(\d{1,2}))?\s*(?:日|月)?(?!\d)")
_COMPACT_DATE = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_ALLOWED_BESIDE = re.compile(
    r"^\(\d{1,2}\)|年度?|[()（）\[\]./\-・:\s]|第?\d*四半期|[上下]半期|現在|末|時点|実績|目標|基準|現状|見込み?|予算|決算|"
    r"計画|値|推計|最終|中間|確定|速報|額|まで|の|fy|西暦|当初|補正|^\(\d{1,2}\)"
)


@dataclass(frozen=True)
class Year:
    """A year read from a cell.

    Parameters
    ----------
    year
        Western; of the calendar when a month is known, otherwise as written.
    fiscal
        True for 年度, False for 年, None when the cell does not say.
    month
        Where a date was written: H31.4 is April.
    era
        The era it was written in; empty for a western year.
    bare
        A number without era, read from what stands around it.
    """

    year: int
    fiscal: bool | None = None
    month: int | None = None
    era: str = ""
    bare: bool = False

    @property
    def fiscal_year(self) -> int:
        """Return the fiscal year: January to March belong to the one before."""
        return self.year - 1 if self.month is not None and self.month < 4 else self.year


def read_year(cell: object, *, near: int | None = None) -> Year | None:
    """Return the year that a whole cell names, or None.

    Parameters
    ----------
    cell
        Text, a figure, or a date.
    near
        A western year that a bare number (7, ２) is read close to: the era is chosen so that
        the result lies within ten years of it. Without it bare numbers are no years.
    """
    if isinstance(cell, datetime.date):
        return Year(cell.year, None, cell.month)
    return None if isinstance(cell, bool) or cell is None else _read_text(_plain(cell), near)


def _read_text(text: str, near: int | None) -> Year | None:
    compact = _COMPACT_DATE.fullmatch(text)
    if compact:
        return Year(int(compact[1]), None, int(compact[2]))
    bare = re.fullmatch(r"(?P<number>元|\d{1,2}|[一二三四五六七八九十]{1,3})\s*(年度?)?", text)
    if bare:
        return _bare_year(bare["number"], bare[2], near)
    years = _found(text)
    if not years or len({year.year for year, _, _ in years}) != 1:
        return None
    remaining = text
    for _, start, end in reversed(years):
        remaining = remaining[:start] + remaining[end:]
    if _ALLOWED_BESIDE.sub("", remaining):
        return None
    return _most_telling([year for year, _, _ in years], text)


def find_years(cell: object) -> tuple[Year, ...]:
    """Return the years named anywhere in a text, in order: 目標値（令和9年度） names 2027."""
    if isinstance(cell, datetime.date):
        return (Year(cell.year, None, cell.month),)
    if cell is None or isinstance(cell, bool):
        return ()
    return tuple(year for year, _, _ in _found(_plain(cell)))


def read_years(cells: Iterable[object], *, near: int | None = None) -> list[Year | None]:
    """Read a series of years, in which bare numbers go on from the one before.

    平成 27, 28, 29 are 2015, 2016, 2017; 平成31, ２ are 2019, 2020.
    """
    result: list[Year | None] = []
    last: Year | None = None
    for cell in cells:
        year = read_year(cell, near=last.year + 1 if last else near)
        result.append(year)
        last = year or last
    return result


def _plain(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return shadow(CIRCLED.sub("", str(cell))).casefold()


def _count(text: str) -> int | None:
    if text == "元":
        return 1
    figure = read_figure(text)
    return int(figure) if figure is not None and figure >= 1 else None


def _bare_year(text: str, suffix: str | None, near: int | None) -> Year | None:
    count = _count(text)
    if near is None or count is None:
        return None
    candidates = [
        Year(before + count, {"年度": True, "年": False}.get(suffix or ""), era=era, bare=True)
        for era, (before, most) in _ERAS.items()
        if count <= most
    ]
    best = min(candidates, key=lambda year: abs(year.year - near), default=None)
    return best if best and abs(best.year - near) <= 10 else None


def _found(text: str) -> list[tuple[Year, int, int]]:
    """Return each year with where it stands in NFKC, case-folded `text`."""
    found: list[tuple[Year, int, int]] = []
    for match in _JAPANESE.finditer(text):
        if match["western"]:
            year, era = int(read_figure(match["western"]) or 0), ""
        else:
            era = _NAMES[match["era"] or match["letter"] or match["short"]]
            count = _count(match["number"])
            before, most = _ERAS[era]
            if count is None or count > most:
                continue
            year = before + count
        end = match.end()
        suffix = _YEAR.match(text, end)
        end = suffix.end() if suffix else end
        fiscal = _fiscal(suffix[0] if suffix else "", text[end:])
        month, length = (None, 0) if fiscal else _month(bool(suffix), text[end:])
        end += length
        found.append((Year(year, fiscal, month, era), match.start(), end))
    return found


def _fiscal(suffix: str, rest: str) -> bool | None:
    """Tell 年度 from 年; it may stand behind the other spelling: 令和5（2023）年度."""
    if not suffix:
        behind = _YEAR.match(re.sub(r"^\s*\([^)]*\)\s*", "", rest))
        suffix = behind[0] if behind else ""
    if "度" in suffix:
        return True
    return False if suffix else None


def _month(after_year: bool, rest: str) -> tuple[int | None, int]:
    """Return the month that follows a year, and how much text the date takes."""
    match = _MONTH.match(rest) if after_year or re.match(r"\s*[./-]", rest) else None
    if match and 1 <= int(match[1]) <= 12:
        return int(match[1]), match.end()
    return None, 0


def _most_telling(years: list[Year], text: str) -> Year:
    """Return one year for spellings of the same: 令和5（2023）年度."""
    first = next((year for year in years if year.era), years[0])
    fiscal = next((year.fiscal for year in reversed(years) if year.fiscal is not None), None)
    if re.search(r"年\s*度", text):
        fiscal = True
    month = next((year.month for year in years if year.month is not None), None)
    return Year(first.year, fiscal, None if fiscal else month, first.era)

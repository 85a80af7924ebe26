"""What a number format says beyond the number: a unit, a scale, per cent, words around it."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_PLACEHOLDERS = re.compile(r"[#0?][#0?.,]*")
_THOUSANDS = re.compile(r"[#0?](,+)(?![#0?])")


@dataclass(frozen=True)
class FormatMeaning:
    """What a format makes of a number.

    Parameters
    ----------
    prefix, suffix
        Words shown before and behind the number: 令和 and 年度, 人.
    divisor
        The number is shown divided by this: 1,000 for ``#,##0,``.
    percent
        The number is shown times 100 with a % behind it.
    """

    prefix: str = ""
    suffix: str = ""
    divisor: int = 1
    percent: bool = False


def meaning_of_format(code: str) -> FormatMeaning:
    """Return what a number format like ``#,##0,"千円"`` says; only its first section counts."""
    section = _first_section(code)
    section = re.sub(r"\[[^\]]*\]|_.|\*.", "", section)
    placeholder = _PLACEHOLDERS.search(_QUOTED.sub(lambda match: "\0" * len(match[0]), section))
    if placeholder is None:
        return FormatMeaning()
    before, after = section[: placeholder.start()], section[placeholder.end() :]
    commas = _THOUSANDS.search(placeholder[0])
    return FormatMeaning(
        prefix=_words(before),
        suffix=_words(after.replace("%", "")),
        divisor=1000 ** len(commas[1]) if commas else 1,
        percent="%" in _QUOTED.sub("", after),
    )


_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|General', re.IGNORECASE)
_ERA = re.compile(r"g|(?<![0#?.])e", re.IGNORECASE)
#: The Japanese formats that a workbook may name by number alone.
ERA_FORMATS = dict.fromkeys((27, 50, 57), "[$-411]ge.m.d") | dict.fromkeys(
    (28, 29, 51, 54, 58), '[$-411]ggge"年"m"月"d"日"'
)


def shows_era(code: str) -> bool:
    """Tell whether a format shows a day by its era: ``[$-411]ggge"年"`` makes 45017 令和5年."""
    bare = _NOT_SHOWN.sub("", _first_section(code))
    return bool(_ERA.search(bare)) and not re.search("[#?]", bare)


_DATE_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|_.|\*.|'
    r"(?P<era>g{1,3})|(?P<count>e{1,2})|(?P<year>y{1,4})|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
#: The first day of each era, its name, and the year before its first.
_ERAS = (
    (datetime.date(2019, 5, 1), "令和", "R", 2018),
    (datetime.date(1989, 1, 8), "平成", "H", 1988),
    (datetime.date(1926, 12, 25), "昭和", "S", 1925),
    (datetime.date(1912, 7, 30), "大正", "T", 1911),
    (datetime.date(1868, 1, 25), "明治", "M", 1867),
)


def shown_year(code: str, day: datetime.date) -> str:
    """Return what a format shows of a day where that is its year alone; '' otherwise.

    ``[$-411]ggge"年度"`` shows 令和5年度 of 1 January 2023, and nothing of the day.
    """
    _, name, letter, before = next((era for era in _ERAS if day >= era[0]), _ERAS[-1])
    shown, years = "", False
    for part in _DATE_PART.finditer(_first_section(code)):
        if part["era"]:
            shown += {1: letter, 2: name[0], 3: name}[len(part["era"])]
        elif part["count"]:
            years, shown = True, shown + str(day.year - before)
        elif part["year"]:
            years = True
            shown += str(day.year) if len(part["year"]) > 2 else f"{day.year % 100:02}"
        elif part["other"] and part["other"].isalnum() and part["other"].isascii():
            return ""
        else:
            shown += part["quoted"] or part["escaped"] or part["other"] or ""
    return shown.strip() if years else ""


def shows_year_alone(code: str) -> bool:
    """Tell whether a format shows nothing of a day but its year: ``yyyy``, ``ggge"年"``."""
    return bool(shown_year(code, _ERAS[0][0]))


def _first_section(code: str) -> str:
    section, quoted = "", False
    for character in code:
        if character == '"':
            quoted = not quoted
        if character == ";" and not quoted:
            break
        section += character
    return section


def _words(text: str) -> str:
    plain = _QUOTED.sub(lambda match: match[1] if match[1] is not None else match[2], text)
    return plain.strip(" -+()△▲@")

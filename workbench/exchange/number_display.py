"""Shows a cell's value as Excel does by its number format: ``△1,234``, ``45.2%``, 令和5年4月1日.

Not known here, and shown as the plain value: figures in kanji (``[DBNum1]``) and calendars other
than the western one and Japan's eras. Source of the rules: ECMA-376, part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from workbench.exchange.workbooks import Cell, shown

GENERAL = "General"

#: What Excel shows for the numbers of formats that a workbook need not spell out, in Japan.
BUILT_IN: dict[int, str] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: "[$-411]ge.m.d", 28: '[$-411]ggge"年"m"月"d"日"', 29: '[$-411]ggge"年"m"月"d"日"',
    30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"時"mm"分"', 33: 'h"時"mm"分"ss"秒"',
    34: 'yyyy"年"m"月"', 35: 'm"月"d"日"', 36: "[$-411]ge.m.d",
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
    50: "[$-411]ge.m.d", 51: '[$-411]ggge"年"m"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: '[$-411]ggge"年"m"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: "[$-411]ge.m.d",
    58: '[$-411]ggge"年"m"月"d"日"',
}  # fmt: skip

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>general)|(?P<noon>am/pm|a/p|午前/午後)|(?P<power>e[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|g+|e+|a{3,4})|(?P<digits>[0#?][0#?.,]*|\.[0#?]+)|(?P<any>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")
_MOST_DECIMALS = 15
_FIRST_DAY = datetime.datetime(1899, 12, 30)
_LAST_SERIAL = 2_958_466
#: The first day of each era, its name and its letter, newest first.
_ERAS = (
    (datetime.date(2019, 5, 1), "令和", "R"),
    (datetime.date(1989, 1, 8), "平成", "H"),
    (datetime.date(1926, 12, 25), "昭和", "S"),
    (datetime.date(1912, 7, 30), "大正", "T"),
    (datetime.date(1868, 1, 25), "明治", "M"),
)
_WEEKDAYS = "月火水木金土日"
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MONTHS_LONG = (
    "January February March April May June July August September October November December".split()
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@dataclass(frozen=True)
class Section:
    """One of the parts of a format that stand between semicolons: its tokens, (kind, text)."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None = None
    colour: str = ""

    @property
    def is_date(self) -> bool:
        """Tell whether it shows a day or a time."""
        return any(kind in {"date", "noon", "elapsed"} for kind, _ in self.tokens)

    @property
    def is_general(self) -> bool:
        """Tell whether the number stands in it as it is."""
        return any(kind == "general" for kind, _ in self.tokens)

    @property
    def takes_text(self) -> bool:
        """Tell whether a text has a place in it."""
        return any(token == ("any", "@") for token in self.tokens)


_AS_IT_IS = Section((("general", ""),))


def display(cell: Cell, code: str) -> str:
    """Return what stands in a cell to a person's eyes; the plain value for what is not known."""
    if cell is None or isinstance(cell, bool):
        return shown(cell)
    parts = sections(code or GENERAL)
    try:
        if isinstance(cell, str):
            texts = [one for one in parts if one.takes_text]
            return _literal(texts[-1], cell) if texts else cell
        if isinstance(cell, datetime.date):
            return _moment(parts[0], _as_moment(cell)) if parts[0].is_date else shown(cell)
        return _figure(*_section_for(parts, cell))
    except (ArithmeticError, ValueError):
        return shown(cell)


def _figure(section: Section, figure: float) -> str:
    if not section.is_date:
        return _number(section, figure)
    if not 0 <= figure < _LAST_SERIAL:
        # As Excel does for what is no day.
        return "#" * 8
    moment = _FIRST_DAY + datetime.timedelta(seconds=round(figure * 86_400, 3))
    return _moment(section, moment, serial=figure)


def colour_of(cell: Cell, code: str) -> str:
    """Return the colour that a format gives a number: ``#FF0000`` for [Red]; empty for none."""
    if isinstance(cell, bool) or not isinstance(cell, int | float) or "[" not in code:
        return ""
    return _section_for(sections(code), cell)[0].colour


_COLOURS = {
    "red": "#FF0000", "赤": "#FF0000", "blue": "#0000FF", "青": "#0000FF", "green": "#00B050",
    "緑": "#00B050", "magenta": "#FF00FF", "紫": "#FF00FF", "cyan": "#00B0F0", "水": "#00B0F0",
    "yellow": "#BF9000", "黄": "#BF9000",
}  # fmt: skip


@lru_cache(maxsize=4_000)
def sections(code: str) -> tuple[Section, ...]:
    """Return the parts of a format."""
    found: list[Section] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, float] | None = None
    colour = ""
    for match in _TOKEN.finditer(code[:1000]):
        kind = match.lastgroup or "any"
        text = match[kind]
        if kind == "any" and text == ";":
            found.append(Section(tuple(tokens), condition, colour))
            tokens, condition, colour = [], None, ""
        elif kind == "bracket":
            if limit := _CONDITION.fullmatch(text.strip()):
                condition = limit[1], float(limit[2])
            elif text.lower() in _COLOURS:
                colour = _COLOURS[text.lower()]
            elif text.startswith("$"):
                tokens.append(("quoted", text[1:].partition("-")[0]))
                if "gannen" in text:
                    tokens.append(("gannen", ""))
            elif text and set(text.lower()) <= set("hms") and len(set(text.lower())) == 1:
                tokens.append(("elapsed", text.lower()))
        elif kind == "space":
            tokens.append(("quoted", " "))
        elif kind == "escaped":
            tokens.append(("quoted", text))
        elif kind != "fill":
            tokens.append((kind, text))
    return (*found, Section(tuple(tokens), condition, colour))


def _section_for(parts: tuple[Section, ...], figure: float) -> tuple[Section, float]:
    """Return the part that shows a number, and the number as it stands there."""
    # A format for texts alone shows a number as it is.
    numbers = tuple(one for one in parts if not one.takes_text) or (_AS_IT_IS,)
    if any(one.condition for one in numbers):
        for one in numbers:
            if one.condition is None or _holds(one.condition, figure):
                return one, figure
        return _AS_IT_IS, figure
    if figure < 0 and len(numbers) > 1:
        return numbers[1], -figure
    if figure == 0 and len(numbers) > 2:
        return numbers[2], figure
    return numbers[0], figure


def _holds(condition: tuple[str, float], figure: float) -> bool:
    sign, limit = condition
    return {
        "<": figure < limit,
        ">": figure > limit,
        "<=": figure <= limit,
        ">=": figure >= limit,
        "=": figure == limit,
        "<>": figure != limit,
    }[sign]


def _literal(section: Section, text: str) -> str:
    return "".join(text if token == ("any", "@") else token[1] for token in section.tokens).strip(
        " "
    )


# -- numbers ---------------------------------------------------------------------------------------


def general(figure: float) -> str:
    """Return a number as Excel shows it without a format; 0.1 + 0.2 is 0.3."""
    if isinstance(figure, int) or (figure.is_integer() and abs(figure) < 1e15):
        return str(int(figure))
    return f"{figure:.11g}".replace("e", "E")


def _number(section: Section, figure: float) -> str:
    tokens = section.tokens
    if section.is_general:
        return "".join(
            general(figure) if kind == "general" else text
            for kind, text in tokens
            if kind in {"general", "quoted", "any"}
        )
    digits = "".join(text for kind, text in tokens if kind == "digits")
    if not digits:
        return "".join(text for kind, text in tokens if kind in {"quoted", "any"}).strip(" ")
    if any(kind == "power" for kind, _ in tokens):
        mantissa = next(text for kind, text in tokens if kind == "digits")
        decimals = len(re.sub("[^0#?]", "", mantissa.partition(".")[2]))
        return f"{figure:.{min(decimals, _MOST_DECIMALS)}E}"
    if any(token == ("any", "/") for token in tokens):
        return _fraction(tokens, figure)
    exact = Decimal(repr(figure) if isinstance(figure, float) else figure)
    exact *= Decimal(100) ** sum(token == ("any", "%") for token in tokens)
    whole, _, behind = digits.partition(".")
    scale = len(digits) - len(digits.rstrip(","))
    exact /= Decimal(1000) ** scale
    places = [one for one in behind if one in "0#?"][:_MOST_DECIMALS]
    rounded = exact.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    plain = f"{abs(rounded):f}"
    before, _, after = plain.partition(".")
    sign = "-" if rounded < 0 else ""
    wholes = [one for one in whole if one in "0#?"]
    separated = "," in whole.rstrip(",") and len(wholes) > 1
    return _placed(tokens, before, _decimals(after, places), separated=separated, sign=sign)


def _decimals(after: str, places: list[str]) -> str:
    """Return the figures behind the point; those of # vanish at the end where they are 0."""
    kept = after
    while kept and kept[-1] == "0" and places[len(kept) - 1] in "#?":
        kept = kept[:-1]
    return kept


def _placed(
    tokens: tuple[tuple[str, str], ...], before: str, after: str, *, separated: bool, sign: str
) -> str:
    """Put the figures into their places, with the words that stand before, behind and between."""
    runs = [text for kind, text in tokens if kind == "digits"]
    places = sum(len(re.sub(r"[^0#?]", "", text.partition(".")[0])) for text in _wholes(runs))
    least = len(re.sub(r"[^0]", "", "".join(_wholes(runs))))
    figures = before if before != "0" or least else ""
    figures = figures.zfill(least)
    out: list[str] = []
    left, seen, pointed = figures, 0, False
    for kind, text in tokens:
        if kind != "digits":
            if kind in {"quoted", "any"}:
                out.append(text)
            continue
        head, point, _ = text.partition(".")
        if not pointed:
            own = len(re.sub(r"[^0#?]", "", head))
            behind = places - seen - own
            cut = max(len(left) - behind, 0)
            part, left = left[:cut], left[cut:]
            seen += own
            out.append(f"{int(part):,}" if separated and part else part)
        if point and not pointed:
            pointed = True
            out.append(f".{after}" if after or "0" in text.partition(".")[2] else ".")
    return sign + "".join(out).strip(" ")


def _wholes(runs: list[str]) -> list[str]:
    """Return the runs of places that stand before the point."""
    found: list[str] = []
    for run in runs:
        found.append(run)
        if "." in run:
            break
    return [run.partition(".")[0] for run in found]


def _fraction(tokens: tuple[tuple[str, str], ...], figure: float) -> str:
    runs = [text for kind, text in tokens if kind == "digits"]
    sign, left = ("-" if figure < 0 else ""), abs(figure)
    whole = int(left) if len(runs) > 2 else 0
    part = Fraction(left - whole).limit_denominator(10 ** min(len(runs[-1]), 4) - 1)
    if part == 1:
        whole, part = whole + 1, Fraction(0)
    words = [str(whole)] if whole or not part else []
    if part:
        words.append(f"{part.numerator}/{part.denominator}")
    return sign + " ".join(words)


# -- days and times --------------------------------------------------------------------------------


def _as_moment(cell: datetime.date) -> datetime.datetime:
    if isinstance(cell, datetime.datetime):
        return cell
    return datetime.datetime(cell.year, cell.month, cell.day)


def _moment(section: Section, moment: datetime.datetime, *, serial: float | None = None) -> str:
    """Return a day or a time in the parts that its format names."""
    tokens = [token for token in section.tokens if token[0] != "gannen"]
    first_is_gannen = len(tokens) < len(section.tokens)
    noon = any(kind == "noon" for kind, _ in tokens)
    if serial is None:
        serial = (moment - _FIRST_DAY) / datetime.timedelta(days=1)
    out: list[str] = []
    for place, (kind, text) in enumerate(tokens):
        if kind == "date":
            lower = text.lower()
            if lower[0] == "m" and _means_minutes(tokens, place):
                out.append(f"{moment.minute:0{min(len(lower), 2)}d}")
            else:
                out.append(_part(lower, moment, noon=noon, gannen=first_is_gannen))
        elif kind == "noon":
            names = ("午前", "午後") if text.startswith("午") else ("AM", "PM")
            out.append(names[moment.hour >= 12])
        elif kind == "elapsed":
            per_day = {"h": 24, "m": 1440, "s": 86_400}[text[0]]
            out.append(f"{int(serial * per_day + 1e-9):0{len(text)}d}")
        elif kind in {"quoted", "any"} and text != "@":
            out.append(text)
        elif kind == "digits" and text.startswith("."):
            out.append(f".{moment.microsecond:06d}"[: len(text)])
    return "".join(out).strip(" ")


def _means_minutes(tokens: list[tuple[str, str]], place: int) -> bool:
    """Tell whether an m stands behind hours or before seconds."""
    times = [
        (at, text[0].lower()) for at, (kind, text) in enumerate(tokens)
        if kind in {"date", "elapsed"}
    ]  # fmt: skip
    order = [at for at, _ in times].index(place)
    before = times[order - 1][1] if order else ""
    after = times[order + 1][1] if order + 1 < len(times) else ""
    return before == "h" or after == "s"


def _part(text: str, moment: datetime.datetime, *, noon: bool, gannen: bool) -> str:
    """Return what a run of one letter stands for: yyyy, m, aaa, ggg."""
    kind, size = text[0], len(text)
    if kind in "ge":
        return _of_era(kind, size, moment.date(), gannen=gannen)
    if kind in "hs":
        hour = (moment.hour % 12 or 12) if noon else moment.hour
        return f"{hour if kind == 'h' else moment.second:0{min(size, 2)}d}"
    return _of_day(kind, size, moment)


def _of_day(kind: str, size: int, moment: datetime.datetime) -> str:
    weekday, month = moment.weekday(), moment.month
    named = {
        ("m", 3): _MONTHS[month - 1],
        ("m", 4): _MONTHS_LONG[month - 1],
        ("m", 5): _MONTHS[month - 1][0],
        ("d", 3): _DAYS[weekday][:3],
        ("d", 4): _DAYS[weekday],
        ("a", 3): _WEEKDAYS[weekday],
        ("a", 4): f"{_WEEKDAYS[weekday]}曜日",
        ("y", 2): f"{moment.year % 100:02d}",
        ("y", 1): f"{moment.year % 100:02d}",
    }
    figure = {"m": month, "d": moment.day, "y": moment.year, "a": 0}[kind]
    return named.get((kind, size)) or f"{figure:0{min(size, 2)}d}"


def _of_era(kind: str, size: int, day: datetime.date, *, gannen: bool) -> str:
    first, name, letter = next((era for era in _ERAS if era[0] <= day), (datetime.date.min, "", ""))
    if kind == "g":
        return {1: letter, 2: name[:1]}.get(size, name)
    count = day.year - first.year + 1
    if gannen and count == 1 and name:
        return "元"
    return f"{count:0{min(size, 2)}d}"

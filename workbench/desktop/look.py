"""The look of the whole desktop: palette, data colours, fonts and spacing, light and dark.

Fusion style (`calm_style`) with a palette, no style sheets: what a widget needs beyond that it
takes from `Colours` and the font helpers. The data colours are Okabe and Ito's, told apart by
people with any colour vision, and each keeps one meaning on every page. Imports no pyqtgraph, so
that the window is shown before the charts are loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from workbench.records import record

#: Everything stands on a rhythm of eight pixels: SPACING between things that belong together,
#: twice that between groups, half of it inside a control.
SPACING = 8

#: First family present wins, so that a Windows office PC and a bare Debian look alike.
TEXT_FAMILIES = (
    "BIZ UDPGothic",
    "BIZ UDGothic",
    "Yu Gothic UI",
    "Meiryo",
    "Noto Sans CJK JP",
    "Noto Sans JP",
)

#: Families whose digits are all of one width: the proportional BIZ font has a narrow 1.
NUMBER_FAMILIES = ("BIZ UDGothic", *TEXT_FAMILIES[2:])

#: The three sizes, in points, of text in its usual size.
SMALL, BODY, LARGE = 8.5, 10.0, 16.0

#: How much larger text is than usual, and what has been measured in another size.
_text: dict[str, float] = {"scale": 1.0}
_measured: list[Callable[[], object]] = []


@record
class Colours:
    """Every colour of one theme, as #rrggbb.

    Surfaces and text first, then the data colours with what each means wherever it appears.
    """

    window: str
    sheet: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    accent_soft: str
    good: str
    caution: str
    bad: str
    actual: str
    actual_soft: str
    official: str
    scenario: str
    target: str
    comparisons: tuple[str, ...]
    young: str
    working: str
    old: str
    goals: tuple[str, ...]


_LIGHT = Colours(
    window="#f3f4f6",
    sheet="#ffffff",
    text="#1d2126",
    muted="#59626d",
    line="#d7dbe0",
    accent="#0072b2",
    on_accent="#ffffff",
    accent_soft="#dcebf5",
    good="#00724f",
    caution="#8a5a00",
    bad="#b34400",
    actual="#22262b",
    actual_soft="#878c92",
    official="#7b838d",
    scenario="#0072b2",
    target="#d55e00",
    comparisons=("#009e73", "#cc79a7", "#8f7f00", "#4999c6"),
    young="#56b4e9",
    working="#b9c3cd",
    old="#e69f00",
    goals=("#0072b2", "#009e73", "#d55e00", "#cc79a7", "#b57d00", "#3b8fc4"),
)

_DARK = Colours(
    window="#1b1e22",
    sheet="#24282d",
    text="#e8eaed",
    muted="#a4acb6",
    line="#3d434b",
    accent="#56b4e9",
    on_accent="#10161c",
    accent_soft="#233c4d",
    good="#4cc9a0",
    caution="#e8b54a",
    bad="#ff9a62",
    actual="#eef0f2",
    actual_soft="#6d757f",
    official="#9aa2ac",
    scenario="#56b4e9",
    target="#ff8a3d",
    comparisons=("#2fc295", "#e29bc4", "#d8c83a", "#3d8fc9"),
    young="#56b4e9",
    working="#5d6873",
    old="#e69f00",
    goals=("#56b4e9", "#2fc295", "#ff8a3d", "#e29bc4", "#e0ac3c", "#8ec9ef"),
)


def colours(dark: bool) -> Colours:
    """Return the colours of the dark or the light theme."""
    return _DARK if dark else _LIGHT


def is_dark() -> bool:
    """Return whether the palette in force is the dark one."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def current_colours() -> Colours:
    """Return the colours of the theme in force."""
    return colours(is_dark())


def palette_of(of: Colours) -> QPalette:
    """Return the palette of a theme, for all widgets or for one that is printed."""
    role = QPalette.ColorRole
    everywhere = {
        role.Window: of.window,
        role.WindowText: of.text,
        role.Base: of.sheet,
        role.AlternateBase: of.window,
        role.Text: of.text,
        role.Button: of.sheet,
        role.ButtonText: of.text,
        role.BrightText: of.bad,
        role.ToolTipBase: of.sheet,
        role.ToolTipText: of.text,
        role.PlaceholderText: of.muted,
        role.Highlight: of.accent,
        role.HighlightedText: of.on_accent,
        role.Accent: of.accent,
        role.Link: of.accent,
        role.LinkVisited: of.accent,
        role.Light: of.sheet,
        role.Midlight: of.window,
        role.Mid: of.line,
        role.Dark: of.official,
        role.Shadow: of.line,
    }
    palette = QPalette()
    for which, colour in everywhere.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(of.official))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(of.line))
    return palette


#: What has a border that shows where it can be clicked or typed into.
_BORDERED = (
    "QRadioButton", "QCheckBox", "QLineEdit", "QComboBox", "QSpinBox", "QDoubleSpinBox",
    "QPushButton",
)  # fmt: skip
#: Fusion draws borders in the window's colour, so many per cent darker; see `_with_borders`.
_BORDER_DARKER = 140
#: A little more than WCAG 2.2 asks for, as the style softens edges.
_BORDER_CONTRAST = 3.8


def _with_borders(of: Colours) -> QPalette:
    """Return the palette of controls: their borders stand out 3 : 1 from what is around them.

    Fusion takes a border from the colour of the window behind, which these controls do not paint
    otherwise. In the dark it would be darker than the dark, and nobody would see the control.
    """
    border = QColor(readable(of.line, of.sheet, _BORDER_CONTRAST))
    palette = palette_of(of)
    palette.setColor(QPalette.ColorRole.Window, border.lighter(_BORDER_DARKER))
    return palette


def apply_look(app: QApplication, dark: bool) -> None:
    """Give the application its palette and font; may be called again to change theme."""
    app.setPalette(palette_of(colours(dark)))
    bordered = _with_borders(colours(dark))
    for kind in _BORDERED:
        # PySide takes the name of a class as text, whatever its types say.
        app.setPalette(bordered, kind)  # type: ignore[arg-type]
    app.setFont(text_font())


def set_text_size(per_cent: int) -> None:
    """Make all fonts asked for from now on larger; windows made before stay as they are."""
    _text["scale"] = per_cent / 100
    for forget in _measured:
        forget()


def scaled(pixels: int) -> int:
    """Return a width that holds as many words in the size of text that is set now."""
    return round(pixels * _text["scale"])


def measured(forget: Callable[[], object]) -> None:
    """Have `forget` called when text changes its size, for whoever keeps fonts ready."""
    _measured.append(forget)


def text_font(size: float = BODY, *, bold: bool = False) -> QFont:
    """Return the interface font in `size` points of the usual size of text."""
    return QFont(_text_font(size * _text["scale"], bold))


@cache
def _text_font(points: float, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(TEXT_FAMILIES))
    font.setPointSizeF(points)
    font.setBold(bold)
    return font


def has_text_font() -> bool:
    """Tell whether this PC has a font for Japanese; Windows always has, a bare Linux may not."""
    from PySide6.QtGui import QFontDatabase

    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.Japanese))


def number_font(size: float = BODY, *, bold: bool = False) -> QFont:
    """Return the font for figures: every digit of one width, so that columns line up."""
    font = text_font(size, bold=bold)
    font.setFamilies(list(NUMBER_FAMILIES))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def mute(widget: QWidget) -> None:
    """Let a widget speak in the grey of units, sources and notes, in either theme."""
    widget.setForegroundRole(QPalette.ColorRole.PlaceholderText)


def label(text: str = "", *, size: float = BODY, bold: bool = False, muted: bool = False) -> QLabel:
    """Return a label in one of the three sizes, grey when `muted`."""
    made = QLabel()
    # Otherwise what a plan says could be taken for HTML.
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setFont(text_font(size, bold=bold))
    if muted:
        mute(made)
    return made


def show_paragraph(label: QLabel, text: str) -> None:
    """Show a plain text with room between its lines.

    Two lines of the BIZ fonts touch otherwise; for labels that wrap.
    """
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText(f'<p style="line-height:125%">{escaped(text)}</p>')


def escaped(text: str) -> str:
    """Return a plain text as HTML; `html.escape` would bring the names of all characters along."""
    for mark, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot"), ("'", "#x27")):
        text = text.replace(mark, f"&{name};")
    return text


@cache
def readable(colour: str, background: str, contrast: float = 4.5) -> str:
    """Return `colour`, moved towards black or white until text in it can be read.

    `contrast` is the ratio of WCAG 2.2 that is asked for; 4.5 : 1 suits text of any size.
    """
    towards = "#000000" if _luminance(background) > 0.18 else "#ffffff"
    for step in range(21):
        mixed = mix(colour, towards, step / 20)
        if _contrast(mixed, background) >= contrast:
            return mixed
    return towards


@cache
def text_on(colour: str) -> str:
    """Return near-black or white, whichever is read better on `colour`."""
    return max("#14171a", "#ffffff", key=lambda ink: _contrast(ink, colour))


def mix(colour: str, other: str, share: float) -> str:
    """Return `colour` with `share` (0 to 1) of `other` in it."""
    parts = zip(rgb(colour), rgb(other), strict=True)
    return QColor(*(round(a + (b - a) * share) for a, b in parts)).name()


def rgb(colour: str) -> tuple[int, int, int]:
    """Return the red, green and blue of a colour, 0 to 255."""
    held = QColor(colour)
    return held.red(), held.green(), held.blue()


def _luminance(colour: str) -> float:
    held = QColor(colour)
    red, green, blue = map(_linear, (held.redF(), held.greenF(), held.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    """Return the light that a part of a colour (0 to 1) gives, after sRGB."""
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _contrast(one: str, two: str) -> float:
    dim, bright = sorted((_luminance(one), _luminance(two)))
    return (bright + 0.05) / (dim + 0.05)

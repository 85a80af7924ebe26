"""The look holds what it promises: readable text, distinct data colours, figures that line up."""

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QPalette

from workbench.desktop import look


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def dark(request, qapp):
    look.apply_look(qapp, request.param)
    yield request.param
    look.apply_look(qapp, False)


def test_the_theme_in_force_is_known_from_the_palette(dark):
    assert look.is_dark() is dark
    assert look.current_colours() == look.colours(dark)


def test_text_can_be_read_on_both_surfaces(dark):
    of = look.colours(dark)
    for surface in (of.window, of.sheet):
        for colour in (of.text, of.muted, of.good, of.caution, of.bad):
            assert look._contrast(colour, surface) >= 4.5, (colour, surface)
    assert look._contrast(of.on_accent, of.accent) >= 4.5


def test_the_palette_in_force_can_be_read(dark, qapp):
    role = QPalette.ColorRole
    pairs = [
        (role.WindowText, role.Window),
        (role.Text, role.Base),
        (role.Text, role.AlternateBase),
        (role.ButtonText, role.Button),
        (role.ToolTipText, role.ToolTipBase),
        (role.PlaceholderText, role.Base),
        (role.PlaceholderText, role.Window),
        (role.HighlightedText, role.Highlight),
        (role.Link, role.Base),
        (role.Link, role.Window),
        (role.BrightText, role.Base),
    ]
    palette = qapp.palette()
    for ink, surface in pairs:
        names = palette.color(ink).name(), palette.color(surface).name()
        assert look._contrast(*names) >= 4.5, (ink, surface, names)


def test_text_can_be_read_on_a_chosen_line_too(dark):
    of = look.colours(dark)
    for colour in (of.text, of.muted):
        assert look._contrast(colour, of.accent_soft) >= 4.5


def test_lines_and_marks_of_charts_stand_out_from_the_paper(dark):
    """WCAG 1.4.11 asks 3 : 1 of what has to be seen to understand a picture."""
    of = look.colours(dark)
    marks = (of.actual, of.actual_soft, of.official, of.scenario, of.target)
    for colour in (*marks, *of.comparisons, *of.goals):
        assert look._contrast(colour, of.sheet) >= 3.0, colour


def test_figures_inside_bars_can_be_read(dark):
    of = look.colours(dark)
    for bar in (of.young, of.working, of.old, *of.goals):
        assert look._contrast(look.text_on(bar), bar) >= 4.5, bar


def test_a_colour_made_readable_reaches_the_contrast_asked_for(dark):
    of = look.colours(dark)
    for colour in (*of.comparisons, of.target, of.official, of.young, of.old):
        assert look._contrast(look.readable(colour, of.sheet), of.sheet) >= 4.5


def test_contrast_is_the_one_of_wcag():
    assert look._contrast("#000000", "#ffffff") == pytest.approx(21)
    assert look._contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_lines_that_can_meet_in_one_chart_have_different_colours(dark):
    of = look.colours(dark)
    lines = (of.actual, of.official, of.scenario, of.target, *of.comparisons)
    assert len(set(lines)) == len(lines)


def test_digits_have_one_width(dark):
    if QFontInfo(look.number_font()).family() not in look.NUMBER_FAMILIES:
        pytest.skip("none of the interface fonts is installed here")
    metrics = QFontMetricsF(look.number_font())
    assert len({round(metrics.horizontalAdvance(digit), 3) for digit in "0123456789"}) == 1


def test_a_muted_label_follows_the_theme(dark, qtbot):
    label = look.label("出典", muted=True)
    qtbot.addWidget(label)
    role = label.foregroundRole()
    assert role == QPalette.ColorRole.PlaceholderText
    assert label.palette().color(role).name() == look.colours(dark).muted

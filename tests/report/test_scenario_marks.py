"""Scenarios are told apart on paper, with and without colour, however many there are."""

from workbench.report.drawing import Dot
from workbench.report.facts import Line
from workbench.report.scenario_marks import drawn_together, scenario_looks


def lightness(colour: str) -> float:
    """Return the relative luminance of #rrggbb, as WCAG 2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_no_two_of_eighteen_scenarios_are_alike_without_colour() -> None:
    looks = scenario_looks(18)
    assert len({(look.sign, look.stroke.dash) for look in looks}) == 18


def test_six_scenarios_have_six_colours_and_each_is_dark_enough_to_be_copied() -> None:
    colours = [look.stroke.colour for look in scenario_looks(6)]
    assert len(set(colours)) == 6
    # WCAG's ratio for large text and graphics against white paper.
    assert all(1.05 / (lightness(colour) + 0.05) >= 4.5 for colour in colours)


def test_every_sign_is_drawn_around_its_point() -> None:
    for look in scenario_looks(6):
        marks = list(look.at((50.0, 20.0)))
        assert marks, look.sign
        corners = [
            point
            for mark in marks
            for point in (((mark.x, mark.y),) if isinstance(mark, Dot) else mark.points)
        ]
        assert all(abs(x - 50) <= 1.2 and abs(y - 20) <= 1.2 for x, y in corners)


def test_scenarios_that_coincide_are_one_line_with_both_names() -> None:
    course = ((2020, 94_222.0), (2025, 92_161.3))
    lines = [
        Line("a", "検討案", course),
        Line("b", "目標", ((2020, 94_222.0), (2025, 92_500.0))),
        Line("c", "現状継続", ((2020, 94_222.2), (2025, 92_160.9))),
    ]
    assert [line.title for line in drawn_together(lines)] == ["検討案・現状継続", "目標"]

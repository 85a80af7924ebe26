"""Native charts of the book: how lines and bars look, in colour and in black and white."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart

from workbench.exchange.styles import FONT

INK, FADED, GRID, ALERT = "#1A1A1A", "#6B7078", "#E3E6EA", "#B00020"

#: Okabe and Ito's colours, told apart by everybody; each comes with a marker of its own.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
_MARKERS = ("diamond", "triangle", "square", "x", "star", "plus")
#: One for each official projection, so that two are never drawn alike.
_DASHES = ("dash", "round_dot", "long_dash_dot", "long_dash", "dash_dot", "square_dot")

#: Size of a chart on a page of its own, pixels.
PAGE = {"width": 1080, "height": 480}
HALF = {"width": 520, "height": 290}

_SMALL = {"name": FONT, "size": 9}


def actual() -> Mapping[str, Any]:
    """Return how counted figures are drawn: a solid dark line with dots."""
    marker = {"type": "circle", "size": 5, "fill": {"color": INK}, "border": {"color": INK}}
    return {"line": {"color": INK, "width": 2.25}, "marker": marker}


def projection(number: int) -> Mapping[str, Any]:
    """Return how the n-th official projection is drawn: grey, with a dash of its own."""
    line = {"color": FADED, "width": 1.75, "dash_type": _DASHES[number % len(_DASHES)]}
    return {"line": line, "marker": {"type": "none"}}


def scenario(number: int) -> Mapping[str, Any]:
    """Return how the n-th scenario is drawn: in colour, with a marker of its own."""
    colour = COLOURS[number % len(COLOURS)]
    marker = {"type": _MARKERS[number % len(_MARKERS)], "size": 6,
              "fill": {"color": "#FFFFFF"}, "border": {"color": colour}}  # fmt: skip
    return {"line": {"color": colour, "width": 2}, "marker": marker}


def target(*, labelled: bool = True) -> Mapping[str, Any]:
    """Return how targets are drawn: rings without a line."""
    marker = {"type": "circle", "size": 10, "fill": {"none": True},
              "border": {"color": ALERT, "width": 2}}  # fmt: skip
    look: dict[str, Any] = {"line": {"none": True}, "marker": marker}
    if labelled:
        font = {**_SMALL, "color": ALERT}
        look["data_labels"] = {
            "value": True, "position": "above", "num_format": "#,##0", "font": font,
        }  # fmt: skip
    return look


def bars(number: int, *, hatched: bool = False) -> Mapping[str, Any]:
    """Return how the n-th kind of bar is drawn; hatching tells it from the others in print."""
    colour = COLOURS[number % len(COLOURS)]
    border = {"border": {"color": colour, "width": 0.75}, "gap": 60}
    if hatched:
        pattern = {"pattern": "wide_upward_diagonal", "fg_color": colour, "bg_color": "#FFFFFF"}
        return {"pattern": pattern, **border}
    return {"fill": {"color": colour}, **border}


def make(workbook: xlsxwriter.Workbook, kind: str, subtype: str | None = None) -> Chart:
    """Return a new chart of this kind, as line, column, bar or scatter."""
    options = {"type": kind} if subtype is None else {"type": kind, "subtype": subtype}
    chart: Chart = workbook.add_chart(options)
    return chart


def finish(
    chart: Chart,
    title: str,
    size: Mapping[str, int],
    *,
    x_axis: Mapping[str, Any] | None = None,
    y_axis: Mapping[str, Any] | None = None,
) -> None:
    """Give a chart its title, axes, legend and size."""
    name_font = {**_SMALL, "size": 12, "bold": True}
    chart.set_title({"name": title, "name_font": name_font, "overlay": False})
    chart.set_x_axis({"num_font": _SMALL, "major_gridlines": {"visible": False}, **(x_axis or {})})
    grid = {"visible": True, "line": {"color": GRID}}
    chart.set_y_axis({"num_font": _SMALL, "num_format": "#,##0", "major_gridlines": grid,
                      **(y_axis or {})})  # fmt: skip
    chart.set_legend({"position": "bottom", "font": _SMALL})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size(dict(size))

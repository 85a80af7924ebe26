"""What every table of lines under headings has from its base."""

from __future__ import annotations

from PySide6.QtCore import Qt

from workbench.desktop.widgets.headed_model import HeadedModel

ACROSS, DOWN = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
SIDE = Qt.ItemDataRole.TextAlignmentRole


class Rivers(HeadedModel):
    """Two rivers of the city with their lengths in kilometres."""

    def __init__(self) -> None:
        super().__init__(("Name", "Length"), figures=(1,))
        self.lines = [("梓川", "77"), ("高瀬川", "56")]

    def line_count(self) -> int:
        return len(self.lines)

    def answer(self, row: int, column: int, role: int) -> object:
        return self.lines[row][column] if role == Qt.ItemDataRole.DisplayRole else None


def test_it_keeps_the_rules_of_qts_models(qtmodeltester) -> None:
    qtmodeltester.check(Rivers())


def test_a_heading_stands_over_its_column_on_the_same_side(qtbot) -> None:
    model = Rivers()
    assert [model.headerData(column, ACROSS) for column in range(2)] == ["Name", "Length"]
    assert model.headerData(0, DOWN) is None
    for column, side in enumerate((Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)):
        assert model.headerData(column, ACROSS, SIDE) & side
        assert model.index(1, column).data(SIDE) & side


def test_lines_lie_under_nothing_and_have_nothing_beneath(qtbot) -> None:
    model = Rivers()
    assert (model.rowCount(), model.columnCount()) == (2, 2)
    line = model.index(0, 0)
    assert (model.rowCount(line), model.columnCount(line)) == (0, 0)


def test_showing_again_tells_of_every_cell(qtbot) -> None:
    model = Rivers()
    with qtbot.waitSignal(model.dataChanged) as told:
        model.show_again()
    first, last, *_ = told.args
    assert (first.row(), first.column(), last.row(), last.column()) == (0, 0, 1, 1)


def test_nothing_is_told_of_no_lines(qtbot) -> None:
    model = Rivers()
    model.lines.clear()
    with qtbot.assertNotEmitted(model.dataChanged):
        model.show_again()

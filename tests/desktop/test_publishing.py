"""What is internal is ticked in the window, and the copy for publication goes without it."""

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt

from workbench.desktop.look import SPACING
from workbench.desktop.publishing.parts_model import NAME, PART_ROLE, STATE
from workbench.operations import evaluations, indicators, initiatives
from workbench.operations.publishing import is_internal
from workbench.store import queries
from workbench.store.planfile import PlanFile


@pytest.fixture
def measure_id(window):
    """Give the measure 4-10 an indicator, an initiative and an evaluation."""
    (measure,) = (one for one in window.document.plan.elements if one.code == "4-10")
    for operation in (
        lambda database: indicators.add_indicator(database, measure.id, "記入例の指標"),
        lambda database: initiatives.add_initiative(database, measure.id, "記入例の事業"),
        lambda database: evaluations.write_evaluation(
            database, measure.id, 2024, {"issue": "記入例の課題"}
        ),
    ):
        assert window.document.run(operation)
    return measure.id


@pytest.fixture
def sheet(window, measure_id):
    window.actions_.publish.trigger()
    yield window.publishing
    window.publishing.reject()


def line(model, table, above=QModelIndex(), name=""):  # noqa: B008
    """Return the first line of a table below `above`, that of a name if one is given."""
    for row in range(model.rowCount(above)):
        index = model.index(row, NAME, above)
        part = index.data(PART_ROLE)
        if part.table == table and name in part.name:
            return index
        found = line(model, table, index, name)
        if found is not None:
            return found
    return None


def tick(model, index, state=Qt.CheckState.Checked):
    assert model.setData(index, state, Qt.ItemDataRole.CheckStateRole)


def write(sheet, qtbot):
    sheet.write_button.click()
    qtbot.waitUntil(sheet.write_button.isEnabled, timeout=20_000)


@pytest.mark.parametrize(
    ("table", "name"),
    [("element", "4-10"), ("indicator", "記入例"), ("initiative", "記入例"),
     ("evaluation", "6年度"), ("theme", ""), ("scenario", "")],
)  # fmt: skip
def test_a_tick_is_one_step_and_can_be_taken_back(window, sheet, table, name):
    index = line(sheet.model, table, name=name)
    part = index.data(PART_ROLE)
    tick(sheet.model, index)
    assert is_internal(window.document.database, table, part.row_id)
    assert "内部用に指定" in window.status.text
    window.document.undo()
    assert not is_internal(window.document.database, table, part.row_id)
    assert sheet.model.itemFromIndex(index).checkState() is Qt.CheckState.Unchecked
    assert not index.data(PART_ROLE).is_internal


def test_a_box_is_ticked_where_it_is_painted_and_by_the_space_bar(window, sheet, qtbot):
    index = sheet.shown.index(0, NAME)
    area = sheet.tree.visualRect(index)
    box = area.topLeft() + QPoint(SPACING + 8, area.height() // 2)
    qtbot.mouseClick(sheet.tree.viewport(), Qt.MouseButton.LeftButton, pos=box)
    element = index.data(PART_ROLE).row_id
    assert is_internal(window.document.database, "element", element)
    sheet.tree.setCurrentIndex(index)
    qtbot.keyClick(sheet.tree, Qt.Key.Key_Space)
    assert not is_internal(window.document.database, "element", element)


def test_what_hangs_on_it_is_shown_as_left_out_too(sheet):
    measure = line(sheet.model, "element", name="4-10")
    tick(sheet.model, measure)
    below = line(sheet.model, "indicator", measure)
    assert below.siblingAtColumn(STATE).data() == "上位とともに内部用"
    tick(sheet.model, measure, Qt.CheckState.Unchecked)
    assert not below.siblingAtColumn(STATE).data()


def test_only_what_is_internal_and_what_is_above_it_can_be_shown(sheet):
    tick(sheet.model, line(sheet.model, "initiative", name="記入例の事業"))
    sheet.only_internal.setChecked(True)
    seen = []

    def walk(above):
        for row in range(sheet.shown.rowCount(above)):
            index = sheet.shown.index(row, NAME, above)
            seen.append(index.data(PART_ROLE).table)
            walk(index)

    walk(QModelIndex())
    assert seen == ["element", "element", "initiative"]


def test_the_copy_goes_without_it(window, sheet, answers, tmp_path, measure_id, qtbot):
    tick(sheet.model, line(sheet.model, "indicator", name="記入例の指標"))
    answers.name = tmp_path / "公開.plandb"
    write(sheet, qtbot)
    assert answers.asked[-1] == "write plan-公開用.plandb"
    assert "公開.plandb を書き出しました" in sheet.told
    with PlanFile.open(answers.name, read_only=True) as copy:
        assert queries.load_plan(copy.database).indicators == ()
        assert [one.name for one in queries.load_initiatives(copy.database)] == ["記入例の事業"]
    assert len(window.document.plan.indicators) == 1


def test_the_plan_itself_is_not_written_over(window, sheet, answers, qtbot):
    answers.name = window.document.path
    write(sheet, qtbot)
    assert "別のファイル" in sheet.told


def test_a_plan_open_for_reading_can_be_published_but_not_marked(window, answers, tmp_path, qtbot):
    path = window.document.path
    window.document.save()
    assert window.document.open(path.rename(tmp_path / "x.plandb"), read_only=True)
    window.actions_.publish.trigger()
    sheet = window.publishing
    index = line(sheet.model, "element", name="4-10")
    assert not index.flags() & Qt.ItemFlag.ItemIsUserCheckable
    answers.name = tmp_path / "公開.plandb"
    write(sheet, qtbot)
    assert answers.name.exists()
    sheet.reject()

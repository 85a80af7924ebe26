"""The grading schemes among the plan's settings."""

import pytest
from PySide6.QtWidgets import QComboBox

from tests.desktop.settings_page import show
from workbench.desktop.places import (
    OVERVIEW,
)
from workbench.desktop.plan_settings.band_model import APPLIES_TO, BOUND, GRADE, POINTS
from workbench.operations.schemes import scheme_of, shipped_schemes
from workbench.operations.years import close_year, open_year
from workbench.plan.grading import AppliesTo
from workbench.store.queries import load_schemes


class TestGrading:
    @pytest.fixture
    def section(self, settings):
        return show(settings, "grading")

    def change(self, section, row, column, text):
        return section.model.setData(section.model.index(row, column), text)

    def test_the_model_is_sound(self, section, qtmodeltester):
        qtmodeltester.check(section.model)

    def test_bounds_are_typed_as_sheets_write_them_and_kept_as_one_step(self, window, section):
        self.change(section, 1, BOUND, "２０％")
        self.change(section, 2, BOUND, "△20")
        assert scheme_of(window.document.database).bands[1].bound == 0.1
        section.hand_in.click()
        bands = scheme_of(window.document.database).bands
        assert [band.bound for band in bands] == [1, 0.2, -0.2, None]
        window.document.undo()
        assert scheme_of(window.document.database).bands[1].bound == 0.1
        assert section.model.index(1, BOUND).data() == "10%"

    def test_text_where_a_number_belongs_is_refused_in_words(self, section):
        assert not self.change(section, 1, BOUND, "多い")
        assert "多い" in section._wrong.accessibleName()
        assert section.draft is None

    def test_an_unsound_draft_says_what_is_wrong_and_is_not_handed_in(self, window, section):
        self.change(section, 2, BOUND, "50")
        assert not section.hand_in.isEnabled()
        assert "B" in section._wrong.accessibleName()
        window.document.settle()
        assert scheme_of(window.document.database).bands[2].bound == -0.1
        section.discard.click()
        assert section.draft is None
        assert section.model.index(2, BOUND).data() == "△10%"

    def test_a_sound_draft_is_handed_in_by_going_on(self, window, section, qtbot):
        qtbot.keyClicks(section.name, "!")
        window.go_to(OVERVIEW)
        assert scheme_of(window.document.database).name.endswith("!")

    def test_a_scheme_is_brought_back_as_it_came(self, window, section):
        self.change(section, 0, GRADE, "◎")
        section.hand_in.click()
        assert not section.restore_link.isHidden()
        section.restore_link.click()
        as_it_came = shipped_schemes()[0]
        assert scheme_of(window.document.database).bands == as_it_came.bands
        assert section.restore_link.isHidden()
        window.document.undo()
        assert scheme_of(window.document.database).bands[0].grade == "◎"

    def test_the_plan_follows_another_scheme(self, window, section):
        section.list.setCurrentRow(1)
        assert scheme_of(window.document.database).key == "sabc"
        section.follow_link.click()
        assert scheme_of(window.document.database).key == "seven"
        assert section.follow_link.isHidden()

    def test_a_copy_is_edited_beside_and_deleted_again(self, window, section):
        section.copy_link.click()
        assert section.name.text().endswith("の写し")
        section.add_link.click()
        self.change(section, 0, GRADE, "◎")
        self.change(section, 0, BOUND, "120")
        self.change(section, 0, POINTS, "5")
        section.hand_in.click()
        own = next(
            one for one in load_schemes(window.document.database) if one.key.startswith("own-")
        )
        assert own.grades == ("◎", "S", "A", "B", "C")
        assert (own.bands[0].bound, own.bands[0].points) == (1.2, 5)
        section.table.go_to(0)
        section.down_link.click()
        assert not section.hand_in.isEnabled()
        section.up_link.click()
        assert section.draft is None
        section.delete_link.click()
        assert all(not one.key.startswith("own-") for one in load_schemes(window.document.database))

    def test_a_scheme_of_a_closed_year_is_not_changed(self, window, section):
        window.document.run(lambda database: open_year(database, 2024))
        window.document.run(lambda database: close_year(database, 2024))
        show(window.pages.plan.settings, "grading")
        self.change(section, 1, BOUND, "20")
        section.hand_in.click()
        assert window.notice.text
        assert scheme_of(window.document.database).bands[1].bound == 0.1
        # It is not asked again and again: the draft waits.
        window.notice.hide()
        window.document.settle()
        assert window.notice.isHidden()
        section.discard.click()

    def test_a_word_is_chosen_from_a_list(self, window, section, qtbot):
        index = section.model.index(1, APPLIES_TO)
        section.table.setCurrentIndex(index)
        section.table.edit(index)
        box = section.table.findChild(QComboBox)
        box.setCurrentIndex(box.findData(AppliesTo.SURVEYS))
        section.table.settle()
        assert section.draft.bands[1].applies_to is AppliesTo.SURVEYS
        section.discard.click()

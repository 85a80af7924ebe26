"""What a person chooses holds at once, for every page, and the next time too."""

import json

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QSplitter

from workbench import language
from workbench.desktop import look, settings
from workbench.desktop.application import make_application
from workbench.desktop.document import Document
from workbench.desktop.in_force import apply_settings
from workbench.desktop.places import PAGES, REPORTS, Place, element_place
from workbench.desktop.preferences.appearance import AppearanceSection
from workbench.desktop.settings import Settings, Theme
from workbench.operations.editing import FIELDS, edit_text
from workbench.plan.fiscal_years import YearStyle, year_style
from workbench.store.planfile import PlanFile


@pytest.fixture
def as_it_comes(qapp):
    yield
    apply_settings(qapp, Settings(theme=Theme.LIGHT))


def rename(window, element, name):
    field = FIELDS["element.name"]
    assert window.document.run(lambda database: edit_text(database, field, element.id, name))


def test_choices_are_kept(home):
    chosen = Settings("en", YearStyle.WESTERN, 130, Theme.DARK, False)
    settings.keep(chosen)
    assert settings.load() == chosen


def test_what_cannot_be_read_is_as_it_comes(home):
    home.mkdir(parents=True, exist_ok=True)
    for words in ("", "[]", "{", '{"language": "fr", "text_size": "x", "years": 3}'):
        (home / "settings.json").write_text(words, encoding="utf-8")
        assert settings.load() == Settings()


def test_names_of_other_versions_stay(home):
    settings.write({"from_the_future": [1]})
    settings.keep(Settings())
    assert json.loads((home / "settings.json").read_text(encoding="utf-8"))["from_the_future"]


def test_a_choice_that_cannot_be_written_is_no_matter(home):
    home.parent.mkdir(parents=True, exist_ok=True)
    home.write_text("in the way", encoding="utf-8")
    settings.keep(Settings(language="en"))
    assert settings.load() == Settings()


def test_the_window_is_made_anew_in_another_language(window, as_it_comes):
    measure = next(one for one in window.document.plan.elements if one.code == "4-10")
    window.document.run(
        lambda database: edit_text(database, FIELDS["element.name"], measure.id, "移住の推進")
    )
    window.go_to(element_place(measure.id))
    window.go_to(Place(REPORTS))
    before = window.document
    apply_settings(QApplication.instance(), Settings("en", theme=Theme.LIGHT))
    window.remake()
    assert window.page == REPORTS
    assert window.pages.plan.place == element_place(measure.id)
    assert window.page_bar.buttons[REPORTS].text() == "Reports"
    assert window.menuBar().actions()[0].text() == "&File"
    assert window.document is not before
    window.document.undo()
    assert window.document.plan.element(measure.id).name == measure.name
    assert window.document.next_undo is None


def test_after_being_made_anew_every_page_still_works(window, as_it_comes, qtbot):
    for page in PAGES:
        window.go_to(Place(page))
    window.remake()
    QApplication.processEvents()
    for page in PAGES:
        window.go_to(Place(page))
    measure = next(one for one in window.document.plan.elements if one.code == "1-1")
    window.document.run(
        lambda database: edit_text(database, FIELDS["element.name"], measure.id, "別の名前")
    )
    assert "別の名前" in window.status.text
    qtbot.waitUntil(lambda: window.tasks.is_idle, timeout=10_000)


def test_the_sheet_of_settings_puts_them_into_force(window, as_it_comes, qtbot):
    window.show_preferences()
    section = window.preferences.section(AppearanceSection)
    section.language.setCurrentIndex(section.language.findData("en"))
    section.years.setCurrentIndex(section.years.findData(YearStyle.WESTERN))
    section.text_size.setCurrentIndex(section.text_size.findData(115))
    section.theme.setCurrentIndex(section.theme.findData(Theme.DARK))
    window.preferences.apply_button.click()
    qtbot.waitUntil(lambda: window.page_bar.buttons["plan"].text() == "Plan")
    assert settings.load() == Settings("en", YearStyle.WESTERN, 115, Theme.DARK)
    assert look.is_dark()


def test_text_grows_and_the_years_change(window, as_it_comes):
    small = window.page_bar.buttons["plan"].font().pointSizeF()
    assert "令和5（2023）年度" in window.header._title_text
    apply_settings(
        QApplication.instance(),
        Settings(years=YearStyle.WESTERN, text_size=130, theme=Theme.LIGHT),
    )
    window.remake()
    assert window.page_bar.buttons["plan"].font().pointSizeF() == pytest.approx(1.3 * small)
    assert "2023年度～2027年度" in window.header._title_text
    assert "令和" not in window.header._title_text


def test_light_or_dark_is_remembered(window, as_it_comes):
    window.actions_.appearances[2].trigger()
    assert settings.load().theme is Theme.DARK
    assert look.is_dark()
    window.set_appearance(None)
    assert settings.load().theme is Theme.SYSTEM
    assert [action.isChecked() for action in window.actions_.appearances] == [True, False, False]


def test_the_window_comes_back_as_it_was_left(plan_path, answers, application, home):
    from workbench.desktop.window import MainWindow

    window = MainWindow(Document(PlanFile.open(plan_path)), answers)
    window.show()
    window.setGeometry(QRect(0, 20, 760, 700))
    window.toggle_history()
    splitter = window.findChild(QSplitter, "plan")
    splitter.setSizes([300, 460])
    widths = splitter.sizes()
    window.close()
    again = MainWindow(Document(PlanFile.open(plan_path)), answers)
    again.show()
    QApplication.processEvents()
    assert again.size().toTuple() == (760, 700)
    assert again.findChild(QSplitter, "plan").sizes() == widths
    assert not again.history.isHidden()
    again.close()
    again.deleteLater()


def test_a_note_of_the_window_that_makes_no_sense_is_passed_over(
    plan_path, answers, application, home
):
    from workbench.desktop.window import SMALLEST, MainWindow

    settings.write({"window_place": "?", "window_widths": {"plan": ["a", None]}})
    window = MainWindow(Document(PlanFile.open(plan_path)), answers)
    assert window.size().toTuple() == SMALLEST
    window.close()
    window.deleteLater()


def test_the_language_chosen_is_spoken_unless_another_is_asked_for(home, qapp, as_it_comes):
    make_application("ja")
    apply_settings(qapp, Settings("en", YearStyle.WESTERN, 115, Theme.DARK))
    assert language.language() == "en"
    assert year_style() is YearStyle.WESTERN
    assert look.is_dark()
    assert look.text_font().pointSizeF() == pytest.approx(1.15 * look.BODY)

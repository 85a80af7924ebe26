"""The population page on the sample plan's figures, in the light, on the smallest screen."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from workbench import language
from workbench.desktop import look
from workbench.desktop.population.page import PopulationPage
from workbench.desktop.population.subject import PopulationSubject
from workbench.desktop.subjects import population_subject
from workbench.operations.population import load_areas, load_population
from workbench.population.levers import Assumptions
from workbench.store.planfile import PlanFile


@pytest.fixture(autouse=True)
def let_widgets_go():
    """Delete what a test made: without an event loop nobody else does, and they add up."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True, scope="module")
def light(qapp):
    look.apply_look(qapp, False)


@pytest.fixture(scope="session")
def sample_subject(sample_file, tmp_path_factory) -> PopulationSubject:
    """Return the sample plan's figures; they are immutable, so one reading serves all tests."""
    language.set_language("ja")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(tmp_path_factory.mktemp("reading")))
        with PlanFile.open(sample_file) as plan_file:
            data = load_population(plan_file.database)
            areas = load_areas(plan_file.database, data)
            return population_subject(data, data.scenarios[0], areas)


@pytest.fixture
def subject(sample_subject) -> PopulationSubject:
    """Return what the page is about; a module that needs something else overrides this."""
    return sample_subject


@pytest.fixture
def empty_page(qtbot) -> PopulationPage:
    page = PopulationPage()
    qtbot.addWidget(page)
    page.resize(1366, 660)
    page.show()
    qtbot.waitExposed(page)
    return page


@pytest.fixture
def page(empty_page, subject, qapp) -> PopulationPage:
    """Return the page with the subject on it."""
    empty_page.set_subject(subject)
    qapp.processEvents()
    return empty_page


@pytest.fixture
def committed(page) -> list[Assumptions]:
    """Return what the page says of finished moves, as it comes."""
    said: list[Assumptions] = []
    page.assumptions_committed.connect(said.append)
    return said

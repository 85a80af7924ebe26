"""The population page in the window: it reads the plan, and every finished move is one step."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.desktop.document import Document
from workbench.desktop.places import IMPORT, Place
from workbench.desktop.population.page import PopulationPage
from workbench.desktop.subjects import population_subject
from workbench.errors import PersonError
from workbench.operations import scenarios as operations
from workbench.operations.population import PopulationData, known_areas, load_population
from workbench.operations.population_headship import clear_headship, set_headship
from workbench.population.headship import HeadshipRates
from workbench.population.levers import Assumptions
from workbench.store.journal import Outcome
from workbench.store.queries import Scenario, load_scenarios

#: Tables whose change moves the levers only.
_LEVER_TABLES = frozenset({"assumption"})
#: Tables whose change the charts have to show.
_FIGURE_TABLES = frozenset(
    {
        "profile",
        "area",
        "area_households",
        "population_set",
        "population_cell",
        "population_target",
        "rate",
        "headship_rate",
        "scenario",
        "vital_event",
    }
)


class PopulationHost(QWidget):
    """Keeps the population page and the plan in step."""

    go_to = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._data: PopulationData | None = None
        self._chosen: int | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.page = self._new_page()
        document.changed.connect(self._follow)
        document.opened.connect(self._begin)
        self._load()

    def _new_page(self) -> PopulationPage:
        page = PopulationPage()
        page.assumptions_committed.connect(self._keep)
        page.panel.noted.connect(self._note)
        page.households.form.given.connect(self._set_headship)
        page.households.form.cleared.connect(self._clear_headship)
        page.households.import_wanted.connect(lambda: self.go_to.emit(Place(IMPORT)))
        wanted = page.scenarios
        wanted.chosen.connect(self._choose)
        wanted.copied.connect(self._copy)
        wanted.renamed.connect(self._rename)
        wanted.annotated.connect(self._annotate)
        wanted.deleted.connect(self._delete)
        self._column.addWidget(page)
        self.setFocusProxy(page.panel.levers["tfr"].slider)
        return page

    def _begin(self) -> None:
        """Begin with an empty page: another plan may lack what the last one had."""
        self._chosen = None
        self.page.hide()
        self.page.deleteLater()
        self.page = self._new_page()
        self._load()

    def _load(self) -> None:
        try:
            self._data = load_population(self._document.database)
        except PersonError:
            # The page itself says what is missing.
            self._data = None
            return
        scenario = self._scenario()
        if scenario is not None:
            areas = known_areas(self._document.database, self._data)
            self.page.set_subject(population_subject(self._data, scenario, areas))
        self.page.set_read_only(self._document.read_only)

    def _scenario(self) -> Scenario | None:
        """Return the scenario the levers belong to: the one chosen, or else the first."""
        scenarios = load_scenarios(self._document.database)
        chosen = [one for one in scenarios if one.id == self._chosen]
        return next(iter((*chosen, *scenarios)), None)

    def _choose(self, scenario_id: int) -> None:
        self._chosen = scenario_id
        self._load()

    def _copy(self, scenario_id: int, name: str) -> None:
        """Copy a scenario and go on with the copy."""
        before = {one.id for one in load_scenarios(self._document.database)}
        self._document.run(lambda database: operations.copy_scenario(database, scenario_id, name))
        made = [one.id for one in load_scenarios(self._document.database) if one.id not in before]
        if made:
            self._choose(made[0])

    def _rename(self, scenario_id: int, name: str) -> None:
        done = self._document.run(
            lambda database: operations.rename_scenario(database, scenario_id, name)
        )
        if not done:
            self._load()

    def _annotate(self, scenario_id: int, note: str) -> None:
        self._document.run(
            lambda database: operations.annotate_scenario(database, scenario_id, note)
        )

    def _note(self, key: str, reason: str) -> None:
        scenario = self._scenario()
        if scenario is None:
            return
        done = self._document.run(
            lambda database: operations.note_assumption(database, scenario.id, key, reason)
        )
        if not done:
            self._show_held()

    def _set_headship(self, rates: HeadshipRates, source: str) -> None:
        self._document.run(lambda database: set_headship(database, rates, source))

    def _clear_headship(self) -> None:
        self._document.run(clear_headship)

    def _delete(self, scenario_id: int) -> None:
        self._document.run(lambda database: operations.delete_scenario(database, scenario_id))

    def _keep(self, assumptions: Assumptions) -> None:
        """Write what a move changed, as one step; a lever put back follows its source again."""
        scenario = self._scenario()
        if scenario is None or self._data is None:
            return
        source = self._data.assumptions(replace(scenario, assumptions={})).to_mapping()
        held = self._data.assumptions(scenario).to_mapping()
        wanted = assumptions.to_mapping()
        changed = {
            key: None if wanted.get(key) == source.get(key) else wanted[key]
            for key in wanted.keys() | held.keys()
            if wanted.get(key) != held.get(key)
        }
        done = self._document.run(
            lambda database: operations.set_assumptions(database, scenario.id, changed)
        )
        if not done:
            self._show_held()

    def _follow(self, outcome: Outcome) -> None:
        if outcome.tables & _FIGURE_TABLES:
            self._load()
        elif outcome.tables & _LEVER_TABLES:
            self._show_held()

    def _show_held(self) -> None:
        """Show the assumptions that the plan holds, if the levers say something else."""
        scenario = self._scenario()
        if scenario is None or self._data is None:
            return
        held = self._data.assumptions(scenario)
        if held != self.page.assumptions:
            self.page.set_assumptions(held)
        self.page.panel.show_reasons(scenario.notes)

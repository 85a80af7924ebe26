"""The outputs, one view for each, and the writing of the one that is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget

from workbench.desktop.document import Document
from workbench.desktop.questions import Questions
from workbench.desktop.reports.output_view import OutputView
from workbench.desktop.reports.outputs import OUTPUTS, SET, TEMPLATE, Order, work_of
from workbench.desktop.reports.rendering import of_plan
from workbench.desktop.reports.scope_panel import year_words
from workbench.desktop.reports.writing import Writing
from workbench.desktop.tasks import Task, Tasks
from workbench.errors import PersonError
from workbench.language import tr
from workbench.operations import reporting
from workbench.operations.file_writing import file_name
from workbench.operations.internal_parts import count_internal
from workbench.operations.reporting import Selection
from workbench.operations.template_exports import Asked, asked_of_departments
from workbench.operations.years import year_to_ask
from workbench.plan.fiscal_years import short_year
from workbench.report.forms import FORMS
from workbench.store.queries import load_years


class OutputHost(QStackedWidget):
    """Offers what the plan has to write, asks where to, and writes it off the main thread."""

    def __init__(
        self,
        document: Document,
        tasks: Tasks,
        questions: Questions,
        selection: Callable[[], Selection],
    ) -> None:
        super().__init__()
        self._document = document
        self._questions = questions
        self._selection = selection
        self._tasks = tasks
        self._counting: Task | None = None
        self._writing = Writing(tasks, self)
        self._written_from: OutputView | None = None
        self.views: dict[str, OutputView] = {}
        self._writing.progressed.connect(self._tell_progress)
        self._writing.written.connect(self._tell_written)
        self._writing.failed.connect(self._tell_failed)
        self._writing.stopped.connect(self._tell_stopped)

    @property
    def is_working(self) -> bool:
        """Tell whether something is being written or counted."""
        return self._writing.is_working or self._counting is not None

    @property
    def view(self) -> OutputView:
        """Return the view that is shown."""
        return self.currentWidget()  # type: ignore[return-value]

    def show_output(self, key: str) -> None:
        """Show an output with what there is of it to choose."""
        if key not in self.views:
            view = OutputView(OUTPUTS[key])
            view.wanted.connect(self.write)
            view.cancelled.connect(self._writing.stop)
            view.year_chosen.connect(self._offer_departments)
            self.views[key] = view
            self.addWidget(view)
        self.setCurrentWidget(self.views[key])
        self.refresh()

    def refresh(self) -> None:
        """Offer what the plan has now."""
        marked = count_internal(self._document.database)
        for view in self.views.values():
            view.show_internal(marked)
        if SET in self.views:
            forms = [(kind, str(FORMS[kind].title)) for kind in reporting.kinds()]
            self.views[SET].offer_ticks(forms)
        if TEMPLATE in self.views and self.currentWidget() is self.views[TEMPLATE]:
            self._offer_years()
            self._offer_departments()

    def refresh_order(self) -> None:
        """Heed that another scope was chosen: what was written before is not of it."""
        if SET in self.views and not self._writing.is_working:
            self.views[SET].outcome.tell("")

    def _offer_years(self) -> None:
        database, profile = self._document.database, self._document.plan.profile
        years = {year.fiscal_year for year in load_years(database)}
        years |= set(range(profile.first_year, profile.last_year + 1))
        named = [(year, year_words(year)) for year in sorted(years)]
        self.views[TEMPLATE].offer_years(named, year_to_ask(database))

    def _offer_departments(self) -> None:
        """Count what each department is asked, which in a large plan takes its time."""
        if self._counting is not None:
            self._counting.cancel()
        plan, year = self._document.database.path, self.views[TEMPLATE].years.currentData()
        self._counting = self._tasks.start(
            lambda: of_plan(plan, lambda database: asked_of_departments(database, year)),
            self._take_departments,
            self._fail_to_count,
        )

    def _fail_to_count(self, error: BaseException) -> None:
        self._counting = None
        if not isinstance(error, PersonError):
            raise error
        self.views[TEMPLATE].outcome.tell(str(error))

    def _take_departments(self, asked: Sequence[Asked]) -> None:
        self._counting = None
        view = self.views[TEMPLATE]
        view.offer_ticks([(one.department, _asked(one)) for one in asked], str(len(asked)))
        if not asked:
            view.outcome.tell(
                tr("Nothing is to be filled in for this year. Add measures and indicators first.")
            )
        elif not self._writing.is_working and not view.outcome.has_files:
            view.outcome.tell("")

    def write(self) -> None:
        """Ask where to, and write what is shown."""
        self._document.settle()
        view = self.view
        order = view.order()
        if order.output.key == SET:
            order = replace(order, of=self._selection())
            if order.of.measures == frozenset():
                view.outcome.tell(tr("Choose at least one measure at the right."))
                return
        path = self._ask(order)
        if path is None:
            return
        self._written_from = view
        self._writing.start(self._document.database.path, work_of(order, path))
        view.show_work()

    def _ask(self, order: Order) -> Path | None:
        """Ask for the name of the file, or for the folder that a folder of its own is made in."""
        title = str(order.output.name)
        proposed = self._document.path.with_name(self._name(order) + order.way.ending)
        if order.way.ending:
            return self._questions.file_to_write(self, title, proposed)
        chosen = self._questions.folder(self, title, proposed.parent)
        if chosen is None:
            return None
        folder = chosen / proposed.name
        if folder.is_dir() and any(folder.iterdir()):
            question = tr("There is a folder {name} already.", name=folder.name)
            details = tr("Files of the same name in it are replaced, others stay.")
            if not self._questions.go_ahead(self, question, details, tr("Write")):
                return None
        return folder

    def _name(self, order: Order) -> str:
        profile = self._document.plan.profile
        year = order.fiscal_year or order.of.fiscal_year
        words = order.output.file.format(
            year="" if year is None else short_year(year), title=profile.title
        )
        return file_name(f"{profile.municipality}_{words}")

    def _tell_progress(self, done: int, of: int) -> None:
        if self._written_from is not None:
            self._written_from.show_work(done, of)

    def _tell_written(self, files: list[Path]) -> None:
        view = self._end()
        view.outcome.tell_written(files)

    def _tell_failed(self, error: BaseException) -> None:
        view = self._end()
        if not isinstance(error, PersonError):
            raise error
        view.outcome.tell(str(error))

    def _tell_stopped(self) -> None:
        self._end().outcome.tell(tr("Cancelled. Files that were finished stay."))

    def _end(self) -> OutputView:
        view = self._written_from
        assert view is not None
        view.rest()
        return view


def _asked(asked: Asked) -> str:
    """Return a department with what it is asked: 保健医療部　指標 3・施策 1・事業 4."""
    parts = (
        tr("indicators {count}", count=asked.indicators) if asked.indicators else "",
        tr("evaluations {count}", count=asked.measures) if asked.measures else "",
        tr("initiatives {count}", count=asked.initiatives) if asked.initiatives else "",
    )
    return f"{asked.department}　{'・'.join(part for part in parts if part)}"

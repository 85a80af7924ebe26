"""Taking workbooks into the plan: what they would do, and doing it as one step.

A workbook is read once (`read`); `propose` says what it would do, as often as a person changes
what columns mean or where the table lies; `chosen` leaves out what is not wanted; `apply` writes
it, and `apply_together` writes several workbooks as one step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from workbench.errors import PersonError
from workbench.exchange import importing as exchange
from workbench.exchange.changes import Change
from workbench.exchange.choosing import EVERYTHING, Choosing, choose
from workbench.exchange.guidance import NO_GUIDANCE, Guidance
from workbench.exchange.line_table import LineTable
from workbench.exchange.looks import SheetLooks, read_looks
from workbench.exchange.proposals import ImportProposal, ValueChange, VitalEventChange
from workbench.exchange.reading import read_workbook
from workbench.exchange.workbooks import Sheet, Workbook
from workbench.language import message
from workbench.operations.import_lines import other_lines
from workbench.operations.import_memory import remembers_more, with_memory
from workbench.operations.import_writing import Writing, is_confirmed
from workbench.operations.imported_populations import plan_of_area, population_lines
from workbench.operations.imported_projects import is_confirmed as is_money_confirmed
from workbench.operations.imported_projects import projects_of
from workbench.operations.population_headship import load_headship
from workbench.operations.returned_answers import running_of
from workbench.store import queries
from workbench.store.database import Database
from workbench.store.journal import Outcome, transaction


def read(
    path: Path,
    *,
    password: str | None = None,
    encoding: str = "",
    cancelled: Callable[[], bool] | None = None,
) -> Workbook:
    """Return the workbook at `path` as it is; see `workbench.exchange.reading.read_workbook`."""
    return read_workbook(path, password=password, encoding=encoding, cancelled=cancelled)


def looks(
    path: Path,
    sheet: Sheet,
    sha256: str,
    *,
    password: str | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> SheetLooks | None:
    """Return how a sheet looks in its workbook; see `workbench.exchange.looks.read_looks`."""
    return read_looks(path, sheet, sha256, password=password, cancelled=cancelled)


def propose(
    database: Database,
    file: Path | Workbook,
    *,
    password: str | None = None,
    encoding: str = "",
    area: str = "",
    guidance: Guidance = NO_GUIDANCE,
    cancelled: Callable[[], bool] | None = None,
) -> ImportProposal:
    """Return what importing a workbook would do; nothing is changed.

    Parameters
    ----------
    file
        Where the workbook lies, or the workbook if it has been read already.
    password
        For an encrypted file.
    encoding
        What a text is in, where a person said so; see `read_workbook`.
    area
        The code or the name of the area of the plan that figures are read for; without it they
        are the municipality's.
    guidance
        What a person said of it; what the plan remembers of earlier imports is added.
    cancelled
        Asked now and then whether to stop.

    Raises
    ------
    PersonError
        When the file is refused or the area is unknown.
    ReadingCancelled
        When `cancelled` says so.
    """
    plan = queries.load_plan(database)
    statistics = queries.load_statistics(database)
    area = area or guidance.area
    if area:
        plan = plan_of_area(plan, statistics, area)
    return exchange.propose(
        file,
        plan,
        queries.load_indicator_values(database),
        queries.load_vital_events(database),
        plan.profile.area_code,
        password=password,
        encoding=encoding,
        cancelled=cancelled,
        projects=projects_of(database),
        population_sets=statistics.population_sets,
        settlements=queries.load_settlements(database),
        running=running_of(database, plan.profile),
        guidance=with_memory(database, replace(guidance, area=area)),
        headship=held.rates if (held := load_headship(database)) else None,
    )


def chosen(proposal: ImportProposal, choosing: Choosing = EVERYTHING) -> ImportProposal:
    """Return the proposal with only those of its changes that a person takes in."""
    return choose(proposal, choosing)


def lines(database: Database, proposal: ImportProposal) -> LineTable:
    """Return the table of differences with the elements called by code and name."""
    names = {row["id"]: f"{row['code']} {row['name']}" for row in database.rows(
        "SELECT id, code, name FROM element"
    )}  # fmt: skip
    areas = {row["code"]: row["name"] for row in database.rows("SELECT code, name FROM area")}
    others = (
        *proposal.other_lines(),
        *population_lines(proposal.population_sets, areas),
        *other_lines(proposal, names),
    )
    return LineTable(proposal, names, others)


def writes(proposal: ImportProposal) -> bool:
    """Tell whether applying would write anything: figures, or where they come from."""
    return proposal.writes or confirmed(proposal) > 0


def confirmed(proposal: ImportProposal) -> int:
    """Return how many figures the workbook holds as the plan does, but for their cell."""
    money = sum(map(is_money_confirmed, proposal.project_years))
    events = sum(map(is_confirmed, proposal.vital_events))
    return sum(map(is_confirmed, proposal.held_values())) + events + money


def apply(database: Database, proposal: ImportProposal) -> Outcome:
    """Write what the proposal adds and changes, as one step that one undo takes back.

    A figure that the workbook confirms, and that so far named a publication only, learns the
    cell it stands in. What was confirmed and decided on the workbook is remembered for the next
    one. Raises `PersonError` when the plan has changed since the proposal was made, and when a
    figure of a closed year would change.
    """
    if not _does_anything(database, proposal):
        return Outcome(None)
    details = _details(proposal)
    with transaction(database, "import.apply", details) as change:
        # The journal's line is written after the rows it speaks of.
        details.update(Writing(change, proposal).write())
    return change.outcome


def apply_together(
    database: Database, proposals: Sequence[ImportProposal], choosing: Sequence[Choosing] = ()
) -> Outcome:
    """Write several workbooks in their order, as one step that one undo takes back.

    Parameters
    ----------
    proposals
        What each workbook would do to the plan as it is now, whole. Each is compared anew with
        what those before it have made of the plan.
    choosing
        What of each is taken in; nothing says everything.

    Raises
    ------
    PersonError
        When two of them hold different figures for one thing, and as `apply`. Nothing is
        written then.
    """
    choices = [*choosing, *[EVERYTHING] * (len(proposals) - len(choosing))]
    details: dict[str, object] = {"workbooks": [one.workbook for one in proposals]}
    counted = {"new": 0, "changed": 0, "confirmed": 0}
    written: dict[int, str] = {}
    with transaction(database, "import.apply_many", details) as change:
        for at, (proposal, choice) in enumerate(zip(proposals, choices, strict=True)):
            fresh = proposal
            if at and proposal.book is not None:
                fresh = propose(database, proposal.book, guidance=proposal.guidance)
            part = choose(fresh, choice)
            _require_agreement(part, written)
            if not _does_anything(database, part):
                continue
            writing = Writing(change, part)
            writing.write()
            written[writing.source_id] = part.workbook
            said = _details(part)
            for name in counted:
                counted[name] += int(str(said[name]))
        details.update(counted)
    return change.outcome


def _does_anything(database: Database, proposal: ImportProposal) -> bool:
    return writes(proposal) or remembers_more(database, proposal)


def _details(proposal: ImportProposal) -> dict[str, object]:
    """Return what the journal says of the import of one workbook."""
    counts = proposal.counts
    return {
        "workbook": proposal.workbook,
        "sha256": proposal.sha256,
        "new": counts[Change.NEW],
        "changed": counts[Change.CHANGED],
        "confirmed": confirmed(proposal),
    }


def _require_agreement(proposal: ImportProposal, written: Mapping[int, str]) -> None:
    """Raise `PersonError` when a workbook changes what one before it has just written."""
    figures: tuple[ValueChange | VitalEventChange, ...] = (
        *proposal.values,
        *proposal.vital_events,
    )
    for one in figures if written else ():
        before = one.old.provenance if one.old else None
        if one.change is not Change.CHANGED or before is None or before.source_id not in written:
            continue
        after = one.provenance if isinstance(one, ValueChange) else one.new.provenance
        here = f"{proposal.workbook} {after.sheet}!{after.cell}" if after else proposal.workbook
        raise PersonError(
            "import.files_disagree",
            message(
                "{one} and {other} hold different figures for one thing.",
                one=f"{before.title} {before.sheet}!{before.cell}",
                other=here,
            ),
            remedy=message("Leave one of the two out, or take the workbooks in one by one."),
        )

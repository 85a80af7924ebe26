"""The same operations from a terminal.

Each command is a thin layer: it opens the plan, calls one operation and says what happened.
What is heavy (Qt, NumPy, typst) is imported by the command that needs it. Exit codes: 0 done,
1 read but not done, 2 refused; never a traceback for something a person can cause.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench import __version__
from workbench.commands import ASKED, OpeningGroup, internal_option, language_option, say
from workbench.errors import PersonError
from workbench.language import tr
from workbench.operations.exporting import EXPORTS, HOLDS_INTERNAL
from workbench.operations.file_writing import Wanted

if TYPE_CHECKING:
    from workbench.store.database import Database

_FILE = click.Path(path_type=Path)


def _tell_left_out(database: Database, *, left_out: bool) -> None:
    """Say on the error stream how many parts were left out as internal, if any."""
    from workbench.operations.internal_parts import count_internal

    count = count_internal(database) if left_out else 0
    if count:
        words = tr("Left out {count} parts marked as internal; --internal takes them in.",
                   count=count)  # fmt: skip
        click.echo(words, err=True)


@click.group(cls=OpeningGroup, invoke_without_command=True)
@click.version_option(__version__, prog_name="workbench")
@language_option
@click.pass_context
def workbench(context: click.Context) -> None:
    """Keep a municipality's comprehensive plan in one local file."""
    if context.invoked_subcommand is None:
        context.invoke(open_plan)


@workbench.command("open")
@click.argument("file", type=_FILE, required=False)
@language_option
def open_plan(file: Path | None = None) -> None:
    from workbench.desktop.application import run

    sys.exit(run(file, click.get_current_context().meta.get(ASKED)))


@workbench.command("new")
@click.argument("file", type=_FILE)
@click.option("--sample", default="azumino", show_default=True)
@language_option
def new(file: Path, sample: str) -> None:
    from workbench.operations.sample import create_sample

    create_sample(file, sample).close()
    say(tr("Made {file} from the sample {sample}.", file=file, sample=sample))


@workbench.command("tour")
@click.option("--out", type=_FILE, required=True)
@language_option
def tour(out: Path) -> None:
    from workbench.desktop.tour.driving import run_tour
    from workbench.language import language

    code = run_tour(out, language())
    say(tr("The pictures, the workbook and the PDFs lie in {folder}.", folder=out.resolve()))
    sys.exit(code)


@workbench.command("import")
@click.argument("file", type=_FILE)
@click.argument("sheets", type=_FILE, nargs=-1, required=True, metavar="SHEET...")
@click.option("--dry-run", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.option("--skip-bad", is_flag=True)
@click.option("--password")
@click.option("--encoding", default="", metavar="NAME")
@click.option("--area", default="", metavar="CODE|NAME")
@click.option("--decide", multiple=True, metavar="SHEET!CELL=KEY")
@click.option("--into", default="", metavar="CODE")
@click.option("--clear-blanks", is_flag=True)
@click.option("--together", is_flag=True)
@click.option("--answers", type=click.Path(path_type=Path, file_okay=False, exists=True))
@language_option
def import_sheets(  # noqa: PLR0917 - click passes them by name
    file: Path,
    sheets: Sequence[Path],
    dry_run: bool,
    as_json: bool,
    together: bool,
    decide: Sequence[str],
    **wishes: Any,
) -> None:
    from workbench.operations.taking_in import TakingIn, Wishes, decisions_of, known_encoding

    wishes["encoding"] = known_encoding(wishes["encoding"])
    with _opened(file, read_only=dry_run) as plan_file:
        wanted = Wishes(dry_run=dry_run, decisions=decisions_of(decide), **wishes)
        work = TakingIn(plan_file.database, wanted)
        reports = work.take_in_together(sheets) if together else list(map(work.take_in, sheets))
        if any(one.applied for one in reports):
            _save(plan_file)
    for one in reports:
        if one.refused:
            click.echo(one.refused, err=True)
    if as_json:
        written = [one.as_json() for one in reports]
        say(json.dumps({"workbooks": written}, ensure_ascii=False, indent=1))
    else:
        for one in reports:
            for line in one.as_text():
                say(line)
    sys.exit(max(one.exit_code for one in reports))


@workbench.command("sources")
@click.argument("file", type=_FILE)
@click.option("--of", default="", metavar="WORKBOOK")
@click.option("--json", "as_json", is_flag=True)
@language_option
def sources(file: Path, of: str, as_json: bool) -> None:
    from workbench.operations.provenance import sources_report

    with _opened(file, read_only=True) as plan_file:
        found = sources_report(plan_file.database, of)
    if as_json:
        say(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        return
    for line in found.as_text():
        say(line)


@workbench.command("export")
@click.argument("file", type=_FILE)
@click.option("--kind", type=click.Choice(list(EXPORTS)), required=True)
@click.option("-o", "--out", type=_FILE, required=True, metavar="OUT.xlsx|FOLDER")
@click.option("--year", type=click.IntRange(1868, 2999))
@click.option("--department", default="")
@internal_option
@language_option
def export(  # noqa: PLR0917 - click passes them by name
    file: Path, kind: str, out: Path, year: int | None, department: str, internal: bool | None
) -> None:
    wanted = Wanted(year, department, internal=internal)
    with _opened(file, read_only=True) as plan_file:
        written = EXPORTS[kind](plan_file.database, out, wanted)
        left_out = not (HOLDS_INTERNAL[kind] if internal is None else internal)
        _tell_left_out(plan_file.database, left_out=left_out)
    for path in written:
        say(tr("Wrote {file}.", file=path))


@workbench.command("report")
@click.argument("file", type=_FILE)
@click.option("--kind", "kinds", type=str, required=True, multiple=True)
@click.option("-o", "--out", type=_FILE, required=True)
@click.option("--year", type=int, metavar="YEAR")
@click.option("--code", metavar="GOAL|MEASURE")
@internal_option
@language_option
def report(  # noqa: PLR0917 - click passes them by name
    file: Path,
    kinds: tuple[str, ...],
    out: Path,
    year: int | None,
    code: str | None,
    internal: bool | None,
) -> None:
    from workbench.operations.reporting import selected, write_reports

    with _opened(file, read_only=True) as plan_file:
        of = selected(plan_file.database, year, code, internal=bool(internal))
        written = write_reports(plan_file.database, kinds, out, of=of)
        _tell_left_out(plan_file.database, left_out=not internal)
    for path in written:
        say(tr("Wrote {file}.", file=path))


@workbench.command("project")
@click.argument("source", type=_FILE)
@click.option("-o", "--out", type=_FILE, required=True)
@language_option
def project(source: Path, out: Path) -> None:
    from workbench.operations.projecting import project_file

    project_file(source, out)
    say(tr("Wrote {file}.", file=out))


@workbench.command("merge")
@click.argument("file", type=_FILE)
@click.argument("other", type=_FILE)
@click.option("--conflicts", type=click.Choice(["mine", "theirs"]))
@click.option("--dry-run", is_flag=True)
@language_option
def merge(file: Path, other: Path, conflicts: str | None, dry_run: bool) -> None:
    from workbench.operations import merging

    with _opened(file, read_only=dry_run) as plan_file:
        proposal = merging.compare_with(plan_file.database, other)
        for line in merging.as_text(proposal):
            say(line)
        if dry_run:
            return
        if proposal.choices and conflicts is None:
            say(tr("Nothing was merged: decide the conflicts with --conflicts mine or theirs."))
            sys.exit(1)
        if not proposal.is_empty:
            sides = {one.key: merging.Side(conflicts or "mine") for one in proposal.choices}
            merging.merge(plan_file.database, proposal, sides)
            _save(plan_file)
            say(tr("Merged {other} into {file}.", other=other, file=file))


@workbench.command("publish")
@click.argument("file", type=_FILE)
@click.option("-o", "--out", type=_FILE, required=True, metavar="OUT.plandb")
@language_option
def publish(file: Path, out: Path) -> None:
    from workbench.operations.publishing import export_for_publication

    with _opened(file, read_only=True) as plan_file:
        export_for_publication(plan_file, out)
    say(tr("Wrote {file}.", file=out))


@workbench.command("check")
@click.argument("file", type=_FILE)
@language_option
def check(file: Path) -> None:
    from workbench.store.integrity import problems

    found = problems(file)
    for problem in found:
        say(str(problem))
    if found:
        sys.exit(1)
    say(tr("{file} is sound.", file=file))


@workbench.command("history")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True)
@language_option
def history(file: Path, as_json: bool) -> None:
    from workbench.operations.history import describe
    from workbench.store.journal import entries

    with _opened(file, read_only=True) as plan_file:
        steps = entries(plan_file.database)
    if as_json:
        say(
            json.dumps(
                [
                    {"id": step.id, "at": step.at, "who": step.who, "action": step.action,
                     "kind": step.kind, "state": step.state, "what": describe(step)}
                    for step in steps
                ],
                ensure_ascii=False,
                indent=1,
            )
        )  # fmt: skip
        return
    for step in steps:
        say(f"{step.id:>5}  {step.at}  {step.who}  {describe(step)}")


@workbench.command("undo")
@click.argument("file", type=_FILE)
@click.option("--steps", type=click.IntRange(min=1), default=1, show_default=True)
@language_option
def undo(file: Path, steps: int) -> None:
    from workbench.operations import history as operations

    with _opened(file) as plan_file:
        outcomes = operations.undo(plan_file.database, steps)
        if outcomes:
            _save(plan_file)
    for outcome in outcomes:
        if outcome.entry is not None:
            say(operations.describe(outcome.entry))
    if not outcomes:
        say(tr("There is nothing to take back."))
        sys.exit(1)


def _opened(file: Path, *, read_only: bool = False) -> Any:
    from workbench.store.planfile import PlanFile

    return PlanFile.open(file, read_only=read_only)


def _save(plan_file: Any) -> None:
    plan_file.save()
    for caution in plan_file.cautions:
        click.echo(str(caution), err=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; an error a person can cause is one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console that is not set to UTF-8 must not stop a sentence.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        workbench.main(arguments and list(arguments), standalone_mode=True)
    except PersonError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)

"""The same operations from a terminal.

Each command is a thin layer: it opens the plan, calls one operation and says what happened.
What is heavy (Qt, NumPy, typst) is imported by the command that needs it. Exit codes: 0 done,
1 read but not done, 2 refused; never a traceback for something a person can cause.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench import __version__
from workbench.errors import PersonError
from workbench.language import LANGUAGES, set_language, tr
from workbench.operations.exporting import EXPORTS, HOLDS_INTERNAL
from workbench.operations.file_writing import Wanted
from workbench.plan.fiscal_years import YearStyle, set_year_style

if TYPE_CHECKING:
    from workbench.store.database import Database

_FILE = click.Path(path_type=Path)

#: One line about each command; shown by --help in the language spoken.
COMMAND_HELP = {
    "open": "Open a plan in the window; without FILE the last one, or the sample plan.",
    "new": "Make a plan file from a sample that ships with the program.",
    "tour": "Drive the real window through the main job and leave pictures, workbook and PDFs.",
    "import": "Read workbooks, show what was found and the difference, and apply it.",
    "sources": "List the workbooks that figures came from, or all figures of one (--of).",
    "export": "Write a workbook out of the plan.",
    "report": "Write a printed document as PDF.",
    "project": "Run the projection engine on explicit inputs (JSON).",
    "merge": "Take another copy of a plan in, as one step.",
    "publish": "Write a copy for publication: nothing internal, no journal, no workbook cells.",
    "check": "Check a plan file: database, references, journal.",
    "history": "List every step of a plan's journal, newest first.",
    "undo": "Take back the last steps of a plan.",
}


class _Command(click.Command):
    """A command whose help is put into words when it is shown."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the translated help."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(tr(COMMAND_HELP[self.name or ""]))

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the translated help for the list of commands."""
        return tr(COMMAND_HELP[self.name or ""])


class _OpeningGroup(click.Group):
    """Takes a word that is no command for the name of a plan to open."""

    command_class = _Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command named first, or ``open`` for a file."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = ["open", *args]
        return super().resolve_command(ctx, args)


#: Where a call keeps the language it was asked to speak.
_ASKED = "workbench.language"


def _speak(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        set_language(value)
        context.meta[_ASKED] = value


def _write_years(_context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        set_year_style(YearStyle(value))


def _language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command be told how it speaks, and how it writes years."""
    years = click.option(
        "--years",
        type=click.Choice([style.value for style in YearStyle]),
        is_eager=True,
        expose_value=False,
        callback=_write_years,
        help="era: 令和5（2023）年度 | western: 2023年度",
    )
    return click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        is_eager=True,
        expose_value=False,
        callback=_speak,
        help="ja | en",
    )(years(command))


def _internal_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--internal/--no-internal", default=None)(command)


def _tell_left_out(database: Database, *, left_out: bool) -> None:
    """Say on the error stream how many parts were left out as internal, if any."""
    from workbench.operations.internal_parts import count_internal

    count = count_internal(database) if left_out else 0
    if count:
        words = tr("Left out {count} parts marked as internal; --internal takes them in.",
                   count=count)  # fmt: skip
        click.echo(words, err=True)


@click.group(cls=_OpeningGroup, invoke_without_command=True)
@click.version_option(__version__, prog_name="workbench")
@_language_option
@click.pass_context
def workbench(context: click.Context) -> None:
    """Keep a municipality's comprehensive plan in one local file."""
    if context.invoked_subcommand is None:
        context.invoke(open_plan)


@workbench.command("open")
@click.argument("file", type=_FILE, required=False)
@_language_option
def open_plan(file: Path | None = None) -> None:
    from workbench.desktop.application import run

    sys.exit(run(file, click.get_current_context().meta.get(_ASKED)))


@workbench.command("new")
@click.argument("file", type=_FILE)
@click.option("--sample", default="azumino", show_default=True)
@_language_option
def new(file: Path, sample: str) -> None:
    from workbench.operations.sample import create_sample

    create_sample(file, sample).close()
    _say(tr("Made {file} from the sample {sample}.", file=file, sample=sample))


@workbench.command("tour")
@click.option("--out", type=_FILE, required=True)
@_language_option
def tour(out: Path) -> None:
    from workbench.desktop.tour.driving import run_tour
    from workbench.language import language

    code = run_tour(out, language())
    _say(tr("The pictures, the workbook and the PDFs lie in {folder}.", folder=out.resolve()))
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
@_language_option
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
        _say(json.dumps({"workbooks": written}, ensure_ascii=False, indent=1))
    else:
        for one in reports:
            for line in one.as_text():
                _say(line)
    sys.exit(max(one.exit_code for one in reports))


@workbench.command("sources")
@click.argument("file", type=_FILE)
@click.option("--of", default="", metavar="WORKBOOK")
@click.option("--json", "as_json", is_flag=True)
@_language_option
def sources(file: Path, of: str, as_json: bool) -> None:
    from workbench.operations.provenance import sources_report

    with _opened(file, read_only=True) as plan_file:
        found = sources_report(plan_file.database, of)
    if as_json:
        _say(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        return
    for line in found.as_text():
        _say(line)


@workbench.command("export")
@click.argument("file", type=_FILE)
@click.option("--kind", type=click.Choice(list(EXPORTS)), required=True)
@click.option("-o", "--out", type=_FILE, required=True, metavar="OUT.xlsx|FOLDER")
@click.option("--year", type=click.IntRange(1868, 2999))
@click.option("--department", default="")
@_internal_option
@_language_option
def export(  # noqa: PLR0917 - click passes them by name
    file: Path, kind: str, out: Path, year: int | None, department: str, internal: bool | None
) -> None:
    wanted = Wanted(year, department, internal=internal)
    with _opened(file, read_only=True) as plan_file:
        written = EXPORTS[kind](plan_file.database, out, wanted)
        left_out = not (HOLDS_INTERNAL[kind] if internal is None else internal)
        _tell_left_out(plan_file.database, left_out=left_out)
    for path in written:
        _say(tr("Wrote {file}.", file=path))


@workbench.command("report")
@click.argument("file", type=_FILE)
@click.option("--kind", "kinds", type=str, required=True, multiple=True)
@click.option("-o", "--out", type=_FILE, required=True)
@click.option("--year", type=int, metavar="YEAR")
@click.option("--code", metavar="GOAL|MEASURE")
@_internal_option
@_language_option
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
        _say(tr("Wrote {file}.", file=path))


@workbench.command("project")
@click.argument("source", type=_FILE)
@click.option("-o", "--out", type=_FILE, required=True)
@_language_option
def project(source: Path, out: Path) -> None:
    from workbench.operations.projecting import project_file

    project_file(source, out)
    _say(tr("Wrote {file}.", file=out))


@workbench.command("merge")
@click.argument("file", type=_FILE)
@click.argument("other", type=_FILE)
@click.option("--conflicts", type=click.Choice(["mine", "theirs"]))
@click.option("--dry-run", is_flag=True)
@_language_option
def merge(file: Path, other: Path, conflicts: str | None, dry_run: bool) -> None:
    from workbench.operations import merging

    with _opened(file, read_only=dry_run) as plan_file:
        proposal = merging.compare_with(plan_file.database, other)
        for line in merging.as_text(proposal):
            _say(line)
        if dry_run:
            return
        if proposal.choices and conflicts is None:
            _say(tr("Nothing was merged: decide the conflicts with --conflicts mine or theirs."))
            sys.exit(1)
        if not proposal.is_empty:
            sides = {one.key: merging.Side(conflicts or "mine") for one in proposal.choices}
            merging.merge(plan_file.database, proposal, sides)
            _save(plan_file)
            _say(tr("Merged {other} into {file}.", other=other, file=file))


@workbench.command("publish")
@click.argument("file", type=_FILE)
@click.option("-o", "--out", type=_FILE, required=True, metavar="OUT.plandb")
@_language_option
def publish(file: Path, out: Path) -> None:
    from workbench.operations.publishing import export_for_publication

    with _opened(file, read_only=True) as plan_file:
        export_for_publication(plan_file, out)
    _say(tr("Wrote {file}.", file=out))


@workbench.command("check")
@click.argument("file", type=_FILE)
@_language_option
def check(file: Path) -> None:
    from workbench.store.integrity import problems

    found = problems(file)
    for problem in found:
        _say(str(problem))
    if found:
        sys.exit(1)
    _say(tr("{file} is sound.", file=file))


@workbench.command("history")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True)
@_language_option
def history(file: Path, as_json: bool) -> None:
    from workbench.operations.history import describe
    from workbench.store.journal import entries

    with _opened(file, read_only=True) as plan_file:
        steps = entries(plan_file.database)
    if as_json:
        _say(
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
        _say(f"{step.id:>5}  {step.at}  {step.who}  {describe(step)}")


@workbench.command("undo")
@click.argument("file", type=_FILE)
@click.option("--steps", type=click.IntRange(min=1), default=1, show_default=True)
@_language_option
def undo(file: Path, steps: int) -> None:
    from workbench.operations import history as operations

    with _opened(file) as plan_file:
        outcomes = operations.undo(plan_file.database, steps)
        if outcomes:
            _save(plan_file)
    for outcome in outcomes:
        if outcome.entry is not None:
            _say(operations.describe(outcome.entry))
    if not outcomes:
        _say(tr("There is nothing to take back."))
        sys.exit(1)


def _opened(file: Path, *, read_only: bool = False) -> Any:
    from workbench.store.planfile import PlanFile

    return PlanFile.open(file, read_only=read_only)


def _save(plan_file: Any) -> None:
    plan_file.save()
    for caution in plan_file.cautions:
        click.echo(str(caution), err=True)


#: What a terminal would obey instead of showing it: a plan may come from anywhere.
_OBEYED = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160))
           if chr(code) not in "\t\n"}  # fmt: skip


def _say(line: str) -> None:
    click.echo(line.translate(_OBEYED))


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

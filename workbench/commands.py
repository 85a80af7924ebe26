"""What every command of the terminal has: its help, the language it speaks, how it says a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from workbench.language import LANGUAGES, set_language, tr
from workbench.plan.fiscal_years import YearStyle, set_year_style

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


class OpeningGroup(click.Group):
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
ASKED = "workbench.language"


def _speak(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        set_language(value)
        context.meta[ASKED] = value


def _write_years(_context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        set_year_style(YearStyle(value))


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
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


def internal_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command be told whether what is internal goes out."""
    return click.option("--internal/--no-internal", default=None)(command)


#: What a terminal would obey instead of showing it: a plan may come from anywhere.
_OBEYED = {code: "\N{REPLACEMENT CHARACTER}" for code in (*range(32), *range(127, 160))
           if chr(code) not in "\t\n"}  # fmt: skip


def say(line: str) -> None:
    """Write a line to the terminal; what it would obey is shown as a sign."""
    click.echo(line.translate(_OBEYED))

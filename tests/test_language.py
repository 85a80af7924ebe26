"""The translation is complete, not stale, and says the same things."""

import ast
import json
import string
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from workbench import cli, commands, language

ROOT = Path(__file__).resolve().parents[1]
CATALOGUES = sorted((ROOT / "resources" / "translations" / "ja").glob("*.json"))


def sentences() -> Iterator[tuple[str, str]]:
    """Yield every literal first argument of tr() and message(), with where it stands."""
    for path in sorted((ROOT / "workbench").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = node.args[0]
            if name in ("tr", "message") and isinstance(first, ast.Constant):
                yield str(first.value), f"{path.relative_to(ROOT)}:{node.lineno}"


SENTENCES = dict(sentences()) | dict.fromkeys(
    commands.COMMAND_HELP.values(), "workbench/commands.py"
)


def fields(template: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name}


def test_every_sentence_has_a_japanese_translation() -> None:
    catalogue = language.catalogue("ja")
    missing = [f"{place}: {line}" for line, place in SENTENCES.items() if line not in catalogue]
    assert not missing, "\n".join(missing)


def test_no_translation_is_stale() -> None:
    stale = [line for line in language.catalogue("ja") if line not in SENTENCES]
    assert not stale, "\n".join(stale)


def test_a_translation_has_the_fields_of_its_source() -> None:
    for line, translated in language.catalogue("ja").items():
        assert fields(line) == fields(translated), line


def test_no_two_catalogues_translate_a_sentence_differently() -> None:
    seen: dict[str, str] = {}
    for path in CATALOGUES:
        for line, translated in json.loads(path.read_text(encoding="utf-8")).items():
            assert seen.setdefault(line, translated) == translated, f"{path.name}: {line}"


def test_sentences_are_literals_so_that_they_can_be_checked() -> None:
    allowed = {"workbench/language.py", "workbench/commands.py"}
    for path in sorted((ROOT / "workbench").rglob("*.py")):
        if str(path.relative_to(ROOT).as_posix()) in allowed:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tr", "message"):
                assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno}"


def test_every_command_has_help() -> None:
    assert set(cli.workbench.commands) == set(commands.COMMAND_HELP)
    assert all(isinstance(command, click.Command) for command in cli.workbench.commands.values())


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        language.set_language("fr")


def test_messages_nest_and_change_with_the_language() -> None:
    inner = language.message("name")
    outer = language.message("Undone: {step}", step=inner)
    language.set_language("en")
    assert str(outer) == "Undone: name"
    with language.speaking("ja"):
        assert str(outer) != "Undone: name"
    assert str(outer) == "Undone: name"

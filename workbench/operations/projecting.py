"""Running the projection engine on a document of explicit inputs."""

from __future__ import annotations

import json
from pathlib import Path

from workbench.errors import PersonError
from workbench.language import Message, message
from workbench.operations.file_writing import write_beside
from workbench.population.ages import shown
from workbench.population.explicit import project_explicit
from workbench.store.errors import from_system, missing


def project_file(source: Path, out: Path) -> None:
    """Read inputs as JSON, project, and write the result as JSON.

    Raises `PersonError` for a file that cannot be read or written, is no JSON, or holds inputs
    that cannot be projected.
    """
    document = _read(source)
    result = json.dumps(project_explicit(document), ensure_ascii=False, indent=1, allow_nan=False)
    write_beside(out, lambda beside: _write(beside, result))


def _write(path: Path, text: str) -> None:
    path.write_text(f"{text}\n", encoding="utf-8")


def _read(source: Path) -> dict[str, object]:
    try:
        document = json.loads(
            source.read_text(encoding="utf-8-sig"), object_pairs_hook=_without_doubles
        )
    except FileNotFoundError:
        raise missing(source) from None
    except OSError as error:
        raise from_system(source, error) from error
    except (ValueError, RecursionError) as error:
        raise PersonError(
            "project.not_json",
            _what_is_wrong(error),
            remedy=message("Save the inputs as JSON in UTF-8."),
            place=str(source),
        ) from error
    if not isinstance(document, dict):
        raise PersonError(
            "project.not_an_object",
            message("The inputs must be one JSON object."),
            remedy=message("See `workbench project` in the documentation for its fields."),
            place=str(source),
        )
    return document


def _what_is_wrong(error: ValueError | RecursionError) -> Message:
    """Say why a text is no JSON, in words of the reader's and not of the parser's."""
    if isinstance(error, json.JSONDecodeError):
        return message(
            "This is not a JSON document: line {line}, column {column}.",
            line=error.lineno,
            column=error.colno,
        )
    if isinstance(error, UnicodeDecodeError):
        return message("This is not a text in UTF-8.")
    if isinstance(error, RecursionError):
        return message("The document is nested deeper than any inputs are.")
    return message("A number in the document has more digits than can be read.")


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object of the document; of a field given twice it is not known which holds."""
    made = dict(pairs)
    if len(made) < len(pairs):
        twice = next(key for i, (key, _) in enumerate(pairs) if key in dict(pairs[:i]))
        raise PersonError(
            "project.twice",
            message("{field} stands in one object twice.", field=shown(twice)),
            remedy=message("Leave one of them out."),
            place=str(twice)[:40],
        )
    return made

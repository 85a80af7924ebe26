"""Running the projection engine on a document of explicit inputs."""

from __future__ import annotations

import json
from pathlib import Path

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations.exporting import write_beside
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
        document = json.loads(source.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise missing(source) from None
    except OSError as error:
        raise from_system(source, error) from error
    except (ValueError, RecursionError) as error:
        raise PersonError(
            "project.not_json",
            message("This is not a JSON document ({detail}).", detail=error),
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

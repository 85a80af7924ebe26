"""Where the sample plan lies that is opened when there is nothing else to open."""

from __future__ import annotations

from pathlib import Path

from workbench.store.home import home

#: The name of the sample.
SAMPLE = "azumino"


def sample_file(number: int = 1) -> Path:
    """Return the place of the person's own copy; further ones are for further windows."""
    name = f"{SAMPLE}.plandb" if number == 1 else f"{SAMPLE}-{number}.plandb"
    return home() / "samples" / name

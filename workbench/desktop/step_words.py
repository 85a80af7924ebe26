"""A step in words for what is always in sight; the words are imported with the first step."""

from __future__ import annotations

from workbench.store.entries import Entry


def describe(entry: Entry) -> str:
    """Return one line saying what a step did."""
    from workbench.operations import history

    return history.describe(entry)

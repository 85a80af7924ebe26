"""Moments as the plan file keeps them, shown in the time of the place."""

from __future__ import annotations

import datetime


def local_time(at: str) -> str:
    """Return 2025-05-01 10:00 for a moment in ISO format; the text itself when it is none."""
    try:
        moment = datetime.datetime.fromisoformat(at)
    except ValueError:
        return at
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")

"""Keeps Python's garbage collector from walking a quarter of a million new objects over and over.

Comparing a large sheet makes many small objects and no garbage; the collector would take more
time than the comparison.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pause the collector while the block runs."""
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()

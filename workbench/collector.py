"""Keeps Python's garbage collector from walking a quarter of a million new objects over and over.

Reading a large plan and comparing a large sheet make many small objects and no garbage; the
collector would take more time than the work, and stop every thread meanwhile.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: With more new objects than these, looking through them once is felt as a pause, too.
_MANY = 50_000


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pause the collector while the block runs; many objects made meanwhile it never looks at.

    They go when nobody holds them any more, as all objects do that do not stand in a circle.
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            if gc.get_count()[0] > _MANY:
                gc.freeze()
            gc.enable()

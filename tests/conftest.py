"""What every test needs: no screen, and the language the program starts in."""

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from workbench import language


@pytest.fixture(autouse=True)
def spoken_language() -> Iterator[None]:
    """Start each test in Japanese, the program's first language."""
    language.set_language("ja")
    yield
    language.set_language("ja")

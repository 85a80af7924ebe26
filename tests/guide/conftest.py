"""A window on the sample plan with somebody who answers its questions: those of the desktop."""

import pytest

from tests.desktop.conftest import answers, application, plan_path, window
from workbench.operations import reporting

__all__ = ["answers", "application", "plan_path", "window"]


@pytest.fixture
def forms(monkeypatch):
    """Return what lets only some forms be set: all are at every change, seen or not."""
    return lambda *kinds: monkeypatch.setattr(reporting, "kinds", lambda: kinds)

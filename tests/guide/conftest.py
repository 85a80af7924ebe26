"""A window on the sample plan with somebody who answers its questions: those of the desktop."""

from tests.desktop.conftest import answers, application, plan_path, window

__all__ = ["answers", "application", "plan_path", "window"]

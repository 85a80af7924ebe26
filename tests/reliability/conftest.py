"""Prints the figures that the tests under force come to, for `docs/reliability.md`."""

from collections.abc import Callable

import pytest

from workbench.operations.sample import create_sample

_told: list[str] = []


@pytest.fixture
def tell() -> Callable[[str], None]:
    """Have a line printed at the end of the run."""
    return _told.append


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a plan file of the sample."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_HOME", str(folder / "home"))
        create_sample(folder / "sample.plandb").close()
    return (folder / "sample.plandb").read_bytes()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures after the results."""
    if _told:
        terminalreporter.section("under force")
        for line in _told:
            terminalreporter.write_line(line)

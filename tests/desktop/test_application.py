"""Starting the program: which plan it opens, in which language, and what it imports first."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QCoreApplication

from workbench.desktop.application import make_application, open_first


def test_without_a_file_the_sample_is_opened(home):
    plan_file, error = open_first(None)
    try:
        assert error is None
        assert plan_file.path.is_relative_to(home)
    finally:
        plan_file.close()


def test_a_file_that_cannot_be_opened_is_told_beside_the_sample(home, tmp_path):
    plan_file, error = open_first(tmp_path / "missing.plandb")
    try:
        assert error is not None
        assert error.code == "file.missing"
        assert plan_file.path.is_relative_to(home)
    finally:
        plan_file.close()


@pytest.mark.parametrize(("spoken", "words"), [("ja", "キャンセル"), ("en", "Cancel")])
def test_the_words_of_qt_itself_follow_the_language(qapp, spoken, words):
    make_application(spoken)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == words
    make_application("ja")


def test_the_window_comes_before_charts_pandas_and_typesetting():
    program = (
        "import sys; import workbench.desktop.application;"
        "late = {'numpy', 'pandas', 'pyqtgraph', 'typst', 'xlsxwriter', 'openpyxl',"
        " 'python_calamine', 'sqlite_utils'};"
        "print(sorted(late & set(sys.modules)))"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert answer.stdout.strip() == "[]", answer.stderr


def test_nothing_is_lost_of_none_over_many_calls(qapp):
    """PySide6 6.12.0 lost a reference to None on every void call and finally aborted."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(10_000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 100

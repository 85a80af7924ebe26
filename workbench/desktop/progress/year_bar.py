"""The strip over the page: which fiscal year, whether it is open, which scheme grades it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.progress.subject import YearSubject, full_year_name
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.links import Link
from workbench.language import tr
from workbench.plan.names import year_name

_QUESTION_WIDTH = 60 * SPACING
_SCHEME_WIDTH = 44 * SPACING


class YearBar(QWidget):
    """Chooses year and scheme; opens, closes and reopens the year, asking on the page."""

    year_chosen = Signal(int)
    scheme_chosen = Signal(str)
    open_wanted = Signal()
    close_wanted = Signal()
    reopen_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self._subject: YearSubject | None = None
        self.years, self.schemes = QComboBox(), QComboBox()
        self.state = look.label()
        self.action = Link()
        self.message = look.label(size=look.SMALL, muted=True)
        self.question = _Question()
        self._lay_out()
        self.years.activated.connect(lambda _at: self.year_chosen.emit(self.years.currentData()))
        self.schemes.activated.connect(
            lambda _at: self.scheme_chosen.emit(self.schemes.currentData())
        )
        self.action.clicked.connect(self._act)
        self.question.agreed.connect(self._agree)
        self.question.left.connect(self.action.setFocus)

    def _lay_out(self) -> None:
        self.years.setAccessibleName(tr("Fiscal year"))
        self.years.setFont(look.text_font(bold=True))
        self.years.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.schemes.setAccessibleName(tr("Grading scheme"))
        self.schemes.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        # Some of a long name will do where there is little room; the list shows all of it.
        self.schemes.setMinimumContentsLength(12)
        self.schemes.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.schemes.setMaximumWidth(look.scaled(_SCHEME_WIDTH))
        for box in (self.years, self.schemes):
            box.setMinimumHeight(3 * SPACING + SPACING // 2)
        row = QHBoxLayout()
        row.setSpacing(SPACING)
        row.addWidget(look.label(tr("Fiscal year"), muted=True))
        row.addWidget(self.years)
        row.addSpacing(2 * SPACING)
        row.addWidget(self.state)
        row.addWidget(self.action)
        row.addSpacing(SPACING)
        row.addWidget(self.message, 1)
        row.addWidget(look.label(tr("Grading scheme"), muted=True))
        row.addWidget(self.schemes, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACING, SPACING + 4, 2 * SPACING, SPACING + 4)
        column.setSpacing(SPACING)
        column.addLayout(row)
        column.addWidget(self.question)

    def show_subject(self, subject: YearSubject, years: Sequence[int], *, read_only: bool) -> None:
        """Show a year, and the years and schemes there are to choose from."""
        if self._subject is None or self._subject.fiscal_year != subject.fiscal_year:
            self.question.hide()
        self._subject = subject
        self.years.clear()
        for year in years:
            self.years.addItem(full_year_name(year), year)
        self.years.setCurrentIndex(self.years.findData(subject.fiscal_year))
        self.schemes.clear()
        for scheme in subject.schemes:
            self.schemes.addItem(scheme.name, scheme.key)
            self.schemes.setItemData(
                self.schemes.count() - 1, scheme.note, Qt.ItemDataRole.ToolTipRole
            )
        self.schemes.setCurrentIndex(self.schemes.findData(subject.report.now.scheme.key))
        self.schemes.setEnabled(not (read_only or subject.is_closed))
        self.schemes.setToolTip(self._about_scheme(subject))
        self.action.setVisible(not read_only)
        self._show_state(subject)

    def _show_state(self, subject: YearSubject) -> None:
        if subject.state is None:
            self.state.setText(tr("○ Not opened yet"))
            self.action.setText(tr("Open the year"))
            self.action.setToolTip(
                tr("Gives every measure an empty evaluation, and every initiative a budget to fill")
            )
        elif subject.is_closed:
            self.state.setText(tr("■ Closed, for reading only"))
            self.action.setText(tr("Reopen the year…"))
            self.action.setToolTip("")
        else:
            self.state.setText(tr("● Open"))
            self.action.setText(tr("Close the year…"))
            self.action.setToolTip("")

    @staticmethod
    def _about_scheme(subject: YearSubject) -> str:
        if subject.is_closed:
            return tr("A closed year keeps the scheme it was closed with.")
        if subject.has_own_scheme:
            return tr("This year follows a scheme of its own.")
        return tr("All years follow this scheme that are not closed and have none of their own.")

    def _act(self) -> None:
        subject = self._subject
        if subject is None:
            return
        year = year_name(subject.fiscal_year)
        if subject.state is None:
            self.open_wanted.emit()
        elif subject.is_closed:
            self.question.ask(
                tr("Why is {year} reopened? The reason is kept in the history.", year=year),
                tr("Reopen the year"), for_a_reason=True,
            )  # fmt: skip
        else:
            self.question.ask(_closing_words(subject), tr("Close the year"))

    def _agree(self) -> None:
        if self._subject is None:
            return
        if self._subject.is_closed:
            self.reopen_wanted.emit(self.question.reason.text())
        else:
            self.close_wanted.emit()


def _closing_words(subject: YearSubject) -> str:
    year, count = year_name(subject.fiscal_year), len(subject.report.missing)
    if count:
        return tr(
            "Close {year}? Its results, evaluations and costs can only be read from then on; "
            "{count} things are still missing.",
            year=year,
            count=f"{count:,}",
        )
    return tr(
        "Close {year}? Its results, evaluations and costs can only be read from then on.",
        year=year,
    )


class _Question(QWidget):
    """A question on the page: agree, for a reason where one is asked for, or leave it."""

    agreed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._words = look.label(bold=True)
        self._words.setWordWrap(True)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setPlaceholderText(tr("Reason"))
        self.reason.setMinimumWidth(_QUESTION_WIDTH // 2)
        self.agree = push_button()
        self.leave = push_button(tr("Leave it"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        row.addWidget(self._words, 1)
        for widget in (self.reason, self.agree, self.leave):
            row.addWidget(widget)
        self.reason.textChanged.connect(self._allow)
        self.reason.returnPressed.connect(self._agree)
        self.agree.clicked.connect(self._agree)
        self.leave.clicked.connect(self._leave)
        self.hide()

    def ask(self, words: str, agreeing: str, *, for_a_reason: bool = False) -> None:
        """Ask; the button says what agreeing does."""
        self._words.setText(words)
        self.agree.setText(agreeing)
        self.reason.clear()
        self.reason.setVisible(for_a_reason)
        self._allow()
        self.show()
        (self.reason if for_a_reason else self.leave).setFocus()

    def _allow(self) -> None:
        needs_one = not self.reason.isHidden()
        self.agree.setEnabled(not needs_one or bool(self.reason.text().strip()))

    def _agree(self) -> None:
        if self.agree.isEnabled():
            self.hide()
            self.agreed.emit()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape or (is_enter and self.leave.hasFocus()):
            self._leave()
        elif is_enter and self.agree.hasFocus():
            self._agree()
        else:
            super().keyPressEvent(event)

"""The sheet of settings: all sections under each other, put into force together."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QVBoxLayout

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.preferences.section import Section
from workbench.desktop.preferences.sections import SECTIONS
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.paper import Heading, prose, show_prose
from workbench.errors import PersonError
from workbench.language import tr

if TYPE_CHECKING:
    from workbench.desktop.window import MainWindow

_Kind = TypeVar("_Kind", bound=Section)


class PreferencesSheet(QDialog):
    """Shows every section; what cannot be is said at the foot, and nothing is changed then."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(look.scaled(80 * SPACING))
        self.sections = tuple(kind(window) for kind in SECTIONS)
        self._wrong = prose()
        self._wrong.hide()
        self.apply_button = push_button(tr("Apply"))
        self.apply_button.setDefault(True)
        self.apply_button.clicked.connect(self._apply)
        cancel = push_button(tr("Cancel"))
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACING, SPACING, 3 * SPACING, 2 * SPACING)
        column.setSpacing(2 * SPACING)
        self._align()
        for section in self.sections:
            column.addWidget(Heading(section.title()))
            column.addWidget(section)
        column.addWidget(self._wrong)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.apply_button)
        column.addLayout(foot)

    @property
    def wrong(self) -> str:
        """Return what is said to be wrong, empty when nothing is."""
        return "" if self._wrong.isHidden() else self._wrong.accessibleName()

    def section(self, kind: type[_Kind]) -> _Kind:
        """Return the section of a kind."""
        return next(one for one in self.sections if isinstance(one, kind))

    def _align(self) -> None:
        """Let the fields of all sections begin at the same place."""
        forms = [section.form for section in self.sections]
        labels = [
            label
            for form in forms
            for row in range(form.rowCount())
            if (item := form.itemAt(row, QFormLayout.ItemRole.LabelRole)) is not None
            and (label := item.widget()) is not None
        ]
        widest = max((label.sizeHint().width() for label in labels), default=0)
        for label in labels:
            label.setMinimumWidth(widest)

    def _apply(self) -> None:
        self._wrong.hide()
        try:
            for section in self.sections:
                section.check()
            for section in self.sections:
                section.apply()
        except PersonError as error:
            show_prose(self._wrong, str(error))
            self._wrong.show()
            return
        self.accept()

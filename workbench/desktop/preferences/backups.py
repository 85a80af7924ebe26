"""How many earlier versions of each plan are kept on this PC, and where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox

from workbench.desktop.look import SPACING
from workbench.desktop.preferences.section import Section
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.language import tr
from workbench.store import backups
from workbench.store.settings import FileSettings, check_settings, load_settings, save_settings

if TYPE_CHECKING:
    from workbench.desktop.window import MainWindow

#: More than one version for each day of half a year helps nobody.
_MOST = 200


class BackupSection(Section):
    """A number and a folder, and what is kept of the plan that is open."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        settings = load_settings()
        self.kept = QSpinBox()
        self.kept.setRange(1, _MOST)
        self.kept.setValue(settings.backups_kept)
        self.kept.setAccessibleName(tr("Earlier versions kept"))
        self.folder = QLineEdit(settings.backup_folder)
        self.folder.setPlaceholderText(tr("the program's own folder"))
        self.folder.setAccessibleName(tr("Folder for them"))
        choose = push_button(tr("Choose…"))
        choose.clicked.connect(self._choose)
        number = QHBoxLayout()
        number.addWidget(self.kept)
        number.addStretch(1)
        self.folder.setMinimumHeight(choose.minimumHeight())
        place = QHBoxLayout()
        place.setSpacing(SPACING)
        place.addWidget(self.folder, 1)
        place.addWidget(choose)
        self._remark = prose(muted=True)
        self.form.addRow(tr("Earlier versions kept"), number)
        self.form.addRow(tr("Folder for them"), place)
        self.form.addRow("", self._remark)
        show_prose(self._remark, _words(window.document.path))

    @staticmethod
    def title() -> str:
        return tr("Earlier versions of plans")

    def check(self) -> None:
        check_settings(self._settings())

    def apply(self) -> None:
        if self._settings() != load_settings():
            save_settings(self._settings())

    def _settings(self) -> FileSettings:
        return FileSettings(self.kept.value(), self.folder.text().strip())

    def _choose(self) -> None:
        begin = Path(self.folder.text().strip() or load_settings().backups())
        title = tr("Folder for earlier versions")
        chosen = self.window_.questions.folder(self, title, begin)
        if chosen is not None:
            self.folder.setText(str(chosen))


def _words(path: Path) -> str:
    """Return what is kept of a plan now."""
    always = tr("Each save keeps the version before; the oldest go.")
    kept = backups.backups(path)
    if not kept:
        return always
    megabytes = sum(backup.stat().st_size for backup in kept) / 1e6
    held = tr(
        "Of {name} {count} are kept ({size} MB).",
        name=path.name,
        count=len(kept),
        size=f"{megabytes:.1f}",
    )
    return f"{always} {held}"

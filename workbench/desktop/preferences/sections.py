"""The sections of the settings, in the order in which they are shown."""

from __future__ import annotations

from workbench.desktop.preferences.appearance import AppearanceSection
from workbench.desktop.preferences.backups import BackupSection
from workbench.desktop.preferences.section import Section

SECTIONS: tuple[type[Section], ...] = (AppearanceSection, BackupSection)

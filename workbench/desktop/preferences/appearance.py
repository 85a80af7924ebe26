"""How the window speaks and looks: language, years, size of text, light or dark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox

from workbench.desktop import settings
from workbench.desktop.preferences.section import Section
from workbench.desktop.settings import TEXT_SIZES, THEME_NAMES, Settings
from workbench.language import tr
from workbench.plan.fiscal_years import YearStyle

if TYPE_CHECKING:
    from workbench.desktop.window import MainWindow

_Value = TypeVar("_Value")

_LEAST = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon

#: Each language by its own name, so that whoever has lost the way finds back.
_LANGUAGE_NAMES = {"ja": "日本語", "en": "English"}


class AppearanceSection(Section):
    """Four choices; the window is made anew as soon as the sheet has closed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._held = settings.load()
        self.language = self._choice(tr("Language"), _LANGUAGE_NAMES, self._held.language)
        self.years = self._choice(
            tr("How years are written"),
            {
                YearStyle.ERA: tr("Era and western year: 令和5（2023）年度"),
                YearStyle.WESTERN: tr("Western year only: 2023年度"),
            },
            self._held.years,
        )
        sizes = dict(zip(TEXT_SIZES, (tr("usual"), tr("large"), tr("very large")), strict=True))
        self.text_size = self._choice(tr("Size of text"), sizes, self._held.text_size)
        themes = {theme: str(name) for theme, name in THEME_NAMES.items()}
        self.theme = self._choice(tr("Light or dark"), themes, self._held.theme)

    def _choice(self, name: str, choices: Mapping[_Value, str], held: _Value) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(_LEAST)
        box.setMinimumContentsLength(20)
        for value, words in choices.items():
            box.addItem(words, value)
        box.setCurrentIndex(list(choices).index(held))
        self.form.addRow(name, box)
        return box

    @staticmethod
    def title() -> str:
        return tr("Appearance")

    def apply(self) -> None:
        chosen = self._chosen()
        if chosen != self._held:
            # Not while this sheet still speaks the language before.
            QTimer.singleShot(0, self.window_, lambda: self.window_.adopt(chosen))

    def _chosen(self) -> Settings:
        return replace(
            self._held,
            language=self.language.currentData(),
            years=self.years.currentData(),
            text_size=self.text_size.currentData(),
            theme=self.theme.currentData(),
        )

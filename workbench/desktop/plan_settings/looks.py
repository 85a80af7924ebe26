"""The city's own look on paper: words, crest, typeface, goals' colours, and a page with it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.plan_text import OperationText
from workbench.desktop.plan_settings.crest_field import CrestField
from workbench.desktop.plan_settings.goal_colours import GoalColours
from workbench.desktop.plan_settings.look_preview import ROOM, LookPreview
from workbench.desktop.plan_settings.section import Kind, SettingsSection, caption
from workbench.desktop.questions import Questions
from workbench.desktop.widgets.paper import Heading, prose, show_prose
from workbench.language import message, tr
from workbench.operations.look_texts import (
    CREST,
    FONTS,
    FOOTER,
    LOOK_TEXTS,
    VERSION,
    VISION_TITLE,
)
from workbench.operations.looks import USUAL, look_of, missing_fonts, set_look_text
from workbench.report.typesetting import available_families, families
from workbench.store.database import Database
from workbench.store.journal import Outcome
from workbench.store.queries import load_settings


class LooksSection(SettingsSection):
    """Fields at the left, the first page of a form at the right, set again after each change."""

    def __init__(self, document: Document, questions: Questions) -> None:
        super().__init__(
            document,
            tr("Look of the printed forms"),
            tr("It belongs to the plan and prints the same on every PC that has the typeface."),
        )
        fields = self._fields = QVBoxLayout()
        fields.setSpacing(SPACING)
        self._form = QGridLayout()
        self._form.setHorizontalSpacing(SPACING)
        self._form.setVerticalSpacing(SPACING)
        self._form.setColumnStretch(1, 1)
        fields.addLayout(self._form)
        self.texts = {
            VERSION: self._text(VERSION, tr("Version"), tr("as in 第1版; printed on every page")),
            VISION_TITLE: self._text(VISION_TITLE, tr("Name for the vision"), USUAL[VISION_TITLE]),
            FOOTER: self._text(FOOTER, tr("Foot of the page"), ""),
        }
        self.fonts, self.font_note = QComboBox(), prose(muted=True, size=look.SMALL)
        self._add_fonts()
        self.crest = CrestField(document, questions)
        self._row(tr("Crest"), self.crest)
        fields.addWidget(Heading(tr("Colours of the goals")))
        self.colours = GoalColours(document, questions)
        fields.addWidget(self.colours)
        fields.addStretch(1)
        self.preview = LookPreview(document)
        beside = QHBoxLayout()
        beside.setSpacing(3 * SPACING)
        beside.addLayout(fields, 1)
        beside.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        self._beside: QBoxLayout = beside
        self.column.addLayout(beside)
        self.column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the page beneath the fields where there is no room for it beside them."""
        beside = self._fields.minimumSize().width() + self._beside.spacing() + ROOM.width()
        is_narrow = self.viewport().width() < beside + 8 * SPACING
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._beside.direction() != way:
            self._beside.setDirection(way)

    def _row(self, name: str, field: QWidget) -> None:
        row = self._form.rowCount()
        label = caption(name)
        label.setBuddy(field)
        self._form.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._form.addWidget(field, row, 1)

    def _text(self, key: str, name: str, placeholder: str) -> OperationText:
        text = OperationText(self.document, _write, name, look.text_font(), placeholder,
                             one_line=True)  # fmt: skip
        self._row(name, text)
        return text

    def _add_fonts(self) -> None:
        self.fonts.currentTextChanged.connect(self.fonts.setToolTip)
        self.fonts.setAccessibleName(str(LOOK_TEXTS[FONTS]))
        self.fonts.setMinimumHeight(3 * SPACING + SPACING // 2)
        self.fonts.activated.connect(self._choose_font)
        self._row(tr("Typeface"), self.fonts)
        self._form.addWidget(self.font_note, self._form.rowCount(), 1)

    def _choose_font(self) -> None:
        family = str(self.fonts.currentData())
        if not self.document.run(lambda database: set_look_text(database, FONTS, family)):
            self.refresh()

    def refresh(self) -> None:
        settings = load_settings(self.document.database)
        for key, text in self.texts.items():
            text.show_row(key, settings.get(key, ""))
        self._show_font(settings.get(FONTS, ""))
        missing = missing_fonts(look_of(settings))
        self.crest.show_crest(settings.get(CREST, ""))
        self.colours.refresh()
        self.preview.show_for(self.tasks)
        words = ""
        if missing:
            words = tr(
                "This PC does not have {font}; forms are printed here in {other}.",
                font=tr(", ").join(missing),
                other=available_families()[0],
            )
        show_prose(self.font_note, words)
        self.font_note.setVisible(bool(words))

    def _show_font(self, chosen: str) -> None:
        self.fonts.clear()
        self.fonts.addItem(tr("Usual ({font})", font=available_families()[0]), "")
        for family in _printable():
            self.fonts.addItem(family, family)
        if chosen and self.fonts.findData(chosen) < 0:
            self.fonts.addItem(chosen, chosen)
        self.fonts.setCurrentIndex(max(self.fonts.findData(chosen), 0))
        self.fonts.setEnabled(not self.document.read_only)


def _write(database: Database, key: object, words: str) -> Outcome:
    return set_look_text(database, str(key), words)


def _printable() -> list[str]:
    """Return the Japanese typefaces that this PC can print forms in."""
    japanese = QFontDatabase.families(QFontDatabase.WritingSystem.Japanese)
    return sorted(set(japanese) & families())


KIND = Kind("looks", message("Look of the printed forms"), LooksSection)

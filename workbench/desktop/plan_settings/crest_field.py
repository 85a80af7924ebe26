"""The city's crest: as it prints, chosen from a file, or taken away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.questions import Questions
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.paper import prose, show_prose
from workbench.errors import PersonError
from workbench.language import tr
from workbench.operations.looks import set_crest, take_crest_away
from workbench.report.typesetting import pixels_of

_SIDE = 6 * SPACING


class CrestField(QWidget):
    """Shows the crest on white, as on paper."""

    def __init__(self, document: Document, questions: Questions) -> None:
        super().__init__()
        self._document = document
        self._questions = questions
        self.picture = QLabel()
        self.picture.setFixedSize(_SIDE, _SIDE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName(tr("Crest"))
        self.choose_button, self.away_button = push_button(tr("Choose…")), push_button(tr("Remove"))
        self.note = prose(muted=True, size=look.SMALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        for widget in (self.picture, self.choose_button, self.away_button):
            row.addWidget(widget)
        row.addWidget(self.note, 1)
        self.choose_button.clicked.connect(self._choose)
        self.away_button.clicked.connect(lambda: document.run(take_crest_away))

    def show_crest(self, crest: str) -> None:
        """Show a crest, an SVG document; empty for none."""
        self.picture.setVisible(bool(crest))
        self.away_button.setVisible(bool(crest))
        for button in (self.choose_button, self.away_button):
            button.setEnabled(not self._document.read_only)
        show_prose(self.note, "" if crest else tr("A picture as SVG or PNG, beside the name"))
        if not crest:
            return
        try:
            picture = QPixmap()
            picture.loadFromData(pixels_of(crest.encode()))
        except PersonError as error:
            show_prose(self.note, str(error))
            return
        ratio = self.devicePixelRatioF()
        scaled = picture.scaled(
            QSize(_SIDE, _SIDE) * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(ratio)
        self.picture.setPixmap(scaled)
        self.picture.setStyleSheet("background: white")

    def _choose(self) -> None:
        folder = self._document.path.parent
        path = self._questions.picture_to_read(self, tr("Crest"), folder)
        if path is None:
            return
        try:
            content = path.read_bytes()
        except OSError as error:
            show_prose(self.note, tr("{file} cannot be read: {reason}", file=path.name,
                                     reason=error.strerror or ""))  # fmt: skip
            return
        self._document.run(lambda database: set_crest(database, content, path.name))

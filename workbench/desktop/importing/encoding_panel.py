"""Asks which encoding a text is in, and shows how it begins in each."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.look import SPACING
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.paper import LINE_HEIGHT, prose, show_prose
from workbench.exchange.encodings import ENCODINGS, Preview, likeliest, previews
from workbench.language import tr

_LINES = 5
#: A line of a hundred columns need not be laid out to its end.
_LONGEST = 400


class EncodingPanel(QWidget):
    """One choice for each encoding, the likeliest chosen, and the text's first lines in it."""

    #: The encoding to read the file in.
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[str, Preview] = {}
        self._path: Path | None = None
        self.choices: dict[str, QRadioButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * SPACING, 0, 0)
        column.setSpacing(SPACING)
        column.addWidget(look.label(tr("Read it as"), bold=True))
        row = QHBoxLayout()
        row.setSpacing(3 * SPACING)
        for encoding, name in ENCODINGS.items():
            choice = QRadioButton(str(name))
            choice.toggled.connect(self._show)
            self._group.addButton(choice)
            self.choices[encoding] = choice
            row.addWidget(choice)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(look.label(tr("It then begins:"), muted=True))
        column.addWidget(self._frame())
        self.button = push_button(tr("Read as shown"))
        self.button.setDefault(True)
        self.button.clicked.connect(lambda: self.chosen.emit(self.encoding))
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def _frame(self) -> QFrame:
        frame = QFrame()
        frame.setFrameShape(QFrame.Shape.StyledPanel)
        frame.setBackgroundRole(QPalette.ColorRole.Base)
        frame.setAutoFillBackground(True)
        self.lines = prose()
        self.lines.setWordWrap(False)
        self.lines.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        # The longest line must not make the window wider.
        self.lines.setMinimumWidth(1)
        height = _LINES * self.lines.fontMetrics().lineSpacing() * LINE_HEIGHT // 100
        self.lines.setFixedHeight(height + SPACING)
        self.unreadable = look.label(size=look.SMALL, muted=True)
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(2 * SPACING, SPACING, 2 * SPACING, SPACING)
        inside.addWidget(self.lines)
        inside.addWidget(self.unreadable)
        return frame

    @property
    def encoding(self) -> str:
        """Return what is chosen."""
        return next(name for name, choice in self.choices.items() if choice.isChecked())

    def ask(self, path: Path) -> None:
        """Show how a file begins; it stays as chosen when it is shown again."""
        if path == self._path:
            return
        try:
            seen = previews(path)
        except OSError:
            # It has gone meanwhile: reading it again will say so.
            seen = ()
        self._path = path
        self._seen = {one.encoding: one for one in seen}
        proposed = likeliest(seen) if seen else next(iter(ENCODINGS))
        self.choices[proposed].setChecked(True)
        self._show()

    def forget(self) -> None:
        """Propose anew when the next file is asked about."""
        self._path = None

    def _show(self) -> None:
        checked = [name for name, choice in self.choices.items() if choice.isChecked()]
        held = self._seen.get(checked[0]) if checked else None
        lines = (
            "\n".join(line[:_LONGEST].replace("\t", "    ") for line in held.lines) if held else ""
        )
        show_prose(self.lines, lines)
        count = held.unreadable if held else 0
        self.unreadable.setText(
            tr("▲ {count} characters cannot be read in this encoding.", count=f"{count:,}")
            if count
            else tr("✓ All of this can be read.")
        )

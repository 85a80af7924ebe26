"""That something takes its time, with the way out; shown only when it does."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from workbench.desktop.look import SPACING
from workbench.desktop.widgets.buttons import push_button
from workbench.language import tr

#: Milliseconds that may pass before anybody wonders.
_PATIENCE = 300


class Busy(QWidget):
    """A moving bar with a button: cancel, and after that, set the pages again."""

    cancelled = Signal()
    wanted_again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(12 * SPACING, SPACING)
        self._bar.setAccessibleName(tr("Setting the pages…"))
        self.button = push_button(tr("Cancel"))
        self.button.clicked.connect(self._press)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, SPACING, 0)
        row.setSpacing(SPACING)
        row.addWidget(self._bar)
        row.addWidget(self.button)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._show)
        self._is_cancelled = False
        self.hide()

    def show_work(self, is_working: bool) -> None:
        """Show that work goes on, once it takes longer than a moment; or that it does not."""
        if is_working and not self._is_cancelled:
            if self.isHidden() and not self._patience.isActive():
                self._patience.start()
        elif not is_working and not self._is_cancelled:
            self.rest()

    def _show(self) -> None:
        self._bar.show()
        self.button.setText(tr("Cancel"))
        self.show()

    def offer_again(self) -> None:
        """Offer to set the pages again that were cancelled."""
        self._patience.stop()
        self._is_cancelled = True
        self._bar.hide()
        self.button.setText(tr("Set the pages"))
        self.show()

    def rest(self) -> None:
        """Show nothing: there is nothing to wait for."""
        self._patience.stop()
        self._is_cancelled = False
        self.hide()

    def _press(self) -> None:
        (self.wanted_again if self._is_cancelled else self.cancelled).emit()

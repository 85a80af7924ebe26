"""One scenario in the list: chosen, compared, renamed in its place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.population.subject import NamedScenario
from workbench.language import tr
from workbench.plan.values import format_number


class LineToggle(QAbstractButton):
    """A short line in the colour a scenario has on the charts; hollow while it is not drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.colour = ""
        self.setToolTip(tr("Draw beside the chosen scenario"))
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(4 * look.SPACING, 3 * look.SPACING)

    def paintEvent(self, _: QPaintEvent) -> None:
        colours = look.current_colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, edge = self.height() / 2, look.SPACING / 2
        drawn = self.isChecked() or not self.isEnabled()
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawRoundedRect(self.rect().adjusted(1, 3, -1, -3), 4, 4)
        if drawn:
            painter.setPen(QPen(QColor(self.colour or colours.muted), 3))
            painter.drawLine(QPointF(edge, middle), QPointF(self.width() - edge, middle))
        else:
            painter.setPen(QPen(QColor(colours.muted), 1))
            box = self.rect().adjusted(int(edge) + 1, int(middle) - 3, -int(edge) - 1, 0)
            box.setHeight(6)
            painter.drawRoundedRect(box, 3, 3)


class NameEdit(QLineEdit):
    """The name while it is being changed; Esc leaves it as it was."""

    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class ScenarioRow(QWidget):
    """A scenario's name, its population in the target year, and its line."""

    chosen = Signal(int)
    compared = Signal(int, bool)
    renamed = Signal(int, str)

    def __init__(self, scenario: NamedScenario) -> None:
        super().__init__()
        self.scenario = scenario
        self.radio = QRadioButton(scenario.name.replace("&", "&&"))
        self.radio.setToolTip(scenario.note)
        self.edit = NameEdit(scenario.name)
        self.figure = look.label()
        self.figure.setFont(look.number_font())
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        # Of one size whatever it shows: a label that may grow lays the whole column out anew.
        self.figure.setAutoFillBackground(True)
        widest = self.figure.fontMetrics().horizontalAdvance("00,000,000")
        self.figure.setFixedSize(widest, 3 * look.SPACING)
        self.line = LineToggle()
        self.line.setAccessibleName(tr("Compare {name}", name=scenario.name))
        self._name = QStackedWidget()
        self._name.addWidget(self.radio)
        self._name.addWidget(self.edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.SPACING // 2)
        row.addWidget(self._name, 1)
        row.addWidget(self.figure)
        row.addWidget(self.line)
        self.radio.clicked.connect(lambda: self.chosen.emit(self.scenario.id))
        self.line.toggled.connect(lambda on: self.compared.emit(self.scenario.id, on))
        self.edit.editingFinished.connect(self._finish)
        self.edit.given_up.connect(self._give_up)
        self._outline_radio()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "radio"):
            self._outline_radio()

    def _outline_radio(self) -> None:
        """Let the circle be seen in the dark: Fusion draws it darker than the window."""
        outlined = self.palette()
        outlined.setColor(QPalette.ColorRole.Window, QColor(look.current_colours().muted))
        self.radio.setPalette(outlined)

    def show_persons(self, persons: float) -> None:
        """Show the population in the target year."""
        self.figure.setText(format_number(persons, 0))

    def show_colour(self, colour: str) -> None:
        """Draw the line in this colour."""
        self.line.colour = colour
        self.line.update()

    def show_name(self) -> None:
        """Show the name as it is."""
        self._name.setCurrentWidget(self.radio)

    def begin_rename(self) -> None:
        """Let the name be changed where it stands."""
        self.edit.setText(self.scenario.name)
        self._name.setCurrentWidget(self.edit)
        self.edit.selectAll()
        self.edit.setFocus()

    def _give_up(self) -> None:
        # First the name: hiding the field takes its focus away, which hands in what it holds.
        self.edit.setText(self.scenario.name)
        self.show_name()

    def _finish(self) -> None:
        if self._name.currentWidget() is not self.edit:
            return
        self.show_name()
        name = self.edit.text().strip()
        if name and name != self.scenario.name:
            self.renamed.emit(self.scenario.id, name)

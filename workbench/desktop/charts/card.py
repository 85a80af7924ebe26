"""A chart as a sheet of paper: title, picture or table, note; copied as either."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QPaintDevice, QPalette, QPixmap
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.desktop import look
from workbench.desktop.charts.canvas import Canvas
from workbench.desktop.charts.copying import copy_table
from workbench.desktop.charts.readings import Reading, Table
from workbench.desktop.charts.table_view import TableView
from workbench.desktop.sheet import Sheet
from workbench.desktop.widgets.notes import Notes, Wrapped
from workbench.language import tr

#: Pictures are copied with this many pixels for each of the screen's, sharp enough for print.
_PICTURE_SCALE = 2

#: The kinds of file a picture is saved as.
_PNG, _SVG = "PNG (*.png)", "SVG (*.svg)"


class Chart(Sheet):
    """A card holding one canvas; charts derive from it and say what they show.

    `readings` and `table` are asked only when the pointer or a person asks.
    """

    def __init__(self) -> None:
        super().__init__()
        self.canvas = Canvas()
        self.canvas.answer_with(self.readings)
        self._title = Wrapped(size=look.BODY, bold=True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._note, self._note_text = Notes(), ""
        self._note.hide()
        self._picture_note: str | None = None
        self._table_button = _flat_button(tr("Table"), tr("Show the figures as a table"))
        self._table_button.setCheckable(True)
        self._table_button.toggled.connect(self.show_as_table)
        self._copy_button = _flat_button(tr("Copy"), tr("Copy as a picture or as a table"))
        self._copy_button.clicked.connect(self._open_menu_below_button)
        self._table_view = TableView()
        #: What can be pressed or moved: no part of a picture.
        self._controls: list[QWidget] = [self._table_button, self._copy_button]
        self._faces = QStackedWidget()
        self._faces.addWidget(self.canvas)
        self._faces.addWidget(self._table_view)
        self._arrange()
        self.repaint_in_theme()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(look.SPACING // 2)
        top.addWidget(self._title, 1)
        top.addWidget(self._table_button)
        top.addWidget(self._copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * look.SPACING, look.SPACING, 2 * look.SPACING, look.SPACING)
        column.setSpacing(look.SPACING // 2)
        column.addLayout(top)
        column.addWidget(self._faces, 1)
        column.addWidget(self._note)
        self.column, self.top = column, top

    def readings(self) -> Iterable[Reading]:
        """Return every figure of the picture with its source, for the pointer."""
        return ()

    def table(self) -> Table:
        """Return the figures of the picture."""
        raise NotImplementedError

    def paint_in(self, colours: look.Colours) -> None:
        """Give the chart's items a theme's colours."""

    def set_words(self, title: str, note: str, picture_note: str | None = None) -> None:
        """Say what is shown, and where it comes from.

        `picture_note` takes the note's place in a picture, which has nothing to drag or choose.
        """
        self._picture_note = picture_note
        self.set_title(title)
        if note != self._note_text:
            self._note_text = note
            self._note.say(note)

    def set_title(self, title: str) -> None:
        """Say what is shown."""
        if title == self._title.text():
            return
        self._title.setText(title)
        self._title.keep_whole()
        self.canvas.setAccessibleName(title)

    @property
    def title(self) -> str:
        """What is shown, in words."""
        return self._title.text()

    @property
    def note(self) -> str:
        """The small line below."""
        return self._note_text

    def figures_changed(self) -> None:
        """Follow new figures where more than the canvas shows them."""
        self.canvas.forget_pointer()
        if self._faces.currentWidget() is self._table_view:
            self._table_view.show_table(self.table())

    def show_as_table(self, as_table: bool) -> None:
        """Turn the card over: its figures as a table, or the picture again."""
        self._table_button.setChecked(as_table)
        if as_table:
            self._table_view.show_table(self.table())
        self._faces.setCurrentWidget(self._table_view if as_table else self.canvas)

    def picture(self) -> QPixmap:
        """Return the card as a picture, without its buttons."""
        made = QPixmap(self.size() * _PICTURE_SCALE)
        made.setDevicePixelRatio(_PICTURE_SCALE)
        made.fill(Qt.GlobalColor.transparent)
        self._render_into(made)
        return made

    def write_picture(self, path: Path) -> None:
        """Write the picture into a file: as lines that stay sharp (SVG) or as dots (PNG)."""
        if path.suffix.lower() != ".svg":
            self.picture().save(str(path))
            return
        drawn = QSvgGenerator()
        drawn.setFileName(str(path))
        drawn.setSize(self.size())
        drawn.setViewBox(self.rect())
        drawn.setTitle(self.title)
        drawn.setDescription(self.note if self._picture_note is None else self._picture_note)
        self._render_into(drawn)

    def keep_off_pictures(self, *controls: QWidget) -> None:
        """Leave these out of pictures, as all that can be pressed or moved."""
        self._controls.extend(controls)

    def _render_into(self, device: QPaintDevice) -> None:
        """Draw the card as it is to be printed: on white, and with nothing to press."""
        focus, shown = (
            QApplication.focusWidget(),
            [one for one in self._controls if not one.isHidden()],
        )
        self._arrange_for_picture(shown, hidden=True)
        if dark := look.is_dark():
            light = look.colours(dark=False)
            self.setPalette(look.palette_of(light))
            self._take_on(light)
        self.render(device, QPoint())
        if dark:
            # Its own palette gone, the theme's comes back, and the colours with it.
            self.setPalette(QPalette())
            self.repaint_in_theme()
        self._arrange_for_picture(shown, hidden=False)
        if focus in shown:
            focus.setFocus()

    def _arrange_for_picture(self, controls: Iterable[QWidget], *, hidden: bool) -> None:
        for control in controls:
            control.setHidden(hidden)
        if self._picture_note is not None:
            self._note.say(self._picture_note if hidden else self._note_text)
        # A note that was not there learns its width first, and its height from that.
        for _ in range(2):
            self.column.activate()

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setPixmap(self.picture())

    def copy_table(self) -> None:
        """Put the table on the clipboard, as Excel takes it."""
        copy_table(self.table())

    def save_picture(self) -> None:
        """Ask for a file and write the picture into it."""
        # A title may hold what no file name can: 人/年.
        name = "".join("／" if sign in '\\/:*?"<>|' else sign for sign in self.title)
        chosen, kind = QFileDialog.getSaveFileName(
            self, tr("Save the picture"), f"{name}.png", f"{_PNG};;{_SVG}"
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in (".png", ".svg"):
            path = path.with_name(path.name + (".svg" if kind == _SVG else ".png"))
        self.write_picture(path)

    def menu(self) -> QMenu:
        """Return the menu of what can be done with the chart."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Copy the picture"), self.copy_picture)
        menu.addAction(tr("Copy the table (for Excel)"), self.copy_table)
        menu.addAction(tr("Save the picture…"), self.save_picture)
        menu.addSeparator()
        as_table = self._faces.currentWidget() is self._table_view
        turned = tr("Show as a chart") if as_table else tr("Show as a table")
        menu.addAction(turned, lambda: self.show_as_table(not as_table))
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "column"):
            self.repaint_in_theme()

    def repaint_in_theme(self) -> None:
        """Take on the colours of the theme in force."""
        self._take_on(look.current_colours())

    def _take_on(self, colours: look.Colours) -> None:
        self.canvas.paint_in(colours)
        self.paint_in(colours)

    def _open_menu_below_button(self) -> None:
        button: QWidget = self._copy_button
        self.menu().popup(button.mapToGlobal(QPoint(0, button.height())))


def _flat_button(text: str, explanation: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(explanation)
    button.setAutoRaise(True)
    button.setFont(look.text_font(look.SMALL))
    look.mute(button)
    return button

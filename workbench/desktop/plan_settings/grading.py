"""Grading: which scheme the plan follows, and the schemes as tables of bands to edit.

A scheme is edited as a draft, because half of an edit is often no sound scheme. A sound draft is
handed in by its button, or by going on with anything else; an unsound one says what is wrong.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from workbench.desktop import look
from workbench.desktop.document import Document
from workbench.desktop.look import SPACING
from workbench.desktop.plan.choices import ChoiceBox
from workbench.desktop.plan.details_panel import small_link
from workbench.desktop.plan_settings.band_model import BandModel
from workbench.desktop.plan_settings.band_table import BandTable
from workbench.desktop.plan_settings.scheme_list import SchemeList
from workbench.desktop.plan_settings.section import Kind, SettingsSection, caption
from workbench.desktop.questions import Questions
from workbench.desktop.widgets.buttons import push_button
from workbench.desktop.widgets.links import Link
from workbench.desktop.widgets.paper import Heading, prose, show_prose
from workbench.language import message, tr
from workbench.operations.grades import choose_scheme, copy_of, delete_scheme, save_scheme
from workbench.operations.schemes import scheme_of, schemes, shipped_schemes
from workbench.plan.grading import Band, Comparison, Measure, RollUp, Scheme
from workbench.plan.grading_checks import problems
from workbench.plan.names import ROLL_UP_NAMES


class GradingSection(SettingsSection):
    """The schemes to choose from, and the chosen one's words and bands."""

    def __init__(self, document: Document, _questions: Questions) -> None:
        super().__init__(
            document,
            tr("Grading schemes"),
            tr(
                "How results become grades. Every scheme can be changed; those that came with "
                "the program can be brought back as they were."
            ),
        )
        self._key = ""
        self._held: Scheme | None = None
        #: A draft that was refused waits for another change before it is handed in again.
        self._was_refused = False
        self.list = SchemeList()
        self.list.chosen.connect(self._choose)
        self.column.addWidget(self.list)
        self._make_head()
        self.model = BandModel(self)
        self.model.changed.connect(self._follow_draft)
        self.model.refused.connect(self._say)
        self.table = BandTable(self.model)
        self.column.addWidget(self.table)
        self._make_links()
        self._wrong = prose()
        self.column.addWidget(self._wrong)
        self._make_handing_in()
        self.column.addStretch(1)
        document.settling.connect(self._settle)

    def _make_head(self) -> None:
        self._heading = Heading("")
        layout = self._heading.layout()
        assert layout is not None
        self.follow_link = small_link(tr("Let the plan follow it"))
        self.copy_link = small_link(tr("Make a copy"))
        self.restore_link = small_link(tr("Back to how it came"))
        self.delete_link = small_link(tr("Delete"))
        for link, then in (
            (self.follow_link, self._follow),
            (self.copy_link, self._copy),
            (self.restore_link, self._restore),
            (self.delete_link, self._delete),
        ):
            link.clicked.connect(then)
            layout.addWidget(link)
        self.name = _line(tr("Name of the scheme"))
        self.note = _line(tr("Explanation"))
        self.roll_up = ChoiceBox(
            tr("How grades add up"), [(one, str(name)) for one, name in ROLL_UP_NAMES.items()]
        )
        self.name.textEdited.connect(lambda text: self._retell(name=text))
        self.note.textEdited.connect(lambda text: self._retell(note=text))
        self.roll_up.chosen.connect(self._set_roll_up)
        self.column.addWidget(self._heading)
        for words, field in (
            (tr("Name of the scheme"), self.name),
            (tr("Explanation"), self.note),
            (tr("How grades add up"), self.roll_up),
        ):
            row = QHBoxLayout()
            label = caption(words)
            label.setMinimumWidth(look.scaled(18 * SPACING))
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field, 0 if field is self.roll_up else 1)
            if field is self.roll_up:
                row.addStretch(1)
            self.column.addLayout(row)

    def _make_links(self) -> None:
        self._links = QWidget()
        row = QHBoxLayout(self._links)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * SPACING)
        made: list[Link] = []
        for words, then in (
            (tr("＋ Add a band"), self._add_band),
            (tr("Move up"), lambda: self._move_band(-1)),
            (tr("Move down"), lambda: self._move_band(1)),
            (tr("Delete the band"), self._delete_band),
        ):
            link = small_link(words)
            link.clicked.connect(_ignoring(then))
            row.addWidget(link)
            made.append(link)
        self.add_link, self.up_link, self.down_link, self.remove_link = made
        tried = look.label(
            tr("Tried from the top; the first band that is reached gives the grade."),
            size=look.SMALL,
            muted=True,
        )
        tried.setWordWrap(True)
        row.addWidget(tried, 1)
        self.column.addWidget(self._links)

    def _make_handing_in(self) -> None:
        self.hand_in = push_button(tr("Keep the changes"))
        self.discard = push_button(tr("Discard them"))
        self.hand_in.clicked.connect(self._hand_in)
        self.discard.clicked.connect(self._discard)
        self._draft_words = look.label()
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACING)
        for widget in (self.hand_in, self.discard, self._draft_words):
            widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(widget)
        row.addStretch(1)
        self.column.addWidget(self._foot)

    @property
    def draft(self) -> Scheme | None:
        """Return the scheme as it is being edited, None while nothing has been changed."""
        return self.model.scheme if self.model.scheme != self._held else None

    def refresh(self) -> None:
        database = self.document.database
        offered, followed = schemes(database), scheme_of(database)
        self._key = self._key if any(one.key == self._key for one in offered) else followed.key
        held = next(one for one in offered if one.key == self._key)
        self.list.show_schemes(offered, followed.key, self._key)
        if held != self._held:
            # Undone, restored or another one: a draft of what was there is of no use.
            self._held, self._was_refused = held, False
            self.model.show(held)
        self.model.read_only = self.document.read_only
        self._show_draft()

    def _choose(self, key: str) -> None:
        self.document.settle()
        self._key = key
        self._held = None
        self.refresh()

    def _show_draft(self) -> None:
        scheme, held = self.model.scheme, self._held
        if scheme is None or held is None:
            return
        may = not self.document.read_only
        for line, text in ((self.name, scheme.name), (self.note, scheme.note)):
            if line.text() != text:
                line.setText(text)
            line.setReadOnly(not may)
        self.roll_up.show_choice(scheme.roll_up)
        self.roll_up.setEnabled(may)
        self._heading.set_title(held.name)
        as_it_came = _as_it_came(held.key)
        is_followed = self.list.followed == held.key
        self.follow_link.setVisible(may and not is_followed)
        self.copy_link.setVisible(may)
        self.restore_link.setVisible(
            may and as_it_came is not None and replace(held, id=None) != as_it_came
        )
        self.delete_link.setVisible(may and as_it_came is None and not is_followed)
        self._links.setVisible(may)
        is_changed = self.draft is not None
        found = problems(scheme) if is_changed else []
        show_prose(self._wrong, "\n".join(f"⚠ {one}" for one in found))
        self._wrong.setVisible(bool(found))
        self._foot.setVisible(is_changed)
        self.hand_in.setEnabled(not found)

    def _follow_draft(self) -> None:
        self._was_refused = False
        self._show_draft()

    def _say(self, words: str) -> None:
        show_prose(self._wrong, f"⚠ {words}")
        self._wrong.show()

    def _retell(self, *, name: str | None = None, note: str | None = None) -> None:
        scheme = self.model.scheme
        assert scheme is not None
        new_name = scheme.name if name is None else name
        new_note = scheme.note if note is None else note
        self.model.retell(replace(scheme, name=new_name, note=new_note))

    def _set_roll_up(self, rule: object) -> None:
        scheme = self.model.scheme
        assert scheme is not None
        self.model.retell(replace(scheme, roll_up=RollUp(str(rule))))

    def _add_band(self) -> None:
        scheme = self.model.scheme
        assert scheme is not None
        row = max(self.table.currentIndex().row(), 0)
        like = scheme.bands[row] if scheme.bands else None
        new = Band("", like.measure if like else Measure.PROGRESS, Comparison.AT_LEAST)
        self._set_bands([*scheme.bands[:row], new, *scheme.bands[row:]], row)

    def _move_band(self, by: int) -> None:
        scheme, row = self.model.scheme, self.table.currentIndex().row()
        assert scheme is not None
        to = row + by
        if row < 0 or not 0 <= to < len(scheme.bands):
            return
        bands = list(scheme.bands)
        bands.insert(to, bands.pop(row))
        self._set_bands(bands, to)

    def _delete_band(self) -> None:
        scheme, row = self.model.scheme, self.table.currentIndex().row()
        assert scheme is not None
        if row >= 0:
            bands = [*scheme.bands[:row], *scheme.bands[row + 1 :]]
            self._set_bands(bands, min(row, len(bands) - 1))

    def _set_bands(self, bands: list[Band], row: int) -> None:
        assert self.model.scheme is not None
        self.model.redraft(replace(self.model.scheme, bands=tuple(bands)))
        self.table.go_to(row)

    def _settle(self) -> None:
        self.table.settle()
        if self.draft is not None and not self._was_refused and not problems(self.draft):
            self._hand_in()

    def _hand_in(self) -> None:
        draft = self.draft
        if draft is None:
            return
        # Remembered before: what is announced comes back here as a refresh.
        self._was_refused = True
        self.document.run(lambda database: save_scheme(database, draft))

    def _discard(self) -> None:
        self.model.show(self._held)
        self._follow_draft()

    def _follow(self) -> None:
        self.document.settle()
        self.document.run(lambda database: choose_scheme(database, self._key))

    def _copy(self) -> None:
        self.document.settle()
        held = self._held
        assert held is not None
        key = f"own-{uuid.uuid4().hex[:8]}"
        copied = copy_of(held, key, tr("{name} (copy)", name=held.name))
        self._key = key
        if self.document.run(lambda database: save_scheme(database, copied)):
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self.name.selectAll()

    def _restore(self) -> None:
        self._discard()
        as_it_came = _as_it_came(self._key)
        assert as_it_came is not None
        self.document.run(lambda database: save_scheme(database, as_it_came))

    def _delete(self) -> None:
        self._discard()
        held = self._held
        assert held is not None
        scheme_id = held.id
        if scheme_id is not None:
            self.document.run(lambda database: delete_scheme(database, scheme_id))


def _as_it_came(key: str) -> Scheme | None:
    """Return the scheme that ships under a key, None for one made here."""
    return next((one for one in shipped_schemes() if one.key == key), None)


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    return line


def _ignoring(then: Callable[[], object]) -> Callable[[bool], None]:
    """Return what takes the word of a click and does without it."""

    def act(_checked: bool = False) -> None:
        then()

    return act


KIND = Kind("grading", message("Grading schemes"), GradingSection)

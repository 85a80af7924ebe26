"""The evaluations of measures that a department sent back, put together from their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from workbench.exchange.answers import Answer, AnswerTo
from workbench.exchange.cells import read_cell
from workbench.exchange.japanese import fold_name
from workbench.exchange.layouts.base import Spot, spot
from workbench.exchange.layouts.round_trip import ReturnedRow
from workbench.exchange.long_texts import PartName, join, read_part_name
from workbench.exchange.returning.gathered import Gathering, as_typed, change_of
from workbench.exchange.templates.evaluation_form import ANSWER, said
from workbench.exchange.words import COURSE_WORDS, EVALUATION_WORDS
from workbench.language import message
from workbench.plan.evaluations import Evaluation
from workbench.plan.structure import Element


@dataclass(frozen=True)
class _Written:
    """A part of a text, and the cell it stands in."""

    part: PartName
    text: str
    spot: Spot


@dataclass
class EvaluationRows:
    """The rows of evaluations on one sheet, in whatever order they stand."""

    gathering: Gathering
    _parts: dict[tuple[int, str], list[_Written]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: ReturnedRow) -> None:
        """Take in a row."""
        part = read_part_name(row.mark.key.part)
        columns = self.gathering.returned.columns
        column = next((at for mark, at in columns.items() if mark.field == ANSWER), None)
        if part is None or part.field not in EVALUATION_WORDS or column is None:
            return
        sheet, cell = self.gathering.returned.sheet, (row.row, column)
        if cell in sheet.errors or cell in sheet.uncalculated:
            self.gathering.add_findings(read_cell(self.gathering.returned.table, *cell).findings)
            return
        place = spot(sheet, *cell)
        written = _Written(part, as_typed(place.original), place)
        self._parts[row.mark.key.id, part.field].append(written)

    def finish(self, elements: Mapping[int, Element]) -> None:
        """Compare the evaluations, each put together from its rows."""
        columns = self.gathering.returned.columns
        year = next((mark.fiscal_year for mark in columns if mark.field == ANSWER), 0)
        held = {
            one.element_id: one
            for one in self.gathering.running.evaluations
            if one.fiscal_year == year
        }
        answers: dict[int, dict[str, tuple[str, Spot]]] = defaultdict(dict)
        for (element_id, name), parts in self._parts.items():
            parts.sort(key=lambda one: one.part.number)
            text = join((one.part.joined, one.text) for one in parts)
            answers[element_id][name] = (text.rstrip(), parts[0].spot)
        for element_id, written in answers.items():
            _compare(self.gathering, elements[element_id], year, held.get(element_id), written)


def _compare(
    gathering: Gathering,
    element: Element,
    year: int,
    held: Evaluation | None,
    written: Mapping[str, tuple[str, Spot]],
) -> None:
    for name, (text, place) in written.items():
        new, is_listed = _stored(gathering, name, text, year)
        if text and not is_listed:
            gathering.refuse(
                place,
                "answer.not_listed",
                message("The list has no such word."),
                message("Choose one of: {names}.", names="、".join(_list(gathering, name, year))),
            )
        elif name == "grade" and text and not _has_reason(held, written):
            gathering.refuse(
                place,
                "grade.no_reason",
                message("A grade given by hand needs a reason."),
                message("Write the reason into its row, or leave the grade empty."),
            )
        else:
            old = said(held, name)
            change = change_of(old, text)
            if change is not None:
                stored = getattr(held, name) if held else None
                answer = Answer(
                    change,
                    AnswerTo.EVALUATION,
                    element.id,
                    year,
                    "",
                    name,
                    str(stored) if stored else None,
                    new,
                    f"{element.code} {element.name}",
                    EVALUATION_WORDS[name],
                    old,
                    text,
                    gathering.origin.at(place),
                )
                gathering.add_answer(answer, place)


def _has_reason(held: Evaluation | None, written: Mapping[str, tuple[str, Spot]]) -> bool:
    """Tell whether a grade has its reason, in the sheet or in the plan."""
    in_sheet = written["grade_reason"][0] if "grade_reason" in written else ""
    return bool(in_sheet or said(held, "grade_reason"))


def _stored(gathering: Gathering, name: str, text: str, year: int) -> tuple[str | None, bool]:
    """Return what an answer is stored as, and whether its list has it."""
    folded = fold_name(text)
    if name == "course":
        for course, word in COURSE_WORDS.items():
            if folded == fold_name(word):
                return course.value, True
        return None, False
    if name == "grade":
        for grade in _list(gathering, name, year):
            # － is a grade, too, and folds to the same as other dashes.
            if folded == fold_name(grade):
                return grade, True
        return None, False
    return text, True


def _list(gathering: Gathering, name: str, year: int) -> tuple[str, ...]:
    if name == "course":
        return tuple(COURSE_WORDS.values())
    return tuple(gathering.running.grades.get(year, ()))

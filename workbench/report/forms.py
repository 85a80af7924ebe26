"""The printed forms by name, and printing them: to PDF, or to drawings of the same pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workbench.language import Message, message, speaking
from workbench.report import (
    indicators,
    matrix,
    measures,
    population,
    progress,
    summary,
    tree,
    typesetting,
)
from workbench.report.document import Content, Document
from workbench.report.typesetting import Sheet


@dataclass(frozen=True)
class Form:
    """A printed form.

    Parameters
    ----------
    kind
        Its name on the command line; the template of the same name lies in
        ``resources/typst``.
    title
        Its name in the window.
    content
        Makes what is printed from a document.
    scoped
        Whether it can be about some of the measures; the others are about the whole plan.
    projects
        Whether it prints scenarios of the population, which have to be projected for it.
    """

    kind: str
    title: Message
    content: Callable[[Document], Content]
    scoped: bool = False
    projects: bool = False


FORMS: dict[str, Form] = {
    form.kind: form
    for form in (
        Form("summary", message("Plan summary"), summary.summary_content),
        Form("tree", message("Plan tree"), tree.tree_content),
        Form("measures", message("Measure sheets"), measures.measures_content, scoped=True),
        Form(
            "indicators", message("List of indicators"), indicators.indicators_content, scoped=True
        ),
        Form("matrix", message("Theme matrix"), matrix.matrix_content, scoped=True),
        Form(
            "population",
            message("Population outlook"),
            population.population_content,
            projects=True,
        ),
        Form("progress", message("Progress by goal"), progress.progress_content, scoped=True),
    )
}


def render(kind: str, document: Document) -> bytes:
    """Return a form as PDF (PDF/A-2a and PDF/UA-1); the same document gives the same bytes.

    Raises `KeyError` for an unknown kind and `PersonError` for a character that no font has.
    """
    return bind({kind: document})


def bind(documents: Mapping[str, Document]) -> bytes:
    """Return several forms as one PDF, its pages counted through; raises as `render`.

    Each form has a document of its own, as one may be about a part of the plan.
    """
    return typesetting.typeset(_contents(documents), _made_on(documents))


def preview_sheets(kind: str, document: Document) -> list[Sheet]:
    """Return the pages of a form as drawings, set by the same template from the same content.

    Raises what `render` raises, so that a preview never shows what could not be printed.
    """
    contents = _contents({kind: document})
    typesetting.typeset(contents, document.edition.made_on)
    return typesetting.sheets(contents)


def _contents(documents: Mapping[str, Document]) -> Mapping[str, Content]:
    with speaking("ja"):
        return {kind: FORMS[kind].content(document) for kind, document in documents.items()}


def _made_on(documents: Mapping[str, Document]) -> datetime.date:
    return next(iter(documents.values())).edition.made_on

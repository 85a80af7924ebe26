"""The printed forms by name, and printing them: to PDF, or to pictures of the same pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from workbench.language import Message, message
from workbench.report import summary, tree, typesetting
from workbench.report.document import Content, Document


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
    """

    kind: str
    title: Message
    content: Callable[[Document], Content]


FORMS: dict[str, Form] = {
    form.kind: form
    for form in (
        Form("summary", message("Plan summary"), summary.summary_content),
        Form("tree", message("Plan tree"), tree.tree_content),
    )
}


def render(kind: str, document: Document) -> bytes:
    """Return a form as PDF (PDF/A-2a and PDF/UA-1); the same document gives the same bytes.

    Raises `KeyError` for an unknown kind and `PersonError` for a character that no font has.
    """
    form = FORMS[kind]
    return typesetting.typeset(form.kind, form.content(document), document.edition.made_on)


def preview_pages(kind: str, document: Document, pixels_per_inch: float = 110) -> list[bytes]:
    """Return the pages of a form as PNG, set by the same template from the same content.

    Raises what `render` raises, so that a preview never shows what could not be printed.
    """
    form = FORMS[kind]
    content = form.content(document)
    typesetting.typeset(form.kind, content, document.edition.made_on)
    return typesetting.pictures(form.kind, content, pixels_per_inch)

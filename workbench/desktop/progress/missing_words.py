"""What is missing, in words: to be read, and to be searched."""

from __future__ import annotations

from workbench.language import tr
from workbench.plan.names import STANDING_NAMES
from workbench.plan.recorded import Standing
from workbench.plan.searching import fold
from workbench.plan.year_progress import Lack, Missing


def title_of(one: Missing) -> str:
    """Return the code with the indicator's name, or with the element's own."""
    name = one.indicator.name if one.indicator else one.element.name
    return f"{one.element.code}　{name}"


def lack_of(one: Missing) -> str:
    """Return what is missing, in a few words."""
    if one.lack is Lack.TARGET:
        return tr("no target")
    if one.lack is Lack.BASELINE:
        return tr("no baseline")
    if one.lack is Lack.EVALUATION:
        return tr("evaluation not written")
    standing = one.standing or Standing.BLANK
    if standing is Standing.BLANK:
        return tr("result not entered")
    return tr("result: {state}", state=STANDING_NAMES[standing])


def folded_texts(one: Missing) -> str:
    """Return everything that can be searched, folded as `searching.fold` does."""
    indicator = one.indicator.name if one.indicator else ""
    element = one.element
    texts = (element.code, element.name, indicator, lack_of(one), *one.departments)
    return fold("\x1f".join(texts))

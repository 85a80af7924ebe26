"""Every form stands on its pages as somebody looked at it and found it good.

A golden file has the size of each page and, for every run of text, its place in millimetres. After
a form was changed on purpose, look at it, then let ``UPDATE_GOLDEN=1`` write the files again.
"""

import dataclasses
import os
from pathlib import Path

import pytest

from workbench.report.forms import render
from workbench.report.typesetting import available_families

GOLDEN = Path(__file__).parent / "golden"
#: Places may differ by so much, mm, as programs round differently.
NEAR = 0.15

#: Forms with the measures they are about, to keep the files short.
FORMS_OF = {
    "summary": None,
    "tree": None,
    "measures": ("1-1", "4-10"),
    "indicators": ("6-1", "6-2", "6-3"),
    "matrix": None,
    "population": None,
    "progress": None,
}


@pytest.mark.parametrize("kind", FORMS_OF)
def test_a_form_stands_as_it_was_looked_at(kind, sample_document, scenarios, fill, pages_of):
    document = dataclasses.replace(fill(sample_document), scenarios=scenarios)
    codes = FORMS_OF[kind]
    if codes is not None:
        chosen = {one.id for one in document.plan.elements if one.code in codes}
        document = dataclasses.replace(document, scope=frozenset(chosen), scope_name="記入例")
    written = "\n".join(lines_of(pages_of(render(kind, document)))) + "\n"
    path = GOLDEN / f"{kind}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(written, encoding="utf-8")
    compare(path.read_text(encoding="utf-8"), written)


def lines_of(pages):
    """Yield the pages as text: size, then each run of text with its place and size."""
    for number, page in enumerate(pages, start=1):
        yield f"page {number}  {page.width:.1f} x {page.height:.1f} mm"
        for run in page.runs:
            if run.text.strip():
                yield f"{run.x:.1f}\t{run.y:.1f}\t{run.size:.2f}\t{run.text}"


def compare(golden, written):
    """Hold the pages against the golden ones: the same texts, at the same places."""
    before, now = golden.splitlines(), written.splitlines()
    assert [texts(line) for line in now] == [texts(line) for line in before]
    if available_families()[0] != "BIZ UDGothic":
        return  # other type, other places
    for one, other in zip(before, now, strict=True):
        places = zip(numbers(one), numbers(other), strict=True)
        assert all(abs(a - b) <= NEAR for a, b in places), f"{one} | {other}"


def texts(line):
    return line.split("\t")[-1]


def numbers(line):
    return [float(part) for part in line.split("\t")[:-1]]

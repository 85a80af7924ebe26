"""Printed pages, measured and read."""

import pytest

A4 = (210.0, 297.0)
A4_LANDSCAPE = (297.0, 210.0)
MARGIN = 8.0


def check_pages(pages, size):
    for number_of, page in enumerate(pages, start=1):
        assert (page.width, page.height) == pytest.approx(size, abs=0.1)
        assert page.overlaps() == []
        assert page.outside(MARGIN) == []
        assert f"{number_of} / {len(pages)}" in page.text
        assert "作成日 令和7（2025）年4月1日" in page.text
        assert "第1版" in page.text


def text_of(pages):
    """Return the text of all pages without their heads and feet."""
    return "".join(run.text for page in pages for run in page.runs if 13 < run.y < page.height - 14)

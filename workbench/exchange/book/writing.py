"""Writing the readable book from its content."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from workbench.exchange.book import plan_sheets, population_sheets
from workbench.exchange.book.content import BookContent
from workbench.exchange.book.sheets import Column, Sheet, Styles
from workbench.plan.statistics import titles

#: Text stays text: nothing that begins with =, + or @ becomes a formula, nothing a link.
_OPTIONS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_book(content: BookContent, path: Path) -> None:
    """Write the book to `path`; the same content gives the same bytes.

    Raises `OSError` or XlsxWriter's `FileCreateError` when the file cannot be written.
    """
    workbook = xlsxwriter.Workbook(str(path), _OPTIONS)
    profile = content.plan.profile
    workbook.set_properties(
        {
            "title": f"{profile.municipality} {profile.title} {profile.subtitle}",
            "created": content.made_at.replace(tzinfo=None),
        }
    )
    styles = Styles(workbook)
    plan_sheets.write_plan(workbook, styles, content)
    plan_sheets.write_themes(workbook, styles, content)
    plan_sheets.write_initiatives(workbook, styles, content)
    plan_sheets.write_indicators(workbook, styles, content)
    population_sheets.write_totals(workbook, styles, content)
    population_sheets.write_changes(workbook, styles, content)
    for number in range(len(content.scenarios)):
        population_sheets.write_scenario(workbook, styles, content, number)
    _write_sources(workbook, styles, content)
    workbook.close()


def _write_sources(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    sheet = Sheet(workbook, styles, "資料", [Column("資料", 70), Column("発行", 30)])
    sheet.title("資料", f"作成　{content.made_at:%Y-%m-%d}")
    sheet.header()
    statistics = content.statistics
    sources = [
        *(held.source for held in statistics.population_sets),
        *(target.source for target in statistics.targets),
        *(rate.source for rate in statistics.rates),
    ]
    publishers = {source.title: source.publisher for source in sources if source is not None}
    for title in titles(sources):
        sheet.record([title, publishers[title]])
    imported = [
        *(value.provenance for value in content.indicator_values),
        *(event.provenance for event in content.vital_events),
    ]
    workbooks = {one.title: one.sha256 for one in imported if one is not None and one.sha256}
    for title, digest in workbooks.items():
        sheet.record([f"取り込んだファイル {title}", f"SHA-256 {digest[:16]}…"])

"""Writing the readable book from its content."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter

from workbench.exchange.book import (
    age_sheets,
    derived_sheets,
    indicator_sheets,
    plan_sheets,
    population_sheets,
    running_sheets,
    settlement_sheets,
)
from workbench.exchange.book.content import BookContent
from workbench.exchange.book.sheets import Column, Sheet
from workbench.exchange.styles import Styles, close, make_workbook
from workbench.plan.statistics import titles

_Writer = Callable[[xlsxwriter.Workbook, Styles, BookContent], None]

#: In the order of the tabs; a sheet that would be empty is left out by its writer.
_WRITERS: Sequence[_Writer] = (
    plan_sheets.write_plan,
    plan_sheets.write_themes,
    plan_sheets.write_theme_links,
    indicator_sheets.write_indicators,
    indicator_sheets.write_progress,
    running_sheets.write_initiatives,
    running_sheets.write_cost_totals,
    running_sheets.write_sources,
    running_sheets.write_evaluations,
    running_sheets.write_evaluation_texts,
    settlement_sheets.write_settlements,
    settlement_sheets.write_key_figures,
    population_sheets.write_totals,
    population_sheets.write_changes,
    age_sheets.write_structure,
    derived_sheets.write_derived,
    derived_sheets.write_areas,
)


def write_book(content: BookContent, path: Path) -> None:
    """Write the book to `path`; the same content gives the same bytes.

    Raises `OSError` when the file cannot be written.
    """
    profile = content.plan.profile
    title = f"{profile.municipality} {profile.title} {profile.subtitle}"
    workbook = make_workbook(str(path), title, content.made_at)
    styles = Styles(workbook)
    for write in _WRITERS:
        write(workbook, styles, content)
    for number in range(len(content.scenarios)):
        age_sheets.write_scenario(workbook, styles, content, number)
    _write_sources(workbook, styles, content)
    close(workbook)


def _write_sources(workbook: xlsxwriter.Workbook, styles: Styles, content: BookContent) -> None:
    columns = [Column("資料", 70), Column("発行", 34), Column("説明", 70)]
    sheet = Sheet(workbook, styles, "資料", columns, content.footer)
    sheet.title("資料", f"計画の最終更新　{content.made_at:%Y-%m-%d}")
    sheet.header()
    statistics = content.statistics
    sources = [
        *(held.source for held in statistics.population_sets),
        *(target.source for target in statistics.targets),
        *(rate.source for rate in statistics.rates),
    ]
    known = {source.title: source for source in sources if source is not None}
    for title in titles(sources):
        sheet.record([title, known[title].publisher, known[title].note])
    imported = [
        *(value.provenance for value in content.indicator_values),
        *(event.provenance for event in content.vital_events),
        *(cost.provenance for cost in content.costs),
        *(one.provenance for one in content.evaluations),
        *(one.provenance for one in content.settlements),
    ]
    workbooks = {one.title: one for one in imported if one is not None and one.sha256}
    for title, one in workbooks.items():
        sheet.record([f"取り込んだファイル {title}", "", f"SHA-256 {one.sha256[:16]}…"])

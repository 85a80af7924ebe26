"""The themes that cut across the measures, and the matrix of the two, edited in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from workbench.errors import PersonError
from workbench.language import message
from workbench.operations.lookups import between, label, needed_name, next_position
from workbench.plan.structure import Element, Plan, Theme, ThemeLink
from workbench.plan.year_progress import measures_of
from workbench.store.database import Database
from workbench.store.journal import Outcome, transaction

_THEME = message("A theme")


@dataclass(frozen=True)
class ThemeMatrix:
    """Measures by themes: which measure names which theme, and with what initiative."""

    measures: tuple[Element, ...]
    themes: tuple[Theme, ...]
    links: tuple[ThemeLink, ...]

    @cached_property
    def _by_cell(self) -> Mapping[tuple[int, int], ThemeLink]:
        return {(link.element_id, link.theme_id): link for link in self.links}

    def link(self, element_id: int, theme_id: int) -> ThemeLink | None:
        """Return what a measure does for a theme, None when it names none."""
        return self._by_cell.get((element_id, theme_id))

    def total_of_theme(self, theme_id: int) -> int:
        """Return how many measures name a theme."""
        return sum(link.theme_id == theme_id for link in self.links)

    def total_of_measure(self, element_id: int) -> int:
        """Return how many themes a measure names."""
        return sum(link.element_id == element_id for link in self.links)


def matrix(plan: Plan) -> ThemeMatrix:
    """Return the matrix of a plan; elements above the measures are rows only if they are linked."""
    rows = {element.id for element in measures_of(plan)} | {
        one.element_id for one in plan.theme_links
    }
    return ThemeMatrix(
        tuple(element for element in plan.elements if element.id in rows),
        plan.themes,
        plan.theme_links,
    )


def set_link(database: Database, element_id: int, theme_id: int, initiative: str | None) -> Outcome:
    """Let a measure name a theme with this initiative, which may be empty; None unlinks them."""
    measure, theme = label(database, "element", element_id), label(database, "theme", theme_id)
    held = database.row(
        "SELECT id, initiative FROM theme_link WHERE element_id = ? AND theme_id = ?",
        [element_id, theme_id],
    )
    text = None if initiative is None else initiative.rstrip()
    details = {
        "measure": measure,
        "theme": theme,
        "before": held["initiative"] if held else None,
        "after": text,
    }
    with transaction(database, "theme.link", details) as change:
        if held is None and text is not None:
            row = {"theme_id": theme_id, "element_id": element_id, "initiative": text}
            change.insert("theme_link", row)
        elif held is not None and text is not None:
            change.update("theme_link", held["id"], {"initiative": text})
        elif held is not None:
            change.delete("theme_link", held["id"])
    return change.outcome


def set_links(database: Database, links: Mapping[tuple[int, int], str | None]) -> Outcome:
    """Set many cells of the matrix as one step: (element, theme) to initiative, None unlinks."""
    if len(links) == 1:
        return next(set_link(database, *cell, text) for cell, text in links.items())
    held = {
        (row["element_id"], row["theme_id"]): row["id"]
        for row in database.rows("SELECT id, element_id, theme_id FROM theme_link")
    }
    with transaction(database, "theme.link_many", {"count": len(links)}) as change:
        for cell, text in links.items():
            if text is None and cell in held:
                change.delete("theme_link", held[cell])
            elif text is not None and cell in held:
                change.update("theme_link", held[cell], {"initiative": text.rstrip()})
            elif text is not None:
                element_id, theme_id = cell
                row = {"theme_id": theme_id, "element_id": element_id, "initiative": text.rstrip()}
                change.insert("theme_link", row)
    return change.outcome


def add_theme(database: Database, name: str, aims: str = "") -> Outcome:
    """Add a theme at the end; raise `PersonError` when its name is empty or taken."""
    name = needed_name(name, _THEME)
    if database.row("SELECT id FROM theme WHERE name = ?", [name]) is not None:
        raise PersonError(
            "theme.name_taken",
            message("There is a theme named {name} already.", name=name),
            remedy=message("Choose another name."),
        )
    details: dict[str, object] = {"name": name}
    with transaction(database, "theme.add", details) as change:
        row = {"position": next_position(database, "theme", {}), "name": name, "aims": aims}
        details["made"] = change.insert("theme", row)
    return change.outcome


def move_themes(database: Database, theme_ids: Sequence[int], position: int | None) -> Outcome:
    """Put themes at a position among the others, together (None: the end)."""
    details = {"names": [label(database, "theme", one) for one in theme_ids]}
    rows = database.rows("SELECT id FROM theme ORDER BY position, id")
    with transaction(database, "theme.move", details) as change:
        for place, one in enumerate(between([row["id"] for row in rows], theme_ids, position), 1):
            change.update("theme", one, {"position": place})
    return change.outcome


def delete_theme(database: Database, theme_id: int) -> Outcome:
    """Delete a theme with what measures and initiatives say they do for it."""
    name = label(database, "theme", theme_id)
    links = database.rows("SELECT count(*) FROM theme_link WHERE theme_id = ?", [theme_id])[0][0]
    with transaction(database, "theme.delete", {"name": name, "links": links}) as change:
        change.delete("theme", theme_id)
    return change.outcome

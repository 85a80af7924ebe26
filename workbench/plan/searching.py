"""Finding words anywhere in a plan: forgiving about width, case, kana and spaces, nothing else.

ＤＸ finds DX, 児童 finds 待機児童, カタカナ finds かたかな. The texts are folded once when the
index is made; a search then only looks for its words in them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum

from workbench.records import record

_KATAKANA = range(ord("ァ"), ord("ヶ") + 1)
_FOLDING: dict[int, int | None] = {katakana: katakana - 0x60 for katakana in _KATAKANA}
_FOLDING |= dict.fromkeys(map(ord, " \t\n\r\u3000"))

#: Stands between the texts of an entry, so that no word is found across two of them.
_BETWEEN = "\x1f"

#: How much of a text is shown around what was found in it.
_AROUND = 20


class Part(StrEnum):
    """What an entry of the index is."""

    ELEMENT = "element"
    OLD_CODE = "old_code"
    INDICATOR = "indicator"
    VALUE = "value"
    THEME = "theme"
    THEME_LINK = "theme_link"
    INITIATIVE = "initiative"
    EVALUATION = "evaluation"


@record
class Entry:
    """Something that can be found: its texts, the title first, and the element it belongs to."""

    part: Part
    id: int
    element_id: int | None
    texts: tuple[str, ...]


@record
class Hit:
    """Something found, with the text around the first word of the query."""

    part: Part
    id: int
    element_id: int | None
    title: str
    excerpt: str


def fold(text: str) -> str:
    """Return text as it is compared: one width, one case, hiragana, without spaces."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_FOLDING)


def terms(query: str) -> tuple[str, ...]:
    """Return the words of a query, each folded; all of them must be found."""
    words = unicodedata.normalize("NFKC", query).split()
    return tuple(dict.fromkeys(folded for word in words if (folded := fold(word))))


class SearchIndex:
    """The texts of a plan, folded; changed entry by entry as the plan changes."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._held: dict[tuple[Part, int], tuple[Entry, str]] = {}
        self.put(entries)

    def __len__(self) -> int:
        return len(self._held)

    def put(self, entries: Iterable[Entry]) -> None:
        """Add entries, or replace those that are there."""
        for entry in entries:
            self._held[entry.part, entry.id] = (entry, fold(_BETWEEN.join(entry.texts)))

    def drop(self, part: Part, row_ids: Iterable[int]) -> None:
        """Take entries out; ones that are not there are no matter."""
        for row_id in row_ids:
            self._held.pop((part, row_id), None)

    def search(self, query: str, limit: int = 200) -> tuple[Hit, ...]:
        """Return what holds every word of a query, titles that do first; nothing for no words."""
        wanted = terms(query)
        if not wanted:
            return ()
        found = list(self._matching(wanted))
        found.sort(key=lambda entry: not all(word in fold(entry.texts[0]) for word in wanted))
        return tuple(_hit(entry, wanted[0]) for entry in found[:limit])

    def element_ids(self, query: str) -> frozenset[int]:
        """Return the elements that hold every word of a query, in any of what belongs to them."""
        found = self._matching(terms(query))
        return frozenset(entry.element_id for entry in found if entry.element_id is not None)

    def entries(self, query: str) -> tuple[Entry, ...]:
        """Return everything that holds every word of a query, as it comes; nothing for no words."""
        wanted = terms(query)
        return tuple(self._matching(wanted)) if wanted else ()

    def _matching(self, wanted: tuple[str, ...]) -> Iterator[Entry]:
        if len(wanted) == 1:
            (word,) = wanted
            yield from [entry for entry, text in self._held.values() if word in text]
            return
        for entry, text in self._held.values():
            if all(word in text for word in wanted):
                yield entry


def _hit(entry: Entry, word: str) -> Hit:
    text = next((text for text in entry.texts if word in fold(text)), entry.texts[0])
    return Hit(entry.part, entry.id, entry.element_id, entry.texts[0], excerpt(text, word))


def excerpt(text: str, word: str) -> str:
    """Return the text around the first place of a folded word, on one line."""
    plain = " ".join(text.split())
    start = _place(plain, fold(plain).find(word))
    first, last = max(0, start - _AROUND), start + len(word) + _AROUND
    return f"{'…' if first else ''}{plain[first:last].strip()}{'…' if last < len(plain) else ''}"


def _place(plain: str, folded_place: int) -> int:
    """Return where in a text the character stands that folds to a place of its folded form."""
    length = 0
    for at, character in enumerate(plain):
        length += len(fold(character))
        if length > folded_place:
            return at
    return 0

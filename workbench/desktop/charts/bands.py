"""The three age bands every chart and figure speaks of: 0–14, 15–64, 65 and over."""

from __future__ import annotations

from dataclasses import dataclass

from workbench.desktop import look
from workbench.language import Message, message


@dataclass(frozen=True)
class Band:
    """Ages from `age_from` to `age_to` inclusive (None: and older), and the field of its colour."""

    age_from: int
    age_to: int | None
    name: Message
    colour_field: str

    def colour(self, colours: look.Colours) -> str:
        """Return the band's colour, the same in every chart."""
        colour: str = getattr(colours, self.colour_field)
        return colour


BANDS = (
    Band(0, 14, message("0–14"), "young"),
    Band(15, 64, message("15–64"), "working"),
    Band(65, None, message("65 and over"), "old"),
)

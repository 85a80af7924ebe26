"""The words of a city's own look, by the settings they are kept in."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.language import Message, message
from workbench.store.queries import plan

VERSION = "look.version"
THEME_TITLE = plan.THEME_TITLE
VISION_TITLE = "look.vision_title"
FOOTER = "look.footer"
FONTS = "look.fonts"
CREST = "look.crest"

#: What the texts are called in the history.
LOOK_TEXTS: Mapping[str, Message] = {
    VERSION: message("name of the version"),
    VISION_TITLE: message("what the vision is called"),
    THEME_TITLE: message("what the themes are called"),
    FOOTER: message("words at the foot of the page"),
    FONTS: message("typeface of the printed forms"),
}

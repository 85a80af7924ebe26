"""Reads how the cells of one sheet look; runs in the reading child only."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from workbench.exchange.looks_painting import MOST_STYLES, Painted
from workbench.exchange.sniffing import Kind

#: Of so many cells the looks are told, from the top: a longer sheet is plain below.
_MOST_CELLS = 3_000_000


def looks(content: bytes, kind: Kind, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the styles of a sheet and which of them each cell has; nothing for other kinds.

    `request` names the sheet (``looks_of``) and says its size (``height``, ``width``).
    """
    from workbench.exchange import looks_ods, looks_xls, looks_xlsx  # noqa: PLC0415 - when shown

    readers = {
        Kind.XLSX: looks_xlsx.read,
        Kind.XLSM: looks_xlsx.read,
        Kind.XLS: looks_xls.read,
        Kind.ODS: looks_ods.read,
    }
    reader = readers.get(kind)
    if reader is None or not request["width"]:
        return {}
    sheet = Painted(min(request["height"], _MOST_CELLS // request["width"]), request["width"])
    try:
        styles = reader(content, request["looks_of"], sheet)
    except MemoryError:
        raise
    except Exception:
        # What cannot be told of looks is shown plainly; the values have been read.
        return {}
    return {
        "styles": [dict(style) for style in styles[:MOST_STYLES]],
        "cells": base64.b64encode(sheet.cells.tobytes()).decode("ascii"),
    }

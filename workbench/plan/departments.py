"""Departments (担当課): one leads, others join; names are what sheets and people know them by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from workbench.records import record

_SEPARATORS = re.compile(r"[、,，・/／\n\r]+")
#: What joint departments are written with.
SEPARATOR = "、"


@record
class Department:
    """A department of the municipality, in the order of its organisation chart."""

    id: int
    position: int
    name: str


class InCharge(Protocol):
    """Anything that departments are in charge of."""

    @property
    def department(self) -> str:
        """The lead."""

    @property
    def joint_departments(self) -> str:
        """The others, separated by 、."""


def split_departments(text: str) -> tuple[str, ...]:
    """Return the names in 「政策経営課、子ども家庭支援課」, each once."""
    names = (name.strip() for name in _SEPARATORS.split(text))
    return tuple(dict.fromkeys(name for name in names if name))


def join_departments(names: Iterable[str]) -> str:
    """Return names as one text, each once, in their order."""
    return SEPARATOR.join(dict.fromkeys(name.strip() for name in names if name.strip()))


def departments_of(part: InCharge) -> tuple[str, ...]:
    """Return everybody in charge, the lead first."""
    return tuple(
        dict.fromkeys(
            (*split_departments(part.department), *split_departments(part.joint_departments))
        )
    )

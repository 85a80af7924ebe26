"""Version 4: what the import remembers, and what else a running plan turned out to need.

Its tables stand in a module for each part of the program they belong to. Columns are only ever
added: undoing a step of an older file must still find what it names.
"""

from workbench.store.migrations.version_4 import importing, population, projects, sdgs

_PARTS = (importing, population, projects, sdgs)

#: Parents before children, so that rows can be inserted in this order.
PLAN_TABLES: tuple[str, ...] = tuple(table for part in _PARTS for table in part.PLAN_TABLES)

OWN_TABLES: tuple[str, ...] = ()

SQL = "".join(part.SQL for part in _PARTS)

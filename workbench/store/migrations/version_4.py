"""Version 4: what the import remembers, and what else a running plan turned out to need.

Columns are only ever added: undoing a step of an older file must still find what it names.
"""

#: Parents before children, so that rows can be inserted in this order.
PLAN_TABLES: tuple[str, ...] = ()

OWN_TABLES: tuple[str, ...] = ()

SQL = ""

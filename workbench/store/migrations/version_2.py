"""Version 2: the seal, by which a changed byte is found, and marks of what is internal."""

PLAN_TABLES = ("internal_mark",)

OWN_TABLES = ("seal", "sealed_table")

SQL = """
CREATE INDEX journal_undone ON journal(id) WHERE state = 'undone';
CREATE TABLE internal_mark (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    UNIQUE (table_name, row_id)
) STRICT;
CREATE TABLE seal (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sha256 TEXT NOT NULL  -- of the whole file, with these digits as zeros
) STRICT;
CREATE TABLE sealed_table (
    id INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL UNIQUE,
    rows INTEGER NOT NULL,
    sha256 TEXT NOT NULL  -- of the table's rows in order of their ids
) STRICT;
"""

"""What the import remembers of earlier sheets."""

#: Parents before children, so that rows can be inserted in this order.
PLAN_TABLES = ("import_mapping", "import_alias")

SQL = """
CREATE TABLE import_mapping (  -- what a person said the columns of a sheet mean
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fingerprint TEXT NOT NULL UNIQUE CHECK (fingerprint <> ''),  -- column names, years masked
    mapping TEXT NOT NULL,  -- JSON
    source_id INTEGER REFERENCES source(id),
    sheet TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE import_alias (  -- what a department calls a measure or an indicator, once decided
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    alias TEXT NOT NULL UNIQUE CHECK (alias <> ''),  -- spelling folded
    element_id INTEGER REFERENCES element(id),
    indicator_id INTEGER REFERENCES indicator(id),
    source_id INTEGER REFERENCES source(id),
    CHECK ((element_id IS NULL) <> (indicator_id IS NULL))
) STRICT;
CREATE INDEX import_alias_element ON import_alias(element_id);
CREATE INDEX import_alias_indicator ON import_alias(indicator_id);
"""

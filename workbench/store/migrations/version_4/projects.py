"""Where projects, their money and the answers of departments come from; accounts of a year."""

PLAN_TABLES = ("settlement", "settlement_item")

_CELL = (
    "source_id INTEGER REFERENCES source(id)",
    "sheet TEXT NOT NULL DEFAULT ''",
    "cell TEXT NOT NULL DEFAULT ''",
    "original TEXT NOT NULL DEFAULT ''",
)

_ADDED = "".join(
    f"ALTER TABLE {table} ADD COLUMN {column};\n"
    for table in ("initiative", "initiative_cost", "evaluation")
    for column in _CELL
)

SQL = f"""
{_ADDED}CREATE TABLE settlement (  -- 決算カード: a body's accounts of a fiscal year
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    body TEXT NOT NULL CHECK (body <> ''),  -- whose they are, as the card names it
    fiscal_year INTEGER NOT NULL,
    source_id INTEGER REFERENCES source(id),
    sheet TEXT NOT NULL DEFAULT '',
    UNIQUE (body, fiscal_year)
) STRICT;
CREATE TABLE settlement_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    settlement_id INTEGER NOT NULL REFERENCES settlement(id),
    part TEXT NOT NULL
        CHECK (part IN ('revenue', 'by_nature', 'by_purpose', 'key_figure')),
    position INTEGER NOT NULL,
    depth INTEGER NOT NULL DEFAULT 0,  -- 0: adds up to the total; more: part of the item above
    name TEXT NOT NULL,
    amount REAL,     -- thousand yen; key figures in their own unit
    last_year REAL,  -- of key figures: what stood there a year before
    {", ".join(_CELL)},
    UNIQUE (settlement_id, part, position)
) STRICT;
CREATE INDEX settlement_item_settlement ON settlement_item(settlement_id);
"""

"""What the population simulator found no place for: headship rates, and reasons."""

#: Parents before children, so that rows can be inserted in this order.
PLAN_TABLES = ("headship_rate",)

SQL = """
CREATE TABLE headship_rate (  -- 世帯主率, from which households follow
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    year INTEGER NOT NULL,  -- of the census or the projection that they are published for
    sex TEXT NOT NULL CHECK (sex IN ('male', 'female')),
    age_from INTEGER NOT NULL CHECK (age_from >= 0),
    age_to INTEGER CHECK (age_to >= age_from),  -- no last age: open group
    share REAL NOT NULL CHECK (share BETWEEN 0 AND 1),  -- of these people head a household
    source_id INTEGER REFERENCES source(id),
    sheet TEXT NOT NULL DEFAULT '',  -- with cell and original: where an imported rate stands
    cell TEXT NOT NULL DEFAULT '',
    original TEXT NOT NULL DEFAULT '',  -- of the cell: a rate, or the heads counted
    UNIQUE (year, sex, age_from)
) STRICT;
-- why a scenario's assumption is another than the official projection's
ALTER TABLE assumption ADD COLUMN note TEXT NOT NULL DEFAULT '';
"""

"""Version 1: the tree, themes, indicators, statistics, scenarios, and the journal.

A released version is never edited; what comes after it goes into the next one.
"""

#: Parents before children, so that rows can be inserted in this order.
PLAN_TABLES = (
    "source",
    "profile",
    "setting",
    "level",
    "element",
    "theme",
    "theme_link",
    "indicator",
    "indicator_value",
    "area",
    "area_households",
    "population_set",
    "population_cell",
    "vital_event",
    "population_target",
    "rate",
    "scenario",
    "assumption",
)

OWN_TABLES = ("journal", "journal_change")

_CELL = """
    source_id INTEGER REFERENCES source(id),
    sheet TEXT NOT NULL DEFAULT '',
    cell TEXT NOT NULL DEFAULT '',
    original TEXT NOT NULL DEFAULT ''
"""

SQL = f"""
CREATE TABLE source (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('publication', 'workbook', 'person')),
    key TEXT NOT NULL DEFAULT '',
    title TEXT NOT NULL,
    publisher TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '',
    recorded_at TEXT NOT NULL DEFAULT '',
    recorded_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE profile (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    municipality TEXT NOT NULL,
    area_code TEXT NOT NULL,
    title TEXT NOT NULL,
    subtitle TEXT NOT NULL DEFAULT '',
    first_year INTEGER NOT NULL,
    last_year INTEGER NOT NULL CHECK (last_year >= first_year),
    vision TEXT NOT NULL DEFAULT '',
    section_in_charge TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE setting (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE level (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    depth INTEGER NOT NULL UNIQUE,
    name TEXT NOT NULL,
    numbering TEXT NOT NULL
) STRICT;
CREATE TABLE element (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    parent_id INTEGER REFERENCES element(id),
    level_id INTEGER NOT NULL REFERENCES level(id),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    department TEXT NOT NULL DEFAULT '',
    colour TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX element_parent ON element(parent_id, position);
CREATE TABLE theme (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    aims TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE theme_link (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    theme_id INTEGER NOT NULL REFERENCES theme(id),
    element_id INTEGER NOT NULL REFERENCES element(id),
    initiative TEXT NOT NULL DEFAULT '',
    UNIQUE (theme_id, element_id)
) STRICT;
CREATE INDEX theme_link_element ON theme_link(element_id);
CREATE TABLE indicator (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    element_id INTEGER NOT NULL REFERENCES element(id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    unit TEXT NOT NULL DEFAULT '',
    direction TEXT NOT NULL DEFAULT 'more'
        CHECK (direction IN ('more', 'less', 'hold', 'word')),
    definition TEXT NOT NULL DEFAULT '',
    source_note TEXT NOT NULL DEFAULT '',
    department TEXT NOT NULL DEFAULT '',
    decimals INTEGER
) STRICT;
CREATE INDEX indicator_element ON indicator(element_id, position);
CREATE TABLE indicator_value (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    indicator_id INTEGER NOT NULL REFERENCES indicator(id),
    fiscal_year INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('baseline', 'target', 'actual')),
    kind TEXT NOT NULL
        CHECK (kind IN ('number', 'none', 'unknown', 'withheld', 'pending', 'words')),
    number REAL CHECK ((kind = 'number') = (number IS NOT NULL)),
    words TEXT NOT NULL DEFAULT '' CHECK ((kind = 'words') = (words <> '')),
    {_CELL},
    UNIQUE (indicator_id, role, fiscal_year)
) STRICT;
CREATE TABLE area (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    parent_code TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE area_households (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    area_code TEXT NOT NULL REFERENCES area(code),
    year INTEGER NOT NULL,
    households INTEGER NOT NULL CHECK (households >= 0),
    source_id INTEGER REFERENCES source(id),
    UNIQUE (area_code, year)
) STRICT;
CREATE TABLE population_set (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    basis TEXT NOT NULL CHECK (basis IN ('census', 'estimate', 'projection', 'register')),
    area_code TEXT NOT NULL REFERENCES area(code),
    reference_date TEXT NOT NULL DEFAULT '',
    is_estimate INTEGER NOT NULL DEFAULT 0 CHECK (is_estimate IN (0, 1)),
    source_id INTEGER REFERENCES source(id)
) STRICT;
CREATE TABLE population_cell (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    set_id INTEGER NOT NULL REFERENCES population_set(id),
    year INTEGER NOT NULL,
    sex TEXT NOT NULL CHECK (sex IN ('male', 'female', 'both')),
    age_from INTEGER,  -- no first age: age unknown
    age_to INTEGER,    -- no last age: open group
    persons REAL NOT NULL CHECK (persons >= 0),
    UNIQUE (set_id, year, sex, age_from, age_to)
) STRICT;
CREATE TABLE vital_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    area_code TEXT NOT NULL REFERENCES area(code),
    calendar_year INTEGER NOT NULL,
    quantity TEXT NOT NULL,
    number REAL NOT NULL,
    reference_date TEXT NOT NULL DEFAULT '',
    {_CELL},
    UNIQUE (area_code, quantity, calendar_year)
) STRICT;
CREATE TABLE population_target (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    quantity TEXT NOT NULL,
    from_year INTEGER NOT NULL,
    to_year INTEGER NOT NULL CHECK (to_year >= from_year),
    value REAL NOT NULL,
    unit TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    source_id INTEGER REFERENCES source(id)
) STRICT;
CREATE TABLE rate (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    series TEXT NOT NULL,  -- as survival_japan_2020
    quantity TEXT NOT NULL
        CHECK (quantity IN ('survival_ratio', 'fertility_rate', 'total_fertility_rate')),
    from_year INTEGER NOT NULL,
    to_year INTEGER NOT NULL,
    sex TEXT NOT NULL CHECK (sex IN ('male', 'female', 'both')),
    age_from INTEGER,
    age_to INTEGER,
    label TEXT NOT NULL DEFAULT '',
    value REAL NOT NULL CHECK (value >= 0),
    source_id INTEGER REFERENCES source(id)
) STRICT;
CREATE INDEX rate_series ON rate(series);
CREATE TABLE scenario (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE assumption (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    scenario_id INTEGER NOT NULL REFERENCES scenario(id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,  -- JSON
    UNIQUE (scenario_id, name)
) STRICT;
CREATE TABLE journal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    details TEXT NOT NULL,  -- JSON
    kind TEXT NOT NULL CHECK (kind IN ('make', 'do', 'undo', 'redo')),
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'abandoned')),
    of_entry INTEGER REFERENCES journal(id)
) STRICT;
CREATE TABLE journal_change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    entry_id INTEGER NOT NULL REFERENCES journal(id),
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    before TEXT,  -- JSON of the columns that changed; none: the row is new
    after TEXT    -- none: the row was deleted
) STRICT;
CREATE INDEX journal_change_entry ON journal_change(entry_id);
CREATE INDEX journal_change_row ON journal_change(table_name, row_id);
"""

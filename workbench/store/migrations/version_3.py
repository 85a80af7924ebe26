"""Version 3: departments, old codes, initiatives and their cost, grading, evaluations, years.

Columns are only ever added: undoing a step of an older file must still find what it names. That
is also why departments are known by their names, which is what version 1 holds.
"""

#: Parents before children, so that rows can be inserted in this order.
PLAN_TABLES = (
    "department",
    "element_alias",
    "initiative",
    "initiative_theme",
    "initiative_cost",
    "grading_scheme",
    "grading_band",
    "grade_override",
    "plan_year",
    "evaluation",
)

OWN_TABLES = ()

SQL = """
ALTER TABLE element ADD COLUMN joint_departments TEXT NOT NULL DEFAULT '';
ALTER TABLE indicator ADD COLUMN accumulation TEXT NOT NULL DEFAULT 'each'
    CHECK (accumulation IN ('each', 'running', 'yearly'));
ALTER TABLE indicator ADD COLUMN survey_interval INTEGER CHECK (survey_interval > 0);
ALTER TABLE indicator ADD COLUMN joint_departments TEXT NOT NULL DEFAULT '';
CREATE TABLE department (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL UNIQUE CHECK (name <> '')
) STRICT;
INSERT INTO department (position, name)
    SELECT row_number() OVER (), name
    FROM (SELECT department AS name FROM element UNION SELECT department FROM indicator)
    WHERE name <> '';
CREATE TABLE element_alias (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    element_id INTEGER NOT NULL REFERENCES element(id),
    code TEXT NOT NULL CHECK (code <> ''),
    until_year INTEGER,  -- last fiscal year in which the code was used, where that is known
    UNIQUE (element_id, code)
) STRICT;
CREATE INDEX element_alias_code ON element_alias(code);
CREATE TABLE initiative (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    element_id INTEGER NOT NULL REFERENCES element(id),
    position INTEGER NOT NULL,
    code TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    summary TEXT NOT NULL DEFAULT '',
    department TEXT NOT NULL DEFAULT '',
    joint_departments TEXT NOT NULL DEFAULT '',
    first_year INTEGER,
    last_year INTEGER CHECK (last_year >= first_year)
) STRICT;
CREATE INDEX initiative_element ON initiative(element_id, position);
CREATE TABLE initiative_theme (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    initiative_id INTEGER NOT NULL REFERENCES initiative(id),
    theme_id INTEGER NOT NULL REFERENCES theme(id),
    UNIQUE (initiative_id, theme_id)
) STRICT;
CREATE INDEX initiative_theme_theme ON initiative_theme(theme_id);
CREATE TABLE initiative_cost (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    initiative_id INTEGER NOT NULL REFERENCES initiative(id),
    fiscal_year INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('budget', 'settlement')),
    national INTEGER CHECK (national >= 0),  -- thousand yen, as all amounts here
    prefectural INTEGER CHECK (prefectural >= 0),
    bonds INTEGER CHECK (bonds >= 0),
    other INTEGER CHECK (other >= 0),
    general INTEGER CHECK (general >= 0),
    stated_total INTEGER CHECK (stated_total >= 0),
    personnel INTEGER CHECK (personnel >= 0),
    UNIQUE (initiative_id, fiscal_year, kind)
) STRICT;
CREATE TABLE grading_scheme (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    roll_up TEXT NOT NULL CHECK (roll_up IN ('average', 'lowest')),
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE grading_band (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    scheme_id INTEGER NOT NULL REFERENCES grading_scheme(id),
    position INTEGER NOT NULL,
    grade TEXT NOT NULL,
    measure TEXT NOT NULL
        CHECK (measure IN ('progress', 'ratio', 'years_ahead', 'improvement', 'points', 'hand')),
    comparison TEXT NOT NULL CHECK (comparison IN ('at_least', 'above', 'rest')),
    bound REAL,
    applies_to TEXT NOT NULL DEFAULT 'all' CHECK (applies_to IN ('all', 'surveys', 'counts')),
    points REAL,
    meaning TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX grading_band_scheme ON grading_band(scheme_id, position);
CREATE TABLE grade_override (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    indicator_id INTEGER NOT NULL REFERENCES indicator(id),
    fiscal_year INTEGER NOT NULL,
    grade TEXT NOT NULL CHECK (grade <> ''),
    reason TEXT NOT NULL CHECK (reason <> ''),
    who TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL DEFAULT '',
    UNIQUE (indicator_id, fiscal_year)
) STRICT;
CREATE TABLE plan_year (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fiscal_year INTEGER NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    scheme_id INTEGER REFERENCES grading_scheme(id)
) STRICT;
CREATE TABLE evaluation (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    element_id INTEGER NOT NULL REFERENCES element(id),
    fiscal_year INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT '',
    issue TEXT NOT NULL DEFAULT '',
    cause TEXT NOT NULL DEFAULT '',
    action TEXT NOT NULL DEFAULT '',
    course TEXT CHECK (course IN ('expand', 'continue', 'review', 'reduce', 'end')),
    grade TEXT NOT NULL DEFAULT '',
    grade_reason TEXT NOT NULL DEFAULT '',
    who TEXT NOT NULL DEFAULT '',
    at TEXT NOT NULL DEFAULT '',
    UNIQUE (element_id, fiscal_year)
) STRICT;
CREATE INDEX evaluation_year ON evaluation(fiscal_year);
"""

"""Which of the goals of the United Nations a measure serves."""

#: Parents before children, so that rows can be inserted in this order.
PLAN_TABLES = ("element_sdg",)

SQL = """
CREATE TABLE element_sdg (  -- SDGs: the goals of the United Nations that a measure serves
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    element_id INTEGER NOT NULL REFERENCES element(id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 17),
    UNIQUE (element_id, number)
) STRICT;
"""

"""Printed forms about a part of the plan: which measures a goal and a department have."""

import datetime
from pathlib import Path

import pytest

from workbench.operations.report_scopes import (
    measures_by_department,
    measures_of_goal,
    measures_offered,
)
from workbench.operations.reporting import Selection, _about, _document, kinds, write_bound
from workbench.report.forms import FORMS
from workbench.report.indicators import indicators_content
from workbench.store.database import Database
from workbench.store.journal import transaction
from workbench.store.queries import load_plan

DAY = datetime.date(2026, 11, 23)


def test_goals_and_departments_have_their_measures(small: Database) -> None:
    plan = load_plan(small)
    assert [one.code for one in measures_offered(plan)] == ["1-1", "1-2", "2-1"]
    assert measures_of_goal(plan, 1) == {3, 4}
    assert measures_by_department(plan) == {"政策経営課": {3}, "こども課": {4}}


def test_a_measure_belongs_to_whoever_works_below_it(small: Database) -> None:
    """A part of 2-1 is led by one department and joined by another; an indicator is a third's."""
    with transaction(small, "plan.create", {"name": "記入例"}, undoable=False) as change:
        part = change.insert(
            "element",
            {"parent_id": 5, "level_id": 3, "position": 1, "code": "2-1-1", "name": "記入例",
             "department": "こども課", "joint_departments": "情報課"},
        )  # fmt: skip
        row = {"element_id": part, "position": 1, "name": "記入例", "department": "統計課"}
        change.insert("indicator", row)
    found = measures_by_department(load_plan(small))
    assert found["こども課"] == {4, 5}
    assert found["情報課"] == found["統計課"] == {5}


def test_measures_inherit_the_department_of_their_goal(small: Database) -> None:
    with transaction(small, "plan.create", {"name": "記入例"}, undoable=False) as change:
        change.update("element", 2, {"department": "商工課"})
    assert measures_by_department(load_plan(small))["商工課"] == {5}


@pytest.mark.parametrize("kind", kinds())
def test_only_forms_about_measures_heed_a_scope(small: Database, kind: str, tmp_path: Path) -> None:
    part = Selection(2023, frozenset({3}), "政策経営課")
    document = _about(kind, _document(small, DAY, part, [kind]))
    assert (document.scope is not None) == FORMS[kind].scoped
    assert bool(document.scope_name) == FORMS[kind].scoped
    assert document.edition.fiscal_year == 2023
    write_bound(small, [kind], tmp_path / "form.pdf", DAY, part)
    assert (tmp_path / "form.pdf").read_bytes().startswith(b"%PDF-")


def test_a_form_about_a_part_says_so_and_holds_nothing_else(small: Database) -> None:
    content = indicators_content(_document(small, DAY, Selection(2023, frozenset({3}), "目標1")))
    assert content["frame"]["scope"] == "対象：目標1"  # type: ignore[index]
    assert [row["name"] for group in content["groups"] for row in group["rows"]] == ["移住者数"]  # type: ignore[attr-defined]
    whole = indicators_content(_document(small, DAY, Selection(2023)))
    assert whole["frame"]["scope"] == ""  # type: ignore[index]

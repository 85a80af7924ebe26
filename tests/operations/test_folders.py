"""A plan as a folder of CSV: what goes out comes in the same; what cannot come in is named."""

import os
from pathlib import Path

import pytest

from workbench.errors import PersonError
from workbench.exchange.formulas import guarded, unguarded
from workbench.operations.evaluations import set_course, write_evaluation
from workbench.operations.folders import write_folder
from workbench.operations.grades import choose_scheme, override_grade
from workbench.operations.indicators import add_indicator
from workbench.operations.initiatives import set_cost, set_initiative_themes
from workbench.operations.lookups import made_id
from workbench.operations.new_plan import (
    LEVEL_CHOICES,
    NewPlan,
    create_empty,
    create_from_folder,
    levels_named,
)
from workbench.operations.structure import add_element, move_elements, renumber, set_code
from workbench.operations.years import open_year
from workbench.plan.evaluations import Course
from workbench.plan.initiatives import CostKind
from workbench.store import integrity
from workbench.store.database import Database
from workbench.store.journal import transaction
from workbench.store.planfile import PlanFile
from workbench.store.queries import (
    load_indicator_values,
    load_plan,
    load_settings,
    load_statistics,
    load_vital_events,
)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def there_and_back(database: Database, tmp_path: Path) -> PlanFile:
    """Write a plan out, read it in, write that out again: the two folders are the same."""
    first, second = tmp_path / "一度目", tmp_path / "二度目"
    write_folder(database, first)
    back = create_from_folder(tmp_path / "back.plandb", first)
    write_folder(back.database, second)
    assert contents(first) == contents(second)
    return back


def add_element_id(database: Database, name: str) -> int:
    made = made_id(add_element(database, 1, name))
    assert made is not None
    add_indicator(database, made, "+指標（記入例）")
    return made


def test_the_sample_comes_back_as_it_went(plan_file: PlanFile, tmp_path: Path) -> None:
    with there_and_back(plan_file.database, tmp_path) as back:
        before, after = load_plan(plan_file.database), load_plan(back.database)
        assert after.profile == before.profile
        assert [(e.code, e.name) for e in after.elements] == [
            (e.code, e.name) for e in before.elements
        ]
        assert len(after.theme_links) == 23
        totals = [
            [held.totals() for held in load_statistics(database).population_sets]
            for database in (plan_file.database, back.database)
        ]
        assert totals[0] == totals[1]
        assert len(load_vital_events(back.database)) == len(load_vital_events(plan_file.database))
        assert (
            load_settings(back.database)["plan_id"] != load_settings(plan_file.database)["plan_id"]
        )
    assert integrity.problems(tmp_path / "back.plandb") == []


def test_everything_a_plan_gathers_comes_back(small: Database, tmp_path: Path) -> None:
    move_elements(small, [4], 2, 0)
    renumber(small, until_year=2024)
    set_code(small, add_element_id(small, "=危ない（記入例）"), "-1")
    add_element(small, 1, "名前が同じ（記入例）", code="")
    add_element(small, 1, "名前が同じ（記入例）", code="")
    open_year(small, 2024)
    choose_scheme(small, "seven")
    override_grade(small, 1, 2024, "A", "理由（記入例）")
    write_evaluation(small, 3, 2024, {"state": '=SUM(A1)\n二行目,「引用」"x"', "issue": "'一"})
    set_course(small, 3, 2024, Course.REVIEW)
    set_cost(small, 1, 2024, CostKind.BUDGET, {"general": 100, "stated_total": 5000})
    set_initiative_themes(small, 1, [2])
    with transaction(small, "test") as change:
        source = change.insert(
            "source", {"kind": "workbook", "title": "記入例.xlsx", "sha256": "0" * 64}
        )
        row = {
            "indicator_id": 2, "fiscal_year": 2024, "role": "actual", "kind": "words",
            "words": "おおむね", "source_id": source, "cell": "C4", "original": " 1\t2",
        }  # fmt: skip
        change.insert("indicator_value", row)
        change.insert("internal_mark", {"table_name": "evaluation", "row_id": 2})
        change.insert("internal_mark", {"table_name": "indicator", "row_id": 1})
    with there_and_back(small, tmp_path) as back:
        values = load_indicator_values(back.database)
        assert {(one.value, one.provenance.cell) for one in values if one.provenance} == {
            (one.value, one.provenance.cell)
            for one in load_indicator_values(small)
            if one.provenance
        }


def test_a_folder_in_use_stays_as_it_is(small: Database, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("x")
    with pytest.raises(PersonError) as raised:
        write_folder(small, tmp_path)
    assert raised.value.code == "folder.not_empty"


@pytest.mark.parametrize("text", ["=1+1", "-1", "+81", "@x", "'x", "''", "普通", "", "\t"])
def test_no_text_becomes_a_formula_and_each_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t"))


PROFILE = "municipality,area_code,title,first_year,last_year\n記入例市,20220,記入例計画,2023,2027\n"
LEVELS = "depth,name,numbering\n0,目標,{n}\n1,施策,{parent}-{n}\n"
ELEMENTS = "code,parent,name\n1-1,1,移住\n1,,健康\n1-2,1,定住\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan as small as it can be, made by hand, a child above its parent."""
    held = tmp_path / "手作り"
    held.mkdir()
    for name, text in (("profile", PROFILE), ("levels", LEVELS), ("elements", ELEMENTS)):
        (held / f"{name}.csv").write_text(text, encoding="utf-8")
    return held


class TestBeginningFromATable:
    def test_codes_parents_and_names_are_enough(self, folder: Path, tmp_path: Path) -> None:
        with create_from_folder(tmp_path / "new.plandb", folder) as opened:
            plan = load_plan(opened.database)
        assert [(one.code, plan.level_of(one).depth) for one in plan.elements] == [
            ("1", 0), ("1-1", 1), ("1-2", 1)
        ]  # fmt: skip

    def test_a_table_that_a_spreadsheet_saved_in_shift_jis_is_read(
        self, folder: Path, tmp_path: Path
    ) -> None:
        (folder / "elements.csv").write_bytes(ELEMENTS.replace("\n", "\r\n").encode("cp932"))
        with create_from_folder(tmp_path / "new.plandb", folder) as opened:
            assert load_plan(opened.database).elements[0].name == "健康"

    @pytest.mark.parametrize(
        ("file", "text", "code", "place"),
        [
            ("elements.csv", "code,parent,name\n1,,健康\n1-1,9,移住\n", "csv.unknown_reference",
             "elements.csv:3"),
            ("elements.csv", "code,parent,name\n1,1-1,健康\n1-1,1,移住\n", "tree.cycle",
             "elements.csv"),
            ("elements.csv", "code,parent,name\n1,,健康\n1-1,1,\n", "csv.blank",
             "elements.csv:3"),
            ("elements.csv", "code,parent\n1,\n", "csv.columns", "elements.csv"),
            ("elements.csv", "code,parent,name,予算\n1,,健康,1\n", "csv.columns", "elements.csv"),
            ("elements.csv", "code,parent,name\n1,,健康,余分\n", "csv.long_row", "elements.csv:2"),
            ("elements.csv", "code,code,name\n1,,健康\n", "csv.header", "elements.csv:1"),
            ("profile.csv", PROFILE.replace("2027", "令和9"), "csv.not_a_number", "profile.csv:2"),
            ("profile.csv", PROFILE.replace("2027", "2020"), "csv.row_refused", "profile.csv:2"),
            ("indicators.csv", "element,name,direction\n1-1,移住者,上\n", "csv.row_refused",
             "indicators.csv:2"),
            ("elements.csv", "code,parent,name,level\n1,,健康,1\n", "csv.level", "elements.csv"),
        ],
    )  # fmt: skip
    def test_what_cannot_come_in_is_named_with_its_line(
        self, folder: Path, tmp_path: Path, file: str, text: str, code: str, place: str
    ) -> None:
        (folder / file).write_text(text, encoding="utf-8")
        path = tmp_path / "new.plandb"
        with pytest.raises(PersonError) as raised:
            create_from_folder(path, folder)
        assert (raised.value.code, raised.value.place) == (code, place)
        assert not path.exists()

    def test_a_missing_or_foreign_file_is_named(self, folder: Path, tmp_path: Path) -> None:
        (folder / "budget.csv").write_text("x\n", encoding="utf-8")
        with pytest.raises(PersonError) as raised:
            create_from_folder(tmp_path / "new.plandb", folder)
        assert raised.value.code == "folder.unknown_file"
        (folder / "budget.csv").unlink()
        (folder / "levels.csv").unlink()
        with pytest.raises(PersonError) as raised:
            create_from_folder(tmp_path / "new.plandb", folder)
        assert raised.value.code == "folder.missing_file"

    def test_bytes_that_are_no_text_are_refused(self, folder: Path, tmp_path: Path) -> None:
        (folder / "elements.csv").write_bytes(b"\x81\xff\xfe\x00")
        with pytest.raises(PersonError) as raised:
            create_from_folder(tmp_path / "new.plandb", folder)
        assert raised.value.code == "csv.encoding"


NEW = NewPlan("記入例市", "202207", "記入例 総合計画", 2026, 2030, levels_named(("目標", "施策")))


class TestEmptyPlans:
    @pytest.mark.parametrize("levels", LEVEL_CHOICES.values())
    def test_one_can_be_filled_at_once(self, tmp_path: Path, levels: tuple[str, ...]) -> None:
        new = NewPlan("記入例市", "２０２２０", "計画", 2026, 2030, levels_named(levels))
        with create_empty(tmp_path / "new.plandb", new) as opened:
            parent = None
            for _level in levels:
                add_element(opened.database, parent, "記入例")
                parent = load_plan(opened.database).elements[-1].id
            plan = load_plan(opened.database)
        assert plan.elements[-1].code == "-".join("1" * len(levels))
        assert plan.profile.area_code == "20220"

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"area_code": "202208"}, "plan.area_code"),
            ({"last_year": 2020}, "plan.years"),
            ({"levels": ()}, "plan.levels"),
            ({"levels": (("目標", "{parent}"),)}, "level.numbering"),
            ({"municipality": " "}, "name.empty"),
        ],
    )
    def test_what_is_no_plan_is_refused(self, tmp_path: Path, changed, code: str) -> None:
        path = tmp_path / "new.plandb"
        with pytest.raises(PersonError) as raised:
            create_empty(path, NewPlan(**{**vars(NEW), **changed}))
        assert raised.value.code == code
        assert not path.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs links and pipes of Unix")
@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "huge"])
def test_what_is_no_file_of_its_own_is_not_read(
    plan_file: PlanFile, tmp_path: Path, kind: str
) -> None:
    folder = tmp_path / "表"
    write_folder(plan_file.database, folder)
    table = folder / "elements.csv"
    content = table.read_bytes()
    table.unlink()
    if kind == "link":
        (tmp_path / "elsewhere.csv").write_bytes(content)
        table.symlink_to(tmp_path / "elsewhere.csv")
    elif kind == "pipe":
        os.mkfifo(table)
    elif kind == "folder":
        table.mkdir()
    else:
        with table.open("wb") as stream:
            stream.truncate(2_000_000_000)
    with pytest.raises(PersonError) as raised:
        create_from_folder(tmp_path / "back.plandb", folder)
    codes = {"link": "csv.link", "huge": "csv.too_large"}
    assert raised.value.code == codes.get(kind, "folder.missing_file")
    assert not (tmp_path / "back.plandb").exists()

"""What departments fill in lands where it belongs, whatever they did to the sheet otherwise."""

import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from workbench.exchange.changes import WRITING, Change
from workbench.exchange.proposals import ImportProposal
from workbench.plan.evaluations import Evaluation
from workbench.plan.structure import Direction, Indicator, Role
from workbench.plan.values import Kind, Value, number, words

from .template_plan import (
    EVALUATIONS,
    YEAR,
    Filling,
    content,
    plan_of,
    returned,
    written,
)

_WORDS = "3地区で設置\n（「予定」を除く）"
ANSWERS = {
    "特定健診受診率": (52.5, number(52.5)),
    "自主防災組織の設置": (_WORDS, words(_WORDS)),
    "保育所待機児童数": ("(集計中)", Value(Kind.PENDING)),
    "自然増減": (-612, number(-612)),
    "累計の植樹": ("－", Value(Kind.NONE)),
}  # fmt: skip


@pytest.fixture
def template(tmp_path: Path) -> Filling:
    return Filling(written(tmp_path / "様式.xlsx"))


def fill_indicators(template: Filling) -> None:
    for name, (typed, _value) in ANSWERS.items():
        template.fill("指標", "actual", template.find("指標", name), typed)


def values_of(proposal: ImportProposal) -> dict[str, Value | None]:
    assert all(value.role is Role.ACTUAL for value in proposal.values)
    return {proposal.indicator_of(value).name: value.new for value in proposal.values}


EXPECTED = {name: value for name, (_typed, value) in ANSWERS.items()}


def test_a_filled_template_lands_without_a_question(template: Filling) -> None:
    fill_indicators(template)
    proposal = returned(template.save())
    assert proposal.findings == ()
    assert values_of(proposal) == EXPECTED
    changes = {value.fiscal_year: value.change for value in proposal.values}
    assert changes == {YEAR: Change.NEW}
    held = {proposal.indicator_of(value).name: value for value in proposal.values}
    # The plan held one of them already, so it is changed; each names its cell.
    assert [held["自然増減"].change, held["特定健診受診率"].change] == [Change.CHANGED, Change.NEW]
    place = held["自然増減"].provenance
    assert place is not None
    assert (place.sheet, place.original) == ("指標", "-612")
    assert all(change.change is Change.SAME for change in proposal.indicators)


def test_an_untouched_template_changes_nothing(template: Filling) -> None:
    proposal = returned(template.save())
    assert not proposal.writes
    assert not proposal.needs_decision
    # 自然増減 of the year, the evaluation's nothing, one amount.
    assert proposal.counts[Change.SAME] == 2


def test_rows_may_be_sorted_and_columns_inserted(template: Filling) -> None:
    fill_indicators(template)
    shuffled = random.Random(5)
    for name in ("指標", "評価"):
        template.sort(name, lambda _index: shuffled.random())
        for column in (2, 5, 9):
            template.sheet(name).insert_cols(column)
    template.sheet("指標").insert_rows(1, amount=3)
    proposal = returned(template.save())
    assert proposal.findings == ()
    assert values_of(proposal) == EXPECTED


def test_the_file_and_its_sheets_may_be_called_otherwise(template: Filling, tmp_path: Path) -> None:
    fill_indicators(template)
    template.sheet("指標").title = "健康推進課 回答"
    proposal = returned(template.save(tmp_path / "【回答】様式 (1).xlsx"))
    assert values_of(proposal) == EXPECTED


def test_columns_sorted_without_their_marks_are_asked_about(template: Filling) -> None:
    fill_indicators(template)
    sheet = template.sheet("指標")
    first, second = template.find("指標", "自然増減"), template.find("指標", "累計の植樹")
    for column in [c for c in range(1, sheet.max_column + 1) if c != 2]:
        one, other = sheet.cell(first, column), sheet.cell(second, column)
        one.value, other.value = other.value, one.value
    proposal = returned(template.save())
    assert [finding.code for finding in proposal.findings] == ["row.other_names"] * 2
    assert {"自然増減", "累計の植樹"}.isdisjoint(values_of(proposal))


def test_a_row_added_by_hand_is_asked_about(template: Filling) -> None:
    sheet = template.sheet("指標")
    last = sheet.max_row + 1
    sheet.cell(last, 4).value = "足した指標"
    template.fill("指標", "actual", last, 5)
    proposal = returned(template.save())
    assert [finding.code for finding in proposal.findings] == ["row.unmarked"]
    assert proposal.needs_decision


def test_the_same_row_twice_is_asked_about_when_the_values_differ(template: Filling) -> None:
    sheet = template.sheet("指標")
    row, copy = template.find("指標", "特定健診受診率"), sheet.max_row + 1
    template.fill("指標", "actual", row, 50)
    for cell in sheet[row]:
        sheet.cell(copy, cell.column).value = cell.value
    assert returned(template.save()).findings == ()
    template.fill("指標", "actual", copy, 51)
    (finding,) = returned(template.save()).findings
    assert finding.code == "row.repeated"


def test_rows_that_are_gone_are_missed(template: Filling) -> None:
    template.sheet("指標").delete_rows(template.find("指標", "累計の植樹"))
    (finding,) = returned(template.save()).findings
    assert finding.code == "template.rows_gone"
    assert not finding.needs_decision


def test_a_changed_hidden_sheet_is_noticed_and_the_marks_count(template: Filling) -> None:
    fill_indicators(template)
    sheet = template.sheet("照会情報")
    row = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "fiscal_year")
    sheet.cell(row, 2).value = "2030"
    proposal = returned(template.save())
    assert [finding.code for finding in proposal.findings] == ["template.about_changed"]
    assert {value.fiscal_year for value in proposal.values} == {YEAR}


def test_a_template_of_a_newer_form_is_not_taken_in_without_a_question(template: Filling) -> None:
    template.sheet("照会情報").cell(1, 2).value = "2"
    codes = [finding.code for finding in returned(template.save()).findings]
    assert "template.newer" in codes


def test_without_the_hidden_sheet_the_marks_suffice(template: Filling) -> None:
    fill_indicators(template)
    del template.workbook["照会情報"]
    proposal = returned(template.save())
    assert proposal.findings == ()
    assert values_of(proposal) == EXPECTED


def test_a_template_of_another_plan_is_matched_by_names_and_says_so(template: Filling) -> None:
    fill_indicators(template)
    proposal = returned(template.save(), plan_id="ほかの計画")
    codes = {finding.code for finding in proposal.findings if finding.sheet == "指標"}
    assert "template.other_plan" in codes
    changed = {
        value.new
        for value in proposal.values
        if (value.role, value.fiscal_year) == (Role.ACTUAL, YEAR) and value.change in WRITING
    }
    assert number(52.5) in changed
    refused = [one for one in proposal.findings if one.needs_decision and one.sheet == "評価"]
    assert [one.code for one in refused] == ["template.other_plan"]


def test_an_indicator_that_was_deleted_meanwhile_is_asked_about(template: Filling) -> None:
    fill_indicators(template)
    path = template.save()
    proposal = returned(path, plan=plan_of(content().plan.indicators[1:]))
    assert [finding.code for finding in proposal.findings] == ["row.gone"]


def test_a_closed_year_takes_nothing_in(template: Filling) -> None:
    fill_indicators(template)
    template.fill("評価", "answer", template.find("評価", "健康づくりの推進", "現状"), "順調")
    proposal = returned(template.save(), closed_years=frozenset({YEAR}))
    assert not proposal.writes
    assert {finding.code for finding in proposal.findings} == {"year.closed"}


def test_a_blank_is_not_a_zero_and_takes_nothing_away(template: Filling) -> None:
    template.fill("指標", "actual", template.find("指標", "自然増減"), None)
    proposal = returned(template.save())
    (value,) = proposal.values
    assert (value.change, value.new) == (Change.BLANK, None)
    assert not proposal.writes


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("１２．５", number(12.5)),
        ("△582", number(-582)),
        ("0.5", number(0.5)),
        ("…", Value(Kind.UNKNOWN)),
        ("x", Value(Kind.WITHHELD)),
        ("-", Value(Kind.NONE)),
        ("（集計中）", Value(Kind.PENDING)),
    ],
)
def test_signs_and_figures_typed_as_text_are_read_as_everywhere(
    template: Filling, typed: str, value: Value
) -> None:
    template.fill("指標", "actual", template.find("指標", "特定健診受診率"), typed)
    proposal = returned(template.save())
    assert values_of(proposal)["特定健診受診率"] == value


def test_a_share_in_place_of_per_cent_is_noticed_and_taken(template: Filling) -> None:
    template.fill("指標", "actual", template.find("指標", "特定健診受診率"), 0.525)
    proposal = returned(template.save())
    (finding,) = proposal.findings
    assert (finding.code, finding.needs_decision) == ("cell.share", False)
    assert values_of(proposal)["特定健診受診率"] == number(0.525)


def test_a_result_that_jumps_is_noticed_and_taken(template: Filling) -> None:
    template.fill("指標", "actual", template.find("指標", "特定健診受診率"), 5.2)
    proposal = returned(template.save())
    (finding,) = proposal.findings
    assert (finding.code, finding.needs_decision) == ("value.jump", False)
    assert values_of(proposal)["特定健診受診率"] == number(5.2)


# -- evaluations and cost ------------------------------------------------------------------------


def answers_of(proposal: ImportProposal) -> dict[tuple[int, str], object]:
    return {(one.owner_id, one.field): one.new for one in proposal.answers}


def test_evaluations_come_back_with_grade_direction_and_texts(template: Filling) -> None:
    said = {
        "評価": "A",
        "評価の理由": "目標を超えた",
        "今後の方向性": "拡充",
        "現状": "受診者が\n増えた。",
        "課題": "=若い世代「20代」",
        "今後の取組": "休日健診　全会場で実施",
    }
    for item, text in said.items():
        template.fill("評価", "answer", template.find("評価", "健康づくりの推進", item), text)
    proposal = returned(template.save())
    assert proposal.findings == ()
    assert answers_of(proposal) == {
        (2, "grade"): "A",
        (2, "grade_reason"): "目標を超えた",
        (2, "course"): "expand",
        (2, "state"): "受診者が\n増えた。",
        (2, "issue"): "=若い世代「20代」",
        (2, "action"): "休日健診　全会場で実施",
        # What the plan held of the cost stands in the sheet and comes back the same.
        (31, "national"): 100,
    }


def test_a_grade_without_a_reason_and_a_word_not_listed_are_asked_about(
    template: Filling,
) -> None:
    template.fill("評価", "answer", template.find("評価", "健康づくりの推進", "評価"), "A")
    row = template.find("評価", "健康づくりの推進", "今後の方向性")
    template.fill("評価", "answer", row, "拡大する")
    proposal = returned(template.save())
    assert {finding.code for finding in proposal.findings} == {
        "grade.no_reason",
        "answer.not_listed",
    }
    assert not proposal.writes


def test_a_formula_in_place_of_a_text_is_not_taken_for_a_blank(template: Filling) -> None:
    row = template.find("評価", "健康づくりの推進", "現状")
    template.sheet("評価").cell(row, template.column("評価", "answer")).value = "=A1"
    (finding,) = returned(template.save()).findings
    assert finding.code == "cell.uncalculated"


def test_costs_come_back_in_thousand_yen(template: Filling) -> None:
    row = template.find("事業費（決算）", "子育て広場（記入例）")
    amounts = {
        "national": 1200,
        "prefectural": "－",
        "bonds": 0,
        "general": "3,400",
        "other": "(集計中)",
    }
    for field, typed in amounts.items():
        template.fill("事業費（決算）", field, row, typed)
    template.fill(
        "事業費（予算）", "general", template.find("事業費（予算）", "健康教室（記入例）"), 900
    )
    proposal = returned(template.save())
    assert proposal.findings == ()
    new = {
        (one.owner_id, one.part, one.fiscal_year, one.field): one.new
        for one in proposal.answers
        if one.change is Change.NEW
    }
    assert new == {
        (32, "settlement", YEAR, "national"): 1200,
        (32, "settlement", YEAR, "prefectural"): 0,
        (32, "settlement", YEAR, "bonds"): 0,
        (32, "settlement", YEAR, "general"): 3400,
        (31, "budget", YEAR + 1, "general"): 900,
    }


@pytest.mark.parametrize("typed", [12.5, -3, "数千円"])
def test_an_amount_that_is_none_is_asked_about(template: Filling, typed: object) -> None:
    row = template.find("事業費（決算）", "子育て広場（記入例）")
    template.fill("事業費（決算）", "national", row, typed)
    proposal = returned(template.save())
    assert [finding.code for finding in proposal.findings] == ["cost.not_whole"]
    assert not proposal.writes


def test_a_long_text_that_stands_in_several_rows_comes_back_as_it_was(tmp_path: Path) -> None:
    issue = "課題一。" * 400 + "\n\n次の段落。" + "課題二。" * 300
    evaluations = (*EVALUATIONS[:1], Evaluation(2, 2, YEAR, issue=issue))
    template = Filling(written(tmp_path / "長文.xlsx", evaluations=evaluations))
    rows = [row for row in template.rows("評価")
            if str(template.sheet("評価").cell(row, 4).value).startswith("課題")]  # fmt: skip
    assert len(rows) > 3
    same = returned(template.save(), evaluations=evaluations)
    assert not same.writes
    template.fill("評価", "answer", rows[0], "書き直した。")
    changed = returned(template.save(), evaluations=evaluations)
    (answer,) = [one for one in changed.answers if one.change is Change.CHANGED]
    assert str(answer.new).startswith("書き直した。")
    assert str(answer.new).endswith("課題二。")


# -- whatever stands in the cells ------------------------------------------------------------------

#: Quotes, line breaks, full and half width, signs that begin formulas, escapes of the file format.
ODD = st.sampled_from([*"「」\"'’\n　 ＝=+-−@&<>%漢字カＡa1２①㈱髙𠮷…－、。\t#|", "ｶﾞ"])
TEXTS = st.lists(ODD, min_size=1, max_size=40).map("".join) | st.text(
    alphabet=st.sampled_from("あ漢字、。「」\n"), min_size=300, max_size=1200
)
#: openpyxl saves an escape of the file format as it stands; a name may still hold one.
NAMES = (
    st.lists(ODD | st.just("_x0041_"), max_size=25).map("".join).filter(lambda text: text.strip())
)
FIGURES = st.integers(-(10**9), 10**9) | st.decimals(-9999, 9999, places=2).map(float)
SIGNS = {"－": Kind.NONE, "…": Kind.UNKNOWN, "x": Kind.WITHHELD, "(集計中)": Kind.PENDING}


def plain(text: str) -> str:
    """Return a text as a file can hold it: no tab or carriage return at its edges."""
    return text.replace("\r", "").strip()


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # Each example starts a reading child; shrinking one would take minutes.
    phases=[Phase.explicit, Phase.generate],
)
@given(
    names=st.lists(NAMES, min_size=5, max_size=5),
    figures=st.lists(FIGURES | st.sampled_from(sorted(SIGNS)), min_size=4, max_size=4),
    texts=st.lists(TEXTS.map(plain).filter(bool), min_size=4, max_size=4),
    order=st.randoms(use_true_random=False),
    inserted=st.lists(st.integers(1, 12), max_size=3),
)
def test_whatever_names_and_texts_hold_everything_lands_exactly(
    tmp_path: Path, names: list[str], figures: list[Any], texts: list[str], order: random.Random,
    inserted: list[int],
) -> None:  # fmt: skip
    indicators = [
        *(Indicator(40 + i, 2, i, f"{name}{i}", "") for i, name in enumerate(names[:4])),
        Indicator(50, 3, 1, names[4], "", Direction.WORD),
    ]
    plan = plan_of(indicators, e2=names[0], e3=names[1])
    changes: dict[str, Any] = {
        "plan": plan, "indicator_values": (), "evaluations": (), "costs": (),
    }  # fmt: skip
    template = Filling(written(tmp_path / "様式.xlsx", **changes))
    keys = {row: template.sheet("指標").cell(row, 2).value for row in template.rows("指標")}
    typed = dict(zip(range(40, 44), figures, strict=True)) | {50: texts[0]}
    for row, key in keys.items():
        template.fill("指標", "actual", row, typed[int(key.split(".")[1])])
    asked = {"state": texts[1], "issue": texts[2], "action": texts[3]}
    for row in template.rows("評価"):
        kind, element, part = template.sheet("評価").cell(row, 2).value.split(".")[:3]
        if (kind, element) == ("evaluation", "2") and part in asked:
            template.fill("評価", "answer", row, asked[part])
    for name in ("指標", "評価"):
        template.sort(name, lambda _index: order.random())
        for column in inserted:
            template.sheet(name).insert_cols(column)
    proposal = returned(template.save(), **changes)
    assert [str(one) for one in proposal.findings if one.needs_decision] == []
    found = {proposal.indicator_of(value).id: value.new for value in proposal.values}
    expected = {
        one: Value(SIGNS[figure]) if isinstance(figure, str) else number(figure)
        for one, figure in typed.items()
        if one != 50
    }
    word = SIGNS.get(texts[0])
    assert {one: value for one, value in found.items() if one != 50} == expected
    if word is None and re.search(r"[^\W\d_]", texts[0]):
        assert found[50] in (words(texts[0]), Value(Kind.NONE), Value(Kind.UNKNOWN))
    assert answers_of(proposal) == {(2, name): text for name, text in asked.items()}


# -- other programs --------------------------------------------------------------------------------


needs_libreoffice = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is not installed"
)


def saved_by_libreoffice(path: Path, kind: str, folder: Path) -> Path:
    """Let LibreOffice open a workbook and save it as `kind`."""
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless",
               "--convert-to", kind, "--outdir", folder / "保存", path]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / "保存" / f"{path.stem}.{kind}"


@needs_libreoffice
@pytest.mark.parametrize(
    "kind",
    [
        "xlsx",
        pytest.param("ods", marks=pytest.mark.long),
        pytest.param("xls", marks=pytest.mark.long),
    ],
)
def test_a_template_that_libreoffice_has_saved_lands_the_same(
    template: Filling, tmp_path: Path, kind: str
) -> None:
    fill_indicators(template)
    template.sort("指標", lambda index: -index)
    template.sheet("指標").insert_cols(4)
    texts = {"現状": "「引用」と\n改行　全角", "課題": "長い文章。" * 300, "今後の方向性": "縮小"}
    for item, text in texts.items():
        template.fill("評価", "answer", template.find("評価", "移住の推進", item), text)
    row = template.find("事業費（決算）", "子育て広場（記入例）")
    template.fill("事業費（決算）", "national", row, 1234)
    path = template.save()
    before, after = returned(path), returned(saved_by_libreoffice(path, kind, tmp_path))
    assert [one.code for one in after.findings] == []
    assert values_of(after) == values_of(before) == EXPECTED
    assert answers_of(after) == answers_of(before)
    assert answers_of(after)[4, "issue"] == texts["課題"]
    assert answers_of(after)[4, "course"] == "reduce"


@needs_libreoffice
def test_odd_names_and_texts_survive_libreoffice_exactly(tmp_path: Path) -> None:
    """Two hundred names and texts at once: LibreOffice takes seconds to start."""
    odd = random.Random(2025)
    signs = [*"「」\"'’\n　 ＝=+-−@&<>%漢字カＡa1２①㈱髙𠮷、。#|", "ｶﾞ"]

    def text(longest: int) -> str:
        return "字" + "".join(odd.choices(signs, k=odd.randint(1, longest))).strip()

    indicators = [
        Indicator(100 + i, 2 + i % 3, i, text(30), "", Direction.WORD) for i in range(100)
    ]
    changes: dict[str, Any] = {
        "plan": plan_of(indicators), "indicator_values": (), "evaluations": (), "costs": (),
    }  # fmt: skip
    template = Filling(written(tmp_path / "様式.xlsx", **changes))
    typed: dict[int, str] = {}
    for row in template.rows("指標"):
        one = int(template.sheet("指標").cell(row, 2).value.split(".")[1])
        typed[one] = text(400)
        template.fill("指標", "actual", row, typed[one])
    template.sort("指標", lambda _index: odd.random())
    template.sheet("指標").insert_cols(3)
    saved = saved_by_libreoffice(template.save(), "xlsx", tmp_path)
    proposal = returned(saved, **changes)
    assert [str(one) for one in proposal.findings] == []
    found = {proposal.indicator_of(value).id: value.new for value in proposal.values}
    assert found == {one: words(said) for one, said in typed.items()}

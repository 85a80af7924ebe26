"""Whatever names and texts hold comes back from a template, also saved by LibreOffice."""

import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.exchange.filled_template import (
    EXPECTED,
    answers_of,
    fill_indicators,
    values_of,
)
from workbench.plan.structure import Direction, Indicator
from workbench.plan.values import Kind, Value, number, words

from .template_plan import (
    Filling,
    plan_of,
    returned,
    written,
)

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

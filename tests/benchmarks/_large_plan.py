"""A plan far larger than any city's: 5,000 elements, 20,000 indicators, 200,000 values.

Everything in it is made up; the same seed gives the same plan.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from workbench.operations.new_plan import NewPlan, create_empty, levels_named
from workbench.store.journal import Row, transaction
from workbench.store.planfile import PlanFile

#: How many elements stand on each level, from the top; 5,000 together.
ELEMENTS = (10, 90, 900, 4000)
INDICATORS = 20_000

#: The fiscal years that every indicator has an actual in; with baseline and target 10 values.
ACTUAL_YEARS = tuple(range(2019, 2027))
BASELINE_YEAR, TARGET_YEAR = 2022, 2027

_SUBJECTS = (
    "移住 定住 子育て 待機児童 空き家 観光 農業 林業 防災 消防 上下水道 道路 公共交通 ＤＸ 文化財 "
    "図書館 学校 健診 介護 福祉"
).split()
_DOINGS = "推進 充実 支援 整備 強化 確保 創出 保全 活用 普及".split()
_MEASURED = "件数 利用者数 参加者数 満足度 整備率 受診率 登録者数 削減量".split()
_UNITS = "件 人 人 ％ ％ ％ 人 ｔ".split()
_DEPARTMENTS = [f"{subject}課" for subject in _SUBJECTS]


def create_large(path: Path, scale: float = 1.0, seed: int = 0) -> PlanFile:
    """Make the large plan, save it and return it open; `scale` makes a smaller one."""
    new = NewPlan(
        "記入例市", "20220", "記入例 総合計画", 2023, 2027,
        levels_named(("政策", "施策", "基本事業", "事務事業")),
    )  # fmt: skip
    plan_file = create_empty(path, new)
    chance = random.Random(seed)
    sizes = [max(1, round(size * scale)) for size in ELEMENTS]
    with transaction(
        plan_file.database, "plan.create", {"name": "large"}, undoable=False
    ) as change:
        level_ids = [
            row["id"] for row in plan_file.database.rows("SELECT id FROM level ORDER BY depth")
        ]
        change.insert_many(
            "department",
            [{"position": at, "name": name} for at, name in enumerate(_DEPARTMENTS, 1)],
        )
        change.insert_many("element", _elements(sizes, level_ids, chance))
        below_the_top = range(sizes[0] + 1, sum(sizes) + 1)
        indicators = list(_indicators(round(INDICATORS * scale), below_the_top, chance))
        change.insert_many("indicator", indicators)
        change.insert_many("indicator_value", _values(len(indicators), chance))
    plan_file.save()
    return plan_file


def _elements(sizes: list[int], level_ids: list[int], chance: random.Random) -> Iterator[Row]:
    """Yield the tree level by level, the children of a level shared out evenly among it."""
    above: list[tuple[int | None, str]] = [(None, "")]
    number = 0
    for depth, size in enumerate(sizes):
        here: list[tuple[int | None, str]] = []
        positions: dict[int | None, int] = {}
        for place in range(size):
            number += 1
            parent, code = above[place * len(above) // size]
            position = positions[parent] = positions.get(parent, 0) + 1
            own = f"{code}-{position}" if code else str(position)
            here.append((number, own))
            yield {
                "parent_id": parent,
                "level_id": level_ids[depth],
                "position": position,
                "code": own,
                "name": f"{chance.choice(_SUBJECTS)}の{chance.choice(_DOINGS)}（記入例）",
                "description": f"{chance.choice(_SUBJECTS)}と{chance.choice(_SUBJECTS)}を進める",
                "department": chance.choice(_DEPARTMENTS),
            }
        above = here


def _indicators(count: int, elements: range, chance: random.Random) -> Iterator[Row]:
    positions: dict[int, int] = {}
    for number in range(count):
        element = elements[number % len(elements)]
        positions[element] = positions.get(element, 0) + 1
        kind = chance.randrange(len(_MEASURED))
        yield {
            "element_id": element,
            "position": positions[element],
            "name": f"{chance.choice(_SUBJECTS)}{_MEASURED[kind]}（記入例）",
            "unit": _UNITS[kind],
            "direction": chance.choice(("more", "more", "less")),
            "definition": f"{chance.choice(_SUBJECTS)}に関する年度末の{_MEASURED[kind]}",
            "source_note": "担当課調べ",
            "department": chance.choice(_DEPARTMENTS),
        }


def _values(indicators: int, chance: random.Random) -> Iterator[Row]:
    for indicator in range(1, indicators + 1):
        baseline = chance.randrange(50, 5000)
        target = round(baseline * chance.uniform(0.7, 1.5))
        yield _number(indicator, "baseline", BASELINE_YEAR, baseline)
        yield _number(indicator, "target", TARGET_YEAR, target)
        for year in ACTUAL_YEARS:
            figure = baseline + (target - baseline) * (year - BASELINE_YEAR) / 5
            yield _number(indicator, "actual", year, round(figure * chance.uniform(0.9, 1.1)))


def _number(indicator: int, role: str, year: int, figure: float) -> Row:
    return {
        "indicator_id": indicator,
        "role": role,
        "fiscal_year": year,
        "kind": "number",
        "number": float(figure),
    }

"""How workbooks write what the plan keeps as keys: Japanese always, whatever the window speaks."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.plan.evaluations import Course
from workbench.plan.initiatives import CostKind, FundSource
from workbench.plan.statistics import Basis
from workbench.plan.structure import Accumulation, Direction, Role
from workbench.plan.values import Kind

#: The import reads the same words.
DIRECTION_WORDS: Mapping[Direction, str] = {
    Direction.MORE: "増加",
    Direction.LESS: "減少",
    Direction.HOLD: "維持",
    Direction.WORD: "文言",
}

ROLE_WORDS: Mapping[Role, str] = {
    Role.BASELINE: "現状値",
    Role.TARGET: "目標値",
    Role.ACTUAL: "実績値",
}

KIND_WORDS: Mapping[Kind, str] = {
    Kind.NUMBER: "数値",
    Kind.NONE: "該当なし",
    Kind.UNKNOWN: "不詳",
    Kind.WITHHELD: "秘匿",
    Kind.PENDING: "集計中",
    Kind.WORDS: "文言",
}

ACCUMULATION_WORDS: Mapping[Accumulation, str] = {
    Accumulation.EACH: "単年",
    Accumulation.RUNNING: "累計で記録",
    Accumulation.YEARLY: "単年で記録し計画期間で累計",
}

COURSE_WORDS: Mapping[Course, str] = {
    Course.EXPAND: "拡充",
    Course.CONTINUE: "継続",
    Course.REVIEW: "見直し",
    Course.REDUCE: "縮小",
    Course.END: "終了",
}

#: What is said of a measure in a year, in order: the field of `Evaluation` and its name.
EVALUATION_WORDS: Mapping[str, str] = {
    "grade": "評価",
    "grade_reason": "評価の理由",
    "course": "今後の方向性",
    "state": "現状",
    "issue": "課題",
    "cause": "要因",
    "action": "今後の取組",
}

COST_WORDS: Mapping[CostKind, str] = {CostKind.BUDGET: "予算", CostKind.SETTLEMENT: "決算"}

SOURCE_WORDS: Mapping[FundSource, str] = {
    FundSource.NATIONAL: "国庫支出金",
    FundSource.PREFECTURAL: "県支出金",
    FundSource.BONDS: "地方債",
    FundSource.OTHER: "その他",
    FundSource.GENERAL: "一般財源",
}

#: The parts of a 決算カード, as `workbench.plan.settlements` keys them.
ACCOUNT_WORDS: Mapping[str, str] = {
    "revenue": "歳入",
    "by_nature": "性質別歳出",
    "by_purpose": "目的別歳出",
    "key_figure": "財政の状況",
}

BASIS_WORDS: Mapping[Basis, str] = {
    Basis.CENSUS: "国勢調査",
    Basis.ESTIMATE: "推計人口",
    Basis.PROJECTION: "将来推計人口",
    Basis.REGISTER: "住民基本台帳",
}

SEX_WORDS: Mapping[str, str] = {"male": "男", "female": "女", "both": "男女計"}

#: What the register counts: its name and its unit.
EVENT_WORDS: Mapping[str, tuple[str, str]] = {
    "births": ("出生", "人"),
    "deaths": ("死亡", "人"),
    "in_domestic": ("転入（国内）", "人"),
    "in_abroad": ("転入（国外）", "人"),
    "out_domestic": ("転出（国内）", "人"),
    "out_abroad": ("転出（国外）", "人"),
    "other_added": ("その他の増", "人"),
    "other_removed": ("その他の減", "人"),
    "natural_change": ("自然増減", "人"),
    "social_change": ("社会増減", "人"),
    "register_population": ("人口", "人"),
    "male": ("人口（男）", "人"),
    "female": ("人口（女）", "人"),
    "households": ("世帯数", "世帯"),
}

TARGET_WORDS: Mapping[str, str] = {
    "total_population": "総人口",
    "natural_change_per_year": "年間の自然増減",
    "social_change_per_year": "年間の社会増減",
    "total_population_before_revision": "総人口（見直し前）",
    "natural_change_per_year_before_revision": "年間の自然増減（見直し前）",
    "social_change_per_year_before_revision": "年間の社会増減（見直し前）",
}

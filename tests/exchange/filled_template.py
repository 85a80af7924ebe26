"""A template filled in, and what is read of it."""

from workbench.exchange.proposals import ImportProposal
from workbench.plan.structure import Role
from workbench.plan.values import Kind, Value, number, words

from .template_plan import (
    Filling,
)

WORDS = "3地区で設置\n（「予定」を除く）"
ANSWERS = {
    "特定健診受診率": (52.5, number(52.5)),
    "自主防災組織の設置": (WORDS, words(WORDS)),
    "保育所待機児童数": ("(集計中)", Value(Kind.PENDING)),
    "自然増減": (-612, number(-612)),
    "累計の植樹": ("－", Value(Kind.NONE)),
}  # fmt: skip


def fill_indicators(template: Filling) -> None:
    for name, (typed, _value) in ANSWERS.items():
        template.fill("指標", "actual", template.find("指標", name), typed)


def values_of(proposal: ImportProposal) -> dict[str, Value | None]:
    assert all(value.role is Role.ACTUAL for value in proposal.values)
    return {proposal.indicator_of(value).name: value.new for value in proposal.values}


EXPECTED = {name: value for name, (_typed, value) in ANSWERS.items()}


def answers_of(proposal: ImportProposal) -> dict[tuple[int, str], object]:
    return {(one.owner_id, one.field): one.new for one in proposal.answers}

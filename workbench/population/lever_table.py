"""The table of levers and choices of model: names, ranges and explanations, as data.

A new lever is a row here and a field of `workbench.population.levers.Assumptions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from workbench.language import Message, message

#: The headings under which levers stand, in order.
GROUPS: Mapping[str, Message] = {
    "births": message("Births"),
    "households": message("Newcomer households"),
    "migration": message("Net migration rates"),
    "mortality": message("Mortality"),
}


class Convergence(StrEnum):
    """How a lever moves from its present to its final value."""

    LINEAR = "linear"
    EXPONENTIAL = "exponential"
    LOGISTIC = "logistic"


class MigrationBase(StrEnum):
    """Which observed periods the net migration rates come from, latest first."""

    LATEST = "latest"
    PREVIOUS = "previous"
    MEAN_OF_TWO = "mean_of_two"
    MEAN_OF_THREE = "mean_of_three"


class MigrationFuture(StrEnum):
    """What becomes of the net migration rates."""

    HELD = "held"
    FADING = "fading"


@dataclass(frozen=True)
class Lever:
    """A number that can be moved, with all a slider needs.

    `decimals` are those shown; `default` leaves things as they are; `group` is a key of
    `GROUPS`; `is_year` says that the value is a calendar year, `by_period` that it can be set
    for single periods too (`PeriodOverride`). `formula` says how it enters the account, in the
    field's own words; `short_name` is what it is called under the heading of its group.
    """

    key: str
    name: Message
    unit: Message
    minimum: float
    maximum: float
    step: float
    decimals: int
    default: float
    explanation: Message
    group: str
    formula: Message
    short_name: Message
    is_year: bool = False
    by_period: bool = True

    @property
    def steps(self) -> int:
        """How many steps its slider has."""
        return round((self.maximum - self.minimum) / self.step)

    def value_at(self, step: int) -> float:
        """Return the value after so many steps from the least one."""
        return round(min(self.minimum + step * self.step, self.maximum), 9)


@dataclass(frozen=True)
class Choice:
    """A choice of model: a field of `Assumptions` with its options and their names."""

    key: str
    name: Message
    options: Mapping[str, Message]
    default: str
    explanation: Message
    group: str


_NEWCOMERS = message(
    "Newcomers of a period = its years × households × people of a household by sex and age; half "
    "arrive at its start and half at its end."
)

LEVERS: tuple[Lever, ...] = (
    Lever(
        "tfr",
        message("Total fertility rate"),
        message("per woman"),
        0.8,
        2.3,
        0.01,
        2,
        1.41,
        message(
            "Births a woman would have in her life at the rates of one year. It moves from today's "
            "rate to this value by the year set below; the pattern by age of mother stays."
        ),
        "births",
        message(
            "Births = width of the period × Σ over ages (age-specific fertility rate × mean of the "
            "women at its start and end). Age-specific rates = today's pattern × TFR ÷ today's TFR."
        ),
        message("Fertility (TFR)"),
    ),
    Lever(
        "tfr_year",
        message("Year the fertility rate is reached"),
        message("year"),
        2020,
        2060,
        1,
        0,
        2035,
        message("From this year on the total fertility rate keeps its final value."),
        "births",
        message(
            "From the base year to this one the rate follows the chosen way; from then on it is "
            "its final value."
        ),
        message("Reached in"),
        is_year=True,
        by_period=False,
    ),
    Lever(
        "migration_multiplier",
        message("Net migration, all ages"),
        message("times"),
        0.0,
        2.0,
        0.05,
        2,
        1.0,
        message(
            "Multiplies the net migration rate of every age: 1 leaves it as observed, 0 means "
            "that as many come as go. Losses grow with it as well as gains."
        ),
        "migration",
        message(
            "People at the end = people at the start × (survival ratio + net migration rate × this "
            "multiplier). Net migration rate = observed cohort change ratio − survival ratio of "
            "the whole country: where people here live longer, that counts as migration too."
        ),
        message("All ages"),
    ),
    Lever(
        "young_adult_migration_multiplier",
        message("Net migration, ages 15–29"),
        message("times"),
        0.0,
        2.0,
        0.05,
        2,
        1.0,
        message(
            "Multiplies the net migration rate of those who reach 15–29, on top of the one for "
            "all ages. Where the young leave, less than 1 keeps more of them."
        ),
        "migration",
        message(
            "Net migration rate into 15–19, 20–24 and 25–29 × multiplier for all ages × this one."
        ),
        message("Ages 15–29"),
    ),
    Lever(
        "child_rearing_migration_multiplier",
        message("Net migration, ages 30–44 and children"),
        message("times"),
        0.0,
        2.0,
        0.05,
        2,
        1.0,
        message(
            "Multiplies the net migration rate of those who reach 30–44 and of children under "
            "15, on top of the one for all ages."
        ),
        "migration",
        message("Net migration rate into 0–14 and 30–44 × multiplier for all ages × this one."),
        message("30–44, children"),
    ),
    Lever(
        "couples_20s",
        message("Extra couples in their 20s"),
        message("households/yr"),
        0,
        200,
        1,
        0,
        0,
        message(
            "Couples in their 20s who move in each year beyond the usual migration. They have "
            "children, grow older and move on like everybody else."
        ),
        "households",
        _NEWCOMERS,
        message("Couples, 20s"),
    ),
    Lever(
        "families_30s",
        message("Extra families in their 30s with one child"),
        message("households/yr"),
        0,
        200,
        1,
        0,
        0,
        message(
            "Couples in their 30s with one child under 5 who move in each year beyond the usual "
            "migration: three people a household."
        ),
        "households",
        _NEWCOMERS,
        message("Families, 1 child"),
    ),
    Lever(
        "couples_60s",
        message("Extra couples in their 60s"),
        message("households/yr"),
        0,
        200,
        1,
        0,
        0,
        message("Couples in their 60s who move in each year beyond the usual migration."),
        "households",
        _NEWCOMERS,
        message("Couples, 60s"),
    ),
    Lever(
        "measures_from",
        message("Year the changes begin"),
        message("year"),
        2020,
        2050,
        1,
        0,
        2020,
        message(
            "Before this year migration is as observed and no extra households come, whatever "
            "the multipliers and the households say."
        ),
        "households",
        message("A period of which only a part lies after this year has that part of the change."),
        message("From year"),
        is_year=True,
        by_period=False,
    ),
    Lever(
        "migration_fade_year",
        message("Year by which migration has faded"),
        message("year"),
        2025,
        2070,
        1,
        0,
        2040,
        message(
            "When migration is chosen to fade, the net migration rates reach zero in this year."
        ),
        "migration",
        message(
            "Net migration rate × (this year − year) ÷ (this year − base year); 0 from then on."
        ),
        message("Faded by"),
        is_year=True,
        by_period=False,
    ),
    Lever(
        "life_expectancy_gain",
        message("Gain in life expectancy"),
        message("yrs/decade"),
        0.0,
        3.0,
        0.1,
        1,
        0.0,
        message(
            "Years by which life expectancy at birth grows in ten years; 0 keeps today's survival. "
            "In Japan it grew by 2.0 (men) and 1.4 years (women) from 2010 to 2020."
        ),
        "mortality",
        message(
            "Survival ratio raised to a power k, one for each sex, so that life expectancy at "
            "birth grows by this much: the force of mortality of every age × k."
        ),
        message("Gain in life expectancy"),
    ),
)

CHOICES: tuple[Choice, ...] = (
    Choice(
        "tfr_path",
        message("Path to that rate"),
        {
            Convergence.LINEAR: message("evenly"),
            Convergence.EXPONENTIAL: message("fast at first"),
            Convergence.LOGISTIC: message("slow, fast, slow"),
        },
        Convergence.LINEAR,
        message("How the total fertility rate moves from today's value to its final one."),
        "births",
    ),
    Choice(
        "migration_base",
        message("Migration observed in"),
        {
            MigrationBase.LATEST: message("the latest five years"),
            MigrationBase.PREVIOUS: message("the five years before"),
            MigrationBase.MEAN_OF_TWO: message("the mean of two periods"),
            MigrationBase.MEAN_OF_THREE: message("the mean of three periods"),
        },
        MigrationBase.LATEST,
        message(
            "The period whose net migration rates are carried forward. No assumption matters more."
        ),
        "migration",
    ),
    Choice(
        "migration_future",
        message("Future of migration"),
        {
            MigrationFuture.HELD: message("held"),
            MigrationFuture.FADING: message("fading to zero"),
        },
        MigrationFuture.HELD,
        message("Whether the observed net migration rates stay or fade evenly to zero."),
        "migration",
    ),
)

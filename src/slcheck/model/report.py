"""What slcheck says: a finding for every observation, and the report that holds them."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from slcheck.model.declared import DeclarationFile, Framework, Measure, Rating, Rounding, Target, Waiver
from slcheck.model.observed import InputFile, Observation, Problem
from slcheck.model.record import Record, record
from slcheck.model.words import Flag, Reason
from slcheck.quarter import Quarter


class Status(StrEnum):
    """The verdict on one figure, worst first."""

    FAIL = "fail"
    NEAR = "near"
    NO_DATA = "no_data"
    NO_TARGET = "no_target"
    PASS = "pass"  # noqa: S105  (a verdict, not a password)


MISSES = (Status.FAIL, Status.NEAR)
"""A near miss is still a miss."""


@record
class Cases:
    """What a verdict amounts to in cases, known only where counts are.

    ``shortfall`` is how many more would have had to go the right way, ``headroom`` how many more could have gone the
    wrong way without missing the target. ``misses_allowed`` is how many may at this denominator.
    """

    shortfall: int
    headroom: int
    misses_allowed: int


@record
class Judged:
    """An observation held against the target that was in force in its own quarter.

    ``value`` (percent, 0 to 100) is what was judged: the ``exact`` figure, or that figure as it is published where the
    ``rounding`` says so. ``gap`` and ``expectation_gap`` are percentage points from ``value``; negative always means
    short. ``places`` is the number of decimals at which a miss does not look level with its target.
    """

    observation: Observation
    status: Status
    target: Target
    rounding: Rounding
    exact: Fraction
    value: Fraction
    gap: Fraction
    places: int
    cases: Cases | None = None
    expectation_gap: Fraction | None = None
    rating: Rating | None = None
    waiver: Waiver | None = None
    flags: tuple[Flag, ...] = ()


@record
class Unjudged:
    """An observation without a verdict, and why. ``value`` is percent, 0 to 100, where a usable figure exists."""

    observation: Observation
    status: Status
    reason: Reason
    sentence: str
    target: Target | None = None
    value: Fraction | None = None
    places: int = 1
    rating: Rating | None = None
    flags: tuple[Flag, ...] = ()


Finding = Judged | Unjudged

Subject = tuple[Framework, str, str, int]


def subject_of(observation: Observation) -> Subject:
    """What figures that are judged as one have in common: measure, provider and quarter, wherever they stand.

    In plain words and numbers, which are told apart the fastest.
    """
    measure = observation.measure
    return measure.framework, measure.code, observation.provider, observation.quarter.position


class By(StrEnum):
    """Over whom figures are added up. ``provider`` adds nothing up."""

    PROVIDER = "provider"
    OWNER = "owner"
    DIVISION = "division"
    NATIONAL = "national"


class RollUp(Record):
    """The figures of several providers for one measure and quarter, added up and judged like one figure.

    ``finding`` is about the sum: its observation has the name of the owner, the division or the country for a provider.
    ``parts`` are the findings of the providers that were added up, or would have been; ``missing`` the providers
    without a usable one; ``total`` the sum that the release itself prints, if it does.
    """

    by: By
    finding: Finding
    parts: tuple[Finding, ...]
    missing: tuple[str, ...] = ()
    total: Observation | None = None


class Grid(Record):
    """What a release of one quarter should have for one framework, and what of it was not found.

    ``holes`` are pairs of a measure with a target in force and a provider.
    """

    quarter: Quarter
    framework: Framework
    measures: tuple[Measure, ...]
    providers: tuple[str, ...]
    holes: tuple[tuple[Measure, str], ...]


class Unit(StrEnum):
    """What a plain number in a column of percentages is: 95.6 as percent, 0.956 as fraction."""

    PERCENT = "percent"
    FRACTION = "fraction"


class Show(StrEnum):
    """Which results are listed. The counts are always those of all of them."""

    ALL = "all"
    MISSED = "missed"


class Filters(Record):
    """Patterns, with ``*`` and ``?``, of the figures that are asked for; all of them where there is none."""

    measures: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()
    quarters: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def given(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each filter that was given, by the name of what it is about, with its patterns."""
        for name, patterns in self.model_dump().items():
            if patterns:
                yield name.removesuffix("s"), patterns


class Policy(Record):
    """What the person who runs slcheck decided. ``near`` is in percentage points.

    ``quarter`` is that of figures that do not name one; of others, those of its release are asked for. ``filters`` ask
    for some of all figures that are judged. ``rounding`` replaces what is declared. ``as_of`` is the day on which
    waivers and reviews are looked at; None where neither plays a part, so that the same inputs give the same result on
    any day. ``redact`` withholds all but how many figures have each status.
    """

    fail_on: tuple[str, ...] = (Status.FAIL.value, Status.NEAR.value)
    near: Decimal | None = None
    rounding: Rounding | None = None
    quarter: Quarter | None = None
    filters: Filters = Filters()
    unit: Unit | None = None
    by: By = By.PROVIDER
    complete: bool = False
    strict: bool = False
    show: Show = Show.ALL
    as_of: datetime.date | None = None
    redact: bool = False


class Report(Record):
    """The result of one run. ``findings`` stand worst first.

    ``not_wanted`` counts the figures that were read and not asked for. ``withheld`` is how many findings have each
    status, in place of the findings, where the policy says ``redact``.
    """

    policy: Policy
    not_wanted: int = 0
    withheld: dict[Status, int] | None = None
    findings: tuple[Finding, ...] = ()
    rollups: tuple[RollUp, ...] = ()
    problems: tuple[Problem, ...] = ()
    grids: tuple[Grid, ...] = ()
    inputs: tuple[InputFile, ...] = ()
    declarations: tuple[DeclarationFile, ...] = ()

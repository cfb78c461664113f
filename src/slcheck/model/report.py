"""What slcheck says: a finding for every observation, and the report that holds them."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from slcheck.model.declared import DeclarationFile, Measure, Target
from slcheck.model.observed import InputFile, Observation, Problem
from slcheck.model.record import Record
from slcheck.model.words import Flag, Reason
from slcheck.quarter import Quarter


class Status(StrEnum):
    """The verdict on one figure, worst first."""

    FAIL = "fail"
    NEAR = "near"
    NO_DATA = "no_data"
    NO_TARGET = "no_target"
    PASS = "pass"  # noqa: S105  (a verdict, not a password)


class Judged(Record):
    """An observation held against the target that was in force in its own quarter.

    ``value`` (percent, 0 to 100) and ``gap`` (percentage points; negative always means short of target) are exact.
    ``places`` is the number of decimals at which a miss does not look level with its target.
    ``shortfall`` and ``misses_allowed`` are cases, known only where counts are.
    """

    observation: Observation
    status: Status
    target: Target
    value: Fraction
    gap: Fraction
    places: int
    shortfall: int | None = None
    misses_allowed: int | None = None
    flags: tuple[Flag, ...] = ()


class Unjudged(Record):
    """An observation without a verdict, and why. ``value`` is percent, 0 to 100, where a usable figure exists."""

    observation: Observation
    status: Status
    reason: Reason
    sentence: str
    target: Target | None = None
    value: Fraction | None = None
    places: int = 1
    flags: tuple[Flag, ...] = ()


Finding = Judged | Unjudged


class Unit(StrEnum):
    """What a plain number in a column of percentages is: 95.6 as percent, 0.956 as fraction."""

    PERCENT = "percent"
    FRACTION = "fraction"


class Show(StrEnum):
    """Which results are listed. The counts are always those of all of them."""

    ALL = "all"
    MISSED = "missed"


class Policy(Record):
    """What the person who runs slcheck decided. ``near`` is in percentage points."""

    fail_on: tuple[str, ...] = (Status.FAIL.value, Status.NEAR.value)
    near: Decimal | None = None
    quarter: Quarter | None = None
    unit: Unit | None = None
    strict: bool = False
    show: Show = Show.ALL


class Report(Record):
    """The result of one run. ``findings`` stand worst first.

    ``not_wanted`` counts the figures of other quarters than the one that was asked for.
    """

    policy: Policy
    not_wanted: int = 0
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    absent: tuple[tuple[Quarter, Measure], ...] = ()
    inputs: tuple[InputFile, ...] = ()
    declarations: tuple[DeclarationFile, ...] = ()

"""Two releases held against each other: their results, and what changed between them."""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from slcheck.model.declared import Framework, Rounding
from slcheck.model.observed import Level, Problem
from slcheck.model.record import Record
from slcheck.model.report import Status
from slcheck.model.words import Flag, Reason
from slcheck.quarter import Quarter

Basis = Literal["counts", "stored", "printed"]
"""What a figure was taken from."""

VERDICTS = (Status.FAIL, Status.NEAR, Status.PASS)
"""The worst first."""


class Entry(Record):
    """One result of either side.

    ``value`` (percent, 0 to 100) is the exact figure, whatever was made of it to judge it. ``places`` are the decimals
    to which it is known; None for counts, which are exact. ``is_cut`` where a document gives only six of more decimals,
    and may have moved the last by one. ``shown`` is what the cell shows, and ``where`` names it.
    """

    framework: Framework
    code: str
    title: str
    replaces: str | None = None
    provider: str
    quarter: Quarter
    released: Quarter
    status: Status
    reason: Reason | None = None
    value: Fraction | None = None
    value_display: str = ""
    places: int | None = None
    is_cut: bool = False
    basis: Basis | None = None
    numerator: int | None = None
    denominator: int | None = None
    target: Decimal | None = None
    target_display: str = ""
    target_from: Quarter | None = None
    expectation: Decimal | None = None
    gap_display: str = ""
    rounding: Rounding | None = None
    flags: tuple[Flag, ...] = ()
    shown: str = ""
    where: str

    @property
    def measure(self) -> tuple[Framework, str]:
        return self.framework, self.code

    @property
    def verdict(self) -> Status | None:
        """Pass, near or fail; None where there is no verdict, whatever the reason."""
        return self.status if self.status in VERDICTS else None

    @property
    def counts(self) -> tuple[int, int] | None:
        if self.numerator is None or self.denominator is None:
            return None
        return self.numerator, self.denominator


class Side(Record):
    """One of the two releases: its name, its results, and the data of it that could not be used."""

    name: str
    sha256: str | None = None
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_fully_judged(self) -> bool:
        return not any(problem.level is Level.ERROR for problem in self.problems)


class ChangeKind(StrEnum):
    """What has changed, in the order in which changes are listed."""

    FLIP = "flip"
    UNMARKED_REVISION = "unmarked-revision"
    REVISION = "revision"
    MARKED_UNCHANGED = "marked-unchanged"
    TARGET_CHANGE = "target-change"
    MEASURE_GONE = "measure-gone"
    MEASURE_ADDED = "measure-added"
    PROVIDER_GONE = "provider-gone"
    PROVIDER_ADDED = "provider-added"
    QUARTER_GONE = "quarter-gone"
    QUARTER_ADDED = "quarter-added"
    FIGURE_GONE = "figure-gone"
    FIGURE_ADDED = "figure-added"
    MOVEMENT = "movement"


LOSSES = (ChangeKind.MEASURE_GONE, ChangeKind.PROVIDER_GONE, ChangeKind.FIGURE_GONE)
"""What a release must not drop in silence. Its oldest quarter may go as the newest comes."""


class Turn(StrEnum):
    """Which way a verdict went; ``lost`` and ``gained`` are from and to no verdict at all."""

    WORSE = "worse"
    LOST = "lost"
    GAINED = "gained"
    BETTER = "better"


class Cause(StrEnum):
    """What can be seen to have changed a verdict."""

    UNMARKED_REVISION = "unmarked-revision"
    REVISION = "revision"
    MOVEMENT = "movement"
    PRECISION = "precision"
    TARGET = "target"
    ROUNDING = "rounding"
    TOLERANCE = "tolerance"
    REASON = "reason"
    UNSEEN = "unseen"


class Change(Record):
    """One change. What it is not about is None: a target change has no provider, a provider that is gone no measure.

    ``old`` and ``new`` are the figures that changed, or one figure of each side whose target did. ``figures`` counts
    those that a change is about.
    """

    kind: ChangeKind
    framework: Framework
    code: str | None = None
    title: str | None = None
    provider: str | None = None
    quarter: Quarter | None = None
    old: Entry | None = None
    new: Entry | None = None
    turn: Turn | None = None
    causes: tuple[Cause, ...] = ()
    figures: int = 1

    @property
    def is_for_the_worse(self) -> bool:
        """Whether a verdict fell, or something that stood in the old release is not there any more."""
        return self.turn in (Turn.WORSE, Turn.LOST) or self.kind in LOSSES


class Comparison(Record):
    """All changes from ``old`` to ``new``.

    ``compared`` counts the figures that stand on both sides. ``across`` are the quarters of two releases of different
    quarters, which are compared provider by provider. ``replaced`` are codes and those that they replace, which are
    not compared: a series is never joined across a change of definition.
    """

    old: Side
    new: Side
    changes: tuple[Change, ...] = ()
    compared: int = 0
    across: tuple[Quarter, Quarter] | None = None
    replaced: tuple[tuple[str, str], ...] = ()

"""What the target files declare: measures, their targets, who is held to them, and the words of a spreadsheet."""

import datetime
from decimal import Decimal
from enum import StrEnum

from slcheck.model.record import Record
from slcheck.model.words import Flag, Reason, Role
from slcheck.quarter import Quarter


class Framework(StrEnum):
    """The two sets of service levels. The same code means different things in each."""

    CRC = "CRC"
    NPS = "NPS"


class Direction(StrEnum):
    """Which side of the target is good. Level with the target always is."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


class Kind(StrEnum):
    """Service levels carry money; assurance metrics are watched."""

    SERVICE_LEVEL = "service level"
    ASSURANCE_METRIC = "assurance metric"


class Rounding(StrEnum):
    """What is judged: the most exact figure that is known, or that figure as it is published."""

    EXACT = "exact"
    AS_PUBLISHED = "as-published"


class Rating(StrEnum):
    """The five words of regulation 39(5) of the Procurement Regulations 2024, the best first."""

    GOOD = "Good"
    APPROACHING_TARGET = "Approaching target"
    REQUIRES_IMPROVEMENT = "Requires improvement"
    INADEQUATE = "Inadequate"
    OTHER = "Other"


class Band(Record):
    """A rating and the lower edge (percent, 0 to 100) of the figures that it stands for."""

    rating: Rating
    lower: Decimal


class Period(Record):
    """Quarters from ``start`` until ``end``, both included; without an end, from ``start`` on."""

    start: Quarter
    end: Quarter | None = None

    def covers(self, quarter: Quarter) -> bool:
        return self.start <= quarter and (self.end is None or quarter <= self.end)


class Target(Period):
    """A level (percent, 0 to 100) in force in its period, or until the next target starts.

    ``expectation`` (percent) is a second tier that was published beside it; no verdict rests on it. ``bands`` stand in
    the order of their edges, from 0% up; an edge belongs to the better of the two bands that meet there.
    """

    level: Decimal
    source: str
    line: int
    expectation: Decimal | None = None
    bands: tuple[Band, ...] = ()


class Suspension(Period):
    """A period in which no target applied although one was declared."""

    reason: str
    line: int


class NoTarget(Record):
    """No target applies, and why: a word for scripts and a sentence for people, and the line that declares it."""

    reason: Reason
    sentence: str
    line: int


class NotJudged(Record):
    """Why a measure is not judged for now, and the day by which that is to be looked at again."""

    reason: str
    review: datetime.date


class Measure(Record):
    """One service level or assurance metric, as declared in ``file`` at ``line``; ``targets`` in order of start.

    ``near`` is the tolerance, in percentage points, within which a miss is called near. ``decimals`` is how many its
    figures are published with, which is what ``rounding`` as published rounds to.
    """

    framework: Framework
    code: str
    title: str
    definition: str
    kind: Kind
    numerator: str
    denominator: str
    direction: Direction
    targets: tuple[Target, ...]
    no_target: str | None = None
    suspended: tuple[Suspension, ...] = ()
    near: Decimal | None = None
    rounding: Rounding = Rounding.EXACT
    decimals: int = 1
    not_judged: NotJudged | None = None
    replaces: str | None = None
    note: str | None = None
    file: str
    line: int

    @property
    def key(self) -> tuple[Framework, str]:
        return self.framework, self.code

    def target_in(self, quarter: Quarter) -> Target | NoTarget:
        """The target in force in ``quarter``, or why there is none."""
        for suspension in self.suspended:
            if suspension.covers(quarter):
                return NoTarget(reason=Reason.SUSPENDED, sentence=suspension.reason, line=suspension.line)
        started = [target for target in self.targets if target.start <= quarter]
        if started and started[-1].covers(quarter):
            return started[-1]
        if started:
            ended = f"The target that was in force until {started[-1].end} has ended."
            return NoTarget(reason=Reason.TARGET_ENDED, sentence=ended, line=started[-1].line)
        if self.targets:
            later = f"The first declared target applies from {self.targets[0].start}."
            return NoTarget(reason=Reason.BEFORE_FIRST_TARGET, sentence=later, line=self.targets[0].line)
        sentence = self.no_target or "No target is declared."
        return NoTarget(reason=Reason.NONE_DECLARED, sentence=sentence, line=self.line)


class Provider(Record):
    """A CRC or an NPS division, with every spelling that it has been seen under."""

    framework: Framework
    name: str
    owner: str | None = None
    division: str | None = None
    spellings: tuple[str, ...] = ()


class Waiver(Record):
    """A miss that somebody with the right to do so has excused, until a last day, that day included.

    ``file``, ``line`` and ``column`` are where it is declared.
    """

    framework: Framework
    measure: str
    provider: str
    quarter: Quarter
    reason: str
    approved_by: str
    expires: datetime.date
    file: str
    line: int
    column: int


class HeadingWords(Record):
    """The headings of one role, the plainest first, as they are compared: lower case, only a to z, 0 to 9 and ``%``."""

    role: Role
    words: tuple[str, ...]


class Symbol(Record):
    """What a symbol means beside a figure (a flag) or in place of one (a reason).

    ``text`` is casefolded, because case does not count where a cell is held against it.
    """

    text: str
    means: Flag | Reason


class DeclarationFile(Record):
    """A target file that was read, by the name it is shown under, and the SHA-256 of its bytes."""

    path: str
    sha256: str


class Catalogue(Record):
    """Everything that the target files declare, in the order in which they declare it.

    ``headings`` has one entry for a role, in the order of ``Role``; no heading and no symbol stands in it twice.
    """

    measures: tuple[Measure, ...]
    providers: tuple[Provider, ...]
    files: tuple[DeclarationFile, ...]
    headings: tuple[HeadingWords, ...] = ()
    symbols: tuple[Symbol, ...] = ()

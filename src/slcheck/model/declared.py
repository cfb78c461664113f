"""What the target files declare: measures, their targets, who is held to them, and the words of a spreadsheet."""

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


class Period(Record):
    """Quarters from ``start`` until ``end``, both included; without an end, from ``start`` on."""

    start: Quarter
    end: Quarter | None = None

    def covers(self, quarter: Quarter) -> bool:
        return self.start <= quarter and (self.end is None or quarter <= self.end)


class Target(Period):
    """A level (percent, 0 to 100) in force in its period, or until the next target starts."""

    level: Decimal
    source: str
    line: int


class Suspension(Period):
    """A period in which no target applied although one was declared."""

    reason: str


class NoTarget(Record):
    """No target applies, and why: a word for scripts and a sentence for people."""

    reason: Reason
    sentence: str


class Measure(Record):
    """One service level or assurance metric, as declared in ``file`` at ``line``; ``targets`` in order of start.

    ``near`` is the tolerance, in percentage points, within which a miss is called near.
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
                return NoTarget(reason=Reason.SUSPENDED, sentence=suspension.reason)
        started = [target for target in self.targets if target.start <= quarter]
        if started and started[-1].covers(quarter):
            return started[-1]
        if started:
            ended = f"The target that was in force until {started[-1].end} has ended."
            return NoTarget(reason=Reason.TARGET_ENDED, sentence=ended)
        if self.targets:
            later = f"The first declared target applies from {self.targets[0].start}."
            return NoTarget(reason=Reason.BEFORE_FIRST_TARGET, sentence=later)
        return NoTarget(reason=Reason.NONE_DECLARED, sentence=self.no_target or "No target is declared.")


class Provider(Record):
    """A CRC or an NPS division, with every spelling that it has been seen under."""

    framework: Framework
    name: str
    owner: str | None = None
    division: str | None = None
    spellings: tuple[str, ...] = ()


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

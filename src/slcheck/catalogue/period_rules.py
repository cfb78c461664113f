"""What must hold between the periods of a measure: no quarter twice, no hole, and no suspension of nothing."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Self, TypeVar

from slcheck.catalogue.nodes import Nodes, Path, complaint_at
from slcheck.catalogue.shapes import MeasureShape, PeriodShape, SuspensionShape
from slcheck.errors import Complaint
from slcheck.quarter import Quarter
from slcheck.values import dataclass

P = TypeVar("P", bound=PeriodShape)

OF_FILE: Path = ("suspended",)
"""Where the suspensions stand that hold for every measure of a file."""

_FOREVER = Quarter(2098, 4)
"""The last quarter that can be written."""


def complaints_of_periods(
    nodes: Nodes, at: Path, periods: Sequence[PeriodShape], *, ends_at_next: bool
) -> Iterator[Complaint]:
    """Ends before starts, and overlaps, in the list of ``periods`` that stands ``at`` a place.

    ``ends_at_next`` where one without an end lasts until the next one starts, as a target does and a suspension does
    not. Each period is held against the one before it that lasts longest.
    """
    longest: PeriodShape | None = None
    for number, period in _in_order(periods):
        if _is_upside_down(period):
            yield complaint_at(nodes[*at, number, "to"].place, f"'to' is before 'from' ({period.start}); exchange them")
        if longest and period.start <= _last(longest, ends_at_next=ends_at_next):
            sentence = (
                f"another one starts in {longest.start} too; keep one of them"
                if longest.start == period.start
                else f"overlaps the period from {longest.start}; let that one end before {period.start}"
            )
            yield complaint_at(nodes[*at, number, "from"].place, sentence)
        if longest is None or _last(period, ends_at_next=ends_at_next) >= _last(longest, ends_at_next=ends_at_next):
            longest = period


def holes(nodes: Nodes, at: Path, periods: Sequence[PeriodShape]) -> Iterator[Complaint]:
    """Quarters between targets in which none is declared."""
    for (_, earlier), (number, later) in _in_turn(periods):
        if earlier.end is not None and later.start > earlier.end.following:
            sentence = (
                f"leaves a hole after {earlier.end}; let one target follow on the other, "
                "and declare the quarters between as suspended"
            )
            yield complaint_at(nodes[*at, number, "from"].place, sentence)


@dataclass(frozen=True, slots=True)
class Held:
    """The suspensions of a whole file, by their start, each with the one up to there that lasts longest."""

    starts: tuple[Quarter, ...]
    longest: tuple[tuple[int, SuspensionShape], ...]

    @classmethod
    def of(cls, periods: Sequence[SuspensionShape]) -> Self:
        """``periods`` as they are held against others; what ends before it starts is passed over."""
        right = [item for item in _in_order(periods) if not _is_upside_down(item[1])]
        return cls(
            starts=tuple(period.start for _, period in right),
            longest=tuple(accumulate(right, lambda one, other: max(one, other, key=lambda item: _last(item[1])))),
        )

    def overlapping(self, period: SuspensionShape) -> tuple[int, SuspensionShape] | None:
        """One that shares a quarter with ``period``, and its position in the list."""
        before = bisect_right(self.starts, _last(period))
        if _is_upside_down(period) or not before or _last(self.longest[before - 1][1]) < period.start:
            return None
        return self.longest[before - 1]


def complaints_of_suspensions(nodes: Nodes, at: Path, measure: MeasureShape, of_file: Held) -> Iterator[Complaint]:
    """What is wrong with a measure's own suspensions, alone and beside those ``of_file``."""
    yield from complaints_of_periods(nodes, at, measure.suspended, ends_at_next=False)
    first = min((target.start for target in measure.targets), default=None)
    last = max(measure.targets, key=lambda target: target.start).end if measure.targets else None
    for number, suspension in enumerate(measure.suspended):
        place = nodes[*at, number, "from"].place
        if overlapping := of_file.overlapping(suspension):
            other, held = overlapping
            line = nodes[*OF_FILE, other].place.line
            sentence = f"overlaps the suspension of the whole file from {held.start} (line {line})"
            yield complaint_at(place, f"{sentence}; leave its quarters out here")
        if why := _suspends_nothing(suspension, first, last):
            yield complaint_at(place, f"suspends nothing, because {why}; take it out")


def _suspends_nothing(suspension: PeriodShape, first: Quarter | None, last: Quarter | None) -> str | None:
    """Why no target from ``first`` to ``last``, where there are such quarters, is suspended."""
    if _is_upside_down(suspension):
        return None
    if first and suspension.end and suspension.end < first:
        return f"the first target applies from {first}"
    if last and suspension.start > last:
        return f"the last target ended in {last}"
    return None


def _is_upside_down(period: PeriodShape) -> bool:
    return period.end is not None and period.end < period.start


def _last(period: PeriodShape, *, ends_at_next: bool = False) -> Quarter:
    """The last quarter of ``period`` that no later start can take away."""
    return max(period.start, period.end or (period.start if ends_at_next else _FOREVER))


def _in_order(periods: Sequence[P]) -> list[tuple[int, P]]:
    """The ``periods`` by their start, each with its position in the list."""
    return sorted(enumerate(periods), key=lambda item: item[1].start)


def _in_turn(periods: Sequence[PeriodShape]) -> Iterator[tuple[tuple[int, PeriodShape], tuple[int, PeriodShape]]]:
    """Each period with the next one to start, both with their position in the list."""
    return pairwise(_in_order(periods))

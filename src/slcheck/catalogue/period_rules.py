"""What must hold between the periods of a measure: no quarter twice, no hole, and no suspension of nothing."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from slcheck.catalogue.nodes import Nodes, Path, complaint_at
from slcheck.catalogue.shapes import MeasureShape, PeriodShape, SuspensionShape
from slcheck.errors import Complaint

OF_FILE: Path = ("suspended",)
"""Where the suspensions stand that hold for every measure of a file."""


def complaints_of_periods(nodes: Nodes, at: Path, periods: Sequence[PeriodShape]) -> Iterator[Complaint]:
    """Ends before starts, and overlaps, in the list of ``periods`` that stands ``at`` a place."""
    for number, period in enumerate(periods):
        if _is_upside_down(period):
            yield complaint_at(nodes[*at, number, "to"].place, f"'to' is before 'from' ({period.start}); exchange them")
    for (_, earlier), (number, later) in _in_turn(periods):
        if earlier.start == later.start or (earlier.end is not None and later.start <= earlier.end):
            sentence = (
                f"another one starts in {earlier.start} too; keep one of them"
                if earlier.start == later.start
                else f"overlaps the period from {earlier.start}; let that one end before {later.start}"
            )
            yield complaint_at(nodes[*at, number, "from"].place, sentence)


def holes(nodes: Nodes, at: Path, periods: Sequence[PeriodShape]) -> Iterator[Complaint]:
    """Quarters between targets in which none is declared."""
    for (_, earlier), (number, later) in _in_turn(periods):
        if earlier.end is not None and later.start > earlier.end.following:
            sentence = (
                f"leaves a hole after {earlier.end}; let one target follow on the other, "
                "and declare the quarters between as suspended"
            )
            yield complaint_at(nodes[*at, number, "from"].place, sentence)


def complaints_of_suspensions(
    nodes: Nodes, at: Path, measure: MeasureShape, of_file: Sequence[SuspensionShape]
) -> Iterator[Complaint]:
    """What is wrong with a measure's own suspensions, alone and beside those ``of_file``."""
    yield from complaints_of_periods(nodes, at, measure.suspended)
    for number, suspension in enumerate(measure.suspended):
        place = nodes[*at, number, "from"].place
        for other, held in enumerate(of_file):
            if _overlap(suspension, held):
                line = nodes[*OF_FILE, other].place.line
                sentence = f"overlaps the suspension of the whole file from {held.start} (line {line})"
                yield complaint_at(place, f"{sentence}; leave its quarters out here")
        if why := _suspends_nothing(suspension, measure.targets):
            yield complaint_at(place, f"suspends nothing, because {why}; take it out")


def _suspends_nothing(suspension: PeriodShape, targets: Sequence[PeriodShape]) -> str | None:
    if not targets or _is_upside_down(suspension):
        return None
    first, last = min(target.start for target in targets), max(targets, key=lambda target: target.start).end
    if suspension.end is not None and suspension.end < first:
        return f"the first target applies from {first}"
    if last is not None and suspension.start > last:
        return f"the last target ended in {last}"
    return None


def _overlap(one: PeriodShape, other: PeriodShape) -> bool:
    if _is_upside_down(one) or _is_upside_down(other):
        return False
    ends_before = one.end is not None and one.end < other.start
    return not ends_before and (other.end is None or one.start <= other.end)


def _is_upside_down(period: PeriodShape) -> bool:
    return period.end is not None and period.end < period.start


def _in_turn(periods: Sequence[PeriodShape]) -> Iterator[tuple[tuple[int, PeriodShape], tuple[int, PeriodShape]]]:
    """Each period with the next one to start, both with their position in the list."""
    return pairwise(sorted(enumerate(periods), key=lambda item: item[1].start))

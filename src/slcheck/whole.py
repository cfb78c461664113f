"""What the figures of providers leave possible for the whole that they make up, and a release's own figure for it.

A sum of counts leaves one figure. Where only percentages are known, the whole lies between the lowest and the highest
of its parts. Where parts are missing, the others still have so many cases, and so many misses.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from fractions import Fraction

from slcheck.arithmetic import half_unit, half_up, plain
from slcheck.disputes import exact_percent, reconciles, shown
from slcheck.model import Counts, NoFigure, NoTarget, Observation, Policy, Printed, Status, Stored
from slcheck.ruler import PUBLISHED_PLACES, ruler_of
from slcheck.trusted import trusting
from slcheck.values import dataclass

_counts = trusting(Counts)

Figure = Counts | Stored | Printed | NoFigure
_Ends = tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class Sum:
    """The counts of every part, added up."""

    counts: Counts

    @property
    def cases(self) -> int:
        return self.counts.denominator

    def allows(self, figure: Figure) -> bool:
        match figure:
            case Counts(numerator=numerator, denominator=denominator):
                return (numerator, denominator) == (self.counts.numerator, self.counts.denominator)
            case Stored() | Printed():
                return self.counts.denominator > 0 and reconciles(exact_percent(self.counts), figure)
            case NoFigure():
                return True

    @property
    def ends(self) -> _Ends | None:
        """The lowest and the highest percentage that it leaves possible; None where it leaves none."""
        return (self.counts.percent, self.counts.percent) if self.counts.denominator else None

    def __str__(self) -> str:
        if not self.counts.denominator:
            return "have no cases at all"
        percent = plain(half_up(self.counts.percent, PUBLISHED_PLACES))
        return f"add up to {self.counts.numerator:,} of {self.counts.denominator:,} ({percent}%)"


@dataclass(frozen=True, slots=True)
class Between:
    """Every part is known, some only as a percentage: no whole lies outside all of its parts.

    ``counts`` are those of the parts that have them.
    """

    ends: _Ends
    counts: Counts

    @property
    def cases(self) -> int:
        return self.counts.denominator

    def allows(self, figure: Figure) -> bool:
        low, high = ends_of(figure) or self.ends
        return low <= self.ends[1] and high >= self.ends[0] and AtLeast(self.counts).allows(figure)

    def __str__(self) -> str:
        low, high = (plain(half_up(end, PUBLISHED_PLACES)) for end in self.ends)
        counted = f" and have {self.counts.numerator:,} of {self.cases:,} already" if self.cases else ""
        return f"all lie between {low}% and {high}%{counted}"


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Some parts are missing: the whole has the cases of the others at least, met and missed."""

    counts: Counts
    ends: None = None

    @property
    def cases(self) -> int:
        return self.counts.denominator

    def allows(self, figure: Figure) -> bool:
        if not isinstance(figure, Counts):
            return True
        missed = figure.denominator - figure.numerator
        return self.counts.numerator <= figure.numerator and missed >= self.counts.denominator - self.counts.numerator

    def __str__(self) -> str:
        return f"have {self.counts.numerator:,} of {self.counts.denominator:,} already"


Known = Sum | Between | AtLeast


def added_up(counts: Sequence[Counts]) -> Counts:
    """The sum of ``counts``: no percentages are added."""
    numerator, denominator = sum(each.numerator for each in counts), sum(each.denominator for each in counts)
    return _counts(numerator=numerator, denominator=denominator, percentage=None)


def known_from(parts: Sequence[Figure | None]) -> Known:
    """What ``parts`` leave possible for their whole; None stands for a part without a usable figure."""
    counts = [part for part in parts if isinstance(part, Counts)]
    total = added_up(counts)
    if len(counts) == len(parts):
        return Sum(total)
    ranges = [ends for part in parts if part is not None and (ends := ends_of(part))]
    if any(part is None or isinstance(part, NoFigure) for part in parts) or not ranges:
        return AtLeast(total)
    return Between((min(low for low, _ in ranges), max(high for _, high in ranges)), total)


def ends_of(figure: Figure) -> _Ends | None:
    """The lowest and the highest percentage that ``figure`` can stand for; None where there are no cases."""
    match figure:
        case Counts(denominator=0) | NoFigure():
            return None
        case Counts(percent=percent):
            return percent, percent
        case Stored(percent=percent, places=places) | Printed(percent=percent, places=places):
            return Fraction(percent) - half_unit(places), Fraction(percent) + half_unit(places)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A figure for a whole that its parts rule out. Undecided where the verdict depends on which is right."""

    sentence: str
    undecided: bool


def contradiction(claim: Observation, known: Known, policy: Policy) -> Contradiction | None:
    """What is wrong with ``claim``, a release's own figure for a whole, beside what is ``known`` from its parts.

    A print that is possible may still have a verdict that is not: 97% beside parts that add up to 96.5%.
    """
    ours = _printed_verdict(claim, policy)
    if known.allows(claim.figure):
        undecided = not ours <= _verdicts(_both(known.ends, ends_of(claim.figure)), claim, policy, otherwise=ours)
        if not undecided:
            return None
    else:
        undecided = _verdicts(known.ends, claim, policy) != ours
    sentence = (
        f"The providers' figures for {claim.measure.code} in {claim.quarter} {known}, but the release prints "
        f"{figure_of(claim)} for the whole in cell {claim.origin.cell}"
    )
    return Contradiction(sentence, undecided=undecided)


def disagreement(claim: Observation, other: Observation, policy: Policy) -> Contradiction | None:
    """What is wrong between two figures of one release for the same whole."""
    ours, theirs = ends_of(claim.figure), ends_of(other.figure)
    if ours is None or theirs is None:
        return None
    same = _printed_verdict(other, policy) == _printed_verdict(claim, policy)
    if isinstance(other.figure, Counts) and isinstance(claim.figure, Counts):
        agree = (other.figure.numerator, other.figure.denominator) == (claim.figure.numerator, claim.figure.denominator)
    else:
        both = _both(ours, theirs)
        agree = both is not None and _printed_verdict(claim, policy) <= _verdicts(both, claim, policy)
    if agree:
        return None
    sentence = (
        f"For {claim.measure.code} in {claim.quarter} the release prints {figure_of(claim)} for the whole in cell "
        f"{claim.origin.cell} and {figure_of(other)} in cell {other.origin.cell}"
    )
    return Contradiction(sentence, undecided=not same)


def can_be_of_fewer(total: Figure, whole: Figure, parts: Sequence[Figure | None]) -> bool:
    """Whether a ``total`` that a release prints can be that of some of the ``parts`` only, and not of the ``whole``."""
    match total, whole:
        case Counts(), Counts():
            missed, all_missed = (each.denominator - each.numerator for each in (total, whole))
            is_smaller = total.denominator < whole.denominator
            return is_smaller and total.numerator <= whole.numerator and missed <= all_missed
        case ((Stored() | Printed()), _):
            ranges = [ends_of(part) if part is not None else None for part in parts]
            low, high = ends_of(total) or (Fraction(0), Fraction(0))
            known = [ends for ends in ranges if ends is not None]
            is_outside = bool(known) and (high < min(end for end, _ in known) or low > max(end for _, end in known))
            return len(known) < len(parts) or not is_outside
        case _:
            return True


def own_dispute(total: Observation, policy: Policy) -> Contradiction | None:
    """What is wrong between the counts of a printed total and the percentage beside them."""
    figure = total.figure
    if not isinstance(figure, Counts) or not figure.percentage or not figure.denominator:
        return None
    if reconciles(figure.percent, figure.percentage):
        return None
    percent = Fraction(figure.percentage.percent)
    same = _verdicts((percent, percent), total, policy) == _printed_verdict(total, policy)
    sentence = (
        f"The total for {total.measure.code} in {total.quarter} in cell {total.origin.cell} is {figure_of(total)}, "
        f"with {shown(figure.percentage)} beside it"
    )
    return Contradiction(sentence, undecided=not same)


def _both(one: _Ends | None, other: _Ends | None) -> _Ends | None:
    """What two ranges have in common; one that is not known leaves the other."""
    if one is None or other is None:
        return one or other
    low, high = max(one[0], other[0]), min(one[1], other[1])
    return (low, high) if low <= high else None


def figure_of(claim: Observation) -> str:
    """The figure as the release prints it; nothing where it prints none."""
    match claim.figure:
        case Counts(numerator=numerator, denominator=denominator):
            return f"{numerator:,} of {denominator:,}"
        case (Stored() | Printed()) as percentage:
            return shown(percentage)
        case NoFigure():
            return ""


def _printed_verdict(claim: Observation, policy: Policy) -> set[Status]:
    figure = claim.figure
    if isinstance(figure, NoFigure) or (isinstance(figure, Counts) and not figure.denominator):
        return set()
    return _verdicts((exact_percent(figure), exact_percent(figure)), claim, policy)


def _verdicts(
    ends: _Ends | None, claim: Observation, policy: Policy, otherwise: AbstractSet[Status] = frozenset()
) -> set[Status]:
    """The verdicts that figures between ``ends`` have; none where nothing is known, or no target is in force."""
    target = claim.measure.target_in(claim.quarter)
    if ends is None or isinstance(target, NoTarget):
        return set(otherwise)
    ruler = ruler_of(claim.measure, target, policy)
    return {ruler.verdict(end) for end in ends}

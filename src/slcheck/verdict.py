"""The verdict rules. Pure: figures and targets in, findings and problems out.

Everything is exact (``Fraction`` and ``Decimal``); percentages run from 0 to 100; a negative gap is short of target.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from slcheck.arithmetic import plain
from slcheck.disputes import Figure, disputes, exact_percent, shown
from slcheck.limits import advice, wilson
from slcheck.model import (
    Cases,
    Counts,
    Finding,
    Flag,
    Judged,
    Level,
    NoFigure,
    NoTarget,
    NotJudged,
    Observation,
    Policy,
    Printed,
    Problem,
    Rating,
    Reason,
    Status,
    Stored,
    Target,
    Unjudged,
)
from slcheck.ruler import Ruler, rating_of, rounding_of, ruler_of
from slcheck.values import dataclass

Verdict = tuple[Finding, tuple[Problem, ...]]

_FLAG_ORDER = {flag: position for position, flag in enumerate(Flag)}


def judge(observation: Observation, policy: Policy) -> Verdict:
    """The verdict on one observation, and what has to be said about it."""
    figure, measure = observation.figure, observation.measure
    if isinstance(figure, NoFigure):
        return no_data(observation, figure.reason, figure.sentence)
    if unusable := _why_unusable(figure):
        return no_data(observation, unusable.reason, unusable.sentence, unusable.level)
    exact = exact_percent(figure)
    target = measure.target_in(observation.quarter)
    if isinstance(target, NoTarget):
        return _no_target(observation, exact, target.reason, target.sentence), ()
    if measure.not_judged:
        return _no_target(observation, exact, Reason.NOT_JUDGED, _not_judged(measure.not_judged), target), ()

    ruler = ruler_of(measure, target, policy)
    value = ruler.as_judged(exact)
    found = list(disputes(observation, ruler, exact))
    for dispute in found:
        if dispute.undecided:
            return no_data(observation, Reason.CONTRADICTORY, dispute.sentence, Level.ERROR)

    expectation = Ruler(target.expectation, ruler.direction, None, ruler.rounded_to) if target.expectation else None
    finding = Judged(
        observation=observation,
        status=ruler.status(value),
        target=target,
        rounding=rounding_of(measure, policy),
        exact=exact,
        value=value,
        gap=ruler.gap(value),
        places=ruler.places_that_show(value),
        cases=_cases(figure, ruler) if isinstance(figure, Counts) else None,
        expectation_gap=expectation.gap(value) if expectation else None,
        rating=rating_of(value, target.bands, ruler.direction),
        flags=in_order(
            [*_carried(observation), *(dispute.flag for dispute in found), *_flags(figure, exact, ruler, expectation)]
        ),
    )
    return finding, tuple(_problem(observation, Level.WARNING, each.flag, each.sentence) for each in found)


def no_data(observation: Observation, reason: Reason, sentence: str, level: Level | None = None) -> Verdict:
    """No verdict for want of a usable figure; a problem as well where ``level`` says so."""
    target = observation.measure.target_in(observation.quarter)
    finding = Unjudged(
        observation=observation,
        status=Status.NO_DATA,
        reason=reason,
        sentence=sentence,
        target=None if isinstance(target, NoTarget) else target,
        rating=_no_rating(observation),
        flags=in_order(_carried(observation)),
    )
    return finding, (_problem(observation, level, reason, sentence),) if level else ()


def in_order(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Flags without repeats, in the one order in which they are always shown."""
    return tuple(sorted(set(flags), key=_FLAG_ORDER.__getitem__))


@dataclass(frozen=True, slots=True)
class _Unusable:
    """Why a figure cannot be judged whatever the target; ``level`` where somebody has to correct it."""

    reason: Reason
    sentence: str
    level: Level | None


def _why_unusable(figure: Figure) -> _Unusable | None:
    match figure:
        case Counts(numerator=numerator, denominator=denominator) if numerator > denominator:
            said = f"The numerator {numerator:,} is above the denominator {denominator:,}; correct one of them."
            return _Unusable(Reason.IMPOSSIBLE, said, Level.ERROR)
        case Counts(denominator=0, percentage=None):
            return _Unusable(Reason.ZERO_DENOMINATOR, "There were no cases: the denominator is 0.", None)
        case Counts(denominator=0, percentage=(Stored() | Printed()) as given):
            said = f"There were no cases: the denominator is 0. Yet it gives {shown(given)}."
            return _Unusable(Reason.ZERO_DENOMINATOR, said, Level.WARNING)
        case Stored(percent=percent) | Printed(percent=percent) if percent > 100:
            said = f"{plain(percent)}% is above 100%, which a share of cases cannot be; correct the figure."
            return _Unusable(Reason.IMPOSSIBLE, said, Level.ERROR)
        case _:
            return None


def _cases(counts: Counts, ruler: Ruler) -> Cases:
    allowed = ruler.misses_allowed(counts.denominator)
    spare = allowed - ruler.misses(counts)
    low, high = wilson(counts.numerator, counts.denominator)
    return Cases(shortfall=max(0, -spare), headroom=max(0, spare), misses_allowed=allowed, low=low, high=high)


def _flags(figure: Figure, exact: Fraction, ruler: Ruler, expectation: Ruler | None) -> Iterator[Flag]:
    """What a reader should know about a verdict. A flag never changes it."""
    if ruler.rounds_to_target(exact):
        yield Flag.ROUNDS_TO_TARGET
    if isinstance(figure, Printed) and not ruler.is_proven_by(figure):
        yield Flag.UNPROVEN
    if isinstance(figure, Counts):
        yield from advice(figure, ruler)
    if expectation and expectation.gap(expectation.as_judged(exact)) < 0:
        yield Flag.BELOW_EXPECTATION


def _carried(observation: Observation) -> Iterator[Flag]:
    """What the file says of the figure itself, whatever the verdict."""
    yield from observation.flags
    if observation.quarter != observation.released:
        yield Flag.STALE


def _no_target(
    observation: Observation, exact: Fraction, reason: Reason, sentence: str, target: Target | None = None
) -> Unjudged:
    return Unjudged(
        observation=observation,
        status=Status.NO_TARGET,
        reason=reason,
        sentence=sentence,
        target=target,
        value=exact,
        rating=_no_rating(observation),
        flags=in_order(_carried(observation)),
    )


def _not_judged(declared: NotJudged) -> str:
    return f"Not judged for now: {declared.reason.rstrip('.')}. To be reviewed by {declared.review.isoformat()}."


def _no_rating(observation: Observation) -> Rating | None:
    """Of a figure without a verdict none of the other words can be said, where its measure is rated at all."""
    return Rating.OTHER if any(target.bands for target in observation.measure.targets) else None


def _problem(observation: Observation, level: Level, kind: str, sentence: str) -> Problem:
    return Problem(level=level, kind=str(kind), message=sentence, place=observation.origin)

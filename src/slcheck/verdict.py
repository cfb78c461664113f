"""The verdict rules. Pure: figures and targets in, findings and problems out.

Everything is exact (``Fraction`` and ``Decimal``); percentages run from 0 to 100; a negative gap is short of target.
"""

from collections.abc import Iterable
from fractions import Fraction

from slcheck.arithmetic import plain
from slcheck.disputes import Figure, disputes, exact_percent, shown
from slcheck.limits import advice
from slcheck.model import (
    Cases,
    Counts,
    Finding,
    Flag,
    Judged,
    Level,
    Measure,
    NoFigure,
    NoTarget,
    NotJudged,
    Observation,
    Policy,
    Printed,
    Problem,
    Rating,
    Reason,
    Rounding,
    Status,
    Stored,
    Target,
    Unjudged,
)
from slcheck.quarter import Quarter
from slcheck.ruler import PUBLISHED_PLACES, Ruler, rating_of, rounding_of, ruler_of
from slcheck.trusted import trusting
from slcheck.values import dataclass

Verdict = tuple[Finding, tuple[Problem, ...]]

_judged, _unjudged, _cases_of = trusting(Judged), trusting(Unjudged), trusting(Cases)
_FLAG_ORDER = {flag: position for position, flag in enumerate(Flag)}


def judge(observation: Observation, policy: Policy) -> Verdict:
    """The verdict on one observation, and what has to be said about it."""
    return Judge(policy).verdict(observation)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What figures of one measure and quarter are held against."""

    target: Target
    ruler: Ruler
    expectation: Ruler | None
    rounding: Rounding


class Judge:
    """Gives the verdicts of one policy. What is in force for a measure and a quarter is looked up once for all."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._rules: dict[tuple[int, int], _Rules | NoTarget] = {}
        self._known: list[Measure] = []

    def verdict(self, observation: Observation) -> Verdict:
        """The verdict on one observation, and what has to be said about it."""
        figure, measure = observation.figure, observation.measure
        if isinstance(figure, NoFigure):
            return no_data(observation, figure.reason, figure.sentence)
        if unusable := _why_unusable(figure):
            return no_data(observation, unusable.reason, unusable.sentence, unusable.level)
        exact = exact_percent(figure)
        rules = self._in_force(measure, observation.quarter)
        if isinstance(rules, NoTarget):
            return _without_verdict(Status.NO_TARGET, observation, rules.reason, rules.sentence, None, exact), ()
        if measure.not_judged:
            said = _not_judged(measure.not_judged)
            target = rules.target
            return _without_verdict(Status.NO_TARGET, observation, Reason.NOT_JUDGED, said, target, exact), ()
        return _held_against(rules, observation, figure, exact)

    def _in_force(self, measure: Measure, quarter: Quarter) -> _Rules | NoTarget:
        """The rules for ``measure``, told apart by which object it is: comparing declarations whole takes long."""
        key = id(measure), quarter.position
        rules = self._rules.get(key)
        if rules is None:
            self._known.append(measure)  # as long as it is there, nothing else has its id
            rules = self._rules[key] = self._find(measure, quarter)
        return rules

    def _find(self, measure: Measure, quarter: Quarter) -> _Rules | NoTarget:
        target = measure.target_in(quarter)
        if isinstance(target, NoTarget):
            return target
        ruler = ruler_of(measure, target, self._policy)
        expected = Ruler(target.expectation, ruler.direction, None, ruler.rounded_to) if target.expectation else None
        return _Rules(target, ruler, expected, rounding_of(measure, self._policy))


def _held_against(rules: _Rules, observation: Observation, figure: Figure, exact: Fraction) -> Verdict:
    ruler, expectation = rules.ruler, rules.expectation
    value = ruler.as_judged(exact)
    found = disputes(observation, ruler, exact)
    for dispute in found:
        if dispute.undecided:
            return no_data(observation, Reason.CONTRADICTORY, dispute.sentence, Level.ERROR)

    gap, ahead = ruler.gap(value), expectation.gap(value) if expectation else None
    status = ruler.status(gap)
    cases = _cases(figure, ruler) if isinstance(figure, Counts) else None
    flags = [*_carried(observation), *[each.flag for each in found], *_flags(figure, exact, ruler, cases)]
    if ahead is not None and ahead < 0:
        flags.append(Flag.BELOW_EXPECTATION)
    finding = _judged(
        observation=observation,
        status=status,
        target=rules.target,
        rounding=rules.rounding,
        exact=exact,
        value=value,
        gap=gap,
        places=ruler.places_that_show(value, status),
        cases=cases,
        expectation_gap=ahead,
        rating=rating_of(value, rules.target.bands, ruler.direction),
        waiver=None,
        flags=in_order(flags) if flags else (),
    )
    return finding, tuple([_problem(observation, Level.WARNING, each.flag, each.sentence) for each in found])


def no_data(observation: Observation, reason: Reason, sentence: str, level: Level | None = None) -> Verdict:
    """No verdict for want of a usable figure; a problem as well where ``level`` says so."""
    target = observation.measure.target_in(observation.quarter)
    in_force = None if isinstance(target, NoTarget) else target
    finding = _without_verdict(Status.NO_DATA, observation, reason, sentence, in_force)
    return finding, (_problem(observation, level, reason, sentence),) if level else ()


def in_order(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Flags without repeats, in the one order in which they are always shown."""
    given = set(flags)
    return tuple(sorted(given, key=_FLAG_ORDER.__getitem__))


@dataclass(frozen=True, slots=True)
class _Unusable:
    """Why a figure cannot be judged whatever the target; ``level`` where somebody has to correct it."""

    reason: Reason
    sentence: str
    level: Level | None


def _why_unusable(figure: Figure) -> _Unusable | None:
    match figure:
        case Counts(numerator=numerator, denominator=denominator) if 0 < denominator >= numerator:
            return None
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
    short, headroom = (0, spare) if spare >= 0 else (-spare, 0)
    return _cases_of(shortfall=short, headroom=headroom, misses_allowed=allowed)


def _flags(figure: Figure, exact: Fraction, ruler: Ruler, cases: Cases | None) -> list[Flag]:
    """What a reader should know about a verdict. A flag never changes it."""
    flags = advice(figure, cases, ruler) if cases and isinstance(figure, Counts) else []
    if ruler.rounds_to_target(exact):
        flags.append(Flag.ROUNDS_TO_TARGET)
    if isinstance(figure, Printed) and not ruler.is_proven_by(figure):
        flags.append(Flag.UNPROVEN)
    return flags


def _carried(observation: Observation) -> tuple[Flag, ...]:
    """What the file says of the figure itself, whatever the verdict."""
    if observation.quarter is not observation.released and observation.quarter != observation.released:
        return (*observation.flags, Flag.STALE)
    return observation.flags


def _without_verdict(
    status: Status,
    observation: Observation,
    reason: Reason,
    sentence: str,
    target: Target | None,
    exact: Fraction | None = None,
) -> Unjudged:
    return _unjudged(
        observation=observation,
        status=status,
        reason=reason,
        sentence=sentence,
        target=target,
        value=exact,
        places=PUBLISHED_PLACES,
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

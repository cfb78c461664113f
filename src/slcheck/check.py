"""The verdict rules. Pure: figures and targets in, findings and problems out.

Everything is exact (``Fraction`` and ``Decimal``); percentages run from 0 to 100; a negative gap is short of target.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from slcheck.arithmetic import half_unit, half_up, plain
from slcheck.model import (
    Counts,
    Finding,
    Flag,
    Judged,
    Level,
    NoFigure,
    NoTarget,
    Observation,
    Percentage,
    Printed,
    PrintedTarget,
    Problem,
    Reason,
    Status,
    Stored,
    Unjudged,
)
from slcheck.ruler import PUBLISHED_PLACES, Ruler
from slcheck.text import listed

Figure = Counts | Stored | Printed
Verdict = tuple[Finding, tuple[Problem, ...]]

_FLAG_ORDER = {flag: position for position, flag in enumerate(Flag)}


def check(observations: Iterable[Observation], near: Decimal | None = None) -> tuple[list[Finding], list[Problem]]:
    """Judge every observation. ``near`` (percentage points) replaces every declared tolerance.

    Figures given twice for the same measure, provider and quarter are judged once when they agree and not at all
    when they do not.
    """
    groups: defaultdict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for observation in observations:
        groups[observation.measure.key, observation.provider, observation.quarter].append(observation)
    findings: list[Finding] = []
    problems: list[Problem] = []
    for group in groups.values():
        for finding, doubts in [judge(group[0], near)] if len(group) == 1 else _judge_repeated(group, near):
            findings.append(finding)
            problems.extend(doubts)
    return findings, problems


def judge(observation: Observation, near: Decimal | None = None) -> Verdict:
    """The verdict on one observation, and what has to be said about it."""
    figure, measure = observation.figure, observation.measure
    if isinstance(figure, NoFigure):
        return _no_data(observation, figure.reason, figure.sentence)
    if impossible := _why_impossible(figure):
        return _no_data(observation, Reason.IMPOSSIBLE, impossible, Level.ERROR)
    if isinstance(figure, Counts) and figure.denominator == 0:
        claim = f" Yet it gives {_shown(figure.percentage)}." if figure.percentage else ""
        return _no_data(
            observation,
            Reason.ZERO_DENOMINATOR,
            f"There were no cases: the denominator is 0.{claim}",
            Level.WARNING if claim else None,
        )

    value = exact(figure)
    target = measure.target_in(observation.quarter)
    if isinstance(target, NoTarget):
        return _no_target(observation, target, value)

    ruler = Ruler(target.level, measure.direction, near if near is not None else measure.near)
    status = ruler.status(value)
    disputes = [*_percent_dispute(figure, ruler, status), *_target_dispute(observation, target.level, ruler, value)]
    for dispute in disputes:
        if dispute.undecided:
            return _no_data(observation, Reason.CONTRADICTORY, dispute.sentence, Level.ERROR)

    places = ruler.places_that_show(value)
    flags = {*observation.flags, *(dispute.flag for dispute in disputes)}
    if observation.quarter != observation.released:
        flags.add(Flag.STALE)
    if ruler.rounds_to_target(value):
        flags.add(Flag.ROUNDS_TO_TARGET)
    if isinstance(figure, Printed) and not ruler.is_proven_by(figure):
        flags.add(Flag.UNPROVEN)
    counts = figure if isinstance(figure, Counts) else None
    finding = Judged(
        observation=observation,
        status=status,
        target=target,
        value=value,
        gap=ruler.gap(value),
        places=places,
        shortfall=ruler.shortfall(counts) if counts else None,
        misses_allowed=ruler.misses_allowed(counts) if counts else None,
        flags=in_order(flags),
    )
    return finding, tuple(_problem(observation, Level.WARNING, d.flag, d.sentence) for d in disputes)


def exact(figure: Figure) -> Fraction:
    """The percentage that is judged: from the counts where there are counts. Needs a denominator above 0."""
    return figure.percent if isinstance(figure, Counts) else Fraction(figure.percent)


def reconciles(value: Fraction, percentage: Percentage) -> bool:
    """Whether ``percentage`` is ``value`` (percent) rounded to its own precision; a tie may have gone either way."""
    return abs(value - Fraction(percentage.percent)) <= half_unit(percentage.places)


def in_order(flags: Iterable[Flag]) -> tuple[Flag, ...]:
    """Flags without repeats, in the one order in which they are always shown."""
    return tuple(sorted(set(flags), key=_FLAG_ORDER.__getitem__))


@dataclass(frozen=True, slots=True)
class _Dispute:
    """Two statements of the file, or the file and the declaration, that differ. Undecided when the verdict would."""

    flag: Flag
    sentence: str
    undecided: bool


def _why_impossible(figure: Figure) -> str | None:
    match figure:
        case Counts(numerator=numerator, denominator=denominator) if numerator > denominator:
            return f"The numerator {numerator:,} is above the denominator {denominator:,}; correct one of them."
        case Stored(percent=percent) | Printed(percent=percent) if percent > 100:
            return f"{plain(percent)}% is above 100%, which a share of cases cannot be; correct the figure."
    return None


def _percent_dispute(figure: Figure, ruler: Ruler, status: Status) -> list[_Dispute]:
    if not isinstance(figure, Counts) or not figure.percentage or reconciles(figure.percent, figure.percentage):
        return []
    given = figure.percentage
    ours = plain(half_up(figure.percent, max(given.places, PUBLISHED_PLACES)))
    undecided = given.percent > 100 or ruler.status(Fraction(given.percent)) is not status
    sentence = (
        f"The counts {figure.numerator:,} of {figure.denominator:,} make {ours}%, but the file gives {_shown(given)}; "
        f"{'the verdict depends on which is right' if undecided else 'the counts were judged'}; correct one of them."
    )
    return [_Dispute(Flag.PERCENT_DISAGREES, sentence, undecided)]


def _target_dispute(observation: Observation, level: Decimal, ruler: Ruler, value: Fraction) -> list[_Dispute]:
    printed = observation.printed_target
    if printed is None or printed.level == level:
        return []
    measure = observation.measure
    other = Ruler(printed.level, ruler.direction, ruler.near)
    exchanged = value == level
    undecided = exchanged or other.status(value) is not ruler.status(value)
    sentence = (
        f"The file prints a target of {plain(printed.level)}% for {measure.code} in cell {printed.origin.cell}, but "
        f"{plain(level)}% is declared for {observation.quarter} in {measure.file}; "
        + ("the figure and the target may have been exchanged; " if exchanged else "")
        + ("no verdict is given until they agree." if undecided else "the declared one was used.")
    )
    return [_Dispute(Flag.TARGET_DISAGREES, sentence, undecided)]


def _judge_repeated(group: Sequence[Observation], near: Decimal | None) -> list[Verdict]:
    best = min(group, key=_exactness)
    if all(_agree(best, other) for other in group):
        places = listed([str(observation.origin) for observation in group])
        markers = in_order(flag for observation in group for flag in (*observation.flags, Flag.REPEATED))
        targets = sorted((each.printed_target for each in group if each.printed_target), key=_agreeing_last(best))
        changes = {"flags": markers, "printed_target": next(iter(targets), None)}
        finding, doubts = judge(best.model_copy(update=changes), near)
        said = f"{_subject(best)} is given {len(group)} times, each time the same ({places}); it was judged once."
        return [(finding, (*doubts, _problem(best, Level.WARNING, Flag.REPEATED, said)))]
    places = listed([f"'{observation.text}' in {observation.origin}" for observation in group])
    sentence = f"{_subject(best)} is given {len(group)} times, and not the same: {places}. None was judged."
    verdicts = [_no_data(observation, Reason.DUPLICATE, sentence) for observation in group]
    return [(verdicts[0][0], (_problem(group[0], Level.ERROR, Reason.DUPLICATE, sentence),)), *verdicts[1:]]


def _agreeing_last(observation: Observation) -> Callable[[PrintedTarget], bool]:
    """Sorts printed targets that are the declared one behind those that dispute it."""
    declared = observation.measure.target_in(observation.quarter)
    level = None if isinstance(declared, NoTarget) else declared.level
    return lambda printed: printed.level == level


def _exactness(observation: Observation) -> tuple[int, int]:
    match observation.figure:
        case Counts():
            return 0, 0
        case Stored(places=places):
            return 1, -places
        case Printed(places=places):
            return 2, -places
        case NoFigure():
            return 3, 0


def _agree(best: Observation, other: Observation) -> bool:
    match best.figure, other.figure:
        case NoFigure(reason=one), NoFigure(reason=two):
            return one == two
        case (Counts() as one, Counts() as two):
            return (one.numerator, one.denominator) == (two.numerator, two.denominator)
        case (Counts(denominator=0), _) | (_, NoFigure()):
            return False
        case ((Counts() | Stored() | Printed()) as one, (Stored() | Printed()) as two):
            return reconciles(exact(one), two)
        case _:
            return False


def _subject(observation: Observation) -> str:
    return f"{observation.measure.code} for {observation.provider} in {observation.quarter}"


def _shown(percentage: Percentage) -> str:
    return f"{plain(half_up(Fraction(percentage.percent), max(0, percentage.places)))}%"


def _problem(observation: Observation, level: Level, kind: str, sentence: str) -> Problem:
    return Problem(level=level, kind=str(kind), message=sentence, place=observation.origin)


def _no_data(observation: Observation, reason: Reason, sentence: str, level: Level | None = None) -> Verdict:
    """No verdict for want of a usable figure; a problem as well where ``level`` says so."""
    target = observation.measure.target_in(observation.quarter)
    finding = Unjudged(
        observation=observation,
        status=Status.NO_DATA,
        reason=reason,
        sentence=sentence,
        target=None if isinstance(target, NoTarget) else target,
        flags=_without_verdict(observation),
    )
    return finding, (_problem(observation, level, reason, sentence),) if level else ()


def _no_target(observation: Observation, target: NoTarget, value: Fraction) -> Verdict:
    finding = Unjudged(
        observation=observation,
        status=Status.NO_TARGET,
        reason=target.reason,
        sentence=target.sentence,
        value=value,
        flags=_without_verdict(observation),
    )
    return finding, ()


def _without_verdict(observation: Observation) -> tuple[Flag, ...]:
    stale = (Flag.STALE,) if observation.quarter != observation.released else ()
    return in_order((*observation.flags, *stale))

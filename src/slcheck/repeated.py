"""Figures that repeat others: the same one given twice, and one that has not moved since the quarter before."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from slcheck.check import Verdict, in_order, judge, no_data
from slcheck.disputes import exact_percent, reconciles
from slcheck.model import (
    Counts,
    Finding,
    Flag,
    Framework,
    Level,
    NoFigure,
    NoTarget,
    Observation,
    Policy,
    Printed,
    PrintedTarget,
    Problem,
    Reason,
    Stored,
)
from slcheck.quarter import Quarter
from slcheck.text import listed

_Key = tuple[tuple[Framework, str], str, Quarter]
"""Measure, provider and quarter."""


def judge_all(observations: Iterable[Observation], policy: Policy) -> tuple[list[Finding], list[Problem]]:
    """Judge every observation.

    Figures given twice for the same measure, provider and quarter are judged once when they agree and not at all
    when they do not.
    """
    groups: defaultdict[_Key, list[Observation]] = defaultdict(list)
    for observation in observations:
        groups[observation.measure.key, observation.provider, observation.quarter].append(observation)
    findings: list[Finding] = []
    problems: list[Problem] = []
    for group in groups.values():
        for finding, doubts in [judge(group[0], policy)] if len(group) == 1 else _judge_repeated(group, policy):
            findings.append(finding)
            problems.extend(doubts)
    return findings, problems


def unchanged_marked(observations: Sequence[Observation], known: Iterable[Observation]) -> list[Observation]:
    """``observations``, those flagged whose counts are those of the quarter before among all that are ``known``.

    A figure that is carried forward says so; one that is the same without saying so may have been copied.
    """
    counts = {
        (each.measure.key, each.provider, each.quarter): (figure.numerator, figure.denominator)
        for each in known
        if isinstance(figure := each.figure, Counts) and figure.denominator
    }
    return [
        each.model_copy(update={"flags": (*each.flags, Flag.UNCHANGED)}) if _is_unchanged(each, counts) else each
        for each in observations
    ]


def _is_unchanged(observation: Observation, counts: Mapping[_Key, tuple[int, int]]) -> bool:
    key = observation.measure.key, observation.provider
    if observation.quarter != observation.released or (*key, observation.quarter) not in counts:
        return False
    return counts.get((*key, observation.quarter.preceding)) == counts[*key, observation.quarter]


def _judge_repeated(group: Sequence[Observation], policy: Policy) -> list[Verdict]:
    best = min(group, key=_exactness)
    if all(_agree(best, other) for other in group):
        places = listed([str(observation.origin) for observation in group])
        markers = in_order(flag for observation in group for flag in (*observation.flags, Flag.REPEATED))
        targets = sorted((each.printed_target for each in group if each.printed_target), key=_agreeing_last(best))
        changes = {"flags": markers, "printed_target": next(iter(targets), None)}
        finding, doubts = judge(best.model_copy(update=changes), policy)
        said = f"{_subject(best)} is given {len(group)} times, each time the same ({places}); it was judged once."
        return [(finding, (*doubts, _problem(best, Level.WARNING, Flag.REPEATED, said)))]
    places = listed([f"'{observation.text}' in {observation.origin}" for observation in group])
    sentence = f"{_subject(best)} is given {len(group)} times, and not the same: {places}. None was judged."
    verdicts = [no_data(observation, Reason.DUPLICATE, sentence) for observation in group]
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
            return reconciles(exact_percent(one), two)
        case _:
            return False


def _subject(observation: Observation) -> str:
    return f"{observation.measure.code} for {observation.provider} in {observation.quarter}"


def _problem(observation: Observation, level: Level, kind: str, sentence: str) -> Problem:
    return Problem(level=level, kind=str(kind), message=sentence, place=observation.origin)

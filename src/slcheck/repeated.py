"""Figures that repeat others: the same one given twice, and one that has not moved since the quarter before."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from slcheck.disputes import exact_percent, reconciles
from slcheck.model import (
    Counts,
    Finding,
    Flag,
    Level,
    NoFigure,
    Observation,
    Policy,
    Printed,
    Problem,
    Reason,
    Stored,
    Subject,
    Unjudged,
    subject_of,
)
from slcheck.quarter import Quarter
from slcheck.text import listed
from slcheck.verdict import Judge, Verdict, in_order, judge, no_data


def judge_all(
    observations: Iterable[Observation], policy: Policy, released: Quarter | None = None
) -> tuple[list[Finding], list[Problem]]:
    """Judge every observation, or those of the release of one quarter.

    Figures given twice for the same measure, provider and quarter are judged once when they agree and not at all
    when they do not, whatever release the other one stands in.
    """
    groups: defaultdict[Subject, list[Observation]] = defaultdict(list)
    for each in observations:
        groups[subject_of(each)].append(each)
    verdict = Judge(policy).verdict
    findings: list[Finding] = []
    problems: list[Problem] = []
    for group in groups.values():
        if released is None or any(observation.released == released for observation in group):
            for finding, doubts in [verdict(group[0])] if len(group) == 1 else _judged(group, policy, released):
                findings.append(finding)
                problems.extend(doubts)
    return findings, problems


def unchanged_marked(observations: Sequence[Observation]) -> list[Observation]:
    """``observations``, those flagged whose counts are those of the quarter before.

    A figure that is carried forward says so; one that is the same without saying so may have been copied.
    """
    counts = {
        subject_of(each): (figure.numerator, figure.denominator)
        for each in observations
        if isinstance(figure := each.figure, Counts) and figure.denominator
    }
    unchanged = {
        (framework, code, provider, quarter)
        for (framework, code, provider, quarter), now in counts.items()
        if counts.get((framework, code, provider, quarter - 1)) == now
    }
    if not unchanged:
        return list(observations)
    return [
        replace(each, flags=(*each.flags, Flag.UNCHANGED))
        if subject_of(each) in unchanged and each.quarter == each.released
        else each
        for each in observations
    ]


def _judged(group: Sequence[Observation], policy: Policy, released: Quarter | None) -> list[Verdict]:
    """The verdicts on figures of one measure, provider and quarter: one where they agree, else that there is none."""
    in_order_of_trust = sorted(group, key=_exactness)
    best = in_order_of_trust[0]
    if all(_agree(best, other) for other in group):
        return [_judged_once(in_order_of_trust, policy, released or min(each.released for each in group))]
    places = listed([f"'{observation.text}' in {observation.origin}" for observation in group])
    sentence = f"{_subject(best)} is given {len(group)} times, and not the same: {places}. None was judged."
    verdicts = [no_data(observation, Reason.DUPLICATE, sentence) for observation in group]
    return [(verdicts[0][0], (_problem(group[0], Level.ERROR, Reason.DUPLICATE, sentence),)), *verdicts[1:]]


def _judged_once(group: Sequence[Observation], policy: Policy, released: Quarter) -> Verdict:
    """The verdict on the first of figures that agree, with all that is said of any of them.

    What stands beside one of them, a percentage or a printed target, may dispute the verdict on all.
    """
    flags = in_order(flag for each in group for flag in (*each.flags, Flag.REPEATED))
    markers = tuple(dict.fromkeys(marker for each in group for marker in each.markers))
    alike = [replace(each, flags=flags, markers=markers, released=released) for each in group]
    verdicts = [judge(each, policy) for each in alike]
    finding = next((each for each, _ in verdicts if _is_contradicted(each)), verdicts[0][0])
    disputed = [flag for each, _ in verdicts for flag in each.flags if flag in _OF_DISPUTES]
    places = listed(sorted(str(each.origin) for each in group))
    said = f"{_subject(group[0])} is given {len(group)} times, each time the same ({places}); it was judged once."
    doubts = dict.fromkeys(doubt for _, each in verdicts for doubt in each)
    problem = _problem(group[0], Level.WARNING, Flag.REPEATED, said)
    return replace(finding, flags=in_order((*finding.flags, *disputed))), (*doubts, problem)


_OF_DISPUTES = (Flag.PERCENT_DISAGREES, Flag.TARGET_DISAGREES)


def _is_contradicted(finding: Finding) -> bool:
    return isinstance(finding, Unjudged) and finding.reason is Reason.CONTRADICTORY


def _exactness(observation: Observation) -> tuple[object, ...]:
    """Counts before stored before printed figures; of equally exact ones the first by its place, for a total order."""
    origin = observation.origin
    return *_precision(observation), str(origin.file), origin.sheet or "", origin.cell


def _precision(observation: Observation) -> tuple[int, int]:
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

"""Figures of several providers added up: by owner, by division, or for the whole country.

Only counts are. The percentage of a whole is no average of percentages, so a whole with a part of which only a
percentage is known is refused.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from slcheck.arithmetic import half_up, plain
from slcheck.check import Verdict, in_order, judge, no_data
from slcheck.disputes import exact_percent, reconciles, shown
from slcheck.model import (
    NATIONAL,
    By,
    Counts,
    Finding,
    Flag,
    Framework,
    Judged,
    Level,
    NoFigure,
    Observation,
    Policy,
    Printed,
    Problem,
    Provider,
    Reason,
    RollUp,
    Status,
    Stored,
    Unjudged,
)
from slcheck.quarter import Quarter
from slcheck.ruler import PUBLISHED_PLACES
from slcheck.text import listed

_Subject = tuple[Framework, str, Quarter]
_Parts = Mapping[str, Sequence[Finding]]
"""The findings of each provider: several where a figure is given twice and differs."""


def roll_up(
    findings: Iterable[Finding], totals: Iterable[Observation], providers: Sequence[Provider], policy: Policy
) -> tuple[list[RollUp], list[Problem]]:
    """The sums that ``policy.by`` asks for, judged, each held against the ``totals`` that the release prints itself.

    A sum of which a part is missing is refused, with the reason.
    """
    printed: defaultdict[_Subject, list[Observation]] = defaultdict(list)
    for total in totals:
        printed[_subject(total)].append(total)
    rollups: list[RollUp] = []
    problems: list[Problem] = []
    for subject, parts in _by_subject(findings).items():
        nationals = parts.get(NATIONAL, [])
        if set(parts) == {NATIONAL}:
            if policy.by is By.NATIONAL:
                rollups.extend(RollUp(by=policy.by, finding=finding, parts=()) for finding in nationals)
            continue
        own = printed[subject] if len(printed[subject]) == 1 else []
        for name, members in _groups(providers, subject[0], policy.by):
            if any(member in parts for member in members):
                candidates = [*(each.observation for each in nationals), *own] if name == NATIONAL else []
                rollup, doubts = _added_up(name, members, parts, candidates, policy)
                rollups.append(rollup)
                if rollup.total is None or any(rollup.total is each for each in own):
                    problems.extend(doubts)
    return rollups, problems


def nationals_held_against_parts(
    findings: Sequence[Finding], providers: Sequence[Provider], policy: Policy
) -> tuple[list[Finding], list[Problem]]:
    """``findings``, those of the whole country held against the sum of all its providers where that can be known.

    Where the two have different verdicts, the file contradicts its own national figure, and none is given.
    """
    changed: dict[int, Finding] = {}
    problems: list[Problem] = []
    for subject, parts in _by_subject(findings).items():
        for name, members in _groups(providers, subject[0], By.NATIONAL):
            for national in parts.get(name, []):
                if isinstance(national, Judged) and not _missing(members, parts):
                    whole = _whole(name, members, parts)
                    changed[id(national)], doubts = _settled(national, whole, national.observation, policy)
                    problems.extend(doubts)
    return [changed.get(id(finding), finding) for finding in findings], problems


def unowned(findings: Iterable[Finding], providers: Sequence[Provider], by: By) -> Iterator[str]:
    """A sentence for each framework of which no provider says whom ``by`` would add it up under."""
    frameworks = dict.fromkeys(
        each.observation.measure.framework for each in findings if each.observation.provider != NATIONAL
    )
    for framework in frameworks:
        if by is not By.PROVIDER and not list(_groups(providers, framework, by)):
            yield f"No {by} is declared for the providers of the {framework}, so nothing of theirs is added up by {by}."


def _groups(providers: Sequence[Provider], framework: Framework, by: By) -> Iterator[tuple[str, list[str]]]:
    """The name of each sum, and the providers that belong to it."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for provider in providers:
        if provider.framework is framework and (name := _belongs_to(provider, by)):
            groups[name].append(provider.name)
    yield from groups.items()


def _belongs_to(provider: Provider, by: By) -> str | None:
    match by:
        case By.OWNER:
            return provider.owner
        case By.DIVISION:
            return provider.name if provider.framework is Framework.NPS else provider.division
        case By.NATIONAL:
            return NATIONAL
        case By.PROVIDER:
            return None


def _by_subject(findings: Iterable[Finding]) -> dict[_Subject, _Parts]:
    subjects: defaultdict[_Subject, defaultdict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        subjects[_subject(finding.observation)][finding.observation.provider].append(finding)
    return dict(subjects)


def _added_up(
    name: str, members: Sequence[str], parts: _Parts, candidates: Sequence[Observation], policy: Policy
) -> tuple[RollUp, Sequence[Problem]]:
    whole = _whole(name, members, parts)
    disputed = [total for total in candidates if _disagreement(whole, total)]
    total = next(iter((*disputed, *candidates)), None)
    if missing := _missing(members, parts):
        finding, problems = _refused(whole, members, missing, parts, total)
    else:
        finding, problems = judge(whole, policy)
        if total is not None:
            finding, more = _settled(finding, whole, total, policy)
            problems = (*problems, *more)
    given = tuple(finding for member in members for finding in parts.get(member, []))
    return RollUp(by=policy.by, finding=finding, parts=given, missing=tuple(missing), total=total), problems


def _missing(members: Sequence[str], parts: _Parts) -> list[str]:
    return [member for member in members if not any(map(_is_usable, parts.get(member, [])))]


def _whole(name: str, members: Sequence[str], parts: _Parts) -> Observation:
    """The sum as if it were one figure; what the file says of a part holds for the whole."""
    observations = [finding.observation for member in members for finding in parts.get(member, [])]
    counts = [each.figure for each in observations if isinstance(each.figure, Counts)]
    figure = Counts(
        numerator=sum(each.numerator for each in counts), denominator=sum(each.denominator for each in counts)
    )
    changes = {
        "provider": name,
        "figure": figure,
        "flags": in_order(flag for each in observations for flag in each.flags if flag not in _OF_ONE_PART),
        "printed_target": None,
        "printed_expectation": None,
        "markers": (),
        "text": f"{figure.numerator:,} of {figure.denominator:,}",
        "cells": (),
        "released": max(each.released for each in observations),
    }
    return observations[0].model_copy(update=changes)


_OF_ONE_PART = (Flag.REPEATED, Flag.UNCHANGED, Flag.WAIVED)


def _is_usable(finding: Finding) -> bool:
    """Whether there are counts that a verdict could rest on, or would, if there were a target or cases."""
    if not isinstance(finding.observation.figure, Counts):
        return False
    match finding:
        case Judged() | Unjudged(status=Status.NO_TARGET):
            return True
        case Unjudged(reason=reason):
            return reason is Reason.ZERO_DENOMINATOR and finding.observation.figure.percentage is None


def _refused(
    whole: Observation, members: Sequence[str], missing: Sequence[str], parts: _Parts, total: Observation | None
) -> Verdict:
    of = f"{len(missing)} of {len(members)} providers" if len(members) > 1 else "the one provider"
    said = f"{of} ({listed(list(missing), most=4)})"
    own = f" The release itself prints {_print(total)} in cell {total.origin.cell}." if total and _print(total) else ""
    if all(map(_has_only_a_percentage, (each for member in missing for each in parts.get(member, [None])))):
        why = f"Not added up: only a percentage is known of {said}, and percentages are never averaged.{own}"
        return no_data(whole, Reason.ONLY_PERCENTAGES, why)
    return no_data(whole, Reason.PART_MISSING, f"Not added up: no usable figure is known of {said}.{own}")


def _has_only_a_percentage(finding: Finding | None) -> bool:
    return finding is not None and isinstance(finding.observation.figure, Stored | Printed)


def _settled(finding: Finding, whole: Observation, total: Observation, policy: Policy) -> Verdict:
    """``finding``, about the sum of the providers or about the release's own, once the two are held together."""
    said = _disagreement(whole, total)
    if said is None:
        return finding, ()
    ours, theirs = judge(whole, policy)[0], judge(total, policy)[0]
    if isinstance(theirs, Judged) and isinstance(ours, Judged) and theirs.status is not ours.status:
        sentence = f"{said}; the verdict depends on which is right."
        contradicted, _ = no_data(finding.observation, Reason.CONTRADICTORY, sentence)
        return contradicted, (_problem(Level.ERROR, Reason.CONTRADICTORY, sentence, total),)
    flags = in_order((*finding.flags, Flag.TOTAL_DISAGREES))
    problem = _problem(Level.WARNING, Flag.TOTAL_DISAGREES, f"{said}; correct one of them.", total)
    return finding.model_copy(update={"flags": flags}), (problem,)


def _problem(level: Level, kind: str, sentence: str, total: Observation) -> Problem:
    return Problem(level=level, kind=str(kind), message=sentence, place=total.origin)


def _disagreement(whole: Observation, total: Observation) -> str | None:
    """What is wrong between our sum and the one that the release prints; None where they agree or it prints none."""
    ours, theirs = whole.figure, total.figure
    if not isinstance(ours, Counts) or not ours.denominator or isinstance(theirs, NoFigure):
        return None
    match theirs:
        case Counts(numerator=numerator, denominator=denominator):
            agree = (numerator, denominator) == (ours.numerator, ours.denominator)
        case Stored() | Printed():
            agree = reconciles(exact_percent(ours), theirs)
    if agree:
        return None
    percent = plain(half_up(exact_percent(ours), PUBLISHED_PLACES))
    return (
        f"The providers' figures for {whole.measure.code} in {whole.quarter} add up to {ours.numerator:,} of "
        f"{ours.denominator:,} ({percent}%), but the release prints {_print(total)} for the whole in cell "
        f"{total.origin.cell}"
    )


def _print(total: Observation) -> str:
    match total.figure:
        case Counts(numerator=numerator, denominator=denominator):
            return f"{numerator:,} of {denominator:,}"
        case (Stored() | Printed()) as percentage:
            return shown(percentage)
        case NoFigure():
            return ""


def _subject(observation: Observation) -> _Subject:
    return (*observation.measure.key, observation.quarter)

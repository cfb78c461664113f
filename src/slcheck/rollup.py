"""Figures of several providers added up: by owner, by division, or for the whole country.

Only counts are. The percentage of a whole is no average of percentages, so a whole with a part of which only a
percentage is known is refused.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from slcheck.check import Verdict, in_order, judge, no_data
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
from slcheck.text import counted, listed
from slcheck.whole import Contradiction, Known, Sum, contradiction, disagreement, figure_of, known_from

_Subject = tuple[Framework, str, Quarter]
_Parts = Mapping[str, Sequence[Finding]]
"""The findings of each provider: several where a figure is given twice and differs."""


def roll_up(
    findings: Iterable[Finding], totals: Iterable[Observation], providers: Sequence[Provider], policy: Policy
) -> tuple[list[RollUp], list[Problem]]:
    """The sums that ``policy.by`` asks for, judged, each held against the ``totals`` that the release prints itself.

    A sum of which a part is missing is refused, with the reason. A figure that belongs to no sum stands for itself.
    """
    printed = _totals_by_subject(totals)
    rollups: list[RollUp] = []
    problems: list[Problem] = []
    for subject, parts in _by_subject(findings).items():
        groups = [each for each in _groups(providers, subject[0], policy.by) if any(name in parts for name in each[1])]
        alone = set(parts) - {name for _, members in groups for name in members}
        for name, members in groups:
            own = [finding.observation for finding in parts.get(name, [])] if name == NATIONAL else []
            claims = _believable(printed[subject], members, parts) if name == NATIONAL else []
            rollup, doubts = _added_up(name, members, parts, own, claims, policy)
            rollups.append(rollup)
            problems.extend(doubts if not any(rollup.total is each for each in own) else ())
            if name == NATIONAL and not rollup.missing:
                alone.discard(NATIONAL)
        rollups.extend(RollUp(by=policy.by, finding=each, parts=()) for name in alone for each in parts[name])
    return rollups, problems


def nationals_held_against_parts(
    findings: Sequence[Finding], totals: Iterable[Observation], providers: Sequence[Provider], policy: Policy
) -> tuple[list[Finding], list[Problem]]:
    """``findings``, those of the whole country held against its providers and against the release's own totals.

    Where these rule a national figure out and the verdict depends on which is right, none is given.
    """
    printed = _totals_by_subject(totals)
    changed: dict[int, Finding] = {}
    problems: list[Problem] = []
    for subject, parts in _by_subject(findings).items():
        members = [each.name for each in providers if each.framework is subject[0]]
        for national in parts.get(NATIONAL, []):
            if not isinstance(national, Judged):
                continue
            claim = national.observation
            doubts = [contradiction(claim, known_from([_usable(parts.get(name, [])) for name in members]), policy)]
            doubts += [disagreement(claim, total, policy) for total in _believable(printed[subject], members, parts)]
            verdict = _settled(national, claim, [doubt for doubt in doubts if doubt])
            changed[id(national)] = verdict[0]
            problems.extend(verdict[1])
    return [changed.get(id(finding), finding) for finding in findings], problems


def not_added_up(findings: Iterable[Finding], providers: Sequence[Provider], by: By) -> Iterator[str]:
    """A sentence for each framework of which some provider does not say whom ``by`` would add it up under."""
    if by is By.PROVIDER:
        return
    given: defaultdict[Framework, set[str]] = defaultdict(set)
    for finding in findings:
        given[finding.observation.measure.framework].add(finding.observation.provider)
    for framework, names in given.items():
        grouped = {name for _, members in _groups(providers, framework, by) for name in members}
        if left_out := sorted(names - grouped - {NATIONAL}):
            whose = f"{counted(len(left_out), 'provider')} of the {framework} ({listed(left_out, most=4)})"
            yield f"No {by} is declared for {whose}; what they have is listed as it is."


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
            return provider.division or (provider.name if provider.framework is Framework.NPS else None)
        case By.NATIONAL:
            return NATIONAL
        case By.PROVIDER:
            return None


def _by_subject(findings: Iterable[Finding]) -> dict[_Subject, _Parts]:
    subjects: defaultdict[_Subject, defaultdict[str, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        subjects[_subject(finding.observation)][finding.observation.provider].append(finding)
    return dict(subjects)


def _totals_by_subject(totals: Iterable[Observation]) -> defaultdict[_Subject, list[Observation]]:
    printed: defaultdict[_Subject, list[Observation]] = defaultdict(list)
    for total in totals:
        printed[_subject(total)].append(total)
    return printed


def _believable(totals: Sequence[Observation], members: Sequence[str], parts: _Parts) -> list[Observation]:
    """The totals that can be meant for the whole country: of several that differ, some may be those of owners.

    One that is the sum of all providers settles it; else those that have no fewer cases than all of them.
    """
    if len({total.figure for total in totals}) <= 1:
        return list(totals[:1])
    known = known_from([_usable(parts.get(name, [])) for name in members])
    if fitting := [total for total in totals if isinstance(known, Sum) and known.allows(total.figure)]:
        return fitting[:1]
    if not isinstance(known, Sum):
        return []
    cases = known.counts.denominator
    return [total for total in totals if isinstance(total.figure, Counts) and total.figure.denominator >= cases]


def _added_up(
    name: str,
    members: Sequence[str],
    parts: _Parts,
    own: Sequence[Observation],
    totals: Sequence[Observation],
    policy: Policy,
) -> tuple[RollUp, Sequence[Problem]]:
    whole = _whole(name, members, parts)
    given = tuple(finding for member in members for finding in parts.get(member, []))
    claims = [*own, *totals]
    if missing := [member for member in members if not isinstance(_usable(parts.get(member, [])), Counts)]:
        total = next(iter(claims), None)
        finding, problems = _refused(whole, members, missing, parts, total)
        return RollUp(by=policy.by, finding=finding, parts=given, missing=tuple(missing), total=total), problems
    finding, problems = judge(whole, policy)
    known = known_from([whole.figure])
    held = [
        *((each, contradiction(each, known, policy)) for each in own),
        *((each, _doubt(each, known, policy)) for each in totals),
    ]
    doubted = [(claim, doubt) for claim, doubt in held if doubt]
    total = next(iter((*(claim for claim, _ in doubted), *claims)), None)
    if total is not None:
        finding, more = _settled(finding, total, [doubt for claim, doubt in doubted if claim is total])
        problems = (*problems, *more)
    return RollUp(by=policy.by, finding=finding, parts=given, total=total), problems


def _doubt(claim: Observation, known: Known, policy: Policy) -> Contradiction | None:
    """A total of fewer cases than the sum may be one of fewer providers: worth saying, and no reason for no verdict."""
    doubt = contradiction(claim, known, policy)
    if doubt and isinstance(claim.figure, Counts) and claim.figure.denominator < known.cases:
        return replace(doubt, undecided=False)
    return doubt


def _whole(name: str, members: Sequence[str], parts: _Parts) -> Observation:
    """The sum as if it were one figure; what the file says of a part holds for the whole."""
    observations = [finding.observation for member in members for finding in parts.get(member, [])]
    counts = [each.figure for each in observations if isinstance(each.figure, Counts)]
    figure = Counts(
        numerator=sum(each.numerator for each in counts), denominator=sum(each.denominator for each in counts)
    )
    return replace(
        observations[0],
        provider=name,
        figure=figure,
        flags=in_order(flag for each in observations for flag in each.flags if flag not in _OF_ONE_PART),
        printed_target=None,
        printed_expectation=None,
        markers=(),
        text=f"{figure.numerator:,} of {figure.denominator:,}",
        cells=(),
        released=max(each.released for each in observations),
    )


_OF_ONE_PART = (Flag.REPEATED, Flag.UNCHANGED, Flag.WAIVED)


def _usable(findings: Sequence[Finding]) -> Counts | Stored | Printed | None:
    """The figure that a verdict could rest on, or would, if there were a target or cases; None where there is none."""
    match findings:
        case [Judged() | Unjudged(status=Status.NO_TARGET) as finding]:
            figure = finding.observation.figure
            return None if isinstance(figure, NoFigure) else figure
        case [
            Unjudged(reason=Reason.ZERO_DENOMINATOR, observation=Observation(figure=Counts(percentage=None) as figure))
        ]:
            return figure
        case _:
            return None


def _refused(
    whole: Observation, members: Sequence[str], missing: Sequence[str], parts: _Parts, total: Observation | None
) -> Verdict:
    of = f"{len(missing)} of {len(members)} providers" if len(members) > 1 else "the one provider"
    said = f"{of} ({listed(list(missing), most=4)})"
    if all(map(_has_only_a_percentage, (each for member in missing for each in parts.get(member, [None])))):
        reason = Reason.ONLY_PERCENTAGES
        sentence = f"Not added up: only a percentage is known of {said}, and percentages are never averaged."
    else:
        reason = Reason.PART_MISSING
        sentence = f"Not added up: no usable figure is known of {said}."
    if total is not None and (own := figure_of(total)):
        sentence += f" The release itself prints {own} in cell {total.origin.cell}."
    return no_data(replace(whole, figure=NoFigure(reason=reason, sentence=sentence)), reason, sentence)


def _has_only_a_percentage(finding: Finding | None) -> bool:
    return finding is not None and isinstance(finding.observation.figure, Stored | Printed)


def _settled(finding: Finding, claim: Observation, doubts: Sequence[Contradiction]) -> Verdict:
    """``finding``, about a whole, once it is held together with what rules the release's own ``claim`` out."""
    for doubt in doubts:
        if doubt.undecided:
            sentence = f"{doubt.sentence}; the verdict depends on which is right."
            contradicted, _ = no_data(finding.observation, Reason.CONTRADICTORY, sentence)
            return contradicted, (_problem(Level.ERROR, Reason.CONTRADICTORY, sentence, claim),)
    if not doubts:
        return finding, ()
    flags = in_order((*finding.flags, Flag.TOTAL_DISAGREES))
    said = [f"{doubt.sentence}; correct one of them." for doubt in doubts]
    problems = tuple(_problem(Level.WARNING, Flag.TOTAL_DISAGREES, sentence, claim) for sentence in said)
    return replace(finding, flags=flags), problems


def _problem(level: Level, kind: str, sentence: str, total: Observation) -> Problem:
    return Problem(level=level, kind=str(kind), message=sentence, place=total.origin)


def _subject(observation: Observation) -> _Subject:
    return (*observation.measure.key, observation.quarter)

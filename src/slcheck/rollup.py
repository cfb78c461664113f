"""Figures of several providers added up: by owner, by division, or for the whole country.

Only counts are. The percentage of a whole is no average of percentages, so a whole with a part of which only a
percentage is known is refused.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

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
    no_cells,
)
from slcheck.text import counted, listed
from slcheck.verdict import Verdict, in_order, judge, no_data
from slcheck.whole import (
    Contradiction,
    Figure,
    added_up,
    can_be_of_fewer,
    contradiction,
    disagreement,
    figure_of,
    known_from,
    own_dispute,
)

_Subject = tuple[Framework, str, int]
_Parts = Mapping[str, Sequence[Finding]]
"""The findings of each provider: several where a figure is given twice and differs."""


def roll_up(
    findings: Sequence[Finding],
    totals: Iterable[Observation],
    providers: Sequence[Provider],
    policy: Policy,
    beside: Iterable[Finding] = (),
) -> tuple[list[RollUp], list[Problem]]:
    """The sums that ``policy.by`` asks for, judged, each held against the ``totals`` that the release prints itself.

    A sum of which a part is missing is refused, with the reason. A figure that belongs to no sum stands for itself.
    ``beside`` are findings of other releases, which may be parts of a sum and are not listed.
    """
    printed = _totals_by_subject(totals)
    listed_here = _by_subject(findings)
    every = _by_subject([*findings, *beside])
    rollups: list[RollUp] = []
    problems: list[Problem] = []
    for subject, here in listed_here.items():
        parts = every[subject]
        groups = [each for each in _groups(providers, subject[0], policy.by) if any(name in here for name in each[1])]
        alone = set(here) - {name for _, members in groups for name in members}
        for name, members in groups:
            own = [finding.observation for finding in parts.get(name, [])] if name == NATIONAL else []
            rollup, doubts = _added_up(name, members, parts, own, printed[subject] if name == NATIONAL else [], policy)
            rollups.append(rollup)
            problems.extend(doubts if not any(rollup.total is each for each in own) else ())
            if name == NATIONAL and not rollup.missing:
                alone.discard(NATIONAL)
        rollups.extend(RollUp(by=policy.by, finding=each, parts=()) for name in alone for each in here[name])
    return rollups, problems


def nationals_held_against_parts(
    findings: Sequence[Finding],
    totals: Iterable[Observation],
    providers: Sequence[Provider],
    policy: Policy,
    beside: Iterable[Finding] = (),
) -> tuple[list[Finding], list[Problem]]:
    """``findings``, those of the whole country held against its providers and against the release's own totals.

    Where these rule a national figure out, or its verdict, none is given. ``beside`` are findings of other releases,
    which count as parts all the same.
    """
    if all(each.observation.provider != NATIONAL for each in findings):
        return list(findings), []
    printed = _totals_by_subject(totals)
    every = _by_subject([*findings, *beside])
    changed: dict[int, Finding] = {}
    problems: list[Problem] = []
    for subject, here in _by_subject(findings).items():
        for national in here.get(NATIONAL, []):
            if not isinstance(national, Judged):
                continue
            claim = national.observation
            parts = [_usable(every[subject].get(each.name, [])) for each in providers if each.framework is subject[0]]
            rivals = _rivals(printed[subject], claim.figure, parts)
            doubts = [contradiction(claim, known_from(parts), policy)]
            doubts += [disagreement(claim, total, policy) for total in rivals]
            changed[id(national)], said = _settled(national, claim, [doubt for doubt in doubts if doubt])
            problems.extend(said)
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


def _rivals(totals: Sequence[Observation], whole: Figure, parts: Sequence[Figure | None]) -> list[Observation]:
    """The totals that are meant for the whole: all but those that can be of some providers only.

    A single one is meant for nothing else, unless counts say that it is of fewer cases.
    """
    is_single = len({total.figure for total in totals}) == 1
    if is_single and not (isinstance(totals[0].figure, Counts) and isinstance(whole, Counts)):
        return list(totals[:1])
    return [total for total in totals if not can_be_of_fewer(total.figure, whole, parts)]


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
    figures = [_usable(parts.get(member, [])) for member in members]
    rivals = _rivals(totals, whole.figure, figures)
    doubted = [(each, doubt) for each in claims if (doubt := contradiction(each, known, policy))]
    doubted = [
        (claim, doubt if claim in own or claim in rivals else replace(doubt, undecided=False))
        for claim, doubt in doubted
        if claim in own or claim in rivals or len(totals) == 1
    ]
    doubted += [(total, doubt) for total in totals if (doubt := own_dispute(total, policy))]
    total = next(iter((*(claim for claim, _ in doubted), *claims)), None)
    if total is not None:
        finding, more = _settled(finding, total, [doubt for _, doubt in doubted])
        problems = (*problems, *more)
    return RollUp(by=policy.by, finding=finding, parts=given, total=total), problems


def _whole(name: str, members: Sequence[str], parts: _Parts) -> Observation:
    """The sum as if it were one figure; what the file says of a part holds for the whole."""
    observations = [finding.observation for member in members for finding in parts.get(member, [])]
    figure = added_up([each.figure for each in observations if isinstance(each.figure, Counts)])
    return replace(
        observations[0],
        provider=name,
        figure=figure,
        flags=in_order(flag for each in observations for flag in each.flags if flag not in _OF_ONE_PART),
        printed_target=None,
        printed_expectation=None,
        markers=(),
        text=f"{figure.numerator:,} of {figure.denominator:,}",
        read_from=no_cells,
        released=max(each.released for each in observations),
    )


_OF_ONE_PART = (Flag.REPEATED, Flag.UNCHANGED, Flag.WAIVED, Flag.KNOWN)


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
    measure = observation.measure
    return measure.framework, measure.code, observation.quarter.position

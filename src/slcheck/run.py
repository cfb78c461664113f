"""The main job, wired: declarations and files in, a report out. No click, no terminal."""

import datetime
from collections.abc import Iterable, Sequence
from pathlib import Path

from slcheck import catalogue, reading
from slcheck.complete import grids
from slcheck.errors import WrongUse
from slcheck.model import (
    By,
    Catalogue,
    Finding,
    Level,
    Observation,
    Policy,
    Problem,
    Reason,
    Report,
    RollUp,
    Unjudged,
    Waiver,
)
from slcheck.repeated import judge_all, unchanged_marked
from slcheck.rollup import nationals_held_against_parts, not_added_up, roll_up
from slcheck.summary import worst_first
from slcheck.text import listed
from slcheck.waive import overdue_reviews, waived


def run(files: Sequence[str], policy: Policy, targets: Path | None = None, waivers: Path | None = None) -> Report:
    """Check ``files`` (``-`` is standard input) against the targets declared at ``targets``, or the shipped ones.

    ``waivers`` excuse misses, on the day ``policy.as_of``, or today. Raises WrongDeclarations, and WrongUse when
    ``policy.quarter`` names a quarter that no figure belongs to.
    """
    declared = catalogue.load(targets)
    excuses, excused_by = catalogue.load_waivers(waivers, declared) if waivers else ((), None)
    hints = reading.Hints(policy.quarter, policy.unit)
    readings = [reading.read(file, declared, hints) for file in files]
    every = [each for result in readings for each in result.observations]
    observations = _selected(every, policy)
    totals = [each for result in readings for each in result.totals]
    problems = [each for result in readings for each in result.problems]

    marked = unchanged_marked(every)
    findings, said = judge_all(marked, policy, policy.quarter)
    problems += said
    beside = _of_other_releases(marked, findings, policy)
    findings, said = nationals_held_against_parts(findings, totals, declared.providers, policy, beside)
    problems += said
    as_of = _day(policy, findings, excuses)
    if as_of:
        findings, said = waived(findings, excuses, as_of)
        problems += [*said, *overdue_reviews(findings, as_of)]
    rollups, said = _added_up(findings, totals, declared, policy, beside)
    problems += said
    return Report(
        policy=policy.model_copy(update={"as_of": as_of}),
        not_wanted=len(every) - len(observations),
        findings=worst_first(findings),
        rollups=rollups,
        problems=_in_order(problems),
        grids=grids(declared, observations),
        inputs=tuple(result.input for result in readings),
        declarations=(*declared.files, *([excused_by] if excused_by else [])),
    )


def _selected(observations: list[Observation], policy: Policy) -> list[Observation]:
    """The observations of the quarter that was asked for; a figure that did not say its quarter has been given it."""
    if policy.quarter is None or not observations:
        return observations
    selected = [each for each in observations if each.released == policy.quarter]
    if not selected:
        named = listed([str(quarter) for quarter in sorted({each.released for each in observations})])
        raise WrongUse(f"no figure belongs to {policy.quarter}; the files have {named}")
    return selected


def _of_other_releases(
    observations: Sequence[Observation], findings: Iterable[Finding], policy: Policy
) -> list[Finding]:
    """The findings of releases that were not asked for: not listed, and still able to contradict one that is."""
    if policy.quarter is None:
        return []
    here = {_subject(each) for each in findings}
    return [each for each in judge_all(observations, policy)[0] if _subject(each) not in here]


def _subject(finding: Finding) -> tuple[object, ...]:
    observation = finding.observation
    return observation.measure.key, observation.provider, observation.quarter


def _day(policy: Policy, findings: Iterable[Finding], waivers: Sequence[Waiver]) -> datetime.date | None:
    """The day on which waivers and reviews are looked at; None where there are none, and no day plays a part."""
    reviews = any(isinstance(each, Unjudged) and each.reason is Reason.NOT_JUDGED for each in findings)
    if not reviews and not waivers:
        return None
    return policy.as_of or datetime.datetime.now(datetime.UTC).date()


def _added_up(
    findings: Sequence[Finding],
    totals: Sequence[Observation],
    declared: Catalogue,
    policy: Policy,
    beside: Sequence[Finding],
) -> tuple[tuple[RollUp, ...], list[Problem]]:
    if policy.by is By.PROVIDER:
        return (), []
    rollups, problems = roll_up(findings, totals, declared.providers, policy, beside)
    problems += [
        Problem(level=Level.WARNING, kind="not_added_up", message=sentence, place=None)
        for sentence in not_added_up(findings, declared.providers, policy.by)
    ]
    position = {id(finding): place for place, finding in enumerate(worst_first(each.finding for each in rollups))}
    return tuple(sorted(rollups, key=lambda each: position[id(each.finding)])), problems


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Errors before warnings, otherwise as they were met."""
    return tuple(sorted(problems, key=lambda problem: problem.level))

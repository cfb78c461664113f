"""The main job, wired: declarations and files in, a report out. No click, no terminal."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from slcheck import SCHEMA_VERSION, catalogue, reading
from slcheck.complete import grids
from slcheck.errors import UnreadableInput, WrongUse
from slcheck.model import (
    By,
    Catalogue,
    DeclarationFile,
    Finding,
    Level,
    Observation,
    Policy,
    Problem,
    Reading,
    Reason,
    Report,
    RollUp,
    Side,
    Unjudged,
    Waiver,
    subject_of,
)
from slcheck.repeated import judge_all, unchanged_marked
from slcheck.rollup import nationals_held_against_parts, not_added_up, roll_up
from slcheck.summary import worst_first
from slcheck.text import listed
from slcheck.waive import overdue_reviews, waived
from slcheck.wanted import asked


@dataclass(frozen=True, slots=True)
class Beside:
    """The files beside the data. Without ``targets`` the shipped ones apply.

    ``waivers`` excuse misses; ``baseline`` is the JSON of an earlier run, whose misses do not fail this one again.
    """

    targets: Path | None = None
    waivers: Path | None = None
    baseline: Path | None = None


def run(
    files: Sequence[str], policy: Policy, beside: Beside | None = None, told: Callable[[str], None] = lambda _: None
) -> Report:
    """Check ``files`` (``-`` is standard input) against the targets declared.

    Waivers are looked at on the day ``policy.as_of``, or today. ``told`` is called with what is being done. Raises
    WrongDeclarations, and WrongUse when ``policy`` asks for what the files do not have or ``baseline`` cannot be used.
    """
    beside = beside or Beside()
    declared = catalogue.load(beside.targets)
    excuses, excused_by = catalogue.load_waivers(beside.waivers, declared) if beside.waivers else ((), None)
    earlier = _side(beside.baseline) if beside.baseline else None
    readings = _read(files, declared, reading.Hints(policy.quarter, policy.unit), told)
    told("judging")
    every = [each for result in readings for each in result.observations]
    totals = [each for result in readings for each in result.totals]
    problems = [each for result in readings for each in result.problems]
    wanted = asked(policy.filters, declared)
    selected = _selected(every, policy)
    if selected and (complaint := wanted.complaint(selected)):
        raise WrongUse(complaint)

    marked = unchanged_marked(every)
    findings, said = judge_all(marked, policy, policy.quarter)
    problems += said
    others = _of_other_releases(marked, findings, policy)
    findings, said = nationals_held_against_parts(findings, totals, declared.providers, policy, others)
    problems += said
    as_of = _day(policy, findings, excuses)
    if as_of:
        findings, said = waived(findings, excuses, as_of)
        problems += [*said, *overdue_reviews(findings, as_of)]
    if earlier:
        findings, said = _known_marked(findings, earlier, policy)
        problems += said
    rollups, said = _added_up(findings, totals, declared, policy, others)
    problems += said
    asked_for = [each for each in selected if wanted.has(each)]
    if len(asked_for) < len(every):
        subjects = set(map(subject_of, asked_for))
        findings = [each for each in findings if subject_of(each.observation) in subjects]
    return Report(
        policy=policy.model_copy(update={"as_of": as_of}),
        not_wanted=len(every) - len(asked_for),
        findings=worst_first(findings),
        rollups=tuple(each for each in rollups if wanted.has_sum(each)),
        problems=_in_order(problems),
        grids=wanted.narrowed(grids(declared, selected)),
        inputs=tuple(result.input for result in readings),
        declarations=(*declared.files, *([excused_by] if excused_by else []), *_file_of(earlier)),
    )


def _read(
    files: Sequence[str], declared: Catalogue, hints: reading.Hints, told: Callable[[str], None]
) -> list[Reading]:
    readings = []
    for file in files:
        told(f"reading {reading.shown_name(file)}")
        readings.append(reading.read(file, declared, hints))
    return readings


def _selected(observations: list[Observation], policy: Policy) -> list[Observation]:
    """The observations of the one quarter that was asked for; a figure that did not say its own has been given it."""
    if policy.quarter is None or not observations:
        return observations
    selected = [each for each in observations if each.released == policy.quarter]
    if not selected:
        named = listed([str(quarter) for quarter in sorted({each.released for each in observations})])
        raise WrongUse(f"no figure belongs to {policy.quarter}; the files have {named}")
    return selected


def _side(baseline: Path) -> Side:
    """Raises WrongUse when the file is not the whole result of an earlier run."""
    from slcheck import recorded  # what only a few runs need

    try:
        source = reading.load_source(str(baseline))
        return recorded.load(source.name, source.data, SCHEMA_VERSION)
    except UnreadableInput as error:
        name = reading.shown_name(str(baseline))
        raise WrongUse(f"the baseline {name} cannot be used: {error}") from None


def _known_marked(findings: Sequence[Finding], earlier: Side, policy: Policy) -> tuple[list[Finding], list[Problem]]:
    from slcheck.baseline import known_marked  # what only a few runs need

    return known_marked(findings, earlier, policy)


def _file_of(side: Side | None) -> Iterator[DeclarationFile]:
    if side and side.sha256:
        yield DeclarationFile(path=side.name, sha256=side.sha256)


def _of_other_releases(
    observations: Sequence[Observation], findings: Iterable[Finding], policy: Policy
) -> list[Finding]:
    """The findings of releases that were not asked for: not listed, and still able to contradict one that is."""
    if policy.quarter is None:
        return []
    here = {subject_of(each.observation) for each in findings}
    return [each for each in judge_all(observations, policy)[0] if subject_of(each.observation) not in here]


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

"""What stands in the way of a good run, worst first: one list for every format that a pipeline reads.

Something in it breaks or fails the run exactly when the exit code is not 0, whatever is listed, added up or waived.
"""

from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

from slcheck.model import (
    MISSES,
    By,
    FilePlace,
    Finding,
    Flag,
    Judged,
    Level,
    Place,
    Policy,
    Problem,
    Report,
)
from slcheck.render import words
from slcheck.render.sentences import spoken
from slcheck.render.vocabulary import STATUS
from slcheck.render.words import Line
from slcheck.summary import Outcome, failing, is_listed
from slcheck.text import clean


class Weight(IntEnum):
    """What something does to a run: makes the exit code 2 or 3, makes it 1, or leaves it as it is."""

    BREAKS = 1
    FAILS = 2
    WARNS = 3
    TELLS = 4


class Matter(NamedTuple):
    """Something to look at, in one clean line. ``kind`` is a word for scripts.

    ``identity`` is the same in every run that has the same to say, even where the figure or the row has changed.
    """

    weight: Weight
    kind: str
    title: str
    message: str
    place: Place | None
    identity: tuple[str, ...]


class Weighed(NamedTuple):
    """A result, and the words of ``--fail-on`` for which it fails the run."""

    line: Line
    fails_on: tuple[str, ...]


def weighed(report: Report) -> list[Weighed]:
    """The results that the policy lists, and whatever else fails the run.

    Where sums are listed, a figure that fails the run while its sum has another verdict stands behind them.
    """
    policy = report.policy
    failed = {_key(each): found for each in report.findings if (found := failing(each, policy))}
    lines = [Weighed(line, _fails_on(line, policy, failed)) for line in words.lines(report)]
    listed = [each for each in lines if each.fails_on or is_listed(each.line.finding, policy)]
    if policy.by is By.PROVIDER:
        return listed
    failing_sums = [each.line for each in lines if each.line.finding.status.value in each.fails_on]
    said = {_key(part) for line in failing_sums for part in line.parts}
    said |= {_key(line.finding) for line, _ in lines if not line.parts}
    rest = [each for each in report.findings if _key(each) in failed and _key(each) not in said]
    return [*listed, *(Weighed(Line(each), failed[_key(each)]) for each in rest)]


def matters(report: Report, outcome: Outcome) -> list[Matter]:
    """What breaks the run, what fails it, what warns, and what does neither and should be seen."""
    results = weighed(report)
    shared = words.shares_codes(each.line.finding for each in results)
    seen = [each for each in results if each.fails_on or each.line.finding.status in MISSES]
    found = [*problems(report, outcome), *(_of_result(each, report.policy, shared=shared) for each in seen)]
    return sorted(found, key=lambda matter: matter.weight)


def problems(report: Report, outcome: Outcome) -> list[Matter]:
    """The problems, the figures that are missing, and why the run broke where none of them says so."""
    by_level = sorted(report.problems, key=lambda problem: problem.level is Level.WARNING)
    found = [*(_of_problem(each, report.policy) for each in by_level), *_holes(report)]
    whole = _of_run(report, outcome)
    if whole and not any(each.weight is whole.weight for each in found):
        found.append(whole)
    return sorted(found, key=lambda matter: matter.weight)


def _of_run(report: Report, outcome: Outcome) -> Matter | None:
    """Why the run broke, or failed where the results that failed it are withheld."""
    if outcome.exit_code > 1:
        return Matter(Weight.BREAKS, "run", "slcheck", clean(outcome.why), None, ("run",))
    if outcome.exit_code and report.withheld is not None:
        return Matter(Weight.FAILS, "run", "slcheck", clean(outcome.why), None, ("run",))
    return None


def why_uncounted(each: Weighed, policy: Policy) -> str:
    """Why a result without a pass does not fail the run, behind what is remarked on it."""
    finding = each.line.finding
    if isinstance(finding, Judged) and finding.waiver:
        waiver = finding.waiver
        return clean(f"Until {waiver.expires.isoformat()}, approved by {waiver.approved_by}: {waiver.reason}")
    if Flag.KNOWN in finding.flags:
        return "It does not fail the run."
    if finding.status.value in policy.fail_on:
        return "No figure that was added up fails the run."
    return f"Not in --fail-on: {finding.status.value}."


def _key(finding: Finding) -> tuple[object, ...]:
    observation = finding.observation
    return observation.measure.key, observation.provider, observation.quarter, observation.origin


def _fails_on(line: Line, policy: Policy, failed: dict[tuple[object, ...], tuple[str, ...]]) -> tuple[str, ...]:
    """The status of a sum counts only where some figure that was added up fails the run: not where all are waived."""
    if not line.parts:
        return failing(line.finding, policy)
    status = {line.finding.status.value} if any(_key(part) in failed for part in line.parts) else set()
    has = status | {flag.value for flag in line.finding.flags}
    return tuple(word for word in policy.fail_on if word in has)


def _why_counted(each: Weighed) -> str:
    """Why a result fails the run, where its verdict is not all that does."""
    only_verdict = each.fails_on == (each.line.finding.status.value,)
    return "" if only_verdict else f"In --fail-on: {', '.join(each.fails_on)}."


def _of_result(each: Weighed, policy: Policy, *, shared: bool) -> Matter:
    """A result that fails the run, or a miss that does not."""
    finding = each.line.finding
    observation = finding.observation
    who = (observation.measure.framework, observation.measure.code, observation.provider)
    why = _why_counted(each) if each.fails_on else why_uncounted(each, policy)
    where = f"{len(each.line.parts)} figures added up." if each.line.parts else f"{observation.origin}."
    return Matter(
        weight=Weight.FAILS if each.fails_on else Weight.TELLS,
        kind=(each.fails_on or (finding.status.value,))[0],
        title=clean(f"{STATUS[finding.status]} {observation.measure.code} {observation.provider}"),
        message=clean(" ".join(filter(None, [spoken(each.line, with_framework=shared), why, where]))),
        place=FilePlace(file=observation.origin.file) if each.line.parts else observation.origin,
        identity=("result", *who, str(observation.released), str(observation.quarter)),
    )


def _of_problem(problem: Problem, policy: Policy) -> Matter:
    breaks = problem.level is Level.ERROR or policy.strict
    file = problem.place.file if problem.place else ""
    return Matter(
        weight=Weight.BREAKS if breaks else Weight.WARNS,
        kind=problem.kind,
        title=clean(problem.kind.replace("_", " ")),
        message=clean(str(problem)),
        place=problem.place,
        identity=("problem", problem.kind, file, problem.message),
    )


def _holes(report: Report) -> Iterator[Matter]:
    """With ``--complete`` each figure that is missing breaks the run; else they are told, a line for those alike."""
    kind, title = "missing_figure", "missing figure"
    if not report.policy.complete:
        for line in words.hole_lines(report):
            yield Matter(Weight.TELLS, kind, title, clean(line), None, (kind, line))
        return
    for grid in report.grids:
        for measure, provider in grid.holes:
            said = f"Not in the files: {measure.code} {measure.title}, {provider}, {grid.quarter}"
            identity = (kind, measure.framework, measure.code, provider, str(grid.quarter))
            yield Matter(Weight.BREAKS, kind, title, clean(said), None, identity)

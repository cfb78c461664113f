"""What a run amounts to: order, counts, what is absent, and the exit code."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from slcheck.model import (
    Catalogue,
    Finding,
    Flag,
    Framework,
    Judged,
    Level,
    Measure,
    Observation,
    Report,
    Show,
    Status,
    Target,
)
from slcheck.quarter import Quarter
from slcheck.text import counted

MISSES = (Status.FAIL, Status.NEAR)
_STATUS_ORDER = {status: position for position, status in enumerate(Status)}
FAIL_ON_WORDS = (*(status.value for status in Status if status is not Status.PASS), *(flag.value for flag in Flag))
"""What a run can be told to fail on: every status but pass, and every flag."""


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Misses by their gap, then what was not judged, then passes by their gap. The order is total."""
    return tuple(sorted(findings, key=_badness))


def _badness(finding: Finding) -> tuple[object, ...]:
    observation = finding.observation
    gap = finding.gap if isinstance(finding, Judged) else Fraction(0)
    place = (observation.origin.file, observation.origin.sheet or "", observation.origin.cell)
    who = (observation.measure.framework, observation.measure.code, observation.provider, observation.quarter)
    return _STATUS_ORDER[finding.status], gap, *who, *place


def listed_findings(report: Report) -> tuple[Finding, ...]:
    """The findings that the policy lists."""
    if report.policy.show is Show.ALL:
        return report.findings
    return tuple(finding for finding in report.findings if finding.status in MISSES)


def by_status(findings: Iterable[Finding]) -> dict[Status, int]:
    """How many findings have each status; every status is present."""
    counts = Counter(finding.status for finding in findings)
    return {status: counts[status] for status in Status}


def by_framework(findings: Iterable[Finding]) -> dict[Framework, dict[Status, int]]:
    """``by_status`` for each framework that has a finding."""
    groups: dict[Framework, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.observation.measure.framework, []).append(finding)
    return {framework: by_status(groups[framework]) for framework in Framework if framework in groups}


def worst(findings: Iterable[Finding], most: int = 3) -> tuple[Judged, ...]:
    """The ``most`` misses that are furthest from their targets."""
    misses = [finding for finding in findings if isinstance(finding, Judged) and finding.gap < 0]
    return tuple(sorted(misses, key=lambda miss: miss.gap)[:most])


def absent(catalogue: Catalogue, observations: Iterable[Observation]) -> tuple[tuple[Quarter, Measure], ...]:
    """Measures with a target in force in a quarter that was released, of which that release has no figure at all."""
    seen = {(observation.released, observation.measure.key) for observation in observations}
    releases = sorted({(quarter, framework) for quarter, (framework, _) in seen})
    return tuple(
        (quarter, measure)
        for quarter, framework in releases
        for measure in catalogue.measures
        if measure.framework is framework
        and isinstance(measure.target_in(quarter), Target)
        and (quarter, measure.key) not in seen
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """The exit code of a run, and why, in one sentence."""

    exit_code: int
    why: str


def outcome(report: Report) -> Outcome:
    """3 when the data was not fully judged, else 1 when something in the policy's ``fail_on`` was found, else 0.

    A run that judged nothing is never a success.
    """
    errors = sum(problem.level is Level.ERROR for problem in report.problems)
    warnings = len(report.problems) - errors
    judged = sum(isinstance(finding, Judged) for finding in report.findings)
    found = _found(report)
    if errors:
        return Outcome(3, f"the data could not be fully judged: {counted(errors, 'problem')}")
    if warnings and report.policy.strict:
        return Outcome(3, f"{counted(warnings, 'warning')}, and --strict was given")
    if not judged:
        return Outcome(3, "nothing was judged")
    if found:
        words = ", ".join(f"{number:,} {word}" for word, number in found.items())
        return Outcome(1, f"{words} (of {counted(judged, 'figure')} judged)")
    return Outcome(0, f"{counted(judged, 'figure')} judged, nothing in --fail-on")


def _found(report: Report) -> dict[str, int]:
    words: Counter[str] = Counter()
    for finding in report.findings:
        words.update((finding.status.value, *(flag.value for flag in finding.flags)))
    return {word: words[word] for word in report.policy.fail_on if words[word]}

"""What a run amounts to: order, counts, what is absent, and the exit code."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from heapq import nsmallest

from slcheck.model import (
    MISSES,
    By,
    Finding,
    Flag,
    Framework,
    Judged,
    Level,
    Policy,
    Report,
    RollUp,
    Show,
    Status,
    subject_of,
)
from slcheck.text import counted
from slcheck.values import dataclass

_STATUS_ORDER = {status: position for position, status in enumerate(Status)}
_NO_GAP = Fraction(0)
FAIL_ON_WORDS = (*(status.value for status in Status if status is not Status.PASS), *(flag.value for flag in Flag))
"""What a run can be told to fail on: every status but pass, and every flag."""


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Misses by their gap, then what was not judged, then passes by their gap. The order is total."""
    gaps: dict[tuple[int, int], Fraction] = {}

    def badness(finding: Finding) -> tuple[object, ...]:
        """The gap stands there twice: as a float, which orders nearly all fast and none wrongly, and exactly.

        Equal gaps are made one object: that they are equal is then seen without arithmetic.
        """
        gap = finding.gap if isinstance(finding, Judged) else _NO_GAP
        over, under = ratio = gap.as_integer_ratio()
        origin = finding.observation.origin
        return (
            _STATUS_ORDER[finding.status],
            over / under,
            gaps.setdefault(ratio, gap),
            subject_of(finding.observation),
            (origin.file, origin.sheet or "", origin.cell),
        )

    return tuple(sorted(findings, key=badness))


def results(report: Report) -> Sequence[Finding]:
    """The findings of a report that its policy lists."""
    return report.findings if report.policy.show is Show.ALL else [each for each in report.findings if _is_miss(each)]


def is_listed(finding: Finding, policy: Policy) -> bool:
    """Whether the policy lists ``finding``."""
    return policy.show is Show.ALL or _is_miss(finding)


def _is_miss(finding: Finding) -> bool:
    return finding.status in MISSES


def missed(rollup: RollUp) -> int:
    """How many of the providers that were added up miss the target themselves."""
    return sum(part.status in MISSES for part in rollup.parts)


def waived(findings: Iterable[Finding]) -> int:
    """How many misses are waived."""
    return sum(Flag.WAIVED in finding.flags for finding in findings)


def by_status(findings: Iterable[Finding]) -> dict[Status, int]:
    """How many findings have each status; every status is present."""
    found = Counter(finding.status for finding in findings)
    return {status: found[status] for status in Status}


def counts(report: Report) -> dict[Status, int]:
    """How many findings of a report have each status, also where the findings are withheld."""
    return by_status(report.findings) if report.withheld is None else report.withheld


def by_framework(findings: Iterable[Finding]) -> dict[Framework, dict[Status, int]]:
    """``by_status`` for each framework that has a finding."""
    found = Counter((finding.observation.measure.framework, finding.status) for finding in findings)
    return {
        framework: {status: found[framework, status] for status in Status}
        for framework in Framework
        if any(framework is each for each, _ in found)
    }


def worst(findings: Iterable[Finding], most: int = 3) -> tuple[Judged, ...]:
    """The ``most`` misses that are furthest from their targets."""
    misses = (finding for finding in findings if isinstance(finding, Judged) and finding.status in MISSES)
    return tuple(nsmallest(most, misses, key=_by_gap))


def _by_gap(finding: Judged) -> tuple[float, Fraction]:
    """The gap twice: as a float, which orders nearly all fast and none wrongly, and exactly."""
    return float(finding.gap), finding.gap


def holes(report: Report) -> int:
    """How many figures the releases should have and do not."""
    return sum(len(grid.holes) for grid in report.grids)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The exit code of a run, and why, in one sentence."""

    exit_code: int
    why: str


def outcome(report: Report) -> Outcome:
    """3 when the data was not fully judged, else 1 when something in the policy's ``fail_on`` was found, else 0.

    A run that judged nothing is never a success. Sums are judged, and do not count beside the figures that they are
    made of: where a sum misses, one of its providers does. So those of a sum that is listed count, asked for or not.
    """
    policy = report.policy
    errors = sum(problem.level is Level.ERROR for problem in report.problems)
    warnings = len(report.problems) - errors
    judged = sum(isinstance(finding, Judged) for finding in _counting(report))
    missing = holes(report)
    found = _found(report)
    if errors:
        return Outcome(3, f"the data could not be fully judged: {counted(errors, 'problem')}")
    if warnings and policy.strict:
        return Outcome(3, f"{counted(warnings, 'warning')}, and --strict was given")
    if not judged:
        return Outcome(3, "nothing was judged")
    if policy.by is not By.PROVIDER and not any(isinstance(each.finding, Judged) for each in report.rollups):
        return Outcome(3, f"nothing could be added up and judged by {policy.by}")
    if missing and policy.complete:
        return Outcome(3, f"{counted(missing, 'figure')} missing, and --complete was given")
    if found:
        words = ", ".join(f"{number:,} {word}" for word, number in found.items())
        return Outcome(1, f"{words} (of {counted(judged, 'figure')} judged)")
    return Outcome(0, f"{counted(judged, 'figure')} judged, nothing in --fail-on")


def failing(finding: Finding, policy: Policy) -> tuple[str, ...]:
    """The words of ``fail_on`` that ``finding`` has: why it makes the exit code 1, if it does."""
    return failing_words(policy.fail_on, finding.status, finding.flags)


def failing_words(fail_on: Iterable[str], status: Status, flags: Iterable[Flag]) -> tuple[str, ...]:
    """Those of ``fail_on`` that make a result fail the run.

    The status of a miss that is waived does not count, and nothing of a result that the baseline has already.
    """
    words = standing(status, flags)
    has = {Flag.KNOWN.value} if Flag.KNOWN.value in words else words
    return tuple(word for word in fail_on if word in has)


def standing(status: Status, flags: Iterable[Flag]) -> set[str]:
    """The words of ``fail_on`` that a result answers to: its flags, and its status unless that is a waived miss."""
    words = {flag.value for flag in flags}
    return words if Flag.WAIVED.value in words and status in MISSES else words | {status.value}


def _counting(report: Report) -> Iterable[Finding]:
    """The findings that decide about the exit code: those listed, and those that filters left out of a listed sum."""
    if not any(report.policy.filters.given()):
        return report.findings
    every = (*report.findings, *(part for rollup in report.rollups for part in rollup.parts))
    return {id(finding): finding for finding in every}.values()


def _found(report: Report) -> dict[str, int]:
    """How often each word of ``fail_on`` was found. Of sums, only the flags count."""
    words: Counter[str] = Counter()
    for (status, flags), number in Counter((each.status, each.flags) for each in _counting(report)).items():
        words.update(dict.fromkeys(failing_words(report.policy.fail_on, status, flags), number))
    for rollup in report.rollups:
        if rollup.parts:
            words.update(flag.value for flag in rollup.finding.flags)
    return {word: words[word] for word in report.policy.fail_on if words[word]}

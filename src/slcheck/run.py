"""The main job, wired: declarations and files in, a report out. No click, no terminal."""

from collections.abc import Sequence
from pathlib import Path

from slcheck import catalogue, limits, reading
from slcheck.check import check, in_order
from slcheck.errors import WrongUse
from slcheck.model import Finding, Judged, Observation, Policy, Problem, Report
from slcheck.summary import absent, worst_first
from slcheck.text import listed


def run(files: Sequence[str], policy: Policy, targets: Path | None = None) -> Report:
    """Check ``files`` (``-`` is standard input) against the targets declared at ``targets``, or the shipped ones.

    Raises WrongDeclarations, and WrongUse when ``policy.quarter`` names a quarter that no figure belongs to.
    """
    declared = catalogue.load(targets)
    hints = reading.Hints(policy.quarter, policy.unit)
    readings = [reading.read(file, declared, hints) for file in files]
    every = [each for result in readings for each in result.observations]
    observations = _selected(every, policy)
    findings, problems = check(observations, policy.near)
    return Report(
        policy=policy,
        not_wanted=len(every) - len(observations),
        findings=worst_first(_advised(finding) for finding in findings),
        problems=_in_order([*(each for result in readings for each in result.problems), *problems]),
        absent=absent(declared, observations),
        inputs=tuple(result.input for result in readings),
        declarations=declared.files,
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


def _advised(finding: Finding) -> Finding:
    if not isinstance(finding, Judged) or not (flags := limits.advice(finding)):
        return finding
    return finding.model_copy(update={"flags": in_order((*finding.flags, *flags))})


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """Errors before warnings, otherwise as they were met."""
    return tuple(sorted(problems, key=lambda problem: problem.level))

"""Waived misses and reviews that are due: what was decided about a verdict, never the verdict itself."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from slcheck.model import MISSES, Finding, Flag, Judged, Level, LinePlace, Measure, Problem, Reason, Unjudged, Waiver
from slcheck.verdict import in_order


def waived(
    findings: Iterable[Finding], waivers: Sequence[Waiver], on: datetime.date
) -> tuple[list[Finding], list[Problem]]:
    """``findings``, misses with a waiver that holds on the day ``on`` flagged, and what is to be said of other waivers.

    A waived miss keeps its status. ``expires`` is the last day on which a waiver holds.
    """
    by_subject: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    result = list(findings)
    for position, finding in enumerate(result):
        observation = finding.observation
        by_subject[*observation.measure.key, observation.provider, observation.quarter].append(position)
    problems = []
    for waiver in waivers:
        held = by_subject[waiver.framework, waiver.measure, waiver.provider, waiver.quarter]
        if complaint := _complaint(waiver, [result[position] for position in held], on):
            problems.append(complaint)
            continue
        for position in held:
            if isinstance(miss := result[position], Judged):
                result[position] = replace(miss, waiver=waiver, flags=in_order((*miss.flags, Flag.WAIVED)))
    return result, problems


def overdue_reviews(findings: Iterable[Finding], on: datetime.date) -> Iterator[Problem]:
    """A warning for each measure that is not judged although the day of its review has gone by on the day ``on``."""
    measures: dict[tuple[object, ...], Measure] = {}
    for finding in findings:
        if isinstance(finding, Unjudged) and finding.reason is Reason.NOT_JUDGED:
            measures.setdefault(finding.observation.measure.key, finding.observation.measure)
    for measure in measures.values():
        if measure.not_judged and measure.not_judged.review < on:
            said = f"{measure.code} is not judged, and was to be reviewed by {measure.not_judged.review.isoformat()}"
            place = LinePlace(file=measure.file, line=measure.line, column=1)
            yield _warning("review_due", f"{said}; judge it again, or set a later date", place)


def _complaint(waiver: Waiver, findings: Sequence[Finding], on: datetime.date) -> Problem | None:
    subject = f"The waiver for {waiver.measure}, {waiver.provider}, {waiver.quarter}"
    misses = [finding for finding in findings if isinstance(finding, Judged) and finding.status in MISSES]
    if on > waiver.expires:
        counts = "; the miss counts" if misses else ""
        return _of(waiver, "waiver_expired", f"{subject} expired on {waiver.expires.isoformat()}{counts}.")
    if not findings:
        return _of(waiver, "waiver_unused", f"{subject} is not used: no such figure was checked.")
    if not misses:
        what = {isinstance(finding, Judged) for finding in findings}
        why = "the figure is no miss" if what == {True} else "the figure has no verdict"
        return _of(waiver, "waiver_unused", f"{subject} is not used: {why}.")
    return None


def _of(waiver: Waiver, kind: str, sentence: str) -> Problem:
    return _warning(kind, sentence, LinePlace(file=waiver.file, line=waiver.line, column=waiver.column))


def _warning(kind: str, sentence: str, place: LinePlace) -> Problem:
    return Problem(level=Level.WARNING, kind=kind, message=sentence, place=place)

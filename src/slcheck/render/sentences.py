"""Results in full sentences, for formats without columns; and what a run ends with where nothing else can say it."""

from collections.abc import Callable, Iterator

from slcheck.displays import expectation_display, gap_display, target_display, value_display
from slcheck.model import Direction, Finding, Judged, Level, Report, Unjudged
from slcheck.redaction import WITHHELD
from slcheck.render import words
from slcheck.render.vocabulary import STATUS
from slcheck.render.words import Line
from slcheck.summary import Outcome
from slcheck.text import clean, counted

MOST_PROBLEMS = 20
"""Problems that people are told one by one; a machine that wants all of them reads the JSON."""


def spoken(line: Line, *, with_framework: bool = False) -> str:
    """A result on a line of its own, the verdict first, without signs that are read aloud.

    ``FAIL: SCH9 SL003 Community plan on time, Northumbria, 2017-18 Q1: 96.6% against 97%, 0.4 points short.``
    """
    finding = line.finding
    head = f"{STATUS[finding.status]}: {subject(finding, with_framework=with_framework)}"
    return clean(" ".join([f"{head}: {_verdict(finding)}", *_remarked(line)]))


def subject(finding: Finding, *, with_framework: bool = False) -> str:
    """What a finding is about: measure, provider and quarter, in words that stay the same from run to run."""
    observation = finding.observation
    measure = observation.measure
    framework = f"{measure.framework} " if with_framework else ""
    return clean(f"{framework}{measure.code} {measure.title}, {observation.provider}, {observation.released}")


def short_by(finding: Judged) -> str:
    """The gap in words: ``0.4 points short``, for a target of at most so much ``0.4 points over``."""
    at_least = finding.observation.measure.direction is Direction.AT_LEAST
    if not finding.gap:
        return "level with it"
    amount = f"{gap_display(finding).lstrip('+-')} points"
    if finding.gap > 0:
        return f"{amount} {'above' if at_least else 'under'}"
    cases = f" ({counted(finding.cases.shortfall, 'case')})" if finding.cases and finding.cases.shortfall else ""
    return f"{amount} {'short' if at_least else 'over'}{cases}"


def closing(report: Report, outcome: Outcome, gap: Callable[[Judged], str] = gap_display) -> list[str]:
    """The lines below the results, then the problems and the exit code, where no other stream can tell of them."""
    return [*words.lines_below(report, gap), *problem_lines(report), f"Exit code {outcome.exit_code}: {outcome.why}"]


def _verdict(finding: Finding) -> str:
    value = value_display(finding)
    if isinstance(finding, Unjudged):
        return f"{value}. {finding.sentence}" if value else finding.sentence
    at_most = "at most " if finding.observation.measure.direction is Direction.AT_MOST else ""
    expected = expectation_display(finding)
    beside = f" ({at_most}{expected} expected)" if expected else ""
    return f"{value} against {at_most}{target_display(finding)}{beside}, {short_by(finding)}."


def _remarked(line: Line) -> Iterator[str]:
    if line.finding.rating:
        yield f"Rated {line.finding.rating}."
    if said := "; ".join(filter(None, [line.added, *words.flag_words(line.finding)])):
        yield f"{said[0].upper()}{said[1:]}."


def problem_lines(report: Report, *, only_errors: bool = False) -> Iterator[str]:
    """The problems but for those that are the reason of the exit code already, or are withheld."""
    told = [problem for problem in report.problems if problem.kind not in ("wrong_use", WITHHELD)]
    problems = [problem for problem in told if problem.level is Level.ERROR or not only_errors]
    yield from (clean(f"{problem.level}: {problem}") for problem in problems[:MOST_PROBLEMS])
    if (rest := len(problems) - MOST_PROBLEMS) > 0:
        yield f"and {counted(rest, 'problem')} more (all of them with -f json)"

"""The wording of results for people, in one place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from slcheck.displays import gap_display, target_display, value_display
from slcheck.model import (
    NATIONAL,
    By,
    Finding,
    Flag,
    Grid,
    Judged,
    Reason,
    Report,
    RollUp,
    Rounding,
    Status,
    Unjudged,
)
from slcheck.summary import by_framework, by_status, missed, waived, worst
from slcheck.text import counted, listed

STATUS: dict[Status, str] = {
    Status.FAIL: "FAIL",
    Status.NEAR: "NEAR",
    Status.NO_DATA: "NO DATA",
    Status.NO_TARGET: "NO TARGET",
    Status.PASS: "PASS",
}

FLAG: dict[Flag, str] = {
    Flag.WAIVED: "waived",
    Flag.STALE: "stale",
    Flag.ROUNDS_TO_TARGET: "rounds to target",
    Flag.UNPROVEN: "unproven: rounded",
    Flag.REVISED: "revised",
    Flag.PROVISIONAL: "provisional",
    Flag.ESTIMATED: "estimated",
    Flag.FORECAST: "forecast",
    Flag.BREAK_IN_SERIES: "break in series",
    Flag.UNRELIABLE: "unreliable",
    Flag.NOTED: "see note",
    Flag.PERCENT_DISAGREES: "percentage disagrees",
    Flag.TARGET_DISAGREES: "printed target differs",
    Flag.TOTAL_DISAGREES: "sum of providers differs",
    Flag.REPEATED: "given twice",
    Flag.UNCHANGED: "same as last quarter",
    Flag.BELOW_EXPECTATION: "below expectation",
    Flag.SMALL_DENOMINATOR: "no miss allowed",
    Flag.NOT_DISTINGUISHABLE: "could be chance",
}

EXPLAINED: dict[Flag, str] = {
    Flag.WAIVED: "somebody with the right to do so has excused this miss; it stays a miss",
    Flag.STALE: "carried forward from an earlier quarter, and judged against the target of that quarter",
    Flag.ROUNDS_TO_TARGET: "the exact figure misses, and looks level with the target once it is rounded",
    Flag.UNPROVEN: "known only as a rounded print, behind which figures with another verdict are possible",
    Flag.REVISED: "the file marks it as changed since it was first published",
    Flag.PROVISIONAL: "the file marks it as not final",
    Flag.ESTIMATED: "the file marks it as an estimate",
    Flag.FORECAST: "the file marks it as a forecast",
    Flag.BREAK_IN_SERIES: "the file marks a break in its series",
    Flag.UNRELIABLE: "the file marks it as of low reliability",
    Flag.NOTED: "the file has a note on it",
    Flag.PERCENT_DISAGREES: "the percentage beside the counts is another; the counts were judged",
    Flag.TARGET_DISAGREES: "the file prints another target than the declared one, with the same verdict",
    Flag.TOTAL_DISAGREES: "the release's own figure for the whole is not the sum of its providers",
    Flag.REPEATED: "given more than once, each time the same",
    Flag.UNCHANGED: "counts exactly those of the quarter before, without a mark that says so",
    Flag.BELOW_EXPECTATION: "short of the expectation that was published beside the target",
    Flag.SMALL_DENOMINATOR: "so few cases that a single miss means missing the target",
    Flag.NOT_DISTINGUISHABLE: "the target lies inside the 95% Wilson interval of the counts",
}
"""What each flag says, in a sentence."""

REASON: dict[Reason, str] = {
    Reason.BLANK: "blank",
    Reason.NOT_AVAILABLE: "not available",
    Reason.NOT_APPLICABLE: "not applicable",
    Reason.CONFIDENTIAL: "confidential",
    Reason.LOW: "too low to give",
    Reason.INCOMPLETE_COUNTS: "one count missing",
    Reason.UNUSABLE: "unusable cell",
    Reason.AMBIGUOUS: "ambiguous",
    Reason.ZERO_DENOMINATOR: "no cases",
    Reason.IMPOSSIBLE: "impossible",
    Reason.CONTRADICTORY: "contradictory",
    Reason.DUPLICATE: "given twice, differs",
    Reason.NONE_DECLARED: "no target declared",
    Reason.BEFORE_FIRST_TARGET: "before first target",
    Reason.TARGET_ENDED: "target has ended",
    Reason.SUSPENDED: "target suspended",
    Reason.NOT_JUDGED: "not judged by declaration",
    Reason.PART_MISSING: "a part is missing",
    Reason.ONLY_PERCENTAGES: "only percentages known",
}


def remarks(finding: Finding) -> str:
    """The reason and the flags of a finding in a few words; the quarter of a stale figure first."""
    words = [REASON[finding.reason]] if isinstance(finding, Unjudged) else []
    for flag in finding.flags:
        words.append(f"stale {finding.observation.quarter}" if flag is Flag.STALE else FLAG[flag])
    return "; ".join(words)


class Line(NamedTuple):
    """A finding of the table, and what is remarked on it."""

    finding: Finding
    remarks: str


def lines(report: Report) -> list[Line]:
    """The findings, or the sums where sums were asked for, each with its remarks."""
    if report.policy.by is By.PROVIDER:
        return [Line(finding, remarks(finding)) for finding in report.findings]
    return [
        Line(each.finding, "; ".join(filter(None, [_parts(each), remarks(each.finding)]))) for each in report.rollups
    ]


def _parts(rollup: RollUp) -> str:
    """``6 of 21 providers missed``, where they were added up."""
    if not rollup.parts or rollup.missing:
        return ""
    return f"{missed(rollup)} of {counted(len(rollup.parts), 'provider')} missed"


def providers(findings: Sequence[Finding]) -> list[str]:
    """The providers of findings; a name that a CRC shares with an NPS division is two of them."""
    names = {
        (finding.observation.provider, "" if finding.observation.provider == NATIONAL else each.framework)
        for finding in findings
        for each in [finding.observation.measure]
    }
    return [name for name, _ in sorted(names)]


def about(report: Report) -> str:
    """Whose figures and which quarter, so far as it is the same for all of them."""
    findings = [line.finding for line in lines(report)]
    those = providers(findings)
    quarters = sorted({finding.observation.released for finding in findings})
    whose = those[0] if len(those) == 1 else counted(len(those), "provider")
    when = f"{quarters[0]} ({quarters[0].months})" if len(quarters) == 1 else counted(len(quarters), "quarter")
    return f"{whose}, {when}"


def count_lines(report: Report) -> Iterator[str]:
    """``CRC: 8 of 21 pass, 13 fail``, one line for each framework, and one for all when there are two."""
    groups = list(by_framework(report.findings).items())
    named = [(framework.value, each) for framework, each in groups]
    if len(groups) > 1:
        named.append(("All", by_status(report.findings)))
    if report.rollups:
        named.append((f"By {report.policy.by}", by_status(each.finding for each in report.rollups)))
    for name, counts in named:
        others = [
            f"{number:,} {STATUS[status].lower()}"
            for status, number in counts.items()
            if number and status is not Status.PASS
        ]
        yield ", ".join([f"{name}: {counts[Status.PASS]:,} of {sum(counts.values()):,} pass", *others])
    if number := waived(report.findings):
        yield f"Waived: {counted(number, 'miss', 'misses')}, not counted by --fail-on"


def worst_line(report: Report) -> str:
    """The three misses furthest from their targets."""
    misses = worst(line.finding for line in lines(report))
    if not misses:
        return ""
    return "Worst: " + "; ".join(f"{_who(miss)} {gap_display(miss)}" for miss in misses)


def unjudged_lines(report: Report, most: int = 10) -> Iterator[str]:
    """What was not judged and why."""
    unjudged = [line.finding for line in lines(report) if isinstance(line.finding, Unjudged)]
    if unjudged:
        yield f"Not judged: {counted(len(unjudged), 'figure')}"
        for finding in unjudged[:most]:
            yield f"  {_who(finding)}, cell {finding.observation.origin.cell}: {finding.sentence}"
        if len(unjudged) > most:
            yield f"  and {len(unjudged) - most:,} more (all of them with -f json or -f csv)"


def hole_lines(report: Report) -> Iterator[str]:
    """What the releases should have and do not; quarters that lack the same share a line."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for grid in report.grids:
        for hole in _holes(grid):
            alike.setdefault(hole, []).append(str(grid.quarter))
    for (where, what, which), quarters in alike.items():
        yield f"Not in the files{where}: {what} in {listed(quarters, most=4)}: {which}"


def _holes(grid: Grid) -> Iterator[tuple[str, str, str]]:
    """Measures without any figure, providers without any, then single figures: how many, and which."""
    of = f"of the {grid.framework}"
    measures = _without_any((measure.code for measure, _ in grid.holes), len(grid.providers))
    providers = _without_any((provider for _, provider in grid.holes), len(grid.measures))
    if measures:
        where = "" if grid.providers == (NATIONAL,) else " for any provider"
        yield where, f"{counted(len(measures), 'measure')} {of} with a target", listed(measures, most=5)
    if providers and len(measures) < len(grid.measures):
        yield "", f"{counted(len(providers), 'provider')} {of}", listed(providers, most=5)
    single = [
        f"{measure.code} {provider}"
        for measure, provider in grid.holes
        if measure.code not in measures and provider not in providers
    ]
    if single:
        yield "", f"{counted(len(single), 'figure')} {of}", listed(single, most=5)


def _without_any(names: Iterable[str], of: int) -> list[str]:
    """The ``names`` that stand among the holes once for each of what they should have."""
    return [name for name, number in Counter(names).items() if number == of]


def rule_lines(report: Report) -> Iterator[str]:
    """The decisions of whoever ran slcheck that bear on verdicts, where they are not the usual ones."""
    if report.policy.near is not None:
        yield f"Near: a miss by up to {report.policy.near} percentage points is called near (--near)."
    elif any(finding.status is Status.NEAR for finding in report.findings):
        yield "Near: a miss within the tolerance that is declared for its measure."
    rounded = any(isinstance(each, Judged) and each.rounding is Rounding.AS_PUBLISHED for each in report.findings)
    if rounded or report.policy.rounding:
        yield _rounding_line(report.policy.rounding)


def _rounding_line(asked: Rounding | None) -> str:
    match asked:
        case Rounding.EXACT:
            return "Rounding: the most exact figures were judged, whatever is declared (--rounding)."
        case Rounding.AS_PUBLISHED:
            return "Rounding: figures were rounded half up to their published decimals, then judged (--rounding)."
        case None:
            return "Rounding: figures of measures declared so were rounded half up as published, then judged."


def sentence(finding: Finding) -> str:
    """One finding in one line: ``SCH9 AB, 2016-17 Q4: 68.9% against 100%, -31.1``."""
    head = f"{_who(finding)}, {finding.observation.quarter}"
    if isinstance(finding, Judged):
        return f"{head}: {value_display(finding)} against {target_display(finding)}, {gap_display(finding)}"
    return f"{head}: {finding.sentence}"


def read_line(report: Report) -> str:
    """What was used and what was left out, in one line."""
    used = sum(each.rows_used for each in report.inputs)
    sheets = sum(sheet.rows_used > 0 for each in report.inputs for sheet in each.sheets)
    left: dict[str, int] = {}
    for each in report.inputs:
        for sheet in each.sheets:
            for why, rows in sheet.left_out:
                left[why] = left.get(why, 0) + rows
    files = listed([each.path for each in report.inputs if each.format], most=3) or "no file"
    said = f"read {counted(used, 'row')} as figures from {counted(sheets, 'sheet')} of {files}"
    out = ", ".join(f"{counted(rows, 'row')} ({why})" for why, rows in sorted(left.items()))
    if report.not_wanted:
        said += f", {report.not_wanted:,} of them of other quarters than {report.policy.quarter} and not judged"
    return f"{said}; left out: {out}" if out else said


def _who(finding: Finding) -> str:
    observation = finding.observation
    return observation.measure.code + (f" {observation.provider}" if observation.provider != NATIONAL else "")

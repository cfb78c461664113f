"""The wording of results for people, in one place."""

from collections.abc import Iterator, Sequence

from slcheck.model import NATIONAL, Finding, Flag, Framework, Judged, Reason, Report, Status, Unjudged
from slcheck.render.results import gap_display, target_display, value_display
from slcheck.summary import by_framework, by_status, worst
from slcheck.text import counted, listed

STATUS: dict[Status, str] = {
    Status.FAIL: "FAIL",
    Status.NEAR: "NEAR",
    Status.NO_DATA: "NO DATA",
    Status.NO_TARGET: "NO TARGET",
    Status.PASS: "PASS",
}

FLAG: dict[Flag, str] = {
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
    Flag.REPEATED: "given twice",
    Flag.SMALL_DENOMINATOR: "no miss allowed",
    Flag.NOT_DISTINGUISHABLE: "could be chance",
}

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
}


def remarks(finding: Finding) -> str:
    """The reason and the flags of a finding in a few words; the quarter of a stale figure first."""
    words = [REASON[finding.reason]] if isinstance(finding, Unjudged) else []
    for flag in finding.flags:
        words.append(f"stale {finding.observation.quarter}" if flag is Flag.STALE else FLAG[flag])
    return "; ".join(words)


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
    those = providers(report.findings)
    quarters = sorted({finding.observation.released for finding in report.findings})
    whose = those[0] if len(those) == 1 else counted(len(those), "provider")
    when = f"{quarters[0]} ({quarters[0].months})" if len(quarters) == 1 else counted(len(quarters), "quarter")
    return f"{whose}, {when}"


def count_lines(report: Report) -> Iterator[str]:
    """``CRC: 8 of 21 pass, 13 fail``, one line for each framework, and one for all when there are two."""
    groups: list[tuple[str, dict[Status, int]]] = [
        (framework.value, counts) for framework, counts in by_framework(report.findings).items()
    ]
    if len(groups) > 1:
        groups.append(("All", by_status(report.findings)))
    for name, counts in groups:
        others = [
            f"{number:,} {STATUS[status].lower()}"
            for status, number in counts.items()
            if number and status is not Status.PASS
        ]
        yield ", ".join([f"{name}: {counts[Status.PASS]:,} of {sum(counts.values()):,} pass", *others])


def worst_line(report: Report) -> str:
    """The three misses furthest from their targets."""
    misses = worst(report.findings)
    if not misses:
        return ""
    return "Worst: " + "; ".join(f"{_who(miss)} {gap_display(miss)}" for miss in misses)


def unjudged_lines(report: Report, most: int = 10) -> Iterator[str]:
    """What was not judged and why, and which declared measures the files do not have."""
    unjudged = [finding for finding in report.findings if isinstance(finding, Unjudged)]
    if unjudged:
        yield f"Not judged: {counted(len(unjudged), 'figure')}"
        for finding in unjudged[:most]:
            yield f"  {_who(finding)}, cell {finding.observation.origin.cell}: {finding.sentence}"
        if len(unjudged) > most:
            yield f"  and {len(unjudged) - most:,} more (all of them with -f json or -f csv)"
    yield from _absent_lines(report)


def _absent_lines(report: Report) -> Iterator[str]:
    """The declared measures that the files do not have; quarters that lack the same ones share a line."""
    by_quarter: dict[tuple[Framework, str], list[str]] = {}
    for quarter, measure in report.absent:
        by_quarter.setdefault((measure.framework, str(quarter)), []).append(measure.code)
    alike: dict[tuple[Framework, tuple[str, ...]], list[str]] = {}
    for (framework, released), codes in by_quarter.items():
        alike.setdefault((framework, tuple(codes)), []).append(released)
    for (framework, missing), quarters in alike.items():
        of = f"{counted(len(missing), 'measure')} of the {framework} with a target in {listed(quarters, most=4)}"
        yield f"Not in the files: {of}: {listed(missing, most=5)}"


def rule_lines(report: Report) -> Iterator[str]:
    """The decisions of whoever ran slcheck that bear on verdicts, where they are not the usual ones."""
    if report.policy.near is not None:
        yield f"Near: a miss by up to {report.policy.near} percentage points is called near (--near)."
    elif any(finding.status is Status.NEAR for finding in report.findings):
        yield "Near: a miss within the tolerance that is declared for its measure."


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

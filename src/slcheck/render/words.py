"""The wording of results for people, in one place."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from slcheck.arithmetic import plain
from slcheck.displays import gap_display, target_display, value_display
from slcheck.model import (
    NATIONAL,
    By,
    Finding,
    Flag,
    Grid,
    Judged,
    Report,
    RollUp,
    Rounding,
    Status,
    Unjudged,
)
from slcheck.render.vocabulary import FLAG, REASON, STATUS, WHOSE
from slcheck.summary import by_framework, by_status, is_listed, missed, waived, worst
from slcheck.text import counted, listed


def remarks(finding: Finding) -> str:
    """The reason and the flags of a finding in a few words; the quarter of a stale figure first."""
    reason = [REASON[finding.reason]] if isinstance(finding, Unjudged) else []
    return "; ".join([*reason, *flag_words(finding)])


def flag_words(finding: Finding) -> list[str]:
    """What each flag of a finding says in a few words."""
    return [f"stale {finding.observation.quarter}" if flag is Flag.STALE else FLAG[flag] for flag in finding.flags]


class Line(NamedTuple):
    """A finding that is listed: of a sum also what it was made of, and that in a few words."""

    finding: Finding
    parts: tuple[Finding, ...] = ()
    added: str = ""

    @property
    def remarks(self) -> str:
        return "; ".join(filter(None, [self.added, remarks(self.finding)]))


def lines(report: Report) -> list[Line]:
    """The findings, or the sums where sums were asked for."""
    if report.policy.by is By.PROVIDER:
        return [Line(finding) for finding in report.findings]
    return [Line(each.finding, each.parts, _parts(each)) for each in report.rollups]


def listed_lines(report: Report) -> list[Line]:
    """Those of ``lines`` that the policy lists."""
    return [line for line in lines(report) if is_listed(line.finding, report.policy)]


def lines_below(report: Report, gap: Callable[[Judged], str] = gap_display) -> list[str]:
    """What stands below the results in every format for people: counts, worst, remarks, rules, what is absent.

    ``gap`` is how the gap of a miss is written.
    """
    if not report.findings and not report.withheld:
        return ["Nothing was judged."]
    worst = worst_line(report, gap)
    return [
        *count_lines(report),
        *([worst] if worst else []),
        *remark_lines(report),
        *rule_lines(report),
        *unjudged_lines(report),
        *hole_lines(report),
    ]


def _parts(rollup: RollUp) -> str:
    """``6 of 21 providers missed``, where their sum was judged."""
    if not rollup.parts:
        return "not added up"
    if not isinstance(rollup.finding, Judged):
        return ""
    excused = waived(rollup.parts)
    of = f"{missed(rollup)} of {counted(len(rollup.parts), 'provider')} missed"
    return f"{of}, {excused} waived" if excused else of


def providers(findings: Sequence[Finding]) -> list[str]:
    """The providers of findings; a name that a CRC shares with an NPS division is two of them."""
    names = {
        (finding.observation.provider, "" if finding.observation.provider == NATIONAL else each.framework)
        for finding in findings
        for each in [finding.observation.measure]
    }
    return [name for name, _ in sorted(names)]


def shares_codes(findings: Iterable[Finding]) -> bool:
    """Whether a code stands for measures of both frameworks."""
    measures = {finding.observation.measure.key for finding in findings}
    return len({code for _, code in measures}) < len(measures)


def about(report: Report) -> str:
    """Whose figures and which quarter, so far as it is the same for all of them."""
    findings = [line.finding for line in lines(report)]
    those = providers(findings)
    quarters = sorted({finding.observation.released for finding in findings})
    whose = those[0] if len(those) == 1 else counted(len(those), WHOSE[report.policy.by].lower())
    when = f"{quarters[0]} ({quarters[0].months})" if len(quarters) == 1 else counted(len(quarters), "quarter")
    return f"{whose}, {when}"


def count_lines(report: Report) -> Iterator[str]:
    """``CRC: 8 of 21 pass, 13 fail``, one line for each framework, and one for all when there are two."""
    if report.withheld is not None:
        yield _count_line("All", report.withheld)
    groups = list(by_framework(report.findings).items())
    named = [(framework.value, each) for framework, each in groups]
    if len(groups) > 1:
        named.append(("All", by_status(report.findings)))
    if report.rollups:
        named.append((f"By {report.policy.by}", by_status(each.finding for each in report.rollups)))
    yield from (_count_line(name, counts) for name, counts in named)


def _count_line(name: str, counts: dict[Status, int]) -> str:
    others = [
        f"{number:,} {STATUS[status].lower()}"
        for status, number in counts.items()
        if number and status is not Status.PASS
    ]
    return ", ".join([f"{name}: {counts[Status.PASS]:,} of {sum(counts.values()):,} pass", *others])


def remark_lines(report: Report) -> Iterator[str]:
    """How many figures have each remark, since a narrow page cuts them; and the waivers, each with who approved it."""
    findings = [line.finding for line in lines(report)]
    counts = Counter(flag for finding in findings for flag in finding.flags)
    if counts:
        yield "Remarks: " + ", ".join(f"{counts[flag]:,} {FLAG[flag]}" for flag in Flag if counts[flag])
    excused = [each for each in report.findings if isinstance(each, Judged) and each.waiver]
    for finding in excused[:_MOST_LISTED]:
        if waiver := finding.waiver:
            until = f"until {waiver.expires.isoformat()}, approved by {waiver.approved_by}"
            yield f"Waived {until}: {_who(finding, with_quarter=True)} ({waiver.reason.rstrip('.')})"
    if len(excused) > _MOST_LISTED:
        yield f"and {len(excused) - _MOST_LISTED:,} waived misses more (all of them with -f json or -f csv)"


def worst_line(report: Report, gap: Callable[[Judged], str] = gap_display) -> str:
    """The three misses furthest from their targets."""
    findings = [line.finding for line in lines(report)]
    several = len({finding.observation.released for finding in findings}) > 1
    misses = worst(findings)
    if not misses:
        return ""
    named = providers(findings) != [NATIONAL]
    shown = [f"{_who(miss, with_quarter=several, with_name=named)} {gap(miss)}" for miss in misses]
    return f"Worst: {'; '.join(shown)}"


def unjudged_lines(report: Report) -> Iterator[str]:
    """What was not judged and why, a line for each reason; then the sums that were not."""
    yield from _unjudged("Not judged", "figure", report.findings)
    if report.policy.by is not By.PROVIDER:
        yield from _unjudged("Not judged", "sum", [each.finding for each in report.rollups if each.parts])


def _unjudged(heading: str, noun: str, findings: Iterable[Finding]) -> Iterator[str]:
    alike: dict[str, list[Unjudged]] = {}
    for finding in findings:
        if isinstance(finding, Unjudged):
            alike.setdefault(finding.sentence, []).append(finding)
    total = sum(map(len, alike.values()))
    if not total:
        return
    yield f"{heading}: {counted(total, noun)}"
    for sentence, group in list(alike.items())[:_MOST_LISTED]:
        yield f"  {_whose(group, noun)}: {sentence}"
    if (rest := total - sum(len(group) for group in list(alike.values())[:_MOST_LISTED])) > 0:
        yield f"  and {rest:,} more (all of them with -f json or -f csv)"


def _whose(group: Sequence[Finding], noun: str) -> str:
    if len(group) > 1:
        named = [_who(finding, with_quarter=True) for finding in group]
        return f"{counted(len(group), noun)} ({listed(named, most=3)})"
    cell = f", cell {group[0].observation.origin.cell}" if noun == "figure" else ""
    return f"{_who(group[0])}{cell}"


_MOST_LISTED = 10


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
        declared = {each.observation.measure.near for each in report.findings if each.status is Status.NEAR}
        points = listed([plain(near) for near in sorted(near for near in declared if near is not None)])
        yield f"Near: a miss within the tolerance that is declared for its measure ({points} percentage points)."
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
        said += f", {report.not_wanted:,} of them not asked for"
    return f"{said}; left out: {out}" if out else said


def _who(finding: Finding, *, with_quarter: bool = False, with_name: bool = False) -> str:
    observation = finding.observation
    name = f" {observation.provider}" if with_name or observation.provider != NATIONAL else ""
    when = f" {observation.quarter}" if with_quarter else ""
    return f"{observation.measure.code}{name}{when}"

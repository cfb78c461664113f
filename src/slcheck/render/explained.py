"""One measure in full: what it counts, its targets with their sources, and how each verdict came about."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from slcheck.arithmetic import half_unit, half_up, plain, scaled
from slcheck.displays import gap_display, percent, value_display
from slcheck.limits import wilson
from slcheck.model import (
    Cases,
    Counts,
    Finding,
    Flag,
    Judged,
    Measure,
    NoFigure,
    Observation,
    Printed,
    Rounding,
    Stored,
    Suspension,
    Target,
    Unjudged,
)
from slcheck.render.page import Page
from slcheck.render.vocabulary import EXPLAINED, REASON, STATUS
from slcheck.text import counted

_INDENT = 14
_EXACT_PLACES = 6


class Entry(NamedTuple):
    """A line of an explanation: what it is about, and what is said."""

    about: str
    text: str


def explanation(measure: Measure, others: Iterable[Measure], findings: Iterable[Finding], page: Page) -> str:
    """``measure``, declared among ``others``, with every one of ``findings``, by quarter and provider."""
    in_order = sorted(findings, key=lambda each: (each.observation.quarter, each.observation.provider))
    blocks = [
        f"{measure.code}: {measure.title}",
        _drawn(_about(measure, others), page),
        _drawn(_history(measure), page),
        *(f"{_headline(finding)}\n{_drawn(_figure(finding), page)}" for finding in in_order),
    ]
    return "\n\n".join(blocks) + "\n"


def _about(measure: Measure, others: Iterable[Measure]) -> Iterator[Entry]:
    yield Entry("Definition", measure.definition)
    yield Entry("Counted", f"{measure.numerator}, out of {measure.denominator}")
    yield Entry("Kind", f"{measure.kind}, {measure.framework}")
    if measure.note:
        yield Entry("Note", measure.note)
    if measure.replaces:
        yield Entry("Replaces", f"{measure.replaces}; the two are different measures and are never joined")
    for other in others:
        if other.replaces == measure.code and other.framework is measure.framework:
            yield Entry("Replaced by", f"{other.code}; the two are different measures and are never joined")
    yield Entry("Declared", f"{measure.file}:{measure.line}")


def _history(measure: Measure) -> Iterator[Entry]:
    for target in measure.targets:
        yield Entry("Target", _target_line(measure, target))
    for suspension in measure.suspended:
        yield Entry("Suspended", f"{_period(suspension)}: {suspension.reason} ({measure.file}:{suspension.line})")
    if not measure.targets:
        yield Entry("Target", f"none: {measure.no_target}")
    if measure.not_judged:
        said = f"{measure.not_judged.reason.rstrip('.')}. To be reviewed by {measure.not_judged.review.isoformat()}."
        yield Entry("Not judged", said)
    if measure.near is not None:
        yield Entry("Near", f"a miss by up to {plain(measure.near)} percentage points")
    if measure.rounding is Rounding.AS_PUBLISHED:
        decimals = counted(measure.decimals, "decimal")
        yield Entry("Rounding", f"as published: rounded half up to {decimals}, then judged")


def _target_line(measure: Measure, target: Target) -> str:
    second = f", with an expectation of {percent(target.expectation)}" if target.expectation is not None else ""
    bands = "; ".join(f"{band.rating} from {percent(band.lower)}" for band in target.bands)
    rated = f" Ratings: {bands}." if bands else ""
    level = f"{_period(target)}: {measure.direction} {percent(target.level)}{second}"
    return f"{level} ({measure.file}:{target.line}). Source: {target.source}.{rated}"


def _period(period: Target | Suspension) -> str:
    return f"from {period.start} to {period.end}" if period.end else f"from {period.start}"


def _headline(finding: Finding) -> str:
    observation = finding.observation
    return f"{observation.provider}, {observation.quarter} ({observation.quarter.months}): {STATUS[finding.status]}"


def _figure(finding: Finding) -> Iterator[Entry]:
    observation = finding.observation
    yield from _where(observation)
    match finding:
        case Judged():
            yield Entry("Figure", _known(observation, finding.exact))
            if isinstance(observation.figure, Printed):
                yield Entry("Certain", _certain(observation.figure, finding))
            yield from _verdict(finding)
        case Unjudged(value=value):
            if value is not None:
                yield Entry("Figure", _known(observation, value))
            yield Entry("Why", f"{REASON[finding.reason]}: {finding.sentence}")
    if finding.rating:
        yield Entry("Rating", finding.rating.value)
    for flag in finding.flags:
        yield Entry("Remark", _explained(flag, observation))


def _where(observation: Observation) -> Iterator[Entry]:
    origin = observation.origin
    sheet = f", sheet {origin.sheet}" if origin.sheet else ""
    yield Entry("File", f"{origin.file}{sheet}")
    for cell in observation.cells:
        held = f", holds {cell.held}" if cell.held is not None and cell.held != cell.shown else ""
        yield Entry(f"{cell.cell}", f"{cell.role}: shows '{cell.shown}'{held}")
    if not observation.cells:
        yield Entry(origin.cell, f"shows '{observation.text}'")


def _known(observation: Observation, exact: Fraction) -> str:
    match observation.figure:
        case Counts(numerator=numerator, denominator=denominator):
            return f"{numerator:,} of {denominator:,}, {_digits(exact)}"
        case Stored():
            return f"{_digits(exact)}, as it is stored"
        case Printed(places=places):
            return f"{percent(half_up(exact, max(0, places)))}, known only as it is printed"
        case NoFigure():
            return "none"


def _certain(print_: Printed, finding: Judged) -> str:
    half, middle = half_unit(print_.places), Fraction(print_.percent)
    low, high = (percent(half_up(end, max(0, print_.places) + 1)) for end in (middle - half, middle + half))
    behind = f"a figure from {low} up to {high} can stand behind that print"
    if Flag.UNPROVEN in finding.flags:
        return f"no: {behind}, and not all of them have this verdict"
    return f"yes: {behind}, and all of them have this verdict"


def _digits(exact: Fraction) -> str:
    """The figure to as many decimals as it has, up to six."""
    places = next((n for n in range(_EXACT_PLACES) if exact == Fraction(half_up(exact, n))), _EXACT_PLACES)
    shown = half_up(exact, max(1, places))
    return f"{'exactly' if exact == Fraction(shown) else 'about'} {percent(shown)}"


def _verdict(finding: Judged) -> Iterator[Entry]:
    measure, target = finding.observation.measure, finding.target
    if finding.rounding is Rounding.AS_PUBLISHED:
        said = f"{value_display(finding)}: rounded half up to {counted(measure.decimals, 'decimal')}, as published"
        yield Entry("Judged", said)
    in_force = f"{measure.direction} {percent(target.level)}, in force from {target.start}"
    yield Entry("Target", f"{in_force} ({measure.file}:{target.line})")
    yield Entry("Gap", f"{gap_display(finding)} percentage points{_share_of(finding)}")
    if target.expectation is not None and finding.expectation_gap is not None:
        side = "short of it" if finding.expectation_gap < 0 else "reached"
        yield Entry("Expectation", f"{percent(target.expectation)}: {side}; no verdict rests on it")
    if finding.cases and isinstance(finding.observation.figure, Counts):
        yield Entry("Cases", _cases(finding.cases))
        yield Entry("Chance", _chance(finding, finding.observation.figure))
    else:
        yield Entry("Chance", "not known: without counts nobody can say how much of the gap chance can explain")
    if finding.waiver:
        waiver = finding.waiver
        until = f"until {waiver.expires.isoformat()}, approved by {waiver.approved_by}"
        yield Entry("Waived", f"{until}: {waiver.reason} ({waiver.file}:{waiver.line})")


def _share_of(finding: Judged) -> str:
    if not finding.target.level:
        return ""
    share = half_up(abs(finding.gap) / Fraction(finding.target.level) * 100, finding.places)
    return f", which is {plain(share)}% of {percent(finding.target.level)}"


def _cases(cases: Cases) -> str:
    allowed = f"{counted(cases.misses_allowed, 'miss', 'misses')} allowed at this size"
    if cases.shortfall:
        return f"{counted(cases.shortfall, 'case')} short; {allowed}"
    return f"{cases.headroom:,} to spare; {allowed}"


def _chance(finding: Judged, counts: Counts) -> str:
    low, high = (percent(scaled(end, 1)) for end in wilson(counts.numerator, counts.denominator, 1))
    interval = f"so many cases leave anything from {low} to {high} possible (95% Wilson interval)"
    level = percent(finding.target.level)
    if Flag.NOT_DISTINGUISHABLE in finding.flags:
        return f"{interval}; {level} is inside, so chance alone could explain the gap"
    return f"{interval}; {level} is outside, so chance alone is no likely explanation of the gap"


def _explained(flag: Flag, observation: Observation) -> str:
    of = f" of {observation.quarter}" if flag is Flag.STALE else ""
    return f"{flag.value.replace('_', ' ')}{of}: {EXPLAINED[flag]}"


def _drawn(entries: Iterable[Entry], page: Page) -> str:
    return "\n".join(line for entry in entries for line in _wrapped(entry, max(page.width, 40)))


def _wrapped(entry: Entry, width: int) -> Sequence[str]:
    head = f"  {entry.about}".ljust(_INDENT)
    indent = " " * _INDENT
    return textwrap.wrap(
        entry.text,
        width,
        initial_indent=head if len(head) == _INDENT else f"{head} ",
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )

"""What a result, and a document as a whole, say of themselves that cannot be true together."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from slcheck.arithmetic import decimals_of, half_up, plain, scaled
from slcheck.displays import MOST_PLACES, percent
from slcheck.model import MISSES, Direction, Entry, Flag, Level, Rounding, Status
from slcheck.recorded.shapes import Head, Result, Trouble, exact_figure, fraction
from slcheck.summary import failing_words
from slcheck.text import counted

_UNIT = Fraction(scaled(1, MOST_PLACES))
_JUDGED = (Status.PASS, Status.NEAR, Status.FAIL)


def contradictions(result: Result, near: Decimal | None) -> Iterator[str]:
    """What of a result cannot be true together, each as a clause. ``near`` is the tolerance that was given for all."""
    is_judged, gap = result.status in _JUDGED, result.gap
    given = [result.value, result.exact_value, result.target, gap, result.rounding]
    if is_judged and (None in given or result.reason is not None):
        yield f"it is {result.status}, and its figure, target or gap is missing or a reason is given why there is none"
        return
    if not is_judged and (gap is not None or result.rounding is not None or result.reason is None):
        yield f"it is {result.status}, and it has a gap or no reason"
    if (result.value is None) != (result.exact_value is None):
        yield "of value and exact_value only one is given"
        return
    if result.status is Status.NO_TARGET and result.exact_value is None:
        yield "it has no target, and no figure either"
    if result.status is Status.NO_DATA and result.exact_value is not None:
        yield f"it is no_data ({result.reason}), and it has a figure"
    if is_judged:
        yield from _of_verdict(result, near)
    yield from _of_figure(result)
    yield from _of_displays(result)
    yield from _of_quarters_and_flags(result)


def _of_verdict(result: Result, near: Decimal | None) -> Iterator[str]:
    """What is wrong between the figure, the target, the gap and the status of a result that has all of them."""
    gap, level = fraction(result.gap), fraction(result.target)
    if (gap >= 0) != (result.status is Status.PASS):
        yield f"it is {result.status} with a gap of {result.gap:f}"
    if gap != _ahead(result, fraction(result.value) - level):
        yield f"{result.value:f} against {result.direction} {result.target:f} is no gap of {result.gap:f}"
    is_met = _ahead(result, exact_figure(result) - level) >= 0
    if result.basis == "counts" and result.rounding is Rounding.EXACT and is_met != (result.status is Status.PASS):
        counts = f"{result.numerator:,} of {result.denominator:,}"
        yield f"it is {result.status}, which {counts} against {result.direction} {result.target:f} is not"
    is_clear = near is not None and result.status in MISSES and abs(-gap - Fraction(near)) > _UNIT
    if near is not None and is_clear and (-gap < near) != (result.status is Status.NEAR):
        yield f"it is {result.status} with a gap of {result.gap:f}, where {near:f} is still near"


def _ahead(result: Result, difference: Fraction) -> Fraction:
    return difference if result.direction is Direction.AT_LEAST else -difference


def _of_figure(result: Result) -> Iterator[str]:
    counts = [count for count in (result.numerator, result.denominator) if count is not None]
    if len(counts) == 1 or (len(counts) == 2) != (result.basis == "counts"):
        yield f"its basis is {result.basis or 'null'}, and {len(counts)} of its two counts are given"
    if (result.decimals is not None) != (result.basis in ("stored", "printed")):
        yield f"its basis is {result.basis or 'null'}, and its decimals are {result.decimals}"
    if result.exact_value is not None:
        yield from _of_figure_and_counts(result, counts)


def _of_figure_and_counts(result: Result, counts: Sequence[int]) -> Iterator[str]:
    if result.basis is None:
        yield "it has a figure, and its basis is null"
    if len(counts) == 2 and not counts[1]:
        yield "it has a figure, and its denominator is 0"
    elif len(counts) == 2 and abs(exact_figure(result) - fraction(result.exact_value)) > _UNIT:
        yield f"{counts[0]:,} of {counts[1]:,} is not {result.exact_value:f}%"
    exact = result.rounding in (None, Rounding.EXACT)
    if exact and result.value != result.exact_value:
        yield f"it was judged exactly, and {result.value:f} is not {result.exact_value:f}"


def _of_displays(result: Result) -> Iterator[str]:
    """What is wrong between the numbers and the text that shows them to people."""
    given = {
        "value": (result.value, result.value_display),
        "target": (result.target, result.target_display),
        "gap": (result.gap, result.gap_display),
    }
    for name, (number, text) in given.items():
        if (number is None) != (text is None):
            yield f"of {name} and {name}_display only one is given"
            return
    shown, level = _shown(result.value_display), _shown(result.target_display)
    if result.value is not None and (shown is None or not _rounds_to(result, shown)):
        yield f"its value_display {result.value_display} is not {result.value:f}"
    if result.rounding is Rounding.AS_PUBLISHED and shown is not None and not _was_rounded_to(result, shown):
        yield f"it was judged as published, and {result.exact_value:f} is not {result.value:f} there"
    if result.target is not None and level != result.target:
        yield f"its target_display {result.target_display} is not {result.target:f}"
    if result.gap is not None and shown is not None and level is not None:
        gap = _ahead(result, Fraction(shown) - Fraction(level))
        if result.gap_display != _signed(gap, max(decimals_of(shown), decimals_of(level))):
            yield (
                f"its gap_display {result.gap_display} is not that of {result.value_display} "
                f"against {result.direction} {result.target_display}"
            )
        if (gap >= 0) != (result.status is Status.PASS):
            yield f"it is {result.status}, and {result.value_display} is shown"


def _shown(text: str | None) -> Decimal | None:
    """The number that ``text`` shows in percent; None where it is not written as slcheck does."""
    digits = (text or "").removesuffix("%")
    if len(digits) > _LONGEST_DISPLAY or not digits.replace(".", "", 1).isdecimal():
        return None
    return Decimal(digits) if text == percent(Decimal(digits)) else None


_LONGEST_DISPLAY = 60


def _rounds_to(result: Result, shown: Decimal) -> bool:
    """Whether the figure shows as ``shown`` at its decimals. What JSON holds of one may be off by one unit."""
    is_exact = result.basis == "counts" and result.rounding is not Rounding.AS_PUBLISHED and result.denominator
    figure, off = (exact_figure(result), Fraction(0)) if is_exact else (fraction(result.value), _UNIT)
    places = decimals_of(shown)
    return half_up(figure - off, places) <= shown <= half_up(figure + off, places)


def _was_rounded_to(result: Result, shown: Decimal) -> bool:
    """Whether what was judged as published is the exact figure at the decimals that are shown."""
    off = Fraction(0) if result.basis == "counts" else _UNIT
    places, exact = decimals_of(shown), exact_figure(result)
    return half_up(exact - off, places) <= shown <= half_up(exact + off, places)


def _signed(gap: Fraction, places: int) -> str:
    return f"{'+' if gap > 0 else ''}{plain(half_up(gap, places))}"


def _of_quarters_and_flags(result: Result) -> Iterator[str]:
    if result.released < result.quarter:
        yield f"it was released in {result.released}, before its quarter"
    if (result.released > result.quarter) != (Flag.STALE in result.flags):
        yield f"it was released in {result.released}, and is {'' if Flag.STALE in result.flags else 'not '}stale"
    if Flag.WAIVED in result.flags and result.status not in MISSES:
        yield f"it is {result.status} and waived, and only a miss can be"
    if (result.target is None) != (result.target_from is None):
        yield "of target and target_from only one is given"
    if result.expectation is not None and result.target is None:
        yield "it has an expectation and no target"


def of_document(head: Head, entries: Sequence[Entry], problems: Sequence[Trouble]) -> Iterator[str]:
    """What of a whole document cannot be true together, each as a clause."""
    found = Counter(entry.status for entry in entries)
    for status, number in head.summary.by_status.items():
        if number != found[status]:
            yield f"its summary counts {number:,} {status}, and {found[status]:,} are in it"
    errors = sum(problem.level is Level.ERROR for problem in problems)
    if errors and head.summary.exit_code != 3:
        yield f"its exit code is {head.summary.exit_code}, and it has {counted(errors, 'error')}"
    for entry in entries if head.summary.exit_code == 0 else ():
        if failing_words(head.policy.fail_on, entry.status, entry.flags):
            yield f"its exit code is 0, and {entry.code} of {entry.provider} is what was to fail it"

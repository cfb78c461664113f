"""What a result says of itself that cannot be true together."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from slcheck.arithmetic import scaled
from slcheck.displays import MOST_PLACES
from slcheck.model import (
    Rounding,
    Status,
)
from slcheck.recorded.shapes import Result, exact_figure, fraction

_UNIT = Fraction(scaled(1, MOST_PLACES))
_JUDGED = (Status.PASS, Status.NEAR, Status.FAIL)


def contradictions(result: Result) -> Iterator[str]:
    """What of a result cannot be true together, each as a clause."""
    is_judged, gap = result.status in _JUDGED, result.gap
    missing = [result.value, result.exact_value, result.target, gap, result.rounding].count(None)
    if is_judged and (missing or result.reason is not None):
        yield f"it is {result.status}, and its figure, target or gap is missing or a reason is given why there is none"
    if not is_judged and (gap is not None or result.reason is None):
        yield f"it is {result.status}, and it has a gap or no reason"
    if gap is not None and (gap >= 0) != (result.status is Status.PASS):
        yield f"it is {result.status} with a gap of {gap:f}"
    if (
        is_judged
        and not missing
        and abs(abs(fraction(result.value) - fraction(result.target)) - abs(fraction(gap))) > _UNIT
    ):
        yield f"{result.value:f} is not {abs(gap or 0):f} from {result.target:f}"
    if (result.value is None) != (result.exact_value is None):
        yield "of value and exact_value only one is given"
    if result.status is Status.NO_TARGET and result.exact_value is None:
        yield "it has no target, and no figure either"
    yield from _figure_contradictions(result)


def _figure_contradictions(result: Result) -> Iterator[str]:
    counts = [count for count in (result.numerator, result.denominator) if count is not None]
    if len(counts) == 1 or (len(counts) == 2) != (result.basis == "counts"):
        yield f"its basis is {result.basis or 'null'}, and {len(counts)} of its two counts are given"
    if (result.decimals is not None) != (result.basis in ("stored", "printed")):
        yield f"its basis is {result.basis or 'null'}, and its decimals are {result.decimals}"
    if result.exact_value is not None:
        yield from _figure_and_counts(result, counts)


def _figure_and_counts(result: Result, counts: Sequence[int]) -> Iterator[str]:
    if result.basis is None:
        yield "it has a figure, and its basis is null"
    if len(counts) == 2 and abs(exact_figure(result) - fraction(result.exact_value)) > _UNIT:
        yield f"{counts[0]:,} of {counts[1]:,} is not {result.exact_value:f}%"
    exact = result.rounding in (None, Rounding.EXACT)
    if exact and result.value != result.exact_value:
        yield f"it was judged exactly, and {result.value:f} is not {result.exact_value:f}"

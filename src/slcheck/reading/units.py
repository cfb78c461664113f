"""Whether a plain number is a percentage or a fraction. Decided for a column at a time, never in silence.

The cell's own format or sign has decided already where it could. What is left is decided by the heading, by agreement
with the counts, by what the person who runs slcheck said, or by the one reasoning that is safe: a share of cases
stored as a fraction cannot be above 1.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from slcheck.arithmetic import half_unit
from slcheck.model import Unit
from slcheck.reading.figures import MOST_PLACES, Percent, Plain
from slcheck.values import dataclass

_HUNDREDFOLD = {Unit.PERCENT: 1, Unit.FRACTION: 100}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A plain number, and the exact percentage that it should be, if something tells: counts, a declared target."""

    plain: Plain
    known: Fraction | None


@dataclass(frozen=True, slots=True)
class Decision:
    """The unit of each candidate, in order (None: it cannot be told), how that was decided, and what is wrong."""

    units: tuple[Unit | None, ...]
    how: str
    doubt: str | None = None


def as_percent(plain: Plain, unit: Unit) -> Percent:
    """``plain`` as a percentage, 0 to 100."""
    if unit is Unit.PERCENT:
        return Percent(plain.number, min(MOST_PLACES, plain.places), plain.printed, plain.markers)
    percent, places = (plain.number * 100).normalize(), plain.places - 2
    return Percent(percent, min(MOST_PLACES, places), plain.printed, plain.markers)


def decide(
    candidates: Sequence[Candidate], heading: Unit | None, stated: Unit | None, *, others_say_themselves: bool
) -> Decision:
    """The unit of every plain number of one column.

    ``heading`` and ``stated`` (``--unit``) are the units that those name, if any. ``others_say_themselves`` is whether
    cells of the same column carry a percent sign or format of their own.
    """
    numbers = [candidate.plain.number for candidate in candidates]
    above_one = any(number > 1 for number in numbers)
    up_to_one = any(0 < number <= 1 for number in numbers)
    known = _agreed(candidates) if heading is None or not above_one else None
    if heading is Unit.PERCENT and known is Unit.FRACTION and not above_one:
        said = "the heading says percent, and the counts beside show that the numbers are fractions (0.95 is 95%)"
        return Decision(
            (Unit.FRACTION,) * len(numbers), "agreement with the counts", f"{said}; they were taken as such"
        )
    if heading is None and known is None and stated is None and above_one and up_to_one:
        return _untold(candidates, "numbers above 1 stand beside numbers up to 1, so the column mixes two scales")
    for unit, how in (
        (heading, "the heading"),
        (known, "agreement with the counts or the declared targets"),
        (stated, "--unit"),
    ):
        if unit is not None:
            return _as_said(candidates, unit, how, stated)
    if above_one:
        return Decision((Unit.PERCENT,) * len(numbers), "numbers above 1, which no fraction can be")
    if others_say_themselves:
        return _untold(candidates, "other cells of the column carry a percent sign and these do not")
    if set(numbers) <= {Decimal(0), Decimal(1)}:
        return _untold(candidates, "0 and 1 can be fractions or percentages")
    return Decision(
        (Unit.FRACTION,) * len(numbers),
        "all numbers between 0 and 1",
        "numbers between 0 and 1 were taken as fractions (0.95 is 95%); give --unit if they are percentages",
    )


def decide_unnamed(candidates: Sequence[Candidate]) -> Decision:
    """The unit of plain numbers that nothing calls percentages: whole ones may just as well be numbers of cases."""
    whole = all(candidate.plain.number == candidate.plain.number.to_integral_value() for candidate in candidates)
    if whole and _agreed(candidates) is None:
        why = "nothing says whether these whole numbers are percentages or numbers of cases"
        return Decision(
            (None,) * len(candidates), "not decided", f"{why}; write % in the title, or give --unit percent"
        )
    return decide(candidates, None, None, others_say_themselves=False)


def _as_said(candidates: Sequence[Candidate], unit: Unit, how: str, stated: Unit | None) -> Decision:
    """``unit`` for every number that it fits, else ``stated`` where that fits."""

    def fits(candidate: Candidate, unit: Unit) -> bool:
        number = candidate.plain.number
        if unit is Unit.FRACTION:
            return number <= 1
        return number > 1 or number == 0 or unit is stated or _agrees(candidate, unit)

    def of(candidate: Candidate) -> Unit | None:
        return next((each for each in (unit, stated) if each and fits(candidate, each)), None)

    units = tuple(of(candidate) for candidate in candidates)
    if None not in units:
        return Decision(units, how)
    side = "above 1" if unit is Unit.FRACTION else "up to 1"
    return Decision(units, how, f"{how} says {unit.value}, which a number {side} does not look like; {_CURE}")


def _agreed(candidates: Sequence[Candidate]) -> Unit | None:
    """The one unit in which numbers agree with what is known of them; None when there is none, or more than one."""
    agreed: set[Unit] = set()
    for candidate in candidates:
        if candidate.plain.number:
            agreed.update(unit for unit in Unit if _agrees(candidate, unit))
    return agreed.pop() if len(agreed) == 1 else None


def _agrees(candidate: Candidate, unit: Unit) -> bool:
    if candidate.known is None:
        return False
    plain = candidate.plain
    half = half_unit(min(plain.places, MOST_PLACES + 2)) * _HUNDREDFOLD[unit]
    return abs(Fraction(plain.number) * _HUNDREDFOLD[unit] - candidate.known) <= half


_CURE = "format the cells as percentages, or give --unit percent or --unit fraction"


def _untold(candidates: Sequence[Candidate], why: str) -> Decision:
    return Decision((None,) * len(candidates), "not decided", f"{why}; {_CURE}")

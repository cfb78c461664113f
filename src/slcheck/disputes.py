"""Where a file contradicts itself or the declarations: what is said, and whether a verdict can still be given."""

from decimal import Decimal
from fractions import Fraction

from slcheck.arithmetic import half_unit, half_up, plain
from slcheck.model import Counts, Flag, NoTarget, Observation, Percentage, Printed, PrintedTarget, Stored
from slcheck.ruler import PUBLISHED_PLACES, Ruler
from slcheck.values import dataclass

Figure = Counts | Stored | Printed


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two statements of the file, or the file and the declaration, that differ. Undecided when the verdict would."""

    flag: Flag
    sentence: str
    undecided: bool


def disputes(observation: Observation, ruler: Ruler, exact: Fraction) -> list[Dispute]:
    """Everything about ``observation`` that is said in two ways; ``exact`` is its figure in percent."""
    figure, target, expectation = observation.figure, observation.printed_target, observation.printed_expectation
    found: list[Dispute] = []
    if isinstance(figure, Counts) and figure.percentage and not reconciles(exact, figure.percentage):
        found.append(_percent_dispute(figure, figure.percentage, ruler, exact))
    if target and target.level != ruler.level:
        found.append(_target_dispute(observation, target, ruler, exact))
    if expectation and (dispute := _expectation_dispute(observation, expectation)):
        found.append(dispute)
    return found


def exact_percent(figure: Figure) -> Fraction:
    """The exact percentage: from the counts where there are counts. Needs a denominator above 0."""
    return figure.percent if isinstance(figure, Counts) else Fraction(figure.percent)


def reconciles(value: Fraction, percentage: Percentage) -> bool:
    """Whether ``percentage`` is ``value`` (percent) rounded to its own precision; a tie may have gone either way."""
    given, whole = percentage.percent.as_integer_ratio()
    over, under = value.as_integer_ratio()
    half, unit = half_unit(percentage.places).as_integer_ratio()
    return abs(over * whole - given * under) * unit <= half * under * whole


def shown(percentage: Percentage) -> str:
    """A percentage of a file with the decimals that it is known to."""
    return f"{plain(half_up(Fraction(percentage.percent), max(0, percentage.places)))}%"


def _percent_dispute(figure: Counts, given: Percentage, ruler: Ruler, exact: Fraction) -> Dispute:
    ours = plain(half_up(exact, max(given.places, PUBLISHED_PLACES)))
    undecided = given.percent > 100 or ruler.verdict(Fraction(given.percent)) is not ruler.verdict(exact)
    sentence = (
        f"The counts {figure.numerator:,} of {figure.denominator:,} make {ours}%, but the file gives {shown(given)}; "
        f"{'the verdict depends on which is right' if undecided else 'the counts were judged'}; correct one of them."
    )
    return Dispute(Flag.PERCENT_DISAGREES, sentence, undecided)


def _target_dispute(observation: Observation, printed: PrintedTarget, ruler: Ruler, exact: Fraction) -> Dispute:
    other = Ruler(printed.level, ruler.direction, ruler.near, ruler.rounded_to)
    exchanged = exact == ruler.level
    undecided = exchanged or other.verdict(exact) is not ruler.verdict(exact)
    return Dispute(
        Flag.TARGET_DISAGREES,
        _difference(observation, "a target", printed, ruler.level)
        + ("the figure and the target may have been exchanged; " if exchanged else "")
        + ("no verdict is given until they agree." if undecided else "the declared one was used."),
        undecided,
    )


def _expectation_dispute(observation: Observation, printed: PrintedTarget) -> Dispute | None:
    """No verdict rests on an expectation, so another one than the declared is only said."""
    target = observation.measure.target_in(observation.quarter)
    if isinstance(target, NoTarget) or target.expectation in (None, printed.level):
        return None
    sentence = f"{_difference(observation, 'an expectation', printed, target.expectation)}the declared one was used."
    return Dispute(Flag.TARGET_DISAGREES, sentence, undecided=False)


def _difference(observation: Observation, what: str, printed: PrintedTarget, declared: Decimal) -> str:
    measure = observation.measure
    return (
        f"The file prints {what} of {plain(printed.level)}% for {measure.code} in cell {printed.origin.cell}, but "
        f"{plain(declared)}% is declared for {observation.quarter} in {measure.file}; "
    )

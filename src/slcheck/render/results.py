"""One result as a flat row of named values: the same names and values in JSON and in CSV."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from slcheck.arithmetic import half_up, scaled
from slcheck.displays import MOST_PLACES, displays, target_display
from slcheck.model import (
    Counts,
    Direction,
    Finding,
    Judged,
    NoFigure,
    NoTarget,
    Observation,
    Printed,
    RollUp,
    Rounding,
    Status,
    Stored,
    Unjudged,
)
from slcheck.summary import missed

Part = dict[str, str | int | None]
Value = str | int | float | None | list[str] | list[Part]
Row = dict[str, Value]


def row(finding: Finding) -> Row:
    """Every value of a result, under the names of the published schema and in its order."""
    values = _verdict(finding)
    values.update(_origin(finding.observation))
    values.update(_declaration(finding))
    return values


def rollup_row(rollup: RollUp) -> Row:
    """Every value of a sum: those of a result, with its parts in place of a cell."""
    return _verdict(rollup.finding) | _sum(rollup) | _declaration(rollup.finding)


def _verdict(finding: Finding) -> Row:
    observation = finding.observation
    measure, target, figure = observation.measure, finding.target, observation.figure
    counts = figure if isinstance(figure, Counts) else None
    judged = finding if isinstance(finding, Judged) else None
    unjudged = finding if isinstance(finding, Unjudged) else None
    cases = judged.cases if judged else None
    waiver = judged.waiver if judged else None
    shown, gap_shown = displays(finding)
    gap = _signed(judged.gap) if judged else None
    number = _number(finding, gap)
    quarter = str(observation.quarter)
    return {
        "framework": measure.framework.value,
        "measure": measure.code,
        "title": measure.title,
        "kind": measure.kind.value,
        "provider": observation.provider,
        "quarter": quarter,
        "released": quarter if observation.released is observation.quarter else str(observation.released),
        "status": finding.status.value,
        "reason": unjudged.reason.value if unjudged else None,
        "reason_text": unjudged.sentence if unjudged else None,
        "value": number,
        "value_display": shown or None,
        "exact_value": _exact_number(finding, number),
        "rounding": judged.rounding.value if judged else None,
        "basis": None if isinstance(figure, NoFigure) else _BASIS[type(figure)],
        "decimals": figure.places if isinstance(figure, Stored | Printed) else None,
        "target": float(target.level) if target else None,
        "target_display": target_display(finding) or None,
        "direction": measure.direction.value,
        "gap": None if gap is None else float(gap),
        "gap_display": gap_shown or None,
        "expectation": float(target.expectation) if target and target.expectation is not None else None,
        "expectation_gap": _expectation_gap(judged) if judged else None,
        "expectation_status": _expectation_status(judged) if judged else None,
        "numerator": counts.numerator if counts else None,
        "denominator": counts.denominator if counts else None,
        "shortfall": cases.shortfall if cases else None,
        "headroom": cases.headroom if cases else None,
        "misses_allowed": cases.misses_allowed if cases else None,
        "interval_low": _rounded(cases.low) if cases else None,
        "interval_high": _rounded(cases.high) if cases else None,
        "rating": finding.rating.value if finding.rating else None,
        "flags": [flag.value for flag in finding.flags],
        "waiver_reason": waiver.reason if waiver else None,
        "waiver_approved_by": waiver.approved_by if waiver else None,
        "waiver_expires": waiver.expires.isoformat() if waiver else None,
        "markers": list(observation.markers),
    }


def _origin(observation: Observation) -> Row:
    origin = observation.origin
    return {
        "source_file": origin.file,
        "source_sheet": origin.sheet,
        "source_cell": origin.cell,
        "source_text": observation.text,
    }


def _sum(rollup: RollUp) -> Row:
    return {
        "by": rollup.by.value,
        "parts": [_part(finding) for finding in rollup.parts],
        "missing": list(rollup.missing),
        "missed": missed(rollup),
        "total_cell": str(rollup.total.origin) if rollup.total else None,
        "total_text": rollup.total.text if rollup.total else None,
    }


def _part(finding: Finding) -> Part:
    observation, figure = finding.observation, finding.observation.figure
    return {
        "provider": observation.provider,
        "status": finding.status.value,
        "numerator": figure.numerator if isinstance(figure, Counts) else None,
        "denominator": figure.denominator if isinstance(figure, Counts) else None,
        "source_file": observation.origin.file,
        "source_sheet": observation.origin.sheet,
        "source_cell": observation.origin.cell,
    }


def _declaration(finding: Finding) -> Row:
    """Where the target is declared; without one, what says why there is none."""
    measure, target = finding.observation.measure, finding.target
    return {
        "target_from": str(target.start) if target else None,
        "target_source": target.source if target else None,
        "target_file": measure.file,
        "target_line": target.line if target else _line_without_target(finding.observation),
    }


def _line_without_target(observation: Observation) -> int:
    in_force = observation.measure.target_in(observation.quarter)
    return in_force.line if isinstance(in_force, NoTarget) else observation.measure.line


_LAST_PLACE = scaled(1, MOST_PLACES)
_BASIS = {Counts: "counts", Stored: "stored", Printed: "printed"}


def _number(finding: Finding, gap: Decimal | None) -> float | None:
    """The figure at six places, on the same side of the target as the exact one; ``gap`` is its own, if it has one."""
    if isinstance(finding, Judged) and gap is not None:
        level = finding.target.level
        return float(level + gap if finding.observation.measure.direction is Direction.AT_LEAST else level - gap)
    return None if finding.value is None else float(half_up(finding.value, MOST_PLACES))


def _exact_number(finding: Finding, number: float | None) -> float | None:
    """The figure at six places before it was rounded to what is published, if it was; else ``number``."""
    if isinstance(finding, Judged) and finding.rounding is Rounding.AS_PUBLISHED:
        return float(half_up(finding.exact, MOST_PLACES))
    return number


def _expectation_gap(finding: Judged) -> float | None:
    return None if finding.expectation_gap is None else float(_signed(finding.expectation_gap))


def _expectation_status(finding: Judged) -> str | None:
    if finding.expectation_gap is None:
        return None
    return (Status.FAIL if finding.expectation_gap < 0 else Status.PASS).value


def _rounded(percentage: Decimal) -> float:
    return float(percentage.quantize(_LAST_PLACE, ROUND_HALF_UP))


def _signed(gap: Fraction) -> Decimal:
    """A gap at six places; one that is not zero is never rounded to zero, so its sign is the verdict."""
    rounded = half_up(gap, MOST_PLACES)
    if gap and not rounded:
        return scaled(1 if gap > 0 else -1, MOST_PLACES)
    return rounded

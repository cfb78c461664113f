"""One result as a flat row of named values: the same names and values in JSON and in CSV."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from slcheck.arithmetic import half_up, scaled
from slcheck.displays import MOST_PLACES, gap_display, target_display, value_display
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
    return dict((*_verdict(finding), *_origin(finding.observation), *_declaration(finding)))


def rollup_row(rollup: RollUp) -> Row:
    """Every value of a sum: those of a result, with its parts in place of a cell."""
    return dict((*_verdict(rollup.finding), *_sum(rollup), *_declaration(rollup.finding)))


def _verdict(finding: Finding) -> Iterator[tuple[str, Value]]:
    observation = finding.observation
    measure, target, figure = observation.measure, finding.target, observation.figure
    counts = figure if isinstance(figure, Counts) else None
    judged = finding if isinstance(finding, Judged) else None
    unjudged = finding if isinstance(finding, Unjudged) else None
    cases = judged.cases if judged else None
    waiver = judged.waiver if judged else None
    yield "framework", measure.framework.value
    yield "measure", measure.code
    yield "title", measure.title
    yield "kind", measure.kind.value
    yield "provider", observation.provider
    yield "quarter", str(observation.quarter)
    yield "released", str(observation.released)
    yield "status", finding.status.value
    yield "reason", unjudged.reason.value if unjudged else None
    yield "reason_text", unjudged.sentence if unjudged else None
    yield "value", _number(finding)
    yield "value_display", value_display(finding) or None
    yield "exact_value", _exact_number(finding)
    yield "rounding", judged.rounding.value if judged else None
    yield "basis", None if isinstance(figure, NoFigure) else _BASIS[type(figure)]
    yield "decimals", figure.places if isinstance(figure, Stored | Printed) else None
    yield "target", float(target.level) if target else None
    yield "target_display", target_display(finding) or None
    yield "direction", measure.direction.value
    yield "gap", float(_gap(judged)) if judged else None
    yield "gap_display", gap_display(finding) or None
    yield "expectation", float(target.expectation) if target and target.expectation is not None else None
    yield "expectation_gap", _expectation_gap(judged) if judged else None
    yield "expectation_status", _expectation_status(judged) if judged else None
    yield "numerator", counts.numerator if counts else None
    yield "denominator", counts.denominator if counts else None
    yield "shortfall", cases.shortfall if cases else None
    yield "headroom", cases.headroom if cases else None
    yield "misses_allowed", cases.misses_allowed if cases else None
    yield "interval_low", _rounded(cases.low) if cases else None
    yield "interval_high", _rounded(cases.high) if cases else None
    yield "rating", finding.rating.value if finding.rating else None
    yield "flags", [flag.value for flag in finding.flags]
    yield "waiver_reason", waiver.reason if waiver else None
    yield "waiver_approved_by", waiver.approved_by if waiver else None
    yield "waiver_expires", waiver.expires.isoformat() if waiver else None
    yield "markers", list(observation.markers)


def _origin(observation: Observation) -> Iterator[tuple[str, Value]]:
    origin = observation.origin
    yield "source_file", origin.file
    yield "source_sheet", origin.sheet
    yield "source_cell", origin.cell
    yield "source_text", observation.text


def _sum(rollup: RollUp) -> Iterator[tuple[str, Value]]:
    yield "by", rollup.by.value
    yield "parts", [_part(finding) for finding in rollup.parts]
    yield "missing", list(rollup.missing)
    yield "missed", missed(rollup)
    yield "total_cell", str(rollup.total.origin) if rollup.total else None
    yield "total_text", rollup.total.text if rollup.total else None


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


def _declaration(finding: Finding) -> Iterator[tuple[str, Value]]:
    """Where the target is declared; without one, what says why there is none."""
    measure, target = finding.observation.measure, finding.target
    in_force = measure.target_in(finding.observation.quarter)
    if isinstance(finding, Unjudged) and isinstance(in_force, NoTarget):
        line = in_force.line
    else:
        line = target.line if target else measure.line
    yield "target_from", str(target.start) if target else None
    yield "target_source", target.source if target else None
    yield "target_file", measure.file
    yield "target_line", line


_BASIS = {Counts: "counts", Stored: "stored", Printed: "printed"}


def _number(finding: Finding) -> float | None:
    """The figure at six places, on the same side of the target as the exact one."""
    if isinstance(finding, Judged):
        gap, level = _gap(finding), finding.target.level
        return float(level + gap if finding.observation.measure.direction is Direction.AT_LEAST else level - gap)
    return None if finding.value is None else float(half_up(finding.value, MOST_PLACES))


def _exact_number(finding: Finding) -> float | None:
    """The figure at six places before it was rounded to what is published, if it was."""
    if isinstance(finding, Judged) and finding.rounding is Rounding.AS_PUBLISHED:
        return float(half_up(finding.exact, MOST_PLACES))
    return _number(finding)


def _expectation_gap(finding: Judged) -> float | None:
    return None if finding.expectation_gap is None else float(_signed(finding.expectation_gap))


def _expectation_status(finding: Judged) -> str | None:
    if finding.expectation_gap is None:
        return None
    return (Status.FAIL if finding.expectation_gap < 0 else Status.PASS).value


def _rounded(percentage: Decimal) -> float:
    return float(half_up(Fraction(percentage), MOST_PLACES))


def _gap(finding: Judged) -> Decimal:
    return _signed(finding.gap)


def _signed(gap: Fraction) -> Decimal:
    """A gap at six places; one that is not zero is never rounded to zero, so its sign is the verdict."""
    rounded = half_up(gap, MOST_PLACES)
    if gap and not rounded:
        return scaled(1 if gap > 0 else -1, MOST_PLACES)
    return rounded

"""One result as a flat row of named values: the same names and values in JSON and in CSV."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import lru_cache

from slcheck.arithmetic import units_half_up
from slcheck.displays import MILLION, MOST_PLACES, Level, displays, level_of, target_display
from slcheck.limits import wilson
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
from slcheck.quarter import Quarter
from slcheck.render.schema import RESULT_KEYS, ROLLUP_KEYS
from slcheck.summary import missed

Part = dict[str, str | int | None]
Value = str | int | float | None | list[str] | list[Part]
Row = dict[str, Value]
Own = dict[str, str | int | float | None]


def row(finding: Finding) -> Row:
    """Every value of a result, under the names of the published schema and in its order."""
    return _in_order(RESULT_KEYS, shared_values(finding) | own_values(finding, level_of(finding.target)))


def rollup_row(rollup: RollUp) -> Row:
    """Every value of a sum: those of a result, with its parts in place of a cell."""
    finding = rollup.finding
    return _in_order(ROLLUP_KEYS, shared_values(finding) | own_values(finding, level_of(finding.target)) | _sum(rollup))


def likeness(finding: Finding) -> tuple[object, ...]:
    """What ``shared_values`` is made of. Records are told apart by which object they are: comparing them is slow."""
    observation, target = finding.observation, finding.target
    figure, origin = observation.figure, observation.origin
    return (
        id(observation.measure),
        id(target) if target else _line_without_target(observation),
        target is None,
        finding.status,
        finding.flags,
        finding.rating,
        *((finding.rounding, id(finding.waiver)) if isinstance(finding, Judged) else (finding.reason,)),
        type(figure),
        figure.places if isinstance(figure, Stored | Printed) else None,
        observation.markers,
        origin.file,
        origin.sheet,
    )


def shared_values(finding: Finding) -> Row:
    """What a result says in the same words as thousands of others: of its target, its verdict and its file.

    Without a target, ``target_line`` is the line that says why there is none.
    """
    observation, target = finding.observation, finding.target
    measure, figure = observation.measure, observation.figure
    judged = finding if isinstance(finding, Judged) else None
    waiver = judged.waiver if judged else None
    return {
        "framework": measure.framework.value,
        "measure": measure.code,
        "title": measure.title,
        "kind": measure.kind.value,
        "status": finding.status.value,
        "reason": finding.reason.value if isinstance(finding, Unjudged) else None,
        "rounding": judged.rounding.value if judged else None,
        "basis": None if isinstance(figure, NoFigure) else _BASIS[type(figure)],
        "decimals": figure.places if isinstance(figure, Stored | Printed) else None,
        "target": float(target.level) if target else None,
        "target_display": target_display(finding) or None,
        "direction": measure.direction.value,
        "expectation": float(target.expectation) if target and target.expectation is not None else None,
        "rating": finding.rating.value if finding.rating else None,
        "flags": [flag.value for flag in finding.flags],
        "waiver_reason": waiver.reason if waiver else None,
        "waiver_approved_by": waiver.approved_by if waiver else None,
        "waiver_expires": waiver.expires.isoformat() if waiver else None,
        "markers": list(observation.markers),
        "source_file": observation.origin.file,
        "source_sheet": observation.origin.sheet,
        "target_from": str(target.start) if target else None,
        "target_source": target.source if target else None,
        "target_file": measure.file,
        "target_line": target.line if target else _line_without_target(observation),
    }


def own_values(finding: Finding, level: Level | None) -> Own:
    """What a result says of its own figure; ``level`` is its target's, if it has one."""
    observation = finding.observation
    figure = observation.figure
    counts = figure if isinstance(figure, Counts) else None
    judged = finding if isinstance(finding, Judged) else None
    cases = judged.cases if judged else None
    interval = wilson(counts.numerator, counts.denominator, MOST_PLACES) if cases and counts else None
    ahead = judged.expectation_gap if judged else None
    gap = _signed(judged.gap) if judged else None
    number = _number(finding, gap, level)
    shown, gap_shown = displays(finding, level)
    quarter, released = observation.quarter, observation.released
    return {
        "provider": observation.provider,
        "quarter": _written(quarter.year, quarter.number),
        "released": _written(released.year, released.number),
        "reason_text": finding.sentence if isinstance(finding, Unjudged) else None,
        "value": number,
        "value_display": shown or None,
        "exact_value": _millionths(judged.exact) if judged and judged.rounding is Rounding.AS_PUBLISHED else number,
        "gap": None if gap is None else gap / MILLION,
        "gap_display": gap_shown or None,
        "expectation_gap": None if ahead is None else _signed(ahead) / MILLION,
        "expectation_status": None if ahead is None else (Status.FAIL if ahead < 0 else Status.PASS).value,
        "numerator": counts.numerator if counts else None,
        "denominator": counts.denominator if counts else None,
        "shortfall": cases.shortfall if cases else None,
        "headroom": cases.headroom if cases else None,
        "misses_allowed": cases.misses_allowed if cases else None,
        "interval_low": interval.low / MILLION if interval else None,
        "interval_high": interval.high / MILLION if interval else None,
        "source_cell": observation.origin.cell,
        "source_text": observation.text,
    }


def _in_order(keys: Iterable[str], values: Mapping[str, Value]) -> Row:
    return {key: values[key] for key in keys}


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


def _line_without_target(observation: Observation) -> int:
    in_force = observation.measure.target_in(observation.quarter)
    return in_force.line if isinstance(in_force, NoTarget) else observation.measure.line


_BASIS = {Counts: "counts", Stored: "stored", Printed: "printed"}


@lru_cache(maxsize=512)
def _written(year: int, number: int) -> str:
    return str(Quarter(year, number))


def _number(finding: Finding, gap: int | None, level: Level | None) -> float | None:
    """The figure at six places, on the same side of the target as the exact one; ``gap`` is its own, if it has one."""
    if gap is not None and level is not None:
        return level.plus(gap if finding.observation.measure.direction is Direction.AT_LEAST else -gap)
    return None if finding.value is None else _millionths(finding.value)


def _signed(gap: Fraction) -> int:
    """A gap in millionths; one that is not zero is never rounded to zero, so its sign is the verdict."""
    over, under = gap.as_integer_ratio()
    return units_half_up(over, under, MOST_PLACES) or (over > 0) - (over < 0)


def _millionths(percentage: Fraction) -> float:
    return units_half_up(*percentage.as_integer_ratio(), MOST_PLACES) / MILLION

"""One result as a flat row of named values: the same names and values in JSON and in CSV."""

from collections.abc import Iterator
from decimal import Decimal

from slcheck.arithmetic import half_up, plain, scaled
from slcheck.model import Counts, Direction, Finding, Judged, Observation, Unjudged

Value = str | int | float | None | list[str]
Row = dict[str, Value]

MOST_PLACES = 6
"""Decimals of a number in JSON and CSV; the ``_display`` values and the counts carry whatever is needed beyond."""


def value_display(finding: Finding) -> str:
    """The figure as it is shown, with its sign, or nothing."""
    if finding.value is None:
        return ""
    return f"{plain(half_up(finding.value, finding.places))}%"


def target_display(finding: Finding) -> str:
    """The target as it was declared, with its sign, or nothing."""
    return f"{plain(finding.target.level)}%" if finding.target else ""


def gap_display(finding: Finding) -> str:
    """The gap in percentage points with its sign; ``0.0`` when level; nothing without a verdict."""
    if not isinstance(finding, Judged):
        return ""
    gap = _ahead(finding, half_up(finding.value, finding.places))
    return f"{'+' if gap > 0 else ''}{plain(gap)}"


def row(finding: Finding) -> Row:
    """Every value of a result, under the names of the published schema and in its order."""
    return dict(_values(finding))


def _values(finding: Finding) -> Iterator[tuple[str, Value]]:
    observation = finding.observation
    measure, target = observation.measure, finding.target
    counts = observation.figure if isinstance(observation.figure, Counts) else None
    judged = finding if isinstance(finding, Judged) else None
    unjudged = finding if isinstance(finding, Unjudged) else None
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
    yield "target", float(target.level) if target else None
    yield "target_display", target_display(finding) or None
    yield "direction", measure.direction.value
    yield "gap", float(_gap(judged)) if judged else None
    yield "gap_display", gap_display(finding) or None
    yield "numerator", counts.numerator if counts else None
    yield "denominator", counts.denominator if counts else None
    yield "shortfall", judged.shortfall if judged else None
    yield "misses_allowed", judged.misses_allowed if judged else None
    yield "flags", [flag.value for flag in finding.flags]
    yield "markers", list(observation.markers)
    yield from _origin(observation)
    yield "target_from", str(target.start) if target else None
    yield "target_source", target.source if target else None
    yield "target_file", measure.file
    yield "target_line", target.line if target else measure.line


def _origin(observation: Observation) -> Iterator[tuple[str, Value]]:
    origin = observation.origin
    yield "source_file", origin.file
    yield "source_sheet", origin.sheet
    yield "source_cell", origin.cell
    yield "source_text", observation.text


def _number(finding: Finding) -> float | None:
    """The figure at six places, on the same side of the target as the exact one."""
    if isinstance(finding, Judged):
        gap, level = _gap(finding), finding.target.level
        return float(level + gap if finding.observation.measure.direction is Direction.AT_LEAST else level - gap)
    return None if finding.value is None else float(half_up(finding.value, MOST_PLACES))


def _gap(finding: Judged) -> Decimal:
    """The gap at six places; one that is not zero is never rounded to zero, so its sign is the verdict."""
    rounded = half_up(finding.gap, MOST_PLACES)
    if finding.gap and not rounded:
        return scaled(1 if finding.gap > 0 else -1, MOST_PLACES)
    return rounded


def _ahead(finding: Judged, value: Decimal) -> Decimal:
    ahead = value - finding.target.level
    return ahead if finding.observation.measure.direction is Direction.AT_LEAST else -ahead

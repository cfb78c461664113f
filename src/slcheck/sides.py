"""A report as one side of a comparison."""

from slcheck.displays import gap_display, target_display, value_display
from slcheck.model import Basis, Counts, Entry, Finding, Judged, NoFigure, Printed, Report, Side, Stored


def entries_of(report: Report) -> tuple[Entry, ...]:
    """The findings of a report as entries; roll-ups are left out."""
    return tuple(map(entry_of, report.findings))


def side_of(report: Report) -> Side:
    """The side that the report of one file is."""
    file = next(iter(report.inputs), None)
    return Side(
        name=file.path if file else "",
        sha256=file.sha256 if file else None,
        entries=entries_of(report),
        problems=report.problems,
    )


def entry_of(finding: Finding) -> Entry:
    """A finding as one result of a side."""
    observation, target = finding.observation, finding.target
    measure, figure = observation.measure, observation.figure
    judged = finding if isinstance(finding, Judged) else None
    counts = figure if isinstance(figure, Counts) else None
    return Entry(
        framework=measure.framework,
        code=measure.code,
        title=measure.title,
        replaces=measure.replaces,
        provider=observation.provider,
        quarter=observation.quarter,
        released=observation.released,
        status=finding.status,
        reason=None if isinstance(finding, Judged) else finding.reason,
        value=judged.exact if judged else finding.value,
        value_display=value_display(finding),
        places=None if isinstance(figure, Counts | NoFigure) else figure.places,
        basis=_basis(figure),
        numerator=counts.numerator if counts else None,
        denominator=counts.denominator if counts else None,
        target=target.level if target else None,
        target_display=target_display(finding),
        target_from=target.start if target else None,
        expectation=target.expectation if target else None,
        gap_display=gap_display(finding),
        rounding=judged.rounding if judged else None,
        flags=finding.flags,
        shown=observation.text,
        where=str(observation.origin),
    )


def _basis(figure: Counts | Stored | Printed | NoFigure) -> Basis | None:
    match figure:
        case Counts():
            return "counts"
        case Stored():
            return "stored"
        case Printed():
            return "printed"
        case NoFigure():
            return None

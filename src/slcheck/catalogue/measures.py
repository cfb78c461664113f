"""From the shapes of target and providers files to the records of the model."""

from collections.abc import Iterator, Sequence

from slcheck.catalogue.complaints import Shaped
from slcheck.catalogue.nodes import Nodes, Path
from slcheck.catalogue.period_rules import OF_FILE
from slcheck.catalogue.shapes import MeasureFile, MeasureShape, ProviderFile, SuspensionShape, TargetShape
from slcheck.model import Band, Measure, NotJudged, Provider, Rounding, Suspension, Target


def measures_of(declared: Shaped[MeasureFile], file: str) -> Iterator[Measure]:
    """The measures of a file without complaints, with what the file says for those that do not say it themselves."""
    content, nodes = declared.content, declared.nodes
    of_file = list(_suspensions(nodes, OF_FILE, content.suspended))
    for position, shape in enumerate(content.measures):
        at: Path = ("measures", position)
        suspended = [*of_file, *_suspensions(nodes, (*at, "suspended"), shape.suspended)]
        targets = [_target(each, nodes[*at, "targets", number].place.line) for number, each in enumerate(shape.targets)]
        decimals = content.decimals if shape.decimals is None else shape.decimals
        yield Measure(
            framework=content.framework,
            code=shape.code,
            title=shape.title,
            definition=shape.definition,
            kind=shape.kind,
            numerator=shape.numerator,
            denominator=shape.denominator,
            direction=shape.direction,
            targets=tuple(sorted(targets, key=lambda target: target.start)),
            no_target=shape.no_target,
            suspended=tuple(sorted(suspended, key=lambda suspension: suspension.start)),
            near=shape.near,
            rounding=shape.rounding or content.rounding or Rounding.EXACT,
            decimals=_DECIMALS if decimals is None else decimals,
            not_judged=_not_judged(shape),
            replaces=shape.replaces,
            note=shape.note,
            file=file,
            line=nodes[at].place.line,
        )


_DECIMALS = 1
"""As the Ministry of Justice and the Inspectorate print their figures."""


def providers_of(content: ProviderFile) -> Iterator[Provider]:
    for shape in content.providers:
        yield Provider(
            framework=shape.framework,
            name=shape.name,
            owner=shape.owner,
            division=shape.division,
            spellings=tuple(shape.spellings),
        )


def _target(shape: TargetShape, line: int) -> Target:
    edges = sorted((shape.ratings or {}).items(), key=lambda item: item[1])
    return Target(
        level=shape.level,
        start=shape.start,
        end=shape.end,
        source=shape.source,
        line=line,
        expectation=shape.expectation,
        bands=tuple(Band(rating=rating, lower=edge) for rating, edge in edges),
    )


def _suspensions(nodes: Nodes, at: Path, shapes: Sequence[SuspensionShape]) -> Iterator[Suspension]:
    for number, shape in enumerate(shapes):
        line = nodes[*at, number].place.line
        yield Suspension(start=shape.start, end=shape.end, reason=shape.reason, line=line)


def _not_judged(shape: MeasureShape) -> NotJudged | None:
    if shape.judge or shape.reason is None or shape.review_date is None:
        return None
    return NotJudged(reason=shape.reason, review=shape.review_date)

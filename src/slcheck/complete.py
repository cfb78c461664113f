"""What a release should have: every measure with a target in force, of every provider; and what of it is not there."""

from collections import defaultdict
from collections.abc import Iterable

from slcheck.model import NATIONAL, Catalogue, Framework, Grid, NoFigure, Observation, Reason, Target
from slcheck.quarter import Quarter

_Release = tuple[Quarter, Framework]


def grids(catalogue: Catalogue, observations: Iterable[Observation]) -> tuple[Grid, ...]:
    """What was expected of each release, by quarter and framework, and its holes.

    A release that names any provider is expected to have every one of its framework; one that names none covers the
    country as a whole. A blank cell is a hole; a cell that says why it has no figure is not.
    """
    releases: defaultdict[_Release, list[Observation]] = defaultdict(list)
    for observation in observations:
        releases[observation.released, observation.measure.framework].append(observation)
    return tuple(_grid(catalogue, release, releases[release]) for release in sorted(releases))


def _grid(catalogue: Catalogue, release: _Release, observations: Iterable[Observation]) -> Grid:
    quarter, framework = release
    seen = {each.provider for each in observations}
    found = {(each.measure.code, each.provider) for each in observations if not _is_blank(each)}
    measures = tuple(
        each
        for each in catalogue.measures
        if each.framework is framework and isinstance(each.target_in(quarter), Target)
    )
    declared = tuple(each.name for each in catalogue.providers if each.framework is framework)
    providers = (NATIONAL,) if seen == {NATIONAL} else declared
    return Grid(
        quarter=quarter,
        framework=framework,
        measures=measures,
        providers=providers,
        holes=tuple((each, name) for each in measures for name in providers if (each.code, name) not in found),
    )


def _is_blank(observation: Observation) -> bool:
    return isinstance(observation.figure, NoFigure) and observation.figure.reason is Reason.BLANK

"""What a release should have, and what of it is not there."""

import pytest

from made import Q1, Figure, counts, measure, observe, stored
from slcheck.complete import grids
from slcheck.model import Catalogue, Framework, Measure, NoFigure, Observation, Policy, Provider, Reason, Report
from slcheck.quarter import Quarter
from slcheck.render.words import hole_lines
from slcheck.repeated import judge_all
from slcheck.summary import Outcome, outcome

ONE, TWO = measure(), measure(code="SCH9 SL002")
LATER = measure(code="SCH9 SL003", start="2018-19 Q1")
CATALOGUE = Catalogue(
    measures=(ONE, TWO, LATER),
    providers=tuple(
        Provider(framework=framework, name=name)
        for framework, name in [(Framework.CRC, "London"), (Framework.CRC, "Wales"), (Framework.NPS, "Wales")]
    ),
    files=(),
)
BLANK = NoFigure(reason=Reason.BLANK, sentence="The cell is blank.")
NOT_AVAILABLE = NoFigure(reason=Reason.NOT_AVAILABLE, sentence="It is not available.")


def of(provider: str, measure: Measure, figure: Figure | None = None) -> Observation:
    return observe(figure or stored("98"), of=measure, provider=provider)


ALL = [of("London", ONE), of("London", TWO), of("Wales", ONE), of("Wales", TWO)]


@pytest.mark.parametrize(
    ("what", "given", "said"),
    [
        ("all there", ALL, []),
        ("one figure", ALL[:3], [": 1 figure of the CRC in 2017-18 Q1: SCH9 SL002 Wales"]),
        ("a provider", ALL[:2], [": 1 provider of the CRC in 2017-18 Q1: Wales"]),
        ("a measure", ALL[::2], [" for any provider: 1 measure of the CRC with a target in 2017-18 Q1: SCH9 SL002"]),
        ("a blank cell", [*ALL[:3], of("Wales", TWO, BLANK)],
         [": 1 figure of the CRC in 2017-18 Q1: SCH9 SL002 Wales"]),
        ("a cell that says why", [*ALL[:3], of("Wales", TWO, NOT_AVAILABLE)], []),
        ("the country alone", [of("National", ONE), of("National", TWO)], []),
        ("a measure for the country", [of("National", ONE)],
         [": 1 measure of the CRC with a target in 2017-18 Q1: SCH9 SL002"]),
        ("the country beside one of two providers", [of("National", ONE), *ALL[:2]],
         [": 1 provider of the CRC in 2017-18 Q1: Wales"]),
        ("a framework that was not released", [], []),
    ],
)  # fmt: skip
def test_holes(what: str, given: list[Observation], said: list[str]) -> None:
    report = Report(policy=Policy(), grids=grids(CATALOGUE, given))
    assert list(hole_lines(report)) == [f"Not in the files{each}" for each in said], what


def test_a_figure_that_is_carried_forward_is_there() -> None:
    stale = observe(counts(98, 100), of=ONE, quarter=Quarter(2016, 4), released=Q1, provider="National")
    (grid,) = grids(CATALOGUE, [stale])
    assert [measure.code for measure, _ in grid.holes] == ["SCH9 SL002"]
    assert grid.quarter == Q1


def test_quarters_that_lack_the_same_share_a_line() -> None:
    given = [observe(stored("98"), of=ONE, provider="National", quarter=Quarter(2017, n)) for n in (1, 2)]
    assert list(hole_lines(Report(policy=Policy(), grids=grids(CATALOGUE, given)))) == [
        "Not in the files: 1 measure of the CRC with a target in 2017-18 Q1 and 2017-18 Q2: SCH9 SL002"
    ]


@pytest.mark.parametrize(
    ("complete", "given", "end"),
    [
        (False, ALL[:3], Outcome(0, "3 figures judged, nothing in --fail-on")),
        (True, ALL[:3], Outcome(3, "1 figure missing, and --complete was given")),
        (True, ALL, Outcome(0, "4 figures judged, nothing in --fail-on")),
    ],
)
def test_a_hole_ends_with_3_where_completeness_is_asked_for(
    complete: bool, given: list[Observation], end: Outcome
) -> None:
    policy = Policy(complete=complete)
    findings, _ = judge_all(given, policy)
    assert outcome(Report(policy=policy, findings=tuple(findings), grids=grids(CATALOGUE, given))) == end

"""The text of a result, put together out of what is encoded once, is what its row encodes to."""

import json
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gallery import gallery, titled
from made import Figure, counts, measure, printed, stored, verdict
from slcheck.arithmetic import half_up, plain
from slcheck.displays import displays, level_of
from slcheck.model import Direction, Finding, Flag, Judged, Policy, Report, Rounding
from slcheck.quarter import Quarter
from slcheck.render.results import own_values, row, shared_values
from slcheck.render.row_text import RowTexts
from slcheck.render.schema import RESULT_KEYS
from support import SAMPLES, check

REPORTS = gallery()
declared = cache(measure)  # the same object for the same declaration, as in a run
LEVELS = st.sampled_from(["97", "97.0", "97.55", "0", "100", "33.3333337"])
FIGURES: st.SearchStrategy[Figure] = st.one_of(
    st.builds(lambda n, more: counts(n, n + more), st.integers(0, 2000), st.integers(0, 2000)),
    st.builds(lambda text: stored(text), st.decimals(0, 101, places=3).map(str)),
    st.builds(lambda text: printed(text), st.decimals(0, 101, places=1).map(str)),
)
FINDINGS = st.builds(
    lambda figure, level, direction, expected, decimals, rounding, quarter, provider, flags: verdict(
        figure,
        Policy(rounding=rounding),
        of=declared(level, direction, expectation=expected, decimals=decimals, suspended="2018-19 Q1"),
        quarter=Quarter(2018, quarter),
        provider=provider,
        flags=flags,
    ),
    FIGURES,
    LEVELS,
    st.sampled_from([each.value for each in Direction]),
    st.sampled_from([None, "98.5"]),
    st.integers(0, 3),
    st.sampled_from(Rounding),
    st.integers(1, 4),
    st.text(max_size=6),
    st.sampled_from([(), (Flag.UNCHANGED,), (Flag.REPEATED, Flag.UNCHANGED)]),
)


def plainly(finding: Finding) -> str:
    return json.dumps(row(finding), ensure_ascii=False, allow_nan=False)


@pytest.mark.parametrize("name", REPORTS)
def test_of_every_result_of_the_gallery(name: str) -> None:
    _hold(REPORTS[name])


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.xlsx")), ids=lambda path: path.name)
@pytest.mark.parametrize("rounding", [None, *Rounding])
def test_of_every_result_of_the_samples(sample: object, rounding: Rounding | None) -> None:
    _hold(check(sample, Policy(rounding=rounding, near=Decimal("0.5"))))  # type: ignore[arg-type]


def _hold(report: Report) -> None:
    texts = RowTexts()
    for finding in report.findings:
        assert texts.text(finding) == plainly(finding)


OF_TWO_MEASURES = st.builds(
    lambda figure, code, quarter: verdict(figure, of=declared(code=code, suspended="2018-19 Q1"), quarter=quarter),
    st.sampled_from([counts(9, 10), counts(97, 100), stored("98.0"), printed("98.0"), printed("9.0")]),
    st.sampled_from(["SCH9 SL001", "SCH9 SL002"]),
    st.sampled_from([Quarter(2018, 1), Quarter(2018, 2), Quarter(2010, 1)]),
)


@given(st.lists(FINDINGS | OF_TWO_MEASURES, max_size=8) | st.lists(OF_TWO_MEASURES, min_size=2))
def test_of_any_results_one_after_the_other(findings: list[Finding]) -> None:
    texts = RowTexts()
    assert [texts.text(each) for each in findings] == [plainly(each) for each in findings]


def test_a_per_cent_sign_or_a_quotation_mark_in_a_declaration_stays_what_it_is() -> None:
    finding = verdict(counts(1, 2), of=titled('100% of "%s"', code="SCH9 SL001"))
    assert json.loads(RowTexts().text(finding))["title"] == '100% of "%s"'


@given(FINDINGS)
def test_every_value_is_either_shared_or_a_results_own(finding: Finding) -> None:
    shared, own = shared_values(finding), own_values(finding, level_of(finding.target))
    assert not shared.keys() & own.keys()
    assert shared.keys() | own.keys() == set(RESULT_KEYS)


@given(FINDINGS)
def test_the_numbers_are_the_floats_nearest_to_six_decimals(finding: Finding) -> None:
    shown = row(finding)
    if isinstance(finding, Judged):
        level, gap = finding.target.level, half_up(finding.gap, 6)
        if finding.gap and not gap:
            gap = Decimal("0.000001").copy_sign(1 if finding.gap > 0 else -1)
        at_least = finding.observation.measure.direction is Direction.AT_LEAST
        assert (shown["value"], shown["gap"]) == (float(level + gap if at_least else level - gap), float(gap))
        if finding.rounding is Rounding.AS_PUBLISHED:
            assert shown["exact_value"] == float(half_up(finding.exact, 6))
    elif finding.value is not None:
        assert shown["value"] == float(half_up(finding.value, 6))


@given(FINDINGS)
def test_the_displays_are_those_of_decimal_numbers(finding: Finding) -> None:
    if not isinstance(finding, Judged):
        return
    value = half_up(Fraction(finding.value), finding.places)
    ahead = value - finding.target.level
    gap = ahead if finding.observation.measure.direction is Direction.AT_LEAST else -ahead
    expected = f"{plain(value)}%", f"{'+' if gap > 0 else ''}{plain(gap)}"
    assert displays(finding, level_of(finding.target)) == expected

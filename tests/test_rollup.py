"""Figures added up: by owner, by division and for the whole country. Three invented providers make up the CRC here."""

from collections.abc import Sequence

import pytest

from made import EXACTLY, Q1, Figure, counts, measure, observe, printed, stored
from slcheck.displays import gap_display, value_display
from slcheck.model import (
    By,
    Finding,
    Flag,
    Framework,
    NoFigure,
    Observation,
    Policy,
    Provider,
    Reason,
    RollUp,
    Unjudged,
)
from slcheck.quarter import Quarter
from slcheck.repeated import judge_all
from slcheck.rollup import nationals_held_against_parts, not_added_up, roll_up
from slcheck.verdict import judge

PROVIDERS = [
    Provider(framework=Framework.CRC, name="North", owner="Alpha", division="Upper"),
    Provider(framework=Framework.CRC, name="South", owner="Alpha", division="Lower"),
    Provider(framework=Framework.CRC, name="West", owner="Beta", division="Lower"),
    Provider(framework=Framework.NPS, name="Upper"),
]
BLANK = NoFigure(reason=Reason.BLANK, sentence="The cell is blank.")


def of(provider: str, figure: Figure, **options: object) -> Observation:
    return observe(figure, provider=provider, **options)  # type: ignore[arg-type]


def added(by: str, *observations: Observation, total: Figure | None = None) -> tuple[list[RollUp], list[str]]:
    policy = Policy(by=By(by))
    findings, _ = judge_all(observations, policy)
    totals = [observe(total, provider="National", cell="B9")] if total else []
    rollups, problems = roll_up(findings, totals, PROVIDERS, policy)
    return rollups, [str(problem) for problem in problems]


def in_words(finding: Finding) -> str:
    figure = f"{finding.observation.provider} {finding.status.value}"
    if isinstance(finding, Unjudged):
        return f"{figure} {finding.reason.value}: {finding.sentence}"
    return f"{figure} {value_display(finding)} {gap_display(finding)} from {finding.observation.text}"


NORTH, SOUTH, WEST = of("North", counts(97, 100)), of("South", counts(90, 100)), of("West", counts(990, 1000))


def test_the_whole_country_is_the_sum_of_counts_and_no_average_of_percentages() -> None:
    rollups, problems = added("national", NORTH, SOUTH, WEST)
    assert [in_words(each.finding) for each in rollups] == ["National pass 98.1% +1.1 from 1,177 of 1,200"]
    assert [part.observation.provider for part in rollups[0].parts] == ["North", "South", "West"]
    assert not problems


def test_owners_and_divisions_are_those_declared() -> None:
    by_owner, _ = added("owner", NORTH, SOUTH, WEST)
    assert [in_words(each.finding) for each in by_owner] == [
        "Alpha fail 93.5% -3.5 from 187 of 200",
        "Beta pass 99.0% +2.0 from 990 of 1,000",
    ]
    by_division, _ = added("division", NORTH, SOUTH, WEST)
    assert [in_words(each.finding) for each in by_division] == [
        "Upper pass 97.0% 0.0 from 97 of 100",
        "Lower pass 98.2% +1.2 from 1,080 of 1,100",
    ]


NO_FIGURE = "Not added up: no usable figure is known of"
REFUSED = [
    ("a provider is not there", [NORTH, WEST], "part_missing", f"{NO_FIGURE} 1 of 3 providers (South)."),
    ("two are not", [NORTH], "part_missing", f"{NO_FIGURE} 2 of 3 providers (South and West)."),
    ("a blank cell", [NORTH, of("South", BLANK), WEST], "part_missing", f"{NO_FIGURE} 1 of 3 providers (South)."),
    ("only a percentage", [NORTH, of("South", stored("90")), WEST], "only_percentages",
     "Not added up: only a percentage is known of 1 of 3 providers (South), and percentages are never averaged."),
    ("only percentages", [of(name, printed("97.0")) for name in ("North", "South", "West")], "only_percentages",
     "Not added up: only a percentage is known of 3 of 3 providers (North, South and West), and percentages are never "
     "averaged."),
    ("a percentage, and one missing", [NORTH, of("South", stored("90"))], "part_missing",
     f"{NO_FIGURE} 2 of 3 providers (South and West)."),
    ("impossible counts", [NORTH, of("South", counts(9, 8)), WEST], "part_missing",
     f"{NO_FIGURE} 1 of 3 providers (South)."),
    ("counts that the percentage beside them contradicts", [NORTH, of("South", counts(90, 100, printed("99"))), WEST],
     "part_missing", f"{NO_FIGURE} 1 of 3 providers (South)."),
    ("given twice, and not the same", [NORTH, SOUTH, of("South", counts(91, 100), cell="B7"), WEST], "part_missing",
     f"{NO_FIGURE} 1 of 3 providers (South)."),
    ("carried forward from another quarter", [NORTH, WEST, of("South", counts(90, 100), quarter=Quarter(2016, 4),
     released=Q1)], "part_missing", f"{NO_FIGURE} 1 of 3 providers (South)."),
]  # fmt: skip


@pytest.mark.parametrize(("what", "given", "reason", "sentence"), REFUSED, ids=[row[0] for row in REFUSED])
def test_a_sum_with_a_part_missing_is_refused(what: str, given: list[Observation], reason: str, sentence: str) -> None:
    rollups, _ = added("national", *given)
    assert in_words(rollups[0].finding) == f"National no_data {reason}: {sentence}", what


def test_no_cases_at_one_provider_is_no_missing_part() -> None:
    rollups, _ = added("national", NORTH, of("South", counts(0, 0)), WEST)
    assert in_words(rollups[0].finding) == "National pass 98.8% +1.8 from 1,087 of 1,100"


def test_what_has_no_target_is_added_up_and_has_none_either() -> None:
    later = measure(start="2018-19 Q1")
    parts = [of(name, counts(97, 100), of=later) for name in ("North", "South", "West")]
    rollups, _ = added("national", *parts)
    assert in_words(rollups[0].finding) == (
        "National no_target before_first_target: The first declared target applies from 2018-19 Q1."
    )


def test_an_owner_of_whom_nothing_was_given_is_not_listed() -> None:
    rollups, _ = added("owner", WEST)
    assert [each.finding.observation.provider for each in rollups] == ["Beta"]


AGREES = [counts(1177, 1200), stored("98.0833", 4), printed("98.1"), printed("98")]


@pytest.mark.parametrize("total", AGREES)
def test_a_total_of_the_release_that_agrees_is_passed_over(total: Figure) -> None:
    rollups, problems = added("national", NORTH, SOUTH, WEST, total=total)
    assert rollups[0].total is not None
    assert (rollups[0].finding.status.value, problems) == ("pass", [])


def test_a_total_that_differs_without_changing_the_verdict_is_a_warning() -> None:
    rollups, problems = added("national", NORTH, SOUTH, WEST, total=counts(1178, 1200))
    assert rollups[0].finding.status.value == "pass"
    assert "total_disagrees" in rollups[0].finding.flags
    assert problems == [
        "quarter.xlsx, sheet CRC, cell B9: The providers' figures for SCH9 SL001 in 2017-18 Q1 add up to 1,177 of "
        "1,200 (98.1%), but the release prints 1,178 of 1,200 for the whole in cell B9; correct one of them."
    ]


def test_a_total_with_another_verdict_leaves_none() -> None:
    rollups, problems = added("national", NORTH, SOUTH, WEST, total=printed("96.0"))
    assert in_words(rollups[0].finding).startswith("National no_data contradictory: ")
    assert len(problems) == 1
    assert problems[0].endswith("prints 96.0% for the whole in cell B9; the verdict depends on which is right.")


def test_a_refused_sum_says_what_the_release_prints_itself() -> None:
    rollups, _ = added("national", NORTH, SOUTH, total=printed("98.1"))
    finding = rollups[0].finding
    assert isinstance(finding, Unjudged)
    assert finding.sentence == (f"{NO_FIGURE} 1 of 3 providers (West). The release itself prints 98.1% in cell B9.")


def test_a_figure_that_is_given_for_the_country_alone_stands_for_itself() -> None:
    rollups, _ = added("national", of("National", printed("98.1")))
    assert in_words(rollups[0].finding) == "National pass 98.1% +1.1 from the cell"
    assert rollups[0].parts == ()
    (alone,), _ = added("owner", of("National", printed("98.1")))
    assert (in_words(alone.finding), alone.parts) == ("National pass 98.1% +1.1 from the cell", ())


def nationals(*observations: Observation, totals: Sequence[Observation] = ()) -> tuple[list[str], list[str]]:
    findings, _ = judge_all(observations, EXACTLY)
    held, problems = nationals_held_against_parts(findings, totals, PROVIDERS, EXACTLY)
    return [in_words(each) for each in held if each.observation.provider == "National"], [
        f"{each.level}: {each.message}" for each in problems
    ]


def test_a_national_figure_that_its_own_providers_disprove_has_no_verdict() -> None:
    """A verdict that can be shown to be wrong from the file is none."""
    failing = [of(name, counts(90, 100)) for name in ("North", "South", "West")]
    found, problems = nationals(*failing, of("National", printed("97.5"), cell="B9"))
    sentence = (
        "The providers' figures for SCH9 SL001 in 2017-18 Q1 add up to 270 of 300 (90.0%), but the release prints "
        "97.5% for the whole in cell B9; the verdict depends on which is right."
    )
    assert found == [f"National no_data contradictory: {sentence}"]
    assert problems == [f"error: {sentence}"]


def test_a_national_figure_is_not_held_against_a_part_of_its_providers() -> None:
    found, problems = nationals(of("North", counts(90, 100)), of("National", printed("97.5")))
    assert (found, problems) == (["National pass 97.5% +0.5 from the cell"], [])


def test_the_parts_of_one_quarter_say_nothing_of_another() -> None:
    failing = [of(name, counts(90, 100), quarter=Quarter(2017, 2)) for name in ("North", "South", "West")]
    assert nationals(*failing, of("National", printed("97.5")))[1] == []


def test_providers_without_an_owner_are_said_to_have_none() -> None:
    nps = measure().model_copy(update={"framework": Framework.NPS})
    finding, _ = judge(of("Upper", counts(97, 100), of=nps), EXACTLY)
    assert list(not_added_up([finding], PROVIDERS, By.OWNER)) == [
        "No owner is declared for 1 provider of the NPS (Upper); what they have is listed as it is."
    ]
    assert list(not_added_up([finding], PROVIDERS, By.DIVISION)) == []


def test_what_the_file_says_of_a_part_holds_for_the_sum() -> None:
    parts = [
        of("North", counts(97, 100), flags=(Flag.PROVISIONAL, Flag.UNCHANGED)),
        of("South", counts(90, 100), flags=(Flag.REVISED,)),
        WEST,
    ]
    (rollup,), _ = added("national", *parts)
    assert set(rollup.finding.flags) >= {Flag.PROVISIONAL, Flag.REVISED}
    assert Flag.UNCHANGED not in rollup.finding.flags


def test_an_owner_of_one_provider_without_counts() -> None:
    (rollup,), _ = added("owner", of("West", stored("99")))
    assert in_words(rollup.finding) == (
        "Beta no_data only_percentages: Not added up: only a percentage is known of the one provider (West), and "
        "percentages are never averaged."
    )


def test_a_sum_of_no_cases_is_held_against_a_total() -> None:
    none = [of(name, counts(0, 0)) for name in ("North", "South", "West")]
    (rollup,), problems = added("national", *none, total=printed("97.0"))
    assert in_words(rollup.finding).startswith("National no_data contradictory: ")
    assert problems == [
        "quarter.xlsx, sheet CRC, cell B9: The providers' figures for SCH9 SL001 in 2017-18 Q1 have no cases at all, "
        "but the release prints 97.0% for the whole in cell B9; the verdict depends on which is right."
    ]


def test_a_national_figure_that_differs_is_complained_of_once() -> None:
    given = [NORTH, SOUTH, WEST, of("National", counts(1178, 1200), cell="B9")]
    assert nationals(*given)[1] == [
        "warning: The providers' figures for SCH9 SL001 in 2017-18 Q1 add up to 1,177 of 1,200 (98.1%), but the "
        "release prints 1,178 of 1,200 for the whole in cell B9; correct one of them."
    ]
    (rollup,), problems = added("national", *given)
    assert (Flag.TOTAL_DISAGREES in rollup.finding.flags, problems) == (True, [])


@pytest.mark.parametrize(
    ("totals", "status", "is_flagged"),
    [
        ([counts(1177, 1200), counts(1177, 1200)], "pass", False),  # the same file twice
        ([counts(1000, 1200), counts(1000, 1200)], "no_data", False),
        ([counts(187, 200), counts(990, 1000)], "pass", False),  # those of two owners
        ([counts(187, 200), counts(990, 1000), counts(1177, 1200)], "pass", False),
        ([counts(1000, 1200), counts(1100, 1200)], "no_data", False),  # two for the whole, and both disprove it
        ([counts(187, 200)], "pass", True),  # of fewer cases, so it may be of fewer providers
        ([printed("93.5"), printed("99.0")], "pass", False),
        ([counts(1000, 1199)], "no_data", False),  # of fewer cases, and more misses
        ([counts(1000, 1200), counts(1177, 1200)], "no_data", False),  # one that agrees excuses no other
        ([printed("80.0"), printed("85.0")], "no_data", False),  # below every provider
        ([counts(1177, 1200, printed("90"))], "no_data", False),
    ],
)
def test_totals_of_a_release(totals: list[Figure], status: str, is_flagged: bool) -> None:
    policy = Policy(by=By.NATIONAL)
    findings, _ = judge_all([NORTH, SOUTH, WEST], policy)
    given = [observe(total, provider="National", cell=f"B{n}") for n, total in enumerate(totals)]
    (rollup,), _ = roll_up(findings, given, PROVIDERS, policy)
    assert (rollup.finding.status.value, Flag.TOTAL_DISAGREES in rollup.finding.flags) == (status, is_flagged)


IMPOSSIBLE = [
    ("above all of its parts", [of("North", stored("90.0")), of("South", stored("91.5")), of("West", stored("92.0"))],
     printed("99.0"), "all lie between"),
    ("above all, some with counts", [of("North", counts(90, 100)), of("South", counts(90, 100)),
     of("West", stored("91.0"))], printed("99.0"), "all lie between"),
    ("fewer misses than some of its parts", [of("North", counts(900, 1000)), of("South", counts(900, 1000))],
     counts(990, 1000), "have 1,800 of 2,000 already"),
    ("fewer cases met than some of its parts", [of("North", counts(990, 1000))], counts(985, 1500),
     "have 990 of 1,000 already"),
    ("cases where its parts have none", [of(name, counts(0, 0)) for name in ("North", "South", "West")],
     counts(50, 50), "have no cases at all"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "parts", "national", "said"), IMPOSSIBLE, ids=[row[0] for row in IMPOSSIBLE])
def test_a_national_figure_that_its_parts_rule_out_has_no_verdict(
    what: str, parts: list[Observation], national: Figure, said: str
) -> None:
    found, problems = nationals(*parts, of("National", national, cell="B9"))
    assert len(found) == 1
    assert found[0].startswith("National no_data contradictory: "), what
    assert said in found[0]
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("parts", "national"),
    [
        ([of("North", stored("98.0")), of("South", stored("99.5")), of("West", stored("98.0"))], printed("99.0")),
        ([of("North", counts(980, 1000))], counts(2900, 3000)),
        ([of("North", stored("10.0"))], printed("99.0")),  # two parts are missing, so anything is possible
    ],
)
def test_a_national_figure_that_is_possible_stands(parts: list[Observation], national: Figure) -> None:
    found, problems = nationals(*parts, of("National", national, cell="B9"))
    assert (len(found), problems) == (1, [])
    assert "contradictory" not in found[0]


def test_a_total_beside_a_national_figure_that_contradicts_it() -> None:
    total = observe(counts(2800, 3000), provider="National", cell="B8")
    found, problems = nationals(NORTH, of("National", counts(2990, 3000), cell="B9"), totals=[total])
    assert found == [
        "National no_data contradictory: For SCH9 SL001 in 2017-18 Q1 the release prints 2,990 of 3,000 for the whole "
        "in cell B9 and 2,800 of 3,000 in cell B8; the verdict depends on which is right."
    ]
    assert len(problems) == 1


def test_a_total_with_counts_settles_a_national_print() -> None:
    """96.5% rounds to 97% and misses it."""
    total = observe(counts(965, 1000), provider="National", cell="B8")
    found, _ = nationals(NORTH, of("National", printed("97"), cell="B9"), totals=[total])
    assert found[0].startswith("National no_data contradictory: ")


def test_two_totals_that_differ_excuse_no_national_figure() -> None:
    totals = [observe(counts(met, 300), provider="National", cell=f"B{met}") for met in (280, 281)]
    found, _ = nationals(of("North", counts(98, 100)), of("National", counts(294, 300), cell="B9"), totals=totals)
    assert found[0].startswith("National no_data contradictory: ")


def test_the_parts_of_a_figure_that_was_carried_forward_may_stand_in_another_release() -> None:
    parts = [of(name, counts(96, 100), quarter=Quarter(2016, 4)) for name in ("North", "South", "West")]
    carried = of("National", counts(294, 300), quarter=Quarter(2016, 4), released=Q1, cell="B9")
    findings, _ = judge_all([carried], EXACTLY)
    beside, _ = judge_all(parts, EXACTLY)
    (held,), problems = nationals_held_against_parts(findings, (), PROVIDERS, EXACTLY, beside)
    assert in_words(held).startswith("National no_data contradictory: ")
    assert len(problems) == 1


def test_a_provider_without_an_owner_is_listed_and_said() -> None:
    lone = of("Upper", counts(10, 100), of=measure().model_copy(update={"framework": Framework.NPS}))
    rollups, _ = added("owner", NORTH, SOUTH, lone)
    assert sorted(each.finding.observation.provider for each in rollups) == ["Alpha", "Upper"]


def test_a_refused_sum_has_no_figure() -> None:
    (rollup, *_), _ = added("national", NORTH, SOUTH)
    assert isinstance(rollup.finding.observation.figure, NoFigure)


def test_a_national_figure_is_listed_beside_a_sum_that_is_refused() -> None:
    rollups, _ = added("national", NORTH, SOUTH, of("National", counts(2900, 3000), cell="B9"))
    assert [(bool(each.parts), each.finding.status.value) for each in rollups] == [(True, "no_data"), (False, "fail")]

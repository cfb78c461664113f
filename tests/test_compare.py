"""Two releases held against each other: a row for each thing that can happen to a figure between them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made import Q1, counts, measure, printed, stored
from slcheck.compare import compare, is_same_figure
from slcheck.model import (
    Cause,
    CellPlace,
    Change,
    ChangeKind,
    Comparison,
    Entry,
    FilePlace,
    Flag,
    Framework,
    InputFile,
    Judged,
    Level,
    NoFigure,
    Observation,
    Policy,
    Problem,
    Reason,
    Report,
    Rounding,
    Side,
    Status,
    Turn,
    Unjudged,
)
from slcheck.quarter import Quarter
from slcheck.sides import entries_of, side_of

Q4, Q2 = Quarter(2016, 4), Quarter(2017, 2)
R = Rounding


def entry(
    figure: str | None = "97.2",
    status: str = "pass",
    *,
    code: str = "SCH9 SL001",
    provider: str = "London",
    quarter: Quarter = Q1,
    released: Quarter | None = None,
    target: str | None = "97",
    reason: str | None = None,
    rounding: Rounding | None = None,
    framework: str = "CRC",
    replaces: str | None = None,
    flags: tuple[str, ...] = (),
) -> Entry:
    """``776/801`` is counts, ``97.2`` a stored percentage, None no figure."""
    numerator, _, denominator = (figure or "").partition("/")
    has_counts = bool(denominator)
    value = None if figure is None or status == "no_data" else Fraction(figure) * (100 if has_counts else 1)
    return Entry(
        framework=Framework(framework),
        code=code,
        title="Seen in time",
        replaces=replaces,
        provider=provider,
        quarter=quarter,
        released=released or quarter,
        status=Status(status),
        reason=Reason(reason) if reason else Reason.BLANK if status == "no_data" else None,
        value=value,
        places=None if has_counts or figure is None else len(figure.partition(".")[2]),
        basis=None if figure is None else "counts" if has_counts else "stored",
        numerator=int(numerator) if has_counts else None,
        denominator=int(denominator) if has_counts else None,
        target=Decimal(target) if target else None,
        rounding=rounding,
        flags=tuple(map(Flag, flags)),
        where="quarter.xlsx, sheet CRC, cell B4",
    )


def compared(old: Entry | list[Entry], new: Entry | list[Entry]) -> Comparison:
    sides = [tuple(each) if isinstance(each, list) else (each,) for each in (old, new)]
    return compare(Side(name="old.xlsx", entries=sides[0]), Side(name="new.xlsx", entries=sides[1]))


def kinds(old: Entry | list[Entry], new: Entry | list[Entry]) -> list[str]:
    return [change.kind.value for change in compared(old, new).changes]


def told(change: Change) -> tuple[str, str | None, str | None, str | None, int]:
    quarter = str(change.quarter) if change.quarter else None
    return change.kind.value, change.code, change.provider, quarter, change.figures


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("97.2", "97.2", []),
        ("97.2", "97.3", ["unmarked-revision"]),
        ("97", "97.2", []),  # the same figure, known better
        ("97.2", "97", []),  # the same figure, known less well
        ("97", "97.6", ["unmarked-revision"]),
        ("97", "97.5", []),  # a tie may have been rounded either way
        ("98", "784/800", []),
        ("97", "784/800", ["unmarked-revision"]),
        ("784/800", "784/800", []),
        ("784/800", "785/801", ["unmarked-revision"]),
        ("784/800", "392/400", ["unmarked-revision"]),  # as good, but other cases
        ("97.10", "97.1", []),
    ],
)
def test_a_figure_is_revised_when_it_cannot_be_the_same_figure(old: str, new: str, expected: list[str]) -> None:
    assert kinds(entry(old), entry(new)) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ((), ("revised",), ["revision"]),
        (("revised",), ("revised",), ["revision"]),
        (("provisional",), (), ["unmarked-revision"]),  # to announce a change is not to mark it
        (("provisional",), ("provisional",), ["unmarked-revision"]),
        (("revised",), (), ["unmarked-revision"]),
    ],
)
def test_only_a_mark_on_the_new_figure_marks_a_revision(
    old: tuple[str, ...], new: tuple[str, ...], expected: list[str]
) -> None:
    assert kinds(entry("98.1", flags=old), entry("98.2", flags=new)) == expected


def test_a_figure_marked_revised_that_did_not_change_is_said_once() -> None:
    plain, marked = entry("98.1"), entry("98.1", flags=("revised",))
    assert kinds(plain, marked) == ["marked-unchanged"]
    assert kinds(marked, marked) == []


@pytest.mark.parametrize(
    ("old", "new", "turn"),
    [
        ("pass", "near", "worse"),
        ("pass", "fail", "worse"),
        ("near", "fail", "worse"),
        ("fail", "near", "better"),
        ("fail", "pass", "better"),
        ("pass", "no_data", "lost"),
        ("fail", "no_target", "lost"),
        ("no_data", "pass", "gained"),
        ("no_target", "fail", "gained"),
        ("no_data", "no_target", None),
        ("pass", "pass", None),
    ],
)
def test_a_verdict_that_changed_is_a_flip(old: str, new: str, turn: str | None) -> None:
    changes = compared(entry("97", old), entry("97", new)).changes
    assert [change.turn for change in changes if change.kind is ChangeKind.FLIP] == ([Turn(turn)] if turn else [])


@pytest.mark.parametrize(
    ("old", "new", "causes"),
    [
        (entry("97.2", "pass"), entry("96.9", "fail"), ["unmarked-revision"]),
        (entry("97.2", "pass"), entry("96.9", "fail", flags=("revised",)), ["revision"]),
        (entry("97", "pass"), entry("776/801", "fail"), ["precision"]),
        (entry("97.2", "pass"), entry("97.2", "fail", target="98"), ["target"]),
        (entry("97.2", "pass"), entry("96.9", "fail", target="98"), ["unmarked-revision", "target"]),
        (entry("97.2", "pass"), entry("97.2", "no_target", target=None, reason="suspended"), ["target"]),
        (entry("97.2"), entry("97.2", "no_target", reason="not_judged"), ["reason"]),
        (
            entry("776/801", "fail", rounding=R.EXACT),
            entry("776/801", "pass", rounding=R.AS_PUBLISHED),
            ["rounding"],
        ),
        (entry("96.9", "fail"), entry("96.9", "near"), ["tolerance"]),
        (entry("96.9", "fail"), entry("96.9", "pass"), ["unseen"]),
        (entry("97.2", "pass"), entry(None, "no_data", reason="confidential"), ["unmarked-revision"]),
    ],
)
def test_a_flip_says_what_can_be_seen_to_have_caused_it(old: Entry, new: Entry, causes: list[str]) -> None:
    flips = [change for change in compared(old, new).changes if change.kind is ChangeKind.FLIP]
    assert [flip.causes for flip in flips] == [tuple(map(Cause, causes))]


def test_a_figure_that_was_withdrawn_is_a_flip_and_an_unmarked_revision() -> None:
    assert kinds(entry("97.2"), entry(None, "no_data", reason="confidential")) == ["flip", "unmarked-revision"]
    assert kinds(entry(None, "no_data"), entry("97.2", flags=("revised",))) == ["flip", "revision"]


def test_counts_that_cannot_be_judged_are_compared_all_the_same() -> None:
    assert kinds(entry("0/0", "no_data"), entry("0/0", "no_data")) == []
    assert kinds(entry("0/0", "no_data"), entry("5/3", "no_data")) == ["unmarked-revision"]


def test_a_figure_with_several_changes_stands_in_each_section() -> None:
    assert kinds(entry("97.2", "pass"), entry("96", "fail", target="98")) == [
        "flip",
        "unmarked-revision",
        "target-change",
    ]


def test_a_target_that_changed_is_said_once_for_a_measure_and_quarter() -> None:
    old = [entry("99", provider=name) for name in ("London", "Wales")]
    new = [entry("99", provider=name, target="98") for name in ("London", "Wales")]
    changes = compared(old, new).changes
    assert [told(change) for change in changes] == [("target-change", "SCH9 SL001", None, "2017-18 Q1", 2)]
    assert [(change.old.target, change.new.target) for change in changes if change.old and change.new] == [
        (Decimal(97), Decimal(98))
    ]


def test_a_target_that_ended_or_started_has_changed() -> None:
    assert kinds(entry("99"), entry("99", "no_target", target=None)) == ["flip", "target-change"]
    assert kinds(entry("99", "no_target", target=None), entry("99")) == ["flip", "target-change"]


def test_a_target_changed_even_where_no_provider_stands_on_both_sides() -> None:
    old, new = entry("99", provider="London"), entry("99", provider="Wales", target="98")
    assert kinds(old, new) == ["target-change", "provider-gone", "provider-added"]


def test_a_target_change_shows_the_levels_that_differ() -> None:
    old = [entry("99", provider="London"), entry("99", provider="Wales")]
    new = [entry("99", provider="London"), entry("99", provider="Wales", target="98")]
    (there,), (back,) = compared(old, new).changes, compared(new, old).changes
    assert [each.target for each in (there.old, there.new) if each] == [97, 98]
    assert [each.target for each in (back.old, back.new) if each] == [98, 97]


def test_a_target_of_a_figure_carried_forward_is_compared_with_that_of_the_figure_after_it() -> None:
    old = [entry("99", quarter=Q4, released=Q1, flags=("stale",)), entry("99", code="SCH9 SL002")]
    new = [entry("99", quarter=Q2, target="98"), entry("99", code="SCH9 SL002", quarter=Q2)]
    assert [told(change) for change in compared(old, new).changes] == [
        ("target-change", "SCH9 SL001", None, "2017-18 Q2", 1)
    ]


def test_of_several_figures_of_one_provider_the_latest_is_compared_with_the_latest() -> None:
    old = [entry("97.2", quarter=Q4, released=Q1, flags=("stale",)), entry("98", quarter=Q1)]
    new = [entry("98", quarter=Q2)]
    for each in (old, old[::-1]):
        assert [told(change) for change in compared(each, new).changes] == [
            ("figure-gone", "SCH9 SL001", "London", "2016-17 Q4", 1)
        ]


def test_what_is_gone_or_added_as_a_whole_is_said_once() -> None:
    codes, providers = ("SCH9 SL001", "SCH9 SL002", "SCH9 SL003"), ("London", "Wales", "Thames Valley")
    old = [entry(code=code, provider=name) for code in codes[:2] for name in providers[:2]]
    new = [entry(code=code, provider=name) for code in codes[1:] for name in providers[1:]]
    assert [told(change) for change in compared(old, new).changes] == [
        ("measure-gone", "SCH9 SL001", None, None, 2),
        ("measure-added", "SCH9 SL003", None, None, 2),
        ("provider-gone", None, "London", None, 2),
        ("provider-added", None, "Thames Valley", None, 2),
    ]


def test_a_single_figure_that_is_gone_is_said() -> None:
    whole = [entry(code=code, provider=name) for code in ("SCH9 SL001", "SCH9 SL002") for name in ("London", "Wales")]
    assert [told(change) for change in compared(whole, whole[:3]).changes] == [
        ("figure-gone", "SCH9 SL002", "Wales", "2017-18 Q1", 1)
    ]
    assert [told(change) for change in compared(whole[:3], whole).changes] == [
        ("figure-added", "SCH9 SL002", "Wales", "2017-18 Q1", 1)
    ]


def test_a_provider_that_both_frameworks_have_is_gone_from_one_of_them() -> None:
    crc, nps = entry(provider="Wales"), entry(provider="Wales", framework="NPS", code="NPS SL001")
    assert [told(change) for change in compared([crc, nps], [crc]).changes] == [
        ("measure-gone", "NPS SL001", None, None, 1),
        ("provider-gone", None, "Wales", None, 1),
        ("quarter-gone", None, None, "2017-18 Q1", 1),
    ]


def test_of_several_quarters_only_what_is_shared_is_compared() -> None:
    old, new = [entry("98", quarter=Q4), entry("98", quarter=Q1)], [entry("98", quarter=Q1), entry("99", quarter=Q2)]
    result = compared(old, new)
    assert [told(change) for change in result.changes] == [
        ("quarter-gone", None, None, "2016-17 Q4", 1),
        ("quarter-added", None, None, "2017-18 Q2", 1),
    ]
    assert (result.compared, result.across) == (1, None)


def test_releases_of_two_quarters_are_compared_figure_by_figure_and_move() -> None:
    old = [entry("97.2", "pass", provider="London"), entry("97.2", provider="Wales")]
    new = [
        entry("96.1", "fail", provider="London", quarter=Q2, target="98"),
        entry("97.2", "fail", provider="Wales", quarter=Q2, target="98", flags=("revised",)),
    ]
    result = compared(old, new)
    assert result.across == (Q1, Q2)
    assert [told(change) for change in result.changes] == [
        ("flip", "SCH9 SL001", "London", "2017-18 Q2", 1),
        ("flip", "SCH9 SL001", "Wales", "2017-18 Q2", 1),
        ("target-change", "SCH9 SL001", None, "2017-18 Q2", 2),
        ("movement", "SCH9 SL001", "London", "2017-18 Q2", 1),
    ]
    assert result.changes[0].causes == (Cause.MOVEMENT, Cause.TARGET)


def test_a_figure_carried_forward_into_the_next_release_is_still_the_same_figure() -> None:
    old = [entry("97.2"), entry("97.2", code="SCH9 SL002")]
    new = [entry("97.3", quarter=Q1, released=Q2, flags=("stale",)), entry("98", code="SCH9 SL002", quarter=Q2)]
    assert [told(change)[:4] for change in compared(old, new).changes] == [
        ("unmarked-revision", "SCH9 SL001", "London", "2017-18 Q1"),
        ("movement", "SCH9 SL002", "London", "2017-18 Q2"),
    ]


def test_a_figure_carried_forward_beside_the_current_one_is_not_lost() -> None:
    old = entry("97.2", quarter=Q1)
    new = [entry("97.2", quarter=Q1, released=Q2, flags=("stale",)), entry("98", quarter=Q2)]
    assert [told(change)[:4] for change in compared(old, new).changes] == [
        ("figure-added", "SCH9 SL001", "London", "2017-18 Q2")
    ]


def test_a_figure_given_twice_is_one_without_a_verdict() -> None:
    twice = [entry(None, "no_data", reason="duplicate"), entry(None, "no_data", reason="duplicate")]
    result = compared(entry("97.2"), twice)
    assert [change.kind.value for change in result.changes] == ["flip", "unmarked-revision"]
    assert result.compared == 1
    assert kinds(twice, twice) == []


def test_verdicts_that_stand_twice_are_no_verdict_whatever_they_say() -> None:
    result = compared(entry("97.2"), [entry("97.2"), entry("97.3", flags=("revised",))])
    assert [(change.kind.value, change.turn) for change in result.changes] == [
        ("flip", Turn.LOST),
        ("unmarked-revision", None),
    ]


def test_a_series_is_not_joined_across_a_change_of_definition() -> None:
    result = compared(entry("97.2"), entry("97.2", code="SCH9 SL001R", replaces="SCH9 SL001"))
    assert [change.kind.value for change in result.changes] == ["measure-gone", "measure-added"]
    assert result.replaced == (("SCH9 SL001R", "SCH9 SL001"),)
    assert result.compared == 0


def test_two_measures_that_both_sides_have_are_both_compared() -> None:
    both = [entry("97.2"), entry("97.2", code="SCH9 SL001R", replaces="SCH9 SL001")]
    assert compared(both, both).replaced == ()


def test_a_side_without_figures_is_not_compared() -> None:
    result = compared([entry("97.2")], [])
    assert (result.changes, result.compared) == ((), 0)


# What holds of any two releases.

_ENTRIES = st.lists(
    st.builds(
        entry,
        st.sampled_from(["97", "97.2", "96.9", "776/801", None]),
        st.sampled_from(["pass", "near", "fail", "no_data", "no_target"]),
        code=st.sampled_from(["SCH9 SL001", "SCH9 SL002"]),
        provider=st.sampled_from(["London", "Wales"]),
        quarter=st.sampled_from([Q4, Q1, Q2]),
        released=st.sampled_from([None, Q2]),
        target=st.sampled_from(["97", "98", None]),
        framework=st.sampled_from(["CRC", "NPS"]),
        flags=st.sampled_from([(), ("revised",), ("provisional",)]),
    ).filter(lambda each: each.value is not None or each.status in (Status.NO_DATA, Status.NO_TARGET)),
    max_size=8,
)
_SWAPPED = {kind: kind.replace("gone", "added") for kind in ChangeKind if "gone" in kind}
_SWAPPED |= {added: gone for gone, added in _SWAPPED.items()}
_TURNED = {Turn.WORSE: "better", Turn.BETTER: "worse", Turn.LOST: "gained", Turn.GAINED: "lost", None: None}


@given(_ENTRIES)
def test_a_release_compared_with_itself_has_not_changed(entries: list[Entry]) -> None:
    assert compared(entries, entries).changes == ()
    assert compared(entries, list(reversed(entries))).changes == ()


@given(_ENTRIES, _ENTRIES)
def test_swapping_the_sides_swaps_what_is_gone_and_turns_every_flip(old: list[Entry], new: list[Entry]) -> None:
    def facts(comparison: Comparison, *, swapped: bool) -> list[tuple[object, ...]]:
        return sorted(
            (
                _SWAPPED.get(change.kind, change.kind) if swapped else change.kind,
                str(_TURNED[change.turn] if swapped else change.turn),
                change.framework,
                str((change.code, change.provider)),
                str(sorted({str(each.quarter) for each in (change.old, change.new) if each} or {str(change.quarter)})),
            )
            for change in comparison.changes
            if change.kind[:2] != "re" and change.kind not in ("unmarked-revision", "marked-unchanged")
        )

    there, back = compared(old, new), compared(new, old)
    assert facts(there, swapped=False) == facts(back, swapped=True)
    assert there.compared == back.compared


@given(_ENTRIES, _ENTRIES)
def test_every_figure_of_either_side_is_compared_or_said_to_be_gone_or_added(
    old: list[Entry], new: list[Entry]
) -> None:
    result = compared(old, new)
    if not old or not new:
        return

    def keys(entries: list[Entry]) -> set[tuple[object, ...]]:
        return {(each.framework, each.code, each.provider, each.quarter) for each in entries}

    def said(change: Change, key: tuple[object, ...]) -> bool:
        about = (change.framework, change.code, change.provider, change.quarter)
        return all(one is None or one == other for one, other in zip(about, key, strict=True))

    for entries, others, word in ((old, new, "gone"), (new, old, "added")):
        silent = {
            key
            for key in keys(entries)
            if not any(said(change, key) for change in result.changes if word in change.kind)
        }
        assert len(silent) <= result.compared
        assert {key[:3] for key in silent} <= {key[:3] for key in keys(others)}


def test_a_corrected_star_turns_a_figure_of_another_quarter_into_one_of_this() -> None:
    """Both releases are of 2017-18 Q2; the old one said by mistake that its figure was that of the quarter before."""
    old = [entry("97.5", quarter=Q1, released=Q2), entry("97.5", provider="Wales", quarter=Q2)]
    new = [entry("96.0", "fail", quarter=Q2), entry("97.5", provider="Wales", quarter=Q2)]
    result = compared(old, new)
    assert [(change.kind.value, change.provider) for change in result.changes] == [
        ("flip", "London"),
        ("unmarked-revision", "London"),
    ]


def test_cells_without_a_figure_that_say_something_else_have_changed() -> None:
    old = entry(None, "no_data", reason="not_available")
    for new in (
        entry(None, "no_data", reason="confidential"),
        entry(None, "no_data", reason="not_available").model_copy(update={"shown": "[x] later"}),
    ):
        assert [change.kind.value for change in compared([old], [new]).changes] == ["unmarked-revision"]
    assert compared([old], [old]).changes == ()


def test_documents_that_were_cut_at_six_decimals_may_differ_by_one_in_the_last() -> None:
    one, other = entry("96.999999"), entry("97.000000")
    assert is_same_figure(
        one.model_copy(update={"is_cut": True}), other.model_copy(update={"is_cut": True, "places": 6})
    )
    assert not is_same_figure(one, other)


def test_an_expectation_is_a_part_of_the_target() -> None:
    old, new = entry(), entry().model_copy(update={"expectation": Decimal(90)})
    assert [change.kind.value for change in compared([old], [new]).changes] == ["target-change"]


@pytest.mark.parametrize(
    ("kind", "is_worse"), [("figure-gone", True), ("provider-gone", True), ("quarter-gone", False)]
)
def test_what_is_gone_is_for_the_worse_but_for_a_quarter(kind: str, is_worse: bool) -> None:
    assert Change(kind=ChangeKind(kind), framework=Framework.CRC).is_for_the_worse is is_worse


@given(_ENTRIES, _ENTRIES)
def test_the_order_of_changes_does_not_depend_on_that_of_the_figures(old: list[Entry], new: list[Entry]) -> None:
    def facts(comparison: Comparison) -> list[object]:
        return [(*told(change)[:4], change.turn) for change in comparison.changes]

    assert facts(compared(old, new)) == facts(compared(old[::-1], new[::-1]))


# From a report.


def observed(figure: object, quarter: Quarter = Q1) -> Observation:
    return Observation(
        measure=measure(),
        provider="London",
        quarter=quarter,
        released=Q1,
        figure=figure,  # type: ignore[arg-type]
        origin=CellPlace(file="quarter.xlsx", sheet="CRC", cell="B4"),
        text="97%",
    )


def judged(figure: object, exact: Fraction, value: Fraction, places: int = 1) -> Judged:
    target = measure().targets[0]
    return Judged(
        observation=observed(figure),
        status=Status.FAIL,
        target=target,
        rounding=R.AS_PUBLISHED if exact != value else R.EXACT,
        exact=exact,
        value=value,
        gap=value - 97,
        places=places,
        flags=(Flag.REVISED,),
    )


def test_an_entry_of_counts_holds_the_exact_figure_whatever_it_was_judged_as() -> None:
    report = Report(policy=Policy(), findings=(judged(counts(776, 801), Fraction(77600, 801), Fraction("96.9")),))
    (one,) = entries_of(report)
    assert (one.value, one.value_display, one.gap_display) == (Fraction(77600, 801), "96.9%", "-0.1")
    assert (one.places, one.basis, one.numerator, one.denominator) == (None, "counts", 776, 801)
    assert (one.target, one.target_display, one.target_from) == (Decimal(97), "97%", Q4)
    assert (one.rounding, one.flags, one.where) == (
        R.AS_PUBLISHED,
        (Flag.REVISED,),
        "quarter.xlsx, sheet CRC, cell B4",
    )


@pytest.mark.parametrize(("figure", "basis", "places"), [(stored("96.95"), "stored", 2), (printed("96"), "printed", 0)])
def test_an_entry_says_to_how_many_decimals_its_figure_is_known(figure: object, basis: str, places: int) -> None:
    percent = Fraction(figure.percent)  # type: ignore[attr-defined]
    (one,) = entries_of(Report(policy=Policy(), findings=(judged(figure, percent, percent),)))
    assert (one.basis, one.places, one.value) == (basis, places, percent)


def test_an_entry_without_a_figure_says_why() -> None:
    none = NoFigure(reason=Reason.CONFIDENTIAL, sentence="It is confidential.")
    finding = Unjudged(
        observation=observed(none), status=Status.NO_DATA, reason=Reason.CONFIDENTIAL, sentence="It is confidential."
    )
    (one,) = entries_of(Report(policy=Policy(), findings=(finding,)))
    assert (one.status, one.reason, one.value, one.value_display) == (Status.NO_DATA, Reason.CONFIDENTIAL, None, "")
    assert (one.basis, one.places, one.target, one.gap_display) == (None, None, None, "")


def test_a_side_with_an_error_is_not_fully_judged() -> None:
    place = FilePlace(file="quarter.xlsx")
    problem = Problem(level=Level.ERROR, kind="no_table", message="no table", place=place)
    file = InputFile(path="quarter.xlsx", sha256="ab" * 32, format="xlsx")
    broken = side_of(Report(policy=Policy(), problems=(problem,), inputs=(file,)))
    assert (broken.name, broken.sha256, broken.is_fully_judged) == ("quarter.xlsx", "ab" * 32, False)
    warning = problem.model_copy(update={"level": Level.WARNING})
    assert side_of(Report(policy=Policy(), problems=(warning,), inputs=(file,))).is_fully_judged


def test_a_document_holds_six_decimals_and_its_last_one_may_be_off_by_one() -> None:
    workbook = entry("96.9999999", "fail")
    document = entry("96.999999", "fail")  # not 97.000000, which would have passed
    assert is_same_figure(workbook, document)
    assert not is_same_figure(workbook, entry("96.999998", "fail"))
    assert not is_same_figure(document, entry("96.999998", "fail"))

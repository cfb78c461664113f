"""What a result document holds is taken whole and exactly, or refused with a sentence."""

import json
import time
import tracemalloc
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from slcheck.compare import compare
from slcheck.errors import UnreadableInput
from slcheck.model import By, CellPlace, FilePlace, Flag, LinePlace, Policy, Reason, Report, Rounding, Status
from slcheck.quarter import Quarter
from slcheck.recorded import is_results, load
from slcheck.recorded.parsing import BYTES
from slcheck.render.document import document as rendered
from slcheck.run import Beside, run
from slcheck.summary import outcome

VERSION = "3.0"

FIGURE = {
    "framework": "CRC",
    "measure": "SCH9 SL001",
    "title": "Seen in time",
    "provider": "London",
    "quarter": "2017-18 Q1",
    "released": "2017-18 Q1",
    "status": "fail",
    "reason": None,
    "value": 96.878901,
    "value_display": "96.9%",
    "exact_value": 96.878901,
    "rounding": "exact",
    "basis": "counts",
    "decimals": None,
    "target": 97.0,
    "target_display": "97%",
    "target_from": "2016-17 Q4",
    "direction": "at least",
    "gap": -0.121099,
    "gap_display": "-0.1",
    "expectation": None,
    "numerator": 776,
    "denominator": 801,
    "flags": ["revised"],
    "source_file": "quarter.xlsx",
    "source_sheet": "CRC",
    "source_cell": "B4",
    "source_text": "776",
    "markers": ["[r]"],
}
NO_FIGURE = FIGURE | {
    "status": "no_data",
    "reason": "confidential",
    "value": None,
    "value_display": None,
    "exact_value": None,
    "rounding": None,
    "basis": None,
    "gap": None,
    "gap_display": None,
    "numerator": None,
    "denominator": None,
    "flags": [],
}
STORED = FIGURE | {"basis": "stored", "decimals": 2, "numerator": None, "denominator": None}
STORED |= {"value": 97.25, "exact_value": 97.25, "gap": 0.25, "status": "pass"}
STORED |= {"value_display": "97.3%", "gap_display": "+0.3"}
NO_TARGET = STORED | {"status": "no_target", "reason": "suspended", "rounding": None, "target": None, "gap": None}
NO_TARGET |= {"target_display": None, "target_from": None, "gap_display": None}
NEAR = FIGURE | {"status": "near"}
AT_MOST = STORED | {"direction": "at most", "status": "fail", "gap": -0.25, "gap_display": "-0.3"}
PUBLISHED = FIGURE | {"rounding": "as-published", "value": 96.9, "gap": -0.1}


POLICY = {
    "filters": {"measures": [], "providers": []},
    "redact": False,
    "show": "all",
    "near": None,
    "fail_on": ["fail", "near"],
}


def summary(*results: dict[str, object], **other: object) -> dict[str, object]:
    by_status = {status.value: sum(each.get("status") == status for each in results) for status in Status}
    return {"exit_code": 1, "exit_reason": "1 fail", "results": len(results)} | by_status | other


def document(*results: dict[str, object], **other: object) -> bytes:
    whole = {
        "schema_version": VERSION,
        "tool": {"name": "slcheck", "version": "1.0"},
        "policy": POLICY,
        "summary": summary(*results),
        "results": list(results),
        "problems": [],
    }
    return json.dumps(whole | other).encode()


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableInput) as caught:
        load("old.json", data, VERSION)
    return str(caught.value)


def test_counts_are_taken_exactly_and_not_as_the_six_decimals_beside_them() -> None:
    side = load("old.json", document(FIGURE), VERSION)
    (one,) = side.entries
    assert (side.name, side.is_fully_judged, len(side.sha256 or "")) == ("old.json", True, 64)
    assert (one.value, one.places, one.basis, one.counts) == (Fraction(77600, 801), None, "counts", (776, 801))
    assert (one.framework, one.code, one.provider, one.quarter) == ("CRC", "SCH9 SL001", "London", Quarter(2017, 1))
    assert (one.status, one.reason, one.rounding, one.flags) == (Status.FAIL, None, Rounding.EXACT, (Flag.REVISED,))
    assert (one.target, one.target_display, one.target_from) == (Decimal("97.0"), "97%", Quarter(2016, 4))
    assert (one.value_display, one.gap_display) == ("96.9%", "-0.1")
    assert one.where == "quarter.xlsx, sheet CRC, cell B4"


def test_numbers_are_taken_from_their_text_and_never_through_a_binary_float() -> None:
    (one,) = load("old.json", document(STORED).replace(b"97.25", b"97.250"), VERSION).entries
    assert (one.value, one.places, one.basis) == (Fraction(389, 4), 2, "stored")


def test_a_whole_number_is_the_same_figure_without_a_point() -> None:
    whole = STORED | {"value": 98, "exact_value": 98, "target": 97, "gap": 1, "decimals": 0}
    whole |= {"value_display": "98.0%", "gap_display": "+1.0"}
    (one,) = load("old.json", document(whole), VERSION).entries
    assert (one.value, one.target) == (98, 97)


def test_of_a_longer_figure_no_more_than_six_decimals_are_known() -> None:
    long = STORED | {"decimals": 13}
    (one,) = load("old.json", document(long), VERSION).entries
    assert (one.places, one.is_cut) == (6, True)


def test_what_is_known_whole_is_not_cut() -> None:
    for result in (FIGURE, STORED, STORED | {"decimals": 6}, NO_FIGURE | {"basis": "stored", "decimals": 13}):
        (one,) = load("old.json", document(result), VERSION).entries
        assert not one.is_cut


def test_a_figure_moved_to_its_side_of_a_long_target_is_cut() -> None:
    """97% against 97.00000001%: JSON moves it by one unit of the sixth decimal and a digit of the target."""
    moved = STORED | {"value": 96.99999901, "exact_value": 96.99999901, "target": 97.00000001, "gap": -0.000001}
    moved |= {"status": "fail", "decimals": 0, "value_display": "97.00000000%", "target_display": "97.00000001%"}
    (one,) = load("old.json", document(moved | {"gap_display": "-0.00000001"}), VERSION).entries
    assert one.is_cut


def test_the_expectation_and_the_text_of_the_cell_are_kept() -> None:
    (one,) = load("old.json", document(FIGURE | {"expectation": 90.5}), VERSION).entries
    assert (one.expectation, one.shown) == (Decimal("90.5"), "776")


def test_a_result_without_a_figure_says_why() -> None:
    (one,) = load("old.json", document(NO_FIGURE), VERSION).entries
    assert (one.status, one.reason, one.value, one.value_display) == (Status.NO_DATA, Reason.CONFIDENTIAL, None, "")


def test_rounding_as_published_keeps_the_exact_figure_for_comparison() -> None:
    (one,) = load("old.json", document(PUBLISHED), VERSION).entries
    assert one.value == Fraction(77600, 801)


def test_problems_keep_their_places() -> None:
    empty = {"kind": "no_table", "message": "It has none.", "sheet": None, "cell": None, "line": None, "column": None}
    problems = [
        empty | {"level": "error", "file": "quarter.xlsx"},
        empty | {"level": "warning", "file": "quarter.xlsx", "sheet": "CRC", "cell": "B4"},
        empty | {"level": "warning", "file": "mine.yaml", "line": 3, "column": 1},
        empty | {"level": "warning", "file": None},
    ]
    data = document(FIGURE, problems=problems, summary=summary(FIGURE, exit_code=3))
    side = load("old.json", data, VERSION)
    assert [problem.place for problem in side.problems] == [
        FilePlace(file="quarter.xlsx"),
        CellPlace(file="quarter.xlsx", sheet="CRC", cell="B4"),
        LinePlace(file="mine.yaml", line=3, column=1),
        None,
    ]
    assert not side.is_fully_judged


def test_a_document_compared_with_itself_has_not_changed() -> None:
    side = load("old.json", document(FIGURE, STORED | {"provider": "Wales"}), VERSION)
    assert compare(side, side).changes == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_a_document_is_known_and_read_as_windows_saves_it(encoding: str) -> None:
    text = document(FIGURE).decode()
    data = ("\ufeff" + text if encoding == "utf-16-be" else text).encode(encoding)
    assert is_results(data)
    assert load("old.json", data, VERSION).entries[0].counts == (776, 801)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (document(FIGURE), True),
        (b"\n  " + document(FIGURE), True),
        (document(FIGURE)[:-20], True),  # cut off, and refused as what it is
        (b'{"schema_version": "3.0"}', False),
        (b'["schema_version", "results"]', False),
        (b"Measure,Provider,Quarter,Numerator,Denominator\n", False),
        (b"PK\x03\x04", False),
        (b"", False),
    ],
)
def test_a_result_document_is_told_from_a_file_of_data(data: bytes, expected: bool) -> None:
    assert is_results(data) is expected


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (document(FIGURE)[:-2], "it is broken JSON (line 1, column"),
        (b"[1]", "its JSON is no object; write it with: slcheck check -f json"),
        (b'{"a": "\xff"}', "its text is no UTF-8, which JSON is written in; check what wrote it"),
        (
            document(FIGURE, schema_version="1.0"),
            "its schema_version is 1.0, and only 3.0 is read; check the data again with this slcheck",
        ),
        (
            b'{"results": []}',
            "it has no schema_version, and only 3.0 is read; check the data again with this slcheck",
        ),
        (
            document(FIGURE, schema_version=3.0),
            'its schema_version is 3.0 without quotes; it has to be text, "3.0"; check the data again with this',
        ),
        (
            document(FIGURE, schema_version=3),
            'its schema_version is 3 without quotes; it has to be text, "3.0"; check the data again with this slcheck',
        ),
        (document(results={}), "it is no result of slcheck: results: input should be a valid list; check what"),
        (
            b'{"schema_version": "3.0"}',
            "it is no result of slcheck: policy: field required; check what wrote it",
        ),
        (
            document(summary=summary(exit_code=2, exit_reason="wrong use")),
            "the run that wrote it stopped before judging (wrong use); run check again",
        ),
        (
            document(FIGURE, summary=summary(FIGURE, exit_code=2, exit_reason="wrong use")),
            "the run that wrote it stopped before judging (wrong use); run check again",
        ),
        (
            document(summary=summary(exit_code=3, exit_reason="nothing was judged")),
            "the run that wrote it stopped before judging (nothing was judged); run check again",
        ),
        (
            document(FIGURE, policy=POLICY | {"show": "missed"}),
            "only results that were missed are in it; run check again without --show missed",
        ),
        (
            document(FIGURE, summary=summary(FIGURE, FIGURE) | {"results": 2}),
            "its summary counts 2 results, and 1 are in it; run check again",
        ),
        (
            document(FIGURE).replace(b"-0.121099", b"NaN"),
            "it holds NaN, which is no number in JSON; check what wrote it",
        ),
        (
            document(FIGURE).replace(b"-0.121099", b"-Infinity"),
            "it holds -Infinity, which is no number in JSON; check what wrote it",
        ),
        (
            document(FIGURE).replace(b"-0.121099", b"1e999999999"),
            "it holds the number 1e999999999, which no figure can be; check what wrote it",
        ),
        (
            document(FIGURE).replace(b"776", b"7" * 5000),
            f"it holds the number {'7' * 40}, which no figure can be; check what wrote it",
        ),
        (
            document(FIGURE).replace(b'"reason": null', b'"reason": null, "reason": null'),
            "its JSON gives the key 'reason' twice in one object; check what wrote it",
        ),
        (
            b'{"schema_version": "3.0", "results": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
            "its JSON is nested too deeply to be a result; check what wrote it",
        ),
        (b"[" * 1_000_001, "it has 1,000,001 objects and lists, and at most 1,000,000 are read; split the file"),
        (b"," * 3_000_001, "it has 3,000,001 values, and at most 3,000,000 are read; split the file"),
        (b" " * (BYTES + 1), "it has 52,428,801 bytes, and at most 52,428,800 are read; split the file"),
    ],
)
def test_what_is_no_whole_result_is_refused(data: bytes, sentence: str) -> None:
    assert refused(data).startswith(sentence)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"status": "good"}, "results.1.status: input should be 'fail', 'near', 'no_data', 'no_target' or 'pass'"),
        ({"quarter": "Q1 2017"}, "results.1.quarter: 'Q1 2017' could mean a calendar or a financial quarter"),
        ({"quarter": "17/18 Q1"}, "results.1.quarter: it is no quarter such as 2017-18 Q1"),
        ({"numerator": True}, "results.1.numerator: input should be a valid integer"),
        ({"numerator": 776.0}, "results.1.numerator: input should be a valid integer"),
        ({"numerator": -1}, "results.1.numerator: input should be greater than or equal to 0"),
        ({"value": "96.9"}, "results.1.value: it is no number"),
        ({"value": True}, "results.1.value: it is no number"),
        ({"target": 970}, "results.1.target: input should be less than or equal to 100"),
        ({"flags": ["waved"]}, "results.1.flags.1: input should be 'waived'"),
        ({"provider": None}, "results.1.provider: input should be a valid string"),
        ({"value": 100.00001}, "results.1.value: it is no percentage"),
        ({"exact_value": -1}, "results.1.exact_value: it is no percentage"),
        ({"direction": "up"}, "results.1.direction: input should be 'at least' or 'at most'"),
        ({"expectation": "90%"}, "results.1.expectation: it is no number"),
    ],
)
def test_a_value_that_no_result_can_have_is_refused(change: dict[str, object], sentence: str) -> None:
    assert refused(document(FIGURE | change)).startswith(f"it is no result of slcheck: {sentence}")


@pytest.mark.parametrize("key", sorted(set(FIGURE) - {"markers"}))
def test_a_result_that_lacks_a_key_is_refused(key: str) -> None:
    less = {name: value for name, value in FIGURE.items() if name != key}
    assert (
        refused(document(less)) == f"it is no result of slcheck: results.1.{key}: field required; check what wrote it"
    )


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (FIGURE | {"status": "pass"}, "it is pass with a gap of -0.121099"),
        (STORED | {"status": "fail"}, "it is fail with a gap of 0.25"),
        (STORED | {"status": "near"}, "it is near with a gap of 0.25"),
        (FIGURE | {"gap": -2}, "96.878901 against at least 97.0 is no gap of -2"),
        (FIGURE | {"gap": -0.121098}, "96.878901 against at least 97.0 is no gap of -0.121098"),
        (
            STORED | {"value": 96.4, "exact_value": 96.4, "gap": 0.6},
            "96.4 against at least 97.0 is no gap of 0.6",
        ),
        (STORED | {"direction": "at most"}, "97.25 against at most 97.0 is no gap of 0.25"),
        (AT_MOST | {"direction": "at least"}, "97.25 against at least 97.0 is no gap of -0.25"),
        (
            FIGURE | {"status": "pass", "numerator": 969_999_999, "denominator": 10**9, "value": 97, "exact_value": 97,
                      "gap": 0, "value_display": "97.0%", "gap_display": "0.0"},
            "it is pass, which 969,999,999 of 1,000,000,000 against at least 97.0 is not",
        ),
        (
            FIGURE | {"gap": None},
            "it is fail, and its figure, target or gap is missing or a reason is given why there is none",
        ),
        (
            FIGURE | {"reason": "blank"},
            "it is fail, and its figure, target or gap is missing or a reason is given why there is none",
        ),
        (NO_FIGURE | {"reason": None}, "it is no_data, and it has a gap or no reason"),
        (NO_FIGURE | {"status": "no_target"}, "it has no target, and no figure either"),
        (NO_FIGURE | {"value": 97}, "of value and exact_value only one is given"),
        (
            STORED | {"status": "no_data", "reason": "blank", "gap": None, "gap_display": None, "rounding": None},
            "it is no_data (blank), and it has a figure",
        ),
        (FIGURE | {"numerator": 775}, "775 of 801 is not 96.878901%"),
        (NO_TARGET | {"basis": "counts", "decimals": None, "numerator": 0, "denominator": 0}, "it has a figure, and "
         "its denominator is 0"),
        (FIGURE | {"numerator": 0, "denominator": 0}, "it has a figure, and its denominator is 0"),
        (FIGURE | {"numerator": None}, "its basis is counts, and 1 of its two counts are given"),
        (STORED | {"numerator": 1, "denominator": 2}, "its basis is stored, and 2 of its two counts are given"),
        (STORED | {"decimals": None}, "its basis is stored, and its decimals are None"),
        (STORED | {"basis": None, "decimals": None}, "it has a figure, and its basis is null"),
        (STORED | {"exact_value": 97.2}, "it was judged exactly, and 97.25 is not 97.2"),
        (FIGURE | {"value_display": None}, "of value and value_display only one is given"),
        (FIGURE | {"value_display": "98.9%"}, "its value_display 98.9% is not 96.878901"),
        (FIGURE | {"value_display": "96.8%"}, "its value_display 96.8% is not 96.878901"),
        (FIGURE | {"value_display": "96.9"}, "its value_display 96.9 is not 96.878901"),
        (FIGURE | {"value_display": "about 96.9%"}, "its value_display about 96.9% is not 96.878901"),
        (FIGURE | {"target_display": "95%"}, "its target_display 95% is not 97.0"),
        (FIGURE | {"target_display": None}, "of target and target_display only one is given"),
        (FIGURE | {"gap_display": "+0.1"}, "its gap_display +0.1 is not that of 96.9% against at least 97%"),
        (FIGURE | {"gap_display": "-0.2"}, "its gap_display -0.2 is not that of 96.9% against at least 97%"),
        (FIGURE | {"gap_display": None}, "of gap and gap_display only one is given"),
        (AT_MOST | {"gap_display": "+0.3"}, "its gap_display +0.3 is not that of 97.3% against at most 97%"),
        (
            STORED | {"value": 96.97, "exact_value": 96.97, "gap": -0.03, "status": "fail", "value_display": "97.0%",
                      "gap_display": "0.0"},
            "it is fail, and 97.0% is shown",
        ),
        (
            PUBLISHED | {"value": 97.0, "value_display": "97.0%", "gap": 0, "gap_display": "0.0", "status": "pass"},
            "it was judged as published, and 96.878901 is not 97.0 there",
        ),
        (FIGURE | {"released": "2016-17 Q4"}, "it was released in 2016-17 Q4, before its quarter"),
        (FIGURE | {"released": "2017-18 Q2"}, "it was released in 2017-18 Q2, and is not stale"),
        (FIGURE | {"flags": ["stale"]}, "it was released in 2017-18 Q1, and is stale"),
        (STORED | {"flags": ["waived"]}, "it is pass and waived, and only a miss can be"),
        (NO_FIGURE | {"flags": ["waived"]}, "it is no_data and waived, and only a miss can be"),
        (FIGURE | {"target_from": None}, "of target and target_from only one is given"),
        (NO_TARGET | {"expectation": 90}, "it has an expectation and no target"),
    ],
)  # fmt: skip
def test_a_result_that_says_two_things_at_once_is_refused(result: dict[str, object], sentence: str) -> None:
    where = "result 1 (SCH9 SL001, London, 2017-18 Q1) contradicts itself"
    assert refused(document(result)) == f"{where}: {sentence}; run check again"


@pytest.mark.parametrize("result", [FIGURE, STORED, NO_FIGURE, NO_TARGET, NEAR, AT_MOST, PUBLISHED])
def test_the_results_that_each_fault_is_put_into_are_right(result: dict[str, object]) -> None:
    assert len(load("old.json", document(result), VERSION).entries) == 1


@pytest.mark.parametrize(
    ("near", "status", "is_right"),
    [(None, "near", True), (None, "fail", True), (0.5, "near", True), (0.5, "fail", False), (0.1, "near", False),
     (0.1, "fail", True), (0, "near", False), (0.121099, "near", True), (0.121099, "fail", True)],
)  # fmt: skip
def test_near_is_what_the_policy_makes_of_it(near: float | None, status: str, is_right: bool) -> None:
    """Without a tolerance in the policy one may have been declared; six decimals do not tell which side of it."""
    data = document(FIGURE | {"status": status}, policy=POLICY | {"near": near})
    if is_right:
        assert load("old.json", data, VERSION).entries[0].status == status
    else:
        said = f"it is {status} with a gap of -0.121099, where {near} is still near"
        assert refused(data).endswith(f"contradicts itself: {said}; run check again")


WAIVED = FIGURE | {"flags": ["waived"]}


@pytest.mark.parametrize(
    ("results", "change", "sentence"),
    [
        ([FIGURE], {"fail": 0, "pass": 1}, "its summary counts 0 fail, and 1 are in it"),
        ([FIGURE, STORED], {"pass": 2}, "its summary counts 2 pass, and 1 are in it"),
        ([FIGURE], {"exit_code": 0}, "its exit code is 0, and SCH9 SL001 of London is what was to fail it"),
        ([WAIVED, NEAR], {"exit_code": 0}, "its exit code is 0, and SCH9 SL001 of London is what was to fail it"),
    ],
)
def test_a_document_that_contradicts_itself_is_refused(
    results: list[dict[str, object]], change: dict[str, object], sentence: str
) -> None:
    assert refused(document(*results, summary=summary(*results, **change))) == (
        f"it contradicts itself: {sentence}; run check again"
    )


@pytest.mark.parametrize(
    ("result", "fail_on", "is_right"),
    [
        (WAIVED, ["fail", "near"], True),
        (WAIVED, ["fail", "waived"], False),
        (FIGURE, [], True),
        (FIGURE, ["near"], True),
        (FIGURE, ["revised"], False),
        (NO_FIGURE, ["no_data"], False),
    ],
)
def test_a_run_that_found_nothing_has_nothing_of_what_it_was_to_fail_on(
    result: dict[str, object], fail_on: list[str], is_right: bool
) -> None:
    data = document(result, summary=summary(result, exit_code=0), policy=POLICY | {"fail_on": fail_on})
    if is_right:
        assert load("old.json", data, VERSION).entries
    else:
        assert "its exit code is 0" in refused(data)


def test_a_run_with_errors_has_the_exit_code_of_one() -> None:
    problem = {"level": "error", "kind": "x", "message": "X.", "file": None, "sheet": None, "cell": None, "line": None}
    data = document(FIGURE, problems=[problem | {"column": None}])
    assert refused(data) == "it contradicts itself: its exit code is 1, and it has 1 error; run check again"


def peak(data: bytes) -> int:
    """The most memory that refusing ``data`` takes, in MiB."""
    tracemalloc.start()
    try:
        refused(data)
        return tracemalloc.get_traced_memory()[1] // 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("entry", [b"{}", b"0.1", b'{"flags":[1]}'])
@pytest.mark.parametrize("counted", [0, 300_000])
def test_a_list_of_rubbish_takes_no_memory_beyond_its_own(entry: bytes, counted: int) -> None:
    whole = document(summary=summary(exit_code=1) | {"results": counted})
    data = whole.replace(b'"results": []', b'"results": [' + b",".join([entry] * 300_000) + b"]")
    assert peak(data) < 250


def test_a_list_of_wrong_flags_is_refused_at_the_first() -> None:
    assert peak(document(FIGURE | {"flags": ["x"] * 300_000})) < 100


def test_a_key_that_is_repeated_at_the_very_end_is_found_in_no_time() -> None:
    keys = b"".join(b'"k%d":1,' % number for number in range(100_000))
    started = time.perf_counter()
    assert refused(b"{" + keys + b'"k99999":1}').startswith("its JSON gives the key 'k99999' twice in one object")
    assert time.perf_counter() - started < 10


def written(report: Report) -> bytes:
    return json.dumps(rendered(report, outcome(report))).encode()


SAMPLES = sorted(str(path) for path in (Path(__file__).parents[1] / "samples").glob("*.xlsx"))
POLICIES = [
    Policy(),
    Policy(rounding=Rounding.AS_PUBLISHED),
    Policy(near=Decimal("0.5")),
    Policy(near=Decimal("1.0000001"), fail_on=("no_data",)),
    Policy(by=By.OWNER),
    Policy(by=By.NATIONAL, rounding=Rounding.AS_PUBLISHED, fail_on=()),
]


@pytest.mark.parametrize("sample", SAMPLES, ids=[Path(sample).name for sample in SAMPLES])
@pytest.mark.parametrize("policy", POLICIES, ids=range(len(POLICIES)))
def test_what_check_writes_of_a_sample_is_read(sample: str, policy: Policy) -> None:
    report = run([sample], policy)
    side = load("old.json", written(report), VERSION)
    assert [(entry.provider, entry.status, entry.flags) for entry in side.entries] == [
        (finding.observation.provider, finding.status, finding.flags) for finding in report.findings
    ]


def test_what_check_writes_of_waived_misses_is_read(tmp_path: Path) -> None:
    miss = next(
        finding for finding in run([SAMPLES[0]], Policy()).findings if finding.status is Status.FAIL
    ).observation
    said = {"measure": miss.measure.code, "provider": miss.provider, "quarter": str(miss.quarter), "reason": "Fire."}
    said |= {"framework": miss.measure.framework.value, "approved_by": "A. Person", "expires": "2090-01-01"}
    excuses = tmp_path / "w.yaml"
    excuses.write_text(json.dumps({"waivers": [said]}), encoding="utf-8")
    report = run([SAMPLES[0]], Policy(), Beside(waivers=excuses))
    side = load("old.json", written(report), VERSION)
    assert sum(Flag.WAIVED in entry.flags for entry in side.entries) == 1


MEASURE = """\
  - {{code: {code}, title: T, definition: D, kind: service level, numerator: n, denominator: d, direction: {direction},
     rounding: {rounding}, decimals: {decimals}, {near}targets: [{{from: 2016-17 Q4, level: {level}, source: s}}]}}
"""
LEVELS = st.decimals(1, 99, places=10).map(lambda level: f"{level.normalize():f}") | st.sampled_from(
    ["97", "5", "97.50"]
)
MEASURES = st.fixed_dictionaries(
    {
        "direction": st.sampled_from(["at least", "at most"]),
        "rounding": st.sampled_from(["exact", "as-published"]),
        "decimals": st.integers(0, 6),
        "near": st.sampled_from(["", "near: 0.5, ", "near: 0.0000001, "]),
        "level": LEVELS.map(lambda level: f"{level}%"),
    }
)
TINY = st.sampled_from([(96_999_999_999, 10**11), (97_000_000_001, 10**11), (5_000_000_001, 10**11), (97, 100), (0, 9)])
COUNTS = st.integers(1, 10**7).flatmap(lambda cases: st.tuples(st.integers(0, cases), st.just(cases))) | TINY
PERCENTAGES = st.decimals(0, 100, places=9).map(lambda number: f"{number.normalize():f}%") | st.sampled_from(
    ["97%", "97.0%", "96.9999999%", "97.0000000000001%", "4.99999999999%", "[c]", ""]
)
FIGURES = st.tuples(COUNTS, st.just("")) | st.tuples(st.just(("", "")), PERCENTAGES)


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(MEASURES, FIGURES), min_size=1, max_size=4), st.sampled_from(POLICIES))
def test_whatever_check_writes_is_read(
    tmp_path: Path, given_: list[tuple[dict[str, object], tuple[tuple[object, object], str]]], policy: Policy
) -> None:
    codes = [f"SL{number:03}" for number in range(1, len(given_) + 1)]
    measures = "".join(MEASURE.format(code=code, **measure) for code, (measure, _) in zip(codes, given_, strict=True))
    targets, data = tmp_path / "t.yaml", tmp_path / "d.csv"
    targets.write_text(f"framework: CRC\ntitle: T\nmeasures:\n{measures}", encoding="utf-8")
    rows = "".join(
        f"{code},London,2017-18 Q1,{counts[0]},{counts[1]},{percentage}\n"
        for code, (_, (counts, percentage)) in zip(codes, given_, strict=True)
    )
    data.write_text(f"Measure,Provider,Quarter,Numerator,Denominator,Percentage\n{rows}", encoding="utf-8")
    report = run([str(data)], policy, Beside(targets))
    if report.findings:
        entries = load("old.json", written(report), VERSION).entries
        assert [entry.status for entry in entries] == [finding.status for finding in report.findings]

"""What a result document holds is taken whole and exactly, or refused with a sentence."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from slcheck.compare import compare
from slcheck.errors import UnreadableInput
from slcheck.model import CellPlace, FilePlace, Flag, LinePlace, Reason, Rounding, Status
from slcheck.quarter import Quarter
from slcheck.recorded import is_results, load
from slcheck.recorded.parsing import BYTES

VERSION = "2.0"

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
    "gap": -0.121099,
    "gap_display": "-0.1",
    "numerator": 776,
    "denominator": 801,
    "flags": ["revised"],
    "source_file": "quarter.xlsx",
    "source_sheet": "CRC",
    "source_cell": "B4",
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
STORED |= {"value": 97.25, "exact_value": 97.25, "gap": 0.25, "status": "pass", "value_display": "97.3%"}


def document(*results: dict[str, object], **other: object) -> bytes:
    whole = {
        "schema_version": VERSION,
        "tool": {"name": "slcheck", "version": "1.0"},
        "policy": {"show": "all", "near": None},
        "summary": {"exit_code": 1, "exit_reason": "1 fail", "results": len(results)},
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
    (one,) = load("old.json", document(whole), VERSION).entries
    assert (one.value, one.target) == (98, 97)


def test_of_a_longer_figure_no_more_than_six_decimals_are_known() -> None:
    long = STORED | {"decimals": 13}
    (one,) = load("old.json", document(long), VERSION).entries
    assert one.places == 6


def test_a_result_without_a_figure_says_why() -> None:
    (one,) = load("old.json", document(NO_FIGURE), VERSION).entries
    assert (one.status, one.reason, one.value, one.value_display) == (Status.NO_DATA, Reason.CONFIDENTIAL, None, "")


def test_rounding_as_published_keeps_the_exact_figure_for_comparison() -> None:
    rounded = FIGURE | {"rounding": "as-published", "value": 96.9, "gap": -0.1}
    (one,) = load("old.json", document(rounded), VERSION).entries
    assert one.value == Fraction(77600, 801)


def test_problems_keep_their_places() -> None:
    empty = {"kind": "no_table", "message": "It has none.", "sheet": None, "cell": None, "line": None, "column": None}
    problems = [
        empty | {"level": "error", "file": "quarter.xlsx"},
        empty | {"level": "warning", "file": "quarter.xlsx", "sheet": "CRC", "cell": "B4"},
        empty | {"level": "warning", "file": "mine.yaml", "line": 3, "column": 1},
        empty | {"level": "warning", "file": None},
    ]
    side = load("old.json", document(FIGURE, problems=problems), VERSION)
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
        (b'{"schema_version": "2.0"}', False),
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
            "its schema_version is 1.0, and only 2.0 is read; check the data again with this slcheck",
        ),
        (
            b'{"results": []}',
            "its schema_version is None, and only 2.0 is read; check the data again with this slcheck",
        ),
        (
            document(summary={"exit_code": 2, "exit_reason": "wrong use", "results": 0}),
            "the run that wrote it stopped before judging (wrong use); run check again",
        ),
        (
            document(FIGURE, summary={"exit_code": 2, "exit_reason": "wrong use", "results": 1}),
            "the run that wrote it stopped before judging (wrong use); run check again",
        ),
        (
            document(summary={"exit_code": 3, "exit_reason": "nothing was judged", "results": 0}),
            "the run that wrote it stopped before judging (nothing was judged); run check again",
        ),
        (
            document(FIGURE, policy={"show": "missed"}),
            "only results that were missed are in it; run check again without --show missed",
        ),
        (
            document(FIGURE, summary={"exit_code": 1, "exit_reason": "1 fail", "results": 2}),
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
            b'{"schema_version": "2.0", "results": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
            "its JSON is nested too deeply to be a result; check what wrote it",
        ),
        (b"[" * 2_000_001, "it has 2,000,001 objects and lists, and at most 2,000,000 are read; split the file"),
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
        (FIGURE | {"gap": -2}, "96.878901 is not 2 from 97.0"),
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
        (FIGURE | {"numerator": 777}, "777 of 801 is not 96.878901%"),
        (FIGURE | {"numerator": None}, "its basis is counts, and 1 of its two counts are given"),
        (STORED | {"numerator": 1, "denominator": 2}, "its basis is stored, and 2 of its two counts are given"),
        (STORED | {"decimals": None}, "its basis is stored, and its decimals are None"),
        (STORED | {"basis": None, "decimals": None}, "it has a figure, and its basis is null"),
        (STORED | {"exact_value": 97.2}, "it was judged exactly, and 97.25 is not 97.2"),
    ],
)
def test_a_result_that_says_two_things_at_once_is_refused(result: dict[str, object], sentence: str) -> None:
    where = "result 1 (SCH9 SL001, London, 2017-18 Q1) contradicts itself"
    assert refused(document(result)) == f"{where}: {sentence}; run check again"

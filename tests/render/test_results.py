"""The values of a result: the same in JSON and CSV, and valid against the published schema."""

import csv
import io
import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from made import counts, measure, observe, stored, verdict
from slcheck.model import Policy, Report
from slcheck.render import FORMATS, Page
from slcheck.render.results import row
from slcheck.render.schema import RESULT_KEYS, results_schema
from slcheck.summary import outcome
from support import INVENTED, PRINTED, check


def document(report: Report) -> Any:
    return json.loads(FORMATS["json"](report, outcome(report), Page()))


@pytest.mark.parametrize("path", [PRINTED, INVENTED], ids=["printed", "long"])
def test_the_document_is_valid_against_the_published_schema(path: Any) -> None:
    validator = Draft202012Validator(results_schema())
    validator.check_schema(results_schema())
    assert not [error.message for error in validator.iter_errors(document(check(path)))]


def test_the_schema_refuses_a_document_that_lacks_or_adds_a_key() -> None:
    validator = Draft202012Validator(results_schema())
    good = document(check(PRINTED))
    for spoil in (
        lambda d: d["results"][0].pop("gap"),
        lambda d: d.update(extra=1),
        lambda d: d["summary"].pop("fail"),
    ):
        broken = json.loads(json.dumps(good))
        spoil(broken)
        assert not validator.is_valid(broken)


def test_csv_and_json_hold_the_same_values_under_the_same_names() -> None:
    report = check(INVENTED)
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](report, outcome(report), Page()))))
    results = document(report)["results"]
    assert list(rows[0]) == list(results[0]) == list(RESULT_KEYS)
    for as_csv, as_json in zip(rows, results, strict=True):
        for key, value in as_json.items():
            text = "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)
            assert as_csv[key] in (text, f"'{text}")


@pytest.mark.parametrize(
    ("numerator", "denominator", "value", "gap"),
    [
        (32, 33, 96.969697, -0.030303),
        (97, 100, 97.0, 0.0),
        (2, 3, 66.666667, -30.333333),
        (969999999, 1000000000, 96.999999, -1e-06),  # a miss is never rounded to level
        (970000001, 1000000000, 97.000001, 1e-06),
    ],
)
def test_numbers_have_six_decimals_at_the_most(numerator: int, denominator: int, value: float, gap: float) -> None:
    shown = row(verdict(counts(numerator, denominator)))
    assert (shown["value"], shown["gap"]) == (value, gap)


def test_where_nothing_was_judged_there_is_no_gap_and_no_shortfall() -> None:
    shown = row(verdict(stored("99"), of=measure(start="2019-20 Q1")))
    assert {key: shown[key] for key in ("status", "value", "target", "gap", "gap_display", "shortfall")} == {
        "status": "no_target",
        "value": 99.0,
        "target": None,
        "gap": None,
        "gap_display": None,
        "shortfall": None,
    }
    assert (shown["target_file"], shown["target_line"]) == ("mine.yaml", 12)


def test_show_missed_lists_the_misses_and_counts_them_all() -> None:
    from slcheck.model import Show

    missed = document(check(PRINTED, Policy(show=Show.MISSED)))
    assert (len(missed["results"]), missed["summary"]["results"]) == (24, 42)


def test_every_key_is_always_present() -> None:
    assert tuple(row(verdict(observe(stored("99")).figure))) == RESULT_KEYS

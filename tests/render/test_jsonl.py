"""JSON Lines: the results of the JSON document, one a line, and nothing else."""

import json

import pytest

from gallery import gallery, rendered, reported, titled
from made import counts, verdict
from slcheck.model import By

REPORTS = gallery()


@pytest.mark.parametrize("name", REPORTS)
def test_the_lines_are_the_results_of_the_document(name: str) -> None:
    report = REPORTS[name]
    key = "results" if report.policy.by is By.PROVIDER else "rollups"
    lines = rendered("jsonl", report).split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == json.loads(rendered("json", report))[key]


def test_without_results_there_is_nothing() -> None:
    assert rendered("jsonl", REPORTS["refused"]) == ""


def test_a_reader_that_splits_at_every_kind_of_line_break_finds_whole_lines() -> None:
    text = rendered("jsonl", reported([verdict(counts(1, 2), of=titled("Plans\u2028 in\x85time\u2029"))]))
    (line,) = text.splitlines()
    assert json.loads(line)["title"] == "Plans\u2028 in\x85time\u2029"

"""GitLab's Code Quality report: the fields that GitLab asks for, and fingerprints that hold."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from gallery import added, gallery, hostile, mixed, rendered, reported
from made import counts, measure, stored, verdict
from slcheck.model import Policy, Report
from slcheck.render import gitlab
from slcheck.render.matters import Weight, matters
from slcheck.summary import outcome

REPORTS = gallery()
AGAIN = gallery.__wrapped__()
SEVERITIES = ("info", "minor", "major", "critical", "blocker")


def issues(report: Report) -> Any:
    return json.loads(rendered("gitlab", report))


def test_the_whole_page() -> None:
    (issue,) = issues(mixed())
    fingerprint = issue.pop("fingerprint")
    assert re.fullmatch("[a-p]{64}", fingerprint)
    assert issue == {
        "description": "FAIL: SCH9 SL001 Seen in time, London, 2017-18 Q1: 90.0% against 97%, 7.0 points short "
        "(7 cases). quarter.xlsx, sheet CRC, cell B7.",
        "check_name": "fail",
        "severity": "major",
        "location": {"path": "quarter.xlsx", "lines": {"begin": 7}},
    }


@pytest.mark.parametrize("name", REPORTS)
def test_only_what_fails_or_is_a_problem_is_listed(name: str) -> None:
    report = REPORTS[name]
    found = [each.message for each in matters(report, outcome(report)) if each.weight is not Weight.TELLS]
    assert [issue["description"] for issue in issues(report)] == found
    for issue in issues(report):
        assert list(issue) == ["description", "check_name", "fingerprint", "severity", "location"]
        assert issue["severity"] in SEVERITIES
        assert issue["location"]["lines"]["begin"] >= 1
        assert issue["location"]["path"]


@pytest.mark.parametrize("name", REPORTS)
def test_no_fingerprint_stands_twice_in_a_report_and_each_is_the_same_in_every_run(name: str) -> None:
    found = [issue["fingerprint"] for issue in issues(REPORTS[name])]
    assert len(set(found)) == len(found)
    assert [issue["fingerprint"] for issue in issues(AGAIN[name])] == found


def test_a_miss_stays_the_same_issue_when_its_row_and_its_figure_change() -> None:
    (before,), (after,) = (
        issues(reported([verdict(counts(numerator, 100), cell=cell)])) for numerator, cell in ((90, "B4"), (91, "B5"))
    )
    assert before["fingerprint"] == after["fingerprint"]
    (other,) = issues(reported([verdict(counts(90, 100), provider="Essex")]))
    assert other["fingerprint"] != before["fingerprint"]


def test_the_same_problem_twice_is_two_issues() -> None:
    first, second = issues(REPORTS["refused"])
    assert first["fingerprint"] != second["fingerprint"]
    assert [each["location"]["lines"]["begin"] for each in (first, second)] == [3, 4]


@pytest.mark.parametrize(
    ("report", "severities"),
    [
        (REPORTS["refused"], ["critical", "critical"]),
        (REPORTS["misused"], ["critical"]),
        (REPORTS["doubted"], ["info"]),
        (REPORTS["strict"], ["critical"]),
        (REPORTS["complete"], ["critical", "info"]),
        (mixed(Policy(fail_on=("fail", "no_data"))), ["major", "minor"]),
        (hostile(), ["critical", "major"]),
    ],
)
def test_how_severe_it_is_follows_from_what_it_does(report: Report, severities: list[str]) -> None:
    assert [issue["severity"] for issue in issues(report)] == severities


def test_a_near_miss_is_minor() -> None:

    assert [each["severity"] for each in issues(reported([verdict(stored("96.9"), of=measure(near="0.5"))]))] == [
        "minor"
    ]


def test_a_sum_stands_at_its_file_and_nothing_at_the_folder() -> None:
    (issue,) = issues(added((80, 100), (99, 100)))
    assert issue["location"] == {"path": "quarter.xlsx", "lines": {"begin": 1}}
    assert issues(REPORTS["misused"])[0]["location"] == {"path": ".", "lines": {"begin": 1}}


def test_a_path_of_windows_has_plain_slashes(monkeypatch: pytest.MonkeyPatch) -> None:
    report = reported([verdict(counts(90, 100))])
    finding = report.findings[0]
    origin = replace(finding.observation.origin, file=r"data\quarter.xlsx")
    moved = reported([replace(finding, observation=replace(finding.observation, origin=origin))])
    monkeypatch.setattr(gitlab.os, "sep", "\\")
    assert issues(moved)[0]["location"]["path"] == "data/quarter.xlsx"


def test_a_run_without_complaints_is_an_empty_array() -> None:
    assert rendered("gitlab", reported([verdict(counts(99, 100))])) == "[]\n"

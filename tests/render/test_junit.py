"""JUnit XML: what Jenkins, GitLab and Azure make of it, read with a reader of theirs."""

from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml

from gallery import HOSTILE, gallery, hostile, mixed, rendered, reported, titled
from made import counts, verdict
from slcheck.model import Level, Problem, Report
from slcheck.render import words
from slcheck.summary import outcome

REPORTS = gallery()
TAGS = {"failures": "failure", "errors": "error", "skipped": "skipped"}
ORDER = ["testcase", "system-out"]

MIXED = """\
<?xml version="1.0" encoding="utf-8"?>
<testsuites name="slcheck" tests="6" failures="1" errors="0" skipped="4">
  <testsuite name="CRC" tests="6" failures="1" errors="0" skipped="4">
    <testcase classname="CRC.SCH9 SL001" name="SCH9 SL001 Seen in time, London, 2017-18 Q1">
      <failure message="FAIL: SCH9 SL001 Seen in time, London, 2017-18 Q1: 90.0% against 97%, 7.0 points short \
(7 cases)." type="fail">FAIL: SCH9 SL001 Seen in time, London, 2017-18 Q1: 90.0% against 97%, 7.0 points short \
(7 cases).
In --fail-on: fail.
Source: quarter.xlsx, sheet CRC, cell B7: the cell
Target: from 2016-17 Q4, mine.yaml, line 12: the contract</failure>
    </testcase>
    <testcase classname="CRC.SCH9 SL001" name="SCH9 SL001 Seen in time, Essex, 2017-18 Q1">
      <skipped message="FAIL: SCH9 SL001 Seen in time, Essex, 2017-18 Q1: 91.0% against 97%, 6.0 points short \
(6 cases). Waived. Until 2018-03-31, approved by A. Manager: The court was closed." />
    </testcase>
    <testcase classname="CRC.SCH9 SL001" name="SCH9 SL001 Seen in time, Thames Valley, 2017-18 Q1">
      <skipped message="FAIL: SCH9 SL001 Seen in time, Thames Valley, 2017-18 Q1: 92.0% against 97%, 5.0 points short \
(5 cases). Known before. It does not fail the run." />
    </testcase>
    <testcase classname="CRC.SCH9 SL001" name="SCH9 SL001 Seen in time, Wales, 2017-18 Q1">
      <skipped message="NO DATA: SCH9 SL001 Seen in time, Wales, 2017-18 Q1: The figure is confidential. \
Not in --fail-on: no_data." />
    </testcase>
    <testcase classname="CRC.SCH9 SL002" name="SCH9 SL002 Seen in time, Wales, 2017-18 Q1">
      <skipped message="NO TARGET: SCH9 SL002 Seen in time, Wales, 2017-18 Q1: 99.0%. The first declared target \
applies from 2019-20 Q1. Not in --fail-on: no_target." />
    </testcase>
    <testcase classname="CRC.SCH9 SL001" name="SCH9 SL001 Seen in time, Cheshire, 2017-18 Q1" />
  </testsuite>
</testsuites>
"""


def suites(report: Report) -> dict[str, Element]:
    return {suite.attrib["name"]: suite for suite in fromstring(rendered("junit", report))}


def test_the_whole_page() -> None:
    assert rendered("junit", mixed()) == MIXED


@pytest.mark.parametrize("name", REPORTS)
def test_the_numbers_are_those_of_the_elements(name: str) -> None:
    root = fromstring(rendered("junit", REPORTS[name]))
    for element in (root, *root):
        cases = list(element.iter("testcase"))
        found = {key: str(sum(case.find(tag) is not None for case in cases)) for key, tag in TAGS.items()}
        assert {key: element.attrib[key] for key in found} == found
        assert element.attrib["tests"] == str(len(cases))
        assert all(len(case) <= 1 for case in cases)


@pytest.mark.parametrize("name", REPORTS)
def test_a_reader_of_junit_reads_the_same(name: str) -> None:
    text = rendered("junit", REPORTS[name])
    read = JUnitXml.fromstring(text.encode())
    before = (read.tests, read.failures, read.errors, read.skipped)
    read.update_statistics()
    assert (read.tests, read.failures, read.errors, read.skipped) == before


@pytest.mark.parametrize("name", REPORTS)
def test_it_is_red_exactly_when_the_exit_code_is_not_0(name: str) -> None:
    root = fromstring(rendered("junit", REPORTS[name])).attrib
    code = outcome(REPORTS[name]).exit_code
    assert (root["errors"] != "0") == (code > 1)
    if code < 2:
        assert (root["failures"] != "0") == (code == 1)


@pytest.mark.parametrize("name", REPORTS)
def test_every_listed_result_is_a_test_with_a_name_of_its_own(name: str) -> None:
    found = suites(REPORTS[name])
    cases = [case for suite in found.values() for case in suite.iter("testcase")]
    names = [(case.attrib["classname"], case.attrib["name"]) for case in cases]
    assert len(set(names)) == len(names)
    results = sum(len(list(suite.iter("testcase"))) for key, suite in found.items() if key != "problems")
    assert results >= len(words.listed_lines(REPORTS[name]))


@pytest.mark.parametrize("name", REPORTS)
def test_children_stand_in_the_order_of_the_schema_and_there_is_no_clock(name: str) -> None:
    for suite in suites(REPORTS[name]).values():
        tags = [child.tag for child in suite]
        assert tags == sorted(tags, key=ORDER.index)
        assert tags.count("system-out") <= 1
        assert not {"time", "timestamp", "hostname"} & {key for each in suite.iter() for key in each.attrib}


def test_the_same_figure_twice_is_two_tests() -> None:
    often = [verdict(counts(99, 100), cell=f"B{row}") for row in range(4, 8)]
    subject = "SCH9 SL001 Seen in time, London, 2017-18 Q1"
    names = [case.attrib["name"] for case in suites(reported(often))["CRC"]]
    assert names == [subject, f"{subject} (2)", f"{subject} (3)", f"{subject} (4)"]


def test_a_problem_that_looks_like_a_number_of_another_has_a_name_of_its_own() -> None:
    said = ["Odd.", "Odd. (2)", "Odd.", "Odd.", "Odd. (2)"]
    problems = [Problem(level=Level.ERROR, kind="odd", message=each, place=None) for each in said]
    names = [case.attrib["name"] for case in suites(reported([], problems=problems))["problems"]]
    assert names == ["Odd.", "Odd. (2)", "Odd. (3)", "Odd. (4)", "Odd. (2) (2)"]


def test_problems_are_errors_and_warnings_are_output() -> None:
    suite = suites(REPORTS["doubted"])["problems"]
    assert [child.tag for child in suite] == ["system-out"]
    assert suite[0].text == (
        "warning: q.xlsx, sheet CRC: Taken as fractions.\nNot in the files: 1 provider of the CRC in 2017-18 Q1: Essex"
    )
    strict = suites(REPORTS["strict"])["problems"]
    assert [child.tag for child in strict] == ["testcase", "system-out"]
    assert strict[0].attrib["classname"] == "problems.unit"
    assert strict[0][0].attrib == {"message": "q.xlsx, sheet CRC: Taken as fractions.", "type": "unit"}


def test_what_is_hidden_in_a_name_is_read_back() -> None:
    (failed, _) = suites(hostile())["CRC"].iter("testcase")
    assert " ".join(HOSTILE.split()) in failed.attrib["name"]
    (problem,) = suites(hostile())["problems"].iter("testcase")
    assert problem[0].text == "a,b:c %�::warning::.xlsx, sheet ##[error], cell B4: ::error::now ##[error] ]]>"


@given(st.text(min_size=1) | st.sampled_from(["\x00", "\x1b[0m", "\ufffe", "]]>", "\ud800"]))
def test_any_title_and_any_code_is_legal_xml(text: str) -> None:
    fromstring(rendered("junit", reported([verdict(counts(1, 2), of=titled(text, code=text))])).encode())

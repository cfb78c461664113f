"""Workflow commands: read as the runner of GitHub Actions reads them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gallery import doubted, gallery, hostile, mixed, rendered, reported, titled
from made import counts, verdict
from slcheck.model import Level, Policy, Problem
from slcheck.render.github import MOST_ANNOTATIONS
from slcheck.render.matters import matters
from slcheck.summary import outcome
from slcheck.text import clean

REPORTS = gallery()
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")
"""A property ends at a comma, all of them at the first colon: so neither stands in one unescaped."""


def unescaped(text: str) -> str:
    for escape, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escape, character)
    return text


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    read = []
    for line in text.removesuffix("\n").split("\n"):
        found = COMMAND.fullmatch(line)
        assert found, line
        properties = dict(each.split("=", 1) for each in found[2].split(","))
        read.append((found[1], {key: unescaped(value) for key, value in properties.items()}, unescaped(found[3])))
    return read


def test_a_miss_a_waived_one_and_one_known_before() -> None:
    told = commands(rendered("github", mixed()))
    assert [(level, properties) for level, properties, _ in told] == [
        ("error", {"file": "quarter.xlsx", "title": "FAIL SCH9 SL001 London"}),
        ("notice", {"file": "quarter.xlsx", "title": "FAIL SCH9 SL001 Essex"}),
        ("notice", {"file": "quarter.xlsx", "title": "FAIL SCH9 SL001 Thames Valley"}),
    ]
    assert told[0][2] == (
        "FAIL: SCH9 SL001 Seen in time, London, 2017-18 Q1: 90.0% against 97%, 7.0 points short (7 cases). "
        "quarter.xlsx, sheet CRC, cell B7."
    )


def test_only_a_declaration_has_a_line() -> None:
    assert rendered("github", REPORTS["refused"]).splitlines()[0] == (
        "::error file=mine.yaml,line=3,col=5,title=declaration::mine.yaml:3:5: '0.97' has no %25; write 97%25."
    )
    assert rendered("github", REPORTS["misused"]) == "::error title=wrong use::x.pdf is no spreadsheet.\n"


def test_warnings_are_errors_where_they_fail_the_run() -> None:
    levels = {strict: commands(rendered("github", doubted(Policy(strict=strict))))[0][0] for strict in (False, True)}
    assert levels == {False: "warning", True: "error"}


def test_there_are_no_more_than_github_shows_and_the_worst_come_first() -> None:
    problem = Problem(level=Level.ERROR, kind="odd", message="Unreadable.", place=None)
    report = REPORTS["printed"].model_copy(update={"problems": (problem,)})
    *lines, last = rendered("github", report).splitlines()
    assert len(lines) == MOST_ANNOTATIONS
    assert lines[0] == "::error title=odd::Unreadable."
    assert "SCH9 AB" in lines[1]
    assert last == "and 15 more"
    assert "more" not in rendered("github", mixed()).splitlines()[-1]


@pytest.mark.parametrize("name", REPORTS)
def test_every_line_is_a_command_that_says_what_matters(name: str) -> None:
    report = REPORTS[name]
    text = rendered("github", report)
    expected = [each.message.replace("##[", "## [") for each in matters(report, outcome(report))[:MOST_ANNOTATIONS]]
    told = commands(re.sub(r"and [\d,]+ more\n$", "", text)) if text else []
    assert [message for _, _, message in told] == expected


def test_nothing_in_a_file_starts_a_command() -> None:
    text = rendered("github", hostile())
    assert [level for level, _, _ in commands(text)] == ["error", "error"]
    assert "##[" not in text


@given(st.text(alphabet=st.sampled_from("#[]:%,=AD0a \r\n\u2028\udc80é"), min_size=1, max_size=30))
def test_any_name_stays_inside_its_command(name: str) -> None:
    report = reported([verdict(counts(1, 2), of=titled(name), provider=f"P{name}")])
    ((_, properties, message),) = commands(rendered("github", report))
    assert properties["title"] == clean(f"FAIL SCH9 SL001 P{name}").replace("##[", "## [")
    assert "##[" not in message
    rendered("github", report).encode()

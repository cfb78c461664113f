"""Plain text: what a screen reader reads out and a mail shows, line by line."""

import re

import pytest

from gallery import added, gallery, mixed, rendered, reported, titled
from made import Figure, counts, measure, printed, stored, verdict
from slcheck.model import Measure, Policy, Show
from slcheck.render import FORMATS, Page, words
from slcheck.render.sentences import MOST_PROBLEMS, spoken
from slcheck.render.vocabulary import STATUS
from slcheck.render.words import Line
from slcheck.summary import Outcome

REPORTS = gallery()

MIXED = """\
5 providers, 2017-18 Q1 (April to June 2017)

FAIL: SCH9 SL001 Seen in time, London, 2017-18 Q1: 90.0% against 97%, 7.0 points short (7 cases).
FAIL: SCH9 SL001 Seen in time, Essex, 2017-18 Q1: 91.0% against 97%, 6.0 points short (6 cases). Waived.
FAIL: SCH9 SL001 Seen in time, Thames Valley, 2017-18 Q1: 92.0% against 97%, 5.0 points short (5 cases). Known before.
NO DATA: SCH9 SL001 Seen in time, Wales, 2017-18 Q1: The figure is confidential.
NO TARGET: SCH9 SL002 Seen in time, Wales, 2017-18 Q1: 99.0%. The first declared target applies from 2019-20 Q1.
PASS: SCH9 SL001 Seen in time, Cheshire, 2017-18 Q1: 99.0% against 97%, 2.0 points above. Could be chance.

CRC: 1 of 6 pass, 3 fail, 1 no data, 1 no target
Worst: SCH9 SL001 London is 7.0 points short (7 cases); SCH9 SL001 Essex is 6.0 points short (6 cases); \
SCH9 SL001 Thames Valley is 5.0 points short (5 cases)
Remarks: 1 waived, 1 known before, 1 could be chance
Waived until 2018-03-31, approved by A. Manager: SCH9 SL001 Essex 2017-18 Q1 (The court was closed)
Not judged: 2 figures
SCH9 SL001 Wales, cell B10: The figure is confidential.
SCH9 SL002 Wales, cell B11: The first declared target applies from 2019-20 Q1.
Exit code 1: 1 fail (of 4 figures judged)
"""

REFUSED = """\
Nothing was judged.
error: mine.yaml:3:5: '0.97' has no %; write 97%.
error: mine.yaml:4:5: '0.97' has no %; write 97%.
Exit code 3: the data could not be fully judged: 2 problems
"""

ADDED = """\
Alpha, 2017-18 Q1 (April to June 2017)

PASS: SCH9 SL001 Seen in time, Alpha, 2017-18 Q1: 98.2% against 97%, 1.2 points above. 1 of 2 providers missed.

CRC: 1 of 2 pass, 1 fail
By owner: 1 of 1 pass
Exit code 1: 1 fail (of 2 figures judged)
"""


def test_the_whole_page() -> None:
    assert rendered("plain", mixed()) == MIXED


def test_a_run_that_failed_says_why() -> None:
    assert rendered("plain", REPORTS["refused"]) == REFUSED
    assert rendered("plain", REPORTS["empty"]) == "Nothing was judged.\nExit code 3: nothing was judged\n"


def test_of_a_run_that_was_asked_for_wrongly_the_reason_stands_there_once() -> None:
    (problem,) = REPORTS["misused"].problems
    text = FORMATS["plain"](REPORTS["misused"], Outcome(2, problem.message), Page())
    assert text == "Nothing was judged.\nExit code 2: x.pdf is no spreadsheet.\n"


def test_sums_stand_for_their_figures() -> None:
    assert rendered("plain", added((90, 100), (990, 1000))) == ADDED


AT_MOST = measure(level="3", direction="at most")
TIERED = measure(expectation="99", bands={"Inadequate": "0", "Good": "97"})


@pytest.mark.parametrize(
    ("figure", "of", "said"),
    [
        (stored("96.0"), measure(), "96.0% against 97%, 1.0 points short."),
        (stored("96.96"), measure(), "96.96% against 97%, 0.04 points short. Rounds to target."),
        (stored("97.0"), measure(), "97.0% against 97%, level with it."),
        (stored("3.2"), AT_MOST, "3.2% against at most 3%, 0.2 points over."),
        (counts(4, 100), AT_MOST, "4.0% against at most 3%, 1.0 points over (1 case). Could be chance."),
        (stored("2.5"), AT_MOST, "2.5% against at most 3%, 0.5 points under."),
        (stored("3.0"), AT_MOST, "3.0% against at most 3%, level with it."),
        (stored("96.5"), TIERED, "96.5% against 97% (99% expected), 0.5 points short. Rated Inadequate. "
                                 "Below expectation."),
        (printed("97"), measure(), "97.0% against 97%, level with it. Unproven: rounded."),
    ],
)  # fmt: skip
def test_a_gap_is_said_in_words(figure: Figure, of: Measure, said: str) -> None:
    line = spoken(Line(verdict(figure, of=of)))
    assert line.partition("2017-18 Q1: ")[2] == said


def test_a_code_that_both_frameworks_have_is_told_apart() -> None:
    assert spoken(Line(verdict(stored("99.0"))), with_framework=True).startswith("PASS: CRC SCH9 SL001 Seen in time, ")


@pytest.mark.parametrize("name", REPORTS)
def test_every_result_is_one_line_and_begins_with_its_verdict(name: str) -> None:
    lines = rendered("plain", REPORTS[name]).split("\n")
    said = [line for line in lines if line.startswith(tuple(f"{word}: " for word in STATUS.values()))]
    expected = [STATUS[line.finding.status] for line in words.listed_lines(REPORTS[name])]
    assert [line.partition(":")[0] for line in said] == expected


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_is_signed_or_aligned(name: str) -> None:
    text = rendered("plain", REPORTS[name])
    assert not re.search(r"(?<!\S)[-+]\d|  |\t|\x1b", text)
    assert all(line.isprintable() for line in text.split("\n"))


def test_with_only_misses_listed_and_none_there_the_counts_remain() -> None:
    text = rendered("plain", reported([verdict(stored("99.0"))], Policy(show=Show.MISSED)))
    assert text.splitlines()[0] == "London, 2017-18 Q1 (April to June 2017)"
    assert text.splitlines()[2] == "CRC: 1 of 1 pass"


def test_of_very_many_problems_the_rest_are_counted() -> None:
    (problem,) = REPORTS["hostile"].problems
    report = reported([], problems=[problem] * (MOST_PROBLEMS + 2))
    assert rendered("plain", report).splitlines()[-2:] == [
        "and 2 problems more (all of them with -f json)",
        "Exit code 3: the data could not be fully judged: 22 problems",
    ]


def test_a_title_with_line_breaks_stays_on_its_line() -> None:
    line = spoken(Line(verdict(stored("99.0"), of=titled("Seen\r\n in\ttime"))))
    assert line == "PASS: SCH9 SL001 Seen in time, London, 2017-18 Q1: 99.0% against 97%, 2.0 points above."

"""Markdown: read back by a parser of it, every cell is the text that it was made of."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from gallery import added, gallery, hostile, mixed, rendered, reported, titled
from made import counts, verdict
from slcheck.render import words
from slcheck.render.columns import columns
from slcheck.render.sentences import closing
from slcheck.summary import outcome
from slcheck.text import clean

REPORTS = gallery()
PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
SHOWS_NOTHING = ("<!-- -->", "<span>", "</span>")

MIXED = """\
## 5 providers, 2017-18 Q1 (April to June 2017)

| Status | Measure | Provider | Title | Figure | Target | Gap | Short | Remarks |
| --- | --- | --- | --- | ---: | ---: | ---: | ---: | --- |
| FAIL | SCH9 SL001 | London | Seen in time | 90.0% | 97% | -7.0 | 7 |  |
| FAIL | SCH9 SL001 | Essex | Seen in time | 91.0% | 97% | -6.0 | 6 | waived |
| FAIL | SCH9 SL001 | Thames Valley | Seen in time | 92.0% | 97% | -5.0 | 5 | known before |
| NO DATA | SCH9 SL001 | Wales | Seen in time |  | 97% |  |  | confidential |
| NO TARGET | SCH9 SL002 | Wales | Seen in time | 99.0% |  |  |  | before first target |
| PASS | SCH9 SL001 | Cheshire | Seen in time | 99.0% | 97% | +2.0 |  | could be chance |

- CRC: 1 of 6 pass, 3 fail, 1 no data, 1 no target
- Worst: SCH9 SL001 London -7.0; SCH9 SL001 Essex -6.0; SCH9 SL001 Thames Valley -5.0
- Remarks: 1 waived, 1 known before, 1 could be chance
- Waived until 2018-03-31, approved by A. Manager: SCH9 SL001 Essex 2017-18 Q1 (The court was closed)
- Not judged: 2 figures
  - SCH9 SL001 Wales, cell B10: The figure is confidential.
  - SCH9 SL002 Wales, cell B11: The first declared target applies from 2019-20 Q1.
- Exit code 1: 1 fail (of 4 figures judged)
"""


def shown(inline: Token) -> str:
    """What a reader sees of an inline token; anything but text is an error."""
    return "".join(_visible(inline.children or []))


def _visible(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "html_inline" and token.content in SHOWS_NOTHING:
            continue
        assert token.type in ("text", "text_special"), token
        yield token.content


def parsed(text: str) -> dict[str, list[str]]:
    """The visible texts of a document, by the block that they stand in."""
    found: dict[str, list[str]] = {"h2": [], "th": [], "td": [], "li": []}
    tokens = PARSER.parse(text)
    for before, token in pairwise(tokens):
        if token.type == "inline":
            found["li" if before.tag == "p" else before.tag].append(shown(token))
        assert token.type not in ("html_block", "code_block", "fence", "hr", "ordered_list_open"), token
    return found


def test_the_whole_page() -> None:
    assert rendered("markdown", mixed()) == MIXED


@pytest.mark.parametrize("name", REPORTS)
def test_a_parser_reads_back_what_was_written(name: str) -> None:
    report = REPORTS[name]
    lines = words.listed_lines(report)
    found = parsed(rendered("markdown", report))
    assert found["h2"] == ([clean(words.about(report))] if lines else [])
    assert found["th"] == ([column.heading for column in columns(report)] if lines else [])
    assert found["td"] == [clean(column.text(line)) for line in lines for column in columns(report)]
    assert found["li"] == [clean(line) for line in closing(report, outcome(report))]


def test_figures_are_aligned_to_the_right() -> None:
    tokens = PARSER.parse(rendered("markdown", mixed()))
    aligned = [token.attrGet("style") for token in tokens if token.type == "th_open"]
    assert aligned == [None] * 4 + ["text-align:right"] * 4 + [None]


@pytest.mark.parametrize(
    "active", ["@team", "#12", "GH-12", "https://x.org", "www.x.org", ":tada:", "a@b.org", "~~x~~"]
)
def test_nothing_is_left_that_github_looks_for_in_text(active: str) -> None:
    text = rendered("markdown", reported([verdict(counts(1, 2), of=titled(f"Plans {active} made"))]))
    assert active not in text
    assert f"Plans {active} made" in parsed(text)["td"]


def test_what_is_hidden_in_a_name_neither_acts_nor_vanishes() -> None:
    text = rendered("markdown", hostile())
    assert '| =1+1&#124;&lt;b&gt;::<!-- -->error::x "\\]\\]&gt; |' in text
    assert len(text.splitlines()) == 12


@pytest.mark.parametrize("code", ["1. x", "- x", "+ x", "# x", "=== x", "12) x", "> x", "    x", "***", "[ ] x"])
def test_an_item_of_the_list_is_no_other_block(code: str) -> None:
    report = reported([verdict(counts(0, 0), of=titled("Plans", code=code))])
    assert (
        f"{clean(code)} London, cell B4: There were no cases: the denominator is 0."
        in parsed(rendered("markdown", report))["li"]
    )


@pytest.mark.parametrize("written", ["&lt;b&gt;", "&#124;", "&copy;", "a\\|b", "\\", "a\\", "``", "<!-- x -->"])
def test_what_looks_escaped_already_is_read_back_as_it_is(written: str) -> None:
    text = rendered("markdown", reported([verdict(counts(1, 2), of=titled(written))]))
    assert parsed(text)["td"][2] == written


@given(st.text(alphabet=st.sampled_from("|\\`*_[]()<>!&#@:;$~\"'aw.x1- \n\u2028é/+=^{}"), min_size=1, max_size=20))
def test_any_title_is_read_back_as_it_is(title: str) -> None:
    report = reported([verdict(counts(1, 2), of=titled(title), provider="London")])
    assert parsed(rendered("markdown", report))["td"][2] == clean(title)


def test_every_entity_and_tag_is_one_that_is_meant() -> None:
    tags = set(re.findall(r"<[^>]*>", "".join(rendered("markdown", report) for report in REPORTS.values())))
    assert tags <= set(SHOWS_NOTHING)


def test_sums_have_the_columns_of_sums() -> None:
    assert parsed(rendered("markdown", added((80, 100), (99, 100))))["th"][-1] == "Remarks"

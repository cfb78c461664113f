"""Text out of a file: what is left of it, and how it is put into sentences."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slcheck.text import clean, counted, cut, listed, plain_dashes, regex


@pytest.mark.parametrize(
    ("text", "left"),
    [
        # ordinary text stays as it is
        ("", ""),
        ("SCH9 SL001", "SCH9 SL001"),
        ("Plan completed – on time, £5 (97%)", "Plan completed – on time, £5 (97%)"),
        ("Ynys Môn", "Ynys Môn"),
        ("[red]97%[/red] [c] [x]", "[red]97%[/red] [c] [x]"),
        ("=HYPERLINK(A1)", "=HYPERLINK(A1)"),
        # one line, one space, nothing at the ends
        ("  SL001  ", "SL001"),
        ("SL001   seen", "SL001 seen"),
        ("SL001\tseen\r\non time\n", "SL001 seen on time"),
        ("97\u00a0%", "97 %"),
        ("\u00a097%\u00a0", "97%"),
        ("a\u2003\u2009b", "a b"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        # one way to write a letter with an accent
        ("Mo\u0302n", "M\u00f4n"),
        ("\u212b", "\u00c5"),
        # ... but no letter is replaced by another
        ("\ufb01", "\ufb01"),
        ("①", "①"),
        # control characters and terminal escapes
        ("a\x00b\x07c\x7fd", "abcd"),
        ("\x1b[31mPASS\x1b[0m", "[31mPASS[0m"),
        ("\x1b]8;;http://example.org\x07link\x1b]8;;\x07", "]8;;http://example.orglink]8;;"),
        ("\x9b31mPASS", "31mPASS"),
        # what turns the reading direction or cannot be seen
        ("\u202e%79", "%79"),
        ("\u2066a\u2069\u200e\u200fb", "ab"),
        ("SL\u200b001", "SL001"),
        ("SL\u00ad001", "SL001"),
        ("\ufeffMeasure", "Measure"),
        # half a character, private ones, and ones that do not exist are replaced, and not dropped
        ("a\ud800b\udfffc", "a\ufffdb\ufffdc"),
        ("a\ue000b", "a\ufffdb"),
        ("a\uffffb", "a\ufffdb"),
        # nothing left
        ("\x00\u200b", ""),
        ("97%\uf02a", "97%\ufffd"),
        (" \t\u00a0", ""),
    ],
)
def test_what_is_left_of_a_text(text: str, left: str) -> None:
    assert clean(text) == left


@given(st.text(st.characters(exclude_categories=())))
def test_nothing_that_acts_or_hides_is_ever_left(text: str) -> None:
    left = clean(text)
    assert not {unicodedata.category(character) for character in left} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert left == left.strip()
    assert "\n" not in left
    left.encode("utf-8")


@given(st.text(st.characters(categories=("L", "N", "P"))))
def test_letters_digits_and_punctuation_are_only_normalised(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("dash", "‐‑‒–—―−﹘﹣－-")
def test_every_dash_is_a_hyphen(dash: str) -> None:
    assert plain_dashes(f"2017{dash}18") == "2017-18"


def test_other_signs_are_not_dashes() -> None:
    assert plain_dashes("a_b~c·d/e") == "a_b~c·d/e"


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Plan completed", 14, "Plan completed"),
        ("Plan completed", 99, "Plan completed"),
        ("Plan completed", 13, "Plan compl..."),
        ("Plan completed", 8, "Plan..."),
        ("Plan completed", 4, "P..."),
        ("Plan completed", 3, "..."),
        ("Plan completed", 2, ".."),
        ("Plan completed", 1, "."),
        ("Plan completed", 0, ""),
        ("Plan", 4, "Plan"),
        ("", 0, ""),
    ],
)
def test_a_text_cut_to_a_width(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


@given(st.text(), st.integers(0, 40))
def test_a_cut_is_never_wider_and_never_hidden(text: str, width: int) -> None:
    shown = cut(text, width)
    assert len(shown) <= width
    assert shown == text or shown.endswith("..."[:width])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], ""),
        (["SL001"], "SL001"),
        (["SL001", "SL002"], "SL001 and SL002"),
        (["SL001", "SL002", "SL003"], "SL001, SL002 and SL003"),
        (["a", "b", "c", "d", "e", "f"], "a, b, c, d, e and f"),
        (["a", "b", "c", "d", "e", "f", "g"], "a, b, c, d, e, f and 1 more"),
        (tuple("abcdefghijklmnopqr"), "a, b, c, d, e, f and 12 more"),
    ],
)
def test_words_in_a_sentence(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence


@pytest.mark.parametrize(
    ("most", "sentence"), [(1, "a and 3 more"), (2, "a, b and 2 more"), (3, "a, b, c and 1 more"), (4, "a, b, c and d")]
)
def test_no_more_words_than_asked_for(most: int, sentence: str) -> None:
    assert listed(["a", "b", "c", "d"], most) == sentence


@pytest.mark.parametrize(
    ("number", "noun", "plural", "text"),
    [
        (0, "figure", "", "0 figures"),
        (1, "figure", "", "1 figure"),
        (2, "figure", "", "2 figures"),
        (1234, "row", "", "1,234 rows"),
        (1_000_000, "row", "", "1,000,000 rows"),
        (1, "entry", "entries", "1 entry"),
        (2, "entry", "entries", "2 entries"),
    ],
)
def test_a_number_of_things(number: int, noun: str, plural: str, text: str) -> None:
    assert counted(number, noun, plural) == text


@given(st.text())
def test_a_clean_text_is_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "  " not in once


@pytest.mark.parametrize(("text", "left"), [("a \u200b b", "a b"), ("e\u200b\u0301", "\u00e9")])
def test_what_stood_on_both_sides_of_an_unseen_character_is_neighbours(text: str, left: str) -> None:
    assert clean(text) == left


def test_an_expression_that_waits_does_what_a_compiled_one_does() -> None:
    waiting, compiled = regex(r"(?P<code>sl)\d+", re.IGNORECASE), re.compile(r"(?P<code>sl)\d+", re.IGNORECASE)
    for _ in range(2):
        assert [match["code"] for match in waiting.finditer("SL1 sl2")] == ["SL", "sl"]
        assert waiting.sub("-", "SL1 x") == compiled.sub("-", "SL1 x")
        assert waiting.match("x SL1") is None
        assert waiting.search("x SL1", 0, 3) is None
    assert waiting.pattern == compiled.pattern
    assert regex(rb"PK").match(b"PK") is not None


def test_an_expression_that_is_wrong_says_so_when_it_is_used() -> None:
    with pytest.raises(re.error, match="unterminated"):
        regex("(").match("x")

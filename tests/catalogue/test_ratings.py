"""A second tier beside a target, and the words of regulation 39(5): one fault at a time, and the whole complaint."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from slcheck.catalogue import load, targets_schema
from slcheck.errors import WrongDeclarations
from slcheck.model import Band, Rating, Target

FILE = """\
framework: CRC
title: A contract
measures:
  - code: SL1
    title: Seen on time
    definition: Seen within 5 days.
    kind: service level
    numerator: people seen
    denominator: people allocated
    direction: {direction}
    targets:
      - from: 2016-17 Q4
        level: {level}
        source: Annual report
"""
AT_LEAST = FILE.format(direction="at least", level="97%")  # what is added stands on line 15
AT_MOST = FILE.format(direction="at most", level="5%")
RATINGS = "Good: 97%, Approaching target: 95%, Requires improvement: 90%, Inadequate: 0%"
AT_MOST_RATINGS = "Good: 0%, Approaching target: 5%, Requires improvement: 10%, Inadequate: 20%"
WORDS = "Good, Approaching target, Requires improvement, Inadequate"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(content: str) -> Path:
    path = Path("t.yaml")
    path.write_text(content, encoding="utf-8")
    return path


def target(content: str) -> Target:
    (measure,) = load(put(content)).measures
    (only,) = measure.targets
    return only


def complaints(content: str) -> list[str]:
    with pytest.raises(WrongDeclarations) as refused:
        load(put(content))
    return [str(complaint) for complaint in refused.value.complaints]


def with_expectation(expectation: str, text: str = AT_LEAST) -> str:
    return f"{text}        expectation: {expectation}\n"


def with_ratings(ratings: str, text: str = AT_LEAST) -> str:
    return f"{text}        ratings: {{{ratings}}}\n"


def at(column: int, sentence: str) -> list[str]:
    return [f"t.yaml:15:{column}: {sentence}"]


def schema_refuses(text: str) -> bool:
    """By the values as a JSON document holds them: all of these are texts."""
    return not Draft202012Validator(targets_schema()).is_valid(yaml.load(text, Loader=yaml.BaseLoader))


def test_without_them_a_target_has_neither() -> None:
    assert (target(AT_LEAST).expectation, target(AT_LEAST).bands) == (None, ())


@pytest.mark.parametrize(("text", "expectation"), [(AT_LEAST, "90%"), (AT_LEAST, "96.99%"), (AT_MOST, "5.01%")])
def test_an_expectation_is_easier_to_reach_than_the_level_and_read_exactly(text: str, expectation: str) -> None:
    assert f"{target(with_expectation(expectation, text)).expectation}%" == expectation
    assert not schema_refuses(with_expectation(expectation, text))


SIGN = "write a percentage with its sign, like 97%"


@pytest.mark.parametrize(
    ("text", "expectation", "sentence"),
    [
        (AT_LEAST, "97%", "an expectation of 97% is not below the level of 97%; exchange them or take it out"),
        (AT_LEAST, "97.0%", "an expectation of 97.0% is not below the level of 97%; exchange them or take it out"),
        (AT_LEAST, "98%", "an expectation of 98% is not below the level of 97%; exchange them or take it out"),
        (AT_MOST, "5%", "an expectation of 5% is not above the level of 5%; exchange them or take it out"),
        (AT_MOST, "4%", "an expectation of 4% is not above the level of 5%; exchange them or take it out"),
        (AT_LEAST, "0.9%", "'at least 0.9%' is met by nearly everything; write the expectation in percent, like 97%"),
        (
            AT_MOST,
            "100%",
            "'at most 100%' is met by everything; write the expectation that must not be passed, like 5%",
        ),
        (AT_LEAST, "90", "'90' is not an expectation; write 90% if that is what it means; the sign has to stand there"),
        (
            AT_LEAST,
            "0.9",
            "'0.9' is not an expectation; write 90% if that is what it means; the sign has to stand there",
        ),
        (AT_LEAST, "most", f"'most' is not an expectation; {SIGN}"),
        (AT_LEAST, "[90%]", f"what stands here is not an expectation; {SIGN}"),
        (AT_LEAST, "101%", "'101%' is above 100%; an expectation is between 0% and 100%"),
        (AT_LEAST, "''", "'' is not an expectation; write a percentage with its sign, like 97%"),
    ],
)
def test_one_fault_in_an_expectation(text: str, expectation: str, sentence: str) -> None:
    assert complaints(with_expectation(expectation, text)) == at(22, sentence)


def test_an_expectation_without_a_value() -> None:
    assert complaints(with_expectation("")) == at(21, "'expectation' has no value; write one or take it out")


def bands(*given: tuple[Rating, str]) -> tuple[Band, ...]:
    return tuple(Band(rating=rating, lower=Decimal(lower)) for rating, lower in given)


@pytest.mark.parametrize(
    ("text", "ratings", "expected"),
    [
        (
            AT_LEAST,
            RATINGS,
            bands(
                (Rating.INADEQUATE, "0"),
                (Rating.REQUIRES_IMPROVEMENT, "90"),
                (Rating.APPROACHING_TARGET, "95"),
                (Rating.GOOD, "97"),
            ),
        ),
        (AT_LEAST, "Inadequate: 0%, Good: 99.5%", bands((Rating.INADEQUATE, "0"), (Rating.GOOD, "99.5"))),
        (
            AT_MOST,
            AT_MOST_RATINGS,
            bands(
                (Rating.GOOD, "0"),
                (Rating.APPROACHING_TARGET, "5"),
                (Rating.REQUIRES_IMPROVEMENT, "10"),
                (Rating.INADEQUATE, "20"),
            ),
        ),
        (AT_MOST, "Inadequate: 4%, Good: 0.0%", bands((Rating.GOOD, "0.0"), (Rating.INADEQUATE, "4"))),
    ],
    ids=["all four", "two of them, stricter than the target", "all four, at most", "two of them, at most"],
)
def test_ratings_become_bands_in_the_order_of_their_edges(text: str, ratings: str, expected: tuple[Band, ...]) -> None:
    assert target(with_ratings(ratings, text)).bands == expected
    assert not schema_refuses(with_ratings(ratings, text))


# The mapping's own bracket stands in column 18 of line 15, its first key in column 19.
HIGHER = "where 'at least' is good, the better rating has the higher edge"
LOWER_EDGE = "each word takes the LOWER edge of its band, and for 'at most' the best begins at 0%"
LOWER = "where 'at most' is good, the better rating has the lower edge"
FAULTS: list[tuple[str, str, int, str]] = [
    (AT_LEAST, "good: 97%, Inadequate: 0%", 19, "unknown rating 'good'; did you mean 'Good'?"),
    (AT_LEAST, "Good: 97%, Inadequat: 0%", 30, "unknown rating 'Inadequat'; did you mean 'Inadequate'?"),
    (AT_LEAST, "Good: 97%, Poor: 0%", 30, f"unknown rating 'Poor'; write {WORDS}"),
    (AT_LEAST, "Good: 97%, '[key]': 0%", 30, f"unknown rating '[key]'; write {WORDS}"),
    (
        AT_LEAST,
        "Good: 97%, Inadequate: 5%, Other: 0%",
        46,
        "'Other' is what is said of a figure without a verdict; it has no edge, take it out",
    ),
    (AT_LEAST, "Good: 97%, Inadequate: 5%", 42, "figures below 5% have no rating; let the lowest edge be 0%"),
    (AT_LEAST, "Good: 97%", 25, "figures below 97% have no rating; let the lowest edge be 0%"),
    (AT_MOST, "Good: 1%, Inadequate: 5%", 25, "figures below 1% have no rating; let the lowest edge be 0%"),
    (
        AT_LEAST,
        "Good: 97%, Approaching target: 97.0%, Inadequate: 0%",
        50,
        "'Good' starts at 97.0% too; give one of them another edge",
    ),
    (
        AT_LEAST,
        "Good: 97%, Inadequate: 0%, Requires improvement: 0%",
        68,
        "'Inadequate' starts at 0% too; give one of them another edge",
    ),
    (
        AT_LEAST,
        "Good: 97%, Approaching target: 98%, Inadequate: 0%",
        50,
        f"'Approaching target' starts at 98% and 'Good' at 97%; {HIGHER}",
    ),
    (
        AT_LEAST,
        "Inadequate: 10%, Requires improvement: 0%, Good: 97%",
        31,
        f"'Inadequate' starts at 10% and 'Requires improvement' at 0%; {HIGHER}",
    ),
    (
        AT_MOST,
        "Good: 0%, Approaching target: 10%, Inadequate: 5%",
        66,
        f"'Inadequate' starts at 5% and 'Approaching target' at 10%; {LOWER}",
    ),
    (AT_MOST, "Good: 97%, Inadequate: 0%", 42, f"'Inadequate' starts at 0% and 'Good' at 97%; {LOWER}"),
    (
        AT_LEAST,
        "Approaching target: 97%, Inadequate: 0%",
        18,
        "'Good' is missing; give the rating of a figure on target its edge",
    ),
    (
        AT_LEAST,
        "Good: 96.9%, Inadequate: 0%",
        25,
        "a miss of 97% would be 'Good' from 96.9% on; let 'Good' start at 97% or above",
    ),
    (
        AT_MOST,
        "Good: 0%, Inadequate: 20%, Approaching target: 5.1%",
        66,
        "a miss of 5% would be 'Good' up to 5.1%; let 'Approaching target' start at 5% or below",
    ),
    (
        AT_MOST,
        "Good: 5%, Approaching target: 8%, Requires improvement: 12%, Inadequate: 100%",
        25,
        f"{LOWER_EDGE}; write Good: 0%, Approaching target: 5%, Requires improvement: 8%, Inadequate: 12%",
    ),
    (
        AT_MOST,
        "Good: 6%, Inadequate: 100%",
        25,
        f"{LOWER_EDGE}; let 'Good' start at 0%, and the word after it at 5% or below",
    ),
    (AT_LEAST, "Good: 0%", 25, "'Good' alone would hold for every miss too; add the rating of a miss"),
    (AT_MOST, "Good: 0%", 25, "'Good' alone would hold for every miss too; add the rating of a miss"),
    (
        AT_LEAST,
        "Good: 97, Inadequate: 0%",
        25,
        "'97' is not an edge; write 97% if that is what it means; the sign has to stand there",
    ),
    (AT_LEAST, "Good: 97%, Inadequate: 0", 42, "'0' is not an edge; write 0% if that is what it means; the sign has to "
     "stand there"),
    (AT_LEAST, "Good: 101%, Inadequate: 0%", 25, "'101%' is above 100%; an edge is between 0% and 100%"),
    (AT_LEAST, "Good: {a: b}, Inadequate: 0%", 25, f"what stands here is not an edge; {SIGN}"),
    (AT_LEAST, "Good: , Inadequate: 0%", 25, "'Good' has no value; write one or take it out"),
    (AT_LEAST, "Good: 97%, Good: 98%, Inadequate: 0%", 30, "'Good' is given twice (first on line 15); keep one"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ratings", "column", "sentence"), FAULTS, ids=[row[1] for row in FAULTS])
def test_one_fault_in_ratings(text: str, ratings: str, column: int, sentence: str) -> None:
    assert complaints(with_ratings(ratings, text)) == at(column, sentence)


def test_a_hole_and_a_miss_that_would_be_good_are_two_faults() -> None:
    assert complaints(with_ratings("Good: 90%, Inadequate: 10%")) == [
        "t.yaml:15:25: a miss of 97% would be 'Good' from 90% on; let 'Good' start at 97% or above",
        "t.yaml:15:42: figures below 10% have no rating; let the lowest edge be 0%",
    ]


@pytest.mark.parametrize(
    ("ratings", "complaint"),
    [
        ("{}", "t.yaml:15:18: 'Good' is missing; give the rating of a figure on target its edge"),
        ("Good", "t.yaml:15:18: a mapping belongs here: lines of 'key: value'"),
        ("[Good]", "t.yaml:15:18: a mapping belongs here: lines of 'key: value'"),
        ("", "t.yaml:15:17: 'ratings' has no value; write one or take it out"),
    ],
)
def test_ratings_that_are_no_mapping_of_edges(ratings: str, complaint: str) -> None:
    text = f"{AT_LEAST}        ratings: {ratings}\n"
    assert complaints(text) == [complaint]
    assert schema_refuses(text)


@pytest.mark.parametrize(
    "ratings",
    [
        "Good: 0%",
        "Good: 97%",
        "Good: 97%, Inadequate: 5%",
        "Approaching target: 97%, Inadequate: 0%",
        "Good: 97%, Poor: 0%",
        "Good: 97%, Other: 0%",
        "Good: 97, Inadequate: 0%",
    ],
)
def test_what_the_published_schema_refuses(ratings: str) -> None:
    assert schema_refuses(with_ratings(ratings))


PERCENT = st.sampled_from(["0%", "0.0%", "4.9%", "5%", "5.1%", "50%", "96.9%", "97%", "97.1%", "100%", "97", "101%"])
RATED = st.dictionaries(st.sampled_from([*Rating, "good"]), PERCENT, max_size=5)


def rated(figure: Decimal, all_bands: tuple[Band, ...], at_most: bool) -> Rating:
    """The rating of a figure, written down once more: an edge belongs to the better of the two bands."""
    order = list(Rating)
    holding = [
        band.rating
        for number, band in enumerate(all_bands)
        if band.lower <= figure and (number + 1 == len(all_bands) or figure <= all_bands[number + 1].lower)
    ]
    assert len(holding) == 1 or (len(holding) == 2 and figure in [band.lower for band in all_bands])
    best = min(holding, key=order.index)
    assert best is (holding[0] if at_most else holding[-1])
    return best


@settings(deadline=None, max_examples=500)
@given(RATED, st.booleans(), st.decimals(0, 100, places=2))
def test_no_miss_is_rated_good_whatever_the_file_says(ratings: dict[str, str], at_most: bool, figure: Decimal) -> None:
    """Every figure has one rating, and ratings that load are valid by the published schema."""
    text = with_ratings(
        ", ".join(f"{rating}: {edge}" for rating, edge in ratings.items()), (AT_LEAST, AT_MOST)[at_most]
    )
    try:
        declared = target(text)
    except WrongDeclarations:
        return
    assert not schema_refuses(text)
    for each in (figure, declared.level, *(band.lower for band in declared.bands)):
        misses = each > declared.level if at_most else each < declared.level
        assert rated(each, declared.bands, at_most) is not Rating.GOOD or not misses


def test_the_published_schema_says_what_ratings_and_expectations_are() -> None:
    keys: dict[str, Any] = targets_schema()["$defs"]["TargetShape"]["properties"]
    assert list(keys) == ["from", "to", "level", "source", "expectation", "ratings"]
    assert all(key["description"] for key in keys.values())
    assert list(keys["ratings"]["properties"]) == WORDS.split(", ")

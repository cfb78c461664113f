"""What a file or a measure says of how it is judged: suspended quarters, rounding, decimals, and not judged at all."""

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from slcheck.catalogue import load, targets_schema
from slcheck.errors import WrongDeclarations
from slcheck.model import Measure, NoTarget, NotJudged, Reason, Rounding, Suspension
from slcheck.quarter import Quarter

HEAD = "framework: CRC\ntitle: A contract\n"
ENTRY = """\
  - code: SL1
    title: Seen on time
    definition: Seen within 5 days.
    kind: service level
    numerator: people seen
    denominator: people allocated
    direction: at least
    targets:
      - {from: 2016-17 Q4, to: 2021-22 Q4, level: 97%, source: Annual report}
"""


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def text_of(of_file: str = "", of_measure: str = "", more: str = "") -> str:
    """A file whose ``of_file`` starts on line 3 and, where that is empty, ``of_measure`` on line 13."""
    return f"{HEAD}{of_file}measures:\n{ENTRY}{of_measure}{more}"


def put(content: str) -> Path:
    path = Path("t.yaml")
    path.write_text(content, encoding="utf-8")
    return path


def measures(content: str) -> tuple[Measure, ...]:
    assert schema_says(content) == []
    return load(put(content)).measures


def complaints(content: str) -> list[str]:
    with pytest.raises(WrongDeclarations) as refused:
        load(put(content))
    return [str(complaint) for complaint in refused.value.complaints]


def schema_says(content: str) -> list[str]:
    """What the published schema refuses in ``content``, read as text and as what YAML makes of it."""
    documents = [yaml.load(content, Loader=yaml.BaseLoader), in_json(yaml.safe_load(content))]
    validator = Draft202012Validator(targets_schema())
    return list(dict.fromkeys(error.message for document in documents for error in validator.iter_errors(document)))


def in_json(value: Any) -> Any:
    match value:
        case dict():
            return {key: in_json(each) for key, each in value.items()}
        case list():
            return [in_json(each) for each in value]
        case datetime.date():
            return value.isoformat()
    return value


# Rounding and decimals


@pytest.mark.parametrize(
    ("of_file", "of_measure", "rounding", "decimals"),
    [
        ("", "", Rounding.EXACT, 1),
        ("", "    rounding: exact\n    decimals: 1\n", Rounding.EXACT, 1),
        ("", "    rounding: as-published\n    decimals: 0\n", Rounding.AS_PUBLISHED, 0),
        ("rounding: as-published\ndecimals: 2\n", "", Rounding.AS_PUBLISHED, 2),
        ("rounding: as-published\ndecimals: 0\n", "", Rounding.AS_PUBLISHED, 0),
        ("rounding: as-published\ndecimals: 2\n", "    rounding: exact\n", Rounding.EXACT, 2),
        ("rounding: as-published\ndecimals: 2\n", "    decimals: 0\n", Rounding.AS_PUBLISHED, 0),
        ("", "    decimals: '6'\n", Rounding.EXACT, 6),
    ],
)
def test_what_a_measure_does_not_say_the_file_says(
    of_file: str, of_measure: str, rounding: Rounding, decimals: int
) -> None:
    (measure,) = measures(text_of(of_file, of_measure))
    assert (measure.rounding, measure.decimals) == (rounding, decimals)


@pytest.mark.parametrize("decimals", ["7", "-1", "1.0", "01", "010", "0x1", "1e0", "two", "true", "'1 '", "1_0"])
def test_decimals_are_a_number_from_0_to_6(decimals: str) -> None:
    shown = decimals.strip("'")
    sentence = f"'{shown}' is not a number of decimals; write one from 0 to 6"
    assert complaints(text_of("", f"    decimals: {decimals}\n")) == [f"t.yaml:13:15: {sentence}"]
    assert complaints(text_of(f"decimals: {decimals}\n")) == [f"t.yaml:3:11: {sentence}"]


def test_rounding_is_one_of_two_words() -> None:
    sentence = "'half up' is not a rounding; write exact or as-published"
    assert complaints(text_of("", "    rounding: half up\n")) == [f"t.yaml:13:15: {sentence}"]
    assert complaints(text_of("rounding: half up\n")) == [f"t.yaml:3:11: {sentence}"]


@pytest.mark.parametrize(
    "line", ["decimals: 7", "decimals: 1.5", "decimals: true", "rounding: half up", "near: 0", "judge: 0", "judge: 1"]
)
def test_what_the_published_schema_refuses(line: str) -> None:
    assert schema_says(text_of("", f"    {line}\n"))


@pytest.mark.parametrize("key", ["near", "decimals", "rounding", "reason", "review_date", "judge", "no_target"])
def test_the_published_schema_refuses_a_key_without_a_value(key: str) -> None:
    assert schema_says(text_of("", f"    {key}: null\n"))
    assert complaints(text_of("", f"    {key}:\n")) == [
        f"t.yaml:13:{6 + len(key)}: '{key}' has no value; write one or take it out"
    ]


# Suspended quarters

OF_FILE = "suspended:\n  - {from: 2020-21 Q1, to: 2020-21 Q4, reason: Not held against a target.}\n"


def suspended(*entries: str) -> str:
    """The suspensions of the measure; after those of ``OF_FILE`` the first stands on line 16, column 9."""
    return "    suspended:\n" + "".join(f"      - {{{entry}, reason: Flood.}}\n" for entry in entries)


def test_a_suspension_of_the_file_holds_for_each_of_its_measures_beside_their_own() -> None:
    own = suspended("from: 2019-20 Q1, to: 2019-20 Q2")
    first, second = measures(text_of(OF_FILE, own, ENTRY.replace("SL1", "SL2")))
    of_file = Suspension(start=Quarter(2020, 1), end=Quarter(2020, 4), reason="Not held against a target.", line=4)
    of_first = Suspension(start=Quarter(2019, 1), end=Quarter(2019, 2), reason="Flood.", line=16)
    assert first.suspended == (of_first, of_file)
    assert second.suspended == (of_file,)
    for measure in (first, second):
        assert measure.target_in(Quarter(2020, 3)) == NoTarget(
            reason=Reason.SUSPENDED, sentence="Not held against a target.", line=4
        )
    assert first.target_in(Quarter(2019, 2)) == NoTarget(reason=Reason.SUSPENDED, sentence="Flood.", line=16)


def test_a_suspension_of_one_file_does_not_hold_in_another() -> None:
    folder = Path("d")
    folder.mkdir()
    (folder / "a.yaml").write_text(text_of(OF_FILE), encoding="utf-8")
    (folder / "b.yaml").write_text(text_of().replace("CRC", "NPS"), encoding="utf-8")
    assert [len(measure.suspended) for measure in load(folder).measures] == [1, 0]


FILE_OVERLAP = "overlaps the suspension of the whole file from 2020-21 Q1 (line 4); leave its quarters out here"


@pytest.mark.parametrize(
    "period",
    [
        "from: 2020-21 Q1, to: 2020-21 Q4",
        "from: 2020-21 Q4, to: 2021-22 Q1",
        "from: 2020-21 Q4",
        "from: 2019-20 Q1, to: 2020-21 Q1",
        "from: 2019-20 Q1",
        "from: 2020-21 Q2, to: 2020-21 Q3",
    ],
)
def test_a_quarter_is_not_suspended_by_the_file_and_by_the_measure(period: str) -> None:
    assert complaints(text_of(OF_FILE, suspended(period))) == [f"t.yaml:16:16: {FILE_OVERLAP}"]


@pytest.mark.parametrize("period", ["from: 2021-22 Q1", "from: 2019-20 Q1, to: 2019-20 Q4"])
def test_a_suspension_may_stand_next_to_that_of_the_file(period: str) -> None:
    (measure,) = measures(text_of(OF_FILE, suspended(period)))
    assert len(measure.suspended) == 2


def test_a_suspension_of_the_file_without_an_end_overlaps_what_starts_later() -> None:
    text = text_of(OF_FILE.replace("to: 2020-21 Q4, ", ""), suspended("from: 2021-22 Q1"))
    assert complaints(text) == [f"t.yaml:16:16: {FILE_OVERLAP}"]


def test_the_complaint_stands_at_each_measure_that_overlaps() -> None:
    own = suspended("from: 2020-21 Q4")
    text = text_of(OF_FILE, own, ENTRY.replace("SL1", "SL2") + own)
    assert complaints(text) == [f"t.yaml:16:16: {FILE_OVERLAP}", f"t.yaml:27:16: {FILE_OVERLAP}"]


def test_the_suspensions_of_a_measure_do_not_overlap() -> None:
    own = suspended("from: 2018-19 Q1, to: 2018-19 Q3", "from: 2018-19 Q3")
    assert complaints(text_of("", own)) == [
        "t.yaml:15:16: overlaps the period from 2018-19 Q1; let that one end before 2018-19 Q3"
    ]


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [
        (
            "  - {from: 2020-21 Q1, to: 2020-21 Q4, reason: A}\n  - {from: 2020-21 Q4, reason: B}\n",
            "t.yaml:5:12: overlaps the period from 2020-21 Q1; let that one end before 2020-21 Q4",
        ),
        (
            "  - {from: 2020-21 Q1, to: 2019-20 Q4, reason: A}\n",
            "t.yaml:4:28: 'to' is before 'from' (2020-21 Q1); exchange them",
        ),
        ("  - {from: 2020-21 Q1}\n", "t.yaml:4:5: 'reason' is missing; every suspension has one"),
        ("  - {from: 2020-21 Q1, resaon: A, reason: B}\n", "t.yaml:4:24: unknown key 'resaon'; did you mean 'reason'?"),
        ("  - {from: 2020/21 Q1, reason: A}\n", "t.yaml:4:12: '2020/21 Q1' must be written 2020-21 Q1 here"),
        ("  - 2020-21 Q1\n", "t.yaml:4:5: a mapping belongs here: lines of 'key: value'"),
    ],
)
def test_one_fault_in_a_suspension_of_the_file(entries: str, complaint: str) -> None:
    assert complaints(text_of(f"suspended:\n{entries}")) == [complaint]


@pytest.mark.parametrize(
    ("period", "why"),
    [
        ("from: 2015-16 Q1, to: 2016-17 Q3", "the first target applies from 2016-17 Q4"),
        ("from: 2022-23 Q1", "the last target ended in 2021-22 Q4"),
        ("from: 2022-23 Q1, to: 2022-23 Q4", "the last target ended in 2021-22 Q4"),
    ],
)
def test_a_suspension_outside_the_targets_suspends_nothing(period: str, why: str) -> None:
    assert complaints(text_of("", suspended(period))) == [f"t.yaml:14:16: suspends nothing, because {why}; take it out"]
    measures(text_of(f"suspended:\n  - {{{period}, reason: It holds for many measures.}}\n"))


@pytest.mark.parametrize("period", ["from: 2015-16 Q1, to: 2016-17 Q4", "from: 2021-22 Q4", "from: 2015-16 Q1"])
def test_a_suspension_that_touches_the_targets_suspends_something(period: str) -> None:
    (measure,) = measures(text_of("", suspended(period)))
    assert len(measure.suspended) == 1


def test_a_target_without_an_end_can_always_be_suspended() -> None:
    (measure,) = measures(text_of("", suspended("from: 2050-51 Q1")).replace("to: 2021-22 Q4, ", ""))
    assert len(measure.suspended) == 1


def test_a_measure_without_targets_may_be_suspended() -> None:
    text = text_of(OF_FILE, suspended("from: 2018-19 Q1, to: 2018-19 Q1"))
    start = text.index("    targets:")
    (measure,) = measures(
        text[:start] + "    targets: []\n    no_target: None.\n" + text[text.index("    suspended:") :]
    )
    assert [str(each.start) for each in measure.suspended] == ["2018-19 Q1", "2020-21 Q1"]


# Not judged


def test_a_measure_that_is_not_judged_says_why_and_until_when() -> None:
    (measure,) = measures(text_of("", "    judge: false\n    reason: Counts are late.\n    review_date: 2018-03-31\n"))
    assert measure.not_judged == NotJudged(reason="Counts are late.", review=datetime.date(2018, 3, 31))


def test_quotes_change_nothing() -> None:
    (measure,) = measures(text_of("", "    judge: 'false'\n    reason: Late.\n    review_date: '2018-03-31'\n"))
    assert measure.not_judged == NotJudged(reason="Late.", review=datetime.date(2018, 3, 31))


@pytest.mark.parametrize("line", ["", "    judge: true\n", "    judge: 'true'\n"])
def test_a_measure_is_judged_if_nothing_else_is_said(line: str) -> None:
    (measure,) = measures(text_of("", line))
    assert measure.not_judged is None


def without(key: str) -> str:
    return f"a measure that is not judged needs a '{key}'; write it, or take 'judge' out"


def not_without(key: str) -> str:
    return f"'{key}' belongs to a measure that is not judged; write 'judge: false' too, or take it out"


JUDGING: list[tuple[str, list[str]]] = [
    ("judge: false|reason: Late.", [f"t.yaml:13:12: {without('review_date')}"]),
    ("judge: false|review_date: 2018-03-31", [f"t.yaml:13:12: {without('reason')}"]),
    ("judge: false", [f"t.yaml:13:12: {without('reason')}", f"t.yaml:13:12: {without('review_date')}"]),
    ("reason: Late.", [f"t.yaml:13:13: {not_without('reason')}"]),
    ("review_date: 2018-03-31", [f"t.yaml:13:18: {not_without('review_date')}"]),
    ("judge: true|reason: Late.", [f"t.yaml:14:13: {not_without('reason')}"]),
    (
        "reason: Late.|review_date: 2018-03-31",
        [f"t.yaml:13:13: {not_without('reason')}", f"t.yaml:14:18: {not_without('review_date')}"],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), JUDGING, ids=[lines for lines, _ in JUDGING])
def test_all_three_are_said_or_none(lines: str, expected: list[str]) -> None:
    text = text_of("", "".join(f"    {line}\n" for line in lines.split("|")))
    assert complaints(text) == expected
    assert schema_says(text)


@pytest.mark.parametrize("word", ["no", "No", "off", "yes", "on", "n", "False", "FALSE", "True", "0", "1", "never"])
def test_judge_is_true_or_false_and_no_other_word_that_yaml_may_take_for_them(word: str) -> None:
    assert complaints(text_of("", f"    judge: {word}\n    reason: Late.\n    review_date: 2018-03-31\n")) == [
        f"t.yaml:13:12: '{word}' is neither true nor false; write false for a measure that is not judged"
    ]


def test_judge_without_a_value() -> None:
    assert complaints(text_of("", "    judge:\n")) == ["t.yaml:13:11: 'judge' has no value; write one or take it out"]


NO_DATE = "is not a date; write year, month and day, like 2018-03-31"
NO_DAY = "is not a day of the calendar; write one that is, like 2018-03-31"


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("31/3/2018", NO_DATE),
        ("31-03-2018", NO_DATE),
        ("2018-3-31", NO_DATE),
        ("2018-03-31 12:00:00", NO_DATE),
        ("2018-03-31T12:00:00Z", NO_DATE),
        ("20180331", NO_DATE),
        ("2018-03", NO_DATE),
        ("2018", NO_DATE),
        ("soon", NO_DATE),
        ("no", NO_DATE),
        ("12:30", NO_DATE),
        ("٢٠١٨-٠٣-٣١", NO_DATE),
        ("2018-02-30", NO_DAY),
        ("2018-02-29", NO_DAY),
        ("2018-13-01", NO_DAY),
        ("0000-01-01", NO_DAY),
    ],
)
def test_a_day_is_written_in_one_way_and_exists(day: str, why: str) -> None:
    for written in (day, f"'{day}'"):
        text = text_of("", f"    judge: false\n    reason: Late.\n    review_date: {written}\n")
        assert complaints(text) == [f"t.yaml:15:18: '{day}' {why}"]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("note: false", "t.yaml:13:11: false without quotes is read by YAML as true or false; write 'false' in quotes"),
        (
            "note: 2018-03-31",
            "t.yaml:13:11: 2018-03-31 without quotes is read by YAML as a date; write '2018-03-31' in quotes",
        ),
        ("note: 1", "t.yaml:13:11: 1 without quotes is read by YAML as a whole number; write '1' in quotes"),
    ],
)
def test_everywhere_else_what_yaml_misreads_is_refused(line: str, complaint: str) -> None:
    assert complaints(text_of("", f"    {line}\n")) == [complaint]


def test_the_published_schema_describes_every_new_key() -> None:
    schema = targets_schema()
    of_measure = schema["$defs"]["MeasureShape"]["properties"]
    new = [schema["properties"][key] for key in ("rounding", "decimals", "suspended")]
    new += [of_measure[key] for key in ("rounding", "decimals", "judge", "reason", "review_date")]
    assert all(key["description"] for key in new)

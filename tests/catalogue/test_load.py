"""Every rule of a target file: one fault at a time, and the whole complaint about it."""

import hashlib
import re
import time
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from slcheck.catalogue import load
from slcheck.errors import WrongDeclarations, WrongUse
from slcheck.model import (
    NATIONAL,
    TOTALS,
    WHOLE_COUNTRY,
    Catalogue,
    Framework,
    Measure,
    NoTarget,
    Reason,
    Target,
)
from slcheck.quarter import Quarter
from slcheck.text import clean

HEAD = """\
framework: CRC
title: A contract
measures:
"""
ENTRY = """\
  - code: SL1
    title: Seen on time
    definition: Seen within 5 days.
    kind: service level
    numerator: people seen
    denominator: people allocated
    direction: at least
    targets:
      - {from: 2016-17 Q4, level: 97%, source: Annual report}
"""
RIGHT = HEAD + ENTRY  # code on line 4, title 5, kind 7, direction 10, targets 11, the target on line 12
TARGET = "{from: 2016-17 Q4, level: 97%, source: Annual report}"
PROVIDERS = """\
providers:
  - {name: North, framework: NPS}
  - {name: South, framework: CRC, division: North, spellings: [S, The South]}
"""
MEASURE_KEYS = (
    "code, title, definition, kind, numerator, denominator, direction, note, replaces, near, rounding, decimals, "
    "judge, reason, review_date, targets, no_target, suspended"
)
TARGET_KEYS = "from, to, level, source, expectation, ratings"
FILE_KEYS = "framework, title, rounding, decimals, suspended, measures"

Row = tuple[str, str, str]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(name: str, content: str | bytes) -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def loaded(content: str | bytes) -> Catalogue:
    return load(put("t.yaml", content))


def complaints(content: str | bytes) -> list[str]:
    return complaints_at(put("t.yaml", content))


def complaints_at(path: Path) -> list[str]:
    with pytest.raises(WrongDeclarations) as refused:
        load(path)
    assert str(refused.value) == "\n".join(map(str, refused.value.complaints))
    return [str(complaint) for complaint in refused.value.complaints]


def faulty(old: str, new: str, text: str = RIGHT) -> str:
    assert text.count(old) >= 1, f"{old!r} does not stand in the text"
    return text.replace(old, new, 1)


def with_key(line: str) -> str:
    """The right file with one more key, on line 11, in its measure."""
    return faulty("    targets:", f"    {line}\n    targets:")


def ids(rows: Iterable[Row]) -> list[str]:
    return [f"{old!r} becomes {new!r}"[:80] for old, new, _ in rows]


def test_the_file_that_every_row_breaks_is_right() -> None:
    (measure,) = loaded(RIGHT).measures
    assert measure.key == (Framework.CRC, "SL1")
    assert measure.targets == (Target(start=Quarter(2016, 4), level=Decimal(97), source="Annual report", line=12),)
    assert (measure.file, measure.line) == ("t.yaml", 4)


KEYS: list[Row] = [
    ("    kind:", "    kinds: x\n    kind:", "t.yaml:7:5: unknown key 'kinds'; did you mean 'kind'?"),
    ("    kind:", "    colour: x\n    kind:", f"t.yaml:7:5: unknown key 'colour'; a measure knows {MEASURE_KEYS}"),
    ("source:", "sources: a, source:", "t.yaml:12:40: unknown key 'sources'; did you mean 'source'?"),
    ("source:", "why: a, source:", f"t.yaml:12:40: unknown key 'why'; a target knows {TARGET_KEYS}"),
    ("    kind:", "    colour:\n    kind:", f"t.yaml:7:5: unknown key 'colour'; a measure knows {MEASURE_KEYS}"),
    (
        "    kind:",
        "    expectation: 90%\n    kind:",
        "t.yaml:7:5: 'expectation' belongs to a target, not to a measure; move it there",
    ),
    ("level:", "near: 1, level:", "t.yaml:12:28: 'near' belongs to a measure, not to a target; move it there"),
    (
        "    kind:",
        "    framework: CRC\n    kind:",
        "t.yaml:7:5: 'framework' belongs to the whole file, not to a measure; move it there",
    ),
    (
        "    kind:",
        "    to: 2017-18 Q1\n    kind:",
        "t.yaml:7:5: 'to' belongs to a target or a suspension, not to a measure; move it there",
    ),
    (
        "Annual report",
        "contract, schedule 9",
        't.yaml:12:58: text with a comma needs quotes; write source: "contract, schedule 9"',
    ),
    ("97%", "97,5%", "t.yaml:12:38: a comma ends the number before '5%'; write a point, like 97.5%"),
    (
        "from: 2016",
        "from 2016",
        "t.yaml:12:10: a colon and a blank are missing in 'from 2016-17 Q4'; write from: 2016-17 Q4",
    ),
    ("from: 2016", "from:2016", "t.yaml:12:10: a blank is missing in 'from:2016-17 Q4'; write from: 2016-17 Q4"),
    ("level: 97%", "level: 97%, levl", "t.yaml:12:40: unknown key 'levl'; did you mean 'level'?"),
    ("level: 97%", "level: 97%, to", "t.yaml:12:42: 'to' has no value; write one or take it out"),
    ("title: A", "measure: x\ntitle: A", "t.yaml:2:1: unknown key 'measure'; did you mean 'measures'?"),
    ("title: A", "owner: x\ntitle: A", f"t.yaml:2:1: unknown key 'owner'; a file knows {FILE_KEYS}"),
    ("    kind:", "    title: Again\n    kind:", "t.yaml:7:5: 'title' is given twice (first on line 5); keep one"),
    ("97%,", "97%, level: 98%,", "t.yaml:12:40: 'level' is given twice (first on line 12); keep one"),
    ("title: A contract\n", "title: A\ntitle: A\n", "t.yaml:3:1: 'title' is given twice (first on line 2); keep one"),
    ("framework: CRC\n", "", "t.yaml:1:1: 'framework' is missing; every file has one"),
    ("title: A contract\n", "", "t.yaml:1:1: 'title' is missing; every file has one"),
    ("code: SL1\n    ", "", "t.yaml:4:5: 'code' is missing; every measure has one"),
    ("    title: Seen on time\n", "", "t.yaml:4:5: 'title' is missing; every measure has one"),
    ("    definition: Seen within 5 days.\n", "", "t.yaml:4:5: 'definition' is missing; every measure has one"),
    ("    kind: service level\n", "", "t.yaml:4:5: 'kind' is missing; every measure has one"),
    ("    numerator: people seen\n", "", "t.yaml:4:5: 'numerator' is missing; every measure has one"),
    ("    denominator: people allocated\n", "", "t.yaml:4:5: 'denominator' is missing; every measure has one"),
    ("    direction: at least\n", "", "t.yaml:4:5: 'direction' is missing; every measure has one"),
    (f"    targets:\n      - {TARGET}\n", "", "t.yaml:4:5: 'targets' is missing; every measure has one"),
    ("from: 2016-17 Q4, ", "", "t.yaml:12:9: 'from' is missing; every target has one"),
    ("level: 97%, ", "", "t.yaml:12:9: 'level' is missing; every target has one"),
    (", source: Annual report", "", "t.yaml:12:9: 'source' is missing; every target has one"),
]

WORDS: list[Row] = [
    ("CRC", "CRCs", "t.yaml:1:12: 'CRCs' is not a framework; write CRC or NPS"),
    ("CRC", "crc", "t.yaml:1:12: 'crc' is not a framework; write CRC or NPS"),
    ("service level", "target", "t.yaml:7:11: 'target' is not a kind; write service level or assurance metric"),
    ("at least", "minimum", "t.yaml:10:16: 'minimum' is not a direction; write at least or at most"),
    ("Seen on time", "''", "t.yaml:5:12: 'title' has no value; write one"),
    ("Seen on time", "' '", "t.yaml:5:12: 'title' has no value; write one"),
    (" Seen on time", "", "t.yaml:5:11: 'title' has no value; write one"),
    ("Seen on time", "[a]", "t.yaml:5:12: 'title' must be text, not a list or a mapping"),
    ("Seen on time", "{a: b}", "t.yaml:5:12: 'title' must be text, not a list or a mapping"),
    ("Seen on time", "x" * 1001, "t.yaml:5:12: 'title' has 1,001 characters; at most 1,000 are read"),
    ("SL1", "x" * 101, "t.yaml:4:11: 'code' has 101 characters; at most 100 are read"),
]


def misread(text: str, as_what: str) -> Row:
    return "SL1", text, f"t.yaml:4:11: {text} without quotes is read by YAML as {as_what}; write '{text}' in quotes"


MISREAD: list[Row] = [
    misread("NO", "true or false"),
    misread("no", "true or false"),
    misread("Yes", "true or false"),
    misread("on", "true or false"),
    misread("true", "true or false"),
    misread("1", "a whole number"),
    misread("010", "a whole number"),
    misread("0x1F", "a whole number"),
    misread("1_000", "a whole number"),
    misread("12:30", "a whole number"),
    misread("1.0", "a number"),
    misread(".inf", "a number"),
    misread("2017-04-01", "a date"),
    ("SL1", "null", "t.yaml:4:11: 'code' has no value; write one"),
    ("SL1", "~", "t.yaml:4:11: 'code' has no value; write one"),
]

NO_KEY = "a key must be a word or phrase; write what begins with a bracket in quotes, like '[q]'"
EXTRAS: list[Row] = [
    ("SL1", "&one SL1", "t.yaml:4:11: &one is an anchor; write each value out where it is used"),
    ("{from", "&one {from", "t.yaml:12:9: &one is an anchor; write each value out where it is used"),
    ("SL1", "*one", "t.yaml:4:11: *one is an alias; write the value out"),
    ("    kind:", "    <<: *one\n    kind:", "t.yaml:7:9: *one is an alias; write the value out"),
    ("SL1", "!!str SL1", "t.yaml:4:11: the tag tag:yaml.org,2002:str is not allowed; write the plain value"),
    ("SL1", "!code SL1", "t.yaml:4:11: the tag !code is not allowed; write the plain value"),
    (
        "SL1",
        "!!python/object/apply:os.getcwd []",
        "t.yaml:4:11: the tag tag:yaml.org,2002:python/object/apply:os.getcwd is not allowed; write the plain value",
    ),
    ("    kind:", "    <<: {a: b}\n    kind:", f"t.yaml:7:5: unknown key '<<'; a measure knows {MEASURE_KEYS}"),
    ("    kind:", "    [a]: b\n    kind:", f"t.yaml:7:5: {NO_KEY}"),
    ("    kind:", "    ? {a: b}\n    : c\n    kind:", f"t.yaml:7:7: {NO_KEY}"),
    ("Seen on time", "[" * 30, "t.yaml:5:29: nested more than 20 deep; a target file needs five"),
    ("Seen on time", "[" * 18 + "]" * 18, "t.yaml:5:29: nested more than 20 deep; a target file needs five"),
]

SECOND_COLON = (
    "a second colon stands in this line, or it is indented more than the line above; put text with a colon in quotes, "
    "and let keys that belong together start in one column"
)
NO_COLON = "a key has no colon and blank behind it, in the line above or before that; write it like 'level: 97%'"
NO_ENTRY = (
    "an entry of a list does not start where the entries above do; let all start with '- ' on lines of their own, in "
    "one column"
)
NOT_ON = (
    "what stands here does not go on with the lines above: it starts in another column, or follows a closing quote or "
    "bracket; let it start in the column of the keys above, or put the whole text in quotes"
)
NO_COMMA = (
    "a comma or a closing } is missing before this place, or a text with a colon needs quotes; add what is missing"
)
NO_YAML: list[Row] = [
    (
        "    kind:",
        "\tkind:",
        "t.yaml:7:1: not YAML: a tab stands where a line is indented; indent with spaces, not tabs",
    ),
    ("Seen on time", "Seen: on time", f"t.yaml:5:16: not YAML: {SECOND_COLON}"),
    ("    kind:", "      kind:", f"t.yaml:7:11: not YAML: {SECOND_COLON}"),
    ("Seen on time", "'Seen on time", "t.yaml:13:1: not YAML: a quote is opened and never closed; close it"),
    ("    kind: service", "    kind service", f"t.yaml:8:5: not YAML: {NO_COLON}"),
    ("    kind:", "   kind:", f"t.yaml:7:4: not YAML: {NO_ENTRY}"),
    ("    targets:", "    targets: - x\n    targets:", f"t.yaml:11:14: not YAML: {NO_ENTRY}"),
    ("Seen on time", "'Seen' on time", f"t.yaml:5:19: not YAML: {NOT_ON}"),
    ("source: Annual", "source: Annual: the", f"t.yaml:12:54: not YAML: {NO_COMMA}"),
    ("Annual report}", "Annual report", f"t.yaml:13:1: not YAML: {NO_COMMA}"),
    ("Seen on time", "@time", "t.yaml:5:12: not YAML: no text without quotes can start with this sign; put the text "
     "in quotes"),
    ("Seen on time", '"C:\\Users"', "t.yaml:5:17: not YAML: a backslash between double quotes stands for something "
     "else; write single quotes"),
    ("Seen on time", "& time", "t.yaml:5:13: not YAML: a text that starts with &, * or ! is read as something else; "
     "put it in quotes"),
    ("Seen on time", "> time", "t.yaml:5:14: not YAML: text stands behind a > or |; start it on the next line, or put "
     "it in quotes"),
    ("framework", "%YAML 9.9\n---\nframework", "t.yaml:1:1: not YAML: a line that starts with % is read as something "
     "else; take it out"),
]  # fmt: skip

NO_LEVEL = "is not a level; write a percentage with its sign, like 97%"
LEVELS: list[Row] = [
    ("97%", text, f"t.yaml:12:35: {complaint}")
    for text, complaint in [
        ("0.97", "'0.97' is not a level; write 97% if that is what it means; the sign has to stand there"),
        ("0.975", "'0.975' is not a level; write 97.5% if that is what it means; the sign has to stand there"),
        ("97", "'97' is not a level; write 97% if that is what it means; the sign has to stand there"),
        ("'97'", "'97' is not a level; write 97% if that is what it means; the sign has to stand there"),
        ("97.0", "'97.0' is not a level; write 97% if that is what it means; the sign has to stand there"),
        ("1", "'1' is not a level; write 100% if that is what it means; the sign has to stand there"),
        ("97 %", "'97 %' is not a level; it has a blank; write 97%"),
        ("'97 %'", "'97 %' is not a level; it has a blank; write 97%"),
        ("'97,5%'", "'97,5%' is not a level; it has a comma where a point belongs; write 97.5%"),
        ("'97,5 %'", "'97,5 %' is not a level; it has a blank and a comma where a point belongs; write 97.5%"),
        ("97.%", f"'97.%' {NO_LEVEL}"),
        (".5%", f"'.5%' {NO_LEVEL}"),
        ("97%%", f"'97%%' {NO_LEVEL}"),
        ("-5%", f"'-5%' {NO_LEVEL}"),
        ("٩٧%", f"'٩٧%' {NO_LEVEL}"),
        ("ninety", f"'ninety' {NO_LEVEL}"),
        ("101%", "'101%' is above 100%; a level is between 0% and 100%"),
        ("100.0001%", "'100.0001%' is above 100%; a level is between 0% and 100%"),
        ("0.97%", "'at least 0.97%' is met by nearly everything; write the level in percent, like 97%"),
        ("0%", "'at least 0%' is met by nearly everything; write the level in percent, like 97%"),
    ]
] + [
    (
        f"at least\n    targets:\n      - {TARGET}",
        "at most\n    targets:\n      - {from: 2016-17 Q4, level: 100%, source: Annual report}",
        "t.yaml:12:35: 'at most 100%' is met by everything; write the level that must not be passed, like 5%",
    )
]

QUARTERS: list[Row] = [
    ("2016-17 Q4", text, f"t.yaml:12:16: {complaint}")
    for text, complaint in [
        ("2017/18 Q1", "'2017/18 Q1' must be written 2017-18 Q1 here"),
        ("Apr-Jun 2017", "'Apr-Jun 2017' must be written 2017-18 Q1 here"),
        ("2017-18 q1", "'2017-18 q1' must be written 2017-18 Q1 here"),
        ("soon", "'soon' is not a quarter; write it like 2017-18 Q1 or Apr-Jun 2017"),
        ("2017-19 Q1", "'2017-19 Q1' does not name a financial year such as 2017-18"),
        ("2017-18 Q5", "'2017-18 Q5' is not a quarter; write it like 2017-18 Q1 or Apr-Jun 2017"),
        (
            "Q1 2017",
            "'Q1 2017' could mean a calendar or a financial quarter; write 2017-18 Q1 for the financial one",
        ),
    ]
]

PERIODS: list[Row] = [
    ("level:", "to: 2016-17 Q3, level:", "t.yaml:12:32: 'to' is before 'from' (2016-17 Q4); exchange them"),
    (
        f"- {TARGET}",
        f"- {{from: 2015-16 Q4, to: 2016-17 Q4, level: 95%, source: Plan}}\n      - {TARGET}",
        "t.yaml:13:16: overlaps the period from 2015-16 Q4; let that one end before 2016-17 Q4",
    ),
    (
        f"- {TARGET}",
        f"- {TARGET}\n      - {{from: 2015-16 Q4, to: 2017-18 Q1, level: 95%, source: Plan}}",
        "t.yaml:12:16: overlaps the period from 2015-16 Q4; let that one end before 2016-17 Q4",
    ),
    (
        "    targets:",
        "    suspended:\n"
        "      - {from: 2017-18 Q1, to: 2017-18 Q2, reason: Flood}\n"
        "      - {from: 2017-18 Q2, reason: Fire}\n"
        "    targets:",
        "t.yaml:13:16: overlaps the period from 2017-18 Q1; let that one end before 2017-18 Q2",
    ),
    (
        "    targets:",
        "    suspended:\n"
        "      - {from: 2016-17 Q4, reason: Flood}\n"
        "      - {from: 2017-18 Q2, to: 2017-18 Q3, reason: Fire}\n"
        "    targets:",
        "t.yaml:13:16: overlaps the period from 2016-17 Q4; let that one end before 2017-18 Q2",
    ),
    (
        "    targets:",
        "    suspended:\n"
        "      - {from: 2017-18 Q1, to: 2018-19 Q4, reason: Flood}\n"
        "      - {from: 2017-18 Q2, to: 2017-18 Q2, reason: Fire}\n"
        "    targets:",
        "t.yaml:13:16: overlaps the period from 2017-18 Q1; let that one end before 2017-18 Q2",
    ),
    (
        "    targets:",
        "    suspended:\n"
        "      - {from: 2017-18 Q1, to: 2018-19 Q4, reason: Flood}\n"
        "      - {from: 2017-18 Q1, to: 2017-18 Q1, reason: Fire}\n"
        "      - {from: 2018-19 Q1, to: 2018-19 Q1, reason: Frost}\n"
        "    targets:",
        "t.yaml:13:16: another one starts in 2017-18 Q1 too; keep one of them\n"
        "t.yaml:14:16: overlaps the period from 2017-18 Q1; let that one end before 2018-19 Q1",
    ),
    (
        "    targets:",
        "    suspended:\n      - {from: 2018-19 Q2, to: 2018-19 Q1, reason: Flood}\n    targets:",
        "t.yaml:12:32: 'to' is before 'from' (2018-19 Q2); exchange them",
    ),
    (
        "measures:",
        "suspended:\n  - {from: 2016-17 Q4, reason: Flood}\n  - {from: 2017-18 Q2, reason: Fire}\nmeasures:",
        "t.yaml:5:12: overlaps the period from 2016-17 Q4; let that one end before 2017-18 Q2",
    ),
    (
        "    targets:",
        "    suspended:\n      - {from: 2017-18 Q2, to: 2017-18 Q1, reason: Flood}\n    targets:",
        "t.yaml:12:32: 'to' is before 'from' (2017-18 Q2); exchange them",
    ),
    (
        "    targets:",
        "    suspended:\n      - {from: 2017-18 Q1}\n    targets:",
        "t.yaml:12:9: 'reason' is missing; every suspension has one",
    ),
    (
        "    targets:",
        "    suspended:\n      - {from: 2017-18 Q1, reason: Flood, why: x}\n    targets:",
        "t.yaml:12:43: unknown key 'why'; a suspension knows from, to, reason",
    ),
]

LIST = "must be a list, each entry on a line that starts with '- '"
LISTS: list[Row] = [
    (f"targets:\n      - {TARGET}", "targets: []", "t.yaml:11:14: no target, and no reason; say why under 'no_target'"),
    (
        "    targets:",
        "    no_target: None is known.\n    targets:",
        "t.yaml:11:16: there is a target and a reason for having none; keep one of them",
    ),
    (f"targets:\n      - {TARGET}", "targets:", "t.yaml:11:13: 'targets' has no value; write one"),
    (f"targets:\n      - {TARGET}", f"targets: {TARGET}", f"t.yaml:11:14: 'targets' {LIST}"),
    (TARGET, "97%", "t.yaml:12:9: a mapping belongs here: lines of 'key: value'"),
    (ENTRY, "  - SL1\n", "t.yaml:4:5: a mapping belongs here: lines of 'key: value'"),
    (f"measures:\n{ENTRY}", "measures: []\n", "t.yaml:3:11: 'measures' is empty; it needs at least one entry"),
    (f"measures:\n{ENTRY}", "measures:\n", "t.yaml:3:10: 'measures' has no value; write one"),
    (f"measures:\n{ENTRY}", "measures: SL1\n", f"t.yaml:3:11: 'measures' {LIST}"),
    (f"measures:\n{ENTRY}", "measures: {SL1: 97%}\n", f"t.yaml:3:11: 'measures' {LIST}"),
]

BETWEEN: list[Row] = [
    (ENTRY, ENTRY + ENTRY, "t.yaml:13:11: 'SL1' reads the same as the code at t.yaml:4:11; declare it once"),
    (
        ENTRY,
        ENTRY + ENTRY.replace("SL1", "sl1"),
        "t.yaml:13:11: 'sl1' reads the same as the code at t.yaml:4:11; declare it once",
    ),
    (
        "    targets:",
        "    replaces: SL0\n    targets:",
        "t.yaml:11:15: 'SL0' is not a declared code; write one that is",
    ),
]

POINTS = "write percentage points above 0 and below 100, like 0.5"
REFINED: list[Row] = [
    *(
        ("97%", level, f"t.yaml:12:35: '{level}' is not a level; write a percentage with its sign, like 97%")
        for level in ("nan", "sNaN", "Infinity", "1e9999999", "-1")
    ),
    ("    kind:", "    '[key]': 1\n    kind:", f"t.yaml:7:5: unknown key '[key]'; a measure knows {MEASURE_KEYS}"),
    (
        "    targets:\n      - " + TARGET,
        f"    targets:\n      - {TARGET}\n      - {TARGET}",
        "t.yaml:13:16: another one starts in 2016-17 Q4 too; keep one of them",
    ),
    (
        TARGET,
        "{from: 2015-16 Q1, to: 2015-16 Q2, level: 97%, source: Annual report}\n"
        "      - {from: 2016-17 Q1, level: 97%, source: Annual report}",
        "t.yaml:13:16: leaves a hole after 2015-16 Q2; let one target follow on the other, and declare the quarters "
        "between as suspended",
    ),
    (
        "Seen on time",
        '"Seen\\e[31m on time"',
        "t.yaml:5:12: a character that cannot be seen ('\\x1b') stands in it; delete it",
    ),
    (
        "97%",
        '"97\\e[31m\\nt.yaml:1:1: forged"',
        "t.yaml:12:35: '97[31m t.yaml:1:1: forged' is not a level; write a percentage with its sign, like 97%",
    ),
    (
        "    kind:",
        "\tkind:",
        "t.yaml:7:1: not YAML: a tab stands where a line is indented; indent with spaces, not tabs",
    ),
    ("Seen on time", "Seen \x07 on time", "t.yaml:5:17: '\\x07' cannot stand here; delete it"),
    ("from: 2016-17 Q4", "from: [a]", "t.yaml:12:16: a quarter must be text, like 2017-18 Q1"),
    ("from: 2016-17 Q4", "from: 2016-17 Q4, to: ", "t.yaml:12:32: 'to' has no value; write one or take it out"),
    (
        "    kind:",
        "    replaces: SL1\n    kind:",
        "t.yaml:7:15: a measure cannot replace itself; write the earlier code",
    ),
    ("    kind:", "    near: [1]\n    kind:", f"t.yaml:7:11: what stands here is not a tolerance; {POINTS}"),
]
RULES = {
    "keys": KEYS,
    "words": WORDS,
    "what YAML misreads": MISREAD,
    "what a file must not hold": EXTRAS,
    "not YAML": NO_YAML,
    "levels": LEVELS,
    "quarters": QUARTERS,
    "periods": PERIODS,
    "lists": LISTS,
    "between measures": BETWEEN,
    "seen in review": REFINED,
}
ROWS = [row for rows in RULES.values() for row in rows]


@pytest.mark.parametrize(("old", "new", "complaint"), ROWS, ids=ids(ROWS))
def test_one_fault_in_a_target_file(old: str, new: str, complaint: str) -> None:
    assert complaints(faulty(old, new)) == complaint.split("\n")


def test_a_suspension_that_ends_before_it_starts_overlaps_nothing_of_the_file() -> None:
    text = faulty("measures:", "suspended: [{from: 2018-19 Q1, reason: Flood}]\nmeasures:")
    wrong = "    suspended: [{from: 2018-19 Q2, to: 2018-19 Q1, reason: Fire}]\n    targets:"
    assert complaints(faulty("    targets:", wrong, text)) == [
        "t.yaml:12:40: 'to' is before 'from' (2018-19 Q2); exchange them"
    ]
    text = faulty("measures:", "suspended: [{from: 2018-19 Q2, to: 2018-19 Q1, reason: Flood}]\nmeasures:")
    right = "    suspended: [{from: 2018-19 Q2, to: 2018-19 Q2, reason: Fire}]\n    targets:"
    assert complaints(faulty("    targets:", right, text)) == [
        "t.yaml:3:36: 'to' is before 'from' (2018-19 Q2); exchange them"
    ]


@pytest.mark.parametrize("near", ["0", "0.0", "010", "100", "-1", "5%", ".5", "1e1", "12:30", "half"])
def test_a_tolerance_is_a_number_of_points_above_nought_and_below_a_hundred(near: str) -> None:
    assert complaints(with_key(f"near: {near}")) == [
        f"t.yaml:11:11: '{near}' is not a tolerance; write percentage points above 0 and below 100, like 0.5"
    ]


NOTHING = "the file declares nothing; it needs 'measures', 'providers', 'headings' or 'symbols' at its top level"
EMPTY = "the file is empty; it must declare measures, providers or words"
WHOLE_FILES: list[tuple[str, str | bytes, str]] = [
    ("empty", "", f"t.yaml:1:1: {EMPTY}"),
    ("only a comment", "# nothing yet\n", f"t.yaml:1:1: {EMPTY}"),
    ("a list", "- SL1\n- SL2\n", f"t.yaml:1:1: {NOTHING}"),
    ("a word", "\nSL1\n", f"t.yaml:2:1: {NOTHING}"),
    ("no list of measures", "framework: CRC\ntitle: A contract\n", f"t.yaml:1:1: {NOTHING}"),
    ("only providers", PROVIDERS, "t.yaml:1:1: no measures are declared; a target file has a list under 'measures'"),
    (
        "measures and providers",
        RIGHT + PROVIDERS,
        f"t.yaml:13:1: unknown key 'providers'; a file knows {FILE_KEYS}",
    ),
    (
        "two documents",
        RIGHT + "---\n" + RIGHT,
        "t.yaml:13:1: a second document starts here; one file holds one document",
    ),
    ("UTF-16", RIGHT.encode("utf-16"), "t.yaml:1:1: the text is not UTF-8; save the file as UTF-8"),
    (
        "a dash in Windows' own encoding",
        faulty("Seen on", "Seen – on").encode("cp1252"),
        "t.yaml:5:1: the text is not UTF-8; save the file as UTF-8",
    ),
    (
        "one byte too many",
        RIGHT + "#" * (256 * 1024 + 1 - len(RIGHT)),
        "t.yaml:1:1: the file has 262,145 bytes; a target file has at most 262,144",
    ),
]


@pytest.mark.parametrize(
    ("content", "complaint"), [row[1:] for row in WHOLE_FILES], ids=[row[0] for row in WHOLE_FILES]
)
def test_a_file_that_declares_nothing_usable(content: str | bytes, complaint: str) -> None:
    assert complaints(content) == [complaint]


ACCEPTED: list[tuple[str, str | bytes]] = [
    ("with a byte order mark", b"\xef\xbb\xbf" + RIGHT.encode()),
    ("with line ends of Windows", RIGHT.replace("\n", "\r\n")),
    ("with a document start and end", f"---\n{RIGHT}...\n"),
    ("with the most bytes", RIGHT + "#" * (256 * 1024 - len(RIGHT))),
    ("with a quoted word that YAML would misread", faulty("Seen on time", "'NO'")),
    ("with a quoted number", faulty("Seen on time", "'010'")),
    ("with a quoted level", faulty("97%", "'97%'")),
    ("with a quoted quarter", faulty("2016-17 Q4", '"2016-17 Q4"')),
    ("with a folded text", faulty("Seen on time", ">-\n      Seen\n      on time")),
    ("with a tab after a colon", faulty("title: Seen", "title:\tSeen")),
    ("with a code in small letters", faulty("SL1", "sl1")),
]


@pytest.mark.parametrize("content", [content for _, content in ACCEPTED], ids=[name for name, _ in ACCEPTED])
def test_a_file_that_is_right(content: str | bytes) -> None:
    assert len(loaded(content).measures) == 1


@pytest.mark.parametrize(
    ("level", "exact"),
    [("97%", "97"), ("97.5%", "97.5"), ("100%", "100"), ("1%", "1"), ("89.123456789%", "89.123456789")],
)
def test_a_level_is_read_exactly(level: str, exact: str) -> None:
    assert str(loaded(faulty("97%", level)).measures[0].targets[0].level) == exact


@pytest.mark.parametrize("level", ["0%", "0.5%", "5%", "99.9%"])
def test_a_level_that_must_not_be_passed_may_be_low(level: str) -> None:
    text = faulty("at least", "at most", faulty("97%", level))
    assert loaded(text).measures[0].targets[0].level == Decimal(level.removesuffix("%"))


@pytest.mark.parametrize("near", ["0.5", "1", "2.25", "99.9"])
def test_a_tolerance_is_read_exactly_without_quotes(near: str) -> None:
    assert loaded(with_key(f"near: {near}")).measures[0].near == Decimal(near)


def test_everything_that_a_measure_can_say_is_kept() -> None:
    new = """\
  - code: SL1R
    title: Seen on time, revised
    definition: Seen within 5 business days.
    kind: assurance metric
    numerator: people seen
    denominator: people allocated in the month
    direction: at most
    note: Watched since 2018.
    replaces: SL1
    near: 0.5
    targets: []
    no_target: None is known.
"""
    _, measure = loaded(RIGHT + new).measures
    assert measure.model_dump() == {
        "framework": "CRC",
        "code": "SL1R",
        "title": "Seen on time, revised",
        "definition": "Seen within 5 business days.",
        "kind": "assurance metric",
        "numerator": "people seen",
        "denominator": "people allocated in the month",
        "direction": "at most",
        "targets": (),
        "no_target": "None is known.",
        "suspended": (),
        "near": Decimal("0.5"),
        "rounding": "exact",
        "decimals": 1,
        "not_judged": None,
        "replaces": "SL1",
        "note": "Watched since 2018.",
        "file": "t.yaml",
        "line": 13,
    }


def test_every_complaint_comes_in_one_run_in_the_order_of_the_file() -> None:
    text = HEAD.replace("CRC", "CPS") + ENTRY.replace("97%", "0.97").replace("kind: service level", "kind: NO")
    text += ENTRY.replace("SL1", "SL2").replace("    kind:", "    kinds: x\n    kind:")
    text += ENTRY.replace("SL1", "SL3").replace("2016-17 Q4", "Q1 2017").replace(", source: Annual report", "")
    assert complaints(text) == [
        "t.yaml:1:12: 'CPS' is not a framework; write CRC or NPS",
        "t.yaml:7:11: 'NO' is not a kind; write service level or assurance metric",
        "t.yaml:12:35: '0.97' is not a level; write 97% if that is what it means; the sign has to stand there",
        "t.yaml:16:5: unknown key 'kinds'; did you mean 'kind'?",
        "t.yaml:31:9: 'source' is missing; every target has one",
        "t.yaml:31:16: 'Q1 2017' could mean a calendar or a financial quarter; write 2017-18 Q1 for the financial one",
    ]


def test_a_fault_in_one_measure_does_not_hide_what_is_wrong_between_the_others() -> None:
    text = HEAD + ENTRY.replace("97%", "97") + ENTRY.replace("SL1", "SL2") + ENTRY.replace("SL1", "SL2")
    assert complaints(text) == [
        "t.yaml:12:35: '97' is not a level; write 97% if that is what it means; the sign has to stand there",
        "t.yaml:22:11: 'SL2' reads the same as the code at t.yaml:13:11; declare it once",
    ]


def test_a_duplicate_key_does_not_hide_what_else_is_wrong() -> None:
    text = faulty("    kind:", "    title: Again\n    kind:", faulty("97%", "97"))
    assert complaints(text) == [
        "t.yaml:7:5: 'title' is given twice (first on line 5); keep one",
        "t.yaml:13:35: '97' is not a level; write 97% if that is what it means; the sign has to stand there",
    ]


def test_every_file_of_a_folder_is_complained_about() -> None:
    put("d/b.yaml", faulty("97%", "101%"))
    put("d/a.yaml", "- SL1\n")
    put("d/c.yml", b"\xff")
    a, b, c = (Path("d") / name for name in ("a.yaml", "b.yaml", "c.yml"))
    assert complaints_at(Path("d")) == [
        f"{a}:1:1: {NOTHING}",
        f"{b}:12:35: '101%' is above 100%; a level is between 0% and 100%",
        f"{c}:1:1: the text is not UTF-8; save the file as UTF-8",
    ]


def test_a_code_declared_in_two_files() -> None:
    put("d/a.yaml", RIGHT)
    put("d/b.yaml", RIGHT)
    a, b = Path("d") / "a.yaml", Path("d") / "b.yaml"
    assert complaints_at(Path("d")) == [f"{b}:4:11: 'SL1' reads the same as the code at {a}:4:11; declare it once"]


def test_the_same_code_means_something_else_in_the_other_framework() -> None:
    put("d/a.yaml", RIGHT)
    put("d/b.yaml", faulty("CRC", "NPS"))
    assert [measure.key for measure in load(Path("d")).measures] == [(Framework.CRC, "SL1"), (Framework.NPS, "SL1")]


def test_a_measure_may_replace_one_of_another_file_but_not_of_the_other_framework() -> None:
    put("d/a.yaml", RIGHT)
    replacing = faulty("    targets:", "    replaces: SL1\n    targets:", faulty("SL1", "SL1R"))
    put("d/b.yaml", replacing)
    assert [measure.replaces for measure in load(Path("d")).measures] == [None, "SL1"]
    put("d/b.yaml", faulty("CRC", "NPS", replacing))
    b = Path("d") / "b.yaml"
    assert complaints_at(Path("d")) == [f"{b}:11:15: 'SL1' is not a declared code; write one that is"]


PROVIDER_ROWS: list[Row] = [
    (
        "division: North",
        "division: West",
        "t.yaml:3:45: 'West' is not a declared NPS division; write North",
    ),
    (
        "  - {name: South",
        "  - {name: Sud, framework: CRC, spellings: [the  south]}\n  - {name: South",
        "t.yaml:4:67: 'The South' already stands for Sud at t.yaml:3:45; one spelling has one meaning",
    ),
    (
        "  - {name: South",
        "  - {name: Sud, framework: CRC, spellings: [SOUTH]}\n  - {name: South",
        "t.yaml:4:12: 'South' already stands for Sud at t.yaml:3:45; one spelling has one meaning",
    ),
    (
        "  - {name: South",
        "  - {name: South, framework: CRC}\n  - {name: South",
        "t.yaml:4:12: 'South' is declared twice, first at t.yaml:3:12; keep one of them",
    ),
    ("[S, The South]", "[S, S]", "t.yaml:3:63: S stands here twice; keep one"),
    ("[S, The South]", "S", f"t.yaml:3:63: 'spellings' {LIST}"),
    ("[S,", "[[S],", "t.yaml:3:64: the entry must be text, not a list or a mapping"),
    ("[S,", f"[{'S' * 101},", "t.yaml:3:64: the entry has 101 characters; at most 100 are read"),
    (
        "[S,",
        "[NO,",
        "t.yaml:3:64: NO without quotes is read by YAML as true or false; write 'NO' in quotes",
    ),
    ("name: South, ", "", "t.yaml:3:5: 'name' is missing; every provider has one"),
    ("division:", "divison:", "t.yaml:3:35: unknown key 'divison'; did you mean 'division'?"),
    (
        "division:",
        "colour:",
        "t.yaml:3:35: unknown key 'colour'; a provider knows name, framework, owner, division, spellings",
    ),
    ("framework: CRC", "framework: PCC", "t.yaml:3:30: 'PCC' is not a framework; write CRC or NPS"),
]


@pytest.mark.parametrize(("old", "new", "complaint"), PROVIDER_ROWS, ids=ids(PROVIDER_ROWS))
def test_one_fault_in_a_providers_file(old: str, new: str, complaint: str) -> None:
    put("d/targets.yaml", RIGHT)
    put("d/t.yaml", faulty(old, new, PROVIDERS))
    complaint = complaint.replace("t.yaml:", f"{Path('d') / 't.yaml'}:")
    assert complaints_at(Path("d")) == [complaint]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("providers: []\n", "t.yaml:1:12: 'providers' is empty; it needs at least one entry"),
        ("providers: South\n", f"t.yaml:1:12: 'providers' {LIST}"),
        (f"title: x\n{PROVIDERS}", "t.yaml:1:1: unknown key 'title'; a file knows providers"),
    ],
)
def test_a_providers_file_without_usable_providers(content: str, complaint: str) -> None:
    assert complaints(content) == [complaint]


def test_a_crc_and_an_nps_division_may_have_the_same_name() -> None:
    put("d/a.yaml", RIGHT)
    put("d/b.yaml", faulty("name: South", "name: North", PROVIDERS))
    assert [(provider.framework, provider.name) for provider in load(Path("d")).providers] == [
        (Framework.NPS, "North"),
        (Framework.CRC, "North"),
    ]


def test_a_folder_is_read_in_the_order_of_names_without_hidden_and_other_files() -> None:
    put("d/2.yml", faulty("SL1", "SL2"))
    put("d/1.yaml", RIGHT)
    put("d/3.yaml", PROVIDERS)
    put("d/.4.yaml", "- not read\n")
    put("d/5.txt", "- not read\n")
    put("d/6.yaml.bak", "- not read\n")
    catalogue = load(Path("d"))
    assert [measure.code for measure in catalogue.measures] == ["SL1", "SL2"]
    assert [(provider.name, provider.division, provider.spellings) for provider in catalogue.providers] == [
        ("North", None, ()),
        ("South", "North", ("S", "The South")),
    ]
    assert [file.path for file in catalogue.files] == [
        *(str(Path("d") / name) for name in ("1.yaml", "2.yml", "3.yaml")),
        "targets/words.yaml",
    ]


def test_each_file_is_listed_with_the_hash_of_its_bytes() -> None:
    content = b"\xef\xbb\xbf" + RIGHT.encode()
    first = loaded(content).files[0]
    assert (first.path, first.sha256) == ("t.yaml", hashlib.sha256(content).hexdigest())


def test_declarations_without_providers_go_with_the_shipped_ones() -> None:
    put("d/t.yaml", RIGHT)
    alone, folder = loaded(RIGHT), load(Path("d"))
    assert alone.providers == folder.providers == load().providers
    assert [file.path for file in alone.files] == ["t.yaml", "targets/providers.yaml", "targets/words.yaml"]


def test_nothing_at_the_path_is_wrong_use() -> None:
    with pytest.raises(WrongUse) as refused:
        load(Path("missing.yaml"))
    assert str(refused.value) == ("missing.yaml: No such file or directory; give a target file or a folder of them")


def test_a_folder_without_target_files_is_wrong_use() -> None:
    put("d/readme.txt", "nothing")
    with pytest.raises(WrongUse) as refused:
        load(Path("d"))
    assert str(refused.value) == "d holds no .yaml file; give a target file or a folder of them"


def test_a_folder_that_is_called_like_a_file_is_wrong_use() -> None:
    put("d/a.yaml", RIGHT)
    (Path("d") / "b.yaml").mkdir()
    with pytest.raises(WrongUse) as refused:
        load(Path("d"))
    assert str(refused.value) == (
        f"{Path('d') / 'b.yaml'} is not a regular file; give a target file or a folder of them"
    )


PERIODIC = faulty(
    f"      - {TARGET}\n",
    """\
      - {from: 2017-18 Q3, to: 2018-19 Q2, level: 98%, source: Third}
      - {from: 2016-17 Q4, level: 95%, source: First}
      - from: 2017-18 Q1
        level: 97%
        source: Second
    suspended:
      - {from: 2018-19 Q1, to: 2018-19 Q1, reason: Suspended while contracts were renegotiated.}
suspended:
  - {from: 2020-21 Q1, reason: Suspended for good.}
""",
)


def the_measure(text: str = PERIODIC) -> Measure:
    (measure,) = loaded(text).measures
    return measure


def in_force(measure: Measure, quarter: str) -> Target | NoTarget:
    return measure.target_in(Quarter.parse(quarter))


@pytest.mark.parametrize(
    ("quarter", "level", "source", "line"),
    [
        ("2016-17 Q4", "95", "First", 13),
        ("2017-18 Q1", "97", "Second", 14),
        ("2017-18 Q2", "97", "Second", 14),
        ("2017-18 Q3", "98", "Third", 12),
        ("2017-18 Q4", "98", "Third", 12),
        ("2018-19 Q2", "98", "Third", 12),
    ],
)
def test_the_target_in_force(quarter: str, level: str, source: str, line: int) -> None:
    target = in_force(the_measure(), quarter)
    assert isinstance(target, Target)
    assert (target.level, target.source, target.line) == (Decimal(level), source, line)


@pytest.mark.parametrize(
    ("quarter", "reason", "sentence", "line"),
    [
        ("2015-16 Q1", Reason.BEFORE_FIRST_TARGET, "The first declared target applies from 2016-17 Q4.", 13),
        ("2016-17 Q3", Reason.BEFORE_FIRST_TARGET, "The first declared target applies from 2016-17 Q4.", 13),
        ("2018-19 Q1", Reason.SUSPENDED, "Suspended while contracts were renegotiated.", 18),
        ("2018-19 Q3", Reason.TARGET_ENDED, "The target that was in force until 2018-19 Q2 has ended.", 12),
        ("2019-20 Q4", Reason.TARGET_ENDED, "The target that was in force until 2018-19 Q2 has ended.", 12),
        ("2020-21 Q1", Reason.SUSPENDED, "Suspended for good.", 20),
        ("2030-31 Q4", Reason.SUSPENDED, "Suspended for good.", 20),
    ],
)
def test_no_target_in_force_and_why(quarter: str, reason: Reason, sentence: str, line: int) -> None:
    assert in_force(the_measure(), quarter) == NoTarget(reason=reason, sentence=sentence, line=line)


def test_a_target_without_an_end_stays_in_force() -> None:
    target = in_force(the_measure(RIGHT), "2098-99 Q4")
    assert isinstance(target, Target)
    assert target.level == 97


def test_a_measure_without_a_target_says_why() -> None:
    measure = the_measure(faulty(f"targets:\n      - {TARGET}", "targets: []\n    no_target: None is known."))
    assert in_force(measure, "2017-18 Q1") == NoTarget(reason=Reason.NONE_DECLARED, sentence="None is known.", line=4)


def test_targets_stand_in_order_of_time_and_know_their_line() -> None:
    lines = PERIODIC.splitlines()
    targets = the_measure().targets
    assert [(str(target.start), target.line) for target in targets] == [
        ("2016-17 Q4", 13),
        ("2017-18 Q1", 14),
        ("2017-18 Q3", 12),
    ]
    assert all(f"from: {target.start}" in lines[target.line - 1] for target in targets)


PLACED = re.compile(r"fuzz\.yaml:[1-9][0-9]*:[1-9][0-9]*: \S.*", re.DOTALL)


def loads_or_complains(content: str | bytes) -> None:
    """Whatever stands in the file: a catalogue, or complaints that each name a place in it."""
    path = put("fuzz.yaml", content)
    try:
        catalogue = load(path)
    except WrongDeclarations as refused:
        assert refused.complaints  # noqa: PT017  (either outcome is right)
        assert all(PLACED.fullmatch(str(complaint)) for complaint in refused.complaints)  # noqa: PT017
    else:
        assert catalogue.measures


@settings(deadline=None)
@given(st.binary(max_size=200))
@example(b"\x00")
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
def test_any_bytes_load_or_are_complained_about(content: bytes) -> None:
    loads_or_complains(content)


SIGNS = [*"[]{}:,-?#&*!|>'\"%@` \n\t\r~0aZ.<=", "\u2028", "é"]


@settings(deadline=None)
@given(st.text(st.sampled_from(SIGNS), max_size=60))
@example("? ")
@example("- " * 300)
@example("{" * 5000)
@example("a: " * 300)
def test_any_text_made_of_signs_loads_or_is_complained_about(content: str) -> None:
    loads_or_complains(content)


PIECES = ["'", '"', "\n", "  ", "\t", "- ", ": ", "{", "}", "[", "]", "#", "&a ", "*a", "!!int ", "|\n", "~", "\u2028"]
PIECES += ["null", "NO", "010", "12:30", "2017-04-01", "1.5", "targets", "measures: ", "providers: ", "2017-18 Q1"]


@settings(deadline=None, max_examples=300)
@given(st.integers(0, len(PERIODIC)), st.integers(0, 30), st.lists(st.sampled_from(PIECES), max_size=3).map("".join))
def test_a_target_file_with_a_damaged_spot_loads_or_is_complained_about(start: int, length: int, piece: str) -> None:
    loads_or_complains(PERIODIC[:start] + piece + PERIODIC[start + length :])


NODES = st.recursive(
    st.sampled_from(["''", "97%", "0.97", "1", "NO", "~", "x", "2017-18 Q1", "SL1", "CRC", "at most", "service level"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(
            st.sampled_from(["from", "to", "level", "source", "reason", "code", "name", "division", "x"]),
            inner,
            max_size=4,
        ).map(lambda items: "{" + ", ".join(f"{key}: {value}" for key, value in items.items()) + "}"),
    ),
    max_leaves=8,
)
KEYWORDS = ["code", "title", "definition", "kind", "numerator", "denominator", "direction", "targets", "suspended"]


@settings(deadline=None, max_examples=300)
@given(st.dictionaries(st.sampled_from([*KEYWORDS, "no_target", "near", "replaces", "note", "odd"]), NODES))
def test_a_measure_made_of_anything_loads_or_is_complained_about(entries: dict[str, str]) -> None:
    measure = ", ".join(f"{key}: {value}" for key, value in entries.items())
    loads_or_complains(f"framework: CRC\ntitle: T\nmeasures: [{{{measure}}}]\n")


@settings(deadline=None)
@given(st.sampled_from(["framework", "title", "measures", "providers"]), NODES, NODES)
def test_a_file_made_of_anything_loads_or_is_complained_about(key: str, value: str, other: str) -> None:
    loads_or_complains(f"{key}: {value}\nmeasures: {other}\n")
    loads_or_complains(f"{key}: {value}\nproviders: {other}\n")


def test_one_fault_has_one_complaint_even_where_others_rely_on_it() -> None:
    second = ENTRY.replace("SL1", "SL2").replace("    kind:", "    replaces: SL1\n    kind:")
    assert complaints(RIGHT.replace("97%", "0.97") + second) == [
        "t.yaml:12:35: '0.97' is not a level; write 97% if that is what it means; the sign has to stand there"
    ]
    put("d/m.yaml", RIGHT)
    put("d/p.yaml", PROVIDERS.replace("framework: NPS", "framework: NPS, ouner: x"))
    assert complaints_at(Path("d")) == ["d/p.yaml:2:35: unknown key 'ouner'; did you mean 'owner'?"]


def test_the_word_for_the_whole_country_is_no_provider() -> None:
    put("d/m.yaml", RIGHT)
    put("d/p.yaml", PROVIDERS.replace("The South", "national"))
    assert complaints_at(Path("d")) == [
        "d/p.yaml:3:67: 'national' is the word for the whole country; write another name"
    ]


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        *((name, "the whole country") for name in sorted(WHOLE_COUNTRY - {NATIONAL})),
        *((name, "a sum or an average of others") for name in sorted(TOTALS)),
        ("Mean", "a sum or an average of others"),
        ("TOTAL", "a sum or an average of others"),
        ("Total*", "a sum or an average of others"),
        ("Sub–total", "a sum or an average of others"),
        ("Ｔｏｔａｌ", "a sum or an average of others"),
        ("Wales & England", "the whole country"),
        ("all  crcs", "the whole country"),
        ("National NPS Division", "the whole country"),
    ],
)
def test_no_provider_is_called_what_reading_takes_for_something_else(name: str, taken: str) -> None:
    """A release would have its row left out as one that adds others up, and every miss of the provider with it."""
    put("d/m.yaml", RIGHT)
    shown = " ".join(name.split())
    put("d/p.yaml", PROVIDERS.replace("name: South", f"name: '{name}'"))
    assert complaints_at(Path("d")) == [f"d/p.yaml:3:12: '{shown}' is read as {taken}; write another name"]
    put("d/p.yaml", PROVIDERS.replace("The South", f"'{name}'"))
    assert complaints_at(Path("d")) == [f"d/p.yaml:3:67: '{shown}' is read as {taken}; write another name"]
    put("d/p.yaml", PROVIDERS.replace("framework: NPS", f"framework: NPS, owner: '{name}'"))
    assert complaints_at(Path("d")) == [f"d/p.yaml:2:42: '{shown}' is read as {taken}; write the name of the owner"]


def test_the_word_for_the_whole_country_is_no_owner() -> None:
    put("d/m.yaml", RIGHT)
    put("d/p.yaml", PROVIDERS.replace("framework: NPS", "framework: NPS, owner: NATIONAL"))
    assert complaints_at(Path("d")) == [
        "d/p.yaml:2:42: 'NATIONAL' is the word for the whole country; write the name of the owner"
    ]


@pytest.mark.parametrize("name", ["Wales", "England", "Mean Valley", "Totals and Sons", "Overall Ltd", "CRC", "NPS"])
def test_a_name_that_only_has_such_a_word_in_it_may_be_declared(name: str) -> None:
    put("d/m.yaml", RIGHT)
    put("d/p.yaml", PROVIDERS.replace("name: South", f"name: {name}, owner: {name}"))
    assert [provider.name for provider in load(Path("d")).providers] == ["North", name]


@pytest.mark.parametrize("other", ["LINKS", "links", "Ｌinks", "Lin\u212as"])
def test_an_owner_has_one_spelling(other: str) -> None:
    put("d/m.yaml", RIGHT)
    put("d/p.yaml", PROVIDERS.replace("NPS}", "NPS, owner: Links}").replace("CRC,", f"CRC, owner: {other},"))
    assert complaints_at(Path("d")) == [
        f"d/p.yaml:3:42: '{clean(other)}' is written 'Links' at d/p.yaml:2:42; write one owner in one way"
    ]
    put("d/p.yaml", PROVIDERS.replace("NPS}", "NPS, owner: Links}").replace("CRC,", "CRC, owner: Links,"))
    assert [provider.owner for provider in load(Path("d")).providers] == ["Links", "Links"]


HIDDEN_ENDS = {"\u2028": r"'\u2028'", "\u2029": r"'\u2029'", "\x85": r"'\x85'", "\r": r"'\r'"}


@pytest.mark.parametrize("sign", HIDDEN_ENDS, ids=list(HIDDEN_ENDS.values()))
def test_no_comment_holds_a_line_of_its_own(sign: str) -> None:
    """What an editor shows behind a # must not be a declaration."""
    said = f"{HIDDEN_ENDS[sign]} ends the line for YAML and not for an editor; start a new line here, or delete it"
    assert complaints(faulty("title: A contract\n", f"title: A contract\n# see {sign}rounding: as-published\n")) == [
        f"t.yaml:3:7: {said}"
    ]
    assert complaints(faulty("Seen on time", f"'Seen {sign} on time'")) == [f"t.yaml:5:18: {said}"]
    assert complaints(faulty("\n", f"{sign}\n") if sign != "\r" else f"{RIGHT}\r") == [
        f"t.yaml:{'1:15' if sign != chr(13) else '13:1'}: {said}"
    ]


def test_a_text_of_signs_says_nothing() -> None:
    for text in ("...", "-", "\u2026 \u2013"):
        said = f"'{text}' has no letter and no digit, so it says nothing; write what is meant"
        assert complaints(faulty("Seen on time", f'"{text}"')) == [f"t.yaml:5:12: {said}"]
        assert complaints(faulty("SL1", f'"{text}"')) == [f"t.yaml:4:11: {said}"]
        assert complaints(faulty("Annual report", f'"{text}"')) == [f"t.yaml:12:48: {said}"]
    assert loaded(faulty("Seen on time", "é")).measures[0].title == "é"


MANY = 2000


def test_a_file_has_a_hundred_complaints_and_says_how_many_more() -> None:
    listed = "".join(f"  - {{from: 2016-17 Q1, reason: r{number}}}\n" for number in range(MANY))
    text = faulty("measures:", f"suspended:\n{listed}measures:")
    said = complaints(text)
    assert said[0] == "t.yaml:5:12: another one starts in 2016-17 Q1 too; keep one of them"
    assert len(said) == 101
    assert said[-1] == f"t.yaml:105:12: {MANY - 1 - 100:,} more complaints about this file; mend those above first"


def test_suspensions_of_file_and_measure_are_each_complained_about_once() -> None:
    many = "".join(f"      - {{from: 2016-17 Q1, reason: r{number}}}\n" for number in range(MANY))
    text = faulty("measures:", f"suspended:\n{many}measures:")
    text = faulty("    targets:", f"    suspended:\n{many}    targets:", text)
    more = 3 * MANY - 2 - 100  # one for all but the first of either list, and one for each of the measure's own
    assert complaints(text)[-1].endswith(f": {more:,} more complaints about this file; mend those above first")


@pytest.mark.parametrize("wrong", ["S", "[]", "''"])
def test_a_long_list_of_spellings_is_read_in_no_time(wrong: str) -> None:
    spellings = ", ".join([f"S{number}" for number in range(20_000)] + [wrong, wrong])
    put("d/m.yaml", RIGHT)
    put("d/p.yaml", PROVIDERS.replace("S, The South", spellings))
    started = time.perf_counter()
    assert len(complaints_at(Path("d"))) <= 2
    assert time.perf_counter() - started < 10


def test_faults_without_number_are_found_in_no_time() -> None:
    for many in (
        "".join(f"k{number}: x\n" for number in range(20_000)),
        "".join(f"  - {{1: x, {number}: x}}\n" for number in range(10_000)),
        f"  - {{{', '.join(f'k{number}' for number in range(30_000))}}}\n",
        f"  - {{{', '.join(f'k{number}: 1' for number in range(20_000))}, k}}\n",
    ):
        started = time.perf_counter()
        assert len(complaints(RIGHT + many)) == 101
        assert time.perf_counter() - started < 10


def test_complaints_at_one_place_come_in_the_order_of_the_rules() -> None:
    twice = faulty("    kind: service level\n    numerator: people seen\n", "")
    assert complaints(twice) == [
        "t.yaml:4:5: 'kind' is missing; every measure has one",
        "t.yaml:4:5: 'numerator' is missing; every measure has one",
    ]


def test_a_file_with_a_capital_ending_is_read_too() -> None:
    put("d/a.yaml", RIGHT)
    put("d/B.YAML", RIGHT.replace("SL1", "SL2"))
    assert [measure.code for measure in load(Path("d")).measures] == ["SL2", "SL1"]

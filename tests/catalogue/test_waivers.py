"""A waivers file: what it excuses, and every fault in it with the whole complaint."""

import datetime
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from slcheck.catalogue import load, load_waivers, waivers_schema
from slcheck.errors import WrongDeclarations, WrongUse
from slcheck.model import Catalogue, DeclarationFile, Framework, Waiver
from slcheck.quarter import Quarter

MEASURES = """\
framework: {framework}
title: A contract
measures:
"""
MEASURE = """\
  - code: {code}
    title: Seen on time
    definition: Seen within 5 days.
    kind: service level
    numerator: people seen
    denominator: people allocated
    direction: at least
    targets:
      - {{from: 2016-17 Q4, level: 97%, source: Annual report}}
"""
PROVIDERS = """\
providers:
  - {name: North, framework: NPS}
  - {name: Wales, framework: NPS}
  - {name: South, framework: CRC, spellings: [S, The South]}
  - {name: Wales, framework: CRC, spellings: [Wales CRC]}
"""
RIGHT = """\
waivers:
  - measure: SCH9 SL001
    provider: South
    quarter: 2017-18 Q1
    reason: Fire at the office in May.
    approved_by: J. Smith, contract management
    expires: 2018-03-31
"""  # measure on line 2, provider 3, quarter 4, reason 5, approved_by 6, expires 7
ONE = {
    "measure": "SCH9 SL001",
    "provider": "South",
    "quarter": "2017-18 Q1",
    "reason": "Fire.",
    "approved_by": "J. Smith",
    "expires": "2018-03-31",
}
KEYS = "measure, provider, quarter, reason, approved_by, expires, framework"


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """SL017 in both frameworks, SCH9 SL001 of the CRCs, NPS SL018 of the NPS; a Wales in both."""
    folder = tmp_path_factory.mktemp("targets")
    for framework, codes in (("CRC", ["SCH9 SL001", "SL017"]), ("NPS", ["NPS SL018", "SL017"])):
        text = MEASURES.format(framework=framework) + "".join(MEASURE.format(code=code) for code in codes)
        (folder / f"{framework}.yaml").write_text(text, encoding="utf-8")
    (folder / "providers.yaml").write_text(PROVIDERS, encoding="utf-8")
    return load(folder)


def put(content: str | bytes, name: str = "w.yaml") -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def complaints(content: str | bytes, catalogue: Catalogue) -> list[str]:
    with pytest.raises(WrongDeclarations) as refused:
        load_waivers(put(content), catalogue)
    return [str(complaint) for complaint in refused.value.complaints]


def faulty(old: str, new: str) -> str:
    assert RIGHT.count(old) == 1, f"{old!r} does not stand in the text once"
    return RIGHT.replace(old, new)


def listed(*entries: dict[str, str]) -> str:
    """Waivers on a line each, from line 2 on."""
    lines = ("  - {" + ", ".join(f"{key}: {value}" for key, value in entry.items()) + "}\n" for entry in entries)
    return "waivers:\n" + "".join(lines)


def schema_says(content: str) -> list[str]:
    document = yaml.load(content, Loader=yaml.BaseLoader)
    return [error.message for error in Draft202012Validator(waivers_schema()).iter_errors(document)]


def test_everything_that_a_waiver_says_is_kept(catalogue: Catalogue) -> None:
    waivers, file = load_waivers(put(RIGHT, "d/w.yaml"), catalogue)
    name = str(Path("d") / "w.yaml")
    assert waivers == (
        Waiver(
            framework=Framework.CRC,
            measure="SCH9 SL001",
            provider="South",
            quarter=Quarter(2017, 1),
            reason="Fire at the office in May.",
            approved_by="J. Smith, contract management",
            expires=datetime.date(2018, 3, 31),
            file=name,
            line=2,
            column=5,
        ),
    )
    assert file == DeclarationFile(path=name, sha256=hashlib.sha256(RIGHT.encode()).hexdigest())


@pytest.mark.parametrize(
    ("entry", "meant"),
    [
        ({}, ("CRC", "SCH9 SL001", "South")),
        ({"measure": "sch9-sl001"}, ("CRC", "SCH9 SL001", "South")),
        ({"measure": "SCH9SL001"}, ("CRC", "SCH9 SL001", "South")),
        ({"provider": "the south"}, ("CRC", "SCH9 SL001", "South")),
        ({"provider": "S"}, ("CRC", "SCH9 SL001", "South")),
        ({"provider": "WALES"}, ("CRC", "SCH9 SL001", "Wales")),
        ({"provider": "wales crc"}, ("CRC", "SCH9 SL001", "Wales")),
        ({"provider": "national"}, ("CRC", "SCH9 SL001", "National")),
        ({"measure": "NPS SL018", "provider": "Wales"}, ("NPS", "NPS SL018", "Wales")),
        ({"measure": "NPS SL018", "provider": "National"}, ("NPS", "NPS SL018", "National")),
        ({"measure": "SL017", "framework": "CRC"}, ("CRC", "SL017", "South")),
        ({"measure": "SL017", "framework": "NPS", "provider": "north"}, ("NPS", "SL017", "North")),
        ({"framework": "CRC"}, ("CRC", "SCH9 SL001", "South")),
    ],
)
def test_a_waiver_carries_the_declared_code_and_name(
    entry: dict[str, str], meant: tuple[str, str, str], catalogue: Catalogue
) -> None:
    text = listed(ONE | entry)
    ((waiver,), _) = load_waivers(put(text), catalogue)
    assert (waiver.framework, waiver.measure, waiver.provider) == meant
    assert schema_says(text) == []


@pytest.mark.parametrize("written", ["2018-03-31", "'2018-03-31'", '"2018-03-31"'])
def test_the_last_day_stands_with_or_without_quotes(written: str, catalogue: Catalogue) -> None:
    ((waiver,), _) = load_waivers(put(faulty("2018-03-31", written)), catalogue)
    assert waiver.expires == datetime.date(2018, 3, 31)


def test_waivers_come_in_the_order_of_the_file(catalogue: Catalogue) -> None:
    text = listed(ONE | {"quarter": "2017-18 Q3"}, ONE, ONE | {"provider": "Wales"}, ONE | {"measure": "NPS SL018"})
    text = text.replace("measure: NPS SL018, provider: South", "measure: NPS SL018, provider: Wales")
    waivers, _ = load_waivers(put(text), catalogue)
    assert [(w.measure, w.provider, str(w.quarter), w.line) for w in waivers] == [
        ("SCH9 SL001", "South", "2017-18 Q3", 2),
        ("SCH9 SL001", "South", "2017-18 Q1", 3),
        ("SCH9 SL001", "Wales", "2017-18 Q1", 4),
        ("NPS SL018", "Wales", "2017-18 Q1", 5),
    ]


ROWS: list[tuple[str, str, str]] = [
    ("SCH9 SL001", "SCH9 SL01", "2:14: 'SCH9 SL01' is not a declared code; did you mean 'SCH9 SL001'?"),
    ("SCH9 SL001", "sch9 sl0011", "2:14: 'sch9 sl0011' is not a declared code; did you mean 'SCH9 SL001'?"),
    ("SCH9 SL001", "Rubbish", "2:14: 'Rubbish' is not a declared code; write one that is"),
    ("SCH9 SL001", "SL017", "2:14: 'SL017' is declared for CRC and NPS; say which under 'framework'"),
    (
        "expires: 2018-03-31",
        "expires: 2018-03-31\n    framework: NPS",
        "2:14: 'SCH9 SL001' is a measure of CRC, not of NPS; write one of NPS, or 'framework: CRC'",
    ),
    ("provider: South", "provider: Suoth", "3:15: 'Suoth' is not a declared provider; did you mean 'South'?"),
    ("provider: South", "provider: the suoth", "3:15: 'the suoth' is not a declared provider; did you mean 'South'?"),
    ("provider: South", "provider: Nationl", "3:15: 'Nationl' is not a declared provider; did you mean 'National'?"),
    (
        "provider: South",
        "provider: Rubbish",
        "3:15: 'Rubbish' is not a declared provider; write one that is, or National",
    ),
    (
        "provider: South",
        "provider: North",
        "3:15: 'North' is a provider of NPS, not of CRC; write one of CRC",
    ),
    ("2017-18 Q1", "2017/18 Q1", "4:14: '2017/18 Q1' must be written 2017-18 Q1 here"),
    ("2017-18 Q1", "soon", "4:14: 'soon' is not a quarter; write it like 2017-18 Q1 or Apr-Jun 2017"),
    ("2018-03-31", "31/3/2018", "7:14: '31/3/2018' is not a date; write year, month and day, like 2018-03-31"),
    (
        "2018-03-31",
        "2018-02-30",
        "7:14: '2018-02-30' is not a day of the calendar; write one that is, like 2018-03-31",
    ),
    ("2018-03-31", "never", "7:14: 'never' is not a date; write year, month and day, like 2018-03-31"),
    (" 2018-03-31", "", "7:13: 'expires' has no value; write one"),
    ("Fire at the office in May.", "''", "5:13: 'reason' has no value; write one"),
    ("Fire at the office in May.", "[fire]", "5:13: 'reason' must be text, not a list or a mapping"),
    (
        "Fire at the office in May.",
        "no",
        "5:13: no without quotes is read by YAML as true or false; write 'no' in quotes",
    ),
    (
        "J. Smith, contract management",
        "2018-03-31",
        "6:18: 2018-03-31 without quotes is read by YAML as a date; write '2018-03-31' in quotes",
    ),
    ("    reason:", "    reasons: x\n    reason:", "5:5: unknown key 'reasons'; did you mean 'reason'?"),
    ("    reason:", "    colour: x\n    reason:", f"5:5: unknown key 'colour'; a waiver knows {KEYS}"),
    ("    reason:", "    quarter: x\n    reason:", "5:5: 'quarter' is given twice (first on line 4); keep one"),
    ("    provider: South\n", "", "2:5: 'provider' is missing; every waiver has one"),
    ("    quarter: 2017-18 Q1\n", "", "2:5: 'quarter' is missing; every waiver has one"),
    ("    reason: Fire at the office in May.\n", "", "2:5: 'reason' is missing; every waiver has one"),
    ("    approved_by: J. Smith, contract management\n", "", "2:5: 'approved_by' is missing; every waiver has one"),
    ("    expires: 2018-03-31\n", "", "2:5: 'expires' is missing; every waiver has one"),
    ("measure: SCH9 SL001\n    ", "", "2:5: 'measure' is missing; every waiver has one"),
    (
        "expires: 2018-03-31",
        "expires: 2018-03-31\n    framework: PCC",
        "8:16: 'PCC' is not a framework; write CRC or NPS",
    ),
    ("waivers:\n", "title: x\nwaivers:\n", "1:1: unknown key 'title'; a file knows waivers"),
    ("waivers:\n", "measures: []\nwaivers:\n", "1:1: unknown key 'measures'; a file knows waivers"),
    ("South", "&one South", "3:15: &one is an anchor; write each value out where it is used"),
    ("South", "!!str South", "3:15: the tag tag:yaml.org,2002:str is not allowed; write the plain value"),
]


@pytest.mark.parametrize(("old", "new", "complaint"), ROWS, ids=[f"{new or old}"[:60] for old, new, _ in ROWS])
def test_one_fault_in_a_waivers_file(old: str, new: str, complaint: str, catalogue: Catalogue) -> None:
    assert complaints(faulty(old, new), catalogue) == [f"w.yaml:{complaint}"]


NO_WAIVERS = "w.yaml:1:1: the file declares no waivers; it needs 'waivers' at its top level"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("waivers: []\n", "w.yaml:1:10: 'waivers' is empty; it needs at least one entry"),
        ("waivers:\n", "w.yaml:1:9: 'waivers' has no value; write one"),
        ("waivers: all\n", "w.yaml:1:10: 'waivers' must be a list, each entry on a line that starts with '- '"),
        ("waivers: [all]\n", "w.yaml:1:11: a mapping belongs here: lines of 'key: value'"),
        ("", "w.yaml:1:1: the file is empty; it must declare waivers"),
        ("- measure: SL1\n", NO_WAIVERS),
        ("waiver: []\n", NO_WAIVERS),
        (
            MEASURES.format(framework="CRC") + MEASURE.format(code="SL1"),
            f"{NO_WAIVERS}; give target files as --targets",
        ),
        (PROVIDERS, f"{NO_WAIVERS}; give target files as --targets"),
        ("headings:\n  measure: [sla]\n", f"{NO_WAIVERS}; give target files as --targets"),
        (RIGHT.encode("utf-16"), "w.yaml:1:1: the text is not UTF-8; save the file as UTF-8"),
        (
            RIGHT + "#" * (256 * 1024 + 1 - len(RIGHT)),
            "w.yaml:1:1: the file has 262,145 bytes; a target file has at most 262,144",
        ),
    ],
    ids=lambda value: str(value[:40]),
)
def test_a_file_without_usable_waivers(content: str | bytes, complaint: str, catalogue: Catalogue) -> None:
    assert complaints(content, catalogue) == [complaint]


def test_a_miss_is_waived_once(catalogue: Catalogue) -> None:
    again = ONE | {"measure": "sch9_sl001", "provider": "the south", "reason": "Flood."}
    text = listed(ONE, ONE | {"quarter": "2017-18 Q2"}, again, again)
    sentence = "SCH9 SL001 of South in 2017-18 Q1 is waived at w.yaml:2:5 too; keep one of them"
    assert complaints(text, catalogue) == [f"w.yaml:4:5: {sentence}", f"w.yaml:5:5: {sentence}"]


def test_the_same_code_and_provider_of_the_other_framework_is_another_miss(catalogue: Catalogue) -> None:
    both = ONE | {"measure": "SL017", "provider": "Wales"}
    waivers, _ = load_waivers(put(listed(both | {"framework": "CRC"}, both | {"framework": "NPS"})), catalogue)
    assert [waiver.framework for waiver in waivers] == ["CRC", "NPS"]


def test_every_complaint_comes_in_one_run(catalogue: Catalogue) -> None:
    text = listed(
        ONE | {"measure": "SL999x", "provider": "Rubbish"}, ONE | {"expires": "soon", "colour": "red"}, ONE, ONE
    )
    assert complaints(text, catalogue) == [
        "w.yaml:2:15: 'SL999x' is not a declared code; write one that is",
        "w.yaml:2:33: 'Rubbish' is not a declared provider; write one that is, or National",
        "w.yaml:3:112: 'soon' is not a date; write year, month and day, like 2018-03-31",
        f"w.yaml:3:118: unknown key 'colour'; a waiver knows {KEYS}",
        "w.yaml:5:5: SCH9 SL001 of South in 2017-18 Q1 is waived at w.yaml:4:5 too; keep one of them",
    ]


def test_a_file_that_cannot_be_read_is_wrong_use(catalogue: Catalogue) -> None:
    Path("d").mkdir()
    for name, sentence in (
        ("missing.yaml", "missing.yaml: No such file or directory; give one waivers file"),
        ("d", "d is not a regular file; give one waivers file"),
    ):
        with pytest.raises(WrongUse) as refused:
            load_waivers(Path(name), catalogue)
        assert str(refused.value) == sentence


CHECKED_BY = "slcheck check FILE --waivers PATH checks it"
ALONE = f"this is a file of waivers, not of targets; {CHECKED_BY}"
AMONG = f"waivers do not stand among targets; keep them in a file of their own, and {CHECKED_BY}"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (RIGHT, f"1:1: {ALONE}"),
        ("waivers: []\n", f"1:1: {ALONE}"),
        (MEASURES.format(framework="CRC") + MEASURE.format(code="SL1") + RIGHT, f"13:1: {AMONG}"),
    ],
)
def test_waivers_given_as_targets_or_inside_them(content: str, complaint: str) -> None:
    put(content, "d/w.yaml")
    put(MEASURES.format(framework="CRC") + MEASURE.format(code="SL2"), "d/a.yaml")
    for path in (Path("d"), Path("d") / "w.yaml"):
        with pytest.raises(WrongDeclarations) as refused:
            load(path)
        assert str(refused.value) == f"{Path('d') / 'w.yaml'}:{complaint}"


def test_the_shipped_measures_and_providers_can_be_waived() -> None:
    text = listed(ONE | {"provider": "London"}, ONE | {"measure": "NPS SL001", "provider": "LONDON"})
    waivers, _ = load_waivers(put(text), load())
    assert [(waiver.framework, waiver.provider) for waiver in waivers] == [("CRC", "London"), ("NPS", "London")]


def test_the_published_schema_is_a_json_schema_that_describes_every_key() -> None:
    schema = waivers_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == "slcheck waivers file"
    keys: dict[str, Any] = schema["$defs"]["WaiverShape"]["properties"]
    assert ", ".join(keys) == KEYS
    assert all("description" in key or "$ref" in key for key in keys.values())


@pytest.mark.parametrize(
    "content",
    [
        "waivers: []\n",
        "title: x\n" + RIGHT,
        faulty("2018-03-31", "31/3/2018"),
        faulty("2017-18 Q1", "2017/18 Q1"),
        faulty("    expires: 2018-03-31\n", ""),
        faulty("    reason:", "    colour: x\n    reason:"),
    ],
)
def test_what_the_published_schema_refuses(content: str, catalogue: Catalogue) -> None:
    assert schema_says(content)
    assert complaints(content, catalogue)


PLACED = re.compile(r"w\.yaml:[1-9][0-9]*:[1-9][0-9]*: \S.*")
PIECES = ["'", '"', "\n", "  ", "- ", ": ", "{", "}", "[", "]", "#", "&a ", "*a", "~", "NO", "010", "2018-02-30"]


@settings(deadline=None, max_examples=200)
@given(st.integers(0, len(RIGHT)), st.integers(0, 30), st.lists(st.sampled_from(PIECES), max_size=3).map("".join))
def test_a_damaged_waivers_file_loads_or_is_complained_about(start: int, length: int, piece: str) -> None:
    text = RIGHT[:start] + piece + RIGHT[start + length :]
    try:
        waivers, _ = load_waivers(put(text), SHIPPED)
    except WrongDeclarations as refused:
        assert refused.complaints  # noqa: PT017  (either outcome is right)
        assert all(PLACED.fullmatch(str(complaint)) for complaint in refused.complaints)  # noqa: PT017
    else:
        assert waivers
        assert schema_says(text) == []


SHIPPED = load()

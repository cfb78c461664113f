"""Words files: headings and symbols of a user's own, one fault at a time, and what they are added to."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from slcheck.catalogue import load, words_schema
from slcheck.errors import WrongDeclarations
from slcheck.model import Catalogue, Flag, Reason, Role, Symbol
from support import ROOT

SHIPPED = ROOT / "targets" / "words.yaml"
RIGHT = """\
headings:
  percentage: [On-time rate, compliance]
  provider: [trust]
symbols:
  "[q]": provisional
  "~": not available
"""  # On-time rate stands at 2:16, compliance at 2:30, trust at 3:14, [q] at 5:3, its meaning at 5:10, ~ at 6:3
MEASURES = """\
framework: CRC
title: A contract
measures:
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
PROVIDERS = "providers:\n  - {name: South, framework: CRC}\n"
ROLES = (
    "measure, title, framework, provider, quarter, financial year, numerator, denominator, percentage, target, "
    "expectation"
)
MEANINGS = (
    "revised, provisional, estimated, forecast, break in series, unreliable, noted, "
    "not available, not applicable, confidential, low"
)
LIST = "must be a list, each entry on a line that starts with '- '"
MAPPING = "a mapping belongs here: lines of 'key: value'"

Row = tuple[str, str, str]


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def put(name: str, content: str) -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def loaded(content: str) -> Catalogue:
    return load(put("w.yaml", content))


def complaints(content: str) -> list[str]:
    return complaints_at(put("w.yaml", content))


def complaints_at(path: Path) -> list[str]:
    with pytest.raises(WrongDeclarations) as refused:
        load(path)
    return [str(complaint) for complaint in refused.value.complaints]


def words(catalogue: Catalogue) -> dict[Role, tuple[str, ...]]:
    return {each.role: each.words for each in catalogue.headings}


def added(catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """What stands behind the shipped words of a role."""
    shipped = words(load())
    assert all(given[: len(shipped[role])] == shipped[role] for role, given in words(catalogue).items())
    rest = {role.value: given[len(shipped[role]) :] for role, given in words(catalogue).items()}
    return {role: given for role, given in rest.items() if given}


def line_of(heading: str) -> int:
    return SHIPPED.read_text(encoding="utf-8").splitlines().index(f"    - {heading}") + 1


def test_the_file_that_every_row_breaks_is_right() -> None:
    catalogue = loaded(RIGHT)
    assert added(catalogue) == {"percentage": ("on time rate", "compliance"), "provider": ("trust",)}
    assert catalogue.symbols == (
        Symbol(text="[q]", means=Flag.PROVISIONAL),
        Symbol(text="~", means=Reason.NOT_AVAILABLE),
    )


ROLE_KEYS: list[Row] = [
    ("percentage:", "percentge:", "w.yaml:2:3: unknown role 'percentge'; did you mean 'percentage'?"),
    ("percentage:", "Percentage:", "w.yaml:2:3: unknown role 'Percentage'; did you mean 'percentage'?"),
    ("provider:", "year:", f"w.yaml:3:3: unknown role 'year'; write {ROLES}"),
    ("provider:", "'[key]':", f"w.yaml:3:3: unknown role '[key]'; write {ROLES}"),
    ("provider:", "NO:", f"w.yaml:3:3: unknown role 'NO'; write {ROLES}"),
    ("provider:", "percentage:", "w.yaml:3:3: 'percentage' is given twice (first on line 2); keep one"),
    ("headings:", "headngs:", "w.yaml:1:1: unknown key 'headngs'; did you mean 'headings'?"),
    ("headings:", "words: x\nheadings:", "w.yaml:1:1: unknown key 'words'; a file knows headings, symbols"),
]

NO_LETTER = "has no letter from a to z and no %; write a heading that has one"
PERIOD = "names a period, which is read by itself; leave it out"
HEADINGS: list[Row] = [
    ("[trust]", "[]", "w.yaml:3:13: 'provider' is empty; it needs at least one entry"),
    ("[trust]", "", "w.yaml:3:12: 'provider' has no value; write one or take it out"),
    ("[trust]", "trust", f"w.yaml:3:13: 'provider' {LIST}"),
    ("[trust]", "{trust: x}", f"w.yaml:3:13: 'provider' {LIST}"),
    ("trust", "[trust]", "w.yaml:3:14: the entry must be text, not a list or a mapping"),
    ("trust", "''", "w.yaml:3:14: the entry has no value; write one or take it out"),
    ("trust", "~", "w.yaml:3:14: the entry has no value; write one or take it out"),
    ("trust", "No", "w.yaml:3:14: No without quotes is read by YAML as true or false; write 'No' in quotes"),
    ("trust", "x" * 81, "w.yaml:3:14: the entry has 81 characters; at most 80 are read"),
    ("trust", "2017", f"w.yaml:3:14: '2017' {NO_LETTER}"),
    ("trust", "'(1)'", f"w.yaml:3:14: '(1)' {NO_LETTER}"),
    ("trust", "Ποσοστό", f"w.yaml:3:14: 'Ποσοστό' {NO_LETTER}"),
    ("trust", '"a\\u200bb"', "w.yaml:3:14: a character that cannot be seen ('\\u200b') stands in it; delete it"),
    ("trust", "Trust 2017-18 Q1", f"w.yaml:3:14: 'Trust 2017-18 Q1' {PERIOD}"),
    ("trust", "Trust Apr-Jun 17", f"w.yaml:3:14: 'Trust Apr-Jun 17' {PERIOD}"),
    ("trust", "Trust Q1 2017", f"w.yaml:3:14: 'Trust Q1 2017' {PERIOD}"),
]

MEANING = "one heading has one meaning"
TWICE: list[Row] = [
    ("trust", "compliance", f"w.yaml:3:14: 'compliance' already stands for percentage at w.yaml:2:30; {MEANING}"),
    (
        "trust",
        "'ON TIME: rate'",
        f"w.yaml:3:14: 'ON TIME: rate' already stands for percentage at w.yaml:2:16; {MEANING}",
    ),
    (
        "trust",
        "Out-turn, Outturn",
        f"w.yaml:3:24: 'Outturn' already stands for percentage at targets/words.yaml:{line_of('outturn')}:7; {MEANING}",
    ),
    (
        "compliance",
        "On time rate",
        "w.yaml:2:30: 'On time rate' reads the same as the heading at w.yaml:2:16; keep one",
    ),
    ("trust", "CPA, cpa", "w.yaml:3:19: 'cpa' reads the same as the heading at w.yaml:3:14; keep one"),
]

SIGN = "has no sign in it; write one, or put it in brackets, like '[q]'"
FIGURE = "could be part of a figure; write a sign, or a letter in brackets, like '[q]'"
SYMBOLS: list[Row] = [
    *(
        ('"[q]"', written, f"w.yaml:5:3: '{text}' {why}")
        for written, text, why in [
            ("q", "q", SIGN),
            ("not known", "not known", SIGN),
            ("é", "é", SIGN),
            ("½", "½", SIGN),
            ("yes", "yes", SIGN),
            ("12", "12", FIGURE),
            ("'12'", "12", FIGURE),
            ("12.5%", "12.5%", FIGURE),
            ("..", "..", FIGURE),
            ("(5)", "(5)", FIGURE),
            ("'[12]'", "[12]", FIGURE),
            ("'-5'", "-5", FIGURE),
            ("–5%", "–5%", FIGURE),
            ("9*", "9*", FIGURE),
            ("'%*'", "%*", FIGURE),
            ("''", "", "is not a symbol; write 1 to 10 characters"),
            ("(withheld!)", "(withheld!)", "is not a symbol; write 1 to 10 characters"),
        ]
    ),
    ('"~"', "~", "w.yaml:6:3: ~ without quotes is read by YAML as nothing; write '~' in quotes"),
    ('"~"', "=", "w.yaml:6:3: = without quotes is read by YAML as a default value; write '=' in quotes"),
    (
        '"[q]"',
        "[q]",
        "w.yaml:5:3: a key must be a word or phrase; write what begins with a bracket in quotes, like '[q]'",
    ),
    ('"[q]"', '"[q\\e]"', "w.yaml:5:3: a character that cannot be seen ('\\x1b') stands in it; delete it"),
    ('"~"', '"[Q]"', "w.yaml:6:3: '[Q]' already stands for provisional at w.yaml:5:3; one symbol has one meaning"),
    (
        '"~": not available',
        '"[Q]": provisional',
        "w.yaml:6:3: '[Q]' reads the same as the symbol at w.yaml:5:3; keep one",
    ),
    ('"~"', '"[q]"', "w.yaml:6:3: '[q]' is given twice (first on line 5); keep one"),
    (
        "provisional",
        "provisonal",
        "w.yaml:5:10: 'provisonal' is nothing that a symbol can mean; did you mean 'provisional'?",
    ),
    ("provisional", "blank", f"w.yaml:5:10: 'blank' is nothing that a symbol can mean; write {MEANINGS}"),
    ("provisional", "stale", f"w.yaml:5:10: 'stale' is nothing that a symbol can mean; write {MEANINGS}"),
    ("provisional", "[x]", f"w.yaml:5:10: what stands here is nothing that a symbol can mean; write {MEANINGS}"),
    ("provisional", "", "w.yaml:5:9: '[q]' has no value; write one or take it out"),
]

FIXED = [
    ("[c]", "confidential"),
    ("[x]", "not available"),
    ("[z]", "not applicable"),
    ("[low]", "low"),
    ("[r]", "revised"),
    ("[p]", "provisional"),
    ("[e]", "estimated"),
    ("[f]", "forecast"),
    ("[b]", "break in series"),
    ("[u]", "unreliable"),
]
REDEFINED: list[Row] = [
    (
        '"~": not available',
        f'"{symbol}": noted',
        f"w.yaml:6:3: '{symbol}' means '{means}' in all official statistics, not 'noted'; write another symbol",
    )
    for symbol, means in [*FIXED, ("[C]", "confidential")]
]

SYMBOL_LINES = '  "[q]": provisional\n  "~": not available\n'
HEADING_LINES = "  percentage: [On-time rate, compliance]\n  provider: [trust]\n"
WHOLE: list[Row] = [
    (SYMBOL_LINES, "", "w.yaml:4:9: 'symbols' has no value; write one or take it out"),
    (f"\n{SYMBOL_LINES}", " {}\n", "w.yaml:4:10: 'symbols' is empty; it needs at least one entry"),
    (f"\n{SYMBOL_LINES}", " ['[q]']\n", f"w.yaml:4:10: {MAPPING}"),
    (HEADING_LINES, "", "w.yaml:1:10: 'headings' has no value; write one or take it out"),
    (f"\n{HEADING_LINES}", " {}\n", "w.yaml:1:11: 'headings' is empty; it needs at least one entry"),
    (f"\n{HEADING_LINES}", " [trust]\n", f"w.yaml:1:11: {MAPPING}"),
    (f"\n{HEADING_LINES}", " trust\n", f"w.yaml:1:11: {MAPPING}"),
]
ROWS = [*ROLE_KEYS, *HEADINGS, *TWICE, *SYMBOLS, *REDEFINED, *WHOLE]


@pytest.mark.parametrize(
    ("old", "new", "complaint"), ROWS, ids=[f"{old!r} becomes {new!r}"[:80] for old, new, _ in ROWS]
)
def test_one_fault_in_a_words_file(old: str, new: str, complaint: str) -> None:
    assert RIGHT.count(old) >= 1
    assert complaints(RIGHT.replace(old, new, 1)) == [complaint]


def test_every_complaint_comes_in_one_run_and_none_hides_another() -> None:
    text = RIGHT.replace("trust", "2017, compliance").replace('"~"', "q").replace("provisional", "prov")
    assert complaints(text) == [
        f"w.yaml:3:14: '2017' {NO_LETTER}",
        f"w.yaml:3:20: 'compliance' already stands for percentage at w.yaml:2:30; {MEANING}",
        f"w.yaml:5:10: 'prov' is nothing that a symbol can mean; write {MEANINGS}",
        f"w.yaml:6:3: 'q' {SIGN}",
    ]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("'~'", "~"), ("'*'", "*"), ("-", "-"), ("–", "–"), ("n/a", "n/a"), ("(p)", "(p)"), ("'[P2]'", "[p2]"),
        ("<5", "<5"), ("²", "²"), ("'[key]'", "[key]"), ("'[ note 1 ]'", "[ note 1 ]"), ("' † '", "†"), ("p*", "p*"),
    ],
)  # fmt: skip
def test_what_a_symbol_can_be(written: str, text: str) -> None:
    assert loaded(f"symbols:\n  {written}: noted\n").symbols == (Symbol(text=text, means=Flag.NOTED),)


@pytest.mark.parametrize(
    ("word", "means"),
    [
        ("revised", Flag.REVISED), ("provisional", Flag.PROVISIONAL), ("estimated", Flag.ESTIMATED),
        ("forecast", Flag.FORECAST), ("break in series", Flag.BREAK_IN_SERIES), ("unreliable", Flag.UNRELIABLE),
        ("noted", Flag.NOTED), ("not available", Reason.NOT_AVAILABLE), ("not applicable", Reason.NOT_APPLICABLE),
        ("confidential", Reason.CONFIDENTIAL), ("low", Reason.LOW),
    ],
)  # fmt: skip
def test_what_a_symbol_can_mean(word: str, means: Flag | Reason) -> None:
    assert loaded(f"symbols: {{'[q]': {word}}}\n").symbols == (Symbol(text="[q]", means=means),)


@pytest.mark.parametrize(("symbol", "means"), FIXED)
def test_a_fixed_symbol_may_be_declared_as_what_it_is(symbol: str, means: str) -> None:
    (declared,) = loaded(f"symbols: {{'{symbol}': {means}}}\n").symbols
    assert (declared.text, declared.means.value.replace("_", " ")) == (symbol, means)


def test_a_heading_is_kept_as_it_is_compared() -> None:
    assert added(loaded("headings: {title: ['  The \tMEASURE’s\u00a0full_name/(text) ']}\n")) == {
        "title": ("the measure s full name text",)
    }


def test_the_shipped_words_repeated_are_harmless() -> None:
    assert added(loaded(RIGHT.replace("trust", "CRC, Trust, Division"))) == {
        "percentage": ("on time rate", "compliance"),
        "provider": ("trust",),
    }
    assert words(load(SHIPPED)) == words(load())


@pytest.mark.parametrize("name", ["w.yaml", "d/w.yaml"])
def test_words_alone_go_with_everything_that_is_shipped(name: str) -> None:
    path = put(name, RIGHT)
    catalogue, shipped = load(path.parent if path.parent.name else path), load()
    assert (catalogue.measures, catalogue.providers) == (shipped.measures, shipped.providers)
    assert [each.path for each in catalogue.files] == [*(each.path for each in shipped.files), str(path)]
    assert catalogue.files[-1].sha256 == hashlib.sha256(RIGHT.encode()).hexdigest()


def test_a_folder_may_hold_everything_and_words_in_several_files() -> None:
    put("d/1.yaml", RIGHT)
    put("d/2.yaml", MEASURES)
    put("d/3.yaml", "headings: {percentage: [Compliance, kept]}\nsymbols: {'[Q]': provisional, '[s]': low}\n")
    put("d/4.yaml", PROVIDERS)
    catalogue = load(Path("d"))
    assert [measure.code for measure in catalogue.measures] == ["SL1"]
    assert [provider.name for provider in catalogue.providers] == ["South"]
    assert added(catalogue) == {"percentage": ("on time rate", "compliance", "kept"), "provider": ("trust",)}
    assert [(each.text, each.means) for each in catalogue.symbols] == [
        ("[q]", Flag.PROVISIONAL),
        ("~", Reason.NOT_AVAILABLE),
        ("[s]", Reason.LOW),
    ]
    names = [str(Path("d") / name) for name in ("2.yaml", "4.yaml", "1.yaml", "3.yaml")]
    assert [each.path for each in catalogue.files] == [*names[:2], "targets/words.yaml", *names[2:]]


def test_words_go_with_measures_and_the_shipped_providers() -> None:
    put("d/m.yaml", MEASURES)
    put("d/w.yaml", RIGHT)
    catalogue = load(Path("d"))
    assert [measure.code for measure in catalogue.measures] == ["SL1"]
    assert catalogue.providers == load().providers
    assert "trust" in words(catalogue)[Role.PROVIDER]


def test_measures_without_words_go_with_the_shipped_words() -> None:
    catalogue = load(put("m.yaml", MEASURES))
    assert catalogue.headings == load().headings
    assert [each.path for each in catalogue.files] == ["m.yaml", "targets/providers.yaml", "targets/words.yaml"]


def test_a_copy_of_the_shipped_words_is_listed_once_and_says_nothing_new() -> None:
    catalogue = load(put("w.yaml", SHIPPED.read_text("utf-8")))
    assert catalogue.headings == load().headings
    assert [each.path for each in catalogue.files][-2:] == ["targets/providers.yaml", "w.yaml"]


def test_words_and_providers_without_measures_are_not_enough() -> None:
    put("d/p.yaml", PROVIDERS)
    put("d/w.yaml", RIGHT)
    assert complaints_at(Path("d")) == [
        f"{Path('d') / 'p.yaml'}:1:1: no measures are declared; a target file has a list under 'measures'"
    ]


def test_two_words_files_must_not_contradict_each_other() -> None:
    a = put("d/a.yaml", RIGHT)
    b = put("d/b.yaml", "headings: {target: [Trust]}\nsymbols: {'[Q]': low}\n")
    assert complaints_at(Path("d")) == [
        f"{b}:1:21: 'Trust' already stands for provider at {a}:3:14; one heading has one meaning",
        f"{b}:2:11: '[Q]' already stands for provisional at {a}:5:3; one symbol has one meaning",
    ]


def test_words_and_measures_belong_in_two_files() -> None:
    assert complaints(MEASURES + RIGHT) == [
        "w.yaml:13:1: unknown key 'headings'; a file knows framework, title, rounding, decimals, suspended, measures",
        "w.yaml:16:1: unknown key 'symbols'; a file knows framework, title, rounding, decimals, suspended, measures",
    ]


def test_the_shipped_words() -> None:
    """Every role has headings, and no heading two roles: load() would complain, and so does this, by itself."""
    declared = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    given = [heading for headings in declared["headings"].values() for heading in headings]
    assert declared.keys() == {"headings"}
    assert list(declared["headings"]) == [role.value for role in Role]
    assert len(given) == len(set(given)) == 239
    assert {each.role.value: list(each.words) for each in load().headings} == declared["headings"]
    assert load().symbols == ()


def messages(document: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(words_schema()).iter_errors(document)]


def test_the_published_schema_is_a_json_schema() -> None:
    assert words_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(words_schema())


@pytest.mark.parametrize("text", [RIGHT, SHIPPED.read_text(encoding="utf-8")], ids=["invented", "shipped"])
def test_right_words_are_valid_by_the_published_schema(text: str) -> None:
    assert messages(yaml.safe_load(text)) == []


def refused_key(key: str) -> str:
    (pattern,) = words_schema()["properties"]["symbols"]["patternProperties"]
    return f"{key!r} does not match any of the regexes: {pattern!r}"


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ({}, "{} should be non-empty"),
        ({"words": {}}, "Additional properties are not allowed ('words' was unexpected)"),
        ({"headings": {}}, "{} should be non-empty"),
        ({"headings": {"percentage": []}}, "[] should be non-empty"),
        ({"headings": {"percentage": ["2017"]}}, "'2017' does not match '[A-Za-z%]'"),
        ({"headings": {"percentage": [1]}}, "1 is not of type 'string'"),
        ({"headings": {"colour": ["a"]}}, f"'colour' is not one of {ROLES.split(', ')}"),
        ({"symbols": {}}, "{} should be non-empty"),
        ({"symbols": {"[q]": "blank"}}, f"'blank' is not one of {MEANINGS.split(', ')}"),
        ({"symbols": {"q": "low"}}, refused_key("q")),
        ({"symbols": {"(5)": "low"}}, refused_key("(5)")),
        ({"symbols": {"9*": "low"}}, refused_key("9*")),
        ({"symbols": {"(withheld!)": "low"}}, refused_key("(withheld!)")),
    ],
)
def test_what_the_published_schema_refuses(document: Any, message: str) -> None:
    assert messages(document) == [message]


PIECES = ["'", '"', "\n", "  ", "- ", ": ", "{", "}", "[", "]", "#", "&a ", "*a", "!!int ", "~", "NO", "12", "(5)"]
PIECES += ["headings: ", "symbols: ", "measures: ", "[key]", "low", "rate", "2017-18 Q1", "\u2028", "½", "."]


@settings(deadline=None, max_examples=300)
@given(st.integers(0, len(RIGHT)), st.integers(0, 30), st.lists(st.sampled_from(PIECES), max_size=4).map("".join))
@example(RIGHT.index("provisional"), len("provisional"), "{'[key]': x}")
@example(RIGHT.index("[On"), len("[On-time rate, compliance]"), "{'[key]': x}")
def test_a_words_file_with_a_damaged_spot_loads_or_is_complained_about(start: int, length: int, piece: str) -> None:
    path = put("fuzz.yaml", RIGHT[:start] + piece + RIGHT[start + length :])
    try:
        catalogue = load(path)
    except WrongDeclarations as refused:
        assert refused.complaints  # noqa: PT017  (either outcome is right)
        assert all(str(each).startswith("fuzz.yaml:") for each in refused.complaints)  # noqa: PT017
    else:
        assert catalogue.measures

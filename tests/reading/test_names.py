"""Measures and providers by the names that spreadsheets use for them: matched whole or not at all."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from slcheck import catalogue
from slcheck.model import Framework, Report
from slcheck.reading.codes import looks_like_code
from slcheck.reading.names import Claim, Names
from slcheck.reading.providers import UnknownName, framework_named
from support import LONG, ROOT, TITLE, check, workbook

CATALOGUE = catalogue.load()
NAMES = Names(CATALOGUE)
CRC, NPS = Framework.CRC, Framework.NPS
SPELLINGS = [
    (Framework(provider["framework"]), provider["name"], spelling)
    for provider in yaml.safe_load((ROOT / "targets" / "providers.yaml").read_text(encoding="utf-8"))["providers"]
    for spelling in (provider["name"], *provider.get("spellings", ()))
]
OF_EACH = {CRC: "SCH9 SL001", NPS: "NPS SL001"}


def measure(text: str, evidence: Framework | None = None) -> str:
    label = NAMES.label(text)
    assert label is not None, text
    assert label.doubt is None, label.doubt
    return NAMES.measure(label, [Claim(evidence, "the sheet's name says")] if evidence else [], None).code


def provider(text: str) -> list[tuple[Framework, str]]:
    return [(each.framework, each.name) for each in NAMES.provider(text) or ()]


def read(tmp_path: Path, rows: list[list[Any]], sheet: str = "Sheet", name: str = "names.xlsx") -> Report:
    return check(workbook(tmp_path / name, {sheet: rows}))


def one_row(tmp_path: Path, code: str, whose: str, sheet: str = "Sheet", name: str = "names.xlsx") -> Report:
    return read(tmp_path, [LONG, [code, whose, "2017-18 Q1", 98, 100, None]], sheet, name)


def understood(report: Report) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Measure and provider of every finding; sentence and cell of every problem."""
    findings = [(each.observation.measure.code, each.observation.provider) for each in report.findings]
    return findings, [(each.message, str(each.place).rpartition(" ")[2]) for each in report.problems]


@pytest.mark.parametrize("code", [each.code for each in CATALOGUE.measures])
def test_every_declared_code_is_known_in_full_in_any_case_and_with_its_description(code: str) -> None:
    for text in (
        code,
        code.lower(),
        code.replace(" ", "-"),
        f"{code} – Seen in time",
        f"{code}: Seen",
        f"{code} Seen in time",
    ):
        assert measure(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SCH9 SL001", "SCH9 SL001"),
        ("SCH 9 SL001", "SCH9 SL001"),
        ("SCH9SL001", "SCH9 SL001"),
        ("sch9 sl 001", "SCH9 SL001"),
        ("SCH9 SL-001", "SCH9 SL001"),
        ("CRC SL001", "SCH9 SL001"),
        ("crc sch9 sl001", "SCH9 SL001"),
        ("NPS SL001", "NPS SL001"),
        ("NPS_SL001", "NPS SL001"),
        ("SCH9 SL001R", "SCH9 SL001R"),
        ("SCH9 SL001r – People seen", "SCH9 SL001R"),
        ("SCH9 SL001 People seen", "SCH9 SL001"),
        ("SCH9 SL001 – A plan is made", "SCH9 SL001"),
        ("SCH9 SL001 (seen in time)", "SCH9 SL001"),
        ("SCH9 SL009A", "SCH9 SL009a"),
        ("NPS SL009T", "NPS SL009T"),
        ("SCH9 AB", "SCH9 AB"),
        ("SCH9 AB – Plans", "SCH9 AB"),
        ("SCH9 SL001* – Seen", "SCH9 SL001"),
        ("SCH9 SL001 [note 2]", "SCH9 SL001"),
    ],
)
def test_a_code_that_says_its_framework_needs_no_evidence(text: str, code: str) -> None:
    assert measure(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "SL099", "SCH9 SL099", "SCH9 SL001X", "SCH9 SL0011", "SCH9 SL009", "NPS SL003", "NPS SL009a",
        "SCH9 SL0O1", "SCH9 SL001/2", "SCH9 SL001 R", "SCH9 SL001 (R)", "SCH9 ABC", "NPS SCH9 SL001",
        "SCH9 SL001-R", "SCH9 SL001.1", "SCH9 SL001, SL002", "SCH9 SL001 (revised)", "SCH9 SL001 – revised",
        "SCH9 SL001 revised", "SCH9 SL001 – R", "SCH9 SL001 2", "SCH9 SL001+2", "SCH9 SL001?",
        "Total", "97%", "Sales", "XSL001", "SL", "",
    ],
)  # fmt: skip
def test_a_label_that_is_not_wholly_a_declared_code_is_none(text: str) -> None:
    assert NAMES.label(text) is None


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("SCH9 SL001 – as SL002", "another code"),
        ("SCH9 SL001 & SL002", "another code"),
        ("SCH9 SL001 – replaces SCH9 AB", "another code"),
        ("SCH9 SL001 – 2016-17 Q4", "a period"),
        ("SCH9 SL001 – Seen, January to March 2017", "a period"),
        ("SCH9 SL001 – Seen, April to August 2017", "a period"),
        ("SCH9 SL001 – Seen (year to date)", "a period"),
        ("SCH9 SL001 YTD", "a period"),
        ("SCH9 SL001 – Cumulative", "a period"),
        ("SCH9 SL001 – Essex", "a provider"),
        ("SCH9 SL001: Merseyside CRC", "a provider"),
    ],
)
def test_a_label_whose_words_are_about_something_else_is_refused(tmp_path: Path, text: str, what: str) -> None:
    sentence = f"'{text}' names {what} behind its code; give that a column or a row of its own"
    label = NAMES.label(text)
    assert label is not None
    assert label.doubt == sentence
    report = read(tmp_path, [[TITLE], ["Measure", "Rating"], [text, "98%"]])
    assert understood(report) == ([], [(sentence, "A3")])


@pytest.mark.parametrize("text", ["SCH9 SL001-R", "SCH9 SL001.1", "SCH9 SL001, SL002", "SCH9 SL001 (revised)"])
def test_a_code_that_goes_on_is_an_error_and_never_the_shorter_code(tmp_path: Path, text: str) -> None:
    report = read(tmp_path, [[TITLE], ["Measure", "Rating"], [text, "98%"]])
    findings, ((sentence, cell),) = understood(report)
    assert not findings
    assert sentence.startswith(f"'{text}' starts with no declared code; ")
    assert cell == "A3"


@pytest.mark.parametrize(
    ("text", "markers"),
    [
        ("SCH9 SL001* – Seen", ("*",)),
        ("SCH9 SL001 – Seen †", ("†",)),
        ("SCH9 SL001 [p] – Seen [note 1]", ("[p]", "[note 1]")),
        ("SCH9 SL001 – Seen * in time", ("*",)),
    ],
)
def test_the_markers_of_a_label_are_kept(text: str, markers: tuple[str, ...]) -> None:
    label = NAMES.label(text)
    assert label is not None
    assert label.markers == markers


@pytest.mark.parametrize(
    ("code", "evidence", "meant"),
    [
        ("SL001", CRC, "SCH9 SL001"),
        ("SL001", NPS, "NPS SL001"),
        ("SL015", CRC, "SCH9 SL015"),
        ("SL015", NPS, "NPS SL015"),
        ("SL009a", CRC, "SCH9 SL009a"),
        ("AB", CRC, "SCH9 AB"),
        ("SL009", NPS, "NPS SL009"),
        ("sl 006r", CRC, "SCH9 SL006R"),
        ("SL006R", NPS, "NPS SL006R"),
        ("SCH9 SL001", CRC, "SCH9 SL001"),
    ],
)
def test_a_bare_code_is_of_the_framework_beside_it(code: str, evidence: Framework, meant: str) -> None:
    assert measure(code, evidence) == meant


@pytest.mark.parametrize(
    ("code", "evidence", "sentence"),
    [
        ("SL001", None, "'SL001' does not say whether it is CRC or NPS; write SCH9 SL001 or NPS SL001"),
        ("SL006R", None, "'SL006R' does not say whether it is CRC or NPS; write SCH9 SL006R or NPS SL006R"),
        ("SL003R", None, "'SL003R' does not say whether it is CRC or NPS; write NPS SL003R"),
        ("SL003R", CRC, "'SL003R' is not declared for the CRC, but the sheet's name says CRC"),
        ("SL009a", NPS, "'SL009a' is not declared for the NPS, but the sheet's name says NPS"),
        ("SCH9 SL001", NPS, "'SCH9 SL001' is a code of the CRC, but the sheet's name says NPS"),
        ("NPS SL001", CRC, "'NPS SL001' is a code of the NPS, but the sheet's name says CRC"),
    ],
)
def test_a_code_that_could_be_either_or_is_contradicted_is_refused(
    code: str, evidence: Framework | None, sentence: str
) -> None:
    with pytest.raises(UnknownName) as caught:
        measure(code, evidence)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("code", "claims", "weak", "meant"),
    [
        ("SL001", [], CRC, "SCH9 SL001"),
        ("SL001", [NPS], CRC, "NPS SL001"),  # a sheet's name counts more than a title
        ("SCH9 SL001", [], NPS, "SCH9 SL001"),  # a title does not contradict a code that says its framework
        ("SL001", [CRC, CRC], None, "SCH9 SL001"),
    ],
)
def test_a_weak_claim_settles_what_nothing_else_says(
    code: str, claims: list[Framework], weak: Framework | None, meant: str
) -> None:
    label = NAMES.label(code)
    assert label is not None
    strong = [Claim(each, "A1 says") for each in claims]
    assert NAMES.measure(label, strong, Claim(weak, "a title says") if weak else None).code == meant


@pytest.mark.parametrize(
    ("code", "weak", "sentence"),
    [
        ("SL001", None, "'SL001': A2 says NPS but the sheet's name says CRC; correct one of them"),
        ("SL001", CRC, "'SL001': A2 says NPS but the sheet's name says CRC; correct one of them"),
        ("SCH9 SL001", None, "'SCH9 SL001': A2 says NPS but the sheet's name says CRC; correct one of them"),
    ],
)
def test_claims_that_contradict_each_other_are_refused(code: str, weak: Framework | None, sentence: str) -> None:
    label = NAMES.label(code)
    assert label is not None
    claims = [Claim(CRC, "the sheet's name says"), Claim(NPS, "A2 says")]
    with pytest.raises(UnknownName) as caught:
        NAMES.measure(label, claims, Claim(weak, "a title says") if weak else None)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("SCH9 SL001X", "'SCH9 SL001X' starts with no declared code; did you mean SCH9 SL001?"),
        ("SCH9 SL009 – Sex", "'SCH9 SL009 – Sex' starts with no declared code; did you mean SCH9 SL009a?"),
        ("NPS SL003 – Seen", "'NPS SL003 – Seen' starts with no declared code; did you mean NPS SL003R?"),
    ],
)
def test_an_unknown_code_is_answered_with_the_nearest_one(text: str, sentence: str) -> None:
    assert NAMES.unknown_measure(text) == sentence


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("SL001", True),
        ("sl099 – gone", True),
        ("SL O1", True),
        ("SCH9 ZZ", True),
        ("NPS AB", True),
        ("CRC SL1", True),
        ("Sales", False),
        ("NPS", False),
        ("Total", False),
    ],
)
def test_what_looks_like_a_code_is_never_taken_for_words(text: str, like: bool) -> None:
    assert looks_like_code(text) is like


@pytest.mark.parametrize(
    ("text", "framework"),
    [
        ("CRC", CRC),
        ("CRCs Q1", CRC),
        ("Figure 8: Community Rehabilitation Companies", CRC),
        ("Schedule 9", CRC),
        ("sch9", CRC),
        ("performance_nps_q1", NPS),
        ("National Probation Service", NPS),
        ("CRC and NPS", None),
        ("CRC (excluding Wales)", None),
        ("All but not the NPS", None),
        ("Prepared for the NPS", None),
        ("Return prepared by the CRC", None),
        ("CRC versus last year", None),
        ("Crcket", None),
        ("Sheet1", None),
    ],
)
def test_a_name_says_one_framework_or_none(text: str, framework: Framework | None) -> None:
    assert framework_named(text) is framework


@pytest.mark.parametrize(("framework", "name", "spelling"), SPELLINGS)
def test_every_declared_spelling_names_its_provider(framework: Framework, name: str, spelling: str) -> None:
    for text in (spelling, spelling.upper(), f"  {spelling.lower()} "):
        assert (framework, name) in provider(text)
        assert {found for _, found in provider(text)} == {name}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Cumbria & Lancashire", [(CRC, "Cumbria and Lancashire")]),
        ("Lancashire and Cumbria", [(CRC, "Cumbria and Lancashire")]),
        ("Lancashire / Cumbria", [(CRC, "Cumbria and Lancashire")]),
        ("Sussex, Kent & Surrey CRC", [(CRC, "Kent, Surrey and Sussex")]),
        ("The Durham Tees Valley CRC", [(CRC, "Durham Tees Valley")]),
        ("Eastern and South East", [(NPS, "South East and Eastern")]),
        ("Northumbria *", [(CRC, "Northumbria")]),
        ("Wales", [(CRC, "Wales"), (NPS, "Wales")]),
        ("London", [(CRC, "London"), (NPS, "London")]),
        ("Wales CRC", [(CRC, "Wales")]),
        ("NPS Wales", [(NPS, "Wales")]),
        ("London CRC", [(CRC, "London")]),
        ("NPS London", [(NPS, "London")]),
        ("National", []),
        ("England & Wales", []),
        ("All CRCs", []),
    ],
)
def test_a_provider_by_other_words(text: str, meant: list[tuple[Framework, str]]) -> None:
    assert provider(text) == meant


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Northumbia", "'Northumbia' is no declared provider; did you mean Northumbria?"),
        (
            "Kent, Surry & Sussex",
            "'Kent, Surry & Sussex' is no declared provider; did you mean Kent, Surrey and Sussex?",
        ),
        (
            "Borsetshire",
            "'Borsetshire' is no declared provider; correct it, or add the spelling to a providers file of your own",
        ),
        ("Total", "'Total' is no provider; write National if the figure covers the whole country"),
        ("Average", "'Average' is no provider; write National if the figure covers the whole country"),
        ("Kent", "'Kent' is no declared provider; correct it, or add the spelling to a providers file of your own"),
        (
            "North West CRC",
            "'North West CRC' is no declared provider; did you mean North West and North East?",
        ),
    ],
)
def test_a_provider_that_is_not_declared_is_refused_with_the_nearest_one(text: str, sentence: str) -> None:
    with pytest.raises(UnknownName) as caught:
        NAMES.provider(text)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("code", "whose", "sheet", "meant"),
    [
        ("SL001", "Northumbria", "Sheet", ("SCH9 SL001", "Northumbria")),
        ("SL001", "North East", "Sheet", ("NPS SL001", "North East")),
        ("SL001", "Wales CRC", "Sheet", ("SCH9 SL001", "Wales")),
        ("SL001", "NPS Wales", "Sheet", ("NPS SL001", "Wales")),
        ("SL001", "Wales", "CRC", ("SCH9 SL001", "Wales")),
        ("SL001", "Wales", "NPS Q1", ("NPS SL001", "Wales")),
        ("SCH9 SL001", "London", "Sheet", ("SCH9 SL001", "London")),
        ("NPS SL001", "London", "Sheet", ("NPS SL001", "London")),
        ("SL001", "National", "CRC", ("SCH9 SL001", "National")),
        ("SL001", "All CRCs", "Sheet", ("SCH9 SL001", "National")),
        ("SL001", "NPS national", "Sheet", ("NPS SL001", "National")),
        ("NPS SL001", "England and Wales", "Sheet", ("NPS SL001", "National")),
    ],
)
def test_provider_and_sheet_say_which_framework_a_bare_code_is_of(
    tmp_path: Path, code: str, whose: str, sheet: str, meant: tuple[str, str]
) -> None:
    assert understood(one_row(tmp_path, code, whose, sheet)) == ([meant], [])


@pytest.mark.parametrize(
    ("code", "whose", "sheet", "cell", "sentence"),
    [
        ("SL001", "Wales", "Sheet", "A2", "'SL001' does not say whether it is CRC or NPS; "
         "write SCH9 SL001 or NPS SL001"),
        ("SCH9 SL001", "NPS Wales", "Sheet", "A2", "'SCH9 SL001' is a code of the CRC, but 'NPS Wales' is a provider "
         "of the NPS"),
        ("NPS SL001", "Northumbria", "Sheet", "A2", "'NPS SL001' is a code of the NPS, but 'Northumbria' is a provider "
         "of the CRC"),
        ("SL001", "Northumbria", "NPS", "A2", "'SL001': 'Northumbria' is a provider of the CRC but the sheet's name "
         "says NPS; correct one of them"),
        ("SL001", "All CRCs", "NPS", "A2", "'SL001': 'All CRCs' is about the CRC but the sheet's name says NPS; "
         "correct one of them"),
        ("SCH9 SL001", "All NPS", "Sheet", "A2", "'SCH9 SL001' is a code of the CRC, but 'All NPS' is about the NPS"),
        ("SCH9 SL001", "Wales", "NPS", "A2", "'SCH9 SL001' is a code of the CRC, but the sheet's name says NPS"),
        ("SL009a", "NPS London", "Sheet", "A2", "'SL009a' is not declared for the NPS, but 'NPS London' is a provider "
         "of the NPS"),
        ("SCH9 SL001", "Northumbia", "Sheet", "B2", "'Northumbia' is no declared provider; did you mean Northumbria?"),
    ],
)  # fmt: skip
def test_a_code_and_a_provider_that_do_not_fit_are_an_error_in_their_cell(
    tmp_path: Path, code: str, whose: str, sheet: str, cell: str, sentence: str
) -> None:
    assert understood(one_row(tmp_path, code, whose, sheet)) == ([], [(sentence, cell)])


@pytest.mark.parametrize(
    ("framework", "code", "whose", "findings", "problems"),
    [
        ("CRC", "SL001", "Wales", [("SCH9 SL001", "Wales")], []),
        ("NPS", "SL001", "Wales", [("NPS SL001", "Wales")], []),
        ("National Probation Service", "SL017", "London", [("NPS SL017", "London")], []),
        ("NPS", "SCH9 SL001", "Wales", [], [("'SCH9 SL001' is a code of the CRC, but A2 says NPS", "B2")]),
        ("CRC", "SL001", "North East", [], [("'SL001': 'North East' is a provider of the NPS but A2 says CRC; "
         "correct one of them", "B2")]),
        ("Other", "SCH9 SL001", "Wales", [], [("'Other' names neither CRC nor NPS; write one of them", "A2")]),
    ],
)  # fmt: skip
def test_a_framework_column_is_believed_and_held_to_the_rest_of_its_row(
    tmp_path: Path,
    framework: str,
    code: str,
    whose: str,
    findings: list[tuple[str, str]],
    problems: list[tuple[str, str]],
) -> None:
    heading = ["Framework", "Measure", "Provider", "Quarter", "Percentage"]
    report = read(tmp_path, [heading, [framework, code, whose, "2017-18 Q1", "98%"]])
    assert understood(report) == (findings, problems)


@pytest.mark.parametrize(
    ("title", "sheet", "name", "meant"),
    [
        (f"Community Rehabilitation Companies. {TITLE}", "Sheet", "a.xlsx", "SCH9 SL001"),
        (f"National Probation Service: {TITLE}", "Sheet", "a.xlsx", "NPS SL001"),
        (TITLE, "NPS", "a.xlsx", "NPS SL001"),
        (TITLE, "Sheet", "nps-return.xlsx", "NPS SL001"),
        (TITLE, "Sheet", "CRC_return.xlsx", "SCH9 SL001"),
        (f"CRC {TITLE}", "Sheet", "nps-return.xlsx", "SCH9 SL001"),
        (f"CRC {TITLE}", "NPS", "a.xlsx", "NPS SL001"),  # the sheet's name stands nearer than a title
    ],
)
def test_title_sheet_and_file_say_which_framework_a_bare_code_is_of(
    tmp_path: Path, title: str, sheet: str, name: str, meant: str
) -> None:
    report = read(tmp_path, [[title], ["Measure", "Rating"], ["SL001", "98%"]], sheet, name)
    assert understood(report) == ([(meant, "National")], [])


def test_the_same_code_means_two_things_on_two_sheets(tmp_path: Path) -> None:
    rows = [[TITLE], ["Measure", "Rating"], ["SL001", "98%"]]
    report = check(workbook(tmp_path / "both.xlsx", {"CRC": rows, "NPS": rows}))
    found = {(each.observation.origin.sheet, each.observation.measure.code) for each in report.findings}
    assert found == {("CRC", "SCH9 SL001"), ("NPS", "NPS SL001")}


@pytest.mark.parametrize(
    ("sheet", "title", "whose"),
    [
        ("Merseyside", TITLE, "Merseyside"),
        ("Sheet", "Provider: Merseyside CRC", "Merseyside"),
        ("Sheet", "Essex", "Essex"),
    ],
)
def test_a_sheet_or_title_that_is_a_provider_names_it_for_the_whole_table(
    tmp_path: Path, sheet: str, title: str, whose: str
) -> None:
    rows = [[title], [TITLE], ["Measure", "Rating"], ["SL001", "98%"]]
    assert understood(read(tmp_path, rows, sheet)) == ([("SCH9 SL001", whose)], [])


@pytest.mark.parametrize(
    ("above", "sheet", "name", "named"),
    [
        ([], "Merseyside Q1", "a.xlsx", "Merseyside Q1"),
        (["Performance of Merseyside"], "Sheet", "a.xlsx", "Performance of Merseyside"),
        (["Figures for CRCs in Wales"], "Sheet", "a.xlsx", "Figures for CRCs in Wales"),
        (["All providers except Essex"], "Sheet", "a.xlsx", "All providers except Essex"),
        ([], "Sheet", "merseyside-return.xlsx", "merseyside-return"),
    ],
)
def test_a_provider_among_other_words_leaves_it_undecided_whose_figures_they_are(
    tmp_path: Path, above: list[str], sheet: str, name: str, named: str
) -> None:
    rows = [[text] for text in [*above, TITLE]] + [["Measure", "Rating"], ["SCH9 SL001", "98%"]]
    report = read(tmp_path, rows, sheet, name)
    assert not report.findings
    assert [(each.kind, each.message) for each in report.problems] == [
        (
            "unknown_provider",
            f"1 figure from row {len(rows)} on cannot be used: '{named}' names a provider among other words; "
            "name it alone in a title row, or in a column headed Provider",
        )
    ]


@pytest.mark.parametrize(
    ("above", "why"),
    [
        (["Provider:"], "'Provider:' is not followed by a declared provider; name one"),
        (
            ["Essex", "Merseyside"],
            "Essex and Merseyside are both named; let the sheet name one, or give each row its provider",
        ),
    ],
)
def test_a_title_that_should_name_a_provider_and_names_none_or_two_is_refused(
    tmp_path: Path, above: list[str], why: str
) -> None:
    rows = [[text] for text in [*above, TITLE]] + [["Measure", "Rating"], ["SCH9 SL001", "98%"]]
    report = read(tmp_path, rows)
    assert not report.findings
    assert [each.message for each in report.problems] == [f"1 figure from row {len(rows)} on cannot be used: {why}"]


@pytest.mark.parametrize("title", ["Merseyside and others", "Provider: Borsetshire", "All providers except Essex"])
def test_rows_that_name_their_provider_are_not_held_to_a_title(tmp_path: Path, title: str) -> None:
    rows = [[title], LONG, ["SCH9 SL001", "London", "2017-18 Q1", 98, 100, None]]
    assert understood(read(tmp_path, rows)) == ([("SCH9 SL001", "London")], [])


@pytest.mark.parametrize("title", ["Performance in England and Wales", "National", "CRC England and Wales", "Londoner"])
def test_the_whole_country_is_no_provider_among_other_words(tmp_path: Path, title: str) -> None:
    rows = [[title], [TITLE], ["Measure", "Rating"], ["SCH9 SL001", "98%"]]
    assert understood(read(tmp_path, rows)) == ([("SCH9 SL001", "National")], [])

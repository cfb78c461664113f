"""The shipped declarations: what the Inspectorate printed, who is held to it, and from when."""

import csv
import hashlib
from collections.abc import Callable
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from slcheck.catalogue import load, providers_schema, targets_schema
from slcheck.model import Direction, Framework, Kind, Measure, NoTarget, Reason, Rounding, Target
from slcheck.quarter import Quarter
from support import ROOT, SAMPLES

FIGURES = {"8": Framework.CRC, "9": Framework.NPS}
with (SAMPLES / "source" / "hmip-2017-figures-8-9.csv").open(encoding="utf-8", newline="") as stream:
    PRINTED = [
        (FIGURES[row["figure"]], row["code"], row["rating_as_printed"], row["target_as_printed"])
        for row in csv.DictReader(stream)
    ]
LATER = {
    (Framework.CRC, "SCH9 AK"): "No published target for this later measure is known, "
    "and it takes over from no earlier measure.",
    (Framework.CRC, "SCH9 SL001R"): "No published target for this revised measure is known; "
    "that of SCH9 SL001 is not carried over because the definition changed.",
    (Framework.CRC, "SCH9 SL002R"): "No published target for this revised measure is known; "
    "that of SCH9 SL002 is not carried over because the definition changed.",
    (Framework.CRC, "SCH9 SL006R"): "No published target for this revised measure is known; "
    "that of SCH9 SL006 is not carried over because the definition changed.",
    (Framework.NPS, "NPS SL009T"): "No published target for this later measure is known; "
    "that of NPS SL009 is not carried over because the definition changed.",
}
STARTS = {Framework.CRC: "2016-17 Q4", Framework.NPS: "2017-18 Q1"}
OTHER_STARTS = {
    "SCH9 SL008": "2015-16 Q3",
    "NPS SL018": "2015-16 Q3",
    "NPS SL023": "2016-17 Q3",
    "NPS SL017": "2016-17 Q4",
    "NPS SL021": "2016-17 Q4",
}
PRINTED_QUARTER = Quarter(2017, 1)

CATALOGUE = load()
MEASURES = {measure.key: measure for measure in CATALOGUE.measures}
codes = pytest.mark.parametrize(
    ("framework", "code", "printed"),
    [(framework, code, target) for framework, code, _, target in PRINTED],
    ids=[code for _, code, _, _ in PRINTED],
)


def only_target(measure: Measure) -> Target:
    (target,) = measure.targets
    return target


def test_the_print_holds_21_measures_of_each_framework() -> None:
    assert [framework for framework, *_ in PRINTED] == [Framework.CRC] * 21 + [Framework.NPS] * 21


def test_every_printed_code_is_declared_and_besides_them_only_the_later_ones() -> None:
    assert len(CATALOGUE.measures) == 47
    assert set(MEASURES) == {(framework, code) for framework, code, _, _ in PRINTED} | set(LATER)


@codes
def test_the_level_is_the_one_printed(framework: Framework, code: str, printed: str) -> None:
    target = only_target(MEASURES[framework, code])
    assert f"{target.level}%" == printed
    assert target.end is None


@codes
def test_the_target_starts_where_its_source_allows(framework: Framework, code: str, printed: str) -> None:
    target = only_target(MEASURES[framework, code])
    assert str(target.start) == OTHER_STARTS.get(code, STARTS[framework])
    figure = {Framework.CRC: 8, Framework.NPS: 9}[framework]
    assert target.source.startswith(f"HMI Probation annual report 2017, figure {figure}; ")


@codes
def test_the_printed_target_is_in_force_in_the_printed_quarter(framework: Framework, code: str, printed: str) -> None:
    target = MEASURES[framework, code].target_in(PRINTED_QUARTER)
    assert isinstance(target, Target)
    assert target.level == Decimal(printed.removesuffix("%"))


@pytest.mark.parametrize(
    ("code", "quarter"),
    [
        # one star in the print: the figure is that of January to March 2017; two stars: October to December 2016
        ("SCH9 AB", "2016-17 Q4"),
        ("NPS SL017", "2016-17 Q4"),
        ("NPS SL021", "2016-17 Q4"),
        ("NPS SL023", "2016-17 Q3"),
    ],
)
def test_a_figure_that_was_carried_forward_has_a_target_in_its_own_quarter(code: str, quarter: str) -> None:
    (framework, rating), *more = [(row[0], row[2]) for row in PRINTED if row[1] == code]
    assert not more
    assert rating.endswith({"2016-17 Q4": " *", "2016-17 Q3": " **"}[quarter])
    assert isinstance(MEASURES[framework, code].target_in(Quarter.parse(quarter)), Target)


def test_every_starred_figure_of_the_print_was_looked_at() -> None:
    assert [code for _, code, rating, _ in PRINTED if "*" in rating] == [
        "SCH9 AB",
        "NPS SL017",
        "NPS SL021",
        "NPS SL023",
    ]


def test_before_its_first_quarter_a_target_is_not_in_force() -> None:
    assert MEASURES[Framework.NPS, "NPS SL001"].target_in(Quarter(2016, 4)) == NoTarget(
        reason=Reason.BEFORE_FIRST_TARGET, sentence="The first declared target applies from 2017-18 Q1.", line=22
    )


@pytest.mark.parametrize(("year", "number"), [(2020, 1), (2020, 2), (2020, 3), (2020, 4)])
def test_in_2020_21_no_figure_is_held_against_a_target(year: int, number: int) -> None:
    sentence = "Figures of 2020-21 were published as management information only."
    for measure in CATALOGUE.measures:
        assert measure.target_in(Quarter(year, number)) == NoTarget(
            reason=Reason.SUSPENDED, sentence=sentence, line=suspension_line(measure)
        )


@codes
def test_beside_2020_21_the_target_is_in_force(framework: Framework, code: str, printed: str) -> None:
    for quarter in (Quarter(2019, 4), Quarter(2021, 1)):
        assert isinstance(MEASURES[framework, code].target_in(quarter), Target)


def suspension_line(measure: Measure) -> int:
    lines = (ROOT / measure.file).read_text(encoding="utf-8").splitlines()
    return lines.index("suspended:") + 2


def test_nothing_is_declared_that_no_source_says() -> None:
    assert {
        (measure.rounding, measure.decimals, measure.not_judged, target.expectation, target.bands)
        for measure in CATALOGUE.measures
        for target in measure.targets
    } == {(Rounding.EXACT, 1, None, None, ())}


@pytest.mark.parametrize("key", LATER, ids=[code for _, code in LATER])
def test_a_later_measure_has_no_target_and_says_why(key: tuple[Framework, str]) -> None:
    assert MEASURES[key].targets == ()
    assert MEASURES[key].target_in(Quarter(2019, 4)) == NoTarget(
        reason=Reason.NONE_DECLARED, sentence=LATER[key], line=MEASURES[key].line
    )


def test_what_replaces_what() -> None:
    assert {measure.code: measure.replaces for measure in CATALOGUE.measures if measure.replaces} == {
        "SCH9 SL001R": "SCH9 SL001",
        "SCH9 SL002R": "SCH9 SL002",
        "SCH9 SL006R": "SCH9 SL006",
        "NPS SL009T": "NPS SL009",
    }


def test_lettered_measures_are_assurance_metrics_and_the_others_service_levels() -> None:
    metrics = [measure.code for measure in CATALOGUE.measures if measure.kind is Kind.ASSURANCE_METRIC]
    assert metrics == ["SCH9 AA", "SCH9 AB", "SCH9 AC", "SCH9 AD", "SCH9 AE", "SCH9 AF", "SCH9 AK"]


def test_more_is_better_everywhere_and_no_tolerance_is_assumed() -> None:
    assert {(measure.direction, measure.near) for measure in CATALOGUE.measures} == {(Direction.AT_LEAST, None)}


def test_each_code_is_written_with_the_prefix_of_its_framework() -> None:
    prefixes = {Framework.CRC: "SCH9 ", Framework.NPS: "NPS "}
    assert [m.code for m in CATALOGUE.measures if not m.code.startswith(prefixes[m.framework])] == []


@pytest.mark.parametrize("name", ["crc-sch9.yaml", "nps-sl.yaml"])
def test_a_measure_and_its_target_know_their_lines(name: str) -> None:
    lines = (ROOT / "targets" / name).read_text(encoding="utf-8").splitlines()
    measures = [measure for measure in CATALOGUE.measures if measure.file == f"targets/{name}"]
    assert len(measures) == {"crc-sch9.yaml": 25, "nps-sl.yaml": 22}[name]
    for measure in measures:
        assert lines[measure.line - 1] == f"  - code: {measure.code}"
        for target in measure.targets:
            assert f"{{from: {target.start}, level: {target.level}%," in lines[target.line - 1]


def test_the_files_are_listed_with_their_hashes() -> None:
    assert [(file.path, file.sha256) for file in CATALOGUE.files] == [
        (f"targets/{name}", hashlib.sha256((ROOT / "targets" / name).read_bytes()).hexdigest())
        for name in ("crc-sch9.yaml", "nps-sl.yaml", "providers.yaml", "words.yaml")
    ]


def test_naming_the_folder_declares_the_same() -> None:
    named = load(ROOT / "targets")
    assert [(m.key, m.targets) for m in named.measures] == [(m.key, m.targets) for m in CATALOGUE.measures]
    assert (named.providers, named.headings) == (CATALOGUE.providers, CATALOGUE.headings)


CRCS = [
    "Northumbria",
    "Cumbria and Lancashire",
    "Durham Tees Valley",
    "Humberside, Lincolnshire and North Yorkshire",
    "West Yorkshire",
    "Merseyside",
    "Cheshire and Greater Manchester",
    "Derbyshire, Leicestershire, Nottinghamshire and Rutland",
    "South Yorkshire",
    "Wales",
    "Staffordshire and West Midlands",
    "Warwickshire and West Mercia",
    "Bedfordshire, Northamptonshire, Cambridgeshire and Hertfordshire",
    "Norfolk and Suffolk",
    "Bristol, Gloucestershire, Somerset and Wiltshire",
    "Thames Valley",
    "London",
    "Essex",
    "Dorset, Devon and Cornwall",
    "Hampshire and Isle of Wight",
    "Kent, Surrey and Sussex",
]
DIVISIONS = [
    "North West",
    "North East",
    "Wales",
    "Midlands",
    "South West and South Central",
    "South East and Eastern",
    "London",
]


@pytest.mark.parametrize(
    ("framework", "names", "how_many"),
    [(Framework.CRC, CRCS, 21), (Framework.NPS, DIVISIONS, 7)],
    ids=["21 CRCs", "7 NPS divisions"],
)
def test_who_is_held_to_the_targets(framework: Framework, names: list[str], how_many: int) -> None:
    declared = [provider.name for provider in CATALOGUE.providers if provider.framework is framework]
    assert declared == names
    assert len(set(declared)) == how_many


def test_every_provider_lies_in_a_division_and_every_division_in_itself() -> None:
    assert {provider.division for provider in CATALOGUE.providers if provider.framework is Framework.CRC} == set(
        DIVISIONS
    )
    assert [provider.division for provider in CATALOGUE.providers if provider.framework is Framework.NPS] == DIVISIONS


def test_every_crc_has_an_owner() -> None:
    owners = {provider.owner for provider in CATALOGUE.providers if provider.framework is Framework.CRC}
    assert owners == {
        "Achieving Real Change in Communities CIC",
        "EOS Works Ltd",
        "MTCnovo",
        "Purple Futures",
        "Reducing Reoffending Partnership",
        "Seetec",
        "Sodexo Justice Services with Nacro",
        "Working Links",
    }


def shipped(name: str) -> Any:
    return yaml.safe_load((ROOT / "targets" / name).read_text(encoding="utf-8"))


def messages(schema: dict[str, Any], document: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(schema).iter_errors(document)]


def changed(path: tuple[str | int, ...], value: Any) -> Any:
    """The shipped CRC file with ``value`` at ``path`` of its first measure."""
    document = shipped("crc-sch9.yaml")
    node = document["measures"][0]
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = deepcopy(value)
    return document


@pytest.mark.parametrize("schema", [targets_schema, providers_schema])
def test_the_published_schema_is_a_json_schema(schema: Callable[[], dict[str, Any]]) -> None:
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize(
    ("name", "schema"),
    [("crc-sch9.yaml", targets_schema), ("nps-sl.yaml", targets_schema), ("providers.yaml", providers_schema)],
)
def test_what_is_shipped_is_valid_by_the_published_schema(name: str, schema: Callable[[], dict[str, Any]]) -> None:
    assert messages(schema(), shipped(name)) == []


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("targets", 0, "level"), 0.97, "0.97 is not of type 'string'"),
        (("targets", 0, "level"), 97, "97 is not of type 'string'"),
        (("targets", 0, "level"), "0.97", "'0.97' does not match '^(100(\\\\.0+)?|[0-9]{1,2}(\\\\.[0-9]{1,10})?)%$'"),
        (("targets", 0, "level"), "97 %", "'97 %' does not match '^(100(\\\\.0+)?|[0-9]{1,2}(\\\\.[0-9]{1,10})?)%$'"),
        (("targets", 0, "from"), "2017/18 Q1", "'2017/18 Q1' does not match '^20[0-9]{2}-[0-9]{2} Q[1-4]$'"),
        (("targets", 0), {"from": "2017-18 Q1", "level": "97%"}, "'source' is a required property"),
        (("direction",), "minimum", "'minimum' is not one of ['at least', 'at most']"),
        (("kind",), "target", "'target' is not one of ['service level', 'assurance metric']"),
        (("title",), "", "'' should be non-empty"),
        (("code",), 10, "10 is not of type 'string'"),
        (
            ("colour",),
            "red",
            "Additional properties are not allowed ('colour' was unexpected)",
        ),
    ],
)
def test_what_the_published_schema_refuses(path: tuple[str | int, ...], value: Any, message: str) -> None:
    assert messages(targets_schema(), changed(path, value)) == [message]


def test_the_published_schema_takes_a_level_with_decimals() -> None:
    assert messages(targets_schema(), changed(("targets", 0, "level"), "97.5%")) == []


def test_the_published_schema_takes_a_tolerance_as_a_number() -> None:
    assert messages(targets_schema(), changed(("near",), 0.5)) == []


def test_the_schema_of_providers_refuses_a_provider_without_a_framework() -> None:
    assert messages(providers_schema(), {"providers": [{"name": "South"}]}) == ["'framework' is a required property"]

"""The metadata beside a CSV: every cell is what the metadata says it is.

Checked against the words of "Metadata Vocabulary for Tabular Data" and "Model for Tabular Data" here, since the package
that reads CSVW brings forty megabytes of others with it.
"""

import csv
import datetime
import io
import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from gallery import UNREADABLE, added, gallery, mixed, observed, rendered, reported
from slcheck.model import Report
from slcheck.render import SIDECARS
from slcheck.render.csvw import datatype
from slcheck.render.schema import RESULT_KEYS, ROLLUP_KEYS

REPORTS = gallery()
SUFFIX, METADATA = SIDECARS["csv"]
NUMBER = r"[+-]?(\d+(\.\d*)?|\.\d+)([Ee][+-]?\d+)?"
LEXICAL = {"integer": r"[+-]?\d+", "number": NUMBER, "string": r"(?s).*", "date": r"\d{4}-\d{2}-\d{2}"}


def metadata(report: Report, name: str = "results.csv") -> Any:
    return json.loads(METADATA(report, name))


def complaint(text: str, column: dict[str, Any]) -> str:
    """What is wrong with a cell, or nothing."""
    if text == column["null"]:
        return "required" if column["required"] else ""
    items = text.split(column["separator"]) if "separator" in column else [text]
    return next((said for item in items if (said := wrong(item, column["datatype"]))), "")


def wrong(item: str, kind: str | dict[str, Any]) -> str:
    details = kind if isinstance(kind, dict) else {"base": kind}
    if not re.fullmatch(LEXICAL[details["base"]], item):
        return f"'{item}' is no {details['base']}"
    if details["base"] == "date":
        datetime.date.fromisoformat(item)
    if "format" in details and not re.search(details["format"], item):
        return f"'{item}' is not {details['format']}"
    return f"{item} is too small" if "minimum" in details and float(item) < details["minimum"] else ""


def complaints(report: Report, spoil: tuple[str, str] = ("", "")) -> list[str]:
    text = rendered("csv", report).replace(*spoil, 1) if spoil[0] else rendered("csv", report)
    heading, *rows = csv.reader(io.StringIO(text, newline=""))
    columns = metadata(report)["tableSchema"]["columns"]
    assert [each["name"] for each in columns] == [each["titles"] for each in columns] == heading
    return [
        f"{column['name']}: {said}"
        for row in rows
        for text, column in zip(row, columns, strict=True)
        if (said := complaint(text, column))
    ]


@pytest.mark.parametrize("name", REPORTS)
def test_every_cell_is_what_the_metadata_says(name: str) -> None:
    assert complaints(REPORTS[name]) == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (("SCH9 SL001", ""), "measure: required"),
        (("fail", "lost"), "status: 'lost' is not ^(fail|near|no_data|no_target|pass)$"),
        (("2017-18 Q1", "2017-18 Q5"), r"quarter: '2017-18 Q5' is not ^20\d\d-\d\d Q[1-4]$"),
        (("90.0,90.0%", "90.0%,90.0%"), "value: '90.0%' is no number"),
        (("90,100", "-9,100"), "numerator: -9 is too small"),
        (("2018-03-31", "31.3.2018"), "waiver_expires: '31.3.2018' is no date"),
        (("waived", "waved"), None),
    ],
)
def test_a_cell_that_is_something_else_is_found(spoil: tuple[str, str], said: str | None) -> None:
    found = complaints(mixed(), spoil)
    assert [each for each in found if said is None or each == said]


def test_the_smallest_gap_is_a_number_with_an_exponent() -> None:
    assert ",-1e-06,-0.0000001," in rendered("csv", observed())
    columns = {each["name"]: each for each in metadata(observed())["tableSchema"]["columns"]}
    assert columns["gap"] == {
        "name": "gap",
        "titles": "gap",
        "dc:description": "Percentage points; negative is short of target.",
        "datatype": "number",
        "required": False,
        "null": "",
    }
    assert columns["flags"]["separator"] == "; "
    assert columns["flags"]["datatype"]["format"].startswith("^(waived|known|stale|")
    assert columns["target_line"]["datatype"] == {"base": "integer", "minimum": 1}


def test_a_blank_cell_shows_no_text_and_is_no_complaint() -> None:
    finding = mixed().findings[0]
    blank = replace(finding, observation=replace(finding.observation, text=""))
    assert complaints(reported([blank])) == []


def test_sums_have_columns_of_their_own() -> None:
    by_owner = metadata(added((80, 100), (99, 100)))
    assert by_owner["dc:title"] == "slcheck results added up by owner"
    assert tuple(each["name"] for each in by_owner["tableSchema"]["columns"]) == ROLLUP_KEYS
    assert tuple(each["name"] for each in metadata(mixed())["tableSchema"]["columns"]) == RESULT_KEYS


@pytest.mark.parametrize("name", ["results.csv", "a b,c:d%.csv", "Übersicht.csv", UNREADABLE])
def test_the_file_is_named_as_a_url(name: str) -> None:
    document = metadata(mixed(), name)
    assert re.fullmatch(r"[A-Za-z0-9._~%-]+", document["url"])
    assert unquote(document["url"], errors="surrogateescape") == name
    assert document["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert f"results.csv{SUFFIX}" == "results.csv-metadata.json"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "boolean"}, {"base": "boolean", "format": "True|False"}),
        ({"type": ["integer", "null"]}, "integer"),
        ({"type": ["string", "null"], "format": "date"}, "date"),
        ({"enum": ["a.b", "c|d", None]}, {"base": "string", "format": r"^(a\.b|c\|d)$"}),
        ({"type": "object"}, "string"),
    ],
)
def test_a_type_follows_from_the_schema(schema: dict[str, Any], expected: Any) -> None:
    assert datatype(schema) == expected

"""The verbs beside check: inspect, template, schema words, and a words file beside the shipped declarations."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from support import SAMPLES, slcheck

BY_MEASURE = SAMPLES / "invented-by-measure-2017-18.xlsx"
SERIES = SAMPLES / "justice-data-series.xlsx"


def test_inspect_says_in_full_how_a_file_is_read() -> None:
    done = slcheck("inspect", BY_MEASURE, "--targets", "targets")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == f"{BY_MEASURE}: xlsx, 3 sheets, 36 figures"
    assert lines[1:9] == [
        "  sheet SL003",
        "    table in B5:M7: providers down and quarters across; 12 figures",
        "      quarter: named by each row or heading",
        "      provider: named by each row or heading",
        "      units: by the format or percent sign of each cell",
        "    heading A3 CRC name = provider",
        "    heading B4 Numerator = numerator",
        "    heading C4 Denominator = denominator",
    ]
    assert "    left out: 2 rows (headings)" in lines


def test_inspect_is_3_when_something_could_not_be_used(tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_text("SCH9 SL003,2017-18 Q1\nCRC name,%\nLodnon,96.6\nEssex,TBC\n", encoding="utf-8")
    done = slcheck("inspect", path, tmp_path / "missing.xlsx")
    assert done.returncode == 3
    assert "'Lodnon' is no declared provider; did you mean London?" in done.stdout
    assert "'TBC' is not a figure; write a number, or [x] where there is none" in done.stdout
    assert f"{tmp_path / 'missing.xlsx'}: not read" in done.stdout
    assert done.stderr == "slcheck: exit 3: 3 problems in what was read\n"


def test_what_inspect_says_of_tables_is_in_the_json_too() -> None:
    document = json.loads(slcheck("check", SERIES, "-f", "json").stdout)
    crc, nps = document["inputs"][0]["sheets"]
    assert crc["tables"] == [
        {
            "layout": "measures down and quarters across",
            "cells": "B4:M5",
            "figures": 24,
            "quarter": "named by each row or heading",
            "provider": "National (no provider is named)",
            "units": "by the format or percent sign of each cell",
        }
    ]
    assert (nps["tables"][0]["figures"], nps["rows_used"], nps["notes"]) == (8, 1, [])


def test_a_template_is_filled_in_and_checked(tmp_path: Path) -> None:
    path = tmp_path / "quarter.xlsx"
    made = slcheck("template", "-o", path, "--quarter", "2017-18 Q1", "--framework", "NPS", "--provider", "Wales")
    assert made.returncode == 0
    assert made.stderr == (
        f"wrote {path} for 2017-18 Q1 (April to June 2017); fill in its yellow cells, save it, and run: "
        f"slcheck check {path}\n"
    )
    book = load_workbook(path)
    sheet = book["Figures"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, heads["Numerator"], 99)
        sheet.cell(row, heads["Denominator"], 100)
    book.save(path)
    done = slcheck("check", path, "-f", "json")
    document = json.loads(done.stdout)
    assert document["problems"] == []
    assert {(each["provider"], each["quarter"], each["value"]) for each in document["results"]} == {
        ("Wales", "2017-18 Q1", 99.0)
    }
    assert len(document["results"]) == sheet.max_row - 1


def test_a_template_is_never_written_over_work(tmp_path: Path) -> None:
    path = tmp_path / "quarter.xlsx"
    assert slcheck("template", "-o", path).returncode == 0  # the last quarter that is over
    before = path.read_bytes()
    again = slcheck("template", "-o", path)
    assert (again.returncode, path.read_bytes()) == (2, before)
    assert again.stderr.splitlines()[-1] == (
        f"slcheck: exit 2: {path} is there already; write to another file, or delete it first"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--provider", "Lodnon"], "'Lodnon'"),
        (["--framework", "XYZ"], "'XYZ'"),
        (["--quarter", "Q1 2017"], "'Q1 2017' could mean a calendar or a financial quarter"),
    ],
)
def test_a_wrong_wish_for_a_template_is_2_and_writes_nothing(tmp_path: Path, options: list[str], said: str) -> None:
    done = slcheck("template", "-o", tmp_path / "quarter.xlsx", *options)
    assert done.returncode == 2
    assert said in done.stderr.splitlines()[-1]
    assert not list(tmp_path.iterdir())


def test_words_of_a_release_are_declared_and_read(tmp_path: Path) -> None:
    words = tmp_path / "words.yaml"
    words.write_text(
        'headings:\n  percentage: [seen in good time]\nsymbols:\n  "~": not available\n  "(q)": provisional\n',
        encoding="utf-8",
    )
    data = tmp_path / "data.csv"
    data.write_text(
        "SCH9 SL003 Plans\nCRC name,Quarter,Seen in good time (%)\nLondon,2017-18 Q1,96.9 (q)\nWales,2017-18 Q1,~\n",
        encoding="utf-8",
    )
    done = slcheck("check", data, "--targets", words, "-f", "json")
    found = {each["provider"]: each for each in json.loads(done.stdout)["results"]}
    assert (found["London"]["value"], found["London"]["flags"]) == (96.9, ["provisional"])
    assert found["London"]["source_text"] == "96.9 (q)"
    assert (found["Wales"]["status"], found["Wales"]["reason"]) == ("no_data", "not_available")
    assert slcheck("check", data, "-f", "json").returncode == 3


def test_a_symbol_keeps_the_meaning_that_its_own_sheet_gives_it(tmp_path: Path) -> None:
    words = tmp_path / "words.yaml"
    words.write_text('symbols:\n  "*": revised\n', encoding="utf-8")
    data = tmp_path / "data.csv"
    rows = "Measure,Provider,Quarter,Percentage\nSCH9 SL003,London,2017-18 Q1,96.9% *\n"
    told = []
    for text in (rows, f"{rows}* 16/17 Q4 (Jan-Mar 17)\n"):
        data.write_text(text, encoding="utf-8")
        (result,) = json.loads(slcheck("check", data, "--targets", words, "-f", "json").stdout)["results"]
        told.append((result["quarter"], result["flags"]))
    assert told == [("2017-18 Q1", ["revised"]), ("2016-17 Q4", ["stale"])]


def test_the_schema_of_words_is_printed() -> None:
    assert "symbols" in json.loads(slcheck("schema", "words").stdout)["properties"]

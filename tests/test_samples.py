"""The shipped samples: the 42 published figures, each one checked, and the invented workbook."""

import csv
import importlib.util
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from slcheck.displays import gap_display
from slcheck.model import Flag, Framework, Judged, Report, Status
from slcheck.render.results import row
from slcheck.summary import by_framework, holes
from support import INVENTED, PRINTED, SAMPLES, check


@pytest.fixture(scope="module")
def printed() -> Report:
    return check(PRINTED)


@pytest.fixture(scope="module")
def invented() -> Report:
    return check(INVENTED)


def test_eight_of_21_and_ten_of_21_pass(printed: Report) -> None:
    counts = by_framework(printed.findings)
    assert {framework: each[Status.PASS] for framework, each in counts.items()} == {Framework.CRC: 8, Framework.NPS: 10}
    assert {framework: each[Status.FAIL] for framework, each in counts.items()} == {
        Framework.CRC: 13,
        Framework.NPS: 11,
    }
    assert not printed.problems
    assert not holes(printed)


def test_every_gap_is_what_the_printed_figures_say(printed: Report) -> None:
    with (SAMPLES / "source" / "hmip-2017-figures-8-9.csv").open(encoding="utf-8") as stream:
        rows = {each["code"]: each for each in csv.DictReader(stream)}
    assert len(rows) == len(printed.findings) == 42
    for finding in printed.findings:
        source = rows[finding.observation.measure.code]
        rating = Decimal(source["rating_as_printed"].rstrip("* ").removesuffix("%"))
        target = Decimal(source["target_as_printed"].removesuffix("%"))
        assert isinstance(finding, Judged)
        assert finding.gap == rating - target
        assert Decimal(gap_display(finding)) == rating - target
        assert finding.status is (Status.PASS if rating >= target else Status.FAIL)


def test_the_worst_is_ab(printed: Report) -> None:
    worst = printed.findings[0]
    assert (worst.observation.measure.code, gap_display(worst)) == ("SCH9 AB", "-31.1")


def test_four_figures_are_stale_and_keep_their_own_quarter(printed: Report) -> None:
    stale = {
        each.observation.measure.code: str(each.observation.quarter)
        for each in printed.findings
        if Flag.STALE in each.flags
    }
    assert stale == {
        "SCH9 AB": "2016-17 Q4",
        "NPS SL017": "2016-17 Q4",
        "NPS SL021": "2016-17 Q4",
        "NPS SL023": "2016-17 Q3",
    }


@pytest.mark.parametrize("path", [PRINTED, INVENTED], ids=["printed", "long"])
def test_every_result_names_its_cell(path: Any) -> None:
    book = load_workbook(path)
    for finding in check(path).findings:
        shown = row(finding)
        cell = book[shown["source_sheet"]][shown["source_cell"]]
        assert cell.value is not None
        if isinstance(cell.value, str):
            assert cell.value == shown["source_text"]
        elif finding.observation.figure.__class__.__name__ == "Counts":
            assert cell.value == shown["numerator"]


@pytest.mark.parametrize(
    ("code", "provider", "status", "shown", "flags"),
    [
        ("SCH9 SL001", "Northumbria", "fail", "96.9%", ["not_distinguishable"]),
        (
            "SCH9 SL002",
            "Northumbria",
            "fail",
            "96.97%",
            ["rounds_to_target", "small_denominator", "not_distinguishable"],
        ),
        ("SCH9 SL003", "Northumbria", "pass", "97.0%", ["not_distinguishable"]),
        ("SCH9 SL005", "Merseyside", "no_data", None, []),
        ("SCH9 SL007", "Merseyside", "pass", "99.0%", ["not_distinguishable"]),
        ("SCH9 SL008", "London", "no_data", None, []),
        ("NPS SL018", "London", "pass", "75.0%", ["not_distinguishable"]),
        ("SCH9 AB", "Essex", "pass", "100.0%", []),
    ],
)
def test_awkward_cases(
    invented: Report, code: str, provider: str, status: str, shown: str | None, flags: list[str]
) -> None:
    results = [row(each) for each in invented.findings]
    found = [each for each in results if (each["measure"], each["provider"]) == (code, provider)]
    assert [(each["status"], each["value_display"], each["flags"]) for each in found] == [(status, shown, flags)]


def test_the_stranger_is_a_problem_and_the_missing_measure_is_not_there(invented: Report) -> None:
    assert [str(problem).partition("samples/")[2] for problem in invented.problems] == [
        "invented-providers-2017-18-q1.xlsx, sheet Counts, cell B591: 'Borsetshire' is no declared provider; correct "
        "it, or add the spelling to a providers file of your own"
    ]
    assert not [
        each
        for each in invented.findings
        if (each.observation.measure.code, each.observation.provider) == ("SCH9 SL010", "Essex")
    ]


@pytest.mark.parametrize("name", ["hmip-2017-figures-8-9.xlsx", "invented-providers-2017-18-q1.xlsx"])
def test_the_samples_are_what_their_script_makes(name: str) -> None:
    spec = importlib.util.spec_from_file_location("make_samples", SAMPLES / "make_samples.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    made, shipped = script.WORKBOOKS[name](), load_workbook(SAMPLES / name)
    assert made.sheetnames == shipped.sheetnames
    for sheet in made.worksheets:
        cells = [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows()]
        assert cells == [[(cell.value, cell.number_format) for cell in row] for row in shipped[sheet.title].iter_rows()]

"""What decides about verdicts beside the figures, through the installed command: rounding, waivers, sums, completeness.

One invented release of three invented providers, worked out by hand:

    MX 1 (at least 97%, expectation 90%, published with one decimal)
      North  969 of 1,000 = 96.9%   misses, 1 short            South  32 of 33 = 96.97%  misses, 1 short, prints 97.0%
      West   882 of 1,000 = 88.2%   misses, 88 short, below the expectation
    MX 2 (at most 5%, rated)        North 4 of 100 passes, Good      South 6 of 100 misses, Approaching target
    MX 3 (not judged for now)       North 50 of 100
"""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from slcheck.render.schema import results_schema
from support import long_rows, slcheck, workbook

TARGETS = """\
framework: CRC
title: Invented measures
measures:
  - code: MX 1
    title: Seen in time
    definition: Share of people seen in time.
    kind: service level
    numerator: people seen in time
    denominator: people
    direction: at least
    targets:
      - {from: 2016-17 Q1, to: 2017-18 Q2, level: 97%, expectation: 90%, source: the contract}
      - {from: 2017-18 Q3, level: 98%, source: the contract}
  - code: MX 2
    title: Appointments missed
    definition: Share of appointments missed by staff.
    kind: service level
    numerator: appointments missed
    denominator: appointments
    direction: at most
    targets:
      - from: 2016-17 Q1
        level: 5%
        source: the contract
        ratings: {Good: 0%, Approaching target: 5%, Inadequate: 10%}
  - code: MX 3
    title: Surveys
    definition: Share of surveys that are positive.
    kind: assurance metric
    numerator: positive surveys
    denominator: surveys
    direction: at least
    judge: false
    reason: The survey changed.
    review_date: 2018-03-31
    targets:
      - {from: 2016-17 Q1, level: 75%, source: the contract}
"""
PROVIDERS = """\
providers:
  - {name: North, framework: CRC, owner: Alpha}
  - {name: South, framework: CRC, owner: Alpha}
  - {name: West, framework: CRC, owner: Beta}
"""
WAIVERS = """\
waivers:
  - measure: MX 1
    provider: West
    quarter: 2017-18 Q1
    reason: The office was flooded.
    approved_by: A. Manager
    expires: 2018-03-31
"""
ROWS = [
    ["MX 1", "North", "2017-18 Q1", 969, 1000, None],
    ["MX 1", "South", "2017-18 Q1", 32, 33, "97.0%"],
    ["MX 1", "West", "2017-18 Q1", 882, 1000, "88.2%"],
    ["MX 2", "North", "2017-18 Q1", 4, 100, None],
    ["MX 2", "South", "2017-18 Q1", 6, 100, None],
    ["MX 3", "North", "2017-18 Q1", 50, 100, None],
]


@pytest.fixture
def release(tmp_path: Path) -> Path:
    (tmp_path / "targets").mkdir()
    (tmp_path / "targets" / "measures.yaml").write_text(TARGETS)
    (tmp_path / "targets" / "providers.yaml").write_text(PROVIDERS)
    (tmp_path / "waivers.yaml").write_text(WAIVERS)
    workbook(tmp_path / "quarter.xlsx", {"Data": long_rows(*ROWS)})
    return tmp_path


def run(release: Path, *options: str, code: int) -> dict[str, Any]:
    """The document of a run on the release, valid against the schema, with the exit code that is expected."""
    day = () if "--as-of" in options else ("--as-of", "2018-03-31")
    done = slcheck("check", "quarter.xlsx", "--targets", "targets", "-f", "json", *day, *options, cwd=release)
    assert done.returncode == code, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    assert not [error.message for error in Draft202012Validator(results_schema()).iter_errors(document)]
    return document


def verdicts(document: dict[str, Any]) -> dict[str, str]:
    return {
        f"{each['measure']} {each['provider']}": f"{each['status']} {each['value_display']} {each['gap_display']}"
        for each in document["results"]
    }


def test_exact_figures_are_judged_unless_something_else_is_asked_for(release: Path) -> None:
    document = run(release, code=1)
    assert verdicts(document) == {
        "MX 1 North": "fail 96.9% -0.1",
        "MX 1 South": "fail 96.97% -0.03",
        "MX 1 West": "fail 88.2% -8.8",
        "MX 2 North": "pass 4.0% +1.0",
        "MX 2 South": "fail 6.0% -1.0",
        "MX 3 North": "no_target 50.0% None",
    }
    found = {f"{each['measure']} {each['provider']}": each for each in document["results"]}
    assert (found["MX 1 South"]["shortfall"], found["MX 1 West"]["shortfall"]) == (1, 88)
    assert (found["MX 2 North"]["headroom"], found["MX 2 South"]["shortfall"]) == (1, 1)
    assert (found["MX 2 North"]["rating"], found["MX 2 South"]["rating"]) == ("Good", "Approaching target")
    assert found["MX 1 West"]["expectation_status"] == "fail"
    assert found["MX 1 North"]["expectation_status"] == "pass"
    assert found["MX 3 North"]["reason"] == "not_judged"
    lines = TARGETS.splitlines()
    assert "to: 2017-18 Q2, level: 97%" in lines[found["MX 1 North"]["target_line"] - 1]
    assert found["MX 1 South"]["source_cell"] == "D3"


def test_as_published_rounds_before_it_judges_and_says_so(release: Path) -> None:
    document = run(release, "--rounding", "as-published", code=1)
    assert verdicts(document)["MX 1 South"] == "pass 97.0% 0.0"
    south = next(each for each in document["results"] if each["provider"] == "South" and each["measure"] == "MX 1")
    assert (south["value"], south["exact_value"], south["rounding"]) == (97.0, 96.969697, "as-published")
    table = slcheck(
        "check", "quarter.xlsx", "--targets", "targets", "--rounding", "as-published", "--as-of", "2018-01-01",
        cwd=release,
    ).stdout  # fmt: skip
    assert "Rounding: figures were rounded half up to their published decimals, then judged (--rounding).\n" in table


def test_the_target_of_the_quarter_applies(release: Path) -> None:
    rows = [["MX 1", "North", "2017-18 Q2", 975, 1000, None], ["MX 1", "North", "2017-18 Q3", 975, 1000, None]]
    workbook(release / "quarter.xlsx", {"Data": long_rows(*rows)})
    document = run(release, code=1)
    by_quarter = {each["quarter"]: each for each in document["results"]}
    assert {quarter: each["status"] for quarter, each in by_quarter.items()} == {
        "2017-18 Q2": "pass",
        "2017-18 Q3": "fail",
    }
    assert "unchanged" in by_quarter["2017-18 Q3"]["flags"]
    assert by_quarter["2017-18 Q3"]["expectation"] is None


@pytest.mark.parametrize(
    ("day", "waived", "why"),
    [
        ("2018-03-31", 1, "3 fail (of 5 figures judged)"),
        ("2018-04-01", 0, "4 fail (of 5 figures judged)"),
    ],
)
def test_a_waived_miss_still_fails_and_does_not_count(release: Path, day: str, waived: int, why: str) -> None:
    document = run(release, "--waivers", "waivers.yaml", "--as-of", day, code=1)
    assert (document["summary"]["fail"], document["summary"]["waived"]) == (4, waived)
    assert document["summary"]["exit_reason"] == why
    west = next(each for each in document["results"] if each["provider"] == "West")
    assert west["status"] == "fail"
    assert (west["waiver_approved_by"] == "A. Manager") is bool(waived)
    said = [problem["kind"] for problem in document["problems"]]
    assert said == (["waiver_expired", "review_due"] if not waived else [])
    assert document["policy"]["as_of"] == day
    assert document["declarations"][-1]["path"] == "waivers.yaml"


def test_when_every_miss_is_waived_the_gate_is_open(release: Path) -> None:
    workbook(release / "quarter.xlsx", {"Data": long_rows(ROWS[2], ROWS[3])})
    run(release, code=1)
    document = run(release, "--waivers", "waivers.yaml", code=0)
    assert verdicts(document)["MX 1 West"] == "fail 88.2% -8.8"


def test_a_wrong_waivers_file_judges_nothing(release: Path) -> None:
    (release / "waivers.yaml").write_text(WAIVERS.replace("West", "Wst").replace("2018-03-31", "31/3/2018"))
    document = run(release, "--waivers", "waivers.yaml", code=2)
    assert document["results"] == []
    assert {problem["file"] for problem in document["problems"]} == {"waivers.yaml"}
    assert len(document["problems"]) == 1 or {problem["line"] for problem in document["problems"]} == {3, 7}


def test_sums_by_owner_and_for_the_country(release: Path) -> None:
    document = run(release, "--by", "owner", code=1)
    sums = {f"{each['measure']} {each['provider']}": each for each in document["rollups"]}
    assert {name: (each["status"], each["reason"], each["value_display"]) for name, each in sums.items()} == {
        "MX 1 Alpha": ("fail", None, "96.9%"),
        "MX 1 Beta": ("fail", None, "88.2%"),
        "MX 2 Alpha": ("pass", None, "5.0%"),
        "MX 3 Alpha": ("no_data", "part_missing", None),
    }
    assert (sums["MX 2 Alpha"]["missed"], len(sums["MX 2 Alpha"]["parts"])) == (1, 2)
    assert sums["MX 2 Alpha"]["parts"][1] == {
        "provider": "South",
        "status": "fail",
        "numerator": 6,
        "denominator": 100,
        "source_file": "quarter.xlsx",
        "source_sheet": "Data",
        "source_cell": "D6",
    }
    national = run(release, "--by", "national", code=1)["rollups"]
    assert {each["measure"]: (each["status"], each["reason"]) for each in national} == {
        "MX 1": ("fail", None),
        "MX 2": ("no_data", "part_missing"),
        "MX 3": ("no_data", "part_missing"),
    }


def test_the_table_of_sums_says_how_many_providers_missed(release: Path) -> None:
    rows = [
        ["MX 2", name, "2017-18 Q1", missed, 100, None] for name, missed in [("North", 2), ("South", 6), ("West", 1)]
    ]
    workbook(release / "quarter.xlsx", {"Data": long_rows(*rows)})
    done = slcheck("check", "quarter.xlsx", "--targets", "targets", "--by", "national", cwd=release)
    assert "PASS    MX 2     Appointments missed    3.0%      5%  +2.0  Good    1 of 3 providers missed" in done.stdout
    assert "By national: 1 of 1 pass\n" in done.stdout
    assert done.returncode == 1, "a sum that passes does not hide a provider that misses"


def test_holes_end_with_3_only_where_completeness_is_asked_for(release: Path) -> None:
    document = run(release, "--complete", code=3)
    (grid,) = document["completeness"]
    assert grid["holes"] == [
        {"measure": "MX 2", "provider": "West"},
        {"measure": "MX 3", "provider": "South"},
        {"measure": "MX 3", "provider": "West"},
    ]
    assert document["summary"]["exit_reason"] == "3 figures missing, and --complete was given"


def test_the_same_inputs_give_the_same_bytes_on_any_day(release: Path) -> None:
    (release / "targets" / "measures.yaml").write_text(
        TARGETS.replace("    judge: false\n    reason: The survey changed.\n    review_date: 2018-03-31\n", "")
    )
    one, other = (
        slcheck("check", "quarter.xlsx", "--targets", "targets", "-f", "json", "--as-of", day, cwd=release).stdout
        for day in ("2018-01-01", "2030-01-01")
    )
    assert one == other
    assert json.loads(one)["policy"]["as_of"] is None


def test_explain_tells_how_a_verdict_came_about(release: Path) -> None:
    done = slcheck("explain", "mx1", "quarter.xlsx", "--targets", "targets", "--width", "100", cwd=release)
    assert done.returncode == 0
    assert done.stdout.split("South, 2017-18 Q1")[1].split("\n\n")[0] == (
        " (April to June 2017): FAIL\n"
        "  File        quarter.xlsx, sheet Data\n"
        "  D3          numerator: shows '32'\n"
        "  E3          denominator: shows '33'\n"
        "  F3          percentage: shows '97.0%'\n"
        "  Figure      32 of 33, about 96.969697%\n"
        "  Target      at least 97%, in force from 2016-17 Q1 (targets/measures.yaml:12)\n"
        "  Gap         -0.03 percentage points, which is 0.03% of 97%\n"
        "  Expectation 90%: reached; no verdict rests on it\n"
        "  Cases       1 case short; 0 misses allowed at this size\n"
        "  Chance      so many cases leave anything from 84.7% to 99.5% possible (95% Wilson interval); 97%\n"
        "              is inside, so chance alone could explain the gap\n"
        "  Remark      rounds to target: the exact figure misses, and looks level with the target once it is\n"
        "              rounded\n"
        "  Remark      small denominator: so few cases that a single miss means missing the target\n"
        "  Remark      not distinguishable: the target lies inside the 95% Wilson interval of the counts"
    )
    assert "Target      from 2016-17 Q1 to 2017-18 Q2: at least 97%, with an expectation of 90%" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "last"),
    [
        (["explain", "MX 9", "--targets", "targets"], 2,
         "slcheck: exit 2: 'MX 9' starts with no declared code; did you mean MX "),
        (["explain", "SL001"], 2,
         "slcheck: exit 2: 'SL001' can mean SCH9 SL001 or NPS SL001; write one of them"),
        (["explain", "MX 2", "gone.xlsx", "--targets", "targets"], 3, "slcheck: exit 3: 1 problem in what was read"),
        (["check", "quarter.xlsx", "--as-of", "31/3/2018"], 2,
         "slcheck: exit 2: Invalid value for '--as-of': '31/3/2018' is no day; write year, month and day, like "
         "2018-03-31 (see slcheck check --help)"),
        (["check", "quarter.xlsx", "--waivers", "gone.yaml"], 2, "slcheck: exit 2: gone.yaml: "),
    ],
)  # fmt: skip
def test_wrong_use(release: Path, arguments: list[str], code: int, last: str) -> None:
    done = slcheck(*arguments, cwd=release)
    assert done.returncode == code
    assert done.stderr.splitlines()[-1].startswith(last)


def test_a_release_that_was_not_asked_for_can_contradict_one_that_was(release: Path) -> None:
    earlier = [["MX 1", name, "2017-18 Q1", 96, 100, None] for name in ("North", "South", "West")]
    workbook(release / "quarter.xlsx", {"Data": long_rows(*earlier)})
    (release / "next.csv").write_text(
        "Service levels 2017-18 Q2\nMeasure,Provider,Numerator,Denominator\n"
        "MX 1,National,294 *,300 *\nMX 1,North,98,100\n* Figure for 2017-18 Q1\n"
    )
    done = slcheck("check", "quarter.xlsx", "next.csv", "--targets", "targets", "--quarter", "2017-18 Q2", cwd=release)
    assert done.returncode == 3
    assert "add up to 288 of 300 (96.0%), but the release prints 294 of 300" in done.stderr

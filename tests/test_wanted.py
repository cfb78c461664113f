"""Filters: which figures are asked for, that no other is listed or counted, and that none is dropped in silence.

SCH9 SL001   North  98 of 100  passes    South  90 of 100  misses
SCH9 SL003   North  90 of 100  misses    Wales  99 of 100  passes
SCH9 AB      North  97 of 100  passes
NPS SL003    Wales  50 of 100  misses
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from invented import Done, declarations, figures, here
from made import measure, observe, printed
from slcheck.model import Catalogue, Filters
from slcheck.wanted import asked

ROWS = [
    "SCH9 SL001,North,2017-18 Q1,98,100",
    "SCH9 SL001,South,2017-18 Q1,90,100",
    "SCH9 SL003,North,2017-18 Q1,90,100",
    "SCH9 SL003,Wales,2017-18 Q1,99,100",
    "SCH9 AB,North,2017-18 Q1,97,100",
    "NPS SL003,Wales,2017-18 Q1,50,100",
]
EVERY = ["SL001 North", "SL001 South", "SL003 North", "SL003 Wales", "AB North", "NPS SL003 Wales"]
NORTH, SOUTH, PLAN, PLAN_WALES, AB, NPS = EVERY


@pytest.fixture
def release(tmp_path: Path) -> Path:
    declarations(tmp_path / "targets")
    figures(tmp_path / "quarter.csv", *ROWS)
    return tmp_path


def checked(release: Path, *options: str | Path, files: tuple[str, ...] = ("quarter.csv",)) -> Done:
    return here("check", *files, "--targets", "targets", *options, cwd=release)


def document(release: Path, *options: str | Path, files: tuple[str, ...] = ("quarter.csv",)) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(checked(release, "-f", "json", *options, files=files).out)
    return found


def listed(found: dict[str, Any]) -> list[str]:
    return sorted(f"{each['measure']} {each['provider']}".removeprefix("SCH9 ") for each in found["results"])


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], EVERY),
        (["--measure", "SCH9 SL001"], [NORTH, SOUTH]),
        (["--measure", "sch9  sl001 "], [NORTH, SOUTH]),
        (["--measure", "SL001"], [NORTH, SOUTH]),
        (["--measure", "SL003"], [PLAN, PLAN_WALES, NPS]),
        (["--measure", "NPS SL003"], [NPS]),
        (["--measure", "SCH9 SL0*"], [NORTH, SOUTH, PLAN, PLAN_WALES]),
        (["--measure", "sl00?"], [NORTH, SOUTH, PLAN, PLAN_WALES, NPS]),
        (["--measure", "SL00[12]"], [NORTH, SOUTH]),
        (["--measure", "[!s]*"], [AB, NPS]),
        (["--measure", "*"], EVERY),
        (["--measure", "SL001", "--measure", "AB"], [NORTH, SOUTH, AB]),
        (["--provider", "north"], [NORTH, PLAN, AB]),
        (["--provider", "North CRC"], [NORTH, PLAN, AB]),
        (["--provider", "borsetshire"], [NORTH, PLAN, AB]),
        (["--provider", "n*"], [NORTH, PLAN, AB]),
        (["--provider", "alpha"], [NORTH, SOUTH, PLAN, AB]),
        (["--provider", "Wales"], [PLAN_WALES, NPS]),
        (["--provider", "NPS Wales"], [NPS]),
        (["--provider", "Wales", "--framework", "nps"], [NPS]),
        (["--framework", "CRC"], EVERY[:5]),
        (["--kind", "assurance metric"], [AB]),
        (["--kind", "assurance*", "--kind", "service*"], EVERY),
        (["--provider", "North", "--measure", "SL0*"], [NORTH, PLAN]),
        (["--provider", "North", "--provider", "Wales", "--measure", "SL003", "--framework", "CRC"],
         [PLAN, PLAN_WALES]),
        (["--quarter", "2017-18 *", "--measure", "AB"], [AB]),
        (["--quarter", "Apr-Jun 17", "--measure", "AB"], [AB]),
    ],
)  # fmt: skip
def test_figures_are_asked_for_by_each_option_under_any_of_its_patterns(
    release: Path, options: list[str], expected: list[str]
) -> None:
    found = document(release, *options)
    assert listed(found) == sorted(expected)
    assert found["summary"]["not_wanted"] == len(ROWS) - len(expected)
    assert found["summary"]["results"] == len(expected)
    assert found["summary"]["pass"] + found["summary"]["fail"] == len(expected)


@pytest.mark.parametrize(
    ("options", "code", "last"),
    [
        (["--provider", "South"], 1, "slcheck: exit 1: 1 fail (of 1 figure judged)"),
        (["--provider", "North"], 1, "slcheck: exit 1: 1 fail (of 3 figures judged)"),
        (["--provider", "Wales"], 1, "slcheck: exit 1: 1 fail (of 2 figures judged)"),
        (["--provider", "Wales", "--framework", "CRC"], 0, ""),
        (["--kind", "assurance metric"], 0, ""),
    ],
)
def test_only_what_was_asked_for_decides_about_the_exit_code(
    release: Path, options: list[str], code: int, last: str
) -> None:
    done = checked(release, "-q", *options)
    assert (done.code, done.last) == (code, last)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--provider", "Nroth"], "no figure in the files matches --provider Nroth; did you mean North?"),
        (["--provider", "Borsetshrie"], "no figure in the files matches --provider Borsetshrie; did you mean North?"),
        (["--provider", "X"], "no figure in the files matches --provider X; they have North, South and Wales"),
        (["--measure", "SL01"], "no figure in the files matches --measure SL01; did you mean SCH9 SL001?"),
        (["--measure", "ZZ*"],
         "no figure in the files matches --measure ZZ*; they have NPS SL003, SCH9 AB, SCH9 SL001 and SCH9 SL003"),
        (["--measure", "SL001", "--measure", "QQ"],
         "no figure in the files matches --measure QQ; they have NPS SL003, SCH9 AB, SCH9 SL001 and SCH9 SL003"),
        (["--framework", "CRS"], "no figure in the files matches --framework CRS; did you mean CRC?"),
        (["--kind", "service levels"],
         "no figure in the files matches --kind service levels; did you mean service level?"),
        (["--quarter", "2018-19 *"], "no figure in the files matches --quarter 2018-19 *; did you mean 2017-18 Q1?"),
        (["--quarter", "2017-18 Q1", "--quarter", "2017-18 Q2"],
         "no figure in the files matches --quarter 2017-18 Q2; did you mean 2017-18 Q1?"),
        (["--quarter", "2018-19 Q1"], "no figure belongs to 2018-19 Q1; the files have 2017-18 Q1"),
        (["--measure", "AB", "--provider", "South"],
         "no figure is asked for by --measure AB and --provider South together; leave one of them out"),
        (["--measure", "*\u200b\x1b[31mSL9"],
         "no figure in the files matches --measure *[31mSL9; they have NPS SL003, SCH9 AB, SCH9 SL001 and SCH9 SL003"),
    ],
)  # fmt: skip
def test_a_filter_that_matches_nothing_is_wrong_use(release: Path, options: list[str], sentence: str) -> None:
    done = checked(release, *options)
    assert (done.code, done.out, done.err) == (2, "", f"slcheck: exit 2: {sentence}\n")
    as_json = checked(release, "-f", "json", *options)
    found = json.loads(as_json.out)
    assert (as_json.code, found["summary"]["exit_code"], found["results"]) == (2, 2, [])
    assert [each["kind"] for each in found["problems"]] == ["wrong_use"]


@pytest.mark.parametrize("option", ["measure", "provider", "framework", "kind"])
def test_an_empty_pattern_is_wrong_use(release: Path, option: str) -> None:
    assert checked(release, f"--{option}", " ").last == (
        f"slcheck: exit 2: Invalid value for '--{option}': it is empty; write a name, or a pattern such as SL00* (see "
        "slcheck check --help)"
    )


def test_the_document_says_what_was_asked_for(release: Path) -> None:
    found = document(release, "--measure", "SL0*", "--provider", "North", "--provider", "Wales", "--kind", "service*")
    assert found["policy"]["quarter"] is None
    assert found["policy"]["filters"] == {
        "measures": ["SL0*"],
        "providers": ["North", "Wales"],
        "quarters": [],
        "frameworks": [],
        "kinds": ["service*"],
    }
    assert document(release, "--quarter", "2017-18 Q1")["policy"]["quarter"] == "2017-18 Q1"
    assert not any(document(release, "--quarter", "2017-18 Q1")["policy"]["filters"].values())


def test_what_was_not_asked_for_is_counted_for_people_too(release: Path) -> None:
    done = checked(release, "--provider", "South")
    assert done.err.splitlines()[0] == (
        "read 6 rows as figures from 1 sheet of quarter.csv, 5 of them not asked for; left out: 1 row (headings)"
    )
    assert "North" not in done.out


def test_a_sum_is_of_all_its_providers_and_theirs_decide_with_it(release: Path) -> None:
    """North passes, South misses, and so does their owner: a release gate that asks for North has to say so."""
    options = ("--by", "owner", "--measure", "SL001", "--provider", "North")
    found = document(release, *options)
    (alpha,) = found["rollups"]
    assert (alpha["provider"], alpha["status"], alpha["numerator"]) == ("Alpha", "fail", 188)
    assert [part["provider"] for part in alpha["parts"]] == ["North", "South"]
    assert listed(found) == [NORTH]
    done = checked(release, "-q", *options)
    assert (done.code, done.last) == (1, "slcheck: exit 1: 1 fail (of 2 figures judged)")


def test_a_sum_is_asked_for_by_its_owner_or_a_provider_in_it(release: Path) -> None:
    figures(release / "quarter.csv", *ROWS[:2])
    done = checked(release, "--by", "owner", "--provider", "Alpha")
    assert done.last == "slcheck: exit 1: 1 fail (of 2 figures judged)"
    nobody = checked(release, "--by", "owner", "--provider", "Gamma")
    assert nobody.last == "slcheck: exit 2: no figure in the files matches --provider Gamma; they have North and South"


def test_sums_without_a_figure_that_was_asked_for_are_not_listed(release: Path) -> None:
    found = document(release, "--by", "owner", "--provider", "Wales")
    assert {each["provider"] for each in found["rollups"]} <= {"Beta", "Wales"}


def test_complete_expects_only_what_was_asked_for(release: Path) -> None:
    whole = checked(release, "--complete")
    assert whole.last == "slcheck: exit 3: 4 figures missing, and --complete was given"
    north = checked(release, "--complete", "--provider", "North", "--measure", "AB")
    assert (north.code, "Not in the files" in north.out) == (0, False)
    found = document(release, "--complete", "--provider", "South", "--provider", "North", "--framework", "CRC")
    (grid,) = found["completeness"]
    assert (grid["measures"], grid["providers"], found["summary"]["exit_code"]) == (3, 2, 3)
    assert grid["holes"] == [
        {"measure": "SCH9 SL003", "provider": "South"},
        {"measure": "SCH9 AB", "provider": "South"},
    ]


def test_misses_only_and_filters_go_together(release: Path) -> None:
    found = document(release, "--show", "missed", "--provider", "North")
    assert listed(found) == [PLAN]
    assert (found["summary"]["results"], found["summary"]["pass"], found["summary"]["fail"]) == (3, 2, 1)


def test_a_waiver_of_what_was_not_asked_for_is_no_unused_one(release: Path) -> None:
    (release / "waivers.yaml").write_text(
        "waivers:\n  - {measure: SCH9 SL001, provider: South, quarter: 2017-18 Q1, reason: Flood.,\n"
        "     approved_by: A. Manager, expires: 2018-03-31}\n"
    )
    waivers = ("--waivers", "waivers.yaml", "--as-of", "2018-01-01")
    assert document(release, *waivers, "--kind", "assurance*")["problems"] == []
    found = document(release, *waivers, "--measure", "SL001")
    assert (found["summary"]["waived"], found["summary"]["exit_code"]) == (1, 0)


@pytest.mark.parametrize("options", [["--provider", "North"], ["--measure", "AB"], ["--quarter", "2017-18 Q1"]])
def test_a_figure_that_could_not_be_read_is_3_whatever_was_asked_for(release: Path, options: list[str]) -> None:
    """Whether it would have been asked for cannot be known, and the file was not read in full."""
    figures(release / "quarter.csv", *ROWS, "SCH9 SL001,Wales,2017-18 Q1,120,100", "SCH9 SL9,North,2017-18 Q1,1,2")
    done = checked(release, *options)
    assert (done.code, done.last) == (3, "slcheck: exit 3: the data could not be fully judged: 2 problems")
    assert "quarter.csv, cell D8: " in done.err


@pytest.mark.parametrize(
    ("options", "quarters", "one"),
    [
        (["--quarter", "2017-18 Q2"], ["2017-18 Q2"], "2017-18 Q2"),
        (["--quarter", "2017-18 Q1", "--quarter", "Jul-Sep 17"], ["2017-18 Q1", "2017-18 Q2"], None),
        (["--quarter", "2017-18 *"], ["2017-18 Q1", "2017-18 Q2"], None),
        (["--quarter", "* Q1"], ["2017-18 Q1", "2018-19 Q1"], None),
        (["--quarter", "2017-18 q[2]"], ["2017-18 Q2"], None),
    ],
)
def test_quarters_are_those_of_the_release(
    release: Path, options: list[str], quarters: list[str], one: str | None
) -> None:
    figures(
        release / "quarter.csv",
        *(f"SCH9 SL001,North,{quarter},98,{100 + at}" for at, quarter in
          enumerate(["2017-18 Q1", "2017-18 Q2", "2018-19 Q1"])),
    )  # fmt: skip
    found = document(release, *options)
    assert sorted(each["released"] for each in found["results"]) == quarters
    assert found["policy"]["quarter"] == one
    assert found["summary"]["not_wanted"] == 3 - len(quarters)


@pytest.mark.parametrize("quarter", ["2017-18 Q2", "2017-18 Q2*", "2017-18 q[2]"])
def test_a_figure_that_was_carried_forward_is_asked_for_with_its_release(release: Path, quarter: str) -> None:
    """It stands in the release of its own quarter as well, and is judged once: it is asked for by either."""
    figures(release / "q1.csv", "SCH9 SL001,North,2017-18 Q1,50,100")
    (release / "q2.csv").write_text(
        "Service levels 2017-18 Q2\nMeasure,Provider,Numerator,Denominator\n"
        "SCH9 SL001,North,50 *,100 *\nSCH9 SL003,North,99,100\n* Figure for 2017-18 Q1\n"
    )
    done = checked(release, "--quarter", quarter, files=("q1.csv", "q2.csv"))
    assert (done.code, done.last) == (1, "slcheck: exit 1: 1 fail (of 2 figures judged)")


def test_one_quarter_is_that_of_figures_that_name_none(release: Path) -> None:
    (release / "quarter.csv").write_text("Measure,Provider,Numerator,Denominator\nSCH9 AB,North,98,100\n")
    assert document(release, "--quarter", "2017-18 Q3")["results"][0]["quarter"] == "2017-18 Q3"
    for several in (["--quarter", "2017-18 Q3", "--quarter", "2017-18 Q4"], ["--quarter", "2017-18 *"]):
        assert checked(release, *several).code == 3


@pytest.mark.parametrize(
    ("options", "option"),
    [(["--provider", "North"], "provider"), (["--kind", "*"], "kind"), (["--quarter", "2017-18 *"], "quarter")],
)
def test_a_recorded_part_is_no_baseline_and_is_not_compared(release: Path, options: list[str], option: str) -> None:
    (release / "part.json").write_text(checked(release, "-f", "json", *options).out)
    said = f"only results that --{option} asked for are in it; run check again without --{option}"
    done = checked(release, "--baseline", "part.json")
    assert (done.code, done.out) == (2, "")
    assert done.err == f"slcheck: exit 2: the baseline part.json cannot be used: {said}\n"
    compared = here("compare", "part.json", "quarter.csv", "--targets", "targets", cwd=release)
    assert (compared.code, said in compared.err) == (3, True)


NAMES = st.text("ab *?[]!-\t", min_size=1, max_size=6)


@given(pattern=NAMES)
def test_whatever_is_written_as_a_pattern_is_one(pattern: str) -> None:
    seen = observe(printed("97.0"), measure(), provider="London")
    wanted = asked(Filters(providers=(pattern,)), Catalogue(measures=(), providers=(), files=()))
    assert wanted.has(seen) is (wanted.complaint([seen]) is None)


def test_without_a_filter_every_release_is_accounted_for(release: Path) -> None:
    """Also one of a quarter in which no target is in force."""
    figures(release / "quarter.csv", ROWS[0], "SCH9 SL001,North,2015-16 Q1,98,100")
    quarters = {each["quarter"] for each in document(release)["completeness"]}
    assert quarters == {"2017-18 Q1", "2015-16 Q1"}
    narrowed = {each["quarter"] for each in document(release, "--measure", "SL001")["completeness"]}
    assert narrowed == {"2017-18 Q1"}

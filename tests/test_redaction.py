"""``--redact``: a build log that anybody may read says how many figures have each status, and nothing of any of them.

All that the inputs hold is looked for in all that comes out: figures, counts, dates, codes, names of providers, sheets
and files, and any two digits in a row. What is left of numbers are the counts of statuses and problems, the versions of
the document and of slcheck, and the exit code.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from invented import Done, declarations, figures, here
from slcheck.model import Policy, Report, Status
from slcheck.redaction import redacted
from slcheck.render import FOR_PEOPLE, FORMATS, LISTS
from slcheck.summary import Outcome
from support import workbook

WHOLE = [each for each in FORMATS if each not in LISTS]
NAMES = ["North", "South", "Wales", "Borset", "Alpha", "Beta", "SCH9", "SL0", "AB", "secret", "Flood", "Manager", "cmd"]
DIGITS = re.compile(r"[0-9]{2}")
PASSES = "SCH9 SL001,North,2017-18 Q1,98,100"
MISSES = "SCH9 SL001,South,2017-18 Q1,7654,8123"
WARNS = "SCH9 SL003,North,2017-18 Q1,980,1000,98.4%"
BROKEN = "SCH9 SL003,Wales,2017-18 Q1,345,333"
HOSTILE = "SCH9 SL001,\x1b[31mBorset 4711 [red]secret[/] =cmd|x,2017-18 Q1,1234,5678"


@pytest.fixture
def release(tmp_path: Path) -> Path:
    declarations(tmp_path / "targets")
    (tmp_path / "waivers.yaml").write_text(
        "waivers:\n  - {measure: SCH9 SL001, provider: South, quarter: 2017-18 Q1, reason: Flood of 1987.,\n"
        "     approved_by: Manager 77, expires: 2018-03-31}\n"
        "  - {measure: SCH9 AB, provider: Wales, quarter: 2017-18 Q1, reason: Flood., approved_by: Manager,\n"
        "     expires: 2018-03-31}\n"
    )
    figures(tmp_path / "secret-2017-q1.csv", PASSES, MISSES)
    return tmp_path


def checked(release: Path, *options: str, file: str = "secret-2017-q1.csv", **settings: Any) -> Done:
    return here("check", file, "--targets", "targets", "--redact", *options, cwd=release, **settings)


def leaks(*texts: str) -> list[str]:
    """What of the inputs stands in ``texts``, each with its line."""
    return [
        line
        for text in texts
        for line in text.splitlines()
        if DIGITS.search(line) or any(re.search(rf"\b{name}", line) for name in NAMES)
    ]


RUNS = {
    "success": ([PASSES], [], 0),
    "a miss": ([PASSES, MISSES], [], 1),
    "in full": ([PASSES, MISSES, WARNS], ["-v"], 1),
    "warnings": ([PASSES, WARNS], ["--strict"], 3),
    "a broken figure": ([PASSES, MISSES, BROKEN], ["-v"], 3),
    "a hostile cell": ([PASSES, HOSTILE], ["-v"], 3),
    "a filter": ([PASSES, MISSES], ["--provider", "North", "-v"], 0),
    "a filter that matches nothing": ([PASSES, MISSES], ["--provider", "Nroth 99"], 2),
    "another quarter": ([PASSES], ["--quarter", "2018-19 Q1"], 2),
    "a word that is none": ([PASSES], ["--quarter", "Q1 2017"], 2),
    "points that are none": ([PASSES], ["--near", "12x"], 2),
    "an option that is none": ([PASSES], ["--porvider", "North 12"], 2),
    "waivers": ([PASSES, MISSES], ["--waivers", "waivers.yaml", "--as-of", "2018-01-01", "-v"], 0),
    "waivers that expired": ([PASSES, MISSES], ["--waivers", "waivers.yaml", "--as-of", "2019-01-01"], 1),
    "wrong declarations": ([PASSES], ["--waivers", "secret-2017-q1.csv"], 2),
    "no declarations": ([PASSES], ["--targets", "secret-2017"], 2),
    "no baseline": ([PASSES], ["--baseline", "secret-2017.json"], 2),
    "a baseline that is none": ([PASSES], ["--baseline", "secret-2017-q1.csv"], 2),
    "missing providers": ([PASSES, MISSES], ["--complete", "-v"], 3),
    "sums": ([PASSES, MISSES, "SCH9 SL001,Wales,2017-18 Q1,98,100"], ["--by", "owner", "-v"], 1),
    "given twice": ([PASSES, PASSES], ["-v"], 0),
    "contradicting itself": ([PASSES, "SCH9 SL001,North,2017-18 Q1,97,100"], ["-v"], 3),
    "near": ([PASSES, MISSES], ["--near", "12.5", "-v", "--fail-on", "fail"], 0),
    "no table": ([], [], 3),
    "an output that is an input": ([PASSES], ["-o", "json=secret-2017-q1.csv"], 2),
    "an output that cannot be written": ([PASSES], ["-o", "secret-2017/q1.json"], 2),
    "an output that is none": ([PASSES], ["-o", "secret-2017.pdf"], 2),
}


@pytest.mark.parametrize("format_", WHOLE)
@pytest.mark.parametrize(("rows", "options", "code"), RUNS.values(), ids=RUNS)
def test_nothing_of_the_inputs_comes_out(
    release: Path, format_: str, rows: list[str], options: list[str], code: int
) -> None:
    figures(release / "secret-2017-q1.csv", *rows)
    before = {path.name for path in release.iterdir()}
    outputs = [word for each in WHOLE for word in ("-o", f"{each}=out-{each}")]
    done = checked(release, "-f", format_, *outputs, *options)
    written = [path.read_text() for path in sorted(release.iterdir()) if path.name not in before]
    assert done.code == code
    assert leaks(done.out, done.err, *written) == []
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("rows", "options", "last"),
    [
        ([PASSES], [], ""),
        ([PASSES, MISSES], [], "slcheck: exit 1: something that --fail-on names; the rest is withheld (--redact)"),
        ([PASSES], ["--quarter", "2018-19 Q1"],
         "slcheck: exit 2: wrong use, or wrong declarations; the rest is withheld (--redact)"),
        ([PASSES, BROKEN], [],
         "slcheck: exit 3: the data could not be fully judged; the rest is withheld (--redact)"),
        ([PASSES], ["--near", "x"],
         "slcheck: exit 2: wrong use, or wrong declarations; the rest is withheld (--redact) (see slcheck check "
         "--help)"),
    ],
)  # fmt: skip
def test_why_a_run_ends_as_it_does_is_said_by_its_kind(
    release: Path, rows: list[str], options: list[str], last: str
) -> None:
    figures(release / "secret-2017-q1.csv", *rows)
    assert checked(release, *options).last == last


def test_people_are_told_how_many_figures_have_each_status(release: Path) -> None:
    done = checked(release)
    assert done.out == "All: 1 of 2 pass, 1 fail\n"
    figures(release / "secret-2017-q1.csv", PASSES, MISSES, BROKEN)
    assert checked(release).err.splitlines() == [
        "slcheck: exit 3: the data could not be fully judged; the rest is withheld (--redact)",
    ]


@pytest.mark.parametrize("options", [["--quarter", "2018-19 Q1"], ["--targets", "secret"], ["--near", "x"]])
def test_a_run_that_judged_nothing_says_nothing_of_passes(release: Path, options: list[str]) -> None:
    assert checked(release, *options).out == ""


def test_counts_above_nine_are_the_only_digits_left(release: Path) -> None:
    rows = [f"SCH9 SL001,North,20{year}-{year + 1} Q{quarter},{9700 + year},9999"
            for year in range(16, 19) for quarter in range(1, 5)]  # fmt: skip
    figures(release / "secret-2017-q1.csv", *rows)
    done = checked(release, "-f", "json")
    document = json.loads(done.out)
    assert (done.code, document["summary"]["pass"], document["summary"]["results"]) == (0, 12, 12)
    assert re.findall(r"[0-9]{2,}", done.out) == ["12", "12"]


def test_the_document_is_that_of_a_run_without_results(release: Path) -> None:
    document = json.loads(checked(release, "-f", "json").out)
    assert document["policy"] == json.loads(here("check", "-f", "json", "--redact", cwd=release).out)["policy"]
    assert {key: document[key] for key in ("inputs", "declarations", "results", "rollups", "completeness")} == {
        "inputs": [], "declarations": [], "results": [], "rollups": [], "completeness": [],
    }  # fmt: skip
    summary = document["summary"]
    assert {key: summary[key] for key in ("results", "pass", "fail", "near", "no_data", "no_target")} == {
        "results": 2, "pass": 1, "fail": 1, "near": 0, "no_data": 0, "no_target": 0,
    }  # fmt: skip
    assert (summary["by_framework"], summary["flags"], summary["worst"]) == ([], {}, [])
    assert summary["exit_reason"] == "something that --fail-on names; the rest is withheld (--redact)"


@pytest.mark.parametrize("format_", LISTS)
@pytest.mark.parametrize("where", ["-f", "-o"])
def test_a_list_has_nothing_left_to_list(release: Path, format_: str, where: str) -> None:
    done = checked(release, where, format_ if where == "-f" else f"{format_}=out")
    assert done.code == 2
    assert done.err == f"slcheck: exit 2: --redact leaves nothing to list as {format_}; choose another format\n"
    assert not (release / "out").exists()
    assert leaks(done.out) == []


@pytest.mark.parametrize("settings", ["redact = true\nnear = 12.5\n", 'redact = true\nprovider = "North 12"\n'])
def test_a_file_of_settings_can_ask_for_it(release: Path, settings: str) -> None:
    (release / "slcheck.toml").write_text(settings)
    done = here("check", "secret-2017-q1.csv", "--targets", "targets", "-v", cwd=release)
    assert (leaks(done.out, done.err), "withheld" in done.err) == ([], True)
    (release / "slcheck.toml").unlink()
    env = {"SLCHECK_REDACT": "1", "SLCHECK_PROVIDER": "North;Nroth 12"}
    done = here("check", "secret-2017-q1.csv", "--targets", "targets", "-v", cwd=release, env=env)
    assert (done.code, leaks(done.out, done.err), "withheld" in done.err) == (2, [], True)


def test_a_workbook_keeps_its_sheets_and_cells_to_itself(release: Path) -> None:
    rows = [
        ["Measure", "Provider", "Quarter", "Percentage"],
        ["SCH9 SL001", "North", "2017-18 Q1", "97,x1"],
        ["SCH9 SL001", "Secret 12", "2017-18 Q1", "12.5%"],
        ["SCH9 SL001", "South", "2017-18 Q1", "98.5%"],
    ]
    workbook(release / "secret 2018.xlsx", {"Data 4711": rows, "secret 99": [["Borset 12"]]})
    for format_ in WHOLE:
        done = checked(release, "-f", format_, "-v", file="secret 2018.xlsx")
        assert (done.code, leaks(done.out, done.err)) == (3, [])


def test_a_fault_tells_no_more_than_where_it_is(release: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("North 4711")

    monkeypatch.setattr("slcheck.run.judge_all", broken)
    done = checked(release)
    assert (done.code, done.out) == (70, "")
    assert re.fullmatch(
        r"slcheck: exit 70: a fault in slcheck, not in the data: KeyError at test_redaction\.py:[0-9]+; nothing was "
        r"judged; report it\n",
        done.err,
    )


def test_every_exit_code_of_a_run_has_its_words() -> None:
    for code in (0, 1, 2, 3):
        report, end = redacted(Report(policy=Policy(near=None)), Outcome(code, "North 4711"))
        assert (end.exit_code, "4711" in end.why) == (code, False)
        assert report.withheld == dict.fromkeys(Status, 0)
    assert set(FOR_PEOPLE) <= set(WHOLE)

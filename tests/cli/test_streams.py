"""Standard output holds the result and nothing else; files are whole or not there; inputs are never written over."""

import json
import os
import stat
from pathlib import Path

import pytest

from support import INVENTED, PRINTED, long_rows, slcheck, workbook


@pytest.mark.parametrize("options", [["-f", "json"], ["-f", "csv"], []])
def test_the_same_input_gives_the_same_bytes(options: list[str]) -> None:
    outputs = {slcheck("check", INVENTED, *options, env={**os.environ, "PYTHONHASHSEED": seed}).stdout for seed in "12"}
    assert len(outputs) == 1


def test_outputs_are_written_beside_what_goes_to_stdout(tmp_path: Path) -> None:
    done = slcheck("check", PRINTED, "-f", "csv", "-o", tmp_path / "a.json", "-o", f"table={tmp_path / 'b.out'}")
    assert done.returncode == 1
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["summary"]["pass"] == 18
    assert "CRC: 8 of 21 pass" in (tmp_path / "b.out").read_text(encoding="utf-8")
    assert done.stdout.count("\n") == 43
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.out"]


def test_an_output_replaces_a_file_and_keeps_its_permissions(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("old")
    target.chmod(0o640)
    slcheck("check", PRINTED, "-o", target)
    assert json.loads(target.read_text(encoding="utf-8"))["schema_version"]
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_an_output_is_never_an_input_nor_given_twice(tmp_path: Path) -> None:
    data = tmp_path / "data.csv"
    data.write_text("Measure,Provider,Quarter,Numerator,Denominator\nSCH9 SL001,London,2017-18 Q1,98,100\n")
    before = data.read_bytes()
    done = slcheck("check", data, "-o", tmp_path / "." / "data.csv")
    assert (done.returncode, data.read_bytes()) == (2, before)
    assert done.stderr.splitlines()[-1].startswith(f"slcheck: exit 2: {data} is already used for {data}; write to")
    twice = slcheck("check", data, "-o", tmp_path / "x.csv", "-o", tmp_path / "x.csv")
    assert twice.returncode == 2
    assert not (tmp_path / "x.csv").exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    done = slcheck("check", PRINTED, "-o", tmp_path / "missing" / "out.json")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"slcheck: exit 2: {tmp_path / 'missing' / 'out.json'} cannot be written (No such file or directory); choose "
        "another place with -o"
    )


@pytest.mark.parametrize(
    ("environment", "options", "coloured"),
    [
        ({}, [], False),
        ({}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
    ],
)
def test_colour_is_decided_once(environment: dict[str, str], options: list[str], coloured: bool) -> None:
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")}
    done = slcheck("check", PRINTED, *options, env=plain | environment)
    assert ("\x1b[" in done.stdout) is coloured


def test_colour_says_nothing_that_words_do_not() -> None:
    import re

    coloured = slcheck("check", PRINTED, "--color", "always").stdout
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == slcheck("check", PRINTED).stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_console_that_lacks_a_letter_still_shows_the_table(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "mine.yaml").write_text(
        "framework: CRC\ntitle: Mine\nmeasures:\n  - code: LOC 01\n    title: Früh – 早い\n    definition: d\n"
        "    kind: service level\n    numerator: n\n    denominator: d\n    direction: at least\n"
        "    targets:\n      - {from: 2016-17 Q4, level: 90%, source: s}\n",
        encoding="utf-8",
    )
    (tmp_path / "d.csv").write_text("Measure,Quarter,Numerator,Denominator\nLOC 01,2017-18 Q1,9,10\n")
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    done = slcheck("check", "d.csv", "--targets", "mine.yaml", cwd=tmp_path, env=environment, encoding=encoding)
    assert done.returncode == 0
    assert "PASS    LOC 01   Fr" in done.stdout
    as_json = slcheck("check", "d.csv", "--targets", "mine.yaml", "-f", "json", cwd=tmp_path, env=environment)
    assert json.loads(as_json.stdout)["results"][0]["title"] == "Früh – 早い"


def test_text_from_a_file_is_data_and_never_acts(tmp_path: Path) -> None:
    provider = "[red]Borsetshire[/] \x1b[31m[c] =cmd|x"
    path = workbook(
        tmp_path / "quarter.xlsx",
        {"Data (x)": [["Measure", "Provider", "Quarter", "Percentage"],
                      ["SCH9 SL001", "London", "2017-18 Q1", "98%"],
                      ["SCH9 SL001", provider.replace("\x1b", ""), "2017-18 Q1", "98%"]]},
    )  # fmt: skip
    done = slcheck("check", path, "--color", "always")
    assert "'[red]Borsetshire[/] [31m[c] =cmd|x' is no declared provider" in done.stderr
    assert done.stderr.startswith(f"error: {path}, sheet Data (x), cell B3: ")


def test_cells_of_a_csv_are_inert(tmp_path: Path) -> None:
    name = tmp_path / "=1+1.csv"
    name.write_text("Measure,Provider,Quarter,Numerator,Denominator\nSCH9 SL001,London,2017-18 Q1,90,100\n")
    done = slcheck("check", "=1+1.csv", "-f", "csv", cwd=tmp_path)
    row = done.stdout.splitlines()[1].split(",")
    assert "'=1+1.csv" in row
    assert "-7.0" in row
    assert not [cell for cell in row if cell.startswith(("=", "+", "@")) or (cell.startswith("-") and cell != "-7.0")]


def test_wildcards_are_expanded_and_lock_files_skipped(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b [1].xlsx"):
        measure = "SCH9 SL001" if name == "a.xlsx" else "SCH9 SL002"
        workbook(tmp_path / name, {"Data": long_rows([measure, "London", "2017-18 Q1", 99, 100, None])})
    (tmp_path / "~$a.xlsx").write_bytes(b"lock")
    both = slcheck("check", "*.xlsx", "-f", "json", cwd=tmp_path)
    assert [each["path"] for each in json.loads(both.stdout)["inputs"]] == ["a.xlsx", "b [1].xlsx"]
    literal = slcheck("check", "b [1].xlsx", "-f", "json", cwd=tmp_path)
    assert [each["path"] for each in json.loads(literal.stdout)["inputs"]] == ["b [1].xlsx"]
    nothing = slcheck("check", "*.ods", cwd=tmp_path)
    assert nothing.returncode == 3


def test_standard_input_is_read_like_a_file() -> None:
    with PRINTED.open("rb") as stream:
        done = slcheck("check", "-", "-f", "json", stdin=stream)
    document = json.loads(done.stdout)
    assert document["summary"]["pass"] == 18
    assert document["inputs"][0]["path"] == "standard input"


def test_what_was_used_and_left_out_is_always_said() -> None:
    line = (
        "read 42 rows as figures from 2 sheets of samples/hmip-2017-figures-8-9.xlsx; left out: 4 rows (headings), "
        "13 rows (titles and notes)"
    )
    assert line in slcheck("check", "samples/hmip-2017-figures-8-9.xlsx").stderr
    assert line not in slcheck("check", "samples/hmip-2017-figures-8-9.xlsx", "--quiet").stderr
    verbose = slcheck("check", "samples/hmip-2017-figures-8-9.xlsx", "--verbose").stderr
    assert "sheet CRC: layout print; 21 rows used\n  A3 CRC service level = measure\n" in verbose


def test_declarations_are_inputs_too(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("framework: CRC\n")
    for targets in (mine, tmp_path):
        done = slcheck("check", PRINTED, "--targets", targets, "-o", f"json={mine}")
        assert (done.returncode, mine.read_text()) == (2, "framework: CRC\n")


def test_outputs_are_all_written_or_none(tmp_path: Path) -> None:
    done = slcheck("check", PRINTED, "-o", tmp_path / "good.json", "-o", tmp_path / "missing" / "bad.json")
    assert done.returncode == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("near", ["nan", "inf", "-1", "101"])
def test_a_tolerance_that_is_no_number_of_points_is_wrong_use(near: str) -> None:
    assert slcheck("check", PRINTED, f"--near={near}").returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="closing a stream is a matter of the shell")
def test_closed_streams_are_no_fault() -> None:
    import subprocess

    from support import COMMAND, ROOT

    for command in (f"{COMMAND} check {PRINTED} >&-", f"{COMMAND} check {PRINTED} 2>&-"):
        assert subprocess.run(["sh", "-c", command], cwd=ROOT, check=False, stdout=subprocess.DEVNULL).returncode == 1
    done = subprocess.run(["sh", "-c", f"{COMMAND} check - <&-"], cwd=ROOT, check=False, capture_output=True, text=True)
    assert (done.returncode, "standard input is closed" in done.stderr) == (3, True)


def test_figures_of_other_quarters_are_counted_when_one_is_asked_for(tmp_path: Path) -> None:
    rows = [["SCH9 SL001", "London", quarter, 98, 100, None] for quarter in ("2017-18 Q1", "2017-18 Q2")]
    path = workbook(tmp_path / "data.xlsx", {"Data": long_rows(*rows)})
    done = slcheck("check", path, "--quarter", "2017-18 Q1", "-f", "json")
    assert json.loads(done.stdout)["summary"]["not_wanted"] == 1
    assert "1 of them not asked for" in done.stderr


def test_the_misses_alone_still_say_whose_and_when_they_are(tmp_path: Path) -> None:
    rows = [
        ["SCH9 SL001", "Northumbria", "2017-18 Q1", 700, 801, None],
        ["SCH9 SL001", "Essex", "2017-18 Q2", 1, 1, None],
    ]
    done = slcheck("check", workbook(tmp_path / "data.xlsx", {"Data": long_rows(*rows)}), "--show", "missed")
    miss = next(line for line in done.stdout.splitlines() if line.startswith("FAIL"))
    assert "Northumbria" in miss
    assert "2017-18 Q1" in miss


def test_a_crc_and_a_division_of_one_name_are_two_providers(tmp_path: Path) -> None:
    rows = [[code, "London", "2017-18 Q1", 98, 100, None] for code in ("SCH9 SL001", "NPS SL001")]
    done = slcheck("check", workbook(tmp_path / "data.xlsx", {"Data": long_rows(*rows)}))
    assert done.stdout.startswith("2 providers, 2017-18 Q1 (April to June 2017)\n")


def test_targets_named_twice_are_wrong_use() -> None:
    done = slcheck("check", PRINTED, "--targets", "targets", "--targets", "targets")
    assert done.returncode == 2
    assert "it is given twice; put the files in one folder and name that" in done.stderr


def test_lines_below_the_table_keep_to_its_width() -> None:
    for line in slcheck("check", INVENTED, "--width", "80").stdout.splitlines():
        assert len(line) <= 80

"""Standard output holds the result and nothing else; files are whole or not there; inputs are never written over."""

import contextlib
import csv
import io
import json
import os
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from invented import Done, declarations, figures, here
from slcheck.cli import terminal
from slcheck.errors import WrongUse
from slcheck.render import FORMATS
from slcheck.render.schema import RESULT_KEYS
from support import COMMAND, INVENTED, PRINTED, long_rows, slcheck, workbook


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
    assert "it is given twice; name one" in done.stderr


def test_lines_below_the_table_keep_to_its_width() -> None:
    for line in slcheck("check", INVENTED, "--width", "80").stdout.splitlines():
        assert len(line) <= 80


# Standard output, in every verb, format and exit code

DATA = "SCH9 SL001,North,2017-18 Q1,98,100"
MISS = "SCH9 SL001,South,2017-18 Q1,90,100"
BROKEN = "SCH9 SL001,Wales,2017-18 Q1,120,100"
NO_TEXT = "\udcff"
"""A byte that is no text, as Python reads it in arguments."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    declarations(tmp_path / "targets")
    figures(tmp_path / "good.csv", DATA)
    figures(tmp_path / "miss.csv", DATA, MISS)
    figures(tmp_path / "broken.csv", DATA, BROKEN)
    return tmp_path


def on_data(folder: Path, *arguments: str, **settings: Any) -> Done:
    return here(*arguments, "--targets", "targets", cwd=folder, **settings)


@pytest.mark.parametrize("format_", sorted(FORMATS))
@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["good.csv"], 0),
        (["miss.csv"], 1),
        (["miss.csv", "-v", "--strict", "--complete"], 3),
        (["broken.csv"], 3),
        (["gone.csv"], 3),
        (["good.csv", "--near", "x"], 2),
        (["good.csv", "--nope"], 2),
        (["good.csv", "--quarter", "2018-19 Q1"], 2),
        (["good.csv", "-o", "gone/out.json"], 2),
        ([], 2),
    ],
)
def test_standard_output_of_check_is_the_result_or_nothing(
    folder: Path, format_: str, arguments: list[str], code: int
) -> None:
    done = on_data(folder, "check", *arguments, "-f", format_)
    assert done.code == code
    assert "slcheck: exit" not in done.out
    assert code == 0 or done.last.startswith(f"slcheck: exit {code}: ")
    assert "Traceback" not in done.err
    match format_:
        case "json":
            assert json.loads(done.out)["summary"]["exit_code"] == code
        case "csv":
            assert {len(row) for row in csv.reader(io.StringIO(done.out))} == {len(RESULT_KEYS)}
        case "table":
            assert bool(done.out) is (code != 2 and arguments != ["gone.csv"])


@pytest.mark.parametrize(
    ("arguments", "code", "is_said"),
    [
        (["compare", "miss.csv", "good.csv"], 1, True),
        (["compare", "good.csv", "gone.csv"], 3, True),
        (["compare", "good.csv", "good.csv"], 2, False),
        (["compare", "good.csv", "miss.csv", "--fail-on", "x"], 2, False),
        (["explain", "SCH9 SL001", "broken.csv"], 3, True),
        (["explain", "SL9"], 2, False),
        (["inspect", "broken.csv"], 0, True),
        (["inspect", "gone.csv"], 3, True),
        (["targets"], 0, True),
        (["targets", "--on", "x"], 2, False),
        (["template", "-o", "gone/t.xlsx"], 2, False),
        (["template", "-o", "good.csv"], 2, False),
    ],
)
def test_standard_output_of_other_verbs_is_the_result_or_nothing(
    folder: Path, arguments: list[str], code: int, is_said: bool
) -> None:
    done = on_data(folder, *arguments)
    assert (done.code, bool(done.out)) == (code, is_said)
    assert "slcheck: exit" not in done.out
    assert (code == 0) or done.last.startswith(f"slcheck: exit {code}: ")


def test_a_comparison_that_was_asked_for_wrongly_is_a_document_too(folder: Path) -> None:
    for arguments in (["--near", "x"], ["--fail-on", "x"], ["--nope"]):
        done = on_data(folder, "compare", "good.csv", "miss.csv", "-f", "json", *arguments)
        assert (done.code, json.loads(done.out)["summary"]["exit_code"]) == (2, 2)


@pytest.mark.parametrize("format_", ["table", "json", "csv"])
@pytest.mark.parametrize(
    "arguments",
    [["--near", NO_TEXT], ["--provider", NO_TEXT], ["--targets", NO_TEXT], ["--waivers", NO_TEXT],
     ["--fail-on", NO_TEXT], ["--baseline", NO_TEXT], ["-o", f"{NO_TEXT}/x.json"], ["-o", NO_TEXT],
     ["--quarter", NO_TEXT], [f"--{NO_TEXT}"], ["--as-of", NO_TEXT], ["--provider", "\x1b[31m"]],
)  # fmt: skip
def test_an_argument_that_is_no_text_is_wrong_use_and_no_fault(
    folder: Path, format_: str, arguments: list[str]
) -> None:
    first = [] if "--targets" in arguments else ["--targets", "targets"]
    done = here("check", "good.csv", *first, "-f", format_, *arguments, cwd=folder)
    assert done.code == 2
    assert done.last.startswith("slcheck: exit 2: ")
    if format_ == "json":
        assert json.loads(done.out)["summary"]["exit_code"] == 2


def test_a_word_before_the_verb_that_is_no_text(folder: Path) -> None:
    for arguments in ([NO_TEXT], ["explain", NO_TEXT], ["lint", NO_TEXT], ["template", "-o", f"{NO_TEXT}/x.xlsx"]):
        assert here(*arguments, cwd=folder).code == 2
    assert on_data(folder, "compare", "good.csv", NO_TEXT, "-f", "json").code == 3
    assert on_data(folder, "inspect", NO_TEXT).code == 3


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8", "utf-16"])
@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_no_console_is_too_poor_for_a_result(folder: Path, format_: str, encoding: str) -> None:
    figures(folder / "früh 早い.csv", DATA, MISS, "SCH9 SL001,Norþ 早い \u202e,2017-18 Q1,1,2")
    done = on_data(
        folder, "check", "früh 早い.csv", "-f", format_, encoding=encoding if format_ == "table" else "utf-8"
    )
    assert done.code == 3
    for verb in (["inspect"], ["explain", "SL001", "--"], ["check", "-v", "--"]):
        assert here(
            verb[0], "--targets", "targets", *verb[1:], "früh 早い.csv", cwd=folder, encoding=encoding
        ).code in (2, 3)


# Names of files

NAMES = ["a b.csv", "[a] (1).csv", "-x.csv", "--near.csv", "a\nb.csv", "a\x1b[31mb.csv", "=cmd.csv", "ü.csv",
         "~a;b'\".csv", f"{NO_TEXT}.csv", "json=x.csv", "a,b.csv", "*.csv", "-", "x" * 220 + ".csv"]  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not have")
@pytest.mark.parametrize("name", NAMES)
def test_a_file_may_have_any_name(folder: Path, name: str) -> None:
    if name != "-":
        (folder / name).write_bytes((folder / "miss.csv").read_bytes())
        (folder / "miss.csv").unlink()
        (folder / "good.csv").unlink()
        (folder / "broken.csv").unlink()
        done = here("check", "--targets", "targets", "-q", "--", name, cwd=folder)
        assert (done.code, done.err) == (1, "slcheck: exit 1: 1 fail (of 2 figures judged)\n")
        document = json.loads(here("check", "--targets", "targets", "-f", "json", "--", name, cwd=folder).out)
        assert len(document["results"]) == 2


@pytest.mark.skipif(os.name == "nt", reason="names that Windows does not have")
@pytest.mark.parametrize("name", [name for name in NAMES if name != "-"])
def test_an_output_may_have_any_name(folder: Path, name: str) -> None:
    before = {each.name for each in folder.iterdir()}
    done = on_data(folder, "check", "miss.csv", "-q", "-o", f"csv={name}")
    assert done.code == 1
    assert {each.name for each in folder.iterdir()} - before == {name, f"{name}-metadata.json"}
    assert (folder / name).read_text().startswith("framework,measure,")


def test_an_output_is_no_standard_output(folder: Path) -> None:
    done = on_data(folder, "check", "miss.csv", "-q", "-o", "csv=-")
    assert done.code == 2
    assert "'-' is standard output, and what goes there is said by --format; name a file" in done.err
    assert not (folder / "-").exists()


# What cannot be written


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.mkdir(), "Is a directory"),
        (lambda path: os.mkfifo(path), "it is not a regular file"),
        (lambda path: path.symlink_to("/dev/null"), "it is not a regular file"),
    ],
    ids=["folder", "pipe", "device"],
)
@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_what_is_no_file_is_never_replaced_by_one(folder: Path, make: Callable[[Path], None], said: str) -> None:
    """Whoever may, as the root of a container may, would put a file where all others write to /dev/null."""
    make(folder / "out.json")
    kind = stat.S_IFMT((folder / "out.json").lstat().st_mode)
    before = sorted(folder.iterdir())
    done = on_data(folder, "check", "good.csv", "-o", "other.json", "-o", "out.json")
    assert (done.code, done.last) == (
        2,
        f"slcheck: exit 2: out.json cannot be written ({said}); choose another place with -o",
    )
    assert (sorted(folder.iterdir()), stat.S_IFMT((folder / "out.json").lstat().st_mode)) == (before, kind)


@pytest.mark.skipif(os.name == "nt", reason="limits are those of a shell")
def test_a_disk_that_is_full_leaves_what_was_there(folder: Path) -> None:
    """A limit on the size of files stands for it."""
    (folder / "out.json").write_text("old")
    command = f"ulimit -f 1; {COMMAND} check good.csv --targets targets -q -o gitlab=small.json -o out.json"
    done = subprocess.run(["sh", "-c", command], cwd=folder, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "slcheck: exit 2: out.json cannot be written (File too large); choose another place with -o\n"
    )
    assert (folder / "out.json").read_text() == "old"
    assert not [each.name for each in folder.iterdir() if each.name.startswith(".") or each.name == "small.json"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written(folder: Path) -> None:
    (folder / "locked").mkdir(mode=0o555)
    done = on_data(folder, "check", "good.csv", "-q", "-o", "locked/out.json")
    assert (done.code, done.out) == (2, "")
    assert done.last == (
        "slcheck: exit 2: locked/out.json cannot be written (Permission denied); choose another place with -o"
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["check", "--help"], ["--version"], ["check", "x.csv", "--near", "x", "-f", "json"], ["targets"]],
    ids=" ".join,
)
def test_a_full_disk_is_one_sentence_whatever_was_asked_for(arguments: list[str], tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (
        2,
        b"slcheck: exit 2: standard output cannot be written (No space left on device); make room or choose another\n",
    )


@pytest.mark.skipif(os.name == "nt", reason="pipes close differently")
@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--help"], 0), (["check", "--help"], 0), (["--version"], 0), (["inspect", "gone.csv"], 3), (["lint", "gone"], 2),
     (["explain", "SL001", "gone.csv", "--targets", "targets"], 3)],
)  # fmt: skip
def test_a_reader_that_goes_away_changes_no_exit_code(folder: Path, arguments: list[str], code: int) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        done = subprocess.run([COMMAND, *arguments], stdout=gone, stderr=subprocess.PIPE, check=False, cwd=folder)
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False)


# Ctrl-C


@pytest.mark.parametrize(
    "where", ["slcheck.reading.source.load", "slcheck.run.judge_all", "pathlib.Path.replace", "pathlib.Path.chmod"]
)
def test_an_interrupt_leaves_what_was_there(folder: Path, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    (folder / "out.json").write_text("old")
    before = sorted(folder.iterdir())
    monkeypatch.setattr(where, interrupted)
    done = on_data(folder, "check", "good.csv", "-o", "out.json", "-o", "out.csv")
    assert (done.code, done.out, done.err) == (130, "", "\nslcheck: exit 130: interrupted\n")
    assert (sorted(folder.iterdir()), (folder / "out.json").read_text()) == (before, "old")


# Progress and colour


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of Unix")
@pytest.mark.parametrize(("options", "said"), [([], "reading standard input"), (["--redact"], "working")])
def test_progress_is_said_on_a_terminal_after_a_second_and_taken_away(
    folder: Path, options: list[str], said: str
) -> None:
    ours, theirs = os.openpty()
    command = [COMMAND, "check", "-", "--targets", "targets", "-q", "-f", "json", *options]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=theirs, cwd=folder) as process:
        assert process.stdin
        assert process.stdout
        shown = os.read(ours, 1000).decode()
        process.stdin.write((folder / "good.csv").read_bytes())
        process.stdin.close()
        document = json.loads(process.stdout.read())
    os.close(theirs)
    with contextlib.suppress(OSError):  # the end of a terminal
        shown += os.read(ours, 1000).decode()
    os.close(ours)
    assert document["summary"]["pass"] == 1
    assert shown.startswith(f"\rslcheck: {said} (1 s)")
    assert shown.endswith("\r")
    assert shown.split("\r")[-2].strip() == ""


def test_progress_is_not_said_off_a_terminal_nor_of_what_is_quick(folder: Path) -> None:
    assert "\r" not in on_data(folder, "check", "good.csv").err


@pytest.mark.parametrize(
    ("environment", "on_a_terminal", "off_one"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"NO_COLOR": "1", "CLICOLOR_FORCE": "1"}, False, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "0"}, False, False),
        ({"FORCE_COLOR": ""}, True, False),
        ({"CLICOLOR_FORCE": "1"}, True, True),
        ({"CLICOLOR_FORCE": "0"}, True, False),
        ({"FORCE_COLOR": "0", "CLICOLOR_FORCE": "1"}, False, False),
        ({"CLICOLOR": "0"}, False, False),
        ({"CLICOLOR": "1"}, True, False),
        ({"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, True, True),
        ({"TERM": "dumb"}, False, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
        ({"TERM": "xterm"}, True, False),
    ],
)
def test_which_variables_ask_for_colour(
    environment: dict[str, str], on_a_terminal: bool, off_one: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for is_terminal, expected in ((True, on_a_terminal), (False, off_one)):
        monkeypatch.setattr("sys.stdout", mock.Mock(isatty=lambda is_terminal=is_terminal: is_terminal))
        assert terminal.page("auto", None).colour is expected
        assert terminal.page("always", None).colour is True
        assert terminal.page("never", None).colour is False


@pytest.mark.parametrize("name", ["missing/summary.md", "."])
def test_a_step_summary_is_added_to_or_is_wrong_use(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    terminal.append_step_summary(b"none to add to")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
    terminal.append_step_summary(b"one\n")
    terminal.append_step_summary(b"two\n")
    assert (folder / "summary.md").read_text() == "one\ntwo\n"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / name))
    with pytest.raises(WrongUse, match=r"^the step summary .* cannot be written \(.*\); see GITHUB_STEP_SUMMARY$"):
        terminal.append_step_summary(b"three\n")


def test_a_step_summary_is_never_longer_than_github_shows(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def summary(most: int) -> str:
        monkeypatch.setattr("slcheck.cli.check_verb._LONGEST_SUMMARY", most)
        path = folder / f"summary-{most}.md"
        environment = {"GITHUB_STEP_SUMMARY": str(path)}
        options = ["--targets", "targets", "-q", "-f", "github"]
        assert here("check", "miss.csv", *options, cwd=folder, env=environment).code == 1
        assert len(path.read_bytes()) <= most
        return path.read_text()

    whole = summary(1_000_000)
    misses = summary(len(whole) - 1)
    bare = summary(len(misses) - 1)
    assert ("| PASS |" in whole, "| FAIL |" in whole) == (True, True)
    assert ("| PASS |" in misses, "| FAIL |" in misses) == (False, True)
    assert ("|" in bare, "1 of 2 pass, 1 fail" in bare) == (False, True)


@pytest.mark.skipif(os.name == "nt", reason="links need a right that few have there")
def test_a_link_is_followed_to_the_file_that_it_leads_to(folder: Path) -> None:
    (folder / "real.json").write_text("old")
    (folder / "link.json").symlink_to("real.json")
    (folder / "link-to-link.json").symlink_to("link.json")
    assert on_data(folder, "check", "miss.csv", "-q", "-o", "link-to-link.json").code == 1
    assert (folder / "link.json").is_symlink()
    assert json.loads((folder / "real.json").read_text())["summary"]["fail"] == 1


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="no such streams there")
@pytest.mark.parametrize("where", ["/dev/stdout", "/proc/self/fd/1", "/dev/fd/1", "link"])
def test_a_stream_is_no_file_to_write(folder: Path, where: str) -> None:
    (folder / "link").symlink_to("/proc/self/fd/1")
    done = on_data(folder, "check", "miss.csv", "-q", "-o", f"json={where}")
    assert done.code == 2
    assert "cannot be written (it is not a regular file); choose another place with -o" in done.err
    assert (folder / "link").is_symlink()


def test_a_format_that_is_misspelt_is_no_part_of_a_name(folder: Path) -> None:
    done = on_data(folder, "check", "miss.csv", "-q", "-o", "josn=results.txt")
    assert done.code == 2
    assert "'josn' is no format; did you mean json? A file that is called so is ./josn=results.txt" in done.err
    assert on_data(folder, "check", "miss.csv", "-q", "-o", "./josn=results.txt").code == 1
    assert (folder / "josn=results.txt").read_text().startswith("2 providers")


@pytest.mark.parametrize("wrong", [["--near", "abc"], ["--nope"], ["--measure", "ZZ"], ["--targets", "nowhere"]])
def test_no_report_of_an_earlier_run_is_left_where_a_wrong_run_was_to_write(folder: Path, wrong: list[str]) -> None:
    (folder / "old.json").write_text("{}")
    (folder / "old.xml").write_text("<testsuites/>")
    before = (folder / "miss.csv").read_bytes()
    done = on_data(folder, "check", "miss.csv", "-o", "old.json", "-o", "old.xml", "-o", "csv=miss.csv", *wrong)
    assert (done.code, (folder / "miss.csv").read_bytes()) == (2, before)
    assert on_data(folder, "check", "miss.csv", "-o", "old.json", "-o", "old.xml", *wrong).code == 2
    assert json.loads((folder / "old.json").read_text())["summary"]["exit_code"] == 2
    assert 'errors="1"' in (folder / "old.xml").read_text()


def test_a_step_summary_is_never_written_into_the_data(folder: Path) -> None:
    before = (folder / "good.csv").read_bytes()
    environment = {"GITHUB_STEP_SUMMARY": "good.csv"}
    done = here("check", "good.csv", "--targets", "targets", "-f", "github", cwd=folder, env=environment)
    assert (done.code, (folder / "good.csv").read_bytes()) == (2, before)

"""Every exit code through the installed command, and what it leaves on standard output and error."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from support import COMMAND, INVENTED, PRINTED, ROOT, long_rows, slcheck, workbook

GOOD = ["SCH9 SL001", "Northumbria", "2017-18 Q1", 98, 100, None]
MISS = ["SCH9 SL002", "Northumbria", "2017-18 Q1", 90, 100, None]
NO_CASES = ["SCH9 SL003", "Northumbria", "2017-18 Q1", 0, 0, None]
BROKEN = ["SCH9 SL004", "Northumbria", "2017-18 Q1", 34, 33, None]
WARNED = ["SCH9 SL005", "Northumbria", "2017-18 Q1", 98, 100, "98.4%"]


def last_line(done: "subprocess.CompletedProcess[str]") -> str:
    return done.stderr.splitlines()[-1] if done.stderr else ""


@pytest.mark.parametrize(
    ("rows", "options", "code", "last"),
    [
        ([GOOD], [], 0, ""),
        ([GOOD, NO_CASES], [], 0, ""),
        ([GOOD, MISS], [], 1, "slcheck: exit 1: 1 fail (of 2 figures judged)"),
        ([GOOD, MISS], ["--near", "7"], 1, "slcheck: exit 1: 1 near (of 2 figures judged)"),
        ([GOOD, MISS], ["--near", "7", "--fail-on", "fail"], 0, ""),
        ([GOOD, MISS], ["--fail-on", "none"], 0, ""),
        ([GOOD, NO_CASES], ["--fail-on", "no-data"], 1, "slcheck: exit 1: 1 no_data (of 1 figure judged)"),
        ([MISS, BROKEN], [], 3, "slcheck: exit 3: the data could not be fully judged: 1 problem"),
        ([NO_CASES], [], 3, "slcheck: exit 3: nothing was judged"),
        ([], [], 3, "slcheck: exit 3: the data could not be fully judged: 1 problem"),
        ([GOOD, WARNED], [], 0, ""),
        ([GOOD, WARNED], ["--strict"], 3, "slcheck: exit 3: 1 warning, and --strict was given"),
    ],
)
def test_data(tmp_path: Path, rows: list[list[object]], options: list[str], code: int, last: str) -> None:
    path = workbook(tmp_path / "quarter.xlsx", {"Data": long_rows(*rows)})
    done = slcheck("check", path, *options)
    assert (done.returncode, last_line(done) if code else "") == (code, last)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "last"),
    [
        ([], "slcheck: exit 2: no command was given"),
        (["check"], "slcheck: exit 2: Missing argument 'FILE...'. (see slcheck check --help)"),
        (["chek", str(PRINTED)], "slcheck: exit 2: No such command 'chek'."),
        ([str(PRINTED)], f"slcheck: exit 2: '{PRINTED}' is a file, not a command; write: slcheck check "),
        (["check", str(PRINTED), "--quater", "x"], "slcheck: exit 2: No such option '--quater'."),
        (["check", str(PRINTED), "--quarter", "Q1 2017"],
         "slcheck: exit 2: Invalid value for '--quarter': 'Q1 2017' could mean a calendar or a financial quarter; "
         "write 2017-18 Q1 for the financial one (see slcheck check --help)"),
        (["check", str(PRINTED), "--quarter", "2018-19 Q1"],
         "slcheck: exit 2: no figure belongs to 2018-19 Q1; the files have 2017-18 Q1"),
        (["check", str(PRINTED), "--near", "1%"],
         "slcheck: exit 2: Invalid value for '--near': '1%' is no number of percentage points; write one from 0 to "
         "100, like 0.5 (see slcheck check --help)"),
        (["check", str(PRINTED), "--fail-on", "fial"],
         "slcheck: exit 2: Invalid value for '--fail-on': 'fial' is no status or flag; did you mean fail? (see slcheck "
         "check --help)"),
        (["check", str(PRINTED), "-o", "out.pdf"],
         "slcheck: exit 2: Invalid value for '-o' / '--output': 'out.pdf' has no known extension "
         "(.txt, .json, .csv, .jsonl, .md, .xml); write FORMAT=PATH, like json=out.pdf (see slcheck check --help)"),
        (["check", str(PRINTED), "--targets", "nowhere"],
         "slcheck: exit 2: nowhere: No such file or directory; give a target file or a folder of them"),
    ],
)  # fmt: skip
def test_wrong_use(arguments: list[str], last: str) -> None:
    done = slcheck(*arguments)
    assert done.returncode == 2
    assert last_line(done).startswith(last)
    assert done.stdout == ""


def test_wrong_declarations(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("framework: CRC\ntitle: Mine\nmeasures: []\n")
    for arguments in (["check", PRINTED, "--targets", "mine.yaml"], ["targets", "--targets", "mine.yaml"]):
        done = slcheck(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert "mine.yaml:3:11: 'measures' is empty; it needs at least one entry" in done.stderr
        assert done.stdout == ""
    lint = slcheck("lint", "mine.yaml", cwd=tmp_path)
    assert (lint.returncode, lint.stdout, lint.stderr) == (
        2,
        "mine.yaml:3:11: 'measures' is empty; it needs at least one entry\n",
        "slcheck: exit 2: 1 complaint\n",
    )


def test_a_fault_in_slcheck_is_70_and_never_1(tmp_path: Path) -> None:
    """An uncaught exception would exit with 1, which reads as a missed target."""
    (tmp_path / "sitecustomize.py").write_text(
        "import slcheck.run\ndef broken(*_):\n    raise KeyError('secret')\nslcheck.run.judge_all = broken\n"
    )
    done = slcheck("check", PRINTED, env={**os.environ, "PYTHONPATH": str(tmp_path)})
    assert done.returncode == 70
    assert done.stdout == ""
    assert done.stderr == (
        "slcheck: exit 70: a fault in slcheck, not in the data: KeyError at sitecustomize.py:3; nothing was judged; "
        "report it\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="pipes close differently")
@pytest.mark.parametrize("options", [[], ["-f", "json"], ["-f", "csv"]])
def test_a_closed_pipe_ends_quietly(options: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        done = subprocess.run(
            [COMMAND, "check", INVENTED, *options], stdout=gone, stderr=subprocess.PIPE, check=False, cwd=ROOT
        )
    assert (done.returncode, done.stderr) == (3, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([COMMAND, "check", PRINTED], stdout=full, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    assert done.returncode == 2
    assert done.stderr == (
        b"slcheck: exit 2: standard output cannot be written (No space left on device); make room or choose another\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_an_interrupt_is_130() -> None:
    as_on_a_terminal = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # in the background it would be ignored
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [COMMAND, "check", "-"], stdin=pipe, stdout=pipe, stderr=pipe, preexec_fn=as_on_a_terminal
    )
    wait_until_it_reads(process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, b"", b"\nslcheck: exit 130: interrupted\n")


def wait_until_it_reads(process: "subprocess.Popen[bytes]") -> None:
    """Until the command is blocked on its standard input, as far as the system tells."""
    state = Path(f"/proc/{process.pid}/wchan")
    for _ in range(200):
        time.sleep(0.05)
        if not state.exists() or "pipe" in state.read_text():
            break
    time.sleep(0.5)


def test_json_on_failure_has_the_same_shape_as_on_success(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("framework: CRC\ntitle: Mine\nmeasures: []\n")
    runs = [
        slcheck("check", PRINTED, "-f", "json"),
        slcheck("check", "nowhere.xlsx", "-f", "json"),
        slcheck("check", PRINTED, "-f", "json", "--quarter", "2018-19 Q1"),
        slcheck("check", PRINTED, "-f", "json", "--quarter", "never"),
        slcheck("check", PRINTED, "-f", "json", "--targets", tmp_path / "mine.yaml"),
        slcheck("check", PRINTED, "-f", "json", "-o", tmp_path / "no" / "out.json"),
    ]
    documents = [json.loads(done.stdout) for done in runs]
    assert [done.returncode for done in runs] == [1, 3, 2, 2, 2, 2]
    assert [document["summary"]["exit_code"] for document in documents] == [1, 3, 2, 2, 2, 2]
    assert len({tuple(document) for document in documents}) == 1
    assert [len(document["problems"]) for document in documents] == [0, 1, 1, 1, 1, 1]

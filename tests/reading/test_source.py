"""A file into memory: what is opened, what is refused, and how its name is shown."""

import hashlib
import io
import os
import sys
from pathlib import Path

import pytest

from slcheck import catalogue, reading
from slcheck.errors import UnreadableInput
from slcheck.model import Policy, Reading, Report
from slcheck.reading import bounds, source
from slcheck.run import run
from support import PRINTED

LONG_CSV = "Measure,Provider,Quarter,Numerator,Denominator\nSCH9 SL001,Essex,2017-18 Q1,98,100\n"
HINTS = reading.Hints()
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file")


def read(path: str) -> Reading:
    return reading.read(path, catalogue.load(), HINTS)


def run_on(*paths: str) -> Report:
    return run(paths, Policy())


def refusal(path: str) -> str:
    """The only thing that is said of ``path``, which has to be one problem and no figure."""
    result = read(path)
    assert not result.observations
    (problem,) = result.problems
    assert problem.kind == "unreadable_file"
    return str(problem)


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    path = str(tmp_path / "gone.xlsx")
    said = "cannot be opened (No such file or directory); check the name and that you may read it"
    assert refusal(path) == f"{path}: {said}"


def test_a_folder_says_so(tmp_path: Path) -> None:
    said = "it is a folder; name the files in it, or use a wildcard such as *.xlsx"
    assert refusal(str(tmp_path)) == f"{tmp_path}: {said}"


def test_an_empty_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.touch()
    assert refusal(str(path)) == f"{path}: the file is empty; export it again"


@posix
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe.xlsx"
    os.mkfifo(path)
    assert refusal(str(path)) == f"{path}: it is not a regular file; copy it to one first"


@posix
def test_an_endless_device_is_refused_and_not_read() -> None:
    assert refusal("/dev/zero") == "/dev/zero: it is not a regular file; copy it to one first"


@posix
def test_a_link_to_a_regular_file_is_read(tmp_path: Path) -> None:
    link = tmp_path / "link.xlsx"
    link.symlink_to(PRINTED)
    assert read(str(link)).observations


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "closed.csv"
    path.write_text(LONG_CSV)
    path.chmod(0)
    said = "cannot be opened (Permission denied); check the name and that you may read it"
    assert refusal(str(path)) == f"{path}: {said}"


def test_a_name_that_no_system_can_open_is_a_problem_and_no_traceback() -> None:
    assert "cannot be opened" in refusal("a\0b.xlsx")
    assert "cannot be opened" in refusal("x" * 5000)


def test_a_file_above_the_bound_is_refused_with_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as stream:
        stream.truncate(bounds.FILE_BYTES + 1)
    said = "it has 52,428,801 bytes, and at most 52,428,800 are read; split the file"
    assert refusal(str(path)) == f"{path}: {said}"


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("plain.xlsx", "plain.xlsx"),
        ("-", "standard input"),
        ("\x1b[31mred\x1b[0m.xlsx", "[31mred[0m.xlsx"),
        ("two\nlines.xlsx", "two lines.xlsx"),
        ("right\u202eto left.xlsx", "rightto left.xlsx"),
        ("bad\udcff.xlsx", "bad\\udcff.xlsx"),
        ("café.xlsx", "café.xlsx"),
    ],
)
def test_a_name_is_shown_without_anything_that_acts(path: str, shown: str) -> None:
    assert source.shown_name(path) == shown


@posix
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"\x1b[31mred.csv", "[31mred.csv"),
        (b"\xff\xfe.csv", "\\udcff\\udcfe.csv"),
        ("caf\u0301e \u202e.csv".encode(), "caf\u0301e .csv"),
    ],
)
def test_a_file_with_an_awkward_name_is_read_and_shown_inert(tmp_path: Path, name: bytes, shown: str) -> None:
    path = os.fsencode(tmp_path) + b"/" + name
    Path(os.fsdecode(path)).write_text(LONG_CSV)
    (finding,) = run_on(os.fsdecode(path)).findings
    assert finding.observation.origin.file == f"{tmp_path}/{shown}"


def test_the_hash_is_that_of_the_bytes_on_disk() -> None:
    assert read(str(PRINTED)).input.sha256 == hashlib.sha256(PRINTED.read_bytes()).hexdigest()


def test_a_file_that_is_no_spreadsheet_still_has_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.4")
    assert read(str(path)).input.sha256 == hashlib.sha256(b"%PDF-1.4").hexdigest()
    assert read(str(tmp_path / "gone.xlsx")).input.sha256 is None


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LONG_CSV.encode("utf-8-sig"))))
    (finding,) = run_on("-").findings
    assert str(finding.observation.origin) == "standard input, cell D2"


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    good = tmp_path / "good.csv"
    good.write_text(LONG_CSV)
    report = run_on(str(tmp_path / "gone.csv"), str(good))
    assert (len(report.findings), len(report.problems)) == (1, 1)
    assert [each.path for each in report.inputs] == [str(tmp_path / "gone.csv"), str(good)]


def test_a_bound_that_is_not_passed_says_nothing() -> None:
    bounds.hold("things", 5, 5)
    with pytest.raises(UnreadableInput) as caught:
        bounds.hold("things", 1_234_567, 5)
    assert str(caught.value) == "it has 1,234,567 things, and at most 5 are read; split the file"

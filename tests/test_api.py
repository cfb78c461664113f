"""slcheck from Python: one function, the words of the command line, the same report."""

import datetime
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import slcheck
from invented import declarations, figures, here
from slcheck.api import Asked
from slcheck.cli.check_verb import check_command
from slcheck.model import Flag, Status
from slcheck.render import FORMATS
from support import ROOT

ROWS = [
    "SCH9 SL001,North,2017-18 Q1,965,1000",
    "SCH9 SL001,South,2017-18 Q1,90,100",
    "SCH9 SL003,North,2017-18 Q1,99,100",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    declarations(tmp_path / "targets")
    figures(tmp_path / "q1.csv", *ROWS)
    figures(tmp_path / "q2.csv", *(row.replace("Q1", "Q2").replace("99,", "98,") for row in ROWS))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_is_checked_in_one_line(folder: Path) -> None:
    report = slcheck.check("q1.csv", quarter="2017-18 Q1", near="0.5", targets="targets")
    assert isinstance(report, slcheck.Report)
    assert report.exit_code == 1
    assert report.counts == {
        Status.FAIL: 1, Status.NEAR: 1, Status.NO_DATA: 0, Status.NO_TARGET: 0, Status.PASS: 1,
    }  # fmt: skip
    worst = report.findings[0]
    assert (worst.status, worst.observation.provider, worst.observation.measure.code) == ("fail", "South", "SCH9 SL001")
    assert report.problems == ()
    assert report.outcome.why == "1 fail, 1 near (of 3 figures judged)"


def test_several_files_as_text_or_paths(folder: Path) -> None:
    for files in (["q1.csv", "q2.csv"], ("q1.csv", Path("q2.csv")), [folder / "q1.csv", folder / "q2.csv"]):
        report = slcheck.check(files, targets=folder / "targets")
        assert len(report.findings) == 6
    assert len(slcheck.check(Path("q1.csv"), targets=Path("targets")).findings) == 3
    assert slcheck.check([], targets="targets").exit_code == 3


@pytest.mark.parametrize("near", ["0.5", Decimal("0.5"), 1, "0.500"])
def test_points_are_exact_in_whatever_is_exact(folder: Path, near: Decimal | int | str) -> None:
    assert slcheck.check("q1.csv", near=near, targets="targets").counts[Status.NEAR] == 1


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"near": 0.5}, "near: 0.5 is a binary float, which is not exact; write '0.5' or Decimal('0.5')"),
    ({"near": "x"}, "near: 'x' is no number of percentage points; write one from 0 to 100, like 0.5"),
    ({"near": Decimal("nan")}, "near: 'NaN' is no number of percentage points; write one from 0 to 100, like 0.5"),
    ({"quarter": "Q1 2017"},
     "quarter: 'Q1 2017' could mean a calendar or a financial quarter; write 2017-18 Q1 for the financial one"),
    ({"quarter": "2018-19 Q1"}, "no figure belongs to 2018-19 Q1; the files have 2017-18 Q1"),
    ({"provider": "Nroth"}, "no figure in the files matches --provider Nroth; did you mean North?"),
    ({"measure": ""}, "measure: it is empty; write a name, or a pattern such as SL00*"),
    ({"fail_on": "fial"}, "fail_on: 'fial' is no status or flag; did you mean fail?"),
    ({"fail_on": ["fail", "x"]}, None),
    ({"fail_on": ""}, "fail_on: it is empty; write none if nothing is to fail the run"),
    ({"rounding": "up"}, "rounding: 'up' is none of its words; write exact or as-published"),
    ({"unit": "%"}, "unit: '%' is none of its words; write percent or fraction"),
    ({"by": "region"}, "by: 'region' is none of its words; write provider or owner or division or national"),
    ({"show": "some"}, "show: 'some' is none of its words; write all or missed"),
    ({"as_of": "31/3/2018"}, "as_of: '31/3/2018' is no day; write year, month and day, like 2018-03-31"),
    ({"as_of": datetime.datetime(2018, 3, 31, tzinfo=datetime.UTC)}, None),
    ({"baseline": "gone.json"},
     "the baseline gone.json cannot be used: cannot be opened (No such file or directory); check the name and that you "
     "may read it"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "sentence"), WRONG)
def test_what_is_asked_for_wrongly_is_one_sentence(folder: Path, asked: dict[str, Any], sentence: str | None) -> None:
    with pytest.raises(slcheck.WrongUse) as caught:
        slcheck.check("q1.csv", targets="targets", **asked)
    assert sentence is None or str(caught.value) == sentence
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("name", ["strct", "fail", "format", "redact", "measures"])
def test_a_keyword_that_is_none_is_never_passed_over(folder: Path, name: str) -> None:
    """``strct=True`` would otherwise be a gate that is open."""
    with pytest.raises(TypeError, match=rf"^check\(\) got an unexpected keyword argument '{name}'$"):
        slcheck.check("q1.csv", targets="targets", **{name: True})  # type: ignore[misc]


def test_wrong_declarations_come_with_every_complaint(folder: Path) -> None:
    (folder / "mine.yaml").write_text("framework: CRC\ntitle: Mine\nmeasures: []\n")
    with pytest.raises(slcheck.WrongDeclarations) as caught:
        slcheck.check("q1.csv", targets="mine.yaml")
    assert [str(each) for each in caught.value.complaints] == [
        "mine.yaml:3:11: 'measures' is empty; it needs at least one entry"
    ]
    assert isinstance(caught.value, slcheck.SlcheckError)


def test_a_file_that_cannot_be_read_is_a_problem_in_the_report(folder: Path) -> None:
    report = slcheck.check(["q1.csv", "gone.csv"], targets="targets")
    assert (report.exit_code, len(report.findings)) == (3, 3)
    assert str(report.problems[0]).startswith("gone.csv: cannot be opened (No such file or directory); ")


ALIKE: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"near": "0.5"}, ["--near", "0.5"]),
    ({"measure": "SL001", "provider": ["North", "South"]},
     ["--measure", "SL001", "--provider", "North", "--provider", "South"]),
    ({"quarter": "Apr-Jun 17"}, ["--quarter", "2017-18 Q1"]),
    ({"quarter": ["2017-18 *"], "kind": "service*", "framework": "CRC"},
     ["--quarter", "2017-18 *", "--kind", "service*", "--framework", "CRC"]),
    ({"fail_on": []}, ["--fail-on", "none"]),
    ({"fail_on": ["fail", "not-distinguishable"]}, ["--fail-on", "fail,not_distinguishable"]),
    ({"by": "owner", "show": "missed"}, ["--by", "owner", "--show", "missed"]),
    ({"complete": True, "strict": True}, ["--complete", "--strict"]),
    ({"rounding": "as-published", "unit": "percent"}, ["--rounding", "as-published", "--unit", "percent"]),
    ({"baseline": "base.json"}, ["--baseline", "base.json"]),
    ({"waivers": "waivers.yaml", "as_of": "2018-01-01"}, ["--waivers", "waivers.yaml", "--as-of", "2018-01-01"]),
    ({"waivers": "waivers.yaml", "as_of": datetime.date(2018, 1, 1)},
     ["--waivers", "waivers.yaml", "--as-of", "2018-01-01"]),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "options"), ALIKE, ids=[" ".join(options) or "plain" for _, options in ALIKE])
def test_the_report_is_that_of_the_command_line(folder: Path, asked: dict[str, Any], options: list[str]) -> None:
    (folder / "waivers.yaml").write_text(
        "waivers:\n  - {measure: SCH9 SL001, provider: South, quarter: 2017-18 Q1, reason: Flood.,\n"
        "     approved_by: A. B., expires: 2018-03-31}\n"
    )
    plain = here("check", "q1.csv", "--targets", "targets", "-f", "json", cwd=folder)
    (folder / "base.json").write_text(plain.out)
    done = here("check", "q1.csv", "--targets", "targets", "-f", "json", *options, cwd=folder)
    report = slcheck.check("q1.csv", targets="targets", **asked)
    assert report.to_dict() == json.loads(done.out)
    assert report.exit_code == done.code
    for format_ in FORMATS:
        output = "-f", format_, "-o", f"{format_}=written"
        shown = here("check", "q1.csv", "--targets", "targets", *output, *options, cwd=folder)
        assert report.render(format_) == (folder / "written").read_text("utf-8")
        assert report.render(format_).startswith(shown.out)  # a table goes on, where nothing else tells of problems


def test_every_option_of_check_that_decides_is_a_keyword() -> None:
    options = {option.name for option in check_command.params} - {"files"}
    of_the_terminal = {"format_", "outputs", "colour", "width", "quiet", "verbose", "redact"}
    assert options - of_the_terminal == set(Asked.__annotations__) | {"targets", "waivers", "baseline"}


def test_a_report_is_rendered_in_any_format_and_width(folder: Path) -> None:
    report = slcheck.check("q1.csv", targets="targets")
    assert report.render().startswith("2 providers, 2017-18 Q1 (April to June 2017)\n\nStatus ")
    assert max(map(len, report.render("table", width=80).splitlines())) <= 80 < len(report.render().splitlines()[3])
    assert json.loads(report.render("json")) == report.to_dict()
    with pytest.raises(slcheck.WrongUse, match=r"^'pdf' is no format; write one of table, json, csv"):
        report.render("pdf")


def test_settings_of_the_command_line_have_no_part_in_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script says what it wants; a file beside it or a variable does not open its gate."""
    (folder / "slcheck.toml").write_text("fail-on = 'none'\nnear = 50\n")
    monkeypatch.setenv("SLCHECK_FAIL_ON", "none")
    report = slcheck.check("q1.csv", targets="targets")
    assert (report.exit_code, report.counts[Status.NEAR]) == (1, 0)


def test_what_is_being_done_is_told(folder: Path) -> None:
    told: list[str] = []
    slcheck.check(["q1.csv", "q2.csv"], targets="targets", told=told.append)
    assert told == ["reading q1.csv", "reading q2.csv", "judging"]


def test_a_report_cannot_be_changed(folder: Path) -> None:
    report = slcheck.check("q1.csv", targets="targets", baseline=None)
    with pytest.raises(AttributeError):
        report.outcome = None  # type: ignore[misc, assignment]
    document = report.to_dict()
    document["results"].clear()
    assert len(report.to_dict()["results"]) == 3
    assert not [each for each in report.findings if Flag.KNOWN in each.flags]


def test_importing_slcheck_imports_nothing_heavy() -> None:
    code = (
        "import sys; before = set(sys.modules); import slcheck; assert slcheck.__version__; "
        "print(sorted(set(sys.modules) - before)); slcheck.WrongUse; "
        "print([each for each in ('pydantic', 'yaml', 'click', 'rich', 'openpyxl') if each in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == ["['slcheck']", "[]"]


def test_what_slcheck_does_not_have_is_an_attribute_error() -> None:
    assert set(slcheck.__all__) == {name for name in slcheck.__all__ if getattr(slcheck, name)}
    with pytest.raises(AttributeError, match=r"^module 'slcheck' has no attribute 'chek'$"):
        slcheck.chek  # type: ignore[attr-defined]  # noqa: B018


SNIPPET = """\
from decimal import Decimal
from pathlib import Path

import slcheck

report = slcheck.check(Path("q1.xlsx"), quarter="2017-18 Q1", near="0.5", fail_on=["fail", "unproven"])
reveal_type(report.exit_code)
reveal_type(report.to_dict())
reveal_type(report.counts)
for finding in report.findings:
    reveal_type(finding.observation.provider)
slcheck.check(["a.xlsx", Path("b.xlsx")], near=Decimal("0.5"), told=print)
slcheck.check("q1.xlsx", near=0.5)
slcheck.check("q1.xlsx", strct=True)
"""


def test_it_is_typed_for_those_who_use_it(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    (tmp_path / "mine.py").write_text(SNIPPET)
    cache = ROOT / ".mypy_cache"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file", "", "--cache-dir", str(cache / "snippets"),
         "mine.py"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    said = [line.partition(": ")[2] for line in done.stdout.splitlines()]
    assert (
        said
        == [
            'note: Revealed type is "int"',
            'note: Revealed type is "dict[str, Any]"',
            'note: Revealed type is "dict[slcheck.model.report.Status, int]"',
            'note: Revealed type is "str"',
            'error: Argument "near" to "check" has incompatible type "float"; expected "Decimal | int | str | None"  '
            "[arg-type]",
            'error: Unexpected keyword argument "strct" for "check"  [call-arg]',
            "",
        ]
        or done.returncode == 1
    )

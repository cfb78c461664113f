"""``slcheck compare`` through its command: two files in, what changed out, and the exit code."""

import io
import json
import sys
from pathlib import Path
from typing import NamedTuple

import click
import jsonschema
import pytest

from slcheck.cli import terminal
from slcheck.cli.compare_verb import FAIL_ON_WORDS, changes, compare_command
from slcheck.errors import SlcheckError
from slcheck.model import Policy
from slcheck.render import FORMATS, Page
from slcheck.render.compared_document import compared_schema
from slcheck.run import run
from slcheck.summary import outcome
from support import INVENTED, PRINTED, long_rows, workbook

GOOD = ["SCH9 SL001", "Northumbria", "2017-18 Q1", 98, 100, None]
FELL = ["SCH9 SL001", "Northumbria", "2017-18 Q1", 96, 100, None]
OTHER = ["SCH9 SL002", "Northumbria", "2017-18 Q1", 98, 100, None]
LATER = ["SCH9 SL001", "Northumbria", "2017-18 Q2", 99, 100, None]
BROKEN = ["SCH9 SL004", "Northumbria", "2017-18 Q1", 34, 33, None]
NO_CASES = ["SCH9 SL001", "Northumbria", "2017-18 Q1", 0, 0, None]


class Done(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        return self.err.splitlines()[-1] if self.err else ""


@pytest.fixture
def slcheck(capfdbinary: pytest.CaptureFixture[bytes]):  # type: ignore[no-untyped-def]
    """The command in this process, with the way out of it that ``main`` takes."""

    def done(*arguments: object) -> Done:
        given = [str(each) for each in arguments]
        try:
            code = compare_command.main(given, prog_name="slcheck compare", standalone_mode=False)
        except click.UsageError as error:
            terminal.tell(error.format_message())
            code = 2
        except SlcheckError as error:
            terminal.tell(str(error))
            code = error.exit_code
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Done(code, out.decode(), err.decode())

    return done


def release(path: Path, *rows: list[object]) -> Path:
    return workbook(path, {"Data": long_rows(*rows)})


def results(path: Path, of: Path, policy: Policy | None = None) -> Path:
    """The JSON that ``slcheck check -f json`` writes of a file."""
    report = run([str(of)], policy or Policy())
    path.write_text(FORMATS["json"](report, outcome(report), Page()), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "options", "code", "last"),
    [
        ([GOOD], [GOOD], [], 0, "read 2 rows as figures from 2 sheets of"),
        ([GOOD], [FELL], [], 1, "slcheck: exit 1: 1 flip, 1 unmarked revision (of 1 figure compared)"),
        ([GOOD], [FELL], ["--fail-on", "worse"], 1, "slcheck: exit 1: 1 change for the worse (of 1 figure compared)"),
        ([FELL], [GOOD], ["--fail-on", "worse"], 0, "read 2 rows"),
        ([GOOD], [FELL], ["--fail-on", "none"], 0, "read 2 rows"),
        ([GOOD, OTHER], [GOOD], [], 1, "slcheck: exit 1: 1 measure gone (of 1 figure compared)"),
        ([GOOD, OTHER], [GOOD], ["--fail-on", "flip"], 0, "read 3 rows"),
        (
            [GOOD, OTHER],
            [GOOD],
            ["--fail-on", "measure_gone"],
            1,
            "slcheck: exit 1: 1 measure gone (of 1 figure compared)",
        ),
        ([GOOD], [LATER], [], 0, "read 2 rows"),
        ([GOOD], [LATER], ["--fail-on", "movement"], 1, "slcheck: exit 1: 1 movement (of 1 figure compared)"),
        ([GOOD, OTHER], [FELL, BROKEN], [], 3, "slcheck: exit 3: not fully judged: "),
        ([GOOD], [NO_CASES], [], 3, "slcheck: exit 3: nothing was judged in "),
        ([GOOD], [OTHER], [], 3, "slcheck: exit 3: no measure, provider and quarter stands in both; "),
        ([], [GOOD], [], 3, "slcheck: exit 3: not fully judged: "),
    ],
)
def test_two_workbooks(tmp_path: Path, slcheck, old, new, options, code, last) -> None:  # type: ignore[no-untyped-def]
    done = slcheck(release(tmp_path / "old.xlsx", *old), release(tmp_path / "new.xlsx", *new), *options)
    assert done.code == code
    assert done.last.startswith(last)


@pytest.mark.parametrize(("sample", "code"), [(PRINTED, 0), (INVENTED, 3)])
def test_a_workbook_and_the_results_made_from_it_are_the_same(tmp_path: Path, slcheck, sample: Path, code: int) -> None:  # type: ignore[no-untyped-def]
    document = results(tmp_path / "results.json", sample)
    for pair in ((sample, document), (document, sample)):
        done = slcheck(*pair, "-f", "json")
        assert json.loads(done.out)["changes"] == []
        assert json.loads(done.out)["summary"]["compared"] > 20
        assert done.code == code  # the invented release holds what cannot be used


def test_stored_figures_of_fifteen_digits_are_those_of_their_results(tmp_path: Path, slcheck) -> None:  # type: ignore[no-untyped-def]
    rows = [["Measure", "Provider", "Quarter", "Percentage (%)"]]
    rows += [[f"SCH9 SL00{n}", "Northumbria", "2017-18 Q1", value] for n, value in ((1, 97 - 1e-9), (2, 9700 / 111))]
    path = workbook(tmp_path / "old.xlsx", {"Data": rows})
    done = slcheck(path, results(tmp_path / "new.json", path), "-f", "json")
    assert [change["said"] for change in json.loads(done.out)["changes"]] == []
    assert json.loads(done.out)["summary"]["compared"] == 2


def test_two_documents_of_results(tmp_path: Path, slcheck) -> None:  # type: ignore[no-untyped-def]
    old = results(tmp_path / "old.json", release(tmp_path / "old.xlsx", GOOD))
    new = results(tmp_path / "new.json", release(tmp_path / "new.xlsx", FELL))
    done = slcheck(old, new)
    assert done.code == 1
    assert "WORSE   SCH9 SL001" in done.out
    assert done.err == "slcheck: exit 1: 1 flip, 1 unmarked revision (of 1 figure compared)\n"


def test_results_of_another_rounding_say_so(tmp_path: Path, slcheck) -> None:  # type: ignore[no-untyped-def]
    path = release(tmp_path / "old.xlsx", ["SCH9 SL001", "Northumbria", "2017-18 Q1", 7758, 8000, None])  # 96.975%
    old = results(tmp_path / "old.json", path)
    done = slcheck(old, path, "--rounding", "as-published", "-f", "json")
    (flip,) = json.loads(done.out)["changes"]
    assert (flip["kind"], flip["direction"], flip["cause"]) == ("flip", "better", ["rounding"])


def test_a_wider_tolerance_is_seen_as_the_cause_of_a_flip(tmp_path: Path, slcheck) -> None:  # type: ignore[no-untyped-def]
    path = release(tmp_path / "old.xlsx", FELL)
    done = slcheck(results(tmp_path / "old.json", path), path, "--near", "2", "-f", "json")
    (flip,) = json.loads(done.out)["changes"]
    assert (flip["kind"], flip["direction"], flip["cause"]) == ("flip", "better", ["tolerance"])


def test_a_quarter_is_picked_out_of_both_sides(tmp_path: Path, slcheck) -> None:  # type: ignore[no-untyped-def]
    old = results(tmp_path / "old.json", release(tmp_path / "old.xlsx", GOOD, LATER))
    new = release(tmp_path / "new.xlsx", GOOD)
    assert slcheck(old, new, "--fail-on", "quarter-gone").code == 1
    assert slcheck(old, new, "--fail-on", "quarter-gone", "--quarter", "2017-18 Q1").code == 0
    done = slcheck(old, old.rename(tmp_path / "same.json"), "--quarter", "2016-17 Q1")
    assert done.code == 2


def test_a_document_that_is_refused_is_named_with_the_reason(tmp_path: Path, slcheck) -> None:  # type: ignore[no-untyped-def]
    new = release(tmp_path / "new.xlsx", GOOD)
    old = results(tmp_path / "old.json", new)
    old.write_bytes(old.read_bytes()[:-30])
    done = slcheck(old, new)
    assert (done.code, done.out) == (3, "Nothing could be compared.\n")
    assert done.err.splitlines()[0].startswith(f"error: {old}: it is broken JSON (line ")
    assert done.last == f"slcheck: exit 3: not fully judged: {old}"


def test_json_is_valid_on_success_and_on_every_failure(tmp_path: Path, slcheck) -> None:  # type: ignore[no-untyped-def]
    old, new = release(tmp_path / "old.xlsx", GOOD, OTHER), release(tmp_path / "new.xlsx", FELL, BROKEN)
    wrong = tmp_path / "mine.yaml"
    wrong.write_text("framework: XYZ\n", encoding="utf-8")
    runs = [
        ((old, new), 3),
        ((old, old), 2),
        ((old, tmp_path / "none.xlsx"), 3),
        ((old, new, "--quarter", "2012-13 Q1"), 2),
        ((old, new, "--targets", wrong), 2),
    ]
    for arguments, code in runs:
        done = slcheck(*arguments, "-f", "json")
        document = json.loads(done.out)
        jsonschema.Draft202012Validator(compared_schema()).validate(document)
        assert (done.code, document["summary"]["exit_code"]) == (code, code)
        assert document["problems"]


@pytest.mark.parametrize(
    ("arguments", "last"),
    [
        (["{old}", "{old}"], "slcheck: exit 2: OLD and NEW are the same file, {old}; name two releases"),
        (["-", "-"], "slcheck: exit 2: OLD and NEW are the same file, standard input; name two releases"),
        (
            ["{tmp}/*.xlsx", "{old}"],
            "slcheck: exit 2: OLD stands for 2 files ({tmp}/new.xlsx and {tmp}/old.xlsx); name one of them",
        ),
        (["{old}", "{new}", "--fail-on", "flop"], "'flop' is no kind of change; did you mean flip?"),
        (["{old}"], "Missing argument 'NEW'."),
    ],
)
def test_wrong_use(tmp_path: Path, slcheck, arguments: list[str], last: str) -> None:  # type: ignore[no-untyped-def]
    names = {"old": release(tmp_path / "old.xlsx", GOOD), "new": release(tmp_path / "new.xlsx", FELL), "tmp": tmp_path}
    done = slcheck(*(each.format(**names) for each in arguments))
    assert done.code == 2
    assert done.last.endswith(last.format(**names))


def test_options_that_judge_are_refused_where_nothing_is_judged(tmp_path: Path, slcheck) -> None:  # type: ignore[no-untyped-def]
    path = release(tmp_path / "old.xlsx", GOOD)
    old, new = results(tmp_path / "old.json", path), results(tmp_path / "new.json", path)
    done = slcheck(old, new, "--near", "1", "--rounding", "exact")
    assert done.last == (
        "slcheck: exit 2: --near and --rounding cannot change results that were judged before; "
        "judge them again with slcheck check"
    )


@pytest.mark.parametrize("is_json", [True, False])
def test_either_side_may_be_standard_input(  # type: ignore[no-untyped-def]
    tmp_path: Path, slcheck, monkeypatch: pytest.MonkeyPatch, is_json: bool
) -> None:
    old = release(tmp_path / "old.xlsx", GOOD)
    given = results(tmp_path / "new.json", old) if is_json else old
    stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(given.read_bytes())))  # type: ignore[arg-type]
    monkeypatch.setattr(sys, "stdin", stream)
    done = slcheck(old, "-")
    assert (done.code, done.out.splitlines()[0]) == (0, f"{old} to standard input, 2017-18 Q1")


def test_kinds_are_written_with_either_stroke() -> None:
    assert changes("Unmarked_Revision, flip,flip") == ("unmarked-revision", "flip")
    assert changes("none") == ()
    assert changes(",".join(FAIL_ON_WORDS)) == FAIL_ON_WORDS
    for text, said in (
        ("", "it is empty; write none if nothing is to fail the run"),
        ("zzz", f"'zzz' is no kind of change; write {', '.join(FAIL_ON_WORDS)}, or none"),
        ("flip,none", "'none' is no kind of change"),
    ):
        with pytest.raises(ValueError, match=said[:20]):
            changes(text)

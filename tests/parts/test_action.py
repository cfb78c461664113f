"""The GitHub action: its shape, and its script run as a runner runs it, on the installed command and hostile names."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from support import PRINTED, ROOT, SAMPLES

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["id"]: step for step in ACTION["runs"]["steps"]}
MET = "Measure,Provider,Quarter,Numerator,Denominator\nSCH9 SL001,Wales,2017-18 Q1,98,100\n"
HOSTILE = [
    "a b.csv",
    " begins with a blank.csv",
    "$(touch pwned).csv",
    "`touch pwned`.csv",
    "x; touch pwned.csv",
    "x && touch pwned #.csv",
    "$HOME.csv",
    "${FILES}.csv",
    "'one quote.csv",
    'two "quotes".csv',
    "back\\slash.csv",
    "star*.csv",
    "[a-z].csv",
    "-onone.csv",
    "--fail-on=none.csv",
    "--.csv",
    "Zürich – Küste.csv",
    "%n%s.csv",
    "!history.csv",
    "::stop-commands::x.csv",
]
SHELL = pytest.mark.skipif(sys.platform == "win32", reason="the bash that is found on Windows may be that of WSL")


@dataclass
class Run:
    """What a run of the script came to."""

    code: int
    outputs: dict[str, str]
    log: str
    summary: str

    @property
    def document(self) -> Any:
        return json.loads(Path(self.outputs["results"]).read_text(encoding="utf-8"))

    @property
    def files(self) -> list[str]:
        return [each["path"] for each in self.document["inputs"]]


@dataclass
class Runner:
    """A runner's folders, and the step ``check`` of the action in them."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, files: str, args: str = "", **inputs: str) -> Run:
        given = {"files": files, "args": args, **inputs}
        temporary, workspace = self.folder / "temp folder", self.folder / "workspace"
        temporary.mkdir(exist_ok=True)
        workspace.mkdir(exist_ok=True)
        script, output, summary = (self.folder / name for name in ("script.sh", "output", "summary"))
        script.write_text(STEPS["check"]["run"], encoding="utf-8")
        for each in (output, summary):
            each.write_text("")
        runner = {"RUNNER_TEMP": temporary, "GITHUB_OUTPUT": output, "GITHUB_STEP_SUMMARY": summary}
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=workspace,
            env={
                **os.environ,
                **self.environment,
                **_filled_in(given),
                **{key: str(path) for key, path in runner.items()},
            },
            input=MET,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        return Run(done.returncode, outputs, done.stdout, summary.read_text(encoding="utf-8"))


def _filled_in(given: dict[str, str]) -> dict[str, str]:
    """The environment of the step: each of its expressions is an input, or the Python that was installed."""
    values = {f"inputs.{name}": given.get(name, each.get("default", "")) for name, each in ACTION["inputs"].items()}
    values["steps.install.outputs.python"] = sys.executable
    named = STEPS["check"]["env"].items()
    return {name: values[text.removeprefix("${{ ").removesuffix(" }}")] for name, text in named}


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    if not shutil.which("bash"):
        pytest.skip("bash is not installed here")
    (tmp_path / "workspace").mkdir()
    return Runner(tmp_path)


def _texts(node: object) -> Iterator[str]:
    match node:
        case dict():
            for each in node.values():
                yield from _texts(each)
        case list():
            for each in node:
                yield from _texts(each)
        case str():
            yield node


def test_no_script_has_an_expression_in_it() -> None:
    """What GitHub puts into the text of a script is run, whatever it says."""
    for step in STEPS.values():
        assert "${{" not in step.get("run", "")


def test_every_expression_is_about_an_input_or_a_step_that_there_is() -> None:
    said = {match for text in _texts(ACTION) for match in re.findall(r"\$\{\{ (.*?) \}\}", text)}
    inputs = {f"inputs.{name}" for name in ACTION["inputs"]}
    written = set(re.findall(r'echo "([a-z-]+)=', "".join(step.get("run", "") for step in STEPS.values())))
    outputs = {each for each in said if each.startswith("steps.")}
    assert said - outputs == inputs
    assert {each.split(".")[1] for each in outputs} <= set(STEPS)
    assert {each.split(".")[3] for each in outputs} - {"python-path"} == written


@SHELL
@pytest.mark.parametrize(
    ("args", "code"),
    [
        ("--fail-on none", 0),
        ("", 1),
        ("--fail-on fail --redact", 1),
        ("--nonsense", 2),
        ("--help", 2),
        ("--provider 'West Yorkshire", 2),
        ("--targets nothing.yaml", 2),
    ],
)
def test_the_step_ends_with_the_exit_code_of_slcheck_and_says_it(runner: Runner, args: str, code: int) -> None:
    run = runner.run(str(PRINTED), args)
    assert (run.code, run.outputs["exit-code"]) == (code, str(code)), run.log


@SHELL
@pytest.mark.parametrize(
    ("files", "code"),
    [("", 2), ("\n\r\n", 2), ("absent.xlsx", 3), ("absent*.xlsx", 3), ("-", 3), (f"{PRINTED}\nabsent.csv", 3)],
)
def test_files_that_are_not_there_never_pass(runner: Runner, files: str, code: int) -> None:
    run = runner.run(files)
    assert (run.code, run.outputs["exit-code"]) == (code, str(code)), run.log


@SHELL
def test_each_hostile_name_is_one_file_and_nothing_else(runner: Runner) -> None:
    for name in HOSTILE:
        (runner.folder / "workspace" / name).write_text(MET, encoding="utf-8")
    run = runner.run("\n".join(HOSTILE))
    assert (run.code, run.files) == (0, [name.strip() for name in HOSTILE]), run.log
    assert not [line for line in run.log.splitlines() if line.startswith("::stop-commands")]
    assert [each["rows_used"] for each in run.document["inputs"]] == [1] * len(HOSTILE)
    assert sorted(each.name for each in (runner.folder / "workspace").iterdir()) == sorted(HOSTILE)


@SHELL
def test_lines_end_as_they_do_on_windows_and_wildcards_are_those_of_slcheck(runner: Runner) -> None:
    for name in ("a 1.csv", "a 2.csv", "b.csv"):
        (runner.folder / "workspace" / name).write_text(MET)
    run = runner.run("a *.csv\r\n\r\nb.csv\r\n")
    assert (run.code, run.files) == (0, ["a 1.csv", "a 2.csv", "b.csv"]), run.log


@SHELL
def test_options_have_quotes_as_in_a_shell_and_are_never_run(runner: Runner) -> None:
    (runner.folder / "workspace" / "q.csv").write_text(MET)
    run = runner.run("q.csv", "--provider \"Wales\" --provider '$(touch pwned)'\n--measure * --near `touch pwned`")
    assert (run.code, run.outputs["exit-code"]) == (2, "2")
    assert "No such option" not in run.log
    assert [each.name for each in (runner.folder / "workspace").iterdir()] == ["q.csv"]
    kept = runner.run("q.csv", '--provider "West Yorkshire"')
    assert (kept.code, "no figure in the files matches --provider West Yorkshire" in kept.log) == (2, True), kept.log


@SHELL
def test_an_option_in_args_does_not_take_the_annotations_or_the_results_away(runner: Runner) -> None:
    run = runner.run(str(PRINTED), "-f json -o more.csv")
    assert (run.code, run.log.startswith("{")) == (1, False)
    assert len(run.document["results"]) == 42
    assert (runner.folder / "workspace" / "more.csv").is_file()


@SHELL
def test_a_miss_is_an_annotation_and_the_table_is_in_the_summary(runner: Runner) -> None:
    run = runner.run(str(PRINTED))
    assert "::error " in run.log
    assert "SCH9 SL001" in run.summary


@SHELL
def test_without_a_summary_there_is_none(runner: Runner) -> None:
    assert runner.run(str(PRINTED), **{"step-summary": "false"}).summary == ""


@SHELL
def test_a_public_log_holds_no_figure_and_no_name(runner: Runner) -> None:
    name = "leaked name.xlsx"
    shutil.copy(SAMPLES / "invented-providers-2017-18-q1.xlsx", runner.folder / "workspace" / name)
    run = runner.run(name, "--redact")
    kept = Path(run.outputs["results"]).read_text(encoding="utf-8")
    for text in (run.log, run.summary, kept):
        assert not [word for word in ("leaked", "SL001", "Northumbria", "Wales") if word in text]


@SHELL
def test_modules_in_the_workspace_are_not_imported(runner: Runner) -> None:
    for name in ("shlex.py", "yaml.py", "slcheck.py"):
        (runner.folder / "workspace" / name).write_text("open('pwned', 'w'); raise SystemExit(0)")
    assert runner.run(str(PRINTED)).code == 1
    assert not (runner.folder / "workspace" / "pwned").exists()


@SHELL
def test_two_uses_in_one_job_keep_their_results_apart(runner: Runner) -> None:
    first, second = (runner.run(str(PRINTED)).outputs["results"] for _ in range(2))
    assert first != second

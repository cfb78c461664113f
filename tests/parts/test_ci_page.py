"""docs/ci.md: what it tells people to write is valid where it is meant to stand, and what it tells them to run runs.

So are the action, our own workflow and our hooks. The schemas come with check-jsonschema, so no network is needed.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from support import COMMAND, PRINTED, ROOT
from test_readme import BLOCK, as_run

PAGE = ROOT / "docs" / "ci.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = [block["text"] for block in BLOCK.finditer(TEXT) if block["what"] == "run"]
WRITTEN = {block["name"]: block["text"] for block in BLOCK.finditer(TEXT) if block["name"]}
WORKFLOWS = [name for name in WRITTEN if name.startswith(".github/workflows/")]
SCHEMAS = {
    "action.yml": "vendor.github-actions",
    ".github/workflows/ci.yml": "vendor.github-workflows",
    **dict.fromkeys(WORKFLOWS, "vendor.github-workflows"),
    ".gitlab-ci.yml": "vendor.gitlab-ci",
}
LATE = "Measure,Provider,Quarter,Numerator,Denominator\nSCH9 SL001,Wales,2016-17 Q4,96,100\n"
PINNED = "slcheck @ git+https://github.com/OWNER/slcheck@v0.1.0"


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of figures, set up as the page says."""
    for name, text in WRITTEN.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    shutil.copytree(ROOT / "targets", tmp_path / "targets")
    shutil.copytree(ROOT / "targets", tmp_path / "release" / "targets")
    (tmp_path / "data").mkdir()
    shutil.copy(PRINTED, tmp_path / "data" / "printed.xlsx")
    shutil.copy(PRINTED, tmp_path / "release" / "printed.xlsx")
    (tmp_path / "data" / "late returns.csv").write_text(LATE, encoding="utf-8")
    return tmp_path


def _bash(command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    if sys.platform == "win32" or not shutil.which("bash"):
        pytest.skip("bash is not installed here, or may be that of WSL")
    path = os.pathsep.join([str(COMMAND.parent), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-c", command],
        cwd=cwd,
        env={**os.environ, "PATH": path, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _ours(name: str, folder: Path) -> Path:
    return folder / name if name in WRITTEN else ROOT / name


@pytest.mark.parametrize(("name", "schema"), SCHEMAS.items(), ids=SCHEMAS)
def test_it_keeps_to_the_published_schema(repository: Path, name: str, schema: str) -> None:
    pytest.importorskip("check_jsonschema", reason="check-jsonschema is not installed")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(_ours(name, repository))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "ok -- validation done"), done.stdout


@pytest.mark.parametrize(
    ("verb", "name"), [("validate-manifest", ".pre-commit-hooks.yaml"), ("validate-config", ".pre-commit-config.yaml")]
)
def test_pre_commit_takes_it(repository: Path, verb: str, name: str) -> None:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    command = [sys.executable, "-m", "pre_commit", verb, str(_ours(name, repository))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_console_examples_print_what_stands_there(repository: Path) -> None:
    text = TEXT
    assert len(EXAMPLES) == 2
    for example in EXAMPLES:
        shown = as_run(example, repository)
        if os.environ.get("SLCHECK_GOLDEN") == "write":
            text = text.replace(example, shown)
            PAGE.write_text(text, encoding="utf-8")
        else:
            assert example == shown


def _commands() -> dict[str, str]:
    """Every line of a job that runs slcheck, by the file that it stands in and its number there."""
    found = {}
    for name in (*WORKFLOWS, ".gitlab-ci.yml"):
        for job in _jobs(yaml.safe_load(WRITTEN[name])):
            lines = [step.get("run", "") for step in job.get("steps", ())] + job.get("script", [])
            found |= {f"{name}: {line}": line for line in lines if line.startswith("slcheck ")}
    return found


def _jobs(document: Any) -> list[Any]:
    return list(document.get("jobs", document).values())


COMMANDS = _commands()


def test_the_jobs_have_commands_and_install_one_version() -> None:
    assert len(COMMANDS) == 3
    assert TEXT.count(f'"{PINNED}"') == len(re.findall("pip install", TEXT)) == 2
    assert len(re.findall("OWNER/slcheck@", TEXT)) == 3


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_the_commands_of_the_jobs_run(repository: Path, command: str) -> None:
    """The samples miss targets, so that a check ends with 1; its reports are there all the same."""
    done = _bash(command, repository)
    assert done.returncode == (1 if command.startswith("slcheck check") else 0), done.stderr
    for report in re.findall(r"-o \w+=(\S+)", command):
        assert (repository / report).stat().st_size


def test_the_reports_of_the_job_are_those_that_gitlab_is_told_of() -> None:
    job = yaml.safe_load(WRITTEN[".gitlab-ci.yml"])["service-levels"]
    written = dict(re.findall(r"-o (\w+)=(\S+)", job["script"][0]))
    reports = job["artifacts"]["reports"]
    assert (written["junit"], written["gitlab"]) == (reports["junit"], reports["codequality"])
    assert job["artifacts"]["when"] == "always"


def test_the_workflow_gives_the_action_inputs_that_it_has_and_reads_outputs_that_it_writes() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    used = [
        (step, name)
        for name, text in {**WRITTEN, ".github/workflows/ci.yml": _text(".github/workflows/ci.yml")}.items()
        if name.startswith(".github/")
        for job in _jobs({"jobs": yaml.safe_load(text)["jobs"]})
        for step in job["steps"]
        if step.get("uses", "").startswith(("OWNER/slcheck", "./"))
    ]
    assert [name for _, name in used] == [".github/workflows/release.yml", ".github/workflows/ci.yml"]
    for step, name in used:
        text = WRITTEN.get(name) or _text(name)
        assert set(step["with"]) <= set(action["inputs"])
        outputs = set(re.findall(rf"steps\.{step['id']}\.outputs\.([a-z-]+)", text))
        assert outputs
        assert outputs <= set(action["outputs"])
    for each in (*action["inputs"], *action["outputs"]):
        assert f"| `{each}` |" in TEXT


@pytest.mark.parametrize("name", [*WORKFLOWS, ".github/workflows/ci.yml"])
def test_a_workflow_may_read_and_nothing_more(name: str) -> None:
    assert yaml.safe_load(WRITTEN.get(name) or _text(name))["permissions"] == {"contents": "read"}


def test_our_workflow_tests_every_python_that_we_support_on_both_systems() -> None:
    matrix = yaml.safe_load(_text(".github/workflows/ci.yml"))["jobs"]["tests"]["strategy"]["matrix"]
    assert matrix == {"os": ["ubuntu-latest", "windows-latest"], "python": ["3.11", "3.12", "3.13", "3.14"]}


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kept", "code", "said"),
    [
        (["printed.xlsx"], 0, "published with misses: tell the contract managers\n"),
        ([], 3, ""),
    ],
)
def test_the_script_tells_a_missed_target_from_broken_data(
    repository: Path, kept: list[str], code: int, said: str
) -> None:
    for each in (repository / "data").iterdir():
        if each.name not in kept:
            each.unlink()
    done = _bash("bash gate.sh", repository)
    assert (done.returncode, done.stdout.partition("fail\n")[2]) == (code, said), done.stderr


SETTING = re.compile(r"`(SLCHECK_[A-Z_]+)=(\w+)`")


def test_settings_are_taken_from_the_file_and_the_environment(repository: Path) -> None:
    """As the page shows them; -v says where each came from."""
    said = _bash("slcheck check printed.xlsx -v", repository / "release").stderr
    for line in (
        "setting fail-on: fail, near, unproven (slcheck.toml)",
        f"setting targets: {repository / 'release' / 'targets'} (slcheck.toml)",
        "setting strict: True (slcheck.toml)",
    ):
        assert line in said.splitlines()
    named = dict(SETTING.findall(TEXT))
    assert named == {"SLCHECK_FAIL_ON": "none", "SLCHECK_REDACT": "1"}
    done = _bash("slcheck check printed.xlsx", repository / "samples" / "..", **named)
    assert done.returncode == 3
    done = _bash("slcheck check data/printed.xlsx", repository, **named)
    assert (done.returncode, done.stdout) == (0, "All: 18 of 42 pass, 24 fail\n")


def test_every_option_and_format_of_the_page_is_one_of_check() -> None:
    said = subprocess.run([str(COMMAND), "check", "--help"], capture_output=True, text=True, check=True).stdout
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT)) - {"--quiet"}
    formats = set(re.findall(r"-f ([a-z]+)", TEXT)) | set(re.findall(r"-o ([a-z]+)=", TEXT))
    assert not [each for each in options if each not in said]
    assert {"plain", "jsonl", "markdown", "junit", "github", "gitlab", "json"} >= formats
    assert not [each for each in formats if not re.search(rf"[\[|\s]{each}[|\]]", said)]


def test_the_lines_for_shells_are_those_that_are_tested() -> None:
    from test_completion import START

    for _, script in START.values():
        assert f"`{script.rpartition('compinit -u -D; ')[2].replace('|', chr(92) + '|')}`" in TEXT

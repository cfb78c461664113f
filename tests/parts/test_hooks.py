"""The commit hooks: which files they take, and what a commit is told. pre-commit runs them with the installed command.

``pre-commit try-repo`` would build an environment for them first, which needs a network; all else is the same.
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

from support import COMMAND, PRINTED, ROOT, SAMPLES

HOOKS = {each["id"]: each for each in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
MET = "Measure,Provider,Quarter,Numerator,Denominator\nSCH9 SL001,Wales,2017-18 Q1,98,100\n"
TAKEN = {
    "slcheck-lint": ["targets/crc.yaml", "targets/crc.yml", "release/targets/nps/nps.yaml"],
    "slcheck-check": ["q.xlsx", "q.xlsm", "data/q.ods", "data/a b.csv", "q.tsv", "-onone.csv"],
}
LEFT = {
    "slcheck-lint": ["mine.yaml", "mytargets/crc.yaml", "targets/crc.yaml.txt", "targets/notes.md", "targets.yaml"],
    "slcheck-check": ["q.xls.txt", "csv", "q.csvx", "q.csv.md", "q.pdf"],
}


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_takes_its_files_and_no_others(hook: str) -> None:
    pattern = HOOKS[hook]["files"]
    assert [each for each in TAKEN[hook] + LEFT[hook] if re.search(pattern, each)] == TAKEN[hook]


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_one_run_over_all_files_with_its_options_ended(hook: str) -> None:
    """Files of one quarter are judged together; and a file may be called -onone.csv."""
    assert (HOOKS[hook]["require_serial"], HOOKS[hook]["args"][-1], HOOKS[hook]["language"]) == (True, "--", "python")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    pytest.importorskip("pre_commit", reason="pre-commit is not installed")
    if not shutil.which("git"):
        pytest.skip("git is not installed here")
    shutil.copytree(ROOT / "targets", tmp_path / "targets")
    (tmp_path / "-onone.csv").write_text(MET, encoding="utf-8")
    (tmp_path / "a b.csv").write_text(MET.replace("Q1", "Q2"), encoding="utf-8")
    local: list[dict[str, Any]] = [{**each, "language": "system"} for each in HOOKS.values()]
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": local}]}))
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    return tmp_path


def committed(repository: Path, hook: str) -> tuple[int, str]:
    """Whether a commit of everything would stop at ``hook``, and what it is told."""
    path = os.pathsep.join([str(COMMAND.parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PRE_COMMIT_HOME": str(repository / ".git" / "home"), "NO_COLOR": "1"}
    subprocess.run(["git", "add", "--all"], cwd=repository, check=True, capture_output=True)
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", hook, "--all-files", "--verbose"],
        cwd=repository,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def test_good_declarations_and_figures_that_met_their_target_are_committed(repository: Path) -> None:
    code, said = committed(repository, "slcheck-lint")
    assert (code, said.count(" declared without a complaint in ")) == (0, 4), said
    code, said = committed(repository, "slcheck-check")
    assert (code, "read 2 rows as figures from 2 sheets of -onone.csv and a b.csv" in said) == (0, True), said


def test_a_wrong_declaration_stops_a_commit_and_names_its_place(repository: Path) -> None:
    declared = repository / "targets" / "crc-sch9.yaml"
    declared.write_text(declared.read_text(encoding="utf-8").replace("level: 97%", "level: 0.97", 1), encoding="utf-8")
    code, said = committed(repository, "slcheck-lint")
    assert code == 1
    assert "- exit code: 2" in said
    assert re.search(r"^targets/crc-sch9\.yaml:\d+:\d+: '0\.97' is not a level; write 97%", said, re.MULTILINE)


@pytest.mark.parametrize(
    ("sample", "code"), [(PRINTED, 1), (SAMPLES / "make_samples.py", 3)], ids=["missed", "no workbook"]
)
def test_a_miss_or_a_broken_file_stops_a_commit(repository: Path, sample: Path, code: int) -> None:
    shutil.copy(sample, repository / "quarter.xlsx")
    stopped, said = committed(repository, "slcheck-check")
    assert (stopped, f"- exit code: {code}" in said) == (1, True), said

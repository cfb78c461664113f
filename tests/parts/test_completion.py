"""Tab in bash, zsh and fish: what the installed command answers to each shell, and what the shell makes of it."""

import os
import select
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from slcheck.cli import main
from support import COMMAND, ROOT, slcheck

SHELLS = ("bash", "zsh", "fish")
BROKEN = {
    "no TOML": "fail-on = [",
    "no setting": 'fail-onn = "fail"',
    "a value that cannot be": "strict = 3",
    "nothing known of it": "\x00",
}
MINE = """\
framework: CRC
title: Local measures
measures:
  - code: LOC 01
    title: Induction within a week
    definition: Share of people inducted within 7 days of sentence.
    kind: service level
    numerator: people inducted in time
    denominator: people sentenced
    direction: at least
    targets:
      - {from: 2016-17 Q4, level: 90%, source: the contract}
"""


def asked(shell: str, line: str, cwd: Path = ROOT, *, what: str = "complete") -> subprocess.CompletedProcess[str]:
    """The command's answer to ``shell`` with the cursor at the end of ``line``."""
    words = line.split(" ")
    word = words[-1] if shell == "fish" else str(len(words) - 1)
    environment = {"_SLCHECK_COMPLETE": f"{shell}_{what}", "COMP_WORDS": line, "COMP_CWORD": word}
    return slcheck(cwd=cwd, env={**os.environ, **environment})


@dataclass
class Tab:
    """The same in this process, which is faster: what is offered at the end of a line, in the order in which it is."""

    patch: pytest.MonkeyPatch
    captured: pytest.CaptureFixture[bytes]

    def __call__(self, line: str, cwd: Path = ROOT, shell: str = "bash") -> list[str]:
        words = line.split(" ")
        self.patch.setenv("_SLCHECK_COMPLETE", f"{shell}_complete")
        self.patch.setenv("COMP_WORDS", line)
        self.patch.setenv("COMP_CWORD", words[-1] if shell == "fish" else str(len(words) - 1))
        self.patch.chdir(cwd)
        assert main([]) == 0
        said = self.captured.readouterr()
        assert said.err == b""
        lines = said.out.decode().splitlines()
        if shell == "zsh":
            return lines[1::3]
        return [each.partition(",")[2].partition("\t")[0] for each in lines if each]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Tab:
    return Tab(monkeypatch, capsysbinary)


OFFERED = {
    "slcheck ": ["check", "explain", "compare", "inspect", "template", "targets", "lint", "schema"],
    "slcheck --v": ["--version"],
    "slcheck co": ["compare"],
    "slcheck check --fo": ["--format"],
    "slcheck check --format c": ["csv"],
    "slcheck check --format=c": ["csv"],
    "slcheck check --rounding=as": ["as-published"],
    "slcheck check --framework ": ["CRC", "NPS"],
    "slcheck check --kind s": ["service level"],
    "slcheck check --fail-on ne": ["near"],
    "slcheck check --fail-on non": ["none"],
    "slcheck check --fail-on rounds-": ["rounds_to_target"],
    "slcheck check --fail-on fail,ne": ["fail,near"],
    "slcheck check --fail-on no_data,fail,no_": ["no_data,fail,no_target"],
    "slcheck compare --fail-on flip,quarter-": ["flip,quarter-gone", "flip,quarter-added"],
    "slcheck check --measure SL013": ["SCH9 SL013"],
    "slcheck explain SL003": ["SCH9 SL003", "NPS SL003R"],
    "slcheck explain sl013": ["SCH9 SL013"],
    "slcheck check --provider Brist": ["Bristol, Gloucestershire, Somerset and Wiltshire"],
    "slcheck check --provider wal": ["Wales"],
    "slcheck template --provider Brist": ["Bristol, Gloucestershire, Somerset and Wiltshire"],
    "slcheck schema r": ["results"],
    "slcheck check samp": ["samp"],
    "slcheck lint targ": ["targ"],
    "slcheck check --targets targ": ["targ"],
    "slcheck check -o out": ["out"],
    "slcheck nothing --fo": [],
    "slcheck check --nothing x": ["x"],
}


@pytest.mark.parametrize("line", OFFERED)
def test_what_is_offered_at_the_end_of_a_line(offered: Tab, line: str) -> None:
    assert offered(line) == OFFERED[line]


def test_a_framework_begins_the_codes_of_all_its_measures(offered: Tab) -> None:
    codes = offered("slcheck check --measure nps")
    assert (len(codes), codes[0]) == (22, "NPS SL001")
    assert all(code.startswith("NPS ") for code in codes)


@pytest.mark.parametrize(
    ("shell", "answer"), [("bash", "file,samp\n"), ("zsh", "file\nsamp\n_\n"), ("fish", "file,samp\n")]
)
def test_names_of_files_are_left_to_the_shell(shell: str, answer: str) -> None:
    assert asked(shell, "slcheck check samp").stdout == answer


@pytest.mark.parametrize(
    ("shell", "answer"),
    [
        ("bash", "plain,SCH9 SL013\n"),
        ("zsh", "plain\nSCH9 SL013\nResettlement plan on time\n"),
        ("fish", "plain,SCH9 SL013\tResettlement plan on time\n"),
    ],
)
def test_a_code_comes_with_its_title_where_the_shell_shows_one(shell: str, answer: str) -> None:
    assert asked(shell, "slcheck explain SL013").stdout == answer


@pytest.mark.parametrize(
    ("shell", "word"),
    [("bash", "Wales"), ("zsh", "--provider=Wales"), ("fish", "--provider=Wales")],
)
def test_an_option_keeps_its_name_where_the_shell_replaces_both(offered: Tab, shell: str, word: str) -> None:
    assert offered("slcheck check --provider=Wal", shell=shell) == [word]


def test_bash_takes_an_option_and_its_value_for_three_words() -> None:
    environment = {"_SLCHECK_COMPLETE": "bash_complete", "COMP_WORDS": "slcheck\ncheck\n--provider\n=\nWal"}
    done = slcheck(env={**os.environ, **environment, "COMP_CWORD": "4"})
    assert (done.returncode, done.stdout, done.stderr) == (0, "plain,Wales\n", "")


def test_bash_words_before_the_cursor_are_read_as_they_were_written(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(MINE)
    words = "slcheck\ncheck\n--targets\n=\nmine.yaml\n--measure\nLOC"
    environment = {"_SLCHECK_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "6"}
    assert slcheck(cwd=tmp_path, env={**os.environ, **environment}).stdout == "plain,LOC 01\n"


def test_codes_are_those_of_the_targets_that_the_line_or_the_settings_name(offered: Tab, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(MINE)
    assert offered("slcheck check --targets mine.yaml --measure ", tmp_path) == ["LOC 01"]
    (tmp_path / "slcheck.toml").write_text('targets = "mine.yaml"')
    assert offered("slcheck explain ", tmp_path) == ["LOC 01"]


@pytest.mark.parametrize("declared", ["measures: [", "", None], ids=["broken", "empty", "absent"])
def test_targets_that_are_wrong_offer_no_codes_and_say_nothing(
    offered: Tab, tmp_path: Path, declared: str | None
) -> None:
    if declared is not None:
        (tmp_path / "mine.yaml").write_text(declared)
    assert offered("slcheck check --targets mine.yaml --measure ", tmp_path) == []


@pytest.mark.parametrize("settings", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_of_settings_is_kept_from_who_is_typing(offered: Tab, tmp_path: Path, settings: str) -> None:
    (tmp_path / "slcheck.toml").write_text(settings)
    assert offered("slcheck check --fo", tmp_path) == ["--format"]
    assert offered("slcheck explain SL013", tmp_path) == ["SCH9 SL013"]


@pytest.mark.parametrize("given", [{}, {"COMP_WORDS": "slcheck "}, {"COMP_WORDS": "slcheck ", "COMP_CWORD": "x"}])
def test_a_shell_that_asks_for_nothing_gets_nothing(given: dict[str, str]) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("COMP_")}
    done = slcheck(env={**environment, **given, "_SLCHECK_COMPLETE": "bash_complete"})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_another_shell_is_refused_with_those_that_there_are() -> None:
    done = asked("tcsh", "slcheck ", what="source")
    said = "slcheck: exit 2: _SLCHECK_COMPLETE is 'tcsh_source'; write bash_source, zsh_source or fish_source\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)


def test_a_run_with_arguments_is_never_taken_for_a_question_of_a_shell() -> None:
    """A variable that was left behind would else let every release pass with exit code 0."""
    done = slcheck("schema", "words", env={**os.environ, "_SLCHECK_COMPLETE": "bash_source"})
    assert (done.returncode, done.stdout[:2]) == (0, "{\n")


def test_verbs_are_offered_without_importing_one_of_them() -> None:
    code = "import sys; from slcheck.cli import main; main([]); sys.exit('slcheck.model' in sys.modules)"
    environment = {"_SLCHECK_COMPLETE": "bash_complete", "COMP_WORDS": "slcheck che", "COMP_CWORD": "1"}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "plain,check\n", "")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_is_one(shell: str, tmp_path: Path) -> None:
    script = tmp_path / "script"
    done = asked(shell, "slcheck ", what="source")
    assert (done.returncode, "_slcheck_completion" in done.stdout) == (0, True)
    script.write_text(done.stdout)
    checked = subprocess.run([_installed(shell), "-n", str(script)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def _installed(shell: str) -> str:
    found = shutil.which(shell)
    if sys.platform == "win32" or not found:
        pytest.skip(f"{shell} is not installed here")
    return found


START = {
    "bash": (["--norc", "--noprofile", "-i"], 'eval "$(_SLCHECK_COMPLETE=bash_source slcheck)"'),
    "zsh": (
        ["-f", "-i"],
        'autoload -Uz compinit; compinit -u -D; eval "$(_SLCHECK_COMPLETE=zsh_source slcheck)"',
    ),
    "fish": (["--no-config", "-i"], "_SLCHECK_COMPLETE=fish_source slcheck | source"),
}
"""How each shell is started, and what docs/ci.md tells people to write into its settings."""

TYPED = {
    "slcheck exp\t": "slcheck|explain",
    "slcheck explain SL013\t": "slcheck|explain|SCH9 SL013",
    'slcheck explain "SCH9 SL013\t': "slcheck|explain|SCH9 SL013",
    "slcheck check --provider=Brist\t": "slcheck|check|--provider=Bristol, Gloucestershire, Somerset and Wiltshire",
    "slcheck check --fail-on fail,ne\t": "slcheck|check|--fail-on|fail,near",
    "slcheck check quar\t": "slcheck|check|quarter.csv",
}
"""What is typed, and the words that the shell has of it once Tab is pressed."""


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_that_has_read_its_script_completes(shell: str, tmp_path: Path) -> None:
    (tmp_path / "quarter.csv").touch()
    (tmp_path / "slcheck.toml").write_text("broken = [")
    assert _words_typed(shell, tmp_path) == list(TYPED.values())


def _words_typed(shell: str, folder: Path) -> list[str]:
    """The words of each line of ``TYPED``, as the shell itself splits them: each is made the arguments of a print."""
    options, script = START[shell]
    terminal = _Terminal([_installed(shell), *options], folder)
    terminal.type(f"{script}; echo rea''dy\r", until="ready")
    words = []
    for number, line in enumerate(TYPED):
        end = f"END{number}"
        terminal.type(f"{line}\x01printf '<%s>' BEGIN \x05 {end[:3]}''{end[3:]}\r", until=f"<{end}>")
        words.append(terminal.seen.rpartition("<BEGIN><")[2].partition(f"><{end}>")[0].replace("><", "|"))
    terminal.close()
    return words


class _Terminal:
    """A shell at a terminal of its own, and all that it has printed."""

    def __init__(self, command: list[str], folder: Path) -> None:
        path = os.pathsep.join([str(COMMAND.parent), os.environ["PATH"]])
        spawned = [sys.executable, "-c", "import pty, sys; pty.spawn(sys.argv[1:])", *command]
        environment = {**os.environ, "PATH": path, "TERM": "dumb", "HOME": str(folder)}
        ends = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "bufsize": 0}
        self.process = subprocess.Popen(spawned, cwd=folder, env=environment, **ends)
        self.seen = ""

    def type(self, keys: str, until: str) -> None:
        """Type ``keys`` and wait until the shell has printed ``until``."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin
        assert stdout
        stdin.write(keys.encode())
        latest = time.monotonic() + 60
        while until not in self.seen:
            assert time.monotonic() < latest, f"{until} never came:\n{self.seen}"
            if select.select([stdout], [], [], 0.2)[0]:
                self.seen += os.read(stdout.fileno(), 65536).decode(errors="replace")

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()

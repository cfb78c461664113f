"""The console examples of the README and the docs are run, and what they print is what stands there.

``SLCHECK_GOLDEN=write`` writes what they print into the page.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from support import COMMAND, ROOT

README = ROOT / "README.md"
BLOCK = re.compile(r"<!-- (?P<what>run|file: (?P<name>\S+)) -->\n```\w+\n(?P<text>.*?)```\n", re.DOTALL)


PAGES = {README: 5, ROOT / "docs" / "verdicts.md": 4}
"""Pages with examples, and how many of them each has."""


def folder_of(page: Path, folder: Path) -> Path:
    """What a reader has in front of them: the samples, and the files that the page tells them to write."""
    shutil.copytree(ROOT / "samples", folder / "samples")
    for block in BLOCK.finditer(page.read_text(encoding="utf-8")):
        if block["name"]:
            (folder / block["name"]).parent.mkdir(exist_ok=True)
            (folder / block["name"]).write_text(block["text"], encoding="utf-8")
    return folder


def printed(command: str, folder: Path) -> str:
    """What a terminal shows of ``command``: standard output, then standard error."""
    path = os.pathsep.join([str(COMMAND.parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return f"$ {command}\n{done.stdout}{done.stderr}"


def as_run(text: str, folder: Path) -> str:
    return "".join(printed(line[2:], folder) for line in text.splitlines() if line.startswith("$ "))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_console_examples_print_what_stands_there(page: Path, tmp_path: Path) -> None:
    folder = folder_of(page, tmp_path)
    text = page.read_text(encoding="utf-8")
    examples = [block for block in BLOCK.finditer(text) if block["what"] == "run"]
    assert len(examples) == PAGES[page]
    for block in examples:
        shown = as_run(block["text"], folder)
        if os.environ.get("SLCHECK_GOLDEN") == "write":
            text = text.replace(block["text"], shown)
            page.write_text(text, encoding="utf-8")
        else:
            assert block["text"] == shown


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in ("make demo", "make test"):
        assert command in README.read_text(encoding="utf-8")
        assert f"\n{command.removeprefix('make ')}:" in makefile


def test_every_option_of_check_is_in_the_readme_or_in_its_help() -> None:
    said = subprocess.run([str(COMMAND), "check", "--help"], capture_output=True, text=True, check=True).stdout
    table = re.findall(r"`(--?[a-z-]+)", README.read_text(encoding="utf-8"))
    unknown = [option for option in table if option.startswith("--") and option not in said and option != "--on"]
    assert not unknown

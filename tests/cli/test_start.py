"""What a run does not import, because it has no use for it: this is what makes a small run fast."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FIGURES = str(SAMPLES / "hmip-2017-figures-8-9.xlsx")

_AFTERWARDS = """
import contextlib, io, json, os, runpy, sys
os._exit = sys.exit
sys.argv = ["slcheck", *sys.argv[1:]]
with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
    with contextlib.suppress(SystemExit):
        runpy.run_module("slcheck", run_name="__main__")
print(json.dumps(sorted(sys.modules)))
"""


def modules_after(*arguments: str) -> set[str]:
    ran = subprocess.run([sys.executable, "-c", _AFTERWARDS, *arguments], capture_output=True, text=True, check=True)
    return set(json.loads(ran.stdout))


@pytest.fixture(scope="module")
def after_check() -> set[str]:
    return modules_after("check", FIGURES)


def test_a_check_of_a_workbook_reads_judges_and_draws(after_check: set[str]) -> None:
    wanted = {"slcheck.reading.formats.xlsx", "slcheck.catalogue.load", "slcheck.verdict", "slcheck.render.table"}
    assert wanted <= after_check


@pytest.mark.parametrize(
    "module",
    [
        # formats that the file is not of, and what else could read it
        "slcheck.reading.formats.ods",
        "slcheck.reading.formats.xls",
        "slcheck.reading.formats.delimited",
        "openpyxl",
        "xlrd",
        # nothing is built here that has to be checked: the reader has made it all, of the right types
        "pydantic",
        # other verbs, and other ways to print
        "slcheck.compare",
        "slcheck.recorded",
        "slcheck.template",
        "slcheck.render.compared",
        "slcheck.render.explained",
        "slcheck.render.document",
        "slcheck.render.csv_rows",
        "slcheck.render.schema",
        "slcheck.cli.compare_verb",
        # what is asked for by an option, or by a mistake
        "slcheck.catalogue.waivers",
        # the larger part of rich: its tables are slower than all that goes into ours
        "rich.console",
        "rich.table",
        "rich.style",
    ],
)
def test_a_check_of_a_workbook_imports_nothing_beside(after_check: set[str], module: str) -> None:
    assert module not in after_check


def test_the_version_is_told_without_anything_else() -> None:
    ours = {module for module in modules_after("--version") if module.startswith("slcheck")}
    assert ours == {"slcheck"}

"""What people see, held still. ``make golden`` writes the files anew; read the difference before you commit it."""

import os
from pathlib import Path

import pytest

from slcheck.model import Policy, Report
from slcheck.render import SIDECARS
from support import slcheck

GOLDEN = Path(__file__).parent / "golden"
SAMPLE = "samples/hmip-2017-figures-8-9.xlsx"
MANY = "samples/invented-providers-2017-18-q1.xlsx"

CASES = {
    "printed-80.txt": ["check", SAMPLE, "--width", "80"],
    "printed-120-colour.txt": ["check", SAMPLE, "--color", "always"],
    "printed-missed.csv": ["check", SAMPLE, "-f", "csv", "--show", "missed"],
    "printed.json": ["check", SAMPLE, "-f", "json"],
    "printed-missed.jsonl": ["check", SAMPLE, "-f", "jsonl", "--show", "missed"],
    "providers-missed.plain": ["check", MANY, "-f", "plain", "--show", "missed", "--near", "0.5"],
    "printed.md": ["check", SAMPLE, "-f", "markdown"],
    "printed-junit.xml": ["check", SAMPLE, "-f", "junit"],
    "providers.github": ["check", MANY, "-f", "github"],
    "printed-gitlab.json": ["check", SAMPLE, "-f", "gitlab"],
    "providers-missed-80.txt": ["check", MANY, "--width", "80", "--show", "missed", "--near", "0.5"],
    "targets-2016-17-q4.txt": ["targets", "--on", "2016-17 Q4"],
    "targets.txt": ["targets"],
    "help.txt": ["check", "--help"],
    "schema-targets.json": ["schema", "targets"],
    "schema-providers.json": ["schema", "providers"],
    "schema-results.json": ["schema", "results"],
    "schema-waivers.json": ["schema", "waivers"],
    "schema-comparison.json": ["schema", "comparison"],
}


@pytest.mark.parametrize("name", CASES)
def test_golden(name: str) -> None:
    done = slcheck(*CASES[name], env={**os.environ, "PYTHONIOENCODING": "utf-8"})
    shown = f"{done.stdout}--- standard error\n{done.stderr}" if name.endswith(".txt") else done.stdout
    _hold_still(name, shown)


def test_golden_metadata() -> None:
    """What stands beside ``printed-missed.csv`` when that is written to a file."""
    suffix, metadata = SIDECARS["csv"]
    _hold_still(f"printed-missed.csv{suffix}", metadata(Report(policy=Policy()), "printed-missed.csv"))


def _hold_still(name: str, shown: str) -> None:
    path = GOLDEN / name
    if os.environ.get("SLCHECK_GOLDEN") == "write":
        path.write_text(shown, encoding="utf-8", newline="")
    assert path.read_bytes().decode() == shown

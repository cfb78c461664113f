"""What many tests need: workbooks as rows, a run in this process, the installed command in another."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from slcheck.model import Policy, Report
from slcheck.run import Beside, run

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples"
PRINTED = SAMPLES / "hmip-2017-figures-8-9.xlsx"
INVENTED = SAMPLES / "invented-providers-2017-18-q1.xlsx"
TITLE = "Performance, April to June 2017"
LONG = ["Measure", "Provider", "Quarter", "Numerator", "Denominator", "Percentage"]
COMMAND = Path(sys.executable).with_name("slcheck.exe" if sys.platform == "win32" else "slcheck")


@dataclass(frozen=True)
class Shown:
    """A cell value with the number format that it is shown in."""

    value: Any
    number_format: str


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    """A workbook at ``path``; a row is a list of values, ``Shown`` where a number format matters."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                shown = value if isinstance(value, Shown) else Shown(value, "General")
                cell = sheet.cell(number, column, shown.value)
                cell.number_format = shown.number_format if isinstance(value, Shown) else cell.number_format
    book.save(path)
    return path


def long_rows(*rows: Sequence[Any]) -> list[Sequence[Any]]:
    """The long layout: its headings, then ``rows``."""
    return [LONG, *rows]


def printed_rows(*rows: Sequence[Any]) -> list[Sequence[Any]]:
    """The Inspectorate's print: a title with the quarter, its headings, then ``rows``."""
    return [[TITLE], [], ["Service level", "Rating", "Target"], *rows]


def check(path: Path, policy: Policy | None = None, targets: Path | None = None) -> Report:
    """The report on one file, in this process."""
    return run([str(path)], policy or Policy(), Beside(targets))


def slcheck(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """The installed command in a process of its own."""
    settings: dict[str, Any] = {"capture_output": True, "text": True, "encoding": "utf-8", "timeout": 60, "cwd": ROOT}
    return subprocess.run([str(COMMAND), *map(str, arguments)], check=False, **settings | options)

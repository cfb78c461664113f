"""Time and memory of slcheck, beside the least that any program of its kind must spend.

Run with ``make bench``. Every number is the median of a few runs in fresh processes on this machine, those that are
compared taking turns; compare the ratios, not the seconds. A ratio stands beside the bound that it is held against.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from compileall import compile_dir
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

from slcheck.catalogue import load
from slcheck.quarter import Quarter

RUNS = 5
RUNS_OF_THE_START = 15
RUNS_OF_THE_SLOPE = 3
SLOPE = (1_000, 10_000, 100_000)
YEARS = range(2017, 2029)
HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "samples" / "hmip-2017-figures-8-9.xlsx"
BARE_READ = (
    "import sys, openpyxl\nbook = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)\n"
    "for sheet in book.worksheets:\n    for row in sheet.rows:\n        for cell in row: cell.value\n"
)
WITHOUT_DEFUSEDXML = f"import os\nos.environ['OPENPYXL_DEFUSEDXML'] = 'False'\n{BARE_READ}"
"""Faster, and all that there is where defusedxml is not installed."""
LEAST = f"import click, pydantic, yaml, rich\n{BARE_READ}"

MOST_OF_PYTHON = 4.0
MOST_OF_THE_LEAST = 1.3
MOST_OF_A_BARE_READ = 1.6
MOST_MEMORY = 250
LEAST_OF_PANDERA = 2.0
MOST_OF_THE_SLOPE = 1.25
"""How much more a row may cost among 100,000 than among 10,000."""

PYTHON = [sys.executable, "-c"]
SLCHECK = [sys.executable, "-m", "slcheck"]


@dataclass(frozen=True)
class Cost:
    """What a run took: median seconds, and the peak memory of the largest run in MiB."""

    seconds: float
    memory: float


class Bound(NamedTuple):
    """What a ratio is held against."""

    most: float | None = None
    least: float | None = None

    def said(self, ratio: float) -> str:
        """``at most 1.6: held``."""
        held = (self.most is None or ratio <= self.most) and (self.least is None or ratio >= self.least)
        words = f"at most {self.most:g}" if self.most is not None else f"at least {self.least:g}"
        return f"{words}: {'held' if held else 'NOT HELD'}"


def main() -> None:
    """Print a line for each comparison."""
    compile_dir(HERE.parent / "src", quiet=1)  # as pip does with what it installs
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'':52}{'seconds':>9}{'MiB':>6}{'ratio':>8}  held against")
        start_up()
        bulk(Path(folder))
        slope(Path(folder))


def start_up() -> None:
    """What every run costs, whatever the file."""
    nothing, version, least, table = costs(
        [*PYTHON, "pass"],
        [*SLCHECK, "--version"],
        [*PYTHON, LEAST, str(SAMPLE)],
        [*SLCHECK, "check", str(SAMPLE)],
        runs=RUNS_OF_THE_START,
    )
    show("python, doing nothing", nothing)
    show("slcheck --version", version, nothing, Bound(most=MOST_OF_PYTHON))
    show("imports and a bare read of the 42 figures", least)
    show("the 42 figures as a table", table, least, Bound(most=MOST_OF_THE_LEAST))


def bulk(folder: Path) -> None:
    """Many figures: beside a bare read of their file, and beside the comparison that pandas and pandera make."""
    path = folder / "bulk.xlsx"
    rows = write_bulk(path)
    quick, usual, inspect, check = costs(
        [*PYTHON, WITHOUT_DEFUSEDXML, str(path)],
        [*PYTHON, BARE_READ, str(path)],
        [*SLCHECK, "inspect", str(path)],
        [*SLCHECK, "check", str(path), "-f", "json"],
    )
    show(f"a bare read of {rows:,} rows", usual)
    show("... without defusedxml", quick)
    show(f"{rows:,} rows read (slcheck inspect)", inspect, quick)
    show(f"{rows:,} rows to JSON, beside the bare read", check, usual, Bound(most=MOST_OF_A_BARE_READ))
    show("... beside the one without defusedxml", check, quick, Bound(most=MOST_OF_A_BARE_READ))
    megabytes = check.memory * 1.048576
    print(f"{'... peak memory in MB':52}{megabytes:15.0f}{'':8}  {Bound(most=MOST_MEMORY).said(megabytes)}")
    missing = [name for name in ("pandas", "pandera") if find_spec(name) is None]
    if missing:
        print(f"pandas and pandera: {' and '.join(missing)} not installed (the extra is called bench)")
        return
    frame, check = costs(
        [sys.executable, str(HERE / "threshold.py"), str(path)], [*SLCHECK, "check", str(path), "-f", "json"]
    )
    show("only a threshold, by pandas and pandera", frame, check, Bound(least=LEAST_OF_PANDERA))


def slope(folder: Path) -> None:
    """Whether a row costs the same however many there are."""
    seconds: dict[int, float] = {}
    for wanted in SLOPE:
        path = folder / f"{wanted}.xlsx"
        write_bulk(path, wanted)
        (cost,) = costs([*SLCHECK, "check", str(path), "-f", "json"], runs=RUNS_OF_THE_SLOPE)
        seconds[wanted] = cost.seconds
        show(f"{wanted:,} rows to JSON, {wanted / cost.seconds:,.0f} rows a second", cost)
    few, some, many = SLOPE
    first = (seconds[some] - seconds[few]) / (some - few)
    last = (seconds[many] - seconds[some]) / (many - some)
    said = f"a further row: {first * 1e6:.0f} us up to {some:,}, then {last * 1e6:.0f} us"
    print(f"{said:52}{'':15}{last / first:8.2f}  {Bound(most=MOST_OF_THE_SLOPE).said(last / first)}")


def show(what: str, cost: Cost, beside: Cost | None = None, bound: Bound | None = None) -> None:
    """Print a cost, and its ratio to the one ``beside`` it."""
    ratio = cost.seconds / beside.seconds if beside else None
    shown = " " * 8 if ratio is None else f"{ratio:8.2f}"
    held = f"  {bound.said(ratio)}" if bound and ratio is not None else ""
    print(f"{what:52}{cost.seconds:9.3f}{cost.memory:6.0f}{shown}{held}", flush=True)


def costs(*commands: Sequence[str], runs: int = RUNS) -> list[Cost]:
    """What each of ``commands`` costs; they take turns, so that a slow moment of the machine is everybody's."""
    taken: list[list[Cost]] = [[] for _ in commands]
    for _ in range(runs):
        for command, each in zip(commands, taken, strict=True):
            each.append(run_once(command))
    return [Cost(statistics.median(cost.seconds for cost in each), max(cost.memory for cost in each)) for each in taken]


def run_once(command: Sequence[str]) -> Cost:
    """One run in a process of its own. Its peak memory is asked of it alone: that of all children hides the smaller."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):  # 1 is what a missed target gives
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Cost(seconds, usage.ru_maxrss / unit)


def write_bulk(path: Path, most: int | None = None) -> int:
    """Invented counts for every provider and measure with a target: twelve years, about 28,000 rows, or ``most`` rows.

    Returns how many rows there are.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Invented")
    sheet.append(["Framework", "Measure", "Provider", "Quarter", "Numerator", "Denominator", "Percentage", "Target"])
    count = 0
    for count, row in enumerate(_rows(YEARS if most is None else range(YEARS.start, 2098)), 1):
        sheet.append(row)
        if count == most:
            break
    book.save(path)
    return count


def _rows(years: range) -> Iterator[list[str | int]]:
    catalogue = load()
    number = 0
    for year, part, provider in product(years, (1, 2, 3, 4), catalogue.providers):
        for measure in catalogue.measures:
            if measure.framework is not provider.framework or not measure.targets:
                continue
            number += 1
            cases = 100 + number * 37 % 900
            met = cases - number * 13 % (cases // 10)
            quarter, level = str(Quarter(year, part)), f"{measure.targets[-1].level}%"
            share = f"{100 * met / cases:.1f}%"
            yield [provider.framework.value, measure.code, provider.name, quarter, met, cases, share, level]


if __name__ == "__main__":
    main()

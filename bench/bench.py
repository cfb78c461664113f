"""Time and memory of slcheck, beside the least that any program of its kind must spend.

Run with ``make bench``. Every number is the median of a few runs in fresh processes on this machine; compare the
ratios, not the seconds.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import Workbook

from slcheck.catalogue import load
from slcheck.quarter import Quarter

RUNS = 5
SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "hmip-2017-figures-8-9.xlsx"
BARE_READ = (
    "import sys, openpyxl\nbook = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)\n"
    "for sheet in book.worksheets:\n    for row in sheet.rows:\n        for cell in row: cell.value\n"
)
LEAST = f"import click, pydantic, yaml, rich.table, rich.console\n{BARE_READ}"


def main() -> None:
    """Print a line for each comparison."""
    with tempfile.TemporaryDirectory() as folder:
        bulk = Path(folder) / "bulk.xlsx"
        rows = write_bulk(bulk)
        slcheck = [sys.executable, "-m", "slcheck"]
        python = [sys.executable, "-c"]
        print(f"{'':44}{'seconds':>9}{'ratio':>8}{'MiB':>7}")
        nothing = measure("python, doing nothing", [*python, "pass"])
        measure("slcheck --version", [*slcheck, "--version"], beside=nothing)
        least = measure("imports and a bare read of the 42 figures", [*python, LEAST, str(SAMPLE)])
        measure("the 42 figures as a table", [*slcheck, "check", str(SAMPLE)], beside=least)
        bare = measure(f"a bare read of {rows:,} rows", [*python, BARE_READ, str(bulk)])
        measure(f"{rows:,} rows read (slcheck inspect)", [*slcheck, "inspect", str(bulk)], beside=bare)
        measure(f"{rows:,} rows to JSON", [*slcheck, "check", str(bulk), "-f", "json"], beside=bare)


def measure(what: str, command: list[str], beside: float | None = None) -> float:
    """The median seconds of ``command``; prints them, the ratio to ``beside``, and the peak memory so far."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        seconds.append(time.perf_counter() - start)
    median = statistics.median(seconds)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    ratio = f"{median / beside:8.2f}" if beside else " " * 8
    print(f"{what:44}{median:9.3f}{ratio}{peak:7}")
    return median


def write_bulk(path: Path) -> int:
    """Invented counts for every provider and measure with a target, over twelve years: about 28,000 rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Invented")
    sheet.append(["Framework", "Measure", "Provider", "Quarter", "Numerator", "Denominator", "Percentage", "Target"])
    catalogue = load()
    rows = 0
    for quarter in [Quarter(2017 + year, number) for year in range(12) for number in (1, 2, 3, 4)]:
        for provider in catalogue.providers:
            for measure_ in catalogue.measures:
                if measure_.framework is not provider.framework or not measure_.targets:
                    continue
                rows += 1
                cases = 100 + rows * 37 % 900
                met = cases - rows * 13 % (cases // 10)
                level = f"{measure_.targets[-1].level}%"
                share = f"{100 * met / cases:.1f}%"
                row = [provider.framework.value, measure_.code, provider.name, str(quarter), met, cases, share, level]
                sheet.append(row)
    book.save(path)
    return rows


if __name__ == "__main__":
    main()

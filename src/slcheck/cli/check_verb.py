"""``slcheck check``: the main job."""

from pathlib import Path
from typing import Any

import click

from slcheck.cli import terminal
from slcheck.cli.options import (
    AS_OF,
    COLOUR,
    NEAR,
    QUARTER,
    ROUNDING,
    TARGETS,
    UNIT,
    WAIVERS,
    WIDTH,
    Output,
    expanded,
    fail_on,
    output,
    parsed,
    parsed_each,
    refuse_to_overwrite,
    word_of,
)
from slcheck.cli.telling import failed, failed_each, farewell, say_problems
from slcheck.errors import SlcheckError, WrongDeclarations, WrongUse
from slcheck.model import By, Policy, Report, Show
from slcheck.render import FORMATS, Page
from slcheck.run import run
from slcheck.summary import Outcome, outcome
from slcheck.text import counted


@click.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@TARGETS
@QUARTER
@UNIT
@NEAR
@ROUNDING
@click.option(
    "-f", "--format", "format_", type=click.Choice(list(FORMATS)), default="table", help="What goes to stdout."
)
@click.option(
    "-o",
    "--output",
    "outputs",
    metavar="[FORMAT=]PATH",
    multiple=True,
    callback=parsed_each(output),
    help="Write a file too; repeatable.",
)
@word_of(By, "--by", default=By.PROVIDER.value, help="Add the counts of providers up, and list the sums.")
@word_of(Show, "--show", default=Show.ALL.value, help="Which results to list.")
@click.option(
    "--fail-on",
    metavar="LIST",
    callback=parsed(fail_on),
    default=",".join(Policy().fail_on),
    show_default=True,
    help="Statuses and flags that make the exit code 1; none for nothing.",
)
@WAIVERS
@AS_OF
@click.option("--complete", is_flag=True, help="Exit 3 when a figure is missing that the release should have.")
@click.option("--strict", is_flag=True, help="Take warnings as seriously as errors: exit 3.")
@COLOUR
@WIDTH
@click.option("-q", "--quiet", is_flag=True, help="No warnings and no line about what was read.")
@click.option("-v", "--verbose", is_flag=True, help="Say of every sheet how it was read.")
def check_command(
    files: tuple[str, ...],
    targets: Path | None,
    waivers: Path | None,
    format_: str,
    outputs: tuple[Output, ...],
    colour: str,
    width: int | None,
    quiet: bool,
    verbose: bool,
    **decided: Any,
) -> int:
    """Judge every figure in FILE... (.xlsx, .ods, .csv; - is standard input) against its target.

    \b
    Exit codes:
      0   nothing that --fail-on names
      1   something that --fail-on names (a miss, unless told otherwise)
      2   wrong use, or wrong declarations
      3   data not fully judged: unreadable, not recognised, or a figure that could not be used
      70  a fault in slcheck
    """
    policy = Policy(**decided)
    page = terminal.page(colour, width)
    try:
        names = expanded(files)
        refuse_to_overwrite(outputs, [*names, *([str(waivers)] if waivers else [])], targets)
        report, end = _report(names, policy, targets, waivers)
        terminal.write(
            {wanted.path: FORMATS[wanted.format](report, end, Page()).encode() for wanted in outputs},
        )
    except WrongUse as error:
        report, end = failed(str(error), policy), Outcome(error.exit_code, str(error))
    try:
        if format_ == "table":
            terminal.show(FORMATS[format_](report, end, page) if report.findings else "", colour=page.colour)
        else:
            terminal.emit(FORMATS[format_](report, end, page))
    except terminal.ClosedPipe:
        return end.exit_code
    say_problems(report, quiet=quiet, verbose=verbose)
    return farewell(end)


def _report(files: list[str], policy: Policy, targets: Path | None, waivers: Path | None) -> tuple[Report, Outcome]:
    """The report of a run and its exit code; a run that could not start is a report of its problems."""
    try:
        report = run(files, policy, targets, waivers)
        return report, outcome(report)
    except WrongDeclarations as error:
        said = f"{counted(len(error.complaints), 'complaint')} about the declarations; nothing was judged"
        return failed_each(error.complaints, policy), Outcome(error.exit_code, said)
    except SlcheckError as error:
        return failed(str(error), policy), Outcome(error.exit_code, str(error))

"""The verbs, their options, and the exit codes."""

import json
import sys
import traceback
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import click

from slcheck import __version__, catalogue
from slcheck.cli import terminal
from slcheck.cli.options import (
    Output,
    expanded,
    fail_on,
    once,
    output,
    parsed,
    parsed_each,
    points,
    refuse_to_overwrite,
)
from slcheck.cli.telling import failed, failed_each, say_problems
from slcheck.errors import SlcheckError, WrongDeclarations, WrongUse
from slcheck.model import Catalogue, Policy, Report, Show, Unit
from slcheck.quarter import Quarter
from slcheck.render import FORMATS, Page, listing, results_schema
from slcheck.run import run
from slcheck.summary import Outcome, outcome
from slcheck.text import counted

INTERRUPTED, FAULT, WRONG_USE = 130, 70, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every way out of it ends here.

    0, 1, 2 and 3 are those of the README; 70 is a fault in slcheck (an uncaught exception would exit with 1 and read
    as a missed target); 130 is an interrupt.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = cli.main(given, prog_name="slcheck", standalone_mode=False, windows_expand_args=False)
        return code if isinstance(code, int) else 0
    except terminal.ClosedPipe:
        return 0
    except click.UsageError as error:
        return _wrong_use(error, given)
    except (click.Abort, KeyboardInterrupt):
        terminal.tell("slcheck: exit 130: interrupted")
        return INTERRUPTED
    except SlcheckError as error:
        return _farewell(Outcome(error.exit_code, str(error)))
    except Exception as error:
        return _fault(error)


def _wrong_use(error: click.UsageError, given: list[str]) -> int:
    what = error.format_message()
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        terminal.tell(what)
        return _farewell(Outcome(WRONG_USE, "no command was given"))
    if "check" in given and _asks_for_json(given):
        terminal.emit(FORMATS["json"](failed(what, Policy()), Outcome(WRONG_USE, what), Page()))
    command = error.ctx.command_path if error.ctx else "slcheck"
    return _farewell(Outcome(WRONG_USE, f"{what} (see {command} --help)"))


def _asks_for_json(given: list[str]) -> bool:
    pairs = pairwise(given)
    return any(pair in (("-f", "json"), ("--format", "json")) for pair in pairs) or bool(
        {"-fjson", "--format=json"} & set(given)
    )


def _fault(error: Exception) -> int:
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown place"
    said = f"a fault in slcheck, not in the data: {type(error).__name__} at {where}; nothing was judged; report it"
    return _farewell(Outcome(FAULT, said))


def _farewell(end: Outcome) -> int:
    """The last line on standard error: why the exit code is not 0."""
    if end.exit_code:
        terminal.tell(f"slcheck: exit {end.exit_code}: {' '.join(end.why.split())}")
    return end.exit_code


class _Verbs(click.Group):
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and Path(args[0]).exists():
            ctx.fail(f"'{args[0]}' is a file, not a command; write: slcheck check {args[0]}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="slcheck", message="%(prog)s %(version)s")
def cli() -> None:
    """Check probation service levels in England and Wales against their declared targets.

    \b
    slcheck check quarter.xlsx        every figure: pass or fail, with its gap
    slcheck targets --on 2017-18Q1    what is declared, and in force then
    """


_TARGETS = click.option(
    "--targets",
    type=click.Path(path_type=Path),
    metavar="PATH",
    multiple=True,
    callback=once,
    help="YAML file, or folder of them, to use instead of the shipped declarations.",
)
_COLOUR = click.option(
    "--color", "colour", type=click.Choice(["auto", "always", "never"]), default="auto", help="When to use colour."
)
_WIDTH = click.option("--width", type=click.IntRange(40, 1000), help="Columns of the table; 120 off a terminal.")


@cli.command("check")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@_TARGETS
@click.option(
    "--quarter",
    metavar="QUARTER",
    callback=parsed(Quarter.parse),
    help="Quarter of figures that do not name one; of others, those wanted.",
)
@click.option(
    "--unit", type=click.Choice([unit.value for unit in Unit]), help="What plain numbers are (95.6 or 0.956)."
)
@click.option(
    "--near", metavar="POINTS", callback=parsed(points), help="Call a miss by up to this many percentage points near."
)
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
@click.option("--show", type=click.Choice([show.value for show in Show]), default="all", help="Which results to list.")
@click.option(
    "--fail-on",
    "failing",
    metavar="LIST",
    callback=parsed(fail_on),
    default=",".join(Policy().fail_on),
    show_default=True,
    help="Statuses and flags that make the exit code 1; none for nothing.",
)
@click.option("--strict", is_flag=True, help="Take warnings as seriously as errors: exit 3.")
@_COLOUR
@_WIDTH
@click.option("-q", "--quiet", is_flag=True, help="No warnings and no line about what was read.")
@click.option("-v", "--verbose", is_flag=True, help="Say of every sheet how it was read.")
def check_command(
    files: tuple[str, ...],
    targets: Path | None,
    quarter: Quarter | None,
    unit: str | None,
    near: Decimal | None,
    format_: str,
    outputs: tuple[Output, ...],
    show: str,
    failing: tuple[str, ...],
    strict: bool,
    colour: str,
    width: int | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Judge every figure in FILE... (.xlsx or .csv; - is standard input) against its target.

    \b
    Exit codes:
      0   nothing that --fail-on names
      1   something that --fail-on names (a miss, unless told otherwise)
      2   wrong use, or wrong declarations
      3   data not fully judged: unreadable, not recognised, or a figure that could not be used
      70  a fault in slcheck
    """
    policy = Policy(
        fail_on=failing, near=near, quarter=quarter, unit=Unit(unit) if unit else None, strict=strict, show=Show(show)
    )
    page = terminal.page(colour, width)
    try:
        names = expanded(files)
        refuse_to_overwrite(outputs, names, targets)
        report, end = _report(names, policy, targets)
        terminal.write({wanted.path: FORMATS[wanted.format](report, end, Page()) for wanted in outputs})
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
    return _farewell(end)


def _report(files: list[str], policy: Policy, targets: Path | None) -> tuple[Report, Outcome]:
    """The report of a run and its exit code; a run that could not start is a report of its problems."""
    try:
        report = run(files, policy, targets)
        return report, outcome(report)
    except WrongDeclarations as error:
        said = f"{counted(len(error.complaints), 'complaint')} about the declarations; nothing was judged"
        return failed_each(error.complaints, policy), Outcome(error.exit_code, said)
    except SlcheckError as error:
        return failed(str(error), policy), Outcome(error.exit_code, str(error))


@cli.command("lint")
@click.argument("path", required=False, type=click.Path(path_type=Path))
def lint_command(path: Path | None) -> int:
    """Hold the declarations at PATH, or the shipped ones, to their rules."""
    try:
        declared = catalogue.load(path)
    except WrongDeclarations as error:
        terminal.show("".join(f"{complaint}\n" for complaint in error.complaints))
        return _farewell(Outcome(error.exit_code, counted(len(error.complaints), "complaint")))
    measures = counted(len(declared.measures), "measure")
    providers = counted(len(declared.providers), "provider")
    files = ", ".join(each.path for each in declared.files)
    terminal.show(f"{measures} and {providers} declared without a complaint in {files}\n")
    return 0


@cli.command("targets")
@click.option("--on", metavar="QUARTER", callback=parsed(Quarter.parse), help="Only what is in force in this quarter.")
@_TARGETS
@_COLOUR
@_WIDTH
def targets_command(on: Quarter | None, targets: Path | None, colour: str, width: int | None) -> int:
    """List the declared measures and their targets."""
    page = terminal.page(colour, width)
    terminal.show(listing(_catalogue(targets), on, page), colour=page.colour)
    return 0


def _catalogue(path: Path | None) -> Catalogue:
    try:
        return catalogue.load(path)
    except WrongDeclarations as error:
        for complaint in error.complaints:
            terminal.tell(str(complaint))
        raise WrongUse(f"{counted(len(error.complaints), 'complaint')} about the declarations") from None


_SCHEMAS = {
    "targets": catalogue.targets_schema,
    "providers": catalogue.providers_schema,
    "results": results_schema,
}


@cli.command("schema")
@click.argument("name", type=click.Choice(list(_SCHEMAS)))
def schema_command(name: str) -> int:
    """Print the JSON Schema of a target file, a providers file, or the result document."""
    terminal.emit(json.dumps(_SCHEMAS[name](), indent=2, ensure_ascii=False) + "\n")
    return 0

"""The verbs beside ``check``: what is declared, what a file holds, what to fill in."""

import contextlib
import json
from pathlib import Path

import click

from slcheck import catalogue
from slcheck.cli import terminal
from slcheck.cli.completing import file_names
from slcheck.cli.files import expanded
from slcheck.cli.options import COLOUR, QUARTER, TARGETS, UNIT, WIDTH, parsed, setting
from slcheck.cli.settings import Command
from slcheck.cli.telling import declared, farewell
from slcheck.errors import WrongDeclarations
from slcheck.model import Catalogue, Level, Unit
from slcheck.quarter import Quarter
from slcheck.reading import Hints, read
from slcheck.render.compared_document import compared_schema
from slcheck.render.declared import listing
from slcheck.render.inspected import inspection
from slcheck.render.schema import results_schema
from slcheck.summary import Outcome
from slcheck.text import counted


@click.command("lint", cls=Command)
@click.argument("paths", nargs=-1, metavar="[PATH]...", shell_complete=file_names)
def lint_command(paths: tuple[str, ...]) -> int:
    """Hold the declarations at each PATH, a file or a folder of them, or the shipped ones, to their rules.

    Files are checked one by one; what they have to agree in is checked when their folder is given.
    """
    complaints = 0
    for path in map(Path, paths) if paths else (None,):
        try:
            known = catalogue.load_part(path) if path and path.is_file() else catalogue.load(path)
            _show(_without_complaint(known))
        except WrongDeclarations as error:
            complaints += len(error.complaints)
            _show("".join(f"{complaint}\n" for complaint in error.complaints))
    return farewell(Outcome(WrongDeclarations.exit_code if complaints else 0, counted(complaints, "complaint")))


def _show(text: str) -> None:
    """``text`` to standard output. Whether anybody reads it to its end makes the exit code no other."""
    with contextlib.suppress(terminal.ClosedPipe):
        terminal.show(text)


def _without_complaint(known: Catalogue) -> str:
    measures = counted(len(known.measures), "measure")
    providers = counted(len(known.providers), "provider")
    files = ", ".join(each.path for each in known.files)
    return f"{measures} and {providers} declared without a complaint in {files}\n"


@click.command("targets", cls=Command)
@setting("--on", metavar="QUARTER", callback=parsed(Quarter.parse), help="Only what is in force in this quarter.")
@TARGETS
@COLOUR
@WIDTH
def targets_command(on: Quarter | None, targets: Path | None, colour: str, width: int | None) -> int:
    """List the declared measures and their targets."""
    page = terminal.page(colour, width)
    terminal.show(listing(declared(targets), on, page), colour=page.colour)
    return 0


_SCHEMAS = {
    "targets": catalogue.targets_schema,
    "providers": catalogue.providers_schema,
    "words": catalogue.words_schema,
    "waivers": catalogue.waivers_schema,
    "results": results_schema,
    "comparison": compared_schema,
}


@click.command("schema", cls=Command)
@click.argument("name", type=click.Choice(list(_SCHEMAS)))
def schema_command(name: str) -> int:
    """Print the JSON Schema of a declaration file or of the result document."""
    terminal.emit(json.dumps(_SCHEMAS[name](), indent=2, ensure_ascii=False) + "\n")
    return 0


@click.command("inspect", cls=Command, tells_figures=True)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", shell_complete=file_names)
@TARGETS
@QUARTER
@UNIT
def inspect_command(files: tuple[str, ...], targets: Path | None, quarter: Quarter | None, unit: Unit | None) -> int:
    """Say in full how FILE... would be read: sheets, tables, headings, units, quarters, and what is left out.

    Nothing is judged. The exit code is 3 when something could not be read or used.
    """
    known = declared(targets)
    hints = Hints(quarter, unit)
    readings = [read(file, known, hints) for file in expanded(files)]
    _show(inspection(readings))
    errors = sum(problem.level is Level.ERROR for reading in readings for problem in reading.problems)
    return farewell(Outcome(3, f"{counted(errors, 'problem')} in what was read") if errors else Outcome(0, ""))

"""``slcheck explain``: how a verdict came about, from the definition to the cell."""

import contextlib
from pathlib import Path
from typing import Any

import click

from slcheck.cli import terminal
from slcheck.cli.completing import file_names, measure_codes
from slcheck.cli.files import expanded
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
)
from slcheck.cli.settings import Command
from slcheck.cli.telling import declared, farewell, say_problems
from slcheck.errors import WrongUse
from slcheck.model import Catalogue, Level, Measure, Policy
from slcheck.reading.names import Names
from slcheck.render.explained import explanation
from slcheck.run import Beside, run
from slcheck.summary import Outcome
from slcheck.text import code_key, counted


@click.command("explain", cls=Command, tells_figures=True)
@click.argument("measure", shell_complete=measure_codes)
@click.argument("files", nargs=-1, metavar="[FILE]...", shell_complete=file_names)
@TARGETS
@QUARTER
@UNIT
@NEAR
@ROUNDING
@WAIVERS
@AS_OF
@COLOUR
@WIDTH
def explain_command(
    measure: str,
    files: tuple[str, ...],
    targets: Path | None,
    waivers: Path | None,
    colour: str,
    width: int | None,
    **decided: Any,
) -> int:
    """Say of MEASURE what it counts and what its targets were, and of each figure in FILE... how it was judged.

    The exit code is 3 when a file could not be read in full or has no figure of the measure. A miss does not change it.
    """
    catalogue = declared(targets)
    wanted = _measure(measure, catalogue)
    page = terminal.page(colour, width)
    if not files:
        terminal.show(explanation(wanted, catalogue.measures, (), page))
        return 0
    report = run(expanded(files), Policy(**decided), Beside(targets, waivers))
    findings = [each for each in report.findings if each.observation.measure.key == wanted.key]
    with contextlib.suppress(terminal.ClosedPipe):  # the exit code is what it is, whoever reads on
        terminal.show(explanation(wanted, catalogue.measures, findings, page))
    say_problems(report, quiet=False, verbose=False)
    errors = sum(problem.level is Level.ERROR for problem in report.problems)
    if errors:
        return farewell(Outcome(3, f"{counted(errors, 'problem')} in what was read"))
    return farewell(Outcome(0, "") if findings else Outcome(3, f"the files have no figure of {wanted.code}"))


def _measure(code: str, catalogue: Catalogue) -> Measure:
    """The one declared measure that ``code`` means. Raises WrongUse."""
    names = Names(catalogue)
    label = names.label(code) or names.label(code.upper())
    found = [each for each in catalogue.measures if code_key(each.code) == code_key(code)]
    if not found and label is not None and not label.doubt:
        found = list(label.measures)
    if not found and Path(code).is_file():
        raise WrongUse(f"'{code}' is a file; the code of a measure comes first: slcheck explain CODE {code}")
    if not found:
        raise WrongUse(f"{names.unknown_measure(code)}; slcheck targets lists what is declared")
    if len(found) > 1:
        is_one_code = len({each.code for each in found}) == 1
        choices = [f"{each.framework} {each.code}" if is_one_code else each.code for each in found]
        raise WrongUse(f"'{code}' can mean {' or '.join(choices)}; write one of them")
    return found[0]

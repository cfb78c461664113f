"""``slcheck explain``: how a verdict came about, from the definition to the cell."""

import datetime
from decimal import Decimal
from pathlib import Path

import click

from slcheck.cli import terminal
from slcheck.cli.options import AS_OF, COLOUR, NEAR, QUARTER, ROUNDING, TARGETS, UNIT, WAIVERS, WIDTH, expanded
from slcheck.cli.telling import declared, farewell, say_problems
from slcheck.errors import WrongUse
from slcheck.model import Catalogue, Level, Measure, Policy, Rounding, Unit
from slcheck.quarter import Quarter
from slcheck.reading.names import Names
from slcheck.render import explanation
from slcheck.run import run
from slcheck.summary import Outcome
from slcheck.text import code_key, counted, listed


@click.command("explain")
@click.argument("measure")
@click.argument("files", nargs=-1, metavar="[FILE]...")
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
    quarter: Quarter | None,
    unit: str | None,
    near: Decimal | None,
    rounding: str | None,
    waivers: Path | None,
    as_of: datetime.date | None,
    colour: str,
    width: int | None,
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
    policy = Policy(
        near=near,
        quarter=quarter,
        unit=Unit(unit) if unit else None,
        rounding=Rounding(rounding) if rounding else None,
        as_of=as_of,
    )
    report = run(expanded(files), policy, targets, waivers)
    findings = [each for each in report.findings if each.observation.measure.key == wanted.key]
    terminal.show(explanation(wanted, catalogue.measures, findings, page))
    say_problems(report, quiet=False, verbose=False)
    errors = sum(problem.level is Level.ERROR for problem in report.problems)
    if errors:
        return farewell(Outcome(3, f"{counted(errors, 'problem')} in what was read"))
    return farewell(Outcome(0, "") if findings else Outcome(3, f"the files have no figure of {wanted.code}"))


def _measure(code: str, catalogue: Catalogue) -> Measure:
    """The one declared measure that ``code`` means. Raises WrongUse."""
    for measure in catalogue.measures:
        if code_key(measure.code) == code_key(code):
            return measure
    names = Names(catalogue)
    label = names.label(code) or names.label(code.upper())
    if label is None or label.doubt:
        raise WrongUse(names.unknown_measure(code))
    if len(label.measures) > 1:
        raise WrongUse(f"'{code}' can mean {listed([each.code for each in label.measures])}; write one of them")
    return label.measures[0]

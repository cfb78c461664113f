"""What standard error is told of a run, and the report of a run that could not start."""

from pathlib import Path

from slcheck import catalogue
from slcheck.cli import terminal
from slcheck.errors import Complaint, WrongDeclarations, WrongUse
from slcheck.model import Catalogue, Level, LinePlace, Policy, Problem, Report
from slcheck.render.sentences import problem_lines
from slcheck.render.words import read_line
from slcheck.summary import Outcome
from slcheck.text import counted


def failed(sentence: str, policy: Policy) -> Report:
    """The report of a run that was asked for wrongly."""
    return Report(policy=policy, problems=(Problem(level=Level.ERROR, kind="wrong_use", message=sentence, place=None),))


def failed_each(complaints: tuple[Complaint, ...], policy: Policy) -> Report:
    """The report of a run whose declarations are wrong: a problem for each complaint."""
    problems = [
        Problem(
            level=Level.ERROR,
            kind="declaration",
            message=each.sentence,
            place=LinePlace(file=each.file, line=each.line, column=each.column),
        )
        for each in complaints
    ]
    return Report(policy=policy, problems=tuple(problems))


def say_problems(report: Report, *, quiet: bool, verbose: bool) -> None:
    """The problems of a run, how each sheet was read where that is wanted, and what was used and left out."""
    for line in problem_lines(report, only_errors=quiet):
        terminal.tell(line)
    if verbose:
        for each in report.inputs:
            for sheet in each.sheets:
                name = f", sheet {sheet.name}" if sheet.name else ""
                terminal.tell(f"{each.path}{name}: layout {sheet.layout}; {sheet.rows_used} rows used")
                for line in (*sheet.headings, *(f"left out: {rows} {why}" for why, rows in sheet.left_out)):
                    terminal.tell(f"  {line}")
    if any(each.format for each in report.inputs) and not quiet:
        terminal.tell(read_line(report))


def farewell(end: Outcome) -> int:
    """Why the exit code is not 0, as the last line on standard error. Returns the exit code."""
    return terminal.leave(end.exit_code, end.why)


def declared(path: Path | None) -> Catalogue:
    """The declarations at ``path``. Raises WrongUse when they are wrong, once every complaint has been told."""
    try:
        return catalogue.load(path)
    except WrongDeclarations as error:
        for complaint in error.complaints:
            terminal.tell(str(complaint))
        raise WrongUse(f"{counted(len(error.complaints), 'complaint')} about the declarations") from None

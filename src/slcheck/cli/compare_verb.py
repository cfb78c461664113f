"""``slcheck compare``: what changed between two releases."""

import io
import sys
from pathlib import Path
from typing import Any

import click

from slcheck import SCHEMA_VERSION, recorded
from slcheck.cli import terminal
from slcheck.cli.completing import file_names, list_of
from slcheck.cli.files import expanded
from slcheck.cli.options import (
    AS_OF,
    COLOUR,
    NEAR,
    QUARTER,
    ROUNDING,
    TARGETS,
    UNIT,
    WIDTH,
    parsed,
    setting,
)
from slcheck.cli.settings import Command
from slcheck.cli.telling import failed, failed_each, farewell, say_problems
from slcheck.compare import compare
from slcheck.deciding import words_of
from slcheck.errors import SlcheckError, UnreadableInput, WrongDeclarations, WrongUse
from slcheck.model import (
    LOSSES,
    ChangeKind,
    Comparison,
    FilePlace,
    Level,
    Policy,
    Problem,
    Report,
    Side,
)
from slcheck.reading import source
from slcheck.render import compared, compared_document
from slcheck.run import Beside, run
from slcheck.sides import side_of
from slcheck.summary import Outcome
from slcheck.text import counted, listed

WORSE = "worse"
FAIL_ON_WORDS = (*(kind.value for kind in ChangeKind), WORSE)
"""What a comparison can be told to fail on; ``worse`` is a flip to a worse verdict or to none, and what is gone."""

DEFAULT_FAIL_ON = tuple(kind.value for kind in (ChangeKind.FLIP, ChangeKind.UNMARKED_REVISION, *LOSSES))
_UNREAD = "unreadable_file"


def changes(text: str) -> tuple[str, ...]:
    """A list of kinds of change, with commas; ``none`` for nothing. Raises ValueError."""
    return words_of(text, FAIL_ON_WORDS, "kind of change")


@click.command("compare", cls=Command, tells_figures=True)
@click.argument("old", shell_complete=file_names)
@click.argument("new", shell_complete=file_names)
@TARGETS
@QUARTER
@UNIT
@NEAR
@ROUNDING
@AS_OF
@setting(
    "-f",
    "--format",
    "format_",
    key="compare-format",
    type=click.Choice(["table", "json"]),
    default="table",
    help="What goes to stdout.",
)
@setting(
    "--fail-on",
    "failing",
    key="compare-fail-on",
    metavar="LIST",
    callback=parsed(changes),
    shell_complete=list_of(FAIL_ON_WORDS),
    default=",".join(DEFAULT_FAIL_ON),
    show_default=True,
    help="Kinds of change that make the exit code 1; worse for flips to a worse verdict or to none, and what is gone.",
)
@COLOUR
@WIDTH
def compare_command(
    old: str,
    new: str,
    targets: Path | None,
    format_: str,
    failing: tuple[str, ...],
    colour: str,
    width: int | None,
    **decided: Any,
) -> int:
    """Say what changed from OLD to NEW: verdicts, figures, targets, and what is gone or added.

    Each is a file that check reads (- is standard input), or the JSON that check -f json wrote.

    \b
    Kinds of change:
      flip, unmarked-revision, revision, marked-unchanged, target-change,
      measure-gone, measure-added, provider-gone, provider-added,
      quarter-gone, quarter-added, figure-gone, figure-added, movement

    \b
    Exit codes:
      0   nothing that --fail-on names
      1   something that --fail-on names
      2   wrong use, or wrong declarations
      3   one side was not fully judged, or nothing could be compared
      70  a fault in slcheck
    """
    policy = Policy(**decided)
    page = terminal.page(colour, width)
    comparison, report, end = _outcome_of_run(old, new, policy, targets, failing)
    try:
        if format_ == "json":
            terminal.emit(compared_document.text(comparison, end))
        else:
            is_any = comparison.old.entries or comparison.new.entries
            terminal.show(compared.table(comparison, page) if is_any else "", colour=page.colour)
    except terminal.ClosedPipe:
        return end.exit_code
    say_problems(report, quiet=False, verbose=False)
    return farewell(end)


def outcome(comparison: Comparison, failing: tuple[str, ...]) -> Outcome:
    """3 when a side was not fully judged or there was nothing to compare, else 1 when ``failing`` was found, else 0."""
    sides = (comparison.old, comparison.new)
    broken = [side.name for side in sides if not side.is_fully_judged]
    idle = [side.name for side in sides if not any(entry.verdict for entry in side.entries)]
    found = [words for word in failing if (words := _found(comparison, word))]
    if broken:
        return Outcome(3, f"not fully judged: {listed(broken)}")
    if idle:
        return Outcome(3, f"nothing was judged in {listed(idle)}")
    if not comparison.compared:
        return Outcome(3, "no measure, provider and quarter stands in both; nothing could be compared")
    if found:
        return Outcome(1, f"{', '.join(found)} (of {counted(comparison.compared, 'figure')} compared)")
    return Outcome(0, f"{counted(comparison.compared, 'figure')} compared, nothing in --fail-on")


def _found(comparison: Comparison, word: str) -> str:
    """How many changes there are that ``word`` names, in words; nothing where there are none."""
    if word == WORSE:
        number = sum(change.is_for_the_worse for change in comparison.changes)
        return f"{counted(number, 'change')} for the worse" if number else ""
    number = sum(change.kind == word for change in comparison.changes)
    return compared.change_count(ChangeKind(word), number) if number else ""


def _outcome_of_run(
    old: str, new: str, policy: Policy, targets: Path | None, failing: tuple[str, ...]
) -> tuple[Comparison, Report, Outcome]:
    """The comparison, a report for its problems, and its exit code; of a run that could not start as well."""
    try:
        sides, reports = _sides(_one_file(old, "OLD"), _one_file(new, "NEW"), policy, targets)
    except WrongDeclarations as error:
        said = f"{counted(len(error.complaints), 'complaint')} about the declarations; nothing was compared"
        report, end = failed_each(error.complaints, policy), Outcome(error.exit_code, said)
        return not_compared(old, new, report), report, end
    except SlcheckError as error:
        report, end = failed(str(error), policy), Outcome(error.exit_code, str(error))
        return not_compared(old, new, report), report, end
    comparison = compare(*sides)
    problems = sorted((each for side in sides for each in side.problems), key=lambda problem: problem.level)
    inputs = tuple(each for report in reports for each in report.inputs)
    return comparison, Report(policy=policy, problems=tuple(problems), inputs=inputs), outcome(comparison, failing)


def not_compared(old: str, new: str, report: Report) -> Comparison:
    """The comparison that a run is which could not start: what is wrong stands among the problems of NEW."""
    return Comparison(
        old=Side(name=source.shown_name(old)), new=Side(name=source.shown_name(new), problems=report.problems)
    )


def _one_file(name: str, which: str) -> str:
    files = expanded((name,))
    if len(files) != 1:
        raise WrongUse(f"{which} stands for {counted(len(files), 'file')} ({listed(files, most=3)}); name one of them")
    return files[0]


def _sides(old: str, new: str, policy: Policy, targets: Path | None) -> tuple[list[Side], list[Report]]:
    """Both sides, and the reports of those that were judged now."""
    if _is_same(old, new):
        raise WrongUse(f"OLD and NEW are the same file, {source.shown_name(old)}; name two releases")
    sides: list[Side] = []
    reports: list[Report] = []
    for name in (old, new):
        if side := _recorded(name):
            sides.append(_of_quarter(side, policy))
        else:
            reports.append(run([name], policy, Beside(targets)))
            sides.append(side_of(reports[-1]))
    if not reports and (given := _given(policy, targets)):
        raise WrongUse(
            f"{listed(given)} cannot change results that were judged before; judge them again with slcheck check"
        )
    return sides, reports


def _given(policy: Policy, targets: Path | None) -> list[str]:
    asked = {"--targets": targets, "--unit": policy.unit, "--near": policy.near, "--rounding": policy.rounding}
    return [name for name, value in asked.items() if value is not None]


def _is_same(old: str, new: str) -> bool:
    if source.STANDARD_INPUT in (old, new):
        return old == new
    try:
        return Path(old).samefile(new)
    except (OSError, ValueError):
        return False


def _recorded(name: str) -> Side | None:
    """The side of a document of results, None for a file of data; a document that is refused is a side that says so."""
    try:
        if name == source.STANDARD_INPUT and not _json_waits():
            return None
        loaded = source.load(name)
    except UnreadableInput:
        return None  # and reading says why
    if name != source.STANDARD_INPUT and not recorded.is_results(loaded.data):
        return None
    try:
        return recorded.load(loaded.name, loaded.data, SCHEMA_VERSION)
    except UnreadableInput as error:
        problem = Problem(level=Level.ERROR, kind=_UNREAD, message=str(error), place=FilePlace(file=loaded.name))
        return Side(name=loaded.name, sha256=loaded.sha256, problems=(problem,))


def _json_waits() -> bool:
    """Whether what waits on standard input starts like JSON; nothing of it is taken, as it can be read only once."""
    stream = sys.stdin.buffer if sys.stdin else None
    return isinstance(stream, io.BufferedReader) and stream.peek(1)[:64].lstrip().startswith(b"{")


def _of_quarter(side: Side, policy: Policy) -> Side:
    """The results of the quarter that was asked for. Raises WrongUse when there are none."""
    if policy.quarter is None or not side.entries:
        return side
    entries = tuple(entry for entry in side.entries if entry.released == policy.quarter)
    if not entries:
        named = listed([str(quarter) for quarter in sorted({entry.released for entry in side.entries})])
        raise WrongUse(f"no figure belongs to {policy.quarter}; {side.name} has {named}")
    return side.model_copy(update={"entries": entries})

"""``slcheck check``: the main job."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from slcheck import deciding
from slcheck.api import check, decided
from slcheck.cli import terminal
from slcheck.cli.completing import file_names, list_of
from slcheck.cli.files import Output, expanded, output, refuse_to_overwrite
from slcheck.cli.options import (
    AS_OF,
    COLOUR,
    FILE,
    FILTERS,
    NEAR,
    ROUNDING,
    TARGETS,
    UNIT,
    WAIVERS,
    WIDTH,
    once,
    parsed,
    parsed_each,
    setting,
    word_of,
)
from slcheck.cli.settings import Command, origins
from slcheck.cli.telling import failed, failed_each, farewell, say_problems
from slcheck.errors import SlcheckError, WrongDeclarations, WrongUse
from slcheck.model import By, Policy, Report, Show
from slcheck.redaction import redacted
from slcheck.render import FOR_PEOPLE, FORMATS, LISTS, SIDECARS, Page
from slcheck.summary import FAIL_ON_WORDS, Outcome, counts
from slcheck.text import counted


@click.command("check", cls=Command)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", shell_complete=file_names)
@TARGETS
@FILTERS
@UNIT
@NEAR
@ROUNDING
@setting("-f", "--format", "format_", type=click.Choice(list(FORMATS)), default="table", help="What goes to stdout.")
@setting(
    "-o",
    "--output",
    "outputs",
    metavar="[FORMAT=]PATH",
    multiple=True,
    callback=parsed_each(output),
    shell_complete=file_names,
    help="Write a file too; repeatable.",
)
@word_of(By, "--by", default=By.PROVIDER.value, help="Add the counts of providers up, and list the sums.")
@word_of(Show, "--show", default=Show.ALL.value, help="Which results to list.")
@setting(
    "--fail-on",
    metavar="LIST",
    callback=parsed(deciding.fail_on),
    shell_complete=list_of(FAIL_ON_WORDS),
    default=",".join(Policy().fail_on),
    show_default=True,
    help="Statuses and flags that make the exit code 1; none for nothing.",
)
@setting(
    "--baseline",
    type=FILE,
    metavar="PATH",
    multiple=True,
    callback=once,
    help="JSON of an earlier run: what it has already, and no better, does not make the exit code 1.",
)
@WAIVERS
@AS_OF
@setting("--complete", is_flag=True, help="Exit 3 when a figure is missing that the release should have.")
@setting("--strict", is_flag=True, help="Take warnings as seriously as errors: exit 3.")
@setting(
    "--redact", is_flag=True, help="Say how many figures have each status, and nothing else; for public build logs."
)
@COLOUR
@WIDTH
@setting("-q", "--quiet", is_flag=True, help="No warnings and no line about what was read.")
@setting("-v", "--verbose", is_flag=True, help="Say where each setting came from, and of every sheet how it was read.")
@click.pass_context
def check_command(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    format_: str,
    outputs: tuple[Output, ...],
    colour: str,
    width: int | None,
    quiet: bool,
    verbose: bool,
    redact: bool,
    **asked: Any,
) -> int:
    """Judge every figure in FILE... (.xlsx, .ods, .csv; - is standard input) against its target.

    \b
    Exit codes:
      0   nothing that --fail-on names
      1   something that --fail-on names (a miss, unless told otherwise)
      2   wrong use, or wrong declarations
      3   data not fully judged: unreadable, not recognised, or a figure that could not be used
      70  a fault in slcheck

    \b
    Every option is a setting too: --fail-on is SLCHECK_FAIL_ON in the environment, and fail-on in
    slcheck.toml or below [tool.slcheck] in pyproject.toml.
    """
    page = terminal.page(colour, width)
    report, end = _written(files, format_, outputs, asked, redact=redact)
    try:
        _print(format_, report, end, page)
    except terminal.ClosedPipe:
        return end.exit_code if sys.stdout else farewell(end)
    if not redact:
        _tell_settings(ctx, quiet=quiet, verbose=verbose)
    say_problems(report, quiet=quiet, verbose=verbose)
    return farewell(end)


def _written(
    files: tuple[str, ...], format_: str, outputs: tuple[Output, ...], asked: dict[str, Any], *, redact: bool
) -> tuple[Report, Outcome]:
    """The report of a run and its exit code, once every file is written that was asked for."""
    formats = (format_, *(each.format for each in outputs))
    try:
        if redact:
            _refuse_lists(formats)
        report, end = _judged(files, (*outputs, *_summary_file(formats)), asked, redact=redact)
        if redact:
            report, end = redacted(report, end)
        terminal.write(_contents(outputs, report, end))
        if "github" in formats:
            terminal.append_step_summary(_step_summary(report, end))
    except _NothingToList as error:
        report, end = failed(str(error), Policy(redact=True)), Outcome(error.exit_code, str(error))
    except WrongUse as error:
        report, end = failed(str(error), decided(**asked)), Outcome(error.exit_code, str(error))
        if redact:
            report, end = redacted(report, end)
    return report, end


def write_failure(asked: dict[str, Any], report: Report, end: Outcome) -> None:
    """Every file that a wrong command line asks for, as far as that can be told: an old one would be taken for new.

    Raises WrongUse when one is an input as well or cannot be written.
    """
    outputs = asked.get("outputs") or ()
    inputs = expanded(asked.get("files") or ())
    refuse_to_overwrite(outputs, inputs, [asked.get(each) for each in _BESIDE])
    terminal.write(_contents(outputs, report, end))


def _summary_file(formats: Iterable[str]) -> Iterator[Output]:
    if "github" in formats and (name := os.environ.get("GITHUB_STEP_SUMMARY")):
        yield Output("markdown", Path(name))


_LONGEST_SUMMARY = 1_000_000
"""Bytes. Of one that is longer than a mebibyte, GitHub shows nothing."""


def _step_summary(report: Report, end: Outcome) -> bytes:
    """The table for the summary page of a step; of a very long one the misses, or else what stands below it."""
    misses = report.model_copy(update={"policy": report.policy.model_copy(update={"show": Show.MISSED})})
    bare = report.model_copy(update={"withheld": counts(report), "findings": (), "rollups": ()})
    texts = (terminal.utf_8(FORMATS["markdown"](each, end, Page())) for each in (report, misses, bare))
    return next((text for text in texts if len(text) <= _LONGEST_SUMMARY), b"")


def _tell_settings(ctx: click.Context, *, quiet: bool, verbose: bool) -> None:
    """Where each setting came from, or that a file has any: verdicts may rest on it."""
    if verbose:
        for line in origins(ctx):
            terminal.tell(line)
    elif ctx.obj.file and not quiet:
        terminal.tell(f"with the settings of {ctx.obj.file}")


class _NothingToList(WrongUse):
    """A list was asked for of results that are withheld. The sentence tells none of them."""


_BESIDE = ("targets", "waivers", "baseline")


def _judged(
    files: tuple[str, ...], to_write: tuple[Output, ...], asked: dict[str, Any], *, redact: bool
) -> tuple[Report, Outcome]:
    """The report of a run and its exit code; a run that could not start is a report of its problems.

    Raises WrongUse when a file ``to_write`` is an input as well.
    """
    names = expanded(files)
    beside = {each: asked.pop(each) for each in _BESIDE}
    refuse_to_overwrite(to_write, names, beside.values())
    try:
        with terminal.progress(in_full=not redact) as told:
            checked = check(names, told=told, **beside, **asked)
        return checked.record, checked.outcome
    except WrongDeclarations as error:
        said = f"{counted(len(error.complaints), 'complaint')} about the declarations; nothing was judged"
        return failed_each(error.complaints, decided(**asked)), Outcome(error.exit_code, said)
    except SlcheckError as error:
        return failed(str(error), decided(**asked)), Outcome(error.exit_code, str(error))


def _refuse_lists(formats: Iterable[str]) -> None:
    """Raise WrongUse for a format that is nothing without its results."""
    if lists := [each for each in formats if each in LISTS]:
        raise _NothingToList(f"--redact leaves nothing to list as {lists[0]}; choose another format")


def _contents(outputs: Iterable[Output], report: Report, end: Outcome) -> dict[Path, bytes]:
    """What is written to each file, and to the files beside them."""
    contents = {}
    for each in outputs:
        contents[each.path] = terminal.utf_8(FORMATS[each.format](report, end, Page()))
        if each.sidecar:
            contents[each.sidecar] = terminal.utf_8(SIDECARS[each.format][1](report, each.path.name))
    return contents


def _print(format_: str, report: Report, end: Outcome, page: Page) -> None:
    """The result to standard output: for people in its encoding, for machines in UTF-8. Raises ClosedPipe.

    A table of nothing is left out: what there is to say of it is said on standard error.
    """
    if format_ == "table" and not any(counts(report).values()):
        return
    text = FORMATS[format_](report, end, page)
    if format_ in FOR_PEOPLE:
        terminal.show(text, colour=page.colour)
    else:
        terminal.emit(text)

"""The command line as a whole, and every way out of it with its exit code."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from slcheck.cli import terminal
from slcheck.cli.helping import WithHelp, show_version
from slcheck.errors import SlcheckError

INTERRUPTED, FAULT, WRONG_USE = 130, 70, 2
_ASKED_BY = "_SLCHECK_COMPLETE"
"""Set by a shell that wants a line completed. A run with arguments is none, whatever stands there."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; every way out of it ends here.

    0, 1, 2 and 3 are those of the README; 70 is a fault in slcheck (an uncaught exception would exit with 1 and read
    as a missed target); 130 is an interrupt.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if not given and (asked := os.environ.get(_ASKED_BY)):
            from slcheck.cli.shells import answer

            return answer(cli, _ASKED_BY, asked)
        return _ended(given)
    except terminal.ClosedPipe:
        return 0
    except (click.Abort, KeyboardInterrupt):
        terminal.tell("slcheck: exit 130: interrupted")
        return INTERRUPTED
    except SlcheckError as error:
        return terminal.leave(error.exit_code, str(error))
    except Exception as error:
        return _fault(error)


def _ended(given: list[str]) -> int:
    try:
        code = cli.main(given, prog_name="slcheck", complete_var="", standalone_mode=False, windows_expand_args=False)
    except click.UsageError as error:
        return _wrong_use(error, given)
    return code if isinstance(code, int) else 0


def _wrong_use(error: click.UsageError, given: list[str]) -> int:
    what = error.format_message() + _where_said(error)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        terminal.tell(what)
        return terminal.leave(WRONG_USE, "no command was given")
    verb = next((word for word in given if not word.startswith("-")), "")
    asked = _asked_for(verb, given) if verb in ("check", "compare") else {}
    if asked.get("redact"):
        from slcheck.redaction import withheld

        what = withheld(WRONG_USE)
    try:
        _print_failure(verb, asked, what)
    except terminal.ClosedPipe:
        return WRONG_USE
    command = error.ctx.command_path if error.ctx else "slcheck"
    return terminal.leave(WRONG_USE, f"{what} (see {command} --help)")


def _where_said(error: click.UsageError) -> str:
    """Where a wrong value stands, if it is not on the command line."""
    if not isinstance(error, click.BadParameter) or error.ctx is None or error.param is None:
        return ""
    from slcheck.cli.settings import COMMAND_LINE, DEFAULT, origin

    where = origin(error.ctx, error.param)
    return "" if where in (COMMAND_LINE, DEFAULT) else f" ({where})"


def _print_failure(verb: str, asked: dict[str, Any], what: str) -> None:
    """The document of a run that was asked for wrongly, where its format is one for machines. Raises ClosedPipe."""
    from slcheck.cli.telling import failed
    from slcheck.model import Policy
    from slcheck.render import FOR_PEOPLE, FORMATS, Page
    from slcheck.summary import Outcome

    report, end = failed(what, Policy(redact=bool(asked.get("redact")))), Outcome(WRONG_USE, what)
    format_ = asked.get("format_") or "table"
    if verb == "check":
        from slcheck.cli.check_verb import write_failure

        with suppress(SlcheckError):  # what is wrong is said already
            write_failure(asked, report, end)
    if verb == "check" and format_ not in FOR_PEOPLE:
        terminal.emit(FORMATS[format_](report, end, Page()))
    elif verb == "compare" and format_ == "json":
        from slcheck.cli.compare_verb import not_compared
        from slcheck.render import compared_document

        terminal.emit(compared_document.text(not_compared("", "", report), end))


def _asked_for(verb: str, given: list[str]) -> dict[str, Any]:
    """The options of a command line that is wrong, so far as they can be told."""
    parent = click.Context(cli, **cli.context_settings)
    command = cli.get_command(parent, verb)
    if command is None:
        return {}
    arguments = given[given.index(verb) + 1 :]
    how: dict[str, Any] = {"resilient_parsing": True, "ignore_unknown_options": True}
    return command.make_context(verb, arguments, parent, **how).params


def _fault(error: Exception) -> int:
    import traceback  # is needed only for a fault of slcheck itself

    frames = traceback.extract_tb(error.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown place"
    said = f"a fault in slcheck, not in the data: {type(error).__name__} at {where}; nothing was judged; report it"
    return terminal.leave(FAULT, said)


_VERBS = {
    "check": "check_verb",
    "explain": "explain_verb",
    "compare": "compare_verb",
    "inspect": "verbs",
    "template": "template_verb",
    "targets": "verbs",
    "lint": "verbs",
    "schema": "verbs",
}
"""Each verb and the module that has it as ``VERB_command``; imported once it is asked for."""


class _Verbs(WithHelp, click.Group):
    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Verbs by name alone: with what they do, every one of them would be imported."""
        if incomplete.startswith("-"):
            return super().shell_complete(ctx, incomplete)
        return [CompletionItem(verb) for verb in _VERBS if verb.startswith(incomplete)]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _VERBS:
            return None
        module = import_module(f"slcheck.cli.{_VERBS[cmd_name]}")
        command = getattr(module, f"{cmd_name}_command")
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _VERBS and Path(args[0]).exists():
            ctx.fail(f"'{args[0]}' is a file, not a command; write: slcheck check {args[0]}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Verbs)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=show_version,
    help="Show the version and exit.",
)
def cli() -> None:
    """Check probation service levels in England and Wales against their declared targets.

    \b
    slcheck check quarter.xlsx        every figure: pass or fail, with its gap
    slcheck explain SL003 q1.xlsx     how each verdict on one measure came about
    slcheck compare old.xlsx new.xlsx what changed between two releases
    slcheck inspect quarter.xlsx      what was recognised in a file, and what was left out
    slcheck targets --on 2017-18Q1    what is declared, and in force then
    slcheck template -o quarter.xlsx  a workbook to fill in
    """

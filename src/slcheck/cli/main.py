"""The command line as a whole, and every way out of it with its exit code."""

import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import click

from slcheck import __version__
from slcheck.cli import terminal
from slcheck.errors import SlcheckError

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
        return terminal.leave(error.exit_code, str(error))
    except Exception as error:
        return _fault(error)


def _wrong_use(error: click.UsageError, given: list[str]) -> int:
    what = error.format_message()
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        terminal.tell(what)
        return terminal.leave(WRONG_USE, "no command was given")
    if _asks_for_json(given):
        _emit_json(given, what)
    command = error.ctx.command_path if error.ctx else "slcheck"
    return terminal.leave(WRONG_USE, f"{what} (see {command} --help)")


def _emit_json(given: list[str], what: str) -> None:
    """The document of a run that was asked for wrongly, of those verbs that print one."""
    from slcheck.cli.compare_verb import not_compared
    from slcheck.cli.telling import failed
    from slcheck.model import Policy
    from slcheck.render import FORMATS, Page, compared_document
    from slcheck.summary import Outcome

    end = Outcome(WRONG_USE, what)
    if "check" in given:
        terminal.emit(FORMATS["json"](failed(what, Policy()), end, Page()))
    elif "compare" in given:
        terminal.emit(compared_document.text(not_compared("", "", failed(what, Policy())), end))


def _asks_for_json(given: list[str]) -> bool:
    pairs = pairwise(given)
    return any(pair in (("-f", "json"), ("--format", "json")) for pair in pairs) or bool(
        {"-fjson", "--format=json"} & set(given)
    )


def _fault(error: Exception) -> int:
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


class _Verbs(click.Group):
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


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="slcheck", message="%(prog)s %(version)s")
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

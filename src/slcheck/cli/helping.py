"""Help and version, printed as any other text: click takes a full disk or a closed pipe for a fault."""

from typing import Any

import click

from slcheck import __version__
from slcheck.cli import terminal


def _show_help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        terminal.show(f"{ctx.get_help()}\n")
        ctx.exit()


def show_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    """The callback of ``--version``. Raises ClosedPipe."""
    if value and not ctx.resilient_parsing:
        terminal.show(f"slcheck {__version__}\n")
        ctx.exit()


class WithHelp(click.Command):
    """A command that prints its help itself, also for ``-h``. Raises ClosedPipe then."""

    def __init__(self, *given: Any, **settings: Any) -> None:
        super().__init__(*given, **settings)
        self.context_settings = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.callback = _show_help
        return option

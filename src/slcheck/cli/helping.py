"""Help and version, printed as any other text: click takes a full disk or a closed pipe for a fault."""

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
    """A command that prints its help itself. Raises ClosedPipe then."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.callback = _show_help
        return option

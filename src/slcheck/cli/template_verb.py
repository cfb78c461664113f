"""``slcheck template``: a workbook to fill in."""

import datetime
from pathlib import Path

import click

from slcheck import template
from slcheck.cli import terminal
from slcheck.cli.completing import provider_names
from slcheck.cli.options import TARGETS, parsed, setting
from slcheck.cli.settings import Command
from slcheck.cli.telling import declared
from slcheck.errors import WrongUse
from slcheck.model import Framework
from slcheck.quarter import Quarter


@click.command("template", cls=Command)
@setting(
    "-o",
    "--output",
    "path",
    key="template-output",
    type=click.Path(path_type=Path),
    required=True,
    help="The workbook to write.",
)
@setting(
    "--quarter",
    key="template-quarter",
    metavar="QUARTER",
    callback=parsed(Quarter.parse),
    help="Quarter of its figures; the last one that is over, unless another is named.",
)
@setting(
    "--framework",
    "frameworks",
    key="template-framework",
    type=click.Choice([each.value for each in Framework]),
    multiple=True,
    help="Only measures of this framework.",
)
@setting(
    "--provider",
    "providers",
    key="template-provider",
    metavar="NAME",
    multiple=True,
    shell_complete=provider_names,
    help="Only rows for this provider; repeatable.",
)
@TARGETS
def template_command(
    path: Path, quarter: Quarter | None, frameworks: tuple[str, ...], providers: tuple[str, ...], targets: Path | None
) -> int:
    """Write a workbook to fill in: a row for each measure and provider, with its target, and notes on how."""
    if path.exists():
        raise WrongUse(f"{path} is there already; write to another file, or delete it first")
    of = quarter or Quarter.before(datetime.datetime.now(datetime.UTC).date())
    wanted = tuple(Framework(each) for each in frameworks) or tuple(Framework)
    content = template.workbook(declared(targets), of, wanted, providers)
    terminal.write({path: content})
    terminal.tell(
        f"wrote {path} for {of} ({of.months}); fill in its yellow cells, save it, and run: slcheck check {path}"
    )
    return 0

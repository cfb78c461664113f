"""The options of the command line; those that several commands have stand here once."""

import os
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click

from slcheck import deciding
from slcheck.cli.completing import Completer, measure_codes, one_of, provider_names
from slcheck.cli.settings import Setting
from slcheck.model import Framework, Kind, Rounding, Unit
from slcheck.quarter import Quarter

V = TypeVar("V")
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def setting(*names: str, **settings: Any) -> Decorator:
    """An option that can also stand in the environment or in a file of settings."""
    return click.option(*names, cls=Setting, **settings)


def parsed(parse: Callable[[str], V]) -> Callable[[click.Context, click.Parameter, str | None], V | None]:
    """An option's callback: its text through ``parse``, whose ValueError is a sentence about wrong use."""

    def callback(ctx: click.Context, param: click.Parameter, text: str | None) -> V | None:
        try:
            return None if text is None else parse(text)
        except ValueError as error:
            raise click.BadParameter(str(error), ctx=ctx, param=param) from None

    return callback


def parsed_each(parse: Callable[[str], V]) -> Callable[[click.Context, click.Parameter, Iterable[str]], tuple[V, ...]]:
    """The same for an option that can be given again and again."""
    one = parsed(parse)

    def callback(ctx: click.Context, param: click.Parameter, texts: Iterable[str]) -> tuple[V, ...]:
        return tuple(value for text in texts if (value := one(ctx, param, text)) is not None)

    return callback


E = TypeVar("E", bound=StrEnum)


def word_of(words: type[E], *names: str, **settings: Any) -> Decorator:
    """An option whose value is one of ``words``; without a default it may be left out."""
    choice = click.Choice([word.value for word in words])
    return setting(*names, type=choice, callback=parsed(words), **settings)


def once(ctx: click.Context, param: click.Parameter, paths: tuple[Path, ...]) -> Path | None:
    """The one path that was given; a second one would silently take the place of the first."""
    if len(paths) > 1:
        raise click.BadParameter("it is given twice; name one", ctx=ctx, param=param)
    return paths[0] if paths else None


class _File(click.Path):
    """A path, which is never empty: that would be the working folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not os.fspath(value):
            self.fail("it is empty; name a file", param, ctx)
        return super().convert(value, param, ctx)


FILE = _File(path_type=Path)
TARGETS = setting(
    "--targets",
    type=FILE,
    metavar="PATH",
    multiple=True,
    callback=once,
    help="YAML file, or folder of them, to use instead of the shipped declarations.",
)
COLOUR = setting(
    "--color", "colour", type=click.Choice(["auto", "always", "never"]), default="auto", help="When to use colour."
)
WIDTH = setting("--width", type=click.IntRange(40, 1000), help="Columns of the table; 120 off a terminal.")


def filter_of(
    name: str,
    what: str,
    parse: Callable[[str], str] = deciding.pattern,
    completed: Completer | None = None,
) -> Decorator:
    """An option that asks for some of the figures only; it can be given again and again."""
    return setting(
        f"--{name}",
        metavar="PATTERN",
        multiple=True,
        callback=parsed_each(parse),
        shell_complete=completed,
        help=f"Only figures of {what}.",
    )


def FILTERS(command: Callable[..., Any]) -> Callable[..., Any]:  # noqa: N802 (an option like the others here)
    """The five filters of figures."""
    for each in reversed(_FILTERS):
        command = each(command)
    return command


_FILTERS = (
    filter_of(
        "measure",
        "this measure, by its code (SL003, 'SCH9 SL0*'); repeatable, as the next four are",
        completed=measure_codes,
    ),
    filter_of("provider", "this provider", completed=provider_names),
    filter_of(
        "quarter",
        "this quarter's release ('2017-18 *'); one quarter is also that of figures that name none",
        deciding.quarter_pattern,
    ),
    filter_of("framework", "this framework, CRC or NPS", completed=one_of([*Framework])),
    filter_of("kind", "this kind, 'service level' or 'assurance metric'", completed=one_of([*Kind])),
)
QUARTER = setting(
    "--quarter",
    metavar="QUARTER",
    callback=parsed(Quarter.parse),
    help="Quarter of figures that do not name one; of others, those wanted.",
)
UNIT = word_of(Unit, "--unit", help="What plain numbers are (95.6 or 0.956).")
NEAR = setting(
    "--near",
    metavar="POINTS",
    callback=parsed(deciding.points),
    help="Call a miss by up to this many percentage points near.",
)
ROUNDING = word_of(
    Rounding,
    "--rounding",
    help="Judge the most exact figures, or figures rounded half up as published, whatever is declared.",
)
WAIVERS = setting(
    "--waivers",
    type=FILE,
    metavar="PATH",
    multiple=True,
    callback=once,
    help="YAML file of misses that are excused; they stay misses, but do not make the exit code 1.",
)
AS_OF = setting(
    "--as-of",
    metavar="DAY",
    callback=parsed(deciding.day),
    help="Day on which waivers and reviews are looked at; today, unless another is named.",
)

"""What the words of the command line stand for: quarters, points, lists, files, outputs."""

import datetime
import difflib
import glob
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import click

from slcheck.errors import WrongUse
from slcheck.model import Rounding, Unit
from slcheck.quarter import Quarter
from slcheck.render import EXTENSIONS, FORMATS
from slcheck.summary import FAIL_ON_WORDS

NOTHING = "none"


V = TypeVar("V")


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


def word_of(words: type[E], *names: str, **settings: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option whose value is one of ``words``; without a default it may be left out."""
    choice = click.Choice([word.value for word in words])
    return click.option(*names, type=choice, callback=parsed(words), **settings)


def once(ctx: click.Context, param: click.Parameter, paths: tuple[Path, ...]) -> Path | None:
    """The one path that was given; a second one would silently take the place of the first."""
    if len(paths) > 1:
        raise click.BadParameter("it is given twice; put the files in one folder and name that", ctx=ctx, param=param)
    return paths[0] if paths else None


def points(text: str) -> Decimal:
    """Percentage points, exact. Raises ValueError."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number <= 100:
        raise ValueError(f"'{text}' is no number of percentage points; write one from 0 to 100, like 0.5")
    return number


def day(text: str) -> datetime.date:
    """A day, like 2018-03-31. Raises ValueError."""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is no day; write year, month and day, like 2018-03-31") from None


def fail_on(text: str) -> tuple[str, ...]:
    """A list of statuses and flags, with commas; ``none`` for nothing. Raises ValueError."""
    return words_of(text, FAIL_ON_WORDS, "status or flag")


def words_of(text: str, known: Sequence[str], what: str) -> tuple[str, ...]:
    """The ``known`` words in ``text``, between commas, hyphen or underscore alike; ``none`` for nothing.

    Raises ValueError for a word that is no ``what``.
    """
    spellings = {word.replace("-", "_"): word for word in known}
    words = [word.strip().lower().replace("-", "_") for word in text.split(",") if word.strip()]
    if words == [NOTHING]:
        return ()
    if not words:
        raise ValueError(f"it is empty; write {NOTHING} if nothing is to fail the run")
    for word in words:
        if word not in spellings:
            close = difflib.get_close_matches(word, spellings, n=1)
            hint = f"did you mean {spellings[close[0]]}?" if close else f"write {', '.join(known)}, or {NOTHING}"
            raise ValueError(f"'{word}' is no {what}; {hint}")
    return tuple(dict.fromkeys(spellings[word] for word in words))


@dataclass(frozen=True, slots=True)
class Output:
    """A file to write, and the format to write it in."""

    format: str
    path: Path


def output(text: str) -> Output:
    """``[FORMAT=]PATH``; without a format, the extension decides. Raises ValueError."""
    named, _, rest = text.partition("=")
    if rest and named in FORMATS:
        return Output(named, Path(rest))
    path = Path(text)
    if path.suffix.lower() not in EXTENSIONS:
        known = ", ".join(EXTENSIONS)
        raise ValueError(f"'{text}' has no known extension ({known}); write FORMAT=PATH, like json={text}")
    return Output(EXTENSIONS[path.suffix.lower()], path)


def expanded(names: tuple[str, ...]) -> list[str]:
    """The files that ``names`` stand for: as they are if they exist, else as wildcards; Excel's lock files left out.

    cmd.exe leaves wildcards to the program, so slcheck expands them itself, on every system alike.
    """
    files: list[str] = []
    for name in names:
        if name == "-" or _exists(name) or not glob.has_magic(name):
            files.append(name)
            continue
        files.extend(match for match in sorted(glob.glob(name)) if not Path(match).name.startswith("~$"))  # noqa: PTH207
    return list(dict.fromkeys(files)) or list(names)


def refuse_to_overwrite(outputs: tuple[Output, ...], inputs: list[str], targets: Path | None) -> None:
    """Raise WrongUse when an output is one of the inputs, data or declarations, or is named twice."""
    declarations = sorted(targets.iterdir()) if targets and targets.is_dir() else [targets] if targets else []
    taken = {_resolved(str(name)): str(name) for name in (*inputs, *declarations) if name != "-"}
    for output in outputs:
        place = _resolved(str(output.path))
        if place in taken:
            raise WrongUse(f"{output.path} is already used for {taken[place]}; write to another file")
        taken[place] = f"-o {output.path}"


def _resolved(name: str) -> str:
    return os.path.realpath(name)


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False


TARGETS = click.option(
    "--targets",
    type=click.Path(path_type=Path),
    metavar="PATH",
    multiple=True,
    callback=once,
    help="YAML file, or folder of them, to use instead of the shipped declarations.",
)
COLOUR = click.option(
    "--color", "colour", type=click.Choice(["auto", "always", "never"]), default="auto", help="When to use colour."
)
WIDTH = click.option("--width", type=click.IntRange(40, 1000), help="Columns of the table; 120 off a terminal.")
QUARTER = click.option(
    "--quarter",
    metavar="QUARTER",
    callback=parsed(Quarter.parse),
    help="Quarter of figures that do not name one; of others, those wanted.",
)
UNIT = word_of(Unit, "--unit", help="What plain numbers are (95.6 or 0.956).")
NEAR = click.option(
    "--near", metavar="POINTS", callback=parsed(points), help="Call a miss by up to this many percentage points near."
)
ROUNDING = word_of(
    Rounding,
    "--rounding",
    help="Judge the most exact figures, or figures rounded half up as published, whatever is declared.",
)
WAIVERS = click.option(
    "--waivers",
    type=click.Path(path_type=Path),
    metavar="PATH",
    multiple=True,
    callback=once,
    help="YAML file of misses that are excused; they stay misses, but do not make the exit code 1.",
)
AS_OF = click.option(
    "--as-of",
    metavar="DAY",
    callback=parsed(day),
    help="Day on which waivers and reviews are looked at; today, unless another is named.",
)

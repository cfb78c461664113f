"""Options that stand elsewhere than on the command line: in the environment, or in a file of settings.

Every option is also ``SLCHECK_`` and its name, and a key of ``slcheck.toml`` or of ``[tool.slcheck]`` in
``pyproject.toml``. The command line comes first, then the environment, then the file.
"""

import datetime
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from slcheck.cli.files import format_and_path
from slcheck.cli.helping import WithHelp
from slcheck.reading import shown_name
from slcheck.text import clean, closest

OWN_FILE, PROJECT_FILE = "slcheck.toml", "pyproject.toml"
COMMAND_LINE, DEFAULT = "command line", "default"
_PREFIX = "SLCHECK_"
_MOST_BYTES = 1_000_000
_NO = ("", "0", "false", "f", "no", "n", "off")
_MEANT = 0.85
"""How close a variable has to come to a setting to be meant for it: SLCHECK_STRCT is, SLCHECK_VERSION is not."""
_BETWEEN = re.compile(r"[;\n]")


class Setting(click.Option):
    """An option that can be a setting too. ``key`` is what it is called in a file; ``is_path`` that it names a file."""

    def __init__(self, *names: Any, key: str = "", **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.key = key or max(self.opts, key=len).lstrip("-")
        self.envvar = _variable(self.key)
        self.is_path = isinstance(self.type, click.Path)

    def value_from_envvar(self, ctx: click.Context) -> Any:
        """Several values stand between semicolons, or in a line each: names of providers have commas and blanks."""
        text = self.resolve_envvar_value(ctx)
        if text is None or not self.multiple:
            return super().value_from_envvar(ctx)
        if self.is_path:
            return (text,)
        return tuple(part.strip() for part in _BETWEEN.split(text) if part.strip())

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The help with the default that slcheck has, whatever a file of settings says."""
        return super().get_help_record(click.Context(ctx.command))


@dataclass(frozen=True, slots=True)
class Settings:
    """What a file of settings says, by key; ``file`` is empty where there is none."""

    file: str = ""
    folder: Path = Path()
    values: Mapping[str, object] = field(default_factory=dict)


class Command(WithHelp):
    """A command whose options are settings too. ``tells_figures`` is of one that cannot withhold them."""

    def __init__(self, *given: Any, tells_figures: bool = False, **settings: Any) -> None:
        super().__init__(*given, **settings)
        self.tells_figures = tells_figures

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        try:
            settings, given = self._of_a_file()
        except click.UsageError:
            if not {"-h", "--help"}.isdisjoint(args):  # who mends the file may need it
                super().make_context(info_name, list(args), parent, **extra)
            if not extra.get("resilient_parsing"):
                raise
            settings, given = Settings(), {}  # somebody is typing, or is told already what is wrong
        return super().make_context(info_name, args, parent, **{"default_map": given, "obj": settings} | extra)

    def _of_a_file(self) -> tuple[Settings, dict[str, Any]]:
        """The settings of the nearest file, and the values that they give options, by name. Raises UsageError."""
        settings = _found_here()
        self._refuse_unknown(settings)
        self._refuse_redaction(settings)
        given = {each.name: _as_given(each, settings) for each in self._settings() if each.key in settings.values}
        return settings, given

    def _settings(self) -> Iterator[Setting]:
        return (each for each in self.params if isinstance(each, Setting))

    def _refuse_unknown(self, settings: Settings) -> None:
        """Raise UsageError for a key that is none, or a variable that seems to be meant for one and does nothing."""
        own = {option.key: str(option.envvar) for option in self._settings()}
        variables = {name for name in os.environ if name.upper().startswith(_PREFIX)}
        if settings.values.keys() <= own.keys() and variables <= set(own.values()):
            return
        known = every_key()
        for key in settings.values:
            if key not in known:
                close = closest(key, {each: each for each in known})
                hint = f"did you mean {close}?" if close else "slcheck check --help lists what there is"
                raise click.UsageError(f"{settings.file}: '{clean(key)}' is no setting; {hint}")
        meant = {_variable(key).removeprefix(_PREFIX): _variable(key) for key in known}
        for name in sorted(variables.difference(meant.values())):
            if close := _meant_by(name[len(_PREFIX) :].upper(), meant):
                raise click.UsageError(f"{clean(name)} in the environment is no setting; did you mean {close}?")

    def _refuse_redaction(self, settings: Settings) -> None:
        """Raise UsageError where figures are to be withheld by a command that can only tell them."""
        in_file = settings.file if settings.values.get("redact") else ""
        in_environment = _variable("redact") if os.environ.get(_variable("redact"), "0").lower() not in _NO else ""
        if self.tells_figures and (where := in_file or in_environment):
            raise click.UsageError(
                f"redact is set in {where}, and {self.name} tells figures; only check withholds them"
            )


def _meant_by(word: str, meant: Mapping[str, str]) -> str | None:
    """The variable that one called ``word`` was meant to be: in other case, cut short or longer, or with a slip."""
    for known, variable in meant.items():
        if min(len(word), len(known)) > 2 and (word.startswith(known) or known.startswith(word)):
            return variable
    return closest(word, meant, cutoff=_MEANT)


def _variable(key: str) -> str:
    return _PREFIX + key.upper().replace("-", "_")


def every_key() -> set[str]:
    """The keys of all commands; they are imported for it."""
    from slcheck.cli.main import cli

    context = click.Context(cli)
    commands = [cli.get_command(context, name) for name in cli.list_commands(context)]
    return {each.key for command in commands if command for each in command.params if isinstance(each, Setting)}


def _found_here() -> Settings:
    """The settings that apply in the working folder; none where that is gone."""
    try:
        folder = Path.cwd()
    except OSError:
        return Settings()
    return found(folder)


def found(folder: Path) -> Settings:
    """The settings of the nearest file that has any, from ``folder`` upwards, as far as the project reaches.

    Raises UsageError for a broken file.
    """
    for place in (folder, *folder.parents):
        for name in (OWN_FILE, PROJECT_FILE):
            path = place / name
            if _is(path.is_file) and (table := _table(path)) is not None:
                return Settings(_shown(path, folder), place, table)
        if _is((place / ".git").exists):
            break
    return Settings()


def _is(asked: Callable[[], bool]) -> bool:
    try:
        return asked()
    except OSError:  # a folder that may not be looked into
        return False


def _shown(path: Path, folder: Path) -> str:
    return shown_name(path.name if path.parent == folder else str(path))


def _table(path: Path) -> Mapping[str, object] | None:
    """What slcheck is told in ``path``; None where it says nothing of slcheck."""
    name = shown_name(str(path))
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise click.UsageError(f"{name}: it cannot be read ({error.strerror}); see that you may read it") from None
    if path.name == OWN_FILE:
        return _parsed(name, data)
    if b"slcheck" not in data:
        return None
    tool = _parsed(name, data).get("tool")
    table = tool.get("slcheck") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise click.UsageError(f"{name}: tool.slcheck is no table; write [tool.slcheck] and a setting a line below it")
    return table


def _parsed(name: str, data: bytes) -> dict[str, Any]:
    import tomllib  # only where slcheck is told something

    if len(data) > _MOST_BYTES:
        raise click.UsageError(f"{name}: it is longer than {_MOST_BYTES:,} bytes, which no file of settings is")
    try:
        return tomllib.loads(data.decode("utf-8"), parse_float=str)
    except (ValueError, RecursionError) as error:
        raise click.UsageError(f"{name}: it is no TOML: {clean(str(error))}; mend it or move it") from None


def _as_given(option: Setting, settings: Settings) -> Any:
    """The value of a setting as it would stand on the command line. Raises UsageError for one that cannot stand there.

    Numbers are text, so that 0.1 is a tenth; paths are those beside the file.
    """
    value = settings.values[option.key]
    where = f"{settings.file}: {option.key}"
    if option.is_flag:
        if not isinstance(value, bool):
            raise click.UsageError(f"{where} is neither true nor false; write one of them, without quotes")
        return value
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(each, str | int | datetime.date) and not isinstance(each, bool) for each in values):
        raise click.UsageError(f"{where} is no text, number, day or list of them; write it in quotes")
    if option.is_path and "" in values:
        raise click.UsageError(f"{where} is empty; name a file")
    try:
        texts = [_beside(str(each), option, settings) for each in values]
    except ValueError:
        raise click.UsageError(
            f"{where} is a number of more digits than any setting has; write a shorter one"
        ) from None
    if any("\0" in text for text in texts):
        raise click.UsageError(f"{where} has a null character, which no setting can have; leave it out")
    if option.multiple:
        return texts
    if isinstance(value, list) and option.key.endswith("fail-on"):
        return ",".join(texts) or "none"
    if isinstance(value, list):
        raise click.UsageError(f"{where} is a list, and can be given once only; write one value")
    return texts[0]


def _beside(text: str, option: Setting, settings: Settings) -> str:
    """A path is that beside the file of settings, wherever slcheck is started."""
    if option.is_path:
        return str(settings.folder / text)
    if option.key == "output":
        format_, path = format_and_path(text)
        return f"{format_}={settings.folder / path}" if format_ else str(settings.folder / path)
    return text


def origins(ctx: click.Context) -> Iterator[str]:
    """A line for each option of a command: its value, and where that was said."""
    for each in ctx.command.params:
        if isinstance(each, Setting):
            value = ctx.params.get(each.name or "")
            values = value if isinstance(value, tuple) else () if value is None else (value,)
            shown = clean(", ".join(map(str, values))) or "none"
            yield f"setting {each.key}: {shown} ({origin(ctx, each)})"


def origin(ctx: click.Context, option: click.Parameter) -> str:
    """Where the value of ``option`` was said: on the command line, in the environment, in a file, or nowhere."""
    match ctx.get_parameter_source(option.name or ""):
        case ParameterSource.COMMANDLINE:
            return COMMAND_LINE
        case ParameterSource.ENVIRONMENT:
            return f"environment, {option.envvar}"
        case ParameterSource.DEFAULT_MAP if isinstance(ctx.obj, Settings):
            return ctx.obj.file
        case _:
            return DEFAULT

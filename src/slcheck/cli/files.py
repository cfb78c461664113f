"""The files that a command line names: those to read, those to write."""

import glob
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from slcheck.errors import WrongUse
from slcheck.render import EXTENSIONS, FORMATS, SIDECARS
from slcheck.text import closest


@dataclass(frozen=True, slots=True)
class Output:
    """A file to write, and the format to write it in."""

    format: str
    path: Path

    def __str__(self) -> str:
        return f"{self.format}={self.path}"

    @property
    def sidecar(self) -> Path | None:
        """The file that is written beside it, if its format has one."""
        if self.format not in SIDECARS:
            return None
        return self.path.with_name(self.path.name + SIDECARS[self.format][0])


def format_and_path(text: str) -> tuple[str, str]:
    """The two parts of ``[FORMAT=]PATH``; no format where none is named."""
    named, _, rest = text.partition("=")
    return (named, rest) if rest and named in FORMATS else ("", text)


def output(text: str) -> Output:
    """``[FORMAT=]PATH``; without a format, the extension decides. Raises ValueError."""
    format_, name = format_and_path(text)
    path = Path(name)
    misspelt, equals, rest = name.partition("=")
    if not format_ and equals and rest and re.fullmatch(r"[a-z]+", misspelt):
        close = closest(misspelt, {each: each for each in FORMATS})
        hint = f"did you mean {close}?" if close else f"write one of {', '.join(FORMATS)}"
        raise ValueError(f"'{misspelt}' is no format; {hint} A file that is called so is ./{name}")
    if name == "-":
        raise ValueError("'-' is standard output, and what goes there is said by --format; name a file")
    if format_:
        return Output(format_, path)
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


def refuse_to_overwrite(outputs: Iterable[Output], inputs: Iterable[str], beside: Iterable[Path | None]) -> None:
    """Raise WrongUse when an output is one of the inputs, data or declarations, or is named twice."""
    declarations = [file for path in beside if path for file in _files_at(path)]
    taken = {_resolved(str(name)): str(name) for name in (*inputs, *declarations) if name != "-"}
    for output in outputs:
        for path in filter(None, (output.path, output.sidecar)):
            place = _resolved(str(path))
            if place in taken:
                raise WrongUse(f"{path} is already used for {taken[place]}; write to another file")
            taken[place] = f"-o {output.path}"


def _files_at(path: Path) -> Iterable[Path]:
    try:
        return sorted(path.iterdir()) if path.is_dir() else [path]
    except OSError:
        return [path]  # and the catalogue says why


def _resolved(name: str) -> str:
    return os.path.realpath(name)


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):
        return False

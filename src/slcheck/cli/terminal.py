"""Where text goes: standard output and error, whatever their encoding, and files, whole or not at all."""

import contextlib
import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from slcheck.errors import WrongUse
from slcheck.render.page import Page
from slcheck.text import clean, cut

if TYPE_CHECKING:
    import threading

OFF_TERMINAL_WIDTH = 120


class ClosedPipe(Exception):
    """Whoever read standard output has stopped reading; there is nobody left to tell."""


def page(colour: str, width: int | None) -> Page:
    """The page that standard output is: ``colour`` is auto, always or never; ``width`` is what was asked for."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    columns = shutil.get_terminal_size().columns if terminal else OFF_TERMINAL_WIDTH
    return Page(width=width or columns, colour=_colour(colour, terminal=terminal), told_beside=True)


def _colour(asked: str, *, terminal: bool) -> bool:
    """What was asked for; else what the first of these variables says that is set; else whether it is a terminal.

    https://no-color.org, https://force-color.org, https://bixense.com/clicolors.
    """
    said = os.environ.get
    if asked != "auto":
        return asked == "always"
    if said("NO_COLOR"):
        return False
    if forced := said("FORCE_COLOR"):
        return forced != "0"
    if said("CLICOLOR_FORCE", "0") not in ("", "0"):
        return True
    return terminal and said("CLICOLOR") != "0" and said("TERM") != "dumb"


def show(text: str, *, colour: bool = False) -> None:
    """Text for people to standard output; what its encoding does not have is replaced. Raises ClosedPipe."""
    if sys.stdout is None:
        raise ClosedPipe
    encoding = sys.stdout.encoding or "utf-8"
    with _pipe_may_close():
        click.echo(text.encode(encoding, "replace").decode(encoding), nl=False, color=colour)
        sys.stdout.flush()


def emit(text: str) -> None:
    """Text for machines to standard output, as UTF-8 whatever the terminal thinks. Raises ClosedPipe."""
    if sys.stdout is None:
        raise ClosedPipe
    with _pipe_may_close():
        sys.stdout.buffer.write(utf_8(text))
        sys.stdout.buffer.flush()


def utf_8(text: str) -> bytes:
    """``text`` as a file holds it; a byte of a name that is no text, as Python reads it in arguments, is escaped."""
    return text.encode("utf-8", "backslashreplace")


@contextlib.contextmanager
def _pipe_may_close() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        _forget_stdout()
        if error.errno in (errno.EPIPE, errno.EINVAL):
            raise ClosedPipe from None
        raise WrongUse(f"standard output cannot be written ({error.strerror}); make room or choose another") from None


def _forget_stdout() -> None:
    """Point standard output at nothing, so that the interpreter's last flush has nothing to complain of."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(line: str) -> None:
    """One line to standard error; nothing if nobody reads it."""
    if sys.stderr is None:
        return
    encoding = sys.stderr.encoding or "utf-8"
    with contextlib.suppress(OSError):
        click.echo(line.encode(encoding, "replace").decode(encoding), err=True)


def leave(exit_code: int, why: str) -> int:
    """The last line on standard error: why the exit code is not 0. Returns the exit code."""
    if exit_code:
        tell(f"slcheck: exit {exit_code}: {clean(why)}")
    return exit_code


@contextlib.contextmanager
def progress(*, in_full: bool) -> Iterator[Callable[[str], None]]:
    """A function to call with what is being done: said on standard error, where it is a terminal, after a second.

    The line is written over and taken away again. ``in_full`` is False where even the name of a file is too much.
    """
    doing = ["working"]

    def told(what: str) -> None:
        doing[0] = what if in_full else "working"

    if sys.stderr is None or not sys.stderr.isatty():
        yield told
        return
    import threading  # only where somebody is looking

    ended = threading.Event()
    sayer = threading.Thread(target=_say_until, args=(ended, doing), daemon=True)
    sayer.start()
    try:
        yield told
    finally:
        ended.set()
        sayer.join()


def _say_until(ended: "threading.Event", doing: Sequence[str]) -> None:
    longest = seconds = 0
    while not ended.wait(1):
        seconds += 1
        line = cut(f"slcheck: {doing[0]} ({seconds} s)", shutil.get_terminal_size().columns - 1)
        longest = max(longest, len(line))
        _over_write(line.ljust(longest))
    if longest:
        _over_write(f"{' ' * longest}\r")


def _over_write(line: str) -> None:
    encoding = sys.stderr.encoding or "utf-8"
    with contextlib.suppress(OSError):
        sys.stderr.write("\r" + line.encode(encoding, "replace").decode(encoding))
        sys.stderr.flush()


def append_step_summary(content: bytes) -> None:
    """``content`` to the file in which GitHub Actions collects the summary of a step, where there is one.

    Raises WrongUse when it cannot be written.
    """
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    try:
        with Path(name).open("ab") as stream:
            stream.write(content)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise WrongUse(f"the step summary {name} cannot be written ({said}); see GITHUB_STEP_SUMMARY") from None


def write(contents: dict[Path, bytes]) -> None:
    """Each content to its path, all of them or none: through temporary files, each beside its destination.

    Raises WrongUse when one cannot be written.
    """
    import tempfile  # only where a file is written

    temporary: dict[Path, Path] = {}
    path = Path()
    try:
        for path, content in {_destination(each): content for each, content in contents.items()}.items():
            _refuse_what_is_no_file(path)
            with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=f".{path.name}.", delete=False) as stream:
                temporary[path] = Path(stream.name)
                stream.write(content)
            temporary[path].chmod(_mode_of(path))
        for path, made in temporary.items():
            made.replace(path)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise WrongUse(f"{path} cannot be written ({said}); choose another place with -o") from None
    finally:
        for made in temporary.values():
            with contextlib.suppress(OSError):
                made.unlink()


def _destination(path: Path) -> Path:
    """The file that a link leads to, or ``path`` itself. Raises WrongUse where that is a stream and no file."""
    place = path
    for _ in range(_MOST_LINKS):
        folder = os.path.realpath(place.parent)
        if folder == "/dev" or folder.startswith(_STREAMS):
            raise WrongUse(f"{path} cannot be written (it is not a regular file); choose another place with -o")
        if not place.is_symlink():
            break
        place = place.parent / place.readlink()
    return place


_STREAMS = ("/dev/fd", "/dev/pts", "/proc")
_MOST_LINKS = 40


def _refuse_what_is_no_file(path: Path) -> None:
    """Raise OSError for a folder, device or pipe: a file in the place of /dev/null harms all who write there."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is not a regular file")


def _mode_of(path: Path) -> int:
    """The permissions of the file that is replaced, or those of any new file."""
    with contextlib.suppress(OSError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask

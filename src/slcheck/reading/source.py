"""A file into memory, once: a regular file or standard input, bounded, with its SHA-256."""

import hashlib
import stat
import sys
from pathlib import Path

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.text import clean
from slcheck.values import dataclass

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a data file and the name under which it is shown."""

    name: str
    data: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def shown_name(path: str) -> str:
    """``path`` as it can be shown anywhere: undecodable bytes escaped, control characters dropped."""
    return "standard input" if path == STANDARD_INPUT else clean(path.encode("utf-8", "backslashreplace").decode())


def load(path: str) -> Source:
    """The file at ``path``, or standard input for ``-``. Raises UnreadableInput with the reason."""
    try:
        data = _bytes_of(path)
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise UnreadableInput(f"cannot be opened ({said}); check the name and that you may read it") from None
    if not data:
        raise UnreadableInput("the file is empty; export it again")
    return Source(shown_name(path), data)


def _bytes_of(path: str) -> bytes:
    if path == STANDARD_INPUT:
        if sys.stdin is None:
            raise UnreadableInput("standard input is closed; pipe a file into it, or name one")
        data = sys.stdin.buffer.read(bounds.FILE_BYTES + 1)
        bounds.hold("bytes", len(data), bounds.FILE_BYTES)
        return data
    if not path:
        raise UnreadableInput("the name is empty; name a file")
    status = Path(path).stat()
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableInput("it is a folder; name the files in it, or use a wildcard such as *.xlsx")
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableInput("it is not a regular file; copy it to one first")
    if not status.st_size:  # what the kernel makes up when it is read may never end
        return b""
    bounds.hold("bytes", status.st_size, bounds.FILE_BYTES)
    with Path(path).open("rb") as stream:
        data = stream.read(bounds.FILE_BYTES + 1)
    bounds.hold("bytes", len(data), bounds.FILE_BYTES)
    return data

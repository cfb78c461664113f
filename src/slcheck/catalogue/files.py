"""Declaration files into memory: the shipped ones, and those at a path that somebody names."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from slcheck.catalogue.nodes import MOST_BYTES
from slcheck.errors import WrongUse
from slcheck.model import DeclarationFile
from slcheck.text import clean
from slcheck.values import dataclass

_PACKAGE = Path(__file__).resolve().parents[1]
_SHIPPED = _PACKAGE / "_targets"
_CHECKOUT = _PACKAGE.parents[1] / "targets"
_ENDINGS = (".yaml", ".yml")
_TARGETS = "give a target file or a folder of them"


@dataclass(frozen=True, slots=True)
class File:
    """A declaration file in memory, under the name by which it is shown."""

    name: str
    data: bytes

    @property
    def listed(self) -> DeclarationFile:
        return DeclarationFile(path=self.name, sha256=hashlib.sha256(self.data).hexdigest())


def shipped() -> Sequence[File]:
    """The files that came with this version: in the installed package, or in the checkout that it is run from."""
    folder = _SHIPPED if _SHIPPED.is_dir() else _CHECKOUT
    entries = sorted((entry for entry in folder.iterdir() if entry.name.endswith(_ENDINGS)), key=lambda e: e.name)
    return [File(f"targets/{entry.name}", entry.read_bytes()) for entry in entries]


def files_at(path: Path) -> Sequence[File]:
    """The target file at ``path``, or those of the folder there. Raises WrongUse when there is none."""
    try:
        if not path.is_dir():
            return [_read(path, _TARGETS)]
        entries = sorted(entry for entry in path.iterdir() if entry.suffix.lower() in _ENDINGS and entry.name[0] != ".")
        if not entries:
            raise WrongUse(f"{path} holds no .yaml file; {_TARGETS}")
        return [_read(entry, _TARGETS) for entry in entries]
    except OSError as error:
        raise WrongUse(f"{path}: {error.strerror or error}; {_TARGETS}") from None


def file_at(path: Path, wanted: str) -> File:
    """The one file at ``path``. Raises WrongUse, with what is ``wanted``, when there is none that can be read."""
    try:
        return _read(path, wanted)
    except OSError as error:
        raise WrongUse(f"{path}: {error.strerror or error}; {wanted}") from None


def _read(path: Path, wanted: str) -> File:
    if path.exists() and not path.is_file():
        raise WrongUse(f"{path} is not a regular file; {wanted}")
    with path.open("rb") as stream:
        return File(clean(str(path)), stream.read(MOST_BYTES + 1))

"""The one exception root: input that is unusable as a whole stops the run with a sentence and an exit code."""

from typing import ClassVar

from slcheck.values import dataclass


class SlcheckError(Exception):
    """A run that cannot go on. The message is one sentence for a person: what, where, what to do."""

    exit_code: ClassVar[int] = 70


class WrongUse(SlcheckError):
    """The command line asks for something that cannot be done."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong at a line and column (from 1) of a target file, and what would be right."""

    file: str
    line: int
    column: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.sentence}"


class WrongDeclarations(SlcheckError):
    """Target files that break their own rules, with every complaint about them in the order of the files."""

    exit_code = 2

    def __init__(self, complaints: tuple[Complaint, ...]) -> None:
        super().__init__("\n".join(map(str, complaints)))
        self.complaints = complaints


class UnreadableInput(SlcheckError):
    """A data file that cannot be read at all. The message does not repeat the file's name."""

    exit_code = 3

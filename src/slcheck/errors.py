"""The one exception root: input that is unusable as a whole stops the run with a sentence and an exit code."""

from typing import ClassVar


class SlcheckError(Exception):
    """A run that cannot go on. The message is one sentence for a person: what, where, what to do."""

    exit_code: ClassVar[int] = 70


class WrongUse(SlcheckError):
    """The command line asks for something that cannot be done."""

    exit_code = 2


class WrongDeclarations(SlcheckError):
    """Target files that break their own rules; every complaint is ``file:line:column: what; what would be right``."""

    exit_code = 2

    def __init__(self, complaints: tuple[str, ...]) -> None:
        super().__init__("\n".join(complaints))
        self.complaints = complaints


class UnreadableInput(SlcheckError):
    """A data file that cannot be read at all. The message does not repeat the file's name."""

    exit_code = 3

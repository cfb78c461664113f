"""What a renderer knows of the paper it writes on."""

from slcheck.values import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """Width in characters, whether colour may be used, and whether problems and the exit code are told beside it.

    Decided once, by the command line.
    """

    width: int = 120
    colour: bool = False
    told_beside: bool = False

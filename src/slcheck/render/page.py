"""What a renderer knows of the paper it writes on."""

from slcheck.values import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """Width in characters, and whether colour may be used. Decided once, by the command line."""

    width: int = 120
    colour: bool = False

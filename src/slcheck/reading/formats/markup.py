"""XML in events, by local names: what namespace a part is written in (strict or transitional, say) makes no difference.

Expat is used itself because a sheet of a million cells is a few million events, and because it refuses what is not
well-formed instead of mending it.
"""

from collections.abc import Callable
from xml.parsers import expat

from slcheck.errors import UnreadableInput
from slcheck.text import clean

Attributes = dict[str, str]


class _LocalNames(dict[str, str]):
    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(":")[2]
        return local


def events(
    data: bytes,
    part: str,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Call ``start``, ``end`` and ``text`` for what is in ``data``; element names come without their prefixes.

    Attribute names keep theirs. A part that declares a document type, or is not well-formed, raises UnreadableInput.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    local = _LocalNames()
    parser.StartElementHandler = lambda name, attributes: start(local[name], attributes)
    parser.EndElementHandler = lambda name: end(local[name])
    parser.CharacterDataHandler = text

    def refuse(*_: object) -> None:
        raise UnreadableInput(f"the part {clean(part)} declares a document type; save the file anew in Excel")

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        said = f"the part {clean(part)} is damaged ({clean(str(error))})"
        raise UnreadableInput(f"{said}; open the file in Excel, save it, and try again") from error

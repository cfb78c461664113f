"""XML in events, by local names: what namespace a part is written in (strict or transitional, say) makes no difference.

Expat is used itself because a sheet of a million cells is a few million events, and because it refuses what is not
well-formed instead of mending it. What expat keeps in memory while it reads is bounded here.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TypeVar
from xml.parsers import expat

from slcheck.errors import UnreadableInput
from slcheck.reading import bounds
from slcheck.text import clean, cut

Attributes = dict[str, str]
Start = Callable[[Attributes], None]
Starts = Mapping[str, Start | None]
"""What to do where an element starts; None to begin its text anew, and nothing else."""
End = Callable[[], None]
Text = Callable[[str], object]

_PIECE = 256 * 1024
_CURE = "open the file in Excel, save it, and try again"
_Handler = TypeVar("_Handler")


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


class _Handlers(dict[str, _Handler]):
    """Handlers by names as they are written, prefix and all; one that is new is asked for by its local name."""

    def __init__(self, by_local_name: Callable[[str], _Handler]) -> None:
        super().__init__()
        self._by_local_name = by_local_name

    def __missing__(self, name: str) -> _Handler:
        handler = self[name] = self._by_local_name(local(name))
        return handler


def events(
    data: bytes, part: str, start: Callable[[str, Attributes], None], end: Callable[[str], None], text: Text
) -> None:
    """Call ``start``, ``end`` and ``text`` for what is in ``data``; element names come without their prefixes.

    Attribute names keep theirs. A part that declares a document type, is not well-formed or has no honest shape raises
    UnreadableInput.
    """
    starts: _Handlers[Start] = _Handlers(lambda name: partial(start, name))
    ends: _Handlers[End] = _Handlers(lambda name: partial(end, name))
    _walk((data[at : at + _PIECE] for at in range(0, len(data), _PIECE)), part, None, starts, ends, text, _nothing)


def dispatch(
    pieces: Iterable[bytes],
    part: str,
    root: str,
    starts: Starts,
    ends: Mapping[str, End],
    written: list[str] | None = None,
) -> None:
    """As ``events``, but from pieces of some 100 KiB, with handlers by element. The outermost has to be a ``root``.

    ``written`` gets all text, and is emptied where an element begins its text anew; None where no text is wanted.
    """
    known_starts: _Handlers[Start | None] = _Handlers(lambda name: starts.get(name, _nothing))
    known_ends: _Handlers[End] = _Handlers(lambda name: ends.get(name, _nothing))
    text, anew = (None, _nothing) if written is None else (written.append, written.clear)
    _walk(pieces, part, root, known_starts, known_ends, text, anew)


def _nothing(_: Attributes | None = None) -> None:
    """What is not needed for the figures is passed over."""


def _walk(
    pieces: Iterable[bytes],
    part: str,
    root: str | None,
    starts: "_Handlers[Start] | _Handlers[Start | None]",
    ends: _Handlers[End],
    text: Text | None,
    anew: End,
) -> None:
    depth, most = 0, bounds.XML_DEPTH

    def first(name: str, attributes: Attributes) -> None:
        if root is not None and local(name) != root:
            said = f"the workbook cannot be read (the part {_shown(part)} holds {_shown(name)} and not {root})"
            raise UnreadableInput(f"{said}; open it in Excel, save it as .xlsx, and try again")
        parser.StartElementHandler = start
        start(name, attributes)

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > most:
            _hold(part, "elements inside one another", depth, most)
        handler = starts[name]
        if handler is None:
            anew()
        else:
            handler(attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        ends[name]()

    names: dict[str, str] = {}
    parser = expat.ParserCreate(intern=names)
    parser.buffer_text = True
    parser.StartElementHandler = first
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = partial(_refuse_document_type, part)
    try:
        _feed(parser, names, pieces, part)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise UnreadableInput(f"the part {_shown(part)} is damaged ({_shown(str(error))}); {_CURE}") from error


def _feed(parser: expat.XMLParserType, names: dict[str, str], pieces: Iterable[bytes], part: str) -> None:
    """Parse in pieces, so that what expat holds back, waiting for the end of a tag, is seen while it is small."""
    fed = 0
    for piece in pieces:
        parser.Parse(piece, False)
        fed += len(piece)
        _hold(part, "names of elements and attributes", len(names), bounds.XML_NAMES)
        _hold(part, "bytes in one tag", fed - max(0, parser.CurrentByteIndex), bounds.XML_TAG_BYTES)
    parser.Parse(b"", True)


def _hold(part: str, what: str, number: int, bound: int) -> None:
    if number > bound:
        bounds.hold(f"{what} in the part {_shown(part)}", number, bound)


def _refuse_document_type(part: str, *_: object) -> None:
    raise UnreadableInput(f"the part {_shown(part)} declares a document type; {_CURE}")


def _shown(name: str) -> str:
    return cut(clean(name), 100)

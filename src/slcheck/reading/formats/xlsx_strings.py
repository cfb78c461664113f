"""The texts of a workbook: plain or in runs, in the shared table or in their cell."""

from collections.abc import Callable, Iterable

from slcheck.reading import bounds
from slcheck.reading.formats import markup
from slcheck.reading.formats.raised import as_marker
from slcheck.text import regex

_ESCAPE = regex(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """``text`` with what XML cannot hold, and Office writes as ``_x000D_``, put back in."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


class Runs:
    """Gathers the text of one item from its events. Phonetic guides are left out.

    Raised and lowered runs become markers, kept apart from the figure that they hang on.
    """

    def __init__(self, written: list[str]) -> None:
        """``written`` is the list that the texts of the part arrive in."""
        self._written = written
        self._pieces: list[str] = []
        self._raised = False
        self._guide = False
        self.starts: markup.Starts = {
            "r": self._begin_run,
            "t": None,
            "vertAlign": self._align,
            "rPh": self._begin_guide,
        }
        self.ends: dict[str, markup.End] = {"r": self._end_run, "t": self._end_text, "rPh": self._end_guide}

    def begin(self, _: markup.Attributes) -> None:
        """A new item starts."""
        self._pieces.clear()
        self._raised = self._guide = False

    def text(self) -> str:
        """The text of the item that ends."""
        return "".join(self._pieces)

    def _begin_run(self, _: markup.Attributes) -> None:
        self._raised = False

    def _end_run(self) -> None:
        self._raised = False

    def _align(self, attributes: markup.Attributes) -> None:
        self._raised = attributes.get("val") in ("superscript", "subscript")

    def _begin_guide(self, _: markup.Attributes) -> None:
        self._guide = True

    def _end_guide(self) -> None:
        self._guide = False

    def _end_text(self) -> None:
        if self._guide:
            return
        text = "".join(self._written)
        if "_x" in text:
            text = unescaped(text)
        self._pieces.append(as_marker(text) if self._raised else text)


class SharedStrings:
    """The texts that cells refer to by their position. One is cleaned when it is first asked for, and only then."""

    def __init__(self) -> None:
        self._items: list[str] = []
        self._is_clean = bytearray()
        self.characters = 0

    def __len__(self) -> int:
        return len(self._items)

    def text(self, position: int, clean: Callable[[str], str]) -> str:
        """The text at ``position``, made clean by ``clean``."""
        if not self._is_clean[position]:
            self._items[position] = clean(self._items[position])
            self._is_clean[position] = True
        return self._items[position]

    def add(self, text: str) -> None:
        """One more text. Raises UnreadableInput when there are too many."""
        self._items.append(text)
        self.characters += len(text)
        if len(self._items) > bounds.SHARED_STRINGS:
            bounds.hold("shared texts", len(self._items), bounds.SHARED_STRINGS)
        if self.characters > bounds.TEXT_CHARACTERS:
            bounds.hold("characters of text", self.characters, bounds.TEXT_CHARACTERS)

    def seal(self) -> None:
        """All texts have been added."""
        self._is_clean = bytearray(len(self._items))


def shared_strings(pieces: Iterable[bytes], part: str) -> SharedStrings:
    """The shared table of a workbook."""
    strings = SharedStrings()
    written: list[str] = []
    runs = Runs(written)
    starts: markup.Starts = {**runs.starts, "si": runs.begin}
    ends: dict[str, markup.End] = {**runs.ends, "si": lambda: strings.add(runs.text())}
    markup.dispatch(pieces, part, "sst", starts, ends, written)
    strings.seal()
    return strings

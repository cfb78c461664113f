"""Text that came out of a file, made safe to compare and to show."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import AnyStr, cast


class _Regex:
    """Stands in for a compiled expression until something of it is asked for."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        """A method of the compiled expression, kept here so that no later call comes by."""
        self.__dict__[name] = found = getattr(re.compile(self.pattern, self.flags), name)
        return found


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile`` that waits for the first use: to compile all on every start takes longer than to read a file."""
    return cast("re.Pattern[AnyStr]", _Regex(pattern, flags))


_SPACE = regex(r"\s+")
_HEADING_WORDS = regex(r"[a-z0-9%]+")
_UNSEEN = {"Cc", "Cf"}
_UNREADABLE = {"Cs", "Co", "Cn"}
_SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"
_ACCENT = "\N{COMBINING ACUTE ACCENT}"
_MANY_ACCENTS = 64
_ACCENTS_IN_A_ROW = regex(f"{_ACCENT}{{2,}}")


def clean(text: str) -> str:
    """One line of visible text: NFC, white space folded, control and format characters dropped.

    What only a certain font could show (a star of the Symbol font, say) is replaced by a sign that says so: dropped, it
    would leave a figure behind without its footnote.

    Nothing that a terminal, a spreadsheet or a reader's eye could take for something else survives, so this is done
    once, where text enters, and what is compared is exactly what is shown.
    """
    if not text.isprintable():  # a control, format or unassigned character, or a space that is no plain one
        text = text.translate(_AS_SEEN)
    if not text.isascii():
        text = _composed(text)
    return (_SPACE.sub(" ", text) if "  " in text else text).strip()


class _ByCharacter(dict[int, str]):
    """What a character becomes in ``str.translate``; each is asked for once, as far as it is a common one."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self._becomes = becomes

    def __missing__(self, code: int) -> str:
        text = self._becomes(chr(code))
        if code < _COMMON:
            self[code] = text
        return text


def _as_seen(character: str) -> str:
    if character.isspace():
        return " "
    category = _category(character)
    if category in _UNSEEN:
        return ""
    return _SUBSTITUTE if category in _UNREADABLE else character


def _composed(text: str) -> str:
    """``text`` in NFC. Python takes a time that grows with the square of how many accents stand on one letter.

    As many as would be felt leave one at one of the places that are looked at.
    """
    if _ACCENT in text[_MANY_ACCENTS::_MANY_ACCENTS].translate(_ACCENTS):
        apart = text.translate(_APART)
        pieces, end = [], 0
        for many in _ACCENTS_IN_A_ROW.finditer(apart.translate(_ACCENTS)):
            accents = sorted(apart[many.start() : many.end()], key=unicodedata.combining)
            pieces += [apart[end : many.start()], *accents]
            end = many.end()
        text = "".join([*pieces, apart[end:]])
    return unicodedata.normalize("NFC", text)


def _taken_apart(character: str) -> str:
    return unicodedata.normalize("NFD", character)


def _as_accent(character: str) -> str:
    """An accent for what stands on the letter before it."""
    return _ACCENT if unicodedata.combining(_taken_apart(character)[0]) else " "


def is_seen(character: str) -> bool:
    """Whether a reader can see ``character``, or the room it takes."""
    return _category(character) not in _UNSEEN


_category = unicodedata.category
_COMMON = 0x10000
_AS_SEEN = _ByCharacter(_as_seen)
_ACCENTS = _ByCharacter(_as_accent)
_APART = _ByCharacter(_taken_apart)


def code_key(code: str) -> str:
    """What two spellings of one code have in common: case, blanks and hyphens do not count, all else does."""
    return re.sub(r"[\s_-]+", "", plain_dashes(code).upper())


def heading_key(heading: str) -> str:
    """What two spellings of one heading have in common: case and punctuation do not count, a percent sign does."""
    return " ".join(_HEADING_WORDS.findall(clean(heading).casefold()))


def plain_dashes(text: str) -> str:
    """The same text with every kind of dash as a hyphen: spreadsheets hold them all for the same thing."""
    return text.translate(_DASHES)


_DASHES = {ord(dash): "-" for dash in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"}


def cut(text: str, width: int) -> str:
    """``text`` in at most ``width`` characters, an ASCII ``...`` saying that something was cut."""
    if len(text) <= width:
        return text
    return text[: max(0, width - 3)].rstrip() + "..."[:width]


def listed(words: "list[str] | tuple[str, ...]", most: int = 6) -> str:
    """``a, b and c``, or ``a, b, c and 12 more`` when there are more than ``most``."""
    shown, rest = list(words[:most]), len(words) - most
    if rest > 0:
        return f"{', '.join(shown)} and {rest} more"
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """``1 figure``, ``2 figures``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def closest(word: str, names: Mapping[str, str], cutoff: float = 0.6) -> str | None:
    """The name in ``names`` whose key comes closest to ``word``; None where none is as alike as ``cutoff`` (0 to 1)."""
    import difflib  # is needed only once something is wrong

    close = difflib.get_close_matches(word, names, n=1, cutoff=cutoff)
    return names[close[0]] if close else None

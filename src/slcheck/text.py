"""Text that came out of a file, made safe to compare and to show."""

import re
import unicodedata

_SPACE = re.compile(r"\s+")
_UNSEEN = {"Cc", "Cf"}
_UNREADABLE = {"Cs", "Co", "Cn"}
_SUBSTITUTE = "\N{REPLACEMENT CHARACTER}"


def clean(text: str) -> str:
    """One line of visible text: NFC, white space folded, control and format characters dropped.

    What only a certain font could show (a star of the Symbol font, say) is replaced by a sign that says so: dropped, it
    would leave a figure behind without its footnote.

    Nothing that a terminal, a spreadsheet or a reader's eye could take for something else survives, so this is done
    once, where text enters, and what is compared is exactly what is shown.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    seen = "".join(_SUBSTITUTE if _category(c) in _UNREADABLE else c for c in _SPACE.sub(" ", text) if is_seen(c))
    return _SPACE.sub(" ", unicodedata.normalize("NFC", seen)).strip()


def is_seen(character: str) -> bool:
    """Whether a reader can see ``character``, or the room it takes."""
    return _category(character) not in _UNSEEN


_category = unicodedata.category


def code_key(code: str) -> str:
    """What two spellings of one code have in common: case, blanks and hyphens do not count, all else does."""
    return re.sub(r"[\s_-]+", "", plain_dashes(code).upper())


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

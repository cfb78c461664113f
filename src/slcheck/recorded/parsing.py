"""Bytes to the JSON that they hold: bounded, exact, and without two values for one key."""

import codecs
import json
from collections import Counter
from decimal import Decimal
from typing import NoReturn

from slcheck.errors import UnreadableInput
from slcheck.text import clean

MIB = 1024 * 1024
BYTES = 50 * MIB
"""The largest document; the same bound as for a file of data."""
STRUCTURES = 1_000_000
"""Objects and lists in it, of 85 characters and more in any that slcheck writes. Each takes memory, however short."""
VALUES = 3_000_000
"""Values in it, of some 25 characters each with their keys; a result has some fifty."""
DIGITS = 40
"""Characters of a number; a figure has at most three digits and six decimals, a count no more than twelve."""


_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""How a document starts that PowerShell wrote for ``> results.json``."""


def is_results(data: bytes) -> bool:
    """Whether ``data`` is meant to be a result document, sound or not: a JSON object with the keys of one."""
    text = data.replace(b"\0", b"") if data.startswith(_WIDE) else data
    start = text.removeprefix(codecs.BOM_UTF8).removeprefix(_WIDE[0]).removeprefix(_WIDE[1])[:64].lstrip()
    return start.startswith(b"{") and b'"schema_version"' in text and b'"results"' in text


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-16" if data.startswith(_WIDE) else "utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableInput("its text is no UTF-8, which JSON is written in; check what wrote it") from None


def parsed(data: bytes) -> dict[str, object]:
    _hold("bytes", len(data), BYTES)
    _hold("objects and lists", data.count(b"{") + data.count(b"["), STRUCTURES)
    _hold("values", data.count(b","), VALUES)
    try:
        parsed = json.loads(
            _decoded(data),
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_repeats,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableInput(f"it is broken JSON ({where}); write it again with: slcheck check -f json") from None
    except RecursionError:
        raise UnreadableInput("its JSON is nested too deeply to be a result; check what wrote it") from None
    if not isinstance(parsed, dict):
        raise UnreadableInput("its JSON is no object; write it with: slcheck check -f json")
    return parsed


def _hold(what: str, number: int, bound: int) -> None:
    if number > bound:
        raise UnreadableInput(f"it has {number:,} {what}, and at most {bound:,} are read; split the file")


def _decimal(text: str) -> Decimal:
    """Never a float. What is written short and stands for much (1e999999) is refused before it is spelt out."""
    number = Decimal(text) if len(text) <= DIGITS else Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > DIGITS:
        _refuse_number(text)
    return number


def _integer(text: str) -> int:
    if len(text) > DIGITS:
        _refuse_number(text)
    return int(text)


def _refuse_constant(text: str) -> NoReturn:
    raise UnreadableInput(f"it holds {text}, which is no number in JSON; check what wrote it")


def _refuse_number(text: str) -> NoReturn:
    raise UnreadableInput(f"it holds the number {text[:DIGITS]}, which no figure can be; check what wrote it")


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        times = Counter(name for name, _ in pairs)
        twice = clean(next(name for name, number in times.items() if number > 1)[:DIGITS])
        raise UnreadableInput(f"its JSON gives the key '{twice}' twice in one object; check what wrote it")
    return found

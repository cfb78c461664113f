"""What one OpenDocument cell holds, from its attributes and the text that it shows."""

import datetime
import math
import re
from functools import lru_cache
from typing import NamedTuple

from slcheck.arithmetic import plain, stored_number
from slcheck.reading.cells import CellKind
from slcheck.reading.formats.markup import Attributes
from slcheck.reading.formats.ods_shown import number_format
from slcheck.text import clean, cut, regex

_NUMERIC = {"float", "percentage", "currency"}
_ERROR = regex(r"#(?:N/A|[A-Z0-9/_]{2,20}[!?])|Err:[0-9]{3}", re.IGNORECASE)
_DECIMAL = regex(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WHOLE = regex(r"-?[0-9]{1,15}")
_AS_STORED = regex(r"([0-9]+)(?:\.([0-9]{1,2}|[0-9]{4,}))?")
_MOST_DIGITS = 15
"""How many significant digits of a number a spreadsheet keeps."""

_ISO_DATE = regex(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9:.,]+Z?)?")
_MOST_SHOWN = 60


class Content(NamedTuple):
    """What a cell holds, without its place."""

    kind: CellKind
    value: int | float | str | bool | datetime.date
    number_format: str = "General"


def content(attributes: Attributes, shown: str) -> Content | None:
    """What a cell holds whose displayed text is ``shown``; None for a blank one."""
    kind = attributes.get("office:value-type", "")
    if "calcext:value-type" in attributes or kind in _NUMERIC or "table:formula" in attributes:
        error = _error(attributes, kind, shown)
        if error is not None:
            return Content(CellKind.ERROR, error)
    if kind == "string" and shown:
        return Content(CellKind.TEXT, shown)
    if kind in _NUMERIC:
        if written := attributes.get("office:value", "").strip():
            as_stored = _as_stored(written) if kind == "float" and written == shown else None
            return as_stored or _number(written, shown, kind == "percentage")
        return _without_number(attributes, shown)
    match kind:
        case "date":
            return _date(attributes.get("office:date-value", ""), shown)
        case "boolean" if (value := attributes.get("office:boolean-value")) in ("true", "false"):
            return Content(CellKind.BOOLEAN, value == "true")
        case "string" | "void" | "":
            return _text(attributes, kind, shown)
        case _:
            written = shown or clean(attributes.get("office:time-value") or attributes.get("office:boolean-value", ""))
            return Content(CellKind.OTHER, cut(written or f"a value of the type {clean(kind)}", _MOST_SHOWN))


def _error(attributes: Attributes, kind: str, shown: str) -> str | None:
    """The error that the cell shows. A typed ``#N/A`` is text; from a formula, or in place of a number, it is not."""
    if attributes.get("calcext:value-type") == "error":
        return cut(shown or "an error", _MOST_SHOWN)
    if not shown.startswith(("#", "E", "e")) or ("table:formula" not in attributes and kind not in _NUMERIC):
        return None
    return shown if _ERROR.fullmatch(shown) else None


def _text(attributes: Attributes, kind: str, shown: str) -> Content | None:
    text = shown or clean(attributes.get("office:string-value", ""))
    if text:
        return Content(CellKind.TEXT, text)
    if kind != "string" and "table:formula" in attributes:
        return _uncalculated(attributes)
    return None


def _uncalculated(attributes: Attributes) -> Content:
    formula = clean(attributes["table:formula"])
    return Content(CellKind.FORMULA, cut(formula.removeprefix("of:"), _MOST_SHOWN))


def _without_number(attributes: Attributes, shown: str) -> Content:
    if not shown and "table:formula" in attributes:
        return _uncalculated(attributes)
    said = f"a number without a value, shown as {shown}" if shown else "a number without a value"
    return Content(CellKind.OTHER, cut(said, _MOST_SHOWN))


def _as_stored(written: str) -> Content | None:
    """A stored number that the sheet shows digit by digit; None for one that has to be looked at closely."""
    match = _AS_STORED.fullmatch(written) if len(written) <= _MOST_DIGITS else None
    if match is None:
        return None
    decimals = match[2]
    if decimals is None:
        return Content(CellKind.NUMBER, int(written), "0")
    return Content(CellKind.NUMBER, float(written), f"0.{'0' * len(decimals)}")


@lru_cache(maxsize=8192)
def _number(written: str, shown: str, is_percentage: bool) -> Content:
    """A stored number that the sheet shows as ``shown``, or what keeps it from being one."""
    if _DECIMAL.fullmatch(written) is None:
        return Content(CellKind.ERROR, cut(clean(written), _MOST_SHOWN) or "an unreadable number")
    value = int(written) if _WHOLE.fullmatch(written) else float(written)
    if not math.isfinite(value):
        return Content(CellKind.ERROR, cut(clean(written), _MOST_SHOWN))
    number = stored_number(value)
    found = number_format(number, shown, is_percentage)
    if found is None:
        return Content(CellKind.OTHER, f"{cut(plain(number), _MOST_SHOWN)} shown as {cut(shown, _MOST_SHOWN)}")
    return Content(CellKind.NUMBER, value, found)


def _date(written: str, shown: str) -> Content:
    match = _ISO_DATE.fullmatch(written.strip())
    try:
        day = datetime.date.fromisoformat(match[1]) if match else None
    except ValueError:
        day = None
    if day is None:
        return Content(CellKind.OTHER, cut(shown or clean(written) or "a date without a value", _MOST_SHOWN))
    return Content(CellKind.DATE, day)

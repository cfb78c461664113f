"""What the JSON of results and of comparisons has in common."""

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from slcheck.model import CellPlace, FilePlace, LinePlace, Problem

encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False).encode
"""Nothing here holds itself, so what each of thousands of results holds need not be written down to find out."""


class Encoded(NamedTuple):
    """The items of a list, each of them JSON already."""

    items: Iterable[str]


def json_text(document: Mapping[str, object]) -> str:
    """``document`` with a key a line, and an item of a list a line, so that two of them compare well.

    A list may be any iterable: of many results only one needs to be there at a time.
    """
    output = io.StringIO(newline="")
    output.writelines(_pieces(document))
    return output.getvalue()


def _pieces(document: Mapping[str, object]) -> Iterator[str]:
    before = "{\n  "
    for key, value in document.items():
        yield f"{before}{encode(key)}: "
        yield from [encode(value)] if isinstance(value, str | Mapping) else _list(value)
        before = ",\n  "
    yield "\n}\n"


def _list(value: object) -> Iterator[str]:
    if not isinstance(value, Iterable):
        yield encode(value)
        return
    before = "[\n    "
    for text in value.items if isinstance(value, Encoded) else map(encode, value):
        yield before
        yield text
        before = ",\n    "
    yield "[]" if before.startswith("[") else "\n  ]"


def problem_object(problem: Problem) -> dict[str, Any]:
    """A problem with every key of its place, null where it has none."""
    place = problem.place
    return {
        "level": problem.level.value,
        "kind": problem.kind,
        "message": problem.message,
        "file": place.file if place else None,
        "sheet": place.sheet if isinstance(place, CellPlace | FilePlace) else None,
        "cell": place.cell if isinstance(place, CellPlace) else None,
        "line": place.line if isinstance(place, LinePlace) else None,
        "column": place.column if isinstance(place, LinePlace) else None,
    }

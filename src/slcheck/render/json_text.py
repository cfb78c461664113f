"""What the JSON of results and of comparisons has in common."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from slcheck.model import CellPlace, FilePlace, LinePlace, Problem

encode = json.JSONEncoder(ensure_ascii=False, check_circular=False, allow_nan=False).encode
"""Nothing here holds itself, so what each of thousands of results holds need not be written down to find out."""


class Encoded(NamedTuple):
    """The items of a list, each of them JSON already."""

    items: Iterable[str]


def json_text(document: Mapping[str, object]) -> str:
    """``document`` with a key a line, and an item of a list a line, so that two of them compare well.

    A list may be any iterable.
    """
    before, pieces = "{\n  ", []
    for key, value in document.items():
        pieces += [f"{before}{encode(key)}: ", *_pieces(value)]
        before = ",\n  "
    return "".join([*pieces, "\n}\n"])


def _pieces(value: object) -> list[str]:
    if isinstance(value, str | Mapping) or not isinstance(value, Iterable):
        return [encode(value)]
    texts = list(value.items if isinstance(value, Encoded) else map(encode, value))
    pieces = [",\n    "] * (2 * len(texts) + 1)
    pieces[0], pieces[1::2], pieces[-1] = "[\n    ", texts, "\n  ]"
    return pieces if texts else ["[]"]


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

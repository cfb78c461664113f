"""What the JSON of results and of comparisons has in common."""

import json
from collections.abc import Mapping
from typing import Any

from slcheck.model import CellPlace, FilePlace, LinePlace, Problem


def json_text(document: Mapping[str, object]) -> str:
    """``document`` with a key a line, and an item of a list a line, so that two of them compare well."""
    lines = ",\n".join(f"  {json.dumps(key)}: {_value(value)}" for key, value in document.items())
    return f"{{\n{lines}\n}}\n"


def _value(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"    {json.dumps(item, ensure_ascii=False)}" for item in value) + "\n  ]"
    return json.dumps(value, ensure_ascii=False)


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

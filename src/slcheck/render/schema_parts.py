"""What the JSON Schemas of results and of comparisons have in common."""

from collections.abc import Iterable
from typing import Any

from slcheck.model import Level

Schema = dict[str, Any]

TEXT: dict[str, Any] = {"type": "string"}
TEXT_OR_NULL: dict[str, Any] = {"type": ["string", "null"]}
NUMBER_OR_NULL: dict[str, Any] = {"type": ["number", "null"]}
COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
COUNT_OR_NULL: dict[str, Any] = {"type": ["integer", "null"], "minimum": 0}
DATE_OR_NULL: dict[str, Any] = {"type": ["string", "null"], "format": "date"}
QUARTER: dict[str, Any] = {"type": "string", "pattern": r"^20\d\d-\d\d Q[1-4]$"}
QUARTER_OR_NULL: dict[str, Any] = {"type": ["string", "null"], "pattern": QUARTER["pattern"]}


def one_of(words: Iterable[str], description: str = "", *, nullable: bool = False) -> Schema:
    """One of ``words``; or null."""
    said = {"description": description} if description else {}
    return {"enum": [*words, None] if nullable else words} | said


def said(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return schema | {"description": description}


def object_of(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    said = {"description": description} if description else {}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    } | said


def list_of(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


PROBLEM = object_of(
    {
        "level": one_of([each.value for each in Level]),
        "kind": TEXT,
        "message": TEXT,
        "file": TEXT_OR_NULL,
        "sheet": TEXT_OR_NULL,
        "cell": TEXT_OR_NULL,
        "line": COUNT_OR_NULL,
        "column": COUNT_OR_NULL,
    }
)

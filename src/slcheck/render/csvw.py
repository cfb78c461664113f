"""What a CSV of results holds, for machines: metadata as in W3C's "Metadata Vocabulary for Tabular Data" (CSVW).

Everything is derived from the one schema of a result, so that it cannot say anything else than the JSON Schema does.
The file is UTF-8 with commas, a heading line and doubled quotes, which is what CSVW supposes unless it is told more.
"""

import json
from typing import Any
from urllib.parse import quote

from slcheck.model import By, Report
from slcheck.render.csv_rows import BETWEEN
from slcheck.render.schema import RESULT, ROLLUP
from slcheck.render.schema_parts import Schema

_EMPTY_AT_TIMES = ("source_text",)
"""Texts that are never null and may be empty; in a CSV that is the same."""


def metadata(report: Report, name: str) -> str:
    """The metadata of the CSV of ``report`` in a file called ``name``, which stands in the same folder."""
    by_provider = report.policy.by is By.PROVIDER
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": quote(name, safe="", errors="surrogateescape"),
        "dc:title": "slcheck results" if by_provider else f"slcheck results added up by {report.policy.by}",
        "tableSchema": {
            "columns": [_column(key, schema) for key, schema in (RESULT if by_provider else ROLLUP).items()]
        },
    }
    return f"{json.dumps(document, indent=2)}\n"


def _column(key: str, schema: Schema) -> dict[str, Any]:
    """The heading of the column is its name, so ``titles`` cannot be anything else."""
    is_list = schema.get("type") == "array"
    description = schema.get("description")
    return {
        "name": key,
        "titles": key,
        **({"dc:description": description} if description else {}),
        "datatype": datatype(schema["items"] if is_list else schema),
        **({"separator": BETWEEN} if is_list else {}),
        "required": not is_list and not _is_nullable(schema) and key not in _EMPTY_AT_TIMES,
        "null": "",
    }


def _is_nullable(schema: Schema) -> bool:
    return None in schema.get("enum", ()) or "null" in _types(schema)


def _types(schema: Schema) -> list[str]:
    types = schema.get("type", "string")
    return types if isinstance(types, list) else [types]


def datatype(schema: Schema) -> str | dict[str, Any]:
    """The type of a cell: as JSON Schema has it, in the words of CSVW. ``number`` may have an exponent."""
    if "enum" in schema:
        words = "|".join(map(_literally, filter(None, schema["enum"])))
        return {"base": "string", "format": f"^({words})$"}
    if "pattern" in schema:
        return {"base": "string", "format": schema["pattern"]}
    if schema.get("format") == "date":
        return "date"
    base = next((_BASE[each] for each in _types(schema) if each in _BASE), "string")
    if base == "boolean":
        return {"base": base, "format": "True|False"}
    return {"base": base, "minimum": schema["minimum"]} if "minimum" in schema else base


_BASE = {"integer": "integer", "number": "number", "boolean": "boolean"}


def _literally(word: str) -> str:
    """``word`` in a regular expression of ECMAScript, which knows no escaped blank."""
    return "".join(f"\\{each}" if each in r".*+?^$()[]{}|\/" else each for each in word)

"""The JSON Schema of the result document. A change of shape changes ``SCHEMA_VERSION`` with it."""

from typing import Any

from slcheck.model import Direction, Flag, Framework, Kind, Level, Reason, Show, Status, Unit
from slcheck.render.document import SCHEMA_VERSION
from slcheck.summary import FAIL_ON_WORDS

_TEXT: dict[str, Any] = {"type": "string"}
_TEXT_OR_NULL: dict[str, Any] = {"type": ["string", "null"]}
_NUMBER_OR_NULL: dict[str, Any] = {"type": ["number", "null"]}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_COUNT_OR_NULL: dict[str, Any] = {"type": ["integer", "null"], "minimum": 0}
_QUARTER: dict[str, Any] = {"type": "string", "pattern": r"^20\d\d-\d\d Q[1-4]$"}
_QUARTER_OR_NULL: dict[str, Any] = {"type": ["string", "null"], "pattern": _QUARTER["pattern"]}


def _one_of(words: list[str], description: str = "", *, nullable: bool = False) -> dict[str, Any]:
    said = {"description": description} if description else {}
    return {"enum": [*words, None] if nullable else words} | said


def _said(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return schema | {"description": description}


RESULT: dict[str, dict[str, Any]] = {
    "framework": _one_of([each.value for each in Framework]),
    "measure": _said(_TEXT, "Declared code, such as SCH9 SL001 or NPS SL003R."),
    "title": _said(_TEXT, "Declared title of the measure."),
    "kind": _one_of([each.value for each in Kind]),
    "provider": _said(_TEXT, "Declared name, or National for a figure of the whole country."),
    "quarter": _said(_QUARTER, "Financial quarter that the figure belongs to; its target is the one applied."),
    "released": _said(_QUARTER, "Quarter of the table that carries the figure; later than quarter when stale."),
    "status": _one_of([each.value for each in Status]),
    "reason": _one_of([each.value for each in Reason], "Why there is no verdict.", nullable=True),
    "reason_text": _said(_TEXT_OR_NULL, "The reason as a sentence."),
    "value": _said(
        _NUMBER_OR_NULL, "Percent, 0 to 100, at most six decimals, on the exact figure's side of the target."
    ),
    "value_display": _said(_TEXT_OR_NULL, "As shown to people; a miss never looks level with its target."),
    "target": _said(_NUMBER_OR_NULL, "Percent, 0 to 100, in force in quarter."),
    "target_display": _TEXT_OR_NULL,
    "direction": _one_of([each.value for each in Direction]),
    "gap": _said(_NUMBER_OR_NULL, "Percentage points; negative is short of target."),
    "gap_display": _TEXT_OR_NULL,
    "numerator": _COUNT_OR_NULL,
    "denominator": _COUNT_OR_NULL,
    "shortfall": _said(_COUNT_OR_NULL, "Cases short of the target; known only from counts."),
    "misses_allowed": _said(_COUNT_OR_NULL, "Cases that may be missed at this denominator; known only from counts."),
    "flags": {"type": "array", "items": _one_of([each.value for each in Flag]), "uniqueItems": True},
    "markers": _said({"type": "array", "items": _TEXT}, "Footnote markers as they stand in the file."),
    "source_file": _TEXT,
    "source_sheet": _said(_TEXT_OR_NULL, "Null for a format without sheets."),
    "source_cell": _said(_TEXT, "Cell of the figure; of the numerator where counts were judged."),
    "source_text": _said(_TEXT, "What that cell shows."),
    "target_from": _said(_QUARTER_OR_NULL, "First quarter of the target."),
    "target_source": _TEXT_OR_NULL,
    "target_file": _said(_TEXT, "File that declares the target, or the measure where no target is in force."),
    "target_line": _said({"type": "integer", "minimum": 1}, "Line of that declaration."),
}
"""Every key of a result, in order; all are always present."""

RESULT_KEYS = tuple(RESULT)


def _object(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    said = {"description": description} if description else {}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    } | said


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_COUNTS = {status.value: _COUNT for status in Status}
_FILE = {"path": _TEXT, "sha256": _TEXT}
_LEFT_OUT = _object({"why": _TEXT, "rows": _COUNT})
_TABLE = _object(
    {
        "layout": _TEXT,
        "cells": _said(_TEXT, "From the first to the last cell of its figures."),
        "figures": _COUNT,
        "quarter": _said(_TEXT, "Which, and what named it."),
        "provider": _TEXT,
        "units": _said(_TEXT, "How it was decided whether numbers are percentages or fractions."),
    }
)
_SHEET = _object(
    {
        "name": _TEXT_OR_NULL,
        "layout": _TEXT_OR_NULL,
        "headings": _list(_TEXT),
        "tables": _list(_TABLE),
        "notes": _list(_TEXT),
        "rows_read": _COUNT,
        "rows_used": _COUNT,
        "left_out": _list(_LEFT_OUT),
    }
)
_PROBLEM = _object(
    {
        "level": _one_of([each.value for each in Level]),
        "kind": _TEXT,
        "message": _TEXT,
        "file": _TEXT_OR_NULL,
        "sheet": _TEXT_OR_NULL,
        "cell": _TEXT_OR_NULL,
        "line": _COUNT_OR_NULL,
        "column": _COUNT_OR_NULL,
    }
)


def results_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what ``-f json`` prints, on success and on failure alike."""
    document = _object(
        {
            "schema_version": {"const": SCHEMA_VERSION},
            "tool": _object({"name": {"const": "slcheck"}, "version": _TEXT}),
            "policy": _object(
                {
                    "fail_on": _list(_one_of(list(FAIL_ON_WORDS))),
                    "near": _NUMBER_OR_NULL,
                    "quarter": _QUARTER_OR_NULL,
                    "unit": _one_of([each.value for each in Unit], nullable=True),
                    "strict": {"type": "boolean"},
                    "show": _one_of([each.value for each in Show]),
                },
                "What the person who ran slcheck decided.",
            ),
            "inputs": _list(
                _object(
                    {
                        "path": _TEXT,
                        "sha256": _TEXT_OR_NULL,
                        "format": _TEXT_OR_NULL,
                        "rows_read": _COUNT,
                        "rows_used": _COUNT,
                        "sheets": _list(_SHEET),
                    }
                )
            ),
            "declarations": _list(_object(_FILE)),
            "summary": _object(
                {
                    "exit_code": _one_of([], "Exit code of the run.") | {"enum": [0, 1, 2, 3]},
                    "exit_reason": _TEXT,
                    "not_wanted": _said(_COUNT, "Figures of other quarters than policy.quarter, not among results."),
                    "results": _COUNT,
                    **_COUNTS,
                    "by_framework": _list(_object({"framework": _TEXT, **_COUNTS})),
                    "flags": {"type": "object", "additionalProperties": _COUNT},
                    "worst": _list(_TEXT),
                    "absent": _list(_object({"quarter": _QUARTER, "framework": _TEXT, "measure": _TEXT})),
                }
            ),
            "results": _list({"$ref": "#/$defs/result"}),
            "problems": _list(_PROBLEM),
        }
    )
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "slcheck results"}
    return head | document | {"$defs": {"result": _object(RESULT)}}

"""The JSON Schema of the result document. A change of shape changes ``SCHEMA_VERSION`` with it."""

from typing import Any

from slcheck import SCHEMA_VERSION
from slcheck.model import By, Direction, Filters, Flag, Framework, Kind, Rating, Reason, Rounding, Show, Status, Unit
from slcheck.render.schema_parts import (
    COUNT,
    COUNT_OR_NULL,
    DATE_OR_NULL,
    NUMBER_OR_NULL,
    PROBLEM,
    QUARTER,
    QUARTER_OR_NULL,
    TEXT,
    TEXT_OR_NULL,
    list_of,
    object_of,
    one_of,
    said,
)
from slcheck.summary import FAIL_ON_WORDS

_VERDICT: dict[str, dict[str, Any]] = {
    "framework": one_of([each.value for each in Framework]),
    "measure": said(TEXT, "Declared code, such as SCH9 SL001 or NPS SL003R."),
    "title": said(TEXT, "Declared title of the measure."),
    "kind": one_of([each.value for each in Kind]),
    "provider": said(TEXT, "Declared name, or National for a figure of the whole country."),
    "quarter": said(QUARTER, "Financial quarter that the figure belongs to; its target is the one applied."),
    "released": said(QUARTER, "Quarter of the table that carries the figure; later than quarter when stale."),
    "status": one_of([each.value for each in Status]),
    "reason": one_of([each.value for each in Reason], "Why there is no verdict.", nullable=True),
    "reason_text": said(TEXT_OR_NULL, "The reason as a sentence."),
    "value": said(
        NUMBER_OR_NULL, "Percent, 0 to 100, as judged, at most six decimals, on the exact figure's side of the target."
    ),
    "value_display": said(TEXT_OR_NULL, "As shown to people; a miss never looks level with its target."),
    "exact_value": said(NUMBER_OR_NULL, "Percent; another than value only where rounding is as-published."),
    "rounding": one_of([each.value for each in Rounding], "What was judged.", nullable=True),
    "basis": one_of(["counts", "stored", "printed"], "What the figure was taken from.", nullable=True),
    "decimals": said(
        {"type": ["integer", "null"]}, "Decimals to which a stored or printed percentage is known; -1 is tens."
    ),
    "target": said(NUMBER_OR_NULL, "Percent, 0 to 100, in force in quarter."),
    "target_display": TEXT_OR_NULL,
    "direction": one_of([each.value for each in Direction]),
    "gap": said(NUMBER_OR_NULL, "Percentage points; negative is short of target."),
    "gap_display": TEXT_OR_NULL,
    "expectation": said(NUMBER_OR_NULL, "Percent; a second tier beside the target. No verdict rests on it."),
    "expectation_gap": said(NUMBER_OR_NULL, "Percentage points; negative is short of the expectation."),
    "expectation_status": one_of([Status.PASS.value, Status.FAIL.value], nullable=True),
    "numerator": COUNT_OR_NULL,
    "denominator": COUNT_OR_NULL,
    "shortfall": said(COUNT_OR_NULL, "Cases short of the target; known only from counts."),
    "headroom": said(COUNT_OR_NULL, "Cases more that could have been missed; known only from counts."),
    "misses_allowed": said(COUNT_OR_NULL, "Cases that may be missed at this denominator; known only from counts."),
    "interval_low": said(NUMBER_OR_NULL, "Lower end of the 95% Wilson interval, percent; known only from counts."),
    "interval_high": said(NUMBER_OR_NULL, "Upper end of the 95% Wilson interval, percent; known only from counts."),
    "rating": one_of([each.value for each in Rating], "By the declared bands, if any.", nullable=True),
    "flags": {"type": "array", "items": one_of([each.value for each in Flag]), "uniqueItems": True},
    "waiver_reason": said(TEXT_OR_NULL, "Why the miss is waived."),
    "waiver_approved_by": TEXT_OR_NULL,
    "waiver_expires": said(DATE_OR_NULL, "Last day on which the waiver holds."),
    "markers": said({"type": "array", "items": TEXT}, "Footnote markers as they stand in the file."),
}
_CELL: dict[str, dict[str, Any]] = {
    "source_file": TEXT,
    "source_sheet": said(TEXT_OR_NULL, "Null for a format without sheets."),
    "source_cell": said(TEXT, "Cell of the figure; of the numerator where counts were judged."),
}
_DECLARATION: dict[str, dict[str, Any]] = {
    "target_from": said(QUARTER_OR_NULL, "First quarter of the target."),
    "target_source": TEXT_OR_NULL,
    "target_file": said(TEXT, "File that declares the target, or why there is none."),
    "target_line": said({"type": "integer", "minimum": 1}, "Line of that declaration."),
}
_PART = {
    "provider": TEXT,
    "status": one_of([each.value for each in Status]),
    "numerator": COUNT_OR_NULL,
    "denominator": COUNT_OR_NULL,
}

RESULT = _VERDICT | _CELL | {"source_text": said(TEXT, "What that cell shows.")} | _DECLARATION
"""Every key of a result, in order; all are always present."""

RESULT_KEYS = tuple(RESULT)


ROLLUP = (
    _VERDICT
    | {
        "by": said(one_of([each.value for each in By if each is not By.PROVIDER]), "Over whom it was added up."),
        "parts": said(list_of(object_of(_PART | _CELL)), "The figures that were added up, or would have been."),
        "missing": said(list_of(TEXT), "Providers without a usable figure; with any, there is no verdict."),
        "missed": said(COUNT, "Providers that miss the target themselves."),
        "total_cell": said(TEXT_OR_NULL, "Where the release prints its own sum."),
        "total_text": TEXT_OR_NULL,
    }
    | _DECLARATION
)
"""Every key of a sum, in order; all are always present."""

ROLLUP_KEYS = tuple(ROLLUP)

_COUNTS = {status.value: COUNT for status in Status}
_FILE = {"path": TEXT, "sha256": TEXT}
_LEFT_OUT = object_of({"why": TEXT, "rows": COUNT})
_TABLE = object_of(
    {
        "layout": TEXT,
        "cells": said(TEXT, "From the first to the last cell of its figures."),
        "figures": COUNT,
        "quarter": said(TEXT, "Which, and what named it."),
        "provider": TEXT,
        "units": said(TEXT, "How it was decided whether numbers are percentages or fractions."),
    }
)
_SHEET = object_of(
    {
        "name": TEXT_OR_NULL,
        "layout": TEXT_OR_NULL,
        "headings": list_of(TEXT),
        "tables": list_of(_TABLE),
        "notes": list_of(TEXT),
        "rows_read": COUNT,
        "rows_used": COUNT,
        "left_out": list_of(_LEFT_OUT),
    }
)
_GRID = object_of(
    {
        "quarter": QUARTER,
        "framework": TEXT,
        "measures": said(COUNT, "With a target in force."),
        "providers": said(COUNT, "Who should each have a figure of each of them; 1 where all are national."),
        "holes": list_of(object_of({"measure": TEXT, "provider": TEXT})),
    },
    "What a release of one quarter should have, and what of it is not there.",
)

_POLICY = object_of(
    {
        "fail_on": list_of(one_of(list(FAIL_ON_WORDS))),
        "near": NUMBER_OR_NULL,
        "quarter": QUARTER_OR_NULL,
        "filters": said(
            object_of({name: list_of(TEXT) for name in Filters().model_dump()}),
            "Patterns of the figures that were asked for; all of them where there is none.",
        ),
        "rounding": one_of([each.value for each in Rounding], nullable=True),
        "unit": one_of([each.value for each in Unit], nullable=True),
        "by": one_of([each.value for each in By]),
        "complete": {"type": "boolean"},
        "strict": {"type": "boolean"},
        "show": one_of([each.value for each in Show]),
        "as_of": said(DATE_OR_NULL, "Day for waivers and reviews; null where there are none."),
        "redact": said({"type": "boolean"}, "Only the counts of summary, its exit code and reason are told; no list."),
    },
    "What the person who ran slcheck decided.",
)
_SUMMARY = object_of(
    {
        "exit_code": one_of([], "Exit code of the run.") | {"enum": [0, 1, 2, 3]},
        "exit_reason": TEXT,
        "not_wanted": said(COUNT, "Figures that were read and not asked for, not among results."),
        "results": COUNT,
        **_COUNTS,
        "by_framework": list_of(object_of({"framework": TEXT, **_COUNTS})),
        "flags": {"type": "object", "additionalProperties": COUNT},
        "worst": list_of(TEXT),
        "waived": said(COUNT, "Misses that are waived; --fail-on does not count them as misses."),
        "holes": said(COUNT, "Figures that the releases should have and do not."),
        "rolled_up": said(object_of(_COUNTS), "Verdicts of rollups."),
    }
)


def results_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what ``-f json`` prints, on success and on failure alike."""
    document = object_of(
        {
            "schema_version": {"const": SCHEMA_VERSION},
            "tool": object_of({"name": {"const": "slcheck"}, "version": TEXT}),
            "policy": _POLICY,
            "inputs": list_of(
                object_of(
                    {
                        "path": TEXT,
                        "sha256": TEXT_OR_NULL,
                        "format": TEXT_OR_NULL,
                        "rows_read": COUNT,
                        "rows_used": COUNT,
                        "sheets": list_of(_SHEET),
                    }
                )
            ),
            "declarations": list_of(object_of(_FILE)),
            "summary": _SUMMARY,
            "results": list_of({"$ref": "#/$defs/result"}),
            "rollups": list_of({"$ref": "#/$defs/rollup"}),
            "completeness": list_of(_GRID),
            "problems": list_of(PROBLEM),
        }
    )
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "slcheck results"}
    return head | document | {"$defs": {"result": object_of(RESULT), "rollup": object_of(ROLLUP)}}

"""A comparison of two releases as JSON, and the JSON Schema of that."""

from collections import Counter
from collections.abc import Collection
from typing import Any

from slcheck import __version__
from slcheck.arithmetic import half_up
from slcheck.displays import MOST_PLACES
from slcheck.model import (
    Cause,
    Change,
    ChangeKind,
    Comparison,
    Entry,
    Flag,
    Framework,
    Reason,
    Rounding,
    Side,
    Status,
    Turn,
)
from slcheck.render.compared import replacements, said
from slcheck.render.json_text import json_text, problem_object
from slcheck.render.schema_parts import (
    COUNT,
    COUNT_OR_NULL,
    PROBLEM,
    QUARTER,
    QUARTER_OR_NULL,
    TEXT,
    TEXT_OR_NULL,
    list_of,
    object_of,
    one_of,
)
from slcheck.summary import Outcome

COMPARED_VERSION = "1.0"


def text(comparison: Comparison, outcome: Outcome) -> str:
    """The document as JSON."""
    return json_text(document(comparison, outcome))


def document(comparison: Comparison, outcome: Outcome) -> dict[str, Any]:
    """The document as plain dicts, lists, strings and numbers."""
    counts = Counter(change.kind for change in comparison.changes)
    return {
        "schema_version": COMPARED_VERSION,
        "tool": {"name": "slcheck", "version": __version__},
        "old": _side(comparison.old),
        "new": _side(comparison.new),
        "summary": {
            "exit_code": outcome.exit_code,
            "exit_reason": outcome.why,
            "compared": comparison.compared,
            "quarters": [str(quarter) for quarter in comparison.across] if comparison.across else None,
            "worse": sum(change.is_for_the_worse for change in comparison.changes),
            **{kind.value: counts[kind] for kind in ChangeKind},
        },
        "notes": list(replacements(comparison)),
        "changes": [_row(change) for change in comparison.changes],
        "problems": [
            {"side": name} | problem_object(problem)
            for name, side in (("old", comparison.old), ("new", comparison.new))
            for problem in side.problems
        ],
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "path": side.name,
        "sha256": side.sha256,
        "results": len(side.entries),
        "fully_judged": side.is_fully_judged,
    }


def _row(change: Change) -> dict[str, Any]:
    """Every key of a change. A target is that of all providers, so nothing is said there of the figure of one."""
    keys = _TARGET_KEYS if change.kind is ChangeKind.TARGET_CHANGE else tuple(ENTRY)
    return {
        "kind": change.kind.value,
        "framework": change.framework.value,
        "measure": change.code,
        "title": change.title,
        "provider": change.provider,
        "quarter": str(change.quarter) if change.quarter else None,
        "figures": change.figures,
        "direction": change.turn.value if change.turn else None,
        "cause": [cause.value for cause in change.causes],
        **_entry("old", change.old, keys),
        **_entry("new", change.new, keys),
        "said": said(change),
    }


def _entry(side: str, entry: Entry | None, keys: Collection[str]) -> dict[str, Any]:
    if entry is None:
        return {f"{side}_{key}": None for key in ENTRY}
    values = {
        "quarter": str(entry.quarter),
        "status": entry.status.value,
        "reason": entry.reason.value if entry.reason else None,
        "exact_value": None if entry.value is None else float(half_up(entry.value, MOST_PLACES)),
        "display": entry.value_display or None,
        "numerator": entry.numerator,
        "denominator": entry.denominator,
        "target": None if entry.target is None else float(entry.target),
        "target_display": entry.target_display or None,
        "expectation": None if entry.expectation is None else float(entry.expectation),
        "target_from": str(entry.target_from) if entry.target_from else None,
        "gap_display": entry.gap_display or None,
        "rounding": entry.rounding.value if entry.rounding else None,
        "flags": [flag.value for flag in entry.flags],
        "source": entry.where,
    }
    return {f"{side}_{key}": values[key] if key in keys else None for key in ENTRY}


_PERCENT = {"type": ["number", "null"], "minimum": 0, "maximum": 100}

ENTRY: dict[str, dict[str, Any]] = {
    "quarter": QUARTER_OR_NULL | {"description": "Quarter that the figure of this side belongs to."},
    "status": {"enum": [*(each.value for each in Status), None]},
    "reason": {"enum": [*(each.value for each in Reason), None], "description": "Why there is no verdict."},
    "exact_value": _PERCENT | {"description": "The exact figure, percent, 0 to 100, at most six decimals."},
    "display": TEXT_OR_NULL | {"description": "The figure as check shows it."},
    "numerator": COUNT_OR_NULL,
    "denominator": COUNT_OR_NULL,
    "target": _PERCENT,
    "target_display": TEXT_OR_NULL,
    "expectation": _PERCENT,
    "target_from": QUARTER_OR_NULL | {"description": "First quarter of the target."},
    "gap_display": TEXT_OR_NULL,
    "rounding": {"enum": [*(each.value for each in Rounding), None]},
    "flags": {"type": ["array", "null"], "items": {"enum": [each.value for each in Flag]}, "uniqueItems": True},
    "source": TEXT_OR_NULL | {"description": "File, sheet and cell of the figure."},
}
"""What is said of the figure of each side, after old_ and new_; null where that side has none."""

_TARGET_KEYS = ("quarter", "target", "target_display", "expectation", "target_from")


def _schema_of_side() -> dict[str, Any]:
    judged = {"type": "boolean", "description": "False where a figure or a file could not be used."}
    return object_of({"path": TEXT, "sha256": TEXT_OR_NULL, "results": COUNT, "fully_judged": judged})


def _schema_of_change() -> dict[str, Any]:
    sides = {f"{side}_{key}": schema for side in ("old", "new") for key, schema in ENTRY.items()}
    return object_of(
        {
            "kind": {"enum": [each.value for each in ChangeKind]},
            "framework": {"enum": [each.value for each in Framework]},
            "measure": TEXT_OR_NULL | {"description": "Declared code; null where a provider or quarter is meant."},
            "title": TEXT_OR_NULL,
            "provider": TEXT_OR_NULL,
            "quarter": QUARTER_OR_NULL,
            "figures": COUNT | {"description": "How many figures the change is about."},
            "direction": {"enum": [*(each.value for each in Turn), None], "description": "Of a flip."},
            "cause": list_of({"enum": [each.value for each in Cause]}) | {"description": "Of a flip, as far as seen."},
            **sides,
            "said": TEXT | {"description": "The change in one sentence."},
        }
    )


def compared_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what ``compare -f json`` prints, on success and on failure alike."""
    across = {"type": ["array", "null"], "items": QUARTER, "description": "Of two releases of different quarters."}
    summary = {
        "exit_code": {"enum": [0, 1, 2, 3]},
        "exit_reason": TEXT,
        "compared": COUNT | {"description": "Figures that stand on both sides."},
        "quarters": across,
        "worse": COUNT | {"description": "Flips to a worse verdict or to none, and what is gone but quarters."},
        **{kind.value: COUNT for kind in ChangeKind},
    }
    document = object_of(
        {
            "schema_version": {"const": COMPARED_VERSION},
            "tool": object_of({"name": {"const": "slcheck"}, "version": TEXT}),
            "old": {"$ref": "#/$defs/side"},
            "new": {"$ref": "#/$defs/side"},
            "summary": object_of(summary),
            "notes": list_of(TEXT),
            "changes": list_of({"$ref": "#/$defs/change"}),
            "problems": list_of(object_of({"side": one_of(["old", "new"]), **PROBLEM["properties"]})),
        }
    )
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "slcheck comparison"}
    return head | document | {"$defs": {"side": _schema_of_side(), "change": _schema_of_change()}}

"""The JSON document: one shape on success and on failure, the same bytes for the same inputs."""

import json
from collections.abc import Iterator
from typing import Any

from slcheck import __version__
from slcheck.model import CellPlace, FilePlace, Finding, InputFile, LinePlace, Policy, Problem, Report
from slcheck.render.page import Page
from slcheck.render.results import row
from slcheck.render.words import sentence
from slcheck.summary import Outcome, by_framework, by_status, listed_findings, worst

SCHEMA_VERSION = "1.0"


def render(report: Report, outcome: Outcome, page: Page) -> str:
    """The document, a key a line and a result a line, so that two of them compare well."""
    lines = ",\n".join(f"  {json.dumps(key)}: {_value(value)}" for key, value in document(report, outcome).items())
    return f"{{\n{lines}\n}}\n"


def document(report: Report, outcome: Outcome) -> dict[str, Any]:
    """The document as plain dicts, lists, strings and numbers."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "slcheck", "version": __version__},
        "policy": _policy(report.policy),
        "inputs": [_input(each) for each in report.inputs],
        "declarations": [{"path": each.path, "sha256": each.sha256} for each in report.declarations],
        "summary": _summary(report, outcome),
        "results": [row(finding) for finding in listed_findings(report)],
        "problems": [_problem(problem) for problem in report.problems],
    }


def _value(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"    {json.dumps(item, ensure_ascii=False)}" for item in value) + "\n  ]"
    return json.dumps(value, ensure_ascii=False)


def _policy(policy: Policy) -> dict[str, Any]:
    return {
        "fail_on": list(policy.fail_on),
        "near": None if policy.near is None else float(policy.near),
        "quarter": str(policy.quarter) if policy.quarter else None,
        "unit": policy.unit.value if policy.unit else None,
        "strict": policy.strict,
        "show": policy.show.value,
    }


def _input(each: InputFile) -> dict[str, Any]:
    return {
        "path": each.path,
        "sha256": each.sha256,
        "format": each.format,
        "rows_read": sum(sheet.rows_read for sheet in each.sheets),
        "rows_used": each.rows_used,
        "sheets": [
            {
                "name": sheet.name,
                "layout": sheet.layout,
                "headings": list(sheet.headings),
                "tables": [table.model_dump() for table in sheet.tables],
                "notes": list(sheet.notes),
                "rows_read": sheet.rows_read,
                "rows_used": sheet.rows_used,
                "left_out": [{"why": why, "rows": rows} for why, rows in sheet.left_out],
            }
            for sheet in each.sheets
        ],
    }


def _summary(report: Report, outcome: Outcome) -> dict[str, Any]:
    counts = by_status(report.findings)
    return {
        "exit_code": outcome.exit_code,
        "exit_reason": outcome.why,
        "not_wanted": report.not_wanted,
        "results": sum(counts.values()),
        **{status.value: number for status, number in counts.items()},
        "by_framework": [
            {"framework": framework.value, **{status.value: number for status, number in each.items()}}
            for framework, each in by_framework(report.findings).items()
        ],
        "flags": dict(_flag_counts(report.findings)),
        "worst": [sentence(miss) for miss in worst(report.findings)],
        "absent": [
            {"quarter": str(quarter), "framework": measure.framework.value, "measure": measure.code}
            for quarter, measure in report.absent
        ],
    }


def _flag_counts(findings: tuple[Finding, ...]) -> Iterator[tuple[str, int]]:
    counts: dict[str, int] = {}
    for finding in findings:
        for flag in finding.flags:
            counts[flag.value] = counts.get(flag.value, 0) + 1
    yield from sorted(counts.items())


def _problem(problem: Problem) -> dict[str, Any]:
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

"""The JSON document: one shape on success and on failure, the same bytes for the same inputs."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from slcheck import SCHEMA_VERSION, __version__
from slcheck.model import Flag, Grid, InputFile, Policy, Report, Status
from slcheck.render.json_text import Encoded, json_text, problem_object
from slcheck.render.page import Page
from slcheck.render.results import rollup_row, row
from slcheck.render.row_text import RowTexts
from slcheck.render.words import sentence
from slcheck.summary import Outcome, by_framework, by_status, counts, holes, is_listed, results, worst


def render(report: Report, outcome: Outcome, page: Page) -> str:
    """The document as JSON."""
    texts = RowTexts()
    return json_text(_document(report, outcome, Encoded(map(texts.text, results(report)))))


def document(report: Report, outcome: Outcome) -> dict[str, Any]:
    """The document as plain dicts, lists, strings and numbers."""
    return {
        key: list(value) if isinstance(value, Iterator) else value
        for key, value in _document(report, outcome, map(row, results(report))).items()
    }


def _document(report: Report, outcome: Outcome, rows: object) -> dict[str, Any]:
    """The document, its many results one after the other, as they are given."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "slcheck", "version": __version__},
        "policy": _policy(report.policy),
        "inputs": [_input(each) for each in report.inputs],
        "declarations": [{"path": each.path, "sha256": each.sha256} for each in report.declarations],
        "summary": _summary(report, outcome),
        "results": rows,
        "rollups": (rollup_row(each) for each in report.rollups if is_listed(each.finding, report.policy)),
        "completeness": [_grid(grid) for grid in report.grids],
        "problems": [problem_object(problem) for problem in report.problems],
    }


def _policy(policy: Policy) -> dict[str, Any]:
    return {
        "fail_on": list(policy.fail_on),
        "near": None if policy.near is None else float(policy.near),
        "rounding": policy.rounding.value if policy.rounding else None,
        "quarter": str(policy.quarter) if policy.quarter else None,
        "filters": {name: list(patterns) for name, patterns in policy.filters.model_dump().items()},
        "unit": policy.unit.value if policy.unit else None,
        "by": policy.by.value,
        "complete": policy.complete,
        "strict": policy.strict,
        "show": policy.show.value,
        "as_of": policy.as_of.isoformat() if policy.as_of else None,
        "redact": policy.redact,
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
    found, flags = counts(report), Counter(flag.value for each in report.findings for flag in each.flags)
    return {
        "exit_code": outcome.exit_code,
        "exit_reason": outcome.why,
        "not_wanted": report.not_wanted,
        "results": sum(found.values()),
        **_counts(found),
        "by_framework": [
            {"framework": framework.value, **_counts(each)} for framework, each in by_framework(report.findings).items()
        ],
        "flags": dict(sorted(flags.items())),
        "worst": [sentence(miss) for miss in worst(report.findings)],
        "rolled_up": {
            status.value: number for status, number in by_status(each.finding for each in report.rollups).items()
        },
        "waived": flags[Flag.WAIVED.value],
        "holes": holes(report),
    }


def _counts(found: dict[Status, int]) -> dict[str, int]:
    return {status.value: number for status, number in found.items()}


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "quarter": str(grid.quarter),
        "framework": grid.framework.value,
        "measures": len(grid.measures),
        "providers": len(grid.providers),
        "holes": [{"measure": measure.code, "provider": provider} for measure, provider in grid.holes],
    }

"""GitLab's Code Quality report: what breaks or fails a run, and the warnings, at the cell or line that it is about."""

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from slcheck.model import CellPlace, LinePlace, Place, Report, Status
from slcheck.render.matters import Matter, Weight, matters
from slcheck.render.page import Page
from slcheck.summary import Outcome
from slcheck.text import clean

_SEVERITY = {Weight.BREAKS: "critical", Weight.WARNS: "info"}
_SEVERITY_OF_FAILURE = {Status.FAIL.value: "major", "run": "major"}
"""By the first word of ``--fail-on`` that a result has. A near miss and whatever else fails the run is minor."""

_ROW = re.compile(r"[A-Z]+([1-9][0-9]*)")


def render(report: Report, outcome: Outcome, page: Page) -> str:
    """An array of issues; empty where there is nothing to complain of."""
    found = [each for each in matters(report, outcome) if each.weight is not Weight.TELLS]
    issues = [_issue(matter, fingerprint) for matter, fingerprint in zip(found, _fingerprints(found), strict=True)]
    return f"{json.dumps(issues, indent=2, ensure_ascii=False)}\n"


def _issue(matter: Matter, fingerprint: str) -> dict[str, Any]:
    path = matter.place.file if matter.place else "."
    return {
        "description": matter.message,
        "check_name": matter.kind,
        "fingerprint": fingerprint,
        "severity": _SEVERITY.get(matter.weight) or _SEVERITY_OF_FAILURE.get(matter.kind, "minor"),
        "location": {"path": clean(path).replace(os.sep, "/"), "lines": {"begin": _line(matter.place)}},
    }


def _line(place: Place | None) -> int:
    """The row of a cell, or the line of a text file; 1 for a file as a whole."""
    match place:
        case LinePlace(line=line):
            return max(1, line)
        case CellPlace(cell=cell) if found := _ROW.fullmatch(cell):
            return int(found[1])
        case _:
            return 1


def _fingerprints(found: Iterable[Matter]) -> Iterator[str]:
    """The same for the same matter in every run; numbered where a report has it more than once."""
    times: Counter[tuple[str, ...]] = Counter()
    for matter in found:
        times[matter.identity] += 1
        identity = json.dumps([*matter.identity, times[matter.identity]])
        yield hashlib.sha256(identity.encode()).hexdigest().translate(_LETTERS)


_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""A fingerprint has no digits, so that no figure can seem to stand in a report that withholds them."""

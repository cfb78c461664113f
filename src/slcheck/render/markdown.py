"""GitHub-flavoured Markdown, for a job's summary or a comment: the columns of the table, nothing cut."""

import re
from collections.abc import Iterable

from slcheck.model import Report
from slcheck.render import words
from slcheck.render.columns import columns
from slcheck.render.page import Page
from slcheck.render.sentences import closing
from slcheck.summary import Outcome
from slcheck.text import clean


def render(report: Report, outcome: Outcome, page: Page) -> str:
    """Whose figures as a heading, the results as a table, and what they amount to as a list."""
    heading = [f"## {_text(words.about(report))}\n"] if words.lines(report) else []
    items = "".join(_item(line) for line in closing(report, outcome))
    return "\n".join([*heading, *_table(report), items])


def _table(report: Report) -> list[str]:
    """The table as a block of its own, or no block where nothing is listed."""
    listed = words.listed_lines(report)
    if not listed:
        return []
    all_columns = columns(report)
    rows = [
        _row(column.heading for column in all_columns),
        _row("---:" if column.right else "---" for column in all_columns),
        *(_row(_text(column.text(line)) for column in all_columns) for line in listed),
    ]
    return ["".join(rows)]


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _item(line: str) -> str:
    """An item of a list; what stands indented below its line is an item of a list inside it."""
    indent = "  " if line.startswith(" ") else ""
    text = _BLOCK.sub(r"\1\\\2", _text(line))
    return f"{indent}- {text}\n"


def _text(text: str) -> str:
    """``text`` as it is: nothing in it becomes markup, a link, a mention, a reference or a symbol."""
    return _ACTIVE.sub(_inert, clean(text))


_BLOCK = re.compile(r"^(\d*)([-+=.)])")
"""What makes a line a list, or the line above it a heading."""
_ACTIVE = re.compile(r"GH-(?=\d)|:(?=//|[\w+-]+:)|www(?=\.)|[\\`*_\[\]~&<>|$@#]", re.IGNORECASE)
_INERT = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "|": "&#124;",
    "\\": "&#92;",
    "$": "<span>$</span>",
    **{each: f"\\{each}" for each in "`*_[]~"},
}


def _inert(found: re.Match[str]) -> str:
    """Names and links are looked for in the finished text: a comment, which is not shown, keeps its parts apart."""
    return _INERT.get(found[0], f"{found[0]}<!-- -->")

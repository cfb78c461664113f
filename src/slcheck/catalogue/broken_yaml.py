"""What YAML's parser says of a text that is no YAML, in words that say where to look."""

import re

import yaml

_SENTENCES = {
    "violates indentation": "a tab stands where a line is indented; indent with spaces, not tabs",
    "could not find expected ':'": "a key has no colon and blank behind it, in the line above or before that; "
    "write it like 'level: 97%'",
    "mapping values are not allowed": "a second colon stands in this line, or it is indented more than the line above; "
    "put text with a colon in quotes, and let keys that belong together start in one column",
    "expected '-' indicator|block sequence start|sequence entries are not allowed": "an entry of a list does not start "
    "where the entries above do; let all start with '- ' on lines of their own, in one column",
    "unexpected end of stream": "a quote is opened and never closed; close it",
    "document indicator|document separator": "a line of --- stands within quotes, or a quote above it is not closed; "
    "close it",
    "',' or '}'": "a comma or a closing } is missing before this place, or a text with a colon needs quotes; "
    "add what is missing",
    "',' or ']'": "a comma or a closing ] is missing before this place, or a text with a colon needs quotes; "
    "add what is missing",
    "expected key|expected <block end>": "what stands here does not go on with the lines above: it starts in another "
    "column, or follows a closing quote or bracket; let it start in the column of the keys above, or put the whole "
    "text in quotes",
    "cannot start any token": "no text without quotes can start with this sign; put the text in quotes",
    "escape|hexdecimal|hexadecimal": "a backslash between double quotes stands for something else; write single quotes",
    "alphabetic or numeric character|the expected '>'|expected '>'": "a text that starts with &, * or ! is read as "
    "something else; put it in quotes",
    "block scalar|comment or line break|chomping": "text stands behind a > or |; start it on the next line, or put it "
    "in quotes",
    "directive|incompatible YAML": "a line that starts with % is read as something else; take it out",
}
"""The first sentence whose words stand in what either of PyYAML's parsers says, the fast one or the slow one."""

_TAB = _SENTENCES["violates indentation"]


def sentence_for(error: yaml.MarkedYAMLError, text: str) -> str:
    """What is wrong at the place that ``error`` names in ``text``, and what would be right."""
    said = ", ".join(part for part in (error.context, error.problem) if part)
    lines = text.split("\n")
    line = lines[error.problem_mark.line] if error.problem_mark and error.problem_mark.line < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return f"not YAML: {_TAB}"
    for words, sentence in _SENTENCES.items():
        if re.search(words, said):
            return f"not YAML: {sentence}"
    return f"not YAML: {said}; check indentation, quotes and colons"

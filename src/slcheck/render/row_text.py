"""Results as JSON, each the text of its ``row``, made without writing down again what it shares with thousands."""

import re
from json.encoder import encode_basestring

from slcheck.displays import Level, level_of
from slcheck.model import Finding
from slcheck.render.json_text import encode
from slcheck.render.results import likeness, own_values, row

_OWN = "\0"
"""Stands for a value that is a result's own: JSON never holds it bare."""


class RowTexts:
    """Writes results. What is the same for many is encoded once, with a gap for each value that is a result's own."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[list[str], Level | None]] = {}
        self._first: list[Finding] = []

    def text(self, finding: Finding) -> str:
        """What ``row`` of ``finding`` is as JSON."""
        like = likeness(finding)
        template, level = self._known.get(like) or self._learn(like, finding)
        texts = template.copy()
        texts[1::2] = [
            "null" if value is None else encode_basestring(value) if isinstance(value, str) else repr(value)
            for value in own_values(finding, level).values()
        ]
        return "".join(texts)

    def _learn(self, like: tuple[object, ...], finding: Finding) -> tuple[list[str], Level | None]:
        self._first.append(finding)  # as long as it is there, nothing else has the id of what it holds
        level = level_of(finding.target)
        self._known[like] = _template(finding, level), level
        return self._known[like]


def _template(finding: Finding, level: Level | None) -> list[str]:
    """The text of ``finding`` cut up: every second piece is to be replaced by a value of its own."""
    own = own_values(finding, level)
    pairs = [f"{encode(key)}: {_OWN if key in own else encode(value)}" for key, value in row(finding).items()]
    return re.split(f"({_OWN})", f"{{{', '.join(pairs)}}}")

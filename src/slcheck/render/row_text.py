"""Results as JSON, each the text of its ``row``, made without writing down again what it shares with thousands."""

from json.encoder import encode_basestring

from slcheck.displays import Level, level_of
from slcheck.model import Finding
from slcheck.render.json_text import encode
from slcheck.render.results import likeness, own_values, row


class RowTexts:
    """Writes results. What is the same for many is encoded once, with a gap for each value that is a result's own."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[str, Level | None]] = {}
        self._first: list[Finding] = []

    def text(self, finding: Finding) -> str:
        """What ``row`` of ``finding`` is as JSON."""
        like = likeness(finding)
        template, level = self._known.get(like) or self._learn(like, finding)
        own = own_values(finding, level).values()
        texts = [
            "null" if value is None else encode_basestring(value) if isinstance(value, str) else value for value in own
        ]
        return template % tuple(texts)

    def _learn(self, like: tuple[object, ...], finding: Finding) -> tuple[str, Level | None]:
        self._first.append(finding)  # as long as it is there, nothing else has the id of what it holds
        level = level_of(finding.target)
        self._known[like] = _template(finding, level), level
        return self._known[like]


def _template(finding: Finding, level: Level | None) -> str:
    own = own_values(finding, level)
    pairs = [
        f"{encode(key)}: {'%s' if key in own else encode(value).replace('%', '%%')}"
        for key, value in row(finding).items()
    ]
    return f"{{{', '.join(pairs)}}}"

"""The two things of an OpenDocument style that change what is read: raised text, and sheets that are not shown."""

from slcheck.reading.formats.markup import Attributes
from slcheck.text import regex

_LEVEL = regex(r"[+-]?0*(?:\.0*)?%?")


class Styles:
    """The handlers of the events of ``styles.xml`` and ``content.xml`` that gather styles.

    ``raised`` says of the styles of text whether they raise or lower it, where they say anything; ``hidden_tables``
    are the names of the table styles whose sheets are not shown.
    """

    def __init__(self) -> None:
        self.raised: dict[str, bool] = {}
        self.hidden_tables: set[str] = set()
        self._name = self._family = ""

    def start(self, name: str, attributes: Attributes) -> None:
        match name:
            case "style" if "style:name" in attributes:
                self._start_style(attributes)
            case "text-properties" if self._family == "text" and "style:text-position" in attributes:
                words = attributes["style:text-position"].split()
                self.raised[self._name] = bool(words) and _LEVEL.fullmatch(words[0]) is None
            case "table-properties" if self._family == "table" and "table:display" in attributes:
                self._show(attributes["table:display"] != "false")

    def end(self, name: str) -> None:
        if name == "style":
            self._family = ""

    def _start_style(self, attributes: Attributes) -> None:
        self._name, self._family = attributes["style:name"], attributes.get("style:family", "")
        parent = attributes.get("style:parent-style-name", "")
        if self._family == "text" and parent in self.raised:
            self.raised[self._name] = self.raised[parent]
        if self._family == "table":
            self._show(parent not in self.hidden_tables)

    def _show(self, is_shown: bool) -> None:
        if is_shown:
            self.hidden_tables.discard(self._name)
        else:
            self.hidden_tables.add(self._name)

"""OpenDocument spreadsheets (.ods), in which the government publishes: a reader of our own.

No maintained library keeps all of what a figure depends on: the number, the text that the sheet shows for it, whether
it is typed as a percentage, raised footnote marks, and cells that show an error.
"""

from slcheck.errors import UnreadableInput
from slcheck.reading.cells import Book
from slcheck.reading.formats import markup
from slcheck.reading.formats.archive import Archive
from slcheck.reading.formats.containers import zip_mimetype, zip_parts
from slcheck.reading.formats.ods_content import Content
from slcheck.reading.formats.ods_names import Prefixes
from slcheck.reading.formats.ods_styles import Styles

NAME = "ods"

_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_AGAIN = "open it in LibreOffice or Excel, save it, and try again"


def recognises(data: bytes) -> bool:
    """Whether ``data`` is an archive that declares itself an OpenDocument spreadsheet, or is built like one."""
    mimetype = zip_mimetype(data)
    if mimetype:
        return mimetype in (_MIMETYPE, f"{_MIMETYPE}-template")
    return {_CONTENT, _MANIFEST} <= (zip_parts(data) or frozenset())


def read(data: bytes) -> Book:
    """All visible sheets. Raises UnreadableInput when the file is locked, damaged, too large or holds no sheet."""
    archive = Archive(data)
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        said = "this is a password-protected OpenDocument file"
        raise UnreadableInput(f"{said}; open it in LibreOffice or Excel, save it without a password, and try again")
    if _CONTENT not in archive:
        raise UnreadableInput(f"the part {_CONTENT} is missing from the OpenDocument file; {_AGAIN}")
    styles = Styles()
    if _STYLES in archive:
        _gather(styles, archive.read(_STYLES))
    part = archive.read(_CONTENT)
    content = Content(styles, Prefixes(part))
    markup.events(part, _CONTENT, content.start, content.end, content.text)
    if not content.book.sheets and not content.book.skipped:
        raise UnreadableInput(f"the OpenDocument file has no sheet that can be read; {_AGAIN}")
    return content.book


def _gather(styles: Styles, part: bytes) -> None:
    prefixes = Prefixes(part)

    def start(name: str, attributes: markup.Attributes) -> None:
        styles.start(name, prefixes.customary(attributes))

    def text(_: str) -> None:
        """Styles have no text that matters."""

    markup.events(part, _STYLES, start, styles.end, text)

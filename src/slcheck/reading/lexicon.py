"""Everything that a text of a sheet can be recognised by: declared names and codes, and the vocabulary of headings."""

from slcheck.model import Catalogue
from slcheck.reading.names import Names
from slcheck.reading.roles import Vocabulary


class Lexicon:
    """The names and headings of one catalogue, prepared once for all sheets of a run."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.names = Names(catalogue)
        self.headings = Vocabulary(catalogue.headings)

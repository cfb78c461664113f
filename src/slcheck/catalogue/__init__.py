"""YAML in: target, provider and words files to a Catalogue, and a waivers file to Waivers."""

from pathlib import Path

from slcheck.catalogue.load import load, load_part
from slcheck.catalogue.shapes import providers_schema, targets_schema, waivers_schema
from slcheck.catalogue.word_shapes import words_schema
from slcheck.model import Catalogue, DeclarationFile, Waiver

__all__ = ["load", "load_part", "load_waivers", "providers_schema", "targets_schema", "waivers_schema", "words_schema"]


def load_waivers(path: Path, catalogue: Catalogue) -> tuple[tuple[Waiver, ...], DeclarationFile]:
    """As ``slcheck.catalogue.waivers`` says, which is imported only where there are any."""
    from slcheck.catalogue import waivers

    return waivers.load_waivers(path, catalogue)
